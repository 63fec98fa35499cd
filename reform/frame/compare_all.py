"""So sánh: all units at once: the heat map of their positions, the scatter of two shares."""

from functools import partial

import pandas as pd
import streamlit as st

from reform import charts, compared
from reform.charts.ink import safe
from reform.export import Column
from reform.frame.sheets import sheet, show_folded
from reform.indicators import declaration
from reform.rows import records, unit_names
from reform.session import say
from reform.text import distinguishing_decimals, escape_markdown

ACROSS, UP = "online", "timeliness"
AXES = {"x": ACROSS, "y": UP}  # of the scatter
TALL = 420  # pixels of a table that scrolls inside itself


def show_heat_map(positions, choice):
    """All units by all indicators: the rank in each cell, its ground by how near the first place it is."""
    t, ranked = say().t, with_last(positions[positions["ranked"] > 0])
    if ranked.empty:
        return
    st.header(t("compare.heat_title"), anchor=False)
    known = [one for key, one in declaration().indicators.items() if key in set(ranked["indicator"])]
    units = best_first(ranked)
    names = unit_names(records(units[["unit_id", "bare_name", "ward"]]))
    shown = charts.shown_of(list(names), set(choice.units))
    told = compared.standing(say(), places_of(ranked), {unit: escape_markdown(name) for unit, name in names.items()})
    st.caption(t("compare.heat_explained", name=known[0].short.in_(say().lang)))
    st.plotly_chart(
        charts.heat_map(
            [{"name": names[unit], "chosen": unit in choice.units} for unit in shown],
            [one.short.in_(say().lang) for one in known],
            heat_cells(ranked[ranked["unit_id"].isin(shown)], shown, known, names),
            [t(f"compare.quarter_{at}") for at in range(4)],
            say(),
            len(names) - len(shown),
        ),
        key=f"ban-do-nhiet-{choice.period}-{choice.group}",
        config=charts.NO_BAR,
        alt=f"{t('compare.heat_alt')} {told}",
    )
    st.markdown(told)
    table, height = partial(heat_sheet, ranked, units, known, choice, told), height_for(len(units))
    show_folded(t("compare.as_table"), table, f"vi-tri-{choice.period}", t("compare.heat_alt"), height=height)


def with_last(ranked):
    """The rows with the rank of whoever stands last by that indicator: several may share it."""
    return ranked.assign(last=ranked.groupby("indicator")["rank"].transform("max"))


def best_first(ranked):
    """The units by the first ranking that has figures, the unranked last in the office's order."""
    first = ranked[ranked["indicator"] == ranked["indicator"].iloc[0]]
    return first.sort_values(["rank", "office_order"], kind="stable", na_position="last")


def places_of(ranked):
    """Rank, size and end of ranking of every unit that has one, as few columns as the sentence needs."""
    return records(ranked.loc[ranked["rank"].notna(), ["unit_id", "rank", "ranked", "last"]])


def heat_cells(rows, shown, known, names):
    """A row a unit of cells: the rank, its quarter, what the pointer shows."""
    found = {(row["unit_id"], row["indicator"]): row for row in records(rows)}
    values = {one.key: [row["value"] for (_, key), row in found.items() if key == one.key] for one in known}
    decimals = {key: distinguishing_decimals(own) for key, own in values.items()}
    return [[heat_cell(found[unit, one.key], one, names[unit], decimals[one.key]) for one in known] for unit in shown]


def heat_cell(row, indicator, name, decimals):
    """One cell: 3, or a dash where there is no rank."""
    title = f"<b>{safe(name)}</b><br>{safe(indicator.short.in_(say().lang))}: "
    if row["rank"] is None:
        return {"text": "–", "quarter": None, "hover": title + safe(say().t(f"reason.{row['reason']}"))}
    facts = {"rank": say().count(row["rank"]), "ranked": say().count(row["ranked"])}
    value = say().value(row["value"], indicator.unit, decimals)
    return {
        "text": say().count(row["rank"]),
        "quarter": compared.position(int(row["rank"]), int(row["ranked"]), int(row["last"])),
        "hover": title + safe(say().t("compare.placed", value=value, **facts)),
    }


def heat_sheet(ranked, units, known, choice, told):
    """A row a unit: rank and value of each indicator."""
    t = say().t
    wide = ranked.pivot(index="unit_id", columns="indicator", values=["rank", "value"]).reindex(units["unit_id"])
    frame = pd.DataFrame({"ward": list(units["ward"])})
    columns = [Column("ward", t("export.column.ward"))]
    for one in known:
        name, held = one.short.in_(say().lang), list(wide["value"][one.key])
        frame[f"rank_{one.key}"], frame[one.key] = list(wide["rank"][one.key]), held
        unit = t(f"export.unit.{one.unit}")
        columns += [
            Column(f"rank_{one.key}", t("export.column.rank_in", name=name), "rank"),
            Column(one.key, t("export.column.value", name=name, unit=unit), "figure", distinguishing_decimals(held)),
        ]
    return sheet(t("compare.heat_title"), choice.whose, choice.period_name, columns, records(frame), told)


