"""What of a workbook is hidden and holds figures: rows and columns are read as the rest of their sheet, a sheet only
where it is chosen; either is said."""

from collections.abc import Iterable

from reform.intake.reading import Problem, Sheet, Written, address, row_of
from reform.numbers import is_figure


def hidden_notes(sheets: tuple[Sheet, ...]) -> list[Problem]:
    """One note a sheet that is hidden, or of which rows or columns with figures are; facts sheet, rows, columns."""
    return [note for sheet in sheets for note in _note(sheet)]


def _note(sheet: Sheet) -> Iterable[Problem]:
    if not (sheet.hidden or sheet.hidden_rows or sheet.hidden_columns):
        return
    figures = list(_figures(sheet))
    if sheet.hidden and figures:
        yield _problem("hidden_sheet", figures[0][2], sheet=sheet.name)
        return
    rows = {number for number, _, _ in figures} & sheet.hidden_rows
    columns = {column for _, column, _ in figures} & sheet.hidden_columns
    if rows or columns:
        first = next(cell for number, column, cell in figures if number in rows or column in columns)
        letters = [address(0, column)[:-1] for column in sorted(columns)]
        facts = {"sheet": sheet.name, "rows": spans(rows) or "–", "columns": ", ".join(letters) or "–"}
        yield _problem("hidden_content", first, **facts)


def _figures(sheet: Sheet) -> Iterable[tuple[int, int, Written]]:
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if cell.number is not None or is_figure(cell):
                yield number, column, cell


def _problem(code: str, cell: Written, **facts) -> Problem:
    return Problem("note", code, row_of(cell), cell=cell.at, value=str(cell), facts=facts)


def spans(rows: Iterable[int]) -> str:
    """5, 7–9, 12."""
    found: list[list[int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in found)
