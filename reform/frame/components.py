"""The components of a score on screen: which one a ranking is by, and what a unit got, part by part."""

import streamlit as st

from reform import session
from reform.declared import Indicator
from reform.frame import cells
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say

ASKED = "noi-dung"


def tab_of(key):
    """The tab under which a component of a score is found; None for what is no component."""
    known = declaration().indicators.get(key)
    return total().key if known and known.scheme else None


def total():
    """The ranking by the whole score."""
    return next(one for one in declaration().tabs if one.kind == "score")


def choose_component(ranking: Indicator | None, available):
    """Beside the score: its total, or one of the components that rank anyone in the period."""
    if ranking is None or ranking.kind != "score":
        return
    found = [one for one in declaration().indicators.values() if one.scheme and one.key in available]
    if ranking.scheme and ranking not in found:
        found.append(ranking)
    if not found:
        return
    several = len({one.scheme for one in found}) > 1
    names = {total().key: say().t("scheme.total")} | {one.key: named(one, several) for one in found}
    st.session_state[ASKED] = ranking.key
    st.selectbox(
        say().t("scheme.which"), list(names), key=ASKED, format_func=lambda one: names.get(one, one), on_change=take
    )


def take():
    """Rank by what was chosen. Runs before the page does."""
    session.choose(session.RANKING, st.session_state[ASKED])


def named(indicator, with_scheme):
    """Chỉ đạo điều hành; with its scheme where the period has several."""
    name = indicator.short.in_(say().lang)
    scheme = declaration().schemes[indicator.scheme].name
    return say().t("scheme.component_of", name=name, scheme=scheme) if with_scheme else name


def show_components(unit_id, locality, period):
    """What a unit got in each component of its score, the parts apart: appraised, surveyed, bonus, penalty."""
    rows = [row for row in records(ask("component_points", **asked(locality, period))) if row["unit_id"] == unit_id]
    if not any(row["points"] is not None or row["self_points"] is not None for row in rows):
        return
    st.markdown(say().t("scheme.parts"))
    cells.show_table(component_columns(rows), alt=say().t("scheme.parts_alt"))


def asked(locality, period):
    """The question about all units of a locality."""
    return {"locality": locality, "period": period, "group": None}


def component_columns(rows):
    """Component, the points the unit gave itself, then those of each part that the scheme has, full marks, rank."""
    t = say().t
    columns = [
        cells.texts(t("scheme.which"), [component_name(row) for row in rows], 220),
        cells.texts(t("scheme.self"), [points(row["self_points"]) for row in rows], 90, right=True),
    ]
    for part in dict.fromkeys(row["part"] for row in rows):
        shown = [points(row["points"]) if row["part"] == part else "" for row in rows]
        columns.append(cells.texts(t(f"scheme.{part}"), shown, 110, right=True))
    return [
        *columns,
        cells.texts(t("scheme.maximum"), [say().plain(row["maximum"]) for row in rows], 80, right=True),
        cells.texts(t("scheme.mean"), [points(row["locality_points"]) for row in rows], 100, right=True),
        cells.texts(t("column.rank"), [standing(row) for row in rows], 70, right=True),
    ]


def component_name(row):
    """The name of a row's component."""
    return declaration().short_name(row["indicator"], say().lang)


def points(value):
    """Points with two decimals; a dash where there are none."""
    return "–" if value is None else say().number(value, 2)


def standing(row):
    """3/10: the rank by the component among those that have one."""
    return "–" if row["rank"] is None else f"{say().count(row['rank'])}/{say().count(row['ranked'])}"
