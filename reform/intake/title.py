"""The lines above the header: whose report it is and for which period, where no column says so."""

from dataclasses import dataclass
from datetime import date

from reform.intake.reading import Problem, address
from reform.intake.table import Table
from reform.numbers import Unreadable
from reform.period import find_label
from reform.period_words import split_window
from reform.wards import LOCALITY_TYPES, comparable, full_name, split_type


@dataclass(frozen=True)
class Title:
    """What the title block says; each finding with its row and cell."""

    locality: str | None = None
    locality_place: tuple[int, str] | None = None
    label: str | None = None
    starts: date | None = None
    ends: date | None = None
    period_place: tuple[int, str] | None = None


def read_title(table: Table) -> tuple[Title, list[Problem]]:
    """The last "UBND thành phố …" (the office above it stands first), the first period, the first window."""
    found: dict = {}
    problems = []
    for row, record in table.title:
        for column, text in enumerate(record):
            place = (row, address(row, column))
            if locality := _locality(text):
                found |= {"locality": locality, "locality_place": place}
            if "label" not in found and (label := find_label(text)):
                found |= {"label": label, "period_place": place}
            try:
                _, starts, ends = split_window(text)
            except Unreadable as wrong:
                problems.append(Problem("error", wrong.code, row, None, place[1], text))
                continue
            if starts and "starts" not in found:
                found |= {"starts": starts, "ends": ends, "period_place": found.get("period_place", place)}
    return Title(**found), problems


def _locality(text: str) -> str | None:
    named = comparable(text).startswith(("ubnd ", "uỷ ban nhân dân "))
    return full_name(text) if named and split_type(text)[0] in LOCALITY_TYPES else None
