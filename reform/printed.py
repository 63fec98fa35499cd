"""What the command line prints for a person: sentences and plain tables. The JSON for programs is in answers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from reform import answers, course, told
from reform.compared import Line, gap_to_locality, gap_to_target, gap_told, placed
from reform.indicators import Indicator, declaration
from reform.reasons import part_name, size
from reform.store import Draft
from reform.store.draft import DraftFile
from reform.text import Words, half_up

SHOWN = 20  # problems of one cause that are told one by one


def draft_lines(say: Words, found: Draft, corrected: Iterable[Mapping] = ()) -> list[str]:
    """How each file was read, every doubt, and what recording changes, as the page says them."""
    read = [line for one in found.files for line in _read(say, one)]
    codes = dict.fromkeys(one.code for one in found.problems)
    problems = [line for code in codes for line in _told(say, found, code)]
    return [*read, *problems, *(_changes(say, found, corrected) if found.rows else [])]


def _read(say: Words, file: DraftFile) -> list[str]:
    head = say.t("cli.read", rows=say.count(len(file.reading.rows)), file=file.name)
    return [head, *([] if file.reading.refused else _listed(told.understood(say, file)))]


def _changes(say: Words, found: Draft, corrected: Iterable[Mapping]) -> Iterator[str]:
    yield say.t("changes.title") + ":"
    yield from (told.correction(say, found, closed) for closed in corrected)
    for locality, key in told.places_of(found):
        yield f"{locality} · {say.period_label(key, found.labels.get(key))}"
        yield from _listed(told.changes(say, found, (locality, key)))


def _listed(sentences: Iterable[str]) -> list[str]:
    return [f"  - {one}" for one in sentences]


def _told(say: Words, found, code: str) -> list[str]:
    """The problems of one cause, the first 20 of them, and how many there are."""
    problems = [one for one in found.problems if one.code == code]
    first = [_problem(say, one) for one in problems[:SHOWN]]
    if len(problems) > SHOWN:
        first.append(say.t("draft.more", count=say.count(len(problems) - SHOWN), total=say.count(len(problems))))
    return first


def _problem(say: Words, found) -> str:
    place = f"{found.file}: " if found.file else ""
    option = answers.option(found)
    answered = " " + say.t("cli.answered_by", option=option) if option else ""
    return f"{say.t(f'cli.{found.severity}')}: {place}{say.message(found)}{answered}"


def batch_line(say: Words, batch: dict | None, waiting) -> str:
    if batch is None:
        return say.t("cli.not_recorded")
    if batch["status"] == "published":
        return say.t("cli.recorded", id=batch["id"])
    codes = ", ".join(dict.fromkeys(f"{one.code} ({answers.answering(one)})" for one in waiting))
    return say.t("cli.kept" if not codes else "cli.waiting", id=batch["id"], codes=codes)


def batch_lines(say: Words, rows: list[dict]) -> list[str]:
    names = ("column.file", "ranking.period", "column.uploader", "column.recorded_at")
    head = ["", *map(say.t, names), ""]
    shown = [
        [row["batch_id"], row["file_name"], row["periods"] or "", _dash(row["uploader"]), time, state]
        for row in rows
        for time in [_time(say, row["recorded_at"])]
        for state in [say.t(f"cli.batch_status_{row['status']}")]
    ]
    return lines(say, head, shown)


def closing_lines(say: Words, found: dict) -> list[str]:
    known = declaration().indicators
    issued = say.issued(found["document"], date.fromisoformat(found["date"]))
    done = "closing.already" if found["already"] else "closing.done"
    head = say.t(done, period=say.period_label(found["period"]), issued=issued)
    ids = found["rankings"].items()
    return [head, *(say.t("cli.closed_ranking", name=known[by].name.in_(say.lang), id=one) for by, one in ids)]


def cited_lines(say: Words, found: dict) -> list[str]:
    """The ranking as it was closed, what it rests on, and what came after."""
    by, issued = declaration().indicators[found["by"]], say.issued(found["document"], found["document_date"])
    about = {"period": say.period_label(found["period"]), "locality": found["locality"], "issued": issued}
    head = say.t("cli.cited", name=by.name.in_(say.lang), **about)
    files = [say.t("cli.cited_file", file=one["file_name"], sha=one["sha256"]) for one in found["files"]]
    same = say.t("cli.cited_same" if found["same_rows"] else "cli.cited_other")
    since = [one["batch_id"] for one in found["corrections"]]
    told = say.t("cli.cited_corrections", count=say.count(len(since)), ids=", ".join(since))
    told = told if since else say.t("cli.cited_no_corrections")
    return [head, *_ranking(say, found["rows"], found["unranked"], by), *files, same, told]


def submission_lines(say: Words, rows: list[dict]) -> list[str]:
    head = [say.t("column.unit"), "", say.t("column.recorded_at"), say.t("column.file")]
    shown = [
        [row["ward"], state, _time(say, row["received_at"]), _dash(row["file_name"])]
        for row in rows
        for state in [say.t(f"cli.submission_{row['status']}", days=row["days_late"])]
    ]
    return lines(say, head, shown)


def rebuilt_lines(say: Words, found: dict) -> list[str]:
    differences = [say.t("cli.differs", **one) for one in found["differences"]]
    return [say.t("cli.rebuilt", entries=found["entries"]), *(differences or [say.t("cli.rebuilt_same")])]


def ranking_lines(say: Words, found: dict, by: Indicator) -> list[str]:
    head = f"{by.name.in_(say.lang)} · {found['period']['label']} · {found['locality'] or ''}"
    shown = _ranking(say, found["rows"], found["unranked"], by)
    return [f"{head}, {found['issued']}", *shown] if shown else [head, say.t("cli.nothing")]


def _ranking(say: Words, rows: list[dict], unranked: list[dict], by: Indicator) -> list[str]:
    """A line for each ranked unit, then one with the reason for each that is not."""
    ranked = [
        line
        for row in rows
        for line in (f"{row['rank']:>4}  {row['ward']:<32} {say.value(row['value'], by.unit)}", *_veto(row))
    ]
    reasons = [say.unranked(row["reason"], row["value"], row["bound"], by.unit) for row in unranked]
    return ranked + [f"   –  {row['ward']:<32} {why}" for row, why in zip(unranked, reasons, strict=True)]


def _veto(row: dict) -> list[str]:
    """Why a band was lowered, under the unit's line."""
    return [f"      {row['veto']}"] if row.get("veto") else []


