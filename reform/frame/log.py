"""Nhật ký số liệu: every recording; of one, what it changed, what was confirmed, its file, and how to take it back."""

import streamlit as st

from reform import session
from reform.frame import cells
from reform.frame.draft import cause
from reform.frame.taking_back import places_led_to
from reform.frame.unit import figure
from reform.indicators import declaration
from reform.rows import records
from reform.session import say
from reform.text import escape_markdown

SHOWN = 12  # rows of a table before it scrolls by itself
TALL = 34 * SHOWN
CONFIRMED = 20
WORDS = 18
CHANGES = ("new", "changed", "dropped")


def show_open_drafts(drafts):
    """What was read and not yet recorded, each with the way back to it."""
    if not drafts:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(say().t("log.drafts", count=say().count(len(drafts))))
        for draft in drafts:
            files = escape_markdown(", ".join(draft["files"]))
            is_correction = draft["is_correction"]
            address = session.address_of_correction if is_correction else session.address_of_draft
            st.page_link(
                "pages/correction.py" if is_correction else "pages/upload.py",
                label=say().t("log.draft", files=files, time=say().time(draft["kept_at"])),
                icon=":material/draft:",
                query_params=address(draft["key"]),
            )


def show_no_batches():
    """A store without a recording: what to do first."""
    with st.container(border=True):
        st.markdown(say().t("log.nothing"))
        st.page_link("pages/upload.py", label=say().t("app.go_upload"), icon=":material/arrow_forward:")


def choose_batch(batches):
    """All recordings, the newest first; a click on a row chooses one. Returns its row, None while none is chosen."""
    t, rows = say().t, records(batches)
    ids, chosen = [row["batch_id"] for row in rows], session.chosen(session.BATCH)
    st.caption(t("log.explained"))
    cells.show_table(
        batch_columns(rows),
        alt=t("log.table_alt"),
        key=f"nhat-ky-{chosen}",
        on_pick=lambda at: take_batch(ids[at]),
        picked=ids.index(chosen) if chosen in ids else None,
        height="content" if len(rows) <= SHOWN else TALL,
    )
    if chosen and chosen not in ids:
        st.info(t("log.unknown", batch=escape_markdown(chosen)))
    return next((row for row in rows if row["batch_id"] == chosen), None)


def take_batch(batch_id):
    """Choose a recording; the one already chosen is let go."""
    session.choose(session.BATCH, None if session.chosen(session.BATCH) == batch_id else batch_id)


def batch_columns(rows):
    """When, file, kind, document where there is one, periods, units, who, status."""
    t, documents = say().t, [row["document"] or "" for row in rows]
    return [
        cells.texts(t("column.recorded_at"), [say().time(row["recorded_at"]) for row in rows], 132),
        cells.texts(t("column.file"), [row["file_name"] for row in rows], 250),
        cells.texts(t("log.kind"), [kind(row) for row in rows], 160),
        *([cells.texts(t("log.document"), documents, 150)] if any(documents) else []),
        cells.texts(t("log.period"), [periods(row) for row in rows], 140),
        cells.numbers(t("log.units"), [row["units"] for row in rows], say().count, 84),
        cells.texts(t("column.uploader"), [row["uploader"] or "" for row in rows], 150),
        cells.texts(t("log.status"), [t(f"log.statuses.{row['status']}") for row in rows], 110),
    ]


def kind(row):
    """Tải lên or Đính chính; of what came after a closing, that it did."""
    told = say().t(f"log.kinds.{row['kind']}")
    return say().t("log.after_closing", kind=told) if row["after_closing"] else told


def periods(row):
    """The periods a recording told of: one by name, more as a number."""
    names = [say().period_label(key) for key in (row["periods"] or "").split()]
    if len(names) < 2:
        return "".join(names)
    return say().t("log.and_more", first=names[-1], count=say().count(len(names) - 1))


# One recording


def show_batch(row):
    """What a recording is: its number, kind, status and document, and the file as it came."""
    t = say().t
    st.header(escape_markdown(row["file_name"]), anchor=False)
    status = t(f"log.statuses.{row['status']}")
    told = [t("log.about", batch=row["batch_id"], kind=escape_markdown(kind(row)), status=status)]
    if row["document"]:
        told.append(t("log.about_document", document=escape_markdown(row["document"])))
    st.markdown(" · ".join(told))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        original = session.store().file(row["batch_id"])
        st.download_button(
            t("log.file"), original, row["file_name"], "application/octet-stream", key="tep-goc", on_click="ignore"
        )
        st.caption(t("log.about_hash", hash=row["sha256"]), width="content")


