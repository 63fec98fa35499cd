"""The table behind every export: typed columns, and rows of figures as the queries gave them."""

from dataclasses import dataclass
from typing import Any

from reform.bands import veto_words
from reform.declared import SUMMARY
from reform.export.view import View
from reform.indicators import Indicator, declaration
from reform.rows import is_absent, records
from reform.text import Words, difference, distinguishing_decimals

COMPARED = (
    "previous_rank",
    "previous_value",
    "change",
    "last_year_rank",
    "last_year_value",
    "last_year_change",
)


@dataclass(frozen=True)
class Column:
    """One column. `kind`: text, rank, count, figure (of so many decimals), number (of all it has), change or date."""

    key: str
    header: str
    kind: str = "text"
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """`rows` and the `unranked` below them; a row maps column keys to unrounded values, None where absent."""

    columns: tuple[Column, ...]
    rows: list[dict]
    unranked: list[dict]

    def shown(self, *keys: str) -> list[Column]:
        """The columns of these keys, in this order, leaving out those without a single figure."""
        own = {column.key: column for column in self.columns}
        return [own[key] for key in keys if key in own and self.has(key)]

    def has(self, key: str) -> bool:
        """Whether any row has something in a column."""
        return any(row.get(key) is not None for row in self.rows)


def table(view: View) -> Table:
    """The table of a view, a ranking or the summary."""
    return summary_table(view) if view.is_summary else ranking_table(view)


def ranking_table(view: View) -> Table:
    """The ranked units with their figures, then the unranked with the reason as their note."""
    rows = [row | {"note": ranked_note(row, view.words)} for row in records(view.rows)]
    unranked = [row | {"note": reason(row, view), "value": None} for row in records(view.unranked)]
    return Table(tuple(ranking_columns(view, rows)), rows, unranked)


def ranking_columns(view: View, rows: list[dict]) -> list[Column]:
    """Every column of a ranking; group, band and tie-break keys only where the ranking has them."""
    t, unit = view.words.t, unit_of(view.by, view.words)
    value = t("export.column.value", name=view.by.name.in_(view.lang), unit=unit)
    return [
        Column("rank", t("export.column.rank"), "rank"),
        Column("ward", t("export.column.ward")),
        *optional(rows, "group_name", t("export.column.group")),
        Column("value", value, "figure", decimals_of(rows, "value")),
        *terms(view, rows),
        *([Column("band", t("export.column.band"))] if any(row.get("band") for row in rows) else []),
        *tie_breaks(view, rows),
        *comparisons(view, rows),
        Column("starts", t("export.column.starts"), "date"),
        Column("ends", t("export.column.ends"), "date"),
        *(optional(rows, "scheme", t("export.column.scheme")) if view.by.kind == "score" else []),
        Column("note", t("export.column.note")),
    ]


def optional(rows: list[dict], key: str, header: str) -> list[Column]:
    """A text column, only where a row fills it."""
    return [Column(key, header)] if any(row.get(key) for row in rows) else []


def terms(view: View, rows: list[dict]) -> list[Column]:
    """The two numbers a share or score was divided from, headed by the measures they are sums of.

    A component of a score is no division: its points are its value.
    """
    found = []
    if view.by.scheme:
        return found
    for key, measures in (("numerator", view.by.numerator), ("denominator", view.by.denominator)):
        if measures and any(row.get(key) is not None for row in rows):
            counts = all(declaration().measures[measure].is_count for measure in measures)
            kind, places = ("count", 0) if counts else ("figure", 2)
            found.append(Column(key, measure_names(measures, view.lang), kind, places))
    return found


def measure_names(measures: tuple[str, ...], lang: str) -> str:
    """Đã giải quyết quá hạn + Đang giải quyết quá hạn."""
    return " + ".join(declaration().measures[measure].name.in_(lang) for measure in measures)


def tie_breaks(view: View, rows: list[dict]) -> list[Column]:
    """The values that settle ties, in their order."""
    found = []
    for position, key in enumerate(view.by.keys, start=1):
        other, column = declaration().indicators[key], f"key_{position}"
        facts = {"name": other.short.in_(view.lang), "unit": unit_of(other, view.words)}
        header = view.words.t("export.column.value", **facts)
        found.append(Column(column, header, "figure", decimals_of(rows, column)))
    return found


def comparisons(view: View, rows: list[dict]) -> list[Column]:
    """Against the previous comparable period and the same period last year."""
    unit, steps = unit_of(view.by, view.words), change_unit(view.by, view.words)
    head = {
        key: view.words.t(f"export.column.{key}", unit=steps if key.endswith("change") else unit) for key in COMPARED
    }
    return [
        Column("previous_rank", head["previous_rank"], "rank"),
        Column("previous_value", head["previous_value"], "figure", decimals_of(rows, "previous_value")),
        Column("change", head["change"], "change", 2),
        Column("last_year_rank", head["last_year_rank"], "rank"),
        Column("last_year_value", head["last_year_value"], "figure", decimals_of(rows, "last_year_value")),
        Column("last_year_change", head["last_year_change"], "change", 2),
    ]


