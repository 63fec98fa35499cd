"""Every kind of journal entry and what it does to the tables, on the day it is written and at every rebuild."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reform.indicators import Declaration
from reform.intake.again import both_again
from reform.intake.reading import Reading, Refused
from reform.store import applying, closing, prints, registry, tracking, units, visiting
from reform.store.draft import FIELDS, values_hash
from reform.store.faults import StoreDamaged, StoreOverloaded
from reform.store.journal import Entry
from reform.store.kept import KeptFiles, batches_of

# What a machine with more time and memory would have read.
OVERLOAD = {"workbook_timeout", "workbook_too_large"}
# What an entry does that needs no file: (connection, entry)
APPLIED: Mapping[str, Callable] = {
    "set_up": lambda con, entry: units.set_up(con, entry.data, units.recorded_ids(con, entry.data)),
    "withdraw": lambda con, entry: applying.withdraw_batch(con, entry.data, entry.time, entry.position),
    "close": lambda con, entry: closing.apply(con, entry),
    "deadline": tracking.apply_deadline,
    "return": tracking.apply_return,
    "registry": registry.apply,
    "recommendations": visiting.apply_recommendations,
    "recommendation_changed": visiting.apply_change,
    "visit": visiting.apply_visit,
    "printed": prints.apply,
}


@dataclass(frozen=True)
class Replay:
    """Applies journal entries, reading kept files again: on the day of recording too, so that a batch which could not
    be made again is never recorded."""

    files: KeptFiles
    declaration: Declaration

    def __call__(self, con, entry: Entry) -> None:
        """One entry. Raises StoreDamaged where a file is not what was recorded, nobody knows such an entry, or it
        names a unit that was never registered; StoreOverloaded."""
        with units.history(con, entry.position):
            if entry.kind in APPLIED:
                APPLIED[entry.kind](con, entry)
            elif entry.kind in ("batch", "batches"):
                ids = units.recorded_ids(con, entry.data)
                for batch in batches_of(entry):
                    self._apply_batch(con, batch, entry, ids)
            else:
                raise StoreDamaged(f"journal.jsonl:{entry.position}")

    def _apply_batch(self, con, batch: Mapping, entry: Entry, ids: Iterator[int]) -> None:
        if batch.get("restored"):
            applying.restore_batch(con, batch, entry.time, entry.position)
            return
        reading = self._read_again(batch)
        named = {row.unit_id for row in (*reading.rows, *reading.fields)} - {None}
        if named - {unit["unit_id"] for unit in units.versions(con)}:
            raise StoreDamaged(f"journal.jsonl:{entry.position}")
        applying.record_batch(con, batch, entry.time, reading, entry.position, ids)

    def _read_again(self, batch: Mapping) -> Reading:
        """The rows of a kept file under the decisions of the day it was recorded."""
        name, decisions = f"files/{batch['sha256']}", batch["decisions"]
        try:
            rows, fields = both_again(self.files.read(batch["sha256"]), decisions, self.declaration)
        except Refused as why:
            overload = OVERLOAD & {problem.code for problem in why.problems}
            raise (StoreOverloaded if overload else StoreDamaged)(name) from why
        reading = Reading(batch["sha256"], decisions, rows=rows, fields=fields)
        declared = {"", *self.declaration.measures}
        recorded = {key: value for key, value in batch["values"].items() if key.removeprefix(FIELDS) in declared}
        if values_hash(reading) != recorded:
            raise StoreDamaged(name)
        return reading
