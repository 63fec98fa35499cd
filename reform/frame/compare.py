"""So sánh: what is compared, the chosen units side by side, and the units most alike each of them."""

from dataclasses import dataclass

import streamlit as st

from reform import compared, session
from reform.export import Column
from reform.frame import cells
from reform.frame.choices import (
    choose_group,
    choose_locality,
    choose_period,
    labels_of,
    latest_with,
    named,
    reporting_localities,
    units_in,
)
from reform.frame.page import show_title
from reform.frame.sheets import sheet, show_sheet_downloads
from reform.indicators import declaration
from reform.rows import records, unit_names
from reform.session import ask, say
from reform.text import escape_markdown


@dataclass(frozen=True)
class Comparison:
    """What the page is about: `units` are the chosen ones, in the order of their choice."""

    locality: str
    period: str
    period_name: str
    group: str | None
    units: tuple[int, ...]

    @property
    def question(self):
        """The parameters of the queries behind the page."""
        return {"locality": self.locality, "period": self.period, "group": self.group}

    @property
    def whose(self):
        """The locality, or the group within it, in words."""
        return f"{self.group} · {self.locality}" if self.group else self.locality


def choose_comparison():
    """Show the choices of the page under its title and return them; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head = st.container()
    units, others = st.columns([1, 1], vertical_alignment="bottom", gap="small")
    with others, st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = ask("periods", locality=locality)
        period = choose_period(periods, None)
        known = units_in(locality, period)
        group = choose_group(known)
    with units:
        positions = ask("positions", locality=locality, period=period, group=group)
        chosen = choose_units(positions, labels_of(locality, known))
    choice = Comparison(locality, period, named(periods, period), group, chosen)
    with head:
        facts = {"locality": escape_markdown(locality), "period": escape_markdown(choice.period_name)}
        show_title(say().t("compare.title", **facts))
    return choice


def choose_units(positions, labels):
    """Two to five units of the period: their ids, at first the ends of the first ranking with figures."""
    names = {str(row.unit_id): row.ward for row in positions.drop_duplicates("unit_id").itertuples()}
    st.session_state[session.UNITS] = held_units(positions, names)
    st.multiselect(
        say().t("compare.units", most=say().count(compared.MOST_UNITS)),
        list(names),
        key=session.UNITS,
        format_func=lambda one: labels.get(int(one), names[one]),
        max_selections=compared.MOST_UNITS,
        on_change=take_units,
        placeholder=say().t("compare.choose_two"),
    )
    return tuple(int(one) for one in st.session_state[session.UNITS])


def held_units(positions, names):
    """The units chosen that are there; where a link asked for others too, the ends beside those so that two remain."""
    asked = list(dict.fromkeys(filter(None, (session.chosen(session.UNITS) or "").split(","))))
    held, unknown = [one for one in asked if one in names], [one for one in asked if one not in names]
    if unknown and len(held) < compared.FEWEST:
        held = list(dict.fromkeys([*held, *ends(positions, names)]))
    held = (held or ends(positions, names))[: compared.MOST_UNITS]
    if unknown:
        session.say_unknown(session.UNITS, unknown[0], [names[one] for one in held])
        session.choose(session.UNITS, ",".join(held))
    return held


def take_units():
    """Keep the units chosen. Runs before the page does."""
    session.choose(session.UNITS, ",".join(st.session_state[session.UNITS]) or None)


def ends(positions, names):
    """First and last of the first ranking with figures, between them the unit chosen on another page."""
    ranked = positions[positions["rank"].notna()]
    tabs = [one.key for one in declaration().tabs if (ranked["indicator"] == one.key).any()]
    own = ranked[ranked["indicator"] == tabs[0]].sort_values("rank", kind="stable") if tabs else positions
    order = [str(unit) for unit in own["unit_id"]]
    picked = [order[0], session.chosen(session.UNIT), order[-1]] if order else []
    return [one for one in dict.fromkeys(picked) if one in names]


# Side by side


def show_side_by_side(positions, choice):
    """The tally in a sentence, the table, why figures are missing, the table to take along."""
    rows = compared.of_units(positions, choice.units)
    lines, names = compared.lines(rows), unit_names(rows, escape_markdown)
    alone = positions["unit_id"].nunique() == 1
    told = say().t("compare.alone") if alone else compared.tally(say(), lines, names)
    st.header(say().t("compare.side_by_side"), anchor=False)
    if choice.group:
        st.caption(say().t("compare.of_group", group=escape_markdown(choice.group)))
    st.markdown(told)
    if lines and names:
        plain = unit_names(rows)
        cells.show_table(side_columns(lines, plain), alt=say().t("compare.table_alt"))
        show_targets(lines)
    reasons = compared.missing(say(), lines, names)
    if reasons:
        st.markdown("\n".join([say().t("summary.left_out"), *(f"- {one}" for one in reasons)]))
    show_absent(positions, choice)
    if lines and names:
        show_sheet_downloads(side_sheet(lines, choice, told), f"so-sanh-{choice.period}")


def side_columns(lines, names):
    """A row an indicator: who is better in words; of each unit value, rank and gaps; the locality."""
    t = say().t
    columns = [
        cells.texts(t("compare.indicator"), [line.indicator.short.in_(say().lang) for line in lines], 226, pinned=True),
        cells.texts(
            t("compare.better"), [compared.better(say(), line, names) for line in lines], 300 if len(names) < 3 else 460
        ),
    ]
    for at, name in enumerate(names.values()):
        own = [line.rows[at] for line in lines]
        columns += [
            cells.texts(
                name, [compared.placed(say(), line, row) for line, row in zip(lines, own, strict=True)], 152, right=True
            ),
            gaps(t("compare.to_locality"), lines, map(compared.gap_to_locality, own)),
        ]
        if any(line.indicator.target for line in lines):
            targets = (compared.gap_to_target(row, line.indicator) for line, row in zip(lines, own, strict=True))
            columns.append(gaps(t("compare.to_target"), lines, targets))
    return [*columns, cells.texts(t("summary.whole"), [whole(line) for line in lines], 98, right=True)]


def show_targets(lines):
    """The levels to reach, each with the document that sets it."""
    told = [
        say().t(
            "compare.target_of",
            name=line.indicator.short.in_(say().lang),
            value=say().level(line.indicator.target.value, line.indicator.unit),
            document=escape_markdown(line.indicator.target.document),
        )
        for line in lines
        if line.indicator.target
    ]
    if told:
        st.caption(say().t("compare.targets", targets="; ".join(told)))


def gaps(header, lines, differences):
    """A column of signed differences, each with its indicator's decimals; what cannot be told is a dash."""
    told = [compared.gap_told(say(), line, gap) for line, gap in zip(lines, differences, strict=True)]
    return cells.texts(header, told, 82, right=True)


