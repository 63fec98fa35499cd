"""Localities, units and their other writings, as rows: first use, what a batch registers, the registry they make."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count

from reform import wards
from reform.intake.reading import Registry
from reform.store.database import insert, rows
from reform.store.queries import query


def registry_of(con) -> Registry:
    """The localities, units, aliases and mapped columns a connection's tables hold, for settling names and headers."""
    aliases: dict[int, list[str]] = {}
    for row in rows(con, "SELECT unit_id, alias FROM unit_alias ORDER BY unit_id, alias"):
        aliases.setdefault(row["unit_id"], []).append(row["alias"])
    localities = rows(con, "SELECT locality AS name, close_day, is_default FROM locality ORDER BY locality")
    return Registry(
        localities=tuple(localities),
        units=tuple(_known(unit, aliases.get(unit["unit_id"], ())) for unit in versions(con)),
        mappings=_mappings(con),
    )


def versions(con) -> list[dict]:
    """The rows of the query unit_versions."""
    return rows(con, query("unit_versions").sql)


def _known(unit: Mapping, aliases: Iterable[str]) -> dict:
    told = {key: unit[key] for key in ("unit_id", "locality", "is_locality", "valid_from", "valid_to")}
    return told | {"name": unit["ward"], "group": unit["group_name"], "aliases": tuple(aliases)}


def _mappings(con) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows(con, "SELECT signature, header, key FROM header_mapping ORDER BY signature, header"):
        found.setdefault(row["signature"], {})[row["header"]] = row["key"]
    return found


def set_up(con, data: Mapping, ids: Iterator[int] | None = None) -> None:
    """The first-use choices: a locality with its close day, made the default, and its units in the office's order.

    New units get the next of `ids`; the free ones where none are given.
    """
    ids = ids or free_ids(con)
    register_locality(con, data["locality"], data.get("close_day"), ids, is_default=True)
    for order, unit in enumerate(data["units"], 1):
        _register_unit(con, data["locality"], unit | {"office_order": unit.get("office_order") or order}, ids)


def register_locality(
    con, name: str, close_day: int | None, ids: Iterator[int], *, is_default: bool = False
) -> None:
    """A locality and the unit that stands for itself; a known one takes the close day."""
    if is_default:
        con.execute("UPDATE locality SET is_default = FALSE")
    if rows(con, "SELECT 1 FROM locality WHERE locality = $name", {"name": name}):
        con.execute(
            "UPDATE locality SET close_day = coalesce($day, close_day), is_default = is_default OR $default "
            "WHERE locality = $name",
            {"name": name, "day": close_day, "default": is_default},
        )
        return
    insert(con, "locality", [{"locality": name, "close_day": close_day, "is_default": is_default}])
    insert_unit(con, name, {"unit_id": next(ids), "ward": name, "is_locality": True, "office_order": 0})


def _register_unit(con, locality: str, unit: Mapping, ids: Iterator[int]) -> None:
    """A unit of the office's list; a known one takes its group, code and order. See _known_unit."""
    name, group = unit["ward"], unit.get("group_name")
    unit_id = _known_unit(con, locality, name, group)
    if unit_id is None:
        unit_id = next(ids)
        insert_unit(con, locality, unit | {"unit_id": unit_id})
    else:
        con.execute(
            "UPDATE unit SET group_name = coalesce($group, group_name), code = coalesce($code, code), "
            "office_order = $order WHERE unit_id = $unit_id",
            {"group": group, "code": unit.get("code"), "order": unit["office_order"], "unit_id": unit_id},
        )
    add_aliases(con, unit_id, name, unit.get("aliases", ()))


def _known_unit(con, locality: str, name: str, group: str | None) -> int | None:
    """The id of the unit in force that a list means: of the same group, else the only one where one of the two names
    none. Of another group it is another unit."""
    sql = (
        "SELECT unit_id, group_name FROM unit "
        "WHERE locality = $locality AND ward = $name AND NOT is_locality AND valid_to IS NULL ORDER BY unit_id"
    )
    alike = rows(con, sql, {"locality": locality, "name": name})
    same = [one for one in alike if one["group_name"] == group]
    open_ones = [one for one in alike if group is None or one["group_name"] is None]
    found = same or (open_ones if len(open_ones) == 1 else [])
    return found[0]["unit_id"] if found else None


def insert_unit(con, locality: str, unit: Mapping) -> None:
    """A new unit {"unit_id", "ward", "office_order", and where known "group_name", "code", "is_locality", "valid_from",
    "valid_to"}."""
    kind, bare = wards.split_type(unit["ward"])
    insert(
        con,
        "unit",
        [
            {
                "unit_id": unit["unit_id"],
                "locality": locality,
                "ward": unit["ward"],
                "type": kind.capitalize() if kind else None,
                "bare_name": bare,
                "group_name": unit.get("group_name"),
                "code": unit.get("code"),
                "office_order": unit["office_order"],
                "is_locality": bool(unit.get("is_locality")),
                "valid_from": unit.get("valid_from"),
                "valid_to": unit.get("valid_to"),
            }
        ],
    )


def free_id(con) -> int:
    """The id of the next unit; that of a removed one is never used again."""
    return rows(con, query("free_unit_id").sql)[0]["unit_id"]


def free_ids(con) -> Iterator[int]:
    """The ids that units registered from now on get, one after the other."""
    return count(free_id(con))


def recorded_ids(con, data: Mapping) -> Iterator[int]:
    """The ids that the units a journal entry registers got on the day of recording."""
    return count(data["first_unit_id"]) if "first_unit_id" in data else _ids_of_before(con)


def _ids_of_before(con) -> Iterator[int]:
    """Entries of before name no id: theirs was the next above the units that stood there, removed ones forgotten."""
    while True:
        yield rows(con, "SELECT coalesce(max(unit_id), 0) + 1 AS unit_id FROM unit")[0]["unit_id"]


def add_aliases(con, unit_id: int, name: str, aliases) -> None:
    """Other writings of a unit's name, each kept once."""
    known = {row["alias"] for row in rows(con, f"SELECT alias FROM unit_alias WHERE unit_id = {int(unit_id)}")}
    fresh = [alias for alias in dict.fromkeys(aliases) if alias and alias != name and alias not in known]
    insert(con, "unit_alias", [{"unit_id": unit_id, "alias": alias} for alias in fresh])


def next_order(con, locality: str) -> int:
    """The place behind the last unit of the office's list."""
    sql = "SELECT coalesce(max(office_order), 0) + 1 AS place FROM unit WHERE locality = $locality"
    return rows(con, sql, {"locality": locality})[0]["place"]


@contextmanager
def history(con, position: int) -> Iterator[None]:
    """Keeps what the journal entry `position` changes of the units as they were, so that a past day can be asked."""
    before = {unit["unit_id"]: unit for unit in versions(con)}
    yield
    after = {unit["unit_id"]: unit for unit in versions(con)}
    changed = [unit for unit_id, unit in before.items() if after.get(unit_id) != unit]
    insert(con, "unit_was", [unit | {"until": position} for unit in changed])
    insert(con, "unit_was", [{"unit_id": one, "until": position} for one in after if one not in before])
