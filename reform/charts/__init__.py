"""Rows → Plotly figures, a module a kind of figure. The only importers of plotly."""

from reform.charts.bars import level, ranking
from reform.charts.bump import bump
from reform.charts.dots import scatter
from reform.charts.heat import heat_map, shown_of
from reform.charts.ink import ACCENT, NEUTRAL, NO_BAR, PALE, ROW, TOP
from reform.charts.intervals import with_intervals
from reform.charts.multiples import extent, panel
from reform.charts.slopes import has_slope, slope
from reform.charts.waterfall import waterfall

__all__ = [
    "ACCENT",
    "NEUTRAL",
    "NO_BAR",
    "PALE",
    "ROW",
    "TOP",
    "bump",
    "extent",
    "has_slope",
    "heat_map",
    "level",
    "panel",
    "ranking",
    "scatter",
    "shown_of",
    "slope",
    "waterfall",
    "with_intervals",
]
