"""Kết quả qua các kỳ: the ranks and values of all units over the periods, as reported or added up from quarters."""

import streamlit as st

from reform.frame import (
    choose_course,
    open_page,
    show_course_table,
    show_first_steps,
    show_missing,
    show_no_course,
    show_ranks,
    show_rebuilt,
    show_span,
    show_store_switch,
    show_values,
)
from reform.session import ask

open_page("periods")

# What the reader chooses
choice = choose_course()
if choice is None:
    show_first_steps()
    st.stop()

# What we ask
course = choice.course
lineage = ask("lineage", locality=choice.locality)

# What we show
show_span(choice)
if course.periods:
    show_ranks(course, choice)
    show_rebuilt(lineage, choice)
    show_values(course, choice)
    show_course_table(course, choice)
else:
    show_no_course(choice)
show_missing(course)
show_store_switch()
