"""Table → columns: what each header means, by the words of the declaration, by an answer, or by an answer of before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from reform.indicators import Declaration, Measure
from reform.intake.headers import header_key, without_bullet
from reform.intake.measure_units import other_unit_headers
from reform.intake.reading import Answers, Problem, Registry, row_at
from reform.intake.stacked import STRUCTURE
from reform.intake.table import Header, Table


@dataclass(frozen=True)
class Heading:
    """One column of the table: its header and the key of what it means, None when ignored.

    `index` is None for a unit that stands in no column. `how`: known by the declaration, given by an answer,
    remembered from one, ignored by one, or unknown.
    """

    index: int | None
    cell: str | None
    header: str
    key: str | None
    how: str = "known"


def signature(headers: Iterable[Header]) -> str:
    """What two files of one form share: their headers in order."""
    written = "\n".join(header_key(" – ".join(header.path)) for header in headers)
    return sha256(written.encode()).hexdigest()[:12]


def remembered_of(headers: Iterable[Header], registry: Registry) -> Mapping[str, str]:
    """What the columns of such a form were said to be before: header as written → key, "" ignored."""
    return registry.mappings.get(signature(headers), {})


def map_columns(
    table: Table, declaration: Declaration, answers: Answers, registry: Registry
) -> tuple[tuple[Heading, ...], list[Problem]]:
    """The headings that mean something or hold something, and what is wrong with them.

    Problems: no_unit_column, duplicate_column, mapping_unknown, other_unit (errors), unknown_column (confirm; the
    default ignores it). A column of fields stands for the units in a ward's own form; where units have a column, what
    it names makes its row a part of their figures: field_beside_unit (confirm, no default), asked for each file.
    """
    known = {"", *declaration.columns, *declaration.measures}
    given = _by_header(answers.columns)
    mapped, remembered = (
        {name: key for name, key in said.items() if key in known}
        for said in (given, _by_header(remembered_of(table.written or table.headers, registry)))
    )
    shown = [header for header in table.headers if header.text or _holds_anything(table, header.index)]
    headings = _in_layout([_heading(header, mapped, remembered) for header in shown], table.layout)
    fields = _fields_beside_units(table, headings, declaration, answers)
    problems = [
        _about("confirm", "unknown_column", one) for one in headings if one.how == "unknown" and one.index not in fields
    ]
    problems += [
        _about("confirm", "field_beside_unit", one, field=fields[one.index]) for one in headings if one.index in fields
    ]
    problems += _duplicates(headings)
    problems += other_unit_headers(table, {one.index: m for one in headings if (m := _measure(one, declaration))})
    problems += [
        _about("error", "mapping_unknown", Heading(header.index, header.at, header.text, None), key=key)
        for header in shown
        if (key := _said(header, given)) and key not in known
    ]
    if not is_whole(table, headings):
        facts = {"expected": declaration.columns["unit"].name}
        row = table.header_rows[-1] if table.header_rows else None
        problems.append(Problem("error", "no_unit_column", row, facts=facts))
    return tuple(headings), problems


def is_whole(table: Table, headings: Iterable[Heading]) -> bool:
    """Whether it is clear whose the records are: units or fields have a column, or a list or a table on its side is
    all of one unit. A list with a column that nobody knows is not clear: that column may name the units."""
    headings = tuple(headings)
    if {"unit", "field"} & {heading.key for heading in headings}:
        return True
    open_columns = [one for one in headings if one.how == "unknown" and _row(one) in table.header_rows]
    return table.layout == "transposed" or (table.layout == "long" and not open_columns)


def answered(headers: tuple[Header, ...], said: Mapping[str, str]) -> tuple[Header, ...]:
    """The headers with what an answer makes of those that say whose, when, which measure and how much."""
    given = _by_header(said)
    told = {
        header.index: key for header in headers if (key := _said(header, given)) in STRUCTURE | {"measure", "value"}
    }
    return tuple(replace(header, key=told.get(header.index, header.key)) for header in headers)


def is_own_form(headings: Iterable[Heading]) -> bool:
    """Whether the rows are the fields of one ward instead of units."""
    keys = {heading.key for heading in headings}
    return "field" in keys and "unit" not in keys


def as_mapped(table: Table, headings: Iterable[Heading], problems: list[Problem]) -> tuple[Table, list[Problem]]:
    """The table in the layout its columns now give it; a guessed header whose columns are mapped is one."""
    keys = {heading.key for heading in headings}
    layout = table.layout
    if is_own_form(headings):
        layout = "own_form"
    elif layout == "own_form":
        layout = "form_06a" if len(table.header_rows) > 1 else "template"
    is_mapped = bool(keys & {"unit", "field"})
    told = [problem for problem in problems if not (is_mapped and problem.code == "no_header")]
    return replace(table, layout=layout, guessed=table.guessed and not is_mapped), told


def _by_header(said: Mapping[str, str]) -> dict[str, str]:
    return {_plain(name): key for name, key in said.items()}


def _plain(header: str) -> str:
    return header_key(without_bullet(header))


def _said(header: Header, said: Mapping[str, str]) -> str | None:
    """What is said of a header by its text, its cell or, where the declaration leaves it open, its own word alone."""
    names = [header.text, header.at] + ([header.path[-1]] if header.key is None and header.path else [])
    return next((said[_plain(name)] for name in names if name and _plain(name) in said), None)


def _heading(header: Header, given: Mapping[str, str], remembered: Mapping[str, str]) -> Heading:
    for how, said in (("given", given), ("remembered", remembered)):
        if (key := _said(header, said)) is not None:
            return Heading(header.index, header.at, header.text, key or None, how if key else "ignored")
    return Heading(header.index, header.at, header.text, header.key, "known" if header.key else "unknown")


def _in_layout(headings: list[Heading], layout: str) -> list[Heading]:
    """Without the meanings that only another layout has: a field beside a unit, a list's measure and value."""
    foreign = {"measure", "value"} | (set() if layout == "long" else {"measure_unit"})
    if any(heading.key == "unit" for heading in headings):
        foreign.add("field")
    return [
        replace(heading, key=None, how="unknown") if heading.key in foreign and heading.how == "known" else heading
        for heading in headings
    ]


