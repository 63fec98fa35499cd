"""Totals of a part of the units ("Cộng phường", "I. Xã, phường 4.698"): never a ward, held against their own rows."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reform.indicators import Declaration
from reform.intake.cells import read_figure
from reform.intake.columns import Heading
from reform.intake.headers import header_key
from reform.intake.lines import Line, TotalWords
from reform.intake.reading import Cell, Problem, Row
from reform.numbers import CONVENTIONS, Unreadable
from reform.wards import match_key, split_type

WHEN = ("locality", "period", "from", "to")


@dataclass(frozen=True)
class GroupTotal:
    """A total row and the rows it sums up."""

    line: Line
    rows: frozenset[int]


@dataclass(frozen=True)
class ManyUnits:
    """A table of units: its lines, and which of them are totals of a group."""

    lines: list[Line]
    groups: tuple[GroupTotal, ...] = ()
    fields: tuple[Line, ...] = ()

    @property
    def counted(self) -> list[Line]:
        """The lines that add up: the units and the totals of all."""
        of_groups = {group.line.row for group in self.groups}
        return [line for line in self.lines if line.row not in of_groups]

    def check(self, rows, totals, fields, declaration: Declaration):
        """(the totals of everything, no fields, problems): group_total_differs for a figure that is not its rows' sum.

        Where a row leaves a figure out, the sum may be less than the total, never more.
        """
        groups = {group.line.row: group for group in self.groups}
        problems = []
        for total in totals:
            if group := groups.get(total.number):
                summed = [row for row in rows if row.number in group.rows]
                problems += _differing(total, group.line.unit, summed, declaration)
        return tuple(total for total in totals if total.number not in groups), (), problems


def find_group_totals(
    lines: list[Line], headings: Iterable[Heading], declaration: Declaration, known: Container[str] = ()
) -> tuple[ManyUnits, list[Problem]]:
    """The totals that are of a group; the last total of everything is the table's own, for each period and place.

    Problem: sum_of_units (confirm), a row of no known name that is the sum of all above it or of those right below;
    `known` are match keys.
    """
    words = TotalWords(declaration)
    counts = [heading for heading in headings if _is_count(heading, declaration)]
    sums: dict[int, list[Line]] = {}
    for same in _by_period([line for line in lines if not line.is_total]).values():
        sums |= _sums_of(same, counts, declaration, known)
    problems = [_sum_of_units(line, sums[line.row]) for line in lines if line.row in sums]
    lines = [replace(line, is_total=line.is_total or line.row in sums) for line in lines]
    found: list[GroupTotal] = []
    for same in _by_period(lines).values():
        totals = [line for line in same if line.is_total]
        whole = _whole(totals, words)
        for line in totals:
            rows = frozenset(one.row for one in sums.get(line.row, ())) or _summed(line, same, words)
            found += [GroupTotal(line, rows)] if line is not whole else []
    return ManyUnits(lines, tuple(found)), problems


def _sum_of_units(line: Line, summed: Sequence[Line]) -> Problem:
    rows = [one.row for one in summed]
    facts = {"count": len(rows), "first": min(rows), "last": max(rows)}
    return Problem("confirm", "sum_of_units", **line.place("unit"), facts=facts)


def _is_count(heading: Heading, declaration: Declaration) -> bool:
    return heading.key in declaration.measures and declaration.measures[heading.key].is_count


def _names_nobody(line: Line, known: Container[str]) -> bool:
    return split_type(line.unit)[0] is None and match_key(line.unit) not in known


def _sums_of(
    lines: Sequence[Line], counts: Sequence[Heading], declaration: Declaration, known: Container[str]
) -> dict[int, list[Line]]:
    """{row of a total that no word tells: the lines it sums up}: the last line of all above it, any other of the
    lines right below it, in some convention of numbers. The lowest is found first, so that nothing is summed twice."""
    found: dict[int, list[Line]] = {}
    below: list[Line] = []
    for at, line in reversed(list(enumerate(lines))):
        summed = _summed_below(line, below, counts, declaration) if _names_nobody(line, known) else []
        if at == len(lines) - 1 and _names_nobody(line, known):
            summed = _all_of(line, lines[:at], counts, declaration)
        if summed:
            found[line.row] = summed
        else:
            below.insert(0, line)
    return found


def _all_of(line: Line, others: Sequence[Line], counts: Sequence[Heading], declaration: Declaration) -> list[Line]:
    adds_up = any(_adds_up(line, others, counts, declaration, numbers) for numbers in CONVENTIONS)
    return list(others) if len(others) >= 2 and adds_up else []


def _summed_below(line: Line, below: Sequence[Line], counts: Sequence[Heading], declaration: Declaration) -> list[Line]:
    """The fewest of the lines right below that a line is the sum of. One count is added up first: most are none."""
    telling = next((one for one in counts if line.record[one.index].strip(" 0-")), None)
    for numbers in CONVENTIONS if telling else ():
        for many in _running(line, below, telling, declaration, numbers):
            if many >= 2 and _adds_up(line, below[:many], counts, declaration, numbers):
                return list(below[:many])
    return []


def _running(line: Line, below: Sequence[Line], count: Heading, declaration: Declaration, numbers: str):
    """After how many lines below one count of theirs has added up to the line's."""
    total, summed = _figure(line, count, declaration, numbers), Decimal(0)
    for many, under in enumerate(below, 1):
        summed += _figure(under, count, declaration, numbers) or 0
        if total is None or summed > total:
            return
        if summed == total:
            yield many


