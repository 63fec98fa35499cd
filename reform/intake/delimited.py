"""A delimited text → its one grid: Python's csv in strict mode behind a gate, the separator found by header words.

Rows are numbered as a spreadsheet shows them: one record, one row. A first line `sep=;` is not shown there.
"""

import csv
import io
import re
from itertools import islice

from reform.intake.headers import header_key
from reform.intake.reading import Sheet, Written, address, column_letters, refuse

SEPARATORS = (";", ",", "\t", "|")
_HEAD = 40  # the header stands within the first records, below at most a title block

_SEPARATOR_LINE = re.compile(r"\Asep=(.) *[\r\n]+", re.IGNORECASE)


def read_sheet(text: str, separator: str) -> Sheet:
    """The text as a grid of placed cells; blank rows at its end are left out. Raises Refused: bad_quote.

    Rows keep the blanks at their end: a last header left blank is a column all the same.
    """
    records = list(split(text, separator))
    while records and not any(records[-1]):
        records.pop()
    letters = [column_letters(column) for column in range(max(map(len, records), default=0))]
    return Sheet(None, tuple(_placed(record, number, letters) for number, record in enumerate(records, start=1)))


def _placed(record: tuple[str, ...], number: int, letters: list[str]) -> tuple[Written, ...]:
    return tuple([Written(cell, f"{column}{number}") for cell, column in zip(record, letters, strict=False)])


def choose_separator(text: str, words: frozenset[str] = frozenset()) -> str:
    """What a first line `sep=;` names, else that under which a record of the head has most known headers.

    Where none is known, that which makes the widest record. Raises Refused: separator_unknown.
    """
    if found := _SEPARATOR_LINE.match(text):
        if found[1] not in SEPARATORS:
            raise refuse("separator_unknown", row=1, cell="A1", value=found[0].strip())
        return found[1]
    return max(SEPARATORS, key=lambda separator: _fit(text, separator, words))


def _fit(text: str, separator: str, words: frozenset[str]) -> tuple[int, int, int]:
    """Known headers in the best record of the head, in all of it (a table on its side), and the cells of its widest."""
    try:
        head = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _HEAD))
    except csv.Error:
        return 0, 0, 0
    known = [{header_key(cell) for cell in record} & words for record in head]
    best, every = max(map(len, known), default=0), len(set().union(*known))
    return best, every, max((sum(map(bool, record)) for record in head), default=0)


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
    if '"' not in text:
        return
    mark = re.escape(separator)
    quoted = rf'(?:(?<={mark})|^)"[^"]*(?:""[^"]*)*"(?={mark}|$)'
    rest = re.sub(quoted, lambda found: " " * len(found[0]), text, flags=re.MULTILINE)
    if '"' not in rest:
        return
    before = list(csv.reader(io.StringIO(text[: rest.index('"')] + "_", newline=""), delimiter=separator))
    row, column = len(before), len(before[-1]) - 1
    raise refuse("bad_quote", row=row, cell=address(row, column), value=before[-1][-1][:-1] + '"')
