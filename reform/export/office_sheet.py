"""A table that an office signs, as a workbook: real numbers under a stacked head, notes and two signers below."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from reform.export.literal import one_line
from reform.export.table import Column
from reform.export.workbook import HEAD_FILL, INK, LINE, number_format, put, saved
from reform.text import Words, words

# The page of Nghị định 30/2020/NĐ-CP on its side, in millimetres; Excel counts margins in inches.
LEFT, RIGHT, EDGE, INCH = 30, 18, 20, 25.4
CHARACTERS = 134  # of our type, of a sheet's width, which the columns share: as much as the page holds unreduced
TYPE, LINE_HEIGHT, AIR = 10, 13.2, 3.6  # points: of the letters, of a line, and of a row beside its lines
PAGE_HEIGHT, SQUEEZE = (210 - 2 * EDGE) / INCH * 72, 1.25  # points; what is a little more is made smaller to fit it
# Letters to a figure of our type, in which a sheet's width is counted.
PLAIN, BOLD = 1.08, 1.0
LINES = Border(top=LINE, bottom=LINE, left=LINE, right=LINE)
SIDES = {"text": "left", "rank": "center"}
ROOM_TO_SIGN = 4  # rows
# Separators as Vietnam writes them, in programs that let a file say so: 88,40 and 1.059.
AS_IN_VIETNAM = "[$-42A]"


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
    next(style for style in book._named_styles if style.name == "Normal").font = lettered()  # widths count its figures
    set_widths(page, sheet)
    top = add_office_title(page, sheet)
    first = add_stacked_head(page, sheet, top)
    last = add_figures(page, sheet, first)
    end = add_end(page, sheet, last + 1)
    set_office_page(page, sheet, top, first, end)
    book.properties.title, book.properties.creator = one_line(sheet.title), one_line(" ".join(sheet.left[:1]))
    return saved(book, made_at)


def lettered(*, bold: bool = False, italic: bool = False, size: float = TYPE) -> Font:
    """The letters of an office's table."""
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic, color=INK)


def set_widths(page: Worksheet, sheet: OfficeSheet) -> None:
    """The columns share the width of the page."""
    shares = [sheet.widths.get(column.key, 1) for column in sheet.columns]
    for at, share in enumerate(shares, start=1):
        page.column_dimensions[get_column_letter(at)].width = max(4.5, CHARACTERS * share / sum(shares))


def width(page: Worksheet, columns: Iterable[int]) -> float:
    """How wide columns are together, in characters."""
    return sum(page.column_dimensions[get_column_letter(at)].width for at in columns)


def height(text: str, room: float, letters: float) -> float:
    """The points that a wrapped text takes, so many letters to a character of the room: no program gives a row a height
    of its own to which all keep."""
    return LINE_HEIGHT * max(1, len(wrap(text, max(1, int(room * letters)))))


def add_office_title(page: Worksheet, sheet: OfficeSheet) -> int:
    """The lines above the table, the title in the middle without merging cells; gives the row of the head."""
    row = 1
    for text in sheet.left:
        put(page, row, 1, text, font=lettered(bold=True))
        row += 1
    for text, font in ((sheet.title, lettered(bold=True, size=13)),
                       *((one, lettered(italic=True)) for one in sheet.below)):  # fmt: skip
        add_centred(page, row, range(1, len(sheet.columns) + 1), text, font)
        page.row_dimensions[row].height = LINE_HEIGHT + AIR * (font.size > TYPE)
        row += 1
    page.row_dimensions[row - 1].height += 2 * AIR  # above the head
    return row


def add_centred(page: Worksheet, row: int, columns: range, text: str | None, font: Font) -> None:
    """A text in the middle of columns, which stay cells of their own."""
    for at in columns:
        page.cell(row=row, column=at).alignment = Alignment(horizontal="centerContinuous", vertical="top")
    put(page, row, columns[0], text, font=font)


