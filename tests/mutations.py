"""Files spoiled in the ways files get spoiled, and what each still plainly says.

    mutation(7)  → Mutation(kind, data, name, accepted)

A report of tests/variants.py is drawn and dressed, then changed once: a byte, a quote, a cell, a row, a header, a name.
`accepted` are the figures that a reader may take without a word: what the changed file states, read cell by cell under
the report's own number convention by the few lines of `state` below, which know nothing of the product. Empty: nothing
may be taken in silence.
"""

import csv
import io
import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from tests import variants
from tests.variants import EN, FORM_KEYS, HEADERS, PLAIN, PLAIN_POINT, VI, WARDS, Convention, Dress, Report
from tests.variants import header_at as form_header_at

WINDOW = ("15/6/2025", "14/9/2025")
OLD_NAMES = ("Phường Suối Mộng", "Xã Khoai Lang", "Phường Mưa Rào")  # nobody has registered them
WORKBOOKS = 0.06
Figures = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Mutation:
    kind: str
    data: bytes
    name: str
    accepted: tuple[Figures, ...]


@dataclass
class Paper:
    """A drawn report: its cells, which measure stands in which column, and where the lines of wards begin."""

    report: Report
    grid: list[list[str]]
    columns: dict[int, str]
    body: int  # the first record below the header, from 0
    convention: Convention
    dress: Dress
    rng: random.Random = field(repr=False)

    @property
    def unit_column(self) -> int:
        return 1 if self.report.kind in ("form", "own") else 0

    @property
    def lines(self) -> list[int]:
        """The records that report figures: wards or fields, without the total row."""
        return [i for i in self.filled if not self.is_total(i)]

    @property
    def filled(self) -> list[int]:
        rows = range(self.body, len(self.grid))
        return [i for i in rows if any(self.grid[i][c] for c in self.columns) and not is_signature(self, self.grid[i])]

    def is_total(self, i: int) -> bool:
        return plain_words(self.grid[i][self.unit_column]) in ("tổng cộng", "tổng số")

    def numbers(self) -> list[tuple[int, int]]:
        """The cells of lines that hold a number."""
        return [(i, c) for i in self.lines for c in self.columns if re.search("[0-9]", self.grid[i][c])]

    def bytes(self) -> bytes:
        return variants.encode(variants.text_of(self.grid, self.dress, random.Random(0)), self.dress)


def make_paper(rng: random.Random, kind: str) -> Paper:
    window = WINDOW if kind != "template" and rng.random() < 0.7 else None
    report = variants.make_report(rng, kind, window=window)
    convention = rng.choice((VI, VI, VI, EN, PLAIN, PLAIN_POINT))
    grid = variants.draw(report, convention, rng)
    dress = Dress() if rng.random() < 0.5 else replace(variants.make_dress(rng), nfd=False, quotes="needed")
    return lay_out(Paper(report, grid, {}, 0, convention, dress, rng))


def lay_out(paper: Paper) -> Paper:
    if paper.report.kind == "template":
        keys = {header: key for key, header in HEADERS.items()}
        paper.columns = {c: keys[text] for c, text in enumerate(paper.grid[0]) if text in keys}
        paper.body = 1
        return paper
    paper.columns = dict(enumerate(FORM_KEYS, 2))
    after = form_header_at(paper.grid) + 3
    paper.body = after + (paper.grid[after][0] == "(1)")
    return paper


# ── What a grid plainly says ──────────────────────────────────────────────────


class Unclear(Exception):
    """A cell that says nothing plainly."""


def plain_words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").casefold().split())


KNOWN = {plain_words(form): ward for ward, forms in variants.WRITINGS.items() for form in forms}
UNIT_WORDS = {"received": "hồ sơ", "resolved": "hồ sơ", "pending": "hồ sơ", "carried": "hồ sơ", "survey": "phiếu"}


