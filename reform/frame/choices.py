"""What the reader chooses on the ranking page: locality, ranking, period, group, unit."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from reform import session, wards
from reform.frame.closing import stamps
from reform.frame.components import choose_component, tab_of
from reform.frame.page import show_title
from reform.frame.past import show_past
from reform.indicators import Indicator, declaration
from reform.period import last_day
from reform.rows import record, records
from reform.session import ask, ask_choice, say
from reform.text import escape_markdown

ALL = "tat-ca"
SUMMARY = "tong-hop"


@dataclass(frozen=True)
class Choice:
    """What the ranking page is about.

    `by` is the ranking shown; on the summary, the first one with figures. `has_figures` says whether any unit of the
    locality is ranked by it in this period, `latest` is the newest period in which one is. `document` is the one that
    closed the period, `corrections` what was recorded since.
    """

    locality: str
    period: str
    period_name: str
    by: Indicator
    is_summary: bool
    group: str | None
    unit: int | None
    unit_name: str | None
    is_locality: bool
    has_figures: bool
    latest: str | None
    latest_name: str | None
    document: str | None
    document_date: date | None
    corrections: int

    @property
    def question(self):
        """The parameters of the queries that compare wards."""
        return {
            "locality": self.locality,
            "period": self.period,
            "by": self.by.key,
            "group": self.group,
            "scheme": None,
        }

    @property
    def place(self):
        """The parameters of the queries about the locality in this period."""
        return {"locality": self.locality, "period": self.period}


def choose_view():
    """Show the choices of the ranking page under its title and return them; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head = st.container()
    left, right = st.columns([1, 1], vertical_alignment="bottom", gap="small")
    with left:
        ranking = choose_ranking()
    with right, st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = ask("periods", locality=locality)
        period = choose_period(periods, ranking)
        choose_component(ranking, row_of(periods, period)["indicators"].split())
        whose = choose_whose(locality, period)
    choice = Choice(
        locality=locality,
        period=period,
        period_name=named(periods, period),
        **figures_of(periods, period, ranking),
        **whose,
        **closing_of(periods, period),
    )
    with head:
        show_head(choice)
    return choice


def show_head(choice):
    """The title with the locality and the period, what closed it, and whether it is as of a past day."""
    facts = {"locality": escape_markdown(choice.locality), "period": escape_markdown(choice.period_name)}
    stamped = stamps(choice.document, choice.document_date, choice.corrections)
    show_title(say().t("ranking.title", **facts), stamped)
    show_past()


def choose_whose(locality, period):
    """The group and the unit of the period, with the unit's name and whether it is the locality itself."""
    units, whole = units_in(locality, period), ask("locality_unit", locality=locality)
    group = choose_group(units)
    unit = choose_unit(locality, units, whole, group)
    return {
        "group": group,
        "unit": unit,
        "unit_name": unit and names_of(units, whole)[unit],
        "is_locality": unit in list(whole["unit_id"]),
    }


def units_in(locality, period):
    """The units of a period: those that hold on its last day, and whoever reported."""
    return ask("units", locality=locality, day=last_day(period), period=period)


def figures_of(periods, period, ranking):
    """Which ranking is shown in a period, whether it has figures there, and the newest period in which it has."""
    available = frozenset(row_of(periods, period)["indicators"].split())
    by = first_with_figures(available) if ranking is None else ranking
    latest = latest_with(periods, by)
    return {
        "by": by,
        "is_summary": ranking is None,
        "has_figures": by.key in available,
        "latest": latest,
        "latest_name": latest and named(periods, latest),
    }


def closing_of(periods, period):
    """The document that closed a period, with its date, and how many corrections came since."""
    row = record(row_of(periods, period))
    return {"document": row["document"], "document_date": row["document_date"], "corrections": row["corrections"] or 0}


def reporting_localities():
    """The localities with figures, the default one first; those in which nobody is ranked come last."""
    periods = ask("periods", locality=None)
    ranked = set(periods[periods["indicators"].str.len() > 0]["locality"])
    names = [name for name in ask("localities")["locality"] if name in set(periods["locality"])]
    return sorted(names, key=lambda name: name not in ranked)


def named(periods, key):
    """A period in words; one without a recognised label as it was written."""
    return say().period_label(key, row_of(periods, key)["label"])


def row_of(periods, key):
    """The row of a period; the newest where it is not among them."""
    return periods.set_index("period", drop=False).loc[key]


