"""Reporting periods: a label or two dates become one key, and a key knows its window and its neighbours.

Keys: `2025-08`, `2025-Q3`, `2025-H1`, `2025-H2`, `2025-9M`, `2025`, or a window `2020-01-01_2022-10-12`.
Halves from January, N months and years are cumulative; quarters, months and second halves are not.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from reform.numbers import Unreadable
from reform.period_words import Heard, Spoken, overhear, overhear_name, read_date, split_window, understand

__all__ = [
    "Doubt",
    "Period",
    "find_label_in_name",
    "find_labels",
    "from_key",
    "label",
    "last_day",
    "last_year",
    "previous",
    "read_date",
]

TOLERANCE = timedelta(days=5)
DECREE_CLOSE_DAY = 14  # Nghị định 09/2019/NĐ-CP: a reporting month runs from the 15th to the 14th
CALENDAR_CLOSE_DAY = 31
LONG_WINDOW = timedelta(days=123)  # four months; a longer window without a word is read as cumulative

_LABELS = {
    "vi": {
        "month": "Tháng {number}/{year}",
        "quarter": "Quý {roman}/{year}",
        "half1": "6 tháng đầu năm {year}",
        "half2": "6 tháng cuối năm {year}",
        "months": "{number} tháng năm {year}",
        "year": "Năm {year}",
        "window": "Từ {starts} đến {ends}",
    },
    "en": {
        "month": "{month} {year}",
        "quarter": "Q{number} {year}",
        "half1": "First half of {year}",
        "half2": "Second half of {year}",
        "months": "First {number} months of {year}",
        "year": "Year {year}",
        "window": "{starts} to {ends}",
    },
}
_KEY = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<months>[1-57-9]|1[01])M|(?P<month>0[1-9]|1[0-2])))?"
)


@dataclass(frozen=True)
class Period:
    """What a row reports on. `label` is as written, else the Vietnamese one; a window may be unknown."""

    key: str
    kind: str  # month quarter half months year window
    year: int
    number: int | None
    label: str
    starts: date | None = None
    ends: date | None = None
    cumulative: bool | None = None


@dataclass(frozen=True)
class Doubt:
    """A question (confirm) or a remark (note) about a period; `about` is the column it concerns."""

    severity: str
    code: str
    about: str
    facts: dict = field(default_factory=dict, hash=False)


@lru_cache(maxsize=1000)  # a file names one period in thousands of rows
def read_period(
    label: str | None,
    starts: date | None = None,
    ends: date | None = None,
    cumulative: bool | None = None,
    close_day: int | None = None,
) -> tuple[Period, tuple[Doubt, ...]]:
    """The period of a row from its label, its two dates and its cumulative cell, with what is to confirm.

    A recognised label keeps its key whatever the window. Without dates the window follows `close_day`, the
    last day of a reporting month: 14 gives Nghị định 09/2019's windows, 31 (or any day a month lacks) the
    calendar's, None leaves it unknown.
    Raises Unreadable: period_unreadable, window_incomplete, window_reversed, date_unreadable.
    """
    written = " ".join(unicodedata.normalize("NFC", label or "").split())
    bare, inner_starts, inner_ends = split_window(written)
    if starts is None and ends is None:
        starts, ends = inner_starts, inner_ends
    _check_window(starts, ends)
    spoken = understand(bare)
    if spoken is None:
        return _window_period(written, starts, ends, cumulative)
    period = replace(from_key(_key_of(spoken)), label=written)
    doubts = _doubts(period, spoken, starts, ends, cumulative)
    if starts is None and close_day:
        starts, ends = window(period.key, close_day)
    return replace(period, starts=starts, ends=ends), doubts


def find_labels(text: str) -> dict[str, Heard]:
    """The labels of the periods named inside a longer line: "BÁO CÁO … QUÝ III NĂM 2025" → "Quý III/2025", and where.

    What is no period of the calendar ("Quý V/2025") stays as written.
    """
    found: dict[str, Heard] = {}
    for heard in overhear(text):
        found.setdefault(_spoken_label(heard.spoken) or heard.words, heard)
    return found


def find_label_in_name(name: str) -> str | None:
    """The label of a period in the name of a file or a sheet, or None: "bao-cao_Q3.2025" → "Quý III/2025"."""
    return _spoken_label(overhear_name(name))


def _spoken_label(spoken: Spoken | None) -> str | None:
    if spoken is None:
        return None
    ending = " lũy kế" if spoken.cumulative and spoken.kind in ("quarter", "month") else ""
    return label(_make_key(spoken.kind, spoken.year, spoken.number)) + ending


def from_key(key: str) -> Period:
    """The period of a key, with its Vietnamese label; a window's dates are in its key. Raises ValueError."""
    if "_" in key:
        starts, ends = _dates(key)
        return Period(key, "window", ends.year, None, label(key), starts, ends)
    kind, year, number = _parts(key)
    cumulative = kind in ("months", "year") or (kind == "half" and number == 1)
    return Period(key, kind, year, number, label(key), cumulative=cumulative)


