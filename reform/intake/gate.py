"""What is turned away in whatever kind of file it comes: lists of dossiers, and letters that are lost."""

import re

from reform.intake.headers import header_key
from reform.intake.reading import Sheet, refuse, row_of

_HEAD = 40  # rows of a sheet in which its headers stand
_DOSSIER_CODE = re.compile(r"\b[0-9A-Z]+(?:\.[0-9A-Z]+)+-[0-9]{6}-[0-9]{3,}\b")
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\ufffd")


def refuse_dossiers(sheets: tuple[Sheet, ...], dossier_words: frozenset[str] = frozenset()) -> None:
    """Personal data: a sheet with three codes of dossiers, or a row of its head with two of their header words.

    `dossier_words` are header keys. Raises Refused("dossier_list").
    """
    for sheet in sheets:
        codes = 0
        for number, row in enumerate(sheet.rows):
            codes += sum(len(_DOSSIER_CODE.findall(cell)) for cell in row if "-" in cell)
            if codes >= 3 or (number < _HEAD and _says_dossiers(row, dossier_words)):
                raise refuse("dossier_list")


def _says_dossiers(row, dossier_words: frozenset[str]) -> bool:
    return len({word for cell in row if cell for word in dossier_words if _says(cell, word)}) >= 2


def _says(header: str, word: str) -> bool:
    """ "Họ tên người nộp" says "người nộp"; a long note that happens to hold the words does not."""
    key = header_key(header)
    return word in key and len(key) <= len(word) + 20


def refuse_lost_letters(sheets: tuple[Sheet, ...]) -> None:
    """A question mark inside a word is a letter that is gone; an address on the web may hold one.

    Raises Refused("lost_letters") at the first such cell.
    """
    for cell in (cell for sheet in sheets for row in sheet.rows for cell in row):
        if "?" not in cell and "\ufffd" not in cell:
            continue
        words = (word for word in cell.split() if "://" not in word and "=" not in word)
        if any(_LOST.search(word) for word in words):
            raise refuse("lost_letters", row=row_of(cell), cell=cell.at, value=str(cell))
