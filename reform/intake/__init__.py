"""A file's bytes → rows and problems, stage by stage; pure, so that it can be run and tested anywhere.

bytes → text → table → columns → lines → units, periods, cells → rows. What each stage decided is data.
"""

from hashlib import sha256

from reform.indicators import Declaration
from reform.intake.columns import map_columns
from reform.intake.decisions import NONE, decided
from reform.intake.encoding import decode
from reform.intake.headers import dossier_words, vocabulary
from reform.intake.lines import find_lines
from reform.intake.periods import read_periods
from reform.intake.reading import Cell, Problem, Reading, Refused, Registry, Row, address
from reform.intake.rows import build_rows
from reform.intake.table import read_table, surplus_problems
from reform.intake.title import read_title
from reform.intake.units import find_localities, find_units

__all__ = ["Cell", "Problem", "Reading", "Registry", "Row", "address", "read"]


def read(
    data: bytes,
    declaration: Declaration,
    *,
    file_name: str | None = None,
    locality: str | None = None,
    registry: Registry | None = None,
) -> Reading:
    """Everything a file says under the default reading of every question, and all that is wrong or open.

    `locality` is used where the file names none. Never raises for what stands in a file.
    """
    registry = registry or Registry()
    digest = sha256(data).hexdigest()
    decisions = dict(NONE)
    try:
        text, decisions["encoding"] = decode(data)
        table = read_table(text, vocabulary(declaration), dossier_words(declaration))
    except Refused as refusal:
        return Reading(digest, decisions, problems=refusal.problems)

    headings, problems = map_columns(table, declaration)
    problems += surplus_problems(table)
    if not any(heading.key == "unit" for heading in headings):
        return Reading(digest, decisions, problems=_sorted(problems))
    title, told_title = read_title(table)
    lines, told_lines = find_lines(table, headings, declaration)
    localities, told_localities = find_localities(lines, title, locality, registry)
    units, told_units = find_units(lines, localities, registry)
    close_days = {row: registry.close_day(name) for row, name in localities.items()}
    dated, told_periods = read_periods(lines, title, file_name, close_days)
    rows, totals, told_rows = build_rows(lines, headings, units, localities, dated, declaration)
    if not lines:
        problems.append(Problem("error", "no_rows", table.header))
    problems += told_title + told_lines + told_localities + told_units + told_periods + told_rows
    decisions = decided(decisions["encoding"], table, headings, lines, localities, units, dated)
    return Reading(digest, decisions, rows, totals, problems=_sorted(problems))


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.sort))
