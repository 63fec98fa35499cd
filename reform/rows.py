"""Rows of a query as plain mappings, in which every absent figure is None."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict]:
    """All rows of a frame."""
    return [record(row) for row in frame.to_dict("records")]


def record(row: Mapping) -> dict:
    """One row."""
    return {name: None if is_absent(value) else value for name, value in row.items()}


def is_absent(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, NaT or NA. A list is something."""
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def short_name(row: Mapping, rows: Iterable[Mapping]) -> str:
    """A unit's bare name, with its type where another unit of the rows has the same one."""
    same = {one["unit_id"] for one in rows if one["bare_name"] == row["bare_name"]}
    return row["bare_name"] if same <= {row["unit_id"]} else row["ward"]


def unit_names(rows: Iterable[Mapping], escape: Callable[[str], str] = str) -> dict[int, str]:
    """unit_id → short name, of all units of the rows at once. `escape` makes names safe."""
    units = {row["unit_id"]: row for row in rows}
    shared = Counter(row["bare_name"] for row in units.values())
    return {
        key: escape(row["bare_name"] if shared[row["bare_name"]] == 1 else row["ward"]) for key, row in units.items()
    }


def score_period(summary: pd.DataFrame, period: str) -> str | None:
    """The period whose scores a summary shows where it is not its own; else None."""
    found = summary["score_period"].dropna()
    return None if found.empty or found.iloc[0] == period else found.iloc[0]
