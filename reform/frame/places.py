"""The locality and period of the pages about recording, where a period may have no figures yet."""

from datetime import datetime

import streamlit as st

from reform import session
from reform.rows import records
from reform.session import ask_choice, say
from reform.text import ZONE

WIDTH = 300  # of a choice, in pixels


def choose_place(localities):
    """The locality; asked only where there are several. None where there is none."""
    names = list(localities["locality"])
    keys = dict(zip(names, names, strict=True))
    if len(names) < 2:
        return session.possible(session.LOCALITY, keys, names[0]) if names else None
    return ask_choice(st.selectbox, say().t("ranking.locality"), keys, session.LOCALITY, names[0], width=WIDTH)


def choose_any_period(known):
    """A period with figures, or one that the calendar has begun or begins next: its key."""
    labels = {row["period"]: row["label"] for row in records(known)}
    keys = list(dict.fromkeys((*coming(datetime.now(ZONE)), *labels)))
    names = {key: say().period_label(key, labels.get(key)) for key in keys}
    newest = next(iter(labels), keys[-1])
    return ask_choice(st.selectbox, say().t("ranking.period"), names, session.PERIOD, newest, width=WIDTH)


def coming(now):
    """The keys of next quarter and month and of this quarter, month and year, the latest first."""
    quarter, month = now.year * 4 + (now.month - 1) // 3, now.year * 12 + now.month - 1
    quarters = [f"{one // 4}-Q{one % 4 + 1}" for one in (quarter + 1, quarter)]
    months = [f"{one // 12}-{one % 12 + 1:02}" for one in (month + 1, month)]
    return [*quarters, *months, str(now.year)]


def period_name(known, key):
    """A period in words, as it was written where no label was recognised."""
    labels = {row["period"]: row["label"] for row in records(known)}
    return say().period_label(key, labels.get(key))


def show_no_place():
    """No locality yet: what to do first."""
    with st.container(border=True):
        st.markdown(say().t("places.nothing"))
        st.page_link("pages/upload.py", label=say().t("app.go_upload"), icon=":material/arrow_forward:")
