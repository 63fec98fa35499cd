"""What other weights would do, in sentences: an Outcome → what a reader is told. Every number is one of its facts."""

from reform import certainty_told
from reform.indicators import Indicator, declaration
from reform.rows import short_name
from reform.text import Words
from reform.whatif import Asked, Fault, Outcome, in_force

NAMED = 5


def faults(say: Words, found: Asked) -> list[str]:
    """What keeps an asked ranking from being computed, a sentence each."""
    return [fault(say, one) for one in found.faults]


def fault(say: Words, one: Fault) -> str:
    """Trọng số của Hồ sơ trực tuyến: “-1” phải từ 0 đến 1.000."""
    facts = dict(one.facts)
    if "key" in facts:
        facts["name"] = declaration().short_name(facts.pop("key"), say.lang)
    return say.t(f"whatif.fault.{one.code}", **{key: say.fact(value) for key, value in facts.items()})


def told(say: Words, found: Outcome, wanted: Asked, by: Indicator) -> list[str]:
    """What the other weights do to the ranks, whom they leave out or let in, and what is missing."""
    return [*moves(say, found, wanted, by), *only_one(say, found), *missing(say, found, wanted)]


def moves(say: Words, found: Outcome, wanted: Asked, by: Indicator) -> list[str]:
    """Who changes rank, most of all, and how alike the two orders are."""
    both = [row for row in found.rows if row["moved"] is not None]
    moved = [row for row in both if row["moved"]]
    if not any(row["supposed_rank"] for row in found.rows):
        return [say.t("whatif.nobody")]
    if wanted.preset is None and in_force(by, wanted.members):
        return [say.t("whatif.in_force")]
    if not moved:
        return [say.t("whatif.same", count=say.count(len(both)))] if both else []
    ranks = [(short_name(row, found.rows), row["rank"], row["supposed_rank"]) for row in moved]
    who, alike = certainty_told.furthest(say, ranks), certainty_told.alike(say, found.tau)
    return [say.t("whatif.moved", count=say.count(len(moved)), who=who, agreement=alike)]


def only_one(say: Words, found: Outcome) -> list[str]:
    """The units that one of the two rankings does not hold."""
    told = []
    for key, lacks in (("whatif.only_official", "supposed_rank"), ("whatif.only_supposed", "rank")):
        names = [short_name(row, found.rows) for row in found.rows if row[lacks] is None]
        if names:
            told.append(say.t(key, names=say.listing_some(names, NAMED)))
    return told


def missing(say: Words, found: Outcome, wanted: Asked) -> list[str]:
    """What is not measured at all, what no unit reports in the period, and how many points that leaves."""
    unmeasured = [part for part in wanted.preset.parts if not part.indicator] if wanted.preset else []
    silent = [member for member in wanted.members if member.indicator not in found.live] if found.live else []
    told = []
    if unmeasured:
        names = [worth(say, part.name.in_(say.lang), part.points) for part in unmeasured]
        told.append(say.t("whatif.unmeasured", names=say.listing(names)))
    if silent:
        names = [worth(say, declaration().short_name(member.indicator, say.lang), member.points) for member in silent]
        told.append(say.t("whatif.silent", names=say.listing(names)))
    if told and found.live:
        facts = {"points": say.plain(found.points), "total": say.plain(found.total)}
        told.append(say.t("whatif.out_of" if wanted.preset else "whatif.rescaled", **facts))
    return told


def worth(say: Words, called: str, points) -> str:
    """Số hóa hồ sơ (22 điểm)."""
    return say.t("whatif.worth", name=called, points=say.plain(points))
