"""Every doubt about a draft, grouped by cause, worst first; what has a default reading is confirmed here."""

from collections import Counter
from hashlib import sha256

import streamlit as st

from reform.frame import drafting
from reform.frame.questions import asked_of
from reform.intake.reading import SEVERITIES
from reform.session import say
from reform.store.draft import WITHOUT_DEFAULT, answer_name
from reform.text import escape_markdown

SHOWN = 20


def show_problems(draft):
    """All problems but the questions answered above; gives what was confirmed: CODE or CODE:CELL → why, or None."""
    agreed = {}
    often, above = many(draft), set(map(id, asked_of(draft)))
    shown = [one for one in draft.problems if one.code in often or id(one) not in above]
    for severity in SEVERITIES:
        problems = [one for one in shown if one.severity == severity]
        if not problems:
            continue
        st.header(say().t(f"draft.{severity}s", count=say().count(len(problems))), anchor=False)
        causes = st.grid(2, min_column_width=320, gap="xsmall", border=True)
        for code in dict.fromkeys(one.code for one in problems):
            with causes.cell():
                agreed |= show_cause(code, [one for one in problems if one.code == code], severity, draft)
    if not draft.problems and draft.rows:
        st.success(say().t("draft.no_problem"))
    return agreed


def many(draft):
    """The questions that are asked so often that they can also be confirmed all at once."""
    asked_of = Counter(one.code for one in draft.questions)
    return {code for code, count in asked_of.items() if count > SHOWN and code not in WITHOUT_DEFAULT}


def show_cause(code, problems, severity, draft):
    """One cause with its first places; a question is confirmed here, with a reason where there is one."""
    with st.container(gap="xsmall"):
        st.markdown(say().t("draft.cause", cause=cause(code), count=say().count(len(problems))))
        st.markdown("\n".join(["- " + line for line in places(problems)]))
        if severity != "confirm":
            return {}
        if code in WITHOUT_DEFAULT:
            st.caption(say().t("draft.no_default"))
            return {}
        return confirmed(code, problems, draft)


def places(problems):
    """The sentences of the first problems, and how many there are in all."""
    for problem in problems[:SHOWN]:
        where = say().t("draft.in_file", file=escape_markdown(problem.file)) if problem.file else ""
        yield where + escape_markdown(say().message(problem))
    if len(problems) > SHOWN:
        more, total = say().count(len(problems) - SHOWN), say().count(len(problems))
        yield say().t("draft.more", count=more, total=total)


def confirmed(code, problems, draft):
    """The box of a cause and, once ticked, the reason; gives each question under its name with the reason."""
    names, key = list(map(answer_name, problems)), asked(problems)
    before = drafting.agreed_before(draft.key)
    agreed = st.checkbox(
        say().t("draft.accept", default=say().t(f"default.{code}")),
        value=before.keys() >= set(names),
        key=f"dong-y-{code}-{key}",
    )
    if not agreed:
        return {}
    reason = st.text_input(
        say().t("draft.reason"),
        value=before.get(names[0]) or "",
        key=f"ly-do-{code}-{key}",
        placeholder=say().t("draft.reason_example"),
        label_visibility="collapsed",
    )
    return dict.fromkeys(names, reason.strip() or None)


def asked(problems):
    """What the box of a cause stands for: another question, another box, not yet ticked."""
    return sha256(repr([(one.cell, one.value, one.facts) for one in problems]).encode()).hexdigest()[:12]


def cause(code):
    """The cause in a few words; what spoils the whole file has one name."""
    return say().t(f"cause.{code}") if say().has(f"cause.{code}") else say().t("cause.file")
