"""Phục vụ giám sát: what a delegation takes along to a unit: the brief, the request for documents, the minutes."""

import streamlit as st

from reform.frame import (
    choose_print,
    choose_supervision,
    edit_brief,
    keep_edits,
    open_page,
    prepare,
    show_after_visit,
    show_all_briefs,
    show_behind,
    show_brief,
    show_documents,
    show_first_steps,
    show_kept_edits,
    show_making_below,
    show_nobody_to_visit,
    show_parts,
    show_print,
    show_prints,
    show_store_switch,
    show_whom_to_visit,
)

open_page("supervision")

# A brief that was handed out before, where the address names one
printed = choose_print()
if printed is not None:
    show_print(printed)
    show_store_switch()
    st.stop()

# What the reader chooses: which unit, over which periods, who visits and when
supervision = choose_supervision()
if supervision is None:
    show_first_steps()
    st.stop()
if supervision.unit is None:
    show_nobody_to_visit(supervision)
    show_store_switch()
    st.stop()

# What we ask
preparation = prepare(supervision)
keep_edits(supervision)

# What we show
show_kept_edits(supervision)
show_whom_to_visit(supervision)
show_documents(supervision, preparation)
show_all_briefs(supervision)
show_prints(supervision)
brief, after = show_parts()
with brief:
    show_brief(supervision, preparation)
    edit_brief(supervision, preparation)
    show_making_below(supervision, preparation)
    show_behind(preparation)
with after:
    show_after_visit(supervision)
show_store_switch()
