"""The blocks of scores: schemes with their components, and the bands a score falls into."""

from typing import Any

from reform.declared import Band, Component, Declaration, Name, Scheme
from reform.indicators.blocks import (
    Faults,
    Raw,
    Spec,
    blocks,
    list_of_fields,
    name,
    needed,
    number,
    optional,
    readable,
    text,
    texts,
)

BAND: Spec = {"name": needed(name), "at_least": needed(number)}
BANDS: Spec = {"document": needed(name)}
COMPONENT: Spec = {"key": needed(text), "name": needed(name), "maximum": needed(number)}


def _components(value: Any) -> tuple[Component, ...]:
    return tuple(Component(**one) for one in list_of_fields(value, COMPONENT))


SCHEME: Spec = {
    "name": needed(text),
    "also": optional(texts),
    "document": needed(text),
    "date": needed(text),
    "maximum": needed(number),
    "components": optional(_components),
}


def schemes(raw: Raw, faults: Faults) -> dict[str, Scheme]:
    return {
        key: Scheme(key=key, **({"also": (), "components": ()} | block))
        for key, block in blocks(raw, "scheme", SCHEME, faults)
    }


def bands(raw: Raw, faults: Faults) -> tuple[Band, ...]:
    """The bands, best first."""
    found = (Band(key, **block) for key, block in blocks(raw, "band", BAND, faults))
    return tuple(sorted(found, key=lambda band: -band.at_least))


def bands_document(raw: Raw, faults: Faults) -> Name | None:
    """[bands] document: where the bands come from; None where that cannot be read."""
    return readable("bands", raw["bands"], BANDS, faults).get("document")


def check(_: Raw, declared: Declaration, faults: Faults) -> None:
    """The components of a scheme add up to its maximum; one name is one scheme."""
    seen: dict[str, str] = {}
    for scheme in declared.schemes.values():
        place, total = f"scheme.{scheme.key}", sum(component.maximum for component in scheme.components)
        if scheme.components and total != scheme.maximum:
            faults.add(place, "components", f"add up to {total}, not to {scheme.maximum}")
        for written in (scheme.name, *scheme.also):
            faults.twice(seen, place, written)
