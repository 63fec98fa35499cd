"""visits, recommendations, recommend, visited: whom to visit and why, what was asked of units, what became of it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from reform import answers
from reform.cli.call import Call, a_locality, a_period, locality_of, main, options
from reform.cli.names import by_name, say_now
from reform.cli.reasons import checked
from reform.cli.writing import reason
from reform.indicators import declaration
from reform.rows import records
from reform.store import NotThere, Store
from reform.store.visiting import STATES
from reform.text import ZONE
from reform.visits import suggesting, telling
from reform.visits.reading import read_recommendations

SHOWN = 20  # problems that are told one by one
A_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])

a_day = click.option("--day", type=A_DAY, help="As of this day instead of today.")
a_state = click.option("--state", type=click.Choice(STATES))
by_whom = click.option("--by", "who", help="Who records it.")


@main.command()
@a_period
@click.option("--group")
@a_day
@a_locality
@options
def visits(call: Call, key: str, group: str | None, day: datetime | None, locality: str | None) -> None:
    """The units with most reason to be visited first, each reason with its figure and its points."""
    store, key, day = call.store, checked(call, key), _day(day)
    place = locality_of(call, store, key, locality)
    asked = {"locality": place, "period": key, "group": group, "day": day}
    found = suggesting.suggestions_of(store.ask, declaration(), call.say, **asked)
    if group and not found:
        raise call.fail("visits_nothing", 2, period=key, locality=place or "–", group=group)
    about = asked | {"day": day.isoformat(), "units": suggesting.as_rows(found)}
    call.answer(about, lambda: _suggestion_lines(call, found))


def _suggestion_lines(call: Call, found: Iterable[suggesting.Suggestion]) -> list[str]:
    t, count = call.say.t, call.say.count
    lines = []
    for one in found:
        lines.append(t("visits.line", place=count(one.place), unit=one.unit, points=count(one.points)))
        told = [t("visits.reason_line", text=each.text, points=count(each.points)) for each in one.reasons]
        lines += [f"  - {each}" for each in told]
    return [t("visits.explained"), *lines] if lines else [t("visits.nothing")]


@main.command()
@click.option("--unit", metavar="NAME", help="Of one unit, with those of the units it came from.")
@a_state
@a_day
@a_locality
@options
def recommendations(
    call: Call, unit: str | None, state: str | None, day: datetime | None, locality: str | None
) -> None:
    """What delegations asked of units, each with its state, due day and history."""
    store, on = call.store, _day(day)
    place = locality or store.registry().default_locality
    own = {"unit_id": _unit(call, store, place, unit, on)} if unit else {"locality": place}
    rows = [row for row in records(store.ask("recommendations", **own, day=on)) if state in (None, row["state"])]
    events: dict[str, list[dict]] = {}
    for event in records(store.ask("recommendation_events", unit_id=own.get("unit_id"))):
        events.setdefault(event["recommendation_id"], []).append(event)
    found = [row | {"history": events[row["recommendation_id"]]} for row in rows]
    about = {"locality": place, "day": on.isoformat(), "recommendations": answers.plain(found)}
    call.answer(about, lambda: _recommendation_lines(call, found))


def _recommendation_lines(call: Call, found: list[dict]) -> list[str]:
    say = call.say
    lines = [telling.counts(say, found)] if found else [say.t("cli.nothing")]
    for row in found:
        lines.append(f"{row['ward']} · {row['text']} ({telling.origin(say, row)})")
        lines.append(f"  {telling.standing(say, row)}")
        lines += [f"  - {telling.event(say, event)}" for event in row["history"]]
    return lines


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--unit", metavar="NAME", help="One recommendation instead of a file: to whom, with --text and --date.")
@click.option("--text")
@click.option("--from", "from_whom", help="From whom.")
@click.option("--date", "day", type=A_DAY, help="Of what day.")
@click.option("--due", type=A_DAY)
@click.option("--id", "known", metavar="ID", help="What became of a recorded one: with --state, --due or --note.")
@a_state
@click.option("--note")
@by_whom
@a_locality
@options
def recommend(call: Call, file: Path | None, known: str | None, locality: str | None, **said: Any) -> None:
    """Record recommendations: a list (.csv, .xlsx), one that is typed, or what became of one."""
    store = call.store
    place = locality or store.registry().default_locality
    typed = all(said[key] for key in ("unit", "text", "day"))
    if [file is not None, known is not None, typed].count(True) != 1:
        raise call.fail("recommend_what", 2)
    if known:
        due = {"due": said["due"].date()} if said["due"] else {}
        about = {key: said[key] for key in ("state", "note")} | {"by": said["who"]}
        changed = _done(call, store.change_recommendation, known, **about, **due)
        told = call.say.t("recommendation.updated" if changed else "recommendation.unchanged")
        call.answer({"id": known, "changed": changed}, lambda: [told])
    rows = _listed(call, store, place, file) if file else [_typed(call, store, place, said)]
    found = _done(call, store.recommend, rows, said["who"])
    call.answer(found, lambda: [telling.recorded(call.say, found)])


def _listed(call: Call, store: Store, place: str | None, file: Path) -> list[dict]:
    """The rows of a list; where one is bad every problem is answered, and nothing is recorded."""
    try:
        data = file.read_bytes()
    except OSError as why:
        raise call.fail("file_unreadable", 2, file=file.name, why=reason(call, why)) from why
    found = read_recommendations(data, declaration(), store.registry(), place)
    if not found.problems:
        return list(found.rows)
    problems = [answers.problem(one, call.say) for one in found.problems]
    told = call.say.t("cli.recommendations_refused", count=call.say.count(len(problems)))
    more = len(problems) - SHOWN
    counted = {"count": call.say.count(more), "total": call.say.count(len(problems))}
    lines = [one["message"] for one in problems[:SHOWN]] + ([call.say.t("draft.more", **counted)] if more > 0 else [])
    return call.answer({"recorded": [], "problems": problems}, lambda: [told, *lines], exit_code=1)


def _typed(call: Call, store: Store, place: str | None, said: dict) -> dict[str, Any]:
    on = said["day"].date()
    about = {"unit_id": _unit(call, store, place, said["unit"], on), "date": on}
    about |= {"due": said["due"] and said["due"].date()}
    return about | {key: said[key] for key in ("text", "from_whom", "state", "note")}


@main.command()
@click.option("--units", required=True, metavar="A,B", help="The units visited, by name.")
@click.option("--date", "day", required=True, type=A_DAY)
@click.option("--delegation", required=True)
@click.option("--ban", help="The committee in charge.")
@by_whom
@a_locality
@options
def visited(
    call: Call, units: str, day: datetime, delegation: str, ban: str | None, who: str | None, locality: str | None
) -> None:
    """Record a delegation's visit to units on a day."""
    store, on = call.store, day.date()
    place = locality or store.registry().default_locality
    ids = [_unit(call, store, place, name, on) for name in units.split(",")]
    new = _done(call, store.record_visit, ids, on, delegation, ban, who)
    facts = {"day": call.say.date(on), "units": units}
    about = {"unit_ids": ids, "date": on.isoformat(), "delegation": delegation, "recorded": new}
    call.answer(about, lambda: [call.say.t("cli.visit_recorded", **facts) if new else call.say.t("cli.visit_known")])


def _day(day: datetime | None) -> date:
    return day.date() if day else datetime.now(ZONE).date()


def _unit(call: Call, store: Store, place: str | None, written: str, on: date) -> int:
    """The unit of a day that goes by a name, else one that has ended; a failure where none or several do."""
    known = records(store.ask("units", locality=place, day=on)), records(store.ask("units", locality=place))
    found = next(filter(None, (by_name(store, units, written.strip(), place) for units in known)), [])
    if len(found) != 1:
        raise call.fail("unknown_unit", 2, unit=f"“{written.strip()}”")
    say_now(call, written.strip(), found[0]["ward"])
    return found[0]["unit_id"]


def _done(call: Call, act: Any, *given: Any, **how: Any) -> Any:
    """What the store answers; what it does not know is a wrong call."""
    try:
        return act(*given, **how)
    except NotThere as wrong:
        raise call.fail(wrong.code, 2, **wrong.facts) from wrong
