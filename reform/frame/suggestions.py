"""Gợi ý chọn đơn vị giám sát: units with most reason to be visited first, and the form to record a visit."""

from datetime import datetime

import streamlit as st

from reform import session
from reform.frame import cells
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.frame.ways import show_way_to_unit
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import ZONE, escape_markdown
from reform.visits import suggesting

REASONS = 95  # letters of reasons that the table has room for


def suggested_units(locality, period, group=None):
    """The suggestions of a period as of today, in their order."""
    today = datetime.now(ZONE).date()
    return suggesting.suggestions_of(ask, declaration(), say(), locality, period, group, today)


def show_suggestions(locality, period, name, found):
    """The units with points, reasons and last visit; a click shows one with its reasons and the ways on.

    `name` is the period's, `found` are `suggested_units`.
    """
    t = say().t
    st.header(t("visits.suggestions_of", period=escape_markdown(say().inside(name))), anchor=False)
    if not found:
        st.info(t("visits.nothing"))
        return
    st.caption(t("visits.explained"))
    units, chosen = [str(one.unit_id) for one in found], session.chosen(session.UNIT)
    picked = units.index(chosen) if chosen in units else None
    cells.show_table(
        suggestion_columns(found),
        alt=t("visits.table_alt"),
        key=f"goi-y-{period}-{chosen}",
        on_pick=lambda at: session.choose(session.UNIT, units[at]),
        picked=picked,
    )
    if picked is None:
        st.caption(t("visits.hint"))
    else:
        show_reasons(found[picked], locality, period)


def suggestion_columns(found):
    """Place, unit, group, points, reasons in words, last visit."""
    t, groups = say().t, [one.group or "" for one in found]
    days = [say().date(one.last_visit) if one.last_visit else "" for one in found]
    return [
        cells.numbers(t("visits.column.place"), [one.place for one in found], say().count, 76),
        cells.texts(t("column.unit"), [one.unit for one in found], 190, pinned=True),
        *([cells.texts(t("ranking.group"), groups, 120)] if any(groups) else []),
        cells.numbers(t("visits.column.points"), [one.points for one in found], say().count, 76),
        cells.texts(t("visits.column.reasons"), list(map(reasons_told, found)), 625),
        cells.texts(t("visits.column.last_visit"), days, 130),
    ]


def reasons_told(one):
    """The first reasons of a unit in the width of a table, the others counted; a click tells all."""
    told = [each.text for each in one.reasons]
    ways = [first_of(told, count) for count in range(len(told), 0, -1)]
    return next((way for way in ways if len(way) <= REASONS), ways[-1] if ways else "")


def first_of(told, count):
    """The first of several reasons, the others counted."""
    left = len(told) - count
    more = [say().t("visits.more_reasons", count=say().count(left))] if left else []
    return "; ".join([*told[:count], *more])


def show_reasons(one, locality, period):
    """One unit's reasons with their points, and the way to its page."""
    t, unit = say().t, escape_markdown(one.unit)
    if not one.reasons:
        st.markdown(t("visits.no_reason", unit=unit))
    else:
        key = "visits.of_unit_one" if one.points == 1 else "visits.of_unit"
        head = "**" + t(key, unit=unit, points=say().count(one.points)) + "**"
        told = [
            t("visits.reason_line", text=escape_markdown(each.text), points=say().count(each.points))
            for each in one.reasons
        ]
        st.markdown("\n".join([head, "", *(f"- {each}" for each in told)]))
    show_way_to_unit(locality, period, one.unit_id, one.unit)


def ask_visit(locality, units=(), day=None, delegation="", ban=""):
    """Record a visit: which of the locality's units, when, which delegation; begun with what is chosen on the page."""
    t = say().t
    if is_only_to_look():
        return
    today = datetime.now(ZONE).date()
    names = {row["unit_id"]: row["ward"] for row in records(ask("units", locality=locality, day=today))}
    with st.expander(t("visits.record"), icon=":material/event_available:"), st.form("lan-giam-sat", border=False):
        held = [one for one in units if one in names]
        chosen = st.multiselect(
            t("visits.record_units"), list(names), held, format_func=names.get, key=f"don-vi-giam-sat-{locality}-{held}"
        )
        begins = day if day and day <= today else today  # a visit that is still planned is not recorded yet
        on = st.date_input(t("visits.record_date"), begins, format="DD/MM/YYYY", key=f"ngay-giam-sat-{day}")
        by = st.text_input(t("visits.record_delegation"), delegation, key=f"doan-{delegation}").strip()
        chair = st.text_input(t("visits.record_ban"), ban, key=f"ban-{ban}").strip()
        who = ask_who("lan-giam-sat")
        if not st.form_submit_button(t("visits.record_do")):
            return
        if not chosen:
            st.error(t("visits.units_missing"))
        elif is_complete(delegation=by, who=who):
            act(visited(on), session.store().record_visit, chosen, on, by, chair, by=who)


def visited(day):
    """What is said of a recorded visit: that it was recorded, or before."""
    return lambda new: say().t("visits.recorded", day=say().date(day)) if new else say().t("visits.known")
