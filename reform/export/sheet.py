"""Any table of the screen as CSV and XLSX: what it shows, of whom and when, as numbers a spreadsheet can use."""

from dataclasses import dataclass
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Font

from reform.export.delimited import SEPARATORS, delimited, written
from reform.export.literal import literal, one_line
from reform.export.table import Column, Table, cell
from reform.export.workbook import INK, add_rows, put, saved, set_page
from reform.text import Words, words


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """A table: typed columns, rows that map their keys to unrounded values, and what stands above it.

    `title` says what it shows, `place` and `period` whose and when, in words; `said` is the sentence beside it on
    the screen, `mark` a stamp that no reader may overlook, such as SỐ LIỆU MINH HỌA.
    """

    lang: str
    title: str
    place: str
    period: str
    columns: tuple[Column, ...]
    rows: list[dict]
    said: str = ""
    mark: str = ""

    @property
    def words(self) -> Words:
        """The words of its language."""
        return words(self.lang)

    @property
    def about(self) -> dict[str, str]:
        """What every line of the CSV repeats, under its header."""
        t = self.words.t
        told = {
            t("export.column.locality"): self.place,
            t("export.column.period"): self.period,
            t("export.column.state"): self.mark,
            t("export.column.note"): self.said,
        }
        return {header: text for header, text in told.items() if text}


def sheet_csv(sheet: Sheet) -> bytes:
    """The table, each line with place, period and note: UTF-8 with BOM, `;` and a decimal comma in Vietnamese."""
    around = [literal(text) for text in sheet.about.values()]
    lines = [[literal(header) for header in [*(column.header for column in sheet.columns), *sheet.about]]]
    for row in sheet.rows:
        cells = [written(cell(row, column, sheet.lang), column, sheet.lang) for column in sheet.columns]
        lines.append(cells + around)
    return delimited(lines, SEPARATORS[sheet.lang])


def sheet_xlsx(sheet: Sheet, made_at: datetime | None = None) -> bytes:
    """The table as real numbers under its title, place, period and sentence; `made_at` is now where it is not said."""
    book, found = Workbook(), Table(sheet.columns, sheet.rows, [])
    page = book.active
    page.title = sheet.words.t("export.sheet.figures")
    put(page, 1, 1, " · ".join(filter(None, (sheet.place, sheet.mark))), font=Font(color=INK))
    put(page, 2, 1, sheet.title, font=Font(bold=True, size=14, color=INK))
    put(page, 3, 1, " · ".join(filter(None, (sheet.period, sheet.said))), font=Font(color=INK))
    add_rows(page, sheet, found)
    set_page(page, found)
    book.properties.title, book.properties.creator = one_line(sheet.title), one_line(sheet.place)
    return saved(book, made_at or datetime.now(UTC))
