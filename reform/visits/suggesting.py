"""Which units to visit: those with most reason first, each reason in words with its figure and its points.

Reasons come from the rows of `positions` (below target, falling, left blank) and `visit_signs` (no report, doubts,
recommendations overdue, long since visited) of one period; what each counts is [visit_weights] of the declaration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reform.bands import reaches
from reform.indicators import Declaration, Indicator, VisitWeight
from reform.rows import records
from reform.text import Words, difference, distinguishing_decimals

Ask = Callable[..., pd.DataFrame]
Weights = Mapping[str, VisitWeight]
EARLIER = {"fell_previous": "previous", "fell_last_year": "last_year"}


@dataclass(frozen=True)
class Reason:
    """One reason to visit: its kind, a key of [visit_weights]; its points; in words; the indicator it is about."""

    key: str
    points: int
    text: str
    by: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """A unit with its reasons, heaviest first; `points` is their sum, `place` is shared by units of equal points."""

    place: int
    unit_id: int
    unit: str
    group: str | None
    points: int
    reasons: tuple[Reason, ...]
    last_visit: date | None


def suggestions_of(
    ask: Ask,
    declared: Declaration,
    say: Words,
    locality: str,
    period: str,
    group: str | None = None,
    day: date | None = None,
) -> list[Suggestion]:
    """The units expected in a period, as of a day, in the order of their points; `ask` answers queries."""
    asked = {"locality": locality, "period": period, "group": group}
    names = _earlier_names(say, records(ask("periods", locality=locality)), period)
    signs = records(ask("visit_signs", **asked, day=day))
    return suggested(say, declared, records(ask("positions", **asked, scheme=None, by=None)), signs, names)


def _earlier_names(say: Words, periods: Iterable[Mapping], period: str) -> dict[str, str]:
    """previous and last_year → the name of that period inside a sentence."""
    labels = {row["period"]: row["label"] for row in periods}
    own = next((row for row in periods if row["period"] == period), {})
    keys = {column: own.get(column) for column in EARLIER.values()}
    return {column: say.inside(say.period_label(key, labels.get(key))) for column, key in keys.items() if key}


def suggested(
    say: Words,
    declared: Declaration,
    positions: Sequence[Mapping],
    signs: Sequence[Mapping],
    earlier: Mapping[str, str],
) -> list[Suggestion]:
    """The units of `signs`, in the office's order, ordered by their points; units of equal points keep that order."""
    by_unit: dict[int, list[Mapping]] = {}
    for row in positions:
        by_unit.setdefault(row["unit_id"], []).append(row)
    found = [(sign, _reasons(say, declared, by_unit.get(sign["unit_id"], ()), sign, earlier)) for sign in signs]
    totals = [sum(reason.points for reason in reasons) for _, reasons in found]
    places = {total: place for place, total in reversed(list(enumerate(sorted(totals, reverse=True), 1)))}
    made = [
        Suggestion(
            place=places[total],
            unit_id=sign["unit_id"],
            unit=sign["ward"],
            group=sign["group_name"],
            points=total,
            reasons=reasons,
            last_visit=sign["last_visit"] and sign["last_visit"].date(),
        )
        for (sign, reasons), total in zip(found, totals, strict=True)
    ]
    return sorted(made, key=lambda one: one.place)


