"""export, template: files out."""

from datetime import UTC, datetime
from pathlib import Path

import click
import pandas as pd

from reform import answers, export
from reform.cli.call import Call, a_locality, a_period, indicator_of, locality_of, main, options
from reform.cli.rankings import label_of
from reform.cli.writing import reason
from reform.indicators import Indicator, declaration
from reform.period import Period, from_key, last_day
from reform.rows import score_period
from reform.sample import is_sample
from reform.store import Store
from reform.text import ZONE

WRITERS = {".csv": export.ranking_csv, ".xlsx": export.ranking_xlsx, ".pdf": export.ranking_pdf}

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
    store, indicator = call.store, indicator_of(call, by) if by else None
    view = _view(call, store, key, indicator, group, locality_of(call, store, key, locality))
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
        **export.issued(store.ask, place, key, by),
        lang=call.say.lang,
        locality=place or "",
        period=key,
        period_label=answers.period_of(key, pd.DataFrame(), call.say, label_of(store, place, key))["label"],
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
    period = _period(call, key)
    units = store.ask("units", locality=place, day=last_day(period.key) if period else datetime.now(ZONE).date())
    made = makers[out.suffix.lower()](declaration(), units, locality=place, period=period)
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
        raise call.fail("cannot_write", 2, file=out.name, why=reason(call, why)) from why
    call.answer({"out": str(out)} | said, lambda: [call.say.t("cli.written", file=out.name)])
