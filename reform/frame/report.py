"""The report of problems to send back to the wards, for one of them or for all."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from reform import export
from reform.frame import drafting
from reform.frame.asking import file_number
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
    transposed = decisions.get("layout") == "transposed"
    return export.Reviewed(file.name, read, reading.rows, problems, reading.totals, transposed)
