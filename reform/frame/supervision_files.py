"""The three documents of a visit, each behind its buttons, and the briefs of many units at once."""

import tempfile
from datetime import UTC, datetime
from functools import partial
from threading import Lock

import streamlit as st

from reform import export, session
from reform.brief import briefs_of, minutes_of, request_of
from reform.brief.contents import composed
from reform.brief.files import archived, file_name
from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.frame.acting import REFUSALS, refused
from reform.frame.supervision import reader
from reform.frame.supervision_kept import edits_of, held_in, visit_kept
from reform.session import say
from reform.text import escape_markdown

PDF, DOCX = "pdf", "docx"
MIME = {PDF: export.MIME["pdf"], DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
MAKERS = {PDF: pdf, DOCX: word}
PRINT, ARCHIVE = "supervision_print", "supervision_archive"  # keys no widget owns
AT_ONCE = 20  # briefs frozen in one entry of the journal


class Print:
    """One brief as it is handed out: made when a file of it is asked for first, then the same in every file.

    The button's own thread and the page's run may both ask first; the one waits for the other.
    """

    def __init__(self, make, keep):
        """`make` gives the document of a moment, `keep` freezes it in the store; None where nothing can be kept."""
        self._make, self._keep = make, keep
        self._lock = Lock()
        self._document = None
        self._is_kept = keep is None
        self.refusal = None

    def document(self):
        """The document; what the store refused to keep is tried again the next time."""
        with self._lock:
            if self._document is None:
                self._document = self._make(datetime.now(UTC))
            if not self._is_kept:
                self._freeze()
        return self._document

    def _freeze(self):
        try:
            self._keep(self._document)
        except tuple(REFUSALS) as error:
            self.refusal = error
        else:
            self._is_kept, self.refusal = True, None

    def file(self, ending):
        """The bytes of a file of it."""
        return MAKERS[ending](self.document())


def show_documents(supervision, preparation):
    """The brief for the delegation; the request and the minutes for the unit."""
    brief, given = print_of(supervision, preparation), (reader(supervision.locality), say(), supervision)
    makers = {
        "brief": {ending: partial(brief.file, ending) for ending in (PDF, DOCX)},
        "request": {DOCX: partial(made_letter, request_of, *given, deadline=supervision.deadline)},
        "minutes": {DOCX: partial(made_letter, minutes_of, *given)},
    }
    grid = st.grid(len(makers), min_column_width=280, gap="small", border=True)
    for kind, files in makers.items():
        with grid.cell(), st.container(gap="xsmall"):
            show_document(supervision, kind, files, brief.document if kind == "brief" else None)
    if brief.refusal is not None:
        st.warning(say().t("supervision.not_kept", why=refused(brief.refusal)))
    if supervision.deadline and supervision.visit["date"] and supervision.deadline > supervision.visit["date"]:
        st.warning(say().t("supervision.deadline_late"))


def show_document(supervision, kind, files, on_click):
    """One document: what it is, for whom, and its buttons. A file is made when its button is pressed."""
    t = say().t
    st.markdown(f"**{t(f'supervision.document.{kind}')}**")
    st.caption(t(f"supervision.document.{kind}_for"))
    with st.container(horizontal=True, gap="small"):
        for ending, make in files.items():
            st.download_button(
                t(f"supervision.{ending}"),
                make,
                file_name(kind, supervision.row, supervision.span, ending),
                MIME[ending],
                key=f"tai-{kind}-{ending}",
                on_click=on_click or "ignore",
                type="primary" if (kind, ending) == ("brief", PDF) else "secondary",
                icon=":material/download:",
            )


def made_letter(letter_of, asked, words, supervision, **how):
    """The bytes of a letter to the unit."""
    about = supervision.about | {"unit_id": supervision.unit, "visit": supervision.visit} | how
    return word(letter_of(asked, words, **about, made_at=datetime.now(UTC)))


def print_of(supervision, preparation):
    """The brief in view as it would be handed out: one and the same while nothing in it changes."""
    about = supervision.about | {"kind": "brief", "unit_id": supervision.unit}
    sign = (session.is_sample(), say().lang, repr(about), repr(supervision.visit), supervision.who, preparation.content)
    held = st.session_state.get(PRINT)
    if held is None or held[0] != sign:
        make = partial(composed, preparation.subject, preparation.found, supervision.visit)
        keep = None if session.is_sample() else keeper(about, supervision.who)
        st.session_state[PRINT] = held = (sign, Print(make, keep))
    return held[1]


def keeper(about, who):
    """What freezes a document whose figures are those of now."""
    store = session.store()
    return partial(store.keep_printed, about=about | {"as_of": store.position}, by=who or None)


# The briefs of many units


def show_all_briefs(supervision):
    """The briefs of several units or all, made on demand with their progress, in one file."""
    t, names = say().t, {row["unit_id"]: row["ward"] for row in supervision.units}
    with st.expander(t("supervision.all"), icon=":material/folder_zip:"):
        st.caption(t("supervision.all_hint"))
        visit_kept()["units"] = [unit for unit in visit_kept().get("units") or () if unit in names]
        chosen = held_in(
            st.multiselect,
            t("supervision.all_units"),
            "units",
            options=list(names),
            format_func=names.get,
            placeholder=t("supervision.all_placeholder", count=say().count(len(names))),
        )
        units = [row for row in supervision.units if not chosen or row["unit_id"] in chosen]
        label = t("supervision.all_make", count=say().count(len(units)))
        if st.button(label, key="lap-nhieu-phieu", icon=":material/description:"):
            st.session_state[ARCHIVE] = make_archive(supervision, units)
        show_archive(supervision)


def make_archive(supervision, units):
    """The archive on disk, with what to say of it; each brief in it is frozen as a print."""
    made_at, file = datetime.now(UTC), tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the session
    about, refusal, waiting = supervision.about, None, []
    position = None if session.is_sample() else session.store().position
    whose = {"units": units, "edits": {row["unit_id"]: edits_of(row["unit_id"]) for row in units}}
    asked = reader(supervision.locality)
    made = briefs_of(asked, say(), **about, **whose, visit=supervision.visit, made_at=made_at)
    bar = st.progress(0.0)
    for at, (unit, document) in enumerate(archived(file, made, supervision.span, made_at), start=1):
        facts = {"done": say().count(at), "count": say().count(len(units)), "unit": escape_markdown(unit["ward"])}
        bar.progress(at / len(units), say().t("supervision.all_progress", **facts))
        waiting.append((document, about | {"kind": "brief", "unit_id": unit["unit_id"], "as_of": position}))
        if position is not None and (len(waiting) == AT_ONCE or at == len(units)):
            refusal, waiting = freeze(waiting, supervision.who) or refusal, []
    bar.empty()
    sign = (session.is_sample(), supervision.locality, *supervision.span)
    return {"of": sign, "file": file, "count": len(units), "made_at": made_at, "refusal": refusal}


def freeze(prints, who):
    """Keep prints; gives why the store did not, or None."""
    try:
        session.store().keep_prints(prints, who or None)
    except tuple(REFUSALS) as error:
        return error
    return None


def show_archive(supervision):
    """The archive made last, where it is of this place and span."""
    t, held = say().t, st.session_state.get(ARCHIVE)
    if not held or held["of"] != (session.is_sample(), supervision.locality, *supervision.span):
        return
    st.success(t("supervision.all_made", count=say().count(held["count"]), time=say().time(held["made_at"])))
    if held["refusal"] is not None:
        st.warning(t("supervision.not_kept", why=refused(held["refusal"])))
    st.download_button(
        t("supervision.all_download"),
        partial(whole, held["file"]),
        f"phieu-giam-sat-{'_'.join(dict.fromkeys(supervision.span))}.zip",
        "application/zip",
        key="tai-nhieu-phieu",
        on_click="ignore",
        icon=":material/download:",
    )


def whole(file):
    """All bytes of a file."""
    file.seek(0)
    return file.read()