def summary_table(view: View) -> Table:
    """All units with their three rankings; the locality last, in the order of the screen."""
    rows = [row | {"note": missing_notes(row, view)} for row in records(view.rows)]
    t = view.words.t
    columns = [
        Column("office_order", t("export.column.number"), "rank"),
        Column("ward", t("export.column.ward")),
        *(column for key in SUMMARY for column in ranked_pair(view, rows, key)),
        Column("overdue", t("export.column.overdue"), "count"),
        Column("band", t("export.column.band")),
        Column("note", t("export.column.note")),
    ]
    return Table(tuple(columns), rows, [])


def ranked_pair(view: View, rows: list[dict], key: str) -> list[Column]:
    """An indicator's value and rank in the summary."""
    indicator, t = declaration().indicators[key], view.words.t
    facts = {"name": indicator.name.in_(view.lang), "unit": unit_of(indicator, view.words)}
    scored = score_period(view, rows) if key == "score" else None
    if scored:
        facts["period"] = inside(scored, view)
    header = t("export.column.score_in" if scored else "export.column.value", **facts)
    return [
        Column(key, header, "figure", decimals_of(rows, key)),
        Column(
            f"{key}_rank",
            t("export.column.rank_in", name=inside(indicator.short.in_(view.lang), view)),
            "rank",
        ),
    ]


def score_period(view: View, rows: list[dict]) -> str | None:
    """The period the scores are of, where it is not the summary's own: it must be named in their header."""
    other = {row.get("score_period") for row in rows} - {None, view.period}
    return view.words.period_label(max(other)) if other else None


def inside(label: str, view: View) -> str:
    """A name in the middle of a sentence: năm 2025, tỷ lệ trước hạn."""
    return label[:1].lower() + label[1:] if view.lang == "vi" else label


def unit_of(indicator: Indicator, words: Words) -> str:
    """The unit of an indicator's value, as headers write it: %, điểm."""
    return words.t(f"export.unit.{indicator.unit}")


def change_unit(indicator: Indicator, words: Words) -> str:
    """The unit of a difference: điểm phần trăm, điểm."""
    return words.t(f"export.change_unit.{indicator.unit}")


def decimals_of(rows: list[dict], key: str) -> int:
    """Decimals enough for unequal figures of a column to look unequal."""
    return distinguishing_decimals([row.get(key) for row in rows])


def computed_note(row: dict, words: Words) -> str | None:
    """Says where a total was not reported but computed."""
    return words.t("export.note.computed") if row.get("computed") else None


def ranked_note(row: dict, words: Words) -> str | None:
    """What a ranked row must not be read without: a computed total, a veto that lowered the band."""
    return "; ".join(note for note in (computed_note(row, words), veto_words(words, row)) if note) or None


def reason(row: dict, view: View) -> str:
    """Why a unit is not ranked, with the value it has all the same."""
    return view.words.unranked(row["reason"], row.get("value"), row.get("bound"), view.by.unit)


def missing_notes(row: dict, view: View) -> str | None:
    """The reasons of a summary row, each under the name of its ranking."""
    notes = []
    for key in SUMMARY:
        code = row.get(f"{key}_reason")
        if code:
            name, told = declaration().short_name(key, view.lang), view.words.t(f"reason.{code}")
            notes.append(view.words.t("export.note.reason", name=name, reason=told))
    if veto := veto_words(view.words, row):
        notes.append(veto)
    return "; ".join(notes) or None


def scheme_name(scheme: str, lang: str) -> str:
    """A declared scheme by its name, an undeclared one as its file wrote it."""
    declared = declaration().schemes.get(scheme)
    return declared.name if declared else scheme


# Columns that hold a key of the declaration, and how a reader calls it.
NAMED = {"band": lambda key, lang: declaration().band_name(key, lang), "scheme": scheme_name}


TYPES = {"rank": int, "count": int, "figure": float, "number": float, "change": float, "text": str}


def cell(row: dict, column: Column, lang: str) -> Any:
    """A row's value in a column: text, whole number, unrounded figure or date; None where absent."""
    value = row.get(column.key)
    if value is None or is_absent(value):
        return None
    if column.key in NAMED:
        return NAMED[column.key](value, lang)
    if column.kind == "change":
        value = difference(value, 0)
    return value if column.kind == "date" else TYPES[column.kind](value)
