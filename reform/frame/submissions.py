"""Theo dõi nộp báo cáo: who sent a period's report, when, who is late, and the letter to those who did not."""

from datetime import datetime

import streamlit as st

from reform import session
from reform.frame import cells
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.period import label, last_day
from reform.rows import records
from reform.session import ask, say
from reform.text import ZONE, escape_markdown

RECENT = 6
MARKS = {"on_time": "✓", "received": "✓", "missing": "–", "returned": "↩"}


def show_submitted(submissions):
    """The counts in words, the deadline, and each unit with its status; a click leads to its recording."""
    rows = records(submissions)
    st.markdown(counts(rows))
    deadline = rows[0]["deadline"]
    t = say().t
    st.caption(t("submissions.deadline_is", day=say().date(deadline)) if deadline else t("submissions.no_deadline"))
    units, chosen = [str(row["unit_id"]) for row in rows], session.chosen(session.UNIT)
    cells.show_table(
        submission_columns(rows),
        alt=t("submissions.table_alt"),
        key=f"da-nop-{chosen}",
        on_pick=lambda at: session.choose(session.UNIT, units[at]),
        picked=units.index(chosen) if chosen in units else None,
    )
    mine = next((row for row in rows if str(row["unit_id"]) == chosen), None)
    if mine is None:
        st.caption(t("submissions.hint"))
    else:
        show_ways(mine)


def show_ways(row):
    """From the unit that was clicked on to its recording in the journal, and to recording what it still owes."""
    t, facts = say().t, {"ward": escape_markdown(row["ward"]), "file": escape_markdown(row["file_name"] or "")}
    with st.container(horizontal=True, gap="small"):
        if row["batch_id"]:
            there = session.address_of_batch(row["batch_id"])
            label = t("submissions.see_batch", **facts)
            st.page_link("pages/log.py", label=label, icon=":material/history:", query_params=there)
        if row["status"] in ("missing", "returned"):
            st.page_link("pages/upload.py", label=t("submissions.record", **facts), icon=":material/arrow_forward:")


def submissions_of(locality, period):
    """Every unit that has to report for a period, whether or not anything of it is known yet, and what became of it."""
    return ask("submissions", locality=locality, period=period, day=last_day(period))


def show_nobody_expected():
    """Without a list of units nobody has to report."""
    st.info(say().t("submissions.no_units"))
    st.page_link("pages/upload.py", label=say().t("app.go_upload"), icon=":material/arrow_forward:")


def show_not_begun(submissions, name):
    """A period of which nobody has reported and no deadline is set is said to be just that."""
    if all(row["status"] == "missing" and row["deadline"] is None for row in records(submissions)):
        facts = {"period": escape_markdown(name), "units": say().count(len(submissions))}
        st.info(say().t("submissions.not_begun", **facts))


def counts(rows):
    """8/10 đơn vị đã nộp: 7 đúng hạn, 1 muộn 3 ngày (Phường Một); 2 chưa nộp."""
    t, of = say().t, {one: [row for row in rows if row["status"] == one] for one in ("on_time", "missing", "returned")}
    parts = []
    if of["on_time"]:
        parts.append(t("submissions.part_on_time", count=say().count(len(of["on_time"]))))
    parts += late_part([row for row in rows if row["status"] == "late"])
    parts += [
        t(f"submissions.part_{one}", count=say().count(len(of[one]))) for one in ("returned", "missing") if of[one]
    ]
    sent = say().count(len(rows) - len(of["missing"]))
    told = ": " + ", ".join(parts) if parts else ""
    return t("submissions.counts", sent=sent, expected=say().count(len(rows)), parts=told)


def late_part(late):
    """1 muộn 3 ngày (Phường Một), or how many and by how much at most."""
    if not late:
        return []
    days = say().count(max(row["days_late"] for row in late))
    if len(late) == 1:
        return [say().t("submissions.part_late_one", days=days, ward=escape_markdown(late[0]["ward"]))]
    return [say().t("submissions.part_late", count=say().count(len(late)), days=days)]


def submission_columns(rows):
    """Unit, group, status, when it was received, the file, why it was returned."""
    t = say().t
    groups = [row["group_name"] or "" for row in rows]
    return [
        cells.texts(t("column.unit"), [row["ward"] for row in rows], 190, pinned=True),
        *([cells.texts(t("ranking.group"), groups, 120)] if any(groups) else []),
        cells.texts(t("submissions.status"), [status(row) for row in rows], 180),
        cells.texts(
            t("submissions.received_at"),
            [say().time(row["received_at"]) if row["received_at"] else "" for row in rows],
            140,
        ),
        cells.texts(t("column.file"), [row["file_name"] or "" for row in rows], 230),
        cells.texts(t("submissions.note"), [row["reason"] or "" for row in rows], 260),
    ]


def status(row):
    """Đúng hạn, Muộn 3 ngày, Chưa nộp, Trả lại để đính chính; Đã nhận where no deadline was set."""
    if row["status"] == "late":
        return say().t("submissions.late", days=say().count(row["days_late"]))
    return say().t(f"submissions.statuses.{row['status']}")


