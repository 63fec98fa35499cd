"""The brief that is handed out: made of what stands on the page when its button is pressed, frozen, taken along.

While it stands, what it was made of is closed to edits, so that no file of it can differ from what is on the screen.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from reform import session
from reform.brief.contents import composed
from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.frame.acting import REFUSALS
from reform.frame.supervision_draft import forget_draft, keep_again
from reform.session import say

PDF, DOCX = "pdf", "docx"
MAKERS = {PDF: pdf, DOCX: word}
MADE = "supervision_made"  # a key no widget owns


@dataclass(frozen=True)
class Made:
    """A brief as it was made: what it is of, all it was made of, the document, when it was made, its id as a print.

    `print_id` is None where nothing is kept: of the sample, and where the store refused, which `refusal` says.
    """

    of: tuple
    content: str
    document: dict
    made_at: datetime
    print_id: str | None = None
    refusal: Exception | None = None

    def file(self, ending):
        """The bytes of a file of it: the same however often it is asked for."""
        return MAKERS[ending](self.document)


def about_what(locality, unit, period, to):
    """What a brief is of: another unit, span or language is another brief."""
    return (session.is_sample(), say().lang, locality, unit, period, to)


def is_made(of):
    """Whether the brief of these stands made, so that nothing may be changed in it."""
    held = st.session_state.get(MADE)
    return held is not None and held.of == of


def brief_made(supervision, preparation):
    """The brief that stands made; where what it was made of has changed since, it no longer does."""
    if not is_made(supervision.of):
        return None
    held = st.session_state[MADE]
    if held.content != all_of(supervision, preparation):
        edit_again(supervision.brief)
        st.rerun()
    return held


def all_of(supervision, preparation):
    """Everything that a brief says and who visits, but for its moment."""
    return repr((supervision.visit, supervision.who, preparation.content))


def make_brief(supervision, preparation):
    """Make the brief of what now stands on the page, and freeze it; the same content again is the same print."""
    moment = datetime.now(UTC)
    document = composed(preparation.subject, preparation.found, supervision.visit, moment)
    made = Made(supervision.of, all_of(supervision, preparation), document, moment)
    made = made if session.is_sample() else frozen(made, supervision, preparation)
    if made.print_id:
        forget_draft(supervision.brief)
    st.session_state[MADE] = made
    st.rerun()


def frozen(made, supervision, preparation):
    """The same as it is kept in the store: under its id, or why it is not."""
    store = session.store()
    about = supervision.about | {"kind": "brief", "unit_id": supervision.unit}
    about |= {"as_of": preparation.subject.asked.position}
    try:
        print_id = store.keep_printed(made.document, about, supervision.who or None)
        document = store.printed(print_id)
    except tuple(REFUSALS) as error:
        return replace(made, refusal=error)
    return replace(
        made, document=document, made_at=datetime.fromisoformat(document["made_at"]), print_id=print_id
    )


def edit_again(brief):
    """Open the brief to edits again; what was frozen stays in the list of those made before."""
    forget_made()
    keep_again(brief)


def forget_made():
    """What was made no longer stands."""
    st.session_state.pop(MADE, None)