def _band(say: Words, row: dict) -> str:
    """The band, and the one that the points earn where a veto lowered it."""
    if row["earned_band"] is None:
        return _dash(row["band"])
    return say.t("scheme.lowered", band=row["band"], earned=row["earned_band"])


def summary_lines(say: Words, rows: list[dict]) -> list[str]:
    """The table as the page heads it; a score of another period says of which."""
    tabs = {one.key: one for one in declaration().tabs}
    shown = [tabs[key] for key in ("score", "online", "timeliness")]
    scored = next((row["score_period"] for row in rows if row["score_period"]), None)
    since = f" ({say.period_label(scored)})" if scored else ""
    names = [one.short.in_(say.lang) + (since if one.key == "score" else "") for one in shown]
    head = [say.t("column.unit"), *(part for name in names for part in (name, say.t("column.rank")))]
    head += [say.t("column.overdue"), say.t("column.band")]
    ends = [[_dash(row["overdue"]), _band(say, row)] for row in rows]
    found = [[row["ward"], *_figures(say, row, shown), *end] for row, end in zip(rows, ends, strict=True)]
    return lines(say, head, found)


def _figures(say: Words, row: dict, shown: list[Indicator]) -> list[str]:
    """Value and rank of each indicator, a dash where there is none."""
    values = [None if row[one.key] is None else say.value(row[one.key], one.unit) for one in shown]
    return [_dash(part) for one, value in zip(shown, values, strict=True) for part in (value, row[f"{one.key}_rank"])]


def _dash(value: Any) -> str:
    return "–" if value is None else str(value)


def _time(say: Words, written: str | None) -> str:
    """A moment of the JSON, which is UTC, on Vietnam's clock."""
    return "–" if written is None else say.time(datetime.fromisoformat(written))


