"""The lines of a report: its story, and what stands beside it: tables, their cells that hold prose, footnotes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reform.grids.grid import NOTE, TABLE
from reform.intake import legacy
from reform.intake.reading import Sheet, Written, address, refuse
from reform.numbers import is_figure

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
HEAD = 15  # lines that hold the office's name and the title
_WORDS = 4  # of a cell that holds a sentence
_DOCUMENT = re.compile(r"[0-9]\s*/\s*[A-ZĐ]{2}|[0-9]\s*-[A-ZĐ]{2}")


class Apart(str):
    """A line of which the lines around do not say what its figures are of: a footnote, or a cell of a table, whose
    number and row are its `place`."""

    __slots__ = ("place",)

    def __new__(cls, text: str, place: tuple[int, int] | None = None):
        self = super().__new__(cls, text)
        self.place = place
        return self

    def __reduce__(self):
        return Apart, (str(self), self.place)

    def but(self, text: str) -> "Apart":
        """Another text at the same place."""
        return Apart(text, self.place)


class Table(str):
    """A table that holds figures: its text, and the grid of its cells. `sheet.name` is its number in the document."""

    __slots__ = ("sheet",)

    def __new__(cls, sheet: Sheet):
        self = super().__new__(cls, "\n".join(" ".join(filter(None, row)) for row in sheet.rows))
        self.sheet = sheet
        return self

    def __reduce__(self):
        return Table, (self.sheet,)


def is_story(line: str) -> bool:
    """Whether a line is a paragraph of the report itself."""
    return not isinstance(line, (Apart, Table))


def document_lines(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """A document's grid of lines and its tables → its lines, tables among them, its notes at the end.

    Raises Refused: mojibake_file.
    """
    story, *tables = _in_unicode(sheets)
    known = {table.name: table for table in tables}
    for row in story.rows:
        column = max((at for at, cell in enumerate(row) if cell), default=None)
        if column == TABLE:
            yield Table(known[row[column]])
            yield from _told_in_cells(known[row[column]])
        elif column == NOTE:
            yield from (Apart(line) for line in row[column].split("\n"))
        elif column is not None:
            yield from row[column].split("\n")


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """The lines of a text that has no tables. Raises Refused: mojibake_file."""
    (sheet,) = _in_unicode((sheet,))
    return (line for row in sheet.rows for cell in row if cell for line in cell.split("\n"))


def pasted(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a pasted text; rows of as many cells, parted by tabs, are a table where any holds a figure."""
    tables, run = 0, []
    for line in (*lines, ""):
        cells = line.split("\t")
        if run and len(cells) != len(run[0]):
            tables += _is_table(run)
            yield from (_pasted_table(run, tables),) if _is_table(run) else (" ".join(row) for row in run)
            run = []
        if len(cells) > 1:
            run.append(cells)
        else:
            yield line


def _is_table(rows: list[list[str]]) -> bool:
    return len(rows) > 1 and any(is_figure(cell.strip()) for row in rows for cell in row)


def _pasted_table(rows: list[list[str]], number: int) -> Table:
    placed = (
        tuple(Written(tidied(cell), address(at, column)) for column, cell in enumerate(row))
        for at, row in enumerate(rows, 1)
    )
    return Table(Sheet(str(number), tuple(placed)))


def tidied(line: str) -> str:
    """One space between words, nothing that cannot be seen; a table as it is."""
    if isinstance(line, Table):
        return line
    text = " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", line)).split())
    return line.but(text) if isinstance(line, Apart) else text


def _told_in_cells(table: Sheet) -> Iterator[Apart]:
    """Sentences that stand in cells, documents cited there: not labels, headers, figures with their unit."""
    for number, row in enumerate(table.rows, 1):
        for cell in row:
            told = any(map(str.isdigit, cell)) and not is_figure(cell)
            if told and (len(cell.split()) > _WORDS or _DOCUMENT.search(cell)):
                yield from (Apart(line, (int(table.name), number)) for line in cell.split("\n"))


def _in_unicode(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets as they are, or converted from a font older than Unicode. Raises Refused: mojibake_file."""
    sheets = tuple(sheets)
    lines = {line for sheet in sheets for row in sheet.rows for cell in row for line in cell.split("\n")}
    strange = [line for line in lines if not line.isascii()]
    font = legacy.recognise(strange)
    if font is None:
        if legacy.is_spoilt(strange):
            raise refuse("mojibake_file")
        return sheets
    mixed = any(map(legacy.is_unicode, strange))
    return tuple(replace(sheet, rows=tuple(_converted(row, font, mixed) for row in sheet.rows)) for sheet in sheets)


def _converted(row: tuple[Written, ...], font: str, mixed: bool) -> tuple[Written, ...]:
    """The cells of a row in Unicode, each line of a cell by itself."""
    pieces = ([legacy.convert_piece(line, font, mixed) for line in cell.split("\n")] for cell in row)
    return tuple(Written("\n".join(lines), cell.at) for lines, cell in zip(pieces, row, strict=True))
