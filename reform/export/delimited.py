"""A view as CSV: what a spreadsheet opens with its letters intact, and a program reads without asking."""

import csv
import io
from datetime import date

from reform.export.literal import literal
from reform.export.story import context
from reform.export.table import Column, cell, table
from reform.export.view import View
from reform.text import decimal, half_up

SEPARATORS = {"vi": ";", "en": ","}


def ranking_csv(view: View) -> bytes:
    """The rows, the unranked below them, and on each line the period, definition, sources and time.

    UTF-8 with BOM; in Vietnamese `;` and a decimal comma, in English `,` and a point.
    """
    found, around = table(view), context(view)
    always = [literal(value) for value in around.values()]
    lines = [[literal(header) for header in [*(column.header for column in found.columns), *around]]]
    for row in found.rows + found.unranked:
        cells = [written(cell(row, column, view.lang), column, view.lang) for column in found.columns]
        lines.append(cells + always)
    return delimited(lines, SEPARATORS[view.lang])


def written(value: object, column: Column, lang: str) -> str:
    """A cell as text. No thousands are grouped: 12.349 would read as twelve on a PC set to English."""
    if value is None:
        return ""
    if column.kind == "text":
        return literal(value)
    if column.kind == "date":
        return day(value)
    number = f"{decimal(value).normalize() if column.kind == 'number' else half_up(value, column.decimals):f}"
    return number.replace(".", ",") if lang == "vi" else number


def day(value: date) -> str:
    """dd/mm/yyyy."""
    return value.strftime("%d/%m/%Y")


def delimited(lines: list[list[str]], separator: str) -> bytes:
    """Lines as the bytes of a CSV that Excel opens in the right encoding."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")
