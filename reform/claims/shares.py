"""The percentages of a sentence → what each is computed from, where the sentence says it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reform.claims.figures import Figure, Read
from reform.claims.sums import Link, Sum
from reform.claims.words import Lexicon

_BETWEEN = 70  # letters between a part and its percentage
_JOINS = re.compile(r"\b(?:dat|chiem|ty le|bang|tuong duong|tuong ung|ung voi|hay|tuc)\b|[(=~≈:]")
_OTHER = re.compile(r"\b(?:so voi|cung ky|ke hoach|chi tieu|tang|giam|muc tieu|trong do|bao gom)\b|;")


@dataclass(frozen=True)
class Share:
    """A percentage with the part and the total it is of; both None where the sentence names neither.

    `measure` is the indicator or the stated measure that its words name.
    """

    stated: Figure
    part: Figure | None = None
    total: Figure | None = None
    measure: str | None = None

    @property
    def computed(self) -> Decimal | None:
        """The percentage of the two counts, unrounded."""
        if self.part is None or not self.total.value:
            return None
        return self.part.value * 100 / self.total.value

    @property
    def is_right(self) -> bool:
        """Whether what is printed is the computed share rounded half up to as many decimals."""
        return self.computed is None or rounded(self.computed, self.stated.decimals) == self.stated.value

    @property
    def is_cut(self) -> bool:
        """Whether the decimals were cut off instead of rounded: 52,82 told as 52."""
        return not self.is_right and _cut(self.computed, self.stated.decimals) == self.stated.value

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(one for one in (self.part, self.total, self.stated) if one is not None)


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _cut(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def shares(read: Read, found: Iterable[Sum], links: Iterable[Link], words: Lexicon) -> list[Share]:
    """Each percentage that is meant as it stands, in order."""
    percentages = [one for one in read.figures if one.is_percent and one.role == "figure" and one.bound is None]
    taken: set[int] = set()
    return [_share(one, read, list(found), list(links), words, taken) for one in percentages]


def _share(stated: Figure, read: Read, found: list[Sum], links: list[Link], words: Lexicon, taken: set[int]) -> Share:
    if ratio := _ratio(stated, read, taken):
        taken.add(ratio[0].start)
        return Share(stated, *ratio, stated.measure or words.share_of.get(ratio[0].measure))
    part = _named_part(stated, read, words) or _part(stated, read)
    totals = _totals(part, read, found, links, words) if part else []
    measure = stated.measure or (words.share_of.get(part.measure) if part else None)
    tried = [Share(stated, part, total, measure) for total in totals]
    if stated.measure in words.declared.indicators and part and words.share_of.get(part.measure) != stated.measure:
        tried = [one for one in tried if one.is_right]  # named after something else, which stands elsewhere
    right = next((one for one in tried if one.is_right), None)
    return right or next(iter(tried), Share(stated, measure=stated.measure))


def _ratio(stated: Figure, read: Read, taken: set[int]) -> tuple[Figure, Figure] | None:
    """The two numbers with a stroke between that stand next to a percentage: 450/852 đạt 52%, 52% (450/852)."""
    at = read.figures.index(stated)
    around = [(at - 2, at - 1), (at + 1, at + 2)]
    for first, second in around:
        if first < 0 or second >= len(read.figures):
            continue
        part, total = read.figures[first], read.figures[second]
        between = read.bare[total.end : stated.start] if first < at else read.bare[stated.end : part.start]
        apart = (
            ";" in between
            or len(between) > _BETWEEN
            or (first > at and not re.match(r"[\s,]*(?:\(|=|tuong|hay|voi|dat|la|ung)", between))
        )
        if part.over and part.start not in taken and not apart and total.value and part.value <= total.value * 10:
            return part, total
    return None


def _named_part(stated: Figure, read: Read, words: Lexicon) -> Figure | None:
    """The count that a percentage is named after: trực tuyến 1.150, trực tiếp 54, tỷ lệ trực tuyến 95,51%."""
    indicator = words.declared.indicators.get(stated.measure)
    if indicator is None or len(indicator.numerator) != 1:
        return None
    found = [one for one in read.figures if one.measure in indicator.numerator and _may_be_part(one)]
    return found[0] if len(found) == 1 and found[0].end <= stated.start else None


def _part(stated: Figure, read: Read) -> Figure | None:
    """The count that a percentage is of: right before it behind "đạt", "chiếm"; or in the brackets right behind it."""
    at = read.figures.index(stated)
    before = read.figures[at - 1] if at else None
    if before and _may_be_part(before):
        between = read.bare[before.end : stated.start]
        if len(between) <= _BETWEEN and _JOINS.search(between) and not _OTHER.search(between):
            return before
    behind = read.figures[at + 1] if at + 1 < len(read.figures) else None
    if behind and _may_be_part(behind) and re.fullmatch(r"\s*\(\s*", read.bare[stated.end : behind.start]):
        return behind
    return None


def _may_be_part(one: Figure) -> bool:
    return one.is_count and not one.over and one.value == one.value.to_integral_value()


def _totals(part: Figure, read: Read, found: list[Sum], links: list[Link], words: Lexicon) -> list[Figure]:
    """The totals that the sentence gives a part, the nearest first: as told, of a sum, as declared."""
    told = [one.total for one in links if one.part == part]
    told += [one.total for one in found if part in one.parts]
    for total in list(told):
        told += [one.total for one in links if one.part == total]
    declared = words.declared
    for one in read.figures:
        if one.is_count and one.end <= part.start and _is_whole_of(one.measure, part.measure, declared):
            told.append(one)
    return list(dict.fromkeys(one for one in told if one != part and one.value))


def _is_whole_of(total: str | None, part: str | None, declared) -> bool:
    """Whether one measure is declared to hold the other: by an identity, or as denominator of an indicator."""
    if total is None or part is None:
        return False
    if any(one.total == total and part in one.parts for one in declared.identities.values()):
        return True
    return any(total in one.denominator and part in one.numerator for one in declared.indicators.values())
