"""A file's bytes → rows and problems, stage by stage; pure, so that it can be run and tested anywhere.

bytes → text → table → columns → lines → units, periods, cells → rows. What each stage decided is data.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath

from reform.indicators import Declaration
from reform.intake.columns import Heading, as_mapped, is_whole, map_columns
from reform.intake.conventions import decide_numbers
from reform.intake.decisions import NONE, decided, mapped
from reform.intake.gate import people_words
from reform.intake.group_totals import find_group_totals
from reform.intake.headers import dossier_words, header_words
from reform.intake.index_row import index_problems
from reform.intake.layout import find_table
from reform.intake.lines import find_lines
from reform.intake.measure_units import other_units_said
from reform.intake.names import written_keys
from reform.intake.opening import open_file
from reform.intake.own_form import find_own
from reform.intake.periods import read_periods
from reform.intake.reading import Answers, Cell, Opened, Problem, Reading, Refused, Registry, Row, address
from reform.intake.rows import build_fields, build_rows
from reform.intake.table import Table, preview, surplus_problems
from reform.intake.title import read_title
from reform.intake.units import find_localities, find_units

UNMAPPED = ("no_header", "mapping_unknown")  # all there is to say of a table whose header is only guessed

__all__ = ["Answers", "Cell", "Problem", "Reading", "Registry", "Row", "address", "read"]


def read(
    data: bytes,
    declaration: Declaration,
    *,
    file_name: str | None = None,
    locality: str | None = None,
    registry: Registry | None = None,
    answers: Answers | None = None,
) -> Reading:
    """Everything a file says under the default reading of every question, and all that is wrong or open.

    `locality` is used where the file names none; `answers` settle questions beforehand.
    Never raises for what stands in a file.
    """
    given = Given(declaration, registry or Registry(), answers or Answers(), file_name, locality)
    digest = sha256(data).hexdigest()
    try:
        opened = open_file(data, header_words(declaration), dossier_words(declaration), people_words(declaration))
        return read_opened(opened, digest, given)
    except Refused as refusal:
        return Reading(digest, dict(NONE), problems=refusal.problems)


@dataclass(frozen=True)
class Given:
    """What a file is read by, beside its own bytes."""

    declaration: Declaration
    registry: Registry = field(default_factory=Registry)
    answers: Answers = field(default_factory=Answers)
    file_name: str | None = None
    locality: str | None = None

    @property
    def stem(self) -> str | None:
        return PurePath(self.file_name).stem if self.file_name else None


def read_opened(opened: Opened, digest: str, given: Given) -> Reading:
    """The grids of a file understood. Raises Refused: no_header, sheet_missing."""
    table, told_table = find_table(opened, given.declaration, given.answers, given.registry)
    headings, told_columns = map_columns(table, given.declaration, given.answers, given.registry)
    table, told_table = as_mapped(table, headings, told_table)
    problems = [*opened.problems, *told_table, *told_columns]
    shown = {"headers": tuple(header.text for header in table.headers), "preview": preview(table)}
    if not is_whole(table, headings):
        # A header that is only guessed is mapped first: till then its columns are not asked about one by one.
        told = [one for one in problems if not table.guessed or one.code in UNMAPPED]
        guessed = not any(heading.key in given.declaration.measures for heading in headings)
        return Reading(digest, mapped(opened, table, headings), problems=_sorted(told), guessed=guessed, **shown)
    reading = _read_records(opened, digest, table, headings, given)
    return replace(reading, problems=_sorted([*problems, *reading.problems]), **shown)


def _read_records(opened: Opened, digest: str, table: Table, headings: tuple[Heading, ...], given: Given) -> Reading:
    """The records under mapped columns: lines, whose and when, numbers, rows."""
    declaration, registry, answers = given.declaration, given.registry, given.answers
    title, told_title = read_title(table)
    known = written_keys(registry.units, answers.units)
    found, told_lines = find_lines(table, headings, declaration, known)
    if not found:
        told_lines.append(Problem("error", "no_rows", table.header_rows[-1]))
    names = (table.sheet, given.stem)
    form, told_form = (
        find_own(found, title, names, registry, answers, declaration)
        if not any(heading.key == "unit" for heading in headings)
        else find_group_totals(found, headings, declaration, known)
    )
    lines = form.lines
    localities, told_localities = find_localities(lines, title, given.locality, registry)
    close_days = {row: registry.close_day(name) for row, name in localities.items()}
    dated, told_periods = read_periods(
        lines, title, close_days, file_name=given.file_name, sheet=table.sheet, answers=answers
    )
    units, told_units = find_units(lines, localities, registry, dated, answers)
    convention, told_numbers = decide_numbers(form.counted, headings, declaration, answers, form.fields)
    rows, totals, told_rows = build_rows(lines, headings, units, localities, dated, convention, declaration)
    fields, told_fields = build_fields(form.fields, rows, headings, convention, declaration)
    told_surplus, told_other = surplus_problems(table), _said_otherwise(opened, table, headings, declaration)
    totals, fields, told_sums = form.check(rows, totals, fields, declaration)
    if {"no_unit", "no_field", "surplus_cells"} & {one.code for one in (*told_lines, *told_surplus)}:
        told_sums = []  # without one of its rows a true total would seem to lie
    decisions = decided(opened, table, headings, lines, localities, units, dated, convention, fields)
    problems = (
        *(told_surplus + told_other + told_title + told_lines + told_form + told_localities + told_periods),
        *(told_units + told_numbers + told_rows + told_fields + told_sums),
    )
    return Reading(digest, decisions, rows, totals, fields, problems)


def _said_otherwise(opened: Opened, table: Table, headings: tuple[Heading, ...], declaration: Declaration):
    """What the table's sheet says of its figures' unit and of its columns' numbers, and the headers do not."""
    sheet = next(one for one in opened.sheets if one.name == table.sheet)
    meant = {one.index: declaration.measures[one.key] for one in headings if one.key in declaration.measures}
    told = other_units_said(sheet, table, meant, declaration)
    return [*told, *index_problems(sheet, table, headings, declaration)]


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.sort))
