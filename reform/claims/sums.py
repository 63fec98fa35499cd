"""The figures of a sentence → totals with their parts: by the words between ("trong đó"), by what is declared."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reform.claims.figures import Figure, Read
from reform.claims.letters import depth, phrase
from reform.declared import Declaration, Identity

# What a report leaves out where there is none of it.
UNSAID = frozenset(("resolved_overdue", "pending_overdue", "carried_over", "survey_dissatisfied"))
_REACH = 60  # letters between a total and the colon that opens its parts


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


@dataclass(frozen=True)
class _Opening:
    """What opens the parts of a total: from where to where they stand, inside so many brackets."""

    at: int
    end: int
    depth: int
    total: Figure
    is_all: bool
    is_some: bool
    is_weak: bool = False


def sums(read: Read, declared: Declaration) -> tuple[list[Sum], list[Link]]:
    """The sums of a sentence that can be checked, and every part with its total."""
    counts = [one for one in read.figures if one.is_count and not one.over and not _is_under(one, read)]
    found: list[Sum] = []
    links: list[Link] = []
    taken: set[int] = set()
    for opening in sorted(_openings(read, counts, declared), key=lambda one: (one.is_weak, -one.depth, -one.at)):
        parts = _parts(opening, counts, taken, declared)
        if not parts:
            continue
        if not opening.is_weak:
            links += [Link(opening.total, part) for part in parts]
        made = _told(opening, parts, declared, read)
        if made:
            found.append(made)
        if made or not opening.is_weak:
            taken.update(part.start for part in parts)
    found += _declared(counts, found, declared)
    return found, links


def _is_under(one: Figure, read: Read) -> bool:
    """Whether it stands under a stroke: the 852 of 450/852."""
    before = [other for other in read.figures if other.end <= one.start]
    return bool(before) and before[-1].over


# ── By the words between ──────────────────────────────────────────────────────


def _openings(read: Read, counts: list[Figure], declared: Declaration) -> Iterator[_Opening]:
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
                yield _Opening(match.end(), end, depth(text, match.start()), total, words in claims["all_parts"], some)
    for total in counts:  # "Trong 600 hồ sơ có 560 hồ sơ …"
        if re.search(r"\btrong(?: tong)?(?: so)?\s*$", text[: total.start]):
            end = _end_of_scope(text, total.end)
            yield _Opening(total.end, end, total.depth, total, False, True)
    for match in re.finditer(r"\(", text):
        if total := _right_before(counts, match.start(), text):
            yield _Opening(match.end(), _end_of_scope(text, match.end()), depth(text, match.end()), total, False, False)
    for match in re.finditer(r":(?=\s)", text):
        total = _before(counts, match.start(), text)
        if total and match.start() - total.end <= _REACH and not _is_label(match.start(), total, text):
            end = _end_of_scope(text, match.end())
            yield _Opening(match.end(), end, depth(text, match.start()), total, False, False, is_weak=True)


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


def _parts(opening: _Opening, counts: list[Figure], taken: set[int], declared: Declaration) -> list[Figure]:
    """The figures behind an opening that may be its parts, until they make up the total or speak of something else."""
    total, found, added = opening.total, [], Decimal(0)
    open_to = [one for one in declared.identities.values() if total.measure in (None, one.total)]
    for one in counts:
        if not opening.at <= one.start < opening.end or one.depth != opening.depth or one.start in taken:
            continue
        if one.unit and total.unit and one.unit != total.unit:
            continue
        if found and added == total.value and len(found) > 1 and one.value:
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


def _told(opening: _Opening, parts: list[Figure], declared: Declaration, read: Read) -> Sum | None:
    """The sum where it can be checked: of declared parts, of all parts, or where it comes out."""
    known = _identity(parts, declared)
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
    if made.gap < 0:
        return made
    rest = any(phrase(word).search(read.bare, opening.at, opening.end) for word in declared.claims["rest"])
    if opening.is_some and not rest:
        return None
    return made if opening.is_all or rest or _is_near(made) else None


def _may_exceed(part: Figure, opening: _Opening) -> bool:
    return part.unit == opening.total.unit or part.unit is None


def _is_near(made: Sum) -> bool:
    """Whether what is missing is rather a slip than parts left out: less than a hundredth of the total."""
    return abs(made.gap) * 100 < made.total.value


def _identity(parts: Iterable[Figure], declared: Declaration) -> Identity | None:
    """The identity whose parts these are, the one with fewest others."""
    keys = {one.measure for one in parts}
    fitting = [one for one in declared.identities.values() if None not in keys and keys <= set(one.parts)]
    return min(fitting, key=lambda one: len(one.parts), default=None)


def _covers(identity: Identity, parts: Iterable[Figure]) -> bool:
    """Whether only those are missing that a report leaves out where there are none."""
    return len(list(parts)) > 1 and set(identity.parts) - {one.measure for one in parts} <= UNSAID


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
