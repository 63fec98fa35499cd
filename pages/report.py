"""Báo cáo tổng hợp: the office's own documents of one period: annex, consolidated form II.06a, draft report."""

import streamlit as st

from reform.frame import (
    choose_print,
    choose_report,
    open_page,
    report_of_choice,
    show_annex,
    show_consolidated,
    show_draft,
    show_first_steps,
    show_no_units,
    show_report_print,
    show_report_prints,
    show_store_switch,
)

open_page("report")

# A report that was handed out before, where the address names one
printed = choose_print()
if printed is not None:
    show_report_print(printed)
    show_store_switch()
    st.stop()

# What the reader chooses
choice = choose_report()
if choice is None:
    show_first_steps()
    st.stop()

# What we ask
report = report_of_choice(choice)
if report is None:
    show_no_units(choice)
    show_store_switch()
    st.stop()

# What we show
show_annex(report)
show_consolidated(report)
show_draft(report)
show_report_prints(choice)
show_store_switch()
