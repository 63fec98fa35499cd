"""What saving the edited list of units will change, what keeps it from being saved, and saving it."""

from datetime import date

import streamlit as st

from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.frame.registry import FIELDS, LINE, SIDES, label, share
from reform.session import say
from reform.text import escape_markdown

SHOWN = 20  # changes told one by one
ALWAYS = (date.min, date.max)


def show_saving(locality, units_before, units, lines_before, lines):
    """What will change, a sentence each; the faults that keep it from being saved; the button."""
    if is_only_to_look():
        return
    t = say().t
    changes = [*unit_changes(units_before, units), *line_changes(lines_before, lines)]
    if not changes:
        st.caption(t("units.no_change"))
        return
    told = [f"- {one}" for one in changes[:SHOWN]]
    if len(changes) > SHOWN:
        told.append("- " + t("units.change_more", count=say().count(len(changes) - SHOWN)))
    st.markdown("\n".join([t("units.will_change", count=say().count(len(changes))), *told]))
    faults = [*unit_faults(units), *line_faults(lines)]
    for fault in faults:
        st.error(fault)
    with st.form("luu-don-vi", border=False):
        who = ask_who("don-vi")
        if st.form_submit_button(t("units.save"), type="primary", disabled=bool(faults)) and is_complete(who=who):
            save(locality, units_before, units, lines, who)


def save(locality, before, units, lines, who):
    """Record the units that were edited and all reorganisations."""
    ids = {label(one, units): one["unit_id"] or one["ward"] for one in units}
    lineage = [one | {key: ids[one[key]] for key in SIDES} for one in lines]
    act(say().t("units.saved"), "edit_registry", locality, [one for one in units if one not in before], lineage, by=who)


# What will change


def unit_changes(before, after):
    """Each new unit, and each field of a unit that was edited: Phường Một: Cụm (trống) → Biển."""
    known = {one["unit_id"]: one for one in before}
    for one in after:
        if one["unit_id"] is None:
            yield say().t("units.change_added", ward=escape_markdown(one["ward"] or ""))
            continue
        was = known[one["unit_id"]]
        for key in FIELDS:
            if one[key] != was[key] and not is_fewer_names(key, was[key], one[key]):
                yield field_change(was["ward"], key, was[key], one[key])


def is_fewer_names(key, before, after):
    """Whether other names were only taken away: a name that was once written is known for good."""
    return key == "aliases" and set(after) <= set(before)


def field_change(ward, key, before, after):
    """One field of one unit, before and after."""
    t = say().t
    names = {"office_order": "order", "group_name": "group"}
    facts = {"before": escape_markdown(written(before)), "after": escape_markdown(written(after))}
    return t("units.change_field", ward=escape_markdown(ward), field=t(f"units.{names.get(key, key)}"), **facts)


def written(value):
    """A field as it reads: a day, several names, a blank."""
    if isinstance(value, date):
        return say().date(value)
    if isinstance(value, tuple):
        value = ", ".join(value)
    return say().t("units.change_blank") if value in (None, "") else str(value)


def line_changes(before, after):
    """The reorganisations that are new, and those that will be no more."""
    t = say().t
    yield from (t("units.change_line_added", line=told(one)) for one in after if one not in before)
    yield from (t("units.change_line_dropped", line=told(one)) for one in before if one not in after)


def told(line):
    """A reorganisation in words: Nắng Sớm → Bình Minh, ngày 01/07/2025, Toàn bộ."""
    blank = say().t("units.change_blank")
    names = {key: escape_markdown(line[key] or blank) for key in SIDES}
    on = say().date(line["on_date"]) if line["on_date"] else blank
    return say().t("units.change_line", day=on, share=blank if line["whole"] is None else share(line["whole"]), **names)


# What keeps it from being saved


def unit_faults(units):
    """A unit without a name, with its days reversed, or there twice at one time."""
    t = say().t
    for place, one in enumerate(units, 1):
        if not one["ward"]:
            yield t("units.name_missing", row=place)
        elif None not in (one["valid_from"], one["valid_to"]) and one["valid_to"] <= one["valid_from"]:
            yield t("units.dates_reversed", ward=escape_markdown(one["ward"]))
        elif any(clash(one, other) for other in units[: place - 1]):
            yield t("units.name_twice", ward=escape_markdown(one["ward"]))


def clash(one, other):
    """Whether two units of one name hold at the same time. The day one ceased is the other's first."""
    (start, end), (begin, stop) = span(one), span(other)
    return one["ward"] == other["ward"] and start < stop and begin < end


def span(unit):
    """The first day of a unit and the day it ceased; without them, for ever."""
    return unit["valid_from"] or ALWAYS[0], unit["valid_to"] or ALWAYS[1]


def line_faults(lines):
    """A reorganisation with a blank, or of a unit with itself."""
    t = say().t
    for place, one in enumerate(lines, 1):
        if any(one[key] is None for key in LINE):
            yield t("units.line_incomplete", row=place)
        elif one["predecessor"] == one["successor"]:
            yield t("units.line_itself", row=place)
