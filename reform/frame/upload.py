"""The first steps of an upload: locality and list of units, the template, who uploads which file."""

from functools import partial

import streamlit as st

from reform import export, session, wards
from reform.frame import drafting
from reform.indicators import declaration
from reform.intake.unit_list import read_unit_list
from reform.period import DECREE_CLOSE_DAY
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown

TEMPLATES = {"csv": export.template_csv, "xlsx": export.template_xlsx}
SHOWN = 20


def show_sample_is_closed():
    """The sample takes no files; the way to one's own figures."""
    t = say().t
    st.info(t("upload.sample_closed"))
    st.button(
        t("app.start_real"),
        type="primary",
        key="sang-so-lieu-that",
        on_click=session.switch_store,
        args=(session.REAL,),
    )


def show_localities(localities):
    """Step 1: who is compared. Open on first use, closed once a locality is known."""
    t = say().t
    st.header(t("upload.step_locality"), anchor=False)
    st.markdown("\n".join(map(locality_line, records(localities))) or t("upload.first_use"))
    with st.expander(t("upload.set_up_more") if len(localities) else t("upload.set_up"), expanded=localities.empty):
        ask_locality()


def locality_line(row):
    """A locality with its units and close day."""
    t = say().t
    day = t("upload.close_day_is", day=row["close_day"]) if row["close_day"] else t("upload.no_close_day")
    return "- " + t("upload.locality", name=escape_markdown(row["locality"]), units=say().count(row["units"]), day=day)


def ask_locality():
    """The form of the first use: locality, close day, list of units pasted or as a file."""
    t = say().t
    with st.form("dia-ban-moi", border=False):
        name, day = st.columns([3, 1])
        locality = name.text_input(t("upload.locality_name"), placeholder=t("upload.locality_example"))
        close_day = day.number_input(t("upload.close_day"), 1, 31, DECREE_CLOSE_DAY, help=t("upload.close_day_hint"))
        pasted = st.text_area(t("upload.unit_list"), placeholder=t("upload.unit_list_example"), height=150)
        file = st.file_uploader(t("upload.unit_list_file"))
        if st.form_submit_button(t("upload.save_locality")):
            set_up(locality.strip(), int(close_day), file.getvalue() if file else pasted.encode())


def set_up(locality, close_day, listed):
    """Record a locality and its units, or say what is missing."""
    t = say().t
    if wards.split_type(locality)[0] not in wards.LOCALITY_TYPES:
        return st.error(t("upload.locality_missing"))
    found = read_unit_list(listed, declaration())
    for problem in found.problems:
        st.error(escape_markdown(say().message(problem)))
    if found.problems:
        return None
    if refusal := session.set_up(locality, close_day, found.units):
        return st.error(t(f"draft.{refusal}"))
    st.rerun()


def show_template(localities):
    """Step 2: the empty form, already holding the units."""
    t = say().t
    st.header(t("upload.step_template"), anchor=False)
    name = localities["locality"][0] if len(localities) else None
    units = ask("units", locality=name, day=drafting.today())
    st.markdown(
        t("upload.template_filled", units=say().count(len(units))) if len(units) else t("upload.template_blank")
    )
    with st.container(horizontal=True, gap="small"):
        for kind, make in TEMPLATES.items():
            name_of = f"mau-so-lieu.{kind}"
            made = partial(make, declaration(), units, name)
            st.download_button(
                t(f"download.{kind}"), made, name_of, export.MIME[kind], on_click="ignore", key=f"mau-{kind}"
            )


def choose_files():
    """Step 3: who uploads, and which files. Returns the name (may be empty) and the files, possibly none."""
    t = say().t
    drafting.bring_back()
    st.header(t("upload.step_file"), anchor=False)
    uploader = st.text_input(
        t("upload.uploader"), key="nguoi-nap", placeholder=t("upload.uploader_example"), persist_state="session"
    )
    files = st.file_uploader(
        t("upload.file"),
        key=drafting.uploader_key(),
        help=t("upload.file_hint"),
        accept_multiple_files=True,
        on_change=drafting.files_changed,
    )
    return uploader.strip(), files


def show_way_to_corrections():
    """Figures that come by telephone or by letter are typed, not loaded."""
    st.page_link("pages/correction.py", label=say().t("upload.go_correction"), icon=":material/edit:")


def show_kept_drafts():
    """Drafts that were read and not yet recorded: open one, or throw it away."""
    t = say().t
    if drafting.draft_is_gone():
        st.info(t("upload.draft_gone"))
    drafts = session.store().kept_drafts()
    if not drafts:
        return
    st.header(t("upload.drafts", count=say().count(len(drafts))), anchor=False)
    for kept in drafts[:SHOWN]:
        show_kept_draft(kept)
    if len(drafts) > SHOWN:
        st.caption(t("upload.drafts_more", count=say().count(len(drafts) - SHOWN)))


def show_kept_draft(kept):
    """One kept draft: its files, when, by whom, and what can be done with it."""
    t = say().t
    files = say().listing([f"**{escape_markdown(name)}**" for name in kept["files"]])
    facts = {"files": files, "time": say().time(kept["kept_at"])}
    by = escape_markdown(kept["uploader"]) if kept["uploader"] else t("upload.draft_by_nobody")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(t("upload.draft", **facts, by=by), width="stretch")
        if kept["is_correction"]:
            address = session.address_of_correction(kept["key"])
            st.page_link("pages/correction.py", label=t("upload.draft_open"), query_params=address)
        else:
            st.button(t("upload.draft_open"), key=f"mo-{kept['key']}", on_click=drafting.open_kept, args=(kept["key"],))
        st.button(
            t("upload.draft_drop"),
            key=f"bo-{kept['key']}",
            type="tertiary",
            on_click=drafting.drop,
            args=(kept["key"],),
        )
