"""Biên bản làm việc: the skeleton of the minutes, to be filled in at the unit; nothing of what was found."""

from collections.abc import Mapping
from datetime import datetime

from reform.brief.asking import Once
from reform.brief.request import ROMAN, letter, letter_head, on_lines
from reform.brief.subject import Subject, subject_of
from reform.documents.blocks import document, heading, paragraph, signature, table, writing_lines
from reform.store import Store
from reform.text import Words

# The parts in their order, with the lines to write on.
PARTS = (("present", 0), ("contents", 8), ("conclusions", 6), ("recommendations", 0))
RECOMMENDATIONS = 5


def minutes_of(
    store: Store | Once,
    say: Words,
    *,
    locality: str,
    unit_id: int,
    period: str,
    to: str | None = None,
    visit: Mapping | None = None,
    made_at: datetime,
) -> dict:
    """The minutes of a visit as a letter: time, place, who was there, contents, conclusions, recommendations."""
    asked = store if isinstance(store, Once) else Once(store)
    subject, visit = subject_of(asked, say, locality, unit_id, period, to), visit or {}
    blocks = [letter_head(subject, visit, made_at), paragraph(opening(subject, visit), indent=True)]
    for number, (part, count) in zip(ROMAN, PARTS, strict=False):
        blocks.append(heading(say.t("brief.letter.part", number=number, name=say.t(f"brief.minutes.{part}"))))
        blocks += [writing_lines(count)] if count else inner(subject, visit, part)
    blocks += [paragraph(say.t("brief.minutes.end"), align="justify", indent=True), signed(subject, visit)]
    return document(say.t("brief.minutes.title"), blocks=blocks, **letter(subject, "minutes", made_at))


def opening(subject: Subject, visit: Mapping) -> str:
    """When and where, about what."""
    say, day = subject.say, visit.get("date")
    facts = {"ward": subject.ward_inside, "period": subject.span_inside}
    return say.t("brief.minutes.opening", date=say.date(day) if day else say.t("brief.letter.blank_date"), **facts)


def inner(subject: Subject, visit: Mapping, part: str) -> list[dict]:
    """What a part holds beside lines to write on."""
    return present(subject, visit) if part == "present" else [recommendations(subject.say)]


def present(subject: Subject, visit: Mapping) -> list[dict]:
    """Both sides with lines for names and offices."""
    t = subject.say.t
    who = visit.get("delegation") or t("brief.delegation")
    blocks = []
    for number, side in enumerate((who, t("brief.minutes.office", ward=subject.ward_inside)), start=1):
        blocks += [paragraph(f"{number}. {side}", bold=True), writing_lines(3)]
    return blocks


def recommendations(say: Words) -> dict:
    """A blank table: what is recommended, to whom, until when."""
    heads = [
        {"label": say.t("column.number"), "width": 0.6, "align": "center"},
        {"label": say.t("brief.column.recommendation"), "width": 5},
        {"label": say.t("brief.minutes.who"), "width": 2.2},
        {"label": say.t("brief.column.due"), "width": 1.4},
    ]
    return table(heads, [[str(number), "", "", ""] for number in range(1, RECOMMENDATIONS + 1)], tall=11)


def signed(subject: Subject, visit: Mapping) -> dict:
    """Both sides sign."""
    t = subject.say.t
    who = on_lines(visit.get("delegation") or t("brief.delegation"))
    left = [t("brief.minutes.for_unit", ward=on_lines(subject.ward)), t("brief.letter.sign")]
    return signature(left, [t("brief.letter.on_behalf", who=who), t("brief.letter.head"), t("brief.letter.sign")])
