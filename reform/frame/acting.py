"""Doing something to the store from a page: who does it, and a sentence for what happened or why it did not."""

import streamlit as st

from reform import session
from reform.session import say
from reform.store import NotThere, StoreBusy, StoreOverloaded, StoreUnwritable
from reform.store.registry import RegistryErrors
from reform.text import escape_markdown

REFUSALS = {
    StoreBusy: "draft.busy",
    StoreUnwritable: "draft.unwritable",
    StoreOverloaded: "draft.overloaded",
    NotThere: "acting.not_there",
}
OUTCOME, WHO = "outcome", "who"  # keys no widget owns


def ask_who(form, closed=False):
    """Who does it: asked in every form that records, and begun with the name that was given last."""
    t, last = say().t, st.session_state.get(WHO) or st.session_state.get("nguoi-nap") or ""
    how = {"key": f"nguoi-{form}", "placeholder": t("acting.who_example"), "disabled": closed}
    who = st.text_input(t("acting.who"), last, **how).strip()
    st.session_state[WHO] = who or last
    return who


def is_complete(**wanted):
    """Whether nothing was left blank, such as `reason=""`; each that was is an error that says what to write."""
    for missing in [key for key, value in wanted.items() if not value]:
        st.error(say().t(f"acting.{missing}_missing"))
    return all(wanted.values())


def act(done, action, *args, **how):
    """Do something to the store, such as `store().withdraw`, and draw the page anew.

    `done` says that it happened: a sentence, or what makes one of the store's answer.
    """
    try:
        found = action(*args, **how)
    except tuple(REFUSALS) as error:
        st.session_state[OUTCOME] = ("error", refused(error))
    except RegistryErrors as wrong:
        told = [f"- {escape_markdown(say().message(problem))}" for problem in wrong.problems]
        st.error("\n".join(told))
        return
    else:
        st.session_state[OUTCOME] = ("success", done(found) if callable(done) else done)
    st.rerun()


def refused(error):
    """Why the store took nothing, with what it names where there is a sentence for that."""
    own = f"acting.{getattr(error, 'code', '')}"
    if not say().has(own):
        return say().t(REFUSALS[type(error)])
    return say().t(own, **{name: escape_markdown(fact) for name, fact in error.facts.items()})


def show_outcome():
    """What the last action did, or why the store took nothing; said once."""
    kind, told = st.session_state.pop(OUTCOME, (None, None))
    if kind:
        getattr(st, kind)(told)


def is_only_to_look():
    """Whether these are the sample's figures, which nobody changes; says so."""
    if session.is_sample():
        st.caption(say().t("acting.sample"))
    return session.is_sample()
