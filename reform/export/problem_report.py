"""Đề nghị rà soát, giải trình: what is doubtful in a ward's figures, as a workbook to send back to the ward.

The first sheet lists the problems; each file follows as it was written, every cell in its own place, the doubtful ones
coloured and commented. It goes to Vietnamese offices and is in Vietnamese whatever the language of the screen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reform.export.literal import one_line
from reform.export.workbook import INK, add_header, put, saved
from reform.intake.reading import SEVERITIES, Problem, Row, Sheet
from reform.text import words

TITLE_ROWS = 5
COLUMNS = ("number", "severity", "unit", "file", "cell", "value", "content", "todo", "answer")
WIDTHS = {"number": 5, "severity": 14, "unit": 22, "file": 22, "cell": 11, "value": 14, "content": 62, "todo": 34}
FILLS = {"error": "FFF4B6AE", "confirm": "FFFBE3A4", "note": "FFDCDAD5"}
EDGE = Side(style="medium", color="FF23211E")  # marks an error where a printer knows no colours
ADDRESS = re.compile(r"([A-Z]+)([0-9]+)$")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31


@dataclass(frozen=True)
class Reviewed:
    """One file: its name, its grids, the rows and total rows read from it, the problems found in it.

    A line is a row of the sheet, in a `transposed` file a column: its number or letters. `headers` are the lines of
    headers; `named` says whose a line is that names a unit, also where no row came of it; in a `whole` file, a unit's
    own form, all lines are that unit's.
    """

    name: str
    sheets: tuple[Sheet, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    totals: tuple[Row, ...] = ()
    transposed: bool = False
    headers: frozenset[str] = frozenset()
    named: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False

    @property
    def units(self) -> list[str]:
        """All that the file names, read or not."""
        return list(dict.fromkeys([*(row.ward for row in self.rows), *self.named.values()]))

    @cached_property
    def owners(self) -> dict[str, set[str]]:
        """Line → the units it is of."""
        found = {line: {unit} for line, unit in self.named.items()}
        for row in self.rows:
            for line in lines_at(row, self.transposed):
                found.setdefault(line, set()).add(row.ward)
        return found


@dataclass(frozen=True)
class Line:
    """One problem of the list: where, which unit it is about (None: the file), and what is written there."""

    file: str
    unit: str | None
    problem: Problem
    value: str | None


def problem_report(files: Sequence[Reviewed], moment: datetime, unit: str | None = None) -> bytes:
    """The workbook for one unit (its name), with nothing of other units in it; for all units without one."""
    files = [about(file, unit) for file in files] if unit else list(files)
    lines = [line for file in files for line in lines_of(file)]
    lines.sort(key=lambda line: SEVERITIES.index(line.problem.severity))
    book, t = Workbook(), words("vi").t
    sheet = book.active
    sheet.title = t("report.sheet")
    add_head(sheet, files, moment, unit)
    add_list(sheet, lines)
    for file in files:
        for grid in file.sheets:
            add_grid(book, file, grid, left_out(file, grid, unit) if unit else set())
    book.properties.title, book.properties.creator = t("report.title"), t("app.name")
    return saved(book, moment)


# Whose problem it is


def line_of(place: str, transposed: bool) -> str:
    """The line that a cell stands in."""
    return ADDRESS.search(place)[1 if transposed else 2]


def lines_at(row: Row, transposed: bool) -> set[str]:
    """The lines that a row was read from."""
    found = {line_of(cell.cell, transposed) for cell in row.values.values()}
    return found if transposed else {str(row.number), *found}


def owner(problem: Problem, file: Reviewed) -> str | None:
    """The unit that a problem is about: by its facts, its cell or row; of what concerns the whole file its only one."""
    only = file.units[0] if len(file.units) == 1 else None
    if "ward" in problem.facts:
        return problem.facts["ward"] if problem.facts["ward"] in file.units else None
    if not problem.cell and problem.row is None:
        return only
    sheet = (problem.cell or "").rpartition("!")[0]
    if sheet and sheet not in {grid.name for grid in file.sheets}:
        return None
    line = line_of(problem.cell, file.transposed) if problem.cell else str(problem.row)
    found = file.owners.get(line, set())
    if found:
        return next(iter(found)) if len(found) == 1 else None
    return only if file.whole or line in file.headers else None


def about(file: Reviewed, unit: str) -> Reviewed:
    """The file with the problems of one unit alone; without its grids where the unit is not in it."""
    problems = tuple(silent(problem) for problem in file.problems if owner(problem, file) == unit)
    return replace(file, sheets=file.sheets if unit in file.units else (), problems=problems)


def silent(problem: Problem) -> Problem:
    """The problem without the name, the place and the file of the other unit whose figures are the same."""
    if "other_ward" not in problem.facts:
        return problem
    untold = {"other_ward": words("vi").t("report.other_unit"), "other_row": "…", "file_name": "…"}
    return replace(problem, facts={key: untold.get(key, value) for key, value in problem.facts.items()})


def left_out(file: Reviewed, grid: Sheet, unit: str) -> set[str]:
    """The lines that the workbook for one unit leaves out: all but the headers and its own."""
    if file.whole and file.units == [unit]:
        return set()
    lines = {line_of(cell.at, file.transposed) for row in grid.rows for cell in row}
    return {line for line in lines - file.headers if file.owners.get(line) != {unit}}


def lines_of(file: Reviewed) -> Iterable[Line]:
    written = {cell.at: str(cell) for grid in file.sheets for row in grid.rows for cell in row}
    for problem in file.problems:
        yield Line(file.name, owner(problem, file), problem, written.get(problem.cell, value_of(problem)))


def value_of(problem: Problem) -> str | None:
    """What is written where no cell of the file is named; a unit's name is no figure of it."""
    return None if problem.value == problem.facts.get("ward") else problem.value


