"""A sentence → its figures, each with what its words say it counts and how it is meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reform.claims.aside import asides
from reform.claims.cited import Cited
from reform.claims.clear import unclear
from reform.claims.context import Context
from reform.claims.letters import depth, phrase, plain, set_aside
from reform.claims.meaning import SMALL, Meaning, Span
from reform.claims.text import Sentence
from reform.claims.times import without_times
from reform.claims.tokens import Token, tokens, value_of
from reform.claims.words import Lexicon, Named, declared_share
from reform.declared import Declaration

_STOPS = re.compile(r"[;()]|\.(?=\s|$)|\.\.\.|…|\s[-–—+•*]\s")
_STOPS_BEHIND = re.compile(r"[,;:()]|\.(?=\s|$)|…|\s[-–—+•]\s")
_OF_WHICH = re.compile(r"\btrong (?:tong )?so\b[^0-9;:.()]*?\bco\s*$")  # what follows is of it, not it
_LONE_COLON = re.compile(r":\s*$")
_AND = re.compile(r"\bva\b")
_SAID = re.compile(r"\b(?:ty le|muc do|chi so)\b")
_OF_DOSSIERS = re.compile(r"\s*(?:so )?ho so")
_EARLY, _ON_TIME = "resolved_early", "resolved_on_time"
_IN_TIME = "resolved_early_or_on_time"
_ALONE, _BEFORE = re.compile(r"\bdung (?:thoi )?(?:han|hen|gian)\b"), re.compile(r"\b(?:truoc|som)\b")
_TO_ITS_SHARE = re.compile(r"\s*\(\s*")  # đạt 868/993 hồ sơ (87,41%)
DIRECT, POSTAL = "received_direct_postal", "received_postal"
# "Còn 02 hồ sơ quá hạn": of what is still open, or the rest of what was resolved
_STILL = re.compile(r"\b(?:con|ton)(?:\s+(?:ton|lai|co))*\s*(?:[0-9.]+\s*(?:ho so|hs)?\s*)?$")
_SERVICES = re.compile(r"\s*(?:dich vu cong|dvc|dvctt)\b")  # offered, not filed
_OVERDUE = ("pending_overdue", "resolved_overdue")
_NEAR = 40  # letters between "tỷ lệ" and what it is the share of
_UNIT = 8  # letters of a unit that may begin a phrase: hồ sơ trực tuyến


@dataclass(frozen=True)
class Figure:
    """One number of a sentence.

    `measure` is a measure's key, of a percentage an indicator's or a stated measure's; None where the words name none.
    `unit`: dossiers, ballots, percent …, None where it has none. `depth`: inside so many brackets. `role`: figure,
    changed (by how much), planned, earlier (of a time compared with) or rough. `bound`: > ≥ < or ≤. `is_narrow`: of a
    part of the unit's work, or of more than the unit. `period`: the key of the time that its words or a heading name.
    `over`: the number that follows it behind a stroke (450/852). `is_apart`: under the heading of a field or a plan.
    `is_clear`: all words around it are understood. `also`: what else its words may name.
    """

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str | None
    measure: str | None
    depth: int
    role: str = "figure"
    bound: str | None = None
    is_narrow: bool = False
    period: str | None = None
    over: bool = False
    is_apart: bool = False
    is_clear: bool = True
    also: tuple[str, ...] = ()

    @property
    def is_percent(self) -> bool:
        return self.unit == "percent"

    @property
    def is_count(self) -> bool:
        """Whether it may be a total or a part: a whole number that is meant as it stands."""
        return not self.is_percent and self.decimals == 0 and self.role == "figure" and self.bound is None


@dataclass(frozen=True)
class Read:
    """A sentence, its text without accents (`folded`) and without what is no figure (`bare`), its figures in order."""

    sentence: Sentence
    folded: str
    bare: str
    figures: tuple[Figure, ...]


def read_figures(
    sentence: Sentence,
    cited: Iterable[Cited],
    words: Lexicon,
    context: Context | None = None,
    home: str | None = None,
    own: Iterable[str] = (),
) -> Read:
    """The figures of a sentence; the documents it cites and what else is no figure are set aside first.

    `home` is the period of the report, `own` the names of its unit.
    """
    told = set_aside(sentence.text, [one.whole for one in cited])
    masked = plain(told)
    bare = set_aside(masked, asides(masked))
    if not any(map(str.isdigit, bare)):
        return Read(sentence, plain(sentence.text), bare, ())
    figures = tuple(_Reader(told, bare, words, context or Context(), home, own).figures())
    return Read(sentence, plain(sentence.text), bare, in_one_sense(figures))


def in_one_sense(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures; "đúng hạn" not beside "trước hạn" may hold it, "trực tiếp" beside "bưu chính" is less than both."""
    measures = {one.measure for one in figures}
    doubtful = {_ON_TIME} if _EARLY not in measures else set()
    doubtful |= {DIRECT} if POSTAL in measures else set()
    return tuple(replace(one, is_clear=False) if one.measure in doubtful else one for one in figures)


