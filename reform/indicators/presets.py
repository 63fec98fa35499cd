"""The blocks of ready-made weights: a document's groups, each with the indicator of ours that stands for it, if any."""

from typing import Any

from reform.declared import Declaration, Preset, PresetPart
from reform.indicators.blocks import Faults, Raw, Spec, blocks, list_of_fields, name, needed, number, optional, text

PART: Spec = {
    "name": needed(name),
    "points": needed(number),
    "indicator": optional(text),
    "low": optional(number),
    "high": optional(number),
}


def _parts(value: Any) -> tuple[PresetPart, ...]:
    unsaid = {"indicator": None, "low": 0, "high": 100}
    return tuple(PresetPart(**(unsaid | one)) for one in list_of_fields(value, PART))


PRESET: Spec = {
    "name": needed(name),
    "document": needed(name),
    "parts": needed(_parts),
}


def presets(raw: Raw, faults: Faults) -> dict[str, Preset]:
    return {key: Preset(key=key, **block) for key, block in blocks(raw, "preset", PRESET, faults)}


def check(_: Raw, declared: Declaration, faults: Faults) -> None:
    """A part stands for a share where more is better, once, on a line that rises; points are above 0."""
    for preset in declared.presets.values():
        place, seen = f"preset.{preset.key}", set()
        for part in preset.parts:
            indicator = declared.indicators.get(part.indicator)
            if part.indicator and (indicator is None or not indicator.can_be_weighed or part.indicator in seen):
                faults.add(place, "parts", f"{part.indicator!r} is no share where more is better, or stands here twice")
            if part.points <= 0 or part.low >= part.high:
                faults.add(place, "parts", f"{part.name.en!r} needs low < high and points > 0")
            seen.add(part.indicator)
