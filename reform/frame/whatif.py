"""Thử trọng số: other weights and levels of full marks, and the ranking they would give beside the one in force."""

from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from reform import session, whatif, whatif_told
from reform.export import Column
from reform.frame import cells
from reform.frame.choices import choose_group, choose_locality, choose_period, named, reporting_localities, units_in
from reform.frame.page import show_title
from reform.frame.sheets import sheet, show_sheet
from reform.indicators import Indicator, declaration
from reform.rows import records, unit_names
from reform.session import ask, say, suppose
from reform.text import distinguishing_decimals, escape_markdown
from reform.whatif import Asked

IN_FORCE, OWN = "dang-dung", "tu-dat"
POINTS, LEVEL = "diem", "muc"  # what stands before an indicator in the key of its box


@dataclass(frozen=True)
class Trial:
    """A composite of a locality in a period with what is asked of it."""

    locality: str
    period: str
    period_name: str
    group: str | None
    by: Indicator
    asked: Asked

    @property
    def question(self):
        """The parameters of the query `ranking`."""
        return {"locality": self.locality, "period": self.period, "by": self.by.key, "group": self.group}


def choose_trial():
    """Show the choices under the title and return them; None, said so, where no period has the composite's figures."""
    by = declaration().composite
    if by is None:
        return show_nothing_to_try(say().t("whatif.no_composite"))
    localities = [name for name in reporting_localities() if periods_of(name, by) is not None]
    if not localities:
        return show_nothing_to_try(say().t("whatif.nothing", name=by.name.in_(say().lang)))
    head = st.container()
    with st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = periods_of(locality, by)
        period = choose_period(periods, by)
        group = choose_group(units_in(locality, period))
        choose_preset()
    about = {"locality": escape_markdown(locality), "period": escape_markdown(named(periods, period))}
    with head:
        show_title(say().t("whatif.title", **about), (say().t("whatif.stamp"),))
        st.caption(say().t("whatif.explained", name=by.name.in_(say().lang)))
    return Trial(locality, period, named(periods, period), group, by, choose_members(by))


def show_nothing_to_try(why):
    """The title, and why there is nothing to try."""
    show_title(say().t("whatif.title_empty"), (say().t("whatif.stamp"),))
    st.info(why)


def periods_of(locality, by):
    """The periods of a locality in which a composite ranks any unit; None where there is none."""
    periods = ask("periods", locality=locality)
    held = periods[[by.key in row.split() for row in periods["indicators"]]]
    return held if len(held) else None


# The choice of weights


def choose_preset():
    """The weights in force, a preset, or the reader's own: these once a number was changed."""
    presets = {key: one.name.in_(say().lang) for key, one in declaration().presets.items()}
    options = {IN_FORCE: say().t("whatif.as_declared")} | presets | {OWN: say().t("whatif.own")}
    is_own = session.chosen(session.WEIGHTS) or session.chosen(session.TARGETS)
    held = session.chosen(session.PRESET)
    st.session_state[session.PRESET] = held if held in presets else OWN if is_own else IN_FORCE
    reads = partial(options.get)
    st.selectbox(say().t("whatif.which"), list(options), key=session.PRESET, format_func=reads, on_change=take_preset)


def take_preset():
    """Keep the preset; own numbers begin with those in force. Runs before the page does."""
    held = st.session_state[session.PRESET]
    for key in (session.WEIGHTS, session.TARGETS):
        session.choose(key, None)
    session.choose(session.PRESET, held if held in declaration().presets else None)
    if held == OWN:
        by = declaration().composite
        session.choose(session.WEIGHTS, whatif.joined({one.indicator: one.points for one in by.members}))


def choose_members(by):
    """What is asked: a preset, shown with what it lacks, or a weight and a level in a box for each indicator."""
    preset = session.chosen(session.PRESET)
    weights, targets = (whatif.split(session.chosen(key)) for key in (session.WEIGHTS, session.TARGETS))
    found = whatif.asked(declaration(), by, weights, targets, preset)
    if found.preset:
        show_preset(found.preset)
    else:
        ask_numbers(by, weights, targets)
    return found


