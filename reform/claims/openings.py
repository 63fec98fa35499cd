"""Where a sentence begins to tell the parts of a total: behind "trong đó", a colon, in brackets; before a total."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reform.claims.figures import Figure, Read
from reform.claims.letters import depth, phrase
from reform.declared import Declaration

_REACH = 60  # letters between a total and the colon that opens its parts
_TOTAL_BEHIND = re.compile(
    r"(?:[;.,]\s*tong(?: cong| so)?|[;.]\s*cong(?=\s*:)|\b((?:trong|tren) tong(?: so)?))\s*(?:la|:|ho so)*\s*$"
)


@dataclass(frozen=True)
class Opening:
    """What opens the parts of a total: from where to where they stand, inside so many brackets."""

    at: int
    end: int
    depth: int
    total: Figure
    is_all: bool
    is_some: bool
    is_weak: bool = False


def openings(read: Read, counts: list[Figure], declared: Declaration) -> Iterator[Opening]:
    text, claims = read.bare, declared.claims
    told = set()
    for words in sorted(claims["parts"], key=len, reverse=True):
        for match in phrase(words).finditer(text):
            if any(start <= match.start() < end for start, end in told):
                continue
            told.add(match.span())
            if total := _before(counts, match.start(), text):
                some = any(phrase(one).match(text, match.start()) for one in claims["some_parts"])
                some |= any(
                    phrase(one).search(text, match.end()) for one in claims["some_parts"] if one != "trong đó có"
                )
                end = _end_of_scope(text, match.end())
                yield Opening(match.end(), end, depth(text, match.start()), total, words in claims["all_parts"], some)
    for total in counts:  # "Trong 600 hồ sơ có 560 hồ sơ …"
        if re.search(r"\btrong(?: tong)?(?: so)?\s*$", text[: total.start]):
            end = _end_of_scope(text, total.end)
            yield Opening(total.end, end, total.depth, total, False, True)
    yield from _totals_behind(read, counts)
    for match in re.finditer(r"\(", text):
        if total := _right_before(counts, match.start(), text):
            yield Opening(match.end(), _end_of_scope(text, match.end()), depth(text, match.end()), total, False, False)
    for match in re.finditer(r":(?=\s)", text):
        total = _before(counts, match.start(), text)
        if total and match.start() - total.end <= _REACH and not _is_label(match.start(), total, text):
            end = _end_of_scope(text, match.end())
            yield Opening(match.end(), end, depth(text, match.start()), total, False, False, is_weak=True)


def _totals_behind(read: Read, counts: list[Figure]) -> Iterator[Opening]:
    """Parts before their total: "250 hồ sơ …, 35 hồ sơ …; tổng cộng 285", "… trong tổng số 12.349 hồ sơ"."""
    for total in counts:
        before = [one for one in counts if one.end <= total.start and one.depth == total.depth]
        if len(before) > 1 and (found := _TOTAL_BEHIND.search(read.bare[: total.start])):
            is_all = found[1] is None
            yield Opening(0, total.start, total.depth, total, is_all, not is_all)


def _is_label(colon: int, total: Figure, text: str) -> bool:
    """Whether a colon belongs to the label of the next figure alone: "…, số từ kỳ trước: 01"."""
    return re.search(r"[,;]", text[total.end : colon]) is not None and "trong do" not in text[total.end : colon]


def _before(counts: list[Figure], at: int, text: str) -> Figure | None:
    """The last count before a place, at its depth or above."""
    own = depth(text, at)
    found = [one for one in counts if one.end <= at and one.depth <= own]
    inside = [one for one in found if one.depth == own and text.rfind("(", 0, at) < one.start] if own else found
    return (inside or found or [None])[-1]


def _right_before(counts: list[Figure], bracket: int, text: str) -> Figure | None:
    """The count whose words end where a bracket opens."""
    found = next((one for one in reversed(counts) if one.end <= bracket), None)
    if found is None or found.depth != depth(text, bracket):
        return None
    between = text[found.end : bracket]
    return None if re.search(r"[;:.()%0-9]|,\s*\w+\s+\w+\s+\w+\s+\w+", between) else found


def _end_of_scope(text: str, at: int) -> int:
    """Where the bracket closes that a place stands in; else the end of the text."""
    around, inside = depth(text, at), 0
    for place in range(at, len(text) if around else at):
        if text[place] == "(":
            inside += 1
        elif text[place] == ")":
            if not inside:
                return place
            inside -= 1
    return len(text)
