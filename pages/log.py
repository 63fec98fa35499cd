"""Nhật ký số liệu: every recording, what it changed, who confirmed what; the way to take it back."""

import streamlit as st

from reform.frame import (
    choose_batch,
    open_page,
    show_accepted,
    show_batch,
    show_changed,
    show_healed,
    show_history,
    show_no_batches,
    show_open_drafts,
    show_outcome,
    show_store_switch,
    show_taking_back,
    show_title,
)
from reform.session import ask, say, store

open_page("log")
show_title(say().t("log.title"))
show_outcome()
show_healed("log")
show_open_drafts(store().kept_drafts())

# What the reader chooses
batches = ask("batches")
if batches.empty:
    show_no_batches()
    show_store_switch()
    st.stop()
batch = choose_batch(batches)
if batch is None:
    show_store_switch()
    st.stop()

# What we ask
figures = ask("batch_figures", batch_id=batch["batch_id"])
acceptances = ask("acceptances", batch_id=batch["batch_id"])
events = ask("batch_events", batch_id=batch["batch_id"])

# What we show
show_batch(batch)
show_taking_back(batch)
show_changed(figures)
show_accepted(acceptances)
show_history(events)
show_store_switch()