# The list


def add_head(sheet: Worksheet, files: Sequence[Reviewed], moment: datetime, unit: str | None) -> None:
    """Title, whose figures of when, the day."""
    say = words("vi")
    rows = [row for file in files for row in file.rows if unit is None or row.ward == unit]
    places = say.listing(list(dict.fromkeys(row.locality for row in rows)) or ["…"])
    periods = {row.period.key: say.period_label(row.period.key, row.period.label) for row in rows}
    told = [
        (places, {"color": INK}),
        (say.t("report.title"), {"bold": True, "size": 14, "color": INK}),
        (say.t("report.unit", unit=unit or say.t("report.all_units")), {"color": INK}),
        (say.t("report.period", periods=", ".join(periods.values()) or "…"), {"color": INK}),
        (say.t("report.day", day=say.time(moment)), {"color": INK}),
    ]
    for down, (text, font) in enumerate(told, start=1):
        put(sheet, down, 1, text, font=Font(**font))


def add_list(sheet: Worksheet, lines: Sequence[Line]) -> None:
    """A row a problem under its header, an empty column at the end for the ward's answer."""
    t, top = words("vi").t, TITLE_ROWS + 2
    for at, key in enumerate(COLUMNS, start=1):
        add_header(sheet, top, at, t(f"report.column.{key}"))
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(key, 30)
    for number, line in enumerate(lines, start=1):
        for at, value in enumerate(cells_of(number, line), start=1):
            align = Alignment(wrap_text=True, vertical="top")
            cell = put(sheet, top + number, at, value, alignment=align, font=Font(color=INK))
            if COLUMNS[at - 1] == "severity":
                cell.fill = fill(line.problem.severity)
    if not lines:
        put(sheet, top + 1, 1, t("report.nothing"), font=Font(color=INK))
    sheet.freeze_panes = sheet.cell(row=top + 1, column=1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{top}:{top}"


def cells_of(number: int, line: Line) -> list[object]:
    """One row of the list."""
    say, problem = words("vi"), line.problem
    severity, todo = say.t(f"report.severity.{problem.severity}"), say.t(f"report.todo.{problem.severity}")
    told = [line.unit, line.file, problem.cell, line.value, say.message(problem)]
    return [number, severity, *told, todo, None]


# The files


def add_grid(book: Workbook, file: Reviewed, grid: Sheet, hidden: set[str]) -> None:
    """One grid as it was written, every cell in its place; the lines that are left out stay blank and hidden."""
    sheet = book.create_sheet(free_name(book, " ".join(filter(None, (file.name.rpartition(".")[0], grid.name)))))
    told = by_cell(file.problems, grid)
    for row in grid.rows:
        for cell in row:
            if line_of(cell.at, file.transposed) not in hidden:
                add_cell(sheet, "".join(ADDRESS.search(cell.at).groups()), cell, told.get(cell.at, []))
    for line in hidden:
        lines = sheet.column_dimensions if file.transposed else sheet.row_dimensions
        lines[line if file.transposed else int(line)].hidden = True


def add_cell(sheet: Worksheet, at: str, text: str, problems: Sequence[Problem]) -> None:
    """One cell; a doubtful one coloured as its worst problem, with all of them as its comment."""
    if not text and not problems:
        return
    place = sheet[at]
    cell = put(sheet, place.row, place.column, str(text), font=Font(color=INK))
    if not problems:
        return
    worst = min((problem.severity for problem in problems), key=SEVERITIES.index)
    cell.fill = fill(worst)
    if worst == "error":
        cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
    told = "\n".join(one_line(words("vi").message(problem)) for problem in problems)
    cell.comment = Comment(told, words("vi").t("app.name"), width=320, height=60 + 40 * len(problems))


def by_cell(problems: Iterable[Problem], grid: Sheet) -> dict[str, list[Problem]]:
    """The problems of each cell of a grid."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.cell and (grid.name is None or problem.cell.startswith(f"{grid.name}!")):
            found.setdefault(problem.cell, []).append(problem)
    return found


def fill(severity: str) -> PatternFill:
    return PatternFill("solid", start_color=FILLS[severity])


def free_name(book: Workbook, wanted: str) -> str:
    """A name that a sheet may bear and none of the book bears yet."""
    bare = NOT_IN_A_NAME.sub(" ", one_line(wanted)).strip(" '")[:LONGEST_NAME] or words("vi").t("report.file")
    name, number = bare, 2
    while name.casefold() in {one.casefold() for one in book.sheetnames}:
        ending = f" ({number})"
        name, number = bare[: LONGEST_NAME - len(ending)] + ending, number + 1
    return name
