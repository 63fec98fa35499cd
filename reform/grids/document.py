"""The tables of a .docx by python-docx: one grid a table, the paragraphs before it as rows above it.

A table that only sets a letterhead beside a motto (two columns, no figure alone in a cell) is such text as well.
"""

import io
from collections.abc import Iterator
from itertools import zip_longest

from docx import Document
from docx.oxml.table import CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.table import _Cell

from reform.grids.grid import Grid
from reform.grids.limits import Refusal
from reform.numbers import is_figure

# Whose report it is stands first in a document, what a table shows right above it; the story between is left out.
_FIRST, _LAST = 8, 6

Placed = tuple[int, int, int, str]  # row and column from 0, columns it spans, text


def read(data: bytes) -> list[Grid]:
    document = Document(io.BytesIO(data))
    grids: list[Grid] = []
    told: list[list[str]] = []
    for block in document.element.body.iterchildren():
        if isinstance(block, CT_P):
            told.append([block.text.strip()])
        elif isinstance(block, CT_Tbl):
            cells = list(_cells(block, document))
            if _is_letterhead(cells):
                told += _lines(cells)
            else:
                grids.append(_grid(f"Bảng {len(grids) + 1}", [line for line in told if any(line)], cells))
    if not grids:
        raise Refusal("no_table_in_document")
    return grids


def _grid(name: str, told: list[list[str]], cells: list[Placed]) -> Grid:
    """The table below what is told above it; a merged cell once, at its upper left corner."""
    above = told if len(told) <= _FIRST + _LAST else told[:_FIRST] + told[-_LAST:]
    grid = Grid(name)
    for row, line in enumerate(above, 1):
        for column, text in enumerate(line):
            grid.put(row, column, text)
    for row, column, span, text in cells:
        number = len(above) + row + 1
        grid.put(number, column, text)
        if span > 1:
            grid.merge(number, column, number, column + span - 1)
    return grid


def _cells(table: CT_Tbl, document) -> Iterator[Placed]:
    """Cells that begin something: one that goes on from the row above is left out."""
    for row, record in enumerate(table.tr_lst):
        column = record.grid_before
        for cell in record.tc_lst:
            if cell.vMerge != "continue":
                yield row, column, cell.grid_span, _text(cell, document)
            column += cell.grid_span


def _text(cell: CT_Tc, document) -> str:
    return "\n".join(paragraph.text for paragraph in _Cell(cell, document).paragraphs).strip()


def _is_letterhead(cells: list[Placed]) -> bool:
    width = max((column + span for _, column, span, _ in cells), default=0)
    return width <= 2 and not any(is_figure(text) for *_, text in cells)


def _lines(cells: list[Placed]) -> list[list[str]]:
    """The lines of a letterhead one below the other, each half in its column."""
    rows = sorted({row for row, *_ in cells})
    halves = ([text.split("\n") for at, _, _, text in cells if at == row] for row in rows)
    return [[part.strip() for part in line] for sides in halves for line in zip_longest(*sides, fillvalue="")]
