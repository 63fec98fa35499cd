"""A .ods: values by calamine; what it does not tell (percentages, errors, what is hidden or merged) from the XML."""

import io
import zipfile
from itertools import islice
from xml.etree.ElementTree import Element, iterparse

from reform.grids import xls
from reform.grids.grid import Grid
from reform.grids.limits import MAX_COLUMNS, MAX_ROWS, Refusal

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT = _OASIS % "table", _OASIS % "office", _OASIS % "text"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(data: bytes) -> list[Grid]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
            raise Refusal("encrypted_file")
        with archive.open("content.xml") as source:
            marks = list(_marks(source))
    workbook = xls.open_workbook(data)
    grids = [xls.read_sheet(workbook, sheet) for sheet in workbook.sheets_metadata]
    if len(grids) != len(marks):
        raise Refusal("workbook_unreadable")
    for grid, marked in zip(grids, marks, strict=True):
        _overlay(grid, marked)
    return grids


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _overlay(grid: Grid, marked: Grid) -> None:
    """Marks of the XML over the values: "%" turns a number into a percentage, a fault stands for whatever was read."""
    grid.hidden_rows, grid.hidden_columns, grid.merged = marked.hidden_rows, marked.hidden_columns, marked.merged
    for row, cells in marked.rows.items():
        for column, (kind, text) in cells.items():
            value = grid.rows.get(row, {}).get(column)
            if kind != "%":
                grid.put(row, column, [kind, text])
            elif isinstance(value, int | float):
                grid.put(row, column, ["%", value])


def _marks(source):
    """One grid a table, with its marked cells only."""
    grid, row, column = Grid(""), 1, 0
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table":
                grid, row, column = Grid(""), 1, 0
        elif element.tag == f"{_TABLE}table-column":
            repeated = _repeated(element, "columns")
            if _is_hidden(element):
                grid.hidden_columns |= set(range(column, min(column + repeated, MAX_COLUMNS)))
            column += repeated
        elif element.tag == f"{_TABLE}table-row":
            row += _read_row(grid, row, element)
            element.clear()
        elif element.tag == f"{_TABLE}table":
            yield grid
            element.clear()


def _read_row(grid: Grid, row: int, element: Element) -> int:
    """Marks the row, and those it is repeated for; returns how many rows that are."""
    repeated = _repeated(element, "rows")
    rows = range(row, min(row + repeated, MAX_ROWS + 1))
    if _is_hidden(element):
        grid.hidden_rows |= set(rows)
    column = 0
    for cell in (child for child in element if child.tag in _CELLS):
        width = _repeated(cell, "columns")
        _read_cell(grid, rows, range(column, min(column + width, MAX_COLUMNS)), cell)
        column += width
    return repeated


def _read_cell(grid: Grid, rows: range, columns: range, cell: Element) -> None:
    right, down = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("columns", "rows"))
    if (right > 1 or down > 1) and rows and columns:
        grid.merge(rows[0], columns[0], rows[0] + down - 1, columns[0] + right - 1)
    if mark := _mark(cell):
        for row in rows:
            for column in islice(columns, MAX_COLUMNS):
                grid.put(row, column, mark)


def _mark(cell: Element) -> list[str] | None:
    formula = cell.get(f"{_TABLE}formula")
    if cell.get(f"{_CALC}value-type") == "error" or _says_error(cell, formula):
        return ["e", _text(cell) or "#VALUE!"]
    if formula and cell.get(f"{_OFFICE}value-type") is None:
        return ["=", "=" + formula.partition("=")[2]]
    return ["%", ""] if cell.get(f"{_OFFICE}value-type") == "percentage" else None


def _says_error(cell: Element, formula: str | None) -> bool:
    """Programs that know no calcext write the error as the formula's text."""
    return bool(formula) and _text(cell).startswith(("#", "Err:"))


def _text(cell: Element) -> str:
    return "\n".join("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p"))


def _repeated(element: Element, way: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{way}-repeated", 1)))


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"
