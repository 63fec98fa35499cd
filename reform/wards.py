"""Names of wards and localities: what is the same name, what is only alike, and how a name is registered."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

TYPES = ("phường", "xã", "thị trấn", "đặc khu", "quận", "huyện", "thị xã", "thành phố", "tỉnh")
LOCALITY_TYPES = ("quận", "huyện", "thị xã", "thành phố", "tỉnh")
ABBREVIATIONS = {
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
    "đk": "đặc khu",
    "q": "quận",
    "h": "huyện",
    "tx": "thị xã",
    "tp": "thành phố",
}

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# In NFD an open syllable in the old style is o+tone+a (hòa); the new style is o+a+tone (hoà). A letter or a
# mark behind the second vowel closes the syllable (hoàn, huỳnh), and then only one spelling exists.
_OPEN = r"(?![^\W\d_]|[\u0300-\u036f])"
_OLD_STYLE = re.compile(rf"(?:(o)([{_TONES}])([ae])|(u)([{_TONES}])(y)){_OPEN}", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_HYPHEN = re.compile(r"\s*[-‐‑–]\s*")
_AUTHORITY = re.compile(r"(?:ubnd|uỷ ban nhân dân|uy ban nhan dan)\s+(?=\S)")
_WORD_TYPE = re.compile(rf"({'|'.join(sorted(TYPES, key=len, reverse=True))})\s+(?=\S)")
# One letter needs its dot or a number behind it (P. Lúa Ngọt, P5): P Rao and H Bông are names.
_SHORT_TYPE = re.compile(r"(?:(tt|tp|tx|đk)\s+|(tt|tp|tx|đk|[pxqh])(?:\s*\.\s*|(?=[0-9])))(?=\S)")
_ROMAN = re.compile("[IVX]+")


def tidy(text: str) -> str:
    """NFC, one space between words, none at the ends, nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(_INVISIBLE.sub("", text).split())


def settle_tones(text: str) -> str:
    """The tone mark of open syllables on the second vowel: Hòa becomes Hoà; hoàn, huỳnh stay."""
    moved = _OLD_STYLE.sub(_second_vowel, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", moved)


def _second_vowel(found: re.Match) -> str:
    first, tone, second = (part for part in found.groups() if part)
    return first + second + tone


def comparable(text: str) -> str:
    """One spelling of a text for comparing: case, spacing and tone placement do not count; accents do."""
    return settle_tones(_one_mark(tidy(text).casefold()))


def _one_mark(text: str) -> str:
    """Hyphens and apostrophes of one kind: Bà Rịa-Vũng Tàu, Bà Rịa – Vũng Tàu."""
    return _HYPHEN.sub("-", text).replace("’", "'").replace("`", "'")


@lru_cache(maxsize=10_000)
def fold(name: str) -> str:
    """The text without accents, in lower case. It only suggests: ten pairs in one province share it."""
    letters = unicodedata.normalize("NFD", _one_mark(tidy(name).casefold()).replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=10_000)
def split_type(name: str) -> tuple[str | None, str]:
    """The type word in full ("phường") or None, and the bare name with its letters as written."""
    written = tidy(name)
    # Lower-casing and settling tones keep the length, so that places found in one hold in the other.
    lowered = settle_tones(written.lower())
    start = end.end() if (end := _AUTHORITY.match(lowered)) else 0
    if found := _WORD_TYPE.match(lowered, start):
        return found[1], written[found.end() :]
    if found := _SHORT_TYPE.match(lowered, start):
        return ABBREVIATIONS[found[1] or found[2]], written[found.end() :]
    return None, written[start:]


@lru_cache(maxsize=10_000)
def match_key(name: str) -> str:
    """What two writings of one name share inside a locality: "UBND P. Hoà Khê" and "HÒA KHÊ" have one key."""
    key = comparable(split_type(name)[1])
    return str(int(key)) if re.fullmatch("[0-9]+", key) else key


_LONGEST_FIRST = tuple(sorted(TYPES, key=len, reverse=True))
_FOLDED_TYPES = tuple(f"{fold(kind)} " for kind in _LONGEST_FIRST)


def folded_key(name: str) -> str:
    """The match key without accents, a type word written without them taken off too: "Phuong Hoa Lua" is "hoa lua".

    A name whose type is written keeps a word that only looks like one: Phường Quán Thánh is "quan thanh".
    """
    folded = fold(match_key(name))
    if split_type(name)[0]:
        return folded
    return next((folded[len(kind) :] for kind in _FOLDED_TYPES if folded.startswith(kind)), folded)


def spoken_type(name: str) -> str | None:
    """The type word, also of a name written without accents: "UBND PHUONG HOA KHE" is a phường."""
    kind, bare = split_type(name)
    if kind or not bare.isascii():
        return kind
    return next((one for one in _LONGEST_FIRST if fold(bare).startswith(f"{fold(one)} ")), None)


def full_name(written: str) -> str:
    """The name to register: the type in full, the letters as written; "HÒA KHÊ" becomes "Hòa Khê"."""
    kind, bare = split_type(written)
    if (bare.isupper() and not _ROMAN.fullmatch(bare)) or bare.islower():
        bare = bare.title()
    return f"{kind.capitalize()} {bare}" if kind else bare


def same_locality(name: str, locality: str) -> bool:
    """Whether the name is the locality itself: its full name with the type word.

    276 old wards bear their district's name, so "Thanh Khê" or "Phường Thanh Khê" is not "Quận Thanh Khê".
    """
    kind = split_type(name)[0]
    return kind is not None and kind == split_type(locality)[0] and match_key(name) == match_key(locality)


def former_names(ward: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of other names a unit goes by, those that are no mere writing of its own: an earlier name, an earlier type.

    "Bộ phận Một cửa phường Lúa Ngọt" ends in the name and is a writing of it.
    """
    kind, own = split_type(ward)[0], match_key(ward)
    found = {}
    for name in names:
        key = match_key(name)
        if (key != own and not key.endswith(f" {own}")) or (key == own and split_type(name)[0] not in (None, kind)):
            found.setdefault((split_type(name)[0], key), full_name(name))
    return tuple(found.values())


def holds(unit: Mapping[str, Any], day: date) -> bool:
    """Whether this version of a unit holds on a day; `valid_to` is the first day it no longer does."""
    starts, ends = unit.get("valid_from"), unit.get("valid_to")
    return (starts is None or starts <= day) and (ends is None or day < ends)
