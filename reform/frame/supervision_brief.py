"""The brief on the screen: all that was found, not only what fits on paper, and what the delegation changes in it."""

import streamlit as st

from reform.brief.about import files_of
from reform.brief.findings import domain_name
from reform.brief.pictures import lead_of
from reform.documents.blocks import bullets
from reform.frame import claims_kept
from reform.frame.supervision_blocks import show_blocks
from reform.frame.supervision_draft import show_draft_state
from reform.frame.supervision_kept import (
    NOTHING,
    add_question,
    edits_kept,
    forget_edits,
    note_key,
    note_typed,
    question_key,
    question_typed,
    remove_question,
    show_refused,
    take_note,
    take_question,
)
from reform.frame.ways import show_way_to_unit, show_ways_to_batches
from reform.session import is_sample, say
from reform.text import escape_markdown


def show_parts():
    """The two parts of the page: before the visit and after it."""
    return st.tabs([say().t("supervision.part_brief"), say().t("recommendation.title")])


def show_brief(supervision, preparation):
    """The unit, its key figures, the charts; every point to clarify."""
    t = say().t
    name = escape_markdown(preparation.subject.span_name)
    st.header(t("supervision.brief_of", ward=supervision.bare, period=name), anchor=False)
    if not any(preparation.subject.figures(key) for key in preparation.subject.periods):
        st.info(t("supervision.no_figures", ward=supervision.bare, period=name))
    _, unit, *opening = preparation.opening
    show_blocks([unit | {"soft": True}], "don-vi")
    with st.container(horizontal=True, gap="small"):
        show_way_to_unit(supervision.locality, supervision.to, supervision.unit, supervision.row["ward"])
        show_ways_to_batches(files_of(preparation.subject))
    show_blocks(opening, "mo-dau")
    show_why_drawn(preparation.subject)
    show_clarify(preparation.found.clarify)


def show_why_drawn(subject):
    """Why the charts are about this figure and no other."""
    lead = lead_of(subject)
    if lead:
        row, by = lead
        facts = {key: say().count(row[key]) for key in ("rank", "ranked")}
        st.caption(say().t("supervision.why_drawn", name=by.short.in_(say().lang), **facts))


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
    t, brief, asked, closed = say().t, supervision.brief, preparation.proposed.questions, supervision.is_made
    kept = [one for one in preparation.found.questions if one["key"]]
    count = {"kept": say().count(len(preparation.found.questions)), "dropped": say().count(len(asked) - len(kept))}
    st.subheader(t("supervision.questions", **count), anchor=False)
    st.caption(t("supervision.closed" if closed else "supervision.questions_hint"))
    for domain in dict.fromkeys(one["domain"] for one in asked):
        st.markdown(f"**{escape_markdown(domain_name(say(), domain))}**")
        for one in asked:
            if one["domain"] == domain:
                show_question(brief, one, closed)
    show_added(brief, preparation.edits["added"], closed)
    show_waiting(brief)
    ask_question(brief, closed)
    ask_note(brief, closed)
    show_draft_state(supervision)
    if not closed and preparation.edits != NOTHING:
        key = f"nhu-de-xuat-{brief.unit}"
        st.button(t("supervision.forget"), key=key, on_click=forget_edits, args=(brief,), type="tertiary")


def show_question(brief, one, closed):
    """A question to keep or to drop; below it why it is asked and which document to ask for."""
    key = f"cau-hoi-{is_sample()}-{brief.unit}-{one['key']}"
    st.session_state[key] = one["key"] not in edits_kept(brief)["dropped"]
    with st.container(gap=None):
        how = {"on_change": take_question, "args": (brief, one["key"], key), "disabled": closed}
        st.checkbox(escape_markdown(one["question"]), key=key, **how)
        told = [say().t("brief.because", because=one["because"])] if one["because"] else []
        told += [say().t("brief.ask_for", document=one["document"])] if one["document"] else []
        st.caption(escape_markdown(" ".join(told)))


def show_added(brief, added, closed):
    """The questions of the delegation's own, each with the way to take it out."""
    if not added:
        return
    st.markdown(f"**{escape_markdown(domain_name(say(), None))}**")
    for at, text in enumerate(added):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"– {escape_markdown(text)}", width="stretch")
            st.button(
                say().t("supervision.remove"),
                key=f"bo-cau-hoi-{brief.unit}-{at}",
                on_click=remove_question,
                args=(brief, text),
                type="tertiary",
                disabled=closed,
            )


def show_waiting(brief):
    """That not all that was taken from the unit's report is in the brief, and what to do."""
    left = len(claims_kept.waiting(brief.unit))
    if left:
        facts = {"left": say().count(left), "most": say().count(claims_kept.MOST)}
        st.warning(say().t("supervision.taken_too_many", **facts))


def ask_question(brief, closed):
    """A box for a question of the delegation's own: added as soon as the box is left, whatever is pressed next."""
    t, key = say().t, question_key(brief)
    st.session_state.setdefault(key, question_typed(key))
    how = {"on_change": add_question, "args": (brief, key), "disabled": closed}
    st.text_area(t("supervision.add"), key=key, height=80, placeholder=t("supervision.add_example"), **how)
    show_refused(key)
    st.button(t("supervision.add_do"), key=f"nut-{key}", disabled=closed)


def ask_note(brief, closed):
    """The delegation's note, which stands in the brief after the questions."""
    key = note_key(brief)
    st.session_state[key] = note_typed(brief, key)
    how = {"on_change": take_note, "args": (brief, key), "disabled": closed}
    st.text_area(say().t("supervision.note"), key=key, height=100, **how)
    show_refused(key)
