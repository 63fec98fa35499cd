"""A report as it was handed out: its documents and tables as plain data, of which every file is made again the same."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial

from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.export import Column, OfficeSheet, office_xlsx
from reform.report.annex import annex, annex_table
from reform.report.consolidated import consolidated, consolidated_table
from reform.report.draft import draft
from reform.report.facts import Report
from reform.report.sheet import fitted

SHEETS = {"annex": (annex, annex_table), "form": (consolidated, consolidated_table)}
BESIDE = "report"  # what a report's print holds beside its draft


def frozen(report: Report) -> dict:
    """The draft as a document; beside it, under BESIDE, the group and the tables of annex and form as documents."""
    tables = {key: made for key, made in SHEETS.items() if key == "annex" or report.has_form}
    beside = {
        key: {"document": make(report) | {"made_at": None}, "sheet": plain(table(report))}
        for key, (make, table) in tables.items()
    }
    return draft(report) | {BESIDE: {"group": report.view.group, "tables": beside}}


def plain(sheet: OfficeSheet) -> dict:
    """A table as JSON holds it."""
    return asdict(sheet) | {"marks": [[row, key, sign] for (row, key), sign in sheet.marks.items()]}


def sheet_of(held: dict) -> OfficeSheet:
    """The table that `plain` wrote down."""
    as_before = {key: tuple(held[key]) for key in ("left", "below", "notes", "signers")}
    return OfficeSheet(
        **held
        | as_before
        | {
            "columns": tuple(Column(**column) for column in held["columns"]),
            "head": tuple(map(tuple, held["head"])),
            "marks": {(row, key): sign for row, key, sign in held["marks"]},
        }
    )


def documents_of(held: dict) -> dict[str, dict]:
    """annex, form (where it has one) and draft → the document, of the moment of the print."""
    tables = held[BESIDE]["tables"].items()
    found = {key: table["document"] | {"made_at": held["made_at"]} for key, table in tables}
    return found | {"draft": {key: value for key, value in held.items() if key != BESIDE}}


def sheets_of(held: dict) -> dict[str, OfficeSheet]:
    """annex, form (where it has one) → the table."""
    return {key: sheet_of(table["sheet"]) for key, table in held[BESIDE]["tables"].items()}


def files_of(held: dict) -> dict[str, dict[str, Callable[[], bytes]]]:
    """document → the ending of a file → what makes it again; see makers_of."""
    found, sheets, moment = {}, sheets_of(held), datetime.fromisoformat(held["made_at"])
    for key, document in documents_of(held).items():
        found[key] = {"docx": partial(word, document)}
        if key in sheets:
            as_table = partial(office_xlsx, sheets[key], moment)
            found[key] = {"pdf": partial(printed, document), **found[key], "xlsx": as_table}
    return found


def printed(document: dict) -> bytes:
    """A table's print, its size chosen as it was."""
    return pdf(fitted(document))
