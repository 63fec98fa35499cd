"""From one figure to another, part by part: what each added or took."""

from dataclasses import dataclass

import plotly.graph_objects as go

from reform.charts.ink import BOTTOM, INK, NEUTRAL, PALE, QUIET, ROW, safe

ABOVE = 22  # pixels over the first bar
BESIDE = 58  # pixels at the right, for the words beside the longest bar on the narrowest screen


@dataclass(frozen=True)
class Step:
    """One bar: where it begins and ends on the axis, and whether it is a whole figure or a part of the change."""

    name: str
    start: float
    end: float
    label: str
    whole: bool


def waterfall(first, parts, last, say, decimals=2):
    """A bar of the first figure, one of each part beginning where the one before it ended, one of the last figure.

    `first` and `last` are (name, value), `parts` (name, change) in their order; the changes add up to last − first.
    An axis that does not begin at zero says so.
    """
    steps = steps_of(first, parts, last, say, decimals)
    low = base(steps)
    high = max(max(step.start, step.end) for step in steps)
    return go.Figure([bars(steps, low)], layout(steps, low, high if high > low else low + 1, say))


def steps_of(first, parts, last, say, decimals):
    """The bars from above; a part's words carry its sign."""
    steps, level = [Step(first[0], 0, float(first[1]), say.number(first[1], decimals), True)], float(first[1])
    for name, change in parts:
        sign = "+" if change > 0 else "−" if change < 0 else ""
        label = sign + say.number(abs(change), decimals)
        steps.append(Step(name, level, level + float(change), label, False))
        level += float(change)
    return [*steps, Step(last[0], 0, float(last[1]), say.number(last[1], decimals), True)]


def base(steps):
    """Where the axis begins: at zero, or close below figures that all lie in the upper half of it."""
    levels = [level for step in steps for level in ((step.end,) if step.whole else (step.start, step.end))]
    low, high = min(levels), max(levels)
    if low <= 0 or low < high / 2:
        return min(0, low)
    return max(0, low - (high - low or low) / 2)


def bars(steps, low):
    """Whole figures are dark, what adds is neutral, what takes is pale; the signs say the same."""
    starts = [low if step.whole else min(step.start, step.end) for step in steps]
    ends = [step.end if step.whole else max(step.start, step.end) for step in steps]
    colours = [INK if step.whole else NEUTRAL if step.end >= step.start else PALE for step in steps]
    return go.Bar(
        orientation="h",
        y=list(range(len(steps))),
        base=starts,
        x=[end - start for start, end in zip(starts, ends, strict=True)],
        width=0.62,
        text=[f"<b>{step.label}</b>" for step in steps],
        textposition="outside",
        textfont={"color": INK, "size": 13},
        cliponaxis=False,
        marker={"color": colours, "line": {"width": 0}},
        customdata=[f"<b>{safe(step.name)}</b><br>{step.label}" for step in steps],
        hovertemplate="%{customdata}<extra></extra>",
    )


def layout(steps, low, end, say):
    """Names at the left, no gridline; a line of words where the axis does not begin at zero."""
    cut = [
        {
            "x": 0,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "text": safe(say.t("chart.cut_axis", value=say.plain(round(low, 2)))),
            "showarrow": False,
            "font": {"size": 12, "color": QUIET},
        }
    ]
    return {
        "height": ABOVE + BOTTOM + ROW * len(steps),
        "margin": {"t": ABOVE, "b": BOTTOM, "l": 0, "r": BESIDE, "pad": 6},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": {"range": [low, end], "visible": False, "fixedrange": True},
        "yaxis": {
            "range": [len(steps) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "tickvals": list(range(len(steps))),
            "ticktext": [safe(step.name) for step in steps],
            "tickfont": {"size": 13, "color": INK},
        },
        "annotations": cut if low > 0 else [],
    }
