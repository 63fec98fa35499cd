"""The documents that a report cites: kind, number, date, issuer, subject; and what is wrong with how they are cited."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise, zip_longest

from rapidfuzz import fuzz

from reform.claims.letters import plain
from reform.claims.text import Sentence

# Kind → what its number must end in (accents apart), and whether the year stands in the number.
_CP, _AUTHORITY = "nd-cp", r"[a-z0-9&.]+(?:-[a-z0-9&.]+)*"
_ENDINGS = {
    "Nghị định": (r"nd-(?:cp|hdbt)", True),
    "Thông tư liên tịch": (r"ttlt(?:/|-)" + _AUTHORITY, True),
    "Thông tư": (r"tt-(?!cp$|ttg$)" + _AUTHORITY, True),
    "Nghị quyết": (rf"(?:nq-{_AUTHORITY}|nq/(?:tw|[a-z]+)|ubtvqh[0-9]+|qh[0-9]+)", False),
    "Quyết định": (rf"(?:qd-{_AUTHORITY}|qd/{_AUTHORITY}|qd)", False),
    "Kế hoạch": (rf"(?:kh-{_AUTHORITY}|kh/{_AUTHORITY}|khlt-{_AUTHORITY}|kh)", False),
    "Chỉ thị": (rf"(?:ct-{_AUTHORITY}|ct/{_AUTHORITY}|ct)", False),
    "Báo cáo": (rf"(?:bc-{_AUTHORITY}|bc/{_AUTHORITY}|bc)", False),
    "Tờ trình": (rf"(?:ttr-{_AUTHORITY}|ttr/{_AUTHORITY}|ttr)", False),
    "Thông báo": (rf"(?:tb-{_AUTHORITY}|tb/{_AUTHORITY}|tb)", False),
    "Hướng dẫn": (rf"(?:hd-{_AUTHORITY}|hd/{_AUTHORITY}|hdlt-{_AUTHORITY}|hd)", False),
    "Công điện": (rf"(?:cd-{_AUTHORITY}|cd/{_AUTHORITY})", False),
    "Kết luận": (rf"(?:kl-{_AUTHORITY}|kl/{_AUTHORITY})", False),
    "Chương trình": (rf"(?:ctr-{_AUTHORITY}|ctr/{_AUTHORITY}|ct-{_AUTHORITY}|cthd-{_AUTHORITY})", False),
    "Đề án": (rf"(?:da-{_AUTHORITY}|da/{_AUTHORITY})", False),
    "Pháp lệnh": (r"(?:ubtvqh[0-9]+|pl-ubtvqh[0-9]+)", True),
    "Bộ luật": (r"qh[0-9]+", True),
    "Luật": (r"qh[0-9]+", True),
    "Công văn": (r"(?!nd-|tt-|qd-|nq-)[a-z0-9&/.-]+", False),
}
_EXAMPLE = {
    "Nghị định": "NĐ-CP",
    "Thông tư liên tịch": "TTLT-",
    "Thông tư": "TT-",
    "Nghị quyết": "NQ-",
    "Quyết định": "QĐ-",
    "Kế hoạch": "KH-",
    "Chỉ thị": "CT-",
    "Báo cáo": "BC-",
    "Tờ trình": "TTr-",
    "Thông báo": "TB-",
    "Hướng dẫn": "HD-",
    "Công điện": "CĐ-",
    "Kết luận": "KL-",
    "Chương trình": "CTr-",
    "Đề án": "ĐA-",
    "Pháp lệnh": "UBTVQH",
    "Bộ luật": "QH",
    "Luật": "QH",
    "Công văn": "UBND-VP",
}
_SHORT = {
    "qd": "Quyết định",
    "nd": "Nghị định",
    "nq": "Nghị quyết",
    "tt": "Thông tư",
    "kh": "Kế hoạch",
    "cv": "Công văn",
}
_SHORT |= {"ct": "Chỉ thị", "bc": "Báo cáo", "tb": "Thông báo", "ttr": "Tờ trình", "ttlt": "Thông tư liên tịch"}
_KINDS = {plain(kind): kind for kind in _ENDINGS} | _SHORT
_NORMS = ("Nghị định", "Thông tư", "Thông tư liên tịch")  # numbered with their year since 1997

_KIND_WORDS = "|".join(sorted(_KINDS, key=len, reverse=True))
_SYMBOL = r"(?:[A-ZĐ][A-ZĐa-zđ0-9&.]{0,11})(?:\s?[-–/]\s?[A-ZĐ][A-ZĐa-zđ0-9&.]{0,11}){0,3}"
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?P<digits>[0-9]{1,5}[a-zA-Z]?)(?:\s?/\s?(?P<year>(?:19|20)[0-9]{2}))?"
    rf"\s?[/-]\s?(?P<symbol>{_SYMBOL})(?![0-9])"
)
_KIND = re.compile(rf"(?:^|(?<=[^a-z0-9]))(?P<kind>{_KIND_WORDS})\s*(?:so\s*:?\s*)?$")
_BEFORE = 40  # letters before a number that may name its kind
_DATE = re.compile(
    r"[\s,(]*(?:ra\s+|ban\s+hanh\s+)?ngay\s+(?P<day>[0-9]{1,2})\s*(?:[/.-]|thang)\s*"
    r"(?P<month>[0-9]{1,2})\s*(?:[/.-]|nam)\s*(?P<year>[0-9]{4})"
)
_ISSUER = re.compile(
    r"[\s,]*cua\s+(?P<issuer>[^,;:()]{2,80}?)"
    r"(?=\s+(?:ve|quy dinh|phe duyet|ban hanh|huong dan|trien khai|thuc hien|sua doi)\b|[,;:().]|$)"
)
_SUBJECT = re.compile(
    r"[\s,(]*(?P<subject>(?:ve(?:\s+viec)?|v/v|quy dinh|phe duyet|ban hanh|huong dan|trien khai|thuc hien|sua doi"
    r"|tiep tuc|tang cuong|day manh)\s[^;()]{3,260})"
)
_ENDS_SUBJECT = re.compile(r",\s+(?=(?:ubnd|phuong|xa|uy ban|don vi|da|trong do|dong thoi)\b)|\.\s|\.$")
_BASED_ON = re.compile(
    r"\b(?:thuc hien|trien khai|can cu|theo|cu the hoa|thi hanh|huong dan|sua doi|bo sung|thay the"
    r"|tren co so|quan triet)\b"
)
_GIVES_WAY = re.compile(r"\b(?:duoc|bi)\s+(?:sua doi|bo sung|thay the|bai bo)")  # to a later one
_PUTS_OUT = re.compile(r"\b(?:ban hanh|xay dung|co|da co|tham muu|ra)\b[^;.]*$")
_SAME_TITLE = 55  # likeness of two subjects, of 100, below which they are two titles


@dataclass(frozen=True)
class Cited:
    """One document as it is cited: `number` as written without spaces, `at` its span; `faults` are (code, facts)."""

    kind: str | None
    number: str
    year: int | None
    day: date | None
    issuer: str
    subject: str
    sentence: Sentence
    at: tuple[int, int]
    whole: tuple[int, int]
    faults: tuple[tuple[str, dict], ...] = field(default=(), hash=False)

    @cached_property
    def symbol(self) -> str:
        """What stands behind number and year, accents apart: nd-cp."""
        return plain(re.sub(r"^[0-9]+[a-zA-Z]?(?:/[0-9]{4})?[/-]", "", self.number))

    @property
    def known_year(self) -> int | None:
        """The year it is of, by its date or its number."""
        return self.day.year if self.day else self.year


def cited_in(sentence: Sentence) -> list[Cited]:
    """The documents that a sentence cites, each with what its own citation shows to be wrong."""
    text, folded = sentence.text, plain(sentence.text)
    numbers = [match for match in _NUMBER.finditer(text) if _is_document(match, folded)]
    found = [
        _cited(match, later, sentence, folded)
        for match, later in zip_longest(numbers, numbers[1:])
        if match is not None
    ]
    return _out_of_order(found, folded)


def _is_document(match: re.Match, folded: str) -> bool:
    """A symbol of capitals behind a number; of one capital only after the word for a kind: 450/HS is none."""
    symbol = match["symbol"]
    capitals = sum(letter.isupper() for letter in symbol)
    known = _kind_before(folded, match.start()) is not None
    if plain(symbol).startswith(("ho so", "hs", "phieu")) and not known:
        return False
    return capitals >= 2 and (
        known or "-" in symbol or "–" in symbol or re.match(r"QH|UBTVQH|QĐ|NQ|KH|CT|TB|BC", symbol) is not None
    )


def _kind_before(folded: str, at: int) -> re.Match | None:
    """The word for a kind that ends at a place."""
    return _KIND.search(folded, max(0, at - _BEFORE), at)


def _cited(match: re.Match, later: re.Match | None, sentence: Sentence, folded: str) -> Cited:
    text, named, end = sentence.text, _kind_before(folded, match.start()), later.start() if later else len(folded)
    number = re.sub(r"\s+", "", match[0]).replace("–", "-").rstrip(".")
    at, rest = match.end(), folded[:end]
    day, wrong_day, issuer, subject = None, None, "", ""
    if found := _DATE.match(rest, at):
        at = found.end()
        day, wrong_day = _day(found)
    if found := _ISSUER.match(rest, at):
        issuer, at = text[slice(*found.span("issuer"))].strip(), found.end()
    if not day and not wrong_day and (found := _DATE.match(rest, at)):
        at = found.end()
        day, wrong_day = _day(found)
    if found := _SUBJECT.match(rest, at):
        stop = _ENDS_SUBJECT.search(found["subject"])
        last = found.start("subject") + (stop.start() if stop else len(found["subject"]))
        nested = _kind_before(rest, len(rest[:last].rstrip())) if last == end else None
        told = later.end() if nested and later else last  # "về thực hiện Quyết định số 766/QĐ-TTg"
        last = nested.start("kind") if nested else last
        subject, at = text[found.start("subject") : told].strip(' ,."”“'), max(at, last)
    kind = _KINDS[named["kind"]] if named else _kind_by_symbol(number)
    start = named.start("kind") if named else match.start()
    one = Cited(
        kind, number, int(match["year"] or 0) or None, day, issuer, subject, sentence, match.span(), (start, at)
    )
    return replace(one, faults=tuple(_own_faults(one, wrong_day)))


def _day(found: re.Match) -> tuple[date | None, str | None]:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])), None
    except ValueError:
        return None, f"{found['day']}/{found['month']}/{found['year']}"


def _kind_by_symbol(number: str) -> str | None:
    """Of a bare "766/QĐ-TTg" the kind is in its symbol; a letter's symbol says nothing."""
    symbol = plain(re.sub(r"^[0-9]+[a-zA-Z]?(?:/[0-9]{4})?[/-]", "", number))
    first = re.split(r"[-/]", symbol)[0]
    return "Luật" if re.match(r"qh[0-9]", first) else _SHORT.get(first)


