"""The figures of a sentence → totals with their parts: by the words between ("trong đó"), by what is declared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reform.claims.figures import DIRECT, POSTAL, Figure, Read
from reform.claims.letters import phrase
from reform.claims.openings import Opening, openings
from reform.declared import Declaration, Identity

# What a report leaves out where there is none of it.
UNSAID = frozenset(("resolved_overdue", "pending_overdue", "carried_over", "survey_dissatisfied"))
_COUNTED = ("dossiers", "ballots")
_ISSUED, _CAME_BACK = re.compile(r"\b(?:phat|gui)\b"), re.compile(r"\b(?:thu|nhan)\b")
_GOES_ON = re.compile(
    r"\s*(?:ho so|hs|phieu)?\s*(?:,|;|va)\s*(?:so )?(?:ho so |qua |nop |hs )*[a-z]+ [a-z]+(?: cong ich)?:?\s*"
)


@dataclass(frozen=True)
class Sum:
    """A total with its parts, in their order; `total_of` is the total's measure where its parts tell it.

    `is_told`: the words say that these are its parts. `is_whole`: that they are all of them.
    """

    total: Figure
    parts: tuple[Figure, ...]
    is_told: bool
    is_whole: bool
    total_of: str | None = None

    @property
    def added(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """What the parts lack; negative where they are more than the total."""
        return self.total.value - self.added

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Link:
    """A figure that the words call a part of another, alone or with others."""

    total: Figure
    part: Figure


def sums(read: Read, declared: Declaration) -> tuple[list[Sum], list[Link]]:
    """The sums of a sentence that can be checked, and every part with its total."""
    counts = [one for one in read.figures if _may_count(one, read) and not one.over and not _is_under(one, read)]
    found: list[Sum] = list(_part_above(read))
    links: list[Link] = []
    open_: list[Sum] = []
    taken: set[int] = set()
    for opening in sorted(openings(read, counts, declared), key=lambda one: (one.is_weak, -one.depth, -one.at)):
        parts = _parts(opening, counts, taken, declared)
        if not parts or (opening.is_weak and any(made.total == opening.total for made in found)):
            continue
        if not opening.is_weak:
            links += [Link(opening.total, part) for part in parts]
        parts += _lacking(opening, parts, counts)
        made = _told(opening, parts, declared, read)
        if made and made.gap == 0 and _is_followed(made, counts, read):
            open_.append(made)
            continue  # what comes next is a part, too, or inside one of them: which, is not said
        if made:
            found.append(made)
        if made or not opening.is_weak:
            taken.update(part.start for part in parts)
    found += [one for one in _declared(counts, found, declared) if not any(_is_same(one, other) for other in open_)]
    return found, links


def _is_same(one: Sum, other: Sum) -> bool:
    return one.total == other.total and set(one.parts) <= set(other.parts)


def _may_count(one: Figure, read: Read) -> bool:
    """Whether it may be a total or a part: ballots that went out are a total where none are said to have come back."""
    if one.is_count:
        return True
    clause = read.bare[: one.start].rpartition(",")[2]
    is_issued = one.role == "changed" and one.unit == "ballots" and _ISSUED.search(clause) is not None
    return is_issued and not _CAME_BACK.search(read.bare)


def _part_above(read: Read) -> Iterator[Sum]:
    """A part that is more than the total behind its stroke, where no percentage says so: 860/852 hồ sơ."""
    if any(one.is_percent for one in read.figures):
        return
    for part, total in pairwise(read.figures):
        of_dossiers = part.unit in _COUNTED and total.unit in (part.unit, None)
        if part.over and part.measure and part.is_count and of_dossiers and part.value > total.value:
            yield Sum(total, (part,), True, False)


def _is_followed(made: Sum, counts: list[Figure], read: Read) -> bool:
    """Whether a count that has no other meaning goes on the list of parts that make up the total already."""
    last, total = made.parts[-1], made.total
    later = next((one for one in counts if one.start > last.start and one.depth == last.depth), None)
    if later is None or not later.value or made.total_of is None or last.start < total.start:
        return False
    known = {None, *(one.measure for one in made.parts)}
    between = read.bare[last.end : later.start]
    return later.measure in known and not later.is_narrow and _GOES_ON.fullmatch(between) is not None


def _is_under(one: Figure, read: Read) -> bool:
    """Whether it stands under a stroke: the 852 of 450/852."""
    before = [other for other in read.figures if other.end <= one.start]
    return bool(before) and before[-1].over


# ── By the words between ──────────────────────────────────────────────────────


def _parts(opening: Opening, counts: list[Figure], taken: set[int], declared: Declaration) -> list[Figure]:
    """The figures behind an opening that may be its parts, until they make up the total or speak of something else."""
    total, found, added = opening.total, [], Decimal(0)
    open_to = [one for one in declared.identities.values() if total.measure in (None, one.total)]
    for one in counts:
        if not opening.at <= one.start < opening.end or one.depth != opening.depth or one.start in taken:
            continue
        if one.unit and total.unit and one.unit != total.unit:
            continue
        is_made = len(found) > 1 and added == total.value
        if is_made and one.value and not _is_of_them(one, found, declared):
            break
        if one.measure and found and _is_below(one.measure, found, declared):
            continue
        if one.measure and not one.is_narrow:
            fitting = [each for each in open_to if one.measure in each.parts]
            if total.measure and not fitting and not _is_dimension(one.measure, declared, total.measure):
                break
            if not fitting and not any(each.measure for each in found):
                fitting = [each for each in declared.identities.values() if one.measure in each.parts]
            if fitting:
                open_to = fitting
            elif found and any(each.measure for each in found):
                break
        if any(each.measure == one.measure for each in found if one.measure and not one.is_narrow):
            break
        found.append(one)
        added += one.value
    return found


def _lacking(opening: Opening, parts: list[Figure], counts: list[Figure]) -> list[Figure]:
    """The next figure where it is what the parts lack, or what came by post beside what came directly."""
    gap = opening.total.value - sum(one.value for one in parts)
    scope = (one for one in counts if parts[-1].end <= one.start < opening.end and one.depth == opening.depth)
    following = next((one for one in scope if one.start >= opening.at), None)
    if len(parts) < 2 or gap <= 0 or following is None or following.unit != parts[-1].unit:
        return []
    by_post = following.measure == POSTAL and parts[-1].measure == DIRECT
    return [following] if by_post and not following.is_narrow else []


def _is_of_them(one: Figure, found: list[Figure], declared: Declaration) -> bool:
    """Whether a figure is a declared part like those found, though they make up the total without it."""
    known = _identity([*found, one], declared)
    return known is not None and one.measure not in {each.measure for each in found}


_HEADS = frozenset(("received_total", "resolved_total", "pending_total", "survey_ballots"))


def _is_dimension(measure: str, declared: Declaration, total: str) -> bool:
    """Whether a measure may be a part of a total it has no identity with: tiếp nhận 5, trong đó 5 đúng hạn."""
    if measure in _HEADS:
        return False
    return declared.measures[measure].unit == declared.measures[total].unit


def _is_below(measure: str, found: list[Figure], declared: Declaration) -> bool:
    """Whether it is a part of one of the figures found already: 1.058, trực tuyến 1.049."""
    known = {one.measure for one in found}
    return any(one.total in known and measure in one.parts for one in declared.identities.values())


def _told(opening: Opening, parts: list[Figure], declared: Declaration, read: Read) -> Sum | None:
    """The sum where it can be checked: of declared parts, of all parts, or where it comes out."""
    known = _identity(parts, declared)
    if opening.total.role != "figure" and sum(one.value for one in parts) < opening.total.value:
        return None  # fewer came back than went out
    made = Sum(opening.total, tuple(parts), not opening.is_weak, opening.is_all, known.total if known else None)
    if len(parts) == 1:
        above = parts[0].value > opening.total.value and not opening.is_weak
        return made if above and _may_exceed(parts[0], opening) else None
    if made.gap == 0:
        return made
    if opening.is_weak:
        return made if known and _covers(known, parts) else None
    if known:
        return made if _covers(known, parts) or made.gap < 0 else None
    rest = any(phrase(word).search(read.bare, opening.at, opening.end) for word in declared.claims["rest"])
    if not _is_split(opening, parts, read, rest):
        return None
    if made.gap < 0:
        return made
    if opening.is_some and not rest:
        return None
    return made if opening.is_all or rest or _is_near(made) else None


# Words of what one and the same thing may be beside others: parts that carry them overlap
_OVERLAPS = re.compile(
    r"\b(?:nu|dang vien|trinh do|dai hoc|thac si|do tuoi|lao dong|tham quyen|lien thong|toan trinh|truc tuyen|ra soat"
    r"|khen|ho ngheo|can ngheo|chinh sach|dan toc|cao tuoi|tre em|ton giao|doan vien|hoi vien|kich hoat|so hoa"
    r"|cong khai)\b"
)


_BY_HAND = re.compile(r"\bhanh chinh\b")  # "hồ sơ hành chính" beside the online ones: those that came on paper


def _is_split(opening: Opening, parts: list[Figure], read: Read, rest: bool) -> bool:
    """Whether parts of no declared total are told as parts of one kind, so that they may be added up.

    `rest`: the last is told as what remains.
    """
    text, figures = read.bare[opening.at : opening.end], [opening.total, *parts]
    mixed = len({one.measure is None for one in parts}) > 1
    remains = rest and all(one.unit == opening.total.unit for one in parts) and opening.total.unit is not None
    if _OVERLAPS.search(text) or (mixed and not remains and not (len(parts) == 2 and _BY_HAND.search(text))):
        return False
    nouns = {one.unit or _noun(one, read) for one in figures}
    return len(nouns - {None}) <= 1


def _noun(one: Figure, read: Read) -> str | None:
    """The first word behind a number, which says what is counted."""
    found = re.match(r"\s+([a-z]+)", read.bare[one.end :])
    return found[1] if found and found[1] not in ("va", "trong", "tren") else None


def _may_exceed(part: Figure, opening: Opening) -> bool:
    return part.unit == opening.total.unit or part.unit is None


def _is_near(made: Sum) -> bool:
    """Whether what is missing is rather a slip than parts left out: less than a hundredth of the total."""
    return abs(made.gap) * 100 < made.total.value


def _identity(parts: Iterable[Figure], declared: Declaration) -> Identity | None:
    """The identity whose parts these are, the one with fewest others."""
    keys = {one.measure for one in parts}
    keys -= {POSTAL} if DIRECT in keys else set()  # told beside it, it is declared as one with it
    fitting = [one for one in declared.identities.values() if None not in keys and keys <= set(one.parts)]
    return min(fitting, key=lambda one: len(one.parts), default=None)


def covering(parts: list[Figure], declared: Declaration) -> Identity | None:
    """The identity of which these figures are parts, with all that a report may not leave out."""
    known = _identity(parts, declared) if len(parts) > 1 else None
    return known if known and _covers(known, parts) else None


def _covers(identity: Identity, parts: Iterable[Figure]) -> bool:
    """Whether only those are missing that a report leaves out where there are none."""
    said = {one.measure for one in parts}
    missing = set(identity.parts) - said
    if {"resolved_on_time", "resolved_overdue"} <= said:  # "đúng hạn" beside "quá hạn" holds what was early
        missing -= {"resolved_early"}
    return len(said) > 1 and missing <= UNSAID


# ── By what is declared ───────────────────────────────────────────────────────


def _declared(counts: list[Figure], found: list[Sum], declared: Declaration) -> Iterator[Sum]:
    """The identities whose total and parts a sentence names without saying that they are parts."""
    told = {(part.start, one.total.start) for one in found for part in one.parts}
    by_measure: dict[str, list[Figure]] = {}
    for one in counts:
        if one.measure and not one.is_narrow and one.period == counts[0].period:
            by_measure.setdefault(one.measure, []).append(one)
    single = {key: ones[0] for key, ones in by_measure.items() if len(ones) == 1}
    summed = {one.total.start for one in found}
    for identity in declared.identities.values():
        parts = [single[key] for key in identity.parts if key in single]
        total = single.get(identity.total)
        if total is None or len(parts) < 2 or any((part.start, total.start) in told for part in parts):
            continue
        if total.start in summed and identity.relation != "equals":
            continue
        made = Sum(total, tuple(parts), False, False, identity.total)
        inside = {part for one in found if one.total == total for part in one.parts}
        others = {one.value for one in counts if one not in made.figures and one not in inside}
        complete = set(identity.parts) <= set(single) and identity.relation == "equals"
        if made.gap and any(part in one.parts and one.total != total for one in found for part in parts):
            continue  # they make up another total
        # What is missing may stand beside: dossiers handed back, those carried over from before.
        if made.gap == 0 or ((made.gap < 0 or complete) and abs(made.gap) not in others):
            summed.add(total.start)
            told |= {(part.start, total.start) for part in parts}
            yield made
