"""Cập nhật số liệu: from what the wards sent to recorded figures."""

import streamlit as st

from reform import session
from reform.frame import (
    choose_files,
    just_recorded,
    keep,
    open_page,
    opened_draft,
    show_changes,
    show_kept_drafts,
    show_localities,
    show_problems,
    show_questions,
    show_record_button,
    show_recorded,
    show_report,
    show_sample_is_closed,
    show_store_switch,
    show_stored,
    show_template,
    show_title,
    show_understood,
    show_way_to_corrections,
)
from reform.session import ask, say

open_page("upload")
show_title(say().t("upload.title"))
if session.is_sample():
    show_sample_is_closed()
    st.stop()

# What the reader chooses: who is compared, the form they fill in, the files
localities = ask("localities")
left, right = st.columns(2, gap="large")
with left:
    show_localities(localities)
    show_template(localities)
with right:
    uploader, files = choose_files()
    show_way_to_corrections()

# What the files say
draft = opened_draft(files)
done = just_recorded(draft)

# What we show
if done:
    show_recorded(done)
    show_changes(done["draft"], done)
    st.stop()
if draft is None:
    show_kept_drafts()
    show_store_switch()
    st.stop()
show_understood(draft)
show_questions(draft)
agreed = show_problems(draft)
show_report(draft)
show_stored(draft)
show_changes(draft)
keep(draft, agreed, uploader)
show_record_button(draft, agreed, uploader)
