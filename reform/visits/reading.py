"""A list of recommendations, CSV or a workbook, into rows for the store: unit, words, from whom, days, state, note.

Opened as any uploaded table is (encodings, separators, workbooks); names mean the units they mean there. Nobody is
asked back: what is not sure is a bad row, named with its cell and what to do; the store is given all rows or none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reform import wards
from reform.indicators import Declaration
from reform.intake.headers import header_key
from reform.intake.names import Match, Names
from reform.intake.opening import open_file
from reform.intake.reading import Problem, Refused, Registry, Sheet, Written, row_of
from reform.intake.table import is_index_row
from reform.period_words import Unreadable, read_date
from reform.store.visiting import LONGEST, STATES, TOLD
from reform.text import ZONE

NEEDED = ("unit", "text", "date")
KEYS = ("text", "from", "date", "due", "state", "note")
LOOKED_THROUGH = 20  # rows in which the header may stand


@dataclass(frozen=True)
class RecommendationList:
    """Rows for Store.recommend, each with its "unit" by name; or, where any row is bad, what is wrong."""

    rows: tuple[dict[str, Any], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_recommendations(
    data: bytes, declaration: Declaration, registry: Registry, locality: str | None, today: date | None = None
) -> RecommendationList:
    """The recommendations of a file to units of a locality; every bad row is a problem at its cell. None is of a day
    after `today`, which is today where it is not given."""
    words = _header_words(declaration)
    try:
        opened = open_file(data, frozenset(words))
    except Refused as refusal:
        return RecommendationList(problems=refusal.problems)
    found = next(filter(None, (_header(sheet, words) for sheet in opened.sheets if not sheet.hidden)), None)
    if found is None:
        return RecommendationList(problems=(_no_header(opened.sheets, declaration),))
    sheet, begins, places = found
    units = _Units(registry, locality)
    rows, problems = [], []
    for record in _body(sheet, begins, places, declaration):
        line = _Line(record, places, sheet.rows[begins - 1])
        row, wrong = _row(line, units, declaration, today or datetime.now(ZONE).date())
        problems += wrong
        rows += [] if wrong else [row]
    if not rows and not problems:
        problems.append(Problem("error", "no_recommendations"))
    return RecommendationList(tuple(rows), tuple(problems))


# ── Where the columns are ─────────────────────────────────────────────────────


def _header_words(declaration: Declaration) -> dict[str, str]:
    """header key → column."""
    words = {key: declaration.words[f"recommendation_{key}"] for key in KEYS}
    words |= {"unit": declaration.columns["unit"].headers, "group": declaration.words["unit_list_group"]}
    return {header_key(word): key for key, named in words.items() for word in named}


def _header(sheet: Sheet, words: Mapping[str, str]) -> tuple[Sheet, int, dict[str, int]] | None:
    """(sheet, how many rows up to the header, column → index) where it names all that is needed."""
    for number, record in enumerate(sheet.rows[:LOOKED_THROUGH], 1):
        places: dict[str, int] = {}
        for index, cell in enumerate(record):
            if key := words.get(header_key(cell)):
                places.setdefault(key, index)
        if places.keys() >= set(NEEDED):
            return sheet, number, places
    return None


def _no_header(sheets: Sequence[Sheet], declaration: Declaration) -> Problem:
    """The columns that are needed by their first names, and what the first filled row says instead."""
    needed = [declaration.columns["unit"].vi, *(declaration.words[f"recommendation_{key}"][0] for key in NEEDED[1:])]
    first = next((record for sheet in sheets for record in sheet.rows if any(record)), ())
    facts = {"columns": needed, "found": ", ".join(cell for cell in first if cell) or "–"}
    return Problem("error", "recommendation_columns_missing", row_of(first[0]) if first else None, facts=facts)


def _body(
    sheet: Sheet, begins: int, places: Mapping[str, int], declaration: Declaration
) -> Iterator[tuple[Written, ...]]:
    """The rows under the header without signatures; a unit's merged cell holds for each of its rows."""
    signature, signed = tuple(map(header_key, declaration.words["signature"])), False
    at = places["unit"]
    merged = ((first, last) for first, left, last, right in sheet.merged if left == right == at)
    named = {row: first for first, last in merged for row in range(first, last + 1)}
    for number, record in enumerate(sheet.rows[begins:], begins + 1):
        filled = [cell for cell in record if cell]
        signed = signed or (0 < len(filled) < len(NEEDED) and header_key(filled[0]).startswith(signature))
        if not filled or is_index_row(record) or (signed and len(filled) < len(NEEDED)):
            continue
        if number in named and len(record) > at and not record[at]:
            record = (*record[:at], sheet.rows[named[number] - 1][at], *record[at + 1 :])
        yield record


