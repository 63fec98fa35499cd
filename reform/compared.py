"""Units side by side, in sentences: rows of `positions` and `peers` → what a reader is told.

Every number in a sentence is a figure of the rows, a count of them or the difference of two.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from reform.indicators import Indicator, declaration
from reform.rows import records
from reform.text import Words, difference, distinguishing_decimals

FEWEST, MOST_UNITS = 2, 5  # side by side
MOST = 5  # names in a sentence; the others are counted
LEADING, ABOVE_MIDDLE, BELOW_MIDDLE, TRAILING = range(4)  # quarters of the way from the first place to the last


@dataclass(frozen=True)
class Line:
    """One indicator that some unit of the locality is ranked by: the rows of the compared units, in their order."""

    indicator: Indicator
    rows: list[dict]

    @property
    def ranked(self) -> list[dict]:
        """Those with a rank, the best first."""
        return sorted((row for row in self.rows if row["rank"] is not None), key=lambda row: row["rank"])

    @property
    def best(self) -> list[dict]:
        """Those that share the best rank among the compared; nobody where there are not two to compare."""
        ranked = self.ranked
        return [row for row in ranked if row["rank"] == ranked[0]["rank"]] if len(ranked) > 1 else []

    @property
    def is_level(self) -> bool:
        """Whether all that can be compared share one rank."""
        return bool(self.best) and len(self.best) == len(self.ranked)

    @property
    def decimals(self) -> int:
        """Decimals enough for unequal values to look unequal."""
        return distinguishing_decimals([row["value"] for row in self.rows])


def of_units(positions: pd.DataFrame, units: Sequence[int]) -> list[dict]:
    """The records of some units among the rows of `positions`, in the order of these."""
    own = positions[positions["unit_id"].isin(units)]
    return records(own.sort_values("unit_id", key=lambda ids: ids.map(list(units).index), kind="stable"))


def lines(rows: list[dict]) -> list[Line]:
    """The indicators that anybody is ranked by, in the order of the rows, each with the rows of the compared units."""
    kept = dict.fromkeys(row["indicator"] for row in rows if row["ranked"])
    known = declaration().indicators
    return [Line(known[key], [row for row in rows if row["indicator"] == key]) for key in kept]


def position(rank: int | None, ranked: int, last: int | None = None) -> int | None:
    """The quarter of the way from the first place (LEADING) to the last (TRAILING); None without a rank.

    `last` is the rank of whoever stands last: where several share it (đồng hạng cuối), it is above `ranked` places.
    """
    if rank is None:
        return None
    if 1 < rank == last:
        return TRAILING
    return min(TRAILING, 4 * (rank - 1) // (ranked - 1)) if ranked > 1 else LEADING


def gap_to_target(row: dict, indicator: Indicator) -> Decimal | None:
    """How far a value lies above (positive) or below the target; None where there is no value or no target."""
    if row["value"] is None or indicator.target is None:
        return None
    return difference(row["value"], indicator.target.value)


def gap_to_locality(row: dict) -> Decimal | None:
    """How far a value lies above or below the figure over all units; None where one is missing."""
    return None if None in (row["value"], row["locality_value"]) else difference(row["value"], row["locality_value"])


def gap_told(say: Words, line: Line, gap: Decimal | None) -> str:
    """A gap with its sign, written so that it does not look like none: +5,50; a dash where it cannot be told."""
    return "–" if gap is None else say.signed(gap, distinguishing_decimals([float(gap), 0], line.decimals))


def placed(say: Words, line: Line, row: dict) -> str:
    """A value with its rank: 98,30% · hạng 1/10; a dash without."""
    if row["rank"] is None:
        return "–"
    value = say.value(row["value"], line.indicator.unit, line.decimals)
    return say.t("compare.placed", value=value, rank=say.count(row["rank"]), ranked=say.count(row["ranked"]))


# Who is better


def better(say: Words, line: Line, names: dict[int, str]) -> str:
    """The better one of an indicator in words, and by how much; ties and missing figures are said."""
    ranked, best = line.ranked, line.best
    if not best:
        name = names[ranked[0]["unit_id"]] if ranked else ""
        return say.t(f"compare.{'only' if ranked else 'nobody'}", name=name)
    value = say.value(best[0]["value"], line.indicator.unit, line.decimals)
    if line.is_level:
        return say.t("compare.level", names=listed(say, best, names), value=value)
    rest = ranked[len(best) :]
    following = [row for row in rest if row["rank"] == rest[0]["rank"]]
    facts = {"best": listed(say, best, names), "next": listed(say, following, names), "value": value}
    gap = abs(difference(best[0]["value"], rest[0]["value"]))
    if not gap:
        return say.t("compare.by_keys", **facts)
    return say.t(f"compare.{line.indicator.direction}", gap=size(say, gap, line), **facts)


def size(say: Words, gap: Decimal, line: Line) -> str:
    """A difference with its unit, written so that it does not look like none: 34,39 điểm %."""
    decimals = distinguishing_decimals([float(gap), 0], line.decimals)
    short = {"percent": "percent_short"}.get(line.indicator.unit, line.indicator.unit)
    return f"{say.number(gap, decimals)} {say.t(f'change.{short}')}"


def tally(say: Words, compared: list[Line], names: dict[int, str]) -> str:
    """In how many indicators each unit is the better one; how many are level, how many cannot be compared."""
    if len(names) < 2:
        return say.t("compare.choose_two")
    known = [line for line in compared if line.best]
    if not known:
        return say.t("compare.nothing_to_compare")
    level = sum(line.is_level for line in known)
    wins = Counter(row["unit_id"] for line in known if not line.is_level for row in line.best)
    order = sorted(wins, key=lambda unit: -wins[unit])
    told = [say.t("compare.wins", name=names[unit], count=say.count(wins[unit])) for unit in order]
    said = [say.t("compare.comparable", count=say.count(len(known)))]
    if told:
        said.append(say.t("compare.tally", wins=say.listing(told)))
    if level:
        said.append(say.t("compare.levels", count=say.count(level)))
    if len(known) < len(compared):
        said.append(say.t("compare.incomparable", count=say.count(len(compared) - len(known))))
    return " ".join(said)


def missing(say: Words, compared: list[Line], names: dict[int, str]) -> list[str]:
    """Why a compared unit has no rank, indicator by indicator; that it sent nothing is told once."""
    return [said for unit in names if (said := missing_of(say, compared, unit, names[unit]))]


def missing_of(say: Words, compared: list[Line], unit: int, name: str) -> str:
    """One unit's indicators without a rank, each with its reason; empty where it has all."""
    rows = {line.indicator: row for line in compared for row in line.rows if row["unit_id"] == unit}
    reasons = {one: row["reason"] for one, row in rows.items() if row["reason"]}
    if not reasons:
        return ""
    if set(reasons.values()) == {"not_submitted"}:
        told = say.t("reason.not_submitted")
    else:
        pairs = [(one.short.in_(say.lang), say.t(f"reason.{why}")) for one, why in reasons.items()]
        told = "; ".join(say.t("summary.reason", name=short, reason=why) for short, why in pairs)
    return say.t("ranking.left_out", ward=name, reason=told)


