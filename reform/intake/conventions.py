"""All number cells of a file → the one convention they are written in: the reading under which the books balance.

Vietnamese (1.059; 99,53) and English (1,059; 99.53) are each tried on every cell that holds a point or a comma and on
the sums of its row. A convention that alone leaves nothing broken is the file's; where two are left, it is asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from reform.indicators import Declaration, Identity, Measure
from reform.intake.cells import Convention, is_fraction, read_figure
from reform.intake.columns import Heading
from reform.intake.lines import Line
from reform.intake.reading import Answers, Problem, Written, row_of
from reform.intake.shares import decide_shares
from reform.numbers import Number, Unreadable

BOTH = ("vi", "en")


@dataclass(slots=True, eq=False)
class Figure:
    """A filled number cell of one line."""

    line: int  # its place among the lines
    heading: Heading
    measure: Measure
    written: Written

    @property
    def is_marked(self) -> bool:
        """Whether the conventions may read it differently: it is text and holds a point or a comma."""
        return self.written.number is None and self.written.day is None and ("." in self.written or "," in self.written)


@dataclass
class Judged:
    """What one convention makes of a file: `values` by (line, measure), what is `broken`, which sums are `kept`.

    Both are named alike in every convention: ("cell", D7), ("sum", line, identity), ("total", line, measure).
    """

    values: dict[tuple[int, str], Number] = field(default_factory=dict)
    broken: set[tuple] = field(default_factory=set)
    kept: set[tuple] = field(default_factory=set)

    def copy(self) -> "Judged":
        return Judged(dict(self.values), set(self.broken), set(self.kept))

    def value(self, line: int, measure: str) -> Decimal | None:
        """The exact value; None where it is absent, unreadable or only a bound."""
        found = self.values.get((line, measure))
        return found.value if found and found.bound is None else None

    @cached_property
    def checked(self) -> dict[int, bool]:
        """Line → whether all its sums hold, for the lines that have a whole one."""
        lines = {token[1] for token in self.kept} | {token[1] for token in self.broken if token[0] != "cell"}
        failed = {token[1] for token in self.broken if token[0] != "cell"}
        return {line: line not in failed for line in lines}


def decide_numbers(
    lines: Sequence[Line],
    headings: Iterable[Heading],
    declaration: Declaration,
    answers: Answers,
    fields: Sequence[Line] = (),
) -> tuple[Convention, list[Problem]]:
    """The convention of a file's lines, and of `fields`, the rows of a ward's own form that add up to its line.

    Problems, to confirm: number_convention (two readings are left; the default is Vietnamese) and share_scale. Cells
    that only the other convention makes sense of are in `mixed`: reading them is an error, never another number.
    """
    headings = tuple(headings)
    every = (*lines, *fields)
    measured = [(heading, declaration.measures.get(heading.key)) for heading in headings]
    numbered = [(heading, measure) for heading, measure in measured if measure and measure.is_number]
    figures = [
        Figure(place, heading, measure, written)
        for place, line in enumerate(every)
        for heading, measure in numbered
        if (written := line.record[heading.index])
    ]
    convention, problems = _decide(figures, lines, fields, declaration, answers)
    shares, told = decide_shares(every, headings, declaration, convention.numbers, answers)
    return replace(convention, shares=shares), [*problems, *told]


def _decide(figures: list[Figure], lines, fields, declaration: Declaration, answers: Answers):
    marked = [figure for figure in figures if figure.is_marked]
    if not marked and answers.numbers is None:
        own = bool(figures) and all(figure.written.number is not None for figure in figures)
        return Convention("plain", "workbook" if own else "no_separators"), []
    totals = _total_lines(lines, fields)
    tried = (*BOTH, "plain") if answers.numbers == "plain" else BOTH
    alike = _judge_alike(figures, marked, declaration)
    judged = {numbers: _judge(figures, marked, alike, totals, declaration, numbers) for numbers in tried}
    settled, problems = _settle(judged, marked, declaration)
    if answers.numbers:
        settled, problems = Convention(answers.numbers, "given"), []
    mixed = _only_elsewhere(settled.numbers, judged, marked)
    if settled.numbers == "en" and not (answers.numbers and _all_odd(figures)):
        mixed |= _odd_thousands(judged, figures, declaration)
    return replace(settled, mixed=mixed), problems


def _settle(judged: dict[str, Judged], marked: list[Figure], declaration: Declaration):
    """What the cells and the sums say by themselves, and the question where they say nothing."""
    own = {numbers: judged[numbers].broken - judged[_other(numbers)].broken for numbers in BOTH}
    chosen = min(BOTH, key=lambda numbers: len(own[numbers]))  # Vietnamese where they are equal
    if own["vi"] or own["en"]:
        because, settled = _because(judged, own, chosen, marked, declaration)
        evidence = _evidence(judged[chosen], settled) if settled else None
        return Convention(chosen, because, evidence), []
    differing = _differing(judged, marked)
    problems = [_open_question(differing[0], judged)] if differing else []
    return Convention("vi", "default"), problems


def _other(numbers: str) -> str:
    return "en" if numbers == "vi" else "vi"


# ── What one convention makes of the file ─────────────────────────────────────


class _Sense:
    """What one convention makes of a cell; each distinct text is read once for all measures of a kind and unit."""

    def __init__(self, declaration: Declaration, numbers: str):
        self._declaration, self._numbers = declaration, numbers
        self._known: dict[tuple, tuple[Number | None, bool]] = {}

    def of(self, written: Written, measure: Measure) -> tuple[Number | None, bool]:
        """(the number, None where it is unreadable; whether the measure may be that)."""
        if written.number is not None or written.day is not None:
            return self._read(written, measure)  # not what is written decides, but what a workbook holds
        key = (written, measure.kind, measure.unit)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(written, measure)
        return found

    def _read(self, written: Written, measure: Measure) -> tuple[Number | None, bool]:
        try:
            number = read_figure(written, measure, self._declaration, self._numbers)
        except Unreadable:
            return None, False
        return number, number.value is None or _may_be(number.value, measure)


def _judge_alike(figures: list[Figure], marked: list[Figure], declaration: Declaration) -> Judged:
    """What every convention makes of the cells without a point or comma, and of the lines that have no other."""
    judged = Judged()
    different = set(marked)
    _judge_cells([figure for figure in figures if figure not in different], judged, _Sense(declaration, "vi"))
    _judge_sums({figure.line for figure in figures} - {figure.line for figure in marked}, figures, judged, declaration)
    return judged


def _judge(figures, marked, alike: Judged, totals, declaration: Declaration, numbers: str) -> Judged:
    judged = alike.copy()
    _judge_cells(marked, judged, _Sense(declaration, numbers))
    _judge_sums({figure.line for figure in marked}, figures, judged, declaration)
    for total, parts in totals:
        for key in {figure.measure.key for figure in figures if figure.measure.is_count}:
            _judge_total(total, parts, key, judged)
    return judged


def _judge_cells(figures: list[Figure], judged: Judged, sense: _Sense) -> None:
    for figure in figures:
        number, is_sound = sense.of(figure.written, figure.measure)
        if number is not None:
            judged.values[figure.line, figure.measure.key] = number
        if not is_sound:
            judged.broken.add(("cell", figure.written.at))


def _may_be(value: Decimal, measure: Measure) -> bool:
    """Counts are whole, shares lie between 0 and 100."""
    if measure.is_count:
        return value % 1 == 0
    return measure.kind != "stated" or 0 <= value <= 100


def _judge_sums(lines: set[int], figures: list[Figure], judged: Judged, declaration: Declaration) -> None:
    there = {figure.measure.key for figure in figures}
    identities = [one for one in declaration.identities.values() if one.total in there and there & set(one.parts)]
    for line in lines:
        for identity in identities:
            _judge_sum(line, identity, judged)


def _judge_sum(line: int, identity: Identity, judged: Judged) -> None:
    total = judged.value(line, identity.total)
    if total is None:
        return
    parts = [value for key in identity.parts if (value := judged.value(line, key)) is not None]
    if not parts:
        return
    whole, summed = len(parts) == len(identity.parts), sum(parts)
    if summed > total or (whole and identity.relation == "equals" and summed != total):
        judged.broken.add(("sum", line, identity.key))
    elif whole:
        judged.kept.add(("sum", line, identity.key))


def _total_lines(lines, fields) -> list[tuple[int, range]]:
    """(line of the total, lines that add up to it): the one total row of wards of one period, or a ward's fields."""
    if fields and len(lines) == 1:
        return [(0, range(1, 1 + len(fields)))]
    totals = [place for place, line in enumerate(lines) if line.is_total]
    wards = [place for place, line in enumerate(lines) if not line.is_total]
    told = {tuple(lines[place].texts.get(key) for key in ("period", "from", "to", "locality")) for place in wards}
    return [(totals[0], wards)] if len(totals) == 1 and len(told) == 1 else []


