"""A table of a report → its columns with what their headers say, its rows with their labels; totals told from parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reform.claims.letters import plain
from reform.claims.tokens import Token, tokens, value_of
from reform.claims.words import Lexicon
from reform.declared import Declaration
from reform.intake.headers import Words, header_key, without_bullet
from reform.intake.reading import Sheet, Written
from reform.intake.stacked import is_numbering, read_headers
from reform.intake.table import is_index_row
from reform.numbers import is_figure

_WIDEST = 60  # columns
_DASHES = frozenset("-–—−xX./")
_ORDINAL = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[a-zđA-HĐ])[.)]?\)?")
_ROMAN = re.compile(r"\(?[IVX]{1,5}[.)]?\)?")
_COUNTING = re.compile(r"\(?[0-9A-Z]{1,2}\)?(?:\s*=.*)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BELOW = re.compile(r"\s*(?:[-+*•–—]|trong do|gom|bao gom|chia ra|rieng|o do)")
# What a column of digits may be that holds no figure
_NO_FIGURE = re.compile(
    r"\b(?:nam|ngay|thang|so ky hieu|so hieu|so van ban|ma so|ma|dien thoai|sdt|tt|stt|so tt|ghi chu|xep hang|xep loai"
    r"|hang|thu tu|vi tri|thoi gian|thoi han|dia chi|lien he|so to|so thua)\b"
)
_PERCENT = re.compile(r"%|\bty le\b|\bti le\b")
_CHANGE = re.compile(r"\b(?:tang|giam|so sanh|chenh lech|so voi)\b|\+\s*/\s*-")


@dataclass(frozen=True)
class Value:
    """One cell with a figure: its number as a token of `text`, which may hold a percentage behind it."""

    column: int
    text: str
    number: Token

    @property
    def is_percent(self) -> bool:
        return self.number.unit == "percent"


@dataclass(frozen=True)
class Column:
    """A column of figures. `path`: its headers, the outermost first; `key`: the measure they mean, None if open."""

    index: int
    path: tuple[str, ...]
    key: str | None
    is_percent: bool

    @property
    def header(self) -> str:
        return " – ".join(part for part in self.path if part)


@dataclass(frozen=True)
class Row:
    """A row of figures. `number`: its place in the table, from 1; `kind`: row, total (of all rows), part (of the row
    above) or beside (what is compared, planned, averaged)."""

    number: int
    ordinal: str
    label: str
    unit: str
    kind: str
    values: dict[int, Value]


@dataclass(frozen=True)
class Grid:
    """A table as it is understood. `of_units`: its rows are units, its total more than one unit's."""

    number: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    of_units: bool


def read_table(sheet: Sheet, lexicon: Lexicon) -> Grid | None:
    """The columns and rows of a table; None where no column holds figures, or it is wider than any page."""
    words, declared = lexicon.headers, lexicon.declared
    records = [tuple(record) for record in sheet.rows]
    block, start = _head(records, declared)
    headers = _headers(sheet, block, words)
    body = [(number, record) for number, record in enumerate(records[start:], start + 1) if any(record)]
    body = [one for one in body if not is_numbering(one[1]) and not is_index_row(one[1])]
    width = max(map(len, records))
    if width > _WIDEST:
        return None
    naming = _naming(body, headers, width, words)
    columns = [
        column
        for index in range(width)
        if index not in naming and (column := _column(index, headers, body, declared, words))
    ]
    if not columns:
        return None
    rows = [_row(number, record, naming, columns, lexicon) for number, record in body]
    named = [header_key(part) for at in naming for part in headers.get(at, ((), None))[0]]
    of_units = any(words.known.get(key) in ("unit", "group", "locality") for key in named)
    return Grid(int(sheet.name), tuple(columns), tuple(row for row in rows if row.values), of_units)


# ── Headers ───────────────────────────────────────────────────────────────────


def _head(records: list[tuple[Written, ...]], declared: Declaration) -> tuple[tuple[int, ...], int]:
    """(the numbers of the rows of headers, how many rows come before the body); a title over the table is no header."""
    last = 0
    while last < len(records) - 1 and _is_head(records[last], declared):
        last += 1
    block = [number for number in range(1, last + 1) if any(records[number - 1])]
    while block and is_numbering(records[block[-1] - 1]):
        block.pop()
    while len(block) > 1 and len([cell for cell in records[block[0] - 1] if cell]) == 1:
        block.pop(0)
    return tuple(block), last


def _is_head(record: tuple[Written, ...], declared: Declaration) -> bool:
    """A row without figures, one of years alone, or the one that counts the columns."""
    figures = [cell for cell in record if is_figure(cell) or _is_worded(cell, declared)]
    if not figures or is_index_row(record) or is_numbering(record):
        return True
    if all(_YEAR.fullmatch(cell) for cell in figures) and len(figures) < len([cell for cell in record if cell]):
        return True
    filled = [cell for cell in record if cell]
    return len(filled) > 1 and filled[0].startswith("(") and all(_COUNTING.fullmatch(cell) for cell in filled)


def _headers(sheet: Sheet, block: tuple[int, ...], words: Words) -> dict[int, tuple[tuple[str, ...], str | None]]:
    """Column → (its headers, what they mean)."""
    if not block:
        return {}
    return {one.index: (one.path, one.key) for one in read_headers(sheet, block, words)}


