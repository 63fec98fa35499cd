"""report: the office's report of a period as files: annex, consolidated form II.06a and draft."""

from datetime import UTC, datetime
from pathlib import Path

import click

from reform import answers, export
from reform.cli.call import Call, a_locality, a_period, locality_of, main, options
from reform.cli.reasons import checked
from reform.cli.writing import write
from reform.report import Report, file_name, makers_of, report_of
from reform.sample import is_sample


@main.command()
@a_period
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@a_locality
@click.option("--group")
@options
def report(call: Call, key: str, out: Path, locality: str | None, group: str | None) -> None:
    """The office's report of a period into DIR: annex and form II.06a as PDF, Word and Excel, the draft as Word."""
    key = checked(call, key)
    store = call.store
    place = locality_of(call, store, key, locality)
    about, moment = {"locality": place or "", "period": key, "group": group}, store.moment()
    how = {"made_at": datetime.now(UTC), "is_sample": is_sample(store.directory)}
    made = report_of(moment.ask, call.say, **about, **how)
    if made is None:
        raise call.fail("report_nothing", 2, period=key, locality=group or place or "–")
    files = written(call, out, made)
    found = about | answers.standing(export.issued(moment.ask, place, key, None), call.say)
    found |= {"units": made.counts["expected"], "reported": made.counts["submitted"], "files": files}
    call.answer(found, lambda: [call.say.t("cli.written", file=Path(one["out"]).name) for one in files])


def written(call: Call, out: Path, made: Report) -> list[dict]:
    """Writes every file and says which: [{document, kind, out, bytes}]; a failure where one cannot be written."""
    files = []
    for document, makers in makers_of(made).items():
        for ending, make in makers.items():
            path = out / file_name(made, document, ending)
            data = make()
            write(call, path, data)
            files.append({"document": document, "kind": ending, "out": str(path), "bytes": len(data)})
    return files
