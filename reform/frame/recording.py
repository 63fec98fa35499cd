"""What a draft would record, cell by cell, the button that records it, and what was recorded."""

import streamlit as st

from reform import session
from reform.frame import cells, drafting
from reform.frame.questions import left_open
from reform.indicators import declaration
from reform.intake.reading import SEVERITIES
from reform.session import say
from reform.text import escape_markdown

PAGE = 50  # rows of one page of the table
COLOURS = {"error": "#C0392B33", "confirm": "#D4A01733", "note": "#8080802B"}  # a tint over light and dark alike


def show_stored(draft):
    """The table of what would be recorded, page by page; cells with a problem bear a mark and a tint."""
    placed = [(file, row) for file in draft.files for row in file.reading.rows]
    if not placed:
        return
    t = say().t
    st.header(t("draft.stored"), anchor=False)
    if draft.problems:
        st.caption(t("draft.marks", **{one: t(f"draft.mark.{one}") for one in SEVERITIES}))
    pages = -(-len(placed) // PAGE)
    at = st.pagination(pages, key=f"trang-{draft.key}") if pages > 1 else 1
    show_rows(draft, placed[(at - 1) * PAGE : at * PAGE])


def show_rows(draft, placed):
    """One page of the table: whose, where, when, then a column a measure."""
    marked, measures = marks(draft), [one for one in declaration().measures.values() if is_told(one, placed)]
    columns, tints = about(draft, placed, marked)
    for at, measure in enumerate(measures, start=len(columns)):
        cells_of = [row.values.get(measure.key) for _, row in placed]
        worst = [
            cell and marked.get((named(draft, file), cell.cell))
            for cell, (file, _) in zip(cells_of, placed, strict=True)
        ]
        texts = [stored(cell, measure, one) for cell, one in zip(cells_of, worst, strict=True)]
        tints |= {(down, str(at)): COLOURS[one] for down, one in enumerate(worst) if one}
        hint = header_hint(draft, measure)
        columns.append(cells.texts(measure.name.in_(say().lang), texts, right=measure.is_number, hint=hint))
    cells.show_table(columns, alt=say().t("draft.stored_alt"), tints=tints)


def about(draft, placed, marked):
    """The columns that say whose, where and when; what is wrong with a row but no figure of it marks its unit."""
    t, worst = say().t, [marked.get((named(draft, file), row.number)) for file, row in placed]
    units = [with_mark(one, row.ward) for one, (_, row) in zip(worst, placed, strict=True)]
    columns = [
        cells.texts(t("column.unit"), units, 190, pinned=True),
        cells.texts(t("draft.where"), [where(draft, file, row) for file, row in placed]),
        cells.texts(t("ranking.locality"), [row.locality for _, row in placed]),
        cells.texts(t("ranking.period"), [say().period_label(row.period.key, row.period.label) for _, row in placed]),
    ]
    return columns, {(down, "0"): COLOURS[one] for down, one in enumerate(worst) if one}


def is_told(measure, placed):
    """Whether any row has a figure of a measure."""
    return any(measure.key in row.values for _, row in placed)


def marks(draft):
    """(file's name or None, cell, or the row where it is none of its figures) → the worst severity there."""
    figures = {
        (named(draft, file), cell.cell)
        for file in draft.files
        for row in file.reading.rows
        for cell in row.values.values()
    }
    found = {}
    for problem in reversed(draft.problems):
        at = (problem.file, problem.cell)
        found[at if at in figures else (problem.file, problem.row)] = problem.severity
    return found


def named(draft, file):
    """A file as its problems name it: only where there are several."""
    return file.name if len(draft.files) > 1 else None


def where(draft, file, row):
    """The row of the file a unit stands in, with the file's name where there are several."""
    number = say().count(row.number)
    return (
        say().t("draft.row_of", row=number, file=file.name) if named(draft, file) else say().t("draft.row", row=number)
    )


def header_hint(draft, measure):
    """Which column of which file a measure stands in."""
    found = [
        (file.name, column["cell"], column["header"])
        for file in draft.files
        for column in file.reading.decisions["columns"]
        if column["key"] == measure.key
    ]
    lines = [
        say().t("draft.column_of", file=escape_markdown(name), cell=escape_markdown(cell), header=escape_markdown(head))
        for name, cell, head in found[:PAGE]
    ]
    return "\n\n".join(lines) or None


def stored(cell, measure, worst=None):
    """One figure as it would be recorded, with the mark of its worst problem."""
    if cell is None:
        return ""
    if not measure.is_number or cell.value is None:
        return with_mark(worst, str(cell.value or ""))
    number = say().count(cell.value) if measure.is_count else say().plain(cell.value)
    return with_mark(worst, (cell.bound or "") + number + ("%" if measure.unit == "percent" else ""))


def with_mark(severity, text):
    """A text behind the mark of a problem."""
    return f"{say().t(f'draft.mark.{severity}')} {text}" if severity else text


# Recording


def show_record_button(draft, agreed, uploader):
    """Ghi nhận số liệu: open once nothing is wrong, nothing is asked and the name is there; else what is missing."""
    missing = what_is_missing(draft, agreed, uploader)
    if refusal := drafting.refusal():
        st.error(say().t(f"draft.{refusal}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            say().t("draft.record"),
            type="primary",
            disabled=bool(missing),
            on_click=drafting.publish,
            args=(draft, agreed, uploader),
            key="ghi-nhan",
        )
        st.button(
            say().t("upload.draft_drop"), key="bo-ban-nhap", type="tertiary", on_click=drafting.drop, args=(draft.key,)
        )
    if missing:
        st.caption(missing)


def what_is_missing(draft, agreed, uploader):
    """Why the files cannot be recorded yet; empty where they can."""
    t = say().t
    if draft.has_errors:
        return t("draft.has_errors")
    if left := left_open(draft, agreed):
        return t("draft.has_questions", count=say().count(left))
    if not draft.rows:
        return t("draft.no_figures")
    return "" if uploader else t("draft.no_uploader")


def show_recorded(done):
    """That the figures are recorded, under which numbers, and the way to each batch in the journal."""
    t, draft = say().t, done["draft"]
    st.success(
        t(
            "draft.recorded",
            file=say().listing([escape_markdown(file.name) for file in draft.files]),
            rows=say().count(len(draft.rows)),
        )
    )
    with st.container(horizontal=True, gap="small"):
        for file, batch in zip(draft.files, done["batch"]["ids"], strict=True):
            st.page_link(
                "pages/log.py",
                label=t("draft.see_batch", file=escape_markdown(file.name), batch=batch),
                icon=":material/history:",
                query_params=session.address_of_batch(batch),
            )
