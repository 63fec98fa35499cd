"""A report as it was handed out: its documents and tables as plain data, of which every file is made again the same."""

from dataclasses import asdict
from datetime import datetime
from functools import partial

from reform.export import Column, OfficeSheet
from reform.report.draft import draft
from reform.report.facts import Report
from reform.report.files import Maker, documents_in, makers

BESIDE = "report"  # what a report's print holds beside its draft


def frozen(report: Report) -> dict:
    """The draft as a document; beside it, under BESIDE, the group, the period of its scores where it is another, and
    the tables of annex and form as documents."""
    beside = {
        key: {"document": make(report) | {"made_at": None}, "sheet": plain(table(report))}
        for key, (make, table) in documents_in(report).items()
        if table
    }
    about = {"group": report.view.group, "score_period": report.scored}
    return draft(report) | {BESIDE: about | {"tables": beside}}


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


def files_of(held: dict) -> dict[str, dict[str, Maker]]:
    """document → the ending of a file → what makes it again, as makers_of has it."""
    sheets, moment = sheets_of(held), datetime.fromisoformat(held["made_at"])
    return {
        key: makers(partial(dict, document), partial(sheets.get, key) if key in sheets else None, moment)
        for key, document in documents_of(held).items()
    }
