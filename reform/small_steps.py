"""What a few dossiers more or less would do to a unit's rank in a share, in sentences. Exact: whole dossiers, the other
units unchanged, ties broken as in the table."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from reform.indicators import Indicator, declaration
from reform.rows import short_name
from reform.solidity import Standing, rank_of, to_rank, to_reach
from reform.solidity.steps import room
from reform.text import Words, distinguishing_decimals

NAMED = 4  # units in a sentence; the others are counted
PODIUM = 3  # a rank that is asked for beside the next one and the first
SAID = ("online", "timeliness")  # the shares whose dossiers have words of their own


@dataclass(frozen=True)
class Steps:
    """A ranked unit among the others; `within`: which keys count part of its dossiers; `level`: who shares its rank."""

    unit: Standing
    others: tuple[Standing, ...]
    within: tuple[bool, ...]
    sign: int
    rank: int
    level: tuple[str, ...]

    @property
    def room(self) -> int:
        """How many dossiers could still move to the better side."""
        return room(self.unit, self.sign)

    def after(self, step: int) -> int:
        """The rank with so many dossiers moved to the better side."""
        return rank_of(self.unit.moved(self.sign * step), self.others, self.sign)

    def worse(self) -> tuple[int, bool] | None:
        """The rank with one dossier moved to the worse side, and whether it had to be one that a key counts too.

        None where there is none to move.
        """
        if not room(self.unit, -self.sign):
            return None
        moved = self.unit.moved(-self.sign)
        # A key over the same dossiers cannot count more of them than are left on the better side.
        keys = tuple(
            min(key, moved.share) if inside and key is not None else key
            for key, inside in zip(moved.keys, self.within, strict=True)
        )
        return rank_of(replace(moved, keys=keys), self.others, self.sign), keys != moved.keys


def steps_of(rows: list[dict], unit_id: int, by: Indicator) -> Steps | None:
    """The Steps of a unit from the records of `counts_behind` of a share; None where it has no rank."""
    blocks = [list(block) for _, block in groupby(rows, key=lambda row: row["position"])]
    ranked = [at for at, row in enumerate(blocks[0] if blocks else []) if row["rank"] is not None]
    own = next((at for at in ranked if blocks[0][at]["unit_id"] == unit_id), None)
    if own is None or not all(blocks[0][at]["denominator"] for at in ranked):
        return None
    first = blocks[0]
    level = [at for at in ranked if at != own and first[at]["rank"] == first[own]["rank"]]
    return Steps(
        unit=_standing(blocks, own),
        others=tuple(_standing(blocks, at) for at in ranked if at != own),
        within=tuple(_is_within(declaration().indicators[key], by) for key in by.keys),
        sign=by.sign,
        rank=first[own]["rank"],
        level=tuple(short_name(first[at], first) for at in level),
    )


def _standing(blocks: list[list[dict]], at: int) -> Standing:
    value, *keys = (block[at] for block in blocks)
    return Standing(int(value["numerator"]), int(value["denominator"]), tuple(map(_key, keys)))


def _key(row: dict) -> Fraction | None:
    if row["value"] is None:
        return None
    if not row["denominator"]:
        return row["sign"] * Fraction(str(row["value"])) / 100
    return row["sign"] * Fraction(int(row["numerator"]), int(row["denominator"]))


def _is_within(key: Indicator, by: Indicator) -> bool:
    return key.denominator == by.denominator and key.sign == by.sign == 1


# In words


def steps_told(say: Words, found: Steps | None, by: Indicator) -> list[str]:
    """What one dossier on the worse side does, what it takes to reach the target, and to rise."""
    if found is None:
        return [say.t("solidity.step.not_ranked", name=by.short.in_(say.lang))]
    return [*standing(say, found), *one_worse(say, found, by), *target(say, found, by), *rises(say, found, by)]


def standing(say: Words, found: Steps) -> list[str]:
    """Whether the unit is first, alone or with others, or shares its rank."""
    key = "first" if found.rank == 1 else "level"
    if found.level:
        names = say.listing_some(found.level, NAMED)
        return [say.t(f"solidity.step.{key}_shared", names=names, rank=say.count(found.rank))]
    return [say.t("solidity.step.first")] if found.rank == 1 else []


def one_worse(say: Words, found: Steps, by: Indicator) -> list[str]:
    """Nếu thêm 1 hồ sơ từ đúng hạn thành quá hạn: hạng 6 (đang hạng 3)."""
    after = found.worse()
    if after is None:
        return []
    way = "worse_within" if after[1] else "worse"
    facts = {"move": moved(say, by, way, 1), "after": say.count(after[0]), "rank": say.count(found.rank)}
    return [say.t("solidity.step.stays" if after[0] == found.rank else "solidity.step.falls", **facts)]


def target(say: Words, found: Steps, by: Indicator) -> list[str]:
    """Để đạt 50%: nếu 775 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi)."""
    if by.target is None:
        return []
    goal, step = by.target.value, to_reach(found.unit, by.target.value, found.sign)
    share = float(found.unit.share * 100)
    value = say.value(share, by.unit, distinguishing_decimals([share, goal]))
    facts = {"target": say.level(goal, by.unit), "value": value}
    if step is None:
        return [say.t("solidity.step.out_of_reach", **facts)]
    if not step:
        return [say.t("solidity.step.reached", **facts)]
    return [say.t("solidity.step.to_reach", move=moved(say, by, "better", step), **facts)]


def rises(say: Words, found: Steps, by: Indicator) -> list[str]:
    """What it takes to reach the next rank, the third and the first; or why it cannot be reached."""
    if found.rank == 1:
        return []
    if not found.room:
        return [say.t("solidity.step.no_room", rank=say.count(found.rank))]
    told, before = [], 0
    for goal in dict.fromkeys((found.rank - 1, min(PODIUM, found.rank - 1), 1)):
        step = to_rank(found.unit, found.others, goal, found.sign)
        if step is None:
            return [*told, beyond(say, found, by, goal)]
        if step != before:
            told.append(rise(say, by, goal, found.after(step), step))
        before = step
    return told


def rise(say: Words, by: Indicator, goal: int, reached: int, step: int) -> str:
    """Để lên hạng 3: nếu …; with the rank that is reached at once where that is a better one."""
    facts = {"move": moved(say, by, "better", step), "goal": say.count(goal), "reached": say.count(reached)}
    return say.t("solidity.step.to_rank" if reached == goal else "solidity.step.to_better", **facts)


def beyond(say: Words, found: Steps, by: Indicator, goal: int) -> str:
    """Không lên được hạng 1: dù …, vẫn chỉ hạng 2."""
    facts = {"move": moved(say, by, "better", found.room), "best": say.count(found.after(found.room))}
    return say.t("solidity.step.beyond", goal=say.count(goal), **facts)


def moved(say: Words, by: Indicator, way: str, count: int) -> str:
    """So many dossiers from one side of the share to the other, as an office says it."""
    kind = by.key if by.key in SAID else "other"
    way = way if say.has(f"solidity.step.{kind}_{way}") else way.partition("_")[0]
    unit = declaration().counted_in(by).in_(say.lang)
    return say.t(f"solidity.step.{kind}_{way}", count=say.count(count), unit=unit, name=by.short.in_(say.lang))
