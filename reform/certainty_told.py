"""How solid a ranking is, in sentences: a Certainty → what a reader is told. Every number is one of its facts."""

from reform.certainty import Certainty
from reform.indicators import Indicator, declaration
from reform.rows import short_name
from reform.text import Words

SURE = 0.95  # of all draws: a place that is told as certain
LIKELY = 0.05  # less often than this a unit is not named as a candidate for a place
NAMED = 3
MANY_FULL = 0.5  # of the units: a member with so many full marks hardly tells units apart
# Kendall's τ from which on two orders are told to be as alike as the words say.
ALIKE = ((0.9, "same"), (0.7, "most"), (0.4, "half"), (-1.0, "other"))


def told(say: Words, found: Certainty, by: Indicator) -> list[str]:
    """What the data tell of a ranking's places, the most telling first."""
    if len(found.units) < 2:
        return [say.t("solidity.alone", name=short_name(found.units[0], found.units))] if found.units else []
    sentences = [*ends(say, found), settled(say, found)]
    if by.kind == "share":
        sentences += [say.t("solidity.brackets" if found.groups else "solidity.no_brackets")]
    return [*sentences, *saturated(say, found, by)]


def how_drawn(say: Words, found: Certainty, by: Indicator) -> str:
    """How the ranges came about: how often, what was drawn, from which seed."""
    return say.t(f"solidity.drawn_{by.kind}", draws=say.count(found.draws), seed=found.seed)


def ends(say: Words, found: Certainty) -> list[str]:
    """Whether the first and the last place are certain, and who else may hold them."""
    if all(unit["first"] == 1 for unit in found.units):
        return [say.t("solidity.all_alike", ranked=say.count(len(found.units)))]
    return [place(say, found, "first"), place(say, found, "last")]


def place(say: Words, found: Certainty, end: str) -> str:
    """Who holds the first or the last place, in how many of the draws."""
    order = sorted(found.units, key=lambda unit: -unit[end])
    if order[0][end] >= SURE:
        sure = [unit for unit in order if unit[end] >= SURE]
        facts = {
            "names": say.listing_some([short_name(unit, found.units) for unit in sure], NAMED),
            "share": often(say, sure[-1][end]),
        }
        return say.t(f"solidity.{end}_sure", **facts)
    likely = [unit for unit in order if unit[end] >= LIKELY] or order[:1]
    shares = [f"{short_name(unit, found.units)} {often(say, unit[end])}" for unit in likely]
    return say.t(f"solidity.{end}_open", shares=say.listing_some(shares, NAMED))


def often(say: Words, share: float) -> str:
    """A share of draws, 0 to 1, that never reads as always or never where it is not."""
    if 0 < share < 0.001:
        return say.t("solidity.under", share=say.share(0.1, 1))
    if 0.999 < share < 1:
        return say.t("solidity.over", share=say.share(99.9, 1))
    return say.share(100 * share, 0 if share in (0, 1) else 1)


def settled(say: Words, found: Certainty) -> str:
    """How many units keep one rank over the whole range."""
    kept = sum(unit["low"] == unit["high"] for unit in found.units)
    key = "none" if not kept else "all" if kept == len(found.units) else "some"
    return say.t(f"solidity.settled_{key}", count=say.count(kept), ranked=say.count(len(found.units)))


def saturated(say: Words, found: Certainty, by: Indicator) -> list[str]:
    """That the best share is shared by several, or that a member gives nearly everybody its full marks."""
    ranked = say.count(len(found.units))
    if by.kind == "share":
        best = 100 if by.sign > 0 else 0
        same = sum(unit["value"] == best for unit in found.units)
        value = say.level(best, by.unit)
        return [say.t("solidity.same_share", count=say.count(same), ranked=ranked, value=value)] if same > 1 else []
    many = MANY_FULL * len(found.units)
    return [full_marks(say, one, len(found.units)) for one in found.full if one["units"] >= many]


def full_marks(say: Words, one: dict, ranked: int) -> str:
    """Hồ sơ trực tuyến: 9/10 đơn vị đã đạt điểm tối đa (từ 50%) …"""
    member = declaration().short_name(one["indicator"], say.lang)
    key = "solidity.full_all" if one["units"] == ranked else "solidity.full_most"
    facts = {"count": say.count(one["units"]), "ranked": say.count(ranked), "level": say.level(one["high"], "percent")}
    return say.t(key, member=member, **facts)


def without(say: Words, found: Certainty) -> list[str]:
    """What leaving each member of a composite out does to the ranks."""
    if len(found.units) < 2:
        return []
    return [left_out(say, one, found) for one in found.without] or [say.t("solidity.without_none")]


def left_out(say: Words, one: dict, found: Certainty) -> str:
    """Bỏ Hài lòng: 3 đơn vị đổi hạng, nhiều nhất là …; thứ tự gần như giữ nguyên."""
    member = declaration().short_name(one["indicator"], say.lang)
    moved = [(unit, after) for unit, after in zip(found.units, one["ranks"], strict=True) if unit["rank"] != after]
    if not moved:
        return say.t("solidity.without_same", member=member)
    who = furthest(say, [(short_name(unit, found.units), unit["rank"], after) for unit, after in moved])
    facts = {"count": say.count(len(moved)), "who": who, "agreement": alike(say, one["tau"])}
    return say.t("solidity.without_moved", member=member, **facts)


def furthest(say: Words, moves: list[tuple[str, int, int]]) -> str:
    """Of (name, rank before, rank after) those that moved furthest, all that moved as far: A (1 → 3) và B (4 → 2)."""
    far = max(abs(before - after) for _, before, after in moves)
    told = [
        f"{name} ({say.count(before)} → {say.count(after)})"
        for name, before, after in moves
        if abs(before - after) == far
    ]
    return say.listing_some(told, NAMED)


def alike(say: Words, tau: float | None) -> str:
    """Kendall's τ in words, with the number behind it."""
    if tau is None:
        return say.t("solidity.alike_none")
    key = next(key for least, key in ALIKE if tau >= least)
    return say.t(f"solidity.alike_{key}", tau=say.number(tau, 2))
