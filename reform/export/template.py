"""The empty form a ward fills in: every column that can be read, one row for each unit of the locality."""

from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from reform.export.delimited import day, delimited
from reform.export.literal import literal
from reform.export.workbook import INK, add_header, put, saved
from reform.indicators import Declaration
from reform.period import Period
from reform.rows import records
from reform.text import words

STRUCTURE = ("number", "unit", "group", "locality", "period", "from", "to", "cumulative")
# The template has no moment of its own: the same units give the same bytes.
NO_MOMENT = datetime(2020, 1, 1)
WIDTHS = {"number": 6, "unit": 28, "group": 16, "locality": 26, "period": 16, "from": 12, "to": 12, "cumulative": 9}


def structure(units: pd.DataFrame) -> tuple[str, ...]:
    """The columns that say whose and when; the group only where the office's list has groups."""
    grouped = "group_name" in units and units["group_name"].notna().any()
    return STRUCTURE if grouped else tuple(key for key in STRUCTURE if key != "group")


def headers(declaration: Declaration, columns: tuple[str, ...]) -> list[str]:
    """The Vietnamese headers: whose and when, then every measure in the order of the declaration."""
    measures = [measure.vi for measure in declaration.measures.values()]
    return [declaration.columns[key].vi for key in columns] + measures


def rows(units: pd.DataFrame, locality: str | None, period: Period | None) -> list[list[str]]:
    """The structural cells of each unit, in the order of the office's list."""
    ordered = units.sort_values("office_order", kind="stable") if "office_order" in units else units
    group = ["group_name"] if "group" in structure(units) else []
    return [
        [
            str(number),
            *(unit[key] or "" for key in ("ward", *group)),
            locality or unit.get("locality") or "",
            *when(period),
        ]
        for number, unit in enumerate(records(ordered), start=1)
    ]


def when(period: Period | None) -> list[str]:
    """Label, first day, last day and whether the figures are cumulative; blank where no period is chosen."""
    if period is None:
        return ["", "", "", ""]
    days = [day(one) if one else "" for one in (period.starts, period.ends)]
    return [period.label, *days, words("vi").t(f"fact.{str(bool(period.cumulative)).lower()}")]


def template_csv(
    declaration: Declaration, units: pd.DataFrame, locality: str | None = None, period: Period | None = None
) -> bytes:
    """The template as CSV (UTF-8 with BOM, `;`). `units` are rows of the query `units`."""
    blank = [""] * len(declaration.measures)
    filled = [[literal(text) for text in row] + blank for row in rows(units, locality, period)]
    return delimited([headers(declaration, structure(units)), *filled], ";")


def template_xlsx(
    declaration: Declaration, units: pd.DataFrame, locality: str | None = None, period: Period | None = None
) -> bytes:
    """The template as a workbook, its columns explained on a second sheet.

    Every cell is of the text format: a typed 12.349 stays as typed; a PC set to English would make it twelve.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = words("vi").t("export.sheet.template")
    columns = structure(units)
    names = headers(declaration, columns)
    for at, name in enumerate(names, start=1):
        add_header(sheet, 1, at, name)
        key = columns[at - 1] if at <= len(columns) else None
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(key, 15)
    for down, row in enumerate(rows(units, locality, period), start=2):
        for at in range(1, len(names) + 1):
            put(sheet, down, at, row[at - 1] if at <= len(row) else None, number_format="@")
    sheet.freeze_panes = "C2"
    add_guide(book, declaration, columns)
    return saved(book, NO_MOMENT)


def add_guide(book: Workbook, declaration: Declaration, columns: tuple[str, ...]) -> None:
    """What each column means: its unit and its place in form II.06a."""
    t = words("vi").t
    sheet = book.create_sheet(t("export.sheet.guide"))
    for at, key in enumerate(("header", "unit", "form"), start=1):
        add_header(sheet, 1, at, t(f"export.sheet.{key}"))
    lines = [(declaration.columns[key].vi, t("export.sheet.identity"), "") for key in columns]
    for one in declaration.measures.values():
        lines.append((one.vi, declaration.units[one.unit].vi if one.unit else "", one.form or ""))
    for down, line in enumerate(lines, start=2):
        for at, text in enumerate(line, start=1):
            put(sheet, down, at, text, font=Font(color=INK), alignment=Alignment(vertical="top"))
    for letter, wide in zip("ABC", (52, 46, 16), strict=True):
        sheet.column_dimensions[letter].width = wide
    sheet.freeze_panes = "A2"
