"""ranking, summary, periods, series: what the pages show, as JSON or lines."""

import click

from reform import answers, course, export, printed
from reform.cli.call import Call, a_locality, a_period, indicator_of, locality_of, main, options
from reform.cli.names import answers_to, now_named
from reform.indicators import Indicator, declaration
from reform.rows import records
from reform.store import Store


@main.command()
@a_period
@click.option("--by", required=True, metavar="KEY", help="An indicator: score, online, timeliness, index …")
@click.option("--group")
@a_locality
@click.option("--scheme", metavar="ID")
@options
def ranking(call: Call, key: str, by: str, group: str | None, locality: str | None, scheme: str | None) -> None:
    """The wards of a locality ordered by one indicator in one period."""
    store, indicator = call.store, indicator_of(call, by)
    place = locality_of(call, store, key, locality)
    asked = {"locality": place, "period": key, "by": by, "group": group, "scheme": scheme}
    ranked, unranked = store.ask("ranking", **asked), store.ask("unranked", **asked)
    about = answers.period_of(key, ranked, call.say, label_of(store, place, key))
    found = answers.ranking(place, about, indicator, ranked, unranked, declaration(), call.say)
    found |= answers.standing(export.issued(store.ask, place, key, indicator), call.say)
    call.answer(found, lambda: printed.ranking_lines(call.say, found, indicator))


def label_of(store: Store, place: str | None, key: str) -> str | None:
    """A period's label as it was written, which only a window keeps."""
    rows = store.ask("periods", locality=place)
    return next(iter(rows.loc[rows["period"] == key, "label"]), None)


@main.command()
@a_period
@a_locality
@click.option("--group")
@options
def summary(call: Call, key: str, locality: str | None, group: str | None) -> None:
    """All units of a locality in one period, the three rankings side by side."""
    store = call.store
    rows = store.ask("summary", locality=locality_of(call, store, key, locality), period=key, group=group)
    found = answers.summary(rows, declaration(), call.say)
    call.answer(found, lambda: printed.summary_lines(call.say, found["rows"]))


@main.command()
@a_locality
@options
def periods(call: Call, locality: str | None) -> None:
    """The periods with results, newest first."""
    rows = call.store.ask("periods", locality=locality)
    found, say = answers.records(rows), call.say
    head = [say.t("ranking.period"), "", say.t("ranking.locality"), say.t("column.unit")]
    shown = [[say.period_label(row["period"], row["label"]), row["period"], row["locality"], _of(row)] for row in found]
    call.answer({"rows": found}, lambda: printed.lines(call.say, head, shown))


def _of(row: dict) -> str:
    return f"{row['units']}/{row['expected']}"


@main.command()
@click.option("--unit", required=True, metavar="NAME")
@click.option("--indicator", "by", required=True, metavar="KEY")
@a_locality
@click.option("--span", type=click.Choice(course.SPANS), help="Added up from quarters; cumulative: as reported.")
@click.option("--rebuilt", is_flag=True, help="Add up former units that merged whole; by quarter unless --span says.")
@options
def series(call: Call, unit: str, by: str, locality: str | None, span: str | None, rebuilt: bool) -> None:
    """One unit's indicator over the periods, oldest first."""
    indicator, store = indicator_of(call, by), call.store
    ward = _registered(store, unit, locality)
    notes = now_named(call, unit, ward)
    if span or rebuilt:
        _answer_spans(call, store, indicator, ward, locality, span or course.REPORTED, rebuilt, notes)
    rows = store.ask("series", unit=ward, indicator=by, locality=locality)
    found, say = answers.records(rows), call.say
    head = [say.t("ranking.period"), indicator.short.in_(say.lang), say.t("column.rank")]
    shown = [line for row in found for line in printed.series_lines(say, row, indicator)]
    call.answer({"rows": found, "notes": notes}, lambda: [*notes, *printed.lines(say, head, shown)])


def _answer_spans(
    call: Call,
    store: Store,
    by: Indicator,
    ward: str,
    locality: str | None,
    span: str,
    rebuilt: bool,
    notes: list[str],
) -> None:
    """A unit's rows of one span with what must be known of them."""
    if by.kind == "score" and span not in (course.REPORTED, course.CUMULATIVE):
        raise call.fail("series_span_scores", 2, by=by.key)
    place, say = _place_of(store, ward, locality), call.say
    rows = [row for row in course.rows_of(store.ask, place, by, span, rebuilt) if row["ward"] == ward]
    led = [row for row in records(store.ask("lineage", locality=place)) if row["successor"] == ward]
    notes = [*notes, *(course.rebuilt_told(say, led) if rebuilt else [])]
    shown = [line for row in rows for line in printed.span_lines(say, row, by)]
    head = [say.t("ranking.period"), by.short.in_(say.lang), say.t("column.rank"), say.t("export.column.note")]
    found = {"rows": [answers.plain(row) for row in rows], "span": span, "rebuilt": rebuilt, "notes": notes}
    call.answer(found, lambda: [*notes, *printed.lines(say, head, shown)])


def _place_of(store: Store, ward: str, locality: str | None) -> str | None:
    """The locality asked for: as given, the only one with a unit of that name, else the store's default."""
    registry = store.registry()
    named = {unit["locality"] for unit in registry.units if unit["name"] == ward}
    return locality or (named.pop() if len(named) == 1 else registry.default_locality)


def _registered(store: Store, written: str, locality: str | None) -> str:
    """The registry's name of a unit written another way ("P. Hoà Khê") or by an earlier name; as written where none or
    several match."""
    known = [
        {"ward": unit["name"], "aliases": "\n".join(unit["aliases"])}
        for unit in store.registry().units
        if locality in (None, unit["locality"])
    ]
    found = {unit["ward"] for unit in known if answers_to(unit, written)}
    return found.pop() if len(found) == 1 else written
