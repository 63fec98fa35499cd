"""The lines above the header: whose report it is and for which period, where no column says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.intake.reading import Problem
from reform.intake.table import Table
from reform.numbers import Unreadable
from reform.period import find_labels
from reform.period_words import Heard, split_window, without_period
from reform.wards import LOCALITY_TYPES, TYPES, fold, full_name, split_type, spoken_type, tidy

WARD_TYPES = tuple(kind for kind in TYPES if kind not in LOCALITY_TYPES)
_AUTHORITIES = ("ubnd", "uy ban nhan dan")
_REPORTING = re.compile(r"\s*(?:ten\s+)?(?:don vi bao cao|don vi gui|co quan bao cao|don vi)\s*:\s*")
# What follows a ward's name on its line: "UBND phường A, quận B"; "tỉnh Bà Rịa - Vũng Tàu" is one name.
_MORE = "|".join((*LOCALITY_TYPES, *map(fold, LOCALITY_TYPES)))
_AND_MORE = re.compile(rf"(?:\s*[,;(]\s*|\s+[-–—]\s+)(?=(?:{_MORE})\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Title:
    """What the title block says; each finding with its row and cell. `unit` is the ward whose own form it is.

    `rivals` are other periods said as plainly as `label`; `is_of_document`: only a plan or a decision bears it.
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
        for name in _AND_MORE.split(without_period(office).rstrip(" )")):
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
        (_how_plainly(text, heard), label, (row, text.at))
        for row, record in table.title
        for text in record
        for label, heard in find_labels(text).items()
    ]
    best = min((rank for rank, _, _ in told), default=None)
    named = {label: place for rank, label, place in reversed(told) if rank == best}
    if not named:
        return {}
    (label, place), *rivals = reversed(named.items())
    names = tuple(rival for rival, _ in rivals)
    return {"label": label, "period_place": place, "rivals": names, "is_of_document": best >= _OF_DOCUMENT}


_DOCUMENT = ("ke hoach", "quyet dinh", "cong van", "thong tu", "nghi quyet", "nghi dinh", "chi thi", "can cu")
_PLAN = ("ke hoach", "du kien", "chi tieu", "muc tieu", "nhiem vu")
_RESULTS = ("bao cao", "ket qua", "thuc hien", "tinh hinh", "so lieu", "tong hop", "so ket", "tong ket", "danh gia")
_CLAUSE = re.compile(r"[,;:.()\[\]-]| va ")
_OF_DOCUMENT = 4


def _how_plainly(text: str, heard: Heard) -> int:
    """How plainly a line names the report's period: "Kỳ báo cáo: …" (0) before a quarter, before a bare year, as a
    heading has it, before the quarter of a report that goes by a plan or a decision; last (4 and more) the year of
    such a document, and what is planned."""
    key = fold(text)
    if key.startswith(("ky bao cao", "thoi ky")):
        return 0
    is_year = heard.spoken is not None and heard.spoken.kind == "year" and not heard.is_beside_part
    if _is_planned(key[: heard.span[0]]):
        return _OF_DOCUMENT + is_year
    return 1 + is_year + (2 if any(word in key for word in _DOCUMENT) else 0)


def _is_planned(before: str) -> bool:
    """ "Kế hoạch quý IV/2025", "Kết quả 9 tháng, dự kiến quý IV/2025", but not the results of a plan: what stands
    before a period in its clause decides, else whether the last clause that says either speaks of a plan."""
    *earlier, own = _CLAUSE.split(before)
    told = [(clause, _PLAN) for clause in earlier] + [(own, _PLAN + _DOCUMENT)]
    for clause, words in reversed(told):
        if any(word in clause for word in _RESULTS):
            return False
        if any(word in clause for word in words):
            return True
    return False


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
