"""explain, compare, solidity, whatif: why a rank is what it is and how solid, as the pages say it or as JSON."""

import json
import tomllib
from pathlib import Path

import click

from reform import (
    certainty,
    certainty_told,
    compared,
    printed,
    reason_answers,
    reasons,
    solid_answers,
    whatif,
    whatif_told,
)
from reform.cli.call import Call, a_locality, a_period, indicator_of, locality_of, main, options
from reform.cli.names import by_name, say_now
from reform.indicators import declaration
from reform.period import from_key, last_day
from reform.rows import records, unit_names
from reform.solidity.ranges import SEED
from reform.store import Store

MOST_DRAWS = 100_000


@main.command()
@click.option("--unit", required=True, metavar="NAME")
@click.option("--by", required=True, metavar="KEY", help="An indicator: score, online, timeliness, index …")
@a_period
@click.option("--against", default="previous", show_default=True, metavar="previous|last_year|KEY")
@a_locality
@click.option("--group")
@click.option("--scheme", metavar="ID")
@options
def explain(
    call: Call, unit: str, by: str, key: str, against: str, locality: str | None, group: str | None, scheme: str | None
) -> None:
    """Why a unit's rank moved between two periods: its own change, the others', and what its change is made of."""
    store, indicator, key = call.store, indicator_of(call, by), checked(call, key)
    place = locality_of(call, store, key, locality)
    one = unit_of(call, store, unit, place, key)
    earlier = earlier_period(call, store, place, key, against)
    asked = {"locality": place, "period": key, "against": earlier, "by": by, "group": group, "scheme": scheme}
    rows = records(store.ask("rank_moves", **asked))
    found = reasons.moved(rows, one["unit_id"])
    about_parts = {"unit_id": one["unit_id"], "period": key, "against": earlier, "by": by}
    parts = records(store.ask("contributions", **about_parts)) if found and found.move else []
    names = [None if period is None else period_name(call, store, place, period) for period in (key, earlier)]
    told = reasons.why_moved(call.say, found, indicator, names[0], names[1])
    largest = reasons.largest(call.say, parts, indicator)
    said = reason_answers.explanation(found, parts, {row["unit_id"]: row["ward"] for row in rows})
    about = {"unit": one["ward"], "unit_id": one["unit_id"], "locality": place, "by": by, "period": key}
    answer = about | {"against": earlier} | said | {"sentences": [*told, *([largest] if largest else [])]}
    call.answer(answer, lambda: printed.explanation_lines(call.say, answer, parts, indicator))


@main.command()
@click.option("--units", required=True, metavar="A,B", help="Two to five units, by name.")
@a_period
@a_locality
@click.option("--group")
@options
def compare(call: Call, units: str, key: str, locality: str | None, group: str | None) -> None:
    """Two to five units side by side, indicator by indicator; with each those most like it."""
    store, key = call.store, checked(call, key)
    place = locality_of(call, store, key, locality)
    chosen = units_of(call, store, units, place, key)
    asked = {"locality": place, "period": key, "group": group}
    rows = compared.of_units(store.ask("positions", **asked), [one["unit_id"] for one in chosen])
    absent = next((one for one in chosen if one["unit_id"] not in {row["unit_id"] for row in rows}), None)
    if absent:
        raise call.fail("unit_not_there", 2, unit=absent["ward"], period=key, locality=group or place or "–")
    peers = {one["unit_id"]: records(store.ask("peers", unit_id=one["unit_id"], **asked)) for one in chosen}
    lines, names = compared.lines(rows), unit_names(rows)
    sentences = [compared.tally(call.say, lines, names), *compared.missing(call.say, lines, names)]
    found = asked | reason_answers.comparison(lines, names, rows, peers, call.say) | {"sentences": sentences}
    call.answer(found, lambda: printed.comparison_lines(call.say, found, lines))


