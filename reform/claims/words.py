"""The words of a report → what is declared: phrases of measures and indicators, whatever their accents and small slips.

"Trực tiếp và qua dịch vụ bưu chính" is "Trực tiếp, bưu chính": small words between do not count. A word of five letters
or more that is nearly a known one is that one: "trực tuyêm", "giải quyêts".
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from reform.claims.letters import ASIDE, plain
from reform.declared import Declaration
from reform.intake.headers import words_of
from reform.intake.lines import TotalWords

_WORD = re.compile(r"[a-z]+")
_BREAK = re.compile(rf"[;:.()%0-9{ASIDE}\"”“]")
_LINKS = frozenset(
    ["và", "hoặc", "qua", "dịch", "vụ", "được", "đã", "các", "hình", "thức", "là", "bằng", "của", "về", "do"]
)
_SKIPPED = frozenset(map(plain, _LINKS)) | frozenset(["ho", "so", "hs", "tthc", "luong", "theo", "tong", "co", "nop"])
_NOUNS = ("ho", "hs", "so")
_LEAST = 5  # letters of a word that may be written with a slip
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")
# Headers that in a sentence mean too many things
_TOO_SHORT = frozenset(
    ("moi", "tong", "cong", "nguon", "ghi chu", "trong ky", "so phieu", "chu thich", "chung", "diem", "diem so")
)


@dataclass(frozen=True)
class Word:
    """One word of a text as it is known; `is_parted`: a sign or a figure stands between it and the one before,
    `is_listed`: a comma."""

    text: str
    start: int
    end: int
    is_parted: bool
    is_listed: bool


@dataclass(frozen=True)
class Named:
    """A phrase found in a text, from `start` to `end`: `key` of a measure or an indicator, or `group` of headers.

    `words`: group → the measure that the same words mean below it.
    """

    start: int
    end: int
    key: str | None
    group: str | None = None
    words: tuple[tuple[str, str], ...] = ()


class Lexicon:
    """What a declaration calls its measures, as prose has it."""

    def __init__(self, declared: Declaration):
        self.declared = declared
        self._meanings: dict[tuple[str, ...], dict] = defaultdict(dict)
        for key, measure in declared.measures.items():
            if measure.is_number:
                self._add(measure.headers, key=declared_share(declared, key) or key)
        for key, indicator in declared.indicators.items():
            if indicator.kind == "share":
                self._add((f"tỷ lệ {indicator.short.vi}", indicator.name.vi), key=key)
        for key, phrases in declared.spoken.items():
            self._add(phrases, key=key)
        for group in (one for one in declared.header_groups.values() if not one.under):
            self._add(group.headers, key=group.means.get("Tổng số"), group=group.key)
            for word, measure in group.means.items():
                self._add((word,), below=(group.key, measure))
        for words in [words for words in self._meanings if words[0] == "so" and len(_bare(words)) > 1]:
            for name, meaning in self._meanings[words].items():
                self._meanings[_bare(words)].setdefault(name, meaning)
        for words in [words for words in self._meanings if _bare(words) != words and _bare(words) in self._meanings]:
            del self._meanings[words]  # "hồ sơ đang giải quyết" would take the unit of the number before it
        self._first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in sorted(self._meanings, key=len, reverse=True):
            self._first[words[0]].append(words)
        units = (*declared.claims["dossiers"], *declared.claims["ballots"])
        self._known = frozenset(word for words in self._meanings for word in words) | _SKIPPED
        self._known |= frozenset(word for unit in units for word in _WORD.findall(plain(unit)))
        self.headers, self.totals = words_of(declared), TotalWords(declared)
        self.share_of = _shares(declared)
        self.groups = _groups(declared)
        self.heads = frozenset(
            one.means["Tổng số"] for one in declared.header_groups.values() if "Tổng số" in one.means
        )

    def _add(self, phrases: Iterable[str], key: str | None = None, group: str | None = None, below=None) -> None:
        for phrase in phrases:
            words = _content(phrase)
            if " ".join(words) in _TOO_SHORT and not below:
                continue
            meaning = self._meanings[words]
            if key:
                meaning.setdefault("key", key)
            if group:
                meaning["group"] = group
            if below:
                meaning.setdefault("below", {})[below[0]] = below[1]

    def is_share(self, key: str) -> bool:
        """Whether a key is of a share: an indicator, or a percentage as stated."""
        measure = self.declared.measures.get(key)
        return key in self.declared.indicators or (measure is not None and measure.kind == "stated")

    def words(self, folded: str) -> list[Word]:
        """The words of a text that is `plain`, slips put right."""
        found, end = [], 0
        for match in _WORD.finditer(folded):
            parted = _BREAK.search(folded, end, match.start()) is not None
            found.append(Word(self._right(match[0]), *match.span(), parted, "," in folded[end : match.start()]))
            end = match.end()
        return found

    def _right(self, word: str) -> str:
        if word in self._known or len(word) < _LEAST:
            return word
        return _nearest(word, self._known)

    def named(self, folded: str) -> list[Named]:
        """The phrases of a text in their order, the longest where several begin."""
        words, found, at = self.words(folded), [], 0
        while at < len(words):
            match = next(self._at(words, at), None)
            if match is None:
                at += 1
                continue
            phrase, last = match
            meaning = self._meanings[phrase]
            below = tuple(meaning.get("below", {}).items())
            found.append(Named(words[at].start, words[last].end, meaning.get("key"), meaning.get("group"), below))
            at = last + 1
        return found

    def _at(self, words: list[Word], at: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """The phrases that begin with a word, each with the place of its last one, the longest first."""
        for phrase in self._first.get(words[at].text, ()):
            last = at
            for wanted in phrase[1:]:
                last = _next(words, last, wanted)
                if last is None:
                    break
            else:
                yield phrase, last


def _next(words: list[Word], at: int, wanted: str) -> int | None:
    """Where the wanted word stands behind one, small words between."""
    for place in range(at + 1, min(at + 6, len(words))):
        word = words[place]
        if word.is_parted:
            return None
        if word.text == wanted:
            return place
        if word.text not in _SKIPPED or (word.is_listed and word.text in _NOUNS):
            return None  # "đã giải quyết, hồ sơ trước hạn" are two things
    return None


def _content(phrase: str) -> tuple[str, ...]:
    """The words that count; all of them where fewer than two would."""
    written = re.findall(r"[^\W\d_]+", _BRACKETED.sub("", phrase).lower())
    content = [word for word in written if word not in _LINKS]
    return tuple(map(plain, content if len(content) >= 2 else written))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A phrase without the "số hồ sơ" it begins with."""
    while words and words[0] in ("so", "ho", "hs"):
        words = words[1:]
    return words


