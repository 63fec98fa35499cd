"""What a unit's figures stand on: what was confirmed in spite of a doubt, and every recording that tells of it."""

import streamlit as st

from reform.export import Column
from reform.frame.draft import cause
from reform.frame.log import kind, periods
from reform.frame.sheets import sheet, show_sheet
from reform.frame.ways import show_ways_to_batches
from reform.rows import records
from reform.session import say


def show_doubts(profile, doubts):
    """The questions about its figures that were answered by their default reading, and what was worth noting."""
    t, rows = say().t, records(doubts)
    st.header(t("profile.doubts"), anchor=False)
    if not rows:
        st.markdown(t("profile.no_doubts", ward=profile.bare))
        return
    counts = {kind: sum(row["severity"] == kind for row in rows) for kind in ("confirm", "note")}
    told = " ".join(t(f"profile.doubts_{kind}", count=say().count(count)) for kind, count in counts.items() if count)
    st.markdown(told)
    columns = [
        Column("kind", t("profile.column.doubt_kind")),
        Column("cause", t("profile.column.doubt")),
        Column("cell", t("column.cell")),
        Column("reason", t("profile.column.reason")),
        Column("who", t("column.uploader")),
        Column("time", t("column.recorded_at")),
        Column("file_name", t("column.file")),
    ]
    kinds = {kind: t(f"profile.doubt_{kind}") for kind in counts}
    held = [
        row | {"cause": cause(row["code"]), "kind": kinds[row["severity"]], "time": say().time(row["at"])}
        for row in rows
    ]
    made = sheet(
        t("profile.doubts_table", ward=profile.unit_name), profile.locality, profile.period_name, columns, held, told
    )
    show_sheet(made, profile.file("da-xac-nhan"), t("profile.doubts_alt"), {"kind": 130, "cause": 300})


def show_unit_batches(profile, batches):
    """Every recording that tells of the unit in the period, with the way to the log."""
    t, rows = say().t, records(batches)
    st.header(t("profile.batches"), anchor=False)
    if not rows:
        st.markdown(t("profile.no_batches", ward=profile.bare))
        return
    counting = sum(row["in_force"] > 0 for row in rows)
    told = t("profile.batches_told", count=say().count(len(rows)), counting=say().count(counting))
    st.markdown(told)
    columns = [
        Column("time", t("column.recorded_at")),
        Column("file_name", t("column.file")),
        Column("what", t("log.kind")),
        Column("of_periods", t("log.period")),
        Column("figures", t("profile.column.figures"), "count"),
        Column("in_force", t("profile.column.in_force"), "count"),
        Column("uploader", t("column.uploader")),
        Column("state", t("log.status")),
    ]
    made = sheet(
        t("profile.batches_table", ward=profile.unit_name),
        profile.locality,
        profile.period_name,
        columns,
        [batch(row) for row in rows],
        told,
    )
    show_sheet(made, profile.file("lo-so-lieu"), t("profile.batches_alt"), {"file_name": 240})
    with st.container(horizontal=True, gap="small"):
        show_ways_to_batches(rows)


def batch(row):
    """A recording with its words."""
    told = {"what": kind(row | {"after_closing": False}), "of_periods": periods(row)}
    return row | told | {"time": say().time(row["recorded_at"]), "state": say().t(f"log.statuses.{row['status']}")}
