"""claims: the figures of a unit's report in prose, recomputed and held against what is recorded."""

from pathlib import Path

import click

from reform.claims import Finding, Stored, about, check, named_periods, read_report
from reform.claims_stored import stored_about, units_named
from reform.claims_told import message, placed, refusal
from reform.cli.call import Call, Failed, main, options
from reform.cli.names import by_name
from reform.cli.reasons import checked
from reform.indicators import declaration
from reform.intake.reading import Refused
from reform.rows import records


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--unit", metavar="NAME", help="Whose report it is; else as the text says.")
@click.option("--period", "key", metavar="KEY", help="2025-Q3, 2025-9M, 2025 …; else as the text says.")
@click.option("--locality")
@options
def claims(call: Call, file: Path, unit: str | None, key: str | None, locality: str | None) -> None:
    """The figures of a report in FILE (.docx, .pdf with text, .txt): sums, percentages, documents; nothing is kept."""
    lines = _lines(call, file)
    period = checked(call, key) if key else None
    whose, stored = _stored(call, lines, unit, period, locality)
    findings = check(lines, declaration(), stored)
    answer = whose | {"findings": [_answer(call, one) for one in findings]}
    call.answer(answer, lambda: _printed(call, findings))


def _lines(call: Call, file: Path) -> tuple[str, ...]:
    try:
        return read_report(file.read_bytes())
    except Refused as why:
        raise Failed(why.problems[0].code, refusal(call.say, why.problems[0]), 1) from None


def _stored(call: Call, lines: tuple[str, ...], unit: str | None, period: str | None, locality: str | None):
    """({"unit", "unit_id", "locality", "period"}, what is recorded of it); what is not known is None."""
    store = call.store
    period = period or about(lines).period
    places = {row["locality"] for row in records(store.ask("localities"))}
    if locality and places and locality not in places:
        raise call.fail("unknown_locality", 2, locality=locality)
    units = [row for row in units_named(store.ask, period) if locality in (None, row["locality"])]
    read = about(lines, units)
    named = by_name(store, units, unit, locality) if unit else [row for row in units if row["unit_id"] == read.unit_id]
    one = named[0] if len(named) == 1 else None
    if unit and not one and units:
        raise call.fail("unit_not_there", 2, unit=unit, period=period or "–", locality=locality or "–")
    whose = {"unit": one and one["ward"], "unit_id": one and one["unit_id"], "locality": one and one["locality"]}
    if one is None or period is None:
        return whose | {"period": period}, Stored(period)
    return whose | {"period": period}, stored_about(
        store.ask, one["locality"], one["unit_id"], period, named_periods(lines)
    )


def _answer(call: Call, one: Finding) -> dict:
    """A finding for programs; of a sum `stored` is a list beside `numbers`, else the one value. Of one in a table also
    `place`."""
    held = [None if value is None else float(value) for value in one.stored]
    known = [value for value in held if value is not None]
    document, place = {}, {}
    if one.rows:
        place = {"place": dict(zip(("table", "first_row", "last_row"), one.rows, strict=True))}
    if one.cited:
        told = {"kind": one.cited.kind, "number": one.cited.number, "date": one.cited.day and one.cited.day.isoformat()}
        document = {"document": told | {"issuer": one.cited.issuer or None, "subject": one.cited.subject or None}}
    return (
        {
            "sentence": one.sentence,
            "kind": one.kind,
            "numbers": [float(number) for number in one.numbers],
            "verdict": one.verdict,
            "stored": None if not known else held if one.kind == "sum" else known[0],
            "message": message(call.say, one),
        }
        | document
        | place
    )


def _printed(call: Call, findings: list[Finding]) -> list[str]:
    """Each finding on two lines: the verdict with what is to say, and its sentence with its place in a table."""
    if not findings:
        return [call.say.t("claims.nothing_found")]
    lines = []
    for one in findings:
        verdict = call.say.t(f"claims.verdict.{one.verdict}")
        told = placed(call.say, one, f"“{one.sentence}”")
        lines += [f"{verdict} · {message(call.say, one)}", f"    {told}"]
    return lines
