"""The single ranking on screen: bars, table, story, the units left out."""

from functools import partial

import streamlit as st

from reform import charts, session
from reform.bands import band_words, bands_of, veto_lines
from reform.frame import cells
from reform.frame.story import ranking_story
from reform.indicators import declaration
from reform.rows import record, records, unit_names
from reform.session import say
from reform.text import distinguishing_decimals, escape_markdown

KEYS = ("1", "2")
BESIDE_ORDER = charts.TOP + 12  # the summary's table stands lower by the box that asks for its order


def show_bars(rows, choice, ends=None):
    """The bars of a ranking; a click on one chooses its unit, a second click lets it go.

    `ends` are the intervals to draw across them, {unit_id: (low, high)}.
    """
    st.markdown(chart_title(choice.by))
    key = f"bieu-do-{choice.by.key}-{choice.period}-{choice.group}-{choice.unit}"
    figure = charts.ranking(
        rows, choice.by, say(), bands_of(records(rows)), choice.unit, BESIDE_ORDER if choice.is_summary else charts.TOP
    )
    st.plotly_chart(
        charts.with_intervals(figure, ends) if ends else figure,
        key=key,
        on_select=partial(take_bar, key),
        selection_mode="points",
        config=charts.NO_BAR,
        alt=chart_alt(rows, choice),
    )


def chart_title(indicator):
    """What the bars are of and on which scale."""
    name = indicator.name.in_(say().lang)
    if indicator.scheme:
        return say().t("ranking.chart_component", name=name, maximum=say().plain(indicator.maximum))
    return say().t(f"ranking.chart_{indicator.kind}", name=name)


def take_bar(key):
    """Choose the unit of the clicked bar."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        take_unit(points[0]["customdata"][0])


def take_unit(unit_id):
    """Choose a unit; the one already chosen is let go."""
    now = str(int(unit_id))
    session.choose(session.UNIT, None if session.chosen(session.UNIT) == now else now)


def chart_alt(rows, choice):
    """What the chart shows, for those who do not see it; the table beside holds every value."""
    decimals = distinguishing_decimals(rows["value"])
    ends = {"first": rows.iloc[0], "last": rows.iloc[-1]}
    names = {end: row["ward"] for end, row in ends.items()}
    values = {f"{end}_value": say().value(row["value"], choice.by.unit, decimals) for end, row in ends.items()}
    return say().t(
        f"ranking.chart_alt_{choice.by.direction}",
        name=choice.by.name.in_(say().lang),
        count=say().count(len(rows)),
        **names,
        **values,
    )


def show_ranking_table(rows, sparklines, choice):
    """The ranking as a table; a click on a row chooses its unit. Returns the rows as they stand."""
    t = say().t
    st.markdown(t("ranking.table"))
    units = [int(unit) for unit in rows["unit_id"]]
    cells.show_table(
        ranking_columns(rows, sparklines, choice),
        alt=t("ranking.table_alt", name=choice.by.name.in_(say().lang)),
        key=f"bang-{choice.by.key}-{choice.period}-{choice.group}-{choice.unit}",
        on_pick=lambda at: take_unit(units[at]),
        picked=units.index(choice.unit) if choice.unit in units else None,
    )
    return rows


def ranking_columns(rows, sparklines, choice):
    """Rank, change, unit, value, the dossiers behind it or the band, the keys that broke a tie, the last periods."""
    t, units = say().t, records(rows)
    decimals = distinguishing_decimals(rows["value"])
    columns = [
        cells.numbers(t("column.rank"), rows["rank"], say().count, 50),
        cells.texts(t("column.moved"), [moved(row) for row in units], 84, hint=t("column.moved_hint")),
        cells.texts(t("column.unit"), list(unit_names(units).values()), 122),
        cells.numbers(
            t(f"column.value_{choice.by.unit}"),
            rows["value"],
            lambda value: say().value(value, choice.by.unit, decimals),
            78,
        ),
    ]
    if choice.by.kind == "share":
        unit = declaration().counted_in(choice.by).in_(say().lang)
        hint = t("column.behind_hint", unit=unit)
        columns.append(cells.texts(unit.capitalize(), [behind(row) for row in units], 100, right=True, hint=hint))
    if len(windows(rows)) > 1:
        columns.append(cells.texts(t("column.window"), [say().span(row["starts"], row["ends"]) for row in units], 170))
    if choice.by.kind == "score" and choice.by.scheme is None:
        columns.append(cells.texts(t("column.band"), [band_words(say(), row) for row in units], 84))
    return columns + key_columns(rows, choice.by) + [courses(rows, sparklines)]


def moved(row):
    """Places gained or lost since the previous period; empty where there is none to compare with."""
    before = row["previous_rank"]
    return "" if before is None else say().arrow(int(before - row["rank"]))


def behind(row):
    """The two counts behind a share: 1.049/1.058. Marked where a total was computed from its parts."""
    mark = "*" if row["computed"] else ""
    return f"{say().count(row['numerator'])}/{say().count(row['denominator'])}{mark}"


def key_columns(rows, indicator):
    """The keys that broke a tie, of every unit; a key that broke none is not shown."""
    columns = []
    for at, key in zip(KEYS, indicator.keys, strict=False):
        if rows[f"used_{at}"].any():
            name = declaration().indicators[key]
            values = rows[f"key_{at}"]
            reads = partial(say().value, unit=name.unit, decimals=distinguishing_decimals(values.dropna()))
            columns.append(
                cells.numbers(name.short.in_(say().lang), values, reads, 92, hint=name.definition.in_(say().lang))
            )
    return columns


def courses(rows, sparklines):
    """Each unit's values over the last periods of this kind."""
    by_unit = {unit: list(course["value"]) for unit, course in sparklines.groupby("unit_id")} if len(sparklines) else {}
    count = say().count(sparklines["period"].nunique())
    return cells.lines(
        say().t("column.course", count=count),
        [by_unit[unit] if len(by_unit.get(unit, ())) > 1 else [] for unit in rows["unit_id"]],
        54,
        say().t("column.course_hint"),
    )


