"""From a journal entry to rows: the one way in which a snapshot, a rebuilt snapshot and a trial come to their rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from reform import period, wards
from reform.intake.names import same_group
from reform.intake.reading import Cell, Reading, Row
from reform.store.database import insert, rows
from reform.store.units import (
    add_aliases,
    free_ids,
    insert_unit,
    next_order,
    register_locality,
    registry_of,
    set_up,
)

__all__ = ["DRAFT", "record_batch", "registry_of", "restore_batch", "set_up", "withdraw_batch"]

DRAFT = "draft"


def record_batch(
    con, data: Mapping, time: str, reading: Reading, position: int = 0, ids: Iterator[int] | None = None
) -> None:
    """One published batch: its new localities and units, its reports, its filled cells and what was confirmed.

    `position` is the journal's; new units get the next of `ids`, the free ones where none are given.
    """
    batch_id = data["batch_id"]
    insert(con, "batch", [_batch(data, utc(time), reading, _last_place(con))])
    _add_event(con, "recorded", data, time, position)
    units = _unit_ids(con, reading, ids or free_ids(con))
    _remember_names(con, reading)
    _remember_columns(con, reading)
    add_periods(con, [row.period for row in reading.rows])
    _add_schemes(con, reading)
    rowed, fielded = units[: len(reading.rows)], units[len(reading.rows) :]
    insert(con, "report", [_report(batch_id, unit, row) for unit, row in rowed])
    insert(con, "reported_value", [_value(batch_id, *cell) for cell in _cells(rowed)])
    parts = [_value(batch_id, *cell) | {"field": cell[1].field} for cell in _cells(fielded)]
    insert(con, "field_value", parts)


def utc(time: str) -> datetime:
    """A journal entry's time as the tables hold it."""
    return datetime.fromisoformat(time).astimezone(UTC).replace(tzinfo=None)


def _batch(data: Mapping, recorded_at: datetime, reading: Reading, position: int) -> dict:
    return {
        "batch_id": data["batch_id"],
        "position": position,
        "status": "published",
        "kind": data.get("kind") or "upload",
        "sha256": reading.sha256,
        "file_name": data["file_name"],
        "uploader": data.get("uploader"),
        "reason": data.get("reason"),
        "document": data.get("document"),
        "recorded_at": recorded_at,
    }


def _last_place(con) -> int:
    return rows(con, "SELECT coalesce(max(position), 0) + 1 AS position FROM batch")[0]["position"]


def take_place(con, batch_id: str, twin: str) -> None:
    """Gives a batch under check the place of the stored one that it is, which then steps aside: `restated`."""
    for old in rows(con, "SELECT position FROM batch WHERE batch_id = $twin", {"twin": twin}):
        con.execute("UPDATE batch SET position = $position WHERE batch_id = $batch_id", old | {"batch_id": batch_id})
    con.execute("UPDATE batch SET status = 'restated' WHERE batch_id = $twin AND status = 'published'", {"twin": twin})


def _add_event(con, kind: str, data: Mapping, time: str, position: int) -> None:
    """One thing that happened to a batch, with the confirmations it took and the notes there were."""
    event = {
        "batch_id": data["batch_id"],
        "kind": kind,
        "position": position,
        "happened_at": utc(time),
        "who": data.get("uploader") or data.get("by"),
        "reason": data.get("reason"),
    }
    insert(con, "batch_event", [event])
    taken = [_acceptance(one, data) | {"batch_id": data["batch_id"], "position": position} for one in _taken(data)]
    insert(con, "acceptance", taken)
    about = {"batch_id": data["batch_id"], "position": position}
    insert(
        con, "note", [about | {key: one[key] for key in ("code", "cell", "number")} for one in data.get("notes", ())]
    )


def _taken(data: Mapping) -> Iterable[Mapping | str]:
    """What was confirmed; entries of before say only what was accepted: all, CODE or CODE:CELL."""
    return data["confirmed"] if "confirmed" in data else data.get("accepted", ())