@main.command()
@a_period
@click.option("--by", required=True, metavar="KEY", help="A share, index, or score where its components are reported.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed gives the same ranges.")
@click.option("--draws", type=click.IntRange(1, MOST_DRAWS), help="10,000, or 2,000 for more than 200 units.")
@click.option("--group")
@a_locality
@options
def solidity(
    call: Call, key: str, by: str, seed: int, draws: int | None, group: str | None, locality: str | None
) -> None:
    """How solid the ranks are: intervals, units not told apart, ranges of ranks, each member left out."""
    store, indicator, key = call.store, indicator_of(call, by), checked(call, key)
    place = locality_of(call, store, key, locality)
    asked = {"locality": place, "period": key, "group": group}
    if indicator.kind == "score":
        components = [] if indicator.scheme else records(store.ask("component_points", **asked))
        found = certainty.certainty_of_components(
            records(store.ask("ranking", by=by, **asked)), components, draws, seed
        )
        told = [call.say.t("solidity.score_weights" if found.units else "solidity.score")]
    else:
        found = certainty.certainty(records(store.ask("counts_behind", by=by, **asked)), draws, seed)
        told = [] if found.units else [call.say.t("cli.nothing")]
    if found.units:
        told += [*certainty_told.told(call.say, found, indicator), certainty_told.how_drawn(call.say, found, indicator)]
    told += certainty_told.without(call.say, found) if indicator.kind == "composite" else []
    answer = asked | {"by": by} | solid_answers.certainty(found) | {"sentences": told}
    call.answer(answer, lambda: solid_answers.certainty_lines(call.say, found, told))


@main.command("whatif")
@a_period
@click.option("--weights", "file", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--group")
@a_locality
@options
def what_if(call: Call, key: str, file: Path, group: str | None, locality: str | None) -> None:
    """The reference score by the weights of a FILE (.toml or .json) beside the one in force. Not official."""
    store, say, key = call.store, call.say, checked(call, key)
    by = declaration().composite
    if by is None:
        raise call.fail("no_composite", 2)
    wanted = whatif.asked(declaration(), by, **weights_of(call, file))
    if wanted.faults:
        raise call.fail("weights_refused", 2, faults="\n".join(whatif_told.faults(say, wanted)))
    place = locality_of(call, store, key, locality)
    asked = {"locality": place, "period": key, "by": by.key, "group": group}
    other = store.suppose(whatif.supposed(declaration(), by, wanted.members), "ranking", **asked)
    found = whatif.outcome(records(store.ask("ranking", **asked)), records(other), wanted)
    told = whatif_told.told(say, found, wanted, by)
    answer = asked | solid_answers.trial(found, wanted) | {"sentences": told}
    call.answer(answer, lambda: solid_answers.trial_lines(say, found, told))


def weights_of(call: Call, file: Path) -> dict:
    """{"weights", "targets", "preset"} of a file, each optional; a failure where it is none of both kinds."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        said = json.loads(text) if file.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, OSError) as why:
        raise call.fail("weights_unreadable", 2, file=file.name, why=why) from why
    kinds = {"weights": dict, "targets": dict, "preset": str}
    if not isinstance(said, dict) or not said or not all(isinstance(said[key], kinds.get(key, ())) for key in said):
        raise call.fail("weights_unreadable", 2, file=file.name, why="weights, targets, preset")
    return said


def units_of(call: Call, store: Store, written: str, locality: str | None, key: str) -> list[dict]:
    """The units named one after the other, each once; a failure where there are not two to five."""
    found = {one["unit_id"]: one for one in (unit_of(call, store, name, locality, key) for name in written.split(","))}
    if not compared.FEWEST <= len(found) <= compared.MOST_UNITS:
        raise call.fail("compare_units", 2, count=len(found), least=compared.FEWEST, most=compared.MOST_UNITS)
    return list(found.values())


def unit_of(call: Call, store: Store, written: str, locality: str | None, key: str) -> dict:
    """The unit of a period that goes by a name, however it is written; a failure where none or several do."""
    units = records(store.ask("units", locality=locality, day=last_day(key), period=key))
    found = by_name(store, units, written, locality)
    if len(found) != 1:
        raise call.fail("unit_not_there", 2, unit=written, period=key, locality=locality or "–")
    say_now(call, written, found[0]["ward"])
    return found[0]


def earlier_period(call: Call, store: Store, locality: str | None, key: str, against: str) -> str | None:
    """The period to compare with: the one before, the same of last year, or the one named; None where there is none."""
    if against not in ("previous", "last_year"):
        if last_day(checked(call, against)) >= last_day(key):
            raise call.fail("not_earlier", 2, key=key, against=against)
        return checked(call, against)
    rows = records(store.ask("periods", locality=locality))
    return next((row[against] for row in rows if row["period"] == key), None)


def checked(call: Call, key: str) -> str:
    """A period's key as it was given; a failure where it is none."""
    try:
        return from_key(key.strip().upper()).key
    except ValueError as why:
        raise call.fail("unknown_period", 2, key=key) from why


def period_name(call: Call, store: Store, locality: str | None, key: str) -> str:
    """A period inside a sentence: quý II/2026; one without a recognised label as it was written."""
    labels = {row["period"]: row["label"] for row in records(store.ask("periods", locality=locality))}
    return call.say.inside(call.say.period_label(key, labels.get(key)))
