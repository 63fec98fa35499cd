"""The points to clarify, the questions, what became of earlier recommendations, and room to write: so many as fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reform.documents.blocks import bullets, heading, numbered, paragraph, table, writing_lines
from reform.indicators import declaration
from reform.text import Words


@dataclass(frozen=True)
class Found:
    """What there is to say of a unit beside its figures, worst first: all of it, whether or not it fits.

    `clarify` and `questions` as reform.questions makes them, `recommendations` rows of that query, `note` the
    delegation's own.
    """

    clarify: Sequence[Mapping] = ()
    questions: Sequence[Mapping] = ()
    recommendations: Sequence[Mapping] = ()
    note: str = ""


@dataclass(frozen=True)
class Room:
    """How many of each are printed, and how many lines to write on."""

    clarify: int
    questions: int
    recommendations: int
    lines: int


def clarify_section(say: Words, found: Found, room: Room) -> list[dict]:
    """Điểm cần làm rõ, worst first."""
    if not found.clarify:
        return []
    shown = [one["text"] for one in found.clarify[: room.clarify]]
    return headed(say, "clarify", [bullets(shown)] if shown else [], len(found.clarify) - len(shown))


def questions_section(say: Words, found: Found, room: Room) -> list[dict]:
    """Câu hỏi gợi ý, each with the figure it is tied to and the document to ask for; domain by domain."""
    if not found.questions:
        return []
    shown = weightiest(found.questions, room.questions)
    blocks, number = [], 1
    for domain in dict.fromkeys(one["domain"] for one in shown):
        own = [one for one in shown if one["domain"] == domain]
        blocks += [heading(domain_name(say, domain), 2), numbered(map(asked_of(say), own), start=number)]
        number += len(own)
    return headed(say, "questions", blocks, len(found.questions) - len(shown))


def domain_name(say: Words, domain: str | None) -> str:
    """A domain (nội dung CCHC) by name, not abbreviated; what the delegation added itself."""
    if domain == "procedures":
        return say.t("brief.procedures")
    return declaration().domains[domain].in_(say.lang) if domain else say.t("brief.added")


def asked_of(say: Words):
    """A question as an item of a list: below it why it is asked and what to ask for."""

    def item(one: Mapping) -> dict:
        document = say.t("brief.ask_for", document=one["document"]) if one.get("document") else ""
        because = say.t("brief.because", because=one["because"]) if one.get("because") else ""
        told = [because, document]
        return {"text": one["question"], "note": " ".join(filter(None, told))}

    return item


def recommendations_section(say: Words, found: Found, room: Room) -> list[dict]:
    """Earlier recommendations and what became of them, those still open first."""
    if not found.recommendations:
        return []
    shown = found.recommendations[: room.recommendations]
    columns = [
        {"label": say.t("brief.column.recommendation"), "width": 4.4},
        {"label": say.t("brief.column.from_whom"), "width": 2.2},
        {"label": say.t("brief.column.date"), "width": 1.5},
        {"label": say.t("brief.column.due"), "width": 1.5},
        {"label": say.t("brief.column.state"), "width": 2.4},
    ]
    more = len(found.recommendations) - len(shown)
    if not shown:
        return headed(say, "recommendations", [], more)
    rest = rest_told(say, "recommendations", more) if more else ""
    return headed(say, "recommendations", [table(columns, [recommendation(say, row) for row in shown], note=rest)], 0)


def recommendation(say: Words, row: Mapping) -> list[str]:
    """A row of `recommendations`: the text, from whom, when, until when, and how far it has come with the last note."""
    late = say.t("brief.days_overdue", days=say.count(row["days_overdue"])) if row["days_overdue"] else ""
    state = ", ".join(filter(None, (say.t(f"brief.recommendation.{row['state']}"), late)))
    former = (
        say.t("brief.recommendation.former", text=row["text"], ward=row["ward"]) if row["is_former"] else row["text"]
    )
    days = [say.date(row[key]) if row[key] else "" for key in ("day", "due")]
    return [former, row["from_whom"] or "", *days, f"{state}: {row['note']}" if row["note"] else state]


def note_section(say: Words, found: Found) -> list[dict]:
    """The delegation's own note."""
    return [heading(say.t("brief.section.note")), paragraph(found.note)] if found.note else []


def lines_section(say: Words, room: Room) -> list[dict]:
    """Room to write on by hand."""
    if not room.lines:
        return []
    return [heading(say.t("brief.section.lines")), writing_lines(room.lines)]


def headed(say: Words, name: str, blocks: list[dict], more: int) -> list[dict]:
    """A section with its heading; what did not fit is counted in one line."""
    rest = [paragraph(rest_told(say, name, more), soft=True)] if more else []
    return [heading(say.t(f"brief.section.{name}")), *blocks, *rest]


def rest_told(say: Words, name: str, more: int) -> str:
    """Còn 7 câu hỏi khác, xem trang Phục vụ giám sát."""
    return say.t(f"brief.more_{name}", count=say.count(more))


def edited(questions: Sequence[Mapping], edits: Mapping | None) -> list[Mapping]:
    """The questions without those dropped, with those added by the delegation at the end."""
    edits = edits or {}
    dropped = set(edits.get("dropped") or ())
    asked_still = [one for one in questions if one["key"] not in dropped]
    added = [text.strip() for text in edits.get("added") or () if text.strip()]
    return [
        *asked_still,
        *({"key": "", "domain": None, "question": text, "because": "", "document": ""} for text in added),
    ]


def weightiest(questions: Sequence[Mapping], most: int) -> list[Mapping]:
    """The `most` questions that weigh most, in the order they came in; what the delegation added comes before all."""
    by_weight = sorted(range(len(questions)), key=lambda at: (-weight(questions[at]), at))
    shown = set(by_weight[:most])
    return [one for at, one in enumerate(questions) if at in shown]


def weight(question: Mapping) -> float:
    """How soon a question is asked; what the delegation added before all."""
    return question.get("weight", float("inf"))
