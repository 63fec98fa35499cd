"""Grids → the table: which sheet, where its header stands, how it is laid out; found by words, not by position."""

from collections.abc import Mapping
from dataclasses import replace

from reform.indicators import Declaration
from reform.intake import long_form, transposed
from reform.intake.columns import answered, remembered_of
from reform.intake.headers import Words, words_of
from reform.intake.reading import Answers, Opened, Problem, Registry, Sheet, refuse
from reform.intake.stacked import HEAD, STRUCTURE, body_of, find_block, is_numbering, read_headers
from reform.intake.table import Header, Record, Table
from reform.numbers import is_figure

TELLING = 3  # a grid with fewer columns, or fewer than two rows under its first texts, is taken for no table


def find_table(
    opened: Opened, declaration: Declaration, answers: Answers, registry: Registry
) -> tuple[Table, list[Problem]]:
    """The table of a file and what is to ask about it: several_tables to confirm; no_header, an error that ends once
    its columns are mapped; duplicate_row of a long table. Raises Refused: no_header, sheet_missing."""
    words = words_of(declaration)
    sheets = _asked(opened, answers)
    found = [one for one in (read_sheet(sheet, words, answers, registry) for sheet in sheets) if one[0]]
    filled = [one for one in found if _has_figures(one[0])]
    table, problems = next(iter(filled or found), (None, []))
    if table is None:
        table = next(filter(None, map(guess_table, sheets)), None)
        if table is None:
            raise refuse("no_header")
        return table, [Problem("error", "no_header")]
    if len(filled) > 1:
        facts = {"sheets": [str(one.sheet) for one, _ in filled], "chosen": table.sheet}
        problems = [*problems, Problem("confirm", "several_tables", facts=facts)]
    return table, problems


def _asked(opened: Opened, answers: Answers) -> tuple[Sheet, ...]:
    """The sheet of the answer, else those that are shown."""
    if answers.sheet is None or opened.kind == "csv":
        return tuple(sheet for sheet in opened.sheets if not sheet.hidden)
    chosen = tuple(sheet for sheet in opened.sheets if sheet.name == answers.sheet)
    if not chosen:
        facts = {"sheets": [str(sheet.name) for sheet in opened.sheets if sheet.name], "name": answers.sheet}
        raise refuse("sheet_missing", facts=facts)
    return chosen


def read_sheet(sheet: Sheet, words: Words, answers: Answers, registry: Registry) -> tuple[Table | None, list[Problem]]:
    """The table of one sheet by its words, None where there is none."""
    block = find_block(sheet, words)
    known = read_headers(sheet, block, words) if block else ()
    headers = answered(known, {**remembered_of(known, registry), **answers.columns})
    keys = [header.key for header in headers]
    if {"measure", "value"} <= set(keys):
        table, problems = long_form.pivot(plain_table(sheet, block, headers, "long"), words)
        said = {one.text: one.key for one, was in zip(headers, known, strict=True) if one.key != was.key}
        return replace(table, pivot={**table.pivot, "said": said}), problems
    # A row of headers tells more measures than any column of labels does, unless the table lies on its side.
    sideways = transposed.read(sheet, words, at_least=1 + len({key for key in keys if key in words.measures}))
    if sideways:
        return sideways, []
    if not block:
        return None, []
    layout = "own_form" if "field" in keys and "unit" not in keys else "form_06a" if len(block) > 1 else "template"
    return plain_table(sheet, block, headers, layout), []


def plain_table(sheet: Sheet, block: tuple[int, ...], headers: tuple[Header, ...], layout: str) -> Table:
    """A table whose records are the rows below its header."""
    title = tuple(enumerate(sheet.rows[: block[0] - 1], 1))
    return Table(layout, sheet.name, block, headers, title, body_of(sheet, block, headers))


def guess_table(sheet: Sheet) -> Table | None:
    """A table without a known word: its first row of most texts is the header, to be mapped by its reader."""
    head = [_texts(record) for record in sheet.rows[:HEAD]]
    best = max(range(len(head)), key=lambda i: (head[i], -i), default=None)
    if best is None or head[best] < TELLING:
        return None
    cells = sheet.rows[best]
    headers = tuple(Header(index, cell.at, str(cell), (str(cell),)) for index, cell in enumerate(cells))
    table = replace(plain_table(sheet, (best + 1,), headers, "template"), guessed=True)
    rows = [record for _, record in table.body if sum(map(bool, record)) >= TELLING and any(map(is_figure, record))]
    return table if len(rows) >= 2 else None


def _texts(record: Record) -> int:
    """How many cells of a row could be headers; a row of figures or of column numbers has none."""
    filled = [cell for cell in record if cell]
    return 0 if is_numbering(record) else sum(any(map(str.isalpha, cell)) for cell in filled)


def _has_figures(table: Table) -> bool:
    """Whether a measure of it holds a figure: a sheet that only explains the columns is no report."""
    held = [h.index for h in table.headers if h.key and h.key not in STRUCTURE]
    return any(is_figure(record[index]) for _, record in table.body for index in held)


def table_again(opened: Opened, decisions: Mapping) -> Table:
    """The table that `decisions` led to; asks no vocabulary."""
    sheet = next(one for one in opened.sheets if one.name == decisions.get("sheet"))
    layout = decisions.get("layout") or "template"
    if layout == "transposed":
        return transposed.read_again(sheet, decisions)
    block = tuple(decisions["header_rows"])
    width = max(len(sheet.rows[number - 1]) for number in block)
    headers = tuple(Header(index, "", "", ("",)) for index in range(width))
    table = plain_table(sheet, block, headers, layout)
    return long_form.pivot_again(table, decisions["pivot"]) if layout == "long" else table
