"""Chốt số liệu: the document that makes a period's rankings final, and what a reader is told of it everywhere."""

from functools import partial

import streamlit as st

from reform import session
from reform.frame.acting import act, ask_who, is_complete, is_only_to_look
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.store.closing import ids_of, in_force
from reform.text import escape_markdown


def show_closing(submissions, closings, known, locality, period, name):
    """Whether the period is closed, by which document and under which ids; the form that closes it."""
    t = say().t
    st.header(t("closing.title"), anchor=False)
    st.caption(t("closing.explained"))
    closing = next((row for row in records(closings) if row["holds"]), None)
    if closing:
        show_closed(closing, name)
    else:
        st.markdown(t("closing.open", period=escape_markdown(name)))
    if is_only_to_look():
        return
    if period not in set(known["period"]):
        st.markdown(t("closing.nothing"))
        return
    title = t("closing.again") if closing else t("closing.first", period=escape_markdown(say().inside(name)))
    with st.expander(title, icon=":material/verified:"):
        ask_closing(records(submissions), locality, period, name)


def show_closed(closing, name):
    """The document, when and by whom, the ids of the rankings, the corrections since."""
    t = say().t
    who = t("closing.closed_who", who=escape_markdown(closing["who"])) if closing["who"] else ""
    issued = escape_markdown(say().issued(closing["document"], closing["document_date"]))
    st.markdown(
        t("closing.closed", period=escape_markdown(name), issued=issued, time=say().time(closing["closed_at"]), who=who)
    )
    if closing["corrections"]:
        st.warning(t("closing.corrections", count=say().count(closing["corrections"])))
    ids = ids_of(closing)
    lines = [t("closing.id_line", name=ranking_name(by), id=ids[by]) for by in sorted(ids, key=place_in_tabs)]
    st.markdown("\n".join([t("closing.ids"), *(f"- {line}" for line in lines)]))
    st.page_link(
        "pages/ranking.py",
        label=t("closing.see_closed"),
        icon=":material/verified:",
        query_params=session.address_of_closing(closing),
    )


def place_in_tabs(by):
    """The place of an indicator among the tabs; what has none comes last."""
    tabs = [one.key for one in declaration().tabs]
    return tabs.index(by) if by in tabs else len(tabs)


def ranking_name(by):
    """An indicator by name; one that has left the declaration by its key."""
    known = declaration().indicators.get(by)
    return known.name.in_(say().lang) if known else by


def ask_closing(submitted, locality, period, name):
    """Document, date, who; before it, whose report would not be in it."""
    t = say().t
    missing = [escape_markdown(row["ward"]) for row in submitted if row["status"] == "missing"]
    if missing:
        st.warning(t("closing.incomplete", count=say().count(len(missing)), names=say().listing(missing)))
    with st.form("chot", border=False):
        left, middle, right = st.columns([2, 1, 2])
        document = left.text_input(
            t("closing.document"), key=f"van-ban-{locality}-{period}", placeholder=t("closing.document_example")
        ).strip()
        day = middle.date_input(t("closing.date"), "today", format="DD/MM/YYYY", key=f"ngay-{locality}-{period}")
        with right:
            who = ask_who("chot")
        if st.form_submit_button(t("closing.do"), type="primary") and is_complete(document=document, who=who):
            facts = {"period": escape_markdown(name), "issued": escape_markdown(say().issued(document, day))}
            act(partial(told, facts), session.store().close, period, document, day, locality, who)


def told(facts, made):
    """What closing did; nothing where the period was closed by this document already."""
    return say().t("closing.already" if made["already"] else "closing.done", **facts)


# What the ranking page says of it


def stamps(document, document_date, corrections):
    """The badges beside a ranking's title: tạm tính, or the document it was issued by, or was corrected against."""
    if not document:
        return [say().t("app.provisional")]
    if not corrections:
        return [say().issued(document, document_date)]
    counted = say().t("issued.corrections", count=say().count(corrections))
    return [say().issued(document, document_date, "corrected"), counted]


def show_way_to_closed(choice):
    """From a ranking that was corrected since to the one that was closed; nothing where there is no other."""
    if choice.corrections:
        held = in_force(ask, **choice.place)
        st.button(
            say().t("closing.see_closed"),
            key="bang-da-chot",
            type="tertiary",
            icon=":material/history:",
            on_click=session.choose,
            args=(session.AS_OF, str(held["position"])),
        )
