"""For the unit: the outline of its report, blank tables and the documents to send; nothing of what was found."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from reform.brief.asking import Once
from reform.brief.contents import day_of
from reform.brief.findings import domain_name
from reform.brief.form import columns, columns_of, head
from reform.brief.subject import Subject, inside_span, subject_of
from reform.declared import Measure
from reform.documents.blocks import (
    bullets,
    document,
    heading,
    letterhead,
    numbered,
    paragraph,
    signature,
    table,
    unparted,
)
from reform.indicators import declaration
from reform.period import between
from reform.sample import is_sample
from reform.store import Store
from reform.text import Words

# The parts of a report as offices write it: what each says stands in data/text under brief.outline.
OUTLINE = (
    ("situation", ()),
    ("results", ("steering", "institutions", "procedures", "organisation", "service", "finance", "digital")),
    ("assessment", ()),
    ("proposals", ()),
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# A table of other measures has room for so many periods.
PERIODS_IN_TABLE = 5
# Nobody fills in blank tables of more periods: five years of months.
MOST_PERIODS = 60
# What a unit is not asked to fill in: points that others give it, percentages that are computed, words of a file.
ASKED_KINDS = ("flow", "stock", "practice")


def request_of(
    store: Store | Once,
    say: Words,
    *,
    locality: str,
    unit_id: int,
    period: str,
    to: str | None = None,
    visit: Mapping | None = None,
    deadline: date | None = None,
    more: Sequence[str] = (),
    made_at: datetime,
) -> dict:
    """Đề cương báo cáo và danh mục tài liệu đề nghị cung cấp, a letter; the same for every unit but for its name
    and `more`.

    `visit` as in brief_of, `deadline` the day by which the unit answers, `more` documents this unit is
    asked for. Raises as brief_of does.
    """
    asked = store if isinstance(store, Once) else Once(store)
    subject, visit = subject_of(asked, say, locality, unit_id, period, to), visit or {}
    blocks = [
        letter_head(subject, visit, made_at),
        paragraph(opening(subject, visit, deadline), align="justify", indent=True),
        *outline(say),
        *tables(subject),
        *documents(say, more),
        closing(subject, visit),
    ]
    return document(say.t("brief.request.title"), blocks=blocks, **letter(subject, "request", made_at))


def letter(subject: Subject, kind: str, made_at: datetime) -> dict:
    """What the letters to a unit have in common."""
    t, facts = subject.say.t, {"ward": subject.ward_inside, "period": subject.span_inside}
    return {
        "lang": subject.say.lang,
        "subtitle": [t(f"brief.{kind}.about", **facts | {"period": unparted_ends(subject)})],
        "stamp": t("export.sample") if is_sample(subject.asked.directory) else "",
        "style": "letter",
        "made_at": made_at,
        "description": t(f"brief.{kind}.description", **facts),
    }


def on_lines(name: str) -> str:
    """A name in capitals of which no single word is left for the last line."""
    words = name.upper().split(" ")
    return " ".join([*words[:-2], unparted(" ".join(words[-2:]))])


def unparted_ends(subject: Subject) -> str:
    """quý I/2023 – quý III/2026, where no line ends between quý and its number."""
    return " – ".join(unparted(subject.inside(key)) for key in dict.fromkeys((subject.first, subject.period)))


def letter_head(subject: Subject, visit: Mapping, made_at: datetime) -> dict:
    """Who writes; Quốc hiệu, place and date."""
    t, day = subject.say.t, day_of(made_at)
    left = [on_lines(visit.get("ban") or subject.locality), on_lines(visit.get("delegation") or t("brief.delegation"))]
    dated = t("brief.letter.dated", day=f"{day.day:02d}", month=f"{day.month:02d}", year=day.year)
    return letterhead(left, [t("brief.letter.nation"), t("brief.letter.motto"), dated])


def opening(subject: Subject, visit: Mapping, deadline: date | None) -> str:
    """What is asked of whom, until when."""
    say, day = subject.say, visit.get("date")
    facts = {"delegation": visit.get("delegation") or say.t("brief.delegation"), "ward": subject.ward_inside}
    told = [say.t("brief.request.opening", period=subject.span_inside, **facts)]
    told += [say.t("brief.request.visit", date=say.date(day))] if day else []
    told.append(
        say.t("brief.request.deadline", date=say.date(deadline) if deadline else say.t("brief.letter.blank_date"))
    )
    return " ".join(told)


def outline(say: Words) -> list[dict]:
    """A. The outline, part by part, the results by domain."""
    blocks = [heading(say.t("brief.request.outline"))]
    for number, (part, domains) in zip(ROMAN, OUTLINE, strict=False):
        blocks.append(heading(say.t("brief.letter.part", number=number, name=say.t(f"brief.outline.{part}.name")), 2))
        if not domains:
            blocks.append(bullets(lines(say, f"brief.outline.{part}.points")))
        for at, domain in enumerate(domains, start=1):
            name = domain_name(say, domain)
            blocks += [heading(f"{at}. {name}", 3), bullets(lines(say, f"brief.outline.{domain}.points"))]
    return blocks


def lines(say: Words, key: str) -> list[str]:
    """A text of several lines as the items of a list."""
    return [line.strip() for line in say.t(key).splitlines() if line.strip()]


def documents(say: Words, more: Sequence[str] = ()) -> list[dict]:
    """C. The documents to send: a list that is the same for every unit, and `more` that this one is asked for."""
    return [heading(say.t("brief.request.documents")), numbered([*lines(say, "brief.request.list"), *more])]


# ── Blank tables ──────────────────────────────────────────────────────────────


def tables(subject: Subject) -> list[dict]:
    """B. Form II.06a and the other measures by domain, blank, a line or a column for each period of the span."""
    say, keys = subject.say, periods_asked(subject)
    measures = columns_of([])
    blank = [[subject.name(key), *("" for _ in measures)] for key in keys]
    first = say.t("brief.column.period")
    form = table(
        columns(say, measures), blank, head=head(say, measures, first), size=8,
        title=say.t("brief.request.table", number=1, name=say.t("brief.request.form")),
    )  # fmt: skip
    blocks = [heading(say.t("brief.request.tables")), paragraph(say.t("brief.request.how")), form]
    for number, (domain, own) in enumerate(by_domain(), start=2):
        name = domain_name(say, domain)
        title = say.t("brief.request.table", number=number, name=name)
        blocks += [
            blank_table(subject, title if not at else "", own, keys[at : at + PERIODS_IN_TABLE])
            for at in range(0, len(keys), PERIODS_IN_TABLE)
        ]
    return blocks


def periods_asked(subject: Subject) -> list[str]:
    """The periods of the span: from the first to the last one of that kind; where they differ, those with reports."""
    first, last = subject.first, subject.period
    keys = between(first, last) or inside_span(subject.known.values(), first, last) or (first, last)
    return list(dict.fromkeys(keys))


def by_domain() -> list[tuple[str, list[Measure]]]:
    """The measures outside form II.06a that a unit counts or answers itself, by domain."""
    asked = [one for one in declaration().measures.values() if not one.form and one.kind in ASKED_KINDS]
    order = list(declaration().domains)
    asked.sort(key=lambda one: order.index(one.domain))
    return [(domain, list(own)) for domain, own in groupby(asked, key=lambda one: one.domain)]


def blank_table(subject: Subject, title: str, measures: list[Measure], keys: list[str]) -> dict:
    """Measures with their units, a blank column a period."""
    say = subject.say
    heads = [
        {"label": say.t("column.measure"), "width": 4},
        {"label": say.t("column.unit_of_measure"), "width": 1.3, "align": "center"},
        *({"label": subject.name(key), "width": 1.5, "align": "right"} for key in keys),
    ]
    rows = [[one.name.in_(say.lang), unit_name(say, one), *("" for _ in keys)] for one in measures]
    return table(heads, rows, title=title, size=9)


def unit_name(say: Words, measure: Measure) -> str:
    """What a measure is counted in; a practice is answered yes or no."""
    if not measure.unit:
        return say.t("brief.request.yes_no")
    return declaration().units[measure.unit].in_(say.lang)


def closing(subject: Subject, visit: Mapping) -> dict:
    """Who receives the letter, who signs it."""
    t = subject.say.t
    who = on_lines(visit.get("delegation") or t("brief.delegation"))
    left = [t("brief.letter.receivers"), t("brief.letter.to", ward=subject.ward_inside), t("brief.letter.kept")]
    return signature(left, [t("brief.letter.on_behalf", who=who), t("brief.letter.head"), t("brief.letter.sign")])
