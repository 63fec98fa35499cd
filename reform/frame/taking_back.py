"""A recording withdrawn or recorded again: why, by whom, and what it does to the rankings."""

import streamlit as st

from reform import session
from reform.charts import display_name
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown

BEFORE = "rankings_before"  # a key no widget owns


def show_taking_back(row, figures):
    """The way to withdraw a published recording, or to record a withdrawn one again."""
    places = dict.fromkeys((one["locality"], one["period"]) for one in records(figures))
    show_moves(row["batch_id"])
    if is_only_to_look():
        return
    if row["status"] == "published":
        ask_withdrawal(row, places)
    else:
        ask_restoring(row, places)


def ask_withdrawal(row, places):
    """What a withdrawal does, its reason and who withdraws."""
    t = say().t
    with st.expander(t("log.withdraw"), icon=":material/undo:"), st.form("thu-hoi", border=False):
        st.markdown(t("log.withdraw_explained"))
        st.markdown(loss(row))
        reason, who = ask_why()
        if st.form_submit_button(t("log.withdraw_do"), type="primary") and is_complete(reason=reason, who=who):
            st.session_state[BEFORE] = (row["batch_id"], standings(places))
            act(t("log.withdrawn", batch=row["batch_id"]), "withdraw", row["batch_id"], reason, by=who)


def loss(row):
    """How many figures in force go away with a recording."""
    if not row["in_force"]:
        return say().t("log.withdraw_none")
    return say().t("log.withdraw_figures", count=say().count(row["in_force"]), units=say().count(row["units_in_force"]))


def ask_restoring(row, places):
    """What recording again does, and who does it."""
    t = say().t
    with st.expander(t("log.restore"), icon=":material/redo:"), st.form("ghi-nhan-lai", border=False):
        st.markdown(t("log.restore_explained"))
        reason, who = ask_why()
        if st.form_submit_button(t("log.restore"), type="primary") and is_complete(reason=reason, who=who):
            st.session_state[BEFORE] = (row["batch_id"], standings(places))
            act(t("log.restored", batch=row["batch_id"]), "restore", row["batch_id"], reason=reason, by=who)


def ask_why():
    """The reason, and who."""
    left, right = st.columns([2, 1])
    with left:
        reason = st.text_input(say().t("acting.reason"), key=f"ly-do-{session.chosen(session.BATCH)}").strip()
    with right:
        return reason, ask_who("thu-hoi")


def standings(places):
    """The rankings of some places: (locality, period, indicator) → rank of each ward by name."""
    return {(*place, one.key): ranks(*place, one.key) for place in places for one in declaration().tabs}


def ranks(locality, period, by):
    """The rank of each ward in one ranking."""
    rows = records(ask("ranking", locality=locality, period=period, by=by, group=None, scheme=None))
    return {display_name(row, rows): row["rank"] for row in rows}


def show_moves(batch_id):
    """What the withdrawal or the recording just done has changed in the rankings."""
    of, before = st.session_state.get(BEFORE, (None, {}))
    if of != batch_id:
        return
    after = standings(dict.fromkeys(key[:2] for key in before))
    told = [line for key, was in before.items() if (line := moved(key, was, after[key]))]
    st.markdown("\n".join([say().t("log.moves"), *(f"- {line}" for line in told or [say().t("log.no_moves")])]))


def moved(key, before, after):
    """One ranking's change in a sentence; empty where nobody moved."""
    t, (_, period, by) = say().t, key
    moves = [
        t("log.move", ward=escape_markdown(ward), before=place(before.get(ward)), after=place(after.get(ward)))
        for ward in dict.fromkeys((*before, *after))
        if before.get(ward) != after.get(ward)
    ]
    name, label = declaration().indicators[by].name.in_(say().lang), say().inside(say().period_label(period))
    return t("log.moved", name=name, period=label, moves=", ".join(moves)) if moves else ""


def place(rank):
    """A rank, or that there is none."""
    return say().t("log.no_rank") if rank is None else say().count(rank)