@lru_cache(maxsize=20_000)
def _nearest(word: str, known: frozenset[str]) -> str:
    """The one known word a slip away that begins alike; the word itself where there is none or several."""
    near = [
        one
        for one in known
        if len(one) >= _LEAST - 1 and one[0] == word[0] and DamerauLevenshtein.distance(one, word, score_cutoff=1) <= 1
    ]
    return near[0] if len(near) == 1 else word


def declared_share(declared: Declaration, measure: str) -> str | None:
    """The indicator that a stated share states: `timeliness` of `on_time_pct_stated`."""
    return next((one.key for one in declared.indicators.values() if one.stated == measure), None)


def _shares(declared: Declaration) -> dict[str, str]:
    """Measure → the indicator that is its share of something: received_online → online. The first declared counts."""
    found: dict[str, str] = {}
    for one in declared.indicators.values():
        if one.kind == "share" and len(one.numerator) == 1 and one.direction == "higher":
            found.setdefault(one.numerator[0], one.key)
    return found


def _groups(declared: Declaration) -> dict[str, str]:
    """Measure → the one group of headers below which it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in declared.header_groups.values():
        for measure in group.means.values():
            found[measure].add(group.under or group.key)
    return {measure: next(iter(groups)) for measure, groups in found.items() if len(groups) == 1}


_MADE: dict[str, Lexicon] = {}


def lexicon(declared: Declaration) -> Lexicon:
    """The words of a declaration, made once a version."""
    if declared.version not in _MADE:
        _MADE.clear()
        _MADE[declared.version] = Lexicon(declared)
    return _MADE[declared.version]