def _own_faults(one: Cited, wrong_day: str | None) -> Iterator[tuple[str, dict]]:
    if wrong_day:
        yield "no_such_day", {"day": wrong_day}
    if one.kind is None:
        return
    ending, _ = _ENDINGS[one.kind]
    if not re.fullmatch(ending, one.symbol):
        yield "ending", {"kind": one.kind, "ending": _EXAMPLE[one.kind], "found": _symbol_as_written(one.number)}
    elif one.kind == "Quyết định" and "thu tuong" in plain(one.issuer) and one.symbol != "qd-ttg":
        yield "ending", {"kind": one.kind, "ending": "QĐ-TTg", "found": _symbol_as_written(one.number)}
    if one.kind in _NORMS and one.year is None:
        yield "year_missing", {"kind": one.kind}
    if one.year and one.day and one.year != one.day.year:
        yield "other_year", {"year": str(one.year), "day": f"{one.day:%d/%m/%Y}"}


def _symbol_as_written(number: str) -> str:
    return re.sub(r"^[0-9]+[a-zA-Z]?(?:/[0-9]{4})?[/-]", "", number)


# ── One document and another ──────────────────────────────────────────────────


def _out_of_order(found: list[Cited], folded: str) -> list[Cited]:
    """A document older than the one that it carries out: "Kế hoạch … ngày 05/01/2020 … thực hiện Quyết định … 2022"."""
    marked = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        between, before = folded[one.at[1] : other.whole[0]], folded[: one.whole[0]]
        if _BASED_ON.search(before[-40:]) and _PUTS_OUT.search(between):
            marked[at + 1] = _with_base(marked[at + 1], one)
        elif _GIVES_WAY.search(between) or _PUTS_OUT.search(between) or re.search(r"[;.]\s", between):
            continue
        elif _BASED_ON.search(between):
            marked[at] = _with_base(marked[at], other)
    return marked


