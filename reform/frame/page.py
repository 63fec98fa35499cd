"""The frame of every page: set-up, menu, language, the sample's stamp, and what a reader sees when something breaks."""

import logging
import secrets

import streamlit as st

from reform import session
from reform.indicators import DeclarationError
from reform.session import say
from reform.store import StoreBusy, StoreDamaged, StoreUnwritable
from reform.text import LANGUAGES, escape_markdown

PAGES = {"ranking": "", "upload": "cap-nhat-so-lieu", "method": "cach-tinh"}
HOME = "dashboard.py"

# What the reader can do something about.
TOLD = {
    StoreBusy: "app.busy",
    StoreDamaged: "app.damaged",
    StoreUnwritable: "app.unwritable",
    DeclarationError: "app.declaration",
}

log = logging.getLogger("reform")


def open_dashboard():
    """Set up the browser's tab, take the reader's choices from the address, and return the menu's chosen page."""
    session.open_choices()
    t = say().t
    st.set_page_config(
        page_title=t("app.name"), page_icon="static/icon.png", layout="wide", menu_items={"About": t("app.about")}
    )
    pages = [
        st.Page(f"pages/{name}.py", title=t(f"menu.{name}"), url_path=slug or name, default=not slug)
        for name, slug in PAGES.items()
    ]
    return st.navigation(pages, position="top")


def open_page(name):
    """Begin a page. One that was opened by its file's name, without a menu, leads home."""
    if not session.opened():
        st.switch_page(HOME)


def show_title(text, provisional=False):
    """The title on one line with its stamps; the switch of language at the right."""
    t = say().t
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(text, anchor=False, width="content")
        if provisional:
            st.badge(t("app.provisional"), color="gray")
        if session.is_sample():
            st.badge(t("app.sample"), color="orange")
        st.space("stretch")
        choose_language()


def choose_language():
    """The switch of language. What else was chosen stays."""
    session.ask_choice(
        st.segmented_control,
        say().t("app.language"),
        {lang: lang.upper() for lang in LANGUAGES},
        session.LANG,
        session.language(),
        label_visibility="collapsed",
        required=True,
    )


def show_store_switch():
    """Where the figures on screen come from, and the way to the other store."""
    t, sample = say().t, session.is_sample()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("app.in_sample") if sample else t("app.in_real"), width="content")
        st.button(
            t("app.start_real") if sample else t("app.see_sample"),
            key="doi-kho",
            type="tertiary",
            on_click=session.switch_store,
            args=(session.REAL if sample else session.SAMPLE,),
        )


def say_it_failed(error):
    """A sentence with a number for the reader; the log has the same number and the whole error."""
    number = secrets.token_hex(3).upper()
    log.error("%s", number, exc_info=error)
    told = next((key for kind, key in TOLD.items() if isinstance(error, kind)), "app.failed")
    faults = error.faults if isinstance(error, DeclarationError) else []
    st.error("\n".join([say().t(told, number=number), *(f"- {escape_markdown(fault)}" for fault in faults)]))
    return True


def show_first_steps():
    """An empty store: what to do first."""
    t = say().t
    show_title(t("ranking.title_empty"))
    with st.container(border=True):
        st.markdown(t("app.nothing_yet"))
        st.page_link("pages/upload.py", label=t("app.go_upload"), icon=":material/arrow_forward:")
    show_store_switch()
