"""A trial: the files of a draft recorded in memory beside the stored figures, and the checks run on what results.

Several files stand side by side as batches draft, draft-1, …; the records of file i are numbered from i × 10,000,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reform import period
from reform.indicators import Declaration, Name
from reform.intake.reading import Problem, Reading, Registry, Row
from reform.store import applying, database, queries

A_FILE = 10_000_000  # more records than a file can have
PLACE = ("row", "measure", "cell", "value")
TIME = "2000-01-01T00:00:00+07:00"
Told = tuple[int | None, Problem]  # the number of the file it is about, None: all of them


def batch_name(number: int) -> str:
    """The batch that file `number` of a draft is in a trial; queries find them all by LIKE 'draft%'."""
    return applying.DRAFT if number == 0 else f"{applying.DRAFT}-{number}"


def opened(snapshot: Path | None, declaration: Declaration, readings: Sequence[Reading]):
    """A connection with the registry, the periods beside those of the files, and the files as the newest batches.

    None where no file tells anything.
    """
    if not any(reading.rows for reading in readings):
        return None
    con = database.open_trial(snapshot, declaration, periods_beside(readings))
    known = {unit["unit_id"] for unit in applying.registry_of(con).units}
    for number, reading in enumerate(readings):
        _record(con, number, reading)
        if _all_lines_count(reading):
            _record_totals(con, number, reading)
    fresh = [unit["unit_id"] for unit in applying.registry_of(con).units if unit["unit_id"] not in known]
    database.insert(con, "draft_unit", [{"unit_id": unit_id} for unit_id in fresh])
    return con


def units_of(con, number: int) -> dict[int, int]:
    """Record number → unit of file `number` on trial, new units under the ids that recording gives them."""
    if con is None:
        return {}
    sql = "SELECT number, unit_id FROM report WHERE batch_id = $batch"
    found = database.rows(con, sql, {"batch": batch_name(number)})
    return {row["number"] % A_FILE: row["unit_id"] for row in found}


def twin_of(con, number: int) -> str | None:
    """The stored batch that file `number` on trial is: the same bytes, read the same way. None where there is none."""
    if con is None:
        return None
    asked = {"batch": batch_name(number), "above": number * A_FILE}
    return next((row["batch_id"] for row in database.rows(con, queries.query("twins").sql, asked)), None)


def stand_aside(con, twins: Sequence[str]) -> None:
    """Lets the files have the places of the batches that they are, by their ids, where these are stored already."""
    for number, twin in enumerate(twins if con is not None else ()):
        applying.take_place(con, batch_name(number), twin)


def registry_with(snapshot: Path | None, declaration: Declaration, readings: Sequence[Reading]) -> Registry:
    """The registry as it will be once these files are recorded: with their new units and remembered names."""
    con = database.open_trial(snapshot, declaration, ())
    try:
        for number, reading in enumerate(readings):
            bare = tuple(replace(row, values={}) for row in reading.rows)
            _record(con, number, replace(reading, rows=bare, fields=()))
        return applying.registry_of(con)
    finally:
        con.close()


def _record(con, number: int, reading: Reading) -> None:
    numbered = replace(
        reading,
        rows=tuple(replace(row, number=row.number + number * A_FILE) for row in _settled(reading)),
        fields=tuple(row for row in reading.fields if row.unit_id is not None or row.new_unit),
    )
    applying.record_batch(con, {"batch_id": batch_name(number), "file_name": ""}, TIME, numbered)


def _settled(reading: Reading) -> tuple[Row, ...]:
    """Without the rows whose unit nobody has settled yet; they are asked about and cannot be recorded."""
    return tuple(row for row in reading.rows if row.unit_id is not None or row.new_unit)


def _all_lines_count(reading: Reading) -> bool:
    """Whether the rows are all the file's wards; without one of them a true total row would seem to lie."""
    wards = sum(unit["how"] != "total" for unit in reading.decisions["units"])
    lost = {"surplus_cells", "no_unit"} & {problem.code for problem in reading.problems}
    return not lost and wards == len(_settled(reading))


