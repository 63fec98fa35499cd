"""One ward's own form: its rows are fields of its work, the ward is named above them, the total row is its result."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reform.indicators import Declaration
from reform.intake.columns import Heading
from reform.intake.group_totals import about, is_exact
from reform.intake.lines import Line, TotalWords
from reform.intake.reading import Answers, Problem, Registry, Row
from reform.intake.title import WARD_TYPES, Title
from reform.intake.units import Names
from reform.wards import ABBREVIATIONS, fold, folded_key, match_key, spoken_type, tidy

_KINDS = "|".join(fold(kind) for kind in sorted(WARD_TYPES, key=len, reverse=True))
_SHORT = "|".join(re.escape(short) for short, kind in ABBREVIATIONS.items() if kind in WARD_TYPES)
_IN_NAME = re.compile(rf"(?:^|\s)(?:ubnd\s+)?((?:(?:{_KINDS})\s+|(?:{fold(_SHORT)})\s*\.\s*)\S.*)")
# What a file's name says after the ward's: a period, a date, a number.
_REST = re.compile(r"\s+(?:quy|q\s*\.?\s*[1-4iv]|thang|t[0-9]|nam [0-9]|ky|[0-9]{2}|[69] thang|bieu|ii\.|lan [0-9]|\()")


@dataclass(frozen=True)
class OwnForm:
    """The ward's line (none until the ward is known, or where no total row stands) and its fields' lines.

    A list or a table on its side of one ward has no fields, and a line a period.
    """

    lines: list[Line]
    fields: list[Line]

    @property
    def counted(self) -> list[Line]:
        return self.lines

    def check(self, rows: Sequence[Row], totals, fields: Sequence[Row], declaration: Declaration):
        """(no totals, rows of the fields that add up, problems): own_form_total_differs for each count that is not
        their sum.

        Fields may stand in groups that are summed up themselves; what adds up to the total is taken, nothing twice.
        """
        if not (rows and self.fields):
            return (), (), []
        numbers = {line.row: line.texts.get("number", "") for line in self.fields}
        readings = [list(fields), *_nested(fields, numbers)]
        differing = [_differing(rows[0], summed, declaration) for summed in readings]
        best = min(range(len(readings)), key=lambda i: (len(differing[i]), i))
        problems = []
        for key, value, summed in differing[best]:
            facts = {"total": value, "sum": summed}
            measure = declaration.measures[key].vi
            problems.append(about(rows[0].values[key], "own_form_total_differs", measure, facts))
        return (), tuple(readings[best]), problems


def find_own(
    lines: Sequence[Line],
    title: Title,
    names: Sequence[str | None],
    registry: Registry,
    answers: Answers,
    declaration: Declaration,
) -> tuple[OwnForm, list[Problem]]:
    """Whose form it is and which of its lines is the ward's; `names` are the sheet's and the file's.

    Problems: own_form_unit_missing (confirm, no default), unit_other_than_title (confirm), own_form_no_total (error).
    """
    unit, written = _whose(title, names, registry, answers)
    fields = [line for line in lines if not line.is_total]
    totals = [line for line in lines if line.is_total]
    problems = _other_than_title(title, answers, Names(_wards(registry)))
    if not unit:
        problems.append(Problem("confirm", "own_form_unit_missing"))
    is_by_field = any("field" in line.headings for line in lines)
    if is_by_field and not totals:
        problems.append(Problem("error", "own_form_no_total", fields[-1].row))
    total = _the_total(totals, declaration)
    if not unit or (is_by_field and total is None):
        return OwnForm([], []), problems

    def named(line: Line, **told) -> Line:
        heading = Heading(None, written[1], declaration.columns["unit"].vi, "unit")
        texts = {**line.texts, "unit": unit}
        headings = {**line.headings, "unit": heading}
        return replace(line, is_total=False, unit=unit, texts=texts, headings=headings, written=written, **told)

    if not is_by_field:
        return OwnForm([named(line) for line in lines], []), problems
    return OwnForm([named(total)], [named(line, field=line.unit) for line in fields]), problems


def _the_total(totals: Sequence[Line], declaration: Declaration) -> Line | None:
    """The last that sums up everything; a form may sum up groups of fields above it."""
    words = TotalWords(declaration)
    named = [line for line in totals if words.is_whole(line.unit)]
    return next(iter(reversed(named or totals)), None)


def _whose(title: Title, names: Sequence[str | None], registry: Registry, answers: Answers):
    """(the ward as written, where): the answer, the title block, the sheet's name, the file's name."""
    if answers.unit:
        return answers.unit, (None, None)
    if title.unit:
        return title.unit, title.unit_place
    known = Names(_wards(registry))
    for name in filter(None, names):
        if unit := unit_in_name(name, known):
            return unit, (None, None)
    return None, (None, None)


def _wards(registry: Registry) -> list[Mapping]:
    return [unit for unit in registry.units if not unit.get("is_locality")]


def _other_than_title(title: Title, answers: Answers, known: Names) -> list[Problem]:
    """The answer names another unit than the title block does: whoever gave it may have taken another file."""
    if not (answers.unit and title.unit) or _is_same(answers.unit, title.unit, known):
        return []
    row, cell = title.unit_place
    return [Problem("confirm", "unit_other_than_title", row, None, cell, title.unit, facts={"name": answers.unit})]


def _is_same(one: str, other: str, known: Names) -> bool:
    """Whether two writings name one unit: by the registry, else by name and type; accents only where both have them."""
    first, second = known.find(one), known.find(other)
    if first.how == second.how == "exact":
        return first.item is second.item
    if len({spoken_type(one), spoken_type(other)} - {None}) > 1:
        return False
    written = (one, other)
    return len(set(map(folded_key if any(map(str.isascii, written)) else match_key, written))) == 1


def unit_in_name(name: str, known: Names) -> str | None:
    """The ward that the name of a file or sheet names: "06a-phuong-bang-vuong-quy-3" → "phuong bang vuong".

    Without a type word only as a ward's whole name: "Bàng Vuông".
    """
    spoken = tidy(re.sub(r"[-_+]+", " ", name))
    folded = fold(spoken)
    if len(folded) == len(spoken) and (found := _IN_NAME.search(folded)):
        end = _REST.search(folded, found.start(1))
        return tidy(spoken[found.start(1) : end.start() if end else None])
    match = known.find(spoken)
    return match.item["name"] if match.how == "exact" else None


# ── The total row holds once it is the sum of its fields ──────────────────────


def _differing(total: Row, fields: Sequence[Row], declaration: Declaration) -> list[tuple[str, Decimal, Decimal]]:
    """(measure, total, sum of the fields) where they are not equal; a blank field is absent, not zero."""
    found = []
    for key, cell in total.values.items():
        told = [row.values[key] for row in fields if key in row.values]
        if not (declaration.measures[key].is_count and is_exact(cell) and all(map(is_exact, told))):
            continue
        summed = sum((one.value for one in told), Decimal(0))
        if summed != cell.value:
            found.append((key, cell.value, summed))
    return found


def _nested(fields: Sequence[Row], numbers: Mapping[int, str]) -> Iterator[list[Row]]:
    """The lowest rows, then the highest, by what numbers them; then by rows that are the sum of those below them."""
    levels = list(_levels([numbers.get(row.number, "") for row in fields]))
    after = [*levels[1:], 0]
    yield [row for row, own, below in zip(fields, levels, after, strict=True) if below <= own]
    yield [row for row, own in zip(fields, levels, strict=True) if own == 0]
    yield _without_sums(fields)


def _levels(numbers: Sequence[str]) -> Iterator[int]:
    """0 for the outermost way of numbering; each new way below a row is one level deeper."""
    ways: list[str] = []
    for number in numbers:
        way = _way(number)
        if way in ways:
            del ways[ways.index(way) + 1 :]
        else:
            ways.append(way)
        yield len(ways) - 1


def _way(number: str) -> str:
    """How a row is numbered: I is "A", 12 is "0", 1.2 is "0.0", a dash is itself."""
    bare = number.strip(" ().")
    return re.sub("[A-ZĐ]+", "A", re.sub("[a-zđ]+", "a", re.sub("[0-9]+", "0", bare)))


def _without_sums(fields: Sequence[Row]) -> list[Row]:
    """Without the rows whose every figure is the sum of two rows or more right below."""
    kept, at = [], 0
    while at < len(fields):
        row = fields[at]
        if not _sums_up(row, fields[at + 1 :]):
            kept.append(row)
        at += 1
    return kept


def _sums_up(row: Row, below: Sequence[Row]) -> bool:
    figures = {key: cell.value for key, cell in row.values.items() if is_exact(cell)}
    sums = dict.fromkeys(figures, Decimal(0))
    for count, under in enumerate(below, 1):
        for key in sums:
            cell = under.values.get(key)
            sums[key] += cell.value if cell and is_exact(cell) else 0
        if count >= 2 and sums == figures and any(figures.values()):
            return True
        if any(sums[key] > figures[key] for key in sums):
            return False
    return False
