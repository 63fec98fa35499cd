"""A .xlsx by openpyxl: values, number formats, error cells, merged ranges, hidden rows, columns and sheets.

Of openpyxl the package, the styles, the shared strings and the parser of a sheet's cells are used; drawings, tables,
rules and whatever else a workbook holds are not read, so that nothing in them can keep the figures from being read.
The dimension that a sheet states is not believed: only its cells count.
"""

import io
import math
import re
from datetime import date, datetime
from xml.etree.ElementTree import iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from reform.grids.grid import Grid, day
from reform.grids.limits import MAX_COLUMNS, MAX_ROWS, Refusal

_MERGE_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DAY = re.compile("[dy]|m(?!.*[hs])", re.IGNORECASE)
_LAST_SERIAL = 2_958_466  # the day after 31/12/9999


def read(data: bytes) -> list[Grid]:
    """Every worksheet in the workbook's order. Chart sheets have no cells and are left out."""
    reader = ExcelReader(io.BytesIO(data), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    kinds = [_kind(_number_format(reader.wb, style)) for style in reader.wb._cell_styles]
    names = set(reader.archive.namelist())
    sheets = [(sheet, rel.target) for sheet, rel in reader.parser.find_sheets() if "worksheet" in rel.Type]
    if not sheets or not all(target in names for _, target in sheets):
        raise Refusal("workbook_unreadable")
    return [_grid(reader, sheet, target, kinds) for sheet, target in sheets]


def _grid(reader: ExcelReader, sheet, target: str, kinds: list[str]) -> Grid:
    grid = Grid(sheet.name, sheet.state != "visible")
    with reader.archive.open(target) as source:
        parser = _Parser(source, reader.shared_strings, data_only=True)
        for row, cells in parser.rows():
            for cell in cells:
                grid.put(cell["row"], cell["column"] - 1, _plain(cell, kinds, reader.wb.epoch))
            if parser.is_hidden(row):
                grid.hidden_rows.add(row)
    grid.hidden_columns = parser.hidden_columns()
    for left, top, right, bottom in map(range_boundaries, parser.merges):
        grid.merge(top, left - 1, bottom, right - 1)
    return grid


class _Parser(WorkSheetParser):
    """openpyxl's parser, for cells only; a formula that holds no value is told apart from a blank."""

    merges: list[str]

    def rows(self):
        self.merges = []
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == COL_TAG:
                self.parse_column_dimensions(element)
            elif element.tag == _MERGE_TAG:
                self.merges.append(element.get("ref"))

    def parse_cell(self, element):
        cell = super().parse_cell(element)
        formula = element.find(FORMULA_TAG) if cell["value"] is None else None
        if formula is not None and not (element.get("t") == "str" and element.find(VALUE_TAG) is not None):
            cell |= {"value": "=" + (formula.text or ""), "data_type": "f"}
        return cell

    def is_hidden(self, row: int) -> bool:
        """Asked once a row, right behind it: nothing of it is kept."""
        return row <= MAX_ROWS and self.row_dimensions.pop(str(row), {}).get("hidden") in ("1", "true")

    def hidden_columns(self) -> set[int]:
        hidden = (spec for spec in self.column_dimensions.values() if spec.get("hidden") in ("1", "true"))
        spans = (range(int(spec["min"]), min(int(spec["max"]), MAX_COLUMNS) + 1) for spec in hidden)
        return {column - 1 for span in spans for column in span}


def _plain(cell: dict, kinds: list[str], epoch):
    value, kind = cell["value"], cell["data_type"]
    if kind == "e":
        return ["e", str(value)]
    if kind == "f":
        return ["=", value]
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, kinds[cell["style_id"]], epoch)
    return value if value is None else str(value)


def _number(value: float, kind: str, epoch):
    if not math.isfinite(value):
        return ["e", "#NUM!"]
    if kind == "d" and 1 <= value < _LAST_SERIAL:
        return day(from_excel(value, epoch))
    return ["%", value] if kind == "%" else value


def _number_format(workbook, style) -> str:
    if style.numFmtId < BUILTIN_FORMATS_MAX_SIZE:
        return BUILTIN_FORMATS.get(style.numFmtId, "General")
    return workbook._number_formats[style.numFmtId - BUILTIN_FORMATS_MAX_SIZE]


def _kind(number_format: str) -> str:
    """% a percentage, d a day; words in quotes and a colour in brackets do not count, and digits make no date."""
    shown = _LITERAL.sub("", number_format).split(";")[0]
    if "%" in shown:
        return "%"
    return "d" if _DAY.search(shown) and not re.search("[0#?]", shown) and "general" not in shown.lower() else ""
