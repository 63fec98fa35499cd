"""What a unit did since its last cumulative report, beside the cumulative figures themselves."""

import streamlit as st

from reform.frame import cells
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say


def show_derived(unit_id, period):
    """The months since the cumulative report before, by difference; nothing where no report came before."""
    rows = records(ask("derived", unit_id=unit_id, period=period))
    if not rows:
        return
    t, first = say().t, rows[0]
    earlier = say().period_label(first["earlier_period"])
    st.subheader(t("derived.title", months=months(first["first_month"], first["last_month"])), anchor=False)
    st.caption(t("derived.explained", period=say().period_label(period), earlier=earlier))
    measures = [declaration().measures[row["measure"]] for row in rows]
    cells.show_table(
        [
            cells.texts(t("column.measure"), [measure.name.in_(say().lang) for measure in measures], 330),
            cells.numbers(t("derived.cumulative"), [row["value"] for row in rows], say().plain, 130),
            cells.numbers(earlier, [row["earlier"] for row in rows], say().plain, 150),
            cells.numbers(
                t("derived.own"), [row["own"] for row in rows], say().plain, 130, hint=t("derived.own_hint")
            ),
        ],
        alt=t("derived.alt"),
    )


def months(first, last):
    """The span in words: a quarter where it is one, else its months."""
    t = say().t
    if last - first == 2 and last % 3 == 0:
        return t("derived.quarter", quarter=("I", "II", "III", "IV")[last // 3 - 1])
    return t("derived.month", month=last) if first == last else t("derived.months", first=first, last=last)
