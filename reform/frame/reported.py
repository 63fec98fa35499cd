"""What a unit reported, on its own page: form II.06a with its cells, by field, and how its office is run by domain."""

import streamlit as st

from reform.export import Column
from reform.frame.components import show_components
from reform.frame.derived import show_derived
from reform.frame.sheets import sheet, show_sheet, show_sheet_downloads
from reform.frame.unit import place_in_form, show_origins, show_table, unit_name, written
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown


def show_reported(profile, figures):
    """The figures of the period, and those behind a score of another one."""
    st.header(say().t("profile.figures"), anchor=False)
    show_period(profile, in_order(figures, of_office=False), profile.period, profile.period_name)
    if profile.scored and not profile.is_locality:
        scored = ask("figures", unit_id=profile.unit, period=profile.scored)
        label = say().period_label(profile.scored)
        st.subheader(escape_markdown(label), anchor=False)
        show_period(profile, in_order(scored, of_office=False), profile.scored, label)


def show_period(profile, rows, key, named):
    """One period's figures: the table with its downloads, the recordings behind it."""
    if not rows:
        st.info(say().t("unit.nothing_of_locality" if profile.is_locality else "unit.nothing"))
        return
    st.caption(say().t("unit.explained_locality" if profile.is_locality else "unit.explained"))
    show_table(rows, named)
    title = say().t("profile.figures_of", ward=profile.unit_name)
    made = sheet(title, profile.locality, named, figure_columns(), [figure_row(row) for row in rows])
    show_sheet_downloads(made, f"don-vi-{profile.unit}-{key}-so-lieu")
    show_components(profile.unit, profile.locality, key)
    show_origins(rows, profile, key)
    show_derived(profile.unit, key)


def in_order(figures, of_office):
    """The rows of `figures` in the form's order: those of how the office is run, or all others."""
    return sorted((row for row in records(figures) if is_of_office(row) is of_office), key=place_in_form)


def is_of_office(row):
    """Whether a row is about how the office is run: practices and other figures of a domain, but points of a score."""
    measure = declaration().measures[row["measure"]]
    return measure.kind != "points" and measure.domain not in ("general", "procedures")


def figure_columns():
    """Form, measure, number, the words of the file, unit, and where it came from."""
    t = say().t
    return [
        Column("form", t("column.form")),
        Column("name", t("column.measure")),
        Column("number", t("column.value"), "number"),
        Column("text", t("profile.column.as_written")),
        Column("unit", t("column.unit_of_measure")),
        Column("cell", t("column.cell")),
        Column("file_name", t("column.file")),
        Column("time", t("column.recorded_at")),
        Column("uploader", t("column.uploader")),
    ]


def figure_row(row):
    """A figure with its words; a bound is no number to calculate with."""
    measure = declaration().measures[row["measure"]]
    told = {"form": measure.form, "name": measure.name.in_(say().lang), "unit": unit_name(measure)}
    told |= {"number": None if row["bound"] else row["value"], "cell": row["cell"] or say().t("unit.computed")}
    return row | told | {"time": row["recorded_at"] and say().time(row["recorded_at"])}


# By field


def show_fields(profile, fields):
    """What was reported by field: a row a field, a column a measure; nothing where there is no breakdown."""
    rows, t = records(fields), say().t
    if not rows:
        return
    st.subheader(t("profile.fields"), anchor=False)
    by_field = {}
    for row in rows:
        by_field.setdefault(row["field"], []).append(row)
    st.caption(t("profile.fields_told", count=say().count(len(by_field))))
    columns = [
        Column("field", t("profile.column.field")),
        *(Column(key, declaration().measures[key].name.in_(say().lang), "number") for key in measures_of(rows)),
        Column("cells", t("column.cell")),
        Column("file_name", t("column.file")),
    ]
    held = [field_row(field, own) for field, own in by_field.items()]
    made = sheet(t("profile.fields_of", ward=profile.unit_name), profile.locality, profile.period_name, columns, held)
    show_sheet(made, profile.file("linh-vuc"), t("profile.fields_alt"))


def measures_of(rows):
    """The measures of a breakdown in the form's order, each once."""
    return dict.fromkeys(row["measure"] for row in sorted(rows, key=place_in_form))


def field_row(field, rows):
    """One field: its figure of each measure, and the cells they stand in."""
    figures = {row["measure"]: row["value"] for row in rows}
    return figures | {
        "field": field,
        "cells": ", ".join(row["cell"] for row in rows),
        "file_name": rows[0]["file_name"],
    }


# By domain


def show_practices(profile, figures):
    """How the office is run, by domain: practices in words, other figures with their unit, each with its cell."""
    t, rows = say().t, in_order(figures, of_office=True)
    st.header(t("profile.practices"), anchor=False)
    if not rows:
        st.markdown(t("profile.no_practices", ward=profile.bare))
        return
    rows.sort(key=lambda row: list(declaration().domains).index(domain_of(row)))
    told = t("profile.practices_told", count=say().count(len(rows)), domains=domain_names(rows))
    st.markdown(told)
    columns = [
        Column("domain", t("profile.column.domain")),
        Column("name", t("column.measure")),
        Column("said", t("column.value")),
        Column("unit", t("column.unit_of_measure")),
        Column("cell", t("column.cell")),
        Column("file_name", t("column.file")),
    ]
    title, held = t("profile.practices_of", ward=profile.unit_name), [practice(row) for row in rows]
    made = sheet(title, profile.locality, profile.period_name, columns, held, told)
    show_sheet(made, profile.file("noi-dung"), t("profile.practices_alt"), {"name": 360})


def domain_of(row):
    """The domain (nội dung CCHC) that a row is about."""
    return declaration().measures[row["measure"]].domain


def domain_names(rows):
    """The names of the domains, each once: Chỉ đạo điều hành, Tài chính công."""
    return ", ".join(declaration().domains[one].in_(say().lang) for one in dict.fromkeys(map(domain_of, rows)))


def practice(row):
    """A row of `figures` with its words."""
    measure, domain = declaration().measures[row["measure"]], declaration().domains[domain_of(row)]
    told = {"domain": domain.in_(say().lang), "name": measure.name.in_(say().lang)}
    return row | told | {"said": written(row, measure), "unit": unit_name(measure)}
