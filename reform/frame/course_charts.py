"""The ranks over the periods, who moved, and a panel of values a unit."""

from functools import partial

import streamlit as st

from reform import charts, course, session
from reform.rows import records
from reform.session import say
from reform.text import escape_markdown

FEW = 6  # periods that all have their words below


def show_span(choice):
    """What the figures are: reported, added up, or scores."""
    st.caption(say().t("course.said_score" if choice.by.kind == "score" else f"course.said_{choice.span}"))


def show_no_course(choice):
    """Nothing to draw: of which indicator."""
    st.info(say().t("course.nothing", name=choice.by.name.in_(say().lang)))


def show_ranks(shown, choice):
    """The sentences of who moved, the chart of ranks; a click on a point follows its unit."""
    t = say().t
    st.header(t("course.ranks"), anchor=False)
    names = {unit: escape_markdown(name) for unit, name in shown.names.items()}
    st.markdown(" ".join(course.moves_told(say(), shown.rows, names)))
    lines = [rank_line(shown, unit) for unit in shown.drawn]
    if not any(point["rank"] for line in lines for point in line["points"]):
        return
    key = f"hang-qua-cac-ky-{choice.by.key}-{choice.span}-{choice.unit}"
    st.plotly_chart(
        charts.bump(lines, ticks(shown), say()),
        key=key,
        on_select=partial(take_point, key),
        selection_mode="points",
        config=charts.NO_BAR,
        alt=t("course.ranks_alt", count=say().count(len(lines)), periods=say().count(len(shown.periods))),
    )
    if len(shown.drawn) < len(shown.units):
        st.caption(t("course.ranks_of_many", count=say().count(len(lines))))
    st.caption(t("course.ranks_hint"))


def take_point(key):
    """Follow the unit of the clicked point; the one already followed is let go."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        unit = str(int(points[0]["customdata"][0]))
        session.choose(session.UNIT, None if session.chosen(session.UNIT) == unit else unit)


def rank_line(shown, unit):
    """A unit as a line of the chart of ranks."""
    name = shown.names[unit]
    points = [rank_point(shown, name, row) for row in shown.of(unit)]
    return {"unit_id": unit, "name": name, "chosen": unit == shown.chosen, "points": points}


def rank_point(shown, name, row):
    """A period of that line: its rank, whether a line may come from the period before, what the pointer shows."""
    if row is None or row["rank"] is None:
        return {"rank": None, "joined": False, "broken": bool(row and row["broken"]), "hover": []}
    told = [shown.label(row["period"]), hover_rank(name, row), shown.value(row)]
    told += [say().t("course.hover_broken")] if row["broken"] else []
    joined = row["previous_rank"] is not None and not row["broken"]
    return {"rank": row["rank"], "joined": joined, "broken": row["broken"], "hover": told}


def hover_rank(name, row):
    """Lúa Ngọt: hạng 3/10."""
    return say().t("course.hover_rank", name=name, rank=say().count(row["rank"]), ranked=say().count(row["ranked"]))


def ticks(shown):
    """The short words under each period, the year where it is new; of many periods only there, so that a phone has
    room for them."""
    rows = [next(row for row in shown.rows if row["period"] == key) for key in shown.periods]
    new = [at == 0 or rows[at - 1]["year"] != row["year"] for at, row in enumerate(rows)]
    words = [
        f"{tick(row)}\n{row['year']}".strip() if first else tick(row) for row, first in zip(rows, new, strict=True)
    ]
    if len(rows) <= FEW:
        return words
    told = [first and not following for first, following in zip(new, [*new[1:], False], strict=True)]
    return [word if kept else "" for word, kept in zip(words, told, strict=True)]


def tick(row):
    """A period within its year: Q3, 9 tháng; nothing for a year that is added up."""
    if row["kind"] == "half" and not row["cumulative"]:
        return say().t(f"course.tick_half{row['number']}")
    if row["kind"] == "year":
        return say().t("course.tick_year") if row["cumulative"] else ""
    number = 6 if row["kind"] == "half" else row["number"]
    return say().t("course.tick_quarter" if row["kind"] == "quarter" else "course.tick_months", number=number)


def show_rebuilt(lineage, choice):
    """Whose earlier figures are added up from whom, and whose cannot be."""
    if choice.rebuilt:
        st.markdown("\n".join(f"- {escape_markdown(told)}" for told in course.rebuilt_told(say(), records(lineage))))


def show_values(shown, choice):
    """A panel a unit in the office's order, all on one scale."""
    t = say().t
    st.header(t("course.values"), anchor=False)
    values = scale_values(shown)
    about = {end: say().value(of(values), choice.by.unit) for end, of in (("low", min), ("high", max))}
    st.caption(t("course.values_hint" if choice.by.target else "course.values_hint_plain", **about))
    panels = st.grid(5, min_column_width=220, gap="small")
    for unit in shown.drawn:
        with panels.cell(), st.container(gap=None):
            show_panel(shown, unit, charts.extent(values))
    if len(shown.drawn) < len(shown.units):
        st.caption(t("course.values_of_many", count=say().count(len(shown.drawn))))
    if any(row["rebuilt"] for row in shown.shown.values()):
        st.caption(t("course.values_rebuilt"))


def scale_values(shown):
    """Everything that the panels draw."""
    drawn = [row for unit in shown.drawn for row in shown.of(unit) if row]
    found = [row[key] for row in drawn for key in ("value", "locality_value") if row[key] is not None]
    return [*found, shown.by.target.value] if shown.by.target else found


def show_panel(shown, unit, scale):
    """One unit: its name and its course."""
    name, held = shown.names[unit], [row for row in shown.of(unit) if row and row["value"] is not None]
    chosen = unit == shown.chosen
    st.markdown(f"**{escape_markdown(name)}**" if chosen else escape_markdown(name))
    points = [point(shown, name, key, shown.shown.get((unit, key))) for key in shown.periods]
    st.plotly_chart(
        charts.panel(points, shown.by, say(), scale=scale, chosen=chosen),
        config=charts.NO_BAR,
        alt=panel_alt(shown, name, held),
        key=f"gia-tri-{unit}",
    )


def panel_alt(shown, name, held):
    """The newest value of a panel in words."""
    if not held:
        return say().t("course.panel_alt_none", name=name)
    facts = {"value": shown.value(held[-1]), "period": shown.label(held[-1]["period"])}
    return say().t("course.panel_alt", name=name, **facts)


def point(shown, name, key, row):
    """A period of a panel; the locality's own is there even where the unit was not."""
    whole = next(one for one in shown.rows if one["period"] == key)
    label = shown.label(key)
    about = {"label": label, "short": label.split(" ")[-1], "value_name": name}
    about |= {"locality_value_name": say().t("summary.whole"), "locality_value": whole["locality_value"]}
    return about | {
        "value": row and row["value"],
        "broken": bool(row and row["broken"]),
        "rebuilt": bool(row and row["rebuilt"]),
    }