def show_story(rows, headline, choice):
    """The ranking in a few sentences; below, in small print, what the figures stand on."""
    st.markdown(ranking_story(rows, choice.by, say(), bands_of(records(rows))))
    if vetoes := [] if choice.is_summary else veto_lines(say(), records(rows)):
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in vetoes))
    notes = [window(rows), scheme(rows, choice.by), dropped_members(headline, choice.by)]
    if choice.by.kind == "share" and not choice.is_summary and rows["computed"].any():
        notes.append(say().t("ranking.computed"))
    st.caption(" · ".join(note for note in notes if note))


def window(rows):
    """The days the figures are of, where all units report the same."""
    spans = windows(rows)
    return say().t("ranking.window", span=spans.pop()) if len(spans) == 1 and "" not in spans else ""


def windows(rows):
    """The different windows that the figures of a ranking are of."""
    return {say().span(row["starts"], row["ends"]) for row in records(rows)}


def scheme(rows, indicator):
    """The score scheme of a ranking of scores, as declared or as written in the file."""
    if indicator.kind != "score":
        return ""
    key = rows["scheme"].iloc[0]
    declared = declaration().schemes.get(key)
    return say().t("ranking.scheme", name=escape_markdown(declared.name if declared else key))


def dropped_members(headline, indicator):
    """The parts of a composite that no unit reported in this period."""
    live = (record(headline.iloc[0])["basis"] or "").split()
    missing = [
        declaration().short_name(one.indicator, say().lang)
        for one in indicator.members
        if one.indicator not in live
    ]
    return say().t("ranking.dropped_members", members=say().listing(missing)) if missing else ""


def show_unranked(unranked, indicator, ranked):
    """The units left out, each with its reason; where the period has no such figures at all, nobody left one blank."""
    if unranked.empty or (ranked.empty and set(unranked["reason"]) == {"blank"}):
        return
    lines = [left_out(row, indicator) for row in records(unranked)]
    st.markdown("\n".join([say().t("ranking.unranked", count=say().count(len(lines))), *lines]))


def left_out(row, indicator):
    """One unit left out: its name, why, and the value it has all the same."""
    reason = say().unranked(row["reason"], row["value"], row["bound"], indicator.unit)
    return "- " + say().t("ranking.left_out", ward=escape_markdown(row["ward"]), reason=escape_markdown(reason))


def show_nothing_here(choice):
    """Nobody is ranked: because of the group, or because the period has no such figures; then which period has."""
    t, name = say().t, choice.by.name.in_(say().lang)
    if choice.is_summary or choice.has_figures:
        return st.info(t("ranking.nobody_ranked", period=escape_markdown(choice.period_name)))
    if choice.latest is None:
        return st.info(t("ranking.none_ever", name=name))
    latest = escape_markdown(choice.latest_name)
    st.info(t("ranking.none_in_period", period=escape_markdown(choice.period_name), name=name, latest=latest))
    button = t("ranking.show_latest", latest=latest)
    st.button(button, key="ky-gan-nhat", on_click=session.choose, args=(session.PERIOD, choice.latest))