def as_rows(found: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Suggestions as JSON has them: a contract; keys are added, never renamed or dropped."""
    return [
        {
            "place": one.place,
            "unit": one.unit,
            "unit_id": one.unit_id,
            "group": one.group,
            "points": one.points,
            "reasons": [
                {"key": reason.key, "by": reason.by, "points": reason.points, "text": reason.text}
                for reason in one.reasons
            ],
            "last_visit": one.last_visit and one.last_visit.isoformat(),
        }
        for one in found
    ]


# ── The reasons of one unit ───────────────────────────────────────────────────


def _reasons(
    say: Words, declared: Declaration, rows: Iterable[Mapping], sign: Mapping, earlier: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Heaviest first; of equal points in the order of [visit_weights], then of the indicators."""
    weights = declared.visit_weights
    found = [*_of_signs(say, weights, sign)]
    for row in rows:
        indicator = declared.indicators[row["indicator"]]
        if indicator.scheme is None:
            found += [*_below_target(say, weights, indicator, row), *_falls(say, weights, indicator, row, earlier)]
            found += _left_blank(say, weights, indicator, row)
    order = list(weights)
    counted = [reason for reason in found if reason.points]
    return tuple(sorted(counted, key=lambda one: (-one.points, order.index(one.key))))


def _of_signs(say: Words, weights: Weights, sign: Mapping) -> Iterator[Reason]:
    t, count = say.t, say.count
    if not sign["submitted"]:
        yield Reason("not_reported", weights["not_reported"].points, t("visits.reason.not_reported"))
    if sign["doubts"]:
        text = t("visits.reason.doubts", count=count(sign["doubts"]))
        yield Reason("doubts", _up_to(weights["doubts"], sign["doubts"]), text)
    if sign["overdue"]:
        facts = {"count": count(sign["overdue"]), "due": say.date(sign["due"]), "days": count(sign["days_overdue"])}
        points = _up_to(weights["recommendations_overdue"], sign["overdue"])
        yield Reason("recommendations_overdue", points, t("visits.reason.recommendations_overdue", **facts))
    if sign["last_visit"] is None:
        yield Reason("never_visited", weights["never_visited"].points, t("visits.reason.never_visited"))
    elif sign["days_since"] >= weights["long_since_visited"].days:
        facts = {"day": say.date(sign["last_visit"]), "days": count(sign["days_since"])}
        text = t("visits.reason.long_since_visited", **facts)
        yield Reason("long_since_visited", weights["long_since_visited"].points, text)


def _up_to(weight: VisitWeight, count: int) -> int:
    return min(weight.points * int(count), weight.most)


def _below_target(say: Words, weights: Weights, by: Indicator, row: Mapping) -> Iterator[Reason]:
    """An indicator with a target that its value does not reach."""
    if by.target is None or row["value"] is None or reaches(by, row["value"]):
        return
    decimals = distinguishing_decimals([row["value"], by.target.value])
    facts = {"name": by.short.in_(say.lang), "value": say.value(row["value"], by.unit, decimals)}
    key = "below_target" if by.sign > 0 else "above_target"
    text = say.t(f"visits.reason.{key}", **facts, target=say.level(by.target.value, by.unit))
    yield Reason("below_target", weights["below_target"].points, text, by.key)


def _left_blank(say: Words, weights: Weights, by: Indicator, row: Mapping) -> Iterator[Reason]:
    """An indicator that is compared, that others have figures for, and that the unit's report left blank."""
    if _is_compared(by) and row["reason"] == "blank" and row["locality_value"] is not None:
        text = say.t("visits.reason.left_blank", name=by.short.in_(say.lang))
        yield Reason("left_blank", weights["left_blank"].points, text, by.key)


def _is_compared(by: Indicator) -> bool:
    """Whether an indicator speaks for itself: a composite is made of others, which do."""
    return by.kind != "composite" and bool(by.tab or by.target)


def _falls(say: Words, weights: Weights, by: Indicator, row: Mapping, earlier: Mapping[str, str]) -> Iterator[Reason]:
    """An indicator that is compared and has lost places or worsened, against each earlier period."""
    if not _is_compared(by):
        return
    for key, column in EARLIER.items():
        told = _fall(say, weights[key], by, row, column)
        if told:
            facts = {"name": by.short.in_(say.lang), "changes": say.listing(told), "period": earlier[column]}
            yield Reason(key, weights[key].points, say.t("visits.reason.fell", **facts), by.key)


def _fall(say: Words, weight: VisitWeight, by: Indicator, row: Mapping, column: str) -> list[str]:
    """What has fallen far enough to count, in words: the value, the rank."""
    told = []
    value, before = row["value"], row[f"{column}_value"]
    if value is not None and before is not None:
        change = difference(value, before)
        if by.sign * change < 0 and abs(change) >= weight.change:
            told.append(say.change(change, by.unit))
    rank, earlier = row["rank"], row[f"{column}_rank"]
    if rank is not None and earlier is not None and rank - earlier >= max(weight.places, 1):
        facts = {"places": say.change_rank(earlier - rank), "before": say.count(earlier), "rank": say.count(rank)}
        told.append(say.t("visits.reason.rank_fell", **facts))
    return told
