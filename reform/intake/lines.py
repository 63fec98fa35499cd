"""Which record is a unit's report, which a total, and which is only there to be read by people."""

import re
from dataclasses import dataclass

from reform.indicators import Declaration
from reform.intake.cells import measures_filled
from reform.intake.columns import Heading
from reform.intake.headers import header_key
from reform.intake.reading import Problem, address
from reform.intake.table import Table, is_index_row
from reform.wards import fold

_SIGNED = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_ROMAN = re.compile(r"[IVX]+\.?")


@dataclass(frozen=True)
class Line:
    """A record that says something of a unit; `texts` holds its structural cells by column key."""

    row: int
    record: tuple[str, ...]
    is_total: bool
    unit: str
    texts: dict[str, str]
    headings: dict[str, Heading]

    def place(self, *keys: str) -> dict[str, str | int | None]:
        """Where a problem about the first of these columns stands; the unit's cell where there is none."""
        heading = next(self.headings[key] for key in (*keys, "unit") if key in self.headings)
        cell = address(self.row, heading.index)
        value = self.record[heading.index] or None
        return {"row": self.row, "column": heading.header, "cell": cell, "value": value}


def find_lines(table: Table, headings, declaration: Declaration) -> tuple[list[Line], list[Problem]]:
    """The lines of the body. Skipped: blank, index and group rows, signatures and what stands below them.

    So is a row of the template nobody filled in: a unit alone, its period left blank.
    A row without a unit but with values is an error (no_unit); a unit without values is a report left blank.
    """
    structural = {heading.key: heading for heading in headings if heading.key in declaration.columns}
    lines, problems, signed = [], [], False
    for row, record in table.body:
        texts = {key: record[heading.index] for key, heading in structural.items()}
        filled = measures_filled(record, headings, declaration)
        signed = signed or _is_signature(record, texts, declaration)
        if table.surplus(record) is not None or is_index_row(record) or (signed and not _has_figure(record)):
            continue
        if not filled and _is_untouched(texts):
            continue
        label = _total_label(record, headings, declaration)
        line = Line(row, record, label is not None, label or texts["unit"], texts, structural)
        if label is not None or (texts["unit"] and (filled or not _is_group(texts, declaration))):
            lines.append(line)
        elif filled:
            problems.append(Problem("error", "no_unit", **line.place("unit")))
    return lines, problems


def _total_label(record, headings, declaration: Declaration) -> str | None:
    """A total row's words, in a cell that is no measure's. One word counts only alone: Cộng Hòa is a ward."""
    words = {header_key(word) for word in declaration.words["total_row"]}
    phrases = tuple(f"{word} " for word in words if " " in word)
    for heading in headings:
        text = "" if heading.key in declaration.measures else record[heading.index]
        if text and (header_key(text) in words or header_key(text).startswith(phrases)):
            return text
    return None


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
