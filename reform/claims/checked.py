"""A report → its findings: sums, percentages, figures, documents, each with its sentence and what is to say of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reform.claims.cited import Cited, cited_in, listed
from reform.claims.figures import Figure, Read, read_figures
from reform.claims.letters import plain
from reform.claims.meaning import UNKNOWN
from reform.claims.shares import Share, rounded, shares
from reform.claims.stored import Stored, agrees
from reform.claims.sums import Sum, sums
from reform.claims.text import Sentence, sentences
from reform.claims.words import Lexicon, lexicon
from reform.declared import Declaration

VERDICTS = ("inconsistent", "differs", "no_data", "match")  # the worst first
KINDS = ("sum", "percentage", "figure", "document")
_FULL = Decimal(100)

Note = tuple[str, Mapping[str, Any]]  # a code of data/text, claims.note, with its facts


@dataclass(frozen=True)
class Finding:
    """One thing found: `numbers` in the order they stand in, `stored` what is recorded of each (None: nothing).

    `marks` are their spans in the sentence, `notes` what is to say, `measure` what the first is, `at` its place.
    """

    kind: str
    sentence: str
    verdict: str
    notes: tuple[Note, ...]
    at: tuple[int, int]
    numbers: tuple[Decimal, ...] = ()
    stored: tuple[Decimal | None, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    measure: str | None = None
    cited: Cited | None = field(default=None, hash=False)

    @property
    def sort(self) -> tuple:
        """The worst first, then as they stand in the report."""
        return VERDICTS.index(self.verdict), self.at


@dataclass(frozen=True)
class _Found:
    """What one sentence holds."""

    number: int
    read: Read
    sums: list[Sum]
    shares: list[Share]
    cited: list[Cited]

    @property
    def sentence(self) -> Sentence:
        return self.read.sentence


def check(lines: Iterable[str], declared: Declaration, stored: Stored | None = None) -> list[Finding]:
    """The findings of a report's paragraphs in their order, held against what is `stored`."""
    held, words = stored or Stored(), lexicon(declared)
    found = [_found(number, one, words) for number, one in enumerate(sentences(lines))]
    findings: list[Finding] = []
    for one in found:
        elsewhere = _names(one.read.folded, held.others)
        findings += _of_sentence(one, Stored() if elsewhere else held, elsewhere)
    findings += _documents(found)
    findings += _said_twice([one for one in found if not _names(one.read.folded, held.others)], held)
    return sorted(findings, key=lambda one: (one.at, KINDS.index(one.kind)))


def _found(number: int, sentence: Sentence, words: Lexicon) -> _Found:
    cited = cited_in(sentence)
    read = read_figures(sentence, cited, words)
    made, links = sums(read, words.declared)
    return _Found(number, read, made, shares(read, made, links, words), cited)


def _names(folded: str, others: Iterable[str]) -> bool:
    """Whether a sentence names another unit of the locality."""
    return any(plain(name) in folded for name in others)


def _of_sentence(one: _Found, stored: Stored, elsewhere: bool) -> Iterator[Finding]:
    summed: set[int] = set()
    for group in _joined(one.sums):
        summed |= {figure.start for made in group for figure in made.figures}
        yield _sum(one, group, stored)
    for share in one.shares:
        if finding := _percentage(one, share, stored):
            yield finding
    for figure in one.read.figures:
        free = figure.start not in summed and _is_plain(figure) and not elsewhere
        if figure.measure and free and (not figure.is_percent or figure.bound):
            yield _figure(one, figure, stored)


def _is_plain(figure: Figure) -> bool:
    """Whether it is meant as it stands, of the whole unit, at a time that is known."""
    return figure.role == "figure" and not figure.is_narrow and figure.period != UNKNOWN


# ── Sums ──────────────────────────────────────────────────────────────────────


def _joined(found: list[Sum]) -> list[list[Sum]]:
    """Sums that share a figure are one finding: 1.059 = 1.058 + 1, of which 1.058 = 1.049 + 9."""
    groups: list[list[Sum]] = []
    for one in found:
        own = {figure.start for figure in one.figures}
        touching = [
            group for group in groups if any(own & {figure.start for figure in other.figures} for other in group)
        ]
        groups = [group for group in groups if group not in touching] + [
            [*(each for group in touching for each in group), one]
        ]
    return groups


