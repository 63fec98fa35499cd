"""What a reader prepares for a visit: who visits and when, and what is changed in the brief of a unit and span.

It stands under keys that no widget owns, so that neither another page nor another language takes it away. The widgets
begin with it and write it back. That it outlives the connection, supervision_draft sees to.
"""

from typing import NamedTuple

import streamlit as st

from reform import session
from reform.frame import claims_kept
from reform.session import say
from reform.store.visiting import LONGEST
from reform.wards import tidy

VISIT, EDITS, REFUSED = "supervision_visit", "supervision_edits", "supervision_refused"
FIELDS = ("delegation", "ban", "date", "deadline")
NOTHING = {"dropped": (), "added": (), "note": ""}
# A page of a brief is full of so much: letters and lines of the note, letters of a question, how many are added.
LONGEST_NOTE, MOST_LINES, LONGEST_QUESTION, MOST_ADDED = 1000, 15, 300, 20


class Brief(NamedTuple):
    """Which brief is prepared: of the sample or not, of which unit, over which span."""

    is_sample: bool
    locality: str
    unit: int | None
    period: str
    to: str


# The visit


def visit_kept():
    """{"delegation", "ban", "date", "deadline"}: what was said so far; of the sample it is another."""
    return st.session_state.setdefault(VISIT, {}).setdefault(session.is_sample(), {})


def held_in(widget, label, field, **how):
    """A widget that asks for one thing about the visit; gives what it is set to."""
    key = f"giam-sat-{field}-{session.is_sample()}"
    st.session_state[key] = visit_kept().get(field)
    found = widget(label, key=key, on_change=take_visit, args=(field, key), **how)
    show_refused(key)
    return found


def take_visit(field, key):
    """Keep what a widget was set to, a name that a document has room for. Runs before the page does."""
    typed = st.session_state[key]
    if isinstance(typed, str):
        typed = tidy(typed)
        if is_too_long(key, typed, LONGEST[field]):
            return
    visit_kept()[field] = typed


# What is changed in a brief


def edits_kept(brief):
    """What was changed in a brief: questions dropped by key, questions added in words, a note."""
    return st.session_state.setdefault(EDITS, {}).setdefault(brief, dict(NOTHING))


def edits_of(brief):
    """The same as the brief takes it, with what was taken from the unit's written report."""
    held = edits_kept(brief)
    added = dict.fromkeys((*held["added"], *claims_kept.of_brief(brief)))
    return held | {"added": tuple(text for text in added if text not in held["dropped"])}


def documents_of(brief):
    """The documents to ask the unit for beside the list for all: those of what was taken from its written report."""
    asked = set(edits_of(brief)["added"])
    return list(dict.fromkeys(one for text, one in claims_kept.of_brief(brief).items() if text in asked))


def take_question(brief, question, key):
    """Keep whether a question is asked. Runs before the page does."""
    held = edits_kept(brief)
    others = tuple(one for one in held["dropped"] if one != question)
    held["dropped"] = others if st.session_state[key] else (*others, question)


def add_question(brief, key):
    """Add what was typed, once. Runs before the page does; the box is empty again after it, unless it was too much."""
    held, text = edits_kept(brief), tidy(st.session_state[key] or "")
    if is_too_long(key, text, LONGEST_QUESTION) or is_one_too_many(key, text, held["added"]):
        refused()[key]["typed"] = st.session_state[key]
        return
    if text:
        held["added"] = tuple(dict.fromkeys((*held["added"], text)))
        held["dropped"] = tuple(one for one in held["dropped"] if one != text)
    st.session_state[key] = ""


def remove_question(brief, text):
    """Take an added question out. Runs before the page does."""
    held, taken = edits_kept(brief), claims_kept.of_brief(brief)
    held["added"] = tuple(one for one in held["added"] if one != text)
    claims_kept.put(brief, {one: document for one, document in taken.items() if one != text})


def take_note(brief, key):
    """Keep the delegation's note; one that is too long stays in its box alone. Runs before the page does."""
    typed = st.session_state[key] or ""
    note = "\n".join(filter(None, map(tidy, typed.splitlines())))
    if is_too_long(key, note, LONGEST_NOTE, MOST_LINES):
        refused()[key]["typed"] = typed
    else:
        edits_kept(brief)["note"] = note


def note_typed(brief, key):
    """What the box of the note holds: the note, or what was typed last where that is too long for one."""
    return refused().get(key, {}).get("typed") or edits_kept(brief)["note"]


def question_typed(key):
    """What the box for a question begins with when it is drawn anew: what was too long or too much, else nothing."""
    return refused().get(key, {}).get("typed", "")


def forget_edits(brief):
    """The brief as it was proposed. Runs before the page does."""
    st.session_state.get(EDITS, {}).pop(brief, None)
    claims_kept.put(brief, {})
    for key in (question_key(brief), note_key(brief)):
        if refused().pop(key, None) and key in st.session_state:
            st.session_state[key] = ""


# What is too much for a brief


def question_key(brief):
    """The key of the box for a question of the delegation's own."""
    return f"them-cau-hoi-{brief.is_sample}-{brief.unit}"


def note_key(brief):
    """The key of the box for the note."""
    return f"ghi-chu-phieu-{brief.is_sample}-{brief.unit}"


def is_left_out(brief):
    """Whether something stands in a box that was not taken into the brief."""
    return bool(refused().keys() & {question_key(brief), note_key(brief)})


def refused():
    """The key of a widget → why what was typed in it was not taken: {"why", "facts"}."""
    return st.session_state.setdefault(REFUSED, {})


def is_too_long(key, text, most, most_lines=None):
    """Whether a text has more letters or lines than there is room for; remembers it, to be told beside its widget."""
    length, lines = len(text), len(text.splitlines())
    refused().pop(key, None)
    if length > most:
        refused()[key] = {"why": "too_long", "facts": {"length": length, "most": most}}
    elif most_lines and lines > most_lines:
        refused()[key] = {"why": "too_many_lines", "facts": {"length": lines, "most": most_lines}}
    return key in refused()


def is_one_too_many(key, text, added):
    """Whether a brief has as many questions of the delegation's own as it has room for."""
    if not text or text in added or len(added) < MOST_ADDED:
        return False
    refused()[key] = {"why": "too_many", "facts": {"most": MOST_ADDED}}
    return True


def show_refused(key):
    """Why what was typed in a widget was not taken, below it."""
    found = refused().get(key)
    if found:
        facts = {name: say().count(one) for name, one in found["facts"].items()}
        st.error(say().t(f"supervision.{found['why']}", **facts))
