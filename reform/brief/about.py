"""The first and the last section: which unit, which periods, from which files, how final; how it was computed."""

from itertools import groupby

from reform.brief.subject import Subject
from reform.documents.blocks import heading, paragraph
from reform.indicators import declaration
from reform.store.closing import ids_of

# Beyond these, files and corrections are counted: the page of the unit has them all.
MOST_FILES, MOST_HASHES, MOST_CORRECTIONS = 4, 20, 3
STAMPS = ("document", "document_date", "corrections")


def unit_section(subject: Subject) -> list[dict]:
    """The unit, its lineage, the periods with their dates, the files and how final the figures are."""
    t = subject.say.t
    lines = [unit_line(subject), *lineage_lines(subject), periods_line(subject), *sources_lines(subject)]
    lines += state_lines(subject)
    return [heading(t("brief.section.unit")), paragraph("\n".join(lines))]


def unit_line(subject: Subject) -> str:
    """Phường Bến Mơ · Cụm 2 · Thành phố Minh Họa; the type of a unit whose name does not say it."""
    unit = subject.unit
    said = unit["type"] is None or unit["ward"].lower().startswith(unit["type"].lower())
    kind = None if said else subject.say.t("brief.type", type=unit["type"].lower())
    return " · ".join(filter(None, (unit["ward"], kind, unit["group_name"], subject.locality)))


def lineage_lines(subject: Subject) -> list[str]:
    """From which units it was formed, on which day; nothing where it has been the same throughout."""
    t = subject.say.t
    led = subject.asked.of_each("successor_id", "lineage", locality=subject.locality).get(subject.unit_id, [])
    told = []
    for day, rows in groupby(sorted(led, key=lambda row: row["on_date"]), key=lambda row: row["on_date"]):
        names = [t("brief.whole" if row["whole"] else "brief.part", ward=row["predecessor"]) for row in rows]
        told.append(t("brief.lineage", date=subject.say.date(day), names=subject.say.listing(names)))
    return told


def periods_line(subject: Subject) -> str:
    """The period with its dates, and whether its figures run from the beginning of the year; of a span how many."""
    t, keys = subject.say.t, subject.periods
    if not keys:
        return t("brief.periods_none", periods=subject.span_name)
    if subject.is_span:
        return t("brief.periods", span=subject.span_name, count=subject.say.count(len(keys)))
    cumulative = t("brief.cumulative") if subject.known[keys[0]]["cumulative"] else ""
    told = "; ".join(filter(None, (window_of(subject, keys[0]), cumulative)))
    name = subject.name(keys[0])
    return t("brief.period", period=f"{name} ({told})" if told else name)


def window_of(subject: Subject, key: str) -> str:
    """15/06/2026 – 14/09/2026, as the unit's own report of a period says; empty where it says nothing."""
    told = subject.asked.of_each("unit_id", "reported_windows", locality=subject.locality, period=key)
    row = next(iter(told.get(subject.unit_in(key), [])), {"starts": None, "ends": None})
    return subject.say.span(*(row[end] and row[end].date() for end in ("starts", "ends")))


def files_of(subject: Subject) -> list[dict]:
    """The files behind the unit's figures of the span, the newest first, each once."""
    keys = dict.fromkeys((*subject.periods, *filter(None, (subject.period_of("score"),))))
    rows = [row for key in keys for row in subject.figures(key) if row["sha256"]]
    return list(
        {row["batch_id"]: row for row in sorted(rows, key=lambda row: row["recorded_at"], reverse=True)}.values()
    )


def sources_lines(subject: Subject) -> list[str]:
    """The files by name and when they were recorded; why there is nothing where there is none."""
    t, files = subject.say.t, files_of(subject)
    if not files:
        return [t("brief.no_figures", reason=t(f"reason.{why_nothing(subject)}"))]
    told = [t("brief.file", file=row["file_name"], time=subject.say.time(row["recorded_at"])) for row in files]
    return [t("brief.sources", files="; ".join(shortened(subject, told, MOST_FILES)))]


def why_nothing(subject: Subject) -> str:
    """The reason why the unit is in no ranking of the period: it sent nothing, or left the report blank."""
    found = (subject.position_in(subject.period, by.key) for by in declaration().tabs)
    return next((row["reason"] for row in found if row and row["reason"]), "not_submitted")


def shortened(subject: Subject, told: list[str], most: int) -> list[str]:
    """The first of a list, the others counted."""
    if len(told) <= most + 1:
        return told
    return [*told[:most], subject.say.t("brief.more_files", count=subject.say.count(len(told) - most))]


