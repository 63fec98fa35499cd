"""Stated percentages without a percent sign: written 0 to 1 or 0 to 100? Settled by the counts, else asked."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial

from reform.indicators import Declaration, Measure
from reform.intake.cells import is_percent, read_figure
from reform.intake.columns import Heading
from reform.intake.lines import Line
from reform.intake.reading import Answers, Problem, Written, row_of
from reform.numbers import Unreadable

Bare = tuple[Line, Written, Decimal]  # a number without a percent sign


def decide_shares(
    lines: Sequence[Line], headings: Iterable[Heading], declaration: Declaration, numbers: str, answers: Answers
) -> tuple[dict[str, str], list[Problem]]:
    """({measure: percent or fraction}, problems) of the numbers that are 1 at most.

    A column of zeros says nothing. Problem, to confirm: share_scale, once a column, or at each such number of a column
    that has larger ones or percent signs too; the default is a fraction.
    """
    keyed = {heading.key: heading for heading in headings}
    shares: dict[str, str] = {}
    problems: list[Problem] = []
    for key, heading in keyed.items():
        measure = declaration.measures.get(key)
        if measure is None or measure.kind != "stated":
            continue
        filled = [(line, written) for line in lines if (written := line.record[heading.index])]
        bare = _bare(filled, measure, declaration, numbers)
        signs = any(is_percent(written) for _, written in filled)
        small = [one for one in bare if 0 < one[2] <= 1]
        if not small:
            continue
        mixed = signs or any(value > 1 for *_, value in bare)
        by_counts = _by_counts(small, measure, keyed, declaration, numbers, every=mixed)
        shares[key] = by_counts or answers.shares.get(key) or ""
        if not shares[key]:
            shares[key] = "fraction"
            problems += [_about(heading, one) for one in small] if mixed else [_about(heading, small[0], column=True)]
    return shares, problems


def _bare(filled, measure: Measure, declaration: Declaration, numbers: str) -> list[Bare]:
    found = []
    for line, written in filled:
        value = None if is_percent(written) else _value(written, measure, declaration, numbers)
        if value is not None:
            found.append((line, written, value))
    return found


def _value(written: Written, measure: Measure, declaration: Declaration, numbers: str) -> Decimal | None:
    try:
        return read_figure(written, measure, declaration, numbers).value
    except Unreadable:
        return None


def _by_counts(
    small: list[Bare], measure: Measure, keyed, declaration: Declaration, numbers: str, *, every: bool
) -> str | None:
    """What the rows say whose own counts give the share; None where two disagree, or no row does (not every row)."""
    indicator = next((one for one in declaration.indicators.values() if one.stated == measure.key), None)
    if indicator is None:
        return None
    said = set()
    for line, _, value in small:
        count = partial(_count, line, keyed=keyed, declaration=declaration, numbers=numbers)
        part, whole = (_sum(map(count, keys)) for keys in (indicator.numerator, indicator.denominator))
        if part is not None and whole:
            share = part * 100 / whole
            said.add("fraction" if abs(value * 100 - share) < abs(value - share) else "percent")
        elif every:
            return None
    return said.pop() if len(said) == 1 else None


def _count(line: Line, key: str, *, keyed: Mapping[str, Heading], declaration: Declaration, numbers: str):
    """A row's count as it is written, else the sum of all its parts; None where neither is there."""
    written = line.record[keyed[key].index] if key in keyed else ""
    if written:
        return _value(written, declaration.measures[key], declaration, numbers)
    count = partial(_count, line, keyed=keyed, declaration=declaration, numbers=numbers)
    ways = (one for one in declaration.identities.values() if one.total == key and one.relation == "equals")
    return next((total for way in ways if (total := _sum(map(count, way.parts))) is not None), None)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    found = list(values)
    return None if None in found else sum(found, Decimal(0))


def _about(heading: Heading, bare: Bare, *, column: bool = False) -> Problem:
    """At the column's header, or at the very cell."""
    _, written, value = bare
    facts = {"example": str(written), "measure": heading.key, "fraction": value * 100, "percent": value}
    if column:
        return Problem("confirm", "share_scale", None, heading.header, heading.cell, heading.header, facts=facts)
    return Problem("confirm", "share_scale", row_of(written), heading.header, written.at, str(written), facts=facts)