def on_time_alone(label: str, share: str | None, declared: Declaration) -> tuple[str, ...]:
    """What a share in time may be besides, called "đúng hạn" alone in a `plain` label: of what was not early."""
    indicator = declared.indicators.get(share)
    if indicator is None or indicator.numerator != (_IN_TIME,) or not _ALONE.search(label) or _BEFORE.search(label):
        return ()
    return (_ON_TIME,)


class _Reader:
    """One sentence from left to right: what a number's words are depends on what the one before has taken."""

    def __init__(self, told: str, bare: str, words: Lexicon, context: Context, home: str | None, own: Iterable[str]):
        self.bare, self.words, self.claims = bare, words, words.declared.claims
        self.named = _settled(words.named(bare), words, bare)
        self.tokens = list(tokens(bare, words.declared))
        self.meaning = Meaning(told, bare, self.named, self.tokens, words.declared, home)
        self.context = context
        self.blurred = unclear(without_times(bare, self.meaning.times), words.named(bare), own, words.declared)

    def figures(self) -> Iterator[Figure]:
        taken, last = 0, None
        for at, token in enumerate(self.tokens):
            left = self._left(taken, token)
            right = self._right(at + 1 if token.over else at)
            measure, taken = self._measure(token, left, right, taken)
            if self._goes_on(last, token, measure) or (not token.unit and _SERVICES.match(self.bare, token.after)):
                measure = None
            measure = None if self._is_of_total(last, token, measure) else measure
            last = self._figure(token, left, right, measure)
            yield last

    def _goes_on(self, last: Figure | None, token: Token, measure: str | None) -> bool:
        """Whether a bare number counts what the one before counts: 15 phản ánh, đang xử lý 01."""
        measures = self.words.declared.measures
        if last is None or token.unit or measure is None or last.measure not in measures:
            return False
        other = measures[last.measure].unit not in ("dossiers", "percent", measures[measure].unit)
        return other and not re.search(r"[;:.]", self.bare[last.end : token.start])

    def _is_of_total(self, last: Figure | None, token: Token, measure: str | None) -> bool:
        """Whether the words behind a ratio name its total: tỷ lệ quá hạn 9,17% (87/949 hồ sơ đã giải quyết)."""
        share = self.words.declared.indicators.get(last.measure) if last and last.is_percent and token.over else None
        if share is None or measure not in self.words.heads or measure in share.numerator:
            return False
        return _TO_ITS_SHARE.fullmatch(self.bare, last.end, token.start) is not None

    # Which words are a number's own

    def _left(self, taken: int, token: Token) -> Span:
        """The words before a number: behind the last sign that ends something."""
        start, text = taken, self.bare
        for stop in _STOPS.finditer(text, start, token.start):
            start = stop.end()
        if _OF_WHICH.search(text, start, token.start):
            return token.start, token.start
        colon = _LONE_COLON.search(text, start, token.start)
        before = colon.start() if colon else token.start
        for sign in (":", ","):
            place = text.rfind(sign, start, before)
            if place >= 0 and not self._is_inside(place) and SMALL.sub("", text[place + 1 : before]).strip():
                start = place + 1
        return start, token.start

    def _right(self, at: int) -> Span:
        """The words behind a number as far as they may be its own; a label with a colon is the next number's."""
        token, later = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        text, end = self.bare, later.start if later else len(self.bare)
        stops = _STOPS_BEHIND.finditer(text, token.after, end)
        stop = next((one for one in stops if not self._is_inside(one.start())), None)
        last = stop.start() if stop else end
        for words in (*self.claims["parts"], *self.claims["earlier"], *self.claims["changed"]):
            if found := phrase(words).search(text, token.after, last):
                last = found.start()
        if stop and stop[0] == ":" and later and last == stop.start() and not text[stop.end() : later.start].strip():
            return token.after, token.after
        return token.after, last

    def _is_inside(self, place: int) -> bool:
        """Whether a sign stands inside a phrase: "phản ánh, kiến nghị"."""
        return any(one.start < place < one.end for one in self.named)

    # What it counts

    def _measure(self, token: Token, left: Span, right: Span, taken: int) -> tuple[str | None, int]:
        """What a number counts, and how far its words reach: its label, what follows it, or both together."""
        if self.meaning.is_under(token):  # 450/852 hồ sơ trực tuyến: the words are those of the 450
            return None, token.after
        before, behind = self._around(token, left, right)
        if token.unit == "percent":
            before = before or [one for one in self.named if taken <= one.start and one.end <= left[1]]
            before = before or self._before_ratio(token)
            return self._share(token, before, behind), token.after
        own = self._own([one.key for one in before if self._counted(one.key, token)])
        if own and self._counts_another(token, right, behind):
            own = None
        parts = [one for one in behind if one.key not in self.words.heads]
        follows = next(iter(parts or (behind if not before else [])), None)
        if follows and self._may_follow(own, follows, left):
            key = dict(follows.words).get(self.words.groups.get(own)) or follows.key
            return self._counted(key, token), follows.end
        return self._counted(own, token), token.after

    def _before_ratio(self, token: Token) -> list[Named]:
        """The share named before the ratio that a percentage in brackets stands behind."""
        at = self.tokens.index(token)
        if (
            at < 2
            or not self.tokens[at - 2].over
            or not _TO_ITS_SHARE.fullmatch(self.bare, self.tokens[at - 1].after, token.start)
        ):
            return []
        start, end = self._left(self.tokens[at - 3].after if at > 2 else 0, self.tokens[at - 2])
        return [one for one in self.named if one.start >= start and one.end <= end and self.words.is_share(one.key)]

    def _own(self, named: list[str]) -> str | None:
        """The last thing named before a number; of "quá hạn đã giải quyết" the part."""
        if len(named) > 1 and named[-1] in self.words.heads and named[-2] not in self.words.heads:
            group = self.words.groups.get(named[-1])
            return named[-2] if group and self.words.groups.get(named[-2]) == group else named[-1]
        return named[-1] if named else None

    def _around(self, token: Token, left: Span, right: Span) -> tuple[list[Named], list[Named]]:
        """The phrases before a number and behind it; those behind an "và" are the next one's."""
        before = [one for one in self.named if one.start >= left[0] and one.end <= left[1]]
        ands = _AND.search(self.bare, *right)
        reach = ands.start() if ands else right[1]
        start = max(token.end, right[0] - (token.after - token.end or _UNIT))
        return before, [one for one in self.named if start <= one.start < reach and right[0] < one.end <= right[1]]

    def _may_follow(self, own: str | None, follows: Named, left: Span) -> bool:
        """Whether what follows says what is counted: alone, or as a part of what its label names as a whole."""
        if own is None:
            return not self._is_label(left, self.claims["parts"])
        return not self._is_label(left) and own in self.words.heads and follows.key not in self.words.heads

    def _is_label(self, left: Span, openings: Iterable[str] = ()) -> bool:
        """Whether the words before a number end in a colon and name something: not "trong đó:" alone."""
        label = self.bare[slice(*left)]
        for words in openings:
            label = phrase(words).sub(" ", label)
        return _LONE_COLON.search(self.bare, *left) is not None and bool(SMALL.sub("", label).strip(" ,:."))

    def _counts_another(self, token: Token, right: Span, behind: list[Named]) -> bool:
        """Whether the word right behind a number without a unit is what it counts: giải quyết 5 đơn thư."""
        said = re.match(r"\s+([a-z]+)", self.bare[slice(*right)])
        if token.unit or token.over or said is None:
            return False
        small = not SMALL.sub("", said[1]).strip() or said[1] in ("tren", "trong", "ho")
        return not small and not any(one.start <= right[0] + said.start(1) for one in behind)

    def _counted(self, key: str | None, token: Token) -> str | None:
        """The key where it can be a count in that unit: a share is none, ballots count no dossiers."""
        measure = self.words.declared.measures.get(key)
        if measure is None or measure.kind == "stated" or (token.unit and measure.unit != token.unit):
            return None
        if measure.unit == "points" and token.unit is None and "diem" not in self.bare[: token.start]:
            return None  # 228 TTHC are no points
        return key

    def _share(self, token: Token, before: list[Named], behind: list[Named]) -> str | None:
        """The share that a percentage is: named as one, else of what it is a part."""
        shares = (one.key for one in (*reversed(before), *behind) if self.words.is_share(one.key))
        if share := next(shares, None):
            return self._share_of(share, [one.key for one in behind])
        parts = [one for one in (*before[-1:], *behind[:1]) if one.key in self.words.share_of]
        told = any(_SAID.search(self.meaning.folded, max(0, one.start - _NEAR), one.start) for one in parts)
        told |= not before and len(behind) == 1 and _OF_DOSSIERS.match(self.bare, token.after) is not None
        return self.words.share_of[parts[0].key] if parts and told else None

    def _share_of(self, share: str, behind: list[str]) -> str | None:
        """The share of the total that follows it: trực tuyến đạt 85,83% tổng số hồ sơ tiếp nhận."""
        indicators = self.words.declared.indicators
        total = next((key for key in behind if key in self.words.heads), None)
        if total is None or share not in indicators or total in indicators[share].denominator:
            return share
        same = (one.key for one in indicators.values() if one.denominator == (total,))
        return next((key for key in same if indicators[key].numerator == indicators[share].numerator), None)

    # The figure

    def _figure(self, token: Token, left: Span, right: Span, measure: str | None) -> Figure:
        value = value_of(token.written, token.unit in ("dossiers", "ballots", None))
        declared = self.words.declared.measures.get(measure)
        is_percent = token.unit == "percent"
        return Figure(
            start=token.start,
            end=token.after if is_percent else token.end,
            value=value,
            decimals=max(0, -value.as_tuple().exponent),
            unit=token.unit or (declared.unit if declared else self._unit_of_label(left)),
            measure=measure,
            depth=depth(self.bare, token.start),
            role=self.meaning.role(token, right),
            bound=self.meaning.bound(token),
            is_narrow=self.meaning.is_narrow(token, right),
            period=self.meaning.period(token, right) or self.context.period,
            over=token.over,
            is_apart=self.context.is_apart,
            is_clear=self._is_clear(token, left, right),
            also=self._also(token, measure),
        )

    def _also(self, token: Token, measure: str | None) -> tuple[str, ...]:
        """What else the words of a figure may name."""
        if measure in _OVERDUE:
            return _OVERDUE if _STILL.search(self.bare[: token.start]) else ()
        told = [one for one in self.named if one.key == measure and token.unit == "percent"]
        own = next((one for one in reversed(told) if one.end <= token.start), next(iter(told), None))
        return on_time_alone(self.bare[own.start : own.end], measure, self.words.declared) if own else ()

    def _is_clear(self, token: Token, left: Span, right: Span) -> bool:
        """Whether all words up to it and behind it are understood, and its own name one thing."""
        units = [(one.end, one.after) for one in self.tokens]
        reach = right[1] if token is not self.tokens[-1] else len(self.bare)
        if any(at < reach and not any(start <= at < end for start, end in units) for at in self.blurred):
            return False
        return not self._is_several(left, right, token)

    def _is_several(self, left: Span, right: Span, token: Token) -> bool:
        """Whether several things are named: "hài lòng và rất hài lòng", "trực tuyến trước hạn"."""
        later = next((one.start for one in self.tokens if one.start > token.start), None)
        ends = right[1] if right[1] != later else right[0]
        around = [one for one in self.named if left[0] <= one.start and one.end <= ends]
        if any(_AND.search(self.bare, one.end, other.start) for one, other in pairwise(around)):
            return True
        parts = {one.key for one in around if one.key not in self.words.heads}
        wholes = {one.key for one in around} - parts
        if token.unit == "percent":
            return len(parts) > 1
        return len(parts) > 1 or (len(wholes) > 1 and not parts)

    def _unit_of_label(self, left: Span) -> str | None:
        label = self.bare[slice(*left)]
        units = ("dossiers", "ballots")
        return next((key for key in units if any(phrase(name).search(label) for name in self.claims[key])), None)


def _settled(named: list[Named], words: Lexicon, bare: str) -> list[Named]:
    """Each phrase with the measure that it means under the group of headers the sentence is in, or that follows."""
    found, group = [], None
    for at, one in enumerate(named):
        later = named[at + 1] if at + 1 < len(named) else None
        joined = later and later.group and not re.search(r"[^a-z ]", bare[one.end : later.start])
        own = later.group if joined and one.key is None else group
        own = own or ("pending" if _STILL.search(bare[: one.start]) else None)
        key = dict(one.words).get(own) or one.key
        group = one.group or words.groups.get(key, group)
        told = declared_share(words.declared, key) if key else None  # below "đã giải quyết" a share is its stated one
        found.append(Named(one.start, one.end, told or key, one.group, one.words))
    return [one for one in found if one.key]
