"""What the command line answers in JSON: a contract. Keys are added, never renamed or dropped."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from reform import export, period
from reform.bands import lowered, veto_words
from reform.indicators import Declaration, Indicator, Name
from reform.intake.reading import Cell, Problem, Row
from reform.store import Draft
from reform.store.draft import WITHOUT_DEFAULT, DraftFile
from reform.text import Words

# What answers a question on the command line; … stands for what only its reader knows.
OPTIONS = {
    **dict.fromkeys(
        (
            "unknown_unit",
            "near_unit",
            "similar_unit",
            "other_group",
            "ambiguous_unit",
            "unit_not_valid",
            "unit_not_yet",
            "unit_answer_unknown",
            "field_not_unit",
        ),
        '--name "{value}=…"',
    ),
    **dict.fromkeys(("own_form_unit_missing", "unit_other_than_title"), '--unit "…"'),
    **dict.fromkeys(("unknown_column", "mapping_unknown"), '--map "{column}=…"'),
    "field_beside_unit": '--map "{column}="',
    **dict.fromkeys(("no_header", "no_unit_column"), '--map "…=unit"'),
    **dict.fromkeys(("several_tables", "sheet_missing"), '--sheet "…"'),
    **dict.fromkeys(("number_convention", "mixed_numbers"), "--numbers vi|en|plain"),
    **dict.fromkeys(
        (
            "period_missing",
            "title_period_unreadable",
            "two_periods",
            "period_of_document",
            "period_blank",
            "period_other_than_name",
            "period_from_file",
            "period_from_sheet",
        ),
        "--period …",
    ),
    "cumulative": "--cumulative yes|no",
    "share_scale": "--shares percent|fraction",
    **dict.fromkeys(("no_locality", "unknown_locality", "similar_locality", "near_locality"), '--locality "…"'),
}


def plain(value: Any) -> Any:
    """A value as JSON has it: whole numbers whole, dates as 2025-06-15, absent as null."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        day = pd.Timestamp(value)
        return str(day.date()) if day == day.normalize() else value.isoformat()
    if isinstance(value, date):
        return str(value)
    return number(value)


