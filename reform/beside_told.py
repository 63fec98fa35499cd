"""What stands beside a ranking, in sentences: who filed online, how far the appraised score lies from ours."""

from collections.abc import Sequence

from reform.certainty_told import furthest
from reform.rows import unit_names
from reform.text import Words, difference

NAMED = 5  # names in a sentence; the others are counted


def filers_told(say: Words, rows: Sequence[dict]) -> list[str]:
    """Rows of `online_by_filer`: how many report it, whose own share is the largest, who falls most without what others
    filed, and of whom that cannot be told."""
    ranked, names = [row for row in rows if row["people_rank"] is not None], unit_names(rows)
    told = [say.t("beside.reported", count=say.count(len(rows)))]
    if ranked:
        first = [row for row in ranked if row["people_rank"] == 1]
        leads = say.listing_some([names[row["unit_id"]] for row in first], NAMED)
        told.append(say.t("beside.leads", names=leads, share=say.share(first[0]["people_share"])))
        falls = [
            (names[row["unit_id"]], row["online_rank"], row["people_rank"])
            for row in ranked
            if row["people_rank"] > row["online_rank"]
        ]
        if falls:
            told.append(say.t("beside.falls", who=furthest(say, falls)))
    unclear = [names[row["unit_id"]] for row in rows if row["people_rank"] is None]
    return [*told, *([say.t("beside.unclear", names=say.listing_some(unclear, NAMED))] if unclear else [])]


def appraised_told(say: Words, rows: Sequence[dict]) -> str:
    """Whose two scores lie furthest apart, all of them, and which way; rows of {"name", "apart"}."""
    far = max(abs(difference(row["apart"], 0)) for row in rows)
    facts = {"size": say.points(far), "count": say.count(len(rows))}
    if not far:
        return say.t("beside.apart_alike", **facts)
    most = {
        way: [row["name"] for row in rows if not difference(sign * row["apart"], far)]
        for way, sign in (("above", 1), ("below", -1))
    }
    ways = {way: say.listing_some(names, NAMED) for way, names in most.items() if names}
    if len(ways) > 1:
        return say.t("beside.apart_both", **facts, **ways)
    ((way, names),) = ways.items()
    return say.t(f"beside.apart_{way}", **facts, name=names)
