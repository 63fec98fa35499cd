"""After a visit: recommendations and what became of them, and the visits; as journal entries and as rows."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from reform.rows import records
from reform.store.applying import utc
from reform.store.database import insert, rows
from reform.store.faults import NotThere
from reform.store.journal import Entry
from reform.store.queries import query
from reform.wards import comparable, tidy

if TYPE_CHECKING:
    from reform.store.store import Store

STATES = ("new", "doing", "done")
KEEP: Any = object()  # what a change does not speak of stays as it is
ID_LENGTH = 12
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST = {"text": 1000, "note": 500, "from_whom": 200, "delegation": 150, "ban": 150}  # letters of what is typed
TOLD = 40  # letters of a text that is too long by which it is known again


# ── Recommendations ───────────────────────────────────────────────────────────


def fresh(store: "Store", said: Iterable[Mapping]) -> tuple[list[dict], list[str], list[str]]:
    """(recommendations not recorded yet, each once; ids of those recorded before; of these, those that now stand
    otherwise). See Store.recommend for what is said. Raises NotThere.
    """
    units = _units(store)
    found = [recommendation(units, row) for row in said]
    stored = {row["recommendation_id"]: row for row in records(store.ask("recommendations"))}
    new, already = {}, {}
    for one in found:
        (already if one["id"] in stored else new).setdefault(one["id"], one)
    other = [key for key, one in already.items() if _stands(stored[key]) != (one["state"], one["due"])]
    return list(new.values()), list(already), other


def _units(store: "Store") -> dict[int, Mapping]:
    return {unit["unit_id"]: unit for unit in store.registry().units}


def recommendation(units: Mapping[int, Mapping], row: Mapping) -> dict[str, Any]:
    """One recommendation as the journal keeps it; `units` are those registered, by id.

    The same words from the same person of the same day to the same unit are the same recommendation. Raises NotThere.
    """
    unit_id, text = row["unit_id"], _written("text", row.get("text"))
    if unit_id not in units or units[unit_id]["is_locality"]:
        raise NotThere("unknown_unit", unit=str(unit_id))
    if not text:
        raise NotThere("no_text", unit=units[unit_id]["name"])
    day, due, state = _past(row.get("date")), _day_or_none(row.get("due")), row.get("state") or STATES[0]
    _check(day, due, state)
    from_whom = _written("from_whom", row.get("from_whom")) or None
    about = {"unit_id": int(unit_id), "text": text, "from_whom": from_whom, "date": day.isoformat()}
    stands = {"due": due and due.isoformat(), "state": state, "note": _written("note", row.get("note")) or None}
    return {"id": recommendation_id(about)} | about | stands


def recommendation_id(about: Mapping) -> str:
    """The id of a recommendation: 12 hex digits of the SHA-256 over unit, words, from whom and day."""
    words = [comparable(about["text"]), comparable(about["from_whom"] or "")]
    written = json.dumps([about["unit_id"], *words, about["date"]], ensure_ascii=False)
    return sha256(written.encode()).hexdigest()[:ID_LENGTH]


def change(store: "Store", wanted: str, state: str | None, note: str | None, due: Any) -> dict[str, Any] | None:
    """What is said of a recommendation, as the journal keeps it; None where nothing is new. Raises NotThere."""
    found = records(store.ask("recommendations", recommendation_id=wanted))
    if not found:
        raise NotThere("unknown_recommendation", id=wanted)
    before = found[0]
    held = before["due"] and before["due"].date()
    new_due = held if due is KEEP else _day_or_none(due)
    new_state, note = state or before["state"], _written("note", note) or None
    _check(before["day"].date(), new_due, new_state)
    if (new_state, new_due, note) == (before["state"], held, None):
        return None
    return {"id": wanted, "state": new_state, "due": new_due and new_due.isoformat(), "note": note}


def _stands(row: Mapping) -> tuple:
    return row["state"], row["due"] and row["due"].date().isoformat()


def _check(day: date, due: date | None, state: str) -> None:
    if state not in STATES:
        raise NotThere("unknown_state", state=state)
    if due is not None and due < day:
        raise NotThere("due_before", due=f"{due:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")


def _day(written: Any) -> date:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError as why:
        raise NotThere("no_day", day="" if written is None else str(written)) from why


def _past(written: Any) -> date:
    """A day that has come: what is still to happen has not been done."""
    day, today = _day(written), datetime.now(ZONE).date()
    if day > today:
        raise NotThere("day_in_future", day=f"{day:%d/%m/%Y}", today=f"{today:%d/%m/%Y}")
    return day


def _written(field: str, typed: str | None) -> str:
    """What was typed, tidied; raises NotThere where it is longer than a document has room for."""
    text = tidy(typed or "")
    if len(text) > LONGEST[field]:
        raise NotThere("too_long", start=text[:TOLD], length=str(len(text)), most=str(LONGEST[field]))
    return text


def _day_or_none(written: Any) -> date | None:
    return None if written in (None, "") else _day(written)


# ── Visits ────────────────────────────────────────────────────────────────────


def visit(
    store: "Store", unit_ids: Iterable[int], day: str | date, delegation: str, ban: str | None
) -> dict[str, Any] | None:
    """A visit as the journal keeps it, of those units that have it not recorded; None without any. Raises NotThere."""
    units, wanted = _units(store), list(dict.fromkeys(map(int, unit_ids)))
    for unit_id in wanted or [0]:
        if unit_id not in units or units[unit_id]["is_locality"]:
            raise NotThere("unknown_unit", unit=str(unit_id or "–"))
    names = {"delegation": _written("delegation", delegation), "ban": _written("ban", ban) or None}
    if not names["delegation"]:
        raise NotThere("no_delegation")
    about = {"date": _past(day).isoformat()} | names
    same = {row["unit_id"] for row in records(store.ask("visits")) if _is_of(row, about)}
    new = [unit_id for unit_id in wanted if unit_id not in same]
    return about | {"unit_ids": new} if new else None


def _is_of(row: Mapping, data: Mapping) -> bool:
    same_day = row["day"].date().isoformat() == data["date"]
    return same_day and comparable(row["delegation"]) == comparable(data["delegation"])


def with_past(con, unit_ids: Iterable[int]) -> set[int]:
    """Which of these units have recommendations or visits: what was asked of a unit outlives every list."""
    return {row["unit_id"] for row in rows(con, query("units_with_past").sql)} & set(unit_ids)


# ── Applying it ───────────────────────────────────────────────────────────────


def apply_recommendations(con, entry: Entry) -> None:
    """The recommendations of an entry, each with its first event."""
    found = entry.data["recommendations"]
    about = [
        {"recommendation_id": one["id"], "position": entry.position, "place": place, "day": one["date"]}
        for place, one in enumerate(found, 1)
    ]
    said = [{key: one[key] for key in ("unit_id", "text", "from_whom")} for one in found]
    insert(con, "recommendation", [one | more for one, more in zip(about, said, strict=True)])
    _add_events(con, entry, found)


def apply_change(con, entry: Entry) -> None:
    """What was said of a recommendation since; it counts from then on."""
    _add_events(con, entry, [entry.data])


def _add_events(con, entry: Entry, said: Iterable[Mapping]) -> None:
    about = {"position": entry.position, "happened_at": utc(entry.time), "who": entry.data["by"]}
    told = [{key: one[key] for key in ("state", "due", "note")} | {"recommendation_id": one["id"]} for one in said]
    insert(con, "recommendation_event", [about | one for one in told])


def apply_visit(con, entry: Entry) -> None:
    """A visit, a row for each unit."""
    data = entry.data
    about = {"position": entry.position, "day": data["date"], "who": data["by"]}
    about |= {key: data[key] for key in ("delegation", "ban")}
    insert(con, "visit", [about | {"unit_id": one} for one in data["unit_ids"]])
