"""Kết quả qua các kỳ: what the reader chooses, and the rows of that view by unit and period."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from reform import course, session
from reform.frame.choices import choose_locality, labels_of, reporting_localities
from reform.frame.page import show_title
from reform.indicators import Indicator, declaration
from reform.rows import records, unit_names
from reform.session import ask, ask_choice, say
from reform.text import distinguishing_decimals, escape_markdown

# The spans as the address has them.
SPANS = {"quy": "quarter", "6-thang": "half", "9-thang": "nine_months", "nam": "year", "luy-ke": "cumulative"}
DRAWN = 24  # units; of more only the first ten of the latest period and the chosen one
FIRST = 10


@dataclass(frozen=True)
class Course:
    """The rows of one view; `periods` from the first to the last in which anybody has a figure, `units` all by id."""

    rows: list[dict]
    by: Indicator
    chosen: int | None

    @cached_property
    def periods(self):
        """The keys of the periods, oldest first."""
        return course.periods_of(self.rows)

    @cached_property
    def shown(self):
        """The rows of those periods by unit and period."""
        kept = set(self.periods)
        return {(row["unit_id"], row["period"]): row for row in self.rows if row["period"] in kept}

    @cached_property
    def units(self):
        """unit_id → its newest row, in the office's order."""
        found = {row["unit_id"]: row for row in self.shown.values()}
        return dict(sorted(found.items(), key=lambda pair: (pair[1]["office_order"], pair[0])))

    @cached_property
    def names(self):
        """unit_id → bare name, with its type where two units share it."""
        return unit_names(self.rows)

    @cached_property
    def drawn(self):
        """The units that the charts show."""
        if len(self.units) <= DRAWN:
            return list(self.units)
        last = {row["unit_id"]: row["rank"] for row in self.rows if row["period"] == self.periods[-1]}
        first = sorted((unit for unit in self.units if last.get(unit)), key=lambda unit: last[unit])[:FIRST]
        return [unit for unit in self.units if unit in first or unit == self.chosen]

    def of(self, unit):
        """The rows of a unit, None where it has none, a period each."""
        return [self.shown.get((unit, key)) for key in self.periods]

    def label(self, key):
        """A period in words."""
        row = next(row for row in self.rows if row["period"] == key)
        return say().period_label(key, row["label"])

    @cached_property
    def decimals(self):
        """Decimals enough for unequal values to look unequal."""
        return distinguishing_decimals([row["value"] for row in self.rows])

    def value(self, row):
        """A value in words."""
        return say().value(row["value"], self.by.unit, self.decimals)


@dataclass(frozen=True)
class CourseChoice:
    """What the page is about; `span` as the query has it."""

    locality: str
    by: Indicator
    span: str
    unit: int | None
    rebuilt: bool

    @cached_property
    def course(self):
        """The rows of what is chosen."""
        rows = course.rows_of(ask, self.locality, self.by, self.span, self.rebuilt)
        return Course(rows, self.by, self.unit)


# What the reader chooses


def choose_course():
    """Show the choices under the title and return them; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head, t = st.container(), say().t
    left, right = st.columns([1, 1], vertical_alignment="bottom", gap="small")
    with right, st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        by = choose_indicator(ask("periods", locality=locality))
        unit = choose_any_unit(locality)
    with left:
        span = choose_span(ask("periods", locality=locality), by)
        rebuilt = choose_rebuilt(locality, by)
    with head:
        show_title(t("course.title", locality=escape_markdown(locality)))
    return CourseChoice(locality, by, span, unit, rebuilt)


def choose_indicator(periods):
    """One indicator of all that have figures; first the first ranking."""
    held = {key for row in records(periods) for key in (row["indicators"] or "").split()}
    known = {key: one for key, one in declaration().indicators.items() if key in held}
    names = {key: one.short.in_(say().lang) for key, one in known.items()} or {"online": "online"}
    first = next((one.key for one in declaration().tabs if one.key in names and one.kind == "share"), next(iter(names)))
    key = ask_choice(st.selectbox, say().t("course.by"), names, session.RANKING, first)
    return declaration().indicators[key]


def choose_any_unit(locality):
    """A unit to follow, of all that ever were, found also by an earlier name; none until chosen."""
    units = ask("units", locality=locality)
    names = {str(unit): label for unit, label in labels_of(locality, units).items()}
    placeholder = say().t("ranking.no_unit")
    key = ask_choice(st.selectbox, say().t("ranking.unit"), names, session.UNIT, None, placeholder=placeholder)
    return int(key) if key else None


def choose_span(periods, by):
    """Quarters, what quarters add up to, or the cumulative reports."""
    possible = course.spans_of(records(periods), by)
    names = {key: say().t(f"course.span_{span}") for key, span in SPANS.items() if span in possible}
    first = next((key for key, span in SPANS.items() if possible and span == possible[0]), "quy")
    key = ask_choice(
        st.segmented_control,
        say().t("course.span"),
        names or {"quy": say().t("course.span_quarter")},
        session.SPAN,
        first,
        required=True,
        wrap=True,
    )
    return SPANS[key]


def choose_rebuilt(locality, by):
    """Whether former units that merged whole are added up; asked only where the locality has any."""
    if by.kind == "score" or ask("lineage", locality=locality).empty:
        return False
    st.session_state[session.REBUILT] = session.chosen(session.REBUILT) == "1"
    return st.toggle(
        say().t("course.rebuilt_switch"),
        key=session.REBUILT,
        help=say().t("course.rebuilt_hint"),
        on_change=take_rebuilt,
    )


def take_rebuilt():
    """Keep the switch. Runs before the page does."""
    session.choose(session.REBUILT, "1" if st.session_state[session.REBUILT] else None)
