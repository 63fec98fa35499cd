"""Đối chiếu số liệu báo cáo: the report, whose it is and of which period; its findings.

The text stays in this reader's session: no cache that others share ever holds it.
"""

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from reform import session
from reform.claims import Stored, about, check, named_periods, paragraphs, read_report
from reform.claims_stored import stored_about, units_named
from reform.claims_told import refusal
from reform.frame.ways import show_ways_of_unit
from reform.indicators import declaration
from reform.intake.reading import Refused
from reform.rows import records
from reform.session import ask, ask_choice, say
from reform.text import escape_markdown

TEXT, READ, FOUND, ABOUT = "van-ban-bao-cao", "claims_read", "claims_found", "claims_about"
HEIGHT = 220  # of the field to paste into, in pixels


@dataclass(frozen=True)
class Claim:
    """A report with its unit and period, each None while not known: `lines` are its paragraphs."""

    lines: tuple[str, ...]
    unit: int | None
    unit_name: str
    locality: str
    period: str | None
    period_name: str

    @property
    def is_placed(self):
        """Whether it can be held against recorded figures."""
        return self.unit is not None and self.period is not None


def choose_claimed_text():
    """A report pasted or dropped, as its paragraphs; empty while there is none, or where it cannot be read."""
    t = say().t
    st.caption(t("claims.explained") + " " + t("claims.private"))
    left, right = st.columns([3, 2], gap="medium")
    pasted = left.text_area(
        t("claims.paste"), key=TEXT, height=HEIGHT, placeholder=t("claims.paste_example"), persist_state="session"
    )
    file = right.file_uploader(t("claims.file"), type=["docx", "pdf", "txt"], help=t("claims.file_hint"))
    data = file.getvalue() if file else (pasted or "").encode("utf-8", "replace")
    try:
        return lines_of(data, bool(file))
    except Refused as why:
        st.error(escape_markdown(refusal(say(), why.problems[0])))
        return ()


def lines_of(data, is_file):
    """The paragraphs of a report, read once while it stays the same; a new one chooses the unit and period it names."""
    if not data.strip():
        return ()
    digest, held = sha256(data).hexdigest(), st.session_state.get(READ)
    if held is None or held[0] != digest:
        held = digest, read_report(data) if is_file else paragraphs(data.decode())
        st.session_state[READ] = held
        choose_guessed(held[1])
    return held[1]


def choose_guessed(lines):
    """Choose for the reader what the text says: its period, and its unit among those of the period."""
    period = read_about(lines).period
    unit = read_about(lines, units_named(ask, period)).unit_id
    for key, found in ((session.PERIOD, period), (session.UNIT, unit)):
        if found is not None:
            session.choose(key, found)


def read_about(lines, units=()):
    """What the text says of its unit and period, looked for once while text and units stay the same."""
    of = lines, tuple((row["unit_id"], row["ward"], row["aliases"]) for row in units)
    held = st.session_state.setdefault(ABOUT, {})
    if held.get(bool(units), (None,))[0] != of:
        held[bool(units)] = of, about(lines, units)
    return held[bool(units)][1]


def choose_whose_report(lines):
    """Under the report: whose it is and of which period, as the text says until the reader says otherwise."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        read = read_about(lines).period
        period = choose_period_of(read)
        units = {str(row["unit_id"]): row for row in units_named(ask, period)}
        unit = choose_unit_of(units)
    row = units.get(unit, {})
    found = Claim(
        lines=lines,
        unit=int(unit) if unit else None,
        unit_name=row.get("ward", ""),
        locality=row.get("locality", ""),
        period=period,
        period_name=say().period_label(period) if period else "",
    )
    show_what_was_read(found, read, units)
    if found.is_placed:
        show_ways_of_unit(found.locality, found.period, found.unit, found.unit_name)
    return found


def choose_period_of(read):
    """The period: those of the store, and the one the text names."""
    known = {row["period"]: row["label"] for row in records(ask("periods", locality=None))}
    keys = list(dict.fromkeys([*([read] if read else []), *known]))
    labels = {key: say().period_label(key, known.get(key)) for key in keys}
    label, placeholder = say().t("claims.period"), say().t("claims.period_ask")
    return ask_choice(st.selectbox, label, labels, session.PERIOD, read, placeholder=placeholder)


def choose_unit_of(units):
    """The unit, with its locality where there are several."""
    places = {row["locality"] for row in units.values()}
    names = {key: f"{row['ward']}, {row['locality']}" if len(places) > 1 else row["ward"] for key, row in units.items()}
    label, placeholder = say().t("claims.unit"), say().t("claims.unit_ask")
    return ask_choice(st.selectbox, label, names, session.UNIT, None, placeholder=placeholder)


def show_what_was_read(found, read, units):
    """What was taken from the text, and what is still to choose."""
    t, guessed = say().t, read_about(found.lines, units.values()).unit_id if units else None
    told = (
        [t("claims.guessed_unit", unit=escape_markdown(found.unit_name))] if guessed and guessed == found.unit else []
    )
    if read and read == found.period:
        told.append(t("claims.guessed_period", period=found.period_name))
    if told:
        st.caption(" ".join(told))
    if not units:
        st.info(t("claims.nothing_stored_yet"))
    elif not found.is_placed:
        st.warning(t("claims.choose_both"))


def findings_of(claim):
    """The findings of a report, held against what is recorded of its unit and period; found once, as it takes long."""
    store = session.store()
    of, found = (claim, str(store.directory), store.version), st.session_state.get(FOUND)
    if found is None or found[0] != of:
        stored = Stored(claim.period)
        if claim.is_placed:
            stored = stored_about(ask, claim.locality, claim.unit, claim.period, named_periods(claim.lines))
        found = st.session_state[FOUND] = (of, check(claim.lines, declaration(), stored))
    return found[1]
