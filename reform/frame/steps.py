"""Exact small steps of one unit: what one dossier does to its rank, what a target or a better rank would take."""

import streamlit as st

from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.small_steps import steps_of, steps_told
from reform.text import escape_markdown


def show_steps(profile):
    """A list of sentences for each share that has a ranking of its own; the other units are taken as they are."""
    if profile.is_locality:
        return
    shares = [one for one in declaration().tabs if one.kind == "share"]
    st.header(say().t("solidity.step.title"), anchor=False)
    st.caption(say().t("solidity.step.explained"))
    for by in shares:
        rows = records(ask("counts_behind", **profile.place, by=by.key, group=None))
        sentences = steps_told(say(), steps_of(rows, profile.unit, by), by)
        told = "\n".join("- " + escape_markdown(one) for one in sentences)
        st.markdown(f"**{escape_markdown(by.name.in_(say().lang))}**\n\n{told}")
