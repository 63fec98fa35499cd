"""So sánh: two to five units side by side, those most alike each, and all units by all indicators."""

import streamlit as st

from reform.frame import (
    choose_comparison,
    open_page,
    show_first_steps,
    show_heat_map,
    show_peers,
    show_scatter,
    show_side_by_side,
    show_store_switch,
)
from reform.session import ask

open_page("compare")

# What the reader chooses
choice = choose_comparison()
if choice is None:
    show_first_steps()
    st.stop()

# What we ask
positions = ask("positions", **choice.question)

# What we show
show_side_by_side(positions, choice)
show_peers(positions, choice)
show_heat_map(positions, choice)
show_scatter(positions, choice)
show_store_switch()
