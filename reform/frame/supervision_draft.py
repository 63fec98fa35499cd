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

    `opened` is the draft that was found, while the page tells of it; `theirs` one that somebody else has kept since;
    `visit` who visits and when as the draft says it, where the page says otherwise and the reader has not chosen yet.
    """

    said: dict
    known: datetime | None = None
    opened: object = None
    theirs: object = None
    failed: bool = False
    visit: dict | None = None
    is_copied: bool = False


def desk():
    """The briefs that this session has opened."""
    return st.session_state.setdefault(DESK, {})


def put_on_desk(brief, **how):
    """A brief of which all that is changed is kept, or need not be."""
    held = desk()[brief] = OnDesk({}, **how)
    held.said = said_of(brief)


def open_draft(brief, with_visit=True):
    """Lay what was changed in a brief on the desk, once a session: from the store, else as in another span of the unit.

    `with_visit`: with who visits and when, as far as nothing of that has been said.
    """
    if brief.unit is None:
        return
    if brief not in desk():
        found = None if brief.is_sample else session.store().preparations.of(*brief[1:])
        read = understood(found) if found else None
        if read:
            lay(brief, found, read, with_visit)
        else:
            begin(brief, st.session_state.get(LAST) if with_visit else None)
    claims_kept.take_in(brief)


def begin(brief, before):
    """Lay a brief of which nothing is kept on the desk, with what is changed in one of the same unit `before` it."""
    is_copied = bool(before) and before[:3] == brief[:3]
    if is_copied:
        edits_kept(brief).update(edits_kept(before))
        claims_kept.put(brief, claims_kept.of_brief(before))
    put_on_desk(brief)
    desk()[brief].is_copied = is_copied and is_changed(desk()[brief].said)


def understood(found):
    """(edits, questions taken, visit) of a kept draft; None for one that is not written as this program writes them."""
    try:
        said = found.said
        edits = {"dropped": tuple(said["dropped"]), "added": tuple(said["added"]), "note": str(said["note"])}
        return edits, dict(said["taken"]), read_visit(said["visit"])
    except (KeyError, TypeError, ValueError, AttributeError) as why:
        log.warning("brief prepared: %s cannot be understood: %s", found.kept_at, why)
        return None


def lay(brief, found, read, with_visit=True):
    """Lay a kept draft that was understood on the desk; who visits stays what the page says, where that says it."""
    edits, taken, visit = read
    edits_kept(brief).update(edits)
    claims_kept.put(brief, taken)
    if with_visit:
        visit_kept().update({field: visit_kept().get(field) or value for field, value in visit.items()})
    other = found.said["visit"] if differing(visit) else None
    put_on_desk(brief, known=found.kept_at, opened=found, visit=other)


def differing(visit):
    """The part of a draft's visit of which the page says something else."""
    return {field: value for field, value in visit.items() if visit_kept().get(field) != value}


def refresh(brief):
    """Take a brief off the desk that somebody else has kept since, unless it has edits that are not kept."""
    held = desk().get(brief)
    if held is None or brief.is_sample or held.failed or held.theirs:
        return
    found = session.store().preparations.of(*brief[1:])
    if found and found.kept_at != held.known:
        let_go(brief)


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
    return told | {"taken": claims_kept.of_brief(brief), "visit": desk()[brief].visit or written_visit()}


def is_changed(said):
    """Whether anything is changed in a brief, who visits apart."""
    return any((said["taken"], *(said[part] for part in NOTHING)))


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
    held = desk()[brief]
    if held.visit and not differing(read_visit(held.visit)):
        held.visit = None
    said = said_of(brief)
    if said == held.said or held.theirs:
        return
    if not any((*said["visit"].values(), is_changed(said))):
        session.store().preparations.drop(held.known, *brief[1:])
        put_on_desk(brief)
        return
    try:
        kept, is_ours = session.store().preparations.keep(brief[1:], said, supervision.who or None, held.known)
    except UNKEPT:
        held.failed = True
        return
    if is_ours:
        held.said, held.known, held.failed, held.is_copied = said, kept.kept_at, False, False
    elif understood(kept):
        held.theirs = kept
    else:  # nobody can take that
        held.known = kept.kept_at
        keep_edits(supervision)


def show_kept_edits(supervision):
    """That a draft was opened again, or that somebody else changes the same brief, each with what to do."""
    held = desk()[supervision.brief]
    with st.container():  # also where nothing is to be said: what stands below keeps its place, and the reader's tab
        if held.theirs and not supervision.is_made:
            show_theirs(supervision.brief, held.theirs)
        elif held.opened and not supervision.is_made:
            show_opened(supervision.brief, held.opened)
        if held.visit and not held.theirs and not supervision.is_made:
            show_other_visit(supervision.brief, differing(read_visit(held.visit)))


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


def show_other_visit(brief, visit):
    """That the draft says otherwise who visits and when than the page, and the choice between the two."""
    t = say().t
    written = {field: say().date(one) if isinstance(one, date) else one for field, one in visit.items()}
    told = "; ".join(f"{t(f'supervision.{field}')}: {written[field]}" for field in FIELDS if field in written)
    st.warning(t("supervision.draft_visit", visit=escape_markdown(told)))
    with st.container(horizontal=True, gap="small"):
        st.button(t("supervision.draft_visit_take"), key="nhap-doan-lay", on_click=take_visit_of, args=(brief,))
        st.button(t("supervision.draft_visit_keep"), key="nhap-doan-giu", on_click=keep_visit, args=(brief,))


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
    elif held.is_copied:
        st.caption(t("supervision.draft_copied"))
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
    lay(brief, theirs, understood(theirs))


def keep_ours(brief):
    """What is changed here takes the place of what somebody else has kept. Runs before the page does."""
    held = desk()[brief]
    held.known, held.theirs, held.said = held.theirs.kept_at, None, None


def take_visit_of(brief):
    """Who visits and when is what the draft says. Runs before the page does."""
    visit_kept().update(read_visit(desk()[brief].visit))
    desk()[brief].visit = None


def keep_visit(brief):
    """Who visits and when is what the page says, from now on in the draft too. Runs before the page does."""
    desk()[brief].visit = None


def begin_anew(brief):
    """The brief as it was proposed, its draft forgotten, with who visits as far as that was the draft's."""
    held = desk()[brief]
    for field, value in read_visit(held.opened.said["visit"]).items():
        if visit_kept().get(field) == value:
            visit_kept()[field] = None
    session.store().preparations.drop(held.known, *brief[1:])
    forget_edits(brief)
    put_on_desk(brief)


def let_go(brief):
    """Take a brief off the desk with what was changed in it."""
    forget_edits(brief)
    desk().pop(brief, None)


def forget_draft(brief):
    """The brief was printed as it stands: its draft has served. What is changed from then on is another one."""
    held = desk().get(brief)
    if held and not brief.is_sample:
        session.store().preparations.drop(held.known, *brief[1:])
        put_on_desk(brief)


def keep_again(brief):
    """A brief that was printed is open to edits again: what stands in it is kept from now on."""
    if brief in desk():
        desk()[brief].said = as_proposed()
