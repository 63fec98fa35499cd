"""What is found in one sentence: a sum, a percentage or a figure with its verdict and what is to say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from reform.claims.cited import Cited
from reform.claims.figures import Figure, Read
from reform.claims.shares import Share, rounded
from reform.claims.stored import Stored, agrees
from reform.claims.sums import Sum
from reform.claims.text import Sentence
from reform.claims.times import UNKNOWN

VERDICTS = ("inconsistent", "differs", "no_data", "match")  # the worst first
KINDS = ("sum", "percentage", "figure", "document")
_FULL = Decimal(100)

Note = tuple[str, Mapping[str, Any]]  # a code of data/text, claims.note, with its facts


@dataclass(frozen=True)
class Finding:
    """One thing found: `numbers` in the order they stand in, `stored` what is recorded of each (None: nothing).

    `marks` are their spans in the sentence, `notes` what is to say, `measure` what the first is, `at` its place;
    `rows` of what stands in a table: the table's number, its first and its last row.
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
    rows: tuple[int, int, int] | None = None

    @property
    def sort(self) -> tuple:
        """The worst first, then as they stand in the report."""
        return VERDICTS.index(self.verdict), self.at


@dataclass(frozen=True)
class Found:
    """What one sentence holds; of one that tells a table also its number, and where each figure stands → its row,
    or the one `row` that it stands in. `is_apart`: under the heading of a field or a plan."""

    number: int
    read: Read
    sums: list[Sum]
    shares: list[Share]
    cited: list[Cited]
    table: int | None = None
    rows: Mapping[int, int] = field(default_factory=dict)
    row: int | None = None
    is_apart: bool = False

    def rows_of(self, marks: Iterable[tuple[int, int]]) -> tuple[int, int, int] | None:
        """(table, first row, last row) of the figures at some places; None in prose."""
        if self.row:
            return self.table, self.row, self.row
        found = sorted(self.rows[start] for start, _ in marks if start in self.rows)
        return (self.table, found[0], found[-1]) if self.table and found else None

    @property
    def sentence(self) -> Sentence:
        return self.read.sentence


def is_plain(figure: Figure) -> bool:
    """Whether it is meant as it stands, of the whole unit, at a time that is known."""
    return figure.role == "figure" and not figure.is_narrow and not figure.is_apart and figure.period != UNKNOWN


# ── Sums ──────────────────────────────────────────────────────────────────────


def joined(found: list[Sum]) -> list[list[Sum]]:
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


def sum_found(one: Found, group: list[Sum], stored: Stored) -> Finding:
    group = sorted(group, key=lambda made: (made.total.start, made.parts[0].start))
    figures = sorted(
        {figure.start: figure for made in group for figure in made.figures}.values(), key=lambda each: each.start
    )
    told = {made.total.start: made.total_of for made in group}
    figures = [with_measure(each, told.get(each.start)) for each in figures]
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


def with_measure(one: Figure, measure: str | None) -> Figure:
    """A total without words of its own is what its parts make up."""
    if one.measure or measure is None:
        return one
    return replace(one, measure=measure)


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


def percentage_found(one: Found, share: Share, stored: Stored) -> Finding | None:
    stated = with_measure(share.stated, share.measure)
    figures = sorted({each.start: each for each in (*share.figures,)}.values(), key=lambda each: each.start)
    pair = stored.of(stated)
    notes = [note for note in (_computed(share), _impossible(one, share)) if note]
    wrong = any(code not in ("share_right",) for code, _ in notes)
    if pair:
        notes.append(_against(stated, pair))
    elif stated.measure and is_plain(stated) and not notes and not stored.holds(stated):
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


def _impossible(one: Found, share: Share) -> Note | None:
    """More than all of something: never of a plan, never of growth, which are no shares."""
    if share.part is not None and share.part.value > share.total.value:
        return "part_above_total", {"part": share.part.value, "total": share.total.value}
    named = share.measure is not None or "ty le" in one.read.folded[: share.stated.start]
    return (
        ("above_all", {"stated": share.stated.value, "decimals": share.stated.decimals})
        if named and share.stated.value > _FULL
        else None
    )


def figure_found(one: Found, figure: Figure, stored: Stored) -> Finding:
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
