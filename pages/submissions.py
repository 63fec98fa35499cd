"""Theo dõi nộp báo cáo: who has sent a period's report and who has not; then closing the period."""

import streamlit as st

from reform.frame import (
    choose_any_period,
    choose_place,
    open_page,
    period_name,
    show_closing,
    show_no_place,
    show_nobody_expected,
    show_not_begun,
    show_outcome,
    show_recent,
    show_store_switch,
    show_submitted,
    show_title,
    show_what_to_do,
    submissions_of,
)
from reform.session import ask, say

open_page("submissions")
show_title(say().t("submissions.title"))
show_outcome()

# What the reader chooses
localities = ask("localities")
if localities.empty:
    show_no_place()
    show_store_switch()
    st.stop()
with st.container(horizontal=True, gap="small"):
    locality = choose_place(localities)
    known = ask("periods", locality=locality)
    period = choose_any_period(known)
name = period_name(known, period)

# What we ask
submissions = submissions_of(locality, period)
closings = ask("closings", locality=locality, period=period)
if submissions.empty:
    show_nobody_expected()
    show_store_switch()
    st.stop()

# What we show
show_not_begun(submissions, name)
show_submitted(submissions)
show_what_to_do(submissions, locality, period, name)
show_recent(known, locality, period)
show_closing(submissions, closings, known, locality, period, name)
show_store_switch()