def state_lines(subject: Subject) -> list[str]:
    """How final the figures are: by which document, with how many corrections since; periods alike in one line."""
    t, states = subject.say.t, {}
    for key in subject.periods:
        states.setdefault(tuple(subject.known[key][part] for part in STAMPS), []).append(key)
    if len(states) == 1:
        return [t("brief.state", state=state_told(subject, *next(iter(states))))]
    return [
        t("brief.state_of", periods=", ".join(map(subject.name, keys)), state=state_told(subject, *state))
        for state, keys in states.items()
    ]


def state_told(subject: Subject, document, day, corrections) -> str:
    """tạm tính; or theo QĐ số … ngày …, có 2 đính chính sau khi chốt."""
    say = subject.say
    if not document:
        return say.t("app.provisional")
    told = [say.issued(document, day, "corrected" if corrections else "by")]
    return ", ".join(told + ([say.t("issued.corrections", count=say.count(corrections))] if corrections else []))


def is_provisional(subject: Subject) -> bool:
    """Whether any period of the brief is not closed yet, or none is known."""
    return not subject.periods or any(not subject.known[key]["document"] for key in subject.periods)


# ── How computed ──────────────────────────────────────────────────────────────


def method_section(subject: Subject) -> list[dict]:
    """How the figures were computed, the files with their SHA-256, the ids of rankings, who reported the figures."""
    t = subject.say.t
    parts = [definitions(subject), t("brief.ranks"), *corrections_told(subject), *hashes(subject), *ids_told(subject)]
    parts += [t("brief.made_with", declaration=declaration().version, data=subject.asked.version)]
    return [
        heading(t("brief.section.method")),
        paragraph(t("brief.self_reported"), bold=True, soft=True),
        *(paragraph(part, soft=True) for part in parts if part),
    ]


def definitions(subject: Subject) -> str:
    """How each figure on the cards is computed, with its target's document."""
    t, lang = subject.say.t, subject.say.lang
    shown = [by for by in subject.key_figures if by]
    told = [t("export.note.definition_of", name=by.name.in_(lang), definition=by.definition.in_(lang)) for by in shown]
    told += [target_told(subject, by) for by in shown if by.target]
    return " ".join(told)


def target_told(subject: Subject, by) -> str:
    """Mục tiêu tỷ lệ hồ sơ trực tuyến: 50% (QĐ 766/QĐ-TTg, ngày 23/06/2022)."""
    goal, name = by.target, subject.say.inside(by.name.in_(subject.say.lang))
    value = subject.say.level(goal.value, by.unit)
    return subject.say.t("export.target_of", name=name, value=value, document=goal.document, date=goal.date)


def hashes(subject: Subject) -> list[str]:
    """The files with their whole SHA-256."""
    told = [subject.say.t("brief.hash", file=row["file_name"], sha=row["sha256"]) for row in files_of(subject)]
    lines = shortened(subject, told, MOST_HASHES)
    return [subject.say.t("brief.hashes", files="\n".join(["", *lines] if len(lines) > 1 else lines))] if told else []


def ids_told(subject: Subject) -> list[str]:
    """The ids under which the rankings of closed periods are cited."""
    say, told, names = subject.say, [], declaration().indicators
    for key in subject.periods:
        ids = ids_in(subject, key)
        shown = [(names[by], one) for by, one in ids.items() if by in names and names[by].tab]
        listed = ", ".join(say.t("export.id_of", name=by.short.in_(say.lang), id=one) for by, one in shown)
        told += [say.t("brief.ids", period=subject.inside(key), ids=listed)] if listed else []
    return told


def ids_in(subject: Subject, key: str) -> dict[str, str]:
    """indicator → the id of its ranking, as the closing that holds for a period gave it; none while it is open."""
    rows = subject.asked.rows("closings", locality=subject.locality, period=key)
    return next((ids_of(row) for row in rows if row["holds"]), {})


def corrections_told(subject: Subject) -> list[str]:
    """What was recorded for the closed periods since, the newest first, the others counted."""
    say, told = subject.say, []
    for key in subject.periods:
        if not subject.known[key]["corrections"]:
            continue
        rows = subject.asked.rows("corrections_since", locality=subject.locality, period=key, position=None)
        listed = [correction_told(subject, row) for row in reversed(rows)]
        files = "; ".join(shortened(subject, listed, MOST_CORRECTIONS))
        told.append(say.t("brief.corrections", period=subject.inside(key), files=files))
    return told


def correction_told(subject: Subject, row: dict) -> str:
    """A row of `corrections_since`: bieu-q3.csv, ghi nhận 20/09/2025 08:00, theo 15/BC-UBND."""
    say = subject.say
    change = say.t(f"brief.correction_{row['change']}", time=say.time(row["at"]))
    return ", ".join(filter(None, (row["file_name"], change, row["document"])))
