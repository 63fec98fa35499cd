"""Bytes and decisions → the same rows: nothing is asked and nothing is matched a second time."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reform.indicators import Declaration
from reform.intake.cells import read_cells
from reform.intake.columns import Heading
from reform.intake.encoding import decode
from reform.intake.reading import Row
from reform.intake.table import split
from reform.intake.units import new_unit
from reform.period import Period, from_key


def read_again(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> tuple[Row, ...]:
    """The rows that `decisions` (as kept in the journal) led to, whatever the registry and synonyms are now.

    Only for a file that was read without an error; a measure the declaration has lost is skipped.
    """
    text, _ = decode(data)
    records = split(text, decisions["separator"])
    headings = [Heading(_index(column["cell"]), **column) for column in decisions["columns"]]
    width = 1 + max(heading.index for heading in headings)
    periods = {row: _period(entry) for entry in decisions["period"] for row in entry["rows"]}
    rows = []
    for unit in decisions["units"]:
        number = unit["row"]
        if unit["how"] == "total" or number not in periods:
            continue
        record = records[number - 1] + ("",) * (width - len(records[number - 1]))
        values, _ = read_cells(number, record, headings, declaration)
        rows.append(_row(unit, periods[number], values))
    return tuple(rows)


def _index(cell: str) -> int:
    """D7 → 3."""
    index = 0
    for letter in re.match("[A-Z]+", cell)[0]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _period(entry: Mapping[str, Any]) -> Period:
    starts, ends = (date.fromisoformat(day) if day else None for day in (entry["from"], entry["to"]))
    found = from_key(entry["key"])
    return replace(found, label=entry["label"], starts=starts, ends=ends, cumulative=entry["cumulative"])


def _row(unit: Mapping[str, Any], period: Period, values) -> Row:
    number, written, name, unit_id = unit["row"], unit["written"], unit["name"], unit["unit_id"]
    locality, itself = unit["locality"], unit["is_locality"]
    fresh = None
    if unit_id is None and unit["how"] != "ambiguous":
        fresh = new_unit(name, locality, written, itself)
    ward = written if unit_id is None else name
    return Row(number, ward, unit_id, fresh, locality, itself, period, values)