# The scatter


def show_scatter(positions, choice):
    """Online share against timeliness, the dots as large as the dossiers; who is not on it, in words."""
    t = say().t
    rows = pairs(positions)
    names = unit_names(rows)
    dots = [dot(row, names, choice) for row in rows if None not in (row["x"], row["y"])]
    safely = {unit: escape_markdown(name) for unit, name in names.items()}
    told = compared.spread(say(), [row for row in rows if None not in (row["x"], row["y"])], safely)
    across, up = (declaration().short_name(key, say().lang) for key in (ACROSS, UP))
    title = t("compare.scatter_title", x=across, y=up)
    st.header(title, anchor=False)
    if dots:
        st.caption(t("compare.scatter_explained"))
        st.plotly_chart(
            charts.scatter(dots, [axis_title(ACROSS), axis_title(UP)], levels(rows), say()),
            key=f"phan-tan-{choice.period}-{choice.group}",
            config=charts.NO_BAR,
            alt=f"{title}. {told}",
        )
    st.markdown(" ".join([told, *(off_the_chart(rows, safely) if dots else [])]))
    if dots:
        table, name = partial(scatter_sheet, rows, title, choice, told), f"truc-tuyen-dung-han-{choice.period}"
        show_folded(t("compare.as_table"), table, name, title, {"note": 320}, height=height_for(len(rows)))


def pairs(positions):
    """A row a unit: both shares, the locality's own, dossiers received, why a share is missing."""
    keys = ["unit_id", "ward", "bare_name", "received_total"]
    own = {axis: positions[positions["indicator"] == key].set_index("unit_id") for axis, key in AXES.items()}
    frame = positions.drop_duplicates("unit_id")[keys].set_index("unit_id", drop=False)
    for axis, rows in own.items():
        frame[axis], frame[f"{axis}_level"] = rows["value"], rows["locality_value"]
        frame[f"{axis}_reason"] = rows["reason"]
    return records(frame)


def dot(row, names, choice):
    """A unit on the scatter."""
    size = row["received_total"] or None
    told = say().t("compare.dossiers", count=say().count(size)) if size else say().t("compare.dossiers_unknown")
    shares = [f"{declaration().short_name(key, say().lang)}: {say().share(row[axis])}" for axis, key in AXES.items()]
    name = names[row["unit_id"]]
    return {
        "x": row["x"],
        "y": row["y"],
        "size": size,
        "name": name,
        "chosen": row["unit_id"] in choice.units,
        "hover": "<br>".join([f"<b>{safe(name)}</b>", *map(safe, [*shares, told])]),
    }


def axis_title(key):
    """An axis with its unit: the ends are those of the figures, not zero."""
    return say().t("compare.axis", name=declaration().short_name(key, say().lang))


def levels(rows):
    """The locality's own figures as lines."""
    found = [next((row[f"{axis}_level"] for row in rows if row[f"{axis}_level"] is not None), None) for axis in AXES]
    return [level and (level, say().t("compare.level_line", value=say().share(level))) for level in found]


def off_the_chart(rows, names):
    """The units that lack one of the two shares, and those whose dossiers are not known, in words."""
    told = []
    missing = [row for row in rows if None in (row["x"], row["y"])]
    unsized = [row for row in rows if row not in missing and not row["received_total"]]
    for key, own in (("off_chart", missing), ("unsized", unsized)):
        if own:
            told.append(say().t(f"compare.{key}", names=compared.some(say(), [row["unit_id"] for row in own], names)))
    return told


def scatter_sheet(rows, title, choice, told):
    """A row a unit: both shares, dossiers, why one is missing."""
    t = say().t
    columns = [
        Column("ward", t("export.column.ward")),
        Column("x", axis_title(ACROSS), "figure", distinguishing_decimals([row["x"] for row in rows])),
        Column("y", axis_title(UP), "figure", distinguishing_decimals([row["y"] for row in rows])),
        Column("received_total", t("compare.received"), "count"),
        Column("note", t("export.column.note")),
    ]
    found = [row | {"note": why(row)} for row in rows]
    return sheet(title, choice.whose, choice.period_name, columns, found, told)


def why(row):
    """Why a unit lacks a share."""
    found = {key: row[f"{axis}_reason"] for axis, key in AXES.items() if row[f"{axis}_reason"]}
    told = ((declaration().short_name(key, say().lang), say().t(f"reason.{why}")) for key, why in found.items())
    return "; ".join(say().t("summary.reason", name=name, reason=reason) for name, reason in told)


def height_for(rows):
    """A long table scrolls inside itself."""
    return "content" if rows <= 12 else TALL
