"""The chosen unit: its figures in the order of form II.06a, each with the file and cell it came from."""

import re

import streamlit as st

from reform import session
from reform.frame import cells
from reform.frame.components import show_components
from reform.frame.derived import show_derived
from reform.indicators import declaration
from reform.rows import records, score_period
from reform.session import ask, say
from reform.text import escape_markdown


def show_unit(choice, summary):
    """The chosen unit's figures in this period, and those behind a score of another; nothing while none is chosen."""
    if choice.unit is None:
        return
    show_figures(choice, choice.period, choice.period_name)
    other = None if summary is None else score_period(summary, choice.period)
    if other:
        show_figures(choice, other, say().period_label(other))


def show_figures(choice, key, named):
    """One period's figures of the chosen unit."""
    t = say().t
    figures = ask("figures", unit_id=choice.unit, period=key)
    name, period = escape_markdown(choice.unit_name), escape_markdown(named)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(t("unit.title", ward=name, period=period), anchor=False, width="content")
        st.page_link(
            "pages/unit.py",
            label=t("unit.see_profile"),
            icon=":material/arrow_forward:",
            query_params=session.address_of_unit(choice.locality, key, choice.unit),
        )
    if figures.empty:
        st.info(t("unit.nothing_of_locality" if choice.is_locality else "unit.nothing"))
        return
    st.caption(t("unit.explained_locality" if choice.is_locality else "unit.explained"))
    rows = sorted(records(figures), key=place_in_form)
    show_table(rows, named)
    show_components(choice.unit, choice.locality, key)
    show_origins(rows, choice, key)
    show_derived(choice.unit, key)


def show_table(rows, named):
    """Figures with where each came from; below them the words, which no narrow column holds."""
    figures = [row for row in rows if not is_text(row)]
    cells.show_table(figure_columns(figures), alt=say().t("unit.table_alt", period=named))
    said = [text_line(row) for row in rows if is_text(row)]
    if said:
        st.markdown("\n".join(said))


def show_origins(rows, choice, key):
    """The way from figures to the recordings they came from, and to mending them."""
    t, batches = say().t, {row["batch_id"]: row for row in rows if row["batch_id"]}
    with st.container(horizontal=True, gap="small"):
        for row in batches.values():
            st.page_link(
                "pages/log.py",
                label=t("unit.origin", file=escape_markdown(row["file_name"]), time=say().time(row["recorded_at"])),
                icon=":material/history:",
                query_params=session.address_of_batch(row["batch_id"]),
            )
        st.page_link(
            "pages/correction.py",
            label=t("correction.link"),
            icon=":material/edit:",
            query_params=session.address(choice.locality, key) | {session.UNIT: str(choice.unit)},
        )


def is_text(row):
    """Whether a row is words, such as the source, which no narrow column holds."""
    return declaration().measures[row["measure"]].kind == "text"


def text_line(row):
    """Words of a report with their cell."""
    name = declaration().measures[row["measure"]].name.in_(say().lang)
    return "- " + say().t("unit.text", name=name, text=escape_markdown(row["text"] or ""), cell=row["cell"])


def place_in_form(row):
    """Form II.06a's columns first, by their numbers; then the declaration's order."""
    form = declaration().measures[row["measure"]].form
    number = int(re.search(r"\d+", form).group()) if form else 99
    return number, list(declaration().measures).index(row["measure"])


def figure_columns(rows):
    """Form's column, measure, value, unit; then where it came from."""
    t, lang = say().t, say().lang
    measures = [declaration().measures[row["measure"]] for row in rows]
    return [
        cells.texts(t("column.form"), [measure.form for measure in measures], 76, hint=t("column.form_hint")),
        cells.texts(t("column.measure"), [measure.name.in_(lang) for measure in measures], 330),
        cells.texts(
            t("column.value"),
            [written(row, measure) for row, measure in zip(rows, measures, strict=True)],
            110,
            right=True,
        ),
        cells.texts(t("column.unit_of_measure"), [unit_name(measure) for measure in measures], 76),
        cells.texts(
            t("column.cell"), [row["cell"] if not row["computed"] else t("unit.computed") for row in rows], 170
        ),
        cells.texts(t("column.file"), [row["file_name"] or "" for row in rows], 190),
        cells.texts(
            t("column.recorded_at"),
            [say().time(row["recorded_at"]) if not row["computed"] else "" for row in rows],
            130,
        ),
        cells.texts(t("column.uploader"), [row["uploader"] or "" for row in rows], 150),
    ]


def unit_name(measure):
    """The unit a measure is counted in; text and practices have none."""
    return declaration().units[measure.unit].in_(say().lang) if measure.unit else ""


def written(row, measure):
    """A figure as this language writes it; text as it was written."""
    return figure(row["value"], row["bound"], row["text"], measure)


def figure(value, bound, text, measure):
    """A value with its bound as this language writes it; text as it was written."""
    if not measure.is_number or value is None:
        return text or ""
    return (bound or "") + (say().count(value) if measure.is_count else say().plain(value))
