"""brief, briefs, request, minutes: the documents of a site visit, written to files."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reform.brief import brief_of, briefs_of, minutes_of, request_of
from reform.brief.asking import Once
from reform.brief.files import file_name
from reform.brief.request import MOST_PERIODS
from reform.brief.subject import inside_span
from reform.cli.call import Call, a_locality, a_period, locality_of, main, options
from reform.cli.names import by_name
from reform.cli.reasons import checked, unit_of
from reform.cli.writing import write
from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.intake.names import Names
from reform.numbers import Unreadable
from reform.period import between, calendar_window, last_day, read_date
from reform.rows import records
from reform.store import Store
from reform.store.visiting import LONGEST, TOLD
from reform.wards import match_key, tidy

PRINTERS = {".pdf": pdf, ".docx": word}
LETTERS = {".docx": word}

an_end = click.option("--to", metavar="KEY", help="The last period of a span that begins with --period.")
a_print = click.option("--keep", is_flag=True, help="Keep what is written as it is now, to be opened again later.")
an_output = click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")


def visiting(command: Callable) -> Callable:
    """The options that say who visits and when, handed on as `visit`."""

    @click.option("--delegation", metavar="NAME", help="Who visits, as it stands at the head of the documents.")
    @click.option("--ban", metavar="NAME", help="Whose delegation it is: Ban Pháp chế HĐND …")
    @click.option("--date", "day", metavar="DAY", help="The day of the visit: 2026-12-05 or 05/12/2026.")
    @wraps(command)
    def run(call: Call, delegation: str | None, ban: str | None, day: str | None, **given: Any) -> None:
        names = {"delegation": name_of(call, "delegation", delegation), "ban": name_of(call, "ban", ban)}
        command(call, visit=names | {"date": day_of(call, day)}, **given)

    return run


def of_unit(command: Callable) -> Callable:
    """The options that say which unit and when, handed on as `about`: locality, unit_id, period, to."""

    @click.option("--unit", required=True, metavar="NAME")
    @a_period
    @an_end
    @a_locality
    @wraps(command)
    def run(call: Call, unit: str, key: str, to: str | None, locality: str | None, **given: Any) -> None:
        store, span = call.store, span_of(call, key, to)
        place = place_of(call, store, span, locality)
        one = named(call, store, unit, place, span[-1])
        about = {"locality": place, "unit_id": one["unit_id"], "period": span[0], "to": span[-1]}
        command(call, store=store, about=about, ward=one["ward"], **given)

    return run


@main.command()
@an_output
@a_print
@options
@of_unit
@visiting
def brief(call: Call, store: Store, about: dict, ward: str, out: Path, keep: bool, visit: dict) -> None:
    """The internal brief of one unit for a supervision visit, as .pdf or .docx."""
    printer = printer_of(call, out, PRINTERS)
    reported(call, store, about["locality"], [about["period"], about["to"]])
    asked = Once(store)
    made = brief_of(asked, call.say, **about, visit=visit, made_at=datetime.now(UTC))
    frozen = about | {"kind": "brief", "as_of": asked.position} if keep else None
    finish(call, out, printer, made, about | {"unit": ward}, frozen)


@main.command()
@a_period
@an_end
@a_locality
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@a_print
@options
@visiting
def briefs(call: Call, key: str, to: str | None, locality: str | None, out: Path, keep: bool, visit: dict) -> None:
    """The internal briefs of all units of a period, a PDF each."""
    store, span = call.store, span_of(call, key, to)
    place = place_of(call, store, span, locality)
    reported(call, store, place, span)
    asked = {"locality": place, "period": span[0], "to": span[-1]}
    files, once = [], Once(store, place)
    made = briefs_of(once, call.say, **asked, visit=visit, made_at=datetime.now(UTC))
    about = asked | {"kind": "brief", "as_of": once.position}
    for unit, data, kept in kept_first(store, made, about) if keep else ((unit, pdf(one), {}) for unit, one in made):
        path = out / file_name("brief", unit, span, "pdf")
        write(call, path, data)
        files.append({"unit": unit["ward"], "unit_id": unit["unit_id"], "file": path.name} | kept)
    if not files:
        raise call.fail("no_units", 2, locality=place or "–", period=span[-1])
    told = call.say.t("cli.briefs_written", count=call.say.count(len(files)), folder=out.name)
    call.answer({"out": str(out)} | asked | {"files": files}, lambda: [told])


@main.command()
@an_output
@click.option("--deadline", metavar="DAY", help="The day by which the unit answers.")
@a_print
@options
@of_unit
@visiting
def request(
    call: Call, store: Store, about: dict, ward: str, out: Path, deadline: str | None, keep: bool, visit: dict
) -> None:
    """For the unit: the outline of its report, blank tables and the documents to provide, as .docx."""
    printer, day = printer_of(call, out, LETTERS), day_of(call, deadline)
    if (count := len(between(about["period"], about["to"]))) > MOST_PERIODS:
        raise call.fail("too_many_periods", 2, count=call.say.count(count), most=call.say.count(MOST_PERIODS))
    if day and visit["date"] and day > visit["date"]:
        raise call.fail("deadline_after_visit", 2, deadline=call.say.date(day), date=call.say.date(visit["date"]))
    asked = Once(store)
    made = request_of(asked, call.say, **about, visit=visit, deadline=day, made_at=datetime.now(UTC))
    frozen = about | {"kind": "request", "as_of": asked.position} if keep else None
    finish(call, out, printer, made, about | {"unit": ward}, frozen)


@main.command()
@an_output
@a_print
@options
@of_unit
@visiting
def minutes(call: Call, store: Store, about: dict, ward: str, out: Path, keep: bool, visit: dict) -> None:
    """The skeleton of the minutes of a visit, as .docx."""
    printer = printer_of(call, out, LETTERS)
    asked = Once(store)
    made = minutes_of(asked, call.say, **about, visit=visit, made_at=datetime.now(UTC))
    frozen = about | {"kind": "minutes", "as_of": asked.position} if keep else None
    finish(call, out, printer, made, about | {"unit": ward}, frozen)


# ── What was asked for ────────────────────────────────────────────────────────


def span_of(call: Call, key: str, to: str | None) -> list[str]:
    """The first and the last period, as given; a failure where one is none or the last ends before the first."""
    first, last = checked(call, key), checked(call, to or key)
    if calendar_window(last)[1] < calendar_window(first)[1]:
        raise call.fail("span_reversed", 2, first=first, last=last)
    return [first, last]


def place_of(call: Call, store: Store, span: list[str], locality: str | None) -> str | None:
    """The locality asked for, as `locality_of`; of a span the one that reported for any period in it."""
    rows = records(store.ask("periods"))
    newest = inside_span(sorted(rows, key=lambda row: last_day(row["period"])), *span)[-1:]
    place = locality_of(call, store, newest[0] if newest else span[-1], locality)
    if place is None:
        raise call.fail("store_empty", 2)
    return place


def reported(call: Call, store: Store, locality: str, span: list[str]) -> None:
    """A failure where the locality has no units, or none of them has reported for any period of the span."""
    if store.ask("units", locality=locality).empty:
        raise call.fail("no_units", 2, locality=locality, period=span[-1])
    rows = records(store.ask("periods", locality=locality))
    if not inside_span(rows, *span):
        name = " – ".join(dict.fromkeys(span))
        known = ", ".join(row["period"] for row in rows) or "–"
        raise call.fail("nobody_reported", 2, locality=locality, period=name, known=known)


def named(call: Call, store: Store, written: str, locality: str, key: str) -> dict:
    """The unit of a period that goes by a name; a failure that names those of nearly that name where none does."""
    if not written.strip():
        raise call.fail("unit_blank", 2)
    units = records(store.ask("units", locality=locality, day=last_day(key), period=key))
    if not by_name(store, units, written, locality):
        if match_key(written) == match_key(locality):
            raise call.fail("unit_is_locality", 2, unit=written.strip())
        match = Names([{"name": row["ward"], "aliases": []} for row in units]).find(written.strip())
        near = [one["name"] for one in (match.candidates or [match.item]) if one]
        if match.how != "unknown" and near:
            facts = {"unit": written.strip(), "period": key, "locality": locality, "names": ", ".join(near)}
            raise call.fail("unit_near", 2, **facts)
    return unit_of(call, store, written, locality, key)


def name_of(call: Call, field: str, written: str | None) -> str | None:
    """A name as it stands at the head of a document; a failure where it is longer than is recorded of a visit."""
    name, most = tidy(written or ""), LONGEST[field]
    if len(name) > most:
        facts = {"start": name[:TOLD], "length": call.say.count(len(name)), "most": call.say.count(most)}
        raise call.fail("too_long", 2, **facts)
    return name or None


def day_of(call: Call, written: str | None) -> date | None:
    """A day as people write it; a failure where it is none."""
    try:
        return read_date(written or "")
    except Unreadable as why:
        raise call.fail("no_day", 2, day=written) from why


def printer_of(call: Call, out: Path, known: dict[str, Callable]) -> Callable:
    """What writes a file of that ending; a failure where nothing does."""
    if out.suffix.lower() not in known:
        raise call.fail("unknown_kind", 2, kinds=", ".join(known))
    return known[out.suffix.lower()]


# ── Files ─────────────────────────────────────────────────────────────────────


def kept_first(store: Store, made: Iterable[tuple[dict, dict]], about: dict) -> Iterator[tuple[dict, bytes, dict]]:
    """(unit, PDF, {"print": id}) of briefs, all kept before the first is handed on: each PDF is that of its print."""
    held = [(unit, document, pdf(document)) for unit, document in made]
    ids = store.keep_prints((document, about | {"unit_id": unit["unit_id"]}) for unit, document, _ in held)
    for (unit, document, data), kept in zip(held, ids, strict=True):
        frozen = store.printed(kept)  # the one kept first, where it says the same
        yield unit, data if frozen == document else pdf(frozen), {"print": kept}


def finish(call: Call, out: Path, printer: Callable, made: dict, said: dict, frozen: dict | None) -> None:
    """The file written, and what was asked said again; `frozen`: what the store keeps it under, where it is to."""
    if frozen:
        said |= {"print": call.store.keep_printed(made, frozen)}
        made = call.store.printed(said["print"])
    write(call, out, printer(made))
    kept = [call.say.t("cli.print_kept", id=said["print"])] if frozen else []
    call.answer({"out": str(out)} | said, lambda: [call.say.t("cli.written", file=out.name), *kept])
