"""Scatter: a dot a unit by two figures, as large as its dossiers; names beside the dots where they do not collide."""

from math import sqrt

import plotly.graph_objects as go

from reform.charts.ink import ACCENT, INK, NEUTRAL, QUIET, safe

HEIGHT = 440
LARGEST = 34  # pixels across the largest dot
SMALLEST = 7
UNSIZED = 9  # of a unit whose dossiers are not known; it is hollow
MARGIN = {"t": 28, "b": 44, "l": 8, "r": 14}
WIDTH = 300  # pixels that names are laid out for: a phone's, so that they are clear on every screen
LETTER, TALL = 7, 15  # pixels of a label's letter and line
APART = 3  # pixels between a dot and its name
ROOM = 0.08  # of an axis, beyond the outermost dots
# Where a name may stand: right, left, above, below, at a corner; a chosen one also further away, led to by a line.
NEAR = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
FAR = tuple((right, -down) for down in range(2, 9) for right in (0, 0.6, -0.6, 1, -1))
TRIED = 40  # dots whose names are tried


def scatter(dots, titles, levels, say):
    """`dots` are {x, y, size or None, name, chosen, hover}; `titles` of both axes, in percent; `levels` are
    ((value, words), (value, words)): a line across each axis, None for none.
    """
    ranges = [spanned([dot[axis] for dot in dots]) for axis in "xy"]
    most = max((dot["size"] or 0 for dot in dots), default=0)
    wide = [width(dot, most) for dot in dots]
    said = [level_box(at, *level, ranges) for at, level in enumerate(levels) if level]
    places = placed(dots, wide, ranges, said)
    order = sorted(range(len(dots)), key=lambda at: (dots[at]["chosen"], -wide[at]))
    names = [label(dot, place) for dot, place in zip(dots, places, strict=True) if place]
    return go.Figure(trace(dots, wide, order), layout(ranges, titles, levels, names, say))


def spanned(values):
    """The ends of an axis with room around the dots; a percentage has no room beyond what can be."""
    low, high = min(values, default=0), max(values, default=100)
    room = max((high - low) * ROOM, 1)
    return low - room, high + room


def width(dot, most):
    """Pixels across a dot; its area grows with the dossiers."""
    return max(SMALLEST, LARGEST * sqrt(dot["size"] / most)) if dot["size"] and most else UNSIZED


def placed(dots, wide, ranges, taken):
    """Of each dot how far its name stands from it, (right, up) in pixels, None where it has no name: it would lie on
    another name or dot. The chosen come first, also further away, then the largest dots. `taken` are boxes of words.
    """
    spots = [pixels(dot, ranges) for dot in dots]
    boxes = [box(*spot, one, one) for spot, one in zip(spots, wide, strict=True)]
    places, taken = [None] * len(dots), list(taken)
    order = sorted(range(len(dots)), key=lambda at: (not dots[at]["chosen"], -wide[at]))
    for at in order[:TRIED]:
        free = boxes[:at] + boxes[at + 1 :] + taken
        tried = NEAR + FAR if dots[at]["chosen"] else NEAR
        if found := clear(spots[at], wide[at], len(dots[at]["name"]) * LETTER, free, tried):
            places[at] = found
            taken.append(box(spots[at][0] + found[0], spots[at][1] - found[1], len(dots[at]["name"]) * LETTER, TALL))
    return places


def clear(spot, wide, long, free, tried):
    """The first place around a dot where a name of `long` pixels lies on nothing; None without one."""
    for right, up in tried:
        shift = right * ((wide + long) / 2 + APART), up * ((wide + TALL) / 2)
        label = box(spot[0] + shift[0], spot[1] - shift[1], long, TALL)
        if inside(label) and not any(overlap(label, other) for other in free):
            return shift
    return None


def pixels(dot, ranges):
    """Where a dot lies in a plot of the width that labels are laid out for."""
    tall = HEIGHT - MARGIN["t"] - MARGIN["b"]
    (left, right), (bottom, top) = ranges
    return WIDTH * (dot["x"] - left) / (right - left), tall * (top - dot["y"]) / (top - bottom)


