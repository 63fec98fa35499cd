"""What a reader prepares for a visit: who visits and when, and what is changed in each unit's brief; of this session.

It stands under keys that no widget owns, so that neither another page nor another language takes it away. The widgets
begin with it and write it back.
"""

import streamlit as st

from reform import session
from reform.frame.claims_kept import kept as taken_from_report

VISIT, EDITS = "supervision_visit", "supervision_edits"
NOTHING = {"dropped": (), "added": (), "note": ""}


# The visit


def visit_kept():
    """{"delegation", "ban", "date", "deadline"}: what was said so far; of the sample it is another."""
    return st.session_state.setdefault(VISIT, {}).setdefault(session.is_sample(), {})


def held_in(widget, label, field, **how):
    """A widget that asks for one thing about the visit; gives what it is set to."""
    key = f"giam-sat-{field}-{session.is_sample()}"
    st.session_state[key] = visit_kept().get(field)
    return widget(label, key=key, on_change=take_visit, args=(field, key), **how)


def take_visit(field, key):
    """Keep what a widget was set to. Runs before the page does."""
    visit_kept()[field] = st.session_state[key]


# What is changed in a brief


def edits_kept(unit):
    """What was changed in a unit's brief: questions dropped by key, questions added in words, a note."""
    return st.session_state.setdefault(EDITS, {}).setdefault((session.is_sample(), int(unit)), dict(NOTHING))


def edits_of(unit):
    """The same as the brief takes it, with what was taken from the unit's written report."""
    held = edits_kept(unit)
    added = dict.fromkeys((*held["added"], *taken_from_report(unit)))
    return held | {"added": tuple(text for text in added if text not in held["dropped"])}


def documents_of(unit):
    """The documents to ask the unit for beside the list for all: those of what was taken from its written report."""
    asked = set(edits_of(unit)["added"])
    return list(dict.fromkeys(one for text, one in taken_from_report(unit).items() if text in asked))


def take_question(unit, question, key):
    """Keep whether a question is asked. Runs before the page does."""
    held = edits_kept(unit)
    others = tuple(one for one in held["dropped"] if one != question)
    held["dropped"] = others if st.session_state[key] else (*others, question)


def add_question(unit, key):
    """Add what was typed, once. Runs before the page does; the box is empty again after it."""
    held, text = edits_kept(unit), (st.session_state[key] or "").strip()
    if text:
        held["added"] = tuple(dict.fromkeys((*held["added"], text)))
        held["dropped"] = tuple(one for one in held["dropped"] if one != text)
    st.session_state[key] = ""


def remove_question(unit, text):
    """Take an added question out. Runs before the page does."""
    held = edits_kept(unit)
    held["added"] = tuple(one for one in held["added"] if one != text)
    held["dropped"] = tuple(dict.fromkeys((*held["dropped"], *[text] * (text in taken_from_report(unit)))))


def take_note(unit, key):
    """Keep the delegation's note. Runs before the page does."""
    edits_kept(unit)["note"] = st.session_state[key] or ""


def forget_edits(unit):
    """The brief as it was proposed. Runs before the page does."""
    st.session_state.get(EDITS, {}).pop((session.is_sample(), int(unit)), None)
