"""The blocks of questions: what a delegation asks, in which case, and the document it asks for.

The condition of a question is data, in a small closed language (`SUBJECTS`): a table names one subject and how it
must stand, `{ indicator = "online", below = 30 }`; `all` and `any` hold lists of such tables. A level is a number, or
the name of a check whose limit it is. Nothing that is absent meets a condition, unless `absent` asks for it.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reform.declared import FINDINGS, REASONS, Condition, Declaration, Measure, Name, Question
from reform.indicators.blocks import (
    Faults,
    Raw,
    Spec,
    blocks,
    fields,
    needed,
    number,
    one_of,
    optional,
    readable,
    text,
    texts,
)

EVERY = "*"  # every indicator that is no composite and no component of a score; every measure
GROUPS = ("all", "any")
STATES_OF_A_REPORT = ("blank",)


def _level(value: Any) -> float | str:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        raise ValueError("must be a number or the name of a check")
    return value


def _yes(value: Any) -> bool:
    if value is not True:
        raise ValueError("can only be true")
    return True


def _name(value: Any) -> tuple[str, ...]:
    return (text(value),)


def _two(value: Any) -> tuple[str, ...]:
    found = texts(value)
    if len(found) != 2:
        raise ValueError("must be a list of two measures: the part and its whole")
    return found


def _some(value: Any) -> tuple[str, ...]:
    found = texts(value)
    if not found:
        raise ValueError("must name at least one")
    return found


def _state(value: Any) -> tuple[str, ...]:
    return (one_of(*STATES_OF_A_REPORT)(value),)


def _day(value: Any) -> tuple[str, ...]:
    if type(value) is not datetime.date:
        raise ValueError("must be a day, 2018-09-15")
    return (value.isoformat(),)


@dataclass(frozen=True)
class Subject:
    """What a condition is about: how its names are read, the tests it can be put to, and what changes their meaning."""

    names: Callable[[Any], tuple[str, ...]]
    tests: Spec
    asides: Spec


NUMBERS: Spec = {name: optional(_level) for name in ("below", "above", "at_least", "at_most")}
CHANGES: Spec = {name: optional(_level) for name in ("fell_more", "rose_more")}
INDICATOR: Spec = {
    "below_target": optional(_yes),
    "outlier": optional(one_of("worse", "better")),
    "quarter": optional(one_of("leading", "trailing")),
    "reason": optional(one_of(*REASONS)),
}
SINCE: Spec = {"since": optional(one_of("previous", "last_year"))}
EXCEPT: Spec = {"except": optional(texts)}
OTHERS: Spec = {name: optional(text) for name in ("above_measure", "below_measure", "same_measure")}
STATES: Spec = {name: optional(_yes) for name in ("absent", "reported", "computed", "bounded")}
SAID: Spec = {name: optional(_some) for name in ("contains", "lacks")}
PRACTICE: Spec = {"is": optional(one_of("yes", "no", "unknown"))}
SUBJECTS: Mapping[str, Subject] = {
    "indicator": Subject(_name, NUMBERS | CHANGES | INDICATOR, SINCE | EXCEPT),
    "measure": Subject(_name, NUMBERS | CHANGES | OTHERS | STATES | SAID | PRACTICE, EXCEPT),
    "share": Subject(_two, NUMBERS, {}),
    "text": Subject(_some, {"contains": SAID["contains"]}, {}),
    "locality_has": Subject(_some, {"unit_has_none": optional(_yes)}, {}),
    "units_have": Subject(_some, {"unit_has_none": optional(_yes)}, {}),
    "report": Subject(_state, {}, {}),
    "check": Subject(_name, {}, {}),
    "identity": Subject(_name, {}, {}),
    "doubt": Subject(_name, {}, {}),
    "ends_after": Subject(_day, {}, {}),
}


def condition(value: Any) -> Condition:
    """A condition as it is written; raises ValueError with what is wrong in it."""
    if not isinstance(value, dict):
        raise ValueError("must be a condition in { }")
    if len(value) == 1 and (group := next(iter(value))) in GROUPS:
        return Condition(group, parts=_parts(value[group]))
    found = [key for key in value if key in SUBJECTS]
    if len(found) != 1:
        raise ValueError(f"must name one of {', '.join((*SUBJECTS, *GROUPS))}, not {', '.join(value) or 'nothing'}")
    return _leaf(found[0], value)


def _parts(value: Any) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("all and any must be a list of conditions")
    return tuple(condition(one) for one in value)


def _leaf(key: str, value: dict) -> Condition:
    subject = SUBJECTS[key]
    try:
        names = subject.names(value[key])
    except ValueError as why:
        raise ValueError(f"{key} {why}") from why
    tests = fields({name: said for name, said in value.items() if name != key}, subject.tests | subject.asides)
    if subject.tests and not set(tests) & set(subject.tests):
        raise ValueError(f"{key} needs one of {', '.join(subject.tests)}")
    return Condition(key, names, tests)


QUESTION: Spec = {
    **{name: needed(text) for name in ("vi", "en", "document_vi", "document_en", "domain")},
    **{name: optional(text) for name in ("point_vi", "point_en")},
    "weight": optional(number),
    "covers": optional(texts),
    "when": needed(condition),
}


def questions(raw: Raw, faults: Faults) -> dict[str, Question]:
    return {key: _question(key, block) for key, block in blocks(raw, "question", QUESTION, faults)}


def _question(key: str, block: Mapping[str, Any]) -> Question:
    point = Name(block["point_vi"], block["point_en"]) if {"point_vi", "point_en"} <= set(block) else None
    return Question(
        key=key,
        asked=Name(block["vi"], block["en"]),
        document=Name(block["document_vi"], block["document_en"]),
        point=point,
        domain=block["domain"],
        weight=block.get("weight", 0),
        when=block["when"],
        covers=block.get("covers", ()),
    )


def doubts(raw: Raw, faults: Faults) -> dict[str, float]:
    """[doubts] code = weight: the doubts confirmed when recording that a delegation is told of."""
    return readable("doubts", raw["doubts"], {code: needed(number) for code in raw["doubts"]}, faults)


# ── What is wrong with them ───────────────────────────────────────────────────


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """The names a question uses exist, and what it tests of them can be tested; a point is said in both languages."""
    for key, block in raw["question"].items():
        place = f"question.{key}"
        faults.refers(place, "domain", block.get("domain"), raw["domain"], "domain")
        faults.refers(place, "covers", block.get("covers"), raw["question"], "question")
        if ("point_vi" in block) != ("point_en" in block):
            faults.add(place, "point_vi", "and point_en go together")
        for leaf in _leaves(block.get("when")):
            for what in _faults(leaf, raw, declared):
                faults.add(place, "when", what)


def _leaves(written: Any) -> Iterator[Condition]:
    """The conditions of a block that name something; none where it cannot be read, which is told already."""
    try:
        waiting = [condition(written)]
    except ValueError:
        return
    while waiting:
        one = waiting.pop(0)
        waiting += one.parts
        if one.subject not in GROUPS:
            yield one


def _faults(leaf: Condition, raw: Raw, declared: Declaration) -> Iterator[str]:
    yield from _unknown(leaf, raw, declared)
    for test in (*NUMBERS, *CHANGES):
        level = leaf.tests.get(test)
        if isinstance(level, str) and "limit" not in raw["check"].get(level, {}):
            yield f"{level!r} is no check with a limit"
    if leaf.subject in ("measure", "share", "text", "locality_has", "units_have"):
        for name in leaf.names:
            yield from _unfit(leaf, declared.measures.get(name))


def _unknown(leaf: Condition, raw: Raw, declared: Declaration) -> Iterator[str]:
    if leaf.subject in ("ends_after", "report"):
        return
    known, what = _known(leaf.subject, raw, declared)
    others = [leaf.tests[name] for name in OTHERS if name in leaf.tests]
    for name in (*leaf.names, *others, *leaf.tests.get("except", ())):
        if name not in known:
            yield f"{name!r} is no {what}"


def _known(subject: str, raw: Raw, declared: Declaration) -> tuple[Mapping | tuple, str]:
    """The names that a subject may have, and what they are called."""
    if subject == "indicator":
        return {EVERY: None, **declared.indicators, **raw["indicator"]}, "indicator"
    if subject == "check":
        return FINDINGS, "check of recorded figures"
    if subject == "identity":
        return raw["identity"], "identity"
    if subject == "doubt":
        return raw["doubts"], "doubt of [doubts]"
    every = {EVERY: None} if subject == "measure" else {}
    return {**every, **declared.measures, **raw["measure"]}, "measure"


def _unfit(leaf: Condition, measure: Measure | None) -> Iterator[str]:
    """Tests that a measure of this kind cannot be put to."""
    if measure is None:
        return
    if "is" in leaf.tests and measure.kind != "practice":
        yield f"{measure.key!r} is no practice"
    if (leaf.subject == "text" or SAID.keys() & leaf.tests.keys()) and measure.is_number:
        yield f"{measure.key!r} is no text"
    counted = {*NUMBERS, *CHANGES, *OTHERS, "unit_has_none", "bounded", "computed"}
    if counted & leaf.tests.keys() and not measure.is_number:
        yield f"{measure.key!r} is no number"
