"""What is measured and compared: the declaration in data/indicators.toml, read once and checked whole.

Each module reads some kinds of block and checks what they say of others: `headers`, `measures`, `comparing`, `schemes`.
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
from reform.indicators import comparing, headers, measures, schemes
from reform.indicators.blocks import DeclarationError, Faults, Raw, tables

__all__ = [
    "DECLARATION",
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
    for part in (measures, headers, comparing, schemes):
        part.check(raw, declared, faults)
    if faults.found:
        raise DeclarationError(faults.found)
    return declared


def _read(raw: Raw, faults: Faults, version: str) -> Declaration:
    """The blocks that can be read; whole only where no fault was found."""
    identities = measures.identities(raw, faults)
    return Declaration(
        columns=headers.columns(raw, faults),
        words=headers.words(raw, faults),
        units=measures.names(raw, "unit", faults),
        domains=measures.names(raw, "domain", faults),
        measures=measures.measures(raw, identities, faults),
        identities=identities,
        checks=measures.checks(raw, faults),
        indicators=comparing.indicators(raw, faults),
        bands=schemes.bands(raw, faults),
        bands_document=schemes.bands_document(raw, faults),
        schemes=schemes.schemes(raw, faults),
        header_groups=headers.header_groups(raw, faults),
        version=version,
    )


def declaration(path: Path | None = None) -> Declaration:
    """The declaration of a file (REFORM_DECLARATION, else data/indicators.toml), read once; raises DeclarationError."""
    return _read_once(Path(path or os.environ.get("REFORM_DECLARATION") or DECLARATION))


@cache
def _read_once(path: Path) -> Declaration:
    return read_declaration(path.read_text(encoding="utf-8"), path.name)
