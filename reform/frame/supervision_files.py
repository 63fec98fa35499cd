"""The three documents of a visit, each behind its buttons, and the briefs of many units at once."""

import tempfile
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from reform import export, session
from reform.brief import briefs_of, minutes_of, request_of
from reform.brief.files import archived, file_name
from reform.documents.word import word
from reform.frame.acting import REFUSALS, refused
from reform.frame.supervision import reader
from reform.frame.supervision_kept import documents_of, edits_of, held_in, visit_kept
from reform.frame.supervision_made import DOCX, PDF, brief_made, forget_made, make_brief
from reform.session import say
from reform.text import escape_markdown

MIME = {PDF: export.MIME["pdf"], DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
ARCHIVE = "supervision_archive"  # a key no widget owns
AT_ONCE = 20  # briefs frozen in one entry of the journal


def show_documents(supervision, preparation):
    """The brief for the delegation; the request and the minutes for the unit."""
    made, given = brief_made(supervision, preparation), (reader(supervision.locality), say(), supervision)
    more = documents_of(supervision.unit)
    letters = {
        "request": partial(made_letter, request_of, *given, deadline=supervision.deadline, more=more),
        "minutes": partial(made_letter, minutes_of, *given),
    }
    grid = st.grid(1 + len(letters), min_column_width=280, gap="small", border=True)
    with grid.cell(), st.container(gap="xsmall"):
        show_what("brief")
        if made:
            show_made(supervision, made)
        elif st.button(say().t("supervision.make"), key="lap-phieu", type="primary", icon=":material/description:"):
            make_brief(supervision, preparation)
    for kind, make in letters.items():
        with grid.cell(), st.container(gap="xsmall"):
            show_what(kind)
            if kind == "request" and more:
                st.caption(say().t("supervision.more_documents", documents=escape_markdown("; ".join(more))))
            show_file(supervision, kind, DOCX, make)
    if made and made.refusal is not None:
        st.warning(say().t("supervision.not_kept", why=refused(made.refusal)))
    if supervision.deadline and supervision.visit["date"] and supervision.deadline > supervision.visit["date"]:
        st.warning(say().t("supervision.deadline_late"))


def show_what(kind):
    """What a document is and for whom."""
    st.markdown(f"**{say().t(f'supervision.document.{kind}')}**")
    st.caption(say().t(f"supervision.document.{kind}_for"))


def show_made(supervision, made):
    """The brief as it was made: its files, and the way back to editing."""
    t, time = say().t, say().time(made.made_at)
    told = t("supervision.made", time=time, id=made.print_id) if made.print_id else t("supervision.made_at", time=time)
    st.caption(told)
    with st.container(horizontal=True, gap="small"):
        for ending in (PDF, DOCX):
            show_file(supervision, "brief", ending, partial(made.file, ending))
        st.button(t("supervision.edit_again"), key="sua-phieu", on_click=forget_made, icon=":material/edit:")


def show_file(supervision, kind, ending, make):
    """The button of one file, which is made when it is pressed."""
    st.download_button(
        say().t(f"supervision.{ending}"),
        make,
        file_name(kind, supervision.row, supervision.span, ending),
        MIME[ending],
        key=f"tai-{kind}-{ending}",
        on_click="ignore",
        type="primary" if (kind, ending) == ("brief", PDF) else "secondary",
        icon=":material/download:",
    )


def made_letter(letter_of, asked, words, supervision, **how):
    """The bytes of a letter to the unit."""
    about = supervision.about | {"unit_id": supervision.unit, "visit": supervision.visit} | how
    return word(letter_of(asked, words, **about, made_at=datetime.now(UTC)))


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
    whose = {"units": units, "edits": {row["unit_id"]: edits_of(row["unit_id"]) for row in units}}
    asked = reader(supervision.locality)
    made = briefs_of(asked, say(), **about, **whose, visit=supervision.visit, made_at=made_at)
    bar = st.progress(0.0)
    for at, (unit, document) in enumerate(archived(file, made, supervision.span, made_at), start=1):
        facts = {"done": say().count(at), "count": say().count(len(units)), "unit": escape_markdown(unit["ward"])}
        bar.progress(at / len(units), say().t("supervision.all_progress", **facts))
        waiting.append((document, about | {"kind": "brief", "unit_id": unit["unit_id"], "as_of": asked.position}))
        if not session.is_sample() and (len(waiting) == AT_ONCE or at == len(units)):
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
