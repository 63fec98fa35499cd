"""Lines, units, periods and cells → rows."""

from dataclasses import replace

from reform.indicators import Declaration
from reform.intake.cells import Convention, read_cells
from reform.intake.lines import Line
from reform.intake.periods import Dated
from reform.intake.reading import Problem, Row
from reform.intake.units import Known


def build_rows(
    lines: list[Line],
    headings,
    units: dict[int, Known],
    localities: dict[int, str],
    dated: dict[int, Dated],
    convention: Convention,
    declaration: Declaration,
):
    """(rows, totals, problems). Every cell is read; a line without a period or told twice gives no row."""
    rows, totals, problems = [], [], []
    first: dict[tuple, Line] = {}
    for line in lines:
        values, told = read_cells(line.record, headings, declaration, convention)
        problems += told
        if line.row not in dated:
            continue
        known = units.get(line.row, Known(line.unit, "total"))
        row = _row(line, known, localities[line.row], dated[line.row], values)
        if line.is_total:
            totals.append(row)
        elif (earlier := first.setdefault(_identity(row, known), line)) is line:
            rows.append(row)
        else:
            facts = {"name": known.name, "label": row.period.label, "other_row": earlier.row}
            problems.append(Problem("error", "duplicate_row", facts=facts, **line.place("unit")))
    return tuple(rows), tuple(totals), problems


def build_fields(fields: list[Line], rows, headings, convention: Convention, declaration: Declaration):
    """(rows, problems): a ward's own figures by field, each with the unit and period of its one row, if it has one."""
    found, problems = [], []
    for line in fields:
        values, told = read_cells(line.record, headings, declaration, convention)
        problems += told
        if rows and values:
            found.append(replace(rows[0], number=line.row, values=values, field=line.field))
    return tuple(found), problems


def _row(line: Line, known: Known, locality: str, dated: Dated, values) -> Row:
    ward = known.name if known.unit_id is not None else line.unit
    return Row(line.row, ward, known.unit_id, known.new_unit, locality, known.is_locality, dated.period, values)


def _identity(row: Row, known: Known) -> tuple:
    return row.locality, row.unit_id, known.name, (known.new_unit or {}).get("group"), row.period.key
