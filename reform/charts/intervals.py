"""The interval of each share across its bar."""

from reform.charts.ink import INK


def with_intervals(figure, ends):
    """The bars of a ranking, each with a line from the low to the high end of its interval.

    `ends` are {unit_id: (low, high)} in percent; a bar without one stays as it is. The words of a bar begin at its
    left, clear of the line; what stood outside a short bar is in the table beside.
    """
    bars, axis = figure.data[0], figure.layout.xaxis
    held = [ends.get(about[0], (value, value)) for about, value in zip(bars.customdata, bars.x, strict=True)]
    bars.error_x = {
        "type": "data",
        "symmetric": False,
        "array": [high - value for value, (_, high) in zip(bars.x, held, strict=True)],
        "arrayminus": [value - low for value, (low, _) in zip(bars.x, held, strict=True)],
        "color": INK,
        "thickness": 1.5,
        "width": 5,
    }
    bars.insidetextanchor = "start"
    bars.textposition = ["inside" if place == "inside" else "none" for place in bars.textposition]
    axis.range = [0, max(axis.range[1], *(high for _, high in held)) * 1.01]
    return figure
