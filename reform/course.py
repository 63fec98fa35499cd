"""An indicator over the periods: which rows a span is, who moved most, what is missing and why, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from reform.indicators import Indicator
from reform.rows import records
from reform.text import Words, capital

REPORTED, CUMULATIVE = "quarter", "cumulative"
SPANS = (REPORTED, "half", "nine_months", "year", CUMULATIVE)
NAMED = 4  # names in a sentence; the others are counted


def rows_of(ask: Callable, locality: str, by: Indicator, span: str, rebuilt: bool = False) -> list[dict]:
    """The rows of one span of an indicator. Scores are never added up: theirs are as reported."""
    if by.kind != "score":
        return records(ask("spans", locality=locality, by=by.key, span=span, rebuilt="1" if rebuilt else None))
    rows = records(ask("course", locality=locality, by=by.key))
    kept = [row for row in rows if (row["cumulative"] if span == CUMULATIVE else row["kind"] == span)]
    return [row | {"quarters": None, "derived": False, "rebuilt": False} for row in kept]


def spans_of(periods: Iterable[Mapping], by: Indicator) -> list[str]:
    """The spans there can be, the first one to open on; of scores only what is reported."""
    told = [row for row in periods if by.key in (row["indicators"] or "").split()]
    quarters = any(row["kind"] == REPORTED for row in told)
    cumulative = [CUMULATIVE] if any(row["cumulative"] for row in told) else []
    if by.kind == "score":
        return [*([REPORTED] if quarters else []), *cumulative]
    return [*SPANS[:-1], *cumulative] if quarters or not cumulative else [*cumulative, *SPANS[:-1]]


def periods_of(rows: Sequence[Mapping]) -> list[str]:
    """The periods from the first to the last in which anybody has a figure, oldest first."""
    order = list(dict.fromkeys(row["period"] for row in rows))
    held = {row["period"] for row in rows if row["value"] is not None}
    places = [at for at, key in enumerate(order) if key in held]
    return order[places[0] : places[-1] + 1] if places else []


# ── Who moved most ────────────────────────────────────────────────────────────


def moves_told(say: Words, rows: Sequence[Mapping], names: Mapping[int, str]) -> list[str]:
    """Sentences: who moved most since the period before the last one, and since the first one."""
    return [capital(told) for told in _moves(say, rows, names)]


def _moves(say: Words, rows: Sequence[Mapping], names: Mapping[int, str]) -> list[str]:
    ranked = [key for key in periods_of(rows) if any(row["period"] == key and row["rank"] for row in rows)]
    if not ranked:
        return [say.t("course.nobody")]
    last = [row for row in rows if row["period"] == ranked[-1] and row["rank"]]
    about = {"period": name_of(say, last[0])}
    if len(last) == 1:
        return [say.t("course.alone", name=names[last[0]["unit_id"]], **about)]
    moves = [(names[row["unit_id"]], row["previous_rank"], row["rank"]) for row in last if row["previous_rank"]]
    if not moves:
        return [say.t("course.first" if len(ranked) == 1 else "course.no_earlier", **about)]
    told = [told_of(say, "course.since_previous", moves, about)]
    far = since_first(rows, ranked, names)
    first = next(row for row in rows if row["period"] == ranked[0])
    return [*told, *([told_of(say, "course.since_first", far, about | {"first": name_of(say, first)})] if far else [])]


def since_first(rows: Sequence[Mapping], ranked: Sequence[str], names: Mapping[int, str]) -> list[tuple]:
    """(name, first rank, last rank) of the units ranked at both ends without a break; of two periods nothing new."""
    if len(ranked) < 3:
        return []
    broken = {row["unit_id"] for row in rows if row["broken"] and row["period"] in ranked[1:]}
    before, after = (
        {row["unit_id"]: row["rank"] for row in rows if row["period"] == key} for key in (ranked[0], ranked[-1])
    )
    both = [unit for unit in after if unit not in broken and after[unit] and before.get(unit)]
    return [(names[unit], before[unit], after[unit]) for unit in both]


def told_of(say: Words, key: str, moves: Sequence[tuple], about: Mapping) -> str:
    """Since when; who rose and who fell most, all of them where several did; or that nobody moved."""
    most = [
        say.t(f"course.{way}", names=movers(say, [move for move in moves if sign * (move[1] - move[2]) == far]))
        for way, sign in (("rose", 1), ("fell", -1))
        if (far := max(sign * (before - after) for _, before, after in moves)) > 0
    ]
    return say.t(key, told="; ".join(most) or say.t("course.none_moved", count=say.count(len(moves))), **about)


def movers(say: Words, moves: Sequence[tuple]) -> str:
    """A (5 → 2) và B (8 → 5)."""
    shown = [
        say.t("course.mover", name=name, before=say.count(before), after=say.count(after))
        for name, before, after in moves
    ]
    return say.listing_some(shown, NAMED)


# ── What is missing, and why ──────────────────────────────────────────────────


def missing_told(say: Words, rows: Sequence[Mapping], names: Mapping[int, str]) -> list[str]:
    """Why figures are missing: of a period in which nobody has one once, else unit by unit with its periods."""
    empty = {row["period"] for row in rows} - {row["period"] for row in rows if row["value"] is not None}
    told = {}
    for row in rows:
        if row["value"] is None:
            whose = None if row["period"] in empty else row["unit_id"]
            told.setdefault((whose, *((row["period"], "") if whose is None else ("", why(say, row)))), []).append(row)
    return [missing_line(say, whose, found, names) for (whose, *_), found in told.items()]


def missing_line(say: Words, whose: int | None, found: Sequence[Mapping], names: Mapping[int, str]) -> str:
    """One line: nobody in a period; or a unit, its periods, the reason they share."""
    if whose is None:
        reasons = list(dict.fromkeys(why(say, row) for row in found))
        return say.t("course.missing", who=name_of(say, found[0], inside=False), why="; ".join(reasons))
    return say.t(
        "course.missing_of",
        who=names[whose],
        periods=say.listing([name_of(say, row) for row in found]),
        why=why(say, found[0]),
    )


def why(say: Words, row: Mapping) -> str:
    """The reason of a row in words, with the quarters it is about."""
    quarters = [say.period_label(key) for key in (row["quarters"] or "").split()]
    said = say.t(f"reason.{row['reason']}")
    return say.t("course.quarters", why=said, quarters=say.listing(quarters)) if quarters else said


def name_of(say: Words, row: Mapping, inside: bool = True) -> str:
    """A period's name, as inside a sentence unless it stands first."""
    label = say.period_label(row["period"], row["label"])
    return say.inside(label) if inside else label


# ── Merged and split units ────────────────────────────────────────────────────


def rebuilt_told(say: Words, lineage: Iterable[Mapping]) -> list[str]:
    """Of every unit that came from others: whom its earlier figures are added up from, or why they are not."""
    told = {}
    for row in lineage:
        told.setdefault(row["successor_id"], []).append(row)
    shares = {}
    for row in (row for found in told.values() for row in found):
        shares[row["predecessor_id"]] = shares.get(row["predecessor_id"], 0) + 1
    return [successor_told(say, found, shares) for found in told.values()]


def successor_told(say: Words, found: Sequence[Mapping], shares: Mapping[int, int]) -> str:
    """One unit: added up from its whole predecessors; or which predecessor was split."""
    split = [row["predecessor"] for row in found if not row["whole"] or shares[row["predecessor_id"]] > 1]
    names = split or [row["predecessor"] for row in found]
    facts = {"unit": found[0]["successor"], "names": say.listing(names), "date": say.date(found[0]["on_date"])}
    return say.t("course.split" if split else "course.rebuilt", **facts)
