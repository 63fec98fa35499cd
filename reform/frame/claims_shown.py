"""What was found in a report: counts, sentences with their figures marked, tables, and the way into the brief."""

from collections import Counter

import streamlit as st

from reform import claims_told
from reform.claims import VERDICTS
from reform.export import Column
from reform.frame.claims_kept import drop_kept, keep, kept
from reform.frame.sheets import sheet, show_sheet
from reform.frame.ways import show_way_to_brief
from reform.session import say
from reform.text import escape_markdown

SHOWN = 20  # sentences told in full; the table holds all
COLOURS = {"inconsistent": "orange", "differs": "orange", "no_data": "gray", "match": "green"}
ICONS = {"inconsistent": ":material/error:", "differs": ":material/compare_arrows:"}
ICONS |= {"no_data": ":material/help:", "match": ":material/check:"}
WIDTHS = {"verdict": 180, "kind": 115, "numbers": 135, "stored": 125, "sentence": 330, "message": 390}
LINES = 3  # of a row of findings
CHOSEN = "diem-can-hoi"


def show_claim_counts(findings):
    """How many findings of each verdict, the worst first."""
    counts = Counter(one.verdict for one in findings)
    cards = st.grid(len(VERDICTS), min_column_width=200, gap="xsmall", border=True)
    for verdict in VERDICTS:
        with cards.cell():
            st.metric(say().t(f"claims.verdict.{verdict}"), say().count(counts[verdict]))


def show_claim_sentences(findings):
    """The findings to clarify, each with its sentence, the figures it is about in bold."""
    open_ones = [
        one for one in sorted(findings, key=lambda one: one.sort) if one.verdict in ("inconsistent", "differs")
    ]
    if not open_ones:
        return
    st.header(say().t("claims.sentences"), anchor=False)
    for one in open_ones[:SHOWN]:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.badge(say().t(f"claims.verdict.{one.verdict}"), icon=ICONS[one.verdict], color=COLOURS[one.verdict])
                st.caption(say().t(f"claims.kind.{one.kind}"), width="content")
            st.markdown(escape_markdown(claims_told.message(say(), one)))
            st.caption(marked(one))
    if len(open_ones) > SHOWN:
        st.caption(say().t("claims.more_sentences", count=say().count(len(open_ones) - SHOWN)))


def marked(finding):
    """The sentence as Markdown that shows it, its figures in bold."""
    pieces, at = [], 0
    for start, end in finding.marks:
        figure = finding.sentence[start:end]
        end -= len(figure) - len(figure.rstrip())
        pieces += [literal(finding.sentence[at:start]), f"**{literal(figure.rstrip())}**"]
        at = end
    return "“" + "".join([*pieces, literal(finding.sentence[at:])]) + "”"


def literal(text):
    """A piece of a sentence as Markdown, the spaces at its ends kept."""
    if not text.strip():
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return before + escape_markdown(text) + after


def show_claim_findings(claim, findings):
    """All findings as a table to take along, the worst first."""
    t = say().t
    st.header(t("claims.findings"), anchor=False)
    columns = [
        Column(key, t(f"claims.column.{key}")) for key in ("verdict", "numbers", "stored", "message", "sentence")
    ]
    columns.insert(1, Column("kind", t("claims.column.kind")))
    rows = [row_of(one) for one in sorted(findings, key=lambda one: one.sort)]
    made = sheet(title_of(claim), claim.locality, claim.period_name, columns, rows)
    show_sheet(made, "doi-chieu", t("claims.findings_alt"), widths=WIDTHS, lines=LINES)


def row_of(one):
    """A finding with its words."""
    return {
        "verdict": say().t(f"claims.verdict.{one.verdict}"),
        "kind": say().t(f"claims.kind.{one.kind}"),
        "numbers": claims_told.written(say(), one, one.numbers),
        "stored": claims_told.written(say(), one, one.stored),
        "message": claims_told.message(say(), one),
        "sentence": one.sentence,
    }


def title_of(claim):
    """The title of the tables taken along."""
    return say().t("claims.table", unit=claim.unit_name or say().t("claims.no_unit"))


def show_claim_documents(claim, findings):
    """The documents that the report cites, those with something to clarify first."""
    t = say().t
    cited = sorted((one for one in findings if one.cited), key=lambda one: one.sort)
    if not cited:
        return
    st.header(t("claims.documents"), anchor=False)
    keys = ("kind", "number", "date", "issuer", "subject")
    columns = [Column(key, t(f"claims.documents_column_{key}"), "date" if key == "date" else "text") for key in keys]
    columns.append(Column("message", t("claims.column.message")))
    made = sheet(title_of(claim), claim.locality, claim.period_name, columns, [document_row(one) for one in cited])
    widths = {"kind": 110, "number": 150, "date": 95, "issuer": 150, "subject": 350, "message": 420}
    show_sheet(made, "van-ban-vien-dan", t("claims.documents_alt"), widths=widths, lines=2)


def document_row(one):
    """A document cited with what is to say of it."""
    told = {"kind": one.cited.kind, "number": one.cited.number, "date": one.cited.day, "issuer": one.cited.issuer}
    return told | {"subject": one.cited.subject, "message": claims_told.message(say(), one)}


def show_claim_keeping(claim, findings):
    """Take findings into the unit's brief, as questions with the documents to provide."""
    t = say().t
    texts = {claims_told.question(say(), one): claims_told.document(say(), one) for one in worst_first(findings)}
    if not texts:
        return
    st.header(t("claims.keep"), anchor=False)
    if claim.unit is None:
        st.info(t("claims.keep_nobody"))
        return
    st.caption(t("claims.keep_hint"))
    chosen = st.multiselect(
        t("claims.keep_choose"),
        list(texts),
        key=CHOSEN,
        placeholder=t("claims.keep_choose"),
        label_visibility="collapsed",
    )
    taken = {text: texts[text] for text in chosen}
    label = t("claims.keep_button", count=say().count(len(chosen))) if chosen else t("claims.keep_none")
    st.button(label, key="dua-vao-phieu", disabled=not chosen, on_click=keep, args=(claim.unit, taken))
    show_kept(claim)


def worst_first(findings):
    """What may be asked: all that does not agree."""
    return (one for one in sorted(findings, key=lambda one: one.sort) if one.verdict != "match")


def show_kept(claim):
    """What was taken before, and the way to take it back."""
    held = kept(claim.unit)
    if held:
        unit, count = escape_markdown(claim.unit_name), say().count(len(held))
        st.success(say().t("claims.kept", unit=unit, count=count))
        if claim.is_placed:
            show_way_to_brief(claim.locality, claim.period, claim.unit)
        st.button(say().t("claims.kept_drop"), type="tertiary", on_click=drop_kept, args=(claim.unit,))
