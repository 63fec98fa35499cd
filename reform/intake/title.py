"""The lines above the header: whose report it is and for which period, where no column says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.intake.reading import Problem
from reform.intake.table import Table
from reform.numbers import Unreadable
from reform.period import find_labels
from reform.period_words import split_window
from reform.wards import LOCALITY_TYPES, TYPES, comparable, fold, full_name, split_type, spoken_type, tidy

WARD_TYPES = tuple(kind for kind in TYPES if kind not in LOCALITY_TYPES)
_AUTHORITIES = ("ubnd", "uy ban nhan dan")
_REPORTING = re.compile(r"\s*(?:ten\s+)?(?:don vi bao cao|don vi gui|co quan bao cao|don vi)\s*:\s*")
# What follows a ward's name on its line: "UBND phường A, quận B"; "tỉnh Bà Rịa - Vũng Tàu" is one name.
_MORE = "|".join((*LOCALITY_TYPES, *map(fold, LOCALITY_TYPES)))
_AND_MORE = re.compile(rf"(?:\s*[,;(]\s*|\s+[-–—]\s+)(?=(?:{_MORE})\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """What the title block says; each finding with its row and cell. `unit` is the ward whose own form it is.

    `rivals` are other periods said as plainly as `label`; `is_of_document`: only a plan or a decision bears that year.
    """

    locality: str | None = None
    locality_place: tuple[int, str] | None = None
    label: str | None = None
    rivals: tuple[str, ...] = ()
    is_of_document: bool = False
    starts: date | None = None
    ends: date | None = None
    period_place: tuple[int, str] | None = None
    unit: str | None = None
    unit_place: tuple[int, str] | None = None


def read_title(table: Table) -> tuple[Title, list[Problem]]:
    """The last "UBND thành phố …" (the office above it stands first), the first ward, the plainest period, the first
    window."""
    found: dict = {}
    for place, office in _offices(table):
        for name in _AND_MORE.split(office.rstrip(" )")):
            if split_type(name)[0] in LOCALITY_TYPES:
                found |= {"locality": full_name(name), "locality_place": place}
            elif spoken_type(name) in WARD_TYPES and "unit" not in found:
                found |= {"unit": tidy(name), "unit_place": place}
    window, problems = _window(table)
    return Title(**found | window | _period(table)), problems


def _window(table: Table) -> tuple[dict, list[Problem]]:
    """The first two dates, and every date that is none."""
    found: dict = {}
    problems = []
    for row, record in table.title:
        for text in record:
            try:
                _, starts, ends = split_window(text)
            except Unreadable as wrong:
                problems.append(Problem("error", wrong.code, row, None, text.at, str(text)))
                continue
            if starts and not found:
                found = {"starts": starts, "ends": ends, "period_place": (row, text.at)}
    return found, problems


def _period(table: Table) -> dict:
    """The period that is named most plainly, and those named as plainly."""
    told = [
        (_how_plainly(text, label), label, (row, text.at))
        for row, record in table.title
        for text in record
        for label in find_labels(text)
    ]
    best = min((rank for rank, _, _ in told), default=None)
    named = {label: place for rank, label, place in reversed(told) if rank == best}
    if not named:
        return {}
    (label, place), *rivals = reversed(named.items())
    names = tuple(rival for rival, _ in rivals)
    return {"label": label, "period_place": place, "rivals": names, "is_of_document": best == _OF_DOCUMENT}


_DOCUMENT = ("ke hoach", "quyet dinh", "cong van", "thong tu", "nghi quyet", "nghi dinh", "chi thi", "can cu")
_OF_DOCUMENT = 4


def _how_plainly(text: str, label: str) -> int:
    """How plainly a line names the report's period: "Kỳ báo cáo: …" (0) before a quarter, before a bare year, as a
    heading has it, before the quarter and then the year of a plan or a decision the report goes by (4)."""
    key = fold(text)
    if key.startswith(("ky bao cao", "thoi ky")):
        return 0
    rank = 2 if comparable(label).startswith("năm ") else 1
    return rank + 2 if any(word in key for word in _DOCUMENT) else rank


def _offices(table: Table) -> Iterator[tuple[tuple[int, str], str]]:
    """(place, name) of what the block names as an office: "UBND phường A", the line below "ỦY BAN NHÂN DÂN", and what
    follows "Đơn vị báo cáo:" in its cell or the next."""
    waiting: dict[int, bool] = {}  # column → whether the name of an office stands on the next line
    for row, record in table.title:
        said = False
        for column, text in enumerate(record):
            if not text:
                continue
            place, written = (row, text.at), tidy(text)
            key = fold(written)
            reporting = _REPORTING.match(key)
            rest = written[reporting.end() :] if reporting else ""
            if said or rest or waiting.pop(column, False) or key.startswith(tuple(f"{word} " for word in _AUTHORITIES)):
                yield place, rest or text
            said = bool(reporting) and not rest
            waiting[column] = key in _AUTHORITIES