def _sum(one: _Found, group: list[Sum], stored: Stored) -> Finding:
    group = sorted(group, key=lambda made: (made.total.start, made.parts[0].start))
    figures = sorted(
        {figure.start: figure for made in group for figure in made.figures}.values(), key=lambda each: each.start
    )
    told = {made.total.start: made.total_of for made in group}
    figures = [_with_measure(each, told.get(each.start)) for each in figures]
    notes = [_balance(made) for made in group]
    held = [stored.of(each) for each in figures]
    notes += [_against(each, pair) for each, pair in zip(figures, held, strict=True) if pair]
    wrong = any(made.gap != 0 for made in group)
    differs = any(pair and not agrees(each, pair[1]) for each, pair in zip(figures, held, strict=True))
    return Finding(
        kind="sum",
        sentence=one.sentence.text,
        verdict="inconsistent" if wrong else "differs" if differs else "match",
        notes=tuple(notes),
        at=(one.number, figures[0].start),
        numbers=tuple(each.value for each in figures),
        stored=tuple(pair and pair[1] for pair in held),
        marks=tuple((each.start, each.end) for each in figures),
        measure=figures[0].measure,
    )


def _with_measure(one: Figure, measure: str | None) -> Figure:
    """A total without words of its own is what its parts make up."""
    if one.measure or measure is None:
        return one
    return Figure(**{**one.__dict__, "measure": measure})


def _balance(made: Sum) -> Note:
    facts = {"total": made.total.value, "parts": [part.value for part in made.parts], "added": made.added}
    if made.gap == 0:
        return "adds_up", facts
    if len(made.parts) == 1:
        return "part_above_total", {"part": made.parts[0].value, "total": made.total.value}
    return ("parts_lack" if made.gap > 0 else "parts_exceed"), facts | {"gap": abs(made.gap)}


def _against(one: Figure, pair: tuple[str, Decimal]) -> Note:
    """What is recorded of a figure: the same, or both values."""
    measure, value = pair
    facts = {
        "measure": measure,
        "said": one.value,
        "stored": value,
        "percent": one.is_percent,
        "decimals": one.decimals,
    }
    return ("same" if agrees(one, value) else "other"), facts


# ── Percentages and figures ───────────────────────────────────────────────────


def _percentage(one: _Found, share: Share, stored: Stored) -> Finding | None:
    stated = _with_measure(share.stated, share.measure)
    figures = sorted({each.start: each for each in (*share.figures,)}.values(), key=lambda each: each.start)
    pair = stored.of(stated)
    notes = [note for note in (_computed(share), _impossible(one, share)) if note]
    wrong = any(code not in ("share_right",) for code, _ in notes)
    if pair:
        notes.append(_against(stated, pair))
    elif stated.measure and _is_plain(stated) and not notes:
        notes.append(("nothing_stored", {"measure": stated.measure}))
    if not notes:
        return None
    differs = pair is not None and not agrees(stated, pair[1])
    known = "match" if pair or share.computed is not None else "no_data"
    return Finding(
        kind="percentage",
        sentence=one.sentence.text,
        verdict="inconsistent" if wrong else "differs" if differs else known,
        notes=tuple(notes),
        at=(one.number, stated.start),
        numbers=tuple(each.value for each in figures),
        stored=tuple(pair and pair[1] if each.start == stated.start else None for each in figures),
        marks=tuple((each.start, each.end) for each in figures),
        measure=stated.measure,
    )


def _computed(share: Share) -> Note | None:
    if share.computed is None:
        return None
    facts = {"part": share.part.value, "total": share.total.value, "stated": share.stated.value}
    facts |= {"decimals": share.stated.decimals, "computed": share.computed}
    facts["rounded"] = rounded(share.computed, share.stated.decimals)
    if share.is_right:
        return "share_right", facts
    return ("share_cut" if share.is_cut else "share_wrong"), facts


