"""The first steps of an upload: locality and list of units, the template, who uploads which file."""

import streamlit as st

from reform import export, session, wards
from reform.indicators import declaration
from reform.intake.unit_list import read_unit_list
from reform.period import DECREE_CLOSE_DAY
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown


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
    units = ask("units", locality=name)
    st.markdown(
        t("upload.template_filled", units=say().count(len(units))) if len(units) else t("upload.template_blank")
    )
    # CSV alone: what this version hands out it must read back.
    made = export.template_csv(declaration(), units, name)
    csv = export.MIME["csv"]
    st.download_button(t("download.csv"), made, "mau-so-lieu.csv", csv, on_click="ignore", key="mau-csv")


def choose_file():
    """Step 3: who uploads, and which file. Returns the name (may be empty) and the file or None."""
    t = say().t
    st.header(t("upload.step_file"), anchor=False)
    uploader = st.text_input(
        t("upload.uploader"), key="nguoi-nap", placeholder=t("upload.uploader_example"), persist_state="session"
    )
    return uploader.strip(), st.file_uploader(t("upload.file"), key="tep", help=t("upload.file_hint"))
