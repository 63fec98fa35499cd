"""What was found in a report: counts, sentences with their figures marked, tables, and the way into the brief."""

from collections import Counter
from hashlib import sha256

import streamlit as st

from reform import claims_told
from reform.claims import VERDICTS
from reform.export import Column
from reform.frame import cells
from reform.frame.claims_kept import drop_kept, keep, kept
from reform.frame.sheets import on_screen, sheet, show_sheet, show_sheet_downloads
from reform.frame.ways import show_way_to_brief
from reform.session import say
from reform.text import escape_markdown

SHOWN = 20  # sentences told in full; the table holds all
COLOURS = {"inconsistent": "orange", "differs": "orange", "no_data": "gray", "match": "green"}
ICONS = {"inconsistent": ":material/error:", "differs": ":material/compare_arrows:"}
ICONS |= {"no_data": ":material/help:", "match": ":material/check:"}
WIDTHS = {"verdict": 180, "kind": 115, "numbers": 135, "stored": 125, "sentence": 330, "message": 390}
LINES, MESSAGE = 3, 160  # of a row of findings; letters it holds of what is to say
CHOSEN = "diem-can-hoi"
FEW, HEIGHT, MOST_ASKED = 8, 420, 60  # points to ask that need no scrolling; pixels where they do; points offered


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
            st.caption(claims_told.placed(say(), one, marked(one)))
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
    ordered = sorted(findings, key=lambda one: one.sort)
    made = [
        sheet(title_of(claim), claim.locality, claim.period_name, columns, [row_of(one, short) for one in ordered])
        for short in (True, False)
    ]
    shown = [on_screen(column, made[0], WIDTHS[column.key], None) for column in columns]
    cells.show_table(shown, alt=t("claims.findings_alt"), lines=LINES)
    show_sheet_downloads(made[1], "doi-chieu")


def row_of(one, short):
    """A finding with its words; `short`: as many as a row of the screen holds."""
    message, sentence = claims_told.message(say(), one), one.sentence
    if short:
        message, sentence = claims_told.shortened(message, MESSAGE), claims_told.quoted(one)
    return {
        "verdict": say().t(f"claims.verdict.{one.verdict}"),
        "kind": say().t(f"claims.kind.{one.kind}"),
        "numbers": claims_told.written(say(), one, one.numbers),
        "stored": claims_told.written(say(), one, one.stored),
        "message": message,
        "sentence": claims_told.placed(say(), one, sentence),
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
    widths = {"kind": 110, "number": 150, "date": 115, "issuer": 150, "subject": 340, "message": 410}
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
    taken = {text: texts[text] for text in ticked(list(texts)[:MOST_ASKED])}
    if len(texts) > MOST_ASKED:
        st.caption(t("claims.more_to_keep", count=say().count(len(texts) - MOST_ASKED)))
    label = t("claims.keep_button", count=say().count(len(taken))) if taken else t("claims.keep_none")
    st.button(label, key="dua-vao-phieu", disabled=not taken, on_click=keep, args=(claim.unit, taken))
    show_kept(claim)


def ticked(texts):
    """The texts that the reader ticks: boxes and no list to open, which would lie over the button below it."""
    with st.container(height=HEIGHT if len(texts) > FEW else "content", border=True, gap="xsmall"):
        return [
            text
            for text in texts
            if st.checkbox(escape_markdown(text), key=f"{CHOSEN}-{sha256(text.encode()).hexdigest()[:12]}")
        ]


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