def _record_totals(con, number: int, reading: Reading) -> None:
    """The total rows of a file, to be compared with its own wards."""
    cells = [(row, *item) for row in reading.totals for item in row.values.items()]
    database.insert(
        con,
        "draft_total",
        [
            {
                "batch_id": batch_name(number),
                "number": row.number + number * A_FILE,
                "locality": row.locality,
                "period": row.period.key,
                "measure": measure,
                "value": cell.value,
                "text": cell.text,
                "cell": cell.cell,
            }
            for row, measure, cell in cells
            if cell.value is not None and cell.bound is None and not isinstance(cell.value, str)
        ],
    )


def periods_beside(readings: Sequence[Reading]) -> list[str]:
    """The periods a check looks at: the files' own, those before, and all cumulative ones of these years."""
    periods = [row.period for reading in readings for row in reading.rows]
    keys = {found.key for found in periods}
    years = {year for found in periods for year in (found.year, found.year - 1)}
    neighbours = {near for key in keys for near in (period.previous(key), period.last_year(key)) if near}
    return sorted(keys | neighbours | {f"{year}{part}" for year in years for part in ("", "-H1", *_MONTHS)})


_MONTHS = tuple(f"-{number}M" for number in range(1, 12) if number != 6)


# ── Checking ──────────────────────────────────────────────────────────────────


def checked(con, readings: Sequence[Reading], declaration: Declaration) -> list[Told]:
    """Everything the checks find in the files as one."""
    if con is None:
        return []
    database.create_views(con, queries.views_checked())
    headers = [{column["key"]: column["header"] for column in one.decisions["columns"]} for one in readings]
    told = []
    for check in queries.checks():
        limits = {name: declaration.checks[check.name][name] for name in check.params}
        for found in database.rows(con, check.sql, limits):
            told.append(_told(check, found | limits, declaration, headers))
    return told


def _told(check: queries.Query, found: dict, declaration: Declaration, headers: Sequence[Mapping[str, str]]) -> Told:
    """A row of a check as a problem: its place, and the other columns as facts."""
    number, row = _place(found["row"], found.pop("batch", None))
    measure = declaration.measures.get(found["measure"])
    own = headers[number] if number is not None else {}
    facts = _facts({key: value for key, value in found.items() if key not in PLACE}, measure, declaration)
    return number, Problem(
        severity=check.severity,
        code=check.name,
        row=row,
        column=own.get(found["measure"]) or (measure.vi if measure else None),
        cell=found["cell"],
        value=found["value"],
        facts=facts,
    )


def _place(row: int | None, batch: str | None) -> tuple[int | None, int | None]:
    """(number of the file, record in it); a check about a whole file names its batch in a column `batch`."""
    if row is not None:
        return divmod(row, A_FILE)
    return (None if batch is None else int(batch.partition("-")[2] or 0)), None


def _facts(facts: dict[str, Any], measure, declaration: Declaration) -> dict[str, Any]:
    if measure:
        facts["measure"] = measure.name
    if "measures" in facts:
        facts["measures"] = [declaration.measures[key].name for key in facts["measures"].split()]
    if "other_period" in facts:
        key = facts["other_period"]
        facts["other_period"] = Name(period.label(key, "vi"), period.label(key, "en"))
    if facts.get("other_row") is not None:
        facts["other_number"], facts["other_row"] = divmod(facts["other_row"], A_FILE)
    return facts


def told_twice(con, readings: Sequence[Reading], declaration: Declaration) -> list[Told]:
    """duplicate_row for each unit, period and form that two files tell: which of the two holds nobody can know."""
    if len(readings) < 2:
        return []
    first: dict[tuple, tuple[int, Row]] = {}
    told = []
    for number, reading in enumerate(readings):
        headers = {column["key"]: column["header"] for column in reading.decisions["columns"]}
        units = units_of(con, number)
        for row in _settled(reading):
            unit = units[row.number]
            families: dict[str, str] = {}
            for measure in row.values:
                families.setdefault(declaration.measures[measure].family, measure)
            for family, measure in families.items():
                at, other = first.setdefault((unit, row.period.key, family), (number, row))
                if at != number:
                    told.append((number, _twice(row, measure, headers, at, other)))
    return told


def _twice(row: Row, measure: str, headers: Mapping[str, str], at: int, other: Row) -> Problem:
    cell, name = row.values[measure], row.new_unit["name"] if row.new_unit else row.ward
    facts = {"name": name, "label": row.period.label, "other_row": other.number, "other_number": at}
    return Problem("error", "duplicate_row", row.number, headers.get(measure), cell.cell, cell.text, facts)
