"""A list with one measure a row: Đơn vị, Kỳ, Chỉ tiêu, Giá trị. It becomes one record a unit and period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reform.intake.headers import Words, header_key, meaning, parted, without_bullet
from reform.intake.reading import Problem, Written, row_of
from reform.intake.stacked import STRUCTURE
from reform.intake.table import Header, Record, Table
from reform.wards import comparable

Numbered = tuple[int, Record]
Place = tuple[int, int]  # row and column of the sheet


def pivot(table: Table, words: Words) -> tuple[Table, list[Problem]]:
    """The table with a header for each measure it names, and where each cell came from.

    A measure told twice of one unit and period is an error (duplicate_row; the first telling stays).
    """
    keys = {header.key: header.index for header in table.headers}
    measure, value = keys["measure"], keys["value"]
    kept = _kept(table)
    rows = [one for one in _continued(table, kept) if _tells(one[1], measure, value)]
    names: dict[str, Written] = {}
    for _, record in rows:
        names.setdefault(_name(record[measure]), record[measure])
    places = {name: len(kept) + index for index, name in enumerate(names)}
    named = (_header(cell, places[name], words) for name, cell in names.items())
    headers = (*(replace(header, index=index) for index, header in enumerate(kept)), *named)
    body, cells, whole = [], {}, dict(table.body)
    problems = []
    for number, members in _groups(rows, kept).items():
        found = _first_filled(kept, members)
        for row, record in members:
            index = places[_name(record[measure])]
            if index in found:
                problems.append(_twice(row, record, found[index][0], keys))
            else:
                found[index] = (row, value)
        body.append((number, _record(found, _of(whole, found.values()), len(headers), value)))
        cells[str(number)] = {str(index): list(place) for index, place in found.items()}
    body += _surplus(table, len(headers))
    pivoted = {"value": value, "records": cells}
    return replace(table, headers=headers, body=tuple(body), written=table.headers, pivot=pivoted), problems


def _kept(table: Table) -> list[Header]:
    """The columns that are of the unit and period as a whole: whose and when, then others, such as a note."""
    gone = ("measure", "value", "measure_unit", "number")
    kept = [header for header in table.headers if header.key not in gone and header.text]
    return sorted(kept, key=lambda header: header.key not in STRUCTURE)


def _continued(table: Table, kept: list[Header]) -> Iterator[Numbered]:
    """The rows as wide as the header; one that names no unit goes on with that of the row right above it, and with all
    that it leaves blank of when."""
    unit = next((header.index for header in kept if header.key == "unit"), None)
    telling = {header.index for header in kept if header.key in STRUCTURE}
    last, above = 0, None
    for number, record in table.body:
        if table.surplus(record) is not None:
            continue
        if unit is not None and above and number == last + 1 and not record[unit]:
            record = tuple(above[i] if i in telling and not cell else cell for i, cell in enumerate(record))
        last, above = number, record
        yield number, record


def _name(cell: str) -> str:
    return header_key(without_bullet(cell))


def _tells(record: Record, measure: int, value: int) -> bool:
    """A row with a measure and a value, or with a figure alone that is then asked about; signatures have neither."""
    return bool(record[value]) and (bool(record[measure]) or record[value][:1].isdigit())


def _header(cell: Written, index: int, words: Words) -> Header:
    text = without_bullet(cell)
    key = meaning((text,), words) or meaning(parted(text), words)
    return Header(index, cell.at, str(cell), (str(cell),), key if key in words.measures else None)


def _groups(rows: list[Numbered], kept: list[Header]) -> dict[int, list[Numbered]]:
    """First row → the rows of one unit in one period."""
    has_unit = any(header.key == "unit" for header in kept)
    telling = [header.index for header in kept if header.key in STRUCTURE or not (has_unit or header.key)]
    found: dict[tuple, list[Numbered]] = {}
    for number, record in rows:
        found.setdefault(tuple(comparable(record[index]) for index in telling), []).append((number, record))
    return {members[0][0]: members for members in found.values()}


def _first_filled(kept: list[Header], members: list[Numbered]) -> dict[int, Place]:
    found = {}
    for index, header in enumerate(kept):
        filled = next((record for _, record in members if record[header.index]), members[0][1])
        found[index] = (row_of(filled[header.index]), header.index)
    return found


def _twice(row: int, record: Record, other_row: int, keys: Mapping[str, int]) -> Problem:
    said = {key: str(record[keys[key]]) if key in keys else "" for key in ("unit", "period")}
    facts = {"name": said["unit"], "label": said["period"], "other_row": other_row}
    cell = record[keys["value"]]
    return Problem("error", "duplicate_row", row, str(record[keys["measure"]]), cell.at, str(cell), facts=facts)


def _record(found: Mapping[int, Place], rows: Mapping[int, Record], width: int, value: int) -> Record:
    """The cells of one unit and period; a measure it does not tell is blank, at its first value's place."""
    blank = Written("", next(iter(rows.values()))[value].at)
    cells = {index: rows[row][column] for index, (row, column) in found.items()}
    return tuple(cells.get(index, blank) for index in range(width))


def _surplus(table: Table, width: int) -> list[Numbered]:
    """Rows with a cell beyond the header: nothing in them is read but the place of what is too much."""
    found = ((number, record, table.surplus(record)) for number, record in table.body)
    return [
        (number, (*(Written("", record[0].at) for _ in range(width)), cell)) for number, record, cell in found if cell
    ]


def pivot_again(table: Table, decided: Mapping) -> Table:
    """The records that decisions["pivot"] names, for each its cells by index: their row and column."""
    rows = dict(table.body)
    width = 1 + max((int(index) for held in decided["records"].values() for index in held), default=0)
    body = []
    for number, held in decided["records"].items():
        found = {int(index): tuple(place) for index, place in held.items()}
        body.append((int(number), _record(found, _of(rows, found.values()), width, decided["value"])))
    headers = tuple(Header(index, "", "", ("",)) for index in range(width))
    return replace(table, body=tuple(body), headers=headers)


def _of(rows: Mapping[int, Record], places: Iterable[Place]) -> dict[int, Record]:
    """The rows that one record came from."""
    return {row: rows[row] for row, _ in places}