# Peers


def alike(say: Words, name: str, received: float | None, peers: list[dict], escape: Callable[[str], str] = str) -> str:
    """The units most alike one unit, with their dossiers; why there are none. `name` is safe already."""
    if not received:
        return say.t("compare.no_dossiers", name=name)
    if not peers:
        return say.t("compare.no_peers", name=name, count=say.count(received))
    told = [
        say.t(
            "compare.peer" if one["same_type"] else "compare.peer_other",
            name=escape(one["ward"]),
            count=say.count(one["received_total"]),
        )
        for one in peers
    ]
    return say.t("compare.peers", name=name, count=say.count(received), peers=say.listing(told))


# All units


def standing(say: Words, rows: list[dict], names: dict[int, str]) -> str:
    """Who stands most often in the leading quarter of a ranking, who most often in the trailing one."""
    places = [(row["unit_id"], position(row["rank"], row["ranked"], row.get("last"))) for row in rows]
    told = []
    for quarter, key in ((LEADING, "leading"), (TRAILING, "trailing")):
        often = Counter(unit for unit, place in places if place == quarter)
        most = max(often.values(), default=0)
        who = [unit for unit in names if often[unit] == most]
        if most:
            told.append(say.t(f"compare.{key}", names=some(say, who, names), count=say.count(most)))
    return " ".join(told) if len(names) > 1 else say.t("compare.one_unit")


def spread(say: Words, dots: list[dict], names: dict[int, str]) -> str:
    """Who is at or above the locality in both figures of the scatter, who below in both."""
    if not dots:
        return say.t("compare.no_dots")
    if len(dots) == 1:
        (one,) = dots
        return say.t("compare.one_dot", name=names[one["unit_id"]], x=say.share(one["x"]), y=say.share(one["y"]))
    over = [one["unit_id"] for one in dots if one["x"] >= one["x_level"] and one["y"] >= one["y_level"]]
    under = [one["unit_id"] for one in dots if one["x"] < one["x_level"] and one["y"] < one["y_level"]]
    told = [say.t("compare.dots", count=say.count(len(dots)))]
    for key, who in (("over", over), ("under", under)):
        told.append(say.t(f"compare.{key}", names=some(say, who, names)) if who else say.t(f"compare.{key}_none"))
    return " ".join(told)


def listed(say: Words, rows: list[dict], names: dict[int, str]) -> str:
    """The units of some rows by name."""
    return say.listing([names[row["unit_id"]] for row in rows])


def some(say: Words, units: list[int], names: dict[int, str]) -> str:
    """Units by name, at most MOST of them; the rest as a number."""
    return say.listing_some([names[unit] for unit in units], MOST)
