"""A workbook or document → its sheets as an office would write them, read by a child process with limits.

A spreadsheet of 1.5 kB can bring a process down, one of 1 MB unpack to 260: what is hostile or broken ends the child,
and is a sentence here. The only module that starts a process.
"""

import json
import subprocess
import sys
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from reform import grids
from reform.grids.limits import WALL_SECONDS, Refusal, look_at_zip
from reform.intake.reading import Sheet, Written, address, refuse

CHILD = Path(grids.__file__).with_name("child.py")
_TIMED_OUT = (-24, -9)  # SIGXCPU, then SIGKILL: the processor time is spent
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of Windows alone
_DIGITS = 15  # as many as Excel shows; behind them stands what binary fractions leave over


def zip_kind(data: bytes) -> str:
    """xlsx, ods or docx by the zip's own directory. Raises Refused."""
    try:
        return look_at_zip(data)
    except Refusal as refusal:
        raise refuse(refusal.code) from None


def open_workbook(data: bytes, kind: str, patience: int = 1) -> tuple[Sheet, ...]:
    """The sheets of a workbook (xlsx, xls, ods), the tables of a document (docx) or the lines of its text (prose, pdf),
    within so many times the limits.

    Raises Refused: encrypted_file, unsafe_file, cell_too_far, workbook_too_large, workbook_unreadable,
    workbook_timeout, no_table_in_document, no_text_in_document, scanned_pdf, empty_file.
    """
    answer = _ask_child(data, kind, patience)
    if "refused" in answer:
        raise _refused(answer["refused"], answer["facts"])
    sheets = tuple(_sheet(grid) for grid in answer["sheets"])
    if not any(sheet.rows for sheet in sheets):
        raise refuse("empty_file")
    return sheets


def _ask_child(data: bytes, kind: str, patience: int) -> dict[str, Any]:
    command, seconds = [sys.executable, "-I", str(CHILD), kind, str(patience)], WALL_SECONDS * patience
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False, creationflags=_NO_WINDOW
        )
    except subprocess.TimeoutExpired:
        raise refuse("workbook_timeout") from None
    if done.returncode in _TIMED_OUT:
        raise refuse("workbook_timeout")
    if done.returncode < 0:
        raise refuse("workbook_too_large")  # out of memory inside a library: the one end a child cannot tell of itself
    if done.returncode:
        raise refuse("workbook_unreadable")  # whatever a library stumbled over
    return json.loads(done.stdout)


def _refused(code: str, facts: dict[str, Any]):
    if "row" not in facts:
        return refuse(code)
    cell = f"{facts['sheet']}!{address(facts['row'], facts['column'])}"
    return refuse(code, row=facts["row"], cell=cell)


def _sheet(grid: dict[str, Any]) -> Sheet:
    rows = dict(grid["rows"])
    letters = _Letters(grid["name"])
    return Sheet(
        grid["name"],
        tuple(_row(letters, number, rows.get(number, {})) for number in range(1, max(rows, default=0) + 1)),
        grid["hidden"],
        frozenset(grid["hidden_rows"]),
        frozenset(grid["hidden_columns"]),
        tuple((top, left, bottom, right) for top, left, bottom, right in grid["merged"]),
    )


class _Letters(dict):
    """Column → "Sheet!D", made once a column."""

    def __init__(self, sheet: str):
        super().__init__()
        self.sheet = sheet

    def __missing__(self, column: int) -> str:
        self[column] = f"{self.sheet}!{address(0, column)[:-1]}"
        return self[column]


def _row(letters: _Letters, number: int, cells: dict[str, Any]) -> tuple[Written, ...]:
    filled = {int(column): cell for column, cell in cells.items()}
    width = max(filled, default=-1) + 1
    return tuple(_written(filled.get(column), f"{letters[column]}{number}") for column in range(width))


def _written(cell, at: str) -> Written:
    if cell is None:
        return Written("", at)
    if isinstance(cell, str):
        return Written(unicodedata.normalize("NFC", cell).strip(), at)
    if isinstance(cell, list):
        return _MARKED[cell[0]](cell[1], at)
    if isinstance(cell, int):
        return Written(str(cell), at, Decimal(cell))
    number = exact(cell)
    return Written(office(number), at, number)


def _percent(value: float, at: str) -> Written:
    number = exact(value)
    return Written(office(number * 100) + "%", at, number, percent=True)


def _day(value: str, at: str) -> Written:
    day = date.fromisoformat(value)
    return Written(f"{day.day:02}/{day.month:02}/{day.year:04}", at, day=day)


def _fault(value: str, at: str) -> Written:
    return Written(value, at, fault=value)


_MARKED = {"%": _percent, "d": _day, "e": _fault, "=": _fault}


def exact(value: float) -> Decimal:
    """The number that a spreadsheet shows in full: 0.1 + 0.2 is 0.3. Whole numbers are what they are."""
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{_DIGITS}g")) + 0


def office(number: Decimal) -> str:
    """As a Vietnamese office types it without grouping: 1059, 99,53."""
    return format(number.normalize(), "f").replace(".", ",")
