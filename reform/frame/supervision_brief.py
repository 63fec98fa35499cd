"""The brief on the screen: all that was found, not only what fits on paper, and what the delegation changes in it."""

from functools import partial

import streamlit as st

from reform.brief.findings import domain_name
from reform.documents.blocks import bullets
from reform.frame.supervision_blocks import show_blocks
from reform.frame.supervision_kept import (
    add_question,
    edits_kept,
    forget_edits,
    remove_question,
    take_note,
    take_question,
)
from reform.session import is_sample, say
from reform.text import escape_markdown


def show_brief(supervision, preparation):
    """The unit, its key figures, the charts; every point to clarify."""
    t = say().t
    name = escape_markdown(preparation.subject.span_name)
    st.header(t("supervision.brief_of", ward=supervision.bare, period=name), anchor=False)
    if not any(preparation.subject.figures(key) for key in preparation.subject.periods):
        st.info(t("supervision.no_figures", ward=supervision.bare, period=name))
    _, unit, *opening = preparation.opening
    show_blocks([unit | {"soft": True}, *opening], "mo-dau")
    show_clarify(preparation.found.clarify)


def show_behind(preparation):
    """All figures, and how they were computed from which files; folded."""
    if preparation.tables:
        with st.expander(say().t("supervision.tables"), icon=":material/table:"):
            show_blocks(preparation.tables, "bang")
    with st.expander(preparation.method[0]["text"], icon=":material/function:"):
        show_blocks(preparation.method[1:], "cach-tinh")


def show_clarify(found):
    """Every point to clarify, worst first."""
    t = say().t
    st.subheader(t("supervision.clarify", count=say().count(len(found))), anchor=False)
    if found:
        show_blocks([bullets([one["text"] for one in found])], "can-lam-ro")
    else:
        st.markdown(t("supervision.clarify_none"))


# What the delegation changes


def edit_brief(supervision, preparation):
    """Every question with its mark, which drops it; a box for more; the note."""
    t, unit, asked = say().t, supervision.unit, preparation.proposed.questions
    kept = [one for one in preparation.found.questions if one["key"]]
    count = {"kept": say().count(len(preparation.found.questions)), "dropped": say().count(len(asked) - len(kept))}
    st.subheader(t("supervision.questions", **count), anchor=False)
    st.caption(t("supervision.questions_hint"))
    for domain in dict.fromkeys(one["domain"] for one in asked):
        st.markdown(f"**{escape_markdown(domain_name(say(), domain))}**")
        for one in asked:
            if one["domain"] == domain:
                show_question(unit, one)
    show_added(unit, preparation.edits["added"])
    ask_question(unit)
    ask_note(unit)
    if preparation.edits != {"dropped": (), "added": (), "note": ""}:
        st.button(
            t("supervision.forget"), key=f"nhu-de-xuat-{unit}", on_click=forget_edits, args=(unit,), type="tertiary"
        )


def show_question(unit, one):
    """A question to keep or to drop; below it why it is asked and which document to ask for."""
    key = f"cau-hoi-{is_sample()}-{unit}-{one['key']}"
    st.session_state[key] = one["key"] not in edits_kept(unit)["dropped"]
    with st.container(gap=None):
        st.checkbox(escape_markdown(one["question"]), key=key, on_change=take_question, args=(unit, one["key"], key))
        told = [say().t("brief.because", because=one["because"])] if one["because"] else []
        told += [say().t("brief.ask_for", document=one["document"])] if one["document"] else []
        st.caption(escape_markdown(" ".join(told)))


def show_added(unit, added):
    """The questions of the delegation's own, each with the way to take it out."""
    if not added:
        return
    st.markdown(f"**{escape_markdown(domain_name(say(), None))}**")
    for at, text in enumerate(added):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"– {escape_markdown(text)}", width="stretch")
            st.button(
                say().t("supervision.remove"),
                key=f"bo-cau-hoi-{unit}-{at}",
                on_click=remove_question,
                args=(unit, text),
                type="tertiary",
            )


def ask_question(unit):
    """A box for a question of the delegation's own."""
    key = f"them-cau-hoi-{is_sample()}-{unit}"
    with st.form(f"form-{key}", border=False):
        st.text_area(say().t("supervision.add"), key=key, height=80, placeholder=say().t("supervision.add_example"))
        st.form_submit_button(say().t("supervision.add_do"), on_click=partial(add_question, unit, key))


def ask_note(unit):
    """The delegation's note, which stands in the brief after the questions."""
    key = f"ghi-chu-phieu-{is_sample()}-{unit}"
    st.session_state[key] = edits_kept(unit)["note"]
    st.text_area(say().t("supervision.note"), key=key, height=100, on_change=take_note, args=(unit, key))
