"""The command line: `python -m reform check|import|ranking|…`. The same work as the pages, for schedules and checks.

Exit 0 done; 1 the file has errors or publishing still needs confirmations; 2 a wrong call; 3 the store is busy.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
import pandas as pd

from reform import answers, export, printed, wards
from reform.indicators import DeclarationError, Indicator, declaration
from reform.period import Period, from_key
from reform.rows import score_period
from reform.sample import is_sample, open_sample
from reform.store import HasErrors, NotAccepted, Store, StoreBusy, StoreDamaged, StoreUnwritable, open_store
from reform.text import LANGUAGES, Words, words

STORE = Path(__file__).resolve().parent.parent / "data" / "store"
WRITERS = {".csv": export.ranking_csv, ".xlsx": export.ranking_xlsx, ".pdf": export.ranking_pdf}


class Failed(click.ClickException):
    """A sentence for the caller and the exit code that schedules rely on."""

    def __init__(self, code: str, message: str, exit_code: int):
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code


class Call:
    """What every subcommand is given: the store, the language, and how to answer."""

    def __init__(self, store: Path | None, as_json: bool, lang: str):
        self.given = store
        self.directory = store or Path(os.environ.get("REFORM_STORE") or STORE)
        self.as_json = as_json
        self.say: Words = words(lang)

    @property
    def store(self) -> Store:
        return open_store(self.directory)

    def answer(self, found: dict, lines: Callable[[], list[str]], exit_code: int = 0) -> None:
        """One JSON object, or lines for a person; then the exit code."""
        if self.as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
        else:
            for line in lines():
                click.echo(line)
        sys.exit(exit_code)

    def fail(self, code: str, exit_code: int, **facts: Any) -> Failed:
        return Failed(code, self.say.t(f"cli.{code}", **facts), exit_code)


def options(command: Callable) -> Callable:
    """The options of every subcommand, and its failures as one sentence each."""

    @click.option("--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of the store.")
    @click.option("--json", "as_json", is_flag=True, help="Exactly one JSON object on stdout.")
    @click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
    @wraps(command)
    def run(store: Path | None, as_json: bool, lang: str, **given: Any) -> None:
        call = Call(store, as_json, lang)
        try:
            command(call, **given)
        except StoreBusy:
            _fail(call, call.fail("busy", 3))
        except DeclarationError as wrong:
            _fail(call, call.fail("declaration", 2, faults="\n".join(wrong.faults)))
        except StoreDamaged as damage:
            _fail(call, call.fail("damaged", 1, what=damage.what))
        except StoreUnwritable:
            _fail(call, call.fail("unwritable", 1))
        except Failed as failure:
            _fail(call, failure)
        except BrokenPipeError:  # whoever read our answer has heard enough
            os._exit(0)
        except Exception:  # a defect of ours: the log keeps the traceback, the caller gets a sentence with its number
            number = datetime.now(UTC).strftime("%y%m%d%H%M%S")
            logging.getLogger(__name__).exception("error %s", number)
            _fail(call, call.fail("defect", 1, number=number))

    return run


def _fail(call: Call, failure: Failed) -> None:
    click.echo(failure.message, err=True)
    if call.as_json:
        click.echo(json.dumps({"error": {"code": failure.code, "message": failure.message}}, ensure_ascii=False))
    sys.exit(failure.exit_code)


@click.group()
def main() -> None:
    """Kết quả cải cách hành chính của phường, xã: kiểm tra, ghi nhận, xếp hạng."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")


# ── Files ─────────────────────────────────────────────────────────────────────

a_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


@main.command()
@a_file
@click.option("--locality")
@options
def check(call: Call, file: Path, locality: str | None) -> None:
    """Say what FILE would record and every doubt about it; write nothing."""
    found = call.store.draft(file.read_bytes(), file.name, locality)
    answer = answers.draft(found, call.say)
    call.answer(answer, lambda: printed.draft_lines(call.say, found), 1 if found.has_errors else 0)


