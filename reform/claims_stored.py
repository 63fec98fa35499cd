"""What is recorded about the unit of a report, gathered from the queries of the pages, to hold the report against."""

from collections.abc import Callable, Iterable
from typing import Any

from reform.claims import Stored, ranks_of, values_of
from reform.indicators import declaration
from reform.period import last_day
from reform.rows import records

Ask = Callable[..., Any]


def stored_about(ask: Ask, locality: str, unit_id: int, period: str, named: Iterable[str] = ()) -> Stored:
    """The figures of a unit in the report's period and in those it names besides; `ask` asks the store."""
    units = records(ask("units", locality=locality, day=None, period=None))
    own = {row["bare_name"] for row in units if row["unit_id"] == unit_id}
    names = tuple(name for row in units if row["unit_id"] == unit_id for name in (row["ward"], row["bare_name"]))
    others = tuple(
        dict.fromkeys(row["ward"] for row in units if row["unit_id"] != unit_id and row["bare_name"] not in own)
    )
    known = {row["period"] for row in records(ask("periods", locality=locality))}
    told = {key: _positions(ask, locality, key) for key in {period, *named} & known}
    values = {key: _values(ask, unit_id, key, rows) for key, rows in told.items()}
    return Stored(period, values, others, names, {key: ranks_of(unit_id, rows) for key, rows in told.items()})


def _positions(ask: Ask, locality: str, period: str) -> list[dict]:
    return records(ask("positions", locality=locality, period=period, group=None, scheme=None, by=None))


def _values(ask: Ask, unit_id: int, period: str, positions: list[dict]) -> dict:
    """Measures and indicators of one period; a share that cannot be computed as it was stated."""
    figures = records(ask("figures", unit_id=unit_id, period=period))
    ranked = [row for row in positions if row["unit_id"] == unit_id]
    shares = [row for row in ranked if declaration().indicators[row["indicator"]].kind == "share"]
    found = values_of(figures, shares)
    stated = {one.key: one.stated for one in declaration().indicators.values() if one.stated in found}
    return {key: found[measure] for key, measure in stated.items()} | found


def units_named(ask: Ask, period: str | None) -> list[dict]:
    """The units of every locality that held in a period, or ever: unit_id, ward, aliases, locality."""
    places = records(ask("localities"))
    day = last_day(period) if period else None
    return [
        row | {"locality": place["locality"]}
        for place in places
        for row in records(ask("units", locality=place["locality"], day=day, period=period))
    ]
