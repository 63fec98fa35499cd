"""The documents of a site visit: the internal brief of one unit, fitted to its pages, and many of them at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from reform.brief.about import is_provisional, method_section, unit_section
from reform.brief.asking import Once
from reform.brief.findings import (
    Found,
    Room,
    clarify_section,
    edited,
    lines_section,
    note_section,
    questions_section,
    recommendations_section,
)
from reform.brief.fitting import fitted
from reform.brief.form import form_section
from reform.brief.gathered import points_and_questions
from reform.brief.periods_table import periods_section
from reform.brief.pictures import pictures
from reform.brief.standing import standing_section
from reform.brief.subject import Subject, subject_of
from reform.documents.blocks import document
from reform.documents.pdf import pdf
from reform.period import last_day
from reform.rows import records
from reform.sample import is_sample
from reform.store import Store
from reform.text import ZONE, Words

# One period has two pages, each further year of a span one more.
FIRST_PAGES = 2
# Printing leaves Python alone, so that two are made at once; only a few ahead, as reform.documents keeps the last ones.
WORKERS, AHEAD = 2, 4


def brief_of(
    store: Store | Once,
    say: Words,
    *,
    locality: str,
    unit_id: int,
    period: str,
    to: str | None = None,
    visit: Mapping | None = None,
    edits: Mapping | None = None,
    made_at: datetime,
) -> dict:
    """Phiếu thông tin phục vụ giám sát: the document of reform.documents.blocks about a unit from `period` to `to`.

    `visit`: {"delegation", "ban", "date"}, each None where it is not known. `edits`: {"dropped": keys of questions,
    "added": questions in words, "note"}. Raises NotThere (unknown_unit) and, for a key of no period, ValueError.
    """
    asked = store if isinstance(store, Once) else Once(store)
    subject = subject_of(asked, say, locality, unit_id, period, to)
    return composed(subject, found_of(subject, edits, made_at), visit or {}, made_at)


def composed(subject: Subject, found: Found, visit: Mapping, made_at: datetime) -> dict:
    """The brief of what was found: its sections in order, of the findings as many as fit."""
    say, frame = subject.say, frame_of(subject, visit, made_at)
    beside = {"brief": {"score_period": subject.period_of("score")}}  # for the store: what was corrected since
    opening = [*unit_section(subject), *standing_section(subject), *pictures(subject)]
    opening += [*periods_section(subject), *form_section(subject)]
    closing = method_section(subject)

    def made(room: Room) -> dict:
        findings = [
            *clarify_section(say, found, room),
            *questions_section(say, found, room),
            *note_section(say, found),
            *recommendations_section(say, found, room),
        ]
        return document(blocks=[*opening, *findings, *lines_section(say, room), *closing], **frame) | beside

    return fitted(made, found, FIRST_PAGES + subject.years - 1)


def briefs_of(
    store: Store | Once,
    say: Words,
    *,
    locality: str,
    period: str,
    to: str | None = None,
    units: Sequence[dict] | None = None,
    visit: Mapping | None = None,
    edits: Mapping[int, Mapping] | None = None,
    made_at: datetime,
) -> Iterator[tuple[dict, dict]]:
    """(row of `units`, brief) of these units, or every unit of the period in the office's order; what they share is
    asked once. `edits`: those of brief_of by unit_id."""
    asked = store if isinstance(store, Once) else Once(store, locality)
    about = {"locality": locality, "period": period, "to": to, "visit": visit, "made_at": made_at}

    def made(unit: dict) -> dict:
        own = {"unit_id": unit["unit_id"], "edits": (edits or {}).get(unit["unit_id"])}
        document = brief_of(asked, say, **about, **own)
        pdf(document)  # kept by reform.documents for whoever takes it away
        return document

    units = units_of(asked, locality, to or period) if units is None else units
    yield from ((unit, made(unit)) for unit in units[:1])
    with ThreadPoolExecutor(WORKERS) as pool:
        yield from zip(units[1:], ahead(pool, made, units[1:]), strict=True)


def ahead(pool: ThreadPoolExecutor, make: Callable, things: Iterable) -> Iterator:
    """What `make` makes of each thing in order, a few of them while the one before is taken away."""
    waiting = deque()
    for thing in things:
        waiting.append(pool.submit(make, thing))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    yield from (one.result() for one in waiting)


def units_of(asked: Store | Once, locality: str, period: str) -> list[dict]:
    """The units that held at the end of a period or reported for it, rows of the query `units`."""
    return records(asked.ask("units", locality=locality, day=last_day(period), period=period))


def found_of(subject: Subject, edits: Mapping | None, made_at: datetime) -> Found:
    """What there is to clarify and to ask of every period in view, and what was recommended before."""
    points, questions = points_and_questions(subject)
    return Found(
        clarify=points,
        questions=edited(questions, edits),
        recommendations=recommended(subject, day_of(made_at)),
        note=((edits or {}).get("note") or "").strip(),
    )


def recommended(subject: Subject, day: date) -> list[dict]:
    """The rows of `recommendations` as of a day; those of the units it came from are asked for with it alone."""
    asked, place = subject.asked, subject.locality
    if subject.unit_id in asked.of_each("successor_id", "lineage", locality=place):
        return asked.rows("recommendations", locality=place, unit_id=subject.unit_id, day=day)
    return asked.of_each("unit_id", "recommendations", locality=place, day=day).get(subject.unit_id, [])


def day_of(moment: datetime) -> date:
    """The day of a moment in Vietnam."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(ZONE).date()


def frame_of(subject: Subject, visit: Mapping, made_at: datetime) -> dict:
    """Title, corners and foot of the brief. It is internal: no Quốc hiệu."""
    say, t = subject.say, subject.say.t
    state = [say.t("app.provisional")] if is_provisional(subject) else []
    day = visit.get("date")
    left = [(visit.get("delegation") or t("brief.delegation")).upper(), visit.get("ban") or subject.locality]
    right = [
        subject.span_name,
        t("brief.visit_on", date=say.date(day)) if day else t("brief.printed_on", date=say.date(day_of(made_at))),
    ]
    foot = [t("brief.foot", ward=subject.ward, period=subject.span_inside), t("brief.internal")]
    return {
        "title": t("brief.title", ward=subject.ward),
        "lang": say.lang,
        "subtitle": [subject.span_name, *state, t("brief.internal")],
        "left": left,
        "right": right,
        "stamp": t("export.sample") if is_sample(subject.asked.directory) else "",
        "footer": " · ".join(foot),
        "style": "brief",
        "made_at": made_at,
        "description": t("brief.description", ward=subject.ward, period=subject.span_inside),
    }