def lines(say: Words, head: list[str], rows: list[list[str]]) -> list[str]:
    """Columns as wide as their widest cell, the first to the left, the others to the right."""
    if not rows:
        return [say.t("cli.nothing")]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return ["  ".join(_padded(cell, at, widths) for at, cell in enumerate(row)).rstrip() for row in (head, *rows)]


def _padded(cell: str, at: int, widths: list[int]) -> str:
    return cell.ljust(widths[at]) if at == 0 else cell.rjust(widths[at])


def series_lines(say: Words, row: dict, by: Indicator) -> list[list[str]]:
    """A period's line; before it a break where another unit of the name begins."""
    value, rank = row["value"], row["rank"]
    shown = "–" if value is None else say.value(value, by.unit)
    line = [say.period_label(row["period"], row["label"]), shown, "–" if rank is None else f"{rank}/{row['ranked']}"]
    return [[say.t("cli.series_break"), "", ""], line] if row["breaks"] else [line]


def span_lines(say: Words, row: dict, by: Indicator) -> list[list[str]]:
    """A span's line with what is to be known of it; before it a mark where it compares with nothing before."""
    notes = [say.t("course.derived")] if row["derived"] and row["value"] is not None else []
    notes += [course.why(say, row)] if row["reason"] else []
    line = [*series_lines(say, row | {"breaks": False}, by)[0], "; ".join(notes)]
    return [[f"── {say.t('chart.break')} ──", "", "", ""], line] if row["broken"] else [line]


def explanation_lines(say: Words, found: dict, parts: list[dict], by: Indicator) -> list[str]:
    """The sentences, then what the change is made of, a line a part."""
    if not parts:
        return found["sentences"]
    head = [say.t(f"cli.explain_{key}") for key in ("parts", "before", "after", "change")]
    shown = [
        [
            part_name(say, row),
            *(say.plain(half_up(row[when], 2)) for when in ("before", "after")),
            brought(say, row, by),
        ]
        for row in parts
    ]
    return [*found["sentences"], *lines(say, head, shown)]


def comparison_lines(say: Words, found: dict, compared: list[Line]) -> list[str]:
    """Who is better how often, a line an indicator, the gaps to the locality and the targets, the units most alike."""
    head = [say.t("compare.indicator"), *(one["ward"] for one in found["units"]), say.t("compare.better")]
    shown = [
        [line.indicator.short.in_(say.lang), *(placed(say, line, row) for row in line.rows), one["sentence"]]
        for line, one in zip(compared, found["indicators"], strict=True)
    ]
    peers = [one["sentence"] for one in found["units"]]
    return [*found["sentences"], *(lines(say, head, shown) if shown else []), *gap_lines(say, compared), *peers]


def gap_lines(say: Words, compared: list[Line]) -> list[str]:
    """The level, and how far each unit lies above (+) or below (−): of the locality's figure, then of the targets."""
    to_locality = [(line, line.rows[0]["locality_value"], map(gap_to_locality, line.rows)) for line in compared]
    to_target = [
        (line, line.indicator.target.value, [gap_to_target(row, line.indicator) for row in line.rows])
        for line in compared
        if line.indicator.target
    ]
    return [
        *gap_table(say, "to_locality", "summary.whole", to_locality),
        *gap_table(say, "to_target", "compare.target", to_target),
    ]


def gap_table(say: Words, gap: str, level: str, rows: list[tuple]) -> list[str]:
    """A line an indicator: its level, each unit's gap; nothing without an indicator."""
    if not rows:
        return []
    head = [say.t(f"compare.{gap}"), say.t(level), *(row["ward"] for row in rows[0][0].rows)]
    shown = [
        [
            line.indicator.short.in_(say.lang),
            "–" if height is None else say.value(height, line.indicator.unit),
            *(gap_told(say, line, one) for one in gaps),
        ]
        for line, height, gaps in rows
    ]
    return lines(say, head, shown)


def brought(say: Words, row: dict, by: Indicator) -> str:
    """What a part brings to the change: tăng 0,17 điểm."""
    return say.change(size(row), by.unit)
