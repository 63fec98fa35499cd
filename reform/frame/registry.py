"""Đơn vị: the list of units and who came from whom, each a table to edit."""

import pandas as pd
import streamlit as st

from reform import session
from reform.charts import ROW
from reform.rows import records
from reform.session import say
from reform.wards import tidy

TALLEST = 15  # rows of a table before it scrolls by itself
FIELDS = ("office_order", "ward", "group_name", "code", "aliases", "valid_from", "valid_to")
DATES = ("valid_from", "valid_to")
SIDES = ("predecessor", "successor")
LINE = (*SIDES, "on_date", "whole")


def show_example():
    """How the reorganisation of 1 July 2025 is entered, with invented names."""
    with st.expander(say().t("units.example"), icon=":material/school:"):
        st.markdown(say().t("units.example_text"))


# The list


def edit_units(units, locality, changes=()):
    """The list of units to edit, begun with `changes`; returns the stored rows and those that stand there now.

    A new unit has no `unit_id`.
    """
    t = say().t
    st.header(t("units.list"), anchor=False)
    st.caption(t("units.list_explained"))
    before = [unit(row) for row in records(units)]
    frame = pd.DataFrame(changed(before, changes), columns=["unit_id", *FIELDS])
    frame["aliases"] = [list(names or ()) for names in frame["aliases"]]
    for column in DATES:
        frame[column] = pd.to_datetime(frame[column])
    edited = st.data_editor(
        frame,
        key=f"don-vi-{locality}-{session.store().version}-{len(changes)}",
        hide_index=True,
        num_rows="fixed" if session.is_sample() else "add",
        disabled=session.is_sample(),
        column_order=FIELDS,
        column_config=unit_columns(),
        height=ROW * (min(len(frame), TALLEST) + 3),
        row_height=ROW,
        placeholder="",
        alt=t("units.list_alt"),
    )
    return before, [typed_unit(row, place) for place, row in enumerate(records(edited), 1) if is_filled(row)]


def changed(units, changes):
    """Stored units with what a reorganisation makes of them, and those that it brings."""
    known = {one["unit_id"]: one for one in changes if one["unit_id"] is not None}
    blank = dict.fromkeys(("unit_id", *FIELDS)) | {"aliases": ()}
    fresh = [blank | one for one in changes if one["unit_id"] is None]
    return [*(one | known.get(one["unit_id"], {}) for one in units), *fresh]


def unit(row):
    """A stored unit as the list shows it."""
    names = tuple((row["aliases"] or "").splitlines())
    return {"unit_id": row["unit_id"]} | {key: row[key] for key in FIELDS} | {"aliases": names} | dates(row)


def typed_unit(row, place):
    """A row of the edited list as a unit; without an order it comes where it stands."""
    number = None if row["unit_id"] is None else int(row["unit_id"])
    texts = {key: (row[key] or "").strip() or None for key in ("ward", "group_name", "code")}
    names = tuple(dict.fromkeys(filter(None, map(tidy, row["aliases"] if row["aliases"] is not None else ()))))
    order = place if row["office_order"] is None else int(row["office_order"])
    return {"unit_id": number, "office_order": order, **texts, "aliases": names} | dates(row)


def dates(row):
    """The days of a row as days."""
    return {key: day(row[key]) for key in DATES}


def day(moment):
    """A day, whatever a table made of it; None where there is none."""
    return None if moment is None else pd.Timestamp(moment).date()


def is_filled(row):
    """Whether anything was written in a row that is not yet a unit."""
    return row["unit_id"] is not None or any(row[key] is not None for key in FIELDS if key != "aliases")


def unit_columns():
    """How the columns of the list are shown."""
    t, config = say().t, st.column_config
    return {
        "office_order": config.NumberColumn(t("units.order"), width=56, min_value=1, step=1, format="%d", pinned=True),
        "ward": config.TextColumn(t("units.ward"), width=210, pinned=True),
        "group_name": config.TextColumn(t("units.group"), width=140),
        "code": config.TextColumn(t("units.code"), width=90),
        "aliases": config.ListColumn(t("units.aliases"), width=230, help=t("units.aliases_hint")),
        "valid_from": config.DateColumn(t("units.valid_from"), width=130, format="DD/MM/YYYY"),
        "valid_to": config.DateColumn(t("units.valid_to"), width=130, format="DD/MM/YYYY"),
    }