def _impossible(one: _Found, share: Share) -> Note | None:
    """More than all of something: never of a plan, never of growth, which are no shares."""
    if share.part is not None and share.part.value > share.total.value:
        return "part_above_total", {"part": share.part.value, "total": share.total.value}
    named = share.measure is not None or "ty le" in one.read.folded[: share.stated.start]
    return (
        ("above_all", {"stated": share.stated.value, "decimals": share.stated.decimals})
        if named and share.stated.value > _FULL
        else None
    )


def _figure(one: _Found, figure: Figure, stored: Stored) -> Finding:
    pair = stored.of(figure)
    note = _against(figure, pair) if pair else ("nothing_stored", {"measure": figure.measure})
    return Finding(
        kind="percentage" if figure.is_percent else "figure",
        sentence=one.sentence.text,
        verdict="no_data" if pair is None else "match" if agrees(figure, pair[1]) else "differs",
        notes=(note,),
        at=(one.number, figure.start),
        numbers=(figure.value,),
        stored=(pair and pair[1],),
        marks=((figure.start, figure.end),),
        measure=figure.measure,
    )


# ── The whole report ──────────────────────────────────────────────────────────


def _said_twice(found: list[_Found], stored: Stored) -> Iterator[Finding]:
    """The same figure told otherwise in a later sentence, of the same time."""
    said: dict[tuple, list[tuple[_Found, Figure]]] = defaultdict(list)
    for one in found:
        for figure in _plain_figures(one):
            said[figure.measure, figure.period or stored.period].append((one, figure))
    for (measure, period), places in said.items():
        values = {
            figure.value
            for key, others in said.items()
            if key[1] == period
            for _, figure in others
            if key[0] == "received_new"
        }
        first, seen = places[0], [places[0][1]]
        for one, figure in places[1:]:
            fits = any(_same(figure, other) for other in seen) or (
                measure == "received_total" and figure.value in values
            )
            if fits or one.number == first[0].number:
                continue
            seen.append(figure)
            yield _clash(first, (one, figure))


def _plain_figures(one: _Found) -> Iterator[Figure]:
    """The figures that mean what they name: of the unit as a whole, at the time of the report; each measure once."""
    told = {made.total.start: made.total_of for made in one.sums}
    shared = {share.stated.start: share.measure for share in one.shares}
    seen: dict[str, int] = defaultdict(int)
    figures = [_with_measure(each, told.get(each.start) or shared.get(each.start)) for each in one.read.figures]
    for each in figures:
        seen[each.measure or ""] += 1
    for each in figures:
        if each.measure and each.bound is None and _is_plain(each) and seen[each.measure] == 1:
            yield each


def _same(one: Figure, other: Figure) -> bool:
    """Equal as far as both are printed: 99,5 and 99,53."""
    decimals = min(one.decimals, other.decimals)
    return rounded(one.value, decimals) == rounded(other.value, decimals)


def _clash(first: tuple[_Found, Figure], later: tuple[_Found, Figure]) -> Finding:
    (earlier, said), (one, figure) = first, later
    facts = {"measure": figure.measure, "first": said.value, "second": figure.value, "sentence": earlier.sentence.text}
    facts |= {"percent": figure.is_percent, "decimals": max(said.decimals, figure.decimals)}
    return Finding(
        kind="percentage" if figure.is_percent else "figure",
        sentence=one.sentence.text,
        verdict="inconsistent",
        notes=(("said_twice", facts),),
        at=(one.number, figure.start),
        numbers=(said.value, figure.value),
        stored=(None, None),
        marks=((figure.start, figure.end),),
        measure=figure.measure,
    )


def _documents(found: list[_Found]) -> Iterator[Finding]:
    places = {id(one.sentence): one.number for one in found}
    for one in listed(cited for each in found for cited in each.cited):
        notes = tuple((f"document_{code}", facts) for code, facts in one.faults) or (("document_cited", {}),)
        yield Finding(
            kind="document",
            sentence=one.sentence.text,
            verdict="inconsistent" if one.faults else "match",
            notes=notes,
            at=(places[id(one.sentence)], one.at[0]),
            marks=(one.whole,),
            cited=one,
        )
