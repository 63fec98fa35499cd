"""Small multiples: one figure of one unit over its periods, with target, locality and break marks; a panel each."""

import plotly.graph_objects as go

from reform.charts.ink import ACCENT, INK, NEUTRAL, PALE, QUIET, safe
from reform.text import distinguishing_decimals

HEIGHT = 168
MARGIN = {"t": 20, "b": 26, "l": 4, "r": 52}
ROOM = 0.12  # of the values' extent, above and below


def panel(points, indicator, say, scale=None, chosen=True):
    """One panel: the unit's line, the locality's behind it, the target dotted, a mark where a series breaks.

    `points` are {label, value, locality_value, broken}, oldest first; a value None is a gap, and a line never joins
    what stands on two sides of a break. A point may be `rebuilt`, added up from former units: dashed. `scale` is one
    shared with other panels; a unit that is not `chosen` has no accent.
    """
    values = [one[key] for one in points for key in ("value", "locality_value") if one[key] is not None]
    if indicator.target:
        values.append(indicator.target.value)
    own, behind = (ACCENT, NEUTRAL) if chosen else (NEUTRAL, PALE)
    lines = [line(points, "locality_value", behind, 1.5, indicator, say)]
    lines += [line(kept, "value", own, 2.5, indicator, say, dash) for kept, dash in parted(points)]
    return go.Figure(lines, layout(points, scale or extent(values), indicator, say))


def parted(points):
    """The unit's own values as a line; those added up from former units, where there are any, as a dashed one."""
    if not any(one.get("rebuilt") for one in points):
        return [(points, "solid")]
    return [
        ([one if bool(one.get("rebuilt")) == added else one | {"value": None} for one in points], dash)
        for added, dash in ((False, "solid"), (True, "dash"))
    ]


def extent(values):
    """The axis of a panel: the values with some room above and below."""
    low, high = min(values, default=0), max(values, default=1)
    room = (high - low or 1) * ROOM
    return low - room, high + room


def line(points, key, colour, width, indicator, say, dash="solid"):
    """A line through the values of one key; a break parts it."""
    x, y, told = [], [], []
    decimals = distinguishing_decimals([one[key] for one in points])
    for at, one in enumerate(points):
        if one["broken"]:
            x, y, told = [*x, at - 0.5], [*y, None], [*told, ""]
        value = one[key]
        words = "" if value is None else say.value(value, indicator.unit, decimals)
        x, y, told = [*x, at], [*y, value], [*told, f"{safe(one['label'])}<br>{safe(one[f'{key}_name'])}: {words}"]
    mode = "lines+markers" if key == "value" else "lines"
    return go.Scatter(
        x=x,
        y=y,
        mode=mode,
        line={"color": colour, "width": width, "dash": dash},
        marker={"color": colour, "size": 6},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
        connectgaps=False,
    )


def layout(points, ends, indicator, say):
    """First and last period below, the last value at its point, target and breaks as lines with their words."""
    last = len(points) - 1
    return {
        "height": HEIGHT,
        "margin": MARGIN,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": {
            "range": [-0.4, last + 0.4],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "showticklabels": False,
        },
        "yaxis": {"range": list(ends), "visible": False, "fixedrange": True},
        "shapes": [*target_line(indicator), *(break_line(at) for at, one in enumerate(points) if one["broken"])],
        "annotations": [
            *first_and_last(points),
            *target_words(indicator, say),
            *break_words(points, say),
            *last_value(points, indicator, say),
        ],
    }


def first_and_last(points):
    """The first period at the left and the last at the right, below."""
    last = len(points) - 1
    sides = [(0, "left"), (last, "right")] if last else [(0, "center")]
    return [
        written(safe(points[at]["short"]), at, 0) | {"yref": "paper", "xanchor": side, "yanchor": "top"}
        for at, side in sides
    ]


def target_line(indicator):
    """The target across the panel."""
    if not indicator.target:
        return []
    value = indicator.target.value
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": value,
            "y1": value,
            "line": {"color": INK, "width": 1, "dash": "dot"},
        }
    ]


def target_words(indicator, say):
    """What the dotted line is, at its left end."""
    if not indicator.target:
        return []
    words = say.t("chart.target", value=say.level(indicator.target.value, indicator.unit))
    return [written(words, 0, indicator.target.value) | {"xref": "paper", "xanchor": "left", "yanchor": "bottom"}]


def break_line(at):
    """A line between two periods that are not to be compared."""
    return {
        "type": "line",
        "layer": "below",
        "yref": "paper",
        "x0": at - 0.5,
        "x1": at - 0.5,
        "y0": 0,
        "y1": 1,
        "line": {"color": QUIET, "width": 1, "dash": "dash"},
    }


def break_words(points, say):
    """Over each break what it is."""
    return [
        written(say.t("chart.break"), at - 0.5, 1)
        | {"yref": "paper", "yanchor": "bottom", "xanchor": side_of(at - 0.5, len(points) - 1)}
        for at, one in enumerate(points)
        if one["broken"]
    ]


def last_value(points, indicator, say):
    """The newest value beside its point; nothing where there is none."""
    held = [(at, one["value"]) for at, one in enumerate(points) if one["value"] is not None]
    if not held:
        return []
    at, value = held[-1]
    words = f"<b>{say.value(value, indicator.unit)}</b>"
    return [written(words, at, value) | {"xanchor": "left", "xshift": 6, "font": {"size": 12, "color": INK}}]


def written(text, x, y):
    """Words at a place of the panel."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": 11, "color": QUIET}}


def side_of(at, last):
    """Which side of its words stands at a place, so that they stay inside a narrow panel."""
    return "left" if 3 * at < last else "right" if 3 * at > 2 * last else "center"
