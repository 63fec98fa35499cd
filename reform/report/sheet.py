"""A table of the report as a document: the same cells as its workbook, for paper."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from reform.documents import blocks
from reform.documents.pdf import count_pages
from reform.export import OfficeSheet
from reform.export.story import sources_text
from reform.report.facts import Report
from reform.text import capital
from reform.wards import split_type

SIDES = {"text": "left", "rank": "center"}
# Points of the table's type: the largest with which a short table, its notes and signatures stand on one page; of a
# longer one the second. Of so many rows none does.
SIZES, LONG, SHORT = (10, 9, 8.4), 9, 32
LAST_ROWS = 3  # of the table stand on the page of who signs
# A share of a table's width holds so many letters, beside the air of its cell.
LETTERS, AIR = 10, 0.2


def document_of(report: Report, sheet: OfficeSheet, footer: str, corner: str = "") -> dict:
    """The sheet on A4 across: what stands above it (`corner`: on the right), the table, its notes, who signs."""
    *left, own = sheet.left
    period, *below = sheet.below
    return blocks.document(
        sheet.title,
        lang=sheet.lang,
        style="letter",
        landscape=True,
        left=left,
        right=list(filter(None, (own, corner))),
        subtitle=[" – ".join(filter(None, (period, report.view.group)))],
        stamp=report.stamp,
        footer=footer,
        made_at=report.view.moment,
        blocks=[
            *(blocks.paragraph(text, italic=True, align="center") for text in beside_the_stamp(report, below, corner)),
            table_of(sheet),
            signers(sheet),
        ],
    )


def beside_the_stamp(report: Report, below: Iterable[str], corner: str) -> list[str]:
    """What stands below the title and is not said there, by stamp or corner: the id to cite."""
    said = [report.view.group, corner, *report.view.state[: report.view.sample + 1]]
    return [capital(text) for text in below if text not in said]


def table_of(sheet: OfficeSheet) -> dict:
    """The table with its stacked head, which repeats on every page, and its notes."""
    columns = [
        {"label": column.header, "align": SIDES.get(column.kind, "right"), "width": sheet.widths.get(column.key, 1)}
        for column in sheet.columns
    ]
    rows = [[sheet.text(at, column) for column in sheet.columns] for at in range(len(sheet.rows))]
    bold = [] if sheet.total is None else [sheet.total]
    return blocks.table(columns, rows, head=sheet.heads, bold_rows=bold, note=" ".join(sheet.notes), size=LONG)


def roomy(widths: Mapping[str, float], texts: Mapping[str, Iterable[str]], least: float) -> dict[str, float]:
    """The widths with those of the columns of text shared anew: as their longest texts ask, the first one first.

    `texts`: key → what stands in that column. Together they keep their room; each has at least `least` of it.
    """
    room = sum(widths[key] for key in texts)
    found, left = dict(widths), room - least * len(texts)
    for key, cells in texts.items():
        found[key] = least + min(max(asked(cells) - least, 0), left)
        left -= found[key] - least
    found[next(reversed(texts))] += left
    return found


def asked(texts: Iterable[str]) -> float:
    """The width that the longest text of a column asks for."""
    return max((len(text) for text in texts), default=0) / LETTERS + AIR


def signers(sheet: OfficeSheet) -> dict:
    """Who made the table and, below place and date, who answers for it, with room to sign."""
    left, right = sheet.signers
    dated = {"text": sheet.dated, "bold": False, "italic": True}
    return blocks.signature(["\u00a0", left, ""], [dated, right, ""])


def fitted(document: dict) -> dict:
    """A sheet's document as its print: on one page where it fits, else the last rows on the page of who signs."""
    *above, table, signing = document["blocks"]
    whole = [[*above, table | {"size": size}, signing] for size in SIZES] if len(table["rows"]) <= SHORT else []
    for found in whole:
        if count_pages(document | {"blocks": found}) == 1:
            return document | {"blocks": found}
    alone = document | {"blocks": [*above, table | {"note": ""}]}
    if count_pages(alone) == count_pages(document):
        return document
    last = len(table["rows"]) - LAST_ROWS
    begin, end = part(table, 0, last) | {"note": ""}, part(table, last, last + LAST_ROWS)
    return document | {"blocks": [*above, begin, blocks.page_break(), blocks.kept([end, signing])]}


def part(table: dict, start: int, end: int) -> dict:
    """Some rows of a table under its head."""
    bold = [at - start for at in table["bold_rows"] if start <= at < end]
    return table | {"rows": table["rows"][start:end], "bold_rows": bold}


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


def in_a_sentence(report: Report) -> str:
    """thành phố Minh Họa; a name without its type keeps its capital."""
    place = report.view.locality
    return report.words.inside(place) if split_type(place)[0] else place


def dated(report: Report) -> str:
    """…, ngày … tháng … năm 2026: the day is filled in by who signs."""
    return report.words.t("office_report.dated", year=report.view.moment.year)
