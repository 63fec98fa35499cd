"""A table as this product writes it: numbers stay numbers, so that a click on a header sorts them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from reform.charts import ROW

MISSING = "–"


@dataclass(frozen=True)
class Column:
    """One column: its header, its cells, how a number reads, its width in pixels."""

    header: str
    cells: list
    reads: Callable | None = None
    width: int | None = None
    right: bool = False
    hint: str | None = None
    kind: Callable = st.column_config.Column
    pinned: bool = False


def numbers(header, cells, reads, width=None, hint=None):
    """A column of numbers, at the right, written by `reads`; what is absent is a dash."""
    cells = pd.Series(pd.to_numeric(pd.Series(list(cells), dtype=object)), dtype="float64")
    return Column(header, cells, reads, width, right=True, hint=hint)


def texts(header, cells, width=None, right=False, hint=None, pinned=False):
    """A column of ready-made text. A pinned one stays in sight when the table is scrolled."""
    return Column(
        header, ["" if cell is None else str(cell) for cell in cells], None, width, right, hint, pinned=pinned
    )


def lines(header, cells, width=None, hint=None):
    """A column of small courses over periods, each row on its own scale. A period without a value is left out."""
    courses = [[value for value in cell if value == value] for cell in cells]
    return Column(header, courses, None, width, hint=hint, kind=partial(st.column_config.LineChartColumn, color="gray"))


def show_table(columns, alt, key=None, on_pick=None, picked=None, bold=None, height="content", tints=None, lines=1):
    """Columns side by side. A click on a row calls `on_pick` with its position; `picked` is marked, `bold` is heavier.

    Text that is too long for its cell breaks where a row is several `lines` high.
    `tints` are grounds by (row, column as a text); a tinted cell says in words or a sign why it is.

    Rows are as high as the bars of the charts, so that both stand on one line.
    """
    frame = pd.DataFrame({str(at): column.cells for at, column in enumerate(columns)})
    choosing = {}
    if on_pick:
        choosing = {"key": key, "on_select": partial(pick, key, on_pick), "selection_mode": "single-cell"}
    st.dataframe(
        styled(frame, columns, picked, bold, tints or {}),
        hide_index=True,
        column_config={str(at): configured(column) for at, column in enumerate(columns)},
        row_height=ROW * lines,
        height=height,
        placeholder=MISSING,
        alt=alt,
        **choosing,
    )


def pick(key, on_pick):
    """Hand the position of the clicked row on."""
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        on_pick(cells[0][0])


def styled(frame, columns, picked, bold, tints):
    """Numbers as we write them; the chosen row and the locality's row heavier; some cells tinted."""
    written = frame.style.format(
        {str(at): column.reads for at, column in enumerate(columns) if column.reads}, na_rep=MISSING
    )
    heavy = [row for row in (picked, bold) if row is not None]
    if heavy:
        written = written.set_properties(subset=pd.IndexSlice[heavy, :], **{"font-weight": "bold"})
    if tints:
        written = written.apply(lambda column: [tint(tints, row, column.name) for row in column.index], axis=0)
    return written


def tint(tints, row, column):
    """The ground of one cell as a style."""
    colour = tints.get((row, column))
    return f"background-color: {colour}" if colour else ""


def configured(column):
    """How Streamlit shows a column."""
    settings = {"width": column.width, "help": column.hint, "pinned": column.pinned or None}
    if column.kind is st.column_config.Column:
        settings["alignment"] = "right" if column.right else "left"
    return column.kind(column.header, **settings)
