"""Why the unit's rank moved: sentences, what its change is made of, and what the others did."""

from functools import partial

import streamlit as st

from reform import charts, reasons
from reform.export import Column
from reform.frame.ranking import show_nothing_here
from reform.frame.sheets import sheet, show_folded, show_sheet
from reform.indicators import declaration
from reform.rows import records
from reform.session import say
from reform.text import capital, escape_markdown

OTHERS = ("passed_by", "passed", "entered", "left")


def show_why_moved(profile, moves, contributions):
    """The section of one ranking and two periods; the facts are the answers of `rank_moves` and `contributions`."""
    if profile.is_locality:
        return
    name = profile.by.short.in_(say().lang)
    st.header(say().t("profile.why", name=say().inside(name)), anchor=False)
    if not profile.has_figures:
        show_nothing_here(profile)
        return
    rows, parts = records(moves), records(contributions)
    found = reasons.moved(rows, profile.unit, escape_markdown)
    period, earlier = escape_markdown(say().inside(profile.period_name)), profile.earlier_name
    told = reasons.why_moved(say(), found, profile.by, period, earlier and escape_markdown(earlier))
    st.markdown(f"**{told[0]}**" + "".join(f"\n- {one}" for one in told[1:]))
    if parts and found and found.move:
        show_parts(profile, found.row, parts)
    elif found and found.move:
        st.caption(say().t("explain.no_parts"))
    if found and found.move:
        show_others(profile, rows, found)


def show_parts(profile, row, parts):
    """The change part by part: a waterfall from the earlier figure to this one, the same as a table."""
    said = reasons.largest(say(), parts, profile.by)
    chart, table = st.columns([1, 1], gap="small")
    with chart:
        st.markdown(say().t("explain.waterfall", unit=say().t(f"export.change_unit.{profile.by.unit}")))
        st.plotly_chart(
            charts.waterfall(
                (capital(profile.earlier_name), row["before_value"]),
                [(reasons.part_name(say(), part), part["change"]) for part in parts],
                (profile.period_name, row["value"]),
                say(),
            ),
            config=charts.NO_BAR,
            alt=said or say().t("explain.no_change"),
            key="vi-sao",
        )
    with table:
        st.markdown(say().t("explain.parts"))
        made = parts_sheet(profile, parts, said)
        show_sheet(
            made, profile.file(f"dong-gop-{profile.by.key}"), say().t("explain.parts_alt"), {"name": 210, "change": 200}
        )
    st.markdown(said or say().t("explain.no_change"))


def parts_sheet(profile, parts, said):
    """What each part was before and is now, and what it brings; the last row is the whole change."""
    t = say().t
    counts = all(part["part_kind"] == "term" for part in parts)
    kind = ("count", 0) if counts else ("figure", 2)
    columns = [
        Column("name", t("explain.part_head")),
        *([Column("domain", t("profile.column.domain"))] if any(part["domain"] for part in parts) else []),
        Column("before", capital(profile.earlier_name), *kind),
        Column("after", profile.period_name, *kind),
        Column("change", t("explain.brings", unit=t(f"export.change_unit.{profile.by.unit}")), "change", 2),
    ]
    rows = [part | {"name": reasons.part_name(say(), part), "domain": domain_name(part)} for part in parts]
    rows.append({"name": t("explain.whole"), "change": parts[0]["total"]})
    title = t("explain.table", ward=profile.unit_name, name=profile.by.name.in_(say().lang))
    return sheet(title, profile.locality, profile.period_name, columns, rows, said)


def domain_name(part):
    """The domain (nội dung CCHC) of a score's component; None of any other part."""
    return declaration().domains[part["domain"]].in_(say().lang) if part["domain"] else None


def show_others(profile, rows, found):
    """Every unit of the two rankings, and what it did to the chosen one."""
    table, name = partial(others_sheet, profile, rows, found), profile.file(f"don-vi-khac-{profile.by.key}")
    at = [row["unit_id"] for row in rows].index(profile.unit)
    show_folded(say().t("explain.others"), table, name, say().t("explain.others_alt"), bold=at)


def others_sheet(profile, rows, found):
    """Before, now and change of every unit, in the order of the office's list."""
    t = say().t
    figure = t(f"column.value_{profile.by.unit}")
    columns = [
        Column("ward", t("column.unit")),
        Column("before_rank", t("explain.rank_before"), "rank"),
        Column("rank", t("column.rank"), "rank"),
        Column("before_value", t("explain.value_before"), "figure", 2),
        Column("value", figure, "figure", 2),
        Column("change", t("explain.change"), "change", 2),
        Column("note", t("export.column.note")),
    ]
    title = t("explain.others_table", ward=profile.unit_name, name=profile.by.name.in_(say().lang))
    held = [row | {"change": gained(row), "note": note(row, found)} for row in rows]
    return sheet(title, profile.locality, profile.period_name, columns, held)


def gained(row):
    """How far a unit's figure moved; None where one of the two is absent."""
    return None if None in (row["value"], row["before_value"]) else row["value"] - row["before_value"]


def note(row, found):
    """What a unit did to the chosen one's rank; empty where nothing."""
    told = [say().t(f"explain.note.{side}") for side in OTHERS if row["unit_id"] in getattr(found.move, side)]
    return ", ".join(told) or None
