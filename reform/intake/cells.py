"""One cell of one measure → its value, in the measure's unit."""

from reform.indicators import Declaration, Measure
from reform.intake.columns import Heading
from reform.intake.reading import Cell, Problem, address
from reform.numbers import Unreadable, read_number
from reform.wards import comparable

PRACTICES = ("có", "không", "chưa rõ")


def read_cells(row: int, record, headings, declaration: Declaration) -> tuple[dict[str, Cell], list[Problem]]:
    """The filled measure cells of one record by measure key, and what is wrong or doubtful in them."""
    values: dict[str, Cell] = {}
    problems: list[Problem] = []
    for heading in headings:
        measure = declaration.measures.get(heading.key)
        text = record[heading.index]
        if measure is None or not text:
            continue
        place = (row, heading.header, address(row, heading.index), text)
        try:
            value, bound, doubt = _read(text, measure, declaration)
        except Unreadable as wrong:
            problems.append(Problem("error", wrong.code, *place, facts=wrong.facts))
            continue
        if doubt:
            problems.append(Problem("confirm", doubt, *place))
        values[measure.key] = Cell(value, bound, text, place[2])
    return values, problems


def _read(text: str, measure: Measure, declaration: Declaration):
    if measure.kind == "text":
        return text, None, None
    if measure.kind == "practice":
        return _practice(text), None, None
    unit = declaration.units[measure.unit].vi if measure.unit else None
    number = read_number(text, measure.kind, unit)
    return number.value, number.bound, number.doubt


def _practice(text: str) -> str:
    if comparable(text) not in PRACTICES:
        raise Unreadable("practice_unreadable")
    return text


def measures_filled(record, headings: tuple[Heading, ...], declaration: Declaration) -> bool:
    return any(record[heading.index] for heading in headings if heading.key in declaration.measures)
