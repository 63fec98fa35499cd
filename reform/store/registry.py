"""Editing the registry: units as dated versions and who came from whom, checked, then one journal entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import Any

from reform import wards
from reform.intake.reading import Problem
from reform.store import units as rows_of_units
from reform.store import visiting
from reform.store.database import insert, rows
from reform.store.journal import Entry
from reform.store.queries import query

SIDES = ("predecessor", "successor")
EDITED = ("ward", "group_name", "code", "office_order", "valid_from", "valid_to")


class RegistryErrors(ValueError):
    """An edit contradicts itself; nothing was recorded. `problems` say where."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Edit:
    """A locality's registry as it will be: `units` by unit_id, `changed` those to write, `removed` ids."""

    locality: str
    units: Mapping[int, Mapping[str, Any]]
    changed: tuple[Mapping[str, Any], ...]
    removed: tuple[int, ...]
    lineage: tuple[Mapping[str, Any], ...] | None

    @property
    def entry(self) -> dict[str, Any]:
        """What the journal keeps of it: ids and ISO dates alone."""
        return {
            "locality": self.locality,
            "units": [_written(unit) for unit in self.changed],
            "removed": list(self.removed),
            "lineage": None if self.lineage is None else [_written(one) for one in self.lineage],
        }


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


# ── Checking an edit ──────────────────────────────────────────────────────────


def edit(con, locality: str, units: Iterable[Mapping], lineage: Iterable[Mapping] | None) -> Edit:
    """An edit beside what is registered; raises RegistryErrors.

    `units` {"unit_id" or None, "ward", "group_name", "code", "office_order", "aliases", "valid_from", "valid_to",
    "removed"}: what a row does not say stays, and so do units without a row. `lineage` {"predecessor", "successor"
    (ids or names), "on_date", "whole"} replaces all that was; None leaves it.
    """
    known = {row["unit_id"]: row for row in _units(con, locality)}
    problems: list[Problem] = []
    merged, changed, removed = dict(known), [], []
    free = rows_of_units.free_id(con)
    for number, row in enumerate(units, 1):
        unit_id = row.get("unit_id")
        if unit_id is not None and unit_id not in known:
            problems.append(_problem("unit_unknown", number, str(unit_id), name=str(unit_id), locality=locality))
        elif row.get("removed"):
            removed.append(unit_id)
        else:
            new = unit_id is None
            unit_id, free = (free, free + 1) if new else (unit_id, free)
            before = known.get(unit_id, {})
            made = _merged(before, row, unit_id, problems, number)
            made["office_order"] = made["office_order"] or 1 + max(
                (one["office_order"] or 0 for one in merged.values()), default=0
            )
            merged[unit_id] = made
            changed.append(made | {"new": new} | _aliases(before, row))
    problems += _with_reports(known, removed) + _with_past(con, known, removed)
    merged = {unit_id: unit for unit_id, unit in merged.items() if unit_id not in removed}
    problems += _wrong_dates(merged) + _twice(merged)
    led = None if lineage is None else _lineage(merged, lineage, problems)
    if problems:
        raise RegistryErrors(problems)
    return Edit(locality, merged, tuple(changed), tuple(removed), led)


def _units(con, locality: str) -> list[dict[str, Any]]:
    return rows(con, query("units").sql, {"locality": locality, "day": None, "period": None})


def _aliases(before: Mapping, row: Mapping) -> dict[str, list[str]]:
    """The other names a unit has from now on, and those that are taken away."""
    had = (before.get("aliases") or "").split("\n") if before.get("aliases") else []
    named = had if row.get("aliases") is None else [wards.tidy(name) for name in row["aliases"]]
    return {"aliases": named, "dropped": [name for name in had if name not in named]}


def _problem(code: str, row: int | None, value: str | None, **facts) -> Problem:
    return Problem("error", code, row, value=value, facts=facts)


def _merged(before: Mapping, row: Mapping, unit_id: int, problems: list[Problem], number: int) -> dict[str, Any]:
    """The unit as the row says, what it does not say as before."""
    made = {"unit_id": unit_id} | {key: row.get(key, before.get(key)) for key in EDITED}
    made["ward"] = wards.full_name(made["ward"] or "")
    made["group_name"], made["code"] = made["group_name"] or None, made["code"] or None
    if not made["ward"]:
        problems.append(_problem("unit_without_name", number, None))
    for key in ("valid_from", "valid_to"):
        made[key] = _day(made[key], problems, number)
    return made


