"""A table on the screen that can be taken along: the same rows below a chart, as CSV and as Excel."""

from functools import partial

import streamlit as st

from reform import export, session
from reform.export import Column, Sheet
from reform.export.table import cell
from reform.frame import cells
from reform.session import say

MAKERS = {"csv": export.sheet_csv, "xlsx": export.sheet_xlsx}
WIDTHS = {"rank": 64, "count": 100, "figure": 110, "number": 110, "change": 120, "date": 110, "text": 200}


def sheet(title, place, period, columns, rows, said=""):
    """A table of this reader: their language, and the stamp of invented figures where they look at the sample."""
    mark = say().t("app.sample") if session.is_sample() else ""
    return Sheet(
        lang=say().lang,
        title=title,
        place=place,
        period=period,
        columns=tuple(columns),
        rows=rows,
        said=said,
        mark=mark,
    )


def show_sheet(made, key, alt, widths=None, hints=None, **how):
    """The table with its two buttons; `widths` and `hints` by the key of a column, `key` also names the files."""
    shown = [
        on_screen(column, made, (widths or {}).get(column.key), (hints or {}).get(column.key))
        for column in made.columns
    ]
    cells.show_table(shown, alt=alt, **({"key": f"bang-{key}"} if "on_pick" in how else {}), **how)
    show_sheet_downloads(made, key)


def show_folded(label, make, key, alt, widths=None, **how):
    """The table that `make` gives, under a line of its own; made and drawn once that is opened, as it costs a chart."""
    fold = st.expander(label, key=f"mo-{key}", on_change="rerun")
    if fold.open:
        with fold:
            show_sheet(make(), key, alt, widths, **how)


def show_sheet_downloads(made, key):
    """The two buttons of a table; a file is made when its button is pressed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind, make in MAKERS.items():
            st.download_button(
                say().t(f"download.{kind}"),
                partial(make, made),
                f"{key}.{kind}",
                export.MIME[kind],
                key=f"tai-{kind}-{key}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def on_screen(column: Column, made, width, hint):
    """A column of an export as one of the screen: numbers stay numbers, the others are text."""
    held, width = [cell(row, column, made.lang) for row in made.rows], width or WIDTHS[column.kind]
    if column.kind in ("rank", "count"):
        return cells.numbers(column.header, held, say().count, width, hint)
    if column.kind == "figure":
        return cells.numbers(column.header, held, partial(say().number, decimals=column.decimals), width, hint)
    if column.kind == "number":
        return cells.numbers(column.header, held, say().plain, width, hint)
    if column.kind == "change":
        return cells.numbers(column.header, held, partial(say().signed, decimals=column.decimals), width, hint)
    if column.kind == "date":
        held = [say().date(day) if day is not None else None for day in held]
    return cells.texts(column.header, held, width, hint=hint)
