"""Questions about a file that are answered where they are asked: sheet, numbers, period, whose report, which unit.

An answer has the file read again; the question is then gone and stands among the answers, where it can be taken back.
"""

from functools import partial

import streamlit as st

from reform.frame.asking import SHOWN, choose_one, choose_period, file_number, one_of, tell
from reform.frame.mapping import ask_columns
from reform.frame.naming import UNITS, ask_own_unit, ask_units
from reform.session import ask, say
from reform.text import escape_markdown


def show_questions(draft):
    """Every question of the draft that has an answer of its own, file by file; what is left is only to confirm."""
    wanted = answers_wanted(draft)
    if not wanted:
        return
    st.header(say().t("draft.questions", count=say().count(len(wanted))), anchor=False)
    for (number, code), problems in wanted.items():
        with st.container(border=True, gap="small"):
            ASKED[code](draft.files[number], number, problems)


def answers_wanted(draft):
    """(file's number, what is asked) → its problems, file by file; the names of a file are asked together."""
    found = {}
    for one in sorted(asked_of(draft), key=lambda one: file_number(draft, one)):
        code = "unit" if one.code in UNITS else one.code
        found.setdefault((file_number(draft, one), code), []).append(one)
    return found


def left_open(draft, agreed):
    """How many answers and confirmations are still wanted, as the page shows them: a box each."""
    open_ones = draft.open_questions(agreed)
    left, asked = set(map(id, open_ones)), set(map(id, asked_of(draft)))
    answers = [one for one in answers_wanted(draft).values() if left & set(map(id, one))]
    return len(answers) + len({one.code for one in open_ones if id(one) not in asked})


def asked_of(draft):
    """The problems of a draft that have an answer of their own here. Where a locality has no unit yet, each name can
    only be a new one, which is merely confirmed."""
    known = ask("localities")
    peopled = set(known["locality"][known["units"] > 0])
    asked = [one for one in draft.problems if one.code in ASKED or one.code in UNITS]
    return [one for one in asked if one.code != "unknown_unit" or one.facts.get("locality") in peopled]


# One choice


def ask_sheet(file, number, problems):
    """Which of several sheets holds the figures."""
    tell(problems)
    sheets = {name: name for name in problems[0].facts.get("sheets", ())}
    choose_one(file, number, "", "sheet", sheets, say().t("draft.ask.sheet"), widget=st.selectbox,
               placeholder=say().t("draft.choose"))  # fmt: skip


def ask_numbers(file, number, problems):
    """How numbers are written, with one example read both ways."""
    t, facts = say().t, problems[0].facts
    tell(problems)
    options = {
        one: t(f"draft.ask.numbers_{one}", example=escape_markdown(facts["example"]), value=say().ungrouped(facts[one]))
        for one in ("vi", "en")
    }
    choose_one(file, number, "", "numbers", options, t("draft.ask.numbers"))


def ask_mixed(file, number, problems):
    """Cells written another way than the rest: mended in the file, unless the whole file is written that way."""
    t = say().t
    tell(problems)
    options = {one: t(f"draft.numbers.{one}") for one in ("vi", "en", "plain")}
    choose_one(file, number, "", "numbers", options, t("draft.ask.numbers"))


def ask_cumulative(file, number, problems):
    """Whether the figures count from the beginning of the year."""
    t = say().t
    tell(problems)
    options = {True: t("draft.ask.cumulative_yes"), False: t("draft.ask.cumulative_no")}
    choose_one(file, number, "", "cumulative", options, t("draft.ask.cumulative"), horizontal=True)


def ask_shares(file, number, problems):
    """Column by column: whether 0,99 is 99% or less than one percent."""
    t = say().t
    tell(problems)
    for problem in problems[:SHOWN]:
        example = escape_markdown(problem.facts["example"])
        options = {
            one: t("draft.ask.share", example=example, value=say().fact(problem.facts[one]))
            for one in ("fraction", "percent")
        }
        read = partial(one_of, problem.facts["measure"])
        choose_one(
            file, number, problem.cell, "shares", options, escape_markdown(problem.column), read, horizontal=True
        )


# The period


def ask_period(file, number, problems):
    """Which period the figures are of; a period that is not offered is typed."""
    tell(problems)
    facts = problems[0].facts
    choose_period(file, number, "", facts.get("key"), facts.get("labels", ()))


ASKED = {
    "several_tables": ask_sheet,
    "number_convention": ask_numbers,
    "mixed_numbers": ask_mixed,
    "cumulative": ask_cumulative,
    "share_scale": ask_shares,
    "period_missing": ask_period,
    "title_period_unreadable": ask_period,
    "two_periods": ask_period,
    "period_of_document": ask_period,
    "period_blank": ask_period,
    "period_other_than_name": ask_period,
    "period_from_file": ask_period,
    "period_from_sheet": ask_period,
    "own_form_unit_missing": ask_own_unit,
    "unknown_column": ask_columns,
    "field_beside_unit": ask_columns,
    "unit": ask_units,
}