def number(value: Any) -> int | float | None:
    """A count as a whole number, anything else as a float; never NaN."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    as_float = float(value)
    if math.isnan(as_float):
        return None
    return int(as_float) if as_float.is_integer() and not isinstance(value, float) else as_float


def whole(value: Any) -> int | float | None:
    """A sum of counts: an integer where it is one, also where the query carries it as a double."""
    found = plain(value)
    return int(found) if isinstance(found, float) and found.is_integer() else found


def records(frame: pd.DataFrame) -> list[dict]:
    """The rows of a query with its own columns."""
    return [plain(row) for row in frame.to_dict("records")]


# ── check and import ──────────────────────────────────────────────────────────


def draft(found: Draft, say: Words, corrected: Iterable[Mapping] = ()) -> dict:
    """What files say, every doubt about them, and what recording them would change.

    `sha256` and `decisions` are the first file's, `files` has them all; rows and problems name their file. `corrected`
    are the closed periods, as the query has them, that the files tell of.
    """
    return {
        "sha256": found.reading.sha256,
        "decisions": plain(found.reading.decisions),
        "rows": [_row(row) | {"file": one.name} for one in found.files for row in one.reading.rows],
        "fields": [_row(row) | {"file": one.name} for one in found.files for row in one.reading.fields],
        "problems": [problem(one, say) for one in found.problems],
        "files": [_file(one) for one in found.files],
        "changes": _changes(found),
        "moves": [plain(one) for one in found.moves if one["before"] != one["after"]],
        "missing": plain(found.missing),
        "corrects": [
            {key: plain(row[key]) for key in ("locality", "period", "document", "document_date")} for row in corrected
        ],
    }


def _file(found: DraftFile) -> dict:
    reading = found.reading
    decisions = plain(reading.decisions)
    return {"file": found.name, "batch": found.batch_id, "sha256": reading.sha256, "decisions": decisions}


def _changes(found: Draft) -> dict:
    """How many cells are new, changed, dropped and unchanged, and those that lose a figure they had."""
    kinds = ("new", "changed", "dropped", "unchanged")
    counts = {kind: sum(one["kind"] == kind for one in found.changes) for kind in kinds}
    return counts | {"cells": [plain(one) for one in found.changes if one["kind"] in ("changed", "dropped")]}


def _row(row: Row) -> dict:
    return {
        "ward": row.ward,
        "locality": row.locality,
        "row": row.number,
        "period": row.period.key,
        "from": plain(row.period.starts),
        "to": plain(row.period.ends),
        "cumulative": row.period.cumulative,
        "field": row.field,
        "values": {measure: _cell(cell) for measure, cell in row.values.items()},
    }


def _cell(cell: Cell) -> dict:
    return {"value": plain(cell.value), "bound": cell.bound, "text": cell.text, "cell": cell.cell}


def problem(found: Problem, say: Words) -> dict:
    """One problem with its sentence and, under facts, the figures the sentence is made of."""
    return {
        "severity": found.severity,
        "file": found.file,
        "code": found.code,
        "row": found.row,
        "column": found.column,
        "cell": found.cell,
        "value": found.value,
        "message": say.message(found),
        "facts": {key: _fact(value, say) for key, value in found.facts.items()},
        "option": option(found),
    }


def option(found: Problem) -> str | None:
    """What answers a problem on the command line otherwise than by its default; None where only the file can."""
    told = OPTIONS.get(found.code) if found.severity != "note" else None
    return told and told.format(value=found.value, column=found.column)


def answering(found: Problem) -> str | None:
    """What settles an open question on the command line: its default accepted, or its option where it has none."""
    return option(found) if found.code in WITHOUT_DEFAULT else f"--accept {found.code}"


def _fact(value: Any, say: Words) -> Any:
    if isinstance(value, Name):
        return value.in_(say.lang)
    if isinstance(value, list | tuple):
        return [_fact(inner, say) for inner in value]
    return plain(value)


# ── Rankings ──────────────────────────────────────────────────────────────────


def ranking(
    locality: str | None,
    about: Mapping,
    by: Indicator,
    ranked: pd.DataFrame,
    unranked: pd.DataFrame,
    declaration: Declaration,
    say: Words,
) -> dict:
    """One league table: who is ranked, on what, and who is not and why. `about` is the period_of it."""
    return {
        "locality": locality,
        "period": dict(about),
        "by": by.key,
        "target": by.target.value if by.target else None,
        "target_document": by.target.document if by.target else None,
        "rows": [_ranked(row, by, declaration, say) for row in records(ranked)],
        "unranked": [_unranked(row, by, say) for row in records(unranked)],
    }


def standing(closing: Mapping, say: Words) -> dict:
    """`state` of a ranking (provisional, issued, corrected or differs) and, under `issued`, the same as a sentence with
    its document. `closing` is what `export.issued` says of its period."""
    document, corrections = closing.get("document"), closing.get("corrections", 0)
    how = export.state_of(document, corrections, closing.get("is_closed", False))
    if how == "provisional":
        return {"state": how, "issued": say.t("app.provisional")}
    told = [say.issued(document, closing["document_date"], how)]
    told += [say.t("issued.corrections", count=say.count(corrections))] if corrections else []
    return {"state": "issued" if how == "by" else how, "issued": ", ".join(told)}


def period_of(key: str, rows: pd.DataFrame, say: Words, written: str | None = None) -> dict:
    """Key, label and whether the figures are cumulative; a key that no period can have keeps itself as its label."""
    try:
        cumulative = bool(rows["cumulative"].any()) if len(rows) else period.from_key(key).cumulative
        return {"key": key, "label": say.period_label(key, written), "cumulative": cumulative}
    except ValueError:
        return {"key": key, "label": key, "cumulative": None}


def _ranked(row: Mapping, by: Indicator, declaration: Declaration, say: Words) -> dict:
    keys = {by.key: row["value"]} | dict(zip(by.keys, (row["key_1"], row["key_2"]), strict=False))
    return {
        "rank": row["rank"],
        "previous_rank": row["previous_rank"],
        "last_year_rank": row["last_year_rank"],
        "ward": row["ward"],
        "group": row["group_name"],
        "value": row["value"],
        "numerator": whole(row["numerator"]),
        "denominator": whole(row["denominator"]),
        "previous_value": row["previous_value"],
        "last_year_value": row["last_year_value"],
        "keys": keys,
        **_band(row, declaration, say),
        "from": row["starts"],
        "to": row["ends"],
        "cumulative": row["cumulative"],
        "computed": row["computed"],
        "scheme": row["scheme"] if by.kind == "score" else None,
    }


def _band(row: Mapping, declaration: Declaration, say: Words) -> dict:
    """The band; where a veto of the scheme lowered it, the one that the points earn and the veto in words."""
    earned = declaration.band_name(row.get("earned_band"), say.lang) if lowered(row) else None
    return {"band": declaration.band_name(row["band"], say.lang), "earned_band": earned, "veto": veto_words(say, row)}


def _unranked(row: Mapping, by: Indicator, say: Words) -> dict:
    return {
        "ward": row["ward"],
        "reason": row["reason"],
        "value": whole(row["value"]),
        "bound": row["bound"],
        "message": say.unranked(row["reason"], row["value"], row["bound"], by.unit),
        "scheme": row["scheme"] if by.kind == "score" else None,
    }


def cited(found: Mapping, by: Indicator, say: Words) -> dict:
    """A closed ranking as it stood; each unit it left out with the sentence that was issued."""
    told = plain(found)
    return told | {"unranked": [row | _unranked(row, by, say) for row in told["unranked"]]}


def summary(rows: pd.DataFrame, declaration: Declaration, say: Words) -> dict:
    """All units side by side; the last row is the locality."""
    counts = ("overdue", "resolved_overdue", "pending_overdue")
    found = [
        {key: value for key, value in row.items() if key != "veto_value"}
        | _band(row, declaration, say)
        | {key: whole(row[key]) for key in counts}
        for row in records(rows)
    ]
    return {"rows": found}


def batch(found: Mapping | None, open_questions: Iterable[Problem] = ()) -> dict:
    """What was recorded, and the questions that keep a file from being recorded, each with what answers it."""
    waiting = [
        {"code": one.code, "cell": one.cell, "file": one.file, "option": answering(one)} for one in open_questions
    ]
    told = None if found is None else {"ids": [found["id"]], "draft": None} | found
    return {"batch": told, "unanswered": waiting}
