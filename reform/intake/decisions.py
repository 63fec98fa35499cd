"""What was decided while reading, as JSON-able data: with the bytes, enough to read the same rows again."""

from collections.abc import Mapping, Sequence
from typing import Any

from reform.intake.cells import Convention
from reform.intake.columns import Heading, signature
from reform.intake.lines import Line
from reform.intake.periods import Dated
from reform.intake.reading import Opened, Row
from reform.intake.table import Table
from reform.intake.units import Known
from reform.wards import full_name

NONE: Mapping[str, Any] = {
    "kind": None,
    "encoding": None,
    "separator": None,
    "sheet": None,
    "layout": None,
    "numbers": None,
    "numbers_because": None,
    "numbers_evidence": None,
    "shares": {},
    "header_rows": [],
    "header_signature": None,
    "period": [],
    "columns": [],
    "units": [],
    "fields": [],
    "locality": None,
    "pivot": None,
}


def mapped(opened: Opened, table: Table, headings) -> dict[str, Any]:
    """What is decided before any row is read, all there is where no column names the units."""
    return {
        **NONE,
        "kind": opened.kind,
        "encoding": opened.encoding,
        "separator": opened.separator,
        "sheet": table.sheet,
        "layout": table.layout,
        "header_rows": list(table.header_rows),
        "header_signature": signature(table.written or table.headers),
        "columns": [_column(heading) for heading in headings],
        "pivot": table.pivot,
    }


def decided(
    opened: Opened,
    table: Table,
    headings,
    lines: list[Line],
    localities: Mapping[int, str],
    units: Mapping[int, Known],
    dated: Mapping[int, Dated],
    convention: Convention,
    fields: Sequence[Row] = (),
) -> dict[str, Any]:
    """`locality` is the file's only one, else None: each unit carries its own."""
    names = set(localities.values())
    return {
        **mapped(opened, table, headings),
        "numbers": convention.numbers,
        "numbers_because": convention.because,
        "numbers_evidence": convention.evidence,
        "shares": dict(convention.shares),
        "period": _periods(dated),
        "units": [_unit(line, localities[line.row], units.get(line.row)) for line in lines],
        "fields": [{"row": row.number, "field": row.field} for row in fields],
        "locality": names.pop() if len(names) == 1 else None,
    }


def _column(heading: Heading) -> dict[str, Any]:
    return {
        "cell": heading.cell,
        "header": heading.header,
        "key": heading.key,
        "index": heading.index,
        "how": heading.how,
    }


def _unit(line: Line, locality: str, known: Known | None) -> dict[str, Any]:
    """`how` of a total row is "total". `name` is the same before and after a new unit is registered; `group` stands
    with a new unit alone."""
    known = known or Known(full_name(line.unit), "total")
    group = {"group": known.new_unit["group"]} if known.new_unit and not known.is_locality else {}
    return {
        "row": line.row,
        "written": line.unit,
        "name": known.name,
        "unit_id": known.unit_id,
        "how": known.how,
        "locality": locality,
        "is_locality": known.is_locality,
        **group,
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
