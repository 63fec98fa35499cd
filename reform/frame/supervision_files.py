"""The three documents of a visit, each behind its buttons, and the briefs of many units at once."""

from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from reform import export, session
from reform.brief import briefs_of, minutes_of, request_of
from reform.brief.files import archived, file_name
from reform.documents.word import word
from reform.frame.acting import REFUSALS, refused
from reform.frame.supervision import reader
from reform.frame.supervision_draft import forget_draft, open_draft, refresh
from reform.frame.supervision_kept import documents_of, edits_of, held_in, is_left_out, visit_kept
from reform.frame.supervision_made import DOCX, PDF, brief_made, edit_again, make_brief
from reform.session import say
from reform.text import escape_markdown

MIME = {PDF: export.MIME["pdf"], DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
ARCHIVE = "supervision_archive"  # a key no widget owns
UNKEPT = "supervision_unkept"  # another one
AT_ONCE = 20  # briefs frozen in one entry of the journal


def show_documents(supervision, preparation):
    """The brief for the delegation; the request and the minutes for the unit."""
    made = brief_made(supervision, preparation)
    more = documents_of(supervision.brief)
    letters = {"request": (request_of, {"deadline": supervision.deadline, "more": more}), "minutes": (minutes_of, {})}
    grid = st.grid(1 + len(letters), min_column_width=280, gap="small", border=True)
    with grid.cell(), st.container(gap="xsmall"):
        show_what("brief")
        show_making(supervision, preparation, made)
    for kind, (letter_of, how) in letters.items():
        with grid.cell(), st.container(gap="xsmall"):
            show_what(kind)
            if kind == "request" and more:
                st.caption(say().t("supervision.more_documents", documents=escape_markdown("; ".join(more))))
            show_file(supervision, kind, DOCX, letter_maker(supervision, kind, letter_of, **how))
    with st.container():  # what stands below keeps its place
        for refusal in (made and made.refusal, *unkept_letters().values()):
            if refusal is not None:
                st.warning(say().t("supervision.not_kept", why=refused(refusal)))
        if supervision.deadline and supervision.visit["date"] and supervision.deadline > supervision.visit["date"]:
            st.warning(say().t("supervision.deadline_late"))


def show_making_below(supervision, preparation):
    """The same button once more where the edits end."""
    with st.container(gap="xsmall"):
        show_making(supervision, preparation, brief_made(supervision, preparation), "-duoi")


def show_making(supervision, preparation, made, place=""):
    """The button that makes the brief; once it stands made, its files."""
    if made:
        show_made(supervision, made, place)
    elif st.button(say().t("supervision.make"), key=f"lap-phieu{place}", type="primary", icon=":material/description:"):
        if is_left_out(supervision.brief):
            st.error(say().t("supervision.left_out"))
        else:
            make_brief(supervision, preparation)


def show_what(kind):
    """What a document is and for whom."""
    st.markdown(f"**{say().t(f'supervision.document.{kind}')}**")
    st.caption(say().t(f"supervision.document.{kind}_for"))


def show_made(supervision, made, place):
    """The brief as it was made: its files, and the way back to editing."""
    t, time = say().t, say().time(made.made_at)
    told = t("supervision.made", time=time, id=made.print_id) if made.print_id else t("supervision.made_at", time=time)
    st.caption(told)
    with st.container(horizontal=True, gap="small"):
        for ending in (PDF, DOCX):
            show_file(supervision, "brief", ending, partial(made.file, ending), place)
        how = {"on_click": edit_again, "args": (supervision.brief,), "icon": ":material/edit:"}
        st.button(t("supervision.edit_again"), key=f"sua-phieu{place}", **how)


def show_file(supervision, kind, ending, make, place=""):
    """The button of one file, which is made when it is pressed."""
    st.download_button(
        say().t(f"supervision.{ending}"),
        make,
        file_name(kind, supervision.row, supervision.span, ending),
        MIME[ending],
        key=f"tai-{kind}-{ending}{place}",
        on_click="ignore",
        type="primary" if (kind, ending) == ("brief", PDF) else "secondary",
        icon=":material/download:",
    )


def letter_maker(supervision, kind, letter_of, **how):
    """What makes the file of a letter to the unit when its button is pressed, and freezes the letter.

    It runs beside the page, where nothing is known of the reader: all of it is given now.
    """
    store = None if session.is_sample() else session.store()
    asked, unkept = reader(supervision.locality), unkept_letters()
    how |= supervision.about | {"unit_id": supervision.unit, "visit": supervision.visit}
    make = partial(letter_of, asked, say(), **how)
    about = supervision.about | {"kind": kind, "unit_id": supervision.unit, "as_of": asked.position}
    return partial(made_letter, make, store, about, supervision.who or None, unkept)


def made_letter(make, store, about, who, unkept):
    """The bytes of a letter as it is kept; where the store refuses, which `unkept` then says, as it was made."""
    document = make(made_at=datetime.now(UTC))
    try:
        document = store.printed(store.keep_printed(document, about, who)) if store else document
        unkept.pop(about["kind"], None)
    except tuple(REFUSALS) as error:
        unkept[about["kind"]] = error
    return word(document)


def unkept_letters():
    """Kind of letter → why the store did not keep the one that was made last."""
    return st.session_state.setdefault(UNKEPT, {})


# The briefs of many units


def show_all_briefs(supervision):
    """The briefs of several units or all, made on demand with their progress, in one file."""
    t, names = say().t, {row["unit_id"]: row["ward"] for row in supervision.units}
    with st.expander(t("supervision.all"), icon=":material/folder_zip:"):
        st.caption(t("supervision.all_hint"))
        visit_kept()["units"] = [unit for unit in visit_kept().get("units") or () if unit in names]
        # The list shrinks as it is left: a button below it would move away from under the click.
        left, right = st.columns([2, 1], vertical_alignment="top")
        with left:
            chosen = held_in(
                st.multiselect,
                t("supervision.all_units"),
                "units",
                options=list(names),
                format_func=names.get,
                placeholder=t("supervision.all_placeholder", count=say().count(len(names))),
                label_visibility="collapsed",
            )
        units = [row for row in supervision.units if not chosen or row["unit_id"] in chosen]
        label = t("supervision.all_make", count=say().count(len(units)))
        if right.button(label, key="lap-nhieu-phieu", icon=":material/description:"):
            left_out = [row["ward"] for row in units if is_left_out(supervision.brief_of(row["unit_id"]))]
            if left_out:
                st.error(t("supervision.left_out_of", units=escape_markdown(say().listing(left_out))))
            else:
                st.session_state[ARCHIVE] = make_archive(supervision, units)
        show_archive(supervision)


def make_archive(supervision, units):
    """The archive on disk, with what to say of it; each brief in it is the print that was frozen of it."""
    made_at, folder = datetime.now(UTC), TemporaryDirectory()  # it lives as long as the session
    about, unkept, asked = supervision.about, [], reader(supervision.locality)
    briefs = {row["unit_id"]: supervision.brief_of(row["unit_id"]) for row in units}
    for brief in briefs.values():
        if brief != supervision.brief:  # what is changed in that one, the reader sees
            refresh(brief)
            open_draft(brief, with_visit=False)
    whose = {"units": units, "edits": {unit: edits_of(brief) for unit, brief in briefs.items()}}
    made = briefs_of(asked, say(), **about, **whose, visit=supervision.visit, made_at=made_at)
    if not session.is_sample():
        made = as_kept(made, about | {"kind": "brief", "as_of": asked.position}, supervision.who or None, unkept)
    bar, path = st.progress(0.0), Path(folder.name) / "phieu.zip"
    with path.open("wb") as file:
        for at, (unit, _) in enumerate(archived(file, made, supervision.span, made_at), start=1):
            facts = {"done": say().count(at), "count": say().count(len(units)), "unit": escape_markdown(unit["ward"])}
            bar.progress(at / len(units), say().t("supervision.all_progress", **facts))
    bar.empty()
    if not unkept:
        for brief in briefs.values():
            forget_draft(brief)
    sign = (session.is_sample(), supervision.locality, *supervision.span)
    made = {"of": sign, "folder": folder, "path": path, "count": len(units)}
    return made | {"made_at": made_at, "refusal": unkept[-1] if unkept else None}


def as_kept(made, about, who, unkept):
    """(unit, brief) as the store keeps them, frozen some at once; as made where it refuses, for what `unkept` says."""
    store, made = session.store(), iter(made)
    while some := list(islice(made, AT_ONCE)):
        try:
            ids = store.keep_prints([(one, about | {"unit_id": unit["unit_id"]}) for unit, one in some], who)
            yield from [(unit, store.printed(kept)) for (unit, _), kept in zip(some, ids, strict=True)]
        except tuple(REFUSALS) as error:
            unkept.append(error)
            yield from some


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
        held["path"].read_bytes,  # opened anew each time: two downloads at once are no danger to each other
        f"phieu-giam-sat-{'_'.join(dict.fromkeys(supervision.span))}.zip",
        "application/zip",
        key="tai-nhieu-phieu",
        on_click="ignore",
        icon=":material/download:",
    )
