"""Bump chart: the ranks of units over periods, a line a unit; names at both ends, units of one rank share a place."""

from collections import defaultdict

import plotly.graph_objects as go

from reform.charts.ink import ACCENT, INK, NEUTRAL, QUIET, ROW, safe

TOP, BOTTOM = 34, 46
LEAST = 200  # pixels, however few the ranks


def bump(lines, ticks, say):
    """`lines` are {unit_id, name, chosen, points}, a point {rank or None, joined, broken, hover: its lines} a period;
    `ticks` are the words under each period.

    A line joins two periods only where a point is `joined` to the one before; one that is `broken` stands as a diamond.
    """
    order = sorted(lines, key=lambda line: line["chosen"])
    last = len(ticks) - 1
    deepest = max((point["rank"] for line in lines for point in line["points"] if point["rank"]), default=1)
    marks = [at for at in range(1, last + 1) if all_broken(lines, at)]
    # Plotly draws the axis at the right only where a trace is on it.
    right = go.Scatter(x=[last], y=[None], yaxis="y2", hoverinfo="skip")
    return go.Figure([*(trace(line) for line in order), right], layout(lines, ticks, deepest, marks, say))


def all_broken(lines, at):
    """Whether nobody who is ranked in a period can be compared with the one before."""
    ranked = [line["points"][at] for line in lines if line["points"][at]["rank"]]
    return bool(ranked) and all(point["broken"] for point in ranked)


def trace(line):
    """One unit: its ranks, joined where they may be."""
    x, y, told, symbols = [], [], [], []
    for at, point in enumerate(line["points"]):
        if not point["joined"]:
            x, y, told, symbols = [*x, at], [*y, None], [*told, []], [*symbols, "circle"]
        x, y = [*x, at], [*y, point["rank"]]
        told, symbols = [*told, point["hover"]], [*symbols, "diamond-open" if point["broken"] else "circle"]
    colour = ACCENT if line["chosen"] else NEUTRAL
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line={"color": colour, "width": 3 if line["chosen"] else 1.5},
        marker={"color": colour, "size": 9 if line["chosen"] else 7, "symbol": symbols, "opacity": 1},
        customdata=[[line["unit_id"], "<br>".join(map(safe, words))] for words in told],
        hovertemplate="%{customdata[1]}<extra></extra>",
        connectgaps=False,
        cliponaxis=False,
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def layout(lines, ticks, deepest, marks, say):
    """Names at the first and the last period on two axes; no gridline, no legend."""
    last = len(ticks) - 1
    axis = {"range": [deepest + 0.6, 0.4], "showgrid": False, "zeroline": False, "fixedrange": True}
    return {
        "height": max(LEAST, TOP + BOTTOM + ROW * min(deepest, 20)),
        "margin": {"t": TOP, "b": BOTTOM, "l": 0, "r": 0, "pad": 8},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": {
            "range": [-0.15, last + 0.15],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickangle": 0,
            "tickvals": list(range(len(ticks))),
            "ticktext": [safe(tick).replace("\n", "<br>") for tick in ticks],
            "tickfont": {"size": 11, "color": QUIET},
        },
        "yaxis": axis | named(lines, 0),
        "yaxis2": axis | named(lines, last) | {"overlaying": "y", "matches": "y", "side": "right"},
        "shapes": [parting(at) for at in marks],
        "annotations": [*inner_names(lines, last), *(parted(at, say) for at in marks)],
    }


def named(lines, at):
    """The ticks of one end: each rank with the names that hold it."""
    held = defaultdict(list)
    for line in lines:
        if line["points"][at]["rank"]:
            held[line["points"][at]["rank"]].append(written(line))
    ranks = sorted(held)
    return {
        "tickvals": ranks,
        "ticktext": [f"{rank}. {', '.join(held[rank])}" for rank in ranks],
        "tickfont": {"size": 12, "color": INK},
        "automargin": True,
    }


def written(line):
    """The name beside a line; the chosen one in bold."""
    return f"<b>{safe(line['name'])}</b>" if line["chosen"] else safe(line["name"])


def inner_names(lines, last):
    """A unit that begins later or ends earlier is named at its own first or last point, beside those that share it."""
    found = defaultdict(list)
    for line in lines:
        held = [at for at, point in enumerate(line["points"]) if point["rank"]]
        if held and held[0] > 0:
            found[held[0], line["points"][held[0]]["rank"], "right"].append(written(line))
        if len(held) > 1 and held[-1] < last:  # a single point is named already, here or at the axis
            found[held[-1], line["points"][held[-1]]["rank"], "left"].append(written(line))
    return [beside(", ".join(names), *place) for place, names in found.items()]


def beside(names, at, rank, anchor):
    """Names before (`right`) or behind (`left`) a point."""
    shift = -8 if anchor == "right" else 8
    place = {"x": at, "y": rank, "xanchor": anchor, "xshift": shift, "yshift": 9}
    return place | {"text": names, "showarrow": False, "font": {"size": 11, "color": QUIET}}


def parting(at):
    """A line between two periods of which nothing can be compared."""
    ends = {"x0": at - 0.5, "x1": at - 0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "layer": "below", "line": {"color": QUIET, "width": 1, "dash": "dash"}} | ends


def parted(at, say):
    """What that line is."""
    place = {"x": at - 0.5, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": say.t("chart.break"), "showarrow": False, "font": {"size": 11, "color": QUIET}}