def show_preset(preset):
    """The groups of a document with their points, and the indicator of ours that stands for each."""
    t, lang = say().t, say().lang
    indicators = [declaration().indicators[part.indicator] if part.indicator else None for part in preset.parts]
    names = [one.name.in_(lang) if one else cells.MISSING for one in indicators]
    levels = [say().level(part.high, "percent") if part.indicator else cells.MISSING for part in preset.parts]
    cells.show_table(
        [
            cells.texts(t("whatif.member"), [part.name.in_(lang) for part in preset.parts], 240),
            cells.numbers(t("whatif.weight"), [part.points for part in preset.parts], say().plain, 90),
            cells.texts(t("whatif.measured_by"), names, 320),
            cells.texts(t("whatif.target"), levels, 130, right=True),
        ],
        alt=preset.name.in_(lang),
    )
    st.caption(t("whatif.document", document=escape_markdown(preset.document.in_(lang))))


def ask_numbers(by, weights, targets):
    """A box for the weight and one for the level of each indicator that is a member or could be."""
    own = {member.indicator: member for member in by.members}
    keys = candidates(own, weights)
    for key in keys:
        name = declaration().indicators[key].name.in_(say().lang)
        points = weights.get(key, "0") if weights else str(own[key].points if key in own else 0)
        level = targets.get(key, str(own[key].high if key in own else 100))
        called, left, right = st.columns([50, 25, 25], vertical_alignment="center")
        called.markdown(f"**{name}**")
        ask_number(left, POINTS, key, points, say().t("whatif.weight"), (by, keys))
        ask_number(right, LEVEL, key, level, say().t("whatif.target"), (by, keys))


def candidates(own, weights):
    """The members in force, what a preset measures, and what the address weighs beside them."""
    known = declaration()
    measured = [part.indicator for preset in known.presets.values() for part in whatif.measured(preset)]
    asked = [key for key in weights if key in known.indicators and known.indicators[key].can_be_weighed]
    return list(dict.fromkeys((*own, *measured, *asked)))


def ask_number(place, what, key, value, label, about):
    """One box; what is typed goes into the address as it is, and is judged there."""
    st.session_state[f"{what}-{key}"] = value.replace(".", ",") if say().lang == "vi" else value
    place.text_input(label, key=f"{what}-{key}", on_change=take_numbers, args=about)


def take_numbers(by, keys):
    """Keep the numbers of the boxes: all weights but those of strangers at 0, the levels other than in force."""
    own = {member.indicator: str(member.high) for member in by.members}
    weights = {key: typed(POINTS, key) for key in keys if key in own or typed(POINTS, key) != "0"}
    levels = {key: typed(LEVEL, key) for key in keys if typed(LEVEL, key) != own.get(key, "100")}
    session.choose(session.PRESET, None)
    session.choose(session.WEIGHTS, whatif.joined(weights))
    session.choose(session.TARGETS, whatif.joined(levels) or None)


def typed(what, key):
    """What stands in a box; an empty one is 0."""
    return st.session_state[f"{what}-{key}"].replace(",", ".").strip() or "0"


# What comes of it


def show_faults(trial):
    """Why nothing can be computed."""
    lines = ["- " + escape_markdown(one) for one in whatif_told.faults(say(), trial.asked)]
    st.error("\n".join([say().t("whatif.faulty"), *lines]))


def ask_supposed(trial):
    """The ranking that the asked members would give."""
    return suppose(whatif.supposed(declaration(), trial.by, trial.asked.members), "ranking", **trial.question)


def show_trial(official, supposed, trial):
    """Both rankings side by side, with what the choice does and what it lacks in words."""
    t = say().t
    found = whatif.outcome(records(official), records(supposed), trial.asked)
    sentences = whatif_told.told(say(), found, trial.asked, trial.by)
    st.markdown(" ".join(map(escape_markdown, sentences)))
    names = unit_names(found.rows)
    rows = [row | {"name": names[row["unit_id"]]} for row in found.rows]
    decimals = {key: distinguishing_decimals([row[key] for row in rows]) for key in ("supposed_value", "value")}
    columns = [
        Column("supposed_rank", t("whatif.supposed_rank"), "rank"),
        Column("name", t("column.unit")),
        Column("rank", t("whatif.rank"), "rank"),
        Column("moved", t("whatif.moved_column"), "change"),
        Column(
            "supposed_value",
            t("whatif.supposed_value", points=say().plain(found.scale)),
            "figure",
            decimals["supposed_value"],
        ),
        Column("value", t("whatif.value"), "figure", decimals["value"]),
    ]
    said = " ".join(sentences)
    made = sheet(t("whatif.table"), trial.locality, trial.period_name, columns, rows, said)
    made = replace(made, mark=" · ".join(filter(None, (t("whatif.stamp"), made.mark))))
    widths = {"supposed_rank": 100, "rank": 110}
    show_sheet(made, f"thu-trong-so-{trial.period}", alt=t("whatif.table_alt"), widths=widths)
