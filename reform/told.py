"""A draft in sentences, the same on the page and on the command line: how each file was read, what recording changes.

`shown` writes what stands in a file: as it is, or so that Markdown does nothing with it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reform.indicators import Indicator, declaration
from reform.intake.reading import Reading, Row
from reform.store import Draft
from reform.store.comparing import Comparison
from reform.store.draft import DraftFile
from reform.text import Words
from reform.wards import split_type

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
KINDS = ("new", "changed", "dropped", "unchanged")
TOLD = 5  # more moves than this are counted in a sentence
SHOWN = 20
Shown = Callable[[str], str]
Place = tuple[str, str]  # locality and period


# How a file was read


def understood(say: Words, file: DraftFile, shown: Shown = str) -> list[str]:
    """What was understood of one file, a line each; its decisions as intake.decisions makes them."""
    decisions = file.reading.decisions
    return [
        _source(say, decisions, shown),
        say.t("draft.layout_is", layout=say.t(f"draft.layout.{decisions.get('layout') or 'template'}")),
        *([_numbers(say, file.reading, shown)] if _numbers_were_seen(file.reading) else []),
        *_periods(say, file.reading, shown),
        _units(say, file.reading.rows, shown),
    ]


def _source(say: Words, decisions: Mapping, shown: Shown) -> str:
    """Which bytes or which sheet, and where the header stands."""
    t, kind = say.t, decisions.get("kind") or "csv"
    rows = ", ".join(map(str, decisions["header_rows"]))
    if kind == "csv":
        encoding, separator = decisions["encoding"], SEPARATORS.get(decisions["separator"])
        named = t(f"draft.encoding.{encoding}") if say.has(f"draft.encoding.{encoding}") else encoding
        parted = t(f"draft.separator.{separator}") if separator else decisions["separator"]
        return t("draft.source_csv", encoding=named, separator=parted, rows=rows)
    named = t(f"draft.kind.{kind}")
    if not decisions.get("sheet"):
        return t("draft.source", kind=named, rows=rows)
    return t("draft.source_sheet", kind=named, sheet=shown(decisions["sheet"]), rows=rows)


def _numbers_were_seen(reading: Reading) -> bool:
    """Whether anything was learnt of how numbers are written: a mark in one of them, or a number without any."""
    if reading.decisions["numbers_because"] != "no_separators":
        return bool(reading.decisions["numbers"])
    cells = (cell for row in (*reading.rows, *reading.fields) for cell in row.values.values())
    return any(isinstance(cell.value, Decimal | int) for cell in cells)


def _numbers(say: Words, reading: Reading, shown: Shown) -> str:
    """Which way of writing numbers, and because of what; the rows whose sums hold may be more than those of units."""
    t, decisions = say.t, reading.decisions
    because = decisions.get("numbers_because") or "default"
    evidence = decisions.get("numbers_evidence") or {}
    facts = {name: say.plain(evidence[name]) for name in ("balanced", "rows") if evidence.get(name) is not None}
    example = ""
    if evidence.get("text"):
        told = {"text": shown(evidence["text"]), "cell": shown(evidence["cell"])}
        example = t("draft.numbers_example", **told, value=say.ungrouped(evidence["value"]))
    if because == "sums":
        because = _sums(reading) if facts else "given"
    why = t(f"draft.because.{because}", **facts)
    return t("draft.numbers_are", numbers=t(f"draft.numbers.{decisions['numbers']}"), example=example, why=why)


def _sums(reading: Reading) -> str:
    """Which rows the sums hold in, where they are more than the units' own."""
    return "sums_fields" if reading.fields else "sums_total" if reading.totals else "sums"


def _periods(say: Words, reading: Reading, shown: Shown) -> Iterator[str]:
    """Each period with its label as written, its window, whether it is cumulative; the rows are those of units."""
    t, totals = say.t, {total.number for total in reading.totals}
    for found in reading.decisions["period"]:
        starts, ends = (say.date(date.fromisoformat(day)) if day else None for day in (found["from"], found["to"]))
        yield t(
            "draft.period",
            period=shown(say.period_label(found["key"], found["label"])),
            window=t("draft.window", start=starts, end=ends) if starts else t("draft.no_window"),
            cumulative=t("draft.cumulative") if found["cumulative"] else t("draft.not_cumulative"),
            rows=say.count(len(set(found["rows"]) - totals)),
        )


