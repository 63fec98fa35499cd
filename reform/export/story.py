"""What stands around the table: period, definition, sources, method and state, in sentences."""

from reform.bands import bands_of
from reform.declared import SUMMARY
from reform.export.literal import one_line
from reform.export.table import inside, scheme_name
from reform.export.view import View
from reform.indicators import Indicator, declaration
from reform.rows import records

SHORT_HASH = 12


def context(view: View) -> dict[str, str]:
    """The facts every export carries, under the headers of the last columns."""
    t = view.words.t
    return {
        t("export.column.locality"): " · ".join([view.locality, *([view.group] if view.group else [])]),
        t("export.column.period"): view.period_label,
        t("export.column.state"): "; ".join(view.state),
        t("export.column.definition"): " ".join(definitions(view)),
        t("export.column.sources"): sources_text(view, full=True),
        t("export.column.made_at"): view.words.time(view.made_at),
    }


def choices(view: View) -> list[str]:
    """What narrows a view down: group and score scheme."""
    t = view.words.t
    found = [view.group] if view.group else []
    scheme = scheme_of(view)
    return found + ([t("export.scheme", scheme=scheme_name(scheme, view.lang))] if scheme else [])


def scheme_of(view: View) -> str | None:
    """The score scheme that a ranking by score is within."""
    if not view.by or view.by.kind != "score" or "scheme" not in view.rows:
        return None
    return next((row["scheme"] for row in records(view.rows) if row["scheme"]), None)


def indicators(view: View) -> list[Indicator]:
    """The indicators a view speaks of."""
    return [declaration().indicators[key] for key in SUMMARY] if view.is_summary else [view.by]


def definitions(view: View) -> list[str]:
    """How each figure is computed, one sentence or more for each indicator."""
    if view.by:
        return [view.by.definition.in_(view.lang)]
    t, lang = view.words.t, view.lang
    return [
        t("export.note.definition_of", name=one.name.in_(lang), definition=one.definition.in_(lang))
        for one in indicators(view)
    ]


def target_text(view: View) -> str | None:
    """Mục tiêu: 50% (QĐ 766/QĐ-TTg, ngày 23/06/2022)."""
    goal = view.goal
    if goal is None:
        return None
    value = view.words.level(goal.value, view.about.unit)
    key = "export.target_of" if view.is_summary else "export.target_document"
    name = inside(view.about.name.in_(view.lang), view)
    return view.words.t(key, name=name, value=value, document=goal.document, date=goal.date)


def method(view: View) -> list[str]:
    """How ranks were given and what the figures are, for the sheet beside the table."""
    t, about = view.words.t, indicators(view)
    notes = [t("export.note.ties")]
    if any(one.kind == "share" for one in about):
        notes.append(t("export.note.shares"))
    if any(one.kind == "score" and one.scheme is None for one in about):
        notes.append(bands_text(view))
    return [*notes, t("export.note.reported")]


def bands_text(view: View) -> str:
    """Xếp loại: Xuất sắc từ 90, … with the document they come from."""
    t, plain, declared = view.words.t, view.words.plain, declaration()
    shown = bands_of(records(view.rows))
    bands = [t("export.note.band", name=band.name.in_(view.lang), at_least=plain(band.at_least)) for band in shown]
    if shown != declared.bands:
        return t("export.note.own_bands", bands=", ".join(bands))
    return t("export.note.bands", bands=", ".join(bands), document=declared.bands_document.in_(view.lang))


def sources_text(view: View, full: bool = False, most: int = 4) -> str:
    """The files behind the figures: all with their whole SHA-256 (`full`), or a few with its start."""
    files = records(view.sources)
    if not files:
        return view.words.t("export.note.no_sources")
    listed = [source_text(file, view, full) for file in (files if full else files[:most])]
    if len(listed) < len(files):
        more = view.words.count(len(files) - len(listed))
        listed.append(view.words.t("export.note.sources_more", count=more))
    return "; ".join(listed)


def source_text(file: dict, view: View, full: bool) -> str:
    """One file: its name, its SHA-256, when it was recorded."""
    sha = file["sha256"] if full else file["sha256"][:SHORT_HASH] + "…"
    time = view.words.time(file["recorded_at"])
    return view.words.t("export.note.source", file=file["file_name"], sha=sha, time=time)


def heading(view: View) -> str:
    """The title of a document: BẢNG XẾP HẠNG ĐIỂM CCHC – Năm 2025."""
    return one_line(view.words.t("export.heading", title=view.title, period=view.period_label))


def windows(view: View) -> set[tuple]:
    """The windows that the rows are of; a ranking may hold several under one period's name."""
    if not {"starts", "ends"} <= set(view.rows.columns):
        return set()
    return {(row["starts"], row["ends"]) for row in records(view.rows) if row["starts"] is not None}


def period_text(view: View) -> str:
    """The period with its window, where all rows share one."""
    shared = windows(view)
    window = view.words.span(*next(iter(shared))) if len(shared) == 1 else ""
    key = "export.period_window" if window else "export.period"
    return view.words.t(key, period=view.period_label, window=window)


def previous_name(view: View, column: str) -> str | None:
    """A compared period of the headline, as it reads inside a sentence; None where there is none."""
    key = view.facts.get(column)
    return inside(view.words.period_label(key), view) if key else None