def _naming(body, headers, width: int, words: Words) -> list[int]:
    """The columns before the figures: ordinals, labels, units of measure."""
    found = []
    for index in range(width):
        cells = [record[index] for _, record in body if index < len(record) and record[index]]
        path, key = headers.get(index, ((), None))
        figures = [cell for cell in cells if _is_value(cell)]
        counted = all(_ORDINAL.fullmatch(cell) for cell in cells) and key is None and not index and width > 2
        is_other = key not in (None, "value", *words.measures)
        is_other |= key not in words.measures and _NO_FIGURE.search(plain(" ".join(path))) is not None
        if is_other or (counted and not _is_measured(path)) or len(figures) * 2 < len(cells):
            found.append(index)
        elif cells:
            break
    return found


def _is_measured(path: tuple[str, ...]) -> bool:
    return bool(path) and re.search(r"\bso\b(?! tt)|\btong\b|\bty le\b", plain(" ".join(path))) is not None


def _column(index: int, headers, body, declared: Declaration, words: Words) -> Column | None:
    path, key = headers.get(index, ((), None))
    told = plain(" ".join(path))
    cells = [record[index] for _, record in body if index < len(record) and record[index]]
    values = [cell for cell in cells if _is_value(cell)]
    years = values and all(_YEAR.fullmatch(cell) for cell in values)
    known = key if key in words.measures else None
    if not values or years or len(values) * 2 < len(cells) or (_NO_FIGURE.search(told) and not known):
        return None
    if known is None and _CHANGE.search(told):
        return None
    read = (_read(cell, declared) for cell in values if "%" in cell)
    shares = [one for one in read if one and one.unit == "percent"]
    is_percent = bool(_PERCENT.search(plain(path[-1]) if path else "")) or len(shares) * 2 > len(values)
    return Column(index, path, known, is_percent)


# ── Rows ──────────────────────────────────────────────────────────────────────


def _row(number: int, record, naming: list[int], columns: list[Column], words: Lexicon) -> Row:
    texts = [str(record[at]) for at in naming if at < len(record) and record[at]]
    ordinal = texts[0] if len(texts) > 1 and _ORDINAL.fullmatch(texts[0]) else ""
    told = texts[1:] if ordinal else texts
    label, unit = (told or texts or [""])[0], told[1] if len(told) > 1 else ""
    values = {}
    for column in columns:
        cell = record[column.index] if column.index < len(record) else ""
        if cell and (found := _read(cell, words.declared, column.is_percent)):
            values[column.index] = Value(column.index, str(cell), found)
    return Row(number, ordinal, " ".join(label.split()), " ".join(unit.split()), _kind(texts, label, words), values)


def _kind(texts: list[str], label: str, words: Lexicon) -> str:
    whole = words.totals.label([without_bullet(text) for text in texts])
    if whole is not None and (words.totals.is_whole(whole) or not words.named(plain(label))):
        return "total" if words.totals.is_whole(whole) else "beside"
    key = header_key(label)
    if key in {header_key(word) for word in words.declared.words["beside_units"]} or _CHANGE.search(plain(label)):
        return "beside"
    return "part" if _BELOW.match(plain(label)) else "row"


def is_roman(row: Row) -> bool:
    return bool(_ROMAN.fullmatch(row.ordinal))


def _is_value(cell: str) -> bool:
    return is_figure(cell) or cell.strip() in _DASHES or re.match(r"\s*[<>≤≥]?\s*[0-9][0-9.,\s]*", cell) is not None


def _is_worded(cell: str, declared: Declaration) -> bool:
    """450 (52,82%), 450 hồ sơ: a figure with its share or its unit."""
    return _is_value(cell) and _read(cell, declared) is not None


def _read(cell: str, declared: Declaration, is_percent: bool = False) -> Token | None:
    """The figure of a cell, before the percentage that may stand behind it: 450; 450 hồ sơ; 52,82 %; 450 (52,82%)."""
    bare = plain(" ".join(cell.split()))
    found = list(tokens(re.sub(r"[<>≤≥]", " ", bare), declared))
    rest = list(bare)
    for one in found:
        rest[one.start : one.after] = " " * (one.after - one.start)
    if not 1 <= len(found) <= 2 or re.search(r"[^\s()<>≤≥=]", "".join(rest)):
        return None
    first = found[0]
    if len(found) > 1 and found[1].unit != "percent":
        return None
    if is_percent and first.unit is None:
        first = Token(first.start, first.end, first.after, first.written, "percent", False)
    return first if value_of(first.written, first.unit != "percent") is not None else None


def _without_whole(above: list[Row], total: Row) -> list[Row]:
    """The rows above a total but the first where it is the whole itself: the same in every figure, others below it."""
    rest = above[1:]
    is_whole = bool(rest) and _figures(above[0]) == _figures(total)
    return rest if is_whole and any(any(_figures(row).values()) for row in rest) else above


def _figures(row: Row) -> dict[int, Decimal]:
    return {at: value_of(one.number.written, not one.is_percent) for at, one in row.values.items()}


def parts_of(total: Row, rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """The rows that may make up a total, the likeliest first: those above it, or below where it comes first."""
    others = [row for row in rows if row.kind == "row"]
    above = [row for row in others if row.number < total.number]
    found = _without_whole(above, total) or others
    top = [row for row in found if is_roman(row)]
    simple = [row for row in found if "." not in row.ordinal.rstrip(".")]
    told = set()
    for choice in (top, [row for row in simple if not is_roman(row)], simple, found):
        numbers = tuple(row.number for row in choice)
        if len(choice) > 1 and numbers not in told:
            told.add(numbers)
            yield tuple(choice)
