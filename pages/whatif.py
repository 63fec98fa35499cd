"""Thử trọng số: the reference score with other weights or levels of full marks, beside the one in force."""

import streamlit as st

from reform.frame import ask_supposed, choose_trial, open_page, show_faults, show_store_switch, show_trial
from reform.session import ask

open_page("whatif")

# What the reader chooses
trial = choose_trial()
if trial is None:
    show_store_switch()
    st.stop()
if trial.asked.faults:
    show_faults(trial)
    show_store_switch()
    st.stop()

# What we ask
official = ask("ranking", **trial.question)
supposed = ask_supposed(trial)

# What we show
show_trial(official, supposed, trial)
show_store_switch()
