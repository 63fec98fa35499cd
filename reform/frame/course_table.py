"""The course of all units as a table of values and ranks, and why figures are missing."""

import streamlit as st

from reform import course
from reform.export import Column
from reform.frame import cells
from reform.frame.sheets import sheet, show_sheet_downloads
from reform.session import say
from reform.text import escape_markdown


def show_course_table(shown, choice):
    """A row a unit, a column a period, value and rank in the cell; the same to take along, in columns of their own."""
    t, units = say().t, list(shown.units)
    st.header(t("course.table"), anchor=False)
    columns = [cells.texts(t("column.unit"), [shown.names[unit] for unit in units], 150, pinned=True)]
    for key in shown.periods:
        held = [cell(shown, shown.shown.get((unit, key))) for unit in units]
        columns.append(cells.texts(shown.label(key), held, 120, right=True))
    picked = units.index(shown.chosen) if shown.chosen in units else None
    cells.show_table(columns, alt=t("course.table_alt"), picked=picked)
    marks = [t(f"course.marks_{mark}") for mark in ("broken", "derived", "rebuilt") if has(shown, mark)]
    if marks:
        st.caption(" · ".join(marks))
    show_sheet_downloads(course_sheet(shown, choice), f"qua-cac-ky-{choice.by.key}-{choice.span}")


def has(shown, mark):
    """Whether a mark stands anywhere in the table; derived and rebuilt mark values alone."""
    return any(row[mark] and (mark == "broken" or row["value"] is not None) for row in shown.shown.values())


def cell(shown, row):
    """Value and rank with their marks; a dash where there is no value."""
    if row is None or row["value"] is None:
        return cells.MISSING
    value = shown.value(row) + "*" * row["derived"] + "†" * row["rebuilt"]
    told = say().t("course.cell", value=value, rank=say().count(row["rank"])) if row["rank"] else value
    return f"╎ {told}" if row["broken"] else told


def course_sheet(shown, choice):
    """The table to take along: of each period value, rank and what is to be known of them."""
    t = say().t
    columns, rows = [Column("name", t("column.unit"))], [{"name": row["ward"]} for row in shown.units.values()]
    for key in shown.periods:
        label = shown.label(key)
        columns += [
            Column(f"value {key}", t("course.value_of", period=label), "figure", 2),
            Column(f"rank {key}", t("course.rank_of", period=label), "rank"),
            Column(f"note {key}", t("course.mark_of", period=label)),
        ]
        for unit, row in zip(shown.units, rows, strict=True):
            row |= cells_of(key, shown.shown.get((unit, key)))
    span = " – ".join(dict.fromkeys((shown.label(shown.periods[0]), shown.label(shown.periods[-1]))))
    title = f"{choice.by.name.in_(say().lang)} · {t(f'course.span_{choice.span}')}"
    told = " ".join(course.moves_told(say(), shown.rows, shown.names))
    return sheet(title, choice.locality, span, columns, rows, told)


def cells_of(key, row):
    """Value, rank and note of one unit in one period; a unit that was not there has none."""
    if row is None:
        return {f"{name} {key}": None for name in ("value", "rank", "note")}
    notes = [
        say().t("course.hover_broken") if row["broken"] else None,
        say().t("course.derived") if row["derived"] and row["value"] is not None else None,
        course.why(say(), row) if row["reason"] else None,
    ]
    note = "; ".join(filter(None, notes)) or None
    return {f"value {key}": row["value"], f"rank {key}": row["rank"], f"note {key}": note}


def show_missing(shown):
    """Every figure that is not there, with its reason."""
    told = course.missing_told(say(), shown.rows, shown.names)
    if told:
        lines = [f"- {escape_markdown(one)}" for one in told]
        st.markdown("\n".join([say().t("course.missing_title"), *lines]))
