"""Phục vụ giám sát: who visits which unit when, over which periods, and what its brief is made of."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

import streamlit as st

from reform import session
from reform.brief.about import method_section, unit_section
from reform.brief.asking import Once
from reform.brief.contents import found_of
from reform.brief.findings import Found, edited
from reform.brief.form import form_section
from reform.brief.periods_table import periods_section
from reform.brief.pictures import pictures
from reform.brief.standing import standing_section
from reform.brief.subject import Subject, subject_of
from reform.frame.acting import ask_who
from reform.frame.choices import (
    choose_locality,
    labels_of,
    latest_of_any,
    reporting_localities,
    row_of,
    units_in,
)
from reform.frame.closing import stamps
from reform.frame.page import show_title
from reform.frame.places import period_name
from reform.frame.suggestions import show_suggestions, suggested_units
from reform.frame.supervision_draft import open_draft
from reform.frame.supervision_kept import Brief, edits_of, held_in, visit_kept
from reform.frame.supervision_made import about_what, is_made
from reform.period import calendar_window
from reform.rows import record, records
from reform.session import ask, ask_choice, say
from reform.text import escape_markdown

# The answers kept for all readers of one version of a store; eleven quarters of ten units take 290.
MOST_ANSWERS = 1500
AWAY = "supervision_away"  # a unit that was chosen and is not one of the span's end
NAMED = 2  # units named where the suggestions are folded


@dataclass(frozen=True)
class Supervision:
    """What the page is about: the unit in view, the span from `period` to `to`, who visits, who prepares it.

    `units` are the rows of that query for the end of the span, `unit` is None where there is none.
    """

    locality: str
    units: list[dict]
    unit: int | None
    period: str
    to: str
    visit: dict
    deadline: date | None
    who: str

    is_locality = False

    @property
    def span(self):
        """The first and the last period."""
        return [self.period, self.to]

    @property
    def brief(self):
        """Which brief is prepared."""
        return self.brief_of(self.unit)

    def brief_of(self, unit):
        """The brief of a unit over the same span."""
        return Brief(session.is_sample(), self.locality, unit, self.period, self.to)

    @property
    def of(self):
        """What its brief is of."""
        return about_what(self.locality, self.unit, self.period, self.to)

    @property
    def is_made(self):
        """Whether its brief stands made, and nothing may be changed in it."""
        return is_made(self.of)

    @property
    def about(self):
        """What the documents are asked for with, but for the unit."""
        return {"locality": self.locality, "period": self.period, "to": self.to}

    @property
    def row(self):
        """The unit's row of the query `units`."""
        return next(row for row in self.units if row["unit_id"] == self.unit)

    @property
    def bare(self):
        """The unit's name as Markdown."""
        return escape_markdown(self.row["ward"])


@dataclass(frozen=True)
class Preparation:
    """What there is to say of the unit: the rows of the queries, and everything found, before and after the edits."""

    subject: Subject
    proposed: Found
    edits: dict

    @cached_property
    def opening(self):
        """The blocks that come first: the unit, its key figures, the charts."""
        return [*unit_section(self.subject), *standing_section(self.subject), *pictures(self.subject)]

    @cached_property
    def tables(self):
        """The blocks of all figures: period by period, and form II.06a."""
        return [*periods_section(self.subject), *form_section(self.subject)]

    @cached_property
    def method(self):
        """The blocks that say how the figures were computed and from which files."""
        return method_section(self.subject)

    @property
    def content(self):
        """All that the brief says but for its moment."""
        return repr((self.opening, self.tables, self.method, self.found))

    @cached_property
    def found(self):
        """What the brief says: without the questions dropped, with those added and the note."""
        questions = edited(self.proposed.questions, self.edits)
        return replace(self.proposed, questions=questions, note=self.edits["note"].strip())


# What the reader chooses


def choose_supervision():
    """Show the choices under the title and return them; None while nothing is recorded."""
    localities = reporting_localities()
    if not localities:
        return None
    head = st.container()
    with st.container(horizontal=True, gap="small"):
        locality = choose_locality(localities)
        periods = ask("periods", locality=locality)
        unit_place = st.container()
        period, to = choose_span(periods)
        units = records(units_in(locality, to))
        with unit_place:
            unit = choose_unit(locality, to, periods)
    open_draft(Brief(session.is_sample(), locality, unit, period, to))
    with st.container(horizontal=True, gap="small"):
        visit, deadline, who = choose_visit(locality, is_made(about_what(locality, unit, period, to)))
    with head:
        row = record(row_of(periods, to))
        shown = stamps(row["document"], row["document_date"], row["corrections"] or 0)
        show_title(say().t("supervision.title", locality=escape_markdown(locality)), shown)
        st.caption(say().t("supervision.hint"))
    return Supervision(locality, units, unit, period, to, visit, deadline, who)


