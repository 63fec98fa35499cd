"""Whose report it is and of which period, by what the text itself says."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reform.claims.cited import cited_in
from reform.claims.letters import set_aside
from reform.claims.text import Sentence
from reform.claims.times import keys_in
from reform.wards import comparable, fold, split_type

_HEAD = 15  # paragraphs that hold the office's name and the title
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
    names = [(name, row["unit_id"]) for row in units for name in _forms(row)]
    names.sort(key=lambda one: -len(one[0]))
    for line in lines[:_HEAD]:
        if found := _named(line, names):
            return found[0]
    counted = Counter(unit for line in lines for unit in _named(line, names))
    first = counted.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def _forms(row: Mapping[str, Any]) -> list[str]:
    """The names with their type word: a bare name is too common a word."""
    written = (row["ward"], *(row.get("aliases") or "").splitlines())
    return [comparable(name) for name in written if split_type(name)[0]]


def _named(line: str, names: list[tuple[str, int]]) -> list[int]:
    text, found = re.sub(r"\bp\.\s*", "phường ", comparable(line)), []
    for name, unit in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            found.append(unit)
            text = text.replace(name, " ")
    return list(dict.fromkeys(found))


def _period(lines: Sequence[str]) -> str | None:
    """The period of the title; else the one named most often, documents apart."""
    titled = [key for line in lines[:_HEAD] if _TITLE.search(fold(line)) for key in _keys(line)]
    headed = titled or [key for line in lines[:_HEAD] for key in _keys(line)]
    if headed:
        return headed[0]
    counted = Counter(key for line in lines for key in _keys(line)).most_common(1)
    return counted[0][0] if counted else None


def named_periods(lines: Iterable[str]) -> frozenset[str]:
    """The keys of all periods that a report names."""
    return frozenset(key for line in lines if any(map(str.isdigit, line)) for key in _keys(line))


def _keys(line: str) -> list[str]:
    """The keys of the periods a line names, the plainest first: a quarter before a bare year."""
    told = set_aside(line, (one.whole for one in cited_in(Sentence(line, 0))))
    return sorted(keys_in(told), key=lambda key: len(key) <= len("2025"))
