"""Đính chính: chosen figures of one unit in one period, typed anew with reason and document, checked as a file is."""

import pandas as pd
import streamlit as st

from reform import session
from reform.charts import ROW
from reform.frame import cells, drafting
from reform.frame.acting import WHO, ask_who
from reform.frame.choices import labels_of, names_of, units_in
from reform.frame.places import WIDTH
from reform.frame.unit import figure, place_in_form, unit_name
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, ask_choice, say
from reform.store import StoreBusy, StoreUnwritable, correcting
from reform.text import escape_markdown

NEW = "new"
# Pixels. An editor that follows the page's width drops what is being typed when a scroll bar comes or goes.
FORM_WIDTH = 790
CORRECTED, TIMES, KEPT = "corrected", "times_corrected", "kept_correction"  # keys no widget owns


def choose_reporting_unit(locality, period):
    """Whose figures of a period are corrected: a unit in the office's order, or the locality itself. None without any.
    """
    parts = units_in(locality, period), ask("locality_unit", locality=locality)
    labels = {str(unit): label for unit, label in labels_of(locality, *parts).items()}
    if not labels:
        return None, None
    key = ask_choice(st.selectbox, say().t("ranking.unit"), labels, session.UNIT, next(iter(labels)), width=WIDTH)
    return int(key), names_of(*parts)[int(key)]


def show_form(figures, unit, period):
    """The form in force with a column for new figures; returns measure → what was typed."""
    key = f"so-moi-{unit}-{period}-{times()}"
    if key not in st.session_state:
        begin_again()
    t, rows, before = say().t, measures(figures), typed_before(unit, period)
    st.header(t("correction.form"), anchor=False)
    shown = pd.DataFrame(
        {
            "form": [measure.form or "" for measure, _ in rows],
            "measure": [measure.name.in_(say().lang) for measure, _ in rows],
            "unit": [unit_name(measure) for measure, _ in rows],
            "now": [now for _, now in rows],
            # always text: an editor whose column changes its kind begins anew and drops what is being typed
            NEW: pd.Series([before.get(measure.key) for measure, _ in rows], dtype="str"),
        }
    )
    edited = st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=[column for column in shown if column != NEW],
        column_config=form_columns(),
        height=ROW * (len(rows) + 1) + 4 if len(rows) < 16 else 560,
        width=FORM_WIDTH,
        placeholder="",
        alt=t("correction.form_alt"),
    )
    typed = zip(rows, edited[NEW], strict=True)
    return {measure.key: text.strip() for (measure, _), text in typed if isinstance(text, str) and text.strip()}


def measures(figures):
    """Every measure that a report can hold with its figure in force, in the order of form II.06a."""
    held = {row["measure"]: row for row in records(figures) if not row["computed"]}
    ordered = sorted(declaration().measures, key=lambda key: place_in_form({"measure": key}))
    found = [(declaration().measures[key], held.get(key)) for key in ordered]
    return [
        (measure, figure(row["value"], row["bound"], row["text"], measure) if row else cells.MISSING)
        for measure, row in found
    ]


def form_columns():
    """How the columns of the form are shown: numbers at the right, new ones as text, which intake reads."""
    t, text = say().t, st.column_config.TextColumn
    return {
        "form": text(t("column.form"), width=76),
        "measure": text(t("column.measure"), width=330),
        "unit": text(t("column.unit_of_measure"), width=90),
        "now": text(t("correction.now"), width=120, alignment="right"),
        NEW: text(t("correction.new"), width=140, alignment="right", help=t("correction.new_hint")),
    }


def ask_grounds(unit, period):
    """Why the figures are corrected, by which document, and who does it."""
    t = say().t
    left, middle, right = st.columns([2, 2, 1])
    reason = left.text_input(
        t("acting.reason"), key=f"ly-do-{unit}-{period}", placeholder=t("correction.reason_example")
    ).strip()
    document = middle.text_input(
        t("correction.document"), key=f"van-ban-{unit}-{period}", placeholder=t("correction.document_example")
    ).strip()
    with right:
        return reason, document, ask_who("dinh-chinh")


def correction_draft(unit, period, typed):
    """The draft of a correction's own file, read and checked as an upload is; None while no figure is typed."""
    if kept_here() and whose(kept_here()["said"]) != (unit, period):
        leave()
    if not typed:
        set_aside()
        st.info(say().t("correction.nothing_changed"))
        return None
    data, name = correcting.file(session.store(), unit, period, typed)
    return drafting.drafted_now([(data, name)], None)


# A correction that was begun outlives the connection, under an address of its own


