"""The files of a report: which document is written as what, under which name."""

import re
from collections.abc import Callable
from hashlib import sha256
from unicodedata import normalize

from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.export import office_xlsx
from reform.report.annex import annex, annex_table
from reform.report.consolidated import consolidated, consolidated_table
from reform.report.draft import draft
from reform.report.facts import Report
from reform.report.sheet import fitted
from reform.wards import fold


def annex_pdf(report: Report) -> bytes:
    """The annex on A4 across."""
    return pdf(fitted(annex(report)))


def annex_word(report: Report) -> bytes:
    """The annex to be edited."""
    return word(annex(report))


def annex_xlsx(report: Report) -> bytes:
    """The annex as real numbers."""
    return office_xlsx(annex_table(report), report.view.moment)


def form_pdf(report: Report) -> bytes:
    """The consolidated form on A4 across."""
    return pdf(fitted(consolidated(report)))


def form_word(report: Report) -> bytes:
    """The consolidated form to be edited."""
    return word(consolidated(report))


def form_xlsx(report: Report) -> bytes:
    """The consolidated form as real numbers, which `check` reads again."""
    return office_xlsx(consolidated_table(report), report.view.moment)


def draft_word(report: Report) -> bytes:
    """The draft: Word alone, as the office goes on writing it."""
    return word(draft(report))


Maker = Callable[[Report], bytes]
# document → the ending of a file → what makes it, in the order of the page.
MAKERS: dict[str, dict[str, Maker]] = {
    "annex": {"pdf": annex_pdf, "docx": annex_word, "xlsx": annex_xlsx},
    "form": {"pdf": form_pdf, "docx": form_word, "xlsx": form_xlsx},
    "draft": {"docx": draft_word},
}
LONGEST, SIGN = 60, 4  # letters of a group's name, and of what tells it from another
NAMES = {"annex": "phu-luc-xep-hang", "form": "bieu-II06a", "draft": "du-thao-bao-cao"}


def makers_of(report: Report) -> dict[str, dict[str, Maker]]:
    """The documents that a period has something to say in: without figures of form II.06a, no form."""
    return {document: made for document, made in MAKERS.items() if document != "form" or report.has_form}


def file_name(report: Report, document: str, ending: str) -> str:
    """phu-luc-xep-hang-2026-Q3.pdf: see name_of."""
    return name_of(document, report.view.period, report.view.group, ending)


def name_of(document: str, period: str, group: str | None, ending: str) -> str:
    """phu-luc-xep-hang-2026-Q3-cum-nui-1a2b.pdf: a group in plain letters, with a sign of how it is really written, for
    two groups may be one in these."""
    letters = re.sub("[^a-z0-9]+", "-", fold(group or "")).strip("-")[:LONGEST]
    sign = sha256(normalize("NFC", group).encode()).hexdigest()[:SIGN] if group else ""
    return "-".join(filter(None, (NAMES[document], period, letters, sign))) + f".{ending}"
