"""Conditions on an indicator: its level, its target, its change, its place among the units, why it has no rank."""

from collections.abc import Callable, Mapping
from typing import Any

from reform.bands import reaches
from reform.compared import LEADING, TRAILING, position
from reform.indicators import Condition, Declaration, Indicator
from reform.indicators.questions import CHANGES, EVERY, NUMBERS
from reform.questions.reach import exactly
from reform.questions.ties import Tie, Ties, limit, numbers, together
from reform.text import decimal, difference


def of_indicator(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """Of the indicator named, or of every one of which the tests hold."""
    (name,) = condition.names
    keys = _every_indicator(declared) if name == EVERY else [name]
    keys = [key for key in keys if key not in condition.tests.get("except", ())]
    return together(_of_one(declared.indicators[key], condition.tests, facts, declared) for key in keys)


def _every_indicator(declared: Declaration) -> list[str]:
    return [key for key, one in declared.indicators.items() if one.scheme is None and one.kind != "composite"]


def _of_one(by: Indicator, tests: Mapping, facts: Mapping, declared: Declaration) -> Ties | None:
    row = facts["indicators"].get(by.key)
    if row is None:
        return None
    if "reason" in tests:
        return _without_rank(by, row, facts) if row["reason"] == tests["reason"] else None
    if row["value"] is None or not numbers(exactly(row["value"]), tests, declared):
        return None
    ties = [Tie("indicator", by.key, "now", row, _beside_it(by, row, tests, declared))]
    for name in (name for name in tests if name in OF_INDICATOR):
        more = OF_INDICATOR[name](by, row, tests, facts, declared)
        if more is None:
            return None
        ties += more
    return ties


def _beside_it(by: Indicator, row: Mapping, tests: Mapping, declared: Declaration) -> tuple[float, ...]:
    """The values that a value is held against: levels, its target, its own before."""
    levels = [limit(tests[name], declared) for name in NUMBERS if name in tests]
    target = [by.target.value] if by.target and "below_target" in tests else []
    before = row[f"{tests.get('since', 'previous')}_value"] if set(CHANGES) & set(tests) else None
    return (*levels, *target, *([] if before is None else [before]))


def _without_rank(by: Indicator, row: Mapping, facts: Mapping) -> Ties:
    stated = facts["figures"].get(by.stated)
    return [Tie("measure", by.stated, "now", stated)] if stated else [Tie("indicator", by.key, "reason", row)]


def _below_target(by: Indicator, row: Mapping, *_: Any) -> Ties | None:
    """Worse than its target, whichever direction is better."""
    if by.target is None or reaches(by, row["value"]):
        return None
    return [Tie("indicator", by.key, "target", row, (row["value"],))]


def _changed(sign: int, test: str) -> Callable:
    def changed(by: Indicator, row: Mapping, tests: Mapping, _: Mapping, declared: Declaration) -> Ties | None:
        moment = tests.get("since", "previous")
        before = row[f"{moment}_value"]
        if before is None or difference(row["value"], before) * sign <= decimal(limit(tests[test], declared)):
            return None
        return [Tie("indicator", by.key, moment, row, (row["value"],))]

    return changed


def _outlier(by: Indicator, row: Mapping, tests: Mapping, facts: Mapping, _: Declaration) -> Ties | None:
    """Outside Tukey's fences on the worse side, or on the better one."""
    side = "low" if (by.sign > 0) == (tests["outlier"] == "worse") else "high"
    found = [one for one in facts["outliers"] if one["indicator"] == by.key and one["side"] == side]
    return [Tie("indicator", by.key, "usual", one) for one in found] or None


def _quarter(by: Indicator, row: Mapping, tests: Mapping, *_: Any) -> Ties | None:
    wanted = LEADING if tests["quarter"] == "leading" else TRAILING
    if row["rank"] is None or position(row["rank"], row["ranked"]) != wanted:
        return None
    return [Tie("indicator", by.key, "rank", row)]


OF_INDICATOR = {
    "below_target": _below_target,
    "fell_more": _changed(-1, "fell_more"),
    "rose_more": _changed(1, "rose_more"),
    "outlier": _outlier,
    "quarter": _quarter,
}
