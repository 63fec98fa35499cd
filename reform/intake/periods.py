"""Cells → the period of each line: from its own columns, else the title block, else the file's name."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from reform.indicators import Name
from reform.intake.lines import Line
from reform.intake.reading import Problem
from reform.intake.title import Title
from reform.numbers import Unreadable
from reform.period import Doubt, Period, find_label, read_date, read_period
from reform.period import label as label_of
from reform.wards import comparable

_CUMULATIVE = {"có": True, "x": True, "luỹ kế": True, "không": False, "": None}


@dataclass(frozen=True)
class Dated:
    """A line's period and where it was found: column, title or file."""

    period: Period
    found: str


def read_periods(lines: list[Line], title: Title, file_name: str | None, close_days: dict[int, int | None]):
    """({row: Dated}, problems); a line whose period cannot be read is missing from the first.

    `close_days` gives each row's close day (its locality's). A total row without a period takes the only one
    of the file.
    """
    dated: dict[int, Dated] = {}
    problems: list[Problem] = []
    spoken = find_label(PurePath(file_name).stem.replace("-", " ").replace("_", " ")) if file_name else None
    for line in sorted(lines, key=lambda line: (line.is_total, line.row)):
        if line.is_total and not _says_when(line) and len(set(dated.values())) == 1:
            dated[line.row] = next(iter(dated.values()))
            continue
        found, told = _read_line(line, title, spoken, close_days.get(line.row))
        problems += told
        if found:
            dated[line.row] = found
    return dated, _once(problems)


def _says_when(line: Line) -> bool:
    return any(line.texts.get(key) for key in ("period", "from", "to"))


def _read_line(line: Line, title: Title, spoken: str | None, close_day: int | None):
    problems: list[Problem] = []
    starts = _read_cell(line, "from", problems)
    ends = _read_cell(line, "to", problems)
    cumulative = _read_cell(line, "cumulative", problems)
    if problems:
        return None, problems
    label, starts, ends, found = _source(line, title, spoken, starts, ends)
    try:
        period, doubts = read_period(label, starts, ends, cumulative, close_day)
    except Unreadable as wrong:
        about = "period" if wrong.code == "period_unreadable" else "from"
        place = _place(line, title, found, about)
        return None, [Problem("error", wrong.code, facts={"written": label or None}, **place)]
    if found == "file":
        doubts = (*doubts, Doubt("confirm", "period_from_file", "period"))
    return Dated(period, found), [_problem(line, title, found, doubt, period) for doubt in doubts]


def _source(line: Line, title: Title, spoken: str | None, starts: date | None, ends: date | None):
    """Label, dates and where they come from. The title's dates go with its own label, not with a row's."""
    label = line.texts.get("period", "")
    if label:
        return label, starts, ends, "column"
    if starts or ends:
        return title.label or "", starts, ends, "column"
    if title.label or title.starts:
        return title.label or "", title.starts, title.ends, "title"
    return (spoken, None, None, "file") if spoken else ("", None, None, "column")


def _read_cell(line: Line, key: str, problems: list[Problem]):
    text = line.texts.get(key, "")
    try:
        return _cumulative(text) if key == "cumulative" else read_date(text)
    except Unreadable as wrong:
        problems.append(Problem("error", wrong.code, **line.place(key)))


def _cumulative(text: str) -> bool | None:
    if comparable(text) not in _CUMULATIVE:
        raise Unreadable("cumulative_unreadable")
    return _CUMULATIVE[comparable(text)]


def _place(line: Line, title: Title, found: str, about: str) -> dict:
    if found == "title" and about != "cumulative":
        row, cell = title.period_place
        return {"row": row, "cell": cell, "value": title.label}
    if not {"period", "from", "to"} & line.headings.keys():
        # Nothing in the row speaks of time: told once, at the header where a column is missing.
        heading = line.headings["unit"]
        return {"column": heading.header, "cell": heading.cell}
    return line.place(about, "period")


def _problem(line: Line, title: Title, found: str, doubt: Doubt, period: Period) -> Problem:
    place = _place(line, title, found, doubt.about)
    facts = {"key": period.key, "period": _name(period.key), **doubt.facts}
    if "suggestion" in facts:
        facts["suggestion"] = _name(facts["suggestion"])
    return Problem(doubt.severity, doubt.code, **place, facts=facts)


def _name(key: str) -> Name:
    return Name(label_of(key, "vi"), label_of(key, "en"))


def _once(problems: list[Problem]) -> list[Problem]:
    """A doubt about the title block is told once, not for each row under it."""
    return list({(p.code, p.row, p.cell, p.value): p for p in problems}.values())
