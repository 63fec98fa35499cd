"""How a question about a file is told, and how a choice becomes its answer."""

import streamlit as st

from reform import period
from reform.frame import drafting
from reform.numbers import Unreadable
from reform.session import say
from reform.text import escape_markdown

SHOWN = 20
YEARS = 2  # of periods offered; any other is typed


def file_number(draft, problem):
    """Which file of the draft a problem is about."""
    names = [file.name for file in draft.files]
    return names.index(problem.file) if problem.file in names else 0


def tell(problems, head=None):
    """The cause and the first sentences of a question."""
    head, named = head or say().t(f"cause.{problems[0].code}"), problems[0].file
    told = "draft.question_in" if named else "draft.question"
    st.markdown(say().t(told, cause=head, file=escape_markdown(named or "")))
    lines = ["- " + escape_markdown(say().message(problem)) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        more, total = say().count(len(problems) - SHOWN), say().count(len(problems))
        lines.append("- " + say().t("draft.more", count=more, total=total))
    st.markdown("\n".join(lines))


def choose_one(file, number, at, field, options, label, read=lambda chosen: chosen, widget=st.radio, **how):
    """One choice that is the answer as soon as it is made; `options` are values with their words, `at` tells it from
    others about the same."""
    key = f"hoi-{field}-{number}-{drafting.digest(file.data)[:8]}-{at}"
    widget(
        label,
        list(options),
        index=None,
        format_func=lambda one: options.get(one, one),
        key=key,
        on_change=take,
        args=(key, drafting.digest(file.data), field, read),
        **how,
    )


def take(key, digest, field, read):
    """Keep what was chosen as the answer. Runs before the page does."""
    if st.session_state[key] is not None:
        drafting.answer(digest, field, read(st.session_state[key]))


def one_of(name, value):
    """An answer about one of many."""
    return {name: value}


def choose_period(file, number, at, found=None, labels=()):
    """A period chosen (first those a title names) or typed; one that cannot be read is said so and is no answer."""
    t, digest = say().t, drafting.digest(file.data)
    key = f"hoi-period-{number}-{digest[:8]}-{at}"
    st.selectbox(
        t("draft.ask.period"),
        offered(found, labels),
        index=None,
        accept_new_options=True,
        placeholder=t("draft.ask.period_example"),
        key=key,
        on_change=take_period,
        args=(key, digest),
    )
    if st.session_state.get(key) and st.session_state[key] == drafting.unreadable_period(digest):
        st.error(t("draft.ask.period_unreadable", value=escape_markdown(st.session_state[key])))


def offered(found, labels=()):
    """The periods that were found first, then those of the last years, in Vietnamese as files write them."""
    year = drafting.today().year
    keys = [f"{one}-{part}" for one in range(year, year - YEARS, -1) for part in ("Q4", "Q3", "Q2", "Q1", "9M", "H1")]
    keys += [str(one) for one in range(year, year - YEARS, -1)]
    named = [period.label(key, "vi") for key in ([found] if found else []) + keys]
    return list(dict.fromkeys([*labels, *named]))


def take_period(key, digest):
    """Keep a period that can be read; of another, remember that it cannot. Runs before the page does."""
    written = st.session_state[key]
    try:
        period.read_period(written)
    except Unreadable:
        return drafting.remember_unreadable(digest, written)
    return drafting.answer(digest, "period", written)
