"""The blocks of scores: schemes with their components, bands and vetoes, and the common bands a score falls into.

A component is declared once, inside its scheme; the measures of its points and the indicator that ranks units by it
follow from the block. One component key in two schemes is one measure.
"""

from collections.abc import Mapping
from typing import Any

from reform.declared import Band, Component, Declaration, Indicator, Measure, Name, Scheme, Veto
from reform.indicators.blocks import (
    Faults,
    Raw,
    Spec,
    blocks,
    list_of_fields,
    name,
    needed,
    number,
    one_of,
    optional,
    readable,
    text,
    texts,
    truth,
)

PARTS = ("appraised", "survey", "bonus", "penalty")
BASE = ("appraised", "survey")  # full marks are made of these; a bonus comes on top of them
RELATIONS = ("above", "at_least", "below", "at_most")
TOTAL, NAMED_BY = "reform_score", "score_scheme"
BAND: Spec = {"name": needed(name), "at_least": needed(number)}
OWN_BAND: Spec = {"key": needed(text)} | BAND
BANDS: Spec = {"document": needed(name)}
COMPONENT: Spec = {
    "key": needed(text),
    "name": needed(name),
    "maximum": needed(number),
    "part": optional(one_of(*PARTS)),
    "domain": optional(text),
    "self": optional(truth),
}
VETO: Spec = {
    "measure": needed(text),
    "band": needed(text),
    "document": needed(text),
    "date": needed(text),
    **{relation: optional(number) for relation in RELATIONS},
}


def _components(value: Any) -> tuple[Component, ...]:
    """A part that is not said is appraised; a domain that is not said is the one of the component's own key."""
    found = []
    for one in list_of_fields(value, COMPONENT):
        self_scored, part = one.pop("self", False), one.pop("part", "appraised")
        domain = one.pop("domain", one["key"])
        found.append(Component(**one, part=part, domain=domain, self_scored=self_scored))
    return tuple(found)


def _bands(value: Any) -> tuple[Band, ...]:
    return _best_first(Band(**one) for one in list_of_fields(value, OWN_BAND))


def _best_first(found) -> tuple[Band, ...]:
    return tuple(sorted(found, key=lambda band: -band.at_least))


def _vetoes(value: Any) -> tuple[Veto, ...]:
    return tuple(_veto(one, place) for place, one in enumerate(list_of_fields(value, VETO), 1))


def _veto(one: dict[str, Any], place: int) -> Veto:
    levels = [relation for relation in RELATIONS if relation in one]
    if len(levels) != 1:
        raise ValueError(f"no. {place} needs one level: {', '.join(RELATIONS)}")
    about = {key: one[key] for key in ("measure", "band", "document", "date")}
    return Veto(**about, relation=levels[0], level=one[levels[0]])


SCHEME: Spec = {
    "name": needed(text),
    "also": optional(texts),
    "document": needed(text),
    "date": needed(text),
    "maximum": needed(number),
    "components": optional(_components),
    "bands": optional(_bands),
    "vetoes": optional(_vetoes),
}
UNSAID = {"also": (), "components": (), "bands": (), "vetoes": ()}


def schemes(raw: Raw, faults: Faults) -> dict[str, Scheme]:
    return {key: Scheme(key=key, **(UNSAID | block)) for key, block in blocks(raw, "scheme", SCHEME, faults)}


def bands(raw: Raw, faults: Faults) -> tuple[Band, ...]:
    """The bands, best first."""
    return _best_first(Band(key, **block) for key, block in blocks(raw, "band", BAND, faults))


def bands_document(raw: Raw, faults: Faults) -> Name | None:
    """[bands] document: where the bands come from; None where that cannot be read."""
    return readable("bands", raw["bands"], BANDS, faults).get("document")


# ── What follows from a component: its measures, its indicator ────────────────


def with_points(measures: Mapping[str, Measure], schemes: Mapping[str, Scheme]) -> dict[str, Measure]:
    """The measures with those of the points of every component, which stand behind the name of the scheme.

    They are of the family of the total: a newer batch replaces total and points as a whole.
    """
    family = measures[TOTAL].family if TOTAL in measures else TOTAL
    components = [component for scheme in schemes.values() for component in scheme.components]
    points = {measure.key: measure for component in components for measure in _measures(component, family)}
    keys = list(measures)
    behind = keys.index(NAMED_BY) + 1 if NAMED_BY in measures else len(keys)
    order = [*keys[:behind], *points, *keys[behind:]]
    return {key: measures.get(key) or points[key] for key in order}


def _measures(component: Component, family: str) -> tuple[Measure, ...]:
    vi, en = _inside(component.name.vi), _inside(component.name.en)
    given = _points(component, component.measure, Name(f"Điểm {vi}", f"Points for {en}"), family)
    if not component.self_scored:
        return (given,)
    return given, _points(component, component.self_measure, Name(f"Tự chấm {vi}", f"Self-assessed: {en}"), family)


def _points(component: Component, key: str, called: Name, family: str) -> Measure:
    """A table of points names its columns by the bare component or by "Điểm …"; a self-scored one never bare."""
    also = (component.name.vi,) if key == component.measure else (f"Điểm {_inside(called.vi)}",)
    return Measure(
        key=key,
        vi=called.vi,
        en=called.en,
        headers=(called.vi, *also),
        unit="points",
        kind="points",
        form=None,
        domain=component.domain,
        over_periods=None,
        family=family,
    )