def previous(key: str) -> str | None:
    """The comparable period before: last month or quarter, else last year's; None for a window."""
    if "_" in key:
        return None
    kind, year, number = _parts(key)
    if kind not in ("month", "quarter"):
        return last_year(key)
    last = 12 if kind == "month" else 4
    return _make_key(kind, year, number - 1) if number > 1 else _make_key(kind, year - 1, last)


def last_year(key: str) -> str | None:
    """The same period one year before (cùng kỳ năm trước); None for a window."""
    if "_" in key:
        return None
    kind, year, number = _parts(key)
    return _make_key(kind, year - 1, number)


@lru_cache(maxsize=1000)
def label(key: str, lang: str = "vi", written: str | None = None) -> str:
    """The name of a period in a language; a window keeps the label it was written with. Raises ValueError."""
    if "_" in key:
        starts, ends = (f"{day:%d/%m/%Y}" for day in _dates(key))
        return written or _LABELS[lang]["window"].format(starts=starts, ends=ends)
    kind, year, number = _parts(key)
    name = f"half{number}" if kind == "half" else kind
    roman = ("", "I", "II", "III", "IV")[number] if kind == "quarter" else ""
    month = calendar.month_name[number] if kind == "month" else ""
    return _LABELS[lang][name].format(year=year, number=number, roman=roman, month=month)


def between(first: str, last: str) -> list[str]:
    """The keys of one kind from one to another, both included: 2024-H2, 2025-H1, 2025-H2. None of windows and of two
    kinds, as nine months and ten are."""
    begin, end = from_key(first), from_key(last)
    every = {"month": range(1, 13), "quarter": range(1, 5), "half": (1, 2)}.get(begin.kind)
    if begin.kind == "window" or begin.kind != end.kind or (not every and begin.number != end.number):
        return []
    keys = [(year, number) for year in range(begin.year, end.year + 1) for number in every or (begin.number,)]
    within = (key for key in keys if (begin.year, begin.number) <= key <= (end.year, end.number))
    return [_make_key(begin.kind, *key) for key in within]


def window(key: str, close_day: int) -> tuple[date, date]:
    """First and last day of a period whose months close on `close_day` (31: the last day of each month)."""
    year, first, last = _months(key)
    return _closing(year, first - 1, close_day) + timedelta(days=1), _closing(year, last, close_day)


def calendar_window(key: str) -> tuple[date, date]:
    """First and last calendar day of a period's key, whatever window a report gives; a window key is its own."""
    return _dates(key) if "_" in key else window(key, CALENDAR_CLOSE_DAY)


def last_day(key: str) -> date:
    """The day whose units a period is about: the last calendar day of its key."""
    return calendar_window(key)[1]


def fits(key: str, starts: date, ends: date) -> bool:
    """Whether both dates lie within 5 days of one convention: Nghị định 09/2019's or the calendar's."""
    return any(
        abs(starts - first) <= TOLERANCE and abs(ends - last) <= TOLERANCE
        for first, last in (window(key, DECREE_CLOSE_DAY), calendar_window(key))
    )


