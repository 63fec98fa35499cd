"""The rankings as of a past day, and what the store found damaged and made again."""

from datetime import datetime

import streamlit as st

from reform import session
from reform.rows import records
from reform.session import ask_of, say
from reform.text import ZONE, escape_markdown

PICKED = "ngay-xem-lai"


def choose_day():
    """A day between the first recording and today; the whole page then shows the figures as of that day."""
    t, today, first = say().t, datetime.now(ZONE).date(), first_day()
    if first is None:
        return
    with st.popover(t("as_of.open"), icon=":material/history:"):
        st.caption(t("as_of.explained"))
        shown = min(max(session.past_day() or today, first), today)
        st.date_input(
            t("as_of.day"),
            shown,
            first,
            today,
            key=f"{PICKED}-{shown}",
            format="DD/MM/YYYY",
            on_change=take_day,
            args=(f"{PICKED}-{shown}",),
        )


def take_day(key):
    """Look back to the day that was picked; today is no looking back."""
    day = st.session_state[key]
    session.choose(session.AS_OF, None if day == datetime.now(ZONE).date() else day.isoformat())


def first_day():
    """The day of the first recording; None where there is none."""
    batches = records(ask_of(session.SAMPLE if session.is_sample() else session.REAL, "batches"))
    return local_day(batches[-1]["recorded_at"]) if batches else None


def local_day(moment):
    """The day of a moment of the store's, which is UTC, in Viet Nam."""
    return moment.tz_localize("UTC").astimezone(ZONE).date()


def show_past(key="as_of.banner"):
    """That the page shows a past day or what was closed, and the way back; nothing while it shows today."""
    if session.as_of() is None:
        return
    day, closing = session.past_day(), session.past_closing()
    if day:
        told = say().t(key, day=say().date(day))
    else:
        issued = escape_markdown(say().issued(closing["document"], closing["document_date"]))
        told = say().t("as_of.closing", issued=issued)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(told, icon=":material/history:")
        st.button(say().t("as_of.back"), key="ve-hien-nay", on_click=session.choose, args=(session.AS_OF, None))


def show_healed(page):
    """What the store found damaged and has made again, told once on a page."""
    healed, seen = session.store().healed, f"healed_{page}"
    if len(healed) > st.session_state.get(seen, 0):
        names = say().listing(list(dict.fromkeys(one["name"] for one in healed)))
        st.info(say().t("app.healed", what=names), icon=":material/healing:")
    st.session_state[seen] = len(healed)