def _fields_beside_units(
    table: Table, headings: Iterable[Heading], declaration: Declaration, answers: Answers
) -> dict[int, str]:
    """{column of fields beside a column of units: the first field it names}, unless this file's answer is about it.

    "Tất cả", "Tổng số" and a blank name none.
    """
    headings, given = tuple(headings), _by_header(answers.columns)
    if not any(one.key == "unit" for one in headings):
        return {}
    all_of_them = {header_key(word) for kind in ("all_fields", "total_row") for word in declaration.words[kind]}
    own = {one.index: one for one in table.headers if one.key == "field" and _said(one, given) is None}
    unread = {one.index for one in headings if one.key is None}
    named = {
        index: [cell for _, record in table.body if (cell := record[index]) and header_key(cell) not in all_of_them]
        for index in own.keys() & unread
    }
    return {index: str(cells[0]) for index, cells in named.items() if cells}


def _holds_anything(table: Table, index: int) -> bool:
    return any(record[index] for _, record in table.body)


def _row(heading: Heading) -> int:
    return row_at(heading.cell)


def _about(severity: str, code: str, heading: Heading, **facts) -> Problem:
    return Problem(severity, code, _row(heading), heading.header, heading.cell, heading.header, facts=facts)


def _measure(heading: Heading, declaration: Declaration) -> Measure | None:
    """What a header means by its own words; who maps a column by hand has seen its unit."""
    return declaration.measures.get(heading.key) if heading.how == "known" else None


def _duplicates(headings: list[Heading]) -> list[Problem]:
    first: dict[str, Heading] = {}
    problems = []
    for heading in headings:
        earlier = first.setdefault(heading.key, heading) if heading.key not in (None, "number") else heading
        if earlier is not heading:
            facts = {"other": earlier.header, "other_cell": earlier.cell}
            problems.append(_about("error", "duplicate_column", heading, **facts))
    return problems
