"""Ranks before and after: a line a unit."""

import plotly.graph_objects as go

from reform.charts.ink import INK, NEUTRAL, QUIET, TOP, safe

SLOPE = 24  # pixels of one unit
MOST = 30  # of more units, only those that move are drawn


def has_slope(moves):
    """Whether any unit of a ranking had a rank before and has another one, or none, after."""
    return any(one["before"] is not None and one["before"] != one["after"] for one in moves)


def slope(moves, names, say, labels):
    """A line a unit from its rank before to its rank after; those that move are strong and carry an arrow.

    `moves` are {before, after}, a rank None where there is none; `names` the unit of each, `labels` what stands above
    the two sides.
    """
    kept = [at for at, one in enumerate(moves) if len(moves) <= MOST or one["before"] != one["after"]][:MOST]
    sides = [places(moves, names, kept, side) for side in ("before", "after")]
    lines = [(moves[at], names[at], [side.get(at) for side in sides]) for at in kept]
    words = [*heads(labels), *(end for one in lines for end in ends(*one, say))]
    return go.Figure([course(*one, say) for one in lines], slope_layout(sides, words))


def places(moves, names, kept, side):
    """Of each unit its place from above on one side: by rank, those of one rank by name."""
    ranked = sorted((moves[at][side], names[at], at) for at in kept if moves[at][side] is not None)
    return {at: place for place, (_, _, at) in enumerate(ranked)}


def course(one, name, heights, say):
    """One unit's line; a single point where it has a rank on one side only."""
    moved = one["before"] != one["after"]
    points = [(x, y) for x, y in enumerate(heights) if y is not None]
    colour = INK if moved else NEUTRAL
    ranks = " → ".join("–" if one[side] is None else say.count(one[side]) for side in ("before", "after"))
    return go.Scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="lines+markers",
        line={"color": colour, "width": 2 if moved else 1},
        marker={"color": colour, "size": 7 if moved else 5},
        hovertemplate=f"{safe(name)}: {ranks}<extra></extra>",
    )


def heads(labels):
    """What stands above the two sides."""
    anchors = ("right", "left")
    return [
        words_at(x, -0.5, safe(label), QUIET, anchor) | {"yanchor": "bottom"}
        for x, (label, anchor) in enumerate(zip(labels, anchors, strict=True))
    ]


def ends(one, name, heights, say):
    """A unit's name and rank at each side where it has one; at the right also how far it moved."""
    before, after = one["before"], one["after"]
    colour = INK if before != after else QUIET
    if before is not None:
        yield words_at(0, heights[0], f"{safe(name)}  <b>{say.count(before)}</b>", colour, "right")
    if after is not None:
        arrow = f"  {say.arrow(before - after)}" if before not in (None, after) else ""
        yield words_at(1, heights[1], f"<b>{say.count(after)}</b>  {safe(name)}{arrow}", colour, "left")


def words_at(x, y, text, colour, anchor):
    """Words beside a point, clear of its marker."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": anchor,
        "xshift": -8 if anchor == "right" else 8,
        "font": {"size": 12, "color": colour},
    }


def slope_layout(sides, words):
    """Names and ranks at both sides in place of axes; no gridline, no legend."""
    longest = max(1, *map(len, sides))
    return {
        "height": TOP + SLOPE * longest,
        "margin": {"t": TOP, "b": 0, "l": 0, "r": 0},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": {"range": [-1.1, 2.1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [longest - 0.5, -0.5], "visible": False, "fixedrange": True},
        "annotations": words,
    }
