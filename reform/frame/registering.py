"""What saving the edited list of units will change, what keeps it from being saved, and saving it."""

from datetime import date

import streamlit as st

from reform import session
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.frame.registry import FIELDS, LINE, SIDES, label, share
from reform.session import say
from reform.text import escape_markdown

SHOWN = 20  # changes told one by one


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
    faults = [*unit_faults(locality, units_before, units), *line_faults(lines)]
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
    changed = [one for one in units if one not in before]
    act(say().t("units.saved"), session.store().edit_registry, locality, changed, lineage, by=who)


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
            if one[key] != was[key]:
                yield field_change(was["ward"], key, was[key], one[key])


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
        value = "; ".join(value)
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


def unit_faults(locality, before, units):
    """What contradicts itself in the units that were edited, in the store's own words."""
    problems = session.store().registry_problems(locality, [one for one in units if one not in before])
    return [escape_markdown(say().message(problem)) for problem in problems]


def line_faults(lines):
    """A reorganisation with a blank, or of a unit with itself."""
    t = say().t
    for place, one in enumerate(lines, 1):
        if any(one[key] is None for key in LINE):
            yield t("units.line_incomplete", row=place)
        elif one["predecessor"] == one["successor"]:
            yield t("units.line_itself", row=place)
