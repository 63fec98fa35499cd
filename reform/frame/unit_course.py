"""A unit over its periods: a small panel a ranking, with target, locality and break marks, and the same as a table."""

from functools import partial

import streamlit as st

from reform import charts
from reform.export import Column
from reform.frame.sheets import sheet, show_folded
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import difference, escape_markdown


def show_unit_course(profile):
    """Small multiples of all rankings; each on the periods of the kind in view, a yearly score on its years."""
    if profile.is_locality:
        return
    st.header(say().t("profile.course"), anchor=False)
    keys = " ".join(one.key for one in declaration().tabs)
    told = records(ask("course", locality=profile.locality, by=keys, group=None, unit_id=profile.unit))
    rows_of = {by: [row for row in told if row["indicator"] == by.key] for by in declaration().tabs}
    courses = [(by, course_of(profile, rows)) for by, rows in rows_of.items()]
    shown = [(by, rows) for by, rows in courses if any(row["value"] is not None for row in rows)]
    if not shown:
        st.info(say().t("profile.no_course"))
        return
    panels = st.grid(min(len(shown), 4), min_column_width=280, gap="small")
    for by, rows in shown:
        with panels.cell(), st.container(gap=None):
            show_panel(profile, by, rows)
    st.caption(say().t("profile.course_hint"))
    table = partial(course_sheet, profile, shown)
    show_folded(say().t("profile.as_table"), table, profile.file("qua-cac-ky"), say().t("profile.course_alt"))


def course_of(profile, rows):
    """The unit's rows, among those of `course` of one indicator, of one kind of period, oldest first: of the period in
    view where the indicator has any, else of the newest that has; an earlier version of the unit is the same name."""
    own = {row["period"]: row for row in rows if row["ward"] == profile.unit_name}
    own |= {row["period"]: row for row in rows if row["unit_id"] == profile.unit}
    held = [row for row in own.values() if row["value"] is not None]
    kind = next((kind_of(row) for row in reversed(held) if row["period"] == profile.period), None)
    kind = kind or next((kind_of(row) for row in reversed(held)), None)
    return [row for row in own.values() if kind_of(row) == kind]


def kind_of(row):
    """What one line may join: periods of one kind; of half years and of N months those of the same months."""
    return (row["kind"], row["cumulative"], row["number"] if row["cumulative"] and row["kind"] != "year" else None)


def show_panel(profile, by, rows):
    """One indicator: its name, its panel, its sentence."""
    st.markdown(f"**{by.short.in_(say().lang)}**")
    told = course_told(rows, by)
    st.plotly_chart(
        charts.panel([point(row, profile) for row in rows], by, say()),
        config=charts.NO_BAR,
        alt=told,
        key=f"qua-cac-ky-{by.key}",
    )
    st.caption(told)


def point(row, profile):
    """A row of `course` as a point of a panel, with what the pointer shows."""
    label = say().period_label(row["period"], row["label"])
    short = label.split(" ")[-1]
    names = {"value_name": profile.unit_name, "locality_value_name": say().t("summary.whole")}
    return row | names | {"label": label, "short": short}


def course_told(rows, by):
    """From first to last value after the last break: Từ quý I/2024 đến quý III/2026: 61,20% → 91,59%, tăng …"""
    after = max((at for at, row in enumerate(rows) if row["broken"]), default=0)
    held = [row for row in rows[after:] if row["value"] is not None]
    if not held:
        return say().t("profile.course_none_since_break")
    facts = {"last": inside(held[-1]), "last_value": say().value(held[-1]["value"], by.unit)}
    if len(held) == 1:
        return say().t("profile.course_one", **facts)
    change = difference(held[-1]["value"], held[0]["value"])
    facts |= {"first": inside(held[0]), "first_value": say().value(held[0]["value"], by.unit)}
    return say().t("profile.course_told", change=say().change(change, by.unit), **facts)


def inside(row):
    """A period's name inside a sentence."""
    return escape_markdown(say().inside(say().period_label(row["period"], row["label"])))


def course_sheet(profile, shown):
    """Every value behind the panels, with rank, locality, target and break."""
    t = say().t
    columns = [
        Column("name", t("profile.column.indicator")),
        Column("of_period", t("export.column.period")),
        Column("value", t("column.value"), "figure", 2),
        Column("unit", t("column.unit_of_measure")),
        Column("rank", t("column.rank"), "rank"),
        Column("ranked", t("profile.column.ranked"), "rank"),
        Column("locality_value", t("summary.whole"), "figure", 2),
        Column("target", t("profile.column.target"), "figure", 2),
        Column("note", t("export.column.note")),
    ]
    rows = [course_line(row, by) for by, rows in shown for row in rows]
    return sheet(
        t("profile.course_table", ward=profile.unit_name), profile.locality, profile.period_name, columns, rows
    )


def course_line(row, by):
    """A row of `course` with its names in words."""
    notes = [say().t("chart.break") if row["broken"] else None, row["reason"] and say().t(f"reason.{row['reason']}")]
    words = {"name": by.name.in_(say().lang), "unit": say().t(f"export.unit.{by.unit}")}
    label = say().period_label(row["period"], row["label"])
    target = by.target.value if by.target else None
    return row | words | {"of_period": label, "target": target, "note": "; ".join(filter(None, notes)) or None}
