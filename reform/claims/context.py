"""What the headings and lead lines of a report say of the sentences below them: another time, a field, a plan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reform.claims.aside import asides
from reform.claims.cited import cited_in
from reform.claims.clear import unclear
from reform.claims.letters import phrase, plain, set_aside
from reform.claims.lines import HEAD, is_story
from reform.claims.text import Sentence
from reform.claims.times import times
from reform.claims.words import lexicon
from reform.declared import Declaration

_CAPTION = 3  # lines above a table that may name it
_SHORT = 60  # letters of a lead line whose every word must be known
_LEAD, _TITLE = 8, 0  # levels, beside those of numbered headings
_NUMBERING = (
    re.compile(r"\s*(?:phần\s+)?[IVX]{1,5}\s*[.)/-]\s", re.IGNORECASE),
    re.compile(r"\s*[0-9]{1,2}\s*[.)/-]\s"),
    re.compile(r"\s*[0-9]{1,2}\.[0-9]{1,2}\.?\s"),
    re.compile(r"\s*[0-9]{1,2}(?:\.[0-9]{1,2}){2,}\.?\s"),
    re.compile(r"\s*[a-zđ]\s*[.)]\s"),
)
_PLANS = re.compile(
    r"\b(?:phuong huong|nhiem vu|muc tieu|chi tieu|ke hoach|giai phap|du kien|phan dau|ky truoc|cung ky|so sanh)\b"
)
_DONE = re.compile(r"\b(?:ket qua|tinh hinh|thuc hien|danh gia)\b")  # what was done of a plan


@dataclass(frozen=True)
class Context:
    """`period`: the time that is spoken of, where one is named; `is_apart`: of a field, a plan, or not understood."""

    period: str | None = None
    is_apart: bool = False

    def over(self, other: "Context") -> "Context":
        """This context inside another."""
        return Context(self.period or other.period, self.is_apart or other.is_apart)


def contexts(
    lines: Sequence[str], told: Iterable[Sentence], headed: Sequence[Context], declared: Declaration, home: str | None
) -> list[Context]:
    """The context of each sentence, from the headings above it and from the sentences before it in its paragraph."""
    found, last, carried = [], None, Context()
    for one in told:
        carried = carried if one.paragraph == last else Context()
        apart = Context(is_apart=not is_story(lines[one.paragraph]))
        found.append(carried.over(headed[one.paragraph]).over(apart))
        opening = _opening(one)
        said = said_of(opening, declared, home)
        carried, last = (said.over(carried) if said != Context() else carried), one.paragraph
    return found


def context_of_table(
    at: int, lines: Sequence[str], headed: Sequence[Context], declared: Declaration, home: str | None
) -> Context:
    """What the headings above a table say of it, and its caption: the lines right above that are no sentence."""
    context = headed[at]
    for line in lines[max(0, at - _CAPTION) : at]:
        if is_story(line) and not line.endswith((".", ";", ",")):
            context = _heading(line, "", declared, home, (), None).over(context)
    return context


def headings(lines: Sequence[str], declared: Declaration, home: str | None, own: Iterable[str]) -> list[Context]:
    """What holds at each line: of each level the last heading; a heading ends those below its level."""
    found, open_, begun, own = [], {}, False, tuple(own)
    for at, line in enumerate(lines):
        if not is_story(line):
            found.append(_all(open_))
            continue
        bare = _bare(line)
        level = None if re.search(r"[0-9]", bare) else _level(line)
        begun |= level is not None and level not in (_TITLE, _LEAD)
        said = _heading(line, bare, declared, home, own, level) if level is not None else Context()
        is_title = at < HEAD and not begun and level == _TITLE
        if level is not None and not is_title and (level != _LEAD or said != Context()):
            open_ = {key: context for key, context in open_.items() if key < level} | {level: said}
        found.append(_all(open_))
    return found


def _all(open_: dict[int, Context]) -> Context:
    context = Context()
    for level in sorted(open_):
        context = open_[level].over(context)
    return context


def _level(line: str) -> int | None:
    """The level of a heading by its number; a title in capitals; a line that ends in a colon; None of another."""
    for level, pattern in reversed(list(enumerate(_NUMBERING, 1))):
        if pattern.match(line):
            return level if line.rstrip()[-1:] not in ".;," or len(line) < _SHORT else None
    if line.isupper():
        return _TITLE
    return _LEAD if line.rstrip().endswith(":") else None


def _heading(line, bare, declared, home, own, level) -> Context:
    said = said_of(line, declared, home)
    if level == _LEAD and len(line) <= _SHORT and not said.is_apart:
        named = lexicon(declared).named(bare)
        return Context(said.period, bool(unclear(bare, named, own, declared)))
    is_plan = _PLANS.search(plain(line)) and not _DONE.search(plain(line))
    return Context(said.period, said.is_apart or bool(is_plan))


def said_of(line: str, declared: Declaration, home: str | None) -> Context:
    """What a line names: a time, and whether it is of a field."""
    folded, named = plain(line), times(set_aside(line, [one.whole for one in cited_in(Sentence(line, 0))]), home)
    narrow = any(phrase(one).search(folded) for one in declared.claims["narrower"])
    return Context(named[-1][2] if named else None, narrow)


def _bare(line: str) -> str:
    told = plain(set_aside(line, [one.whole for one in cited_in(Sentence(line, 0))]))
    return set_aside(told, asides(told))


def _opening(one: Sentence) -> str:
    """A sentence as far as its first figure."""
    figure = re.search(r"[0-9]", _bare(one.text))
    return one.text[: figure.start()] if figure else one.text
