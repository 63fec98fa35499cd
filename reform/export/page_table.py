"""The table of the printed page and the unranked below it, every figure as the language writes it."""

from dataclasses import replace

from reform.declared import SUMMARY
from reform.export.page_headline import whole_name
from reform.export.story import previous_name, windows
from reform.export.table import Column, Table, cell, inside, score_period, unit_of
from reform.export.view import View
from reform.indicators import Indicator, declaration
from reform.rows import records
from reform.text import difference

# The room of a column beside the others; a unit's name gets the most.
SHARES = {"ward": 2.5, "previous_rank": 0.85, "band": 1.1, "dossiers": 1.8, "window": 1.6}
SHARE_OF_RANK = 0.6

RANKING_COLUMNS = (
    "rank", "ward", "value", "band", "change", "previous_rank", "key_1", "key_2", "last_year_change",
)  # fmt: skip
SUMMARY_COLUMNS = (
    "office_order", "ward", "score", "score_rank", "band",
    "online", "online_rank", "timeliness", "timeliness_rank", "overdue",
)  # fmt: skip


def sheet(view: View, found: Table) -> dict:
    """The printed table: fewer columns than the file, the locality as its last row."""
    columns = summary_columns(view, found) if view.is_summary else ranking_columns(view, found)
    lines = [line(row, columns, view) for row in found.rows]
    total = [] if view.is_summary else total_line(view, [column for column, _ in columns])
    return {"columns": [printed(column) for column, _ in columns], "rows": lines + total}


def line(row: dict, columns: list[tuple], view: View) -> dict:
    """One printed row; the locality's stands out."""
    return {"cells": [write(row, view) for _, write in columns], "strong": bool(row.get("is_locality"))}


def printed(column: Column) -> dict:
    """A column as the template sets it."""
    share = SHARES.get(column.key, SHARE_OF_RANK if column.kind == "rank" else 1)
    return {"header": column.header, "left": column.key in ("ward", "band"), "share": share}


def ranking_columns(view: View, found: Table) -> list[tuple]:
    """Pairs of a column and the function that writes its cells."""
    columns = found.shown(*(key for key in RANKING_COLUMNS if key not in repeated(view)))
    pairs = [(named(column, view), writer(column)) for column in columns]
    at = 1 + next((place for place, (column, _) in enumerate(pairs) if column.key == "value"), len(pairs) - 1)
    pairs[at:at] = dossiers(found)
    if len(windows(view)) > 1:
        pairs.append((Column("window", view.words.t("export.column.window")), write_window))
    return pairs


def repeated(view: View) -> tuple[str, ...]:
    """What a yearly ranking would say twice: its previous period is the same period last year."""
    facts = view.facts
    same = facts.get("previous_period") and facts["previous_period"] == facts.get("last_year_period")
    return ("last_year_change",) if same else ()


def write_window(row: dict, view: View) -> str:
    """The window of one row, where a ranking holds several."""
    return view.words.span(row.get("starts"), row.get("ends"))


def named(column: Column, view: View) -> Column:
    """A column under a header narrow enough for paper, which names the period compared with, where known."""
    t, compared = view.words.t, previous_name(view, "previous_period")
    unit = t(f"export.short.{view.by.unit}")
    headers = {
        "value": value_header(view.by, view),
        "last_year_change": t("export.column.last_year_change", unit=unit),
    }
    if compared:
        headers["change"] = t("export.column.change_of", period=compared, unit=unit)
        headers["previous_rank"] = t("export.column.previous_rank_of", period=compared)
    return replace(column, header=headers.get(column.key, column.header))


def value_header(indicator: Indicator, view: View) -> str:
    """An indicator's short name with its unit; the title has the full one."""
    return view.words.t("export.column.value", name=indicator.short.in_(view.lang), unit=unit_of(indicator, view.words))


def writer(column: Column):
    """The function that writes a column's cells; absent is a dash, never zero."""

    def write(row: dict, view: View) -> str:
        value = cell(row, column, view.lang)
        if value is None:
            return "–"
        if column.key == "previous_rank":
            return f"{value} {view.words.arrow(value - int(row['rank']))}"
        return value if column.kind == "text" else number(value, column, view)

    return write


def number(value: float, column: Column, view: View) -> str:
    """A figure of the table; a change carries its sign."""
    if column.kind == "rank":
        return str(value)
    written = view.words.number(abs(value) if column.kind == "change" else value, column.decimals)
    if column.kind != "change" or value == 0:
        return written
    return ("+" if value > 0 else "−") + written


def dossiers(found: Table) -> list[tuple]:
    """The numbers behind a share in one column, 662/1.206, starred where a total was computed."""
    both = found.shown("numerator", "denominator")
    if len(both) < 2 or all(row.get("numerator") == row.get("value") for row in found.rows):
        return []

    def write(row: dict, view: View) -> str:
        over, under = (writer(column)(row, view) for column in both)
        return f"{over}/{under}" + ("*" if row.get("computed") else "")

    return [(Column("dossiers", " / ".join(column.header for column in both), "count"), write)]


def total_line(view: View, columns: list[Column]) -> list[dict]:
    """The locality as the last row of a ranking."""
    facts = view.facts
    if facts.get("locality_value") is None:
        return []
    own = {"ward": whole_name(view), "value": view.words.number(facts["locality_value"], 2)}
    over, under = facts.get("locality_numerator"), facts.get("locality_denominator")
    if over is not None and under is not None and view.by.kind == "share":
        own["dossiers"] = f"{view.words.count(over)}/{view.words.count(under)}"
    before = facts.get("locality_previous_value")
    if before is not None:
        step = float(difference(facts["locality_value"], before))
        own["change"] = number(step, Column("change", "", "change", 2), view)
    return [{"cells": [own.get(column.key, "") for column in columns], "strong": True}]


def summary_columns(view: View, found: Table) -> list[tuple]:
    """The summary's columns; the ranks are short beside the value they belong to."""
    return [(shortened(column, view), blank_for_whole(column)) for column in found.shown(*SUMMARY_COLUMNS)]


def shortened(column: Column, view: View) -> Column:
    """A column of the summary under a header narrow enough for paper."""
    if column.key.endswith("_rank"):
        return replace(column, header=view.words.t("export.column.rank"))
    if column.key == "score" and (scored := score_period(view, records(view.rows))):
        name = declaration().indicators["score"].short.in_(view.lang)
        return replace(column, header=view.words.t("export.short.score_in", name=name, period=inside(scored, view)))
    if column.key in SUMMARY:
        return replace(column, header=value_header(declaration().indicators[column.key], view))
    return column


def blank_for_whole(column: Column):
    """The locality has no rank, band or place in the list: its cell stays empty, a unit's is a dash."""
    write = writer(column)
    own = column.kind == "rank" or column.key == "band"
    return lambda row, view: "" if own and row.get("is_locality") else write(row, view)


def unranked(view: View, found: Table) -> dict | None:
    """The units without a rank, each with its reason; None when every unit has one."""
    rows = [row for row in (found.rows if view.is_summary else found.unranked) if row["note"]]
    items = [{"name": row["ward"], "reason": row["note"]} for row in rows if not row.get("is_locality")]
    if not items:
        return None
    return {"title": view.words.t("export.note.unranked", units=view.words.count(len(items))), "items": items}


def footnote(view: View, found: Table) -> str:
    """What the star in the table means, where there is one."""
    starred = not view.is_summary and dossiers(found) and any(row.get("computed") for row in found.rows)
    return view.words.t("export.note.computed_some") if starred else ""
