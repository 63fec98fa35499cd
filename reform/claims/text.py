"""A report as bytes or pasted → its sentences: lines joined that were broken, a list kept with what it belongs to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reform.claims.letters import plain
from reform.claims.lines import Apart, Table, document_lines, is_story, pasted, sheet_lines, tidied
from reform.intake.encoding import recognise
from reform.intake.opening import kind_of
from reform.intake.reading import refuse
from reform.intake.workbook import open_workbook

MOST_LETTERS = 400_000  # a report of two hundred pages
_MOST_BYTES = 8 * MOST_LETTERS  # of a text in any encoding, accents apart
_PACKED = (b"%PDF", b"PK", b"\xd0\xcf\x11\xe0")  # whose size is looked at when they are opened
MOST_OF_A_LINE = 5_000  # letters: more than a page; a longer line is read in pieces
MOST_OF_A_SENTENCE = 1_500  # letters: a paragraph without a full stop is cut there
_ITEMS = 15  # of one list

_BULLET = re.compile(r"\s*(?:[-+*•–—▪●o]\s+|[a-zđ]\)\s*|\([a-zđ0-9]{1,2}\)\s*|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s+)")
_LIST = re.compile(r"\s*[-+*•–—▪●]\s*")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[IVX]{1,4}[.)])(?:\s|$)")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s+)?[-–]?\s*[0-9]{1,3}\s*[-–]?(?:\s*/\s*[0-9]{1,3})?\s*")
_BROKEN = re.compile(r"[^\W\d_][-\u2010]")
# A full stop ends a sentence before a capital or a sign of a list; not in "TP. Mây Ngàn", "P.Lúa Ngọt", "1.059".
_STOP = re.compile(r"(?<!\b[A-ZĐ])(?<!TP)(?<!TX)(?<!TT)(?<!ThS)(?<!TS)(?<!^[0-9])[.!?…](?=\s+[\"“(]?[A-ZÀ-ỸĐ0-9-])")
_NARROW, _PRINTED, _WIDE = 30, 60, 130  # letters of a line: of a column, of a page, of none that was broken
_EXPECTS = re.compile(
    r"\b(?:tiep nhan|giai quyet|la|co|gom|dat|va|voi|hon|tren|duoi|khoang|tong so|duoc|ty le|ngay|so)$"
)
_BEGINS = re.compile(
    r"(?:da |dang |tong )?(?:tiep nhan|giai quyet|so ho so|ty le)\b|dat ty le|[0-9.]+ (?:ho so|phieu)|[0-9./]+ dat"
)
_MAY_END = re.compile(r"(?:ho so|hs|phieu|han|hen|[0-9%)])$")
_GOES_ON = re.compile(r"(?:[-+*•–—▪●]\s*)?(?:trong do|bao gom|gom co|gom|chia ra|cu the)\b")


@dataclass(frozen=True)
class Sentence:
    """One sentence on one line, and the paragraph (from 0) it begins in."""

    text: str
    paragraph: int


def read_report(data: bytes) -> tuple[str, ...]:
    """The paragraphs of a .docx, a .pdf that holds text, or a .txt, in NFC; of a .docx its tables and footnotes too.

    Raises Refused: what `kind_of`, `recognise` and `open_workbook` raise; not_prose for a workbook; too_long.
    """
    if len(data) > _MOST_BYTES and not data.startswith(_PACKED):
        raise refuse("too_long")
    kind = "pdf" if data.startswith(b"%PDF") else kind_of(data)
    if kind in ("xlsx", "xls", "ods"):
        raise refuse("not_prose")
    if kind == "csv":
        return paragraphs(recognise(data).text)
    if kind == "docx":
        return _checked(map(tidied, document_lines(open_workbook(data, "prose"))))
    (sheet,) = open_workbook(data, kind)
    return paragraphs("\n".join(sheet_lines(sheet)).replace("\t", " "))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text whose lines may be broken in the middle of a sentence or of a word, and its tables."""
    lines = [tidied(line) for line in pasted(unicodedata.normalize("NFC", text).splitlines())]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    last = ""
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line):
            continue
        has_room = joined and len(joined[-1]) < MOST_OF_A_LINE
        if has_room and line and is_story(last) and is_story(line) and _is_broken(last, line, width):
            is_cut = _is_cut(last) and line[:1].islower()
            joined[-1] = joined[-1][:-1] + line if is_cut else f"{joined[-1]} {line}"
        else:
            joined.append(line)
        last = line
    return _checked(joined)


def _checked(lines: Iterable[str]) -> tuple[str, ...]:
    found = tuple(line for line in lines if line)
    if sum(map(len, found)) > MOST_LETTERS:
        raise refuse("too_long")
    return tuple(piece for line in found for piece in _pieces(line))


