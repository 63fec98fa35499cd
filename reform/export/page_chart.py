"""The bar ranking of the printed page, as lengths and labels."""

from reform.bands import reaches
from reform.export.table import Table, decimals_of, unit_of
from reform.export.view import View
from reform.indicators import declaration


def chart(view: View, found: Table) -> dict | None:
    """Bars by rank, from zero, with the target or the locality's figure as a line; None without data."""
    if view.about is None:
        return None
    key = "value" if view.by else view.about.key
    rank = "rank" if view.by else f"{key}_rank"
    rows = [row for row in found.rows if row.get(rank) is not None and row.get(key) is not None]
    if not rows:
        return None
    rows.sort(key=lambda row: row[rank])
    decimals, mark = decimals_of(rows, key), mark_of(view)
    longest = max([float(row[key]) for row in rows] + [mark["value"] if mark else 0.0]) or 1.0
    name = view.about.name.in_(view.lang)
    return {
        "title": name,
        "unit": unit_of(view.about, view.words),
        "alt": view.words.t("export.chart_alt", name=name, period=view.period_label),
        "bars": [bar(row, row[rank], float(row[key]), decimals, longest, view) for row in rows],
        "mark": mark and {"part": mark["value"] / longest, "label": mark["label"]},
    }


def bar(row: dict, rank: float, value: float, decimals: int, longest: float, view: View) -> dict:
    """One bar: its length as a part of the longest, and its value in words."""
    return {
        "name": f"{int(rank)}. {row['ward']}",
        "part": max(value, 0.0) / longest,
        "label": view.words.value(value, view.about.unit, decimals),
        "band": (view.about.kind == "score" and declaration().band_name(row.get("band"), view.lang)) or "",
        "reached": reached(value, view),
    }


def reached(value: float, view: View) -> bool | None:
    """Whether a value meets the target; None where there is none."""
    return None if view.goal is None else reaches(view.about, value, view.goal.value)


def mark_of(view: View) -> dict | None:
    """The line across the bars: the target, else what the locality reaches as a whole."""
    target, t, unit = view.goal, view.words.t, view.about.unit
    if target is not None:
        return {"value": float(target.value), "label": t("export.target", value=view.words.level(target.value, unit))}
    whole = view.facts.get("locality_value")
    if whole is None:
        return None
    written = view.words.value(whole, unit)
    label = t("export.locality_mean", value=written) if unit == "points" else f"{view.whole} {written}"
    return {"value": float(whole), "label": label}
