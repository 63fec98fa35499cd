"""Kiến nghị sau giám sát: what delegations asked of a unit, what became of it, and the forms to record more."""

from datetime import datetime

import streamlit as st

from reform import session
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look, show_outcome
from reform.frame.ways import show_way_to_brief
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.store.visiting import STATES
from reform.text import ZONE, escape_markdown
from reform.visits import telling
from reform.visits.reading import read_recommendations

SHORT = 90  # letters of a recommendation in a list to choose from
SHOWN, LISTED = 20, 50  # problems of a list, recommendations on a page


def show_recommendations(profile, with_way=True):
    """The section of a unit's page: open recommendations, the history, and the forms; those of former units too.

    `with_way`: with the way to the unit's brief.
    """
    t, unit = say().t, {"unit_id": profile.unit}
    st.header(t("recommendation.title"), anchor=False)
    show_outcome()
    if profile.is_locality:
        st.markdown(t("recommendation.none", ward=profile.bare))
        return
    if with_way:
        show_way_to_brief(profile.locality, profile.period, profile.unit)
    rows = records(ask("recommendations", **unit, day=datetime.now(ZONE).date()))
    st.caption(telling.last_visit(say(), records(ask("visits", **unit)), escape_markdown))
    if rows:
        st.markdown(telling.counts(say(), rows))
        show_list([row for row in rows if row["state"] != "done"])
        show_history(rows, records(ask("recommendation_events", **unit)))
    else:
        st.markdown(t("recommendation.none", ward=profile.bare))
    if is_only_to_look():
        return
    if rows:
        ask_change(rows)
    ask_recommendation(profile.unit, sum(row["events"] for row in rows))


def show_list(rows):
    """Each recommendation with its words, from whom and when; below, how it stands."""
    if rows:
        st.markdown("\n".join(map(item, rows[:LISTED])))
        show_rest(rows)


def show_rest(rows):
    """How many more there are than a page lists."""
    if len(rows) > LISTED:
        st.caption(say().t("recommendation.more", count=say().count(len(rows) - LISTED)))


def item(row):
    """One recommendation as an item of a list."""
    told = f"**{escape_markdown(row['text'])}** · {telling.origin(say(), row, escape_markdown)}"
    return f"- {told}  \n  {telling.standing(say(), row, escape_markdown)}"


def show_history(rows, events):
    """What was said of each recommendation and when, folded; those that are done stand here alone."""
    with st.expander(say().t("recommendation.history"), icon=":material/history:"):
        for row in rows[:LISTED]:
            told = [event for event in events if event["recommendation_id"] == row["recommendation_id"]]
            said = [f"  - {telling.event(say(), event, escape_markdown)}" for event in told]
            st.markdown("\n".join([item(row), *said]))
        show_rest(rows)


def ask_change(rows):
    """Which recommendation now stands how, what is to be noted, and who says so."""
    t = say().t
    names = {row["recommendation_id"]: short(row["text"]) for row in rows}
    with st.expander(t("recommendation.update"), icon=":material/edit_note:"):
        wanted = st.selectbox(t("recommendation.update_which"), list(names), format_func=names.get, key="kien-nghi")
        row = next(one for one in rows if one["recommendation_id"] == wanted)
        with st.form(f"cap-nhat-kien-nghi-{wanted}-{row['events']}", border=False):
            stands = f"{wanted}-{row['events']}"  # what was said since is where the form begins
            state = st.selectbox(
                t("recommendation.update_state"),
                STATES,
                STATES.index(row["state"]),
                format_func=state_name,
                key=f"tinh-trang-{stands}",
            )
            due = st.date_input(t("recommendation.update_due"), row["due"], format="DD/MM/YYYY", key=f"han-{stands}")
            note = st.text_input(t("recommendation.add_note"), key=f"ghi-chu-{stands}")
            who = ask_who(f"cap-nhat-kien-nghi-{stands}")
            if st.form_submit_button(t("recommendation.update_do")) and is_complete(who=who):
                act(changed, session.store().change_recommendation, wanted, state, note, due=due, by=who)


def changed(new):
    """Whether anything was said that was not so before."""
    return say().t("recommendation.updated" if new else "recommendation.unchanged")


def short(text):
    """The beginning of a recommendation, to choose it by."""
    return text if len(text) <= SHORT else text[:SHORT].rstrip() + "…"


def state_name(state):
    """A state in words."""
    return say().t(f"recommendation.state.{state}")


def ask_recommendation(unit, known):
    """A recommendation that is typed; once anything is recorded, and more is known, the form is empty again."""
    t, own, how = say().t, f"{unit}-{known}", {"format": "DD/MM/YYYY"}
    with st.expander(t("recommendation.add"), icon=":material/add:"), st.form("them-kien-nghi", border=False):
        text = st.text_area(t("recommendation.add_text"), key=f"noi-dung-{own}").strip()
        example = t("recommendation.add_from_example")
        from_whom = st.text_input(t("recommendation.add_from"), key=f"tu-ai-{own}", placeholder=example)
        left, right = st.columns(2)
        day = left.date_input(t("recommendation.add_date"), "today", key=f"ngay-{own}", **how)
        due = right.date_input(t("recommendation.add_due"), None, key=f"han-moi-{own}", **how)
        note = st.text_input(t("recommendation.add_note"), key=f"ghi-chu-moi-{own}")
        who = ask_who(f"them-kien-nghi-{own}")
        if st.form_submit_button(t("recommendation.add_do")) and is_complete(text=text, who=who):
            row = {"unit_id": unit, "text": text, "from_whom": from_whom, "date": day, "due": due, "note": note}
            act(recorded, session.store().recommend, [row], by=who)


def recorded(told):
    """What was recorded, in words."""
    return telling.recorded(say(), told)


def ask_recommendation_list(locality):
    """A list of recommendations to units of a locality, from a file: recorded whole, or its bad rows named."""
    t = say().t
    with st.expander(t("recommendation.import"), icon=":material/upload_file:"):
        with st.form("danh-sach-kien-nghi", border=False):
            st.caption(t("recommendation.import_explained"))
            file = st.file_uploader(t("recommendation.import_file"), key="tep-kien-nghi")
            who = ask_who("danh-sach-kien-nghi")
            pressed = st.form_submit_button(t("recommendation.import_do"))
        if pressed and file is None:
            st.error(t("recommendation.import_no_file"))
        elif pressed and is_complete(who=who):
            take_list(file.getvalue(), locality, who)


def take_list(data, locality, who):
    """Record a list, or say what is wrong with it."""
    found = read_recommendations(data, declaration(), session.store().registry(), locality)
    for problem in found.problems[:SHOWN]:
        st.error(escape_markdown(say().message(problem)))
    if len(found.problems) > SHOWN:
        more, total = say().count(len(found.problems) - SHOWN), say().count(len(found.problems))
        st.error(say().t("draft.more", count=more, total=total))
    if not found.problems:
        act(recorded, session.store().recommend, found.rows, by=who)
