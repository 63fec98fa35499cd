"""Table → columns: what each header means, by the words of the declaration alone."""

from dataclasses import dataclass

from reform.indicators import Declaration
from reform.intake.headers import header_key, vocabulary
from reform.intake.reading import Problem, address
from reform.intake.table import Table


@dataclass(frozen=True)
class Heading:
    """One column of the file: its header as written and the key of what it means, None when ignored."""

    index: int
    cell: str
    header: str
    key: str | None


def map_columns(table: Table, declaration: Declaration) -> tuple[tuple[Heading, ...], list[Problem]]:
    """The headings that mean something or hold something, and what is wrong with them.

    Problems: no_unit_column, duplicate_column (errors), unknown_column (confirm; the default ignores it).
    """
    known = vocabulary(declaration)
    headings = [
        Heading(index, address(table.header, index), header, known.get(header_key(header)))
        for index, header in enumerate(table.headers)
        if header or _holds_anything(table, index)
    ]
    problems = [_unknown(table, heading) for heading in headings if heading.key is None]
    problems += _duplicates(table, headings)
    if not any(heading.key == "unit" for heading in headings):
        facts = {"expected": declaration.columns["unit"].name}
        problems.append(Problem("error", "no_unit_column", table.header, facts=facts))
    return tuple(headings), problems


def _holds_anything(table: Table, index: int) -> bool:
    return any(record[index] for _, record in table.body)


def _unknown(table: Table, heading: Heading) -> Problem:
    return Problem("confirm", "unknown_column", table.header, heading.header, heading.cell, heading.header)


def _duplicates(table: Table, headings: list[Heading]) -> list[Problem]:
    first: dict[str, Heading] = {}
    problems = []
    for heading in headings:
        earlier = first.setdefault(heading.key, heading) if heading.key not in (None, "number") else heading
        if earlier is not heading:
            place = (table.header, heading.header, heading.cell, heading.header)
            facts = {"other": earlier.header, "other_cell": earlier.cell}
            problems.append(Problem("error", "duplicate_column", *place, facts=facts))
    return problems
