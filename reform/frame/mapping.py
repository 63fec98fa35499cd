"""Columns that no word of the declaration explains: what each is, asked beside the first rows of the file.

The answers are remembered by the store for files with the same headers.
"""

import pandas as pd
import streamlit as st

from reform.frame import drafting
from reform.indicators import declaration
from reform.session import say
from reform.text import escape_markdown

IGNORE = ""  # the answer for a column that is left out
FIRST = 5  # rows of the file that are shown
VALUES = 3  # of a column, beside its header
ASKED_AT_ONCE = 20


def ask_columns(file, number, problems):
    """The unknown columns one below the other: header, first values, what it is; one answer for all of them."""
    t, digest = say().t, drafting.digest(file.data)
    unknown = list({problem.value: problem for problem in problems}.values())[:ASKED_AT_ONCE]
    if problems[0].file:
        st.caption(escape_markdown(problems[0].file))
    st.markdown(t("draft.map.title", count=say().count(len(unknown))))
    first = first_rows(file)
    show_first_rows(file, first, {problem.cell for problem in problems})
    options = meanings(file)
    with st.form(f"cot-{number}-{digest[:8]}", border=False):
        chosen = {problem.value: ask_column(problem, first, options, f"{number}-{digest[:8]}") for problem in unknown}
        if st.form_submit_button(t("draft.map.use")):
            drafting.answer(digest, "columns", chosen)
            st.rerun()


def ask_column(problem, first, options, form):
    """One unknown column; gives what was chosen for it."""
    header, choice = st.columns([55, 45], gap="small", vertical_alignment="center")
    values = [value for value in (row.get(problem.cell, "") for row in first) if value][:VALUES]
    facts = {"cell": escape_markdown(problem.cell), "header": escape_markdown(problem.value)}
    with header:
        told = " · ".join(map(escape_markdown, values)) or say().t("draft.map.blank")
        st.markdown(say().t("draft.map.column", **facts, values=told))
    with choice:
        return st.selectbox(
            say().t("draft.map.meaning", header=escape_markdown(problem.value)),
            list(options),
            format_func=lambda key: options[key],
            key=f"cot-{form}-{problem.cell}",
            label_visibility="collapsed",
        )


def meanings(file):
    """What a column may be: left out, or a column or measure that the file has not named yet."""
    taken = {column["key"] for column in file.reading.decisions["columns"]}
    known = declaration().measures | declaration().columns
    free = {key: one.name.in_(say().lang) for key, one in known.items() if key not in taken and key != "number"}
    return {IGNORE: say().t("draft.map.ignore")} | free


def first_rows(file):
    """The first rows below the header: header's cell → value as written."""
    columns = file.reading.decisions["columns"]
    records = [record for _, record in drafting.table_of(file).body[:FIRST]]
    return [{column["cell"]: str(record[column["index"]]) for column in columns} for record in records]


def show_first_rows(file, rows, unknown):
    """The file's first rows with every header; those that are asked about are marked."""
    columns = file.reading.decisions["columns"]
    mark = say().t("draft.mark.confirm")
    heads = {
        column["cell"]: f"{mark} {column['header']}" if column["cell"] in unknown else column["header"]
        for column in columns
    }
    frame = pd.DataFrame([[row[cell] for cell in heads] for row in rows], columns=range(len(heads)))
    settings = {str(at): st.column_config.TextColumn(name) for at, name in enumerate(heads.values())}
    alt = say().t("draft.map.alt")
    st.dataframe(frame.rename(columns=str), hide_index=True, column_config=settings, alt=alt, height="content")