def _with_base(one: Cited, base: Cited) -> Cited:
    """The document with a fault where it is older than what it is based on."""
    days = one.day and base.day and one.day < base.day
    years = one.known_year and base.known_year and one.known_year < base.known_year
    if not (days or years):
        return one
    facts = {"number": one.number, "when": _when(one), "base": base.number, "base_when": _when(base)}
    return replace(one, faults=(*one.faults, ("older_than_base", facts)))


def _when(one: Cited) -> str:
    return f"{one.day:%d/%m/%Y}" if one.day else str(one.known_year)


def listed(found: Iterable[Cited]) -> list[Cited]:
    """Each document once, at its first mention; again where a later mention has a fault or says it otherwise."""
    known: dict[tuple[str, str], list[Cited]] = {}
    told: list[Cited] = []
    for one in found:
        same = known.setdefault((_key(one.number), ""), [])
        clash = next((fault for other in same if (fault := _clash(other, one))), None)
        if clash:
            one = replace(one, faults=(*one.faults, clash))
        if not same or (one.faults and not any(other.faults == one.faults for other in same)):
            told.append(one)
        same.append(one)
    return told


def _key(number: str) -> str:
    digits, rest = re.match(r"([0-9]+)(.*)", plain(number)).groups()
    return f"{int(digits)}{rest}"


def _clash(one: Cited, other: Cited) -> tuple[str, dict] | None:
    """One number with two dates or two titles. A number without its year comes again each year, and at each office."""
    if one.issuer and other.issuer and fuzz.ratio(plain(one.issuer), plain(other.issuer)) < 80:
        return None
    if one.day and other.day and one.day != other.day:
        if one.year or one.day.year == other.day.year or one.symbol.endswith("-ttg"):
            return "two_dates", {
                "number": other.number,
                "first": f"{one.day:%d/%m/%Y}",
                "second": f"{other.day:%d/%m/%Y}",
            }
        return None
    if one.subject and other.subject and not _same_title(one.subject, other.subject):
        return "two_titles", {"number": other.number, "first": one.subject, "second": other.subject}
    return None


def _same_title(one: str, other: str) -> bool:
    first, second = (
        re.sub(r"^(?:ve(?: viec)?|v/v)\s+|\b(?:phe duyet|ban hanh)\s+", "", plain(text)) for text in (one, other)
    )
    return max(fuzz.token_set_ratio(first, second), fuzz.partial_ratio(first, second)) >= _SAME_TITLE