# ── One row ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Line:
    """One row of the list by its columns."""

    record: tuple[Written, ...]
    places: Mapping[str, int]
    header: tuple[Written, ...]

    def cell(self, key: str) -> Written | str:
        at = self.places.get(key, len(self.record))
        return self.record[at] if at < len(self.record) else ""

    def text(self, key: str) -> str | None:
        return wards.tidy(self.cell(key)) or None

    def problem(self, code: str, key: str, **facts: Any) -> Problem:
        """A problem at a column of this row, also where the row is too short to have that cell."""
        row, cell = row_of(self.record[0]), self.cell(key)
        place = {"cell": cell.at} if isinstance(cell, Written) else {}
        column = str(self.header[self.places[key]]) if key in self.places else None
        return Problem("error", code, row, column, value=str(cell) or None, facts=facts, **place)


def _row(
    line: _Line, units: "_Units", declaration: Declaration, today: date
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """(row for the store, nothing wrong), or what is wrong in every cell."""
    problems: list[Problem] = []
    if surplus := next((cell for cell in line.record[len(line.header) :] if cell), None):
        facts = {"width": len(line.header)}
        return None, [Problem("error", "surplus_cells", row_of(surplus), None, surplus.at, str(surplus), facts)]
    day, due = _day(line, "date", problems), _day(line, "due", problems)
    if day and day > today:
        problems.append(line.problem("recommendation_in_future", "date", today=today))
    if day and due and due < day:
        problems.append(line.problem("recommendation_due_before", "due", day=day))
    if not line.text("text"):
        problems.append(line.problem("recommendation_text_missing", "text"))
    problems += _too_long(line)
    unit = _unit(line, units, day, problems)
    state = _state(line, declaration, problems)
    if problems:
        return None, problems
    told = {"text": line.text("text"), "from_whom": line.text("from"), "note": line.text("note"), "state": state}
    return told | {"unit_id": unit["unit_id"], "unit": unit["name"], "date": day, "due": due}, []


def _too_long(line: _Line) -> Iterator[Problem]:
    """Texts for which no document has room, each by its beginning."""
    for key, field in (("text", "text"), ("from", "from_whom"), ("note", "note")):
        text = line.text(key) or ""
        if len(text) > LONGEST[field]:
            facts = {"start": text[:TOLD], "length": len(text), "most": LONGEST[field]}
            yield line.problem("recommendation_too_long", key, **facts)


def _day(line: _Line, key: str, problems: list[Problem]) -> date | None:
    """A day as it is written; one that is needed and blank is a problem too."""
    cell = line.cell(key)
    try:
        found = getattr(cell, "day", None) or read_date(str(cell))
    except Unreadable:
        problems.append(line.problem("recommendation_day_unreadable", key))
        return None
    if found is None and key in NEEDED:
        problems.append(line.problem("recommendation_day_missing", key))
    return found


def _state(line: _Line, declaration: Declaration, problems: list[Problem]) -> str:
    """What a state's word means; a blank one is new."""
    written = line.text("state")
    words = {state: declaration.words[f"recommendation_is_{state}"] for state in STATES}
    known = {header_key(word): state for state, named in words.items() for word in named}
    if written and header_key(written) not in known:
        firsts = [named[0] for named in words.values()]
        problems.append(line.problem("recommendation_state_unknown", "state", states=firsts))
    return known.get(header_key(written or ""), STATES[0])


def _unit(line: _Line, units: "_Units", day: date | None, problems: list[Problem]) -> Mapping | None:
    """The unit that a name means; one that only may be meant is a problem that names it."""
    written = line.text("unit")
    if not written:
        problems.append(line.problem("recommendation_unit_missing", "unit"))
        return None
    match = units.find(written, line.text("group"), day)
    if match.how == "exact":
        return match.item
    names = [units.label(one) for one in match.candidates]
    code = "unsure" if names else "unknown"
    facts = {"names": names, "locality": units.locality} if names else {"locality": units.locality}
    problems.append(line.problem(f"recommendation_unit_{code}", "unit", **facts))
    return None


# ── Which unit is meant ───────────────────────────────────────────────────────


class _Units:
    """The units of a locality, by name: those that held on a recommendation's day, else any there has been."""

    def __init__(self, registry: Registry, locality: str | None):
        self.locality = locality or ""
        self.units = [unit for unit in registry.units if unit["locality"] == locality and not unit["is_locality"]]
        self._all = Names(self.units)
        self._on: dict[date, Names] = {}

    def find(self, written: str, group: str | None, day: date | None) -> Match:
        """Units of one name are told apart by the group, then by the day."""
        then = self._all if day is None else self._on.setdefault(day, Names(self._holding(day)))
        found = then.find(written, group)
        return found if found.how in ("exact", "ambiguous") else self._all.find(written, group)

    def _holding(self, day: date) -> Iterable[Mapping]:
        return [unit for unit in self.units if wards.holds(unit, day)]

    @staticmethod
    def label(unit: Mapping) -> str:
        """A unit's name, with its group where it has one: two of one name stand in two groups."""
        return f"{unit['name']} ({unit['group']})" if unit["group"] else unit["name"]