def is_signature(paper: Paper, row: list[str]) -> bool:
    """ "Ngày 16 tháng 9 năm 2025", "CHÁNH VĂN PHÒNG": words alone where figures would stand in a form."""
    if paper.report.kind == "template":
        return False
    if plain_words(row[paper.unit_column] if len(row) > paper.unit_column else "").startswith("người lập"):
        return True
    cells = [row[c] for c in paper.columns if c < len(row) and row[c].strip()]
    return bool(cells) and all(sum(map(str.isalpha, cell)) > 8 for cell in cells)


def is_numbering(row: list[str]) -> bool:
    """(7)=(8)+(9)+(10);(8): columns counted, or half of such a row."""
    filled = [text for text in row if text.strip()]
    return bool(filled) and all(re.fullmatch(r"\([0-9]+\)[()=+0-9]*", text) for text in filled)


def number(text: str, key: str, convention: Convention) -> Decimal:
    """A cell's number in its measure's unit. Raises Unclear."""
    text = unicodedata.normalize("NFC", text).strip(" \t\r\n\u00a0")
    stated = key in variants.STATED
    if stated:
        text = text.removesuffix("%").rstrip()
    word = UNIT_WORDS.get(key.split("_")[0])
    if word:
        text = text.removesuffix(word).rstrip()
    mark, point = re.escape(convention.thousands or " "), re.escape(convention.decimals)
    grouped = rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+"
    if not (found := re.fullmatch(rf"([-+]?)({grouped}|[0-9]+)(?:{point}([0-9]+))?", text)):
        raise Unclear(text)
    value = Decimal(f"{found[1]}{re.sub('[^0-9]', '', found[2])}.{found[3] or 0}")
    if (stated and not 0 <= value <= 100) or (key not in (*variants.POINTS, *variants.STATED) and value % 1):
        raise Unclear(text)
    return value


def state(paper: Paper, grid: list[list[str]] | None = None) -> tuple[Figures, ...]:
    """What the grid says under its own convention; only where that reads not every cell, under another that does."""
    grid = paper.grid if grid is None else grid
    others = [each for each in (VI, EN, PLAIN, PLAIN_POINT) if each != paper.convention]
    for convention in (paper.convention, *others):
        try:
            return (state_under(paper, grid, convention),)
        except Unclear:
            continue
    return ()


def state_under(paper: Paper, grid: list[list[str]], convention: Convention) -> Figures:
    """{(ward, period key): {measure: value}}; a name that is no known writing stays as it is, behind a "?"."""
    period = paper.report.key if paper.report.kind == "template" else title_period(paper, grid)
    stated: dict = {}
    for row in grid[paper.body :]:
        row = row + [""] * (max([paper.unit_column, *paper.columns]) + 1 - len(row))
        if is_signature(paper, row) or is_numbering(row):
            continue
        values = {key: cell(row[c], key, convention) for c, key in paper.columns.items() if row[c].strip()}
        name = plain_words(row[paper.unit_column])
        if paper.report.kind == "own":
            if name in ("tổng cộng", "tổng số"):
                stated[owner(paper, grid), period] = values
        elif values and name not in ("tổng cộng", "tổng số", "tổng", "cộng"):
            when = row_period(row[1]) if paper.report.kind == "template" else period
            if (KNOWN.get(name, f"?{name}"), when) in stated:
                raise Unclear(name)
            stated[KNOWN.get(name, f"?{name}"), when] = values
        elif values:
            stated.setdefault("totals", []).append(values)
    return _with_total(stated)


def _with_total(stated: dict) -> Figures:
    """A total row that is not the sum says that something is wrong: nothing is plain then.

    Where a ward leaves a cell blank, the others may stay below the total.
    """
    for total in stated.pop("totals", []):
        rows = list(stated.values())
        for key in total:
            whole = all(key in row for row in rows)
            missing = total[key] - sum(row.get(key, 0) for row in rows)
            if missing < 0 or (whole and missing):
                raise Unclear("total")
    return stated


def cell(text: str, key: str, convention: Convention) -> Any:
    if key not in variants.TEXTS:
        return number(text, key, convention)
    if key == "iso_9001" and plain_words(text) not in ("có", "không", "chưa rõ"):
        raise Unclear(text)
    return unicodedata.normalize("NFC", text).strip()


