"""check, import: what files say, and recording them. The options answer what a file leaves open."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reform import answers, printed, told
from reform.cli.call import Call, main, options
from reform.indicators import declaration
from reform.intake import Answers
from reform.rows import records
from reform.store import Changed, Draft, HasErrors, NotAccepted, Store

some_files = click.argument(
    "files", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1, required=True
)
CUMULATIVE = {"yes": True, "no": False}


def answered(command: Callable) -> Callable:
    """The options that answer a file's questions, handed on as one `said`; they hold for every file of the call."""

    @click.option("--numbers", type=click.Choice(["vi", "en", "plain"]), help="1.059, 1,059 or 1059.")
    @click.option("--shares", type=click.Choice(["percent", "fraction"]), help="What 0,99 without a % sign is.")
    @click.option("--period", metavar="KEY", help="For rows that name no period: 2025-Q3, 2025-9M, 2025 …")
    @click.option("--cumulative", type=click.Choice(list(CUMULATIVE)), help="Whether the figures are cumulative.")
    @click.option("--sheet", metavar="NAME", help="Which sheet of a workbook, which table of a document.")
    @click.option("--unit", metavar="NAME", help="Whose report it is, where the file names no unit.")
    @click.option("--map", "mapped", multiple=True, metavar="HEADER=MEASURE", help="HEADER= ignores it.")
    @click.option("--name", "named", multiple=True, metavar="WRITTEN=UNIT", help="WRITTEN= is a new one.")
    @wraps(command)
    def run(call: Call, numbers, shares, period, cumulative, sheet, unit, mapped, named, **given: Any) -> None:
        said = Answers(
            numbers=numbers,
            period=period,
            cumulative=CUMULATIVE.get(cumulative),
            sheet=sheet,
            unit=unit,
            columns=_columns(call, mapped),
            units=_pairs(call, named),
            shares=_shares(shares),
        )
        command(call, said=said, **given)

    return run


def _shares(scale: str | None) -> Mapping[str, str]:
    """The same scale for every stated share; one whose numbers leave nothing open is read as before."""
    stated = (key for key, measure in declaration().measures.items() if measure.kind == "stated")
    return {key: scale for key in stated} if scale else {}


def _columns(call: Call, mapped: Iterable[str]) -> Mapping[str, str]:
    known = {"", *declaration().measures, *declaration().columns}
    found = _pairs(call, mapped)
    for header, key in found.items():
        if key not in known:
            raise call.fail("unknown_measure", 2, header=header, key=key)
    return found


def _pairs(call: Call, written: Iterable[str]) -> Mapping[str, str]:
    """HEADER=KEY; the header may itself hold an equals sign: (3)=(4)+(5)=received_total."""
    found = {}
    for pair in written:
        left, mark, right = pair.rpartition("=")
        if not mark or not left:
            raise call.fail("not_a_pair", 2, pair=pair)
        found[left.strip()] = right.strip()
    return found


def _draft(store: Store, files: Iterable[Path], locality: str | None, said: Answers) -> Draft:
    return store.draft_files([(file.read_bytes(), file.name, said) for file in files], locality)


@main.command()
@some_files
@click.option("--locality")
@options
@answered
def check(call: Call, files: tuple[Path, ...], locality: str | None, said: Answers) -> None:
    """Say what FILES would record and every doubt about them; write nothing."""
    found = _draft(call.store, files, locality, said)
    corrected = told.corrected(found, records(call.store.ask("periods")))
    answer = answers.draft(found, call.say, corrected)
    call.answer(answer, lambda: printed.draft_lines(call.say, found, corrected), 1 if found.has_errors else 0)


@main.command("import")
@some_files
@click.option("--locality")
@click.option("--uploader")
@click.option("--publish", is_flag=True, help="Record the files, not only keep them as a draft.")
@click.option("--accept", "accepted", multiple=True, help="CODE, CODE:CELL, CODE:FILE!CELL or all: take its default.")
@click.option("--reason", help="Why the questions were accepted so.")
@click.option("--document", help="Number and date of the document the figures come with.")
@options
@answered
def import_(
    call: Call,
    files: tuple[Path, ...],
    locality: str | None,
    uploader: str | None,
    publish: bool,
    accepted: tuple[str, ...],
    reason: str | None,
    document: str | None,
    said: Answers,
) -> None:
    """Check FILES and keep them as a draft, or record them."""
    _refuse_unknown(call, accepted)
    store = call.store
    found = _draft(store, files, locality, said)
    _refuse_ambiguous(call, found, accepted)
    batch, waiting = None, found.open_questions(accepted)
    if not found.has_errors:
        if publish and not waiting:
            who = {"uploader": uploader, "reason": reason or call.say.t("cli.reason"), "document": document}
            found, batch, waiting = _publish(store, found, accepted, who)
        if batch is None:
            batch = store.keep_draft(found, accepted, uploader)
    waiting = () if batch and batch["status"] == "published" else waiting
    corrected = told.corrected(found, records(store.ask("periods")))
    answer = answers.draft(found, call.say, corrected) | answers.batch(batch, waiting)
    done = batch is not None and (not publish or batch["status"] == "published")
    call.answer(
        answer,
        lambda: [*printed.draft_lines(call.say, found, corrected), printed.batch_line(call.say, batch, waiting)],
        0 if done else 1,
    )


def _refuse_unknown(call: Call, accepted: Iterable[str]) -> None:
    """A code that no question has is a slip of the caller's, who would wait for a batch in vain."""
    for name in accepted:
        if name != "all" and not call.say.has(f"problem.{name.partition(':')[0]}"):
            raise call.fail("unknown_question", 2, asked=name)


def _refuse_ambiguous(call: Call, found: Draft, accepted: Iterable[str]) -> None:
    """CODE:CELL means one cell of one file; where several files are asked so, each has its own longer name."""
    for name in accepted:
        if len(longer := found.short_names.get(name, ())) > 1:
            raise call.fail("ambiguous_question", 2, asked=name, longer=", ".join(map(repr, longer)))


def _publish(store: Store, found: Draft, accepted: Iterable[str], who: Mapping[str, str | None]):
    """Records the draft; when somebody else recorded in between, its new questions are told instead."""
    try:
        return found, store.publish(found, accepted, **who), ()
    except Changed as since:  # nobody looks at the comparison here: record on top of it, or tell what is new
        return _publish(store, since.draft, accepted, who)
    except HasErrors as refused:
        return refused.draft, None, ()
    except NotAccepted as refused:
        return found, None, refused.problems
