"""Where a unit's points are lost, in sentences: rows of `lost_points` → what a reader is told."""

from collections.abc import Callable, Sequence

from reform.indicators import Indicator, declaration
from reform.text import Words, difference


def not_reported(say: Words, rows: Sequence[dict], by: Indicator) -> str:
    """That there is no total, and which parts are missing."""
    missing = [declaration().short_name(row["part"], say.lang) for row in rows if row["points"] is None]
    name = by.name.in_(say.lang)
    if not missing:
        return say.t("profile.lost_nothing_reported", name=name)
    return say.t("profile.lost_not_reported", name=name, parts=say.listing(missing))


def to_full(say: Words, rows: Sequence[dict]) -> str:
    """Đạt 77,66 điểm, thiếu 22,34 điểm so với điểm tối đa; nhiều nhất ở … A bonus may lift it to full marks or over."""
    lacks = difference(rows[0]["lacks"], 0)
    facts = {"total": say.points(rows[0]["total"])}
    if lacks > 0:
        return say.t("profile.lost_to_full", lacks=say.points(lacks), **facts, **most_of(say, rows, "to_full"))
    gained = [declaration().short_name(row["part"], say.lang) for row in rows if difference(row["to_full"], 0) < 0]
    if not gained:
        return say.t("profile.lost_none", **facts)
    facts |= {"gained": say.listing(gained), "over": say.points(-lacks)}
    if all(difference(row["to_full"], 0) <= 0 for row in rows):
        return say.t("profile.lost_over", **facts)
    return say.t("profile.lost_over_yet" if lacks else "profile.lost_made_up", **facts, **most_of(say, rows, "to_full"))


def to_leader(say: Words, rows: Sequence[dict], shown: Callable[[str], str] = str) -> str:
    """How far behind the first; that it leads, alone or not; that nobody is ranked. `shown` makes names safe."""
    row = rows[0]
    if row["behind"] is None:
        return say.t("profile.lost_no_leader")
    behind = difference(row["behind"], 0)
    facts = {"leader": shown(row["leader"]), "leaders": say.count(row["leaders"] or 0)}
    if row["leads"]:
        return say.t("profile.lost_shares_lead" if row["leaders"] > 1 else "profile.lost_leads", **facts)
    if behind <= 0:  # what is not reported of a bonus is in the whole score alone
        way = "ahead" if behind else "level"
        return say.t(f"profile.lost_{way}_by_parts", ahead=say.points(-behind), **facts)
    facts |= {"behind": say.points(behind)} | most_of(say, rows, "to_leader")
    return say.t("profile.lost_to_shared_leader" if row["leaders"] > 1 else "profile.lost_to_leader", **facts)


def most_of(say: Words, rows: Sequence[dict], key: str) -> dict[str, str]:
    """The part in which most is lost, or all that lose as much as it, and how much that is."""
    most = max(row[key] for row in rows)
    names = [declaration().short_name(row["part"], say.lang) for row in rows if not difference(row[key], most)]
    size = say.points(most)
    return {"part": say.listing(names), "size": size if len(names) == 1 else say.t("profile.each", size=size)}
