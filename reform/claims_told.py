"""What the checker of reports found, in words: the sentence of each finding, its figures, why a file is refused."""

from decimal import Decimal

from reform.claims import Finding, Note
from reform.indicators import declaration
from reform.text import Words, telling_decimals

SHOWN_DECIMALS = 2  # of a computed share: 52,82%
QUOTED = 110  # letters of a sentence that a question quotes


def message(say: Words, finding: Finding) -> str:
    """All that is to say of a finding, one sentence after the other, what does not agree first."""
    return " ".join(note(say, code, facts) for code, facts in worst_first(finding))


def worst_first(finding: Finding) -> list[Note]:
    """The remarks of a finding, those that something is to clarify of first."""
    return sorted(finding.notes, key=lambda one: one[0] in _AGREES)


_AGREES = ("adds_up", "same", "share_right", "rank_same", "rank_tied", "document_cited")


def place(say: Words, finding: Finding) -> str:
    """Where in a table it stands: Bảng 2, dòng 4; nothing of what stands in prose."""
    if finding.rows is None:
        return ""
    table, first, last = map(str, finding.rows)
    return say.t("claims.place" if first == last else "claims.places", table=table, first=first, last=last)


def placed(say: Words, finding: Finding, text: str) -> str:
    """A text with the place of the finding before it."""
    at = place(say, finding)
    return say.t("claims.placed", place=at, text=text) if at else text


def note(say: Words, code: str, facts: dict) -> str:
    """One remark of a finding with its facts in this language."""
    said = dict(facts)
    if "parts" in said:
        said["sum"] = " + ".join(number(say, part) for part in said.pop("parts"))
    if "measure" in said:
        said["measure"] = name_of(say, said["measure"])
    percent, decimals = said.pop("percent", code.startswith(("share_", "above_all"))), said.pop("decimals", 0)
    for key in _SHARES if percent else ():
        if isinstance(said.get(key), Decimal):
            printed = said.pop(f"{key}_decimals", decimals)
            said[key] = say.share(said[key], _decimals(key, said[key], printed))
    return say.t(f"claims.note.{code}", **{key: number(say, value) for key, value in said.items()})


_SHARES = ("said", "stored", "stated", "computed", "rounded", "first", "second")


def _decimals(key: str, value: Decimal, printed: int) -> int:
    """As many as are printed; of what was computed or is recorded two, where it has any."""
    if key in ("computed", "stored"):
        return max(printed, SHOWN_DECIMALS if telling_decimals(value) else 0)
    return printed


def number(say: Words, value: object) -> str:
    """A number as this language writes it; text as it is."""
    return say.plain(value) if isinstance(value, Decimal) else str(value)


def name_of(say: Words, key: str | None) -> str:
    """A measure or an indicator by its name."""
    declared = declaration()
    known = declared.measures.get(key) or declared.indicators.get(key)
    return known.name.in_(say.lang) if known else ""


def written(say: Words, finding: Finding, values: tuple) -> str:
    """The figures of a finding one after the other as they are marked in its sentence; a dash for what is not known."""
    if not any(value is not None for value in values):
        return ""
    marks = finding.marks if len(finding.marks) == len(values) else finding.marks[-1:] * len(values)
    percent = [finding.sentence[start:end].rstrip().endswith(("%", "phần trăm")) for start, end in marks]
    return "; ".join(_shown(say, value, one) for value, one in zip(values, percent, strict=True))


def _shown(say: Words, value: Decimal | None, percent: bool) -> str:
    if value is None:
        return say.t("claims.of_nothing")
    if not percent:
        return number(say, value)
    return (
        say.share(value, min(SHOWN_DECIMALS, telling_decimals(value)))
        if telling_decimals(value)
        else number(say, value) + "%"
    )


def question(say: Words, finding: Finding) -> str:
    """A finding as what is asked of the unit, in a line or two: the words it is about, what differs first."""
    first = note(say, *worst_first(finding)[0]) if finding.notes else ""
    told = placed(say, finding, quoted(finding))
    if finding.kind == "document":
        return say.t("claims.question_document", message=f"{told}: {first}")
    return say.t("claims.question", sentence=told, message=first)


def document(say: Words, finding: Finding) -> str:
    """The document to ask the unit for, which says nothing of what was found."""
    if finding.kind == "document":
        return say.t("claims.request_document", document=quoted(finding))
    name = name_of(say, finding.measure)
    if name:
        return say.t("claims.request_measure", measure=say.inside(name))
    return say.t("claims.request_sentence", sentence=placed(say, finding, quoted(finding)))


def quoted(finding: Finding) -> str:
    """The part of the sentence that holds the figures, in whole words; what is left out is an ellipsis."""
    if not finding.marks or finding.kind == "document":
        return finding.sentence[slice(*finding.marks[0])].strip() if finding.marks else shortened(finding.sentence)
    start, end = finding.marks[0][0], max(finding.marks[0][1], min(finding.marks[-1][1], finding.marks[0][0] + QUOTED))
    begin = max(0, min(start - QUOTED // 2, end - QUOTED))
    begin = begin and finding.sentence.find(" ", begin) + 1
    return ("…" if begin else "") + shortened(finding.sentence[min(begin, start) :])


def shortened(text: str, most: int = QUOTED) -> str:
    """As many whole words as so many letters hold."""
    text = text.strip()
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def refusal(say: Words, problem) -> str:
    """Why a file is not read; the checker's own sentence where a table's would not fit."""
    own = f"claims.refused.{problem.code}"
    return say.t(own) if say.has(own) else say.message(problem)
