"""A file that was understood otherwise than it is meant: its sheet, numbers or period said by hand, unasked."""

import streamlit as st

from reform.frame import drafting
from reform.frame.asking import choose_one, choose_period
from reform.session import say

UNASKED = "lai"  # tells these choices from the questions about the same


def show_rereading(file, number):
    """A button behind which each part of the reading can be chosen anew."""
    t = say().t
    with st.popover(t("draft.reread")):
        sheets = {grid.name: grid.name for grid in drafting.grids_of(file).sheets if grid.name}
        if len(sheets) > 1:
            choose_one(file, number, UNASKED, "sheet", sheets, t("draft.ask.sheet"), widget=st.selectbox,
                       placeholder=t("draft.choose"))  # fmt: skip
        numbers = {one: t(f"draft.numbers.{one}") for one in ("vi", "en", "plain")}
        choose_one(file, number, UNASKED, "numbers", numbers, t("draft.ask.numbers"))
        if any(one["found"] != "column" for one in file.reading.decisions["period"]):  # else each row says its own
            choose_period(file, number, UNASKED)
        cumulative = {True: t("draft.ask.cumulative_yes"), False: t("draft.ask.cumulative_no")}
        choose_one(file, number, UNASKED, "cumulative", cumulative, t("draft.ask.cumulative"))
