"""What a file says once it is read: rows, problems, and the decisions that led from its bytes to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from reform.period import Period

SEVERITIES = ("error", "confirm", "note")
UNNAMED_LOCALITY = "(chưa đặt tên)"


@dataclass(frozen=True)
class Problem:
    """One thing wrong, open or worth saying. `code` and `facts` become a sentence in data/text, `[problem]`.

    `row` counts records as a spreadsheet shows them, `column` is the header as written, `cell` is like D7,
    `value` is as written (NFC). Severity: error (to mend), confirm (has a default reading), note.
    """

    severity: str
    code: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    file: str | None = None  # the file's name, where a draft has several

    @property
    def sort(self) -> tuple:
        """Errors, confirms, notes; then by row and column."""
        letters = re.match("[A-Z]*", self.cell or "")[0]
        return SEVERITIES.index(self.severity), self.row or 0, len(letters), letters, self.code


class Written(str):
    """One cell as it is written, and its place; a blank one has a place too.

    `at` is D7, in a workbook Sheet!D7. Of a workbook's cell also: `number`, the exact number (a percentage as its
    fraction, `percent` then says so), `day`, a date, `fault`, an error such as #DIV/0!. The text is then how an office
    would write it: 99,53%, 1059, 15/06/2025.
    """

    __slots__ = ("at", "day", "fault", "number", "percent")

    def __new__(
        cls,
        text: str,
        at: str,
        number: Decimal | None = None,
        percent: bool = False,
        day: date | None = None,
        fault: str | None = None,
    ):
        self = super().__new__(cls, text)
        self.at = at
        self.number = number
        self.percent = percent
        self.day = day
        self.fault = fault
        return self

    def __reduce__(self):
        return Written, (str(self), self.at, self.number, self.percent, self.day, self.fault)


@dataclass(frozen=True)
class Sheet:
    """One grid of cells: a delimited file's only one, a workbook's sheet, a document's table.

    `rows[0]` is row 1 of the spreadsheet; rows are as long as their last filled cell. `name` is None in a delimited
    file. `merged` are (first row, first column, last row, last column), rows from 1, columns from 0.
    """

    name: str | None
    rows: tuple[tuple[Written, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Opened:
    """A file's bytes as grids. `kind`: csv, xlsx, xls, ods or docx; encoding and separator only of csv.

    `problems` do not keep the file from being read: an old font converted (to confirm), what stands hidden.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    separator: str | None = None
    problems: tuple["Problem", ...] = ()


@dataclass(frozen=True)
class Answers:
    """What a reader has said of a file beyond the default readings; None and empty: nothing said.

    `numbers` vi, en or plain; `period` a label or a key, for rows that name none; `unit` whose report a ward's own form
    is; `columns` header as written → measure or column key, "" to ignore it; `units` name as written → registered name,
    "" for a new unit; `shares` measure → percent or fraction.
    """

    numbers: str | None = None
    period: str | None = None
    cumulative: bool | None = None
    sheet: str | None = None
    unit: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    units: Mapping[str, str] = field(default_factory=dict, hash=False)
    shares: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell of a measure: Decimal for numbers (percent 0–100), text for text and practice.

    `value` is None where the default reading of a doubt is "absent" (a dash).
    """

    value: Decimal | str | None
    bound: str | None
    text: str
    cell: str


@dataclass(frozen=True)
class Row:
    """One unit in one period. `ward` is the registry's name, else the name as written (NFC).

    Under the default reading one of `unit_id` and `new_unit` is set; both are None for a total row and where
    a name has no default (ambiguous_unit). `new_unit` is the unit to register: {"name" in full, "type",
    "bare_name", "alias" (this row's writing of it), "locality", "is_locality"}.
    """

    number: int
    ward: str
    unit_id: int | None
    new_unit: Mapping[str, Any] | None = field(hash=False)
    locality: str
    is_locality: bool
    period: Period
    values: Mapping[str, Cell] = field(hash=False)
    field: str | None = None  # of a breakdown: the field (lĩnh vực) this row is about


@dataclass(frozen=True)
class Registry:
    """What the store knows: localities {"name", "close_day", "is_default"}, units {"unit_id", "locality", "name",
    "aliases", "is_locality", "group", "valid_from", "valid_to"} (dates or None; valid_to is the first day it no longer
    holds), and mappings, header signature → {header as written: key or ""}, of columns that were mapped by hand."""

    localities: tuple[Mapping[str, Any], ...] = ()
    units: tuple[Mapping[str, Any], ...] = ()
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    @property
    def default_locality(self) -> str | None:
        """The one set up as such, else the only one, unless nobody has named it yet."""
        named = [place["name"] for place in self.localities if place["name"] != UNNAMED_LOCALITY]
        only = named[0] if len(named) == 1 else None
        return next((place["name"] for place in self.localities if place.get("is_default")), only)

    def close_day(self, locality: str) -> int | None:
        return next((place.get("close_day") for place in self.localities if place["name"] == locality), None)


@dataclass(frozen=True)
class Reading:
    """All that was understood of one file. `fields` are a ward's own figures by field, beside its one row.

    `headers` and `preview`, the first records under them, are the table as it stands, for its columns to be mapped.
    """

    sha256: str
    decisions: Mapping[str, Any]
    rows: tuple[Row, ...] = ()
    totals: tuple[Row, ...] = ()
    fields: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    headers: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    guessed: bool = False  # no column of it is known yet to name units or to hold one of their figures

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def refused(self) -> bool:
        """Whether nothing was read: no table of ward results, or not readable. Keep none of its bytes."""
        return not self.decisions["columns"]

    @property
    def may_be_kept(self) -> bool:
        """Whether its bytes may be kept: it was read, and is known to be a table of ward results."""
        return not (self.refused or self.guessed)


class Refused(Exception):
    """A stage cannot hand anything on; `problems` say why."""

    def __init__(self, *problems: Problem):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def refuse(code: str, **place) -> Refused:
    """One error that ends the reading: `raise refuse("pdf_file")`."""
    facts = place.pop("facts", {})
    return Refused(Problem("error", code, facts=facts, **place))


def row_of(cell: Written) -> int:
    """The row a cell stands in: Sheet!D7 → 7."""
    return row_at(cell.at)


def row_at(place: str) -> int:
    """The row of a place, Sheet!D7 → 7."""
    return int(re.search("[0-9]+$", place)[0])


def column_at(place: str) -> int:
    """The column of a place, from 0: Sheet!D7 → 3."""
    index = 0
    for letter in re.search("([A-Z]+)[0-9]+$", place)[1]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def address(row: int, column: int) -> str:
    """The cell as a spreadsheet names it: row counts from 1, column from 0; address(7, 3) is D7."""
    return f"{column_letters(column)}{row}"


@cache
def column_letters(column: int) -> str:
    """The column, from 0, as a spreadsheet names it: 3 is D, 26 AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
