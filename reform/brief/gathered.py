"""What there is to clarify and to ask of a unit: of one period its own, of a span that of every period in it.

A point or a question that several periods raise is told once, of the newest of them, which it names with the others.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reform.brief.subject import Subject
from reform.indicators import declaration
from reform.questions import asked as questions_of
from reform.questions import clarified, facts_of

NAMED = 4  # more periods than this are counted, not named

Told = dict[str, Any]


def points_and_questions(subject: Subject) -> tuple[list[Told], list[Told]]:
    """The points to clarify, worst first, and the questions by domain, as reform.questions makes them."""
    if not subject.is_span:
        facts = facts_in(subject, subject.period)
        return clarified(subject.say, facts), questions_of(subject.say, facts)
    points, questions = {}, {}
    for key in reversed(subject.periods):
        facts = facts_in(subject, key)
        keep(points, clarified(subject.say, facts), key)
        keep(questions, questions_of(subject.say, facts), key)
    domains = list(declaration().domains)
    return (
        sorted(merged(subject, points, "text"), key=lambda one: -one["weight"]),
        sorted(merged(subject, questions, "because"), key=lambda one: (domains.index(one["domain"]), -one["weight"])),
    )


def facts_in(subject: Subject, key: str) -> dict:
    """The facts of a period, told by the version of the unit that held then."""
    shared = subject.asked.shared(subject.locality, key)
    return facts_of(subject.asked, subject.locality, subject.unit_in(key), key, shared=shared)


def keep(found: dict[str, tuple[Told, list[str]]], told: Iterable[Told], period: str) -> None:
    """Puts what a period raises to what newer ones did: rule → (as the newest told it, the periods it is told of)."""
    for one in told:
        found.setdefault(one["key"], (one, []))[1].append(period)


def merged(subject: Subject, found: Mapping[str, tuple[Told, list[str]]], part: str) -> list[Told]:
    """Each once, `part` of it beginning with the periods."""
    return [one | {part: of_periods(subject, one[part], keys)} for one, keys in found.values()]


def of_periods(subject: Subject, text: str, keys: list[str]) -> str:
    """Quý IV/2025 (cũng có ở quý I/2025): text."""
    say, newest, others = subject.say, subject.name(keys[0]), [subject.inside(key) for key in keys[1:]]
    if not others:
        return say.t("brief.in_period", period=newest, text=text)
    rest = len(others) - NAMED
    listed = ", ".join(others[:NAMED]) if rest > 0 else say.listing(others)
    more = say.t("brief.more_periods", count=say.count(rest)) if rest > 0 else ""
    return say.t("brief.in_periods", period=newest, others=" ".join(filter(None, (listed, more))), text=text)
