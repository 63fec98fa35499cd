"""Who has to report by when, and which reports went back: deadlines and returns, as journal entries and as rows."""

from datetime import date
from typing import Any

from reform import period
from reform.store import applying, database
from reform.store.faults import NotThere
from reform.store.journal import Entry


def deadline(locality: str, wanted: str, day: str | date) -> dict[str, Any]:
    """The entry of a deadline. Raises NotThere: no_period, no_day."""
    if _from_key(wanted) is None:
        raise NotThere("no_period", period=wanted)
    try:
        last = date.fromisoformat(str(day))
    except ValueError as why:
        raise NotThere("no_day", day=str(day)) from why
    return {"locality": locality, "period": wanted, "day": last.isoformat()}


def _from_key(key: str) -> period.Period | None:
    try:
        return period.from_key(key)
    except (ValueError, KeyError):
        return None


def apply_deadline(con, entry: Entry) -> None:
    """The deadline of a period, instead of the one before; the period need not have a report yet."""
    data = entry.data
    where = {"locality": data["locality"], "period": data["period"]}
    con.execute("DELETE FROM deadline WHERE locality = $locality AND period = $period", where)
    database.insert(con, "deadline", [where | {"day": data["day"]}])
    applying.add_periods(con, [period.from_key(data["period"])])


def apply_return(con, entry: Entry) -> None:
    """A report that went back to its unit; its figures stay in force until newer ones come."""
    data = entry.data
    row = {"unit_id": data["unit_id"], "period": data["period"], "returned_at": applying.utc(entry.time)}
    database.insert(con, "returned", [row | {"reason": data["reason"], "who": data["by"]}])
