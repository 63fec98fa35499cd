"""Where a report says that its unit stands: "xếp thứ 3/10 về tỷ lệ hồ sơ trực tuyến", held against the ranking itself.

Said only where the indicator is named beside it and the same units are meant; a rank among a cluster, of another time,
aimed at or without its number of units is held against nothing that it does not agree with.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from reform.claims.finding import Finding, Found
from reform.claims.letters import phrase
from reform.claims.stored import Rank, Stored
from reform.claims.times import UNKNOWN, times
from reform.claims.words import Lexicon

_ORDINALS = {
    **{"nhat": 1, "nhi": 2, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5},
    **{"sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10},
}
_RANK = re.compile(
    r"\b(?<!sap )(?:xep|dung|giu)\s+(?:o\s+|vao\s+)?"
    r"(?:(?:vi tri\s+|hang\s+)?thu(?:\s+hang)?\s+(?P<word>[a-z]+|[0-9]{1,3})"
    r"|(?:hang|vi tri|vi thu)\s+(?P<number>[0-9]{1,3}))\b"
    r"(?:\s*(?:/|tren(?: tong so)?|trong(?: tong)?(?: so)?)\s*(?P<of>[0-9]{1,3}))?(?!\s*[0-9/%])"
)
_AMONG_OTHERS = re.compile(r"\b(?:cum|khoi|nhom|ca nuoc|toan quoc|linh vuc|thanh phan|bac|doan)\b")
_NEAR = 80  # letters between a rank and the indicator behind it


def ranks_found(one: Found, words: Lexicon, stored: Stored) -> Iterator[Finding]:
    """The findings of a sentence that tells where its unit stands."""
    folded, claims = one.read.folded, words.declared.claims
    mentions = list(_RANK.finditer(folded))
    said = (*claims["planned"], *claims["earlier"])
    if not mentions or _AMONG_OTHERS.search(folded) or any(phrase(each).search(folded) for each in said):
        return
    named = [(each.start, key) for each in words.named(folded) if (key := _indicator(each.key, words))]
    told = [key for _, _, key in times(one.sentence.text, stored.period)]
    held = stored.ranks.get((told or [stored.period])[-1] or "", {}) if UNKNOWN not in told else {}
    begin = 0
    for at, mention in enumerate(mentions):
        later = mentions[at + 1].start() if at + 1 < len(mentions) else len(folded)
        before = {key for place, key in named if begin <= place < mention.start()}
        behind = {key for place, key in named if mention.end() <= place < min(later, mention.end() + _NEAR)}
        keys = before or behind
        if len(keys) == 1 and (rank := held.get(next(iter(keys)))) and (value := _value(mention, one.sentence.text)):
            yield from _compared(one, mention, next(iter(keys)), value, rank)
        begin = mention.end()


def _indicator(key: str | None, words: Lexicon) -> str | None:
    indicators = words.declared.indicators
    if key in indicators:
        return key
    return next((one.key for one in indicators.values() if one.kind == "score" and one.numerator == (key,)), None)


def _value(mention: re.Match, text: str) -> int | None:
    """The place told; "tu" is four where it is written "tư" or a number of units follows: not in "thứ tự ưu tiên"."""
    written = mention["word"] or mention["number"]
    if written == "tu" and not mention["of"] and text[slice(*mention.span("word"))].lower() != "tư":
        return None
    return int(written) if written.isdigit() else _ORDINALS.get(written)


def _compared(one: Found, mention: re.Match, key: str, value: int, rank: Rank) -> Iterator[Finding]:
    agrees = value in (rank.rank, rank.alone)
    among = mention["of"] and int(mention["of"]) in (rank.ranked, rank.units)
    if not among and (mention["of"] or not agrees):
        return
    span = mention.span("word" if mention["word"] else "number")
    facts = {"measure": key, "said": str(value), "stored": str(rank.rank), "ranked": str(rank.ranked)}
    code = "rank_other" if not agrees else "rank_same" if value == rank.rank else "rank_tied"
    yield Finding(
        kind="figure",
        sentence=one.sentence.text,
        verdict="match" if agrees else "differs",
        notes=((code, facts),),
        at=(one.number, span[0]),
        rows=one.rows_of([span]),
        numbers=(Decimal(value),),
        stored=(Decimal(value if agrees else rank.rank),),
        marks=(span,),
        measure=key,
    )
