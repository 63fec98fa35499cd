"""The percentages of a sentence → what each is computed from, where the sentence says it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from reform.claims.figures import Figure, Read
from reform.claims.sums import Link, Sum
from reform.claims.words import Lexicon
from reform.declared import Declaration

_BALLOTS = "survey_ballots"
_OUTCOMES = ("resolved_early", "resolved_on_time", "resolved_early_or_on_time", "resolved_overdue")
_BETWEEN = 70  # letters between a part and its percentage
_JOINS = re.compile(r"\b(?:dat|chiem|ty le|bang|tuong duong|tuong ung|ung voi|hay|tuc)\b|[(=~≈:]")
_OF_TOTAL = re.compile(r"\s*(?:cua |tren |trong )?\s*tong(?: so)?\b[a-z ]{0,40}\(?\s*")
_OWN_LABEL = re.compile(r"[,;(]\s*(?:va\s+)?ty le\s+((?:(?!dat|la|chiem|bang|tuong)[a-z]+\s*)+)")
_ISSUED = re.compile(r"\b(?:phat|gui)(?:\s+ra)?\b")
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
        """Whether what is printed is the computed share rounded half up to as many decimals; 100% is all of it."""
        return self.computed is None or is_printed(self.computed, self.stated)

    @property
    def is_cut(self) -> bool:
        """Whether the decimals were cut off instead of rounded: 52,82 told as 52."""
        return not self.is_right and _cut(self.computed, self.stated.decimals) == self.stated.value

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(one for one in (self.part, self.total, self.stated) if one is not None)


def is_printed(value: Decimal, stated: Figure) -> bool:
    """Whether a percentage is a value as it is rounded: never 100 of less than all, never 0 of more than nothing."""
    if stated.value in (0, 100) and value != stated.value:
        return False
    return rounded(value, stated.decimals) == stated.value


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _cut(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def shares(
    read: Read, found: Iterable[Sum], links: Iterable[Link], words: Lexicon, before: Iterable[Figure] = ()
) -> list[Share]:
    """Each percentage that is meant as it stands, in order; `before` are the figures of the sentence before."""
    percentages = [one for one in read.figures if one.is_percent and one.role == "figure" and one.bound is None]
    taken: set[int] = set()
    made = [_share(one, read, list(found), list(links), words, taken) for one in percentages]
    return [_of_another(one, [*read.figures, *before], words.declared) for one in made]


def _of_another(one: Share, figures: list[Figure], declared: Declaration) -> Share:
    """A share that does not come out of the total found, but does out of another in the text: of which, is not said."""
    if one.is_right or one.part is None or one.part.over:
        return one
    if _comes_out(one, figures, declared):
        return Share(one.stated, measure=one.measure)
    again = (each for each in figures if each.is_percent and each != one.stated and each.value == one.stated.value)
    if one.part.value == one.total.value and next(again, None):
        return Share(one.stated, measure=one.measure)  # "500 hồ sơ đạt 98% (đúng hạn 500 hồ sơ đạt 98%)"
    if not one.stated.decimals:
        return one
    others = (each for each in figures if each.is_count and each not in (one.part, one.total) and each.value)
    others = (Share(one.stated, one.part, each) for each in others if each.value >= one.part.value)
    return Share(one.stated, measure=one.measure) if any(each.is_right for each in others) else one


def _comes_out(one: Share, figures: list[Figure], declared: Declaration) -> bool:
    """Whether it is the share as it is declared, of parts that stand apart: trực tuyến/(trực tuyến + trực tiếp)."""
    indicator = declared.indicators.get(one.measure)
    if indicator is None:
        return False
    for identity in (each for each in declared.identities.values() if each.total in indicator.denominator):
        told = [[each for each in figures if each.measure == key and each.is_count] for key in identity.parts]
        total = sum(found[0].value for found in told if found)
        if all(len(found) == 1 for found in told) and total and is_printed(one.part.value * 100 / total, one.stated):
            return True
    return False


def _share(stated: Figure, read: Read, found: list[Sum], links: list[Link], words: Lexicon, taken: set[int]) -> Share:
    if ratio := _ratio(stated, read, taken):
        taken.add(ratio[0].start)
        return Share(stated, *ratio, stated.measure or words.share_of.get(ratio[0].measure))
    part = _named_part(stated, read, words) or _part(stated, read)
    if part and (total := _total_behind(stated, part, read)):
        return Share(stated, part, total, stated.measure or words.share_of.get(part.measure))
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
            or _is_of_another(between, read.bare[: part.end], read.bare[total.end : stated.start])
            or (first > at and not re.match(r"[\s,]*(?:\(|=|tuong|hay|voi|dat|la|ung)", between))
        )
        if part.over and part.start not in taken and not apart and total.value and part.value <= total.value * 10:
            return part, total
    return None


def _is_of_another(between: str, before: str, words: str) -> bool:
    """Whether a percentage has a label of its own, of other things: 12/12 kỳ, tỷ lệ tham dự 95%."""
    label = _OWN_LABEL.search(between)
    if label is None:
        return False
    other = [word for word in label[1].split() if word not in ("ho", "so", "nay", "ty", "le")]
    told = f"{before} {words[: label.start()]}".split()
    return bool(other) and not any(word.strip(",;:()") in other for word in told)


def _total_behind(stated: Figure, part: Figure, read: Read) -> Figure | None:
    """The total that follows a percentage: 410 hồ sơ, chiếm 54,52% tổng số hồ sơ đã giải quyết (752 hồ sơ)."""
    behind = next((one for one in read.figures if one.start > stated.end), None)
    if behind is None or not behind.is_count or behind.value < part.value or not behind.value:
        return None
    return behind if _OF_TOTAL.fullmatch(read.bare, stated.end, behind.start) else None


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
    if part.measure == _BALLOTS:
        told += [one for one in read.figures if one.end <= part.start and _is_issued(one, read)]
    for one in read.figures:
        if one.is_count and one.end <= part.start and _is_whole_of(one.measure, part.measure, declared):
            told.append(one)
    told = list(dict.fromkeys(one for one in told if one != part and one.value))
    return told or _received_and_resolved(part, read)


def _is_issued(one: Figure, read: Read) -> bool:
    """Whether it is how many ballots went out: phát ra 300, thu về 290 phiếu."""
    clause = read.bare[: one.start].rpartition(",")[2]
    return one.role == "changed" and one.unit in ("ballots", None) and _ISSUED.search(clause) is not None


def _received_and_resolved(part: Figure, read: Read) -> list[Figure]:
    """What was received and resolved in one, as the total of what was resolved in time or late."""
    if part.measure not in _OUTCOMES:
        return []
    wholes = [one for one in read.figures if one.is_count and one.measure == "received_total" and one.end <= part.start]
    own = [one for one in wholes if re.search(r"tiep nhan(?: va|,) giai quyet[^0-9]*$", read.bare[: one.start])]
    return own[-1:]


def _is_whole_of(total: str | None, part: str | None, declared) -> bool:
    """Whether one measure is declared to hold the other: by an identity, or as denominator of an indicator."""
    if total is None or part is None:
        return False
    if any(one.total == total and part in one.parts for one in declared.identities.values()):
        return True
    return any(total in one.denominator and part in one.numerator for one in declared.indicators.values())
