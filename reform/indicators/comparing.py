"""The blocks of what units are compared by: an indicator with its terms, target and keys, or the members of one."""

from typing import Any

from reform.declared import Declaration, Indicator, Member, Target
from reform.indicators.blocks import (
    Faults,
    Raw,
    Spec,
    blocks,
    fields,
    list_of_fields,
    name,
    needed,
    number,
    one_of,
    optional,
    text,
    texts,
    whole,
)

KINDS = ("share", "score", "composite")
DIRECTIONS = ("higher", "lower")
UNITS = ("percent", "points")
MOST_KEYS = 2
TARGET: Spec = {"value": needed(number), "document": needed(text), "date": needed(text)}
MEMBER: Spec = {"indicator": needed(text), "points": needed(number), "low": needed(number), "high": needed(number)}


def _target(value: Any) -> Target:
    return Target(**fields(value, TARGET))


def _members(value: Any) -> tuple[Member, ...]:
    return tuple(Member(**one) for one in list_of_fields(value, MEMBER))


INDICATOR: Spec = {
    "name": needed(name),
    "short": optional(name),
    "kind": needed(one_of(*KINDS)),
    "numerator": optional(texts),
    "denominator": optional(texts),
    "definition": needed(name),
    "direction": needed(one_of(*DIRECTIONS)),
    "unit": needed(one_of(*UNITS)),
    "domain": needed(text),
    "target": optional(_target),
    "keys": optional(texts),
    "stated": optional(text),
    "when_empty": optional(number),
    "tab": optional(whole),
    "members": optional(_members),
}
UNSAID = {
    "numerator": (),
    "denominator": (),
    "target": None,
    "keys": (),
    "stated": None,
    "when_empty": None,
    "tab": None,
    "members": (),
}


def indicators(raw: Raw, faults: Faults) -> dict[str, Indicator]:
    return {
        key: Indicator(key=key, **(UNSAID | {"short": block["name"]} | block))
        for key, block in blocks(raw, "indicator", INDICATOR, faults)
    }


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    for key, block in raw["indicator"].items():
        place = f"indicator.{key}"
        for term in ("numerator", "denominator", "stated"):
            faults.refers(place, term, block.get(term), raw["measure"], "measure")
        faults.refers(place, "keys", block.get("keys"), raw["indicator"], "indicator")
        faults.refers(place, "domain", block.get("domain"), raw["domain"], "domain")
    for indicator in (one for one in declared.indicators.values() if one.scheme is None):
        _check_terms(indicator, raw["indicator"][indicator.key], faults)
        _check_members(indicator, raw["indicator"], faults)


def _check_terms(indicator: Indicator, written: dict, faults: Faults) -> None:
    """What an indicator of its kind cannot do without, as it is written: a term with a fault is told already."""
    place = f"indicator.{indicator.key}"
    if indicator.kind == "composite" and not written.get("members"):
        faults.add(place, "members", "is missing")
    if indicator.kind != "composite" and not (written.get("numerator") and written.get("denominator")):
        faults.add(place, "numerator", "needs measures above and below the line")
    if len(indicator.keys) > MOST_KEYS:
        faults.add(place, "keys", "at most two keys break a tie")


def _check_members(indicator: Indicator, written: dict[str, dict], faults: Faults) -> None:
    place = f"indicator.{indicator.key}"
    for member in indicator.members:
        if written.get(member.indicator, {"kind": "composite"}).get("kind") == "composite":
            faults.add(place, "members", f"{member.indicator!r} is no indicator, or a composite itself")
        if member.low >= member.high or member.points <= 0:
            faults.add(place, "members", f"{member.indicator!r} needs low < high and points > 0")
