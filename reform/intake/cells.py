"""One cell of one measure → its value, in the measure's unit and the file's convention."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from reform.indicators import Declaration, Measure, Name
from reform.intake.columns import Heading
from reform.intake.reading import Cell, Problem, Written, row_of
from reform.numbers import CONVENTIONS, Number, Unreadable, read_number
from reform.wards import comparable, tidy

PRACTICES = ("có", "không", "chưa rõ")
EXAMPLES = {"vi": "1.059; 99,53", "en": "1,059; 99.53", "plain": "1059"}
_FINEST = Decimal("0.000001")  # the store keeps six decimals
_NOISE = Decimal("1e-9")  # 0.1 + 0.2 in a workbook
_BEHIND = re.compile(r"[0-9]\s*([^\W\d_][^0-9]*)$")


@dataclass(frozen=True)
class Convention:
    """How the numbers of one file are written: `numbers` vi, en or plain, and `because` of what.

    `evidence` is {cell, text, value, balanced, rows} of a cell that settled it. `shares` says of a stated measure
    whether its numbers up to 1 without a percent sign are fractions (×100) or percent. `mixed` are the cells that only
    another convention makes sense of. `any_unit`: whatever word stands behind a number is its unit, as it was accepted
    on the day of recording, whatever the declaration calls that unit now.
    """

    numbers: str = "vi"
    because: str = "default"
    evidence: Mapping[str, Any] | None = field(default=None, hash=False)
    shares: Mapping[str, str] = field(default_factory=dict, hash=False)
    mixed: frozenset[str] = frozenset()
    any_unit: bool = False


def read_cells(
    record, headings, declaration: Declaration, convention: Convention
) -> tuple[dict[str, Cell], list[Problem]]:
    """The filled measure cells of one record by measure key, and what is wrong or doubtful in them."""
    values: dict[str, Cell] = {}
    problems: list[Problem] = []
    for heading in headings:
        measure = declaration.measures.get(heading.key)
        written = record[heading.index]
        if measure is None or not (written or written.fault):
            continue
        try:
            value, bound, doubt = _read(written, measure, declaration, convention)
        except Unreadable as wrong:
            problems.append(Problem("error", wrong.code, *_place(written, heading), facts=wrong.facts))
            continue
        if doubt:
            problems.append(Problem("confirm", doubt, *_place(written, heading)))
        values[measure.key] = Cell(value, bound, str(written), written.at)
    return values, problems


def _place(written: Written, heading: Heading) -> tuple[int, str, str, str | None]:
    return row_of(written), heading.header, written.at, str(written) or written.fault


def _read(written: Written, measure: Measure, declaration: Declaration, convention: Convention):
    if written.fault:
        code = "formula_without_value" if written.fault.startswith("=") else "formula_error"
        raise Unreadable(code, fault=written.fault)
    if measure.kind == "text":
        return str(written), None, None
    if measure.kind == "practice":
        return _practice(written), None, None
    if written.at in convention.mixed:
        raise Unreadable("mixed_numbers", expected=EXAMPLES[convention.numbers])
    try:
        unit = unit_behind(written) if convention.any_unit else None
        number = read_figure(written, measure, declaration, convention.numbers, unit)
    except Unreadable as wrong:
        raise _better_said(wrong, written, measure, declaration) from None
    return _scaled(number.value, written, measure, convention), number.bound, number.doubt


def read_figure(
    written: Written, measure: Measure, declaration: Declaration, numbers: str, unit: str | None = None
) -> Number:
    """The number in a cell as it is written there: a share as its percentage or its fraction. Raises Unreadable.

    What a workbook holds as a number is that number in every convention. `unit` may stand behind it, else the word
    that the declaration has for it.
    """
    if written.day is not None:
        raise Unreadable("date_in_count")
    if written.number is None:
        unit = unit or (declaration.units[measure.unit].vi if measure.unit else None)
        return read_number(str(written), measure.kind, unit, numbers)
    if abs(written.number) >= 10**12:
        raise Unreadable("number_too_long")
    if not written.percent:
        return Number(_without_noise(written.number))
    if measure.kind != "stated":
        raise Unreadable("percent_in_count")
    return Number(_without_noise(written.number * 100))


def unit_behind(written: Written) -> str | None:
    """The words behind a number: "1.059 hồ sơ" → "hồ sơ"."""
    found = _BEHIND.search(tidy(written))
    return found and found[1]


def is_percent(written: Written) -> bool:
    """Whether the cell says itself that it is a percentage."""
    return written.percent or written.rstrip().endswith("%")


def _scaled(value: Decimal | None, written: Written, measure: Measure, convention: Convention) -> Decimal | None:
    if value is None or measure.is_count:
        return value
    if convention.shares.get(measure.key) == "fraction" and value <= 1 and not is_percent(written):
        value *= 100
    return value.quantize(_FINEST, ROUND_HALF_UP) if -value.as_tuple().exponent > 6 else value


def _without_noise(number: Decimal) -> Decimal:
    nearest = number.quantize(_FINEST, ROUND_HALF_UP)
    return nearest.normalize() + 0 if abs(nearest - number) < _NOISE else number


def _better_said(wrong: Unreadable, written: Written, measure: Measure, declaration: Declaration) -> Unreadable:
    """A count that is a fraction in some convention is told as what it is, not as unreadable."""
    if wrong.code == "number_unreadable" and measure.is_count:
        for numbers in CONVENTIONS:
            if is_fraction(written, measure, declaration, numbers):
                return Unreadable("not_whole", measure=Name(measure.vi, measure.en))
    return wrong


def is_fraction(written: Written, measure: Measure, declaration: Declaration, numbers: str) -> bool:
    """Whether a convention reads the cell, and as a number that is not whole."""
    try:
        value = read_figure(written, measure, declaration, numbers).value
    except Unreadable:
        return False
    return value is not None and value != value.to_integral_value()


def _practice(text: Written) -> str:
    if comparable(text) not in PRACTICES:
        raise Unreadable("practice_unreadable")
    return str(text)


def measures_filled(record, headings: tuple[Heading, ...], declaration: Declaration) -> bool:
    """Whether any measure's cell holds something, be it a mistake."""
    return any(_filled(record[heading.index]) for heading in headings if heading.key in declaration.measures)


def _filled(written: Written) -> bool:
    return bool(written or written.fault)
