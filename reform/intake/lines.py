"""Which record is a unit's report, which a total, and which is only there to be read by people.

In one ward's own form a record is a field of its work instead: the column of fields then names the lines.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reform.indicators import Declaration
from reform.intake.cells import measures_filled
from reform.intake.columns import Heading, is_own_form
from reform.intake.headers import header_key, without_bullet
from reform.intake.reading import Problem, Written, row_of
from reform.intake.table import Table, is_index_row
from reform.period_words import is_part_of_year, understand
from reform.wards import fold, match_key, split_type

_SIGNED = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_ROMAN = re.compile(r"(?:[IVX]+|[A-ZĐ])[.)]?")
_ARABIC = re.compile(r"[0-9]+[.)]?")


@dataclass(frozen=True)
class Line:
    """A record that says something of a unit; `texts` holds its structural cells by column key.

    `written` is where the unit's name stands when it is in no column: above the table, or None (said elsewhere).
    """

    row: int
    record: tuple[Written, ...]
    is_total: bool
    unit: str
    texts: dict[str, str]
    headings: dict[str, Heading]
    field: str | None = None
    written: tuple[int | None, str | None] | None = None

    def place(self, *keys: str) -> dict[str, str | int | None]:
        """Where a problem about the first of these columns stands; the unit's cell where there is none."""
        heading = next(self.headings[key] for key in (*keys, "unit", "field") if key in self.headings)
        if heading.index is None:
            row, at = self.written or (None, None)
            return {"row": row, "column": heading.header if at else None, "cell": at, "value": self.unit or None}
        cell = self.record[heading.index]
        return {"row": row_of(cell), "column": heading.header, "cell": cell.at, "value": str(cell) or None}


def find_lines(
    table: Table, headings, declaration: Declaration, known: Container[str] = ()
) -> tuple[list[Line], list[Problem]]:
    """The lines of the body. Skipped: blank, index and group rows, signatures and what stands below them.

    So is a row of the template nobody filled in: a unit alone, its period left blank; and, noted (not_a_unit), what is
    compared, planned or averaged, unless a unit bears the name (`known`: their match keys).
    A row without a unit but with values is an error (no_unit), so is one named after a field (field_not_unit), which is
    a part of some unit's figures; a unit without values is a report left blank. Where no column names units or fields,
    every record is of the one unit that the table is about.
    """
    structural = {heading.key: heading for heading in headings if heading.key in declaration.columns}
    whose = "field" if is_own_form(headings) else "unit" if "unit" in structural else None
    counting = [heading.index for heading in headings if heading.key == "number"]
    numbered = any(_ARABIC.fullmatch(record[index]) for index in counting for _, record in table.body)
    totals, beside, is_field = TotalWords(declaration), _beside_units(declaration), fields_of_work(declaration)
    lines, problems = [], []
    for row, record, texts, filled in _read_rows(table, headings, structural, whose, declaration):
        label = totals.label(_naming_cells(record, headings, declaration))
        if label is None and whose == "unit" and filled and _sums_up_a_group(texts, numbered, declaration):
            label = texts["unit"]
        line = Line(row, record, label is not None, label or texts["unit"], texts, structural)
        is_report = filled if whose is None else texts["unit"] and (filled or not _is_group(texts, declaration))
        if whose == "unit" and label is None and match_key(line.unit) not in known and beside(line.unit):
            problems.append(Problem("note", "not_a_unit", **line.place("unit")))
        elif filled and whose == "unit" and label is None and match_key(line.unit) not in known and is_field(line.unit):
            problems.append(Problem("error", "field_not_unit", **line.place("unit")))
        elif label is not None or is_report:
            lines.append(line)
        elif filled:
            problems.append(Problem("error", f"no_{whose}", **line.place(whose)))
    return lines, problems


def _read_rows(
    table: Table, headings, structural: Mapping[str, Heading], whose: str | None, declaration: Declaration
) -> Iterator[tuple[int, tuple[Written, ...], dict[str, str], bool]]:
    """(row, record, its structural texts, whether it has figures) of the body without what only people read."""
    signed = False
    for row, record in table.body:
        texts = {key: record[heading.index] for key, heading in structural.items()}
        filled = bool(measures_filled(record, headings, declaration))
        texts["unit"] = texts[whose] if whose else ""
        signed = signed or _is_signature(record, texts, declaration)
        if table.surplus(record) is not None or is_index_row(record) or (signed and not _has_figure(record)):
            continue
        if filled or not _is_untouched(texts):
            yield row, record, texts, filled


