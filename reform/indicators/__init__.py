"""What is measured and compared: the declaration in data/indicators.toml, read once and checked whole.

Each module reads some kinds of block and checks what they say of others: `headers`, `measures`, `comparing`, `schemes`,
`presets`, `questions`, `visits`, `spoken`.
A new kind of block is a table in `blocks.TABLES`, a dataclass in reform.declared, and a reader beside its like.
"""

import os
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path

from reform.declared import (
    Band,
    Column,
    Component,
    Condition,
    Declaration,
    HeaderGroup,
    Identity,
    Indicator,
    Measure,
    Member,
    Name,
    Preset,
    PresetPart,
    Question,
    Scheme,
    Target,
    Veto,
    VisitWeight,
)
from reform.indicators import comparing, headers, measures, presets, questions, schemes, spoken, visits
from reform.indicators.blocks import DeclarationError, Faults, Raw, tables

__all__ = [
    "DECLARATION",
    "Band",
    "Column",
    "Component",
    "Condition",
    "Declaration",
    "DeclarationError",
    "HeaderGroup",
    "Identity",
    "Indicator",
    "Measure",
    "Member",
    "Name",
    "Preset",
    "PresetPart",
    "Question",
    "Scheme",
    "Target",
    "Veto",
    "VisitWeight",
    "declaration",
    "read_declaration",
]

DECLARATION = Path(__file__).resolve().parent.parent.parent / "data" / "indicators.toml"


def read_declaration(text: str, file: str = "indicators.toml") -> Declaration:
    """The declaration written in `text` (TOML); raises DeclarationError with every fault at once."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise DeclarationError([f"{file}: {why}"]) from why
    faults = Faults(file)
    raw = tables(parsed, faults)
    declared = _read(raw, faults, version=sha256(text.encode()).hexdigest()[:12])
    # These read the raw blocks too: a block with a fault of its own is still held against the others.
    for part in (measures, headers, comparing, schemes, presets, questions, visits, spoken):
        part.check(raw, declared, faults)
    if faults.found:
        raise DeclarationError(faults.found)
    return declared


def _read(raw: Raw, faults: Faults, version: str) -> Declaration:
    """The blocks that can be read; whole only where no fault was found."""
    identities = measures.identities(raw, faults)
    scored = schemes.schemes(raw, faults)
    return Declaration(
        columns=headers.columns(raw, faults),
        words=headers.words(raw, faults),
        units=measures.names(raw, "unit", faults),
        domains=measures.names(raw, "domain", faults),
        measures=schemes.with_points(measures.measures(raw, identities, faults), scored),
        identities=identities,
        checks=measures.checks(raw, faults),
        indicators=comparing.indicators(raw, faults) | schemes.component_indicators(scored),
        bands=schemes.bands(raw, faults),
        bands_document=schemes.bands_document(raw, faults),
        schemes=scored,
        header_groups=headers.header_groups(raw, faults),
        presets=presets.presets(raw, faults),
        questions=questions.questions(raw, faults),
        doubts=questions.doubts(raw, faults),
        visit_weights=visits.weights(raw, faults),
        spoken=spoken.spoken(raw, faults),
        claims=spoken.claims(raw, faults),
        version=version,
    )


def declaration(path: Path | None = None) -> Declaration:
    """The declaration of a file (REFORM_DECLARATION, else data/indicators.toml), read once; raises DeclarationError."""
    return _read_once(Path(path or os.environ.get("REFORM_DECLARATION") or DECLARATION))


@cache
def _read_once(path: Path) -> Declaration:
    return read_declaration(path.read_text(encoding="utf-8"), path.name)
