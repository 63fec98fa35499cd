"""The ways on from a figure: to its unit's page, where each stands beside its file and cell, and to its recordings."""

import streamlit as st

from reform import session
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown

SHOWN = 8


def show_way_to_unit(locality, period, unit, name):
    """The link to a unit's own page; `name` is the unit's."""
    label = say().t("ways.unit", unit=escape_markdown(name))
    there = session.address_of_unit(locality, period, unit)
    st.page_link("pages/unit.py", label=label, icon=":material/arrow_forward:", query_params=there)


def show_way_to_brief(locality, period, unit):
    """The link to the page that makes the brief of a unit and period."""
    there = session.address_of_unit(locality, period, unit)
    label, icon = say().t("ways.brief"), ":material/description:"
    st.page_link("pages/supervision.py", label=label, icon=icon, query_params=there)


def show_ways_to_batches(rows):
    """Links to recordings in the log: the first rows of a query that has their `batch_id`, each once."""
    for row in list({row["batch_id"]: row for row in rows}.values())[:SHOWN]:
        file, time = escape_markdown(row["file_name"]), say().time(row["recorded_at"])
        there = session.address_of_batch(row["batch_id"])
        label = say().t("unit.origin", file=file, time=time)
        st.page_link("pages/log.py", label=label, icon=":material/history:", query_params=there)


def show_ways_of_unit(locality, period, unit, name):
    """The unit's page, and the recordings whose figures of the period count."""
    rows = [row for row in records(ask("unit_batches", unit_id=unit, period=period)) if row["in_force"]]
    with st.container(horizontal=True, gap="small"):
        show_way_to_unit(locality, period, unit, name)
        show_ways_to_batches(rows)
