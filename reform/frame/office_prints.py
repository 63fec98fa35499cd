"""The reports that were handed out: each is kept as it was and opened again the same, with what changed since."""

from datetime import UTC, datetime

import streamlit as st

from reform import session
from reform.frame.acting import act, ask_who, show_outcome
from reform.frame.office_report import MIME, show_first_lines, show_office_sheet
from reform.frame.page import show_title
from reform.frame.supervision_prints import line_of, show_print, show_print_line, show_since
from reform.report import documents_of, files_of, frozen, name_of, report_of, sheets_of
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown

KIND, SHOWN = "report", 20


def show_report_prints(choice):
    """Keep the report as it is now; the earlier ones of the period, the newest first. Of the sample none is kept."""
    if session.is_sample():
        return
    t, rows = say().t, records(ask("prints", locality=choice["locality"]))
    rows = [row for row in rows if row["kind"] == KIND and row["period"] == choice["period"]]
    show_outcome()
    with st.expander(t("office_report.prints", count=say().count(len(rows))), icon=":material/history:"):
        st.markdown(t("office_report.prints_hint"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            who = ask_who("bao-cao")
            if st.button(t("office_report.keep"), key="giu-bao-cao", icon=":material/inventory_2:"):
                act(t("office_report.kept"), keep_report, choice, who)
        for row in rows[:SHOWN]:
            show_group(row["group_name"])
            show_print_line(row)
        if len(rows) > SHOWN:
            st.caption(t("supervision.prints_more", count=say().count(len(rows) - SHOWN)))


def show_group(group):
    """The group that a report is about; nothing where it is about the whole locality."""
    if group:
        st.caption(escape_markdown(group))


def keep_report(choice, who):
    """Freeze the report of one moment of the store; what says the same is the same print."""
    store = session.store()
    moment = store.moment()
    report = report_of(moment.ask, say(), **choice, made_at=datetime.now(UTC), is_sample=False)
    about = {"kind": KIND, "locality": choice["locality"], "period": choice["period"], "as_of": moment.position}
    return store.keep_printed(frozen(report), about, who or None)


def show_report_print(row):
    """A report as it was, its files byte for byte, what changed since, and the way back; any other print by its own."""
    if row["kind"] != KIND:
        show_print(row)
        return
    t, held = say().t, row["document"]
    show_title(t("office_report.print_title", locality=escape_markdown(row["locality"])), [held["stamp"]])
    documents, sheets, group = documents_of(held), sheets_of(held), held[KIND]["group"]
    show_group(group)
    st.markdown(line_of(row))
    show_since(row)
    st.button(t("supervision.print_close"), key="dong-ban-in", on_click=session.choose, args=(session.PRINT, None))
    for key, files in files_of(held).items():
        st.header(t(f"office_report.{key}_heading"), anchor=False)
        if key in sheets:
            show_office_sheet(sheets[key], t(f"office_report.{key}_alt"))
        else:
            show_first_lines(documents[key])
        with st.container(horizontal=True, gap="small"):
            for ending, make in files.items():
                st.download_button(
                    t(f"office_report.{ending}"),
                    make,
                    name_of(key, row["period"], group, ending),
                    MIME[ending],
                    key=f"tai-ban-in-{key}-{ending}",
                    on_click="ignore",
                    icon=":material/download:",
                )