def _units(say: Words, rows: Sequence[Row], shown: Shown) -> str:
    """How many units of which localities, and how many figures."""
    if not rows:
        return say.t("draft.no_rows")
    places = list(dict.fromkeys(shown(row.locality) for row in rows))
    return say.t(
        "draft.units",
        units=say.count(len({(row.locality, row.ward) for row in rows})),
        localities=", ".join(places),
        rows=say.count(len(rows)),
        figures=say.count(sum(len(row.values) for row in rows)),
    )


# What recording changes


def places_of(draft: Draft | Comparison) -> list[Place]:
    """The localities and periods that are told of."""
    return sorted({(one["locality"], one["period"]) for one in [*draft.moves, *draft.changes]})


def corrected(draft: Draft, periods: Iterable[Mapping]) -> list[Mapping]:
    """The closed ones of the periods (rows of the query) that recording a draft corrects."""
    told = {(row.locality, row.period.key) for row in draft.rows}
    return [row for row in periods if row["document"] and (row["locality"], row["period"]) in told]


def correction(say: Words, draft: Draft, closed: Mapping, shown: Shown = str) -> str:
    """That recording a draft corrects a closed period."""
    issued = shown(say.issued(closed["document"], closed["document_date"]))
    period = shown(say.period_label(closed["period"], draft.labels.get(closed["period"])))
    return say.t("changes.correction", locality=shown(closed["locality"]), period=period, issued=issued)


def changes(say: Words, draft: Draft | Comparison, place: Place, shown: Shown = str) -> list[str]:
    """One locality and period: cells, each ranking, who is missing; a sentence each."""
    counts = Counter(one["kind"] for one in draft.changes if is_at(one, place))
    cells = say.t("changes.cells", **{kind: say.count(counts[kind]) for kind in KINDS})
    told = [_ranking(say, by, moves_of(draft.moves, place, by.key), shown) for by in declaration().tabs]
    ranked = [sentence for sentence in told if sentence]
    missing = [one for one in draft.missing if is_at(one, place)]
    return [
        cells,
        *(ranked or [say.t("changes.none")]),
        *([_missing(say, missing, shown)] if missing else []),
    ]


def is_at(one: Mapping, place: Place) -> bool:
    """Whether a change, a move or a missing unit is at a locality in a period."""
    return (one["locality"], one["period"]) == place


def moves_of(moves: Iterable[Mapping], place: Place, by: str) -> list[Mapping]:
    """The ranks before and after in one ranking, best first."""
    own = [one for one in moves if is_at(one, place) and one["by"] == by]
    return sorted(own, key=lambda one: (one["after"] is None, one["after"] or one["before"], one["ward"]))


def _ranking(say: Words, indicator: Indicator, moves: list[Mapping], shown: Shown) -> str:
    """One ranking's change in a sentence; empty where the ranking has no ward before nor after."""
    t, name = say.t, indicator.name.in_(say.lang)
    after = [one for one in moves if one["after"] is not None]
    if not after:
        return t("changes.emptied", name=name) if moves else ""
    called = names(moves)
    if all(one["before"] is None for one in moves):
        first = say.listing([shown(called[whose(one)]) for one in after if one["after"] == 1])
        return t("changes.first_time", name=name, count=say.count(len(after)), first=first)
    told = [_move(say, one, shown(called[whose(one)])) for one in moves if one["before"] != one["after"]]
    if not told:
        return t("changes.same", name=name)
    more = t("changes.more", count=say.count(len(told) - TOLD)) if len(told) > TOLD else ""
    return t("changes.moved", name=name, moves=", ".join(told[:TOLD]) + more)


def _move(say: Words, one: Mapping, ward: str) -> str:
    """One ward's move to another rank."""
    key = "joined" if one["before"] is None else "left" if one["after"] is None else "move"
    return say.t(f"changes.{key}", ward=ward, before=one["before"], after=one["after"])


def names(moves: Iterable[Mapping]) -> dict[tuple, str]:
    """The bare name of each unit, with its type where two share it."""
    bare = {whose(one): split_type(one["ward"])[1] for one in moves}
    shared = Counter(bare.values())
    return {whose(one): bare[whose(one)] if shared[bare[whose(one)]] == 1 else one["ward"] for one in moves}


def whose(one: Mapping) -> tuple:
    """Which unit a move is of; one to be registered has no number yet."""
    return one["unit_id"], one["ward"]


def _missing(say: Words, missing: Sequence[Mapping], shown: Shown) -> str:
    """Who is expected and still without figures."""
    first = ", ".join(shown(one["ward"]) for one in missing[:SHOWN])
    more = say.t("changes.more_units", count=say.count(len(missing) - SHOWN)) if len(missing) > SHOWN else ""
    return say.t("changes.missing", count=say.count(len(missing)), units=first + more)
