"""One sheet as it is handed to the parent: filled cells only, each a JSON value.

A text is a string, a number a number; [kind, value] are "%" a fraction shown as a percentage, "d" a day (ISO), "e" an
error (#DIV/0!), "=" a formula whose value the file does not hold.
"""

import re
from datetime import date

from reform.grids.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Refusal

# Columns of the grid of a document's lines: a paragraph, the name of a table's own grid, a note at the foot or the end
PARAGRAPH, TABLE, NOTE = range(3)

_ESCAPED = re.compile("_x00([01][0-9A-Fa-f])_")  # a control sign as Excel writes it


class Grid:
    """Cells by row (from 1) and column (from 0), and what of them is hidden or merged."""

    def __init__(self, name: str, hidden: bool = False):
        self.name = name
        self.hidden = hidden
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.rows: dict[int, dict[int, object]] = {}

    def put(self, row: int, column: int, cell) -> None:
        """Raises Refusal where the cell lies beyond what is read; a blank one is left out, wherever it lies."""
        if isinstance(cell, str):
            cell = _ESCAPED.sub(_control, cell)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return
        if isinstance(cell, str) and len(cell) > MAX_TEXT:
            raise Refusal("workbook_too_large")
        if row > MAX_ROWS or column >= MAX_COLUMNS:
            raise Refusal("cell_too_far", sheet=self.name, row=row, column=column)
        self.rows.setdefault(row, {})[column] = cell

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.merged.append((top, left, bottom, right))

    @property
    def size(self) -> int:
        """Cells once each row is filled up with blanks to its last one."""
        return sum(max(cells) + 1 for cells in self.rows.values())

    def plain(self) -> dict:
        """The grid as JSON-able data; rows are [number, {column: cell}] in order."""
        last_row, last_column = max(self.rows, default=0), max(map(max, self.rows.values()), default=0)
        return {
            "name": self.name,
            "hidden": self.hidden,
            "hidden_rows": sorted(self.hidden_rows),
            "hidden_columns": sorted(self.hidden_columns),
            "merged": [
                (top, left, min(bottom, last_row), min(right, last_column))
                for top, left, bottom, right in self.merged
                if top <= last_row and left <= last_column
            ],
            "rows": sorted(self.rows.items()),
        }


def _control(found: re.Match) -> str:
    return "\n" if int(found[1], 16) == 10 else ""


def day(value: date) -> list[str]:
    return ["d", f"{value.year:04}-{value.month:02}-{value.day:02}"]


def refuse_size(grids: list[Grid]) -> None:
    if sum(grid.size for grid in grids) > MAX_CELLS:
        raise Refusal("workbook_too_large")