def box(x, y, across, down):
    """left, right, top, bottom of a box around a point."""
    return x - across / 2, x + across / 2, y - down / 2, y + down / 2


def inside(label):
    """Whether a label lies within the plot."""
    left, right, top, bottom = label
    return left >= 0 and right <= WIDTH and top >= 0 and bottom <= HEIGHT - MARGIN["t"] - MARGIN["b"]


def overlap(one, other):
    """Whether two boxes (left, right, top, bottom) share any ground."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def trace(dots, wide, order):
    """The dots, the large ones below, the chosen on top."""
    own = [dots[at] for at in order]
    return go.Scatter(
        x=[dot["x"] for dot in own],
        y=[dot["y"] for dot in own],
        mode="markers",
        marker={
            "size": [wide[at] for at in order],
            "color": [ACCENT if dot["chosen"] else NEUTRAL for dot in own],
            "symbol": ["circle" if dot["size"] else "circle-open" for dot in own],
            "opacity": 0.9,
            "line": {"width": 1, "color": INK},
        },
        customdata=[dot["hover"] for dot in own],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def label(dot, place):
    """The name beside a dot; of a chosen one in bold, with a line to it where it stands aslant or further away."""
    name, (right, up) = safe(dot["name"]), place
    words = {
        "x": dot["x"],
        "y": dot["y"],
        "text": f"<b>{name}</b>" if dot["chosen"] else name,
        "font": {"size": 12, "color": INK},
    }
    if not (right and up) and abs(up) < LARGEST + TALL / 2:
        return words | {"showarrow": False, "xshift": right, "yshift": up}
    lead = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": QUIET, "xanchor": "center"}
    return words | lead | {"ax": right, "ay": -up, "borderpad": 0}


def layout(ranges, titles, levels, names, say):
    """Titles with their unit, few ticks, the two levels as dotted lines, the names."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "nticks": 6,
        "ticksuffix": "%",
        "tickfont": {"size": 12, "color": QUIET},
    }
    heads = [{"text": safe(title), "font": {"size": 12, "color": INK}} for title in titles]
    return {
        "height": HEIGHT,
        "margin": MARGIN,
        "showlegend": False,
        "dragmode": False,
        "separators": ",." if say.lang == "vi" else ".,",
        "hoverlabel": {"align": "left"},
        "xaxis": axis | {"range": ranges[0], "title": heads[0]},
        "yaxis": axis | {"range": ranges[1], "title": heads[1]},
        "shapes": [line(at, *level) for at, level in enumerate(levels) if level],
        "annotations": [*(words(at, *level) for at, level in enumerate(levels) if level), *names],
    }


def line(at, value, _words):
    """A dotted line at a level of the first or the second axis."""
    own, other = "xy" if at == 0 else "yx"
    ends = {f"{own}0": value, f"{own}1": value, f"{other}0": 0, f"{other}1": 1, f"{other}ref": "paper"}
    return {"type": "line", "layer": "below", "line": {"color": QUIET, "width": 1, "dash": "dot"}} | ends


def words(at, value, text):
    """What a line stands for, at its end."""
    own, other = "xy" if at == 0 else "yx"
    anchor = {"xanchor": "center", "yanchor": "bottom"} if at == 0 else {"xanchor": "right", "yanchor": "bottom"}
    font = {"size": 11, "color": QUIET}
    return {own: value, other: 1, f"{other}ref": "paper", "text": safe(text), "showarrow": False, "font": font} | anchor


def level_box(at, value, text, ranges):
    """Where the words of the second axis's line lie within the plot; those of the first stand above it."""
    long = len(text) * LETTER
    y = pixels({"x": ranges[0][1], "y": value}, ranges)[1] if at else -TALL
    return box(WIDTH - long / 2, y - TALL / 2, long, TALL)
