"""What a recorded file changed in the rankings, told by comparing them before and after."""

import streamlit as st

from reform import session
from reform.charts import display_name
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown

TOLD = 5  # more moves than this are counted


def standings(draft):
    """The rankings that a draft can change: (locality, period, indicator) → rank of each ward's name."""
    places = dict.fromkeys((row.locality, row.period.key) for row in draft.reading.rows)
    return {(*place, one.key): ranks(*place, one.key) for place in places for one in declaration().tabs}


def ranks(locality, period, by):
    """The rank of each ward in one ranking."""
    rows = records(ask("ranking", locality=locality, period=period, by=by, group=None, scheme=None))
    return {display_name(row, rows): row["rank"] for row in rows}


def show_changes(draft, before):
    """What the recording changed, place by place, each with the way to its ranking."""
    after = standings(draft)
    if after == before:
        st.info(say().t("changes.nothing"))
    st.header(say().t("changes.title"), anchor=False)
    places = st.grid(2, min_column_width=420, gap="xsmall", border=True)
    for place in dict.fromkeys(key[:2] for key in after):
        told = [change(one, before.get((*place, one.key), {}), after[*place, one.key]) for one in declaration().tabs]
        with places.cell():
            show_place(*place, written_label(draft, place[1]), [sentence for sentence in told if sentence])


def show_place(locality, period, written, told):
    """One locality and period: what changed, and the way to its ranking."""
    t, name = say().t, escape_markdown(say().period_label(period, written))
    title = t("changes.place", locality=escape_markdown(locality), period=name)
    st.markdown(title + "\n" + "\n".join(f"- {one}" for one in told or [t("changes.none")]))
    st.page_link(
        "pages/ranking.py",
        label=t("changes.see", period=say().inside(name)),
        icon=":material/arrow_forward:",
        query_params=session.address(locality, period),
    )


def written_label(draft, period):
    """The label of a period as the file writes it."""
    return next(row.period.label for row in draft.reading.rows if row.period.key == period)


def change(indicator, before, after):
    """One ranking's change in a sentence; empty where the ranking has no ward."""
    t, name = say().t, indicator.name.in_(say().lang)
    if not after:
        return ""
    if not before:
        first = say().listing([escape_markdown(ward) for ward, rank in after.items() if rank == 1])
        return t("changes.new", name=name, count=say().count(len(after)), first=first)
    moves = [
        t("changes.move", ward=escape_markdown(ward), before=before[ward], after=rank)
        for ward, rank in after.items()
        if before.get(ward, rank) != rank
    ]
    moves += [
        t("changes.joined", ward=escape_markdown(ward), after=rank)
        for ward, rank in after.items()
        if ward not in before
    ]
    if not moves:
        return t("changes.same", name=name)
    more = t("changes.more", count=say().count(len(moves) - TOLD)) if len(moves) > TOLD else ""
    return t("changes.moved", name=name, moves=", ".join(moves[:TOLD]) + more)
