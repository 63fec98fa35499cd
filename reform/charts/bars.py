"""The bars of a ranking, best first, with the line that parts them."""

from dataclasses import dataclass

import plotly.graph_objects as go

from reform.charts.ink import ACCENT, BOTTOM, INK, NEUTRAL, ON_ACCENT, ON_BAR, PALE, QUIET, ROW, TOP, safe
from reform.indicators import declaration
from reform.rows import records as as_records
from reform.rows import unit_names
from reform.text import distinguishing_decimals

MANY = 20  # more bars than this are shortened to the first ten, the last ten and the chosen one
ENDS = 10
LETTER = 0.017  # of the axis: what one letter of a label takes on half a laptop's screen


@dataclass(frozen=True)
class Bar:
    """One bar: its unit, where it ends, the words at its end and those under the pointer."""

    unit_id: int
    name: str
    value: float
    label: str
    plain_label: str
    hover: str
    colour: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A level across the bars with its words: a target, or where a band begins."""

    value: float
    label: str


def ranking(rows, indicator, say, bands=(), chosen=None, top=TOP):
    """Bars of one ranking, best first, the value at each bar's end; the axis starts at zero.

    `rows` are those of the query `ranking`, `say` the words of a language, `bands` those whose beginning
    may be the line, `chosen` a unit_id, `top` the pixels above the bars.
    """
    records = as_records(rows)
    line = level(records, indicator, say, bands)
    names, decimals = unit_names(records), distinguishing_decimals([row["value"] for row in records])
    bars = [
        row and describe(row, names[row["unit_id"]], decimals, indicator, say, line, row["unit_id"] == chosen)
        for row in shorten(records, chosen)
    ]
    end = max([row["value"] for row in records] + ([line.value] if line else []) + [0.01])
    # The layout goes in with the figure: update_layout() reads every key one by one, a third of the chart's time.
    return go.Figure(trace(bars, end), layout(bars, len(records), end, indicator, say, top) | drawn(line))


def shorten(records, chosen):
    """All rows up to MANY; of more, the first and last ten and the chosen one, None where rows are left out."""
    if len(records) <= MANY:
        return records
    kept = [at for at, row in enumerate(records) if at < ENDS or at >= len(records) - ENDS or row["unit_id"] == chosen]
    shown = []
    for before, at in zip([-1, *kept], kept, strict=False):
        shown += [None, records[at]] if at > before + 1 else [records[at]]
    return shown


def level(records, indicator, say, bands):
    """The target of the indicator, else the beginning of the band that parts the units most evenly, else None."""
    if indicator.target:
        value = indicator.target.value
        return Line(value, say.t("chart.target", value=say.level(value, indicator.unit)))
    scored = [row["value"] for row in records if row.get("band") in {band.key for band in bands}]
    above = {band: sum(value >= band.at_least for value in scored) for band in reversed(bands)}
    splits = [(abs(2 * count - len(scored)), band) for band, count in above.items()]
    splits = [(uneven, band) for uneven, band in splits if uneven < len(scored)]
    if not splits:
        return None
    band = min(splits, key=lambda split: split[0])[1]
    return Line(band.at_least, say.t("chart.band", band=band.name.in_(say.lang), value=say.plain(band.at_least)))


def describe(row, short, decimals, indicator, say, line, is_chosen):
    """The bar of one row; `short` is the unit's name beside the others', `decimals` tell all values apart."""
    value = say.value(row["value"], indicator.unit, decimals)
    band = declaration().band_name(row.get("band"), say.lang) or ""
    name = f"{say.count(row['rank'])}. {short}"
    return Bar(
        unit_id=row["unit_id"],
        name=f"<b>{safe(name)}</b>" if is_chosen else safe(name),
        value=row["value"],
        label=f"<b>{value}</b>  {safe(band)}" if band else f"<b>{value}</b>",
        plain_label=f"{value}  {band}",
        hover="<br>".join(hover_lines(row, name, value, band, indicator, say)),
        colour=ACCENT if is_chosen else side(row["value"], line, indicator),
        chosen=is_chosen,
    )


def hover_lines(row, name, value, band, indicator, say):
    """What the pointer shows: name, value, the dossiers behind it, band."""
    shown = [f"<b>{safe(name)}</b>", f"{safe(indicator.short.in_(say.lang))}: {value}"]
    if indicator.kind == "share" and row["denominator"] is not None:
        counts = {"numerator": say.count(row["numerator"]), "denominator": say.count(row["denominator"])}
        shown.append(safe(say.t("chart.behind", **counts, unit=declaration().counted_in(indicator).in_(say.lang))))
    return shown + ([safe(band)] if band else [])


def side(value, line, indicator):
    """Neutral, or paler where a bar has not reached the line."""
    return NEUTRAL if line is None or (value - line.value) * indicator.sign >= 0 else PALE


def trace(bars, end):
    """The bars themselves. A label stands inside its bar, clear of the line behind; outside where it does not fit."""
    full = [bar for bar in bars if bar]
    fits = [len(bar.plain_label) * LETTER < bar.value / end for bar in full]
    return go.Bar(
        orientation="h",
        x=[bar.value for bar in full],
        y=[at for at, bar in enumerate(bars) if bar],
        width=0.68,
        text=[bar.label for bar in full],
        textposition=["inside" if inside else "outside" for inside in fits],
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        insidetextanchor="end",
        insidetextfont={"color": [ON_ACCENT if bar.chosen else ON_BAR for bar in full], "size": 13},
        outsidetextfont={"color": INK, "size": 13},
        marker={"color": [bar.colour for bar in full], "line": {"width": 0}},
        customdata=[[bar.unit_id, bar.hover] for bar in full],
        hovertemplate="%{customdata[1]}<extra></extra>",
        # The chosen bar is marked by its colour; Plotly's fading of all the others would say it twice.
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def layout(bars, ranked, end, indicator, say, top):
    """No legend, no gridline; names at the left, a few round numbers below."""
    left_out = ranked - sum(bar is not None for bar in bars)
    gap = say.t("chart.left_out", count=say.count(left_out))
    return {
        "height": top + BOTTOM + ROW * len(bars),
        "margin": {"t": top, "b": BOTTOM, "l": 0, "r": 4, "pad": 6},
        "showlegend": False,
        "dragmode": False,
        "separators": ",." if say.lang == "vi" else ".,",
        "hoverlabel": {"align": "left"},
        "bargap": 0,
        "xaxis": {
            "range": [0, end],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "nticks": 6,
            "tickfont": {"size": 12, "color": QUIET},
            "ticksuffix": "%" if indicator.unit == "percent" else "",
        },
        "yaxis": {
            "range": [len(bars) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "tickvals": list(range(len(bars))),
            "ticktext": [bar.name if bar else safe(gap) for bar in bars],
            "tickfont": {"size": 13, "color": INK},
        },
    }


def drawn(line):
    """The line behind the bars and its words above them, so that neither lies under a label."""
    if line is None:
        return {}
    shape = {
        "type": "line",
        "layer": "below",
        "x0": line.value,
        "x1": line.value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }
    words = {
        "x": line.value,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": safe(line.label),
        "showarrow": False,
        "font": {"size": 12, "color": QUIET},
    }
    return {"shapes": [shape], "annotations": [words]}
