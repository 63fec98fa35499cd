"""Totals of a part of the units ("Cộng phường", "I. Xã, phường 4.698"): never a ward, held against their own rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reform.indicators import Declaration
from reform.intake.headers import header_key
from reform.intake.lines import Line, TotalWords
from reform.intake.reading import Cell, Problem, Row

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


def find_group_totals(lines: list[Line], declaration: Declaration) -> tuple[ManyUnits, list[Problem]]:
    """The totals that are of a group; the last total of everything is the table's own, for each period and place."""
    words = TotalWords(declaration)
    found: list[GroupTotal] = []
    for same in _by_period(lines).values():
        totals = [line for line in same if line.is_total]
        whole = _whole(totals, words)
        found += [GroupTotal(line, _summed(line, same, words)) for line in totals if line is not whole]
    return ManyUnits(lines, tuple(found)), []


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
    named = [line for line in totals if header_key(line.unit) in words.whole]
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
