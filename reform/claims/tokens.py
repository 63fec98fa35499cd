"""The numbers of a text as they are written, each with the unit behind it: 1.059 hồ sơ, 12 349 HS, 99,53%, 450/852."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from reform.claims.letters import ASIDE, plain
from reform.declared import Declaration

_NUMBER = re.compile(
    rf"(?<![0-9a-z./{ASIDE}])(?<![0-9{ASIDE}],)(?:[1-9][0-9]{{0,2}}(?:[.\u00a0\u202f][0-9]{{3}})+(?![0-9.])(?:,[0-9]+)?"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9/%]|[.,][0-9])(?=\s*(?:ho so|hs\b|phieu|[,;)]|\.(?:\s|$)|$))"
    r"|[0-9]+(?:[.,][0-9]+)*)"
)
_RATIO = re.compile(r"(?<![0-9a-z.,])([0-9][0-9.,]*)\s*(?:ho so|hs|phieu)?\s*/\s*(?=[0-9])")
# "450 hồ sơ nộp trực tuyến/852 hồ sơ": the words of the first before the stroke
_WORDED = re.compile(r"(?:ho so|hs|phieu)\b[a-z ]{0,40}/\s*(?=(?:tong(?: so)?\s*)?[0-9])")
_PERCENT = re.compile(r"\s*(?:%|phan tram\b)")
_OVER = re.compile(r"\s*(?:[a-z ]{0,40}/(?:\s*tong(?:\s+so)?)?|tren(?:\s+tong(?:\s+so)?)?)\s*")
_JOINED = re.compile(r"ho so|hs|phieu|luot|phan tram")  # a unit without the space before it
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")


@dataclass(frozen=True)
class Token:
    """A number from `start` to `end`, its unit as far as `after`; `over`: the next number follows behind a stroke."""

    start: int
    end: int
    after: int
    written: str
    unit: str | None
    over: bool


def tokens(bare: str, declared: Declaration) -> Iterator[Token]:
    """The numbers of a text that is `plain` and has what is no figure set aside."""
    units = _units(declared)
    # Another sign for the stroke between two numbers, so that each is read alone
    parted = bare
    for pattern in (_RATIO, _WORDED):
        parted = pattern.sub(lambda found: found[0].replace("/", "|"), parted)
    matches = [one for one in _NUMBER.finditer(parted) if not _is_part_of_word(one, bare)]
    for match, later in zip_longest(matches, matches[1:]):
        unit, after = _unit_behind(bare, match.end(), units)
        over = unit != "percent" and later is not None and bool(_OVER.fullmatch(bare, after, later.start()))
        yield Token(match.start(), match.end(), after, match[0], unit, over)


def _is_part_of_word(match: re.Match, bare: str) -> bool:
    """06a, 3D, 4.0.1: letters or signs right behind, that are no unit."""
    rest = bare[match.end() : match.end() + 1]
    if rest == ASIDE or value_of(match[0], is_count=True) is None:
        return True
    return rest.isalpha() and not _JOINED.match(bare, match.end())


def _unit_behind(bare: str, end: int, units: list[tuple[re.Pattern, str]]) -> tuple[str | None, int]:
    if found := _PERCENT.match(bare, end):
        return "percent", found.end()
    return next(((key, found.end()) for unit, key in units if (found := unit.match(bare, end))), (None, end))


def _units(declared: Declaration) -> list[tuple[re.Pattern, str]]:
    """What finds a unit, with its key, the longest words first."""
    named = {key: (name.vi,) for key, name in declared.units.items() if key != "percent"}
    named |= {key: (*declared.claims[key], *named.get(key, ())) for key in ("dossiers", "ballots")}
    listed = [(name, key) for key, names in named.items() for name in names]
    return [(_unit(name), key) for name, key in sorted(listed, key=lambda one: -len(one[0]))]


@lru_cache(maxsize=500)
def _unit(name: str) -> re.Pattern:
    return re.compile(r"\s*" + r"\s+".join(map(re.escape, plain(name).split())) + r"(?![a-z0-9])")


def value_of(written: str, is_count: bool) -> Decimal | None:
    """1.059 and 12.349 are thousands, 99,53 and 99.53 have decimals; 1,059 is thousands where dossiers are counted."""
    text = re.sub(r"[\s\u00a0\u202f]", "", written)
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if is_count and _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text) else None
