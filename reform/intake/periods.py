"""Cells → the period of each line: its own columns, else an answer, the title block, the sheet's or the file's name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from reform.indicators import Name
from reform.intake.lines import Line
from reform.intake.reading import Answers, Problem, Written
from reform.intake.title import Title
from reform.numbers import Unreadable
from reform.period import Doubt, Period, find_label_in_name, from_key, read_date, read_period
from reform.period import label as label_of
from reform.wards import comparable

# What makes a number in a name one of a period: "bao-cao-11" is a running number.
_KIND = re.compile(r"(?i)(?<![^\W_])(q|quý|quy|tháng|thang|t)[\s._-]*(?=\d|[ivx]+\b)")
OUTSIDE = ("title", "sheet", "file")  # what speaks for all lines
_CUMULATIVE = {"có": True, "x": True, "luỹ kế": True, "không": False, "": None}


@dataclass(frozen=True)
class Dated:
    """A line's period and where it was found: column, given, title, sheet or file."""

    period: Period
    found: str


@dataclass(frozen=True)
class Source:
    """What speaks of a line's period: a label, two dates, where they stand, and what is to ask about it."""

    label: str
    starts: date | None
    ends: date | None
    found: str
    doubts: tuple[Doubt, ...] = ()


def read_periods(
    lines: list[Line],
    title: Title,
    close_days: Mapping[int, int | None],
    *,
    file_name: str | None = None,
    sheet: str | None = None,
    answers: Answers,
):
    """({row: Dated}, problems); a line whose period cannot be read is missing from the first.

    `close_days` gives each row's close day (its locality's). A total row without a period takes the only one
    of the file. Problems of its own: period_missing, title_period_unreadable (errors), period_from_sheet,
    period_from_file, period_other_than_title, period_other_than_name, period_of_document, period_blank (confirm), and
    without a default two_periods.
    """
    outside = tuple(_outside(title, file_name, sheet, answers))
    dated: dict[int, Dated] = {}
    problems: list[Problem] = []
    for line in sorted(lines, key=lambda line: (line.is_total, line.row)):
        if line.is_total and not _says_when(line) and len(set(dated.values())) == 1:
            dated[line.row] = next(iter(dated.values()))
            continue
        found, told = _read_line(line, title, outside, close_days.get(line.row), answers.cumulative)
        problems += told
        if found:
            dated[line.row] = found
    return dated, _once([*problems, *_blank_beneath(lines, dated)])


def _blank_beneath(lines: list[Line], dated: Mapping[int, Dated]) -> Iterator[Problem]:
    """A period left blank beneath a row that names another than what speaks for all: which of the two is meant?"""
    above: Dated | None = None
    for line in sorted((one for one in lines if not one.is_total and one.row in dated), key=lambda one: one.row):
        own = dated[line.row]
        if line.texts.get("period"):
            above = own
        elif above and "period" in line.headings and own.found in OUTSIDE and own.period.key != above.period.key:
            facts = {"key": own.period.key, "period": _name(own.period.key), "above": above.period.label}
            yield Problem("confirm", "period_blank", **line.place("period"), facts=facts)


def _outside(title: Title, file_name: str | None, sheet: str | None, answers: Answers) -> Iterator[Source]:
    """What speaks for all lines that say nothing of their own, the most trustworthy first."""
    if answers.period:
        yield _given(answers.period)
    names = {"sheet": sheet, "file": file_name and PurePath(file_name).stem}
    told = {found: label for found, name in names.items() if name and (label := find_label_in_name(name))}
    said = title.label or title.starts
    if said and not title.is_of_document:
        others = {name: label for name in names.values() if name and (label := _label_beside(title, name))}
        yield Source(title.label or "", title.starts, title.ends, "title", tuple(_doubts_of_title(title, others)))
    for found, label in told.items():
        yield Source(label, None, None, found, (Doubt("confirm", f"period_from_{found}", "period"),))
    if said and title.is_of_document:
        doubt = Doubt("confirm", "period_of_document", "title")
        yield Source(title.label, title.starts, title.ends, "title", (doubt,))


def _label_beside(title: Title, name: str) -> str | None:
    """What the name of a sheet or file says beside a title; a part without a year ("Quý 3") is of the title's."""
    own = _period_of(title.label)
    within = find_label_in_name(f"{name} {own.year}") if own and own.year and _KIND.search(name) else None
    return find_label_in_name(name) or within


def _doubts_of_title(title: Title, names: Mapping[str, str]) -> Iterator[Doubt]:
    """Two periods said alike, else the first name, of the sheet or the file, that says another; `names` → label."""
    if title.rivals:
        yield Doubt("confirm", "two_periods", "title", {"labels": [title.label, *title.rivals]})
        return
    own = _period_of(title.label)
    for name, label in names.items():
        other = _period_of(label)
        within = own and other.kind == "year" and other.year == own.year  # "CCHC năm 2025" holds its quarters
        if own and other.key != own.key and not within:
            yield Doubt("confirm", "period_other_than_name", "title", {"name": name, "label": label})
            return


def _period_of(label: str | None) -> Period | None:
    """The period of a label; None where there is none, or no period of the calendar."""
    try:
        return read_period(label)[0] if label else None
    except Unreadable:
        return None


