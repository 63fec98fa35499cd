"""This reader's choices: language, real or sample store, what the address says. Also the one way to ask the store.

A choice stands in the address as a key that means the same in both languages (`?ky=2026-Q3&xep-hang=online`), so that
a link reopens the view and survives a switch of language; Streamlit's own binding would write labels. The session
keeps what was chosen, because Streamlit empties the address when the reader changes page.
"""

import os
from datetime import date
from pathlib import Path

import streamlit as st

from reform.period import from_key
from reform.rows import records
from reform.sample import open_sample
from reform.store import Changed, HasErrors, NotAccepted, StoreBusy, StoreOverloaded, StoreUnwritable, open_store
from reform.text import LANGUAGES, escape_markdown, words

LANG, STORE, LOCALITY = "lang", "so-lieu", "dia-ban"
PERIOD, GROUP, RANKING, UNIT, ORDER = "ky", "nhom", "xep-hang", "don-vi", "thu-tu"
DRAFT, CORRECTION, BATCH, AS_OF = "ban-nhap", "ban-dinh-chinh", "lo", "nhu-ngay"
UNITS, AGAINST, SPAN, REBUILT = "cac-don-vi", "so-voi", "theo", "gop"
SOLID, WEIGHTS, TARGETS, PRESET = "chac-chan", "trong-so", "muc-tieu", "mau"
TO, PRINT = "den-ky", "ban-in"
ADDRESS = (
    *(LANG, STORE, LOCALITY, PERIOD, GROUP, RANKING, UNIT, ORDER, DRAFT, CORRECTION, BATCH, AS_OF),
    *(UNITS, AGAINST, SPAN, REBUILT, SOLID, WEIGHTS, TARGETS, PRESET, TO, PRINT),
)
# these mean nothing in another store
OF_ONE_STORE = (LOCALITY, PERIOD, GROUP, UNIT, UNITS, DRAFT, CORRECTION, BATCH, AS_OF, TO, PRINT)

REAL, SAMPLE = "that", "minh-hoa"
# What a link may ask for that is not there, by its sentence.
UNKNOWN = {LOCALITY: "locality", PERIOD: "period", GROUP: "group", UNIT: "unit", UNITS: "unit", RANKING: "ranking"}
LONGEST = 40  # letters of it that are told
NOTICES = "notices"  # a key no widget owns: where a page says so
PAGE = "page"  # a key no widget owns: the name of the page this run is about
# Why nothing was recorded, as the page says it. Errors and open questions come up anew when somebody else recorded.
REFUSALS = {
    StoreBusy: "busy",
    StoreUnwritable: "unwritable",
    StoreOverloaded: "overloaded",
    Changed: "changed",
    HasErrors: "changed",
    NotAccepted: "changed",
}
PROJECT = Path(__file__).resolve().parent.parent


# The address


def open_choices():
    """Take the choices from the address where it says something new (a link, Back), else write ours into it."""
    kept = st.session_state.setdefault("choices", {})
    said = {key: st.query_params[key] for key in ADDRESS if st.query_params.get(key)}
    if said and said != st.session_state.get("address"):
        kept.clear()
        kept.update(said)
        st.session_state["linked"] = said
    write_address()
    # Asked once a run: every question of a page begins with it.
    st.session_state["nothing_recorded"] = ask_of(REAL, "localities").empty
    st.session_state["opened_by"] = "dashboard"


def opened():
    """Whether dashboard.py opened this very run; a page file opened by its own name has no menu and no language."""
    return st.session_state.pop("opened_by", None) is not None


def write_address():
    """Let the address say what is chosen, no more and no less."""
    kept = st.session_state["choices"]
    if st.query_params.to_dict() != kept:
        st.query_params.from_dict(kept)
    st.session_state["address"] = dict(kept)


def chosen(key):
    """What the reader has chosen under a key of the address; None while nothing is chosen."""
    return st.session_state.setdefault("choices", {}).get(key)


def choose(key, value):
    """Choose for the reader, as a click on a bar does; None takes the choice back."""
    kept = st.session_state["choices"]
    if value is None:
        kept.pop(key, None)
    else:
        kept[key] = str(value)
    write_address()


def ask_choice(widget, label, options, key, default, beside=(), **how):
    """Show a widget that asks for one of `options`, a key of the address each with its words, and stands under `key`.

    A choice that is no longer possible falls back to `default` and leaves the address. What stands `beside` it, under
    keys of its own, stays as it is shown when this one is changed.
    """
    st.session_state[key] = possible(key, options, default)
    how |= {"key": key, "on_change": take, "args": (key, *beside)}
    return widget(label, list(options), format_func=lambda one: options.get(one, one), **how)


def possible(key, options, default):
    """What is chosen under `key`; where that is none of `options` any more `default`, and the address lets go of it."""
    held = chosen(key)
    if held in options:
        return held
    if held is not None:
        choose(key, None)
        say_unknown(key, held, [options[default]] if default in options else [])
    return default


