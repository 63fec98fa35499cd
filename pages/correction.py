"""Đính chính: some figures of one unit in one period, typed anew, checked and recorded as a file of their own."""

import streamlit as st

from reform import session
from reform.frame import (
    ask_grounds,
    bring_back_correction,
    choose_any_period,
    choose_place,
    choose_reporting_unit,
    correction_draft,
    just_corrected,
    keep_correction,
    open_page,
    period_name,
    show_changes,
    show_correct_button,
    show_for_whom,
    show_form,
    show_next_correction,
    show_no_place,
    show_problems,
    show_questions,
    show_recorded,
    show_sample_is_closed,
    show_store_switch,
    show_title,
)
from reform.session import ask, say

open_page("correction")
bring_back_correction()
show_title(say().t("correction.title"))
if session.is_sample():
    show_sample_is_closed()
    st.stop()
if done := just_corrected():
    show_recorded(done)
    show_changes(done["draft"], done)
    show_next_correction()
    st.stop()

# What the reader chooses: whose figures, of when
localities = ask("localities")
if localities.empty:
    show_no_place()
    show_store_switch()
    st.stop()
st.caption(say().t("correction.explained"))
with st.container(horizontal=True, gap="small"):
    locality = choose_place(localities)
    known = ask("periods", locality=locality)
    period = choose_any_period(known)
    unit, ward = choose_reporting_unit(locality, period)

# What is typed, and what it says
typed = show_form(ask("figures", unit_id=unit, period=period), unit, period)
reason, document, who = ask_grounds(unit, period)
draft = correction_draft(unit, period, typed)
if draft is None:
    show_store_switch()
    st.stop()

# What we show
show_for_whom(ward, period_name(known, period), typed)
show_questions(draft)
agreed = show_problems(draft)
show_changes(draft)
said = {"locality": locality, "unit": unit, "period": period, "typed": typed, "reason": reason, "document": document}
keep_correction(draft, agreed, who, said)
show_correct_button(draft, agreed, reason, document, who)