def bring_back_correction():
    """Lay the correction that the address names into the form, with its grounds; before the page draws anything."""
    key = session.chosen(session.CORRECTION)
    if key is None or key == kept_here().get("key"):
        return
    kept = session.store().kept_draft(key)
    if kept is None or not kept.correction:
        session.choose(session.CORRECTION, None)
        st.info(say().t("upload.draft_gone"))
        return
    said = kept.correction
    drafting.recall(kept)
    for choice, of in ((session.LOCALITY, "locality"), (session.PERIOD, "period"), (session.UNIT, "unit")):
        session.choose(choice, str(said[of]))
    st.session_state[KEPT] = {"key": key, "begun": said, "said": said}
    fields = {"ly-do": said["reason"], "van-ban": said["document"]}
    for field, text in fields.items():
        st.session_state[f"{field}-{said['unit']}-{said['period']}"] = text
    if kept.uploader:
        st.session_state[WHO] = kept.uploader


def kept_here():
    """The correction this session keeps: its key, what it says, and what its form began with."""
    return st.session_state.get(KEPT, {})


def whose(said):
    """Unit and period of a correction."""
    return said["unit"], said["period"]


def typed_before(unit, period):
    """What was typed for a unit and period when the correction was kept: measure → text."""
    said = kept_here().get("begun") or {}
    return said["typed"] if said and whose(said) == (unit, period) else {}


def begin_again():
    """An editor that was away, as while another page is read, has forgotten: it begins with what was typed last."""
    if kept := kept_here():
        st.session_state[KEPT] = kept | {"begun": kept["said"]}


def keep_correction(draft, agreed, who, said):
    """Keep a correction with its grounds in the store, and name it in the address; the file before it goes."""
    state = repr([draft.batch_ids, [file.answers for file in draft.files], sorted(agreed.items()), who, said])
    before = kept_here()
    if before.get("state") == state or not draft.kept_files:
        return
    try:
        session.store().keep_draft(draft, list(agreed), who or None, drafting.reasons_in(agreed), said)
        if before.get("key") not in (None, draft.key):
            session.store().drop_draft(before["key"])
    except (StoreBusy, StoreUnwritable):
        return  # the page goes on; recording will say why nothing can be written
    st.session_state[KEPT] = before | {"key": draft.key, "state": state, "said": said}
    session.choose(session.CORRECTION, draft.key)


def set_aside():
    """Nothing is typed any more: no draft is kept; the form still begins with what it began with."""
    before = kept_here()
    forget()
    if before.get("begun"):
        st.session_state[KEPT] = {"begun": before["begun"], "said": before["said"]}


def leave():
    """Another unit or period is chosen: the correction stays where all drafts are kept, and this page turns from it."""
    del st.session_state[KEPT]
    session.choose(session.CORRECTION, None)


def forget():
    """What was typed is recorded, or nothing is typed any more: no draft is kept."""
    if key := st.session_state.pop(KEPT, {}).get("key"):
        drafting.remove(key)
        session.choose(session.CORRECTION, None)


def show_correct_button(draft, agreed, reason, document, who):
    """Ghi nhận số liệu: open once nothing is wrong or asked and reason, document and name are there."""
    missing = what_is_missing(draft, agreed, reason, document, who)
    if st.button(say().t("draft.record"), type="primary", disabled=bool(missing), key="ghi-dinh-chinh"):
        record(draft, agreed, who, reason, document)
    if missing:
        st.caption(missing)


def what_is_missing(draft, agreed, reason, document, who):
    """Why the correction cannot be recorded yet; empty where it can."""
    t = say().t
    if draft.has_errors:
        return t("correction.has_errors")
    if open_questions := draft.open_questions(agreed):
        return t("draft.has_questions", count=say().count(len({one.code for one in open_questions})))
    if not (reason and document):
        return t("correction.not_ready")
    return "" if who else t("acting.who_missing")


def record(draft, agreed, who, reason, document):
    """Record a correction; what it did stays on the page until the reader corrects something else."""
    try:
        batch = session.store().publish(draft, list(agreed), who, reason, drafting.reasons_in(agreed), document)
    except tuple(session.REFUSALS) as error:
        st.error(say().t(f"draft.{session.REFUSALS[type(error)]}"))
        return
    forget()
    st.session_state[CORRECTED] = {"batch": batch, "draft": draft}
    st.session_state[TIMES] = times() + 1
    st.rerun()


def times():
    """How often this session has corrected: after each time the column of new figures is empty again."""
    return st.session_state.get(TIMES, 0)


def just_corrected():
    """The correction this session has just recorded, until another one is begun; None without any."""
    return st.session_state.get(CORRECTED)


def show_next_correction():
    """The way to the next correction."""
    again = say().t("correction.another")
    st.button(again, key="dinh-chinh-khac", on_click=st.session_state.pop, args=(CORRECTED,))


def show_for_whom(ward, period, typed):
    """What the correction holds, in a sentence."""
    facts = {
        "count": say().count(len(typed)),
        "ward": escape_markdown(ward),
        "period": escape_markdown(say().inside(period)),
    }
    st.markdown(say().t("correction.made", **facts))
