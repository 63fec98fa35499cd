"""How offices write periods and dates: words → kind, year and number. What they mean is in period.py."""

import re
from dataclasses import dataclass, replace
from datetime import date

from reform.numbers import Unreadable
from reform.wards import fold, tidy

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_OF = r"(?:\s*[/.,-]\s*|\s+)(?:nam\s+)?"
_MONTH = r"(?P<number>0?[1-9]|1[0-2])"
# What says of itself which kind it is, and so may stand inside a title line.
_SPOKEN = (
    ("quarter", rf"\b(?:quy|q)\s*\.?\s*(?P<number>iv|i{{1,3}}|0?[1-4]){_OF}{_YEAR}"),
    ("months", rf"\b{_MONTH}\s*thang(?:\s+(?P<part>dau|cuoi))?{_OF}{_YEAR}"),
    ("month", rf"\bthang\s*{_MONTH}{_OF}{_YEAR}"),
    ("unreal", rf"\b(?:quy|thang)\s*\.?\s*(?:[ivxlc]+|[0-9]{{1,2}}){_OF}{_YEAR}"),
    ("year", rf"\b(?:ca\s+)?nam\s+{_YEAR}"),
)
# A part of a year that stands elsewhere in the line: "quý III và 9 tháng năm 2025". "Q.3" alone is a district.
_QUARTER = r"(?:iv|i{1,3}|0?[1-4])\b"
_AND = r"\s*(?:va|den|[,;&+-])\s*"
_PART = (
    ("quarter", rf"\bquy\s*\.?\s*(?P<number>{_QUARTER})(?P<more>(?:{_AND}{_QUARTER}(?!\s*thang))*)"),
    ("months", rf"\b{_MONTH}\s*thang\b(?:\s+(?P<part>dau|cuoi)\b)?(?:\s+nam\b)?"),
    ("month", rf"\bthang\s*{_MONTH}\b(?P<more>(?:{_AND}(?:0?[1-9]|1[0-2])\b)*)"),
)
# What is a period only when it is the whole cell.
_TERSE = (
    ("quarter", rf"(?P<number>iv|i{{1,3}}){_OF}{_YEAR}"),
    ("quarter", rf"{_YEAR}\s*[-/]?\s*q(?P<number>[1-4])"),
    ("half", rf"{_YEAR}\s*[-/]?\s*h(?P<number>[12])"),
    ("months", rf"{_YEAR}\s*[-/]?\s*{_MONTH}m"),
    ("month", rf"t\.?\s*{_MONTH}{_OF}{_YEAR}"),
    ("month", rf"{_MONTH}\s*[/-]\s*{_YEAR}"),
    ("month", rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])"),
    ("year", _YEAR),
)
# What names a period in the name of a file or a sheet, where only spaces part the words.
_NAMED = (
    ("quarter", rf"\b(?:quy|q)\s*(?P<number>iv|i{{1,3}}|0?[1-4])\s*(?:nam\s*)?{_YEAR}"),
    ("quarter", rf"\b{_YEAR}\s*(?:quy|q)\s*(?P<number>iv|i{{1,3}}|0?[1-4])"),
    ("half", rf"\b{_YEAR}\s*h(?P<number>[12])"),
    ("months", rf"\b{_YEAR}\s*{_MONTH}\s*(?:m|thang)"),
    ("months", rf"\b{_MONTH}\s*t\s*(?:(?P<part>dau|cuoi)\s*)?(?:nam\s*)?{_YEAR}"),
    ("month", rf"\b(?:thang|t)\s*{_MONTH}\s*(?:nam\s*)?{_YEAR}"),
    ("month", rf"\b{_YEAR}\s*(?:thang|t)\s*{_MONTH}"),
    ("month", rf"(?<![0-9])(?<![0-9]\s)(?P<number>0[1-9]|1[0-2])\s{_YEAR}"),
    ("month", rf"\b{_YEAR}\s(?P<number>0[1-9]|1[0-2])(?!\s?[0-9])"),
)
_DATE = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
_WINDOW = re.compile(
    rf"[(\[]?\s*(?:tinh\s+)?(?:tu\s+)?(?:ngay\s+)?({_DATE})\s*"
    rf"(?:den|-|–)\s*(?:het\s+)?(?:ngay\s+)?({_DATE})\s*[)\]]?"
)
_CUMULATIVE = re.compile(r"[(,;-]?\s*\bluy ke(?:\s+tu\s+dau\s+nam)?(?:\s+den)?(?:\s+het)?\s*[),;:]?")
_PREFIX = re.compile(r"(?:ky bao cao|thoi ky|ky|bao cao|so lieu)\s*:?\s+")
_SAYS_WHEN = re.compile(r"(?:ky bao cao|thoi ky|ky)\s*:")
_SIGNED = re.compile(r"\bngay\s+\S+\s+thang\s+\S+\s+nam\s+\S+")
_DAY = re.compile(r"\bngay\s+\S+\s+thang\s+\S+")
_JOINED = re.compile(r"\s*(?:va|[,;&+-])?\s*")
# What a report is compared with, and what it looks ahead to: never its own period.
_OTHER = re.compile(r"\b(?:so voi|cung ky)\b(?:[^,;:)\].]|\.(?!\s))*|\bphuong huong\b.*")


