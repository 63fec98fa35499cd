"""The header block of a grid: found by its words, read as a path a column, from the outermost header to its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reform.intake.headers import Words, header_key, meaning, told_by_groups
from reform.intake.reading import Sheet, Written, address, row_of
from reform.intake.table import Header, Record, padded, placed
from reform.numbers import is_figure

HEAD = 40  # the header stands within the first rows, below a title block
DEEP = 5  # headers over headers: form II.06a has three rows
STRUCTURE = frozenset({"number", "unit", "field", "locality", "period", "from", "to", "cumulative", "measure_unit"})

_INDEX = re.compile(r"[(\[]?\s*([0-9]{1,2}|[A-Z])\s*[)\]]?(?:\s*=.*)?")


def find_block(sheet: Sheet, words: Words) -> tuple[int, ...]:
    """The numbers of the rows of the header, or none: two known headers at least, or the unit column alone."""
    head = sheet.rows[:HEAD]
    said = [{header_key(cell) for cell in record if cell and words.says(cell)} for record in head]
    best = max(range(len(head)), key=lambda i: (len(said[i]), -i), default=None)
    if best is None or not said[best]:
        return ()
    first = last = best
    while first and best - first < DEEP and _is_over(head[first - 1], words):
        first -= 1
    while last + 1 < len(head) and last - first + 1 < DEEP and _is_below(head[first : last + 1], head[last + 1], words):
        last += 1
    block = tuple(range(first + 1, last + 2))
    keys = {header.key for header in read_headers(sheet, block, words)} - {None}
    return block if len(keys) >= 2 or "unit" in keys else ()


def _is_over(record: Record, words: Words) -> bool:
    """A row of headers above others: mostly their words; a title with a word of theirs in it is none."""
    filled = [cell for cell in record if cell]
    said = [cell for cell in filled if words.says(cell)]
    if any(map(is_figure, filled)):
        return False
    if len(filled) == 1:
        return bool(said) and header_key(said[0]) in words.groups
    return len(said) * 2 > len(filled) or (len(said) >= 3 and len(said) * 3 >= len(filled))


def _is_below(block: Sequence[Record], record: Record, words: Words) -> bool:
    """A row of headers below others: a word of theirs, no figure, and nothing under a column of whose and when."""
    filled = {index: cell for index, cell in enumerate(record) if cell}
    if any(is_figure(cell) or _INDEX.fullmatch(cell) for cell in filled.values()):
        return False
    own = {i for row in block for i, cell in enumerate(row) if words.known.get(header_key(cell)) in STRUCTURE}
    return not own & filled.keys() and any(words.says(cell) for cell in filled.values())


def read_headers(sheet: Sheet, block: tuple[int, ...], words: Words) -> tuple[Header, ...]:
    """One header a column; in a block of one row each cell is its own."""
    rows = [sheet.rows[number - 1] for number in block]
    width = max(map(len, rows))
    padded_rows = [padded(n, row, width, sheet.name)[:width] for n, row in zip(block, rows, strict=True)]
    grid, is_marked = _marked(padded_rows, sheet)

    def headers() -> tuple[Header, ...]:
        return tuple(_header(index, block[-1], [row[index] for row in grid], sheet, words) for index in range(width))

    marked = headers() if is_marked else None
    _spread(grid, words)
    return _joined(marked, headers(), words) if marked else headers()


def _joined(marked: tuple[Header, ...], spread: tuple[Header, ...], words: Words) -> tuple[Header, ...]:
    """A header that is only merged on a part of its columns: what it leaves open stands under it to be asked about.

    It means what it says there once its word's other meanings are all told by other columns.
    """
    told = {header.key for header in marked}
    found = []
    for header, under in zip(marked, spread, strict=True):
        if header.key is None:
            plain = under.key not in told and told_by_groups(under.path[-1], words) - {under.key} <= told
            header = replace(under, key=under.key if plain else None)
        found.append(header)
    return tuple(found)


def _header(index: int, last: int, cells: list[Written | None], sheet: Sheet, words: Words) -> Header:
    over = [cell for cell in cells if cell]
    path = tuple(str(cell) for i, cell in enumerate(over) if not i or cell != over[i - 1])
    at = over[-1].at if over else placed(sheet.name, address(last, index))
    shown = [text for text in path if header_key(text) not in words.in_which or len(path) == 1]
    return Header(index, at, " – ".join(shown), path or ("",), meaning(path, words))


def _spread(grid: list[list[Written | None]], words: Words) -> None:
    """Each text in every column that it stands over where that is not marked, as in a delimited file.

    It reaches over the blanks to its right, as far as the header above it does and to columns with a header of their
    own below; a column of whose and when reaches nowhere.
    """
    for level in range(len(grid) - 1):
        reaching = None
        for index, cell in enumerate(grid[level]):
            if cell:
                reaching = cell if _reaches(grid, level, index, words) else None
            elif reaching and _has_below(grid, level, index) and _same_above(grid, level, index):
                grid[level][index] = reaching
            else:
                reaching = None


def _marked(rows: list[Record], sheet: Sheet) -> tuple[list[list[Written | None]], bool]:
    """(the rows with what the sheet marks as merged in each of its columns, whether it marks anything over several)."""
    grid: list[list[Written | None]] = [[cell or None for cell in row] for row in rows]
    first = row_of(rows[0][0]) if rows and rows[0] else 0
    found = False
    for top, left, bottom, right in sheet.merged:
        level = top - first
        if not (0 <= level < len(grid) and right > left and left < len(grid[level])):
            continue
        found = True
        for down in range(level, min(bottom - first, len(grid) - 1) + 1):
            grid[down][left : right + 1] = [grid[level][left]] * len(grid[down][left : right + 1])
    return grid, found


def _reaches(grid, level: int, index: int, words: Words) -> bool:
    key = header_key(grid[level][index])
    if words.known.get(key) in STRUCTURE:
        return False
    return key in words.groups or _has_below(grid, level, index)


def _has_below(grid, level: int, index: int) -> bool:
    return any(row[index] for row in grid[level + 1 :])


def _same_above(grid, level: int, index: int) -> bool:
    """Whether the columns of this blank and of the one before it have the same headers above."""
    return all(row[index] == row[index - 1] for row in grid[:level])


def body_of(sheet: Sheet, block: tuple[int, ...], headers: tuple[Header, ...]) -> tuple[tuple[int, Record], ...]:
    """The numbered records below the header that hold anything, without the row of column numbers and the header
    printed again on another page."""
    numbered = [(number, record) for number, record in enumerate(sheet.rows[block[-1] :], block[-1] + 1) if any(record)]
    while numbered and is_numbering(numbered[0][1]):
        del numbered[0]
    kept = (one for one in numbered if not _is_repeated(one[1], headers))
    return tuple((number, padded(number, record, len(headers), sheet.name)) for number, record in kept)


def is_numbering(record: Record) -> bool:
    """(1) (2) (3)=(4)+(5), 1 2 3 4, A B 1 2 3: the columns counted, four at least."""
    found = [_INDEX.fullmatch(cell) for cell in record if cell]
    if len(found) < 4 or not all(found):
        return False
    names = [match[1] for match in found]
    numbers = [int(name) for name in names if name.isdigit()]
    letters = [name for name in names if not name.isdigit()]
    counted = len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 3
    return counted and letters == sorted(letters)


def _is_repeated(record: Record, headers: tuple[Header, ...]) -> bool:
    """Told by its first cell for nearly every row: a long table is not compared cell by cell."""
    filled = ((index, cell) for index, cell in enumerate(record[: len(headers)]) if cell)
    count = 0
    for index, cell in filled:
        if cell not in headers[index].path:
            return False
        count += 1
    return count >= 2