# What is done about it


def show_what_to_do(submissions, locality, period, name):
    """Deadline, returning a report, and the text of a reminder, each folded until it is wanted."""
    t, rows = say().t, records(submissions)
    with st.expander(t("submissions.reminder"), icon=":material/mail:"):
        show_reminder(rows, locality, name)
    if is_only_to_look():
        return
    with st.expander(t("submissions.set_deadline"), icon=":material/event:"):
        ask_deadline(rows[0]["deadline"], locality, period, name)
    with st.expander(t("submissions.return"), icon=":material/assignment_return:"):
        ask_return([row for row in rows if row["status"] != "missing"], period)


def ask_deadline(deadline, locality, period, name):
    """The last day on which a report of the period is on time."""
    with st.form("han-gui", border=False):
        day = st.date_input(
            say().t("submissions.deadline"), deadline or "today", format="DD/MM/YYYY", key=f"han-{locality}-{period}"
        )
        if st.form_submit_button(say().t("submissions.set_deadline_do")):
            done = say().t("submissions.deadline_set", period=say().inside(name), day=say().date(day))
            act(done, session.store().set_deadline, locality, period, day)


def ask_return(sent, period):
    """Which report goes back, why, and who says so."""
    t = say().t
    if not sent:
        st.markdown(t("submissions.return_nobody"))
        return
    names = {row["unit_id"]: row["ward"] for row in sent}
    with st.form("tra-lai", border=False):
        st.caption(t("submissions.return_explained"))
        unit = st.selectbox(t("submissions.return_unit"), list(names), format_func=names.get, key=f"tra-{period}")
        reason = st.text_input(t("submissions.return_reason"), key=f"ly-do-tra-{period}").strip()
        who = ask_who("tra-lai")
        if st.form_submit_button(t("submissions.return_do")) and is_complete(reason=reason, who=who):
            done = t("submissions.returned", ward=escape_markdown(names[unit]))
            act(done, session.store().return_report, int(unit), period, reason, by=who)


# The reminder


def show_reminder(rows, locality, name):
    """The text of a reminder, ready to be copied; nothing to write where everybody has reported."""
    if not any(row["status"] in ("missing", "returned") for row in rows):
        st.markdown(say().t("submissions.reminder_nobody"))
        return
    st.caption(say().t("submissions.reminder_hint"))
    st.code(reminder(rows, locality, name, datetime.now(ZONE)), language=None, wrap_lines=True)


def reminder(rows, locality, name, now):
    """The letter: to whom, whose report is missing, late or returned, and what is asked of them."""
    t = say().t
    missing, late, returned = ([row for row in rows if row["status"] == one] for one in ("missing", "late", "returned"))
    to = [t("submissions.to_one", ward=say().inside(row["ward"])) for row in (*missing, *returned)]
    told = [t("submissions.to", names="; ".join(to))]
    facts = {"period": say().inside(name), "today": say().date(now), "locality": locality}
    if missing:
        told.append(missing_text(missing, rows[0]["deadline"], facts))
    if returned:
        items = [t("submissions.return_item", ward=row["ward"], reason=row["reason"] or "") for row in returned]
        told.append(numbered(t("submissions.return_list", **facts), items))
    if late:
        items = [t("submissions.late_item", ward=row["ward"], days=say().count(row["days_late"])) for row in late]
        told.append(numbered(t("submissions.late_list"), items))
    return "\n\n".join([*told, t("submissions.please"), t("submissions.regards")])


def missing_text(missing, deadline, facts):
    """Whose report has not come, with the deadline where one was set."""
    facts = facts | {"count": say().count(len(missing))}
    if deadline:
        head = say().t("submissions.missing_with_day", day=say().date(deadline), **facts)
    else:
        head = say().t("submissions.missing_no_day", **facts)
    return numbered(head, [row["ward"] for row in missing])


def numbered(head, items):
    """A sentence and its numbered list."""
    return "\n".join([head, *(f"{at}. {item}" for at, item in enumerate(items, 1))])


# Over the periods


def show_recent(known, locality, period):
    """Units by recent periods: a mark for each report."""
    if len(known) < 2:
        return
    t, keys = say().t, list(dict.fromkeys((period, *known["period"])))[:RECENT]
    st.header(t("submissions.matrix"), anchor=False)
    st.caption(t("submissions.matrix_explained"))
    by_period = {key: {row["unit_id"]: row for row in records(submissions_of(locality, key))} for key in keys}
    units = {unit: row for rows in by_period.values() for unit, row in rows.items()}
    columns = [cells.texts(t("column.unit"), [row["ward"] for row in units.values()], 190, pinned=True)]
    for key, rows in by_period.items():
        columns.append(cells.texts(label(key, say().lang), [mark(rows.get(unit)) for unit in units], 112))
    cells.show_table(columns, alt=t("submissions.matrix_alt"))


def mark(row):
    """✓, +3, –, ↩; empty where the unit was not expected."""
    if row is None:
        return ""
    return f"+{say().count(row['days_late'])}" if row["status"] == "late" else MARKS[row["status"]]
