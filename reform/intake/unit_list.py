"""The office's list of units, pasted or from a CSV: one name a line, or columns TT, Mã, Đơn vị, Cụm, Tên gọi khác."""

import re
from dataclasses import dataclass

from reform import wards
from reform.indicators import Declaration
from reform.intake.delimited import SEPARATORS, split
from reform.intake.encoding import decode
from reform.intake.headers import header_key
from reform.intake.lines import TotalWords
from reform.intake.opening import kind_of, open_file
from reform.intake.reading import Problem, Refused, address

NUMBERING = re.compile(r"^\s*\d+\s*[.)]\s+")


@dataclass(frozen=True)
class UnitList:
    """Units {"ward", "group_name", "code", "office_order", "aliases"} in the office's order, and what is wrong."""

    units: tuple[dict, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_unit_list(data: bytes, declaration: Declaration) -> UnitList:
    """The units of a list in UTF-8; a problem names its cell. Two of one name in one group are an error."""
    try:
        records = records_of(data)
    except Refused as refusal:
        return UnitList(problems=refusal.problems)
    header, columns = _header(records, declaration)
    totals = TotalWords(declaration)
    units, problems, seen = [], [], set()
    for number, record in enumerate(records[header:], header + 1):
        unit = _unit(record, columns, len(units) + 1)
        if unit is None or totals.label([unit["ward"]]):
            continue
        if _identity(unit) in seen:
            cell = address(number, columns["unit"])
            problems.append(Problem("error", "unit_listed_twice", number, None, cell, unit["ward"]))
        seen.add(_identity(unit))
        units.append(unit)
    if not units:
        problems.append(Problem("error", "no_units_listed"))
    return UnitList(tuple(units), tuple(problems))


def records_of(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The records of a pasted list, a small CSV or a workbook's first sheet. Raises Refused."""
    if kind_of(data) != "csv":
        return open_file(data).sheets[0].rows
    text, _ = decode(data)
    return split(text, max(SEPARATORS, key=text.count))


def _identity(unit: dict) -> tuple:
    """Type, name and group: two wards of one name stand in two groups."""
    return wards.split_type(unit["ward"])[0], wards.match_key(unit["ward"]), unit["group_name"]


def _header(records, declaration: Declaration) -> tuple[int, dict[str, int]]:
    """How many records come before the units, and column key → index; without a header names come first."""
    words = {
        "unit": declaration.columns["unit"].headers,
        "number": declaration.columns["number"].headers,
        "code": declaration.words["unit_list_code"],
        "group": declaration.words["unit_list_group"],
        "aliases": declaration.words["unit_list_aliases"],
    }
    keys = {header_key(word): key for key, named in words.items() for word in named}
    for position, record in enumerate(records[:20]):
        found = {
            keys[header_key(cell)]: index for index, cell in enumerate(record) if header_key(cell) in keys
        }
        if "unit" in found:
            return position + 1, found
    return 0, {"unit": _first_names(records)}


def _first_names(records) -> int:
    """The first column that holds names, not numbers: a list pasted with its TT or code has these in front."""
    width = max(map(len, records), default=0)
    columns = ([record[at] for record in records if at < len(record) and record[at]] for at in range(width))
    return next((at for at, cells in enumerate(columns) if any(re.search(r"[^\W\d_]", cell) for cell in cells)), 0)


def _unit(record, columns: dict[str, int], order: int) -> dict | None:
    def cell(key: str) -> str | None:
        index = columns.get(key, len(record))
        return wards.tidy(record[index]) or None if index < len(record) else None

    written = cell("unit")
    if not written:
        return None
    name = wards.full_name(NUMBERING.sub("", written))
    aliases = [alias.strip() for alias in (cell("aliases") or "").split(",") if alias.strip()]
    return {
        "ward": name,
        "group_name": cell("group"),
        "code": cell("code"),
        "office_order": order,
        "aliases": [alias for alias in (written, *aliases) if alias != name],
    }
