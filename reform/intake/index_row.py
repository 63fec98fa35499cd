"""The row of column numbers below a header, "(1) (2) (3)=(4)+(5)": where it is form II.06a's, it shall say the same."""

import re
from collections.abc import Iterable

from reform.indicators import Declaration, Measure, Name
from reform.intake.columns import Heading
from reform.intake.reading import Problem, Sheet, Written, row_of
from reform.intake.stacked import is_numbering
from reform.intake.table import Record, Table, is_index_row

_ONE = re.compile(r"\(?([0-9]+)\)?")
_FIRST = re.compile(r"\W*([0-9]+)")
FEW = 5  # fewer columns of the form tell nothing of whose numbers they are

Numbered = tuple[Heading, Written, int, int]  # a heading, its number's cell, that number, the form's for its header


def index_problems(sheet: Sheet, table: Table, headings: Iterable[Heading], declaration: Declaration) -> list[Problem]:
    """Problem index_differs, to confirm: a header over the number that the form gives another column.

    Most of the columns must bear the form's own numbers; a plain count of columns in the form's order is another
    layout's and says nothing. The default goes by the header's words.
    """
    numbered = list(_numbered(_index_row(sheet, table), headings, declaration))
    differing = [one for one in numbered if one[2] != one[3]]
    if len(numbered) < FEW or len(differing) * 2 >= len(numbered) or _only_counts(numbered):
        return []
    measures = [(form_number(measure), Name(measure.vi, measure.en)) for measure in declaration.measures.values()]
    names = {number: name for number, name in measures if number}
    return [_about(*one, names[one[2]]) for one in differing if one[2] in names]


def form_number(measure: Measure) -> int | None:
    """The one column of form II.06a that a measure is; "(8)+(9)" is none."""
    found = _ONE.fullmatch(measure.form or "")
    return int(found[1]) if found else None


def _index_row(sheet: Sheet, table: Table) -> Record:
    below = sheet.rows[table.header_rows[-1] :] if table.layout in ("form_06a", "own_form", "template") else ()
    record = next(filter(any, below), ())
    return record if is_index_row(record) or is_numbering(record) else ()


def _numbered(record: Record, headings: Iterable[Heading], declaration: Declaration) -> Iterable[Numbered]:
    for heading in headings:
        measure = declaration.measures.get(heading.key)
        if measure is None or heading.index >= len(record):
            continue
        found, form = _FIRST.match(record[heading.index]), form_number(measure)
        if found and form:
            yield heading, record[heading.index], int(found[1]), form


def _only_counts(numbered: list[Numbered]) -> bool:
    """Columns in the form's order, counted as they stand: one is missing, merged or added."""
    in_form = [form for *_, form in numbered]
    columns = [heading.index - number for heading, _, number, _ in numbered]
    return in_form == sorted(set(in_form)) and len(set(columns)) == 1


def _about(heading: Heading, cell: Written, number: int, form: int, other: Name) -> Problem:
    facts = {"index": str(cell), "index_cell": cell.at, "form": form, "other": other}
    return Problem("confirm", "index_differs", row_of(cell), heading.header, heading.cell, str(cell), facts=facts)