def choose_locality(names):
    """The locality; asked only where the store has several with figures."""
    known = dict(zip(names, names, strict=True))
    if len(names) == 1:
        return session.possible(session.LOCALITY, known, names[0])
    return ask_choice(st.selectbox, say().t("ranking.locality"), known, session.LOCALITY, names[0])


def choose_ranking():
    """Tổng hợp, or one of the rankings; None is the summary. A component of the score stands under the score's tab."""
    tabs = {SUMMARY: say().t("ranking.summary")} | {one.key: one.short.in_(say().lang) for one in declaration().tabs}
    held = session.chosen(session.RANKING)
    tabs = {held if one == tab_of(held) else one: name for one, name in tabs.items()}
    key = ask_choice(
        st.segmented_control,
        say().t("ranking.which"),
        tabs,
        session.RANKING,
        SUMMARY,
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    return None if key == SUMMARY else declaration().indicators[key]


def choose_period(periods, ranking):
    """The period: while the reader has chosen none, the latest in which the ranking has figures."""
    labels = {row.period: say().period_label(row.period, row.label) for row in periods.itertuples()}
    latest = latest_with(periods, ranking) if ranking else latest_of_any(periods)
    return ask_choice(
        st.selectbox, say().t("ranking.period"), labels, session.PERIOD, latest or periods["period"].iloc[0]
    )


def latest_with(periods, indicator):
    """The newest period in which an indicator ranks any ward; None where there is none."""
    return next((row.period for row in periods.itertuples() if indicator.key in row.indicators.split()), None)


def latest_of_any(periods):
    """The newest period in which any ranking that has a tab has figures."""
    keys = {one.key for one in declaration().tabs}
    return next((row.period for row in periods.itertuples() if keys & set(row.indicators.split())), None)


def first_with_figures(available):
    """The first ranking, in the order of the tabs, that has figures; the first tab where none has."""
    return next((one for one in declaration().tabs if one.key in available), declaration().tabs[0])


def choose_group(units):
    """The group (cụm) of units; asked only where the locality has groups."""
    groups = list(pd.unique(units["group_name"].dropna()))
    names = {ALL: say().t("ranking.all_units", count=say().count(len(units)))} | dict(zip(groups, groups, strict=True))
    if not groups:
        session.possible(session.GROUP, names, ALL)
        return None
    key = ask_choice(st.selectbox, say().t("ranking.group"), names, session.GROUP, ALL)
    return None if key == ALL else key


def choose_unit(locality, units, whole, group):
    """The unit to mark and explain below, the locality last; none until chosen here, on a bar or in the table."""
    shown = units if group is None else units[units["group_name"] == group]
    names = {str(unit): label for unit, label in labels_of(locality, shown, whole).items()}
    placeholder = say().t("ranking.no_unit")
    key = ask_choice(st.selectbox, say().t("ranking.unit"), names, session.UNIT, None, placeholder=placeholder)
    return int(key) if key else None


def names_of(units, whole):
    """unit_id → name, of the wards in the office's order and then of the locality as a unit."""
    return {int(row.unit_id): row.ward for part in (units, whole) for row in part.itertuples()}


def labels_of(locality, *parts):
    """unit_id → the words of a choice: the name and, found by typing as well, the names it went by before."""
    former, known = {}, records(pd.concat(parts))
    for row in records(ask("lineage", locality=locality)):
        former.setdefault(row["successor_id"], []).extend([row["predecessor"]] if row["whole"] else [])
    labels = {int(row["unit_id"]): label_of(row, former.get(row["unit_id"], [])) for row in known}
    shared = Counter(labels.values())
    return {
        int(row["unit_id"]): version_of(row, label) if shared[label] > 1 else label
        for row, label in zip(known, labels.values(), strict=True)
    }


def version_of(unit, label):
    """Which of two units of one name, by when it began or ended: Xã Mây Trắng (từ 01/07/2025)."""
    if day := unit.get("valid_from"):
        return say().t("units.since", unit=label, day=say().date(day))
    if day := unit.get("valid_to"):
        return say().t("units.before", unit=label, day=say().date(day))
    return label


def label_of(unit, predecessors):
    """Phường Đông (trước là Phường An, Phường Bình)."""
    names = wards.former_names(unit["ward"], [*(unit.get("aliases") or "").splitlines(), *predecessors])
    return say().t("units.formerly", unit=unit["ward"], names=", ".join(names)) if names else unit["ward"]
