"""How each file of a draft was understood, and what its reader has said of it."""

import streamlit as st

from reform.frame import drafting
from reform.frame.asking import ungrouped
from reform.frame.rereading import show_rereading
from reform.indicators import declaration
from reform.session import say
from reform.text import escape_markdown

FEW = 3  # more files than this are folded, more answers too
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
SAID_WHOLE = ("sheet", "numbers", "period", "cumulative", "unit")


def show_understood(draft):
    """File by file: kind, layout, numbers and why, periods, units; then the answers, each to be taken back."""
    t = say().t
    st.header(t("draft.understood"), anchor=False)
    for number, file in enumerate(draft.files):
        with file_box(file, folded=len(draft.files) > FEW):
            if file.reading.refused:
                st.markdown(t("draft.refused"))
            else:
                st.markdown("\n".join(f"- {line}" for line in lines(file)))
            show_answers(file, number)
            if not file.reading.refused:
                show_rereading(file, number)


def file_box(file, folded):
    """Where one file is told of: open with its name on top; folded where there are many."""
    name = say().t("draft.file_name", file=escape_markdown(file.name))
    if folded:
        return st.expander(name)
    box = st.container(border=True, gap="xsmall")
    box.markdown(name)
    return box


def lines(file):
    """What was understood, a line each."""
    decisions = file.reading.decisions
    return [
        source_line(decisions),
        layout_line(decisions),
        numbers_line(decisions),
        *period_lines(decisions),
        units_line(file.reading.rows),
    ]


def source_line(decisions):
    """Which bytes or which sheet, and where the header stands."""
    t, kind = say().t, decisions.get("kind") or "csv"
    rows = ", ".join(map(str, decisions["header_rows"]))
    if kind == "csv":
        encoding, separator = decisions["encoding"], SEPARATORS.get(decisions["separator"])
        named = t(f"draft.encoding.{encoding}") if say().has(f"draft.encoding.{encoding}") else encoding
        parted = t(f"draft.separator.{separator}") if separator else decisions["separator"]
        return t("draft.source_csv", encoding=named, separator=parted, rows=rows)
    named = t(f"draft.kind.{kind}")
    if not decisions.get("sheet"):
        return t("draft.source", kind=named, rows=rows)
    return t("draft.source_sheet", kind=named, sheet=escape_markdown(decisions["sheet"]), rows=rows)


def layout_line(decisions):
    """Which form, and how it is laid out."""
    return say().t("draft.layout_is", layout=say().t(f"draft.layout.{decisions.get('layout') or 'template'}"))


def numbers_line(decisions):
    """Which way of writing numbers, and because of what."""
    t, because = say().t, decisions.get("numbers_because") or "default"
    evidence = decisions.get("numbers_evidence") or {}
    facts = {name: say().plain(evidence[name]) for name in ("balanced", "rows") if evidence.get(name) is not None}
    example = ""
    if evidence.get("text"):
        told = {"text": escape_markdown(evidence["text"]), "cell": escape_markdown(evidence["cell"])}
        example = t("draft.numbers_example", **told, value=ungrouped(evidence["value"]))
    why = t(f"draft.because.{because}", **facts) if because != "sums" or facts else t("draft.because.given")
    return t("draft.numbers_are", numbers=t(f"draft.numbers.{decisions['numbers']}"), example=example, why=why)


def units_line(rows):
    """How many units of which localities, and how many figures."""
    if not rows:
        return say().t("draft.no_rows")
    places = list(dict.fromkeys(escape_markdown(row.locality) for row in rows))
    units = {(row.locality, row.ward) for row in rows}
    return say().t(
        "draft.units",
        units=say().count(len(units)),
        localities=", ".join(places),
        rows=say().count(len(rows)),
        figures=say().count(sum(len(row.values) for row in rows)),
    )


def period_lines(decisions):
    """Each period with its label as written, its window, whether it is cumulative, and where it was found."""
    t = say().t
    for found in decisions["period"]:
        window = (
            t("draft.window", start=day(found["from"]), end=day(found["to"])) if found["from"] else t("draft.no_window")
        )
        yield t(
            "draft.period",
            period=escape_markdown(say().period_label(found["key"], found["label"])),
            window=window,
            cumulative=t("draft.cumulative") if found["cumulative"] else t("draft.not_cumulative"),
            rows=say().count(len(found["rows"])),
        )


def day(written):
    """An ISO day as dd/mm/yyyy."""
    return "/".join(reversed(written.split("-")))


# What was said


def show_answers(file, number):
    """The answers given to a file; each can be taken back and is then asked again."""
    told = list(answers(file))
    if not told:
        return
    with st.expander(say().t("draft.answered", count=say().count(len(told))), expanded=len(told) <= FEW):
        for at, (field, name, sentence) in enumerate(told):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(sentence, width="stretch")
                st.button(
                    say().t("draft.take_back"),
                    key=f"bo-tra-loi-{number}-{at}",
                    type="tertiary",
                    on_click=drafting.take_back,
                    args=(drafting.digest(file.data), field, name),
                )


def answers(file):
    """(field, name or None, sentence) of each answer."""
    said = file.answers
    for field in SAID_WHOLE:
        value = getattr(said, field)
        if value is not None:
            yield field, None, say().t(f"draft.said.{field}", value=value_in_words(field, value))
    for header, key in said.columns.items():
        yield "columns", header, say().t("draft.said.column", name=escape_markdown(header), value=column_name(key))
    for written, name in said.units.items():
        value = escape_markdown(name) if name else say().t("draft.new_unit")
        yield "units", written, say().t("draft.said.unit_named", name=escape_markdown(written), value=value)
    for measure, scale in said.shares.items():
        value = say().t(f"draft.share.{scale}")
        yield "shares", measure, say().t("draft.said.share", name=column_name(measure), value=value)


def value_in_words(field, value):
    """An answer about the whole file in words."""
    if field == "numbers":
        return say().t(f"draft.numbers.{value}")
    if field == "cumulative":
        return say().t("draft.cumulative" if value else "draft.not_cumulative")
    return escape_markdown(value)


def column_name(key):
    """What a column or measure is called; nothing is meant by an ignored one."""
    known = declaration().columns | declaration().measures
    return known[key].name.in_(say().lang) if key in known else say().t("draft.ignored")
