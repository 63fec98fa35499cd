"""The files of a report: which document is written as what, under which name."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from unicodedata import normalize

from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.export import OfficeSheet, office_xlsx
from reform.report.annex import annex, annex_table
from reform.report.consolidated import consolidated, consolidated_table
from reform.report.draft import draft
from reform.report.facts import Report
from reform.report.sheet import fitted
from reform.wards import fold

Maker = Callable[[], bytes]
# document → what makes it and, where it is a table, its sheet, in the order of the page.
DOCUMENTS: dict[str, tuple[Callable[[Report], dict], Callable[[Report], OfficeSheet] | None]] = {
    "annex": (annex, annex_table),
    "form": (consolidated, consolidated_table),
    "draft": (draft, None),
}
LONGEST, SIGN = 60, 4  # letters of a group's name, and of what tells it from another
NAMES = {"annex": "phu-luc-xep-hang", "form": "bieu-II06a", "draft": "du-thao-bao-cao"}


def documents_in(report: Report) -> dict[str, tuple]:
    """Those of DOCUMENTS that a period has something to say in: without figures of form II.06a, no form."""
    return {key: makes for key, makes in DOCUMENTS.items() if key != "form" or report.has_form}


def makers_of(report: Report) -> dict[str, dict[str, Maker]]:
    """document → the ending of a file → what makes it."""
    return {
        key: makers(partial(make, report), table and partial(table, report), report.view.moment)
        for key, (make, table) in documents_in(report).items()
    }


def makers(document: Callable[[], dict], sheet: Callable[[], OfficeSheet] | None, moment: datetime) -> dict[str, Maker]:
    """The ending of a file → what makes it. A table is A4 across as PDF, edited in Word, and in Excel holds real
    numbers, which `check` reads again; what is no table is Word alone, as the office goes on writing it."""
    if sheet is None:
        return {"docx": lambda: word(document())}
    return {
        "pdf": lambda: pdf(fitted(document())),
        "docx": lambda: word(document()),
        "xlsx": lambda: office_xlsx(sheet(), moment),
    }


def file_name(report: Report, document: str, ending: str) -> str:
    """phu-luc-xep-hang-2026-Q3.pdf: see name_of."""
    return name_of(document, report.view.period, report.view.group, ending)


def name_of(document: str, period: str, group: str | None, ending: str) -> str:
    """phu-luc-xep-hang-2026-Q3-cum-nui-1a2b.pdf: a group in plain letters, with a sign of how it is really written, for
    two groups may be one in these."""
    letters = re.sub("[^a-z0-9]+", "-", fold(group or "")).strip("-")[:LONGEST]
    sign = sha256(normalize("NFC", group).encode()).hexdigest()[:SIGN] if group else ""
    return "-".join(filter(None, (NAMES[document], period, letters, sign))) + f".{ending}"
