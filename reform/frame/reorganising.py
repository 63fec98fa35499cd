"""A reorganisation from a table of who became whom: shown in the lists of units and lineage before it is saved."""

import streamlit as st

from reform import session
from reform.indicators import declaration
from reform.intake.mapping_list import read_mapping_list
from reform.session import say
from reform.text import escape_markdown

TAKEN = "reorganised"  # a key no widget owns


def ask_mapping(locality):
    """The table pasted or chosen; gives (units, lineage) as it would change them, nothing of either without one."""
    t = say().t
    if session.is_sample():
        return (), None
    with st.expander(t("units.import"), icon=":material/account_tree:"), st.form("bang-sap-xep", border=False):
        st.markdown(t("units.import_explained"))
        pasted = st.text_area(t("units.import_paste"), placeholder=t("units.import_example"), key="dan-sap-xep")
        file = st.file_uploader(t("units.import_file"), key="tep-sap-xep")
        if st.form_submit_button(t("units.import_do")):
            take(locality, file.getvalue() if file else pasted.encode())
    taken = st.session_state.get(TAKEN)
    if taken is None or taken[0] != (locality, session.store().version):
        return (), None
    show_taken()
    return taken[1:]


def take(locality, data):
    """Put a table's reorganisations into the lists, or say what is wrong with it."""
    store = session.store()
    found = read_mapping_list(data, declaration())
    units, lineage, problems = store.reorganised(locality, found.rows)
    for problem in (*found.problems, *problems):
        st.error(escape_markdown(say().message(problem)))
    if not (found.problems or problems):
        st.session_state[TAKEN] = ((locality, store.version), units, lineage)


def show_taken():
    """That the lists below hold the reorganisation, not yet saved, and the way to leave it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(say().t("units.import_taken"))
        st.button(say().t("units.import_drop"), key="bo-sap-xep", on_click=st.session_state.pop, args=(TAKEN,))
