"""The whole text of a .docx by python-docx: a row a paragraph, a table's rows as its cells stand.

Text that is inserted but not yet accepted is read, text that is deleted is not: a report is checked as it is printed.
"""

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from reform.grids.grid import Grid
from reform.grids.limits import Refusal

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _CELL, _PARAGRAPH = qn("w:t"), qn("w:tc"), qn("w:p")
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, drawn the old way


def read(data: bytes) -> list[Grid]:
    grid = Grid("document")
    for number, line in enumerate(_lines(Document(io.BytesIO(data)).element.body), 1):
        for column, text in enumerate(line):
            grid.put(number, column, text)
    if not grid.rows:
        raise Refusal("no_text_in_document")
    return [grid]


def _lines(parent) -> Iterator[list[str]]:
    """Paragraphs and rows of tables in their order, those inside content controls too."""
    for block in parent.iterchildren():
        if isinstance(block, CT_P):
            yield [_text(block)]
        elif isinstance(block, CT_Tbl):
            yield from (_row(row) for row in block.tr_lst)
        else:
            yield from _lines(block)


def _row(row) -> list[str]:
    """The cells of a row; one that goes on from the row above is blank."""
    return ["" if cell.vMerge == "continue" else _cell(cell) for cell in row.tc_lst]


def _cell(cell) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.iter(_PARAGRAPH))


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
