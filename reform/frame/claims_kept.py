"""What a reader takes from a checked report into a unit's brief: texts of this session, kept nowhere else."""

import streamlit as st

from reform import session

KEPT = "claims_kept"  # a key no widget owns: (sample or not, unit) → {question: the document to ask for}


def keep(unit_id, texts):
    """Add questions with the documents to ask for to those of a unit, each once, in their order."""
    held = st.session_state.setdefault(KEPT, {})
    held[place(unit_id)] = kept(unit_id) | texts


def kept(unit_id):
    """What was taken for a unit: question → the document to ask for; nothing at first."""
    return st.session_state.get(KEPT, {}).get(place(unit_id), {})


def drop_kept(unit_id):
    """Take back all that was taken for a unit."""
    st.session_state.get(KEPT, {}).pop(place(unit_id), None)


def place(unit_id):
    """A unit of the sample is not one of the real store that bears its number."""
    return session.is_sample(), int(unit_id)
