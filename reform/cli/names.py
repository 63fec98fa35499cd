"""Units by the names that people write: any writing of the name, an earlier name, a unit that has merged since."""

import click

from reform import wards
from reform.cli.call import Call
from reform.rows import records
from reform.store import Store


def by_name(store: Store, units: list[dict], written: str, locality: str | None) -> list[dict]:
    """Of `units`, rows of the query `units`, those that go by a name; where none does, those that a unit of that name
    went over into undivided."""
    own = [unit for unit in units if answers_to(unit, written)]
    if own:
        return own
    gone = {unit["unit_id"] for unit in records(store.ask("units", locality=locality)) if answers_to(unit, written)}
    led = records(store.ask("lineage", locality=locality))
    into = {row["successor_id"] for row in led if row["whole"] and row["predecessor_id"] in gone}
    return [unit for unit in units if unit["unit_id"] in into]


def answers_to(unit: dict, written: str) -> bool:
    """Whether a name is a writing of the unit's own or of one it has or had beside."""
    key, kind = wards.match_key(written), wards.split_type(written)[0]
    names = (unit["ward"], *(unit["aliases"] or "").splitlines())
    alike = [name for name in names if wards.match_key(name) == key]
    return any(kind in (None, wards.split_type(name)[0], wards.split_type(unit["ward"])[0]) for name in alike)


def now_named(call: Call, written: str, ward: str) -> list[str]:
    """What a unit is called now, where it was asked for by another name; nothing for a mere writing of its own."""
    former = wards.former_names(ward, [written])
    return [call.say.t("cli.now_named", written=written, unit=ward)] if former else []


def say_now(call: Call, written: str, ward: str) -> None:
    """The same beside the answer."""
    for sentence in now_named(call, written, ward):
        click.echo(sentence, err=True)
