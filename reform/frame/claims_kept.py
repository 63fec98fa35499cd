"""What a reader takes from a checked report into a unit's brief: it waits for the unit until one of its briefs opens.

Of a brief it stands beside its other edits, which supervision_draft keeps.
"""

import streamlit as st

from reform import session

KEPT = "claims_kept"  # a key no widget owns: (sample or not, unit) → {question: the document to ask for}
IN_BRIEFS = "claims_in_briefs"  # another one: brief → the same
MOST = 60  # questions in one brief: as many as a report offers at once


def keep(unit_id, texts):
    """Add questions with the documents to ask for to those of a unit, each once, in their order."""
    held = st.session_state.setdefault(KEPT, {})
    held[place(unit_id)] = waiting(unit_id) | texts


def kept(unit_id):
    """What was taken for a unit, in its briefs or not yet: question → the document to ask for; nothing at first."""
    found = {}
    for brief in briefs_of(unit_id):
        found |= of_brief(brief)
    return found | waiting(unit_id)


def waiting(unit_id):
    """The part of it that is in no brief yet."""
    return st.session_state.get(KEPT, {}).get(place(unit_id), {})


def drop_kept(unit_id):
    """Take back all that was taken for a unit."""
    st.session_state.get(KEPT, {}).pop(place(unit_id), None)
    for brief in briefs_of(unit_id):
        put(brief, {})


def place(unit_id):
    """A unit of the sample is not one of the real store that bears its number."""
    return session.is_sample(), int(unit_id)


# In a brief


def take_in(brief):
    """What waits for the unit goes into the brief, as far as there is room; the rest goes on waiting."""
    held, left = of_brief(brief), {}
    for text, document in waiting(brief.unit).items():
        has_room = text in held or len(held) < MOST
        (held if has_room else left)[text] = document
    if waiting(brief.unit):
        put(brief, held)
        drop_waiting(brief.unit, left)


def drop_waiting(unit_id, left):
    """Nothing but what is `left` waits for a unit."""
    held = st.session_state[KEPT]
    held.pop(place(unit_id))
    if left:
        held[place(unit_id)] = left


def of_brief(brief):
    """What was taken into a brief: question → the document to ask for."""
    return dict(st.session_state.get(IN_BRIEFS, {}).get(brief, {}))


def put(brief, texts):
    """These and no others are in a brief."""
    held = st.session_state.setdefault(IN_BRIEFS, {})
    held.pop(brief, None)
    if texts:
        held[brief] = dict(texts)


def briefs_of(unit_id):
    """The briefs of a unit into which something was taken."""
    held = st.session_state.get(IN_BRIEFS, {})
    return [brief for brief in held if (brief.is_sample, brief.unit) == place(unit_id)]