@main.command("import")
@a_file
@click.option("--locality")
@click.option("--uploader")
@click.option("--publish", is_flag=True, help="Record the file, not only keep it as a draft.")
@click.option("--accept", "accepted", multiple=True, help="CODE, CODE:CELL or all: take a question's default reading.")
@click.option("--reason")
@options
def import_(
    call: Call,
    file: Path,
    locality: str | None,
    uploader: str | None,
    publish: bool,
    accepted: tuple[str, ...],
    reason: str | None,
) -> None:
    """Check FILE and keep it as a draft, or record it."""
    store = call.store
    found = store.draft(file.read_bytes(), file.name, locality)
    batch, waiting = None, found.open_questions(accepted)
    if not found.has_errors:
        if publish and not waiting:
            found, batch, waiting = _publish(store, found, accepted, uploader, reason or call.say.t("cli.reason"))
        if batch is None:
            batch = store.keep_draft(found)
    waiting = () if batch and batch["status"] == "published" else waiting
    answer = answers.draft(found, call.say) | answers.batch(batch, waiting)
    done = batch is not None and (not publish or batch["status"] == "published")
    told = [*printed.draft_lines(call.say, found), printed.batch_line(call.say, batch, waiting)]
    call.answer(answer, lambda: told, 0 if done else 1)


def _publish(store, found, accepted, uploader, reason):
    """Records the draft; when somebody else recorded in between, its new questions are told instead."""
    try:
        return found, store.publish(found, accepted, uploader, reason), ()
    except HasErrors as refused:
        return refused.draft, None, ()
    except NotAccepted as refused:
        return found, None, refused.problems


# ── Rankings ──────────────────────────────────────────────────────────────────

a_period = click.option("--period", "key", required=True, metavar="KEY", help="2025-Q3, 2025-9M, 2025 …")
a_locality = click.option("--locality")


@main.command()
@a_period
@click.option("--by", required=True, metavar="KEY", help="An indicator: score, online, timeliness, index …")
@click.option("--group")
@a_locality
@click.option("--scheme", metavar="ID")
@options
def ranking(call: Call, key: str, by: str, group: str | None, locality: str | None, scheme: str | None) -> None:
    """The wards of a locality ordered by one indicator in one period."""
    store, indicator = call.store, _indicator(call, by)
    place = _locality(call, store, key, locality)
    asked = {"locality": place, "period": key, "by": by, "group": group, "scheme": scheme}
    ranked, unranked = store.ask("ranking", **asked), store.ask("unranked", **asked)
    about = answers.period_of(key, ranked, call.say, _label(store, place, key))
    found = answers.ranking(place, about, indicator, ranked, unranked, declaration(), call.say)
    call.answer(found, lambda: printed.ranking_lines(call.say, found, indicator))


def _label(store: Store, place: str | None, key: str) -> str | None:
    """A period's label as it was written, which only a window keeps."""
    rows = store.ask("periods", locality=place)
    return next(iter(rows.loc[rows["period"] == key, "label"]), None)


def _indicator(call: Call, by: str) -> Indicator:
    indicators = declaration().indicators
    if by not in indicators:
        raise call.fail("unknown_by", 2, by=by, known=", ".join(indicators))
    return indicators[by]


def _locality(call: Call, store: Store, key: str | None, locality: str | None) -> str | None:
    """The locality asked for: as given, the only one with data in the period, or the store's default among several."""
    if locality:
        return locality
    periods = store.ask("periods")
    found = list(dict.fromkeys(periods.loc[periods["period"] == key, "locality"]))
    if len(found) <= 1:
        return found[0] if found else store.registry().default_locality
    default = store.registry().default_locality
    if default not in found:
        raise call.fail("which_locality", 2, known=", ".join(found))
    return default


@main.command()
@a_period
@a_locality
@click.option("--group")
@options
def summary(call: Call, key: str, locality: str | None, group: str | None) -> None:
    """All units of a locality in one period, the three rankings side by side."""
    store = call.store
    rows = store.ask("summary", locality=_locality(call, store, key, locality), period=key, group=group)
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
    _indicator(call, by)
    store = call.store
    rows = store.ask("series", unit=_registered(store, unit, locality), indicator=by, locality=locality)
    found, say, indicator = answers.records(rows), call.say, declaration().indicators[by]
    head = [say.t("ranking.period"), indicator.short.in_(say.lang), say.t("column.rank")]
    shown = [printed.series_line(say, row, indicator) for row in found]
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


# ── Files out ─────────────────────────────────────────────────────────────────

an_output = click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")


