"""A view as an Excel workbook: figures as numbers under a title; a second sheet says what they are."""

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reform.export.literal import is_formula, one_line
from reform.export.story import choices, definitions, heading, method, period_text, target_text
from reform.export.table import Column, Table, cell, table
from reform.export.view import View
from reform.rows import records

INK, LINE = "FF23211E", Side(style="thin", color="FFBDB5A8")
HEAD_FILL = PatternFill("solid", start_color="FFF4F2EC")
TITLE_ROWS = 3
WIDTHS = {"rank": 9, "count": 13, "figure": 14, "number": 14, "change": 15, "date": 12, "text": 16}
# Names and notes get the room that their longest text asks for, between these two.
NARROW, WIDE = 16, 48


def ranking_xlsx(view: View) -> bytes:
    """The table as real numbers, the unranked below it; definition, method and files on the second sheet."""
    book, found = Workbook(), table(view)
    sheet = book.active
    sheet.title = view.words.t("export.sheet.summary" if view.is_summary else "export.sheet.ranking")
    add_title(sheet, view)
    add_rows(sheet, view, found)
    set_page(sheet, found)
    add_about(book.create_sheet(view.words.t("export.sheet.about")), view)
    book.properties.title, book.properties.creator = heading(view), one_line(view.locality)
    return saved(book, view.moment)


def put(sheet: Worksheet, row: int, column: int, value: object, **style: object) -> Cell:
    """Write one cell; text is text whatever it begins with, and stays so when somebody edits the cell."""
    at = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        at.value = one_line(value)
        at.data_type = "s"
        at.quotePrefix = is_formula(value)
    else:
        at.value = value
    for name, setting in style.items():
        setattr(at, name, setting)
    return at


def add_title(sheet: Worksheet, view: View) -> None:
    """Locality, title, and the period with the state of its figures."""
    below = " · ".join([period_text(view), *choices(view), *view.state])
    put(sheet, 1, 1, " · ".join([view.locality, *view.state[: view.sample]]), font=Font(color=INK))
    put(sheet, 2, 1, view.title, font=Font(bold=True, size=14, color=INK))
    put(sheet, 3, 1, below, font=Font(color=INK))


def add_rows(sheet: Worksheet, view: View, found: Table) -> None:
    """The header, frozen, then every row."""
    top = TITLE_ROWS + 1
    for at, column in enumerate(found.columns, start=1):
        add_header(sheet, top, at, column.header)
        sheet.column_dimensions[get_column_letter(at)].width = width(column, found)
    for down, row in enumerate(found.rows + found.unranked, start=top + 1):
        bold = bool(row.get("is_locality"))
        for at, column in enumerate(found.columns, start=1):
            add_cell(sheet, down, at, column, cell(row, column, view.lang), bold)
    sheet.freeze_panes = sheet.cell(row=top + 1, column=3)


def add_header(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A header cell: bold, wrapped, on a quiet ground."""
    style = {"font": Font(bold=True, color=INK), "fill": HEAD_FILL, "border": Border(bottom=LINE)}
    align = Alignment(wrap_text=True, vertical="center", horizontal="center")
    put(sheet, row, column, text, alignment=align, **style)


def add_cell(sheet: Worksheet, row: int, at: int, column: Column, value: object, bold: bool) -> None:
    """A figure in the format of its column; a date as a day."""
    if column.kind == "date" and value is not None:
        value = value.date() if isinstance(value, datetime) else value
    side = "left" if column.kind == "text" else "right"
    align = Alignment(horizontal=side, vertical="top", wrap_text=column.kind == "text")
    font = Font(bold=bold, color=INK)
    put(sheet, row, at, value, number_format=number_format(column), alignment=align, font=font)


def number_format(column: Column) -> str:
    """How Excel shows a column's numbers; the separators are those of the PC that opens the file."""
    figure = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    signed = f"+{figure};-{figure};{figure}"
    formats = {
        "rank": "0",
        "count": "#,##0",
        "figure": figure,
        "change": signed,
        "date": "dd/mm/yyyy",
        "number": "General",
    }
    return formats.get(column.kind, "@")


def width(column: Column, found: Table) -> float:
    """A column's width in characters."""
    if column.kind != "text":
        return WIDTHS[column.kind]
    longest = max((len(str(row.get(column.key) or "")) for row in found.rows + found.unranked), default=0)
    return min(max(longest + 2, NARROW if column.key != "band" else 12), WIDE)


def set_page(sheet: Worksheet, found: Table) -> None:
    """A4 on its side, as wide as the paper, the header on every page and a page number below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{TITLE_ROWS + 1}:{TITLE_ROWS + 1}"
    sheet.print_area = f"A1:{get_column_letter(len(found.columns))}{sheet.max_row}"
    sheet.oddFooter.right.text = "&P/&N"


def add_about(sheet: Worksheet, view: View) -> None:
    """Definition, target, method, state and time; then the files with their SHA-256."""
    t, row = view.words.t, 1
    for label, lines in about(view):
        for line in lines:
            put(sheet, row, 1, label, font=Font(bold=True, color=INK), alignment=Alignment(vertical="top"))
            put(sheet, row, 2, line, alignment=Alignment(wrap_text=True, vertical="top"))
            label, row = "", row + 1
    row += 1
    for at, key in enumerate(("file", "hash", "uploader", "recorded_at", "units"), start=1):
        add_header(sheet, row, at, "SHA-256" if key == "hash" else t(f"export.sheet.{key}"))
    for file in records(view.sources):
        row += 1
        for at, value in enumerate(source_cells(file, view), start=1):
            put(sheet, row, at, value)
    for letter, wide in zip("ABCDE", (34, 70, 24, 18, 12), strict=True):
        sheet.column_dimensions[letter].width = wide


def about(view: View) -> list[tuple[str, list[str]]]:
    """What the second sheet says, line by line under its labels."""
    t = view.words.t
    target = target_text(view)
    said = [
        (t("export.column.locality"), [view.locality]),
        (t("export.column.period"), [period_text(view), *choices(view)]),
        (t("export.column.state"), view.state),
        (t("export.column.definition"), definitions(view) + ([target] if target else [])),
        (t("export.note.method"), method(view)),
        (t("export.column.made_at"), [view.words.time(view.made_at)]),
    ]
    return [(label, lines) for label, lines in said if lines]


def source_cells(file: dict, view: View) -> list[object]:
    """One file on the second sheet."""
    moment = view.words.time(file["recorded_at"]) if file.get("recorded_at") is not None else None
    return [file["file_name"], file["sha256"], file.get("uploader"), moment, file.get("units")]


def saved(book: Workbook, moment: datetime) -> bytes:
    """A workbook as bytes that depend on nothing but its content: the same view gives the same file."""
    stamp = moment.replace(tzinfo=None, microsecond=0)
    raw, out = io.BytesIO(), io.BytesIO()
    book.properties.created = stamp
    book.save(raw)
    written_now = book.properties.modified
    with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = part.replace(iso(written_now), iso(stamp))
            new.writestr(ZipInfo(name, stamp.timetuple()[:6]), part, ZIP_DEFLATED)
    return out.getvalue()


def iso(moment: datetime) -> bytes:
    """A moment as the workbook's properties hold it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
