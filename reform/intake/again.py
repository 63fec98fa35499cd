"""Bytes and decisions → the same rows: nothing is asked and nothing is matched a second time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reform.indicators import Declaration
from reform.intake.cells import Convention, read_cells
from reform.intake.columns import Heading
from reform.intake.layout import table_again
from reform.intake.opening import open_again
from reform.intake.reading import Cell, Opened, Row, column_at
from reform.intake.table import padded
from reform.intake.units import new_unit
from reform.period import Period, from_key

PATIENCE = 10


def read_again(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> tuple[Row, ...]:
    """The rows that `decisions` (as kept in the journal) led to, whatever the registry and synonyms are now.

    Only for a file that was read without an error; a measure the declaration has lost is skipped.
    """
    return both_again(data, decisions, declaration)[0]


def fields_again(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> tuple[Row, ...]:
    """The rows by field of a ward's own form (Reading.fields), of any other file none."""
    return both_again(data, decisions, declaration)[1]


def both_again(
    data: bytes, decisions: Mapping[str, Any], declaration: Declaration
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """(rows, fields): read_again and fields_again, the file opened once.

    Raises Refused where this machine, now, lets no workbook be read.
    """
    values = _values_of(data, decisions, declaration)
    rows = _rows(decisions, values)
    fields = decisions.get("fields") or ()
    return rows, tuple(
        replace(rows[0], number=told["row"], values=values(told["row"]), field=told["field"]) for told in fields
    )


def _rows(decisions: Mapping[str, Any], values: Callable[[int], dict[str, Cell]]) -> tuple[Row, ...]:
    periods = {row: _period(entry) for entry in decisions["period"] for row in entry["rows"]}
    told = [unit for unit in decisions["units"] if unit["how"] != "total" and unit["row"] in periods]
    return tuple(_row(unit, periods[unit["row"]], values(unit["row"])) for unit in told)


def _values_of(data: bytes, decisions: Mapping[str, Any], declaration: Declaration) -> Callable[[int], dict[str, Cell]]:
    """Record number → its cells by measure."""
    table = table_again(_opened(data, decisions), decisions)
    records = dict(table.body)
    headings = [_heading(column) for column in decisions["columns"]]
    width = 1 + max(heading.index for heading in headings)
    convention = Convention(decisions.get("numbers") or "vi", shares=decisions.get("shares") or {}, any_unit=True)
    return lambda number: read_cells(
        padded(number, records[number], width, table.sheet), headings, declaration, convention
    )[0]


def _opened(data: bytes, decisions: Mapping[str, Any]) -> Opened:
    """The same grids; a file of before other kinds were read is a CSV.

    What was read once is given ten times as long: it must be read again on a slower or busier machine too.
    """
    kind = decisions.get("kind") or "csv"
    return open_again(data, kind, decisions["encoding"], decisions["separator"], PATIENCE)


def _heading(column: Mapping[str, Any]) -> Heading:
    index = column["index"] if "index" in column else column_at(column["cell"])
    return Heading(index, column["cell"], column["header"], column["key"])


def _period(entry: Mapping[str, Any]) -> Period:
    starts, ends = (date.fromisoformat(day) if day else None for day in (entry["from"], entry["to"]))
    found = from_key(entry["key"])
    return replace(found, label=entry["label"], starts=starts, ends=ends, cumulative=entry["cumulative"])


def _row(unit: Mapping[str, Any], period: Period, values) -> Row:
    number, written, name, unit_id = unit["row"], unit["written"], unit["name"], unit["unit_id"]
    locality, itself = unit["locality"], unit["is_locality"]
    fresh = None
    if unit_id is None and unit["how"] != "ambiguous":
        fresh = new_unit(name, locality, written, itself) | {key: unit[key] for key in ("group",) if key in unit}
    ward = written if unit_id is None else name
    return Row(number, ward, unit_id, fresh, locality, itself, period, values)
