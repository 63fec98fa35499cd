"""Strengths and weaknesses of a unit by a rule of one sentence: rows of `positions` → at most three each.

A strength: in the best third of the ranking and better than the locality's figure by LEAST points or more. A weakness:
in the worst third and worse by as much. Rankings of fewer than FEWEST units part nobody. Indicators that count the
same thing above the line (online of new, online of all) are one: the first declared stands for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reform.indicators import Indicator, declaration
from reform.text import difference

LEAST = 1  # points, or percentage points, from the locality's figure
FEWEST = 3
MOST = 3


@dataclass(frozen=True)
class Standout:
    """An indicator in which a unit stands out: its row of `positions`, and how far it is from the locality's figure.

    `apart` is positive where the unit is better, whichever direction is better.
    """

    row: dict
    by: Indicator
    apart: Decimal


def strengths(rows: Iterable[dict]) -> list[Standout]:
    """The best three among a unit's rows, the best rank first."""
    found = [one for one in standouts(rows) if one.apart >= LEAST and one.row["rank"] * 3 <= one.row["ranked"]]
    return sorted(found, key=lambda one: (one.row["rank"] / one.row["ranked"], -one.apart))[:MOST]


def weaknesses(rows: Iterable[dict], everyone: Iterable[dict]) -> list[Standout]:
    """The worst three, the last rank first; `everyone` are the rows of all units in the same rankings."""
    behind = {one.row["indicator"]: behind_it(one.row, everyone) for one in standouts(rows)}
    found = [
        one for one in standouts(rows) if one.apart <= -LEAST and behind[one.row["indicator"]] * 3 < one.row["ranked"]
    ]
    return sorted(found, key=lambda one: (behind[one.row["indicator"]] / one.row["ranked"], one.apart))[:MOST]


def behind_it(row: dict, everyone: Iterable[dict]) -> int:
    """How many units rank behind it; those that share its rank are not behind."""
    return sum(
        one["indicator"] == row["indicator"] and one["rank"] is not None and one["rank"] > row["rank"]
        for one in everyone
    )


def standouts(rows: Iterable[dict]) -> list[Standout]:
    """Every indicator in which the unit has a rank among enough units and the locality a figure; each thing once."""
    declared, seen, found = declaration().indicators, set(), []
    for row in sorted(rows, key=lambda row: list(declared).index(row["indicator"])):
        by = declared[row["indicator"]]
        counted = by.numerator[:1] or (by.key,)
        if by.kind == "composite" or counted in seen or row["rank"] is None or row["locality_value"] is None:
            continue
        seen.add(counted)
        if row["ranked"] >= FEWEST:
            found.append(Standout(row, by, difference(row["value"], row["locality_value"]) * by.sign))
    return found
