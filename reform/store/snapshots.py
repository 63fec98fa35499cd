"""The numbered snapshots of a store and the pointer to the current one; each is made whole and never changed.

CURRENT is "NUMBER SHA256": the snapshot is what it was when nobody has changed a byte of it. Before there was a hash
the pointer was "NUMBER"; it is still read, and the next recording writes the hash beside it.
"""

import logging
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from reform.store import database, journal

KEPT = 3
NAME = re.compile("snapshot-([0-9]+)[.]duckdb")
POINTER = re.compile(rb"([0-9]+)(?: ([0-9a-f]{64}))?\n")
Step = tuple[journal.Entry, Callable]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pointer:
    """Which snapshot is the current one; 0: none. `digest` is None where the pointer was written without."""

    number: int
    digest: str | None = None


NOTHING = Pointer(0)


@dataclass(frozen=True)
class Made:
    """A snapshot that is whole and on the disk and has no number yet: only what the journal holds is given one."""

    half: Path
    pointer: Pointer


class Snapshots:
    """The snapshots of one directory. Only whoever holds the store's lock makes any."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.pointer_file = directory / "CURRENT"

    def current(self) -> Pointer:
        """The pointer; NOTHING where there is none that can be read."""
        try:
            found = POINTER.fullmatch(self.pointer_file.read_bytes())
        except FileNotFoundError:
            return NOTHING
        return Pointer(int(found[1]), found[2].decode() if found[2] else None) if found else NOTHING

    def path(self, number: int) -> Path | None:
        """The file of a snapshot; None for number 0."""
        return self._file(number) if number else None

    def _file(self, number: int) -> Path:
        return self.directory / f"snapshot-{number:06d}.duckdb"

    def highest(self) -> int:
        """The highest number that was ever given, as far as files and pointer still say."""
        return max([self.current().number, *(number for number, _ in self._all())])

    def numbered(self) -> list[tuple[int, Path]]:
        """Every snapshot that has a number and is still there, the newest first."""
        return sorted(self._all(), reverse=True)

    def set_aside(self, number: int) -> None:
        """Takes the number from a snapshot of which nobody knows how it came to it; its bytes stay."""
        path = self._file(number)
        path.replace(path.with_name(f"leftover-{number:06d}.duckdb"))

    def build(self, number: int, base: Path | None, steps: Iterable[Step], finish: Callable[[Path], None]) -> Made:
        """What is to be snapshot `number`: a copy of `base` with the steps applied, finished by `finish`, on the disk.

        Made under a name no try has had before: a process that opens a path again may get its old instance back.
        """
        self._remove_unpointed()
        half = self.directory / f"half-{uuid.uuid4().hex}.duckdb"
        try:
            self._fill(half, base, steps)
            finish(half)
            _sync(half)
            return Made(half, Pointer(number, digest(half)))
        except BaseException:
            self._remove_unpointed()
            raise

    def _fill(self, path: Path, base: Path | None, steps: Iterable[Step]) -> None:
        if base is None:
            con = database.create_snapshot(path)
        else:
            shutil.copyfile(base, path)
            con = database.open_snapshot(path)
        try:
            for entry, apply in steps:
                con.execute("BEGIN")
                apply(con, entry)
                add_to_ledger(con, entry)
                con.execute("COMMIT")
            con.execute("CHECKPOINT")
        finally:
            con.close()

    def point_to(self, made: Made) -> None:
        """From now on this snapshot has its number and answers. OSError: what answered before still does."""
        number, path = made.pointer.number, self._file(made.pointer.number)
        try:
            os.replace(made.half, path)
            journal.sync_folder(self.directory)
            journal.write_whole(self.pointer_file, f"{number} {made.pointer.digest}\n".encode())
        except OSError:
            if self.current() != made.pointer:
                self._take_back(made)
                raise

    def _take_back(self, made: Made) -> None:
        """No number for what the journal will not hold. What the disk refuses now goes with the next recording."""
        with suppress(OSError):
            os.replace(self._file(made.pointer.number), made.half)
        _remove(made.half)

    def remove_old(self, number: int) -> None:
        """All but the last few before `number`, which readers may still have open."""
        for known, path in self._all():
            if known <= number - KEPT:
                _remove(path)

    def _remove_unpointed(self) -> None:
        """What a recording that did not come to its end has left: halves, and the number right above the pointer."""
        leftovers = list(self.directory.glob("half-*"))
        if (pointer := self.current()) != NOTHING:
            leftovers.append(self._file(pointer.number + 1))
        for leftover in leftovers:
            _remove(leftover)

    def _all(self) -> list[tuple[int, Path]]:
        named = ((NAME.fullmatch(path.name), path) for path in self.directory.glob("snapshot-*"))
        return [(int(found[1]), path) for found, path in named if found]


def _sync(path: Path) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def add_to_ledger(con, entry: journal.Entry) -> None:
    """What this snapshot holds after the entry, to compare at the next start."""
    counts = database.rows(con, "SELECT count(*) AS reports FROM report")[0]
    counts |= database.rows(con, "SELECT count(*) AS figures FROM reported_value")[0]
    database.insert(con, "ledger", [{"position": entry.position, "kind": entry.kind, "hash": entry.hash} | counts])


def _remove(path: Path) -> None:
    """An old snapshot may still be open elsewhere; it is then removed at a later recording."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        log.info("snapshot kept: %s is open", path.name)
