"""Rows of a query as plain mappings, in which every absent figure is None."""

from collections.abc import Mapping

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


def score_period(summary: pd.DataFrame, period: str) -> str | None:
    """The period whose scores a summary shows where it is not its own; else None."""
    found = summary["score_period"].dropna()
    return None if found.empty or found.iloc[0] == period else found.iloc[0]
