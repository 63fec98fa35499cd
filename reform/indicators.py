"""What is measured and compared: the declaration in data/indicators.toml, read once and checked whole."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from reform.declared import (
    Band,
    Column,
    Component,
    Declaration,
    HeaderGroup,
    Identity,
    Indicator,
    Measure,
    Member,
    Name,
    Scheme,
    Target,
)

__all__ = [
    "Band",
    "Column",
    "Component",
    "Declaration",
    "DeclarationError",
    "HeaderGroup",
    "Identity",
    "Indicator",
    "Measure",
    "Member",
    "Name",
    "Scheme",
    "Target",
    "declaration",
    "read_declaration",
]

DECLARATION = Path(__file__).resolve().parent.parent / "data" / "indicators.toml"

NEEDED_COLUMNS = (
    "number",
    "unit",
    "locality",
    "period",
    "from",
    "to",
    "cumulative",
    "field",
    "measure",
    "value",
    "measure_unit",
)
NEEDED_WORDS = (
    "in_which",
    "part_of_units",
    "total_row",
    "signature",
    "dossier_list",
    "unit_list_code",
    "unit_list_group",
    "unit_list_aliases",
    "mapping_predecessor",
    "mapping_successor",
    "mapping_on_date",
    "mapping_whole",
    "mapping_is_whole",
    "mapping_is_part",
)
KINDS = ("flow", "stock", "points", "stated", "text", "practice")
RELATIONS = ("equals", "at_most")
INDICATOR_KINDS = ("share", "score", "composite")
DIRECTIONS = ("higher", "lower")


class DeclarationError(ValueError):
    """The declaration does not hold together; `faults` names every place: file, block, key, what is wrong."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


# ── One specification a block: key → (how to read it, needed or not) ──────────


class Faults:
    """Collects what is wrong in one file, so that all of it is told at once."""

    def __init__(self, file: str):
        self.file = file
        self.found: list[str] = []

    def add(self, block: str, key: str, what: str) -> None:
        self.found.append(f"{self.file}: [{block}] {key}: {what}")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("must be a list of texts")
    return tuple(_text(item) for item in value)


