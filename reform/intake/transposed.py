"""A table on its side: measures down a column of labels, one unit a column. It becomes records like any other table;
a record is then a column of the sheet, and each cell keeps its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reform.intake.headers import Words, header_key, meaning, without_bullet
from reform.intake.reading import Sheet, Written, address, row_at, row_of
from reform.intake.stacked import is_numbering
from reform.intake.table import Header, Table, placed
from reform.numbers import is_figure
from reform.period_words import understand

LABELS = 6  # the labels stand in one of the first columns
TALL = 300
WHEN = frozenset({"locality", "period", "from", "to", "cumulative"})
ABOVE = WHEN | {"number", "unit", "measure"}
_NUMBER = re.compile(r"[IVXLC]+|[A-Zđ]|\(?[0-9.]+\)?|[-+*]")


@dataclass(frozen=True)
class Label:
    """What names a row: its cell, the labels over it, and what it means."""

    cell: Written
    path: tuple[str, ...]
    key: str | None


def read(sheet: Sheet, words: Words, at_least: int) -> Table | None:
    """The table of a sheet with at least so many measures (two) in one column of labels; None where there is none."""
    found = [list(_labels(sheet, column, words)) for column in range(LABELS)]
    told = [len({label.key for label in labels} & words.measures) for labels in found]
    column = max(range(LABELS), key=lambda i: (told[i], -i))
    if told[column] < max(2, at_least):
        return None
    first = row_of(next(label.cell for label in found[column] if label.key in words.measures))
    heads = _heads(sheet, column, first, words)
    if not heads or heads[0].key not in ("unit", "period"):
        return None
    last = max(row_of(label.cell) for label in found[column] if label.key in words.measures)
    rows = [label for label in found[column] if _counts(sheet, label, column, last)]
    headers = (*heads, *(_header(label, len(heads) + i) for i, label in enumerate(rows)))
    top = min(row_of_header(header) for header in heads)
    unit_row = row_of_header(heads[0])
    title = tuple(enumerate(sheet.rows[: top - 1], 1))
    body = tuple(_records(sheet, column, headers, unit_row, words))
    return Table("transposed", sheet.name, (unit_row,), headers, title, body)


def row_of_header(header: Header) -> int:
    """The row of the sheet that a header of a table on its side names."""
    return row_at(header.at)


def _labels(sheet: Sheet, column: int, words: Words) -> Iterator[Label]:
    """The labels of a column from above, each under the group it stands in: "Tổng số" below "Số hồ sơ tiếp nhận"."""
    groups: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    for record in sheet.rows[:TALL]:
        left = tuple(cell for cell in record[:column] if cell and not _NUMBER.fullmatch(cell))
        cell = record[column] if column < len(record) else ""
        text = without_bullet(cell)
        if not any(record[: column + 1]) or words.known.get(header_key(cell or "".join(left[:1]))) in ABOVE:
            beside, groups = (), ()  # what stands above the table is no label of it
            continue
        if left:
            beside, groups = left, ()
        if not text or is_figure(text):
            continue
        if beside:
            path = (*beside, text)
            yield Label(cell, path, meaning(path, words))
            continue
        key = _meaning(text, groups, words)
        if header_key(text) in words.groups:
            groups = (*groups[:1], text) if groups and _is_inside(key, groups[0], words) else (text,)
            yield Label(cell, groups, key)
        else:
            yield Label(cell, (*groups, text), key)


def _meaning(text: str, groups: tuple[str, ...], words: Words) -> str | None:
    """By the nearest group before it that has the word; without one, a word that each group reads otherwise is open."""
    key = header_key(re.sub(r"^trong đó\s*:?\s*", "", text, flags=re.IGNORECASE))
    for group in reversed(groups):
        if found := words.means[words.groups[header_key(group)].key].get(key):
            return found
    return None if key in words.told_by_group and groups else meaning((text,), words)


def _is_inside(key: str | None, group: str, words: Words) -> bool:
    return key in words.means[words.groups[header_key(group)].key].values()


def _heads(sheet: Sheet, column: int, first: int, words: Words) -> tuple[Header, ...]:
    """The rows above the first measure that say whose and when, the unit's first."""
    found: list[Header] = []
    for number in range(first - 1, 0, -1):
        record = sheet.rows[number - 1]
        label = _label(sheet, number, column)
        key = words.known.get(header_key(label))
        right = [cell for cell in record[column + 1 :] if cell]
        has_unit = any(header.key == "unit" for header in found)
        if not right or is_numbering(record):
            if found or not (label or right):
                break
            continue
        if key in WHEN or (not has_unit and _are_periods(right, words)):
            key = key if key in WHEN else "period"
            found.append(Header(0, label.at, str(label), (str(label),), key))
        elif has_unit or not (key in ("unit", "measure", "number", None) and not all(map(is_figure, right))):
            break
        else:
            found.append(Header(0, label.at, str(label), (str(label),), "unit"))
    found.sort(key=lambda header: ("unit", "period").index(header.key) if header.key in ("unit", "period") else 2)
    return tuple(Header(i, header.at, header.text, header.path, header.key) for i, header in enumerate(found))


