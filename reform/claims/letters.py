"""A text without accents and capitals, letter for letter: what is found in it stands at the same place in the text."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ASIDE = "\u00a4"  # stands for every letter of what is no figure


@lru_cache(maxsize=2000)
def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter.lower())[:1] or letter
    return "d" if bare == "đ" else " " if bare.isspace() else bare


def plain(text: str) -> str:
    """The text in NFC with each letter bare and small: "Hồ sơ" → "ho so", "Đúng hẹn" → "dung hen"."""
    return "".join(map(_plain, text))


def set_aside(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the letters of some spans blotted out, so that the rest keeps its place."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = ASIDE * (end - start)
    return "".join(letters)


@lru_cache(maxsize=2000)
def phrase(words: str, ending: str = "") -> re.Pattern:
    """What finds a phrase in a text that is `plain`, as whole words; `ending` is a pattern for what must follow."""
    body = r"\s+".join(map(re.escape, plain(words).split()))
    return re.compile(rf"(?<![a-z0-9]){body}(?![a-z0-9]){ending}")


def depth(text: str, at: int) -> int:
    """Inside how many brackets a place stands."""
    found = 0
    for sign in text[:at]:
        found = found + 1 if sign == "(" else max(0, found - 1) if sign == ")" else found
    return found
