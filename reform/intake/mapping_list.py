"""Who became whom in a reorganisation, from a CSV: old unit, new unit, day, the whole of it or a part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reform import wards
from reform.indicators import Declaration
from reform.intake.headers import header_key
from reform.intake.reading import Problem, Refused, address
from reform.intake.unit_list import records_of

COLUMNS = ("predecessor", "successor", "on_date", "whole")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class MappingList:
    """Rows {"predecessor", "successor" (names in full), "on_date" date, "whole" bool, "row", "cell"}, and problems."""

    rows: tuple[dict[str, Any], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_mapping_list(data: bytes, declaration: Declaration) -> MappingList:
    """The rows of a mapping in UTF-8. Without a header: predecessor; successor; date; whole or part, in this order."""
    try:
        records = records_of(data)
    except Refused as refusal:
        return MappingList(problems=refusal.problems)
    begins, places = _header(records, declaration)
    rows, problems = [], []
    for number, record in enumerate(records[begins:], begins + 1):
        if any(wards.tidy(cell) for cell in record):
            row, wrong = _row(number, record, places, declaration)
            problems += wrong
            rows += [] if wrong else [row]
    if not rows and not problems:
        problems.append(Problem("error", "no_units_listed"))
    return MappingList(tuple(rows), tuple(problems))


def _header(records: Sequence[Sequence[str]], declaration: Declaration) -> tuple[int, dict[str, int]]:
    """How many records come before the rows, and column key → index."""
    keys = {header_key(word): key for key in COLUMNS for word in declaration.words[f"mapping_{key}"]}
    for position, record in enumerate(records[:20]):
        found = {keys[header_key(cell)]: index for index, cell in enumerate(record) if header_key(cell) in keys}
        if {"predecessor", "successor"} <= found.keys():
            return position + 1, found
    return 0, {key: index for index, key in enumerate(COLUMNS)}


def _row(number: int, record: Sequence[str], places: dict[str, int], declaration: Declaration):
    """(row, problems) of one record; a blank last column means the whole."""
    written = {key: wards.tidy(record[at]) if at < len(record) else "" for key, at in places.items()}
    cells = {key: address(number, at) for key, at in places.items()}
    problems = [
        Problem("error", "mapping_unit_missing", number, None, cells[key], None)
        for key in ("predecessor", "successor")
        if not written[key]
    ]
    day, whole = _day(written.get("on_date", "")), _whole(written.get("whole", ""), declaration)
    if day is None:
        place = {"row": number, "cell": cells.get("on_date"), "value": written.get("on_date")}
        problems.append(Problem("error", "unit_day_unreadable", **place))
    if whole is None:
        problems.append(Problem("error", "mapping_share_unreadable", number, None, cells["whole"], written["whole"]))
    names = {key: wards.full_name(written[key]) for key in ("predecessor", "successor")}
    return names | {"on_date": day, "whole": whole, "row": number, "cell": cells["predecessor"]}, problems


def _day(written: str) -> date | None:
    """1/7/2025 or 2025-07-01."""
    found = DAY.fullmatch(written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(written)
    except ValueError:
        return None


def _whole(written: str, declaration: Declaration) -> bool | None:
    """Whether it is the whole unit; None where it cannot be told."""
    key = header_key(written)
    if not key or key in map(header_key, declaration.words["mapping_is_whole"]):
        return True
    return False if key in map(header_key, declaration.words["mapping_is_part"]) else None
