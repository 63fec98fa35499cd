"""Phụ lục: the units of a locality in the office's order with their three figures and ranks, as `summary` answers."""

from dataclasses import replace

from reform.bands import bands_document, veto_words
from reform.declared import SUMMARY
from reform.export import Column, OfficeSheet
from reform.export.story import period_text
from reform.export.table import Table, cell, summary_table
from reform.indicators import declaration
from reform.report import sentences, sheet
from reform.report.facts import Report, score
from reform.text import distinguishing_decimals, half_up

WIDTHS = {"office_order": 0.5, "ward": 2.6, "band": 1.1, "note": 2.7, "overdue": 0.95, "score": 1.1} | {
    "online": 1.2, "timeliness": 1.4, **{f"{key}_rank": 0.65 for key in SUMMARY},
}  # fmt: skip
LEAST = 1.0  # of a column of names or notes


EXACT = 12  # decimals of points: the mean of ten scores is 82.79, whatever a division of doubles makes of it
MOST_OWN = 6  # figures that the locality reported of itself; the others are counted


def annex(report: Report) -> dict:
    """The annex as a document."""
    facts = {"period": report.view.period_label, "locality": report.view.locality}
    footer = report.words.t("office_report.annex.footer", **facts)
    return sheet.document_of(report, annex_table(report), footer, corner=attached_to(report))


def attached_to(report: Report) -> str:
    """(Kèm theo Báo cáo số …): what an annex says below its name; number and day are filled in by who signs."""
    place = sheet.in_a_sentence(report)
    return report.words.t("office_report.annex.attached_to", locality=place, year=report.view.moment.year)


def annex_table(report: Report) -> OfficeSheet:
    """The annex as a table: every unit once, the unranked with the reason, the locality as the last row."""
    say, found = report.words, summary_table(report.view)
    columns = tuple(headed(report, column) for column in found.columns)
    rows = [row_of(report, found, columns, at) for at in range(len(found.rows))]
    return sheet.stated(
        report,
        OfficeSheet(
            lang=say.lang,
            name=say.t("office_report.annex.sheet"),
            title=say.t("office_report.annex.title"),
            left=(*sheet.office(report), say.t("office_report.annex.kind")),
            below=tuple(filter(None, (period_text(report.view), report.view.group, attached_to(report)))),
            columns=columns,
            rows=rows,
            total=len(rows) - 1,
            absent="–",
            notes=tuple(notes(report)),
            widths=sheet.roomy(WIDTHS, {key: [row[key] or "" for row in rows] for key in ("ward", "note")}, LEAST),
            dated=sheet.dated(report),
            signers=(say.t("office_report.made_by"), say.t("office_report.signed_by")),
        ),
        report.view.sources,
    )


def headed(report: Report, column: Column) -> Column:
    """A column under the header that the annex has: a rank stands beside its own figure and needs no name."""
    t = report.words.t
    if column.key.endswith("_rank"):
        return replace(column, header=t("export.column.rank"))
    if column.key == "score":
        other = report.period_name(report.scored)
        name = score().name.in_(report.words.lang)
        header = t("export.short.score_in", name=name, period=other) if other else name
        return replace(column, header=header, decimals=decimals(report, column.key))
    if column.key in SUMMARY:
        return replace(column, decimals=decimals(report, column.key))
    if column.key == "band" and report.scored:
        return replace(column, header=t("office_report.annex.band_of", period=report.period_name(report.scored)))
    return column


def decimals(report: Report, key: str) -> int:
    """Enough for unequal units to look unequal, as on the page; the last row makes no more of them."""
    return distinguishing_decimals([row[key] for row in report.units])


def row_of(report: Report, found: Table, columns: tuple[Column, ...], at: int) -> dict:
    """One line: numbered in the office's order, the whole by its own name."""
    row, lang = found.rows[at], report.words.lang
    line = {column.key: cell(row, column, lang) for column in columns}
    if row["is_locality"]:
        own = {key: "" for key in ("office_order", "band", *(f"{key}_rank" for key in SUMMARY))}
        exact = {key: float(half_up(line[key], EXACT)) for key in SUMMARY if isinstance(line.get(key), float)}
        return line | exact | own | {"ward": whole_name(report), "note": ""}
    return line | {"office_order": at + 1, "note": note(report, row)}


