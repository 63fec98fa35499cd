"""A recording withdrawn or recorded again: what it does to cells and rankings, told before; why, and by whom."""

from functools import partial

import streamlit as st

from reform import session
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.frame.changes import show_comparison, show_place
from reform.session import say
from reform.told import places_of

DONE = "taken_back"  # a key no widget owns


def show_taking_back(row):
    """The way to withdraw a published recording, or to record a withdrawn one again."""
    show_done(row["batch_id"])
    if is_only_to_look():
        return
    if row["status"] == "published":
        ask_withdrawal(row)
    else:
        ask_restoring(row)


def ask_withdrawal(row):
    """What a withdrawal does, its reason and who withdraws."""
    t = say().t
    with st.expander(t("log.withdraw"), icon=":material/undo:"):
        st.markdown(t("log.withdraw_explained"))
        st.markdown(loss(row))
        take_back(row, "thu-hoi", "log.withdraw_do", session.store().withdraw, "log.withdrawn")


def loss(row):
    """How many figures in force go away with a recording."""
    if not row["in_force"]:
        return say().t("log.withdraw_none")
    return say().t("log.withdraw_figures", count=say().count(row["in_force"]), units=say().count(row["units_in_force"]))


def ask_restoring(row):
    """What recording again does, and who does it."""
    t = say().t
    with st.expander(t("log.restore"), icon=":material/redo:"):
        st.markdown(t("log.restore_explained"))
        take_back(row, "ghi-nhan-lai", "log.restore", session.store().restore, "log.restored")


def take_back(row, form, button, action, told):
    """What it will change, then the reason and who; done once the button is pressed with both."""
    store = session.store()
    compared = comparison(str(store.directory), store.version, row["batch_id"], store)
    show_comparison(compared)
    with st.form(form, border=False):
        left, right = st.columns([2, 1])
        reason = left.text_input(say().t("acting.reason"), key=f"ly-do-{row['batch_id']}").strip()
        with right:
            who = ask_who("thu-hoi")
        if st.form_submit_button(say().t(button), type="primary") and is_complete(reason=reason, who=who):
            act(partial(remember, row["batch_id"], compared, told), action, row["batch_id"], reason, who)


def remember(batch_id, compared, told, _):
    """Keep what was done to a recording for its page, and say it."""
    st.session_state[DONE] = (batch_id, compared)
    return say().t(told, batch=batch_id)


@st.cache_resource(show_spinner=False, max_entries=8)
def comparison(directory, version, batch_id, _store):
    """What taking a batch back, or recording it again, changes. It only tells, so readers may share it."""
    return _store.taking_back(batch_id)


def show_done(batch_id):
    """What the withdrawal or the recording just done has changed, each place with the way to its ranking."""
    _, compared = st.session_state.get(DONE, (None, None))
    places = places_led_to(batch_id)
    if places:
        st.markdown(say().t("log.moves"))
    for place in places:
        show_place(compared, place, done=True)


def places_led_to(batch_id):
    """The localities and periods to whose rankings `show_done` leads."""
    of, compared = st.session_state.get(DONE, (None, None))
    return places_of(compared) if of == batch_id else []
