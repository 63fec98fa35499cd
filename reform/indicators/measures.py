"""The blocks of what is reported: measures with their units and domains, the identities that tie them, the checks."""

from collections.abc import Mapping

from reform.declared import Declaration, Identity, Measure, Name
from reform.indicators.blocks import (
    NAME,
    Faults,
    Raw,
    Spec,
    blocks,
    needed,
    number,
    one_of,
    optional,
    readable,
    text,
    texts,
)
from reform.indicators.headers import COLUMN, headers

KINDS = ("flow", "stock", "points", "stated", "text", "practice")
RELATIONS = ("equals", "at_most")
MEASURE: Spec = COLUMN | {
    "unit": optional(text),
    "kind": needed(one_of(*KINDS)),
    "form": optional(text),
    "domain": needed(text),
    "over_periods": optional(text),
}
IDENTITY: Spec = {"total": needed(text), "parts": needed(texts), "relation": needed(one_of(*RELATIONS))}


def names(raw: Raw, table: str, faults: Faults) -> dict[str, Name]:
    """[unit.dossiers], [domain.procedures]: a table whose blocks are names."""
    return {key: Name(**block) for key, block in blocks(raw, table, NAME, faults)}


def identities(raw: Raw, faults: Faults) -> dict[str, Identity]:
    return {key: Identity(key, **block) for key, block in blocks(raw, "identity", IDENTITY, faults)}


def measures(raw: Raw, identities: Mapping[str, Identity], faults: Faults) -> dict[str, Measure]:
    families = _families(list(raw["measure"]), identities)
    return {
        key: Measure(
            key=key,
            vi=block["vi"],
            en=block["en"],
            headers=headers(block),
            unit=block.get("unit"),
            kind=block["kind"],
            form=block.get("form"),
            domain=block["domain"],
            over_periods=block.get("over_periods"),
            family=families[key],
        )
        for key, block in blocks(raw, "measure", MEASURE, faults)
    }


def _families(measures: list[str], identities: Mapping[str, Identity]) -> dict[str, str]:
    """measure → family: measures tied by identities share one, named after its first measure (design §3.6)."""
    family = {key: key for key in measures}
    for identity in identities.values():
        tied = {family[key] for key in (identity.total, *identity.parts) if key in family}
        first = min(tied, key=measures.index, default=None)
        family = {key: first if name in tied else name for key, name in family.items()}
    return family


def checks(raw: Raw, faults: Faults) -> dict[str, dict[str, float]]:
    """[check.few_cases] limit: the thresholds of a check."""
    return {
        key: readable(f"check.{key}", block, {name: needed(number) for name in block}, faults)
        for key, block in raw["check"].items()
    }


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    for key, block in raw["measure"].items():
        faults.refers(f"measure.{key}", "unit", block.get("unit"), raw["unit"], "unit")
        faults.refers(f"measure.{key}", "domain", block.get("domain"), raw["domain"], "domain")
        terms = str(block.get("over_periods", key)).split(" + ")
        faults.refers(f"measure.{key}", "over_periods", terms, raw["measure"], "measure")
    _check_identities(raw, declared, faults)


def _check_identities(raw: Raw, declared: Declaration, faults: Faults) -> None:
    for key, block in raw["identity"].items():
        for name in ("total", "parts"):
            faults.refers(f"identity.{key}", name, block.get(name), raw["measure"], "measure")
    for identity in declared.identities.values():
        if identity.total in _below(identity.parts, declared.identities):
            faults.add(f"identity.{identity.key}", "parts", f"{identity.total!r} would be a part of itself")


def _below(parts: tuple[str, ...], identities: Mapping[str, Identity]) -> set[str]:
    """The parts, the parts of those that are totals themselves, and so on."""
    found: set[str] = set()
    waiting = [*parts]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += [inner for i in identities.values() if i.total == part for inner in i.parts]
    return found
