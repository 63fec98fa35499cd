"""Cập nhật số liệu: from a ward's file to recorded figures."""

import streamlit as st

from reform import session
from reform.frame import (
    choose_file,
    open_page,
    show_changes,
    show_localities,
    show_problems,
    show_record_button,
    show_recorded,
    show_sample_is_closed,
    show_store_switch,
    show_stored,
    show_template,
    show_title,
    show_understood,
)
from reform.session import ask, say

open_page("upload")
show_title(say().t("upload.title"))
if session.is_sample():
    show_sample_is_closed()
    st.stop()

# What the reader chooses: who is compared, the form they fill in, the file
localities = ask("localities")
left, right = st.columns(2, gap="large")
with left:
    show_localities(localities)
with right:
    show_template(localities)
    uploader, file = choose_file()
if file is None:
    show_store_switch()
    st.stop()

# What the file says
draft = session.draft(file.getvalue(), file.name)
done = session.recorded(draft.batch_id)

# What we show
if done:
    show_recorded(draft, done)
    show_changes(draft, done["before"])
    st.stop()
show_understood(draft)
accepted = show_problems(draft)
show_stored(draft)
show_record_button(draft, accepted, uploader)
