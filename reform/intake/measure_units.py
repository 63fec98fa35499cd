"""Units of measure as a table names them: "(nghìn hồ sơ)" in a header, "Đơn vị tính: %" above it.

A figure is never read in another unit than its measure's: what names another one is an error.
"""

import re
from collections.abc import Iterable, Mapping

from reform.indicators import Measure
from reform.intake.reading import Problem, Written, row_of
from reform.intake.table import Header, Table
from reform.wards import comparable

_OTHER = re.compile(r"(?<!\w)(?:chục|trăm|nghìn|ngàn|triệu|t[ỷỉ](?! lệ)|đồng|vnđ)(?!\w)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_UNIT_LINE = re.compile(r"(?:đơn vị tính|đvt)\s*:?\s*(.*)")


def other_units(table: Table, meant: Mapping[int, Measure]) -> list[Problem]:
    """Problems other_unit: headers and the line above them; `meant` are the table's measures by column index."""
    headers = {header.index: header for header in table.headers}
    told = [
        _in_header(headers[index])
        for index, measure in meant.items()
        if any(_is_other(text, measure.unit) for path in headers[index].path for text in _BRACKETED.findall(path))
    ]
    counts = [measure for measure in meant.values() if measure.unit and measure.unit != "percent"]
    for _, record in table.title:
        told += [_about(cell) for cell, unit in _unit_lines(record) if counts and all_other(unit)]
    return told


def all_other(written: str) -> bool:
    """Whether a unit line names no unit of ours: "Nghìn hồ sơ", "%"; not "Hồ sơ, %"."""
    parts = [part for part in re.split(r"[,;/]", written) if part.strip()]
    return bool(parts) and all(_is_other(part, "dossiers") for part in parts)


def other_unit_cells(cells: Iterable[Written]) -> list[Problem]:
    """The same of a list's column of units, one measure a row: thousands and money, as the measure is not known yet."""
    return [_about(cell) for cell in cells if _OTHER.search(comparable(cell))]


def _is_other(written: str, unit: str | None) -> bool:
    text = comparable(written)
    return unit is not None and bool(_OTHER.search(text) or ("%" in text and unit != "percent"))


def _unit_lines(record) -> Iterable[tuple[Written, str]]:
    """(cell, unit) of what says "Đơn vị tính:", its unit in the same cell or in the next filled one."""
    filled = [cell for cell in record if cell]
    for place, cell in enumerate(filled):
        if found := _UNIT_LINE.fullmatch(comparable(cell).strip(" ()")):
            following = filled[place + 1] if place + 1 < len(filled) else ""
            yield cell, found[1] or following


def _in_header(header: Header) -> Problem:
    row = int(re.search("[0-9]+$", header.at)[0])
    return Problem("error", "other_unit", row, header.text, header.at, header.text)


def _about(cell: Written) -> Problem:
    return Problem("error", "other_unit", row_of(cell), cell=cell.at, value=str(cell))
