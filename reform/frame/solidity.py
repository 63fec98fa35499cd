"""Độ chắc chắn: the switch below a ranking, and what it shows. Nothing of it reaches the official table or a download
of it: both are made before and without it."""

import streamlit as st

from reform import certainty_told, session
from reform.certainty import certainty, certainty_of_components
from reform.export import Column
from reform.frame.sheets import sheet, show_sheet
from reform.indicators import declaration
from reform.rows import records, unit_names
from reform.session import ask, say
from reform.text import escape_markdown

ON = "1"
WIDTHS = {"interval_low": 140, "interval_high": 140, "letters": 150, "first": 150, "last": 150}


def how_solid(choice):
    """The Certainty of the ranking on screen; None while the switch is off. A score has no counts: weights alone."""
    if choice.is_summary or session.chosen(session.SOLID) != ON:
        return None
    if choice.by.kind == "score":
        # The points of a single component have no parts.
        components = [] if choice.by.scheme else records(ask("component_points", **choice.place, group=choice.group))
        return certainty_of_components(records(ask("ranking", **choice.question)), components)
    return certainty(records(ask("counts_behind", **choice.place, by=choice.by.key, group=choice.group)))


def intervals(found):
    """{unit_id: (low, high)} of a share's intervals; empty where there are none."""
    units = found.units if found else []
    return {unit["unit_id"]: (unit["interval_low"], unit["interval_high"]) for unit in units if "letters" in unit}


def show_solidity(found, choice):
    """The switch, and below it how solid the ranks are: sentences, the table of ranges, each member left out."""
    if choice.is_summary:
        return
    show_switch()
    if found is None:
        return
    if choice.by.kind == "score":
        st.info(say().t("solidity.score_weights" if found.units else "solidity.score"))
    if found.units:
        show_found(found, choice)


def show_switch():
    """The switch, kept in the address."""
    st.session_state[session.SOLID] = session.chosen(session.SOLID) == ON
    hint = say().t("solidity.switch_hint")
    st.toggle(say().t("solidity.switch"), key=session.SOLID, help=hint, on_change=turn)


def turn():
    """Keep the switch as it was turned."""
    session.choose(session.SOLID, ON if st.session_state[session.SOLID] else None)


def show_found(found, choice):
    """The sentences and the table of ranges; of a composite also its ranks without each member.

    One unit alone has no range of ranks, only what the counts behind a share are good for.
    """
    t = say().t
    st.header(t("solidity.title"), anchor=False)
    st.caption(t("solidity.unofficial"))
    sentences, alone = certainty_told.told(say(), found, choice.by), len(found.units) < 2
    drawn = "" if alone else certainty_told.how_drawn(say(), found, choice.by)
    st.markdown(" ".join(map(escape_markdown, sentences)))
    if intervals(found):
        st.caption(t("solidity.whiskers"))
    if alone and not intervals(found):
        return
    said = " ".join(filter(None, [*sentences, drawn, t("solidity.unofficial")]))
    made = sheet(t("solidity.title"), choice.locality, choice.period_name, columns(found), ranges(found), said)
    show_sheet(made, f"do-chac-chan-{choice.by.key}-{choice.period}", alt=t("solidity.table_alt"), widths=WIDTHS)
    if drawn:
        st.caption(drawn)
    if choice.by.kind == "composite":
        show_without(found, choice)


def columns(found):
    """Rank and unit; of a share the interval and the brackets; the range of ranks, the draws first and last."""
    t = say().t
    names = [Column("rank", t("column.rank"), "rank"), Column("name", t("column.unit"))]
    interval = [
        Column("interval_low", t("solidity.interval_low"), "figure", 2),
        Column("interval_high", t("solidity.interval_high"), "figure", 2),
        Column("letters", t("solidity.letters")),
    ]
    if len(found.units) < 2:
        return [*names, *interval[:2]]
    return [
        *names,
        *(interval if intervals(found) else []),
        Column("low", t("solidity.low"), "rank"),
        Column("high", t("solidity.high"), "rank"),
        Column("first", t("solidity.first"), "figure", 1),
        Column("last", t("solidity.last"), "figure", 1),
    ]


def ranges(found):
    """The units as the table shows them: shares of draws in percent."""
    names = unit_names(found.units)
    return [
        unit | {"name": names[unit["unit_id"]], "first": 100 * unit["first"], "last": 100 * unit["last"]}
        for unit in found.units
    ]


def show_without(found, choice):
    """The ranks without each member in turn, with a sentence for each."""
    t = say().t
    sentences = certainty_told.without(say(), found)
    if not sentences:
        return
    st.subheader(t("solidity.without_title"), anchor=False)
    st.markdown("\n".join("- " + escape_markdown(one) for one in sentences))
    if found.without:
        about = (t("solidity.without_title"), choice.locality, choice.period_name)
        made = sheet(*about, columns_without(found), ranks_without(found), " ".join(sentences))
        show_sheet(made, f"bo-thanh-phan-{choice.period}", alt=t("solidity.without_alt"))


def ranks_without(found):
    """Of each unit its rank as it is and without each member, by the member's key."""
    names = unit_names(found.units)
    return [
        unit | {"name": names[unit["unit_id"]]} | dict(zip(members(found), ranks, strict=True))
        for unit, *ranks in zip(found.units, *(one["ranks"] for one in found.without), strict=True)
    ]


def columns_without(found):
    """The rank as it is, and a column for each member left out."""
    short = {key: declaration().short_name(key, say().lang) for key in members(found)}
    return [
        Column("rank", say().t("column.rank"), "rank"),
        Column("name", say().t("column.unit")),
        *(Column(key, say().t("solidity.without_column", member=name), "rank") for key, name in short.items()),
    ]


def members(found):
    """The keys of the members that can be left out."""
    return [one["indicator"] for one in found.without]
