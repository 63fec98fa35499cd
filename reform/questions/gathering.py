"""The facts of one unit in one period that conditions are held against: answers of queries, nothing computed."""

from collections.abc import Mapping
from typing import Any

from reform.rows import records

Facts = dict[str, Any]


def facts_of(
    store: Any, locality: str, unit_id: int, period: str, group: str | None = None, shared: Mapping | None = None
) -> Facts:
    """The facts of a unit, of `store` or whatever asks as it does. `shared`, where several units are asked about, is
    what `shared_of` answers for the same locality, period and group.

    unit: unit_id, ward, is_locality · period: key, kind, last_day, previous, last_year · labels: period → label ·
    figures, previous (of the period before), locality_figures: measure → row of `figures` · unit_sums: measure → what
    all units together report, as such a row · indicators: indicator →
    row of `positions` · outliers, findings, doubts: rows of these queries about the unit.
    """
    shared = shared or shared_of(store, locality, period, group)
    own = shared["positions"].get(unit_id, {})
    about = next(iter(own.values()), {})
    return {
        "unit": {"unit_id": unit_id, "ward": about.get("ward"), "is_locality": unit_id == shared["locality_unit"]},
        "period": shared["period"],
        "labels": shared["labels"],
        "figures": _figures(store, unit_id, period),
        "previous": _figures(store, unit_id, shared["period"]["previous"]),
        "locality_figures": shared["locality_figures"],
        "unit_sums": shared["unit_sums"],
        "indicators": own,
        "outliers": [row for row in shared["outliers"] if row["unit_id"] == unit_id],
        "findings": records(store.ask("findings", unit_id=unit_id, period=period)),
        "doubts": _confirmed(store, unit_id, period),
    }


def shared_of(store: Any, locality: str, period: str, group: str | None = None) -> Facts:
    """What the facts of all units of a locality in a period share, asked once."""
    asked = {"locality": locality, "period": period, "group": group}
    periods = records(store.ask("periods", locality=locality))
    whole = next((row["unit_id"] for row in records(store.ask("locality_unit", locality=locality))), None)
    sums = records(store.ask("measure_totals", **asked | {"group": None}))
    positions: dict[int, dict] = {}
    for row in records(store.ask("positions", **asked)):
        positions.setdefault(row["unit_id"], {})[row["indicator"]] = row
    return {
        "period": _period(periods, period),
        "labels": {row["period"]: row["label"] for row in periods},
        "locality_unit": whole,
        "locality_figures": _figures(store, whole, period),
        "unit_sums": {row["measure"]: _sum(row) for row in sums},
        "positions": positions,
        "outliers": records(store.ask("outliers", **asked)),
    }


def _confirmed(store: Any, unit_id: int, period: str) -> list[dict]:
    """The doubts that were confirmed; what was only noted, the conditions find in the figures themselves."""
    return [row for row in records(store.ask("doubts", unit_id=unit_id, period=period)) if row["severity"] == "confirm"]


def _period(periods: list[dict], key: str) -> dict:
    """A period of the locality; one that has no report knows neither its days nor its neighbours."""
    found = next((row for row in periods if row["period"] == key), {})
    return {"key": key} | {name: found.get(name) for name in ("kind", "last_day", "previous", "last_year")}


def _sum(total: Mapping) -> dict:
    """A row of `measure_totals` as one of `figures`; without those that reported a bound."""
    return {"value": total["value"], "bound": None, "text": None, "computed": False}


def _figures(store: Any, unit_id: int | None, period: str | None) -> dict[str, dict]:
    """measure → its row of `figures`; empty for no unit or no period."""
    if unit_id is None or period is None:
        return {}
    return {row["measure"]: row for row in records(store.ask("figures", unit_id=unit_id, period=period))}