@main.command("export")
@a_period
@an_output
@click.option("--by", metavar="KEY", help="One ranking instead of the summary.")
@click.option("--group")
@a_locality
@options
def export_(call: Call, key: str, out: Path, by: str | None, group: str | None, locality: str | None) -> None:
    """The summary (or one ranking) of a period as .csv, .xlsx or .pdf, with definition and sources."""
    if out.suffix.lower() not in WRITERS:
        raise call.fail("unknown_kind", 2, kinds=", ".join(WRITERS))
    store, indicator = call.store, _indicator(call, by) if by else None
    view = _view(call, store, key, indicator, group, _locality(call, store, key, locality))
    _write(call, out, WRITERS[out.suffix.lower()](view), {"rows": len(view.rows)})


def _view(call: Call, store: Store, key: str, by: Indicator | None, group: str | None, place: str | None):
    lead = by or next((one for one in declaration().tabs if one.key in _ranked_in(store, place, key)), None)
    asked = {"locality": place, "period": key, "group": group}
    about = asked | {"by": (lead or declaration().tabs[0]).key}
    rows = store.ask("ranking", **about) if by else store.ask("summary", **asked)
    sources = store.ask("sources", locality=place, period=key)
    if not by and (other := score_period(rows, key)):
        sources = pd.concat([sources, store.ask("sources", locality=place, period=other)])
    return export.View(
        lang=call.say.lang,
        locality=place or "",
        period=key,
        period_label=answers.period_of(key, pd.DataFrame(), call.say, _label(store, place, key))["label"],
        by=by,
        lead=lead,
        rows=rows,
        unranked=store.ask("unranked", **about),
        headline=store.ask("headline", **about),
        sources=sources,
        made_at=datetime.now(UTC),
        target=lead.target if lead else None,
        group=group,
        sample=is_sample(store.directory),
    )


def _ranked_in(store: Store, place: str | None, key: str) -> list[str]:
    rows = store.ask("periods", locality=place)
    return " ".join(rows.loc[rows["period"] == key, "indicators"]).split()


@main.command()
@an_output
@a_locality
@click.option("--period", "key", metavar="KEY")
@options
def template(call: Call, out: Path, locality: str | None, key: str | None) -> None:
    """The form to fill in (.csv or .xlsx), with the registered units of the locality."""
    makers = {".csv": export.template_csv, ".xlsx": export.template_xlsx}
    if out.suffix.lower() not in makers:
        raise call.fail("unknown_kind", 2, kinds=", ".join(makers))
    store = call.store
    place = locality or store.registry().default_locality
    units = store.ask("units", locality=place)
    made = makers[out.suffix.lower()](declaration(), units, locality=place, period=_period(call, key))
    _write(call, out, made, {"units": len(units)})


def _period(call: Call, key: str | None) -> Period | None:
    try:
        return from_key(key) if key else None
    except ValueError as why:
        raise call.fail("unknown_period", 2, key=key) from why


def _write(call: Call, out: Path, data: bytes, said: dict) -> None:
    try:
        out.write_bytes(data)
    except OSError as why:
        raise call.fail("cannot_write", 2, file=out.name, why=why.strerror) from why
    call.answer({"out": str(out)} | said, lambda: [call.say.t("cli.written", file=out.name)])


@main.command()
@options
def sample(call: Call) -> None:
    """Make the invented sample locality's store, if it is not there yet, below --store where it is given."""
    store = open_sample(call.given)
    call.answer({"periods": len(store.ask("periods"))}, lambda: [call.say.t("cli.sample_ready")])


@main.command()
@options
def rebuild(call: Call) -> None:
    """Make the database again from files and journal."""
    entries = call.store.rebuild()
    call.answer({"entries": entries}, lambda: [call.say.t("cli.rebuilt", entries=entries)])


def start() -> None:
    """The command line; a wrong call is told as JSON too where --json was asked for."""
    try:
        main(prog_name="python -m reform", standalone_mode=False)
    except click.UsageError as wrong:
        wrong.show()
        if "--json" in sys.argv:
            said = {"code": "usage", "message": wrong.format_message()}
            click.echo(json.dumps({"error": said}, ensure_ascii=False))
        sys.exit(wrong.exit_code)
    except click.Abort:
        sys.exit(1)


if __name__ == "__main__":
    start()
