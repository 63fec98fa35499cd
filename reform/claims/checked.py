"""A report → its findings: sums, percentages, figures, documents, each with its sentence and what is to say of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from reform.claims.cited import cited_in, listed
from reform.claims.context import Context, context_of_table, contexts, headings
from reform.claims.figures import read_figures
from reform.claims.finding import KINDS, Finding, Found, figure_found, is_plain, joined, percentage_found, sum_found
from reform.claims.letters import plain
from reform.claims.lines import Table
from reform.claims.ranks import ranks_found
from reform.claims.shares import shares
from reform.claims.stored import Stored
from reform.claims.sums import sums
from reform.claims.text import Sentence, sentences
from reform.claims.told_tables import found_in_table
from reform.claims.totals_meant import by_their_totals
from reform.claims.twice import said_twice
from reform.claims.unsaid import unsaid
from reform.claims.words import Lexicon, lexicon
from reform.declared import Declaration


def check(lines: Iterable[str], declared: Declaration, stored: Stored | None = None) -> list[Finding]:
    """The findings of a report's paragraphs in their order, held against what is `stored`."""
    held, words = stored or Stored(), lexicon(declared)
    found = _all_found(list(lines), words, held)
    findings: list[Finding] = []
    elsewhere = {one.number for one in found if _names_another(one.read.folded, held.others, held.own)}
    for one in found:
        away = one.number in elsewhere
        for finding in _of_sentence(one, Stored() if away else held, away):
            findings.append(replace(finding, rows=one.rows_of(finding.marks)))
        findings += [] if away or one.is_apart else ranks_found(one, words, held)
    findings += _documents(found)
    findings += said_twice([one for one in found if one.number not in elsewhere], held)
    return sorted(findings, key=lambda one: (one.at, KINDS.index(one.kind)))


def _all_found(lines: list[str], words: Lexicon, held: Stored) -> list[Found]:
    """What each sentence and each row of a table holds, in the order of the report."""
    declared, told = words.declared, sentences(lines)
    headed = headings(lines, declared, held.period, held.own)
    by_line: dict[int, list[Found]] = defaultdict(list)
    last: list[Found] = []
    for one, context in zip(told, contexts(lines, told, headed, declared, held.period), strict=True):
        table, row = getattr(lines[one.paragraph], "place", None) or (None, None)
        last = [replace(_found(0, one, words, context, held, last), table=table, row=row)]
        by_line[one.paragraph] += last
    for at, line in enumerate(lines):
        if isinstance(line, Table):
            context = context_of_table(at, lines, headed, declared, held.period)
            by_line[at] += found_in_table(line, context, words, held.period, held.own)
    ordered = (one for at in sorted(by_line) for one in by_line[at])
    return [by_their_totals(replace(one, number=number), declared, held) for number, one in enumerate(ordered)]


def _found(number: int, sentence: Sentence, words: Lexicon, context: Context, held: Stored, last: list) -> Found:
    cited = cited_in(sentence)
    read = read_figures(sentence, cited, words, context, held.period, held.own)
    made, links = sums(read, words.declared)
    made += unsaid(read, made, words.declared)
    before = [one for each in last if each.sentence.paragraph == sentence.paragraph for one in each.read.figures]
    return Found(number, read, made, shares(read, made, links, words, before), cited, is_apart=context.is_apart)


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
    places = {id(one.sentence): one for one in found}
    for one in listed(cited for each in found for cited in each.cited):
        notes = tuple((f"document_{code}", facts) for code, facts in one.faults) or (("document_cited", {}),)
        yield Finding(
            kind="document",
            sentence=one.sentence.text,
            verdict="inconsistent" if one.faults else "match",
            notes=notes,
            at=(places[id(one.sentence)].number, one.at[0]),
            rows=places[id(one.sentence)].rows_of([one.whole]),
            marks=(one.whole,),
            cited=one,
        )
