"""A table of the report as a document: the same cells as its workbook, for paper."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from reform.documents import blocks
from reform.export import OfficeSheet
from reform.export.story import sources_text
from reform.report.facts import Report

SIDES = {"text": "left", "rank": "center"}
SIZE = 9  # points of the table's type: ten units, the notes and the signatures stand on one page


def document_of(report: Report, sheet: OfficeSheet, footer: str, corner: str = "") -> dict:
    """The sheet on A4 across: what stands above it (`corner`: on the right), the table, its notes, who signs."""
    *left, own = sheet.left
    return blocks.document(
        sheet.title,
        lang=sheet.lang,
        style="letter",
        landscape=True,
        left=left,
        right=list(filter(None, (own, corner))),
        subtitle=sheet.below[:1],
        stamp=report.stamp,
        footer=footer,
        made_at=report.view.moment,
        blocks=[
            *(blocks.paragraph(text, italic=True, align="center") for text in beside_the_stamp(report, sheet, corner)),
            table_of(sheet),
            blocks.paragraph(" ".join(sheet.notes), soft=True),
            signers(sheet),
        ],
    )


def beside_the_stamp(report: Report, sheet: OfficeSheet, corner: str) -> list[str]:
    """What stands below the title and is not said by stamp or corner: the group, the id to cite."""
    stamped = [corner, *report.view.state[: report.view.sample + 1]]
    return [text for text in sheet.below[1:] if text not in stamped]


def table_of(sheet: OfficeSheet) -> dict:
    """The table with its stacked head, which repeats on every page."""
    columns = [
        {"label": column.header, "align": SIDES.get(column.kind, "right"), "width": sheet.widths.get(column.key, 1)}
        for column in sheet.columns
    ]
    rows = [[sheet.text(at, column) for column in sheet.columns] for at in range(len(sheet.rows))]
    bold = [] if sheet.total is None else [sheet.total]
    return blocks.table(columns, rows, head=sheet.heads, bold_rows=bold, size=SIZE)


def signers(sheet: OfficeSheet) -> dict:
    """Who made the table and, below place and date, who answers for it, with room to sign."""
    left, right = sheet.signers
    dated = {"text": sheet.dated, "bold": False, "italic": True}
    return blocks.signature(["\u00a0", left, ""], [dated, right, ""])


def stated(report: Report, sheet: OfficeSheet, sources: pd.DataFrame) -> OfficeSheet:
    """The sheet with what every one of them says: invented figures, how final they are, the files they come from."""
    say, view = report.words, replace(report.view, sources=sources)
    notes = [*sheet.notes, say.t("office_report.sources", sources=sources_text(view))]
    return replace(sheet, below=(*sheet.below, *view.state), notes=tuple(noted(report, notes)))


def noted(report: Report, notes: Iterable[str]) -> list[str]:
    """The notes, the first of which says that they are notes: a reader of the workbook knows that the rows are over."""
    first, *others = notes
    return [report.words.t("office_report.note", text=first), *others]


def office(report: Report) -> list[str]:
    """ỦY BAN NHÂN DÂN THÀNH PHỐ …: whose table it is."""
    return [report.words.t("office_report.committee", locality=report.view.locality).upper()]


def dated(report: Report) -> str:
    """…, ngày … tháng … năm 2026: the day is filled in by who signs."""
    return report.words.t("office_report.dated", year=report.view.moment.year)
