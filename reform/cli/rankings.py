"""ranking, summary, periods, series: what the pages show, as JSON or lines."""

import click

from reform import answers, printed, wards
from reform.cli.call import Call, a_locality, a_period, indicator_of, locality_of, main, options
from reform.indicators import declaration
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
    shown = [
        [say.period_label(row["period"], row["label"]), row["period"], row["locality"], _of(row)] for row in found
    ]
    call.answer({"rows": found}, lambda: printed.lines(call.say, head, shown))


def _of(row: dict) -> str:
    return f"{row['units']}/{row['expected']}"


@main.command()
@click.option("--unit", required=True, metavar="NAME")
@click.option("--indicator", "by", required=True, metavar="KEY")
@a_locality
@options
def series(call: Call, unit: str, by: str, locality: str | None) -> None:
    """One unit's indicator over the periods, oldest first."""
    indicator_of(call, by)
    store = call.store
    rows = store.ask("series", unit=_registered(store, unit, locality), indicator=by, locality=locality)
    found, say, indicator = answers.records(rows), call.say, declaration().indicators[by]
    head = [say.t("ranking.period"), indicator.short.in_(say.lang), say.t("column.rank")]
    shown = [line for row in found for line in printed.series_lines(say, row, indicator)]
    call.answer({"rows": found}, lambda: printed.lines(say, head, shown))


def _registered(store: Store, written: str, locality: str | None) -> str:
    """The registry's name of a unit written another way ("P. Hoà Khê"); as written where none or several match."""
    key, kind = wards.match_key(written), wards.split_type(written)[0]
    found = {
        unit["name"]
        for unit in store.registry().units
        if locality in (None, unit["locality"])
        and key in map(wards.match_key, (unit["name"], *unit["aliases"]))
        and kind in (None, wards.split_type(unit["name"])[0])
    }
    return found.pop() if len(found) == 1 else written
