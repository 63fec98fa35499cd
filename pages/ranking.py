"""Xếp hạng: the units of one locality in one period, all rankings side by side or one of them."""

import streamlit as st

from reform.frame import (
    choose_view,
    how_solid,
    intervals,
    open_page,
    show_bars,
    show_beside,
    show_downloads,
    show_first_steps,
    show_headline,
    show_healed,
    show_left_out,
    show_nothing_here,
    show_ranking_table,
    show_solidity,
    show_store_switch,
    show_story,
    show_summary,
    show_unit,
    show_unranked,
)
from reform.session import ask

open_page("ranking")
show_healed("ranking")

# What the reader chooses
choice = choose_view()
if choice is None:
    show_first_steps()
    st.stop()

# What we ask
ranking = ask("ranking", **choice.question)
headline = ask("headline", **choice.question)
unranked = ask("unranked", **choice.question)
summary = ask("summary", **choice.place, group=choice.group) if choice.is_summary else None
sparklines = ask("sparklines", **choice.place, by=choice.by.key)
solid = how_solid(choice)

# What we show
if len(ranking):
    show_headline(headline, choice)
    bars, table = st.columns([34, 66] if choice.is_summary else [47, 53], gap="small")
    with bars:
        show_bars(ranking, choice, intervals(solid))
    with table:
        rows = show_summary(summary, choice) if choice.is_summary else show_ranking_table(ranking, sparklines, choice)
    show_story(ranking, headline, choice)
else:
    show_nothing_here(choice)
if choice.is_summary:
    show_left_out(summary)
else:
    show_unranked(unranked, choice.by, ranking)
if len(ranking):
    show_downloads(rows, unranked, headline, choice)
show_unit(choice, summary)
if len(ranking):
    show_solidity(solid, choice)
    show_beside(ranking, choice)
show_store_switch()