def _acceptance(one: Mapping | str, data: Mapping) -> dict:
    if isinstance(one, str):
        code, _, cell = one.partition(":")
        return {"code": code, "cell": cell or None, "reason": data.get("reason")}
    return {"code": one["code"], "cell": one["cell"], "reason": one["reason"]}


def restore_batch(con, data: Mapping, time: str, position: int) -> None:
    """A withdrawn batch counts again, at the place among the batches that it always had."""
    con.execute("UPDATE batch SET status = 'published' WHERE batch_id = $batch_id", {"batch_id": data["batch_id"]})
    _add_event(con, "restored", data, time, position)


def withdraw_batch(con, data: Mapping, time: str = "2000-01-01T00:00:00+07:00", position: int = 0) -> None:
    """A published batch no longer counts; the forms it had replaced are in force again."""
    con.execute("UPDATE batch SET status = 'withdrawn' WHERE batch_id = $batch_id", {"batch_id": data["batch_id"]})
    _add_event(con, "withdrawn", data, time, position)


# ── What a batch brings with it ───────────────────────────────────────────────


def _unit_ids(con, reading: Reading, ids: Iterator[int]) -> list[tuple[int, Row]]:
    """Each row, then each of the breakdown, with its unit's id; new units are registered in the order of the file."""
    for locality in dict.fromkeys(row.locality for row in reading.rows):
        if not rows(con, "SELECT 1 FROM locality WHERE locality = $name", {"name": locality}):
            register_locality(con, locality, None, ids)
    listed: dict[tuple, list[Mapping]] = {}
    for unit in registry_of(con).units:
        listed.setdefault((unit["locality"], unit["name"]), []).append(unit)
    registered: dict[tuple, list[Mapping]] = {}
    found = []
    for row in (*reading.rows, *reading.fields):
        unit_id = row.unit_id
        if unit_id is None:
            alike = listed.get((row.locality, row.new_unit["name"]), ())
            unit_id = _new_unit(con, row, alike, registered, ids)
            add_aliases(con, unit_id, row.new_unit["name"], [row.new_unit.get("alias")])
        found.append((unit_id, row))
    return found


def _new_unit(
    con, row: Row, alike: Iterable[Mapping], registered: dict[tuple, list[Mapping]], ids: Iterator[int]
) -> int:
    """The id of a unit that a file brings: one of a name in one group, whatever other groups have of that name.

    `alike` are the units of its name before the file, `registered` those that the rows before this one brought.
    """
    fresh = row.new_unit
    if row.is_locality:
        return next(unit["unit_id"] for unit in alike if unit["is_locality"])
    day, group = period.last_day(row.period.key), fresh.get("group")
    mine = registered.setdefault((row.locality, fresh["name"], group), [])
    # Entries of before name no group: their unit was any that held under the name.
    holding = [unit for unit in (*(() if "group" in fresh else alike), *mine) if wards.holds(unit, day)]
    if not holding:
        beside = [unit for unit in alike if None in (group, unit["group"]) or same_group(group, unit["group"])]
        days = _free_days(beside, day)
        days |= {} if "group" in fresh else {"valid_to": None}
        mine.append(_register(con, row, days | {"unit_id": next(ids)}))
        holding = mine
    return holding[-1]["unit_id"]


def _register(con, row: Row, known: Mapping) -> Mapping:
    """The unit of a row, of which id and days are `known`."""
    unit = {"ward": row.new_unit["name"], "group_name": row.new_unit.get("group")} | known
    insert_unit(con, row.locality, unit | {"office_order": next_order(con, row.locality)})
    return known


def _free_days(alike: Iterable[Mapping], day: date) -> dict[str, date | None]:
    """When a unit holds that stands between others of its name on a day."""
    ended = [unit["valid_to"] for unit in alike if unit["valid_to"] and unit["valid_to"] <= day]
    begun = [unit["valid_from"] for unit in alike if unit["valid_from"] and unit["valid_from"] > day]
    return {"valid_from": max(ended, default=None), "valid_to": min(begun, default=None)}