def owner(paper: Paper, grid: list[list[str]]) -> str:
    name = plain_words(grid[0][0]).removeprefix("ubnd ")
    return KNOWN.get(name, f"?{name}")


_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def row_period(text: str) -> str:
    if not (found := re.fullmatch(r"\s*Quý (I{1,3}|IV)/(20[0-9]{2})\s*", unicodedata.normalize("NFC", text))):
        raise Unclear(text)
    return f"{found[2]}-Q{_QUARTERS[found[1]]}"


def title_period(paper: Paper, grid: list[list[str]]) -> str:
    """The title's quarter, or its window where there is no quarter; both must agree."""
    title = " ".join(text for row in grid[: paper.body] for text in row)
    title = unicodedata.normalize("NFC", title)
    label = re.search(r"Quý (I{1,3}|IV)[/\s]+(20[0-9]{2})(?![0-9])", title)
    days = [day for day in map(_day, re.findall(r"[0-9]+/[0-9]+/[0-9]{4}", title))]
    if days and days != [date(2025, 6, 15), date(2025, 9, 14)] and days != []:
        raise Unclear("window")
    if not label:
        raise Unclear("label")
    key = f"{label[2]}-Q{_QUARTERS[label[1]]}"
    if days and key != "2025-Q3":
        raise Unclear("label against window")
    return key


