"""A grid → the one table that every later stage sees: a header a column, a report a record, each cell placed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reform.intake.reading import Problem, Written, address, row_of

_INDEX_CELL = re.compile(r"\([0-9]+\)[0-9()=+\s]*")

Record = tuple[Written, ...]


@dataclass(frozen=True)
class Header:
    """One column's header. `path` is as written, the outermost of stacked headers first, `text` the same for a reader;
    `key` is what it means by the words of the declaration, None when they leave it open."""

    index: int
    at: str
    text: str
    path: tuple[str, ...]
    key: str | None = None


@dataclass(frozen=True)
class Table:
    """The one table of a file. `layout`: template, form_06a, own_form, transposed or long.

    `title` and `body` are numbered records; a number is a row of the sheet, in a transposed table a column. Records of
    the body hold something and are as long as the headers at least; what is beyond them is surplus.
    """

    layout: str
    sheet: str | None
    header_rows: tuple[int, ...]
    headers: tuple[Header, ...]
    title: tuple[tuple[int, Record], ...]
    body: tuple[tuple[int, Record], ...]
    guessed: bool = False  # its header is no known word, only the likeliest row
    pivot: Mapping | None = None  # of a long table, where its cells came from
    written: tuple[Header, ...] = ()  # of a long table, its headers as they stand in the file

    def surplus(self, record: Record) -> Written | None:
        """The first cell beyond the headers that holds something; such a row may be shifted anywhere."""
        return next((cell for cell in record[len(self.headers) :] if cell), None)


def preview(table: Table, records: int = 5) -> tuple[tuple[str, ...], ...]:
    """The first records as text, as wide as the headers."""
    width = len(table.headers)
    return tuple(tuple(map(str, record[:width])) for _, record in table.body[:records])


def padded(number: int, record: Record, width: int, sheet: str | None) -> Record:
    """The record with placed blanks up to `width`: missing trailing cells are blank."""
    missing = range(len(record), width)
    return record + tuple(Written("", placed(sheet, address(number, column))) for column in missing)


def placed(sheet: str | None, cell: str) -> str:
    """D7 as the cell of a sheet: Sheet!D7; in a delimited file D7."""
    return f"{sheet}!{cell}" if sheet else cell


def surplus_problems(table: Table) -> list[Problem]:
    """One error a row that is longer than its header; the row itself is not read."""
    found = (table.surplus(record) for _, record in table.body)
    facts = {"width": len(table.headers)}
    return [
        Problem("error", "surplus_cells", row_of(cell), cell=cell.at, value=str(cell), facts=facts)
        for cell in found
        if cell is not None
    ]


def is_index_row(record: Record) -> bool:
    """The row of column numbers below a header: (1);(2);(3)=(4)+(5) …"""
    filled = [cell for cell in record if cell]
    return len(filled) >= 2 and all(_INDEX_CELL.fullmatch(cell) for cell in filled)
