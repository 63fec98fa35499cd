"""Is everything still what was recorded? Asked at every start, and again whenever a file's time or size has changed.

A snapshot or the pointer can be made again and is; a kept file may be brought back from a draft. What cannot be made
again stops the store, before a figure is shown: also a journal that was cut short, for which the current snapshot
vouches or, where that is lost too, whatever is left of older ones and of the files. These are believed only in a store
that says so in ORDER: before, files and snapshots had their names ahead of the journal line, and a crash left some.
"""

from dataclasses import dataclass
from pathlib import Path

from reform.store import database, journal
from reform.store.faults import StoreDamaged
from reform.store.kept import KeptFiles, named_by
from reform.store.snapshots import NOTHING, Pointer, Snapshots, digest

Stamp = tuple[int, int] | None


@dataclass(frozen=True)
class State:
    """What a look at the store found. `fault` is what must be made again because it changed: pointer or snapshot."""

    pointer: Pointer
    entries: tuple[journal.Entry, ...]
    held: int  # how many journal entries the snapshot holds; 0 where none can be read
    fault: str | None
    lost: tuple[str, ...]  # SHA-256 of the files that are gone or changed
    missed: str | None  # the journal line that is gone, as leftovers tell; to be believed with the lock held alone

    @property
    def usable(self) -> bool:
        """Whether the snapshot answers rightly, if perhaps without what is being recorded at this moment."""
        return not self.fault and not self.lost and (self.held > 0 or self.pointer == NOTHING)

    @property
    def complete(self) -> bool:
        return self.usable and self.held == len(self.entries) and not self.missed


class Verifying:
    """Looks at pointer, snapshot, journal and files; bytes are read again only where time or size have changed."""

    def __init__(self, directory: Path, snapshots: Snapshots, files: KeptFiles):
        self.journal = directory / "journal.jsonl"
        self.order = directory / "ORDER"
        self.snapshots = snapshots
        self.files = files
        self._whole: dict[Path, tuple[Stamp, str]] = {}
        self._read: tuple[Stamp, tuple[journal.Entry, ...]] | None = None

    def stamp(self, pointer: Pointer) -> tuple:
        """Changes whenever pointer, snapshot or journal do; three calls of stat."""
        path = self.snapshots.path(pointer.number)
        return pointer, path and _stamp(path), _stamp(self.journal), _stamp(self.snapshots.pointer_file)

    def look(self) -> State:
        """The state of the store. Raises StoreDamaged where the journal is not what was recorded."""
        pointer = self.snapshots.current()
        fault = self._snapshot_fault(pointer)
        path = None if fault else self.snapshots.path(pointer.number)
        held = database.last_entry(path) if path else None  # before the journal: what it holds stands there already
        end = held or (path and database.ledger_end(path))  # of another shape, and still what the pointer named
        entries = self.entries()
        if end and differs(end, entries):
            raise StoreDamaged(f"journal.jsonl:{min(end[0], len(entries) + 1)}")
        number = held[0] if held else 0
        names = named_by(entries)
        lost = tuple(name for name in names if not self._is_whole(self.files.place(name), name))
        missed = self._missed(pointer, entries, names) if number < len(entries) or not number else None
        return State(pointer, entries, number, fault or self._pointer_fault(pointer, entries), lost, missed)

    def _missed(self, pointer: Pointer, entries: tuple[journal.Entry, ...], names: list[str]) -> str | None:
        """What was recorded and has no line in the journal: the last entry of an older snapshot, a file.

        The snapshot right above the pointer never answered: its recording was cut off or taken back.
        """
        if not self.order.exists():
            return None
        taken_back = None if pointer == NOTHING else pointer.number + 1
        for number, path in self.snapshots.numbered():
            if number != taken_back and (end := database.ledger_end(path)) and differs(end, entries):
                return f"journal.jsonl:{min(end[0], len(entries) + 1)}"
        unnamed = self.files.unnamed(names)
        return f"journal.jsonl:{len(entries) + 1}, files/{unnamed[0]}" if unnamed else None

    def entries(self) -> tuple[journal.Entry, ...]:
        """The whole journal; raises StoreDamaged where its chain is broken."""
        stamp = _stamp(self.journal)
        if self._read is None or self._read[0] != stamp:
            try:
                self._read = stamp, tuple(journal.read(self.journal))
            except journal.JournalBroken as why:
                raise StoreDamaged(f"journal.jsonl:{why.position}") from why
        return self._read[1]

    def _snapshot_fault(self, pointer: Pointer) -> str | None:
        path = self.snapshots.path(pointer.number)
        if path is None:
            return None
        if pointer.digest is None:  # a pointer of before: the ledger alone says whether the snapshot is whole
            return None if path.exists() else "snapshot"
        return None if self._is_whole(path, pointer.digest) else "snapshot"

    def _pointer_fault(self, pointer: Pointer, entries: tuple[journal.Entry, ...]) -> str | None:
        """A pointer that says nothing is damaged; one that is missing behind the first entry may be a crash."""
        if pointer != NOTHING:
            return None
        return "pointer" if self.snapshots.pointer_file.exists() or len(entries) > 1 else None

    def _is_whole(self, path: Path, name: str) -> bool:
        stamp = _stamp(path)
        if stamp is None:
            return False
        if self._whole.get(path) != (stamp, name):
            try:
                if digest(path) != name:
                    return False
            except OSError:
                return False
            self._whole[path] = stamp, name
        return True


def differs(end: tuple[int, str], entries: tuple[journal.Entry, ...]) -> bool:
    """Whether a ledger's last entry (position, hash) is not what the journal has in its place."""
    position, found = end
    return position > len(entries) or entries[position - 1].hash != found


def _stamp(path: Path) -> Stamp:
    """(mtime in ns, size); None where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