def _day(text: str) -> date | None:
    day, month, year = map(int, text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ── Changes ───────────────────────────────────────────────────────────────────

Change = Callable[[Paper], "Mutation | None"]
CHANGES: dict[str, Change] = {}


def change(make: Change) -> Change:
    """Registers a way of spoiling under its function's name."""
    CHANGES[make.__name__] = make
    return make


def spoiled(paper: Paper, kind: str, *accepted: Figures, data: bytes | None = None) -> Mutation:
    return Mutation(kind, paper.bytes() if data is None else data, "bao-cao.csv", accepted)


def as_it_stands(paper: Paper, kind: str) -> Mutation:
    """The grid was changed: it says what its cells say."""
    return spoiled(paper, kind, *state(paper))


def from_bytes(paper: Paper, kind: str, data: bytes) -> Mutation:
    """The bytes were changed: what a strict decoder and a strict CSV reader still make of them."""
    return spoiled(paper, kind, *_read_strictly(paper, data), data=data)


def _read_strictly(paper: Paper, data: bytes) -> tuple[Figures, ...]:
    codec = {"utf-8": "utf-8", "cp1258": "cp1258"}.get(paper.dress.encoding, paper.dress.encoding)
    try:
        text = unicodedata.normalize("NFC", data.decode(codec).removeprefix("\ufeff"))
        if "\x00" in text:
            return ()
        text = re.sub("\r\n?", "\n", text)
        if paper.dress.sep_line:
            first, _, text = text.partition("\n")
            if first != f"sep={paper.dress.separator}":
                return ()
        grid = list(csv.reader(io.StringIO(text, newline=""), delimiter=paper.dress.separator, strict=True))
    except (UnicodeDecodeError, csv.Error):
        return ()
    return _same_shape(paper, grid)


def _same_shape(paper: Paper, grid: list[list[str]]) -> tuple[Figures, ...]:
    """What the grid says, if its header has the words it had, wherever it stands now.

    A row of column numbers is for people: it may be spoiled. A record longer than the header is nothing plain.
    """
    head = [[cell.strip() for cell in row] for row in grid]
    width = max(len(line) for line in paper.grid)
    top = 0 if paper.report.kind == "template" else form_header_at(paper.grid)
    deep = 1 if paper.report.kind == "template" else len(variants.FORM_HEADER)
    words = [_padded(row, width) for row in paper.grid[top : top + deep]]
    for at in range(len(head) - deep + 1):
        if [_padded(row, width) for row in head[at : at + deep]] == words:
            body = at + paper.body - top
            return () if any(any(row[width:]) for row in head[body:]) else state(replace(paper, body=body), head)
    return *state(paper, head), paper.report.stated  # a header misspelt: what it said, or a word about it


def _padded(row: list[str], width: int) -> list[str]:
    return [plain_words(cell) for cell in [*row, *[""] * (width - len(row))]]


# Bytes


def _position(paper: Paper, data: bytes) -> int:
    return paper.rng.randrange(4 if paper.dress.mark else 0, len(data))


@change
def bit_flipped(paper):
    data = bytearray(paper.bytes())
    data[_position(paper, data)] ^= 1 << paper.rng.randrange(8)
    return from_bytes(paper, "bit_flipped", bytes(data))


@change
def byte_replaced(paper):
    data = bytearray(paper.bytes())
    data[_position(paper, data)] = paper.rng.randrange(256)
    return from_bytes(paper, "byte_replaced", bytes(data))


@change
def byte_dropped(paper):
    data = paper.bytes()
    at = _position(paper, data)
    return from_bytes(paper, "byte_dropped", data[:at] + data[at + paper.rng.randint(1, 3) :])


@change
def byte_doubled(paper):
    data = paper.bytes()
    at = _position(paper, data)
    return from_bytes(paper, "byte_doubled", data[: at + 1] + data[at:])


@change
def nul_inserted(paper):
    data = paper.bytes()
    at = _position(paper, data)
    return from_bytes(paper, "nul_inserted", data[:at] + b"\x00" + data[at:])


@change
def cut_short(paper):
    data = paper.bytes()
    return from_bytes(paper, "cut_short", data[: paper.rng.randrange(len(data) // 3, len(data))])


@change
def opened_as_latin(paper):
    """UTF-8 or Windows-1258 opened as Windows-1252 and saved: asked, and mended as it was; never taken silently."""
    if paper.dress.encoding.startswith("utf-16"):
        return None
    try:
        text = paper.bytes().decode("cp1252")
    except UnicodeDecodeError:
        return None
    return spoiled(paper, "opened_as_latin", data=text.encode())


@change
def letters_lost(paper):
    """Saved in an encoding without Vietnamese letters; digits survive, names do not."""
    text = variants.text_of(paper.grid, paper.dress, random.Random(0))
    return spoiled(paper, "letters_lost", data=text.encode("ascii", "replace"))


# Quotes and separators, in the text


def _edit(paper: Paper, kind: str, signs: str, replacement: Callable[[str], str]) -> Mutation | None:
    text = variants.text_of(paper.grid, paper.dress, random.Random(0))
    places = [i for i, sign in enumerate(text) if sign in signs]
    if not places:
        return None
    at = paper.rng.choice(places)
    return from_bytes(paper, kind, variants.encode(text[:at] + replacement(text[at]) + text[at + 1 :], paper.dress))


@change
def quote_inserted(paper):
    return _edit(paper, "quote_inserted", paper.dress.separator + "0123456789", lambda sign: sign + '"')


@change
def separator_dropped(paper):
    return _edit(paper, "separator_dropped", paper.dress.separator, lambda sign: "")


@change
def separator_doubled(paper):
    return _edit(paper, "separator_doubled", paper.dress.separator, lambda sign: sign * 2)


@change
def separator_replaced(paper):
    other = paper.rng.choice([mark for mark in ";,\t| ." if mark != paper.dress.separator])
    return _edit(paper, "separator_replaced", paper.dress.separator, lambda sign: other)


@change
def line_broken(paper):
    return _edit(paper, "line_broken", paper.dress.separator, lambda sign: sign + "\n")


@change
def lines_joined(paper):
    return _edit(paper, "lines_joined", "\n", lambda sign: "")


# Cells


def _cell(paper: Paper, kind: str, make: Callable[[str], str]) -> Mutation | None:
    i, c = paper.rng.choice(paper.numbers())
    changed = make(paper.grid[i][c])
    if changed == paper.grid[i][c]:
        return None
    paper.grid[i][c] = changed
    return as_it_stands(paper, kind)


@change
def cell_emptied(paper):
    return _cell(paper, "cell_emptied", lambda text: "")


@change
def cell_said_otherwise(paper):
    word = paper.rng.choice(("abc", "#REF!", "xem phụ lục", "-", "x", "n/a", "?", "10/9/2025", "1,2,3", "1e3"))
    return _cell(paper, "cell_said_otherwise", lambda text: word)


@change
def digit_changed(paper):
    def make(text):
        at = paper.rng.choice([i for i, sign in enumerate(text) if sign.isdigit()])
        return text[:at] + paper.rng.choice("0123456789") + text[at + 1 :]

    return _cell(paper, "digit_changed", make)


@change
def digit_dropped(paper):
    return _cell(paper, "digit_dropped", lambda text: text[1:] if text[0].isdigit() else text)


@change
def digit_added(paper):
    return _cell(paper, "digit_added", lambda text: paper.rng.choice("123456789") + text)


@change
def digits_swapped(paper):
    return _cell(paper, "digits_swapped", lambda text: text[1::-1] + text[2:] if text[:2].isdigit() else text)


@change
def letter_for_digit(paper):
    return _cell(paper, "letter_for_digit", lambda text: text.replace("0", "O").replace("1", "l"))


@change
def dot_moved(paper):
    def make(text):
        marks = [i for i, sign in enumerate(text) if sign in ".,"]
        if not marks:
            return text
        at = paper.rng.choice(marks)
        bare, to = text[:at] + text[at + 1 :], at + paper.rng.choice((-1, 1))
        return bare[:to] + text[at] + bare[to:]

    return _cell(paper, "dot_moved", make)


@change
def dot_inserted(paper):
    def make(text):
        at = paper.rng.randrange(1, len(text)) if len(text) > 1 else len(text)
        return text[:at] + paper.rng.choice(".,") + text[at:]

    return _cell(paper, "dot_inserted", make)


@change
def dot_for_comma(paper):
    return _cell(paper, "dot_for_comma", lambda text: text.translate(str.maketrans(".,", ",.")))


@change
def sign_added(paper):
    return _cell(paper, "sign_added", lambda text: f"-{text}")


@change
def other_unit_in_cell(paper):
    word = paper.rng.choice((" máy", " triệu đồng", "%", " nghìn", " ngày"))
    own = (*variants.STATED, "computers")
    i, c = paper.rng.choice([(i, c) for i, c in paper.numbers() if paper.columns[c] not in own])
    paper.grid[i][c] += word
    return spoiled(paper, "other_unit_in_cell")


@change
def cells_swapped(paper):
    i, c = paper.rng.choice(paper.numbers())
    d = paper.rng.choice([d for d in paper.columns if d != c])
    row = paper.grid[i]
    row[c], row[d] = row[d], row[c]
    return as_it_stands(paper, "cells_swapped")


# Rows


@change
def row_shifted_right(paper):
    row = paper.grid[paper.rng.choice(paper.lines)]
    row.insert(paper.rng.choice([*paper.columns]), "")
    if paper.rng.random() < 0.5:
        row.pop()
        return as_it_stands(paper, "row_shifted_right")
    return from_bytes(paper, "row_shifted_right", paper.bytes())


@change
def row_shifted_left(paper):
    row = paper.grid[paper.rng.choice(paper.lines)]
    row.pop(paper.rng.choice([paper.unit_column, *paper.columns]))
    row.append("")
    return as_it_stands(paper, "row_shifted_left")


@change
def row_doubled(paper):
    i = paper.rng.choice(paper.lines)
    paper.grid.insert(i, list(paper.grid[i]))
    return as_it_stands(paper, "row_doubled") if paper.report.kind != "own" else spoiled(paper, "row_doubled")


@change
def row_dropped(paper):
    paper.grid.pop(paper.rng.choice(paper.lines))
    if paper.report.kind == "own":
        return spoiled(paper, "row_dropped")
    return as_it_stands(paper, "row_dropped")


@change
def rows_swapped(paper):
    i, j = paper.rng.sample(paper.lines, 2)
    paper.grid[i], paper.grid[j] = paper.grid[j], paper.grid[i]
    return as_it_stands(paper, "rows_swapped")


@change
def row_copied_over_another(paper):
    """One ward's figures under another's name: asked, as identical rows are."""
    i, j = paper.rng.sample(paper.lines, 2)
    c = min(paper.columns)
    paper.grid[j][c:] = paper.grid[i][c:]
    return spoiled(paper, "row_copied_over_another")


@change
def total_edited(paper):
    totals = [i for i in paper.filled if paper.is_total(i)]
    if not totals:
        return None
    row, c = paper.grid[totals[0]], paper.rng.choice([*paper.columns])
    row[c] = paper.convention.write(number(row[c], paper.columns[c], paper.convention) + paper.rng.choice((1, 9, 90)))
    return spoiled(paper, "total_edited")


@change
def total_dropped(paper):
    totals = [i for i in paper.filled if paper.is_total(i)]
    if not totals:
        return None
    paper.grid.pop(totals[0])
    return as_it_stands(paper, "total_dropped") if paper.report.kind != "own" else spoiled(paper, "total_dropped")


# Columns and headers


def _numeric(paper: Paper) -> list[int]:
    return [c for c, key in paper.columns.items() if key not in variants.TEXTS]


@change
def columns_swapped(paper):
    """Headers and cells together: a template says the same."""
    if paper.report.kind != "template":
        return None
    c, d = paper.rng.sample(sorted(paper.columns), 2)
    for row in paper.grid:
        row[c], row[d] = row[d], row[c]
    paper.columns[c], paper.columns[d] = paper.columns[d], paper.columns[c]
    return as_it_stands(paper, "columns_swapped")


@change
def cells_of_columns_swapped(paper):
    c, d = paper.rng.sample(_numeric(paper), 2)
    for i in paper.filled:
        row = paper.grid[i]
        row[c], row[d] = row[d], row[c]
    return as_it_stands(paper, "cells_of_columns_swapped")


@change
def headers_swapped(paper):
    """Two headers changed places, not their cells. In a form the row of column numbers then speaks against them."""
    if paper.report.kind == "template":
        c, d = paper.rng.sample(_numeric(paper), 2)
        head = paper.grid[0]
    else:
        c, d = paper.rng.choice(((3, 4), (4, 5), (7, 8), (8, 9), (11, 12), (3, 5), (7, 9)))
        head = paper.grid[paper.body - (2 if paper.grid[paper.body - 1][0] == "(1)" else 1)]
    head[c], head[d] = head[d], head[c]
    paper.columns[c], paper.columns[d] = paper.columns[d], paper.columns[c]
    return as_it_stands(paper, "headers_swapped")


@change
def column_dropped(paper):
    if paper.report.kind != "template":
        return None
    c = paper.rng.choice(sorted(paper.columns))
    for row in paper.grid:
        row.pop(c)
    return as_it_stands(lay_out(paper), "column_dropped")


@change
def column_moved_down(paper):
    """The cells of one column stand one line too low."""
    c = paper.rng.choice(_numeric(paper))
    moved = [paper.grid[i][c] for i in paper.lines]
    if len(set(moved)) < 2:
        return None
    for i, text in zip(paper.lines, ["", *moved[:-1]], strict=True):
        paper.grid[i][c] = text
    return as_it_stands(paper, "column_moved_down")


def _header_cell(paper: Paper) -> tuple[int, int]:
    top = 0 if paper.report.kind == "template" else form_header_at(paper.grid)
    rows = [top] if paper.report.kind == "template" else range(top, top + 3)
    return paper.rng.choice([(i, c) for i in rows for c, text in enumerate(paper.grid[i]) if text and text != "TT"])


@change
def header_misspelt(paper):
    """Still understood as what it was, or asked."""
    i, c = _header_cell(paper)
    text = paper.grid[i][c]
    at = paper.rng.randrange(len(text))
    paper.grid[i][c] = text[:at] + paper.rng.choice("aeiouxyz") + text[at + 1 :]
    return spoiled(paper, "header_misspelt", paper.report.stated)


@change
def header_emptied(paper):
    i, c = _header_cell(paper)
    paper.grid[i][c] = ""
    return spoiled(paper, "header_emptied", paper.report.stated)


@change
def header_of_another(paper):
    """One measure under two headers, or a measure under the name of one that the file lacks."""
    if paper.report.kind != "template":
        return None
    c, key = paper.rng.choice([*paper.columns.items()])
    other = paper.rng.choice([each for each in HEADERS if each != key and each not in variants.TEXTS])
    if key in variants.TEXTS:
        return None
    paper.grid[0][c] = HEADERS[other]
    if other in paper.columns.values():
        return spoiled(paper, "header_of_another")
    paper.columns[c] = other
    return as_it_stands(paper, "header_of_another")


@change
def other_unit_in_header(paper):
    """Thousands of dossiers, or percentages: a reader who passes over it is wrong a thousandfold."""
    word = paper.rng.choice(("(nghìn hồ sơ)", "(nghìn)", "(%)", "(triệu đồng)", "(trăm hồ sơ)"))
    i, c = _header_cell(paper)
    if paper.report.kind == "template":
        c = paper.rng.choice([c for c, key in paper.columns.items() if key in FORM_KEYS])
    elif c < 2:
        return None
    paper.grid[i][c] += f" {word}"
    return spoiled(paper, "other_unit_in_header")


@change
def other_unit_above_table(paper):
    if paper.report.kind == "template":
        return None
    line = [""] * (variants.FORM_WIDTH - 1) + [f"Đơn vị tính: {paper.rng.choice(('Nghìn hồ sơ', '%', 'trăm hồ sơ'))}"]
    top = form_header_at(paper.grid)
    if "Đơn vị tính" in paper.grid[top - 1][-1]:
        paper.grid[top - 1] = line
    else:
        paper.grid.insert(top, line)
        paper.body += 1
    return spoiled(paper, "other_unit_above_table")


# Periods


def _when(paper: Paper) -> tuple[int, int]:
    """A cell that names the period."""
    if paper.report.kind == "template":
        return paper.rng.choice(paper.lines), 1
    return next((i, 0) for i, row in enumerate(paper.grid) if row[0].startswith("Kỳ báo cáo"))


@change
def other_quarter(paper):
    i, c = _when(paper)
    paper.grid[i][c] = paper.grid[i][c].replace("Quý III", f"Quý {paper.rng.choice(('I', 'II', 'IV', 'V', 'IIII'))}")
    return as_it_stands(paper, "other_quarter")


@change
def other_year(paper):
    i, c = _when(paper)
    paper.grid[i][c] = paper.grid[i][c].replace("III/2025", f"III/{paper.rng.choice(('2024', '2026', '205', '20255'))}")
    return as_it_stands(paper, "other_year")


@change
def other_window(paper):
    if not paper.report.window:
        return None
    i, c = _when(paper)
    wrong = paper.rng.choice((("15/3/2025", "14/6/2025"), ("15/6/2024", "14/9/2024"), ("31/6/2025", "14/9/2025")))
    for old, new in zip(WINDOW, wrong, strict=True):
        paper.grid[i][c] = paper.grid[i][c].replace(old, new)
    return as_it_stands(paper, "other_window")


@change
def period_lost(paper):
    i, c = _when(paper)
    paper.grid[i][c] = ""
    return spoiled(paper, "period_lost")


# Names


def _rename(paper: Paper, kind: str, make: Callable[[str], str]) -> Mutation | None:
    if paper.report.kind == "own":
        i, c = 0, 0
    else:
        i, c = paper.rng.choice(paper.lines), paper.unit_column
    changed = make(paper.grid[i][c])
    if changed == paper.grid[i][c]:
        return None
    paper.grid[i][c] = changed
    return as_it_stands(paper, kind)


@change
def old_name(paper):
    name = paper.rng.choice(OLD_NAMES)
    return _rename(paper, "old_name", lambda text: f"UBND {name.upper()}" if paper.report.kind == "own" else name)


@change
def another_type(paper):
    def make(text):
        return re.sub(r"(?i)phường |p\. ?|xã |x\. ?", "Thị trấn ", text, count=1)

    return _rename(paper, "another_type", make)


@change
def accents_lost(paper):
    def make(text):
        marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        return "".join(sign for sign in marks if not unicodedata.combining(sign))

    return _rename(paper, "accents_lost", make)


@change
def name_misspelt(paper):
    def make(text):
        at = paper.rng.randrange(len(text) - 3, len(text))
        return text[:at] + paper.rng.choice("aeiouxyz") + text[at + 1 :]

    return _rename(paper, "name_misspelt", make)


@change
def name_of_another(paper):
    return _rename(paper, "name_of_another", lambda text: paper.rng.choice(WARDS))


@change
def name_lost(paper):
    return _rename(paper, "name_lost", lambda text: "")


# Workbooks


def _book(paper: Paper, kind: str, spoil: Callable, *accepted: Figures) -> Mutation:
    """The paper as an .xlsx whose one cell `spoil` changes."""
    grid = variants.draw(paper.report, PLAIN_POINT, paper.rng)
    drawn = lay_out(Paper(paper.report, grid, {}, 0, PLAIN_POINT, Dress(), paper.rng))
    book = load_workbook(io.BytesIO(variants.workbook(grid, paper.report)))
    places = [(i, c) for i, c in drawn.numbers() if drawn.columns[c] in FORM_KEYS]
    i, c = paper.rng.choice(places)
    spoil(book.active.cell(i + 1, c + 1))
    out = io.BytesIO()
    book.save(out)
    return Mutation(kind, out.getvalue(), "bao-cao.xlsx", accepted)


def in_workbook_fraction(paper):
    """1059 typed as 1.059 where a point is the decimal sign."""
    return _book(paper, "in_workbook_fraction", lambda cell: setattr(cell, "value", cell.value + 0.059))


def in_workbook_error(paper):
    return _book(paper, "in_workbook_error", lambda cell: setattr(cell, "value", "#REF!"))


def in_workbook_date(paper):
    return _book(paper, "in_workbook_date", lambda cell: setattr(cell, "value", date(2025, 9, 10)))


def in_workbook_percent(paper):
    return _book(paper, "in_workbook_percent", lambda cell: setattr(cell, "number_format", "0.0%"))


def in_workbook_formula(paper):
    return _book(paper, "in_workbook_formula", lambda cell: setattr(cell, "value", "=1+1"))


def in_workbook_cut(paper):
    made = _book(paper, "in_workbook_cut", lambda cell: None)
    return replace(made, data=made.data[: paper.rng.randrange(200, len(made.data) - 30)])


BOOK_CHANGES = (
    in_workbook_fraction,
    in_workbook_error,
    in_workbook_date,
    in_workbook_percent,
    in_workbook_formula,
    in_workbook_cut,
)
KINDS = ("form", "form", "template", "template", "own")


def mutation(seed: int) -> Mutation:
    """The seed's spoiled file: the same bytes every time. Changes that a paper does not allow give way to the next."""
    rng = random.Random(f"mutation {seed}")
    if rng.random() < WORKBOOKS:
        return rng.choice(BOOK_CHANGES)(make_paper(rng, rng.choice(KINDS)))
    names = list(CHANGES)
    for turn in range(len(names)):
        paper = make_paper(rng, rng.choice(KINDS))
        before = paper.bytes()
        made = CHANGES[names[(seed + turn) % len(names)]](paper)
        if made and made.data != before:
            return made
    raise AssertionError(seed)


def untouched(seed: int) -> Mutation:
    """The paper of a seed before anything happens to it."""
    rng = random.Random(f"untouched {seed}")
    paper = make_paper(rng, rng.choice(KINDS))
    return spoiled(paper, "untouched", *state(paper))