def _beside_units(declaration: Declaration) -> Callable[[str], bool]:
    """Whether a row of this name is no unit's: "Bình quân", "So sánh (+/-)", "Cùng kỳ 2024", "Quý II/2025", "Quý I"."""
    words = {header_key(word) for word in declaration.words["beside_units"]}
    phrases = tuple(f"{word} " for word in words if " " in word)

    def says(name: str) -> bool:
        key = header_key(name)
        is_period = understand(name) is not None or is_part_of_year(name)
        return key in words or key.startswith(phrases) or is_period

    return says


def fields_of_work(declaration: Declaration) -> Callable[[str], bool]:
    """Whether a text names a field (lĩnh vực) that dossiers are counted by: "1. Hộ tịch", "Lĩnh vực đất đai"."""
    words = {header_key(word) for word in declaration.words["field_names"]}

    def says(text: str) -> bool:
        key = header_key(without_bullet(text))
        return key in words or key.startswith("lĩnh vực ")

    return says


def _naming_cells(record, headings, declaration: Declaration) -> list[str]:
    """Where a total row says that it is one: beside the unit's name a remark that begins "Tổng số" says nothing."""
    naming = [one for one in headings if one.key in ("unit", "field", "number")]
    if not any(record[one.index] for one in naming if one.key != "number"):
        naming = [one for one in headings if one.key not in declaration.measures]
    return [record[one.index] for one in naming]


def _sums_up_a_group(texts: dict[str, str], numbered: bool, declaration: Declaration) -> bool:
    """A group row with figures, "I;Xã, phường;4.698": over units numbered 1, 2, or named as all units of a kind."""
    units = {header_key(header) for header in declaration.columns["unit"].headers}
    roman = numbered and bool(_ROMAN.fullmatch(texts.get("number", "")))
    return header_key(texts["unit"]) in units or (roman and split_type(texts["unit"])[0] is None)


class TotalWords:
    """The words that name a total row."""

    def __init__(self, declaration: Declaration):
        self.whole = {header_key(word) for word in declaration.words["total_row"]}
        self._phrases = tuple(f"{word} " for word in self.whole if " " in word)
        self._parts = tuple(header_key(word) for word in declaration.words["part_of_units"])

    def label(self, cells: Iterable[str]) -> str | None:
        """A total row's words, in a cell that is no measure's. One word counts only alone: Cộng Hòa is a ward."""
        return next((cell for cell in cells if cell and self._says(header_key(cell))), None)

    def is_whole(self, label: str) -> bool:
        """Whether it sums up everything: "Tổng cộng", "Tổng toàn huyện"."""
        key = header_key(label)
        first, _, rest = key.partition(" ")
        return key in self.whole or (first in self.whole and rest in self.whole)

    def _says(self, key: str) -> bool:
        return self.is_whole(key) or key.startswith(self._phrases) or self._is_of_part(key)

    def _is_of_part(self, key: str) -> bool:
        """ "Cộng phường", "Tổng khối xã", "Cộng I", but not "Cộng Hòa"."""
        first, _, rest = key.partition(" ")
        if first not in self.whole or not rest:
            return False
        return bool(_ROMAN.fullmatch(rest.upper())) or any(f"{rest} ".startswith(f"{part} ") for part in self._parts)


def _is_untouched(texts: dict[str, str]) -> bool:
    """A period column that this row leaves blank: the template lists every unit, and few may have been filled in."""
    return "period" in texts and not any(texts.get(key) for key in ("period", "from", "to"))


def _is_group(texts: dict[str, str], declaration: Declaration) -> bool:
    """ "Xã, phường" over the units of a kind, or a line numbered I, II."""
    units = {header_key(header) for header in declaration.columns["unit"].headers}
    return header_key(texts["unit"]) in units or bool(_ROMAN.fullmatch(texts.get("number", "")))


def _is_signature(record, texts, declaration: Declaration) -> bool:
    """ "Người lập biểu", "Ngày … tháng … năm …": in a row that names no unit and is mostly such words."""
    words = tuple(fold(word) for word in declaration.words["signature"])
    if texts["unit"] and not _signs(texts["unit"], words):
        return False
    filled = [cell for cell in record if cell]
    signed = [cell for cell in filled if _signs(cell, words)]
    return bool(signed) and len(signed) * 2 >= len(filled)


def _signs(text: str, words: tuple[str, ...]) -> bool:
    folded = fold(text)
    return folded.startswith(words) or bool(_SIGNED.search(folded))


def _has_figure(record) -> bool:
    """Below a signature only a row with figures is still a report; dates of signature are none."""
    return any(re.search("[0-9]", cell) and not _SIGNED.search(fold(cell)) for cell in record)
