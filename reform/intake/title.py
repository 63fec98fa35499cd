"""The lines above the header: whose report it is and for which period, where no column says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.intake.reading import Problem
from reform.intake.table import Table
from reform.numbers import Unreadable
from reform.period import find_label
from reform.period_words import split_window
from reform.wards import LOCALITY_TYPES, TYPES, comparable, fold, full_name, split_type, tidy

WARD_TYPES = tuple(kind for kind in TYPES if kind not in LOCALITY_TYPES)
_AUTHORITIES = ("ubnd", "uỷ ban nhân dân")
_REPORTING = re.compile(r"\s*(?:tên\s+)?(?:đơn vị báo cáo|đơn vị gửi|cơ quan báo cáo|đơn vị)\s*:\s*", re.IGNORECASE)
# What follows a ward's name on its line: "UBND phường A, quận B"; "tỉnh Bà Rịa - Vũng Tàu" is one name.
_AND_MORE = re.compile(rf"(?:\s*[,;(]\s*|\s+[-–—]\s+)(?=(?:{'|'.join(LOCALITY_TYPES)})\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """What the title block says; each finding with its row and cell. `unit` is the ward whose own form it is."""

    locality: str | None = None
    locality_place: tuple[int, str] | None = None
    label: str | None = None
    starts: date | None = None
    ends: date | None = None
    period_place: tuple[int, str] | None = None
    unit: str | None = None
    unit_place: tuple[int, str] | None = None


def read_title(table: Table) -> tuple[Title, list[Problem]]:
    """The last "UBND thành phố …" (the office above it stands first), the first ward, the first period and window."""
    found: dict = {}
    for place, office in _offices(table):
        for name in _AND_MORE.split(office.rstrip(" )")):
            kind = split_type(name)[0]
            if kind in LOCALITY_TYPES:
                found |= {"locality": full_name(name), "locality_place": place}
            elif kind in WARD_TYPES and "unit" not in found:
                found |= {"unit": tidy(name), "unit_place": place}
    problems = []
    best = len(_PLAINLY)
    for row, record in table.title:
        for text in record:
            place = (row, text.at)
            if (label := find_label(text)) and (rank := _how_plainly(text, label)) < best:
                best = rank
                found |= {"label": label, "period_place": place}
            try:
                _, starts, ends = split_window(text)
            except Unreadable as wrong:
                problems.append(Problem("error", wrong.code, row, None, text.at, str(text)))
                continue
            if starts and "starts" not in found:
                found |= {"starts": starts, "ends": ends, "period_place": found.get("period_place", place)}
    return Title(**found), problems


_PLAINLY = ("said", "part of a year", "a year", "of another document")
_DOCUMENT = ("ke hoach", "quyet dinh", "cong van", "thong tu", "nghi quyet", "so voi")


def _how_plainly(text: str, label: str) -> int:
    """How plainly a line names the report's period: "Kỳ báo cáo: …" before a quarter, before a bare year, as a heading
    has it, before the year of a plan or a decision the report goes by."""
    key = fold(text)
    if key.startswith(("ky bao cao", "thoi ky")):
        return 0
    if any(word in key for word in _DOCUMENT):
        return 3
    return 2 if comparable(label).startswith("năm ") else 1


def _offices(table: Table) -> Iterator[tuple[tuple[int, str], str]]:
    """(place, name) of what the block names as an office: "UBND phường A", the line below "ỦY BAN NHÂN DÂN", and what
    follows "Đơn vị báo cáo:" in its cell or the next."""
    waiting: dict[int, bool] = {}  # column → whether the name of an office stands on the next line
    for row, record in table.title:
        said = False
        for column, text in enumerate(record):
            if not text:
                continue
            place, key = (row, text.at), comparable(text)
            reporting = _REPORTING.match(text)
            rest = text[reporting.end() :] if reporting else ""
            if said or rest or waiting.pop(column, False) or key.startswith(tuple(f"{word} " for word in _AUTHORITIES)):
                yield place, rest or text
            said = bool(reporting) and not rest
            waiting[column] = key in _AUTHORITIES