def _remember_names(con, reading: Reading) -> None:
    """A name that was confirmed for a unit is an alias from now on: it is asked about once."""
    for unit in reading.decisions.get("units", ()):
        if unit["how"] in ("similar", "given") and unit["unit_id"] is not None:
            add_aliases(con, unit["unit_id"], unit["name"], [unit["written"]])


def _remember_columns(con, reading: Reading) -> None:
    """What a column was said to be by hand holds from now on for every file of the same header row."""
    signature = reading.decisions.get("header_signature")
    given = [column for column in reading.decisions.get("columns", ()) if column.get("how") in ("given", "ignored")]
    listed = (reading.decisions.get("pivot") or {}).get("said", {})  # of a long list, its columns of names and values
    given += [{"header": header, "key": key} for header, key in listed.items()]
    if not signature or not given:
        return
    for header in {column["header"] for column in given}:
        where = {"signature": signature, "header": header}
        con.execute("DELETE FROM header_mapping WHERE signature = $signature AND header = $header", where)
    said = {column["header"]: column["key"] or "" for column in given}
    insert(con, "header_mapping", [{"signature": signature, "header": one, "key": key} for one, key in said.items()])


def add_periods(con, periods: Iterable[period.Period]) -> None:
    """The periods that no report or deadline has named before."""
    known = {row["period"] for row in rows(con, "SELECT period FROM period")}
    fresh = {found.key: found for found in periods if found.key not in known}
    insert(con, "period", [_period(found) for found in fresh.values()])


def _add_schemes(con, reading: Reading) -> None:
    """Each new writing of a score scheme with the scheme it means: the first writing that differs by no letter."""
    known = {row["text"]: row for row in rows(con, "SELECT text, key, scheme FROM scheme_text")}
    schemes = {row["key"]: row["scheme"] for row in known.values()}
    written = (row.values["score_scheme"].value for row in reading.rows if "score_scheme" in row.values)
    fresh = [text for text in dict.fromkeys(written) if text not in known]
    for text in fresh:
        schemes.setdefault(wards.comparable(text), text)
    keys = ((text, wards.comparable(text)) for text in fresh)
    insert(con, "scheme_text", [{"text": text, "key": key, "scheme": schemes[key]} for text, key in keys])


def _period(found: period.Period) -> dict:
    first_day, last_day = period.calendar_window(found.key)
    usual = period.from_key(found.key).cumulative  # a report that was said to be otherwise says so itself
    return {
        "period": found.key,
        "label": period.label(found.key, "vi", found.label),
        "kind": found.kind,
        "year": found.year,
        "number": found.number,
        "cumulative": bool(found.cumulative if usual is None else usual),
        "first_day": first_day,
        "last_day": last_day,
        "previous": period.previous(found.key),
        "last_year": period.last_year(found.key),
    }


def _report(batch_id: str, unit_id: int, row: Row) -> dict:
    return {
        "batch_id": batch_id,
        "unit_id": unit_id,
        "period": row.period.key,
        "starts": row.period.starts,
        "ends": row.period.ends,
        "cumulative": bool(row.period.cumulative),
        "number": row.number,
    }


def _cells(units: Iterable[tuple[int, Row]]) -> Iterable[tuple[int, Row, str, Cell]]:
    return ((unit, row, *item) for unit, row in units for item in row.values.items())


def _value(batch_id: str, unit_id: int, row: Row, measure: str, cell: Cell) -> dict:
    number = None if isinstance(cell.value, str) else cell.value
    return {
        "batch_id": batch_id,
        "unit_id": unit_id,
        "period": row.period.key,
        "measure": measure,
        "value": number,
        "bound": cell.bound,
        "text": cell.value if isinstance(cell.value, str) else cell.text,
        "cell": cell.cell,
    }
