"""Chi tiết đơn vị: which unit, when and against what; then where it stands in every ranking."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from reform import session
from reform.export import Column
from reform.frame.choices import (
    Choice,
    choose_locality,
    choose_period,
    closing_of,
    figures_of,
    first_with_figures,
    labels_of,
    named,
    names_of,
    reporting_localities,
    row_of,
    units_in,
)
from reform.frame.closing import stamps
from reform.frame.page import show_title
from reform.frame.sheets import sheet, show_folded
from reform.frame.ways import show_way_to_brief
from reform.indicators import declaration
from reform.rows import record, records
from reform.session import ask, ask_choice, say
from reform.text import difference, escape_markdown

AGAINST = {"ky-truoc": "previous", "nam-truoc": "last_year"}


@dataclass(frozen=True)
class Profile(Choice):
    """What the page of one unit is about: a choice of the ranking page with a unit, and what it is compared with.

    `against` is previous or last_year, `earlier` that period's key (None where the calendar has none), `scored` the
    period whose scores stand beside a period without any.
    """

    against: str
    earlier: str | None
    earlier_name: str | None
    scored: str | None

    @property
    def move(self):
        """The parameters of the queries that set two periods side by side."""
        return self.question | {"against": self.earlier}

    @property
    def bare(self):
        """The unit's name as Markdown."""
        return escape_markdown(self.unit_name)

    def file(self, about):
        """The name of a file about this unit: don-vi-2-2026-Q3-dong-gop."""
        return f"don-vi-{self.unit}-{self.period}-{about}"


def choose_profile():
    """Show the choices of the unit's page under its title and return them; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head = st.container()
    left, right = st.columns([1, 1], vertical_alignment="bottom", gap="small")
    with left, st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = ask("periods", locality=locality)
        period = choose_period(periods, declaration().indicators.get(session.chosen(session.RANKING)))
        units, whole = units_in(locality, period), ask("locality_unit", locality=locality)
        names = {str(unit): name for unit, name in names_of(units, whole).items()}
        labels = {str(unit): label for unit, label in labels_of(locality, units, whole).items()}
        unit = int(ask_choice(st.selectbox, say().t("ranking.unit"), labels, session.UNIT, next(iter(labels))))
    with right, st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        by = choose_by(row_of(periods, period)["indicators"].split())
        against = choose_against()
    found = Profile(
        locality=locality,
        period=period,
        period_name=named(periods, period),
        group=None,
        unit=unit,
        unit_name=names[str(unit)],
        is_locality=unit in list(whole["unit_id"]),
        **figures_of(periods, period, by),
        **closing_of(periods, period),
        **compared_with(periods, period, against),
        scored=scored_period(periods, period),
    )
    with head:
        show_title(
            say().t("profile.title", ward=found.bare, period=escape_markdown(found.period_name)), stamps_of(found)
        )
    return found


def stamps_of(found):
    """What closed the period."""
    return stamps(found.document, found.document_date, found.corrections)


def choose_by(available):
    """The ranking that is explained: while none is chosen, the first with figures in the period."""
    tabs = {one.key: one.short.in_(say().lang) for one in declaration().tabs}
    held = declaration().indicators.get(session.chosen(session.RANKING))
    if held:
        tabs |= {held.key: held.short.in_(say().lang)}
    default = first_with_figures(frozenset(available)).key
    key = ask_choice(st.selectbox, say().t("profile.by"), tabs, session.RANKING, default)
    return declaration().indicators[key]


def choose_against():
    """The period before, or the same period of last year: a column of the query `periods`."""
    words = {key: say().t(f"profile.{column}") for key, column in AGAINST.items()}
    label = say().t("profile.against")
    return AGAINST[ask_choice(st.segmented_control, label, words, session.AGAINST, "ky-truoc", required=True)]


def compared_with(periods, period, against):
    """The earlier period and its name inside a sentence."""
    earlier = record(row_of(periods, period))[against]
    known = earlier in set(periods["period"])
    label = named(periods, earlier) if known else earlier and say().period_label(earlier)
    return {"against": against, "earlier": earlier, "earlier_name": label and say().inside(label)}


def scored_period(periods, period):
    """The newest period with scores that had begun by then, where this one has none."""
    rows, own = records(periods), record(row_of(periods, period))
    if "score" in own["indicators"].split():
        return None
    held = (
        row["period"] for row in rows if "score" in row["indicators"].split() and row["first_day"] <= own["last_day"]
    )
    return next(held, None)


# Where it stands


def positions_of(profile):
    """The rows of `positions` of all units in the period, the scores of another period among them where it has none."""
    asked = {"locality": profile.locality, "group": None, "scheme": None}
    own = ask("positions", **asked, period=profile.period, by=None).assign(period=profile.period)
    if profile.scored is None:
        return records(own)
    scores = ask("positions", **asked, period=profile.scored, by="score").assign(period=profile.scored)
    return records(pd.concat([own[own["indicator"] != "score"], scores]))


def show_standing(profile, positions):
    """A card a ranking; the sentence; all indicators as a table."""
    rows = [row for row in positions if row["unit_id"] == profile.unit and is_of_period(row)]
    if not rows:
        st.info(say().t("profile.locality" if profile.is_locality else "unit.nothing"))
        return
    tabs = [row for one in declaration().tabs for row in rows if row["indicator"] == one.key]
    if tabs:
        show_cards(tabs, profile)
    told = standing(tabs, profile)
    st.markdown(told)
    if not profile.is_locality:
        show_way_to_brief(profile.locality, profile.period, profile.unit)
    table = partial(positions_sheet, rows, profile, told)
    show_folded(say().t("profile.all_indicators"), table, profile.file("vi-tri"), say().t("profile.table_alt"))


def is_of_period(row):
    """Whether anybody reported the indicator in that period, or this unit's own reason is worth telling."""
    return row["ranked"] or row["reason"] != "blank"


