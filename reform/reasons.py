"""Why a rank moved, in sentences: facts of `rank_moves` and `contributions` → what a reader is told.

Every number in a sentence is one of the facts; nothing is computed here but the order of telling.
"""

from dataclasses import dataclass

from reform.indicators import Indicator, declaration
from reform.solidity import Move, rank_move
from reform.text import Words, difference

MOST = 4  # names in a sentence; the others are counted


@dataclass(frozen=True)
class Moved:
    """A unit between two rankings: its row of `rank_moves`, its move, and the names of all units by unit_id."""

    row: dict
    move: Move | None
    names: dict[int, str]


def moved(rows: list[dict], unit_id: int) -> Moved | None:
    """The unit among the records of `rank_moves`; None where neither ranking holds it."""
    row = next((one for one in rows if one["unit_id"] == unit_id), None)
    bare = [one["bare_name"] for one in rows]
    names = {one["unit_id"]: one["bare_name"] if bare.count(one["bare_name"]) == 1 else one["ward"] for one in rows}
    return row and Moved(row, rank_move(rows, unit_id), names)


def why_moved(say: Words, found: Moved | None, by: Indicator, period: str, against: str) -> list[str]:
    """The sentences; the first can stand alone. `period` and `against` are names as they read inside a sentence."""
    facts = {"name": by.short.in_(say.lang), "period": period, "against": against}
    if found is None or found.row["rank"] is None:
        return [say.t("explain.not_ranked_now", **facts)]
    facts["ward"] = found.names[found.row["unit_id"]]
    if found.move is None:
        return [say.t("explain.not_ranked_before", rank=say.count(found.row["rank"]), **facts)]
    return [headline(say, found, by, facts), *the_others(say, found, facts), *ownership(say, found, facts)]


def headline(say: Words, found: Moved, by: Indicator, facts: dict) -> str:
    """Điểm CCHC tăng 1,20 điểm nhưng tụt 2 hạng (3 → 5) so với quý II/2026, vì …"""
    row, move = found.row, found.move
    gained = move.before - move.after
    change = difference(row["value"], row["before_value"])
    better = change * by.sign
    key = "explain.and" if better * gained > 0 or not better or not gained else "explain.but"
    said = say.t(
        key,
        change=say.change(change, by.unit),
        places=say.change_rank(gained),
        before=say.count(move.before),
        after=say.count(move.after),
        **facts,
    )
    return said + because(say, found, gained) + "."


def because(say: Words, found: Moved, gained: int) -> str:
    """Who passed or was passed: vì bị 3 đơn vị vượt qua (A, B và C); nothing where the rank stayed."""
    if not gained:
        return ""
    who = found.move.passed_by + found.move.entered if gained < 0 else found.move.passed + found.move.left
    return say.t(
        "explain.passed_by" if gained < 0 else "explain.passed", count=say.count(len(who)), names=few(say, found, who)
    )


def the_others(say: Words, found: Moved, facts: dict) -> list[str]:
    """How many of the others did better still, and whom only one of the two rankings holds."""
    move, told = found.move, []
    if move.rose_more:
        names = few(say, found, move.rose_more)
        told.append(say.t("explain.rose_more", count=say.count(len(move.rose_more)), names=names, **facts))
    if move.entered:
        told.append(say.t("explain.entered", names=few(say, found, move.entered), **facts))
    if move.left:
        told.append(say.t("explain.left", names=few(say, found, move.left), **facts))
    return told


def ownership(say: Words, found: Moved, facts: dict) -> list[str]:
    """What the unit's own change did to its rank, and what the others' changes did."""
    move = found.move
    if not move.own and not move.others:
        return []
    own, others = say.change_rank(move.own), say.change_rank(move.others)
    return [say.t("explain.split", own=own, others=others, alone=say.count(move.own_rank), **facts)]


def few(say: Words, found: Moved, unit_ids: tuple[int, ...]) -> str:
    """The names of a few units, the rest counted: A, B, C, D và 3 đơn vị khác."""
    names = [found.names[one] for one in unit_ids]
    if len(names) <= MOST:
        return say.listing(names)
    return say.t("story.and_others", names=", ".join(names[:MOST]), count=say.count(len(names) - MOST))


def part_name(say: Words, row: dict) -> str:
    """The name of a row of `contributions`: a member's indicator, or the measure whose count changed."""
    declared = declaration()
    if row["part_kind"] == "member":
        return declared.indicators[row["part"]].short.in_(say.lang)
    return declared.measures[row["part"]].name.in_(say.lang)
