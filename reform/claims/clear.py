"""Whether the words around a figure are all understood: a qualifier that is not may make it one of something else."""

import re
from collections.abc import Iterable
from functools import lru_cache

from reform.claims.letters import ASIDE, plain
from reform.claims.words import Named
from reform.declared import Declaration

_SIGNS = re.compile(rf"[0-9{ASIDE}\s.,;:()\[\]/|%+*•–—…=~≈\"“”'<>≤≥-]+")
_OPENINGS = (
    *("dossiers", "ballots", "parts", "some_parts", "rest", "earlier", "changed"),
    *("above", "at_least", "below", "at_most", "about"),
)


def unclear(bare: str, named: Iterable[Named], own: Iterable[str], declared: Declaration) -> list[int]:
    """The places of the words of a `plain` text that are no phrase of a figure, no small word, no name of the unit."""
    for one in named:
        bare = bare[: one.start] + ASIDE * (one.end - one.start) + bare[one.end :]
    for name in sorted(own, key=len, reverse=True):
        bare = bare.replace(plain(name), ASIDE * len(name))
    bare = _known(declared).sub(lambda found: ASIDE * len(found[0]), bare)
    return [found.start() for found in re.finditer(r"[a-z]+", _SIGNS.sub(lambda found: " " * len(found[0]), bare))]


_MADE: dict[str, re.Pattern] = {}


def _known(declared: Declaration) -> re.Pattern:
    """What finds the words that leave a figure the unit's own, the longest first."""
    if declared.version not in _MADE:
        _MADE.clear()
        listed = (*declared.claims["neutral"], *(word for key in _OPENINGS for word in declared.claims[key]))
        _MADE[declared.version] = _pattern(tuple(sorted(set(map(plain, listed)), key=len, reverse=True)))
    return _MADE[declared.version]


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    each = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(each)})(?![a-z])")
