"""The charts of a printed document on the screen: the same rows, order, words and scale as in print."""

import plotly.graph_objects as go

from reform.charts.ink import ACCENT, BOTTOM, INK, NEUTRAL, ON_ACCENT, ON_BAR, QUIET, TOP, safe
from reform.documents.prepared import on_axis, on_bars

BAR = 26  # pixels a bar takes with its air
COURSE_HEIGHT = 300
ROOM = 1.14  # of the scale: what the words behind the longest bar take
INSIDE = 0.2  # of the scale: a shorter bar has its words outside
TICKS = 8  # periods named below a course


def position(block, lang):
    """Bars from zero in the printed order, the chosen unit in the accent; `block` is a position_chart."""
    block = block | on_bars(block, lang)
    rows, end = block["rows"], block["high"]
    trace = go.Bar(
        orientation="h",
        x=[row["value"] or 0 for row in rows],
        y=list(range(len(rows))),
        width=0.72,
        text=[strong(row["text"], row["chosen"]) for row in rows],
        textposition=["inside" if (row["value"] or 0) > INSIDE * end else "outside" for row in rows],
        textangle=0,
        constraintext="none",
        insidetextanchor="end",
        cliponaxis=False,
        insidetextfont={"color": [ON_ACCENT if row["chosen"] else ON_BAR for row in rows], "size": 12},
        outsidetextfont={"color": INK, "size": 12},
        marker={"color": [ACCENT if row["chosen"] else NEUTRAL for row in rows], "line": {"width": 0}},
        customdata=[f"{safe(row['name'])}: {safe(row['text'])}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    axis = {"range": [block["low"] * ROOM, end * ROOM], "visible": False, "fixedrange": True}
    names = {
        "range": [len(rows) - 0.5, -0.5],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickvals": list(range(len(rows))),
        "ticktext": [strong(row["name"], row["chosen"]) for row in rows],
        "tickfont": {"size": 12, "color": INK},
    }
    margin = {"t": TOP if block["target"] else 8, "b": 4, "l": 0, "r": 4, "pad": 6}
    frame = {"height": margin["t"] + margin["b"] + BAR * len(rows), "margin": margin, "xaxis": axis, "yaxis": names}
    return go.Figure(trace, common(lang) | frame | upright(block["target"]))


def common(lang):
    """What both charts share: no legend, nothing to drag, numbers as the language writes them."""
    separators = ",." if lang == "vi" else ".,"
    return {"separators": separators, "showlegend": False, "dragmode": False, "hoverlabel": {"align": "left"}}


def strong(text, chosen):
    """A text of the chosen unit is heavier."""
    return f"<b>{safe(text)}</b>" if chosen else safe(text)


def upright(target):
    """The target as a line across the bars, its words above them."""
    if not target:
        return {}
    line = {"type": "line", "layer": "below", "x0": target["value"], "x1": target["value"], "y0": 0, "y1": 1}
    line |= {"yref": "paper", "line": {"color": INK, "width": 1.5, "dash": "dot"}}
    words = told(target["text"], target["value"], 1) | {"yref": "paper", "yanchor": "bottom"}
    return {"shapes": [line], "annotations": [words]}


def told(text, x, y, **how):
    """Words at a place of the figure."""
    return {"x": x, "y": y, "text": safe(text), "showarrow": False, "font": {"size": 12, "color": QUIET}} | how


def course(block, lang):
    """Lines over periods; none over a missing value or a break. `block` is a course_chart."""
    block = block | on_axis(block, lang)
    last = len(block["periods"]) - 1
    lines = sorted(block["lines"], key=lambda line: line["chosen"])
    shapes, words = marks(block)
    frame = {
        "height": COURSE_HEIGHT,
        "margin": {"t": TOP, "b": BOTTOM, "l": 0, "r": 96, "pad": 4},
        "xaxis": plain_axis() | {"range": [-0.3, last + 0.3]} | ticks(block["periods"]),
        "yaxis": plain_axis()
        | {
            "range": [block["low"], block["high"]],
            "tickvals": [tick["value"] for tick in block["ticks"]],
            "ticktext": [tick["text"] for tick in block["ticks"]],
        },
        "shapes": shapes,
        "annotations": [*words, *apart([end for line in lines if (end := last_of(line))], block)],
    }
    return go.Figure([drawn(line, block) for line in lines], common(lang) | frame)


def plain_axis():
    """An axis without lines, its figures quiet."""
    quiet = {"showgrid": False, "zeroline": False, "fixedrange": True}
    return quiet | {"tickfont": {"size": 12, "color": QUIET}}


def ticks(periods):
    """Of many periods every second, third … is named, the last always."""
    step = max(1, -(-len(periods) // TICKS))
    shown = list(range(len(periods) - 1, -1, -step))[::-1]
    return {"tickvals": shown, "ticktext": [safe(periods[at]) for at in shown], "tickangle": 0}


def drawn(line, block):
    """One line with its points, parted where a break stands."""
    x, y, hover = [], [], []
    for at, value in enumerate(line["values"]):
        if at in block["breaks"]:
            x, y, hover = [*x, at - 0.5], [*y, None], [*hover, ""]
        x, y, hover = [*x, at], [*y, value], [*hover, f"{safe(line['name'])}, {safe(block['periods'][at])}"]
    colour, width = (ACCENT, 2.5) if line["chosen"] else (NEUTRAL, 1.5)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers" if line["chosen"] else "lines",
        line={"color": colour, "width": width},
        marker={"color": colour, "size": 6},
        connectgaps=False,
        cliponaxis=False,
        customdata=hover,
        hovertemplate="%{customdata}: %{y:.2f}<extra></extra>",
    )


def last_of(line):
    """Where a line's words stand: at its last value; None where it has none."""
    held = [(at, value) for at, value in enumerate(line["values"]) if value is not None]
    return held and (*held[-1], line)


def apart(ends, block):
    """The words at the last points, moved off each other where they would touch."""
    room = (block["high"] - block["low"]) * 0.08
    placed = sorted(ends, key=lambda end: end[1])
    heights = [end[1] for end in placed]
    for at in range(1, len(heights)):
        heights[at] = max(heights[at], heights[at - 1] + room)
    return [
        told(line["text"], x, height, xanchor="left", xshift=8)
        | {
            "text": strong(line["text"], line["chosen"]),
            "font": {"size": 12, "color": INK if line["chosen"] else QUIET},
        }
        for (x, _, line), height in zip(placed, heights, strict=True)
    ]


def marks(block):
    """The target across and the breaks down, as lines; the target's words."""
    shapes = [
        {"type": "line", "layer": "below", "yref": "paper", "x0": at - 0.5, "x1": at - 0.5, "y0": 0, "y1": 1}
        | {"line": {"color": QUIET, "width": 1, "dash": "dash"}}
        for at in block["breaks"]
    ]
    target = block["target"]
    if not target:
        return shapes, []
    level = {"type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "y0": target["value"]}
    level |= {"y1": target["value"], "line": {"color": INK, "width": 1, "dash": "dot"}}
    words = told(target["text"], 0, target["value"], xref="paper", xanchor="left", yanchor="bottom")
    return [*shapes, level], [words]