def _figure(line: Line, count: Heading, declaration: Declaration, numbers: str) -> Decimal | None:
    """An exact figure of a line; None where there is none, or it cannot be read so."""
    cell = line.record[count.index]
    try:
        read = read_figure(cell, declaration.measures[count.key], declaration, numbers) if cell else None
    except Unreadable:
        return None
    return read.value if read and is_exact(read) else None


def _adds_up(line: Line, above: Sequence[Line], counts: Sequence[Heading], declaration: Declaration, numbers: str):
    """Whether all counts add up, two of them more than zero at least."""
    told = 0
    for heading in counts:
        measure = declaration.measures[heading.key]
        try:
            cells = [one.record[heading.index] for one in (line, *above)]
            total, *parts = [read_figure(cell, measure, declaration, numbers) if cell else None for cell in cells]
        except Unreadable:
            return False
        filled = [part.value for part in parts if part and part.value is not None and not part.bound]
        if total and (total.value is None or total.bound or total.value != sum(filled)):
            return False
        told += bool(total and total.value)
    return told >= 2


def _by_period(lines: Sequence[Line]) -> Mapping[tuple, list[Line]]:
    """A total that names no period is of those of the line before it."""
    found: dict[tuple, list[Line]] = {}
    before: tuple = ()
    for line in lines:
        when = tuple(line.texts.get(key, "") for key in WHEN)
        before = before if line.is_total and before and not any(when) else when
        found.setdefault(before, []).append(line)
    return found


def _whole(totals: list[Line], words: TotalWords) -> Line | None:
    """The last that says no more than "Tổng cộng"; none when another says the very same."""
    named = [line for line in totals if words.is_whole(line.unit)]
    labels = [header_key(line.unit) for line in named]
    if not named:
        return totals[0] if len(totals) == 1 and words.label([totals[0].unit]) else None
    return named[-1] if labels.count(labels[-1]) == 1 else None


def _summed(total: Line, lines: list[Line], words: TotalWords) -> frozenset[int]:
    """ "Cộng phường" sums up what stands above it, a group's own row what stands below, each to the next total."""
    at = next(place for place, line in enumerate(lines) if line is total)
    around = reversed(lines[:at]) if words.label([total.unit]) else lines[at + 1 :]
    return frozenset(_to_next_total(around))


def _to_next_total(lines: Iterable[Line]) -> Iterable[int]:
    for line in lines:
        if line.is_total:
            return
        yield line.row


def _differing(total: Row, label: str, rows: list[Row], declaration: Declaration) -> list[Problem]:
    problems = []
    for key, cell in total.values.items():
        told = [row.values[key] for row in rows if key in row.values and is_exact(row.values[key])]
        if not (declaration.measures[key].is_count and is_exact(cell) and told):
            continue
        summed = sum((one.value for one in told), Decimal(0))
        if summed > cell.value or (summed != cell.value and len(told) == len(rows)):
            facts = {"label": label, "total": cell.value, "sum": summed}
            problems.append(about(cell, "group_total_differs", declaration.measures[key].vi, facts))
    return problems


def is_exact(cell: Cell) -> bool:
    """Whether a cell holds one number, not a bound or none."""
    return isinstance(cell.value, Decimal) and cell.bound is None


def about(cell: Cell, code: str, column: str, facts: Mapping) -> Problem:
    """An error about a figure that was read."""
    row = int(cell.cell.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Problem("error", code, row, column, cell.cell, cell.text, facts=facts)
