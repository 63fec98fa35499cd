"""Questions about names: whose report a ward's own form is, and which unit a written name means."""

import streamlit as st

from reform.frame import drafting
from reform.frame.asking import SHOWN, choose_one, tell
from reform.period import last_day
from reform.session import ask, say
from reform.text import escape_markdown

# Of these the default reading is chosen beforehand, of the others nothing is.
SETTLED = ("similar_unit", "unknown_unit", "other_group")
UNITS = (*SETTLED, "near_unit", "ambiguous_unit", "unit_not_valid", "unit_not_yet", "unit_answer_unknown")
NEW = ""  # the answer for a unit that is new


def ask_own_unit(file, number, problems):
    """Whose report a ward's own form is."""
    t = say().t
    tell(problems)
    place = problems[0].facts.get("locality") or file.reading.decisions.get("locality")
    names = units_of(place, day_of(file, problems[0].row))
    choose_one(file, number, "", "unit", dict(zip(names, names, strict=True)), t("draft.ask.own_unit"),
               widget=st.selectbox, accept_new_options=True, placeholder=t("draft.ask.own_unit_example"))  # fmt: skip


def day_of(file, row):
    """The day whose units a record is about; None where its period is not known, for those of any day."""
    told = file.reading.decisions["period"]
    about = [one["key"] for one in told if row in one["rows"]] or [one["key"] for one in told[:1]]
    return last_day(about[0]) if about else None


def units_of(locality, on=None):
    """The units of a locality on a day, of the first one where none is named."""
    known = list(ask("localities")["locality"])
    place = locality if locality in known else next(iter(known), None)
    return list(ask("units", locality=place, day=on)["ward"])


def ask_units(file, number, problems):
    """Each name that the list does not hold: a new unit, or one of the list. One answer for all that are shown."""
    digest, shown = drafting.digest(file.data), problems[:SHOWN]
    tell(problems, say().t("draft.ask.units"))
    with st.form(f"don-vi-{number}-{digest[:8]}", border=False):
        cells = st.grid(2, min_column_width=300, gap="small")
        chosen = {}
        for problem in shown:
            options = candidates(problem, day_of(file, problem.row))
            with cells.cell():
                chosen[problem.value] = st.selectbox(
                    say().t("draft.ask.unit", value=escape_markdown(problem.value)),
                    list(options),
                    index=0 if problem.code in SETTLED else None,
                    format_func=lambda one, options=options: options[one],
                    placeholder=say().t("draft.choose"),
                    key=f"dv-{number}-{digest[:8]}-{problem.value}",
                )
        if st.form_submit_button(say().t("draft.ask.use")):
            drafting.answer(digest, "units", {name: unit for name, unit in chosen.items() if unit is not None})
            st.rerun()


def candidates(problem, on=None):
    """What a written name may mean, the default reading first: name → words. The units listed are those of a day."""
    facts, new = problem.facts, {NEW: say().t("draft.ask.unit_new", name=problem.facts.get("name") or problem.value)}
    known = {name: name for name in units_of(facts.get("locality"), on)}
    near = {name: name for name in (facts.get("suggestion"), *facts.get("candidates", ())) if name}
    return (new | known) if problem.code == "unknown_unit" else (near | new | known)
