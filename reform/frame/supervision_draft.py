"""What is changed in a brief outlives the connection: kept in the store as it is changed, opened again by itself.

Of the sample nothing is kept. What stands here runs at every draw of the page: the store is read once a session and
brief, and written when something was changed.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from reform import session
from reform.frame import claims_kept
from reform.frame.supervision_kept import FIELDS, NOTHING, edits_kept, forget_edits, visit_kept
from reform.session import say
from reform.store import StoreBusy, StoreUnwritable
from reform.text import escape_markdown

DESK, LAST = "supervision_desk", "supervision_last"  # keys no widget owns
UNKEPT = (StoreBusy, StoreUnwritable, ValueError)
log = logging.getLogger(__name__)


@dataclass
class OnDesk:
    """A brief that this session has opened: what is kept of it, since when, and what became of that.

    `opened` is the draft that was found, while the page tells of it; `theirs` one that somebody else has kept since.
    """

    said: dict
    known: datetime | None = None
    opened: object = None
    theirs: object = None
    failed: bool = False


def desk():
    """The briefs that this session has opened."""
    return st.session_state.setdefault(DESK, {})


def open_draft(brief, with_visit=True):
    """Lay what was changed in a brief on the desk, once a session: from the store, else as in another span of the unit.

    `with_visit`: with who visits and when, as far as nothing of that has been said.
    """
    if brief in desk() or brief.unit is None:
        return
    found = None if brief.is_sample else session.store().preparations.of(*brief[1:])
    if found and is_laid(brief, found, with_visit):
        return
    desk()[brief] = OnDesk(as_proposed())
    before = st.session_state.get(LAST)
    if with_visit and before and before[:3] == brief[:3]:
        edits_kept(brief).update(edits_kept(before))


def is_laid(brief, found, with_visit):
    """Lay a kept draft on the desk; False for one that is not written as this program writes them."""
    try:
        lay(brief, found, with_visit)
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        log.warning("brief prepared: %s cannot be understood: %s", found.kept_at, why)
        return False
    return True


def lay(brief, found, with_visit=True):
    """The same of one that this program wrote."""
    said = found.said
    edits = {"dropped": tuple(said["dropped"]), "added": tuple(said["added"]), "note": str(said["note"])}
    edits_kept(brief).update(edits)
    claims_kept.keep(brief.unit, dict(said["taken"]))
    if with_visit:
        for field, value in read_visit(said["visit"]).items():
            visit_kept()[field] = visit_kept().get(field) or value
    desk()[brief] = OnDesk(said_of(brief), found.kept_at, opened=found)


def read_visit(written):
    """The visit of a draft with its days as days."""
    return {
        field: date.fromisoformat(value) if field in ("date", "deadline") else str(value)
        for field, value in written.items()
        if value and field in FIELDS
    }


def as_proposed():
    """What is said of a brief in which nothing is changed."""
    return {name: list(one) if isinstance(one, tuple) else one for name, one in NOTHING.items()} | {
        "taken": {},
        "visit": written_visit(),
    }


def said_of(brief):
    """All that is changed in a brief, as the store keeps it."""
    held = edits_kept(brief)
    told = {"dropped": list(held["dropped"]), "added": list(held["added"]), "note": held["note"]}
    return told | {"taken": dict(claims_kept.kept(brief.unit)), "visit": written_visit()}


def written_visit():
    """Who visits and when, in JSON's own kinds."""
    held = {field: visit_kept().get(field) for field in FIELDS}
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in held.items()}


