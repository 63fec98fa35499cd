"""batches, withdraw, close, cite, submissions, rebuild, sample: what was recorded, as a whole and afterwards."""

from datetime import date

import click

from reform import answers, printed
from reform.cli.call import Call, a_locality, a_period, indicator_of, locality_of, main, options
from reform.period import last_day
from reform.sample import open_sample
from reform.store import NotThere


@main.command()
@a_locality
@click.option("--period", "key", metavar="KEY")
@options
def batches(call: Call, locality: str | None, key: str | None) -> None:
    """Every batch, newest first: file, who, when, state."""
    rows = call.store.ask("batches", locality=locality, period=key)
    found = answers.records(rows)
    call.answer({"rows": found}, lambda: printed.batch_lines(call.say, found))


@main.command()
@click.argument("batch_id", metavar="ID")
@click.option("--reason", required=True, help="Why: it is kept in the journal.")
@click.option("--by", "who", help="Who withdraws.")
@a_locality
@options
def withdraw(call: Call, batch_id: str, reason: str, who: str | None, locality: str | None) -> None:
    """Take a recorded batch back; the figures it had replaced are in force again."""
    store = call.store
    rows = store.ask("batches", locality=locality, period=None)
    if batch_id not in set(rows["batch_id"]):
        raise call.fail("unknown_batch", 2, id=batch_id)
    done = _done(call, store.withdraw, batch_id, reason, who)
    call.answer({"batch": done}, lambda: [call.say.t("cli.withdrawn", id=batch_id)])


def _done(call: Call, act, *given):
    """What the store answers; what it does not know is a wrong call."""
    try:
        return act(*given)
    except NotThere as wrong:
        raise call.fail(wrong.code, 2, **wrong.facts) from wrong


@main.command()
@a_period
@click.option("--document", required=True, metavar="NUMBER", help="Number of the issuing document: 123/QĐ-UBND.")
@click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Its date.")
@click.option("--by", "who", help="Who closes.")
@a_locality
@options
def close(call: Call, key: str, document: str, day: date, who: str | None, locality: str | None) -> None:
    """Close a period: its rankings stand under the number and date of the issuing document, each with an id to cite."""
    store = call.store
    place = locality_of(call, store, key, locality)
    done = _done(call, store.close, key, document, day.date().isoformat(), place, who)
    call.answer({"closing": done}, lambda: printed.closing_lines(call.say, done))


@main.command()
@click.argument("ranking_id", metavar="ID")
@a_locality
@options
def cite(call: Call, ranking_id: str, locality: str | None) -> None:
    """The closed ranking of an id as it stood, its files, and what has been corrected since."""
    found = call.store.cite(ranking_id)
    if found is None or (locality and found["locality"] != locality):
        raise call.fail("unknown_ranking", 2, id=ranking_id)
    told = answers.cited(found, indicator_of(call, found["by"]), call.say)
    call.answer(told, lambda: printed.cited_lines(call.say, found))


@main.command()
@a_period
@a_locality
@options
def submissions(call: Call, key: str, locality: str | None) -> None:
    """Who has reported for a period, who late, who not, whose report was returned."""
    store = call.store
    place = locality_of(call, store, key, locality)
    found = answers.records(store.ask("submissions", locality=place, period=key, day=_last_day(call, key)))
    about = {"locality": place, "period": key, "rows": found}
    call.answer(about, lambda: printed.submission_lines(call.say, found))


def _last_day(call: Call, key: str) -> date:
    try:
        return last_day(key)
    except ValueError:
        raise call.fail("unknown_period", 2, key=key) from None


@main.command()
@options
def sample(call: Call) -> None:
    """Make the invented sample locality's store, if it is not there yet, below --store where it is given."""
    store = open_sample(call.given)
    call.answer({"periods": len(store.ask("periods"))}, lambda: [call.say.t("cli.sample_ready")])


@main.command()
@a_locality
@options
def rebuild(call: Call, locality: str | None) -> None:
    """Make the database again from files and journal, and say where it differs from what was there."""
    made = call.store.rebuild()
    found = {"entries": made.entries, "differences": answers.plain(made.differences)}
    call.answer(found, lambda: printed.rebuilt_lines(call.say, found))
