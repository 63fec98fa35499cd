"""A .xls by calamine: values and dates. It knows neither number formats nor errors: an error cell comes as a blank."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from reform.grids.grid import Grid, day
from reform.grids.limits import Refusal

_MAX_AREA = 5_000_000  # cells between the first and the last one, most of them blank


def read(data: bytes) -> list[Grid]:
    workbook = open_workbook(data)
    return [read_sheet(workbook, sheet) for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def open_workbook(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Refusal("encrypted_file") from None


def read_sheet(workbook: CalamineWorkbook, about) -> Grid:
    grid = Grid(about.name, about.visible != SheetVisibleEnum.Visible)
    sheet = workbook.get_sheet_by_name(about.name)
    if sheet.start is None:
        return grid
    if sheet.height * sheet.width > _MAX_AREA:
        raise Refusal("workbook_too_large")
    top, left = sheet.start
    for row, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(cells, left):
            grid.put(row, column, _plain(value))
    for (first, left), (last, right) in sheet.merged_cell_ranges or ():
        grid.merge(first + 1, left, last + 1, right)
    return grid


def _plain(value):
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return value
