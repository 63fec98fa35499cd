"""Whose report it is and of which period, by what the text itself says."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reform.claims.cited import cited_in
from reform.claims.letters import set_aside
from reform.claims.lines import HEAD
from reform.claims.text import Sentence
from reform.claims.times import keys_in
from reform.wards import comparable, fold, split_type

_TITLE = re.compile(r"\b(?:bao cao|ket qua|tinh hinh|so ket|tong ket|ky bao cao|cong tac)\b")


@dataclass(frozen=True)
class About:
    """`unit_id` and `period` (a key) as far as the text says them."""

    unit_id: int | None = None
    period: str | None = None


def about(lines: Sequence[str], units: Iterable[Mapping[str, Any]] = ()) -> About:
    """The unit among `units` (rows of the query `units`) and the period that a report is about."""
    return About(_unit(lines, list(units)), _period(lines))


def _unit(lines: Sequence[str], units: list[Mapping[str, Any]]) -> int | None:
    """The unit named in the head; else the one that alone is named most often."""
    names: dict[str, int] = {}
    for row in units:
        for name in _forms(row):
            names.setdefault(name, row["unit_id"])
    pattern = _any_of(tuple(names))
    for line in lines[:HEAD]:
        if found := _named(line, names, pattern):
            return found[0]
    counted = Counter(unit for line in lines for unit in _named(line, names, pattern))
    first = counted.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def _forms(row: Mapping[str, Any]) -> list[str]:
    """The names with their type word: a bare name is too common a word."""
    written = (row["ward"], *(row.get("aliases") or "").splitlines())
    return [comparable(name) for name in written if split_type(name)[0]]


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern:
    """Any of these names as whole words, the longest first."""
    told = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)" if told else "(?!)")


def _named(line: str, names: Mapping[str, int], pattern: re.Pattern) -> list[int]:
    """The units that a line names, the longest name first."""
    text = re.sub(r"\bp\.\s*", "phường ", comparable(line))
    found = sorted(pattern.findall(text), key=len, reverse=True)
    return list(dict.fromkeys(names[name] for name in found))


def _period(lines: Sequence[str]) -> str | None:
    """The period of the title; else the one named most often, documents apart."""
    titled = [key for line in lines[:HEAD] if _TITLE.search(fold(line)) for key in _keys(line)]
    headed = titled or [key for line in lines[:HEAD] for key in _keys(line)]
    if headed:
        return headed[0]
    counted = Counter(key for line in lines for key in _keys(line)).most_common(1)
    return counted[0][0] if counted else None


def named_periods(lines: Iterable[str]) -> frozenset[str]:
    """The keys of all periods that a report names."""
    told = (part for line in lines for part in line.split("\n") if any(map(str.isdigit, part)))
    return frozenset(key for part in told for key in _keys(part))


def _keys(line: str) -> list[str]:
    """The keys of the periods a line names, the plainest first: a quarter before a bare year."""
    told = set_aside(line, (one.whole for one in cited_in(Sentence(line, 0))))
    return sorted(keys_in(told), key=lambda key: len(key) <= len("2025"))
