"""A table that an office signs, as a workbook: real numbers under a stacked head, notes and two signers below."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reform.export.literal import one_line
from reform.export.table import Column
from reform.export.workbook import INK, LINE, add_header, number_format, put, saved
from reform.text import Words, words

CHARACTERS = 150  # of a sheet's width, which the columns share
LINES = Border(top=LINE, bottom=LINE, left=LINE, right=LINE)
ROOM_TO_SIGN = 4  # rows


@dataclass(frozen=True, eq=False, kw_only=True)
class OfficeSheet:
    """A table as an office hands it in.

    `left` stands above on the left, `below` under the title. `head`: rows of {"text", "columns", "rows"}, stacked; the
    columns' own headers where there are none. `rows` map the columns' keys to numbers or texts, None where absent; a
    text in a column of numbers is shown as it is ("<30"). `marks`: (row, key) → the sign behind a number. `total`: the
    row that stands out. `widths`: key → a share. `signers`: who signs on the left and on the right.
    """

    lang: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[dict]
    left: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    head: tuple[tuple[dict, ...], ...] = ()
    marks: dict[tuple[int, str], str] = field(default_factory=dict)
    total: int | None = None
    absent: str = ""
    notes: tuple[str, ...] = ()
    widths: dict[str, float] = field(default_factory=dict)
    dated: str = ""
    signers: tuple[str, str] = ("", "")

    @property
    def words(self) -> Words:
        return words(self.lang)

    @property
    def heads(self) -> tuple[tuple[dict, ...], ...]:
        """The rows of the head; of a plain table the headers."""
        return self.head or (tuple({"text": column.header} for column in self.columns),)

    def text(self, at: int, column: Column) -> str:
        """A cell as it is printed, its mark behind it."""
        value = self.rows[at].get(column.key)
        if value is None:
            return self.absent
        if isinstance(value, str):
            return value
        decimals = column.decimals if column.kind == "figure" else 0
        written = str(int(value)) if column.kind == "rank" else self.words.number(value, decimals)
        return written + self.marks.get((at, column.key), "")


def office_xlsx(sheet: OfficeSheet, made_at: datetime) -> bytes:
    """The workbook; a mark stands in a number's format, so that the cell is the number alone."""
    book = Workbook()
    page = book.active
    page.title = sheet.name
    top = add_office_title(page, sheet)
    first = add_stacked_head(page, sheet, top)
    last = add_figures(page, sheet, first)
    add_end(page, sheet, last + 1)
    set_office_page(page, sheet, top, first)
    book.properties.title, book.properties.creator = one_line(sheet.title), one_line(" ".join(sheet.left[:1]))
    return saved(book, made_at)


def add_office_title(page: Worksheet, sheet: OfficeSheet) -> int:
    """The lines above the table, the title in the middle without merging cells; gives the row of the head."""
    row = 1
    for text in sheet.left:
        put(page, row, 1, text, font=Font(bold=True, color=INK))
        row += 1
    for text, style in ((sheet.title, Font(bold=True, size=14, color=INK)), *((one, Font(italic=True, color=INK))
                                                                             for one in sheet.below)):  # fmt: skip
        for at in range(1, len(sheet.columns) + 1):
            page.cell(row=row, column=at).alignment = Alignment(horizontal="centerContinuous")
        put(page, row, 1, text, font=style)
        row += 1
    return row


def add_stacked_head(page: Worksheet, sheet: OfficeSheet, top: int) -> int:
    """The head with its merged cells; gives the first row below it."""
    taken: set[tuple[int, int]] = set()
    for down, cells in enumerate(sheet.heads):
        at = 1
        for cell in cells:
            while (down, at) in taken:
                at += 1
            wide, high = cell.get("columns", 1), cell.get("rows", 1)
            taken |= {(down + one, at + two) for one in range(high) for two in range(wide)}
            add_header(page, top + down, at, cell["text"])
            if wide > 1 or high > 1:
                page.merge_cells(
                    start_row=top + down, end_row=top + down + high - 1, start_column=at, end_column=at + wide - 1
                )
            at += wide
    return top + len(sheet.heads)


def add_figures(page: Worksheet, sheet: OfficeSheet, first: int) -> int:
    """Every row; gives the last one's number."""
    for down, row in enumerate(sheet.rows):
        for at, column in enumerate(sheet.columns, start=1):
            mark = sheet.marks.get((down, column.key), "")
            add_figure(page, first + down, at, column, row.get(column.key), mark, down == sheet.total)
    return first + len(sheet.rows) - 1


def add_figure(page: Worksheet, row: int, at: int, column: Column, value: Any, mark: str, bold: bool) -> None:
    """One cell with its lines; a whole number is one in the file as well."""
    if isinstance(value, float) and column.kind in ("rank", "count"):
        value = int(value)
    is_text = column.kind == "text"
    shown = number_format(column) + (f'"{mark}"' if mark else "")
    put(
        page, row, at, value,
        number_format="@" if isinstance(value, str) else shown,
        alignment=Alignment(horizontal="left" if is_text else "right", vertical="top", wrap_text=is_text),
        font=Font(bold=bold, color=INK),
        border=LINES,
    )  # fmt: skip


def add_end(page: Worksheet, sheet: OfficeSheet, row: int) -> None:
    """The notes, then place and date and who signs."""
    for text in sheet.notes:
        put(page, row, 1, text, font=Font(italic=True, color=INK))
        row += 1
    right = max(2, len(sheet.columns) - 3)
    put(page, row + 1, right, sheet.dated or None, font=Font(italic=True, color=INK))
    for at, text in zip((2, right), sheet.signers, strict=True):
        put(page, row + 2, at, text or None, font=Font(bold=True, color=INK))
    put(page, row + 2 + ROOM_TO_SIGN, 2, None)


def set_office_page(page: Worksheet, sheet: OfficeSheet, top: int, first: int) -> None:
    """A4 on its side, as wide as the paper; the head stays in sight and is repeated on every page."""
    shares = [sheet.widths.get(column.key, 1) for column in sheet.columns]
    for at, share in enumerate(shares, start=1):
        page.column_dimensions[get_column_letter(at)].width = max(5, CHARACTERS * share / sum(shares))
    page.freeze_panes = page.cell(row=first, column=3)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{first - 1}"
    page.oddFooter.right.text = "&P/&N"
