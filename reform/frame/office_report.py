"""Báo cáo tổng hợp: what the report of a period will say, and its documents to take along."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from reform import export, session
from reform.frame import cells
from reform.frame.choices import (
    choose_group,
    choose_locality,
    choose_period,
    closing_of,
    named,
    reporting_localities,
    units_in,
)
from reform.frame.closing import stamps
from reform.frame.page import show_title
from reform.frame.ways import show_way_to_unit, show_ways_to_batches
from reform.report import annex_table, consolidated_table, draft, file_name, first_lines, makers_of, report_of
from reform.rows import records
from reform.session import ask, ask_choice, say
from reform.text import escape_markdown

MIME = export.MIME | {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
WIDTHS, NARROW, SCORE = {"rank": 58, "count": 96, "figure": 112, "text": 150}, 40, 158
LETTER, WIDEST = 7, 290  # pixels: of a note's letter, and of a column of notes
PINNED = ("number", "office_order", "unit", "ward")  # stay in sight when the table is scrolled
LINES = {"heading": "**{}**", "paragraph": "{}", "item": "- {}"}


def choose_report():
    """Show the choices under the title: {locality, period, group}; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head = st.container()
    with st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = ask("periods", locality=locality)
        period = choose_period(periods, None)
        group = choose_group(units_in(locality, period))
    with head:
        facts = {"locality": escape_markdown(locality), "period": escape_markdown(named(periods, period))}
        show_title(say().t("office_report.title", **facts), stamps(**closing_of(periods, period)))
        st.caption(say().t("office_report.hint"))
    return {"locality": locality, "period": period, "group": group}


def report_of_choice(choice):
    """The facts of the report in this reader's language; None where the period has no units."""
    return report_of(ask, say(), **choice, made_at=datetime.now(UTC), is_sample=session.is_sample())


def show_no_units(choice):
    """That there is nobody to report on."""
    st.info(say().t("office_report.nothing", period=escape_markdown(say().period_label(choice["period"]))))


def show_annex(report):
    """The annex as it will be printed, and its files."""
    st.header(say().t("office_report.annex_heading"), anchor=False)
    show_office_sheet(annex_table(report), say().t("office_report.annex_alt"))
    show_files(report, "annex")
    show_report_ways(report)


def show_report_ways(report):
    """From the annex's figures to the files they came from, and to the page of a unit with the cell of each."""
    view, names = report.view, {str(row["unit_id"]): row["ward"] for row in report.units}
    with st.expander(say().t("office_report.ways"), icon=":material/account_tree:"):
        unit = ask_choice(st.selectbox, say().t("ranking.unit"), names, session.UNIT, next(iter(names), None))
        with st.container(horizontal=True, gap="small"):
            if unit:
                show_way_to_unit(view.locality, view.period, int(unit), names[unit])
            show_ways_to_batches(records(view.sources))


def show_consolidated(report):
    """The consolidated form as it will be printed, and its files; that nobody has figures of it."""
    st.header(say().t("office_report.form_heading"), anchor=False)
    if report.has_form:
        show_office_sheet(consolidated_table(report), say().t("office_report.form_alt"))
        show_files(report, "form")
    else:
        st.info(say().t("office_report.no_form", period=escape_markdown(report.view.period_label)))


def show_draft(report):
    """How the draft begins, and its file."""
    st.header(say().t("office_report.draft_heading"), anchor=False)
    st.caption(say().t("office_report.draft_hint"))
    show_first_lines(draft(report))
    show_files(report, "draft")


def show_first_lines(document):
    """How a document begins."""
    lines = [LINES[kind].format(escape_markdown(text)) for kind, text in first_lines(document)]
    with st.container(border=True):
        st.markdown("\n\n".join([say().t("office_report.draft_begins"), *lines]))


def show_office_sheet(sheet, alt):
    """The table, its last row heavier, and the notes below it."""
    cells.show_table([on_screen(sheet, column) for column in sheet.columns], alt=alt, bold=sheet.total)
    st.caption("  \n".join(escape_markdown(note) for note in sheet.notes))


def on_screen(sheet, column):
    """A column of numbers that a click sorts; of texts where a number of it bears a mark or is a bound."""
    held = [row.get(column.key) for row in sheet.rows]
    marked = any(key == column.key for _, key in sheet.marks) or any(isinstance(one, str) and one for one in held)
    header, hint = headed(column)
    own = {"number": NARROW, "office_order": NARROW, "score": SCORE, "note": wide_enough(held)}
    width = own.get(column.key, WIDTHS[column.kind])
    if column.kind == "text" or marked:
        texts = [sheet.text(at, column) for at in range(len(held))]
        made = cells.texts(header, texts, width, right=column.kind != "text", hint=hint)
    else:
        decimals = column.decimals if column.kind == "figure" else 0
        numbers = [None if one == "" else one for one in held]
        made = cells.numbers(header, numbers, partial(say().number, decimals=decimals), width, hint)
    return replace(made, pinned=column.key in PINNED)


def wide_enough(notes):
    """The width of a column of notes: as its longest asks, within bounds."""
    longest = max((len(note) for note in notes if isinstance(note, str)), default=0)
    return min(max(longest * LETTER, WIDTHS["text"]), WIDEST)


def headed(column):
    """A column's header in the width of the screen, the whole one as its hint; whose the scores are stays."""
    short = f"office_report.short.{column.key}"
    return (say().t(short), column.header) if say().has(short) else (column.header, None)


def show_files(report, document):
    """The buttons of a document; a file is made when its button is pressed."""
    with st.container(horizontal=True, gap="small"):
        for ending, make in makers_of(report)[document].items():
            st.download_button(
                say().t(f"office_report.{ending}"),
                make,
                file_name(report, document, ending),
                MIME[ending],
                key=f"tai-{document}-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )
