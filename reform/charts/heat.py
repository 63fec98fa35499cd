"""Heat map: units down, indicators across, the ground of a cell by its position, the rank written in it."""

import plotly.graph_objects as go

from reform.charts.ink import INK, NEUTRAL, ON_ACCENT, ON_BAR, PALE, QUIET, safe

CELL = 28  # pixels of one unit
HEAD = 118  # pixels for the indicators' names, upright on a phone
FOOT = 34  # pixels for what the grounds say
WRAP = 12  # letters of a name that stands on one line; a longer one takes two, side by side on a phone
# The ground of each quarter and the ink on it, first to last: four steps of lightness, apart in greyscale too.
GROUNDS = ((QUIET, ON_ACCENT), (NEUTRAL, ON_BAR), (PALE, ON_BAR), ("rgba(0,0,0,0)", INK))
MANY = 40  # more units than this are shortened to the first ten, the last ten and the chosen ones
ENDS = 10


def shown_of(units, chosen):
    """The units that are drawn: all up to MANY; of more, the chosen and the first and last ten."""
    if len(units) <= MANY:
        return list(units)
    return [one for at, one in enumerate(units) if at < ENDS or at >= len(units) - ENDS or one in chosen]


def heat_map(units, indicators, cells, quarters, say, left_out=0):
    """`units` are {name, chosen} from above, `indicators` names from the left; `cells` a row a unit of
    {text, quarter (0 to 3, None: no rank), hover}, `quarters` the words of the four grounds. `left_out` units are
    counted below the last row.
    """
    places = [(x, y, cell) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    return go.Figure(
        [grounds(cells), *(inks(places, quarter) for quarter in (0, 1, 2, 3, None))],
        layout(units, indicators, say, left_out) | {"annotations": key(quarters)},
    )


def grounds(cells):
    """The cells; where there is no rank there is none."""
    steps = [(edge / 4, ground) for at, (ground, _) in enumerate(GROUNDS) for edge in (at, at + 1)]
    return go.Heatmap(
        z=[[cell["quarter"] for cell in row] for row in cells],
        zmin=-0.5,
        zmax=3.5,
        colorscale=steps,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        customdata=[[cell["hover"] for cell in row] for row in cells],
        hovertemplate="%{customdata}<extra></extra>",
    )


def inks(places, quarter):
    """What is written in the cells of one ground."""
    own = [one for one in places if one[2]["quarter"] == quarter]
    return go.Scatter(
        x=[x for x, _, _ in own],
        y=[y for _, y, _ in own],
        text=[safe(cell["text"]) for _, _, cell in own],
        customdata=[cell["hover"] for _, _, cell in own],
        hovertemplate="%{customdata}<extra></extra>",
        mode="text",
        textfont={"color": QUIET if quarter is None else GROUNDS[quarter][1], "size": 12},
    )


def layout(units, indicators, say, left_out):
    """Names at the left and above; below, how many units are left out."""
    names = [f"<b>▸ {safe(one['name'])}</b>" if one["chosen"] else safe(one["name"]) for one in units]
    rows = len(units) + bool(left_out)
    if left_out:
        names.append(safe(say.t("chart.left_out", count=say.count(left_out))))
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True, "ticks": ""}
    axis |= {"ticklabeloverflow": "allow"}
    return {
        "height": HEAD + CELL * rows + FOOT,
        "margin": {"t": 10, "b": FOOT, "l": 0, "r": 8, "pad": 0},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "xaxis": axis
        | {
            "side": "top",
            "range": [-0.5, len(indicators) - 0.5],
            "tickvals": list(range(len(indicators))),
            "ticktext": [wrapped(name) for name in indicators],
            "autotickangles": [0, -90],
            "tickfont": {"size": 11, "color": INK},
        },
        "yaxis": axis
        | {
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": names,
            "tickfont": {"size": 11, "color": INK},
        },
    }


def key(quarters):
    """What the four grounds say, side by side below the cells."""
    return [
        {
            "x": (at + 0.5) / len(quarters),
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "center",
            "yanchor": "top",
            "yshift": -8,
            "text": safe(words),
            "showarrow": False,
            "bgcolor": ground,
            "bordercolor": QUIET,
            "borderpad": 3,
            "font": {"size": 10, "color": ink},
        }
        for at, (words, (ground, ink)) in enumerate(zip(quarters, GROUNDS, strict=True))
    ]


def wrapped(name):
    """A name on one line, or on two as even as its spaces allow."""
    words = name.split()
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    if len(name) <= WRAP or not splits:
        return safe(name)
    return "<br>".join(map(safe, min(splits, key=lambda halves: max(map(len, halves)))))