def _day(written: Any, problems: list[Problem], number: int | None) -> date | None:
    if written is None or written == "":
        return None
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        problems.append(_problem("unit_day_unreadable", number, str(written)))
        return None


def _with_reports(units: Mapping[int, Mapping], removed: Sequence[int]) -> list[Problem]:
    """A unit that has reports is never deleted: its last day ends it."""
    kept = [units[one]["ward"] for one in removed if units[one]["has_reports"]]
    return [_problem("unit_has_reports", None, ward, name=ward) for ward in kept]


def _with_past(con, units: Mapping[int, Mapping], removed: Sequence[int]) -> list[Problem]:
    """Nor is one that a delegation has visited or asked something of."""
    kept = [units[one]["ward"] for one in sorted(visiting.with_past(con, removed))]
    return [_problem("unit_has_recommendations", None, ward, name=ward) for ward in kept]


def _wrong_dates(units: Mapping[int, Mapping]) -> list[Problem]:
    def told(unit: Mapping) -> Problem:
        dates = {"starts": unit["valid_from"], "ends": unit["valid_to"]}
        return _problem("unit_dates_reversed", None, unit["ward"], name=unit["ward"], **dates)

    return [
        told(unit)
        for unit in units.values()
        if unit["valid_from"] and unit["valid_to"] and unit["valid_to"] <= unit["valid_from"]
    ]


def _twice(units: Mapping[int, Mapping]) -> list[Problem]:
    """Two units of one name and type in one group at the same time: nobody could tell their reports apart."""
    alike: dict[tuple, list[Mapping]] = {}
    for unit in units.values():
        key = wards.split_type(unit["ward"])[0], wards.match_key(unit["ward"]), unit["group_name"]
        alike.setdefault(key, []).append(unit)
    return [
        _problem("unit_name_twice", None, two["ward"], name=two["ward"], group=two["group_name"])
        for found in alike.values()
        for one, two in combinations(found, 2)
        if _overlap(one, two)
    ]


def _overlap(one: Mapping, two: Mapping) -> bool:
    def begins_before_end(first: Mapping, second: Mapping) -> bool:
        return not (first["valid_to"] and second["valid_from"]) or second["valid_from"] < first["valid_to"]

    return begins_before_end(one, two) and begins_before_end(two, one)


# ── Lineage ───────────────────────────────────────────────────────────────────


def _lineage(units: Mapping[int, Mapping], lineage: Iterable[Mapping], problems: list[Problem]) -> tuple[dict, ...]:
    found = []
    for number, row in enumerate(lineage, 1):
        day = _day(row["on_date"], problems, number)
        ids = {side: _unit_of(units, row[side], side, day) for side in SIDES}
        for side, unit_id in ids.items():
            if unit_id is None:
                problems.append(_problem("lineage_unknown_unit", number, str(row[side]), name=str(row[side])))
        if day is None and row["on_date"] in (None, ""):
            problems.append(_problem("unit_day_unreadable", number, ""))
        if None not in ids.values() and day:
            found.append(_led(ids, day, row["whole"]))
    distinct = {(one["predecessor_id"], one["successor_id"]): one for one in found}
    problems += _cycles(units, distinct)
    return tuple(distinct.values())


def _led(ids: Mapping[str, int], day: date, whole: Any) -> dict[str, Any]:
    return {f"{side}_id": one for side, one in ids.items()} | {"on_date": day, "whole": bool(whole)}


def _unit_of(units: Mapping[int, Mapping], named: int | str, side: str, day: date | None) -> int | None:
    """A unit by id or by name; of several versions of a name the one that ends, or begins, on that day."""
    if not isinstance(named, str):
        return named if named in units else None
    alike = [one for one in units.values() if _same(one["ward"], named)]
    edge = "valid_to" if side == "predecessor" else "valid_from"
    on_the_day = [one for one in alike if day and one[edge] == day]
    chosen = on_the_day or alike
    return chosen[0]["unit_id"] if len(chosen) == 1 else None


def _same(name: str, other: str) -> bool:
    kinds = wards.split_type(name)[0], wards.split_type(other)[0]
    return wards.match_key(name) == wards.match_key(other) and (None in kinds or kinds[0] == kinds[1])


