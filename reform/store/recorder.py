"""Writing to a store: one at a time, the journal line and the next snapshot; and making snapshots again.

A recording copies the current snapshot to the next number, applies the entry, writes the journal line (from then on it
is recorded) and moves the pointer. A crash behind the line is mended by the next recording or opening.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import filelock

from reform.indicators import Declaration
from reform.store import database, journal, views
from reform.store.faults import NotRepeatable, StoreBusy, StoreDamaged, StoreUnwritable
from reform.store.kept import KeptFiles, named_by
from reform.store.replaying import Replay
from reform.store.snapshots import Made, Snapshots
from reform.store.units import free_id
from reform.store.verifying import State, Verifying, differs

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
REGISTERING = ("set_up", "batches")  # the entries whose new units are numbered at recording
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rebuilt:
    """How many journal entries were replayed; {"table", "missing", "extra"} rows where the snapshot before differed."""

    entries: int
    differences: tuple[dict, ...]


class Recorder:
    """The files of one store directory. `healed` tells what was damaged and has been made again: what, name, at."""

    def __init__(self, directory: Path, declaration: Declaration):
        self.directory = directory
        self.declaration = declaration
        self.snapshots = Snapshots(directory)
        self.files = KeptFiles(directory)
        self.journal = directory / "journal.jsonl"
        self.healed: list[dict] = []
        self._verifying = Verifying(directory, self.snapshots, self.files)
        self._seen: tuple | None = None

    # ── Looking ───────────────────────────────────────────────────────────────

    def open(self) -> None:
        """Verifies everything and brings the snapshot up to the journal. Raises StoreDamaged.

        While somebody else records, the snapshot of before will do.
        """
        state = self._verifying.look()
        if not state.complete:
            self._mend(state)
        elif state.held and not views.are_kept(self.snapshots.path(state.pointer.number), self.declaration):
            self._keep_views(state.pointer.number)

    def _keep_views(self, number: int) -> None:
        """The same snapshot under the next number with its views made anew: declaration or SQL have changed since.

        Where that cannot be now, they are made in memory by whoever asks.
        """
        with suppress(StoreBusy, StoreUnwritable), self.locked():
            if self.snapshots.current().number == number:
                made = self._build(number + 1, self.snapshots.path(number), [])
                self.snapshots.point_to(made)
                self.snapshots.remove_old(made.pointer.number)

    def current(self) -> int:
        """The number of the current snapshot, verified since its files last changed; 0: nothing was ever recorded."""
        pointer = self.snapshots.current()
        stamp = self._verifying.stamp(pointer)
        if stamp != self._seen:
            state = self._verifying.look()
            begun = state.fault or state.lost or state.held or pointer.number
            if state.missed or (not state.usable and state.entries and begun):
                self._mend(state)
            pointer = self.snapshots.current()
            self._seen = stamp if stamp == self._verifying.stamp(pointer) else None
        return pointer.number

    def entries(self) -> tuple[journal.Entry, ...]:
        """The whole journal, oldest first. Raises StoreDamaged."""
        return self._verifying.entries()

    def _mend(self, state: State) -> None:
        try:
            with self.recording():
                pass
        except StoreBusy:
            if not state.usable:
                raise

    # ── Writing ───────────────────────────────────────────────────────────────

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time, across processes and threads; whoever only asks never waits for it.

        Raises StoreBusy when another one keeps the lock, StoreUnwritable when the disk takes nothing.
        """
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(self.directory / "lock", is_singleton=True)
            with lock.acquire(timeout=float(os.environ.get("REFORM_LOCK_SECONDS", "5"))):
                yield
        except filelock.Timeout as why:
            raise StoreBusy from why
        except (OSError, *database.Unreadable) as why:
            raise StoreUnwritable from why

    @contextmanager
    def recording(self) -> Iterator[None]:
        """The lock, with every file whole and a snapshot that holds all of the journal."""
        with self.locked():
            self._make_whole()
            yield

    def _make_whole(self) -> None:
        state = self._look_with_lock()
        for name in state.lost:
            self.files.bring_back(name)
            self._heal("file", name)
        if state.fault or state.held < len(state.entries):
            log.info("snapshot and journal differ in %s: rebuilding", self.directory.name)
            self._rebuild(state.entries)
        if state.fault:
            self._heal(state.fault, self.snapshots.pointer_file.name)
        self.files.settle(named_by(state.entries))
        if not self._verifying.order.exists():
            self._begin_order(state.entries)

    def _begin_order(self, entries: tuple[journal.Entry, ...]) -> None:
        """From now on whatever has a name or number was recorded; what crashes of before left behind is set aside."""
        for name in self.files.unnamed(named_by(entries)):
            log.warning("file set aside, it has no journal entry: %s", name)
            self.files.set_aside(name)
        for number, path in self.snapshots.numbered():
            if (end := database.ledger_end(path)) and differs(end, entries):
                log.warning("snapshot set aside, it has no journal entry: %s", path.name)
                self.snapshots.set_aside(number)
        journal.write_whole(self._verifying.order, b"journal line first, then names and numbers\n")

    def _look_with_lock(self) -> State:
        """Raises StoreDamaged also where the journal lacks what leftovers of the store still tell of."""
        state = self._verifying.look()
        if state.missed:
            raise StoreDamaged(state.missed)
        return state

    def _heal(self, what: str, name: str) -> None:
        self.healed.append({"what": what, "name": name, "at": now()})

    def record(self, kind: str, data: Mapping) -> journal.Entry:
        """One journal entry and the next snapshot, in this order: copy, apply, check, journal, number, pointer.

        Within `recording`; the files it names are kept already. An error takes the journal line back.
        """
        entries = self.entries()
        previous = entries[-1].hash if entries else journal.FIRST
        current = self.snapshots.current()
        data = dict(data) | (self._first_unit_id(current.number) if kind in REGISTERING else {})
        entry = journal.chained(len(entries) + 1, now(), kind, data, previous)
        made = self._build_on(current.number, entry)
        begins = journal.append(self.journal, entry)
        try:
            self.snapshots.point_to(made)
        except OSError:
            if self.snapshots.current() == current:
                journal.cut(self.journal, begins)
                raise
        self.snapshots.remove_old(made.pointer.number)
        self.files.settle(named_by((*entries, entry)))
        return entry

    def _first_unit_id(self, number: int) -> dict[str, int]:
        """The id of the first unit that an entry registers, the others follow: a later rule must not renumber them."""
        with database.facts(self.snapshots.path(number)) as con:
            return {"first_unit_id": free_id(con)}

    def _build_on(self, number: int, entry: journal.Entry) -> Made:
        """The next snapshot. A file that does not read again as it was just read is a defect: nothing is recorded."""
        replay = Replay(self.files, self.declaration)
        try:
            return self._build(number + 1, self.snapshots.path(number), [(entry, replay)])
        except StoreDamaged as why:
            raise NotRepeatable(why.what) from why

    def _build(self, number: int, base: Path | None, steps: list) -> Made:
        return self.snapshots.build(number, base, steps, lambda path: views.keep(path, self.declaration))

    # ── Rebuilding ────────────────────────────────────────────────────────────

    def rebuild(self) -> Rebuilt:
        """Makes the database again from files and journal alone and compares it with the one before.

        Raises StoreDamaged where a kept file or the journal is not what was recorded.
        """
        with self.locked():
            before = self.snapshots.path(self.snapshots.current().number)
            entries = self._look_with_lock().entries
            number = self._rebuild(entries)
            return Rebuilt(len(entries), _differences(before, self.snapshots.path(number)))

    def make_again(self, number: int) -> None:
        """Rebuilds because snapshot `number` could not be read, unless somebody else just did."""
        with self.locked():
            if self.snapshots.current().number == number:
                log.info("snapshot %s of %s cannot be read: rebuilding", number, self.directory.name)
                self._rebuild(self._look_with_lock().entries)
                self._heal("snapshot", self.snapshots.pointer_file.name)

    def _rebuild(self, entries: tuple[journal.Entry, ...]) -> int:
        replay = Replay(self.files, self.declaration)
        made = self._build(self.snapshots.highest() + 1, None, [(entry, replay) for entry in entries])
        self.snapshots.point_to(made)
        self.snapshots.remove_old(made.pointer.number)
        return made.pointer.number


def _differences(before: Path | None, after: Path) -> tuple[dict, ...]:
    """Nothing where there was no snapshot that could be read: there is nothing to differ from."""
    if before is None or not before.exists():
        return ()
    try:
        return tuple(database.differences(before, after))
    except database.Incomparable:
        return ()


def now() -> str:
    """This moment as the journal writes it."""
    return datetime.now(ZONE).isoformat(timespec="microseconds")
