"""A file before it is recorded: what was understood, every doubt, what would be stored, and the button."""

from hashlib import sha256

import streamlit as st

from reform import session
from reform.frame import cells
from reform.frame.changes import standings
from reform.indicators import declaration
from reform.intake.reading import SEVERITIES
from reform.session import say
from reform.store.draft import WITHOUT_DEFAULT
from reform.text import escape_markdown, words

SHOWN = 20
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}


def show_understood(draft):
    """How the file was read: bytes, separator, numbers, header row, periods, units."""
    decisions = draft.reading.decisions
    st.header(say().t("draft.understood"), anchor=False)
    if draft.reading.refused:
        return st.markdown(say().t("draft.refused"))
    st.markdown(
        "\n".join(
            f"- {line}" for line in (file_line(decisions), units_line(draft.reading.rows), *period_lines(decisions))
        )
    )


def file_line(decisions):
    """Encoding, separator, numbers and header row in one line."""
    t = say().t
    rows = ", ".join(map(str, decisions["header_rows"]))
    encoding = t(f"draft.encoding.{decisions['encoding']}")
    return t(
        "draft.file",
        encoding=encoding,
        separator=t(f"draft.separator.{SEPARATORS[decisions['separator']]}"),
        numbers=t(f"draft.numbers.{decisions['numbers']}"),
        rows=rows,
    )


def units_line(rows):
    """How many units of which localities, and how many figures."""
    places = list(dict.fromkeys(escape_markdown(row.locality) for row in rows))
    units = {(row.locality, row.ward) for row in rows}
    figures = sum(len(row.values) for row in rows)
    return say().t(
        "draft.units",
        units=say().count(len(units)),
        localities=", ".join(places),
        rows=say().count(len(rows)),
        figures=say().count(figures),
    )


def period_lines(decisions):
    """Each period with its label as written, its window, and whether it is cumulative."""
    t = say().t
    for found in decisions["period"]:
        window = (
            t("draft.window", start=day(found["from"]), end=day(found["to"])) if found["from"] else t("draft.no_window")
        )
        cumulative = t("draft.cumulative") if found["cumulative"] else t("draft.not_cumulative")
        name = say().period_label(found["key"], found["label"])
        yield t(
            "draft.period",
            period=escape_markdown(name),
            window=window,
            cumulative=cumulative,
            rows=say().count(len(found["rows"])),
        )


def day(written):
    """An ISO day as dd/mm/yyyy."""
    return "/".join(reversed(written.split("-")))


def show_problems(draft):
    """All problems, worst first and by cause, each with its first places; returns what was accepted, as CODE:CELL."""
    accepted = []
    for severity in SEVERITIES:
        problems = [one for one in draft.problems if one.severity == severity]
        if not problems:
            continue
        st.header(say().t(f"draft.{severity}s", count=say().count(len(problems))), anchor=False)
        causes = st.grid(2, min_column_width=460, gap="xsmall", border=True)
        for code in dict.fromkeys(one.code for one in problems):
            with causes.cell():
                accepted += show_cause(code, [one for one in problems if one.code == code], severity)
    if not draft.problems:
        st.success(say().t("draft.no_problem"))
    return accepted


def show_cause(code, problems, severity):
    """One cause with its places; a question can be accepted here. Returns each of the questions where it was."""
    with st.container(gap="xsmall"):
        st.markdown(say().t("draft.cause", cause=cause(code), count=say().count(len(problems))))
        lines = ["- " + escape_markdown(say().message(problem)) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(
                "- " + say().t("draft.more", count=say().count(len(problems) - SHOWN), total=say().count(len(problems)))
            )
        st.markdown("\n".join(lines))
        if severity != "confirm":
            return []
        if code in WITHOUT_DEFAULT:
            st.caption(say().t("draft.no_default"))
            return []
        agreed = st.checkbox(
            say().t("draft.accept", default=say().t(f"default.{code}")), key=f"dong-y-{code}-{asked(problems)}"
        )
        return list(map(answered, problems)) if agreed else []


def answered(problem):
    """The name under which one question is accepted, so that a later one of its kind is asked again."""
    return f"{problem.code}:{problem.cell}" if problem.cell else problem.code


def asked(problems):
    """What the box of a cause stands for: another question, another box, not yet ticked."""
    return sha256("\n".join(map(words("vi").message, problems)).encode()).hexdigest()[:12]


def cause(code):
    """The cause in a few words; what spoils the whole file has one name."""
    return say().t(f"cause.{code}") if say().has(f"cause.{code}") else say().t("cause.file")


def show_stored(draft):
    """The table of what would be stored, figures as this language writes them; one page of rows."""
    rows = draft.reading.rows
    if not rows:
        return
    t = say().t
    st.header(t("draft.stored"), anchor=False)
    measures = [one for one in declaration().measures.values() if any(one.key in row.values for row in rows)]
    columns = [
        cells.texts(t("column.unit"), [row.ward for row in rows], 190, pinned=True),
        cells.texts(t("ranking.locality"), [row.locality for row in rows]),
        cells.texts(t("ranking.period"), [say().period_label(row.period.key, row.period.label) for row in rows]),
    ]
    columns += [
        cells.texts(
            one.name.in_(say().lang), [stored(row.values.get(one.key), one) for row in rows], right=one.is_number
        )
        for one in measures
    ]
    cells.show_table(columns, alt=t("draft.stored_alt"), height="content" if len(rows) <= SHOWN else 700)


def stored(cell, measure):
    """One figure as it would be stored."""
    if cell is None:
        return ""
    if not measure.is_number or cell.value is None:
        return str(cell.value or "")
    number = say().count(cell.value) if measure.is_count else say().plain(cell.value)
    return (cell.bound or "") + number + ("%" if measure.unit == "percent" else "")


def show_record_button(draft, accepted, uploader):
    """Ghi nhận số liệu: open once nothing is wrong, nothing is asked and the name is there; else what is missing."""
    missing = what_is_missing(draft, accepted, uploader)
    st.button(
        say().t("draft.record"),
        type="primary",
        disabled=bool(missing),
        on_click=session.publish,
        args=(draft, accepted, uploader, standings(draft)),
        key="ghi-nhan",
    )
    refusal = session.refusal()
    if refusal:
        st.error(say().t(f"draft.{refusal}"))
    if missing:
        st.caption(missing)


def show_recorded(draft, done):
    """That the figures are recorded, under which number."""
    rows = draft.reading.rows
    st.success(
        say().t(
            "draft.recorded",
            file=escape_markdown(draft.file_name),
            rows=say().count(len(rows)),
            batch=done["batch"]["id"],
        )
    )


def what_is_missing(draft, accepted, uploader):
    """Why the file cannot be recorded yet; empty where it can."""
    t = say().t
    if draft.has_errors:
        return t("draft.has_errors")
    if draft.open_questions(accepted):
        return t("draft.has_questions", count=say().count(len({one.code for one in draft.open_questions(accepted)})))
    return "" if uploader else t("draft.no_uploader")