def _judge_total(total: int, parts, key: str, judged: Judged) -> None:
    stated = judged.value(total, key)
    values = [value for line in parts if (value := judged.value(line, key)) is not None]
    if stated is None or not values:
        return
    if sum(values) > stated or (len(values) == len(parts) and sum(values) != stated):
        judged.broken.add(("total", total, key))
    elif len(values) == len(parts):
        judged.kept.add(("total", total, key))


# ── Why, and what is left ─────────────────────────────────────────────────────


def _because(judged, own, chosen: str, marked, declaration: Declaration) -> tuple[str, Figure | None]:
    """The code of what settled it, and a cell to show it by."""
    rejected = own[_other(chosen)]
    if len(own[chosen]) == len(rejected):
        return "default", None
    takes_part = _taking_part(judged[chosen].kept - judged[_other(chosen)].kept, declaration)
    if settled := [figure for figure in marked if takes_part(figure)]:
        return "sums", _telling(settled, judged[chosen])
    cells = [figure for figure in marked if ("cell", figure.written.at) in rejected]
    other = _other(chosen)
    counts = [one for one in cells if one.measure.is_count]
    if fractions := [one for one in counts if is_fraction(one.written, one.measure, declaration, other)]:
        return "whole", _telling(fractions, judged[chosen])
    if outside := [one for one in cells if (one.line, one.measure.key) in judged[other].values]:
        return "shares", _telling(outside, judged[chosen])
    return "only_reading", _telling(cells or marked, judged[chosen])