def _are_periods(cells: list[Written], words: Words) -> bool:
    """Quý II/2025, Quý III/2025, beside what heads a column of another kind: the unit of measure, a note."""
    named = [cell for cell in cells if header_key(cell) not in words.known]
    return bool(named) and all(map(understand, named))


def _label(sheet: Sheet, number: int, column: int) -> Written:
    """What names a row above the measures: in the column of labels, else to its left, where a merged text begins."""
    cells = [_cell(sheet, number, at) for at in range(column, -1, -1)]
    return next((cell for cell in cells if cell and not _NUMBER.fullmatch(cell)), cells[0])


def _counts(sheet: Sheet, label: Label, column: int, last: int) -> bool:
    """A row that tells something; below the last known measure only one with a figure does, the rest is signatures."""
    right = [cell for cell in sheet.rows[row_of(label.cell) - 1][column + 1 :] if cell]
    if label.key is None and is_numbering(sheet.rows[row_of(label.cell) - 1]):
        return False
    has_figure = any(map(is_figure, right))
    return has_figure or bool(label.key and right) or bool(right and row_of(label.cell) < last and label.path[1:])


def _header(label: Label, index: int) -> Header:
    return Header(index, label.cell.at, " – ".join(label.path), label.path, label.key)


def _records(sheet: Sheet, column: int, headers: tuple[Header, ...], unit_row: int, words: Words):
    """(number of the column, its cells in the order of the headers) for each unit."""
    rows = [row_of_header(header) for header in headers]
    width = max(len(sheet.rows[row - 1]) for row in rows)
    for at in range(column + 1, width):
        if header_key(_cell(sheet, unit_row, at)) in words.known:
            continue  # the unit of measure, a note: no ward
        record = tuple(_cell(sheet, row, at) for row in rows)
        if any(record):
            yield at + 1, record


def _cell(sheet: Sheet, number: int, column: int) -> Written:
    record = sheet.rows[number - 1]
    return record[column] if column < len(record) else Written("", placed(sheet.name, address(number, column)))


def read_again(sheet: Sheet, decisions: Mapping) -> Table:
    """The table that decisions led to: each column of them names its row by its cell; asks no words."""
    columns = {column["index"]: column for column in decisions["columns"]}
    headers = tuple(
        Header(index, columns[index]["cell"] if index in columns else "A1", "", ("",))
        for index in range(1 + max(columns))
    )
    rows = [row_of_header(header) for header in headers]
    width = max(len(sheet.rows[row - 1]) for row in rows)
    body = tuple((at + 1, tuple(_cell(sheet, row, at) for row in rows)) for at in range(width))
    return Table("transposed", sheet.name, tuple(decisions["header_rows"]), headers, (), body)