def keep_edits(supervision):
    """Keep what was changed in the brief in view since it was kept last; nothing of one that stands made."""
    brief = supervision.brief
    st.session_state[LAST] = brief
    if brief.is_sample or supervision.is_made:
        return
    held, said = desk()[brief], said_of(brief)
    if said == held.said or held.theirs:
        return
    if not any((*written_visit().values(), said["taken"], *(said[part] for part in NOTHING))):
        session.store().preparations.drop(held.known, *brief[1:])
        desk()[brief] = OnDesk(said)
        return
    try:
        kept, is_ours = session.store().preparations.keep(brief[1:], said, supervision.who or None, held.known)
    except UNKEPT:
        held.failed = True
        return
    if is_ours:
        held.said, held.known, held.failed = said, kept.kept_at, False
    else:
        held.theirs = kept


def show_kept_edits(supervision):
    """That a draft was opened again, or that somebody else changes the same brief, each with what to do."""
    held = desk()[supervision.brief]
    with st.container():  # also where nothing is to be said: what stands below keeps its place, and the reader's tab
        if held.theirs and not supervision.is_made:
            show_theirs(supervision.brief, held.theirs)
        elif held.opened and not supervision.is_made:
            show_opened(supervision.brief, held.opened)


def show_theirs(brief, theirs):
    """That somebody else has kept other edits since, and the choice between the two."""
    t = say().t
    st.warning(t("supervision.draft_theirs", when=when(theirs)))
    with st.container(horizontal=True, gap="small"):
        st.button(t("supervision.draft_take"), key="nhap-lay", on_click=take_theirs, args=(brief,))
        st.button(t("supervision.draft_keep"), key="nhap-giu", on_click=keep_ours, args=(brief,))


def show_opened(brief, opened):
    """That the edits are those of a draft, and the way to begin anew."""
    t, icon = say().t, ":material/delete:"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("supervision.draft_opened", when=when(opened)), width="content")
        label = t("supervision.draft_drop")
        st.button(label, key="nhap-bo", on_click=begin_anew, args=(brief,), type="tertiary", icon=icon)


def show_draft_state(supervision):
    """Whether what is changed is kept, and since when."""
    brief, t = supervision.brief, say().t
    held = desk()[brief]
    if supervision.is_made:
        return
    if brief.is_sample:
        st.caption(t("supervision.kept_here"))
    elif held.failed:
        st.warning(t("supervision.draft_failed"))
    elif held.known:
        st.caption(t("supervision.draft_kept", time=say().time(held.known)))
    else:
        st.caption(t("supervision.draft_hint"))


def when(kept):
    """22/11/2026 10:05, Nguyễn A."""
    return ", ".join(filter(None, (say().time(kept.kept_at), escape_markdown(kept.who or ""))))


def take_theirs(brief):
    """What somebody else has kept takes the place of what is changed here. Runs before the page does."""
    theirs = desk()[brief].theirs
    let_go(brief)
    visit_kept().update(dict.fromkeys(FIELDS))
    lay(brief, theirs)


def keep_ours(brief):
    """What is changed here takes the place of what somebody else has kept. Runs before the page does."""
    held = desk()[brief]
    held.known, held.theirs, held.said = held.theirs.kept_at, None, None


def begin_anew(brief):
    """The brief as it was proposed, its draft forgotten, with who visits as far as that was the draft's."""
    held = desk()[brief]
    for field, value in read_visit(held.opened.said["visit"]).items():
        if visit_kept().get(field) == value:
            visit_kept()[field] = None
    session.store().preparations.drop(held.known, *brief[1:])
    let_go(brief)
    desk()[brief] = OnDesk(as_proposed())


def let_go(brief):
    """Take what was changed in a brief off the desk."""
    forget_edits(brief)
    claims_kept.drop_kept(brief.unit)


def forget_draft(brief):
    """The brief was printed as it stands: its draft has served. What is changed from then on is another one."""
    held = desk().get(brief)
    if held and not brief.is_sample:
        session.store().preparations.drop(held.known, *brief[1:])
        desk()[brief] = OnDesk(said_of(brief))


def keep_again(brief):
    """A brief that was printed is open to edits again: what stands in it is kept from now on."""
    if brief in desk():
        desk()[brief].said = as_proposed()