def whole_name(report: Report) -> str:
    """Toàn địa bàn, or the group."""
    return report.view.group or report.words.t("summary.whole")


def known(report: Report) -> list[str]:
    """The figures that any unit is ranked by."""
    return [key for key in SUMMARY if any(row[f"{key}_rank"] is not None for row in report.units)]


def note(report: Report, row: dict) -> str:
    """Why a unit has no rank, once where it is the same everywhere; a veto that lowered its band."""
    say = report.words
    why = {key: row[f"{key}_reason"] for key in known(report) or SUMMARY if row[f"{key}_reason"] is not None}
    told = [veto_words(say, row)] if row["veto"] is not None else []
    if len(set(why.values())) == 1 and all(row[f"{key}_rank"] is None for key in SUMMARY):
        return "; ".join([say.t(f"reason.{next(iter(why.values()))}"), *told])
    named = {declaration().indicators[key].short.in_(say.lang): say.t(f"reason.{code}") for key, code in why.items()}
    return "; ".join([*(say.t("export.note.reason", name=name, reason=code) for name, code in named.items()), *told])


# Below the table


def notes(report: Report) -> list[str]:
    """How the last row is made, whose scores stand here, how ranks are given."""
    t = report.words.t
    told = [of_the_whole(report), of_scores(report), of_nothing(report), t("office_report.annex.ties")]
    if any_keys(report):
        told.append(t("office_report.annex.keys"))
    told += [of_bands(report), of_the_locality(report)]
    return [text for text in (*told, t("office_report.annex.reported")) if text]


def of_bands(report: Report) -> str:
    """Xếp loại theo …: the document of the bands that units are placed in; nothing where none is."""
    placed = [row for row in report.units if row["band"] is not None]
    return bands_document(report.words, placed) if placed else ""


def of_the_locality(report: Report) -> str:
    """Theo báo cáo của địa bàn: …: what it reported of itself is no figure of this table."""
    found = sentences.own_reported(report)
    rest = len(found) - MOST_OWN
    more = [report.words.t("clarify.more", count=report.words.count(rest))] if rest > 0 else []
    return report.words.t("office_report.annex.own", figures="; ".join([*found[:MOST_OWN], *more])) if found else ""


def of_the_whole(report: Report) -> str:
    """Toàn địa bàn: điểm CCHC là bình quân 10/10 đơn vị; … là tổng trên tổng của 9/10 đơn vị."""
    say, made = report.words, {}
    for key in known(report):
        head, indicator = report.headlines[key], declaration().indicators[key]
        if head["locality_units"] is not None:
            way = "mean" if indicator.kind == "score" else "ratio"
            names = made.setdefault((way, head["locality_units"], head["expected"]), [])
            names.append(say.inside(indicator.name.in_(say.lang)))
    over = next((head for head in report.headlines.values() if head["overdue"] is not None), None)
    if over and report.whole["overdue"] is not None:
        made["sum", over["overdue_units"], over["expected"]] = [say.inside(say.t("export.column.overdue"))]
    parts = [
        say.t(
            f"office_report.annex.{way}", name=say.listing(names), units=say.count(units), expected=say.count(expected)
        )
        for (way, units, expected), names in made.items()
    ]
    return say.t("office_report.annex.whole", name=whole_name(report), parts="; ".join(parts)) if parts else ""


def of_scores(report: Report) -> str:
    """That the period has no scores, and whose are shown instead with how final they are; or that there are none."""
    t, here = report.words.t, report.view.period_label
    if report.scored:
        state = "; ".join(report.scored_view.standing)
        return t("office_report.annex.scores_of", period=here, latest=report.period_name(report.scored), state=state)
    if "score" in known(report):
        return ""
    return t("office_report.no_scores", period=here)


def of_nothing(report: Report) -> str:
    """The other figures that no unit has."""
    names = [
        declaration().indicators[key].short.in_(report.words.lang) for key in SUMMARY[1:] if key not in known(report)
    ]
    return report.words.t("summary.no_figures", names=report.words.listing(names)) if names else ""


def any_keys(report: Report) -> bool:
    """Whether units of one share of timeliness have ranks apart."""
    ranked = [(row["timeliness"], row["timeliness_rank"]) for row in report.units if row["timeliness_rank"] is not None]
    return len({value for value, _ in ranked}) < len(set(ranked))
