"""A few wards' figures, written by hand, brought into DuckDB's tables by the store's own recording.

A row says `ward` (registered as "Phường …", or the locality itself), `period` (blank: the ward is registered and never
reports), measures by their key, and where it matters `locality`, `group`, `batch` (1, 2, …), `from`, `to`.
A cell is 12, 88.5, <30, - (a dash: absent) or a text.
"""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reform.indicators import declaration
from reform.intake.reading import Cell, Reading, Row
from reform.period import from_key
from reform.store import applying, queries

LOCALITY = "Thành phố Mẫu"
ABOUT = ("ward", "locality", "group", "batch", "period", "from", "to")


def table(path):
    """The rows of a small CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def full_name(row):
    """Phường An; a locality keeps its name."""
    return row["ward"] if row["ward"] == place(row) else f"Phường {row['ward']}"


def place(row):
    return row.get("locality") or LOCALITY


def register(con, rows):
    """Every ward in the order of the file; the first locality is the default one."""
    for locality in reversed(list(dict.fromkeys(map(place, rows)))):
        here = {full_name(row): row.get("group") or None for row in rows if place(row) == locality}
        units = [{"ward": name, "group_name": group} for name, group in here.items() if name != locality]
        applying.set_up(con, {"locality": locality, "units": units})


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
    return Row(number, full_name(row), unit_id, None, place(row), row["ward"] == place(row), period, values)


def record(con, rows, withdrawn=()):
    """Batch by batch, in the order of their numbers."""
    ids = {(unit["locality"], unit["name"]): unit["unit_id"] for unit in applying.registry_of(con).units}
    reported = [row for row in rows if row["period"]]
    for batch in sorted({int(row.get("batch") or 1) for row in reported}):
        read = tuple(
            read_row(number, row, ids[place(row), full_name(row)])
            for number, row in enumerate(reported, 2)
            if int(row.get("batch") or 1) == batch
        )
        about = {"batch_id": f"batch {batch}", "file_name": f"batch {batch}.csv"}
        applying.record_batch(con, about, f"2025-10-0{batch}T08:00:00+07:00", Reading("0" * 64, {}, read))
        if batch in withdrawn:
            applying.withdraw_batch(con, about)


def views_behind(names):
    """The views of these names and all that they read, in the order of making."""
    wanted = set(names)
    for view in reversed(queries.views()):
        if view.name in wanted:
            wanted.update(view.reads)
    return tuple(view for view in queries.views() if view.name in wanted)
