"""Of a span: the key figures and ranks of every period in it, one below the other; none is added to another."""

from reform.brief.about import window_of
from reform.brief.form import DASH, SIZE, notes_of_periods, period_label
from reform.brief.subject import Subject
from reform.declared import Indicator
from reform.documents.blocks import heading, table


def periods_section(subject: Subject) -> list[dict]:
    """A line a period with its dates, value and rank of each key figure; nothing of one period."""
    t, shown = subject.say.t, subject.key_figures
    if not subject.is_span or not subject.periods:
        return []
    rows = {by.key: {row["period"]: row for row in subject.course(by.key)} for by in shown}
    windows = {key: window_of(subject, key) for key in subject.periods}
    dates = [{"label": t("brief.column.dates"), "width": 4.4}] if any(windows.values()) else []
    columns = [
        {"label": t("brief.column.period"), "width": 2.6},
        *dates,
        *(column for by in shown for column in columns_of(subject, by)),
    ]
    lines = [
        [
            period_label(subject, key),
            *([windows[key]] if dates else []),
            *(cell for by in shown for cell in cells(subject, by, rows[by.key].get(key))),
        ]
        for key in subject.periods
    ]
    is_rebuilt = any(row["rebuilt"] and row["value"] is not None for found in rows.values() for row in found.values())
    note = " ".join(notes_of_periods(subject, subject.periods, is_rebuilt))
    return [heading(t("brief.section.periods")), table(columns, lines, note=note, size=SIZE)]


def columns_of(subject: Subject, by: Indicator) -> list[dict]:
    """Value and rank of an indicator."""
    return [
        {"label": by.short.in_(subject.say.lang), "align": "right", "width": 1.7},
        {"label": subject.say.t("column.rank"), "align": "right", "width": 1.1},
    ]


def cells(subject: Subject, by: Indicator, row: dict | None) -> list[str]:
    """91,59% and 8/10."""
    say = subject.say
    if row is None or row["value"] is None:
        return [DASH, DASH]
    rank = DASH if row["rank"] is None else f"{say.count(row['rank'])}/{say.count(row['ranked'])}"
    return [say.value(row["value"], by.unit), rank]