def _inside(name: str) -> str:
    """A name after another word: chỉ đạo điều hành, TTHC."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def component_indicators(schemes: Mapping[str, Scheme]) -> dict[str, Indicator]:
    """The indicator of each component: its points, ranked within its scheme alone; of a penalty less is better."""
    found = (_indicator(scheme, component) for scheme in schemes.values() for component in scheme.components)
    return {indicator.key: indicator for indicator in found}


def _indicator(scheme: Scheme, component: Component) -> Indicator:
    maximum = f"{component.maximum:g}"
    vi = f"Điểm của nội dung “{component.name.vi}” (tối đa {maximum.replace('.', ',')}) trong {scheme.name}."
    return Indicator(
        key=scheme.indicator(component),
        name=component.name,
        short=component.name,
        kind="score",
        numerator=(component.measure,),
        denominator=(),
        definition=Name(vi, f"Points for “{component.name.en}” (at most {maximum}) in {scheme.name}."),
        direction="lower" if component.part == "penalty" else "higher",
        unit="points",
        domain=component.domain,
        target=None,
        keys=(),
        stated=None,
        when_empty=None,
        tab=None,
        members=(),
        scheme=scheme.key,
        maximum=component.maximum,
    )


# ── What is wrong with them ───────────────────────────────────────────────────


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """One name is one scheme; components fit their scheme, the measures and one another."""
    seen: dict[str, str] = {}
    for scheme in declared.schemes.values():
        for written in (scheme.name, *scheme.also):
            faults.twice(seen, f"scheme.{scheme.key}", written)
        _check_components(scheme, raw, faults)
        _check_bands(scheme, declared, faults)
        _check_vetoes(scheme, raw, faults)
    _check_names(raw, declared, faults)


def _check_components(scheme: Scheme, raw: Raw, faults: Faults) -> None:
    place, keys = f"scheme.{scheme.key}", [component.key for component in scheme.components]
    full = sum(component.maximum for component in scheme.components if component.part in BASE)
    if scheme.components and full != scheme.maximum:
        faults.add(place, "components", f"add up to {full:g}, not to {scheme.maximum:g}")
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        faults.add(place, "components", f"{key!r} stands twice")
    for component in scheme.components:
        if not (component.key.isascii() and component.key.isidentifier()):
            faults.add(place, "components", f"{component.key!r} must be letters, digits and _")
        if component.maximum <= 0:
            faults.add(place, "components", f"{component.key!r} needs a maximum above 0")
        faults.refers(place, "components", component.domain, raw["domain"], f"domain, for {component.key!r}")
    if scheme.components and (TOTAL not in raw["measure"] or "points" not in raw["unit"]):
        faults.add(place, "components", f"need the measure {TOTAL!r} and the unit 'points'")


def _check_bands(scheme: Scheme, declared: Declaration, faults: Faults) -> None:
    """One key is one name: a band is told by its key alone."""
    place, levels = f"scheme.{scheme.key}", [band.at_least for band in scheme.bands]
    common = {band.key: band.name for band in declared.bands}
    others = {band.key: band.name for other in declared.schemes.values() for band in other.bands}
    for band in scheme.bands:
        if band.name != common.get(band.key, band.name) or band.name != others[band.key]:
            faults.add(place, "bands", f"{band.key!r} is the key of a band of another name")
    if len(set(levels)) < len(levels):
        faults.add(place, "bands", "two bands begin at one level")
    if levels and min(levels) > 0:
        faults.add(place, "bands", "the lowest must begin at 0")
    known = {band.key: band.name for band in scheme.bands} or common
    for veto in scheme.vetoes:
        faults.refers(place, "vetoes", veto.band, known, "band of this scheme")


def _check_vetoes(scheme: Scheme, raw: Raw, faults: Faults) -> None:
    """A veto asks a number that units report."""
    for veto in scheme.vetoes:
        kind = raw["measure"].get(veto.measure, {}).get("kind")
        if kind is None or kind in ("text", "practice"):
            faults.add(f"scheme.{scheme.key}", "vetoes", f"{veto.measure!r} is no measure with a number")


def _check_names(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """One component is one measure: the same name, part, domain and columns in every scheme; no name means two."""
    written = [("column", one) for one in declared.columns.values()]
    written += [("measure", one) for key, one in declared.measures.items() if key in raw["measure"]]
    seen = {header.casefold(): f"{table}.{one.key}" for table, one in written for header in one.headers}
    known: dict[str, tuple[str, Component]] = {}
    for scheme in declared.schemes.values():
        for component in scheme.components:
            place = f"scheme.{scheme.key}"
            first, other = known.setdefault(component.key, (place, component))
            if (other.name, other.part, other.domain) != (component.name, component.part, component.domain):
                faults.add(place, "components", f"{component.key!r} is named, parted or placed otherwise in [{first}]")
            _check_headers(component, place, raw, seen, faults)


def _check_headers(component: Component, place: str, raw: Raw, seen: dict[str, str], faults: Faults) -> None:
    for measure in _measures(component, family=""):
        if measure.key in raw["measure"]:
            faults.add(place, "components", f"{component.key!r} would be the measure {measure.key!r}, declared already")
        for header in measure.headers:
            where = seen.setdefault(header.casefold(), f"measure.{measure.key}")
            if where != f"measure.{measure.key}":
                faults.add(place, "components", f"the column {header!r} of {component.key!r} stands in [{where}] too")
