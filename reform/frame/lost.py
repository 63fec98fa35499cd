"""Where a unit's points are lost: by part of a composite or of a score, to full marks and to the unit that leads."""

from functools import partial

import streamlit as st

from reform import charts, lost_told
from reform.export import Column
from reform.frame.sheets import sheet, show_folded
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown


def lost_points_of(profile):
    """What is asked of `lost_points`: the score by component where it has them, and the composite by member.

    Gives (indicator, period, rows) each; a score is of the newest year that has any.
    """
    if profile.is_locality:
        return []
    composite = declaration().composite
    asked = [(declaration().indicators["score"], profile.scored or profile.period)]
    asked += [(composite, profile.period)] if composite else []
    about = {"unit_id": profile.unit, "locality": profile.locality, "group": None}
    found = [(by, key, records(ask("lost_points", **about, period=key, by=by.key))) for by, key in asked]
    return [(by, key, rows) for by, key, rows in found if rows or by is composite]


def show_lost_points(profile, lost):
    """Where points are lost, ranking by ranking; `lost` as `lost_points_of` gives it."""
    if not lost:
        return
    st.header(say().t("profile.lost"), anchor=False)
    for by, key, rows in lost:
        named = by.short.in_(say().lang)
        st.subheader(named if key == profile.period else f"{named} · {say().period_label(key)}", anchor=False)
        show_lost(profile, by, key, rows)


def show_lost(profile, by, key, rows):
    """Two waterfalls, their sentences, and the table of one ranking."""
    t = say().t
    if not rows or rows[0]["total"] is None:
        st.info(lost_told.not_reported(say(), rows, by))
        return
    told = [lost_told.to_full(say(), rows), lost_told.to_leader(say(), rows, escape_markdown)]
    left, right = st.columns([1, 1], gap="small")
    with left:
        full = (t("profile.full_marks"), rows[0]["full_marks"])
        show_fall(profile, full, rows, "to_full", told[0], by)
    with right:
        if has_leader_before(profile, rows):
            show_fall(profile, (rows[0]["leader"], rows[0]["leader_total"]), rows, "to_leader", told[1], by)
        else:
            st.markdown(told[1])
    table, name = partial(lost_sheet, profile, rows, by, key, " ".join(told)), f"mat-diem-{by.key}"
    show_folded(
        t("profile.as_table"), table, f"don-vi-{profile.unit}-{key}-{name}", t("profile.lost_alt"), {"name": 230}
    )


def has_leader_before(profile, rows):
    """Whether another unit leads whose parts are all there to compare with."""
    return rows[0]["behind"] is not None and rows[0]["leader_id"] != profile.unit


def show_fall(profile, first, rows, key, told, by):
    """From a full or leading total down to the unit's own, member by member."""
    st.markdown(told)
    parts = [(declaration().short_name(row["part"], say().lang), -row[key]) for row in rows]
    figure = charts.waterfall(first, parts, (profile.unit_name, rows[0]["total"]), say())
    st.plotly_chart(figure, config=charts.NO_BAR, alt=told, key=f"mat-diem-{by.key}-{key}")


def lost_sheet(profile, rows, by, key, told):
    """Each part: value, points, full marks, the leader's points, what is lacking to both."""
    t = say().t
    heads = {
        "points": t("profile.column.points"),
        "maximum": t("profile.column.maximum"),
        "to_full": t("profile.column.to_full"),
        "leader_points": t("profile.column.leader_points", leader=rows[0]["leader"] or "–"),
        "to_leader": t("profile.column.to_leader"),
    }
    columns = [Column("name", t("explain.part_head"))]
    columns += [Column(key, head, "figure", 2) for key, head in heads.items()]
    title = t("profile.lost_table", ward=profile.unit_name, name=by.name.in_(say().lang))
    held = [row | {"name": declaration().short_name(row["part"], say().lang)} for row in rows]
    return sheet(title, profile.locality, say().period_label(key), columns, held, told)
