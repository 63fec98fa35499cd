"""How each file of a draft was understood, and what its reader has said of it."""

import streamlit as st

from reform.frame import drafting
from reform.frame.rereading import show_rereading
from reform.indicators import declaration
from reform.session import say
from reform.text import escape_markdown
from reform.told import understood

FEW = 3  # more files than this are folded, more answers too
SAID_WHOLE = ("sheet", "numbers", "period", "cumulative", "unit")


def show_understood(draft):
    """File by file: kind, layout, numbers and why, periods, units; then the answers, each to be taken back."""
    t = say().t
    st.header(t("draft.understood"), anchor=False)
    for number, file in enumerate(draft.files):
        with file_box(file, folded=len(draft.files) > FEW):
            if file.reading.refused:
                st.markdown(t("draft.refused"))
            else:
                st.markdown("\n".join(f"- {line}" for line in understood(say(), file, escape_markdown)))
            show_answers(file, number)
            if not file.reading.refused:
                show_rereading(file, number)


def file_box(file, folded):
    """Where one file is told of: open with its name on top; folded where there are many."""
    name = say().t("draft.file_name", file=escape_markdown(file.name))
    if folded:
        return st.expander(name)
    box = st.container(border=True, gap="xsmall")
    box.markdown(name)
    return box


# What was said


def show_answers(file, number):
    """The answers given to a file; each can be taken back and is then asked again."""
    told = list(answers(file))
    if not told:
        return
    with st.expander(say().t("draft.answered", count=say().count(len(told))), expanded=len(told) <= FEW):
        for at, (field, name, sentence) in enumerate(told):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(sentence, width="stretch")
                st.button(
                    say().t("draft.take_back"),
                    key=f"bo-tra-loi-{number}-{at}",
                    type="tertiary",
                    on_click=drafting.take_back,
                    args=(drafting.digest(file.data), field, name),
                )


def answers(file):
    """(field, name or None, sentence) of each answer."""
    said = file.answers
    for field in SAID_WHOLE:
        value = getattr(said, field)
        if value is not None:
            yield field, None, say().t(f"draft.said.{field}", value=value_in_words(field, value))
    for header, key in said.columns.items():
        yield "columns", header, say().t("draft.said.column", name=escape_markdown(header), value=column_name(key))
    for written, name in said.units.items():
        value = escape_markdown(name) if name else say().t("draft.new_unit")
        yield "units", written, say().t("draft.said.unit_named", name=escape_markdown(written), value=value)
    for measure, scale in said.shares.items():
        value = say().t(f"draft.share.{scale}")
        yield "shares", measure, say().t("draft.said.share", name=column_name(measure), value=value)


def value_in_words(field, value):
    """An answer about the whole file in words."""
    if field == "numbers":
        return say().t(f"draft.numbers.{value}")
    if field == "cumulative":
        return say().t("draft.cumulative" if value else "draft.not_cumulative")
    return escape_markdown(value)


def column_name(key):
    """What a column or measure is called; nothing is meant by an ignored one."""
    known = declaration().columns | declaration().measures
    return known[key].name.in_(say().lang) if key in known else say().t("draft.ignored")
