"""The whole text of a .docx by python-docx: a grid of its lines, and a grid for each table that holds figures.

In the grid of lines a paragraph stands in the first column, the name of a table's grid in the second, a footnote or an
endnote in the third. A table without figures only sets text side by side: its cells are paragraphs. Text that is
inserted but not yet accepted is read, text that is deleted is not: a report is checked as it is printed.
"""

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from reform.grids.grid import NOTE, PARAGRAPH, TABLE, Grid
from reform.grids.limits import Refusal
from reform.numbers import is_figure

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _CELL, _PARAGRAPH = qn("w:t"), qn("w:tc"), qn("w:p")
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, drawn the old way
_NOTES = ("/footnotes", "/endnotes")
_TYPE = qn("w:type")  # of the line between text and footnotes, which is no note

Placed = tuple[int, int, int, str]  # row from 1, column from 0, columns it spans, text


def read(data: bytes) -> list[Grid]:
    document = Document(io.BytesIO(data))
    grids = [Grid("document")]
    lines = grids[0]
    for number, (column, told) in enumerate(_lines(document.element.body), 1):
        if column == TABLE:
            grids.append(_grid(str(len(grids)), told))
            told = grids[-1].name
        lines.put(number, column, told)
    last = max(lines.rows, default=0)
    for number, note in enumerate(_notes(document.part), last + 1):
        lines.put(number, NOTE, note)
    if not lines.rows:
        raise Refusal("no_text_in_document")
    return grids


def _lines(parent) -> Iterator[tuple[int, str | list[Placed]]]:
    """Paragraphs and tables in their order, those inside content controls too."""
    for block in parent.iterchildren():
        if isinstance(block, CT_P):
            yield PARAGRAPH, _text(block)
        elif isinstance(block, CT_Tbl):
            cells = list(_cells(block))
            if any(is_figure(text) for *_, text in cells):
                yield TABLE, cells
            else:
                yield from ((PARAGRAPH, text) for *_, text in cells)
        else:
            yield from _lines(block)


def _grid(name: str, cells: list[Placed]) -> Grid:
    """A table; a cell over several columns once, in the first of them."""
    grid = Grid(name)
    for row, column, across, text in cells:
        grid.put(row, column, text)
        if text and across > 1:
            grid.merge(row, column, row, column + across - 1)
    return grid


def _cells(table: CT_Tbl) -> Iterator[Placed]:
    """Cells that begin something: one that goes on from the row above is left out."""
    for row, record in enumerate(table.tr_lst, 1):
        column = record.grid_before
        for cell in record.tc_lst:
            if cell.vMerge != "continue":
                yield row, column, cell.grid_span, _cell(cell)
            column += cell.grid_span


def _cell(cell) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.iter(_PARAGRAPH)).strip()


def _notes(part) -> Iterator[str]:
    """Footnotes and endnotes: parts of their own beside the document."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            for note in parse_xml(relation.target_part.blob):
                if note.get(_TYPE) is None:
                    yield from (_text(paragraph) for paragraph in note.iter(_PARAGRAPH))


def _text(paragraph) -> str:
    return "".join(_pieces(paragraph))


def _pieces(node) -> Iterator[str]:
    for child in node:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag != _AGAIN:
            yield from _pieces(child)
