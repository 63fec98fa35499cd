"""Strengths and weaknesses of a unit, three each, with the rule under the pointer."""

from functools import partial

import streamlit as st

from reform.export import Column
from reform.frame.sheets import sheet, show_folded
from reform.session import say
from reform.strengths import FEWEST, LEAST, MOST, strengths, weaknesses
from reform.text import distinguishing_decimals


def show_standouts(profile, positions):
    """Two lists side by side; `positions` are the rows of all units."""
    if profile.is_locality:
        return
    own = [row for row in positions if row["unit_id"] == profile.unit]
    sides = {"strengths": strengths(own), "weaknesses": weaknesses(own, positions)}
    t = say().t
    numbers = {"most": say().count(MOST), "least": say().count(LEAST), "fewest": say().count(FEWEST)}
    st.header(t("profile.standouts"), anchor=False, help=t("profile.rule", **numbers))
    for cell, (side, found) in zip(st.columns(2, gap="small"), sides.items(), strict=True):
        with cell:
            lines = [f"- {line(one)}" for one in found] or [t(f"profile.no_{side}")]
            st.markdown("\n".join([f"**{t(f'profile.{side}')}**", "", *lines]))
    if any(sides.values()):
        table = partial(standouts_sheet, profile, sides, t("profile.rule", **numbers))
        show_folded(t("profile.as_table"), table, profile.file("manh-yeu"), t("profile.standouts_alt"))


def line(one):
    """Hồ sơ trực tuyến: 98,30%, hạng 1/10, tốt hơn toàn địa bàn 18,11 điểm phần trăm."""
    row = one.row
    return say().t(
        "profile.better" if one.apart > 0 else "profile.worse",
        name=one.by.short.in_(say().lang),
        value=say().value(row["value"], one.by.unit, distinguishing_decimals([row["value"], row["locality_value"]])),
        rank=say().count(row["rank"]),
        ranked=say().count(row["ranked"]),
        apart=say().number(abs(one.apart), 2),
        unit=say().t(f"change.{one.by.unit}"),
        whole=say().value(row["locality_value"], one.by.unit),
    )


def standouts_sheet(profile, sides, rule):
    """Both lists as rows; the note is the rule."""
    t = say().t
    columns = [
        Column("side", t("profile.column.side")),
        Column("name", t("profile.column.indicator")),
        Column("rank", t("column.rank"), "rank"),
        Column("ranked", t("profile.column.ranked"), "rank"),
        Column("value", t("column.value"), "figure", 2),
        Column("locality_value", t("summary.whole"), "figure", 2),
        Column("apart", t("profile.column.apart"), "change", 2),
    ]
    rows = [
        one.row | {"side": t(f"profile.{side}"), "name": one.by.name.in_(say().lang), "apart": one.apart}
        for side, found in sides.items()
        for one in found
    ]
    title = t("profile.standouts_table", ward=profile.unit_name)
    return sheet(title, profile.locality, profile.period_name, columns, rows, rule)
