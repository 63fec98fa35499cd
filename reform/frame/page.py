"""The frame of every page: set-up, menu, language, the sample's stamp, and what a reader sees when something breaks."""

import logging
import secrets

import streamlit as st

from reform import session
from reform.frame.past import show_past
from reform.indicators import DeclarationError
from reform.session import say
from reform.store import StoreBusy, StoreDamaged, StoreOverloaded, StoreUnwritable
from reform.text import LANGUAGES, escape_markdown

# Each page under its address; a default page has none. Those of one section share an entry of the menu.
PAGES = {
    "": {
        "ranking": "",
        "compare": "so-sanh",
        "unit": "don-vi",
        "periods": "qua-cac-ky",
        "whatif": "thu-trong-so",
        "method": "cach-tinh",
    },
    "documents": {
        "supervision": "giam-sat",
        "report": "bao-cao",
        "claims": "doi-chieu",
    },
    "data": {
        "upload": "cap-nhat-so-lieu",
        "correction": "dinh-chinh",
        "submissions": "theo-doi-nop",
        "log": "nhat-ky",
        "units": "danh-sach-don-vi",
    },
}
HOME = "dashboard.py"

# What the reader can do something about.
TOLD = {
    StoreBusy: "app.busy",
    StoreDamaged: "app.damaged",
    StoreOverloaded: "app.overloaded",
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
    pages = {
        section and t(f"menu.{section}"): [
            st.Page(f"pages/{name}.py", title=t(f"menu.{name}"), url_path=slug or name, default=not slug)
            for name, slug in held.items()
        ]
        for section, held in PAGES.items()
    }
    return st.navigation(pages, position="top")


def open_page(name):
    """Begin a page. One that was opened by its file's name, without a menu, leads home."""
    if not session.opened():
        st.switch_page(HOME)
    st.session_state[session.PAGE] = name
    st.session_state[session.NOTICES] = st.container()
    if name != "ranking" and session.as_of():
        session.choose(session.AS_OF, None)  # a past day holds where its banner is, and nowhere else


def show_title(text, stamps=()):
    """The title on one line with its stamp, several below it; the switch of language at the right."""
    t, beside = say().t, stamps if len(stamps) == 1 else ()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(text, anchor=False, width="content")
        for stamp in beside:
            st.badge(escape_markdown(stamp), color="gray")
        if session.is_sample():
            st.badge(t("app.sample"), color="orange")
        st.space("stretch")
        choose_language()
    if len(stamps) > 1:
        with st.container(horizontal=True, gap="small"):
            for stamp in stamps:
                st.badge(escape_markdown(stamp), color="gray")


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
    """An empty store: what to do first; of a past day, that nothing was recorded by then."""
    t = say().t
    show_title(t("ranking.title_empty"))
    if session.as_of():
        show_past("as_of.nothing")
        return
    with st.container(border=True):
        st.markdown(t("app.nothing_yet"))
        st.page_link("pages/upload.py", label=t("app.go_upload"), icon=":material/arrow_forward:")
    show_store_switch()