def _pieces(line: str) -> Iterator[str]:
    """A line in pieces as long as a paragraph may be, each ended at a full stop or a space; a table whole."""
    start = 0
    while len(line) - start > MOST_OF_A_LINE and not isinstance(line, Table):
        last = start + MOST_OF_A_LINE
        stops = (line.rfind(sign, start + 1, last) + 1 for sign in (". ", " "))
        end = next((stop for stop in stops if stop), last)
        yield tidied(line.but(line[start:end]) if isinstance(line, Apart) else line[start:end])
        start = end
    if start:
        yield tidied(line.but(line[start:]) if isinstance(line, Apart) else line[start:])
    else:
        yield line


def _is_cut(before: str) -> bool:
    """Whether a line ends in the middle of a word."""
    return _BROKEN.fullmatch(before[-2:]) is not None


def _is_broken(before: str, line: str, width: int) -> bool:
    """Whether a line goes on from the one before.

    In a text of broken lines that one is nearly full, and the next begins in small letters or the text is all so; a
    file with a paragraph a line has longer ones. Where no line is full, only what cannot end goes on.
    """
    if not before or before[-1] in ".!?;:…" or _LIST.match(line) or _NUMBERED.match(line):
        return False
    if _is_cut(before) or before[-1] in ",(-–":
        return line[:1].islower() or line[:1].isdigit() or before[-1] == ","
    if _EXPECTS.search(plain(before)):
        return True
    full = _NARROW <= width <= _WIDE and len(before) >= 0.75 * width
    begins = _BEGINS.match(plain(line)) and _MAY_END.search(plain(before))
    return full and not begins and (line[:1].islower() or line[:1] == "(" or width >= _PRINTED)


# ── Sentences ─────────────────────────────────────────────────────────────────


def sentences(lines: Iterable[str]) -> list[Sentence]:
    """The sentences of paragraphs, tables left out; "Trong đó: …" and the items of a list belong to the figure before
    them."""
    lines = list(lines)
    found: list[Sentence] = []
    for number, passage in _passages(lines):
        for text in _split(passage):
            near = found and is_story(lines[number]) and is_story(lines[found[-1].paragraph])
            if near and found[-1].paragraph >= number - 1 and _continues(found[-1].text, text):
                found[-1] = Sentence(f"{found[-1].text} {text}", found[-1].paragraph)
            else:
                found.append(Sentence(text, number))
    return found


def _continues(before: str, text: str) -> bool:
    room = len(before) + len(text) < MOST_OF_A_SENTENCE
    return room and any(map(str.isdigit, before)) and _GOES_ON.match(plain(text)) is not None


def _passages(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(number, text): a paragraph with the items of the list that it opens."""
    at = 0
    while at < len(lines):
        start, text = at, lines[at]
        while at + 1 < len(lines) and at - start < _ITEMS and _opens(text, lines[at], lines[at + 1]):
            at += 1
            text += " " + lines[at]
        if not isinstance(text, Table):
            yield start, text
        at += 1


def _opens(text: str, last: str, line: str) -> bool:
    """Whether a line is an item of the list that the text before it has begun: both hold figures."""
    if not (is_story(last) and is_story(line)):
        return False
    if _holds_figure(text) and line.rstrip().endswith(":") and _GOES_ON.fullmatch(plain(line).rstrip(": ")):
        return len(text) + len(line) <= MOST_OF_A_SENTENCE
    if len(text) + len(line) > MOST_OF_A_SENTENCE or not (_holds_figure(text) and any(map(str.isdigit, line))):
        return False
    ending = last.rstrip()[-1:]
    if _deeper(last, line):
        return True
    return ending in (":", ";", ",") and (bool(_BULLET.match(line)) or line[:1].islower() or ending == ":")


def _deeper(last: str, line: str) -> bool:
    """Whether a line is the first item below one that ends without a sign, or a further item of the same kind."""
    sign, other = _LIST.match(line), _LIST.match(last)
    if sign is None or not sign[0].strip() or last.rstrip()[-1:] in ".!?":
        return False
    if other is None:
        return not _BULLET.match(last)
    return sign[0].strip() == "+" and other[0].strip() in ("-", "+")


def _holds_figure(text: str) -> bool:
    """A digit beyond the number of a list."""
    return any(map(str.isdigit, _BULLET.sub("", text, count=1)))


def _split(passage: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(passage):
        if text := passage[start : stop.end()].strip():
            yield text[:MOST_OF_A_SENTENCE]
        start = stop.end()
    if text := passage[start:].strip():
        yield text[:MOST_OF_A_SENTENCE]