def whole(line):
    """The figure over all units."""
    level = line.rows[0]["locality_value"]
    return cells.MISSING if level is None else say().value(level, line.indicator.unit)


def show_absent(positions, choice):
    """The indicators that nobody has in this period; of the rankings the newest period that has them."""
    have = set(positions.loc[positions["ranked"] > 0, "indicator"])
    none = [one for key, one in declaration().indicators.items() if key in set(positions["indicator"]) - have]
    if not none:
        return
    names = [one.short.in_(say().lang) for one in none]
    told = [say().t("summary.no_figures", names=say().listing(names))]
    for period, rankings in newest_with([one for one in none if one.tab], choice).items():
        told.append(say().t("compare.latest", names=say().listing(rankings), period=period))
    st.caption(" ".join(told))


def newest_with(indicators, choice):
    """A period's name inside a sentence → the short names of the indicators that have their newest figures there."""
    periods, found = ask("periods", locality=choice.locality), {}
    for one in indicators:
        if latest := latest_with(periods, one):
            name = say().inside(escape_markdown(named(periods, latest)))
            found.setdefault(name, []).append(one.short.in_(say().lang))
    return found


def side_sheet(lines, choice, told):
    """A row an indicator and unit, to take along."""
    t = say().t
    rows = [
        row
        | {
            "indicator": line.indicator.name.in_(say().lang),
            "unit_of_value": t(f"export.unit.{line.indicator.unit}"),
            "target": line.indicator.target and line.indicator.target.value,
            "gap_to_target": compared.gap_to_target(row, line.indicator),
            "gap_to_locality": compared.gap_to_locality(row),
            "note": row["reason"] and t(f"reason.{row['reason']}"),
        }
        for line in lines
        for row in line.rows
    ]
    places = max((line.decimals for line in lines), default=2)
    columns = [
        Column("indicator", t("compare.indicator")),
        Column("ward", t("export.column.ward")),
        Column("value", t("compare.value"), "figure", places),
        Column("unit_of_value", t("column.unit_of_measure")),
        Column("rank", t("export.column.rank"), "rank"),
        Column("ranked", t("compare.ranked"), "count"),
        Column("locality_value", t("summary.whole"), "figure", 2),
        Column("gap_to_locality", t("compare.to_locality"), "change", places),
        Column("target", t("compare.target"), "figure", 2),
        Column("gap_to_target", t("compare.to_target"), "change", places),
        Column("note", t("export.column.note")),
    ]
    return sheet(t("compare.side_by_side"), choice.whose, choice.period_name, columns, rows, told)


# Peers


def show_peers(positions, choice):
    """Of each chosen unit those most alike, why, and one click to compare with them."""
    if not choice.units:
        return
    rows = compared.of_units(positions, choice.units)
    received = {row["unit_id"]: row["received_total"] for row in rows}
    names = unit_names(rows, escape_markdown)
    st.header(say().t("compare.peers_title"), anchor=False)
    st.caption(say().t("compare.peers_explained"))
    found = {unit: records(ask("peers", unit_id=unit, **choice.question)) for unit in names}
    for unit, peers in found.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = compared.alike(say(), f"**{names[unit]}**", received[unit], peers, escape_markdown)
            st.markdown(told, width="content" if peers else "stretch")
            if peers:
                show_way_to_peers(unit, peers)
    if any(found.values()):
        show_sheet_downloads(peers_sheet(found, choice), f"don-vi-tuong-dong-{choice.period}")


def show_way_to_peers(unit, peers):
    """The button that compares a unit with its peers."""
    own = ",".join(str(one) for one in (unit, *(peer["unit_id"] for peer in peers)))
    if session.chosen(session.UNITS) != own:
        st.button(
            say().t("compare.with_peers"),
            key=f"tuong-dong-{unit}",
            on_click=session.choose,
            args=(session.UNITS, own),
            icon=":material/compare_arrows:",
        )


def peers_sheet(found, choice):
    """A row a unit and peer."""
    t = say().t
    columns = [
        Column("own_ward", t("export.column.ward")),
        Column("own_received_total", t("compare.received"), "count"),
        Column("position", t("export.column.number"), "count"),
        Column("ward", t("compare.peer_unit")),
        Column("received_total", t("compare.received_of_peer"), "count"),
        Column("times", t("compare.times"), "figure", 2),
    ]
    rows = [row for peers in found.values() for row in peers]
    return sheet(
        t("compare.peers_title"), choice.whose, choice.period_name, columns, rows, t("compare.peers_explained")
    )
