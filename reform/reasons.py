"""Why a rank moved, in sentences: facts of `rank_moves` and `contributions` → what a reader is told.

Every number in a sentence is one of the facts; nothing is computed here but the order of telling.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reform.indicators import Indicator, declaration
from reform.rows import unit_names
from reform.solidity import Move, rank_move
from reform.text import Words, difference

MOST = 4  # names in a sentence; the others are counted


@dataclass(frozen=True)
class Moved:
    """A unit between two rankings: its row of `rank_moves`, its move, and the names of all units by unit_id.

    `level` are the units that share its rank now; `alike` whether another unit has the very same value.
    """

    row: dict
    move: Move | None
    names: dict[int, str]
    level: frozenset[int]
    alike: bool


def moved(rows: list[dict], unit_id: int, escape: Callable[[str], str] = str) -> Moved | None:
    """The unit among the records of `rank_moves`; None where neither ranking holds it. `escape` makes names safe."""
    row = next((one for one in rows if one["unit_id"] == unit_id), None)
    if row is None:
        return None
    others = [one for one in rows if one is not row and one["rank"] is not None]
    return Moved(
        row=row,
        move=rank_move(rows, unit_id),
        names=unit_names(rows, escape),
        level=frozenset(one["unit_id"] for one in others if one["rank"] == row["rank"]),
        alike=any(one["value"] == row["value"] for one in others),
    )


def why_moved(say: Words, found: Moved | None, by: Indicator, period: str, against: str | None) -> list[str]:
    """The sentences; the first can stand alone. `period` and `against` are names as they read inside a sentence;
    `against` is None where the calendar has no earlier period of that kind."""
    facts = {"name": by.short.in_(say.lang), "period": period, "against": against}
    if found is None or found.row["rank"] is None:
        return [say.t("explain.not_ranked_now", **facts)]
    facts["ward"] = found.names[found.row["unit_id"]]
    if against is None:
        return [say.t("explain.no_earlier", rank=say.count(found.row["rank"]), **facts)]
    if found.move is None:
        return [say.t("explain.not_ranked_before", rank=say.count(found.row["rank"]), **facts)]
    return [
        headline(say, found, by, facts),
        *the_others(say, found, facts),
        *by_keys(say, found, by),
        *ownership(say, found, facts),
    ]


def headline(say: Words, found: Moved, by: Indicator, facts: dict) -> str:
    """Điểm CCHC tăng 1,20 điểm nhưng tụt 2 hạng (3 → 5) so với quý II/2026, vì …"""
    row, move = found.row, found.move
    gained = move.before - move.after
    change = difference(row["value"], row["before_value"])
    better = change * by.sign
    against_it = better * gained < 0 or (not better and gained)
    said = say.t(
        "explain.but" if against_it else "explain.and",
        change=say.change(change, by.unit),
        places=say.change_rank(gained),
        before=say.count(move.before),
        after=say.count(move.after),
        **facts,
    )
    return said + because(say, found, gained) + "."


def because(say: Words, found: Moved, gained: int) -> str:
    """Who passed or was passed: vì bị 3 đơn vị vượt qua: A, B và C; nothing where the rank stayed."""
    who = found.move.passed_by if gained < 0 else found.move.passed if gained else ()
    return say.t(f"explain.{way(found, gained)}", **counted(say, found, who)) if who else ""


def way(found: Moved, gained: int) -> str:
    """Passed by others, or passing them; drawing level with one is not passing it."""
    if gained < 0:
        return "passed_by"
    return "passed_or_level" if found.level & set(found.move.passed) else "passed"


def the_others(say: Words, found: Moved, facts: dict) -> list[str]:
    """Who passed it or was passed against the way its rank went, whose change was better, who is new or gone."""
    move, gained = found.move, found.move.before - found.move.after
    told = [
        ("explain.also_passed_by", move.passed_by if gained >= 0 else ()),
        (f"explain.also_{way(found, 1)}", move.passed if gained <= 0 else ()),
        ("explain.rose_more", move.rose_more),
        ("explain.entered", move.entered),
        ("explain.left", move.left),
    ]
    return [say.t(key, **counted(say, found, who), **facts) for key, who in told if who]


def by_keys(say: Words, found: Moved, by: Indicator) -> list[str]:
    """What parts the units that have its very value, where the ranking goes on to other figures."""
    if not (by.keys and found.alike):
        return []
    keys = [declaration().indicators[key].name.in_(say.lang) for key in by.keys]
    return [say.t("explain.by_keys", keys=", ".join(say.inside(key) for key in keys))]


def ownership(say: Words, found: Moved, facts: dict) -> list[str]:
    """What the unit's own change did to its rank, and what the others' changes did."""
    move = found.move
    if not move.own and not move.others:
        return []
    own, others = say.change_rank(move.own), say.change_rank(move.others)
    return [say.t("explain.split", own=own, others=others, alone=say.count(move.own_rank), **facts)]


def counted(say: Words, found: Moved, unit_ids: tuple[int, ...]) -> dict[str, str]:
    """How many units, and who: the names of a few, the rest counted: A, B, C, D và 3 đơn vị khác."""
    names = [found.names[one] for one in unit_ids]
    return {"count": say.count(len(names)), "names": say.listing_some(names, MOST)}


def part_name(say: Words, row: dict) -> str:
    """The name of a row of `contributions`: a member's or component's indicator, or a measure."""
    declared = declaration()
    if row["part_kind"] == "term":
        return declared.measures[row["part"]].name.in_(say.lang)
    return declared.short_name(row["part"], say.lang)


def largest(say: Words, parts: list[dict], by: Indicator, name: Callable[[Words, dict], str] = part_name) -> str:
    """The parts of a change that added most and that took most, all that are equal; empty where nothing changed."""
    sizes = [size(row) for row in parts]
    ends = [end for end, sign in ((max(sizes, default=0), 1), (min(sizes, default=0), -1)) if end * sign > 0]
    told = [row for row in parts if any(not difference(size(row), end) for end in ends)]
    if not told:
        return ""
    lines = [
        say.t("explain.part", part=name(say, row), change=say.change(size(row), by.unit))
        for row in sorted(told, key=size, reverse=True)
    ]
    return say.t("explain.offset" if offset(parts) else "explain.largest", parts=say.listing(lines))


def offset(parts: list[dict]) -> bool:
    """Whether the counts above and below the line both changed and left the share nearly where it was."""
    sizes = [size(row) for row in parts]
    return all(row["part_kind"] == "term" for row in parts) and 4 * abs(sum(sizes)) < max(map(abs, sizes))


def size(row: dict) -> Decimal:
    """What a part brings to the change."""
    return difference(row["change"], 0)
