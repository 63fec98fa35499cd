"""Tổng hợp: all units with their three rankings side by side, in the office's order or by any rank."""

import streamlit as st

from reform import session
from reform.bands import band_words, veto_lines
from reform.declared import SUMMARY
from reform.frame import cells
from reform.frame.ranking import take_unit
from reform.indicators import declaration
from reform.rows import records, score_period, unit_names
from reform.session import ask_choice, say
from reform.text import distinguishing_decimals, escape_markdown

OFFICE_ORDER = "danh-sach"
WIDTHS = {"score": 152, "online": 82, "timeliness": 114}


def choose_order():
    """The order of the rows: the office's own list, or one of the ranks; None is the list."""
    orders = {OFFICE_ORDER: say().t("summary.office_order")}
    orders |= {key: say().t("summary.by_rank", name=declaration().short_name(key, say().lang)) for key in SUMMARY}
    key = ask_choice(
        st.selectbox,
        say().t("summary.order"),
        orders,
        session.ORDER,
        OFFICE_ORDER,
        label_visibility="collapsed",
        width=230,
    )
    return None if key == OFFICE_ORDER else key


def show_summary(summary, choice):
    """The table of all units; the last row is the locality. A click on a row chooses its unit, the last one too."""
    t = say().t
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(t("summary.table"), width="content")
        order = choose_order()
    rows = ordered(summary, order)
    units = [row["unit_id"] and int(row["unit_id"]) for row in records(rows)]
    cells.show_table(
        summary_columns(rows, choice.period),
        alt=t("summary.table_alt"),
        key=f"tong-hop-{choice.period}-{choice.group}-{choice.unit}-{order}",
        on_pick=lambda at: units[at] and take_unit(units[at]),
        picked=units.index(choice.unit) if choice.unit in units else None,
        bold=len(rows) - 1,
    )
    return rows


def ordered(summary, order):
    """The rows in the chosen order, the unranked after the ranked, the locality last."""
    by = ["is_locality", f"{order}_rank", "office_order"] if order else ["is_locality", "office_order"]
    return summary.sort_values(by, kind="stable", na_position="last").reset_index(drop=True)


def summary_columns(rows, period):
    """TT, unit, each figure with its rank, overdue dossiers, band."""
    t, all_rows = say().t, records(rows)
    units = unit_names(row for row in all_rows if not row["is_locality"])
    whole = {row["ward"]: row["group_name"] or t("summary.whole") for row in all_rows if row["is_locality"]}
    names = [whole[row["ward"]] if row["is_locality"] else units[row["unit_id"]] for row in all_rows]
    columns = [
        cells.numbers(
            t("column.number"), rows["office_order"].where(~rows["is_locality"].astype(bool)), say().count, 36
        ),
        cells.texts(t("column.unit"), names, 126),
    ]
    for key in SUMMARY:
        columns += figure_columns(rows, key, period)
    bands = [band_words(say(), row) for row in all_rows]
    return [
        *columns,
        cells.numbers(t("column.overdue"), rows["overdue"], say().count, 66, hint=t("column.overdue_hint")),
        cells.texts(band_header(rows, period), bands, 100),
    ]


def band_header(rows, period):
    """The band follows the score: of another period's score it says of which year."""
    other = score_period(rows, period)
    return say().t("column.band_of", year=other[:4]) if other else say().t("column.band")


def figure_columns(rows, key, period):
    """One figure and its rank. Scores of another period are named in their header, never shown as this period's own."""
    indicator = declaration().indicators[key]
    header = say().t(f"column.summary_{key}")
    if key == "score" and (other := score_period(rows, period)):
        header = say().t("column.score_of", period=say().inside(say().period_label(other)))
    decimals = distinguishing_decimals(rows.loc[~rows["is_locality"].astype(bool), key])
    return [
        cells.numbers(
            header,
            rows[key],
            lambda value: say().value(value, indicator.unit, decimals),
            WIDTHS[key],
            hint=indicator.name.in_(say().lang),
        ),
        cells.numbers(
            say().t("column.rank"),
            rows[f"{key}_rank"],
            say().count,
            48,
            hint=say().t("column.rank_of", name=indicator.short.in_(say().lang)),
        ),
    ]


def show_left_out(summary):
    """The figures that no unit has in this period; then the units without a rank in one of the others, and why."""
    wards = summary[~summary["is_locality"].astype(bool)]
    known = [key for key in SUMMARY if wards[f"{key}_rank"].notna().any()] or list(SUMMARY)
    unknown = [declaration().short_name(key, say().lang) for key in SUMMARY if key not in known]
    if unknown:
        st.markdown(say().t("summary.no_figures", names=say().listing(unknown)))
    told = [sentence for row in records(wards) if (sentence := reasons(row, known))]
    if told:
        st.markdown(say().t("summary.left_out") + "\n" + "\n".join(told))
    if vetoes := veto_lines(say(), records(wards)):
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in vetoes))
    if (wards.groupby("timeliness")["timeliness_rank"].nunique() > 1).any():
        st.caption(say().t("summary.keys"))


def reasons(row, keys):
    """Why a unit has no rank, figure by figure; that it sent nothing is told once."""
    t = say().t
    found = {key: row[f"{key}_reason"] for key in keys if row[f"{key}_reason"] is not None}
    if not found:
        return ""
    if set(found.values()) == {"not_submitted"}:
        told = t("reason.not_submitted")
    else:
        named = {declaration().short_name(key, say().lang): t(f"reason.{why}") for key, why in found.items()}
        told = "; ".join(t("summary.reason", name=name, reason=why) for name, why in named.items())
    return "- " + t("ranking.left_out", ward=escape_markdown(row["ward"]), reason=escape_markdown(told))
