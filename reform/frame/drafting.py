"""The files on this reader's desk: what was said of them, and their draft, kept so that it outlives the connection.

The session holds what was answered and agreed to; the store keeps the same beside the files, under the draft's key,
which the address names. Whoever opens that address anew finds the draft as it was left.
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import streamlit as st

from reform import session
from reform.intake.layout import table_again
from reform.intake.opening import open_again
from reform.intake.reading import Answers
from reform.store import StoreBusy, StoreUnwritable
from reform.text import ZONE

NOTHING_SAID = Answers()
EARLIER, EMPTIED = "draft_before", "uploader_emptied"  # keys no widget owns
MANY = ("columns", "units", "shares")  # answers that are given one by one


# What lies on the desk


def opened_draft(files):
    """The draft of the chosen files, else the one that the address names; None without either.

    Read once for the same bytes, answers and state of the store.
    """
    if files:
        uploads = [(file.getvalue(), file.name) for file in files]
        return drafted_now(uploads, None)
    held = desk("files").get(session.chosen(session.DRAFT))
    return held and drafted_now(*held)


def drafted_now(uploads, locality):
    """What files would record in the store of this reader, under what was said of each."""
    store = session.store()
    said = [(data, name, said_of(digest(data))) for data, name in uploads]
    known = tuple((digest(data), name, repr(answers)) for data, name, answers in said)
    with st.spinner(session.say().t("draft.reading")):
        return drafted(str(store.directory), store.version, known, locality, store, said)


@st.cache_resource(show_spinner=False, max_entries=8)
def drafted(directory, version, known, locality, _store, _uploads):
    """One draft. It only says what it found, so readers may share it."""
    return _store.draft_files(_uploads, locality)


def bring_back():
    """Lay the draft that the address names on the desk, with its answers, what was agreed to and by whom.

    Before the page draws anything; where there is none any more, the address forgets it.
    """
    key = session.chosen(session.DRAFT)
    if key is None or key in desk("files"):
        return
    kept = session.store().kept_draft(key)
    if kept is None or kept.correction:
        session.choose(session.DRAFT, None)
        st.session_state["draft_gone"] = True
        return
    desk("files")[key] = ([(file.data, file.name) for file in kept.draft.files], kept.draft.locality)
    recall(kept)
    if kept.uploader and not st.session_state.get("nguoi-nap"):
        st.session_state["nguoi-nap"] = kept.uploader


def recall(kept):
    """Lay the answers of a kept draft on the desk, and what was agreed to."""
    for file in kept.draft.files:
        desk("said").setdefault(digest(file.data), file.answers)
    desk("agreed").setdefault(kept.draft.key, {name: kept.reasons.get(name) for name in kept.accepted})


def draft_is_gone():
    """Whether the address named a draft that is no more; said once."""
    return st.session_state.pop("draft_gone", False)


def files_changed():
    """The uploader was emptied or filled: what the address named and what was recorded is off the desk."""
    if earlier := session.chosen(session.DRAFT):
        st.session_state[EARLIER] = earlier
    session.choose(session.DRAFT, None)
    st.session_state.pop("last_recorded", None)


def uploader_key():
    """The key of the uploader: a new one after a draft was thrown away, as only that empties it."""
    return f"tep-{st.session_state.get(EMPTIED, 0)}"


def open_kept(key):
    """Open a kept draft from the list."""
    st.session_state.pop("last_recorded", None)
    session.choose(session.DRAFT, key)


def drop(key):
    """Throw a kept draft away, its files off the uploader too."""
    st.session_state[EMPTIED] = st.session_state.get(EMPTIED, 0) + 1
    remove(key)
    if session.chosen(session.DRAFT) == key:
        session.choose(session.DRAFT, None)


def remove(key):
    """Take a kept draft out of the store and off the desk."""
    try:
        session.store().drop_draft(key)
    except (StoreBusy, StoreUnwritable) as error:
        st.session_state["refusal"] = session.REFUSALS[type(error)]
    for part in ("files", "agreed", "kept"):
        desk(part).pop(key, None)


def desk(part):
    """One part of what this session knows of drafts: files, said, agreed, reasons, kept, recorded."""
    return st.session_state.setdefault(f"desk_{part}", {})


def table_of(file):
    """The table that was found in a file, as intake sees it."""
    return table_again(grids_of(file), file.reading.decisions)


def grids_of(file):
    """A file's grids as they were opened to be read."""
    decisions = file.reading.decisions
    how = tuple(decisions.get(part) for part in ("kind", "encoding", "separator"))
    return opened_again(digest(file.data), how, file.data)