def choose_span(periods):
    """The first and the last period of the span; while none is chosen, the newest alone."""
    t, labels = say().t, {row["period"]: say().period_label(row["period"], row["label"]) for row in records(periods)}
    newest = latest_of_any(periods) or periods["period"].iloc[0]
    first = ask_choice(st.selectbox, t("supervision.from"), labels, session.PERIOD, newest, beside=(session.TO,))
    begins = calendar_window(first)[1]
    later = {key: name for key, name in labels.items() if calendar_window(key)[1] >= begins}
    held = session.chosen(session.TO)
    if held in labels and held not in later:
        moved = {"before": escape_markdown(labels[held]), "now": escape_markdown(labels[first])}
        st.session_state[session.NOTICES].info(t("supervision.span_moved", **moved))
    return first, ask_choice(st.selectbox, t("supervision.to"), later, session.TO, first)


def choose_unit(locality, period, periods):
    """The unit, of those of the span's end; None where there is none.

    One that is not among them is said and comes back with a span in which it is.
    """
    labels = {str(unit): label for unit, label in labels_of(locality, units_in(locality, period)).items()}
    if not labels:
        return None
    held, away = session.chosen(session.UNIT), st.session_state.pop(AWAY, None)
    if held is None and away in labels:
        session.choose(session.UNIT, away)
    elif held not in (None, *labels) or away:
        st.session_state[AWAY] = held or away
        show_away(locality, held or away, period_name(periods, period))
    return int(ask_choice(st.selectbox, say().t("ranking.unit"), labels, session.UNIT, next(iter(labels))))


def show_away(locality, unit, period):
    """That the unit chosen is not one of a period, here in words, where it is one of another."""
    names = {str(row["unit_id"]): row["ward"] for row in records(ask("units", locality=locality))}
    if unit in names:
        facts = {"unit": escape_markdown(names[unit]), "period": escape_markdown(say().inside(period))}
        st.session_state[session.NOTICES].info(say().t("supervision.unit_away", **facts))


def choose_visit(locality, closed):
    """(delegation, ban and date; by when the unit answers; who prepares it): all may stay open.

    They are `closed` while a brief that was made of them stands.
    """
    t, earlier = say().t, records(ask("visits", locality=locality))
    visit = {}
    for field in ("delegation", "ban"):
        names = dict.fromkeys(filter(None, (visit_kept().get(field), *(row[field] for row in earlier))))
        how = {"options": list(names), "accept_new_options": True, "placeholder": t(f"supervision.{field}_example")}
        how["disabled"] = closed
        visit[field] = (held_in(st.selectbox, t(f"supervision.{field}"), field, **how) or "").strip() or None
    how = {"format": "DD/MM/YYYY"}
    visit["date"] = held_in(st.date_input, t("supervision.date"), "date", **how, disabled=closed)
    deadline = held_in(st.date_input, t("supervision.deadline"), "deadline", **how)
    return visit, deadline, "" if session.is_sample() else ask_who("giam-sat", closed)


# What we ask


def prepare(supervision):
    """Everything the documents about the unit are made of."""
    about = {"locality": supervision.locality, "unit_id": supervision.unit}
    subject = subject_of(reader(supervision.locality), say(), **about, period=supervision.period, to=supervision.to)
    return Preparation(subject, found_of(subject, None, datetime.now(UTC)), edits_of(supervision.brief))


def reader(locality):
    """Who asks the store for the documents' sake: each thing once, for all units and all readers."""
    opened = session.store()
    about = (str(opened.directory), opened.version, locality, opened)
    if asked_once(*about).answers > MOST_ANSWERS:
        asked_once.clear(*about)
    return asked_once(*about)


@st.cache_resource(show_spinner=False, max_entries=4, ttl=3600)
def asked_once(directory, version, locality, _store):
    """The answers of one version of a store, kept while documents are made of them."""
    return Once(_store, locality)


# Whom to visit


def show_whom_to_visit(supervision):
    """The suggestions, folded under the names of the first; a click on one chooses it."""
    found = suggested_units(supervision.locality, supervision.to)
    first = [one.unit for one in found if one.points][:NAMED]
    told = say().t("supervision.suggested", units=escape_markdown(say().listing(first))) if first else ""
    label = " ".join(filter(None, (say().t("supervision.suggestions"), told)))
    with st.expander(label, icon=":material/lightbulb:"):
        name = name_of(supervision.locality, supervision.to)
        show_suggestions(supervision.locality, supervision.to, name, found)


def name_of(locality, key):
    """A period in words."""
    return period_name(ask("periods", locality=locality), key)


def show_nobody_to_visit(supervision):
    """That the locality has no unit in the period."""
    name = name_of(supervision.locality, supervision.to)
    st.info(say().t("supervision.nobody", period=escape_markdown(name)))
