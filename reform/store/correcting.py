"""A correction: the form in force of one unit and period with some cells changed, as a file that goes the way of any.

The file is the template's, with the whole of every form that is touched, as a newer file replaces a form whole.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reform import wards
from reform.indicators import Declaration
from reform.period import from_key, label
from reform.rows import records

if TYPE_CHECKING:
    from reform.store.store import Store

CLEARED = "-"  # a dash is a figure that is absent; a blank cell of a form of its own would leave the old one in force
STRUCTURE = ("number", "unit", "group", "locality", "period", "from", "to", "cumulative")


def form(store: "Store", unit_id: int, period: str) -> list[dict[str, Any]]:
    """{measure, value (text, as a template holds it; "" where a dash was written), cell, file} of what is in force."""
    return [
        {"measure": row["measure"], "value": _written(row), "cell": row["cell"], "file": row["file_name"]}
        for row in records(store.ask("form", unit_id=unit_id, period=period))
    ]


def file(store: "Store", unit_id: int, period: str, changes: Mapping[str, str]) -> tuple[bytes, str]:
    """(bytes, file name) of a correction: CSV in UTF-8 with BOM and `;`.

    `changes` are measure → text as typed; "" takes a figure back. To be drafted and published with the document and
    the reason. The place among the batches stands in its first column, so that correcting to and fro never makes the
    same file twice; the group tells two units of one name apart. Texts stand as they were typed: this is what is
    stored, and only an export puts a formula to sleep. KeyError for an unknown unit or measure.
    """
    declared = store.declaration
    held = records(store.ask("form", unit_id=unit_id, period=period))
    touched = {declared.measures[measure].family for measure in changes}
    values = {row["measure"]: _written(row) for row in held if row["family"] in touched}
    values |= {measure: _typed(text, measure, declared) for measure, text in changes.items()}
    measures = [key for key in declared.measures if key in values]
    unit = _unit(store, unit_id)
    header = [declared.columns[key].vi for key in STRUCTURE] + [declared.measures[key].vi for key in measures]
    whose = [str(_next_place(store)), unit["name"], unit["group"] or "", unit["locality"]]
    record = [*whose, *_when(held, period), *(values[key] for key in measures)]
    return _csv([header, record]), f"dinh-chinh-{_slug(unit['name'])}-{_slug(period)}.csv"


def _written(row: Mapping[str, Any]) -> str:
    """A stored value as one writes it into the template: no grouping, a decimal comma, a percentage with its sign."""
    if row["kind"] in ("text", "practice"):
        return row["text"]
    if row["value"] is None:
        return ""
    number = f"{Decimal(repr(row['value'])).normalize():f}".replace(".", ",")
    return (row["bound"] or "") + number + ("%" if row["kind"] == "stated" else "")


def _typed(text: str, measure: str, declared: Declaration) -> str:
    written = text.strip()
    if written or not declared.measures[measure].is_number:
        return written
    return CLEARED


def _unit(store: "Store", unit_id: int) -> Mapping[str, Any]:
    """A unit as it is registered; KeyError where none has the number."""
    unit = next((one for one in store.registry().units if one["unit_id"] == unit_id), None)
    if unit is None:
        raise KeyError(unit_id)
    return unit


def _when(held: list[dict], period: str) -> list[str]:
    """Label, first day, last day and whether cumulative, as the reports in force say, else as the period's key does."""
    if not held:
        return [from_key(period).label, "", "", ""]
    first = held[0]
    days = [_day(first[key]) for key in ("starts", "ends")]
    return [label(period, "vi", first["label"]), *days, "có" if first["cumulative"] else "không"]


def _day(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")


def _next_place(store: "Store") -> int:
    return 1 + max((int(place) for place in store.ask("batches")["position"]), default=0)


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", wards.fold(name)).strip("-")
