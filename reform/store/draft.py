"""A draft: what a file would record, checked beside what is stored, with every doubt; nothing is written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from reform import intake, period
from reform.indicators import Declaration, Name
from reform.intake.reading import Problem, Reading, Registry
from reform.store import applying, database, queries

WITHOUT_DEFAULT = ("ambiguous_unit",)  # only the person who knows the file can say (design §4)
PLACE = ("row", "measure", "cell", "value")


class HasErrors(ValueError):
    """The file has errors; nothing was recorded."""

    def __init__(self, draft: "Draft"):
        super().__init__(draft.file_name)
        self.draft = draft


class NotAccepted(ValueError):
    """Questions of the draft are still open; `problems` are these."""

    def __init__(self, problems: tuple[Problem, ...]):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Draft:
    """One file read and checked. `problems` are those of reading and of the checks, worst first."""

    data: bytes
    file_name: str
    locality: str | None
    reading: Reading
    problems: tuple[Problem, ...]
    against: str  # the version of the store it was checked beside

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def questions(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "confirm")

    def open_questions(self, accepted: Iterable[str]) -> tuple[Problem, ...]:
        """The questions that `accepted` ("all", CODE or CODE:CELL) leaves open; one without a default always stays."""
        taken = set(accepted)

        def is_open(problem: Problem) -> bool:
            names = {"all", problem.code, f"{problem.code}:{problem.cell}"}
            return not names & taken or problem.code in WITHOUT_DEFAULT

        return tuple(problem for problem in self.questions if is_open(problem))

    @cached_property
    def batch_id(self) -> str:
        """Identity of the batch: the bytes and how the cells were read (unit, column, number convention, period)."""
        decisions = self.reading.decisions
        how = {
            "numbers": decisions["numbers"],
            "columns": [[column["cell"], column["key"]] for column in decisions["columns"]],
            "rows": [[row.number, row.locality, _name(row), row.period.key] for row in self.reading.rows],
        }
        written = json.dumps([self.reading.sha256, how], ensure_ascii=False, sort_keys=True)
        return sha256(written.encode()).hexdigest()[:12]


def values_hash(reading: Reading) -> dict[str, str]:
    """Measure → hash of all that a reading stores of it, and "" → hash of whose and when, to prove a rebuild.

    By measure, so that a rebuild is still proved after a measure has left the declaration.
    """
    rows = sorted(reading.rows, key=lambda row: row.number)
    parts = {"": [_place(row) for row in rows]}
    for row in rows:
        for key, cell in row.values.items():
            parts.setdefault(key, []).append([row.number, str(cell.value), cell.bound, cell.text, cell.cell])
    return {key: sha256(json.dumps(part, ensure_ascii=False).encode()).hexdigest()[:16] for key, part in parts.items()}


def _name(row) -> str:
    return row.new_unit["name"] if row.new_unit else row.ward


def _place(row) -> list:
    window = [str(row.period.starts), str(row.period.ends), row.period.cumulative]
    return [row.number, row.locality, _name(row), row.period.key, window]


def make_draft(
    snapshot: Path | None,
    declaration: Declaration,
    registry: Registry,
    data: bytes,
    file_name: str,
    locality: str | None,
    against: str,
) -> Draft:
    """Reads a file and runs every check of queries/checks/ on its rows beside the stored ones."""
    reading = intake.read(data, declaration, file_name=file_name, locality=locality, registry=registry)
    found = [] if not reading.rows else _checked(snapshot, declaration, reading)
    told = dict.fromkeys((*map(_hashable, reading.problems), *found))
    problems = tuple(sorted(told, key=lambda problem: problem.sort))
    return Draft(data, file_name, locality, reading, problems, against)


def _hashable(problem: Problem) -> Problem:
    return replace(problem, facts=dict(problem.facts))


def _checked(snapshot: Path | None, declaration: Declaration, reading: Reading) -> list[Problem]:
    con = database.open_trial(snapshot, declaration, periods_beside(reading))
    try:
        batch = {"batch_id": applying.DRAFT, "file_name": ""}
        applying.record_batch(con, batch, "2000-01-01T00:00:00+07:00", _settled(reading))
        if _all_lines_count(reading):
            applying.record_totals(con, reading)
        database.create_views(con, queries.views_checked())
        headers = {column["key"]: column["header"] for column in reading.decisions["columns"]}
        return [
            _problem(check, found | _limits(check, declaration), declaration, headers)
            for check in queries.checks()
            for found in database.rows(con, check.sql, _limits(check, declaration))
        ]
    finally:
        con.close()


def _settled(reading: Reading) -> Reading:
    """Without the rows whose unit nobody has settled yet; they are asked about and cannot be recorded."""
    return replace(reading, rows=tuple(row for row in reading.rows if row.unit_id is not None or row.new_unit))


def _all_lines_count(reading: Reading) -> bool:
    """Whether the rows are all the file's wards; without one of them a true total row would seem to lie."""
    wards = sum(unit["how"] != "total" for unit in reading.decisions["units"])
    lost = {"surplus_cells", "no_unit"} & {problem.code for problem in reading.problems}
    return not lost and wards == len(_settled(reading).rows)


def periods_beside(reading: Reading) -> list[str]:
    """The periods a check looks at: the file's own, those before, and all cumulative ones of these years."""
    keys = {row.period.key for row in reading.rows}
    years = {year for row in reading.rows for year in (row.period.year, row.period.year - 1)}
    neighbours = {near for key in keys for near in (period.previous(key), period.last_year(key)) if near}
    return sorted(keys | neighbours | {f"{year}{part}" for year in years for part in ("", "-H1", *_MONTHS)})


_MONTHS = tuple(f"-{number}M" for number in range(1, 12) if number != 6)


def _limits(check: queries.Query, declaration: Declaration) -> Mapping[str, Any]:
    return {name: declaration.checks[check.name][name] for name in check.params}


def _problem(check: queries.Query, found: Mapping, declaration: Declaration, headers: Mapping[str, str]) -> Problem:
    """A row of a check as a problem: its place, and the other columns as facts."""
    measure = declaration.measures.get(found["measure"])
    facts = {key: value for key, value in found.items() if key not in PLACE}
    if measure:
        facts["measure"] = measure.name
    if "measures" in facts:
        facts["measures"] = [declaration.measures[key].name for key in facts["measures"].split()]
    if "other_period" in facts:
        key = facts["other_period"]
        facts["other_period"] = Name(period.label(key, "vi"), period.label(key, "en"))
    return Problem(
        severity=check.severity,
        code=check.name,
        row=found["row"],
        column=headers.get(found["measure"]) or (measure.vi if measure else None),
        cell=found["cell"],
        value=found["value"],
        facts=facts,
    )