@st.cache_resource(show_spinner=False, max_entries=8)
def opened_again(known, how, _data):
    """A file's grids, opened once: a workbook takes a while."""
    return open_again(_data, *how)


def digest(data):
    """The SHA-256 of a file, under which what was said of it is held."""
    return sha256(data).hexdigest()


# What was said


def said_of(of):
    """The answers given to a file, by its SHA-256."""
    return desk("said").get(of, NOTHING_SAID)


def answer(of, field, value):
    """Say something of a file; of answers given one by one, `value` adds to what was said before."""
    before = said_of(of)
    if field in MANY:
        value = {**getattr(before, field), **value}
    desk("said")[of] = replace(before, **{field: value})


def take_back(of, field, name=None):
    """Unsay it, and clear what was chosen; of answers given one by one only that about `name`."""
    before = said_of(of)
    left = {one: value for one, value in getattr(before, field).items() if one != name} if field in MANY else None
    desk("said")[of] = replace(before, **{field: left})
    for key in list(st.session_state):
        if str(key).startswith(f"hoi-{field}-") and of[:8] in str(key):
            st.session_state[key] = None


def agreed_before(key):
    """What was agreed to when the draft was kept: CODE or CODE:CELL → why, or None."""
    return desk("agreed").get(key, {})


# Keeping, recording


def keep(draft, agreed, uploader):
    """Keep a draft with its answers in the store and name it in the address; nothing of a refused file is kept."""
    if not draft.kept_files:
        return
    state = repr([[file.answers for file in draft.files], sorted(agreed.items()), uploader, draft.batch_ids])
    if desk("kept").get(draft.key) != state:
        try:
            session.store().keep_draft(draft, list(agreed), uploader or None, reasons_in(agreed))
        except (StoreBusy, StoreUnwritable):
            return  # the page goes on; recording will say why nothing can be written
        desk("kept")[draft.key] = state
    desk("files")[draft.key] = ([(file.data, file.name) for file in draft.files], draft.locality)
    replace_earlier(draft)
    if session.chosen(session.DRAFT) != draft.key:
        session.choose(session.DRAFT, draft.key)


def replace_earlier(draft):
    """The draft that the uploader held before goes, once all of its files are in this one."""
    earlier = st.session_state.pop(EARLIER, None)
    held, _ = desk("files").get(earlier, ((), None))
    if held and earlier != draft.key and {data for data, _ in held} <= {file.data for file in draft.files}:
        remove(earlier)


def reasons_in(agreed):
    """The reasons among what was agreed to."""
    return {name: reason for name, reason in agreed.items() if reason}


def publish(draft, agreed, uploader):
    """Record a draft once, whatever is pressed again. `agreed` is CODE or CODE:CELL → why, or None."""
    try:
        batch = session.store().publish(draft, list(agreed), uploader, reasons=reasons_in(agreed))
    except tuple(session.REFUSALS) as error:
        st.session_state["refusal"] = session.REFUSALS[type(error)]
        return
    desk("recorded")[draft.key] = {"batch": batch, "draft": draft, "ids": draft.batch_ids}
    desk("kept").pop(draft.key, None)
    st.session_state["last_recorded"] = draft.key
    session.choose(session.DRAFT, None)


def just_recorded(draft):
    """What this session has recorded of the draft on the desk, else of the one it had there last; None without any.

    The same files read in another way are another draft.
    """
    key = draft.key if draft else st.session_state.get("last_recorded")
    done = desk("recorded").get(key)
    return done if done and (draft is None or draft.batch_ids == done["ids"]) else None


def refusal():
    """Why the last recording did not happen, said once."""
    return st.session_state.pop("refusal", None)


# What could not be taken as an answer


def remember_unreadable(of, written):
    """Remember that a period typed for a file cannot be read."""
    desk("unreadable")[of] = written


def unreadable_period(of):
    """The period that was typed for a file and cannot be read; None without any."""
    return desk("unreadable").get(of)


def today():
    """Today in Viet Nam."""
    return datetime.now(ZONE).date()
