"""A report → its findings: sums, percentages, figures, documents, each with its sentence and what is to say of it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reform.claims.cited import cited_in, listed
from reform.claims.context import Context, contexts
from reform.claims.figures import read_figures
from reform.claims.finding import KINDS, Finding, Found, figure_found, is_plain, joined, percentage_found, sum_found
from reform.claims.letters import plain
from reform.claims.shares import shares
from reform.claims.stored import Stored
from reform.claims.sums import sums
from reform.claims.text import Sentence, sentences
from reform.claims.twice import said_twice
from reform.claims.words import Lexicon, lexicon
from reform.declared import Declaration


def check(lines: Iterable[str], declared: Declaration, stored: Stored | None = None) -> list[Finding]:
    """The findings of a report's paragraphs in their order, held against what is `stored`."""
    held, words, lines = stored or Stored(), lexicon(declared), list(lines)
    told = sentences(lines)
    around = contexts(lines, told, declared, held.period, held.own)
    found: list[Found] = []
    for number, (one, context) in enumerate(zip(told, around, strict=True)):
        found.append(_found(number, one, words, context, held, found[-1:]))
    findings: list[Finding] = []
    elsewhere = {one.number for one in found if _names_another(one.read.folded, held.others, held.own)}
    for one in found:
        away = one.number in elsewhere
        findings += _of_sentence(one, Stored() if away else held, away)
    findings += _documents(found)
    findings += said_twice([one for one in found if one.number not in elsewhere], held)
    return sorted(findings, key=lambda one: (one.at, KINDS.index(one.kind)))


def _found(number: int, sentence: Sentence, words: Lexicon, context: Context, held: Stored, last: list) -> Found:
    cited = cited_in(sentence)
    read = read_figures(sentence, cited, words, context, held.period, held.own)
    made, links = sums(read, words.declared)
    before = [one for each in last if each.sentence.paragraph == sentence.paragraph for one in each.read.figures]
    return Found(number, read, made, shares(read, made, links, words, before), cited)


def _names_another(folded: str, others: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether a sentence names another unit of the locality; "Phường An Bình" does not name Phường An."""
    known = {plain(name) for name in own}
    return any(found[0] not in known for found in _named((*others, *own)).finditer(folded))


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> re.Pattern:
    """Any of these names as whole words, the longest first."""
    told = sorted({plain(name) for name in names if name}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)" if told else "(?!)")


def _of_sentence(one: Found, stored: Stored, elsewhere: bool) -> Iterator[Finding]:
    summed: set[int] = set()
    for group in joined(one.sums):
        summed |= {figure.start for made in group for figure in made.figures}
        yield sum_found(one, group, stored)
    for share in one.shares:
        if finding := percentage_found(one, share, stored):
            yield finding
    for figure in one.read.figures:
        free = figure.start not in summed and is_plain(figure) and not elsewhere
        if not figure.measure or not free or (stored.holds(figure) and not stored.of(figure)):
            continue
        if not figure.is_percent or figure.bound:
            yield figure_found(one, figure, stored)


def _documents(found: list[Found]) -> Iterator[Finding]:
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