def _cycles(units: Mapping[int, Mapping], lineage: Iterable[tuple[int, int]]) -> list[Problem]:
    """Nobody comes from itself, by however many steps."""
    graph: dict[int, set[int]] = {}
    for predecessor, successor in lineage:
        graph.setdefault(successor, set()).add(predecessor)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        name = units[error.args[1][0]]["ward"]
        return [_problem("lineage_cycle", None, name, name=name)]
    return []


# ── Applying it ───────────────────────────────────────────────────────────────


def apply(con, entry: Entry) -> None:
    """The units and the lineage of a journal entry; a renamed unit keeps its old name as another writing."""
    data = entry.data
    for unit in data["units"]:
        _apply_unit(con, data["locality"], unit)
    for unit_id in data["removed"]:
        for table in ("unit", "unit_alias"):
            con.execute(f"DELETE FROM {table} WHERE unit_id = $unit_id", {"unit_id": unit_id})
        con.execute("DELETE FROM lineage WHERE $unit_id IN (predecessor_id, successor_id)", {"unit_id": unit_id})
    if data["lineage"] is not None:
        own = "SELECT unit_id FROM unit WHERE locality = $locality"
        con.execute(f"DELETE FROM lineage WHERE successor_id IN ({own})", {"locality": data["locality"]})
        insert(con, "lineage", data["lineage"])


def _apply_unit(con, locality: str, unit: Mapping) -> None:
    own = {"unit_id": unit["unit_id"]}
    before = [row["ward"] for row in rows(con, "SELECT ward FROM unit WHERE unit_id = $unit_id", own)]
    con.execute("DELETE FROM unit WHERE unit_id = $unit_id", own)
    rows_of_units.insert_unit(con, locality, unit)
    for name in unit.get("dropped", ()):
        con.execute("DELETE FROM unit_alias WHERE unit_id = $unit_id AND alias = $name", own | {"name": name})
    rows_of_units.add_aliases(con, unit["unit_id"], unit["ward"], [*unit["aliases"], *before])


# ── A reorganisation ──────────────────────────────────────────────────────────


def reorganised(
    con, locality: str, mapping: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Problem]]:
    """(units, lineage, problems) to hand to `edit`: each predecessor ends and each successor begins on the day.

    `mapping` are {"predecessor", "successor", "on_date", "whole", "row", "cell"} as a mapping list tells them. A name
    that goes over into itself is two dated versions.
    """
    known = _units(con, locality)
    units: dict[tuple, dict] = {}
    problems, lineage = [], _led_so_far(con, locality)
    for row in mapping:
        old = _valid(known, row["predecessor"], row["on_date"])
        if old is None:
            place = {"row": row["row"], "cell": row["cell"], "value": row["predecessor"]}
            problems.append(Problem("error", "lineage_unknown_unit", facts={"name": row["predecessor"]}, **place))
            continue
        units["old", old["unit_id"]] = {"unit_id": old["unit_id"], "valid_to": row["on_date"]}
        if not _begun(known, row):
            key = "new", wards.match_key(row["successor"]), row["on_date"]
            first = {"unit_id": None, "ward": row["successor"], "valid_from": row["on_date"]}
            units.setdefault(key, first | {"group_name": None, "office_order": None, "code": None})
        lineage.append({key: row[key] for key in ("successor", "on_date", "whole")} | {"predecessor": old["unit_id"]})
    return list(units.values()), lineage, problems


def _led_so_far(con, locality: str) -> list[dict[str, Any]]:
    led = rows(con, query("lineage").sql, {"locality": locality})
    return [
        {key: one[key] for key in ("on_date", "whole")} | {side: one[f"{side}_id"] for side in SIDES} for one in led
    ]


def _valid(known: Sequence[Mapping], name: str, day: date) -> Mapping | None:
    """The one unit of a name that holds right before a day, or ended on it."""
    found = [
        unit
        for unit in known
        if _same(unit["ward"], name)
        and (unit["valid_from"] is None or unit["valid_from"] < day)
        and (unit["valid_to"] is None or unit["valid_to"] >= day)
    ]
    return found[0] if len(found) == 1 else None


def _begun(known: Sequence[Mapping], row: Mapping) -> bool:
    """Whether the successor is registered already, from that day on."""
    return any(_same(unit["ward"], row["successor"]) and unit["valid_from"] == row["on_date"] for unit in known)
