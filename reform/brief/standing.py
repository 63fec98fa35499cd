"""The key figures as cards: value, rank, target, locality, and the change against the periods compared with."""

from reform.bands import reaches
from reform.brief.subject import KEY_FIGURES, Subject
from reform.declared import Indicator
from reform.documents.blocks import cards, heading, unparted
from reform.indicators import declaration
from reform.text import difference

BEFORE = ("previous", "last_year")


def standing_section(subject: Subject) -> list[dict]:
    """A card for each key figure that the period has; nothing where it has none."""
    rows = [row for by in KEY_FIGURES if (row := subject.position(by)) and is_worth_telling(row)]
    if not rows:
        return []
    return [heading(subject.say.t("brief.section.standing")), cards(card(subject, row) for row in rows)]


def is_worth_telling(row: dict) -> bool:
    """Whether anybody has a figure, or the unit's own reason for having none is worth telling."""
    return bool(row["ranked"]) or row["reason"] != "blank"


def card(subject: Subject, row: dict) -> dict:
    """One key figure; of another period than the one in view it says so."""
    by = subject.indicator(row["indicator"])
    label = by.short.in_(subject.say.lang)
    if row["period"] != subject.period:
        label = f"{label} · {unparted(subject.name(row['period']))}"
    if row["rank"] is None:
        return {"label": label, "value": "–", "notes": [why_none(subject, row, by)]}
    unit = subject.say.t("export.unit.points") if by.unit == "points" else ""
    return {"label": label, "value": subject.say.value(row["value"], by.unit), "unit": unit,
            "notes": list(notes(subject, row, by))}  # fmt: skip


def why_none(subject: Subject, row: dict, by: Indicator) -> str:
    """Why there is no rank, with the share that the report states all the same: chỉ có tỷ lệ theo báo cáo (52%)."""
    told = {one["measure"]: one for one in subject.figures(row["period"])} if by.stated else {}
    stated = told.get(by.stated, {})
    return subject.say.unranked(row["reason"], stated.get("value"), stated.get("bound"), by.unit)


def notes(subject: Subject, row: dict, by: Indicator):
    """The lines under the value."""
    say, band = subject.say, declaration().band_name(row["band"], subject.say.lang)
    rank = say.t("profile.rank", rank=say.count(row["rank"]), ranked=say.count(row["ranked"]))
    yield f"{rank} · {band}" if band else rank
    if by.kind == "share":
        counted = declaration().counted_in(by).in_(say.lang)
        yield say.t("brief.counts", part=say.count(row["numerator"]), whole=say.count(row["denominator"]), unit=counted)
    if by.target:
        key = "brief.target_reached" if reaches(by, row["value"]) else "brief.target_missed"
        yield say.t(key, value=say.level(by.target.value, by.unit))
    if row["locality_value"] is not None:
        yield say.t("brief.of_locality", value=say.value(row["locality_value"], by.unit))
    yield from (told for before in periods_before(subject, row) if (told := compared(subject, row, by, before)))


def periods_before(subject: Subject, row: dict) -> list[str]:
    """What a period is compared with; of a year the one before it is the same period of last year."""
    known = subject.known.get(row["period"], {})
    keys = {known.get(before): before for before in reversed(BEFORE)}
    return [before for before in BEFORE if before in keys.values()]


def compared(subject: Subject, row: dict, by: Indicator, before: str) -> str | None:
    """Kỳ trước 88,64% (hạng 9): tăng 2,95 điểm %; None where nothing can be compared with."""
    say, earlier, rank = subject.say, row[f"{before}_value"], row[f"{before}_rank"]
    if earlier is None or rank is None:
        return None
    change = say.change(difference(row["value"], earlier), by.unit)
    facts = {"value": say.value(earlier, by.unit), "rank": say.count(rank), "change": change}
    return say.t(f"brief.{before}", **facts)