def _taking_part(kept: set[tuple], declaration: Declaration) -> Callable[[Figure], bool]:
    """Whether one of these sums has a cell among its terms."""
    terms = {key: (identity.total, *identity.parts) for key, identity in declaration.identities.items()}
    cells = {(line, measure) for kind, line, key in kept if kind == "sum" for measure in terms[key]}
    columns = {measure for kind, _, measure in kept if kind == "total"}
    return lambda figure: (figure.line, figure.measure.key) in cells or figure.measure.key in columns


def _telling(figures: list[Figure], judged: Judged) -> Figure:
    """The first cell whose reading shows most: a thousand and more, read without a decimal."""
    readable = [one for one in figures if judged.value(one.line, one.measure.key) is not None]
    large = (one for one in readable if judged.value(one.line, one.measure.key) >= 1000)
    return next(large, (readable or figures)[0])


def _evidence(judged: Judged, figure: Figure) -> dict:
    found = judged.values.get((figure.line, figure.measure.key))
    return {
        "cell": figure.written.at,
        "text": str(figure.written),
        "value": None if found is None or found.value is None else f"{found.value.normalize():f}",
        "balanced": sum(judged.checked.values()),
        "rows": len(judged.checked),
    }


def _only_elsewhere(chosen: str, judged: dict[str, Judged], marked: list[Figure]) -> frozenset[str]:
    """The cells that the chosen convention cannot make sense of and another could."""
    unsound = {token[1] for token in judged[chosen].broken if token[0] == "cell"}
    bad = {figure.written.at for figure in marked if figure.written.at in unsound}
    others = [judged[numbers].broken for numbers in judged if numbers != chosen]
    return frozenset(cell for cell in bad if any(("cell", cell) not in broken for broken in others))


def _all_odd(figures: list[Figure]) -> bool:
    """Whether every count ends in .000: who then says English means it so."""
    counts = [one for one in figures if one.measure.is_count and one.written.number is None]
    return all(one.written.endswith(".000") for one in counts)


def _odd_thousands(judged: dict[str, Judged], figures: list[Figure], declaration: Declaration) -> frozenset[str]:
    """12.000 among counts written 1,059 or 347: a thousand of the other convention, unless only 12 balances."""
    counts = [one for one in figures if one.measure.is_count and one.written.number is None]
    odd = [one for one in counts if one.written.endswith(".000")]
    if len(odd) == len(counts) and any(("cell", one.written.at) in judged["vi"].broken for one in odd):
        return frozenset()  # 1059.000 is no thousand of any convention
    takes_part = _taking_part(judged["en"].kept - judged["vi"].kept, declaration)
    return frozenset(
        one.written.at for one in odd if ("cell", one.written.at) not in judged["vi"].broken and not takes_part(one)
    )


def _differing(judged: dict[str, Judged], marked: list[Figure]) -> list[Figure]:
    """The cells that both conventions make sense of, each another."""

    def values(figure: Figure) -> set:
        return {judged[numbers].values.get((figure.line, figure.measure.key)) for numbers in BOTH}

    return [figure for figure in marked if len(found := values(figure)) == 2 and None not in found]


def _open_question(figure: Figure, judged: dict[str, Judged]) -> Problem:
    written, key = figure.written, (figure.line, figure.measure.key)
    facts = {"example": str(written)} | {numbers: judged[numbers].values[key].value for numbers in BOTH}
    place = (row_of(written), figure.heading.header, written.at, str(written))
    return Problem("confirm", "number_convention", *place, facts=facts)