def add_stacked_head(page: Worksheet, sheet: OfficeSheet, top: int) -> int:
    """The head with its merged cells; gives the first row below it."""
    taken: set[tuple[int, int]] = set()
    asked: dict[int, float] = {}
    for down, cells in enumerate(sheet.heads):
        at = 1
        for cell in cells:
            while (down, at) in taken:
                at += 1
            wide, high = cell.get("columns", 1), cell.get("rows", 1)
            places = {(down + one, at + two) for one in range(high) for two in range(wide)}
            add_head_cell(page, top, places, cell["text"])
            taken |= places
            needed = height(cell["text"], width(page, range(at, at + wide)), BOLD) / high
            for row in range(down, down + high):
                asked[row] = max(asked.get(row, 0), needed + AIR)
            at += wide
    for down, points in asked.items():
        page.row_dimensions[top + down].height = points
    return top + len(sheet.heads)


def add_head_cell(page: Worksheet, top: int, places: set[tuple[int, int]], text: str) -> None:
    """A cell of the head over all its places, with lines around it."""
    (down, at), (last_down, last_at) = min(places), max(places)
    align = Alignment(wrap_text=True, vertical="center", horizontal="center")
    put(page, top + down, at, text, font=lettered(bold=True), alignment=align)
    for one, two in places:
        cell = page.cell(row=top + one, column=two)
        cell.border, cell.fill = LINES, HEAD_FILL
    if len(places) > 1:
        page.merge_cells(start_row=top + down, end_row=top + last_down, start_column=at, end_column=last_at)


def add_figures(page: Worksheet, sheet: OfficeSheet, first: int) -> int:
    """Every row, as high as its longest text; gives the last one's number."""
    for down, row in enumerate(sheet.rows):
        asked = [LINE_HEIGHT]
        for at, column in enumerate(sheet.columns, start=1):
            mark = sheet.marks.get((down, column.key), "")
            add_figure(page, first + down, at, sheet, column, mark, down)
            if column.kind == "text":
                asked.append(height(str(row.get(column.key) or ""), width(page, [at]), PLAIN))
        page.row_dimensions[first + down].height = max(asked) + AIR
    return first + len(sheet.rows) - 1


def add_figure(page: Worksheet, row: int, at: int, sheet: OfficeSheet, column: Column, mark: str, down: int) -> None:
    """One cell with its lines; a whole number is one in the file as well."""
    value: Any = sheet.rows[down].get(column.key)
    if isinstance(value, float) and column.kind in ("rank", "count"):
        value = int(value)
    side = SIDES.get(column.kind, "right")
    is_text = column.kind == "text"
    shown = AS_IN_VIETNAM * (sheet.lang == "vi") + number_format(column) + (f'"{mark}"' if mark else "")
    put(
        page, row, at, value,
        number_format="@" if isinstance(value, str) else shown,
        alignment=Alignment(horizontal=side, vertical="center", wrap_text=is_text, indent=int(side == "right")),
        font=lettered(bold=down == sheet.total),
        border=LINES,
    )  # fmt: skip


def add_end(page: Worksheet, sheet: OfficeSheet, row: int) -> int:
    """The notes as wide as the table, then place and date and who signs; gives the last row of the room to sign."""
    columns = len(sheet.columns)
    for text in sheet.notes:
        align = Alignment(wrap_text=True, vertical="top")
        put(page, row, 1, text, font=lettered(italic=True), alignment=align)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        page.row_dimensions[row].height = height(text, width(page, range(1, columns + 1)), PLAIN)
        row += 1
    halves = range(1, columns // 2 + 1), range(columns // 2 + 1, columns + 1)
    add_centred(page, row + 1, halves[1], sheet.dated or None, lettered(italic=True))
    for half, text in zip(halves, sheet.signers, strict=True):
        add_centred(page, row + 2, half, text or None, lettered(bold=True))
    return row + 2 + ROOM_TO_SIGN


def set_office_page(page: Worksheet, sheet: OfficeSheet, top: int, first: int, end: int) -> None:
    """A4 on its side, as wide as the paper; the head stays in sight and is repeated on every page."""
    page.freeze_panes = page.cell(row=first, column=3)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_margins = PageMargins(
        left=LEFT / INCH, right=RIGHT / INCH, top=EDGE / INCH, bottom=EDGE / INCH, header=10 / INCH, footer=10 / INCH
    )
    tall = sum(page.row_dimensions[row].height or LINE_HEIGHT for row in range(1, end + 1))
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(tall <= PAGE_HEIGHT * SQUEEZE)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{first - 1}"
    page.print_area = f"A1:{get_column_letter(len(sheet.columns))}{end}"
    page.oddFooter.right.text = "&P/&N"
