"""The documents that were handed out: a list, and one of them opened again as it was, with what changed since."""

from functools import partial

import streamlit as st

from reform import session
from reform.brief.files import file_name
from reform.frame.page import show_title
from reform.frame.supervision_blocks import show_blocks
from reform.frame.supervision_files import MIME
from reform.frame.supervision_made import MAKERS
from reform.frame.unit import written
from reform.frame.ways import show_ways_of_unit
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.store import NotThere, StoreDamaged
from reform.text import escape_markdown

WITHOUT_FIGURES = ("request", "minutes")  # nothing that is corrected later stands in them
SHOWN = 20  # prints of a unit, and corrections since one, that are listed


def show_prints(supervision):
    """The unit's earlier documents, the newest first; nothing is kept of the sample's."""
    if session.is_sample():
        return
    t, rows = say().t, records(ask("prints", unit_id=supervision.unit))
    with st.expander(t("supervision.prints", count=say().count(len(rows))), icon=":material/history:"):
        if not rows:
            st.markdown(t("supervision.prints_none", ward=supervision.bare))
        for row in rows[:SHOWN]:
            show_print_line(row)
        if len(rows) > SHOWN:
            st.caption(t("supervision.prints_more", count=say().count(len(rows) - SHOWN)))


def show_print_line(row):
    """One print with what was corrected since, where it holds figures, and the way to open it."""
    told = [line_of(row)]
    if row["kind"] not in WITHOUT_FIGURES:
        told.append(f":gray[{counted(records(ask('corrections_since_print', print_id=row['print_id'])))}]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("  \n".join(told), width="stretch")
        st.button(
            say().t("supervision.print_open"),
            key=f"mo-ban-in-{row['print_id']}",
            on_click=session.choose,
            args=(session.PRINT, row["print_id"]),
        )


def line_of(row):
    """Phiếu thông tin · 22/11/2026 10:05 · Quý III/2026 · Nguyễn A lập · mã 1a2b3c4d5e6f."""
    span = " – ".join(say().period_label(key) for key in dict.fromkeys((row["period"], row["to_period"])))
    facts = {"time": say().time(row["made_at"]), "period": escape_markdown(span), "id": row["print_id"]}
    facts["kind"] = say().t(f"supervision.kind.{row['kind']}")
    who = row["who"] or ""
    return say().t("supervision.print_by" if who else "supervision.print_line", **facts, who=escape_markdown(who))


def counted(since):
    """từ khi in: 2 đính chính số liệu của đơn vị, 1 đính chính của đơn vị khác."""
    own = sum(row["own"] for row in since)
    told = [(own, "own"), (len(since) - own, "others")]
    told = [say().t(f"supervision.since_{whose}", count=say().count(count)) for count, whose in told if count]
    return say().t("supervision.since", told=", ".join(told)) if told else say().t("supervision.since_nothing")


# One of them


def choose_print():
    """The print that the address names: its row of `prints` with its `document`; None where it names none."""
    wanted = session.chosen(session.PRINT)
    if wanted is None:
        return None
    rows = records(ask("prints", print_id=wanted))
    try:
        return rows[0] | {"document": session.store().printed(wanted)} if rows else none_such(wanted)
    except (NotThere, StoreDamaged):
        return none_such(wanted, "supervision.print_damaged")


def none_such(wanted, key="supervision.print_unknown"):
    """That a print cannot be shown, and that the page goes on without it."""
    session.choose(session.PRINT, None)
    st.error(say().t(key, id=escape_markdown(wanted[:40])))


def show_print(row):
    """A print as it was, its files byte for byte, what changed since, and the way back."""
    t, document = say().t, row["document"]
    facts = {"kind": t(f"supervision.kind.{row['kind']}"), "ward": escape_markdown(row["ward"] or row["locality"])}
    show_title(t("supervision.print_title", **facts))
    st.markdown(line_of(row))
    if row["kind"] not in WITHOUT_FIGURES:
        show_since(row)
    if row["unit_id"]:
        show_ways_of_unit(row["locality"], row["to_period"], row["unit_id"], row["ward"])
    with st.container(horizontal=True, gap="small"):
        unit = {"unit_id": row["unit_id"] or 0, "ward": row["ward"] or row["locality"]}
        for ending, make in MAKERS.items():
            name = file_name(row["kind"], unit, (row["period"], row["to_period"]), ending)
            st.download_button(
                t(f"supervision.{ending}"),
                partial(make, document),
                name,
                MIME[ending],
                key=f"tai-ban-in-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
        st.button(t("supervision.print_close"), key="dong-ban-in", on_click=session.choose, args=(session.PRINT, None))
    with st.container(border=True):
        st.header(escape_markdown(document["title"]), anchor=False)
        around = dict.fromkeys((*document["left"], *document["right"], *document["subtitle"]))
        st.caption(escape_markdown(" · ".join(around)))
        show_blocks(document["blocks"], f"ban-in-{row['print_id']}")


def show_since(row):
    """Each correction since the print, those of the unit's own figures first."""
    since = sorted(records(ask("corrections_since_print", print_id=row["print_id"])), key=lambda one: not one["own"])
    if not since:
        st.caption(counted(since))
        return
    lines = [f"- {correction(one)}" for one in since[:SHOWN]]
    if len(since) > SHOWN:
        lines.append(f"- {say().t('supervision.since_more', count=say().count(len(since) - SHOWN))}")
    st.warning("\n".join([counted(since), "", *lines, *map("- {}".format, changed(row, since))]))


def changed(row, since):
    """Tổng số tiếp nhận, quý III/2026: 1.012 → 1.015: the unit's figures that are not those that were printed."""
    keys = dict.fromkeys(key for one in since if one["own"] for key in one["periods"].split())
    told = []
    for key in keys if row["unit_id"] else ():
        asked = {"unit_id": row["unit_id"], "period": key}
        then = figures_by_measure(session.store().ask("figures", as_of=row["as_of"], **asked))
        now = figures_by_measure(ask("figures", **asked))
        period = say().inside(say().period_label(key))
        for name in dict.fromkeys((*then, *now)):
            before, after = (one.get(name) or say().t("supervision.figure_none") for one in (then, now))
            if before != after:
                facts = {"name": escape_markdown(name), "before": escape_markdown(before)}
                told.append(say().t("supervision.figure", **facts, after=escape_markdown(after), period=period))
    more = len(told) - SHOWN
    return told[:SHOWN] + ([say().t("supervision.figures_more", count=say().count(more))] if more > 0 else [])


def figures_by_measure(figures):
    """The name of each measure → its figure as it is written."""
    declared = ((declaration().measures[row["measure"]], row) for row in records(figures))
    return {measure.name.in_(say().lang): written(row, measure) for measure, row in declared}


def correction(one):
    """bieu-q3.csv ghi nhận 20/09/2025 08:00 (số liệu của đơn vị; Quý III/2026), theo 15/BC-UBND."""
    facts = {
        "file": escape_markdown(one["file_name"]),
        "time": say().time(one["at"]),
        "whose": say().t("supervision.correction_own" if one["own"] else "supervision.correction_other"),
        "periods": escape_markdown(", ".join(say().period_label(key) for key in one["periods"].split())),
    }
    told = [say().t(f"supervision.correction_{one['change']}", **facts)]
    told += [escape_markdown(one[key]) for key in ("document", "reason") if one[key]]
    return "; ".join(told)