def label(unit, units):
    """A unit's name; of several with one name also its group, or since when or until when."""
    alike = [one for one in units if one["ward"] == unit["ward"]]
    if len(alike) < 2:
        return unit["ward"]
    grouped = len({one["group_name"] for one in alike}) > 1
    about = [unit["group_name"]] if grouped and unit["group_name"] else []
    if not grouped or any(unit[key] for key in DATES):
        about.append(validity(unit))
    return say().t("units.dated", ward=unit["ward"], days=", ".join(about)) if about else unit["ward"]


def validity(unit):
    """từ 01/07/2025, đến 30/06/2025 or both."""
    told = [say().t(f"units.{key}_short", day=say().date(unit[key])) for key in DATES if unit[key]]
    return ", ".join(told) or say().t("units.always")


# Who came from whom


def edit_lineage(lineage, units, locality, changed=None):
    """The reorganisations to edit, begun with `changed`; returns those stored and those that stand there now.

    Units are told by their labels in the list.
    """
    t = say().t
    st.header(t("units.lineage"), anchor=False)
    st.caption(t("units.lineage_explained"))
    before = [line(row | {key: row[f"{key}_id"] for key in SIDES}, units) for row in records(lineage)]
    begun = before if changed is None else [line(row, units) for row in changed]
    if session.is_sample() and not before:
        st.markdown(t("units.lineage_none"))
        return before, before
    frame = pd.DataFrame(begun, columns=list(LINE))
    frame["on_date"] = pd.to_datetime(frame["on_date"])
    frame["whole"] = [None if whole is None else share(whole) for whole in frame["whole"]]
    edited = st.data_editor(
        frame,
        key=f"sap-xep-{locality}-{session.store().version}-{len(begun)}",
        hide_index=True,
        num_rows="dynamic",
        disabled=session.is_sample(),
        column_config=line_columns([label(one, units) for one in units if one["ward"]]),
        height=ROW * (min(len(frame), TALLEST) + 3),
        row_height=ROW,
        placeholder="",
        alt=t("units.lineage_alt"),
    )
    return before, [typed_line(row) for row in records(edited) if any(row[key] is not None for key in LINE)]


def line(row, units):
    """A reorganisation by the labels of its units, told by id or by name."""
    on = day(row["on_date"])
    return {key: label_of(row[key], units, on) for key in SIDES} | {"on_date": on, "whole": bool(row["whole"])}


def label_of(named, units, on):
    """The label of a unit told by its id or by its name; of several of a name the one that begins on that day."""
    alike = [one for one in units if named in (one["unit_id"], one["ward"])]
    begun = [one for one in alike if one["valid_from"] == on] or alike
    return label(begun[0], units) if begun else None


def typed_line(row):
    """A row of the edited table as a reorganisation."""
    whole = None if row["whole"] is None else row["whole"] == share(True)
    return {
        "predecessor": row["predecessor"],
        "successor": row["successor"],
        "on_date": day(row["on_date"]),
        "whole": whole,
    }


def share(whole):
    """Toàn bộ or Một phần."""
    return say().t("units.whole" if whole else "units.part")


def line_columns(names):
    """How the columns of the reorganisations are shown."""
    t, config = say().t, st.column_config
    return {
        "predecessor": config.SelectboxColumn(t("units.predecessor"), width=260, options=names),
        "successor": config.SelectboxColumn(t("units.successor"), width=260, options=names),
        "on_date": config.DateColumn(t("units.on_date"), width=130, format="DD/MM/YYYY"),
        "whole": config.SelectboxColumn(t("units.share"), width=130, options=[share(True), share(False)]),
    }
