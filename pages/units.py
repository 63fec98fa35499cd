"""Đơn vị: the units of a locality, their order, groups, names and validity; who came from whom."""

import streamlit as st

from reform.frame import (
    ask_mapping,
    choose_place,
    edit_lineage,
    edit_units,
    open_page,
    show_example,
    show_no_place,
    show_outcome,
    show_saving,
    show_store_switch,
    show_title,
)
from reform.session import ask, say

open_page("units")
show_title(say().t("units.title"))
show_outcome()

# What the reader chooses
localities = ask("localities")
if localities.empty:
    show_no_place()
    show_store_switch()
    st.stop()
locality = choose_place(localities)

# What we ask
units = ask("units", locality=locality)
lineage = ask("lineage", locality=locality)

# What we show
changed_units, changed_lineage = ask_mapping(locality)
units_before, units_now = edit_units(units, locality, changed_units)
lines_before, lines_now = edit_lineage(lineage, units_now, locality, changed_lineage)
show_example()
show_saving(locality, units_before, units_now, lines_before, lines_now)
show_store_switch()
