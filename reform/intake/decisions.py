"""What was decided while reading, as JSON-able data: with the bytes, enough to read the same rows again."""

from collections.abc import Mapping
from typing import Any

from reform.intake.columns import Heading
from reform.intake.lines import Line
from reform.intake.periods import Dated
from reform.intake.table import Table
from reform.intake.units import Known
from reform.wards import full_name

NONE: Mapping[str, Any] = {
    "encoding": None,
    "separator": None,
    "numbers": None,
    "header_rows": [],
    "period": [],
    "columns": [],
    "units": [],
    "locality": None,
}


def decided(
    encoding: str,
    table: Table,
    headings,
    lines: list[Line],
    localities: Mapping[int, str],
    units: Mapping[int, Known],
    dated: Mapping[int, Dated],
) -> dict[str, Any]:
    """`locality` is the file's only one, else None: each unit carries its own."""
    names = set(localities.values())
    return {
        "encoding": encoding,
        "separator": table.separator,
        "numbers": "vi",
        "header_rows": [table.header],
        "period": _periods(dated),
        "columns": [_column(heading) for heading in headings],
        "units": [_unit(line, localities[line.row], units.get(line.row)) for line in lines],
        "locality": names.pop() if len(names) == 1 else None,
    }


def _column(heading: Heading) -> dict[str, Any]:
    return {"cell": heading.cell, "header": heading.header, "key": heading.key}


def _unit(line: Line, locality: str, known: Known | None) -> dict[str, Any]:
    """`how` of a total row is "total". `name` is the same before and after a new unit is registered."""
    known = known or Known(full_name(line.unit), "total")
    return {
        "row": line.row,
        "written": line.unit,
        "name": known.name,
        "unit_id": known.unit_id,
        "how": known.how,
        "locality": locality,
        "is_locality": known.is_locality,
    }


def _periods(dated: Mapping[int, Dated]) -> list[dict[str, Any]]:
    """One entry a distinct period, with `row` the first row under it and `rows` all of them."""
    distinct: dict[Dated, list[int]] = {}
    for row, found in sorted(dated.items()):
        distinct.setdefault(found, []).append(row)
    return [
        {
            "row": rows[0],
            "rows": rows,
            "label": found.period.label,
            "key": found.period.key,
            "from": _iso(found.period.starts),
            "to": _iso(found.period.ends),
            "cumulative": found.period.cumulative,
            "found": found.found,
        }
        for found, rows in distinct.items()
    ]


def _iso(day) -> str | None:
    return day.isoformat() if day else None
