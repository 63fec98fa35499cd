"""The first and the last section: which unit, which periods, from which files, how final; how it was computed."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from reform.bands import bands_document
from reform.brief.form import periods_shown
from reform.brief.subject import KEY_FIGURES, Subject
from reform.documents.blocks import heading, paragraph
from reform.indicators import declaration
from reform.questions.tied import short
from reform.store.closing import ids_of

# Beyond these, files and corrections are counted: the page of the unit has them all.
MOST_FILES, MOST_HASHES, MOST_CORRECTIONS = 4, 20, 3
SOURCE = "source"  # the measure in which a report names where its figures come from
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
    """The period with its dates, and whether its figures run from the beginning of the year; of a span how many,
    and in how many the unit has figures."""
    t, keys = subject.say.t, subject.periods
    if not keys:
        return t("brief.periods_none", periods=subject.span_name)
    if subject.is_span:
        dated = "brief.periods" if any(window_of(subject, key) for key in keys) else "brief.periods_undated"
        counts = {"count": len(keys), "reported": sum(map(bool, map(subject.figures, keys)))}
        return t(dated, span=subject.span_name, **{name: subject.say.count(one) for name, one in counts.items()})
    cumulative = t("brief.cumulative") if subject.known[keys[0]]["cumulative"] else ""
    told = "; ".join(filter(None, (window_of(subject, keys[0]), cumulative)))
    name = subject.name(keys[0])
    return t("brief.period", period=f"{name} ({told})" if told else name)


def window_of(subject: Subject, key: str) -> str:
    """15/06/2026 – 14/09/2026, as the unit's own report of a period says; empty where it says nothing."""
    told = subject.asked.of_each("unit_id", "reported_windows", locality=subject.locality, period=key)
    row = next(iter(told.get(subject.unit_in(key), [])), {"starts": None, "ends": None})
    return subject.say.span(*(row[end] and row[end].date() for end in ("starts", "ends")))


def files_of(subject: Subject, others: Iterable[str] = ()) -> list[dict]:
    """The files behind the unit's figures of the span and of `others`, and behind those of its predecessors that are
    added up there, the newest first, each once."""
    keys = dict.fromkeys((*subject.periods, *filter(None, (subject.period_of("score"), *others))))
    found = (subject.figures, subject.figures_added_up, partial(blank_reports, subject))
    rows = [row for key in keys for told in found for row in told(key) if row["sha256"]]
    return list(
        {row["batch_id"]: row for row in sorted(rows, key=lambda row: row["recorded_at"], reverse=True)}.values()
    )


def blank_reports(subject: Subject, key: str) -> list[dict]:
    """The files in which the unit's report of a period stands with nothing filled in, where it has no figure at all."""
    if subject.figures(key):
        return []
    held = subject.asked.rows("unit_batches", unit_id=subject.unit_in(key), period=key)
    sent = {row["batch_id"] for row in held if row["status"] == "published"}
    files = subject.asked.rows("batches", locality=subject.locality, period=key) if sent else []
    return [row for row in files if row["batch_id"] in sent]


def sources_lines(subject: Subject) -> list[str]:
    """The files by name and when they were recorded; why there is nothing where there is none."""
    t, files = subject.say.t, files_of(subject)
    nothing = [t("brief.no_figures", reason=t(f"reason.{why}"))] if (why := why_nothing(subject)) else []
    if not files:
        return nothing
    told = [t("brief.file", file=row["file_name"], time=subject.say.time(row["recorded_at"])) for row in files]
    told = shortened(subject, told, MOST_FILES)
    return [*nothing, t("brief.sources", files="; ".join(told)), *written_sources(subject)]


def written_sources(subject: Subject) -> list[str]:
    """What the reports themselves name as the source of their figures, as it was written, each once."""
    rows = [row for key in subject.periods for row in subject.figures(key) if row["measure"] == SOURCE and row["text"]]
    told = list(dict.fromkeys(short(row["text"]) for row in rows))
    return [subject.say.t("brief.written_source", text="; ".join(shortened(subject, told, 1)))] if told else []


def why_nothing(subject: Subject) -> str | None:
    """Why there is no figure of any period in view: nothing was sent, or what was sent is blank; None where one is, or
    where nobody asked the unit for a report."""
    if any(row["value"] is not None or row["text"] for key in subject.periods for row in subject.figures(key)):
        return None
    found = [subject.position_in(key, by.key) for key in reversed(subject.periods) for by in declaration().tabs]
    return next((row["reason"] for row in found if row and row["reason"]), None)


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
    ranked = [t("brief.ranks"), t("brief.terms")] if subject.key_figures else []
    parts = [definitions(subject), *ranked, *corrections_told(subject), *hashes(subject), *ids_told(subject)]
    parts += [t("brief.made_with", declaration=declaration().version, data=figures_version(subject))]
    return [
        heading(t("brief.section.method")),
        paragraph(t("brief.self_reported"), bold=True, soft=True),
        *(paragraph(part, soft=True) for part in parts if part),
    ]


def figures_version(subject: Subject) -> str:
    """The last entry of the journal that changed a figure of the locality: a print, an entry too, changes none."""
    rows = subject.asked.rows("figures_version", locality=subject.locality)
    return subject.say.plain(rows[0]["position"] or 0)


def definitions(subject: Subject) -> str:
    """How each figure on the cards is computed, with its target's document."""
    t, lang = subject.say.t, subject.say.lang
    shown = [by for by in subject.key_figures if by]
    told = [t("export.note.definition_of", name=by.name.in_(lang), definition=by.definition.in_(lang)) for by in shown]
    told += [target_told(subject, by) for by in shown if by.target]
    scored = subject.position("score")
    told += [bands_document(subject.say, [{"scheme": scored["basis"]}])] if scored and scored["band"] else []
    return " ".join(told)


def target_told(subject: Subject, by) -> str:
    """Mục tiêu tỷ lệ hồ sơ trực tuyến: 50% (QĐ 766/QĐ-TTg, ngày 23/06/2022)."""
    goal, name = by.target, subject.say.inside(by.name.in_(subject.say.lang))
    value = subject.say.level(goal.value, by.unit)
    return subject.say.t("export.target_of", name=name, value=value, document=goal.document, date=goal.date)


def hashes(subject: Subject) -> list[str]:
    """The files with their whole SHA-256, those of the periods compared with too."""
    files = files_of(subject, periods_shown(subject))
    told = [subject.say.t("brief.hash", file=row["file_name"], sha=row["sha256"]) for row in files]
    lines = shortened(subject, told, MOST_HASHES)
    return [subject.say.t("brief.hashes", files="\n".join(["", *lines] if len(lines) > 1 else lines))] if told else []


def ids_told(subject: Subject) -> list[str]:
    """The ids under which the rankings of closed periods are cited."""
    say, told, scored = subject.say, [], subject.period_of("score")
    for key in dict.fromkeys((*subject.periods, *filter(None, (scored,)))):
        ids = ids_in(subject, key)
        printed = KEY_FIGURES if key in subject.periods else ("score",)
        shown = [(subject.indicator(by), ids[by]) for by in printed if by in ids and subject.position_in(key, by)]
        listed = ", ".join(say.t("export.id_of", name=by.short.in_(say.lang), id=one) for by, one in shown)
        told += [say.t("brief.ids", period=subject.inside(key), ids=listed)] if listed else []
    return told


def ids_in(subject: Subject, key: str) -> dict[str, str]:
    """indicator → the id of its ranking, as the closing that holds for a period gave it; none while it is open."""
    rows = subject.asked.of_each("period", "closings", locality=subject.locality, period=None).get(key, [])
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
