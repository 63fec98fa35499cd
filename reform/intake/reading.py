"""What a file says once it is read: rows, problems, and the decisions that led from its bytes to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
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

    @property
    def sort(self) -> tuple:
        """Errors, confirms, notes; then by row and column."""
        letters = re.match("[A-Z]*", self.cell or "")[0]
        return SEVERITIES.index(self.severity), self.row or 0, len(letters), letters, self.code


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Registry:
    """What the store knows: localities {"name", "close_day", "is_default"} and
    units {"unit_id", "locality", "name", "aliases", "is_locality"}."""

    localities: tuple[Mapping[str, Any], ...] = ()
    units: tuple[Mapping[str, Any], ...] = ()

    @property
    def default_locality(self) -> str | None:
        return next((place["name"] for place in self.localities if place.get("is_default")), None)

    def close_day(self, locality: str) -> int | None:
        return next((place.get("close_day") for place in self.localities if place["name"] == locality), None)


@dataclass(frozen=True)
class Reading:
    """All that was understood of one file. `fields` stays empty until breakdowns by field are read."""

    sha256: str
    decisions: Mapping[str, Any]
    rows: tuple[Row, ...] = ()
    totals: tuple[Row, ...] = ()
    fields: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def refused(self) -> bool:
        """Whether nothing was read: no table of ward results, or not readable. Keep none of its bytes."""
        return not self.decisions["columns"]


class Refused(Exception):
    """A stage cannot hand anything on; `problems` say why."""

    def __init__(self, *problems: Problem):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def refuse(code: str, **place) -> Refused:
    """One error that ends the reading: `raise refuse("pdf_file")`."""
    facts = place.pop("facts", {})
    return Refused(Problem("error", code, facts=facts, **place))


def address(row: int, column: int) -> str:
    """The cell as a spreadsheet names it: row counts from 1, column from 0; address(7, 3) is D7."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row}"
