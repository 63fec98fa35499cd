"""A few wards' figures, written by hand, brought into DuckDB's tables by the store's own recording.

A row says `ward` (registered as "Phường …", with its own type or as the locality itself), `period` (blank: the ward is
registered and never reports), measures by their key, and where it matters `locality`, `group`, `batch` (1, 2, …),
`from`, `to`; of a dated version of a ward `holds_from`, `holds_to` (the first day it no longer holds) and the ward it
went over `into`, or `partly_into`, on that day; `field` where it is one line of a breakdown by field.
A cell is 12, 88.5, <30, - (a dash: absent) or a text.
"""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reform.indicators import declaration
from reform.intake.reading import Cell, Reading, Row
from reform.period import from_key
from reform.store import applying, closing, database, queries
from reform.store.journal import Entry
from tests import visited

LOCALITY = "Thành phố Mẫu"
GONE_OVER = ("into", "partly_into")
ABOUT = ("ward", "locality", "group", "batch", "period", "from", "to", "holds_from", "holds_to", "field", *GONE_OVER)


def table(path):
    """The rows of a small CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def full_name(row):
    """Phường An; a locality and a name with its type in full (Xã An) keep theirs."""
    is_full = row["ward"] == place(row) or row["ward"].startswith(("Phường ", "Xã ", "Thị trấn "))
    return row["ward"] if is_full else f"Phường {row['ward']}"


def place(row):
    return row.get("locality") or LOCALITY


def register(con, rows):
    """Every ward in the order of the file; the first locality is the default one."""
    for locality in reversed(list(dict.fromkeys(map(place, rows)))):
        here = {full_name(row): row for row in rows if place(row) == locality}
        units = [registered(name, row) for name, row in here.items() if name != locality]
        applying.set_up(con, {"locality": locality, "units": units})
    database.insert(con, "lineage", list(lineage(con, rows)))


def lineage(con, rows):
    """Who went over into whom, each said once."""
    ids = unit_ids(con)
    said = {
        (place(row), full_name(row), row["holds_to"], side, row[side]): None
        for row in rows
        for side in GONE_OVER
        if row.get(side)
    }
    for here, name, day, side, successor in said:
        ends = {"predecessor_id": ids[here, name], "successor_id": ids[here, f"Phường {successor}"]}
        yield ends | {"on_date": day, "whole": side == "into"}


def unit_ids(con):
    """(locality, name) → unit id."""
    return {(unit["locality"], unit["name"]): unit["unit_id"] for unit in applying.registry_of(con).units}


def registered(name, row):
    """A unit of the office's list, as its last row has it."""
    about = {"group_name": "group", "valid_from": "holds_from", "valid_to": "holds_to"}
    return {"ward": name} | {key: row.get(column) or None for key, column in about.items()}


def cell(measure, text, where):
    """One filled cell as the reading of a file gives it."""
    if text == "-":
        return Cell(None, None, text, where)
    if not declaration().measures[measure].is_number:
        return Cell(text, None, text, where)
    bound = text[0] if text[0] in "<≤>≥" else None
    return Cell(Decimal(text.removeprefix(bound or "")), bound, text, where)


def read_row(number, row, unit_id):
    period = from_key(row["period"])
    if row.get("from"):
        period = replace(period, starts=date.fromisoformat(row["from"]), ends=date.fromisoformat(row["to"]))
    measures = {key: text for key, text in row.items() if key not in ABOUT and text}
    values = {key: cell(key, text, f"{key}:{number}") for key, text in measures.items()}
    own = row["ward"] == place(row)
    return Row(number, full_name(row), unit_id, None, place(row), own, period, values, row.get("field") or None)


def record(con, rows, withdrawn=(), events=()):
    """Batch by batch, in the order of their numbers; or as `events` say: record 1, withdraw 1, restore 1, close 12/QĐ,
    and what tests/visited.py knows.

    An event's place is that of its journal entry; the first is of 1 October 2025, a day each.
    """
    ids = unit_ids(con)
    reported = [row for row in rows if row["period"]]
    read = {}
    for number, row in enumerate(reported, 2):
        unit_id = ids[place(row), full_name(row)]
        read.setdefault(int(row.get("batch") or 1), []).append(read_row(number, row, unit_id))
    for position, event in enumerate(events or in_order(sorted(read), withdrawn), 1):
        kind, _, name = event.partition(" ")
        apply(con, kind, name, position, tuple(read.get(int(name), ()) if name.isdigit() else ()))


def in_order(batches, withdrawn):
    """Each batch, and where it is withdrawn its withdrawal right behind."""
    return [event for one in batches for event in (f"record {one}", f"withdraw {one}")[: 1 + (one in withdrawn)]]


def apply(con, kind, name, position, read):
    """One event of a store, as its journal would have it."""
    about = {"batch_id": f"batch {name}", "file_name": f"batch {name}.csv"}
    time = f"2025-10-{position:02}T08:00:00+07:00"
    if kind == "record":
        confirmed = [{"code": "unknown_unit", "cell": f"A{row.number}", "reason": "đúng"} for row in read]
        said = {"uploader": "A", "confirmed": confirmed}
        whole, parts = [tuple(row for row in read if bool(row.field) == of_field) for of_field in (False, True)]
        applying.record_batch(con, about | said, time, Reading("0" * 64, {}, whole, fields=parts), position)
    elif kind == "withdraw":
        applying.withdraw_batch(con, about | {"by": "B", "reason": "nhầm"}, time, position)
    elif kind == "restore":
        applying.restore_batch(con, about | {"uploader": "C"}, time, position)
    elif kind == "close":
        data = {"locality": LOCALITY, "period": "2025-Q3", "document": name, "document_date": "2025-10-05", "by": "D"}
        data |= {"declaration": "1", "rankings": {"online": f"{position:012}", "timeliness": f"{position + 100:012}"}}
        closing.apply(con, Entry(position, time, kind, data, "", ""))
    else:
        visited.apply(con, kind, name, position, time)


def views_behind(names):
    """The views of these names and all that they read, in the order of making."""
    wanted = set(names)
    for view in reversed(queries.views()):
        if view.name in wanted:
            wanted.update(view.reads)
    return tuple(view for view in queries.views() if view.name in wanted)
