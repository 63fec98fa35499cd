"""How a number of a sentence is meant: as it stands, as a change, a plan, of another time, of a part of the work."""

import re
from functools import cached_property

from reform.claims.letters import phrase, plain
from reform.claims.times import UNKNOWN, times
from reform.claims.tokens import Token
from reform.claims.words import Named
from reform.declared import Declaration

Span = tuple[int, int]

_DONE = re.compile(r"\b(?:thuc hien|ket qua|da dat|dat duoc|thuc te)\b|;")  # what follows a plan is no plan
_OF_PLAN = re.compile(r"\s*(?:so voi\s+)?(?:ke hoach|chi tieu|du toan|muc tieu)\b")
_RATE = re.compile(r"\s*/\s*(?:nam|thang|ngay|tuan|nguoi|can bo)\b")
_CHANGE_ENDS = r"(?:\s+(?:them|la|khoang|gan|duoc|toi|dat|so ho so|ho so))*\s*[:(]?\s*$"
_FROM, _TO = re.compile(r"\btu(?: muc)?\s*$"), re.compile(r"[^0-9;]{0,40}\b(?:len|xuong|con)\b")  # từ 21% lên 45%
_VERBS = re.compile(r"\b(?:dat|la|co|ty le|voi|chiem|muc)\s*$")
_SIGN = re.compile(r"(?:[<>≤≥]=?|=[<>])\s*$")
_BOUNDS = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<"}  # "không dưới" before "dưới"
SMALL = re.compile(
    r"\b(?:dat|la|co|duoc|voi|ty le|chiem|con|gom|va|khoang|tong so|tong|so|luong|thi|tuong duong|tuong ung|bang|ung)\b"
    r"|[\s,:=>~-]"
)


class Meaning:
    """What the words of one sentence make of its numbers. `told` is its text with the documents it cites set aside."""

    def __init__(
        self,
        told: str,
        bare: str,
        named: list[Named],
        tokens: list[Token],
        declared: Declaration,
        home: str | None = None,
    ):
        self.folded, self.bare, self.named, self.tokens = plain(told), bare, named, tokens
        self.claims = declared.claims
        self.times = times(told, home)

    @cached_property
    def narrow_from(self) -> int | None:
        """Where the sentence begins to speak of a part of the unit's work, or of more than the unit."""
        found = (match.start() for one in self.claims["narrower"] if (match := phrase(one).search(self.folded)))
        return min(found, default=None)

    def is_under(self, token: Token) -> bool:
        """Whether it stands under a stroke: the 852 of 450/852."""
        before = [one for one in self.tokens if one.end <= token.start]
        return bool(before) and before[-1].over

    def role(self, token: Token, right: Span) -> str:
        """figure, changed, planned, earlier or rough."""
        if _RATE.match(self.folded, token.after) or self._ends(token, "about"):
            return "rough"
        if any(phrase(one, _CHANGE_ENDS).search(self.folded[: token.start]) for one in self.claims["changed"]):
            return "changed"
        if _FROM.search(self.folded[: token.start]) and _TO.match(self.folded, token.after):
            return "earlier"
        clause = clause_of(self.bare, token.start)
        if self._is_planned(token, clause, right):
            return "planned"
        return "earlier" if self._is_earlier(token, clause) else "figure"

    def bound(self, token: Token) -> str | None:
        """> of "trên 95%", ≥ of "ít nhất 95%", < of "<30%"; None where it is the figure itself."""
        if sign := _SIGN.search(self._before(token)):
            return sign_of(sign[0])
        if self.is_under(token):  # 450 trên 852
            return None
        return next((sign for words, sign in _BOUNDS.items() if self._ends(token, words)), None)

    def _before(self, token: Token) -> str:
        return _VERBS.sub("", self.bare[: token.start].rstrip()).rstrip()

    def _ends(self, token: Token, words: str) -> bool:
        """Whether one of the words stands right before it."""
        before = self._before(token)
        return any(phrase(one, r"\s*$").search(before) for one in self.claims[words])

    def _is_planned(self, token: Token, clause: int, right: Span) -> bool:
        before = self.folded[: token.start]
        around = before[clause:], self.folded[slice(*right)]
        if _OF_PLAN.match(self.folded, token.after):
            return True
        if any(phrase(one).search(text) for one in self.claims["planned"] for text in around):
            return True
        opening = (found for one in self.claims["planned"] for found in phrase(one).finditer(before))
        return any(self._opens(found) and not _DONE.search(before, found.end()) for found in opening)

    def _is_earlier(self, token: Token, clause: int) -> bool:
        """Whether a time compared with stands before it in its clause, begins its sentence, or follows at once."""
        for words in self.claims["earlier"]:
            for found in phrase(words).finditer(self.folded, 0, token.start):
                if any(one.start <= found.start() < one.end for one in self.named):
                    continue  # "kỳ trước chuyển qua" is a figure of this time
                ended = re.search(r";|\.\s", self.folded[found.end() : token.start])
                if found.start() >= clause or (self._opens(found) and not ended):
                    return True
        behind = self.folded[token.after :].lstrip()
        return any(phrase(one).match(behind) for one in self.claims["earlier"] if not one.startswith("so"))

    def _opens(self, found: re.Match) -> bool:
        """Whether nothing but small words stands before it in its part of the sentence, so that it governs the rest."""
        before = re.sub(r"[^a-z;.]", " ", self.folded[: found.start()]).rpartition(";")[2]
        return not SMALL.sub("", before).strip()

    def is_narrow(self, token: Token, right: Span) -> bool:
        return self.narrow_from is not None and self.narrow_from < max(right[1], token.start)

    def period(self, token: Token, right: Span) -> str | None:
        """The key of the time that the words right behind it name, in brackets too, else the last one before it.

        UNKNOWN where a time before it is not known, unless one that is known follows.
        """
        behind = self._bracket(token) or right
        own = [key for start, _, key in self.times if behind[0] <= start < behind[1]]
        before = [key for _, end, key in self.times if end <= token.start]
        if own:
            return own[0]
        return UNKNOWN if UNKNOWN in before else next(reversed(before), None)

    def _bracket(self, token: Token) -> Span | None:
        """The brackets right behind a number that hold a time and no figure: 81,59% (quý II)."""
        found = re.compile(r"\s*\(([^()]*)\)").match(self.bare, token.after)
        return found.span(1) if found and not any(one.start in range(*found.span(1)) for one in self.tokens) else None


def sign_of(text: str) -> str | None:
    """The bound that the signs of a text tell, < ≤ > or ≥; None without one."""
    told = next((sign for sign in "≤≥<>" if sign in text), None)
    return {"<": "≤", ">": "≥"}.get(told, told) if "=" in text else told


def clause_of(text: str, at: int) -> int:
    """Where the clause of a place begins; what stands right before a bracket belongs to what is inside."""
    stop = max(text.rfind(sign, 0, at) for sign in (";", ",", "(", ")", ". "))
    if stop >= 0 and text[stop] == "(":
        stop = max(text.rfind(sign, 0, stop) for sign in (";", ",", ")", ". "))
    return stop + 1