def say_unknown(key, held, shown):
    """Of what a link asked for and is not there: that it is not, and what is shown instead; once, above the page."""
    linked, place = st.session_state.get("linked", {}), st.session_state.get(NOTICES)
    if place is None or key not in UNKNOWN or held not in (linked.get(key) or "").split(","):
        return
    name = period_name(held) if key == PERIOD else held
    now = escape_markdown(say().listing(shown)) if shown else say().t("unknown.nobody")
    place.info(say().t(f"unknown.{UNKNOWN[key]}", held=escape_markdown(name[:LONGEST]), now=now))


def period_name(held):
    """A period of a link in words, where it is one at all."""
    try:
        return say().period_label(from_key(held).key)
    except ValueError:
        return held


def take(key, *beside):
    """Keep what a widget was set to, and what others beside it show. Runs before the page does."""
    for one in (key, *beside):
        choose(one, st.session_state[one])
    st.session_state["linked"] = {}  # from here on the reader chooses


def address(locality, period):
    """The address of the ranking page on one locality and period, whatever else is chosen."""
    kept = {key: value for key, value in st.session_state["choices"].items() if key not in OF_ONE_STORE}
    return kept | {LOCALITY: locality, PERIOD: period}


def address_of_unit(locality, period, unit):
    """The address of one unit's own page."""
    return address(locality, period) | {UNIT: str(unit)}


def address_of_draft(key):
    """The address of a draft that was kept."""
    return st.session_state["choices"] | {DRAFT: key}


def address_of_correction(key):
    """The address of a correction that was kept."""
    return st.session_state["choices"] | {CORRECTION: key}


def address_of_batch(batch):
    """The address of one batch in the journal of what was recorded."""
    return {key: value for key, value in st.session_state["choices"].items() if key != DRAFT} | {BATCH: batch}


def address_of_closing(closing):
    """The address of the rankings as they were closed."""
    return address(closing["locality"], closing["period"]) | {AS_OF: str(closing["position"])}


# Language


def language():
    """The language of this reader: Vietnamese until English is chosen."""
    held = chosen(LANG)
    return held if held in LANGUAGES else LANGUAGES[0]


def say():
    """The words of this reader's language; where figures are typed on a form, those that speak of no file."""
    return words(language(), on_form=st.session_state.get(PAGE) == "correction")


# Store


def is_sample():
    """Whether this reader looks at invented figures: chosen so, or nothing chosen while nothing is recorded yet."""
    held = chosen(STORE)
    if held in (REAL, SAMPLE):
        return held == SAMPLE
    return st.session_state["nothing_recorded"]


def switch_store(which):
    """Look at the other store, from its beginning."""
    for key in OF_ONE_STORE:
        choose(key, None)
    choose(STORE, which)


def store():
    """The store this reader looks at."""
    return stored(SAMPLE if is_sample() else REAL)


def stored(which):
    """The real store or the sample."""
    return (
        opened_sample()
        if which == SAMPLE
        else opened_store(os.environ.get("REFORM_STORE", str(PROJECT / "data" / "store")))
    )


@st.cache_resource(show_spinner=False)
def opened_store(directory):
    """The store of a directory, one for all readers."""
    return open_store(directory)


@st.cache_resource(show_spinner=False)
def opened_sample():
    """The sample, one for all readers."""
    return open_sample()


def ask(query, **params):
    """The rows of a query in the store this reader looks at; as of a past day where the reader has chosen one."""
    past = {"as_of": as_of()} if as_of() else {}
    return ask_of(SAMPLE if is_sample() else REAL, query, **params, **past)


def as_of():
    """What the reader looks back to, as the store takes it: a day, the place of a closing in the journal, or None."""
    if day := past_day():
        return day.isoformat()
    closing = past_closing()
    return closing and closing["position"]


def past_day():
    """The past day whose figures the reader looks at; None for today's."""
    try:
        return date.fromisoformat(chosen(AS_OF) or "")
    except ValueError:
        return None


def past_closing():
    """The closing whose figures the reader looks at, a row of `closings`; None for today's."""
    held = chosen(AS_OF) or ""
    closings = records(ask_of(SAMPLE if is_sample() else REAL, "closings")) if held.isdecimal() else []
    return next((row for row in closings if str(row["position"]) == held), None)


def ask_of(which, query, **params):
    """The rows of a query in one of the two stores, kept until something is recorded there."""
    opened = stored(which)
    return answer(str(opened.directory), opened.version, query, tuple(sorted(params.items())), opened)


@st.cache_data(show_spinner=False, max_entries=1000)
def answer(directory, version, query, params, _store):
    """One answer. The key is the store's place and version and the choices, never a frame."""
    return _store.ask(query, **dict(params))


def suppose(declared, query, **params):
    """The rows of a query about one period as if another declaration held; kept until something is recorded."""
    opened = store()
    version = f"{opened.version}|{declared.version}"
    return supposed(str(opened.directory), version, query, tuple(sorted(params.items())), opened, declared)


@st.cache_data(show_spinner=False, max_entries=100)
def supposed(directory, version, query, params, _store, _declared):
    """One answer; `version` is that of the store and of the declaration that is supposed to hold."""
    return _store.suppose(_declared, query, **dict(params))


# Recording


def set_up(locality, close_day, units):
    """Record a locality and its units, and look at real figures from then on; gives why it did not happen, or None."""
    try:
        store().set_up(locality, close_day, units)
    except tuple(REFUSALS) as error:
        return REFUSALS[type(error)]
    return switch_store(REAL)
