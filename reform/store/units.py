"""Localities, units and their other writings, as rows: first use, what a batch registers, the registry they make."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from reform import wards
from reform.intake.reading import Registry
from reform.store.database import insert, rows


def registry_of(con) -> Registry:
    """The localities, units, aliases and mapped columns a connection's tables hold, for settling names and headers."""
    aliases: dict[int, list[str]] = {}
    for row in rows(con, "SELECT unit_id, alias FROM unit_alias ORDER BY unit_id, alias"):
        aliases.setdefault(row["unit_id"], []).append(row["alias"])
    localities = rows(con, "SELECT locality AS name, close_day, is_default FROM locality ORDER BY locality")
    units = rows(
        con,
        "SELECT unit_id, locality, ward AS name, is_locality, group_name AS \"group\", valid_from, valid_to "
        "FROM unit ORDER BY unit_id",
    )
    return Registry(
        localities=tuple(localities),
        units=tuple(unit | {"aliases": tuple(aliases.get(unit["unit_id"], ()))} for unit in units),
        mappings=_mappings(con),
    )


def _mappings(con) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows(con, "SELECT signature, header, key FROM header_mapping ORDER BY signature, header"):
        found.setdefault(row["signature"], {})[row["header"]] = row["key"]
    return found


def set_up(con, data: Mapping) -> None:
    """The first-use choices: a locality with its close day, made the default, and its units in the office's order."""
    register_locality(con, data["locality"], data.get("close_day"), is_default=True)
    for order, unit in enumerate(data["units"], 1):
        _register_unit(con, data["locality"], unit | {"office_order": unit.get("office_order") or order})


def register_locality(con, name: str, close_day: int | None, *, is_default: bool = False) -> None:
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
    insert_unit(con, name, {"ward": name, "is_locality": True, "office_order": 0})


def _register_unit(con, locality: str, unit: Mapping) -> None:
    """A unit of the office's list; a known one takes its group, code and order. See _known_unit."""
    name, group = unit["ward"], unit.get("group_name")
    unit_id = _known_unit(con, locality, name, group)
    if unit_id is None:
        unit_id = insert_unit(con, locality, unit)
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


def insert_unit(con, locality: str, unit: Mapping) -> int:
    """A new unit {"ward", "office_order", and where known "group_name", "code", "is_locality", "valid_from",
    "valid_to"}; gives its id."""
    unit_id = rows(con, "SELECT coalesce(max(unit_id), 0) + 1 AS unit_id FROM unit")[0]["unit_id"]
    kind, bare = wards.split_type(unit["ward"])
    insert(
        con,
        "unit",
        [
            {
                "unit_id": unit_id,
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
    return unit_id


def holds(unit: Mapping, day: date) -> bool:
    """Whether this version of a unit holds on a day; `valid_to` is the first day it no longer does."""
    begun = unit["valid_from"] is None or unit["valid_from"] <= day
    return begun and (unit["valid_to"] is None or day < unit["valid_to"])


def add_aliases(con, unit_id: int, name: str, aliases) -> None:
    """Other writings of a unit's name, each kept once."""
    known = {row["alias"] for row in rows(con, f"SELECT alias FROM unit_alias WHERE unit_id = {int(unit_id)}")}
    fresh = [alias for alias in dict.fromkeys(aliases) if alias and alias != name and alias not in known]
    insert(con, "unit_alias", [{"unit_id": unit_id, "alias": alias} for alias in fresh])


def next_order(con, locality: str) -> int:
    """The place behind the last unit of the office's list."""
    sql = "SELECT coalesce(max(office_order), 0) + 1 AS place FROM unit WHERE locality = $locality"
    return rows(con, sql, {"locality": locality})[0]["place"]


COLUMNS = (
    "unit_id, locality, ward, type, bare_name, group_name, code, office_order, is_locality, valid_from, valid_to"
)


@contextmanager
def history(con, position: int) -> Iterator[None]:
    """Keeps what the journal entry `position` changes of the units as they were, so that a past day can be asked."""
    con.execute(f"CREATE TEMP TABLE unit_before AS SELECT {COLUMNS} FROM unit")
    yield
    con.execute(
        f"INSERT INTO unit_was ({COLUMNS}, until) SELECT {COLUMNS}, {position:d} FROM "
        f"(SELECT {COLUMNS} FROM unit_before EXCEPT SELECT {COLUMNS} FROM unit) ORDER BY unit_id"
    )
    con.execute(
        f"INSERT INTO unit_was (unit_id, until) SELECT unit_id, {position:d} FROM unit "
        "WHERE unit_id NOT IN (SELECT unit_id FROM unit_before) ORDER BY unit_id"
    )
    con.execute("DROP TABLE unit_before")
