"""Conditions on what was reported: a figure, a practice or a text, a part of its whole, the locality's own figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from reform.indicators import Condition, Declaration, Measure
from reform.indicators.questions import CHANGES, EVERY, NUMBERS
from reform.questions.reach import TESTS, Reach, exactly, is_above, reach
from reform.questions.ties import Tie, Ties, limit, numbers, together
from reform.text import decimal
from reform.wards import comparable

PRACTICES = {"yes": "có", "no": "không", "unknown": "chưa rõ"}


def of_measure(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """Of the measure named, or of every one of which the tests hold."""
    (name,) = condition.names
    keys = list(declared.measures) if name == EVERY else [name]
    keys = [key for key in keys if key not in condition.tests.get("except", ())]
    return together(_of_one(declared.measures[key], condition.tests, facts, declared) for key in keys)


def _of_one(measure: Measure, tests: Mapping, facts: Mapping, declared: Declaration) -> Ties | None:
    figure = facts["figures"].get(measure.key)
    if "absent" in tests:
        missing = facts["figures"] and is_absent(measure, figure)
        return [Tie("measure", measure.key, "now", figure or NOTHING)] if missing else None
    if is_absent(measure, figure) or not _as_told(measure, figure, tests):
        return None
    if measure.is_number and not numbers(reach(figure), tests, declared):
        return None
    ties = [Tie("measure", measure.key, "now", figure)]
    for name in (name for name in tests if name in (*OTHERS, *CHANGES)):
        more = _beside(measure, name, tests[name], facts, declared)
        if more is None:
            return None
        ties += more
    return ties


NOTHING: Mapping = {"value": None, "bound": None, "text": None, "computed": False}


def is_absent(measure: Measure, figure: Mapping | None) -> bool:
    """Whether nothing was reported; a dash is nothing."""
    return figure is None or (figure["value"] is None and (measure.is_number or not figure["text"]))


def _as_told(measure: Measure, figure: Mapping, tests: Mapping) -> bool:
    """Whether words, practice and marks are as is asked: what has none of them is."""
    words = comparable(figure["text"] or "")
    return all(
        (
            "is" not in tests or words == PRACTICES[tests["is"]],
            "contains" not in tests or any(comparable(one) in words for one in tests["contains"]),
            "lacks" not in tests or not any(comparable(one) in words for one in tests["lacks"]),
            # (4)+(5) is a sum by definition
            "computed" not in tests or (figure["computed"] and not measure.is_merged),
            "bounded" not in tests or bool(figure["bound"]),
        )
    )


def _is_below(one: Reach, other: Reach) -> bool:
    return is_above(other, one)


def _is_same(one: Reach, other: Reach) -> bool:
    return one == other and one.low == one.high


OTHERS = {"above_measure": is_above, "below_measure": _is_below, "same_measure": _is_same}


def _beside(measure: Measure, test: str, said: Any, facts: Mapping, declared: Declaration) -> Ties | None:
    """Held against another measure of the period, or against itself in the period before."""
    now = reach(facts["figures"][measure.key])
    if test in OTHERS:
        other = facts["figures"].get(said)
        fits = reach(other) is not None and OTHERS[test](now, reach(other))
        return [Tie("measure", said, "now", other)] if fits else None
    figure = facts["previous"].get(measure.key)
    before, sign = reach(figure), 1 if test == "rose_more" else -1
    if before is None or now.low != now.high or before.low != before.high:
        return None
    if (now.low - before.low) * sign <= decimal(limit(said, declared)):
        return None
    return [Tie("measure", measure.key, "previous", figure)]


def of_share(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """A part of its whole in percent, by multiplication: two counts stay two counts."""
    part, whole = (reach(facts["figures"].get(name)) for name in condition.names)
    if part is None or whole is None or whole.low <= 0:
        return None
    for name, level in ((name, condition.tests[name]) for name in NUMBERS if name in condition.tests):
        if not TESTS[name](part.times(decimal(100)), whole.times(decimal(limit(level, declared)))):
            return None
    return [Tie("measure", name, "now", facts["figures"][name]) for name in condition.names]


def of_text(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """Any of several texts that holds the words asked for."""
    return together(_of_one(declared.measures[name], condition.tests, facts, declared) for name in condition.names)


def of_report(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """The unit sent a report in which nothing is filled in: no figure, no word, no practice."""
    rows = [row for row in facts["indicators"].values() if row["reason"] == "blank"]
    told = any(not is_absent(declared.measures[key], row) for key, row in facts["figures"].items())
    if len(rows) < len(facts["indicators"]) or not rows or told:
        return None
    return [Tie("indicator", next(iter(facts["indicators"])), "reason", rows[0])]


def of_locality(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """The locality reports some of these of itself, and the unit, where it reports any of them, none."""
    return _none_beside(condition.names, facts["locality_figures"], "locality", facts)


def of_units(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """The units of the locality report some of these together, and this one, where it reports any of them, none."""
    return _none_beside(condition.names, facts["unit_sums"], "units", facts)


def _none_beside(names: Sequence[str], whole: Mapping, moment: str, facts: Mapping) -> Ties | None:
    if facts["unit"]["is_locality"]:
        return None
    own = {name: facts["figures"][name] for name in names if reach(facts["figures"].get(name))}
    there = [name for name in names if _some(whole.get(name))]
    if not own or not there or any(reach(figure) != exactly(0) for figure in own.values()):
        return None
    ties = [Tie("measure", name, "now", figure) for name, figure in own.items()]
    return [*ties, *(Tie("measure", name, moment, whole[name]) for name in there)]


def _some(figure: Mapping | None) -> bool:
    found = reach(figure)
    return found is not None and is_above(found, exactly(0))