def show_changed(figures):
    """What the recording changed when it was made: how much, then each figure; a click leads to its unit."""
    t = say().t
    st.subheader(t("log.changed"), anchor=False)
    rows = records(figures)
    counts = {one: sum(row["kind"] == one for row in rows) for one in (*CHANGES, "unchanged")}
    told = [t(f"log.counts.{one}", count=say().count(count)) for one, count in counts.items() if count]
    rows = [row for row in rows if row["kind"] in CHANGES]
    if not rows:
        st.markdown(t("log.changed_nothing"))
        return
    st.markdown(t("log.changed_counts", told=", ".join(told)))
    cells.show_table(
        change_columns(rows),
        alt=t("log.changed_alt"),
        key=f"da-doi-{session.chosen(session.BATCH)}",
        on_pick=lambda at: lead_to(rows[at]),
        height="content" if len(rows) <= SHOWN else TALL,
    )
    show_ways(rows)


def change_columns(rows):
    """Period, unit, measure, before, after, cell."""
    t = say().t
    measures = [declaration().measures[row["measure"]] for row in rows]
    both = [*zip(rows, measures, strict=True)]
    before = [brief(figure(row["old"], row["old_bound"], row["old_text"], measure)) for row, measure in both]
    after = [brief(figure(row["new"], row["new_bound"], row["new_text"], measure)) for row, measure in both]
    return [
        cells.texts(t("log.change"), [t(f"log.changes.{row['kind']}") for row in rows], 84),
        cells.texts(t("log.period"), [say().period_label(row["period"]) for row in rows], 130),
        cells.texts(t("column.unit"), [row["ward"] for row in rows], 170),
        cells.texts(t("column.measure"), [measure.name.in_(say().lang) for measure in measures], 330),
        cells.texts(t("log.before"), before, 110, right=True),
        cells.texts(t("log.after"), after, 110, right=True),
        cells.texts(t("column.cell"), [row["cell"] or "" for row in rows], 90),
    ]


def brief(text):
    """A figure whole; of words what a column of figures has room for."""
    return text if len(text) <= WORDS else text[: WORDS - 1] + "…"


def lead_to(row):
    """Remember whose figures the reader clicked on; the link below the table leads there."""
    session.choose(session.LOCALITY, row["locality"])
    session.choose(session.PERIOD, row["period"])
    session.choose(session.UNIT, row["unit_id"])


def show_ways(rows):
    """From the figures of a recording to the unit that was clicked on, else to the ranking of each period."""
    t = say().t
    chosen = (session.chosen(session.PERIOD), session.chosen(session.UNIT))
    mine = next((row for row in rows if (row["period"], str(row["unit_id"])) == chosen), None)
    if mine is None:
        st.caption(t("log.changed_hint"))
    with st.container(horizontal=True, gap="small"):
        if mine:
            period = say().inside(say().period_label(mine["period"]))
            way(
                t("log.see_unit", ward=escape_markdown(mine["ward"]), period=period),
                mine,
                {session.UNIT: str(mine["unit_id"])},
            )
        led = places_led_to(session.chosen(session.BATCH))
        for row in {(row["locality"], row["period"]): row for row in rows}.values():
            if (row["locality"], row["period"]) in led:
                continue  # what was just withdrawn or recorded again leads there already
            way(t("log.see_ranking", period=say().inside(say().period_label(row["period"]))), row)


def way(label, row, more=None):
    """A link to the ranking page on a figure's locality and period."""
    there = session.address(row["locality"], row["period"]) | (more or {})
    st.page_link("pages/ranking.py", label=label, icon=":material/arrow_forward:", query_params=there)


def show_accepted(acceptances):
    """Every question that was answered by its default, and why."""
    rows = records(acceptances)
    if not rows:
        return
    st.subheader(say().t("log.accepted", count=say().count(len(rows))), anchor=False)
    lines = [f"- {accepted(row)}" for row in rows[:CONFIRMED]]
    if len(rows) > CONFIRMED:
        lines.append("- " + say().t("log.accepted_more", count=say().count(len(rows) - CONFIRMED)))
    st.markdown("\n".join(lines))


def accepted(row):
    """One confirmation: its cause, cell and reason."""
    facts = {"cause": cause(row["code"]), "reason": escape_markdown(row["reason"] or say().t("log.no_reason"))}
    if row["cell"]:
        return say().t("log.accepted_line", cell=escape_markdown(row["cell"]), **facts)
    return say().t("log.accepted_whole", **facts)


def show_history(events):
    """All that ever happened to a recording, the newest event first."""
    st.subheader(say().t("log.history"), anchor=False)
    st.markdown("\n".join(f"- {event(row)}" for row in records(events)))


def event(row):
    """One event: when, what, who, why."""
    t = say().t
    who = t("log.event_who", who=escape_markdown(row["who"])) if row["who"] else ""
    reason = t("log.event_reason", reason=escape_markdown(row["reason"])) if row["reason"] else ""
    return t("log.event", time=say().time(row["at"]), event=t(f"log.events.{row['kind']}"), who=who, reason=reason)