def _check_window(starts: date | None, ends: date | None) -> None:
    if (starts is None) != (ends is None):
        raise Unreadable("window_incomplete")
    if starts and starts > ends:
        raise Unreadable("window_reversed")


def _window_period(written, starts, ends, cumulative) -> tuple[Period, tuple[Doubt, ...]]:
    if starts is None:
        raise Unreadable("period_unreadable")
    key = f"{starts}_{ends}"
    doubts = []
    if written and (suggestion := _fitting(starts, ends)):
        # "Năm 0223" over a year's dates is a slip; "từ năm 2020 đến nay" over its own dates is not.
        doubts.append(Doubt("confirm", "label_unknown", "period", {"label": written, "suggestion": suggestion}))
    if cumulative is None:
        cumulative = ends - starts > LONG_WINDOW
        doubts.append(Doubt("confirm", "cumulative", "cumulative", {"label": written or label(key)}))
    return Period(key, "window", ends.year, None, written or label(key), starts, ends, cumulative), tuple(doubts)


def _fitting(starts: date, ends: date) -> str | None:
    """The key whose usual window these dates are, if any."""
    forms = [("month", 12), ("quarter", 4), ("half", 2), ("months", 12)]
    keys = (_make_key(kind, ends.year, n) for kind, last in forms for n in range(1, last + 1))
    return next((key for key in keys if fits(key, starts, ends)), None)


def _doubts(period: Period, spoken: Spoken, starts, ends, cumulative) -> tuple[Doubt, ...]:
    doubts = []
    if spoken.cumulative and spoken.kind in ("quarter", "month"):
        doubts.append(Doubt("note", f"cumulative_{spoken.kind}", "period"))
    if starts and not fits(period.key, starts, ends):
        facts = {
            "label": period.label,
            "window": _spell(starts, ends),
            "decree": _spell(*window(period.key, DECREE_CLOSE_DAY)),
            "calendar": _spell(*calendar_window(period.key)),
        }
        doubts.append(Doubt("confirm", "window_label", "from", facts))
    if cumulative is not None and cumulative != period.cumulative:
        doubts.append(Doubt("confirm", "cumulative", "cumulative", {"label": period.label}))
    return tuple(doubts)


def _key_of(spoken: Spoken) -> str:
    """ "Quý III lũy kế" is nine months, "Tháng 8 lũy kế" eight."""
    kind, number = spoken.kind, spoken.number
    if spoken.cumulative and kind in ("quarter", "month"):
        kind, number = "months", number * (3 if kind == "quarter" else 1)
    return _make_key(kind, spoken.year, number)


def _make_key(kind: str, year: int, number: int | None) -> str:
    if kind == "months" and number in (6, 12):
        kind, number = ("half", 1) if number == 6 else ("year", None)
    forms = {"month": "-{:02d}", "quarter": "-Q{}", "half": "-H{}", "months": "-{}M", "year": ""}
    return f"{year}{forms[kind].format(number)}"


def _parts(key: str) -> tuple[str, int, int | None]:
    found = _KEY.fullmatch(key)
    if not found:
        raise ValueError(f"not a period key: {key!r}")
    named = {kind: number for kind, number in found.groupdict().items() if number and kind != "year"}
    kind, number = next(iter(named.items()), ("year", None))
    return kind, int(found["year"]), int(number) if number else None


def _dates(key: str) -> tuple[date, date]:
    starts, ends = (date.fromisoformat(part) for part in key.split("_"))
    return starts, ends


def _months(key: str) -> tuple[int, int, int]:
    """Year, first and last month."""
    kind, year, number = _parts(key)
    if kind in ("month", "quarter", "half"):
        size = {"month": 1, "quarter": 3, "half": 6}[kind]
        return year, size * (number - 1) + 1, size * number
    return year, 1, number or 12


def _closing(year: int, month: int, day: int) -> date:
    year, month = (year - 1, 12) if month == 0 else (year, month)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _spell(starts: date, ends: date) -> str:
    return f"{starts:%d/%m/%Y}–{ends:%d/%m/%Y}"