@dataclass(frozen=True)
class Spoken:
    """What a label says: kind (month quarter half months year), year, number, and whether "lũy kế"."""

    kind: str
    year: int
    number: int | None
    cumulative: bool


@dataclass(frozen=True)
class Heard:
    """A period named inside a line: its meaning (None: "Quý V/2025") and words, the span of what names its year in the
    folded line, and whether it is a year beside a part of itself: "quý IV và năm 2025"."""

    spoken: Spoken | None
    words: str
    span: tuple[int, int]
    is_beside_part: bool = False


def understand(label: str) -> Spoken | None:
    """The meaning of a whole label, accents and case apart; None when it is no period of the calendar."""
    found = ((kind, re.fullmatch(pattern, _bare(label))) for kind, pattern in _SPOKEN + _TERSE)
    return next((_spoken(kind, match, fold(label)) for kind, match in found if match), None)


def is_part_of_year(label: str) -> bool:
    """Whether a whole label is a period but for its year: "Quý I", "Tháng 9", "6 tháng đầu năm"."""
    return any(re.fullmatch(pattern, _bare(label)) for _, pattern in _PART)


def _bare(label: str) -> str:
    return _PREFIX.sub("", _CUMULATIVE.sub(" ", fold(label)).strip(" ()[],;:.-"), count=1).strip()


def overhear(text: str) -> list[Heard]:
    """The periods named inside a longer line: parts whose year stands elsewhere in it, parts with their year, years.

    The date of a signature ("ngày 16 tháng 9 năm 2025") is none, nor is a period the report is compared with.
    """
    written = tidy(text)
    folded = _hushed(_OTHER, _hushed(_SIGNED, _hushed(_WINDOW, fold(written))))
    heard, rest = _with_year(folded, written)
    # "Kỳ báo cáo: III/2025": what follows is a label, however terse.
    if not heard and _SAYS_WHEN.match(folded) and (spoken := understand(folded)):
        return [Heard(spoken, written, (0, len(folded)))]
    return _with_parts(heard, _hushed(_DAY, rest), folded, written)


def _with_year(folded: str, written: str) -> tuple[list[Heard], str]:
    """What names its own year, and the rest of the line."""
    rest, heard = _hushed(_CUMULATIVE, folded), []
    for kind, pattern in ((kind, re.compile(rf"{pattern}\b")) for kind, pattern in _SPOKEN):
        for match in pattern.finditer(rest):
            heard.append(Heard(_spoken(kind, match, folded), written[slice(*match.span())], match.span()))
        rest = _hushed(pattern, rest)
    return heard, rest


