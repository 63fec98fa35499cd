"""Text → table: Python's csv in strict mode behind a gate, the separator and the header found by their words.

Rows are numbered as a spreadsheet shows them: one record, one row. A first line `sep=;` is not shown there.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from reform.intake.headers import header_key
from reform.intake.reading import Problem, address, refuse

SEPARATORS = (";", ",", "\t")
HEAD = 20  # the header stands within the first records, below at most a title block

_SEPARATOR_LINE = re.compile(r"\Asep=(.) *[\r\n]+", re.IGNORECASE)
_DOSSIER_CODE = re.compile(r"\b[0-9A-Z]+(?:\.[0-9A-Z]+)+-[0-9]{6}-[0-9]{3,}\b")
_INDEX_CELL = re.compile(r"\([0-9]+\)[0-9()=+\s]*")
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\ufffd")


@dataclass(frozen=True)
class Table:
    """Records of text; `header` is the number of the header's record, as rows are numbered from 1."""

    separator: str
    records: tuple[tuple[str, ...], ...]
    header: int

    @property
    def title(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple(enumerate(self.records[: self.header - 1], start=1))

    @property
    def headers(self) -> tuple[str, ...]:
        return self.records[self.header - 1]

    @property
    def body(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Numbered records below the header that hold anything; missing trailing cells are blank."""
        width = len(self.headers)
        numbered = enumerate(self.records[self.header :], start=self.header + 1)
        return tuple((n, record + ("",) * (width - len(record))) for n, record in numbered if any(record))

    def surplus(self, record: tuple[str, ...]) -> int | None:
        """The first column beyond the header that holds something; such a row may be shifted anywhere."""
        return next((i for i in range(len(self.headers), len(record)) if record[i]), None)


def read_table(text: str, known: Mapping[str, str], dossier_words: frozenset[str]) -> Table:
    """Split a text into records and find its header.

    `known` maps header keys to columns and measures. Raises Refused: dossier_list, no_header, stacked_header,
    bad_quote, separator_unknown, lost_letters.
    """
    if len(_DOSSIER_CODE.findall(text)) >= 3:
        raise refuse("dossier_list")
    separator = choose_separator(text, set(known) | dossier_words)
    records = split(text, separator)
    _refuse_dossiers(records, dossier_words)
    _refuse_lost_letters(records)
    header = find_header(records, known)
    _refuse_stacked(records, header, known)
    return Table(separator, records, header)


def choose_separator(text: str, words: set[str]) -> str:
    """What a first line `sep=;` names, else that under which a record of the head has most known headers."""
    if found := _SEPARATOR_LINE.match(text):
        if found[1] not in SEPARATORS:
            raise refuse("separator_unknown", row=1, cell="A1", value=found[0].strip())
        return found[1]
    return max(SEPARATORS, key=lambda separator: _known_headers(text, separator, words))


def _known_headers(text: str, separator: str, words: set[str]) -> int:
    try:
        head = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), HEAD))
    except csv.Error:
        return 0
    return max((len({header_key(cell) for cell in record} & words) for record in head), default=0)


def split(text: str, separator: str) -> tuple[tuple[str, ...], ...]:
    """Records of cells without blanks at their ends. Raises Refused("bad_quote") at the first stray quote."""
    text = _SEPARATOR_LINE.sub("", re.sub("\r\n?", "\n", text), count=1)
    _refuse_bare_quote(text, separator)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise refuse("bad_quote") from None
    return tuple(tuple(cell.strip() for cell in record) for record in records)


def _refuse_bare_quote(text: str, separator: str) -> None:
    """csv lets a quote inside an unquoted cell pass: what is left without the quoted cells is stray."""
    mark = re.escape(separator)
    quoted = rf'(?:(?<={mark})|^)"[^"]*(?:""[^"]*)*"(?={mark}|$)'
    rest = re.sub(quoted, lambda found: " " * len(found[0]), text, flags=re.MULTILINE)
    if '"' not in rest:
        return
    before = list(csv.reader(io.StringIO(text[: rest.index('"')] + "|", newline=""), delimiter=separator))
    row, column = len(before), len(before[-1]) - 1
    raise refuse("bad_quote", row=row, cell=address(row, column), value=before[-1][-1][:-1] + '"')


def _refuse_dossiers(records, dossier_words: frozenset[str]) -> None:
    for record in records[:HEAD]:
        said = {word for cell in record for word in dossier_words if _says(cell, word)}
        if len(said) >= 2:
            raise refuse("dossier_list")


def _says(header: str, word: str) -> bool:
    """ "Họ tên người nộp" says "người nộp"; a long note that happens to hold the words does not."""
    key = header_key(header)
    return word in key and len(key) <= len(word) + 20


def _refuse_lost_letters(records) -> None:
    """A question mark inside a word is a letter that is gone; an address on the web may hold one."""
    for number, record in enumerate(records, start=1):
        for column, cell in enumerate(record):
            if "?" not in cell and "\ufffd" not in cell:
                continue
            words = (word for word in cell.split() if "://" not in word and "=" not in word)
            if any(_LOST.search(word) for word in words):
                raise refuse("lost_letters", row=number, cell=address(number, column), value=cell)


def find_header(records, known: Mapping[str, str]) -> int:
    """The number of the first record of the head with most known headers: two, or the unit column alone."""
    keys = [[header_key(cell) for cell in record] for record in records[:HEAD]]
    said = [{known[key] for key in record if key in known} for record in keys]
    best = max(range(len(said)), key=lambda i: (len(said[i]), -i), default=None)
    if best is None or (len(said[best]) < 2 and "unit" not in said[best]):
        raise refuse("no_header")
    return best + 1


def _refuse_stacked(records, header: int, known: Mapping[str, str]) -> None:
    """Merged headers over several records, as in form II.06a; one ward's own form has them too."""
    near = records[max(0, header - 3) : header + 2]
    parted = any(header_key(cell) == "trong đó" for record in near for cell in record)
    beside = [records[i] for i in (header - 2, header) if 0 <= i < len(records)]
    if parted or any(sum(header_key(cell) in known for cell in record) >= 2 for record in beside):
        raise refuse("stacked_header", row=header)


def surplus_problems(table: Table) -> list[Problem]:
    """One error a row that is longer than its header; the row itself is not read."""
    problems = []
    for number, record in table.body:
        if (column := table.surplus(record)) is not None:
            place = {"row": number, "cell": address(number, column), "value": record[column]}
            problems.append(Problem("error", "surplus_cells", facts={"width": len(table.headers)}, **place))
    return problems


def is_index_row(record: tuple[str, ...]) -> bool:
    """The row of column numbers below a header: (1);(2);(3)=(4)+(5) …"""
    filled = [cell for cell in record if cell]
    return len(filled) >= 2 and all(_INDEX_CELL.fullmatch(cell) for cell in filled)
