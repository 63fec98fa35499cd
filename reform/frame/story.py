"""What a ranking says, in a few sentences written from its rows. Pure: rows in, Markdown out.

Every sentence holds whatever the rows are: one unit, ties at either end, no previous period, all alike.
"""

from itertools import groupby

from reform.bands import reaches
from reform.charts import level
from reform.indicators import declaration
from reform.rows import records as as_records
from reform.rows import short_name
from reform.text import distinguishing_decimals, escape_markdown

NAMED = 5  # more names than this are counted instead of listed


def ranking_story(rows, indicator, say, bands=()):
    """Who leads and by how much, who shares a rank, whether the first figure separates, who is below the line."""
    records = as_records(rows)
    if not records:
        return ""
    if len(records) == 1:
        return say.t(
            "story.alone", name=names(records, records, say), value=written(records[0], records, indicator, say)
        )
    told = [
        lead(records, indicator, say),
        shared(records, say),
        saturated(records, indicator, say),
        below(records, indicator, say, bands),
    ]
    return " ".join(sentence for sentence in told if sentence)


def lead(records, indicator, say):
    """Who is first, how far ahead of the last; or that all are alike."""
    first = [row for row in records if row["rank"] == 1]
    gap = abs(records[0]["value"] - records[-1]["value"])
    value = written(records[0], records, indicator, say)
    if len(first) == len(records):
        return say.t("story.all_alike", count=say.count(len(records)), value=value)
    if gap == 0:
        return say.t("story.lead_keys", name=names(first, records, say), value=value)
    key = "story.lead" if len(first) == 1 else "story.lead_shared"
    if len(first) == 1 and (first[0]["previous_rank"] or 1) > 1:
        key = "story.lead_new"
    decimals = distinguishing_decimals([gap, 0], distinguishing_decimals([row["value"] for row in records]))
    return say.t(
        key,
        name=names(first, records, say),
        value=value,
        apart=say.t(
            f"story.{indicator.direction}", gap=say.number(gap, decimals), unit=say.t(f"change.{indicator.unit}")
        ),
    )


def shared(records, say):
    """Who stands on one rank with another. Shared first places are told by `lead`."""
    tied = [list(group) for rank, group in groupby(records, key=lambda row: row["rank"]) if rank > 1]
    tied = [group for group in tied if len(group) > 1]
    told = [say.t("story.tie", names=names(group, records, say), rank=say.count(group[0]["rank"])) for group in tied]
    return " ".join(told)


def saturated(records, indicator, say):
    """That the first figure does not part the best: 8/10 đơn vị cùng 100%."""
    best = [row for row in records if row["value"] == records[0]["value"]]
    if not indicator.keys or not 2 <= len(best) or all(row["rank"] == 1 for row in best):
        return ""
    used = [key for at, key in enumerate(indicator.keys, 1) if any(row[f"used_{at}"] for row in best)]
    keys = say.listing([declaration().indicators[key].name.in_(say.lang).lower() for key in used]) if used else ""
    facts = {
        "same": say.count(len(best)),
        "ranked": say.count(len(records)),
        "value": written(records[0], records, indicator, say),
    }
    return say.t("story.saturated", keys=keys, **facts) if keys else ""


def below(records, indicator, say, bands):
    """Who has not reached the target, or is below the band that the chart's line shows."""
    line = level(records, indicator, say, bands)
    if line is None:
        return ""
    missed = [row for row in records if not reaches(indicator, row["value"], line.value)]
    facts = {"line": escape_markdown(line_words(line, indicator, say, bands)), "count": say.count(len(records))}
    if not missed:
        return say.t("story.all_reached", **facts) if indicator.target else ""
    key = "story.missed" if indicator.target else "story.below_band"
    return say.t(key, **facts, names=names(missed, records, say))


def line_words(line, indicator, say, bands):
    """The line of the chart inside a sentence: 50%, Tốt."""
    if indicator.target:
        return say.level(line.value, indicator.unit)
    return next(band.name.in_(say.lang) for band in bands if band.at_least == line.value)


def written(row, records, indicator, say):
    """A value with its unit as a sentence needs it: 90,00 điểm, 99,53%."""
    value = say.value(row["value"], indicator.unit, distinguishing_decimals([one["value"] for one in records]))
    return value if indicator.unit == "percent" else f"{value} {say.t('change.points')}"


def names(some, records, say):
    """Units by name, at most NAMED of them; the rest as a number."""
    return say.listing_some([escape_markdown(short_name(row, records)) for row in some], NAMED)
