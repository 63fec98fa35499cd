"""Sums that no word opens: "12.349 = 1.748 + 10.601", "12.349 hồ sơ; 1.748 hồ sơ sớm hạn; 10.601 hồ sơ đúng hạn"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reform.claims.figures import Figure, Read
from reform.claims.sums import Sum, covering
from reform.declared import Declaration

_WORDS = r"\s*(?:ho so|hs|phieu)?[a-z ]{0,40}"
_PLUS, _EQUALS = re.compile(rf"{_WORDS}\(?\s*\+\s*[a-z ]{{0,40}}"), re.compile(rf"{_WORDS}\(?\s*=\s*[a-z ]{{0,40}}")
_LISTED = re.compile(
    r"\s*(?:ho so|hs|phieu)?[a-z ]{0,40}(?:\(\s*[0-9.,]+\s*%\s*\)\s*)?(?:[;,]|\bva\b)\s*(?:va\s+)?[a-z ]{0,40}:?\s*"
)
# Where the whole is only called dossiers, or all that came in
_WHOLES = (None, "received_total")


def unsaid(read: Read, found: list[Sum], declared: Declaration) -> Iterator[Sum]:
    """The sums that signs alone tell; a list whose total is not named only where it comes out."""
    taken = {one.start for made in found for one in made.figures}
    counts = [one for one in read.figures if one.is_count]
    for made in _equations(read, counts):
        if not taken & {one.start for one in made.figures}:
            taken |= {one.start for one in made.figures}
            yield made
    for at, total in enumerate(counts):
        parts = list(_listed(read, counts[at:]))
        known = covering(parts, declared) if total.measure in _WHOLES and not total.over else None
        if known and not taken & {one.start for one in (total, *parts)}:
            made = Sum(total, tuple(parts), False, False, known.total)
            if made.gap == 0 or (made.gap < 0 and total.unit == "ballots"):
                yield made
                return


def _equations(read: Read, counts: list[Figure]) -> Iterator[Sum]:
    """A = B + C, and B + C = A."""
    signs = [_sign(read, one, other) for one, other in pairwise(counts)]
    at = 0
    while at < len(signs):
        end = at
        while end < len(signs) and signs[end] == "+":
            end += 1
        if end > at:
            parts = tuple(counts[at : end + 1])
            before, behind = at and signs[at - 1] == "=", end < len(signs) and signs[end] == "="
            if before or behind:
                yield Sum(counts[at - 1] if before else counts[end + 1], parts, True, True)
        at = max(end, at + 1)


def _sign(read: Read, one: Figure, other: Figure) -> str:
    between = read.bare[one.end : other.start]
    return "+" if _PLUS.fullmatch(between) else "=" if _EQUALS.fullmatch(between) else ""


def _listed(read: Read, counts: list[Figure]) -> Iterator[Figure]:
    """The figures behind the first one as long as each follows the one before as in a list."""
    for one, other in pairwise(counts):
        if not _LISTED.fullmatch(read.bare[one.end : other.start]) or other.unit != counts[0].unit:
            return
        yield other
