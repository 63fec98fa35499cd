"""Đề nghị rà soát, giải trình: what is doubtful in a ward's figures, as a workbook to send back to the ward.

The first sheet lists the problems; each file follows as it was written, every cell in its own place, the doubtful ones
coloured and commented. It goes to Vietnamese offices and is in Vietnamese whatever the language of the screen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

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
    """One file: its name, its grids, the rows and total rows read from it, the problems found in it. In a `transposed`
    one each unit is a column."""

    name: str
    sheets: tuple[Sheet, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    totals: tuple[Row, ...] = ()
    transposed: bool = False


@dataclass(frozen=True)
class Line:
    """One problem of the list: where, and which unit it is about; None where it is about the file."""

    file: str
    unit: str | None
    problem: Problem


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
            add_grid(book, file, grid, others(file, unit) if unit else set())
    book.properties.title, book.properties.creator = t("report.title"), t("app.name")
    return saved(book, moment)


# Whose problem it is


def lines_at(row: Row, transposed: bool) -> set[str]:
    """The lines of the sheet that a row was read from: numbers of rows, in a transposed file letters of columns."""
    found = [ADDRESS.search(cell.cell) for cell in row.values.values()]
    if transposed:
        return {at[1] for at in found if at}
    return {str(row.number), *(at[2] for at in found if at)}


def owner(problem: Problem, file: Reviewed) -> str | None:
    """The unit that a problem is about: by its cell or row, by its facts, else the file's only one."""
    names = list(dict.fromkeys(row.ward for row in file.rows))
    if problem.facts.get("ward") in names:
        return problem.facts["ward"]
    at = ADDRESS.search(problem.cell or "")
    line = (at[1] if file.transposed else at[2]) if at else str(problem.row)
    found = {row.ward for row in file.rows if line in lines_at(row, file.transposed)}
    if len(found) == 1:
        return found.pop()
    return names[0] if len(names) == 1 else None


def about(file: Reviewed, unit: str) -> Reviewed:
    """The file with the problems of one unit alone; without its grids where the unit is not in it."""
    here = any(row.ward == unit for row in file.rows)
    problems = tuple(problem for problem in file.problems if owner(problem, file) == unit)
    return replace(file, sheets=file.sheets if here else (), problems=problems)


def others(file: Reviewed, unit: str) -> set[str]:
    """The lines of other units and of totals, which the workbook for one unit leaves out."""
    own = {line for row in file.rows if row.ward == unit for line in lines_at(row, file.transposed)}
    return {line for row in (*file.rows, *file.totals) for line in lines_at(row, file.transposed)} - own


def lines_of(file: Reviewed) -> Iterable[Line]:
    return (Line(file.name, owner(problem, file), problem) for problem in file.problems)


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
    told = [line.unit, line.file, problem.cell, problem.value, say.message(problem)]
    return [number, severity, *told, todo, None]


# The files


def add_grid(book: Workbook, file: Reviewed, grid: Sheet, left_out: set[str]) -> None:
    """One grid as it was written, every cell in its place; the lines that are left out stay blank and hidden."""
    sheet = book.create_sheet(free_name(book, " ".join(filter(None, (file.name.rpartition(".")[0], grid.name)))))
    told = by_cell(file.problems, grid)
    for row in grid.rows:
        for cell in row:
            letters, number = ADDRESS.search(cell.at).groups()
            if (letters if file.transposed else number) not in left_out:
                add_cell(sheet, f"{letters}{number}", cell, told.get(cell.at, []))
    for line in left_out:
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
