"""Where a unit's points are lost: by part of a composite or of a score, to full marks and to the unit that leads."""

import streamlit as st

from reform import charts
from reform.export import Column
from reform.frame.sheets import sheet, show_sheet
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import difference, escape_markdown


def lost_points_of(profile):
    """What is asked of `lost_points`: the score by component where it has them, and the composite by member.

    Gives (indicator, period, rows) each; a score is of the newest year that has any.
    """
    if profile.is_locality:
        return []
    composite = next(one for one in declaration().indicators.values() if one.kind == "composite")
    asked = [(declaration().indicators["score"], profile.scored or profile.period), (composite, profile.period)]
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
        st.info(not_reported(rows, by))
        return
    told = [to_full(rows), to_leader(profile, rows)]
    left, right = st.columns([1, 1], gap="small")
    with left:
        full = (t("profile.full_marks"), rows[0]["full_marks"])
        show_fall(profile, full, rows, "to_full", told[0], by)
    with right:
        if has_leader_before(profile, rows):
            show_fall(profile, (rows[0]["leader"], rows[0]["leader_total"]), rows, "to_leader", told[1], by)
        else:
            st.markdown(told[1])
    with st.expander(t("profile.as_table")):
        made = lost_sheet(profile, rows, by, key, " ".join(told))
        name = f"don-vi-{profile.unit}-{key}-mat-diem-{by.key}"
        show_sheet(made, name, t("profile.lost_alt"), {"name": 230})


def has_leader_before(profile, rows):
    """Whether another unit leads whose parts are all there to compare with."""
    return rows[0]["behind"] is not None and rows[0]["leader_id"] != profile.unit


def show_fall(profile, first, rows, key, told, by):
    """From a full or leading total down to the unit's own, member by member."""
    st.markdown(told)
    parts = [(name_of(row), -row[key]) for row in rows]
    figure = charts.waterfall(first, parts, (profile.unit_name, rows[0]["total"]), say())
    st.plotly_chart(figure, config=charts.NO_BAR, alt=told, key=f"mat-diem-{by.key}-{key}")


def name_of(row):
    """The name of a part: a member is an indicator."""
    return declaration().indicators[row["part"]].short.in_(say().lang)


def not_reported(rows, by):
    """That there is no total, and which parts are missing."""
    missing = [name_of(row) for row in rows if row["points"] is None]
    name = by.name.in_(say().lang)
    if not missing:
        return say().t("profile.lost_nothing_reported", name=name)
    return say().t("profile.lost_not_reported", name=name, parts=say().listing(missing))


def to_full(rows):
    """Đạt 77,66 điểm, thiếu 22,34 điểm so với điểm tối đa; nhiều nhất ở …"""
    total, lacks = (say().points(rows[0][key]) for key in ("total", "lacks"))
    if not difference(rows[0]["lacks"], 0):
        return say().t("profile.lost_none", total=total)
    return say().t("profile.lost_to_full", total=total, lacks=lacks, **most_of(rows, "to_full"))


def most_of(rows, key):
    """The part in which most is lost, or all that lose as much as it, and how much that is."""
    most = max(row[key] for row in rows)
    names = [name_of(row) for row in rows if not difference(row[key], most)]
    size = say().points(most)
    return {"part": say().listing(names), "size": size if len(names) == 1 else say().t("profile.each", size=size)}


def to_leader(profile, rows):
    """How far behind the first; that it leads, alone or with others; or that nobody is ranked."""
    row = rows[0]
    if row["behind"] is None:
        return say().t("profile.lost_no_leader")
    facts = {"leader": escape_markdown(row["leader"]), "leaders": say().count(row["leaders"] or 0)}
    if not difference(row["behind"], 0):
        return say().t("profile.lost_shares_lead" if row["leaders"] > 1 else "profile.lost_leads", **facts)
    facts |= {"behind": say().points(row["behind"])} | most_of(rows, "to_leader")
    return say().t("profile.lost_to_shared_leader" if row["leaders"] > 1 else "profile.lost_to_leader", **facts)


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
    held = [row | {"name": name_of(row)} for row in rows]
    return sheet(title, profile.locality, say().period_label(key), columns, held, told)
