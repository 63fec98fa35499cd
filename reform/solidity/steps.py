"""Exact small steps: what a few dossiers more or less would do to a rank or a target. Whole numbers, no rounding.

A step moves k dossiers above the line while the denominator stays: filed in person → filed online, on time → overdue.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Standing:
    """A unit's share as two integers, and its signed keys (larger is better), None where it does not report one."""

    numerator: int
    denominator: int
    keys: tuple[Fraction | None, ...] = ()

    @property
    def share(self):
        """The share, 0 to 1, exact."""
        return Fraction(self.numerator, self.denominator)

    def moved(self, step):
        """The same unit with `step` dossiers more above the line."""
        return Standing(self.numerator + step, self.denominator, self.keys)


def rank_of(unit, others, sign=1):
    """The rank of a unit among others, 1 is best; keys break a tie as in the table (design §5)."""
    tie = [one for one in others if one.share == unit.share]
    better = sum((one.share - unit.share) * sign > 0 for one in others)
    for place in range(len(unit.keys)):
        held = [one.keys[place] for one in (unit, *tie)]
        if not tie or None in held:
            continue
        better += sum(one.keys[place] > unit.keys[place] for one in tie)
        tie = [one for one in tie if one.keys[place] == unit.keys[place]]
    return better + 1


def to_reach(unit, target, sign=1):
    """How many dossiers must move above the line (below it where less is better) to reach a share of `target` percent.

    0 where it is reached; None where not even all of them would do. 99.9 is 999 of 1,000, not the double beside it.
    """
    goal = Fraction(str(target)) * unit.denominator / 100
    step = max(0, -((unit.numerator - goal) // 1) if sign > 0 else -((goal - unit.numerator) // 1))
    return int(step) if step <= room(unit, sign) else None


def to_rank(unit, others, rank, sign=1):
    """How many dossiers must move for the unit to reach a rank or better, the others unchanged; None where none do.

    The rank only gets better with every dossier, so that the smallest step is found by halving.
    """
    low, high = 0, room(unit, sign)
    if rank_of(unit.moved(sign * high), others, sign) > rank:
        return None
    while low < high:
        middle = (low + high) // 2
        if rank_of(unit.moved(sign * middle), others, sign) <= rank:
            high = middle
        else:
            low = middle + 1
    return low


def room(unit, sign=1):
    """How many dossiers there are to move."""
    return unit.denominator - unit.numerator if sign > 0 else unit.numerator
