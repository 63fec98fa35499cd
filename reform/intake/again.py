"""Bytes and decisions → the same rows: nothing is asked and nothing is matched a second time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reform.indicators import Declaration
from reform.intake.cells import Convention, read_cells
from reform.intake.columns import Heading
from reform.intake.layout import table_again
from reform.intake.opening import open_again
from reform.intake.reading import Cell, Opened, Row
from reform.intake.table import padded
from reform.intake.units import new_unit
from reform.period import Period, from_key


def read_again(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> tuple[Row, ...]:
    """The rows that `decisions` (as kept in the journal) led to, whatever the registry and synonyms are now.

    Only for a file that was read without an error; a measure the declaration has lost is skipped.
    """
    values = _values_of(data, decisions, declaration)
    periods = {row: _period(entry) for entry in decisions["period"] for row in entry["rows"]}
    told = [unit for unit in decisions["units"] if unit["how"] != "total" and unit["row"] in periods]
    return tuple(_row(unit, periods[unit["row"]], values(unit["row"])) for unit in told)


def fields_again(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> tuple[Row, ...]:
    """The rows by field of a ward's own form (Reading.fields), of any other file none."""
    if not decisions.get("fields"):
        return ()
    values = _values_of(data, decisions, declaration)
    (row,) = read_again(data, decisions, declaration)
    return tuple(
        replace(row, number=told["row"], values=values(told["row"]), field=told["field"])
        for told in decisions["fields"]
    )


def _values_of(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> Callable[[int], dict[str, Cell]]:
    """Record number → its cells by measure."""
    table = table_again(_opened(data, decisions), decisions)
    records = dict(table.body)
    headings = [_heading(column) for column in decisions["columns"]]
    width = 1 + max(heading.index for heading in headings)
    convention = Convention(decisions.get("numbers") or "vi", shares=decisions.get("shares") or {})
    return lambda number: read_cells(
        padded(number, records[number], width, table.sheet), headings, declaration, convention
    )[0]


def _opened(data: bytes, decisions: Mapping[str, Any]) -> Opened:
    """The same grids; a file of before other kinds were read is a CSV."""
    return open_again(data, decisions.get("kind") or "csv", decisions["encoding"], decisions["separator"])


def _heading(column: Mapping[str, Any]) -> Heading:
    index = column["index"] if "index" in column else _index(column["cell"])
    return Heading(index, column["cell"], column["header"], column["key"])


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
