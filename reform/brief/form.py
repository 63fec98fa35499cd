"""The columns of form II.06a (Thông tư 01/2020/TT-VPCP) as a table: a unit's figures period by period, or blank."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from reform.brief.subject import Subject
from reform.declared import Measure
from reform.documents.blocks import heading, table
from reform.indicators import declaration
from reform.period import from_key
from reform.text import Words

# The blocks of the form with the last column of each: received to (6), resolved to (10), pending to (13).
BLOCKS = (("received", 6), ("resolved", 10), ("pending", 13))
LABEL_WIDTH, COLUMN_WIDTH = 2.6, 1.0
SIZE = 7.5
DASH = "–"


def form_section(subject: Subject) -> list[dict]:
    """The form of the period beside those it is compared with; of a span every period in it, none added to another."""
    t, shown = subject.say.t, periods_shown(subject)
    told = {key: {row["measure"]: row for row in subject.figures(key)} for key in shown}
    told = {key: rows for key, rows in told.items() if rows.keys() & set(form_measures())}
    if not told or (not subject.is_span and subject.period not in told):
        return []
    measures = columns_of(told.values())
    lines, bold = lines_of(subject, told, measures)
    made = table(
        columns(subject.say, measures), lines, head=head(subject.say, measures, t("brief.column.period")),
        bold_rows=bold, note=" ".join(notes(subject, told, measures)), size=SIZE,
    )  # fmt: skip
    return [heading(t("brief.section.form"), note=t("brief.form_unit")), made]


def periods_shown(subject: Subject) -> list[str]:
    """The periods of the span; of one period also those it is compared with, the oldest first."""
    if subject.is_span:
        return list(subject.periods)
    row = subject.known.get(subject.period, {})
    return [key for key in dict.fromkeys((row.get("last_year"), row.get("previous"), subject.period)) if key]


def form_measures() -> dict[str, Measure]:
    """The measures with a place in the form, in its order."""
    return {key: measure for key, measure in declaration().measures.items() if measure.form}


def columns_of(told: Iterable[Mapping]) -> list[Measure]:
    """The columns to print: those of the form; a merged one only where some period lacks one of its parts."""
    merged = {measure.key for measure in form_measures().values() if measure.is_merged}
    forms = {measure.form: measure.key for measure in form_measures().values()}
    needed = set()
    for rows in told:
        for key in merged & rows.keys():
            parts = form_measures()[key].form.split("+")
            if any(has_no_figure(rows.get(forms.get(part))) for part in parts):
                needed.add(key)
    return [measure for key, measure in form_measures().items() if key not in merged or key in needed]


def has_no_figure(row: Mapping | None) -> bool:
    return row is None or row["value"] is None


def columns(say: Words, measures: list[Measure]) -> list[dict]:
    """The period, then a column a measure."""
    own = [{"label": label(say, one), "align": "right", "width": COLUMN_WIDTH} for one in measures]
    return [{"label": "", "align": "left", "width": LABEL_WIDTH}, *own]


def label(say: Words, measure: Measure) -> str:
    """A column's own words under its block: Trước hạn."""
    return say.t(f"brief.form.{measure.key}")


def head(say: Words, measures: list[Measure], first: str) -> list[list[dict]]:
    """The stacked head: block, column, the number in the form."""
    blocks = [(block, list(own)) for block, own in groupby(measures, key=block_of)]
    return [
        [
            {"text": first, "rows": 3},
            *({"text": say.t(f"brief.block.{key}"), "columns": len(own)} for key, own in blocks),
        ],
        [{"text": label(say, one)} for one in measures],
        [{"text": one.form} for one in measures],
    ]


def block_of(measure: Measure) -> str:
    """Which block of the form a column stands in."""
    number = int(measure.form.split(")")[0].strip("("))
    return next(key for key, last in BLOCKS if number <= last)


def lines_of(subject: Subject, told: Mapping, measures: list[Measure]) -> tuple[list[list[str]], list[int]]:
    """A line a period, year by year, and the lines that stand out: the years' names, or the period in view."""
    lines, bold = [], []
    for year, keys in groupby(told, key=lambda key: from_key(key).year):
        if subject.is_span and subject.years > 1:
            bold.append(len(lines))
            lines.append([subject.name(str(year)), *("" for _ in measures)])
        for key in keys:
            if key == subject.period and not subject.is_span:
                bold.append(len(lines))
            lines.append(
                [period_label(subject, key), *(figure(subject.say, told[key].get(one.key)) for one in measures)]
            )
    return lines, bold


def period_label(subject: Subject, key: str) -> str:
    """A period with its marks: * its figures run from the beginning of the year, † the unit was another version then,
    ‡ there were only its predecessors."""
    marks = ("*" if is_cumulative(subject, key) else "") + ("†" if subject.is_earlier_version(key) else "")
    marks += "‡" if subject.is_before(key) else ""
    return subject.name(key) + marks


def is_cumulative(subject: Subject, key: str) -> bool:
    """Whether a period's figures run from the beginning of its year."""
    return bool(subject.known[key]["cumulative"]) if key in subject.known else bool(from_key(key).cumulative)


def notes(subject: Subject, told: Mapping, measures: list[Measure]):
    """What the marks mean, and what was computed from its parts."""
    t = subject.say.t
    yield from notes_of_periods(subject, told)
    if any(rows[one.key]["computed"] for rows in told.values() for one in measures if one.key in rows):
        yield t("brief.note_computed")


def notes_of_periods(subject: Subject, keys: Iterable[str], is_rebuilt: bool = False):
    """What the marks of periods mean. `is_rebuilt`: whether figures before a merger are added up here."""
    if any(is_cumulative(subject, key) for key in keys):
        yield subject.say.t("brief.note_cumulative")
    if any(subject.is_earlier_version(key) for key in keys):
        yield subject.say.t("brief.note_earlier")
    if any(subject.is_before(key) for key in keys):
        yield predecessors_told(subject, is_rebuilt)


def predecessors_told(subject: Subject, is_rebuilt: bool) -> str:
    """Trước ngày 01/07/2025 số liệu do các đơn vị cũ báo cáo: A (nguyên trạng) và B (một phần); or that it is theirs
    added up, or that it cannot be."""
    t, first = subject.say.t, subject.earliest
    led = subject.asked.of_each("successor_id", "lineage", locality=subject.locality).get(first["unit_id"], [])
    names = [t("brief.whole" if row["whole"] else "brief.part", ward=row["predecessor"]) for row in led]
    before = "brief.note_before" if all(row["whole"] for row in led) else "brief.note_split"
    told = "brief.note_rebuilt" if is_rebuilt else before if led else "brief.note_not_yet"
    return t(told, date=subject.say.date(first["valid_from"]), names=subject.say.listing(names) if names else "")


def figure(say: Words, row: Mapping | None) -> str:
    """A figure as this language writes it with its bound; a dash where nothing was reported."""
    if row is None or row["value"] is None:
        return DASH
    measure = declaration().measures[row["measure"]]
    return (row["bound"] or "") + (say.count(row["value"]) if measure.is_count else say.plain(row["value"]))