def show_cards(rows, profile):
    """A card a ranking."""
    cards = st.grid(len(rows), min_column_width=200, gap="xsmall", border=True)
    for row in rows:
        with cards.cell(), st.container(gap=None):
            show_card(row, profile)


def show_card(row, profile):
    """One ranking: the rank, the places gained or lost, the value, the band, the locality's figure."""
    by = declaration().indicators[row["indicator"]]
    label = by.short.in_(say().lang) + (
        f" · {say().period_label(row['period'])}" if row["period"] != profile.period else ""
    )
    if row["rank"] is None:
        st.metric(label, "–")
        st.caption(escape_markdown(say().t(f"reason.{row['reason']}")))
        return
    rank = say().t("profile.rank", rank=say().count(row["rank"]), ranked=say().count(row["ranked"]))
    before = row[f"{profile.against}_rank"]
    gained = before and before - row["rank"]
    colour = "gray" if not gained else "green" if gained > 0 else "red"
    st.metric(label, rank, None if before is None else say().change_rank(gained), delta_color=colour, delta_arrow="off")
    st.caption("  \n".join(beside(row, by, profile)))


def beside(row, by, profile):
    """Under the rank: the value with its band and change, and the locality's own."""
    t, band = say().t, declaration().band_name(row["band"], say().lang)
    yield say().value(row["value"], by.unit) + (f" · {band}" if band else "")
    before = row[f"{profile.against}_value"]
    change = None if before is None else say().change(difference(row["value"], before), by.unit)
    key = f"profile.against_{profile.against}"
    yield t(key, change=change) if change else t(f"profile.no_{profile.against}")
    if row["locality_value"] is not None:
        yield t("profile.of_locality", value=say().value(row["locality_value"], by.unit))


def standing(rows, profile):
    """Phường A: hạng 1/10 về Hồ sơ trực tuyến, hạng 3/10 về … Chưa xếp hạng: Điểm CCHC (báo cáo để trống)."""
    t, lang = say().t, say().lang
    name = {row["indicator"]: declaration().short_name(row["indicator"], lang) for row in rows}
    ranked = [
        t(
            "profile.ranked" if row["period"] == profile.period else "profile.ranked_in",
            rank=say().count(row["rank"]),
            ranked=say().count(row["ranked"]),
            name=name[row["indicator"]],
            period=say().inside(say().period_label(row["period"])),
        )
        for row in rows
        if row["rank"] is not None
    ]
    missing = [
        t("profile.missing", name=name[row["indicator"]], reason=t(f"reason.{row['reason']}"))
        for row in rows
        if row["rank"] is None
    ]
    told = [t("profile.standing", ward=profile.bare, ranks=", ".join(ranked))] if ranked else []
    return " ".join([*told, *([t("profile.unranked", names=", ".join(missing))] if missing else [])])


def positions_sheet(rows, profile, told):
    """All indicators of the unit, with the locality's figure and the earlier ranks."""
    t = say().t
    columns = [
        Column("name", t("profile.column.indicator")),
        Column("rank", t("column.rank"), "rank"),
        Column("ranked", t("profile.column.ranked"), "rank"),
        Column("value", t("column.value"), "figure", 2),
        Column("unit", t("column.unit_of_measure")),
        Column("locality_value", t("summary.whole"), "figure", 2),
        Column("previous_rank", t("export.column.previous_rank"), "rank"),
        Column("last_year_rank", t("export.column.last_year_rank"), "rank"),
        Column("of_period", t("export.column.period")),
        Column("note", t("export.column.note")),
    ]
    return sheet(
        t("profile.table", ward=profile.unit_name),
        profile.locality,
        profile.period_name,
        columns,
        [line(row) for row in rows],
        told,
    )


def line(row):
    """A row of `positions` with its names in words."""
    by = declaration().indicators[row["indicator"]]
    reason = row["reason"] and say().t(f"reason.{row['reason']}")
    words = {"name": by.name.in_(say().lang), "unit": say().t(f"export.unit.{by.unit}")}
    return row | words | {"note": reason, "of_period": say().period_label(row["period"])}
