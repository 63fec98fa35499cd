"""How solid a ranking is: the rows of `counts_behind` → intervals, brackets, rank ranges and what each member does.

Numbers only; `reform.certainty_told` puts them into sentences.
"""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from reform.solidity import Counts, Member, agreement, brackets, leave_one_out, rank_ranges, weight_ranges, wilson
from reform.solidity.ranges import DRAWS, SEED

FEW_DRAWS = 2_000
MANY = 200  # from so many units on, fewer draws: their shares of draws need no second decimal


@dataclass(frozen=True)
class Certainty:
    """Of each ranked unit, best first, {unit_id, ward, bare_name, rank} and what is known of it: interval_low,
    interval_high, letters (its brackets) of a share; low, high, first, last of its drawn ranks.

    `without` are the members of a composite, each with the ranks without it, as `units` are ordered; `full` how many
    units have the full marks of each. `draws` is None where nothing was drawn.
    """

    units: list[dict]
    groups: list[tuple[str, list[dict]]]
    without: list[dict]
    full: list[dict]
    draws: int | None
    seed: int


def certainty(rows, draws=None, seed=SEED):
    """The Certainty of a ranking from the records of `counts_behind`; without units where nobody is ranked."""
    blocks = [list(block) for _, block in groupby(rows, key=lambda row: row["position"])]
    first = blocks[0] if blocks else []
    order = sorted((at for at, row in enumerate(first) if row["rank"] is not None), key=lambda at: first[at]["rank"])
    if not order:
        return Certainty([], [], [], [], None, seed)
    asked = [[block[at] for at in order] for block in blocks]
    units = [{key: row[key] for key in ("unit_id", "ward", "bare_name", "rank")} for row in asked[0]]
    draws = draws or (DRAWS if len(units) <= MANY else FEW_DRAWS)
    members = [member(block) for block in asked if block[0]["role"] == "member"]
    found = rank_ranges([counts(one) for one in asked], members, draws, seed)
    units = [unit | range_ for unit, range_ in zip(units, found, strict=True)]
    if members:
        return Certainty(units, [], _without(asked, members), _full(asked), draws, seed)
    groups = _bracketed(units, asked[0])
    return Certainty(units, groups, [], [], draws, seed)


def counts(block):
    """The Counts of one figure of all units."""
    above, below = ([np.nan if row[key] is None else row[key] for row in block] for key in ("numerator", "denominator"))
    return Counts(np.array(above, float), np.array(below, float), block[0]["sign"], block[0]["when_empty"])


def member(block):
    """One member of a composite."""
    return Member(counts(block), block[0]["points"], block[0]["low"], block[0]["high"])


def interval(row):
    """Wilson's interval of one row; a share without dossiers is known for certain."""
    if not row["denominator"]:
        return row["value"], row["value"]
    low, high = wilson([row["numerator"]], [row["denominator"]])
    return float(low[0]), float(high[0])


def _bracketed(units, block):
    """Puts the interval and the letters of its brackets on every unit; gives the brackets of several, best first."""
    ends = [interval(row) for row in block]
    found = brackets([low for low, _ in ends], [high for _, high in ends])
    found = [group for group in (found if block[0]["sign"] > 0 else reversed(found)) if len(group) > 1]
    names = [letters(at) for at in range(len(found))]
    for at, (unit, row, (low, high)) in enumerate(zip(units, block, ends, strict=True)):
        held = [name for name, group in zip(names, found, strict=True) if at in group]
        unit |= {key: row[key] for key in ("value", "numerator", "denominator")}
        unit |= {"interval_low": low, "interval_high": high}
        unit["letters"] = "" if not held else held[0] if len(held) == 1 else f"{held[0]}–{held[-1]}"
    return [(name, [units[at] for at in sorted(group)]) for name, group in zip(names, found, strict=True)]


def letters(at):
    """A, B, … Z, AA, AB, … as a spreadsheet names its columns."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _without(asked, members):
    """Per member the ranks of the units without it, and how far the order agrees with the one that holds."""
    ranks = [row["rank"] for row in asked[0]]
    return [
        {"indicator": block[0]["indicator"], "ranks": [int(one) for one in found], "tau": agreement(ranks, found)}
        for block, found in zip(asked, leave_one_out(members), strict=False)
    ]


def _full(asked):
    """Per member how many units have its full marks, and from which level on."""
    return [
        {
            "indicator": block[0]["indicator"],
            "high": block[0]["high"],
            "units": sum(row["value"] >= block[0]["high"] for row in block),
        }
        for block in asked
    ]


def certainty_of_components(ranking, components, draws=None, seed=SEED):
    """The Certainty of a score with component points, which have no counts: the weights alone are shaken.

    `ranking` are the records of that query, `components` those of `component_points`. Without units where no unit of
    the scheme has all its points; a unit that lacks one is left out.
    """
    scheme = ranking[0]["scheme"] if ranking else None
    held = {(row["unit_id"], row["component"]): row for row in components if row["scheme"] == scheme}
    kinds = {row["component"]: row for row in components if row["scheme"] == scheme and row["maximum"]}
    units = [{key: row[key] for key in ("unit_id", "ward", "bare_name", "rank")} for row in ranking]
    points = [[_points(held.get((unit["unit_id"], kind))) for kind in kinds] for unit in units]
    if not kinds or np.isnan(points).any(axis=1).all():
        return Certainty([], [], [], [], None, seed)
    draws = draws or (DRAWS if len(units) <= MANY else FEW_DRAWS)
    found = weight_ranges(points, [row["maximum"] for row in kinds.values()], draws, seed)
    kept = [unit | range_ for unit, range_ in zip(units, found, strict=True) if range_]
    return Certainty(kept, [], [], [], draws, seed)


def _points(row):
    """The points of a component as they add to the total, those of a penalty below 0; NaN where not reported."""
    return np.nan if row is None or row["points"] is None else row["sign"] * row["points"]
