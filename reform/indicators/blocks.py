"""How a block of the declaration is read: the values of its keys by a specification, or what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reform.declared import Name

# Tables of blocks, [measure.received_total]; and tables of plain keys.
TABLES = (
    *("column", "unit", "domain", "measure", "identity", "check", "indicator", "band", "scheme", "header_group"),
    *("preset", "question", "visit_weights", "spoken"),
)
PLAIN_TABLES = ("words", "bands", "doubts", "claims")

Raw = Mapping[str, dict]  # table → key → block, as TOML has them


class DeclarationError(ValueError):
    """The declaration does not hold together; `faults` names every place: file, block, key, what is wrong."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


class Faults:
    """Collects what is wrong in one file, so that all of it is told at once."""

    def __init__(self, file: str):
        self.file = file
        self.found: list[str] = []

    def add(self, block: str, key: str, what: str) -> None:
        self.found.append(f"{self.file}: [{block}] {key}: {what}")

    def refers(self, block: str, key: str, names: Any, known: Mapping, what: str) -> None:
        """Hold the names a block gives, one or a list of them, against those that are known."""
        for name in names if isinstance(names, list) else [names]:
            if isinstance(name, str) and name not in known:
                self.add(block, key, f"{name!r} is no {what}")

    def twice(self, seen: dict[str, str], block: str, name: str) -> None:
        """Hold a name against those seen before, name → block: one name, one meaning."""
        if seen.setdefault(name.casefold(), block) != block:
            self.add(block, "also", f"{name!r} stands in [{seen[name.casefold()]}] too")


# ── One specification a block: key → how it is read, needed or not ────────────


@dataclass(frozen=True)
class Key:
    """How the value of a key is read, with a ValueError that says what it must be."""

    read: Callable[[Any], Any]
    needed: bool


Spec = Mapping[str, Key]


def needed(read: Callable[[Any], Any]) -> Key:
    return Key(read, needed=True)


def optional(read: Callable[[Any], Any]) -> Key:
    return Key(read, needed=False)


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    return value


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number")
    return value


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("must be a list of texts")
    return tuple(text(item) for item in value)


def one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    return read


def name(value: Any) -> Name:
    return Name(**fields(value, NAME))


NAME: Spec = {"vi": needed(text), "en": needed(text)}


# ── The tables of the file, their blocks, and tables inside a block ───────────


def tables(raw: Mapping, faults: Faults) -> Raw:
    """The tables of the file whose blocks are tables, so that what follows need not look again."""
    for table in sorted(set(raw) - set(TABLES) - set(PLAIN_TABLES)):
        faults.add(table, "", "is not a table of the declaration")
    found = {table: _table(raw.get(table, {}), table, faults) for table in (*TABLES, *PLAIN_TABLES)}
    return found | {table: _only_blocks(found[table], table, faults) for table in TABLES}


def _table(value: Any, table: str, faults: Faults) -> dict:
    if isinstance(value, dict):
        return value
    faults.add(table, "", "must be a table")
    return {}


def _only_blocks(found: dict, table: str, faults: Faults) -> dict[str, dict]:
    for key, block in found.items():
        if not isinstance(block, dict):
            faults.add(table, key, "must be a table")
    return {key: block for key, block in found.items() if isinstance(block, dict)}


def blocks(raw: Raw, table: str, spec: Spec, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, values) of each block of a table that has all it needs; every fault of every block is collected."""
    for key, block in raw[table].items():
        values = readable(f"{table}.{key}", block, spec, faults)
        if all(name in values for name, one in spec.items() if one.needed):
            yield key, values


def readable(place: str, block: dict, spec: Spec, faults: Faults) -> dict[str, Any]:
    """The values of a block that can be read; the faults of the others are collected."""
    values, unreadable = _read(block, spec)
    for name in sorted(set(block) - set(spec)):
        faults.add(place, name, "is not a key of this block")
    for name in _missing(block, spec):
        faults.add(place, name, "is missing")
    for name, why in unreadable.items():
        faults.add(place, name, why)
    return values


def fields(block: Any, spec: Spec) -> dict[str, Any]:
    """The values of an inline table by its specification; raises ValueError with every fault."""
    if not isinstance(block, dict):
        raise ValueError("must be a table")
    values, unreadable = _read(block, spec)
    wrong = [f"has no key {key!r}" for key in set(block) - set(spec)]
    wrong += [f"lacks {key!r}" for key in _missing(block, spec)]
    wrong += [f"{key} {why}" for key, why in unreadable.items()]
    if wrong:
        raise ValueError("; ".join(sorted(wrong)))
    return values


def list_of_fields(value: Any, spec: Spec) -> list[dict[str, Any]]:
    """The inline tables of a list; raises ValueError with every fault, each with its place from 1."""
    if not isinstance(value, list):
        raise ValueError("must be a list of tables")
    found, wrong = [], []
    for place, item in enumerate(value, 1):
        try:
            found.append(fields(item, spec))
        except ValueError as why:
            wrong.append(f"no. {place} {why}")
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


def _missing(block: dict, spec: Spec) -> list[str]:
    return [name for name, one in spec.items() if one.needed and name not in block]


def _read(block: dict, spec: Spec) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that can be read, and why the others cannot; keys without a specification are left out."""
    values, unreadable = {}, {}
    for name in [name for name in spec if name in block]:
        try:
            values[name] = spec[name].read(block[name])
        except ValueError as why:
            unreadable[name] = str(why)
    return values, unreadable
