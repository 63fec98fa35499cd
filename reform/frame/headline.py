"""The figures of leadership: first, last, gap, locality, who fell most, overdue dossiers, each with its change."""

from dataclasses import dataclass

import streamlit as st

from reform.rows import record
from reform.session import say
from reform.text import difference, distinguishing_decimals, escape_markdown

SHORT = {"percent": "percent_short", "points": "points"}


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, how much, how it changed, and what belongs to it in small print, a line each.

    The words of a change say its direction; `colour` only where one direction is the good one.
    """

    label: str
    value: str
    change: str | None = None
    beside: tuple[str, ...] = ()
    colour: str = "gray"


def show_headline(headline, choice):
    """Six figures in a row, from the one row of the query `headline`."""
    row = record(headline.iloc[0])
    decimals = distinguishing_decimals([row["first_value"], row["last_value"]])
    figures = [
        end("first", row, choice, decimals),
        end("last", row, choice, decimals),
        gap(row, choice.by, decimals),
        locality(row, choice),
        faller(row),
        overdue(row),
    ]
    cards = st.grid(len(figures), min_column_width=180, gap="xsmall", border=True)
    for figure in figures:
        with cards.cell(), st.container(gap=None):
            st.metric(figure.label, figure.value, figure.change, delta_color=figure.colour, delta_arrow="off")
            st.caption("  \n".join(figure.beside))


def end(which, row, choice, decimals):
    """Who stands at one end, by name; several units as a number with their names beside."""
    t, units = say().t, row[f"{which}s"]
    value = say().value(row[f"{which}_value"], choice.by.unit, decimals)
    name = escape_markdown(row[which])
    if which == "last" and row["ranked"] == 1:
        return Figure(t("headline.last"), "–", None, (t("headline.one_unit"),))
    if units > 1:
        shown = t("headline.several", count=say().count(units))
        return Figure(t(f"headline.{which}"), shown, value, (*about(choice), name))
    return Figure(t(f"headline.{which}"), name, value, (*about(choice), *ranks_before(which, row)))


def about(choice):
    """Beside several rankings the figures say which one they are of."""
    return (say().inside(choice.by.short.in_(say().lang)),) if choice.is_summary else ()


def ranks_before(which, row):
    """The rank of who stands at one end in the previous period and in the same period last year."""
    t, before, year_before = say().t, row[f"{which}_previous_rank"], row[f"{which}_last_year_rank"]
    yield t("headline.was_rank", rank=say().count(before)) if before else t("headline.rank_unknown")
    if year_before and row["last_year_period"] != row["previous_period"]:
        yield t("headline.was_rank_year", rank=say().count(year_before))


def gap(row, indicator, decimals):
    """How far the last is behind the first. A smaller gap is neither good nor bad by itself: no colour."""
    if row["ranked"] == 1:
        return Figure(say().t("headline.gap"), "–", None, (say().t("headline.one_unit"),))
    size = say().t(
        f"headline.gap_{indicator.unit}",
        size=say().number(row["gap"], distinguishing_decimals([row["gap"], 0], decimals)),
    )
    unit = SHORT[indicator.unit]
    since = compared(row["gap"], row["previous_gap"], unit)
    return Figure(say().t("headline.gap"), size, since, against(row, row["gap"], "previous_gap", "last_year_gap", unit))


def locality(row, choice):
    """The locality's or group's own figure: a ratio of sums, or the mean of scores; what its office stated beside."""
    t, now, indicator = say().t, row["locality_value"], choice.by
    counted = {"units": say().count(row["locality_units"] or 0), "expected": say().count(row["expected"])}
    label = t(f"headline.locality_{indicator.kind}", **counted)
    if choice.group and indicator.kind == "share":
        label = escape_markdown(choice.group)
    own = tuple(
        line for line in (t("headline.units", **counted) if indicator.kind == "share" else None, stated(row)) if line
    )
    if now is None:
        return Figure(label, "–", None, own)
    unit, before = SHORT[indicator.unit], row["locality_previous_value"]
    beside = own + against(row, now, "locality_previous_value", "locality_last_year_value", unit)
    return Figure(
        label,
        say().value(now, indicator.unit),
        compared(now, before, unit),
        beside,
        good_or_bad(now, before, indicator.sign),
    )


def stated(row):
    """What the locality's own report says, where it says anything."""
    if row["locality_stated"] is None:
        return None
    value = say().bounded(row["locality_stated_bound"], row["locality_stated"], "percent")
    return say().t("headline.stated", value=escape_markdown(value))


def faller(row):
    """Who lost most places since the previous period."""
    t = say().t
    label = t("headline.faller")
    if row["previous_first"] is None:
        return Figure(label, "–", None, (t("headline.no_previous"),))
    since = t("headline.against", period=period_name(row["previous_period"]))
    if not row["fall"]:
        return Figure(label, t("headline.nobody"), None, (since, *fallen_since_year(row)))
    name, several = escape_markdown(row["faller"]), row["fallers"] > 1
    shown = t("headline.several", count=say().count(row["fallers"])) if several else name
    beside = (*((name,) if several else ()), since, *fallen_since_year(row))
    return Figure(label, shown, say().change_rank(-row["fall"]), beside, "red")


def fallen_since_year(row):
    """Who lost most places since the same period last year, where that is another period than the previous one."""
    if row["last_year_fall"] and row["last_year_period"] != row["previous_period"]:
        places = say().change_rank(-row["last_year_fall"])
        yield say().t("headline.year_faller", name=escape_markdown(row["last_year_faller"]), places=places)


def overdue(row):
    """Overdue dossiers of all units, returned and pending; fewer is better."""
    t, now, before = say().t, row["overdue"], row["overdue_previous"]
    if now is None:
        return Figure(t("headline.overdue"), "–", None, (t("headline.no_overdue_figures"),))
    parts = t(
        "headline.overdue_parts",
        resolved=say().count(row["overdue_resolved"]),
        pending=say().count(row["overdue_pending"]),
    )
    beside = (parts, *against(row, now, "overdue_previous", "overdue_last_year", "count"))
    return Figure(
        t("headline.overdue"), say().count(now), compared(now, before, "count"), beside, good_or_bad(now, before, -1)
    )


def compared(now, before, unit):
    """The change since the previous period in words; None where there is none to compare with."""
    return None if before is None else change(difference(now, before), unit)


def against(row, now, before, year_before, unit):
    """What a change is against: the previous period; and the change since the same period last year."""
    t = say().t
    lines = (
        (t("headline.against", period=period_name(row["previous_period"])),)
        if row[before] is not None
        else (t("headline.no_previous"),)
    )
    if row[year_before] is None or row["last_year_period"] == row["previous_period"]:
        return lines
    return (*lines, t("headline.year", change=change(difference(now, row[year_before]), unit)))


def period_name(key):
    """A period inside a sentence: quý II/2026."""
    return escape_markdown(say().inside(say().period_label(key)))


def change(apart, unit):
    """A change of a count or of a value, in words."""
    return say().change_count(apart) if unit == "count" else say().change(apart, unit)


def good_or_bad(now, before, sign):
    """The colour of a change where more (sign 1) or less (-1) is better; grey where nothing changed or is known."""
    apart = 0 if before is None else difference(now, before)
    if apart == 0:
        return "gray"
    return "green" if apart * sign > 0 else "red"
