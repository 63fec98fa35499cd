"""The report of problems to send back to the wards, for one of them or for all."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from reform import export
from reform.frame import drafting
from reform.frame.asking import file_number
from reform.intake.reading import column_at, column_letters
from reform.session import say

ALL = ""


def show_report(draft):
    """Whose report, and the button that makes it; none where nothing is wrong, or nothing was read."""
    if not draft.problems or not draft.rows:
        return
    t = say().t
    units = {ALL: t("report.all_units")} | {row.ward: row.ward for row in draft.rows}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        unit = st.selectbox(
            t("report.which"), list(units), format_func=lambda one: units[one], key=f"bao-cao-{draft.key}", width=320
        )
        st.download_button(
            t("report.download"),
            partial(made, draft, unit or None),
            "de-nghi-ra-soat.xlsx",
            export.MIME["xlsx"],
            on_click="ignore",
            key="tai-bao-cao-loi",
        )


def made(draft, unit):
    """The workbook, made when its button is pressed."""
    files = [reviewed(draft, number) for number, file in enumerate(draft.files) if not file.reading.refused]
    return export.problem_report(files, datetime.now(UTC), unit)


def reviewed(draft, number):
    """One file with its grids and its problems."""
    file = draft.files[number]
    problems = tuple(one for one in draft.problems if file_number(draft, one) == number)
    grids = drafting.grids_of(file).sheets
    decisions, reading = file.reading.decisions, file.reading
    read = tuple(grid for grid in grids if grid.name == decisions.get("sheet")) or grids
    return export.Reviewed(
        file.name,
        read,
        reading.rows,
        problems,
        reading.totals,
        transposed=decisions.get("layout") == "transposed",
        headers=frozenset(header_lines(decisions)),
        named={line(unit["row"], decisions): name_in_rows(unit) for unit in decisions["units"] if is_unit(unit)},
        whole=decisions.get("layout") == "own_form",
    )


def line(number, decisions):
    """A record's line of the sheet: its row, in a table on its side its column."""
    return column_letters(number - 1) if decisions.get("layout") == "transposed" else str(number)


def header_lines(decisions):
    """The lines that say what the others tell; left of a column of labels stands what numbers and groups them."""
    if decisions.get("layout") != "transposed":
        return map(str, decisions["header_rows"])
    labels = max(column_at(column["cell"]) for column in decisions["columns"])
    return map(column_letters, range(labels + 1))


def is_unit(unit):
    """Whether a line names a unit; a total row names none."""
    return unit["how"] != "total"


def name_in_rows(unit):
    """The unit of a line as the rows bear it: registered, else as written."""
    return unit["name"] if unit["unit_id"] is not None else unit["written"]