def _given(answer: str) -> Source:
    """A key (2025-Q3, 2020-01-01_2022-10-12) as its label or its two dates; a label as it is."""
    try:
        period = from_key(answer)
    except ValueError:
        return Source(answer, None, None, "given")
    return Source("" if period.kind == "window" else period.label, period.starts, period.ends, "given")


def _says_when(line: Line) -> bool:
    return any(line.texts.get(key) for key in ("period", "from", "to"))


def _read_line(line: Line, title: Title, outside: tuple[Source, ...], close_day: int | None, answered: bool | None):
    problems: list[Problem] = []
    starts = _read_cell(line, "from", problems)
    ends = _read_cell(line, "to", problems)
    cumulative = _read_cell(line, "cumulative", problems)
    if problems:
        return None, problems
    source = _source(line, outside, starts, ends)
    try:
        period, doubts = _read(source, cumulative, answered, close_day)
    except Unreadable as wrong:
        return None, [_unreadable(wrong.code, line, title, source)]
    if source.found == "given" and (other := _other_than_given(period, title)):
        doubts = (*doubts, Doubt("confirm", "period_other_than_title", "title", {"label": other}))
    doubts = (*doubts, *source.doubts)
    return Dated(period, source.found), [_problem(line, title, source.found, doubt, period) for doubt in doubts]


def _unreadable(code: str, line: Line, title: Title, source: Source) -> Problem:
    """Why a line has no period: nothing names one, what names it is no period, or two dates are none."""
    place = _place(line, title, source.found, "period" if code == "period_unreadable" else "from")
    if code == "period_unreadable" and not source.label:
        return Problem("error", "period_missing", **place)
    if code == "period_unreadable" and source.found == "title":
        code = "title_period_unreadable"
    return Problem("error", code, facts={"written": source.label or None}, **place)


def _source(line: Line, outside: tuple[Source, ...], starts: date | None, ends: date | None) -> Source:
    """The line's own words, else the first source outside. The title's dates go with its own label, not a row's."""
    if label := line.texts.get("period", ""):
        return Source(label, starts, ends, "column")
    if starts or ends:
        said = next((source for source in outside if source.found in ("given", "title")), None)
        return Source(said.label if said else "", starts, ends, "column", said.doubts if said else ())
    return outside[0] if outside else Source("", None, None, "column")


def _read(source: Source, cumulative: bool | None, answered: bool | None, close_day: int | None):
    """The period and its doubts; an answer to "cumulative or not" settles that question.

    A quarter or a month said to be cumulative is the months since January.
    """
    if answered is None:
        return read_period(source.label, source.starts, source.ends, cumulative, close_day)
    period, doubts = read_period(source.label, source.starts, source.ends, answered, close_day)
    if answered and period.kind in ("quarter", "month"):
        period, doubts = read_period(f"{source.label} lũy kế", source.starts, source.ends, answered, close_day)
        period = replace(period, label=source.label)
    doubts = tuple(doubt for doubt in doubts if doubt.code != "cumulative")
    return replace(period, cumulative=answered), doubts


def _other_than_given(period: Period, title: Title) -> str | None:
    """What the title block calls the period, where nothing plain in it is the one given."""
    if not title.label or title.is_of_document:
        return None
    told = map(_period_of, (title.label, *title.rivals))
    return None if any(one and one.key == period.key for one in told) else title.label


def _read_cell(line: Line, key: str, problems: list[Problem]):
    text = line.texts.get(key, "")
    try:
        return _cumulative(text) if key == "cumulative" else _serial(text) or read_date(text)
    except Unreadable as wrong:
        problems.append(Problem("error", wrong.code, **line.place(key)))


def _serial(cell: Written | str) -> date | None:
    """A workbook's bare number where a date should be: days since 30/12/1899, if that is a day of 2000 to 2099."""
    number = getattr(cell, "number", None)
    if number is None or cell.percent or number % 1 or not 36526 <= number <= 73050:
        return None
    return date(1899, 12, 30) + timedelta(int(number))


def _cumulative(text: str) -> bool | None:
    if comparable(text) not in _CUMULATIVE:
        raise Unreadable("cumulative_unreadable")
    return _CUMULATIVE[comparable(text)]


def _place(line: Line, title: Title, found: str, about: str) -> dict:
    if about == "title" or (found == "title" and about != "cumulative"):
        row, cell = title.period_place
        return {"row": row, "cell": cell, "value": title.label}
    if not {"period", "from", "to"} & line.headings.keys():
        # Nothing in the row speaks of time: told once, at the header where a column is missing.
        heading = line.headings["unit"]
        return {"column": heading.header, "cell": heading.cell}
    return line.place(about, "period")


def _problem(line: Line, title: Title, found: str, doubt: Doubt, period: Period) -> Problem:
    place = {"value": period.label} | _place(line, title, found, doubt.about)
    facts = {"key": period.key, "period": _name(period.key), **doubt.facts}
    if "suggestion" in facts:
        facts["suggestion"] = _name(facts["suggestion"])
    return Problem(doubt.severity, doubt.code, **place, facts=facts)


def _name(key: str) -> Name:
    return Name(label_of(key, "vi"), label_of(key, "en"))


def _once(problems: list[Problem]) -> list[Problem]:
    """A doubt about the title block is told once, not for each row under it."""
    return list({(p.code, p.row, p.cell, p.value): p for p in problems}.values())