def _meanings(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise ValueError("must be a table of words and measures")
    return {_text(word): _text(key) for word, key in value.items()}


def _name(value: Any) -> Name:
    return Name(**_fields(value, {"vi": (_text, True), "en": (_text, True)}))


def _target(value: Any) -> Target:
    return Target(**_fields(value, {"value": (_number, True), "document": (_text, True), "date": (_text, True)}))


def _members(value: Any) -> tuple[Member, ...]:
    spec = {"indicator": (_text, True), "points": (_number, True), "low": (_number, True), "high": (_number, True)}
    return tuple(Member(**fields) for fields in _list_of_fields(value, spec))


def _components(value: Any) -> tuple[Component, ...]:
    spec = {"key": (_text, True), "name": (_name, True), "maximum": (_number, True)}
    return tuple(Component(**fields) for fields in _list_of_fields(value, spec))


def _one_of(*allowed: str):
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    return read


Spec = Mapping[str, tuple[Any, bool]]

COLUMN: Spec = {"vi": (_text, True), "en": (_text, True), "also": (_texts, False)}
MEASURE: Spec = COLUMN | {
    "unit": (_text, False),
    "kind": (_one_of(*KINDS), True),
    "form": (_text, False),
    "domain": (_text, True),
    "over_periods": (_text, False),
}
HEADER_GROUP: Spec = {"vi": (_text, True), "also": (_texts, False), "means": (_meanings, True), "under": (_text, False)}
IDENTITY: Spec = {"total": (_text, True), "parts": (_texts, True), "relation": (_one_of(*RELATIONS), True)}
INDICATOR: Spec = {
    "name": (_name, True),
    "short": (_name, False),
    "kind": (_one_of(*INDICATOR_KINDS), True),
    "numerator": (_texts, False),
    "denominator": (_texts, False),
    "definition": (_name, True),
    "direction": (_one_of(*DIRECTIONS), True),
    "unit": (_one_of("percent", "points"), True),
    "domain": (_text, True),
    "target": (_target, False),
    "keys": (_texts, False),
    "stated": (_text, False),
    "when_empty": (_number, False),
    "tab": (_whole, False),
    "members": (_members, False),
}
BAND: Spec = {"name": (_name, True), "at_least": (_number, True)}
SCHEME: Spec = {
    "name": (_text, True),
    "also": (_texts, False),
    "document": (_text, True),
    "date": (_text, True),
    "maximum": (_number, True),
    "components": (_components, False),
}
# Tables of blocks, [measure.received_total]; and tables of plain keys.
TABLES = ("column", "unit", "domain", "measure", "identity", "check", "indicator", "band", "scheme", "header_group")
PLAIN_TABLES = ("words", "bands")


def _fields(block: Any, spec: Spec) -> dict[str, Any]:
    """The values of an inline table by its specification; raises ValueError with every fault."""
    if not isinstance(block, dict):
        raise ValueError("must be a table")
    wrong = [f"has no key {key!r}" for key in sorted(set(block) - set(spec))]
    wrong += [f"lacks {key!r}" for key, (_, needed) in spec.items() if needed and key not in block]
    values = {}
    for key in spec.keys() & block.keys():
        try:
            values[key] = spec[key][0](block[key])
        except ValueError as why:
            wrong.append(f"{key} {why}")
    if wrong:
        raise ValueError("; ".join(sorted(wrong)))
    return values


def _list_of_fields(value: Any, spec: Spec) -> list[dict[str, Any]]:
    """The inline tables of a list; raises ValueError with every fault, each with its place from 1."""
    if not isinstance(value, list):
        raise ValueError("must be a list of tables")
    found, wrong = [], []
    for place, item in enumerate(value, 1):
        try:
            found.append(_fields(item, spec))
        except ValueError as why:
            wrong.append(f"no. {place} {why}")
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


def _tables(raw: dict, faults: Faults) -> dict[str, dict]:
    """The tables of the file whose blocks are tables, so that what follows need not look again."""
    for table in sorted(set(raw) - set(TABLES) - set(PLAIN_TABLES)):
        faults.add(table, "", "is not a table of the declaration")
    found: dict[str, dict] = {}
    for table in (*TABLES, *PLAIN_TABLES):
        blocks = raw.get(table, {})
        if not isinstance(blocks, dict):
            faults.add(table, "", "must be a table")
            blocks = {}
        found[table] = blocks
    for table in TABLES:
        for key in [key for key, block in found[table].items() if not isinstance(block, dict)]:
            faults.add(table, key, "must be a table")
            found[table] = {name: block for name, block in found[table].items() if name != key}
    return found


def _blocks(raw: dict, table: str, spec: Spec, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, values) of each block of a table that has all it needs; every fault of every block is collected."""
    for key, block in raw[table].items():
        values = _readable(f"{table}.{key}", block, spec, faults)
        if all(name in values for name, (_, needed) in spec.items() if needed):
            yield key, values


def _readable(place: str, block: dict, spec: Spec, faults: Faults) -> dict[str, Any]:
    """The values of a block that can be read; the faults of the others are collected."""
    values: dict[str, Any] = {}
    for name in sorted(set(block) - set(spec)):
        faults.add(place, name, "is not a key of this block")
    for name, (read, needed) in spec.items():
        if name not in block:
            if needed:
                faults.add(place, name, "is missing")
            continue
        try:
            values[name] = read(block[name])
        except ValueError as why:
            faults.add(place, name, str(why))
    return values


def _families(measures: list[str], identities: Mapping[str, Identity]) -> dict[str, str]:
    """measure → family: measures tied by identities share one, named after its first measure (design §3.6)."""
    family = {key: key for key in measures}
    for identity in identities.values():
        tied = {family[key] for key in (identity.total, *identity.parts) if key in family}
        first = min(tied, key=measures.index, default=None)
        family = {key: first if name in tied else name for key, name in family.items()}
    return family


def _columns(raw: dict, faults: Faults) -> dict[str, Column]:
    return {
        key: Column(key, block["vi"], block["en"], (block["vi"], *block.get("also", ())))
        for key, block in _blocks(raw, "column", COLUMN, faults)
    }


def _measures(raw: dict, identities: Mapping[str, Identity], faults: Faults) -> dict[str, Measure]:
    families = _families(list(raw["measure"]), identities)
    return {
        key: Measure(
            key=key,
            vi=block["vi"],
            en=block["en"],
            headers=(block["vi"], *block.get("also", ())),
            unit=block.get("unit"),
            kind=block["kind"],
            form=block.get("form"),
            domain=block["domain"],
            over_periods=block.get("over_periods"),
            family=families[key],
        )
        for key, block in _blocks(raw, "measure", MEASURE, faults)
    }


def _header_groups(raw: dict, faults: Faults) -> dict[str, HeaderGroup]:
    return {
        key: HeaderGroup(key, (block["vi"], *block.get("also", ())), block["means"], block.get("under"))
        for key, block in _blocks(raw, "header_group", HEADER_GROUP, faults)
    }


def _indicators(raw: dict, faults: Faults) -> dict[str, Indicator]:
    defaults = {
        "numerator": (),
        "denominator": (),
        "target": None,
        "keys": (),
        "stated": None,
        "when_empty": None,
        "tab": None,
        "members": (),
    }
    return {
        key: Indicator(key=key, **(defaults | {"short": block["name"]} | block))
        for key, block in _blocks(raw, "indicator", INDICATOR, faults)
    }


def _schemes(raw: dict, faults: Faults) -> dict[str, Scheme]:
    return {
        key: Scheme(key=key, **({"also": (), "components": ()} | block))
        for key, block in _blocks(raw, "scheme", SCHEME, faults)
    }


def _names(raw: dict, table: str, faults: Faults) -> dict[str, Name]:
    spec = {"vi": (_text, True), "en": (_text, True)}
    return {key: Name(**block) for key, block in _blocks(raw, table, spec, faults)}


# ── What one block says of another ────────────────────────────────────────────
# These read the raw blocks: a block with a fault of its own is still held against the others.


def _refers(faults: Faults, block: str, key: str, names: Any, known: Mapping, what: str) -> None:
    for name in names if isinstance(names, list) else [names]:
        if isinstance(name, str) and name not in known:
            faults.add(block, key, f"{name!r} is no {what}")


def _check_measures(raw: dict, faults: Faults) -> None:
    for key, block in raw["measure"].items():
        _refers(faults, f"measure.{key}", "unit", block.get("unit"), raw["unit"], "unit")
        _refers(faults, f"measure.{key}", "domain", block.get("domain"), raw["domain"], "domain")
        terms = str(block.get("over_periods", key)).split(" + ")
        _refers(faults, f"measure.{key}", "over_periods", terms, raw["measure"], "measure")


def _check_header_groups(raw: dict, groups: Mapping[str, HeaderGroup], faults: Faults) -> None:
    """What a word means under a group is a measure; one header is one group."""
    seen: dict[str, str] = {}
    for key, block in raw["header_group"].items():
        means = block.get("means")
        known = list(means.values()) if isinstance(means, dict) else []
        _refers(faults, f"header_group.{key}", "means", known, raw["measure"], "measure")
        _refers(faults, f"header_group.{key}", "under", block.get("under"), raw["header_group"], "header group")
    for group in groups.values():
        for header in group.headers:
            if seen.setdefault(header.casefold(), group.key) != group.key:
                other = seen[header.casefold()]
                faults.add(f"header_group.{group.key}", "also", f"{header!r} stands in [header_group.{other}] too")


def _check_identities(raw: dict, identities: Mapping[str, Identity], faults: Faults) -> None:
    for key, block in raw["identity"].items():
        for name in ("total", "parts"):
            _refers(faults, f"identity.{key}", name, block.get(name), raw["measure"], "measure")
    for identity in identities.values():
        if identity.total in _below(identity.parts, identities):
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


def _check_indicators(raw: dict, faults: Faults) -> None:
    for key, block in raw["indicator"].items():
        place = f"indicator.{key}"
        for name in ("numerator", "denominator", "stated"):
            _refers(faults, place, name, block.get(name), raw["measure"], "measure")
        _refers(faults, place, "keys", block.get("keys"), raw["indicator"], "indicator")
        _refers(faults, place, "domain", block.get("domain"), raw["domain"], "domain")


def _check_indicator(indicator: Indicator, raw: dict, faults: Faults) -> None:
    block, written = f"indicator.{indicator.key}", raw["indicator"][indicator.key]
    if indicator.kind == "composite" and not written.get("members"):
        faults.add(block, "members", "is missing")
    if indicator.kind != "composite" and not (written.get("numerator") and written.get("denominator")):
        faults.add(block, "numerator", "needs measures above and below the line")
    if len(indicator.keys) > 2:
        faults.add(block, "keys", "at most two keys break a tie")
    for member in indicator.members:
        if raw["indicator"].get(member.indicator, {"kind": "composite"}).get("kind") == "composite":
            faults.add(block, "members", f"{member.indicator!r} is no indicator, or a composite itself")
        if member.low >= member.high or member.points <= 0:
            faults.add(block, "members", f"{member.indicator!r} needs low < high and points > 0")


def _check_schemes(schemes: Mapping[str, Scheme], faults: Faults) -> None:
    seen: dict[str, str] = {}
    for scheme in schemes.values():
        total = sum(component.maximum for component in scheme.components)
        if scheme.components and total != scheme.maximum:
            faults.add(f"scheme.{scheme.key}", "components", f"add up to {total}, not to {scheme.maximum}")
        for name in (scheme.name, *scheme.also):
            if seen.setdefault(name.casefold(), scheme.key) != scheme.key:
                faults.add(f"scheme.{scheme.key}", "also", f"{name!r} stands in [scheme.{seen[name.casefold()]}] too")


def _check_headers(raw: dict, faults: Faults) -> None:
    """One header, one meaning: a synonym that stands in two blocks could be read either way."""
    seen: dict[str, str] = {}
    named = [(f"{table}.{key}", block) for table in ("column", "measure") for key, block in raw[table].items()]
    for place, block in named:
        also = block.get("also")
        for header in (block.get("vi"), *(also if isinstance(also, list) else [])):
            if isinstance(header, str) and seen.setdefault(header.casefold(), place) != place:
                faults.add(place, "also", f"{header!r} stands in [{seen[header.casefold()]}] too")


def _bands(raw: dict, faults: Faults) -> tuple[Band, ...]:
    found = (Band(key, **block) for key, block in _blocks(raw, "band", BAND, faults))
    return tuple(sorted(found, key=lambda band: -band.at_least))


def _bands_document(raw: dict, faults: Faults) -> Name | None:
    """[bands] document: where the bands come from."""
    return _readable("bands", raw["bands"], {"document": (_name, True)}, faults).get("document")


def _checks(raw: dict, faults: Faults) -> dict[str, dict[str, float]]:
    """[check.few_cases] limit: the thresholds of a check."""
    return {
        key: _readable(f"check.{key}", block, {name: (_number, True) for name in block}, faults)
        for key, block in raw["check"].items()
    }


def _words(raw: dict, faults: Faults) -> dict[str, tuple[str, ...]]:
    return _readable("words", raw["words"], {key: (_texts, True) for key in NEEDED_WORDS}, faults)


def read_declaration(text: str, file: str = "indicators.toml") -> Declaration:
    """The declaration written in `text` (TOML); raises DeclarationError with every fault at once."""
    faults = Faults(file)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise DeclarationError([f"{file}: {why}"]) from why
    raw = _tables(raw, faults)
    identities = {key: Identity(key, **block) for key, block in _blocks(raw, "identity", IDENTITY, faults)}
    columns, measures = _columns(raw, faults), _measures(raw, identities, faults)
    indicators, schemes, bands = _indicators(raw, faults), _schemes(raw, faults), _bands(raw, faults)
    header_groups = _header_groups(raw, faults)
    units, domains = _names(raw, "unit", faults), _names(raw, "domain", faults)
    words, checks, bands_document = _words(raw, faults), _checks(raw, faults), _bands_document(raw, faults)

    for key in NEEDED_COLUMNS:
        if key not in raw["column"]:
            faults.add(f"column.{key}", "vi", "is missing")
    _check_measures(raw, faults)
    _check_header_groups(raw, header_groups, faults)
    _check_identities(raw, identities, faults)
    _check_indicators(raw, faults)
    for indicator in indicators.values():
        _check_indicator(indicator, raw, faults)
    _check_schemes(schemes, faults)
    _check_headers(raw, faults)
    if faults.found:
        raise DeclarationError(faults.found)
    return Declaration(
        columns=columns,
        words=words,
        units=units,
        domains=domains,
        measures=measures,
        identities=identities,
        checks=checks,
        indicators=indicators,
        bands=bands,
        bands_document=bands_document,
        schemes=schemes,
        header_groups=header_groups,
        version=sha256(text.encode()).hexdigest()[:12],
    )


def declaration(path: Path | None = None) -> Declaration:
    """The declaration of a file (REFORM_DECLARATION, else data/indicators.toml), read once; raises DeclarationError."""
    return _declared(Path(path or os.environ.get("REFORM_DECLARATION") or DECLARATION))


@cache
def _declared(path: Path) -> Declaration:
    return read_declaration(path.read_text(encoding="utf-8"), path.name)
