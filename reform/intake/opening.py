"""A file's bytes → its grids of placed cells, whatever program wrote it; by its content, never by its name."""

import re
from collections.abc import Callable
from dataclasses import replace

from reform.intake import legacy
from reform.intake.delimited import choose_separator, read_sheet
from reform.intake.encoding import Decoded, decode_as, recognise
from reform.intake.gate import NOBODY, People, refuse_dossiers, refuse_lost_letters
from reform.intake.hidden import hidden_notes
from reform.intake.reading import Opened, Problem, Sheet, Written, refuse, row_of
from reform.intake.workbook import open_workbook, zip_kind

_SIGNATURES = (
    (b"%PDF", "pdf_file"),
    (b"PAR1", "binary_file"),
    (b"\x89PNG", "binary_file"),
    (b"\xff\xd8\xff", "binary_file"),
    (b"\x1f\x8b", "zip_file"),
    (b"Rar!", "zip_file"),
    (b"7z\xbc\xaf", "zip_file"),
    (b"{\\rtf", "word_old_file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128  # a directory entry's bytes; each begins with its name
_OLE_NAMES = {
    "EncryptedPackage": "encrypted_file",
    "WordDocument": "word_old_file",
    "PowerPoint Document": "binary_file",
    "Workbook": None,
    "Book": None,
}
# One-stop software and the web write a page and call it .xls; Excel 2003 wrote XML.
_PAGE = (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style", b"<div", b"<!--", b"<?xml", b"mime-version:")


def open_file(
    data: bytes,
    words: frozenset[str] = frozenset(),
    dossier_words: frozenset[str] = frozenset(),
    people: People = NOBODY,
) -> Opened:
    """The grids of a file, with what must be asked or said of them.

    `words` are header keys that are known: the separator of a text is the one that shows most of them.
    Raises Refused for a file that is none of csv, xlsx, xls, ods and docx, that is broken or hostile, whose letters
    are lost, or that is a list of dossiers (its headers are `dossier_words`) or of people.
    """
    kind = kind_of(data)
    known = words | dossier_words | people.words
    opened = _open_text(recognise(data), known) if kind == "csv" else _open_workbook(data, kind)
    refuse_dossiers(opened.sheets, dossier_words, people)
    refuse_lost_letters(opened.sheets)
    return replace(opened, problems=(*opened.problems, *hidden_notes(opened.sheets)))


def open_again(
    data: bytes, kind: str = "csv", encoding: str | None = None, separator: str | None = None, patience: int = 1
) -> Opened:
    """The same grids from what `open_file` found before (Opened's kind, encoding, separator): nothing is guessed.

    `patience`: how many times the usual limits a workbook may take. Raises Refused.
    """
    if kind == "csv":
        decoded = decode_as(data, encoding or "utf-8")
        return Opened(kind, (read_sheet(decoded.text, separator or ";"),), encoding, separator)
    sheets = open_workbook(data, kind, patience)
    return Opened(kind, _converted(sheets, encoding) if encoding else sheets, encoding)


def kind_of(data: bytes) -> str:
    """csv, xlsx, xls, ods or docx. Raises Refused where it is something else."""
    if code := next((code for signature, code in _SIGNATURES if data.startswith(signature)), None):
        raise refuse(code)
    if data.startswith(b"PK"):
        return zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    head = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(_PAGE):
        raise refuse("html_file")
    return "csv"


def _ole_kind(data: bytes) -> str:
    """Which program wrote an old Office file: its own stream comes before those of what is embedded in it."""
    found = {name: place for name in _OLE_NAMES if (place := _ole_entry(data, name)) is not None}
    if not found:
        raise refuse("workbook_unreadable")
    if code := _OLE_NAMES[min(found, key=found.get)]:
        raise refuse(code)
    if _ole_entry(data, "_VBA_PROJECT") is not None:
        raise refuse("macro_file")
    return "xls"


def _ole_entry(data: bytes, name: str) -> int | None:
    written = name.encode("utf-16-le") + b"\0\0"
    places = (found.start() for found in re.finditer(re.escape(written), data))
    return next((place for place in places if place % _OLE_ENTRY == 0), None)


def _open_text(decoded: Decoded, words: frozenset[str]) -> Opened:
    separator = choose_separator(decoded.text, words)
    sheet = read_sheet(decoded.text, separator)
    problems = ()
    if decoded.spoilt is not None:
        problems = _font_problem(decoded.font, (read_sheet(decoded.spoilt, separator),), (sheet,))
    return Opened("csv", (sheet,), decoded.encoding, separator, problems)


def _open_workbook(data: bytes, kind: str) -> Opened:
    sheets = open_workbook(data, kind)
    texts = list({str(cell) for cell in _texts(sheets) if not cell.isascii()})
    font = legacy.recognise(texts)
    if font is None:
        if legacy.is_spoilt(texts):
            raise refuse("mojibake_file")
        return Opened(kind, sheets)
    converted = _converted(sheets, font)
    return Opened(kind, converted, font, problems=_font_problem(font, sheets, converted))


def _texts(sheets: tuple[Sheet, ...]):
    return (cell for sheet in sheets for row in sheet.rows for cell in row if cell)


def _converted(sheets: tuple[Sheet, ...], font: str) -> tuple[Sheet, ...]:
    mixed = any(legacy.is_unicode(cell) for cell in _texts(sheets))

    def converted(cell: Written) -> Written:
        return cell if cell.isascii() else Written(legacy.convert_piece(cell, font, mixed).strip(), cell.at)

    return _each_cell(sheets, converted)


def _each_cell(sheets: tuple[Sheet, ...], change: Callable[[Written], Written]) -> tuple[Sheet, ...]:
    return tuple(replace(sheet, rows=tuple(tuple(map(change, row)) for row in sheet.rows)) for sheet in sheets)


def _font_problem(font: str, before: tuple[Sheet, ...], after: tuple[Sheet, ...]) -> tuple[Problem, ...]:
    """One question for the whole file, at the first cell that was converted and as it reads now."""
    pairs = zip(_texts(before), _texts(after), strict=True)
    old, new = next((old, new) for old, new in pairs if str(old) != str(new))
    facts = {"example": str(new)}
    if font in legacy.FONT_NAMES:
        facts["font"] = legacy.FONT_NAMES[font]
    code = "legacy_font" if "font" in facts else "mojibake"
    return (Problem("confirm", code, row_of(old), cell=old.at, value=str(old), facts=facts),)
