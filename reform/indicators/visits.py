"""The blocks of what speaks for a visit to a unit: how many points each reason gives, and from where on."""

from reform.declared import Declaration, VisitWeight
from reform.indicators.blocks import Faults, Raw, Spec, blocks, needed, number, optional, whole

TABLE = "visit_weights"
WEIGHT: Spec = {
    "points": needed(whole),
    "most": optional(whole),
    "places": optional(number),
    "change": optional(number),
    "days": optional(whole),
}
# What a reason needs beside its points.
REASONS = {
    "not_reported": (),
    "left_blank": (),
    "below_target": (),
    "fell_previous": ("places", "change"),
    "fell_last_year": ("places", "change"),
    "doubts": ("most",),
    "recommendations_overdue": ("most",),
    "never_visited": (),
    "long_since_visited": ("days",),
}


def weights(raw: Raw, faults: Faults) -> dict[str, VisitWeight]:
    unsaid = dict.fromkeys(("most", "places", "change", "days"))
    found = {key: VisitWeight(key=key, **(unsaid | block)) for key, block in blocks(raw, TABLE, WEIGHT, faults)}
    return {key: found[key] for key in REASONS if key in found}


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """Every reason is weighed, with what it needs and nothing else; no figure is negative."""
    faults.refers(TABLE, "", list(raw[TABLE]), REASONS, "reason to visit")
    for key, wanted in REASONS.items():
        block = raw[TABLE].get(key)
        if block is None:
            faults.add(TABLE, key, "is missing")
            continue
        for name in wanted:
            if name not in block:
                faults.add(f"{TABLE}.{key}", name, "is missing")
        for name, value in block.items():
            if name in WEIGHT and name not in ("points", *wanted):
                faults.add(f"{TABLE}.{key}", name, "is not a key of this block")
            elif isinstance(value, int | float) and value < 0:
                faults.add(f"{TABLE}.{key}", name, "must not be negative")