def _with_parts(heard: list[Heard], rest: str, folded: str, written: str) -> list[Heard]:
    """Also the parts without a year in the rest of a line, each of the year right before it, else of the next one; a
    year joined to its part ("quý IV và năm 2025") is named beside it."""
    parts, left = [], rest
    for kind, pattern in ((kind, re.compile(pattern)) for kind, pattern in _PART):
        for match in pattern.finditer(left):
            lender = _lender(heard, match, rest)
            if lender is None:
                continue
            spoken = _spoken(kind, match, folded[: match.end()], lender.spoken.year)
            more = re.findall(r"\b(?:[iv]+|[0-9]+)\b", match.groupdict().get("more") or "")
            told = [spoken, *(replace(spoken, number=number) for number in map(_number, more))]
            parts += [Heard(one, written[slice(*match.span())], lender.span) for one in told]
            between = rest[match.end() : lender.span[0]]
            if lender.spoken.kind == "year" and between.strip() and _JOINED.fullmatch(between):
                heard = [replace(one, is_beside_part=True) if one is lender else one for one in heard]
        left = _hushed(pattern, left)
    return parts + heard


def _lender(heard: list[Heard], part: re.Match, rest: str) -> Heard | None:
    """What names the year of a part: "quý III/2025 và 9 tháng", else the next in the line."""
    known = [one for one in heard if one.spoken]
    before = (one for one in known if one.span[1] <= part.start())
    later = (one for one in known if one.span[0] >= part.end())
    joined = (one for one in before if _JOINED.fullmatch(rest, one.span[1], part.start()))
    return next(joined, None) or min(later, key=lambda one: one.span, default=None)


def without_period(text: str) -> str:
    """A line as far as its first period or window: "UBND thành phố A - Năm 2025" → "UBND thành phố A"."""
    written = tidy(text)
    folded = fold(written)
    patterns = (_WINDOW.pattern, *(rf"{pattern}\b" for _, pattern in _SPOKEN))
    if not any(re.search(pattern, folded) for pattern in patterns):
        return written
    found = (re.search(pattern, folded) for pattern in (*patterns, *(pattern for _, pattern in _PART)))
    start = min(match.start() for match in found if match)
    return written[:start].rstrip(" -–—,;:(") if start else written


def _hushed(pattern: re.Pattern, text: str) -> str:
    """The text with blanks for what matches, so that the rest keeps its place."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def overhear_name(name: str) -> Spoken | None:
    """A period in the name of a file or a sheet: "bao-cao_Q3.2025", "2025-Q3", "T8 2025", "9T2025"; else None.

    What the name says in words comes first; a year alone says nothing of the span.
    """
    folded = " ".join(re.sub(r"[-_.,()\[\]/]", " ", fold(name)).split())
    told = _hushed(_OTHER, _hushed(_SIGNED, folded))
    spoken = next((heard.spoken for heard in _with_year(told, told)[0] if heard.spoken), None)
    if spoken and spoken.kind != "year":
        return spoken
    bare = _hushed(_CUMULATIVE, told)
    found = ((kind, re.search(rf"{pattern}(?![a-z0-9])", bare)) for kind, pattern in _NAMED)
    return next((_spoken(kind, match, folded) for kind, match in found if match), spoken)


def split_window(label: str) -> tuple[str, date | None, date | None]:
    """A label, folded, without the window inside it ("Quý III/2025 (từ … đến …)"), and that window."""
    folded = fold(label)
    found = _WINDOW.search(folded)
    if not found:
        return folded, None, None
    rest = folded[: found.start()] + " " + folded[found.end() :]
    return rest, read_date(found[1]), read_date(found[2])


def read_date(text: str) -> date | None:
    """`15/6/2025`, `15-06-2025` (day first) or `2025-06-15`; None when blank. Raises Unreadable."""
    text = re.sub(r"[ T]0?0:00(?::00)?$", "", text.strip())
    if not text:
        return None
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    else:
        raise Unreadable("date_unreadable")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("date_unreadable") from None


def _spoken(kind: str, match: re.Match, folded: str, year: int | None = None) -> Spoken | None:
    """`year` of a part that has none of its own."""
    if kind == "unreal":
        return None
    found = match.groupdict()
    number = _number(found.get("number"))
    if found.get("part") == "cuoi":
        if number != 6:
            return None
        kind, number = "half", 2
    return Spoken(kind, year or int(found["year"]), number, bool(_CUMULATIVE.search(folded)))


def _number(written: str | None) -> int | None:
    return _ROMAN.get(written) or (int(written) if written else None)
