"""The store: drafts, publishing, asking. A chain of numbered snapshots behind a pointer; nobody waits for a reader.

DIR/{snapshot-000001.duckdb …, CURRENT, lock, files/<sha256>, journal.jsonl}: publishing takes the lock, copies the
current snapshot to the next number, adds the batch, checks it against the ledger, writes the journal line (from then
on the batch is recorded) and moves the pointer. Readers keep the snapshot they opened and move on at their next ask.
"""

import json
import logging
import os
import re
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import filelock
import pandas as pd

from reform import wards
from reform.indicators import Declaration, declaration
from reform.intake.again import read_again
from reform.intake.reading import Reading, Registry
from reform.store import applying, database, journal, queries
from reform.store.draft import Draft, HasErrors, NotAccepted, make_draft, values_hash

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KEPT_SNAPSHOTS = 3
SUPERSEDED = "superseded_file"
SNAPSHOT = re.compile("snapshot-([0-9]+)[.]duckdb")
log = logging.getLogger(__name__)


class StoreBusy(RuntimeError):
    """Somebody else is recording; nothing was written, try again."""


class StoreUnwritable(RuntimeError):
    """The folder takes no file: a full disk, a missing right. What was recorded before is whole, nothing was added."""


class StoreDamaged(RuntimeError):
    """Journal or files are not what was recorded; `what` names the file and, for the journal, the entry."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


def open_store(directory: Path | str) -> "Store":
    """The store of a directory; the directory need not exist and is made by the first recording."""
    return Store(Path(directory), declaration())


class Store:
    """One directory of results. Safe to share between threads; several processes may hold the same directory."""

    def __init__(self, directory: Path, declared: Declaration):
        self.directory = directory
        self.declaration = declared
        self._guard = threading.RLock()
        self._opened: tuple[int, Any] | None = None
        if self._behind():
            self._recover()

    # ── Asking ────────────────────────────────────────────────────────────────

    @property
    def version(self) -> str:
        """Changes whenever an answer could: with every recording and with every edit of the declaration."""
        return self._version(self._current())

    def _version(self, number: int) -> str:
        return f"{number}-{self.declaration.version}"

    def ask(self, name: str, **params: Any) -> pd.DataFrame:
        """The rows of a query of queries/ on the current snapshot. KeyError for an unknown query."""
        query = queries.query(name)
        return self._on_snapshot(lambda number: database.ask(self._reading(number), query, params))

    def registry(self) -> Registry:
        """Localities, units and aliases as recorded."""
        return self._on_snapshot(self._registry)

    def _registry(self, number: int) -> Registry:
        with database.facts(self._path(number)) as con:
            return applying.registry_of(con)

    def _reading(self, number: int):
        """The answering connection of a snapshot, opened once."""
        with self._guard:
            if self._opened is None or self._opened[0] != number:
                self._opened = (number, database.open_reading(self._path(number), self.declaration))
            return self._opened[1]

    def _on_snapshot(self, look: Callable[[int], Any]) -> Any:
        """What `look` finds on the current snapshot; one that cannot be read any more is made again first."""
        number = self._current()
        try:
            return look(number)
        except database.Unreadable:
            with self._locked():
                if self._current() == number:
                    log.warning("snapshot %s of %s cannot be read: rebuilding", number, self.directory.name)
                    self._rebuild()
            return look(self._current())

    # ── Recording ─────────────────────────────────────────────────────────────

    def set_up(self, locality: str, close_day: int | None = None, units: Iterable[Mapping] = ()) -> None:
        """Records locality, close day and units ({"ward", "group_name", "code", "aliases"}) in the office's order."""
        name = wards.full_name(locality)
        known = (place["name"] for place in self.registry().localities)
        name = next((one for one in known if wards.same_locality(name, one)), name)
        data = {"locality": name, "close_day": close_day, "units": list(units)}
        with self._recording():
            self._record("set_up", data, lambda con, entry: applying.set_up(con, entry.data))

    def draft(self, data: bytes, file_name: str, locality: str | None = None) -> Draft:
        """What a file would record and every doubt about it; writes nothing."""
        name = file_name.encode(errors="replace").decode()  # a name in another encoding has no letters of ours
        return self._on_snapshot(
            lambda number: make_draft(
                self._path(number),
                self.declaration,
                self._registry(number),
                data,
                name,
                locality,
                self._version(number),
            )
        )

    def publish(
        self,
        draft: Draft,
        accepted: Iterable[str] = (),
        uploader: str | None = None,
        reason: str | None = None,
    ) -> dict[str, str]:
        """Records a draft and returns {"id", "status"}; the same bytes read the same way are recorded once.

        Where somebody has recorded since, the file is read and checked again under the lock first.
        Raises HasErrors, NotAccepted (with the open questions), StoreBusy, StoreUnwritable.
        """
        accepted = list(accepted)
        with self._recording():
            if draft.against != self.version:
                draft = self.draft(draft.data, draft.file_name, draft.locality)
            if draft.has_errors:
                raise HasErrors(draft)
            batch = {"id": draft.batch_id, "status": "published"}
            open_questions = draft.open_questions(accepted)
            if self._is_recorded(draft.batch_id):
                # Nothing is recorded twice; only that newer figures stay in force must have been heard.
                open_questions = tuple(one for one in open_questions if one.code == SUPERSEDED)
            if open_questions:
                raise NotAccepted(open_questions)
            if self._is_recorded(draft.batch_id):
                return batch
            self._keep_file(draft)
            data = {
                "batch_id": draft.batch_id,
                "sha256": draft.reading.sha256,
                "file_name": draft.file_name,
                "locality": draft.locality,
                "uploader": uploader,
                "reason": reason,
                "accepted": accepted,
                "decisions": draft.reading.decisions,
                "values": values_hash(draft.reading),
            }
            self._record(
                "batch", data, lambda con, entry: applying.record_batch(con, entry.data, entry.time, draft.reading)
            )
            for leftover in (self.directory / "drafts").glob(f"{draft.batch_id}*"):
                _remove(leftover)
            return batch

    def keep_draft(self, draft: Draft) -> dict[str, str]:
        """Keeps a draft without errors and returns {"id", "status"}; it is recorded by publishing the same file."""
        if self._is_recorded(draft.batch_id):
            return {"id": draft.batch_id, "status": "published"}
        folder = self.directory / "drafts"
        said = {"file_name": draft.file_name, "locality": draft.locality, "decisions": draft.reading.decisions}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            journal.write_whole(folder / draft.batch_id, draft.data)
            journal.write_whole(folder / f"{draft.batch_id}.json", json.dumps(said, ensure_ascii=False).encode())
        except OSError as why:
            raise StoreUnwritable from why
        return {"id": draft.batch_id, "status": "draft"}

    def _is_recorded(self, batch_id: str) -> bool:
        sql = "SELECT 1 FROM batch WHERE batch_id = $batch_id AND status = 'published'"
        with database.facts(self._path(self._current())) as con:
            return bool(database.rows(con, sql, {"batch_id": batch_id}))

    def _keep_file(self, draft: Draft) -> None:
        kept = self.directory / "files" / draft.reading.sha256
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            journal.write_whole(kept, draft.data)

    def _record(self, kind: str, data: Mapping, apply: Callable) -> None:
        """One journal entry and the next snapshot, in this order: copy, apply, check, journal, pointer.

        A crash behind the journal line is mended by the next recording or opening; an error takes the line back.
        """
        entries = journal.read(self._journal)
        previous = entries[-1].hash if entries else journal.FIRST
        entry = journal.chained(len(entries) + 1, _now(), kind, dict(data), previous)
        current = self._current()
        self._build(current + 1, self._path(current), [(entry, apply)])
        begins = journal.append(self._journal, entry)
        try:
            self._point_to(current + 1)
        except OSError:
            if self._current() == current:
                journal.cut(self._journal, begins)
                raise
        self._remove_old(current + 1)

    # ── Snapshots ─────────────────────────────────────────────────────────────

    def _build(self, number: int, base: Path | None, steps: Iterable[tuple[journal.Entry, Callable]]) -> None:
        """Snapshot `number`: a copy of `base` with the steps applied, checkpointed, closed and on the disk.

        Made under a name no try has had before: a process that opens a path again may get its old instance back.
        """
        self._remove_halves()
        half = self.directory / f"half-{uuid.uuid4().hex}.duckdb"
        try:
            self._fill(half, base, steps)
            os.replace(half, self._snapshot(number))
        except BaseException:
            self._remove_halves()
            raise
        journal.sync_folder(self.directory)

    def _fill(self, path: Path, base: Path | None, steps: Iterable[tuple[journal.Entry, Callable]]) -> None:
        if base is None:
            con = database.create_snapshot(path)
        else:
            shutil.copyfile(base, path)
            con = database.open_snapshot(path)
        try:
            for entry, apply in steps:
                con.execute("BEGIN")
                apply(con, entry)
                _add_to_ledger(con, entry)
                con.execute("COMMIT")
            con.execute("CHECKPOINT")
        finally:
            con.close()
        with open(path, "rb") as file:
            os.fsync(file.fileno())

    def _remove_halves(self) -> None:
        for leftover in self.directory.glob("half-*"):
            _remove(leftover)

    def _point_to(self, number: int) -> None:
        journal.write_whole(self.directory / "CURRENT", f"{number}\n".encode())

    def _remove_old(self, number: int) -> None:
        for known, path in self._snapshots():
            if known <= number - KEPT_SNAPSHOTS:
                _remove(path)

    def _snapshots(self) -> list[tuple[int, Path]]:
        named = ((SNAPSHOT.fullmatch(path.name), path) for path in self.directory.glob("snapshot-*"))
        return [(int(found[1]), path) for found, path in named if found]

    def _current(self) -> int:
        """The number of the current snapshot; 0 where nothing was ever recorded."""
        try:
            return int((self.directory / "CURRENT").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def _snapshot(self, number: int) -> Path:
        return self.directory / f"snapshot-{number:06d}.duckdb"

    def _path(self, number: int) -> Path | None:
        return self._snapshot(number) if number else None

    @property
    def _journal(self) -> Path:
        return self.directory / "journal.jsonl"

    # ── Rebuilding ────────────────────────────────────────────────────────────

    def rebuild(self) -> int:
        """Makes the database again from files and journal alone; returns the number of entries replayed.

        Raises StoreDamaged where a kept file or the journal is not what was recorded.
        """
        with self._locked():
            return self._rebuild()

    def _behind(self) -> bool:
        """Whether the journal holds more than the snapshot: a crash between the two, a lost snapshot or pointer.

        Raises StoreDamaged where it holds less: its end was cut off, and no crash does that to an acknowledged line.
        """
        held = self._held()  # before the journal: what a snapshot holds stands in the journal already
        entries = self._entries()
        if held is None:
            return bool(entries)
        position, last = held
        if position > len(entries) or entries[position - 1].hash != last:
            raise StoreDamaged(f"journal.jsonl:{min(position, len(entries) + 1)}")
        return position < len(entries)

    def _held(self) -> tuple[int, str] | None:
        """Position and hash of the last entry in the current snapshot; None where there is none to read."""
        path = self._path(self._current())
        return database.last_entry(path) if path else None

    def _recover(self) -> None:
        """Brings the snapshot up to the journal; while somebody records, the snapshot of before will do."""
        try:
            with self._recording():
                pass
        except StoreBusy:
            if self._held() is None:
                raise

    def _rebuild(self) -> int:
        entries = self._entries()
        number = max([self._current(), *(known for known, _ in self._snapshots())]) + 1
        self._build(number, None, [(entry, self._replay) for entry in entries])
        self._point_to(number)
        self._remove_old(number)
        return len(entries)

    def _entries(self) -> list[journal.Entry]:
        try:
            return journal.read(self._journal)
        except journal.JournalBroken as why:
            raise StoreDamaged(f"journal.jsonl:{why.position}") from why

    def _replay(self, con, entry: journal.Entry) -> None:
        if entry.kind == "set_up":
            applying.set_up(con, entry.data)
        elif entry.kind == "batch":
            applying.record_batch(con, entry.data, entry.time, self._read_again(entry))
        elif entry.kind == "withdraw":
            applying.withdraw_batch(con, entry.data)
        else:
            raise StoreDamaged(f"journal.jsonl:{entry.position}")

    def _read_again(self, entry: journal.Entry) -> Reading:
        """The rows of a kept file under the decisions of the day it was recorded; raises StoreDamaged."""
        kept = self.directory / "files" / entry.data["sha256"]
        data = kept.read_bytes() if kept.exists() else b""
        if sha256(data).hexdigest() != entry.data["sha256"]:
            raise StoreDamaged(f"files/{entry.data['sha256']}")
        decisions = entry.data["decisions"]
        reading = Reading(entry.data["sha256"], decisions, read_again(data, decisions, self.declaration))
        declared = {"", *self.declaration.measures}
        recorded = {key: found for key, found in entry.data["values"].items() if key in declared}
        if values_hash(reading) != recorded:
            raise StoreDamaged(f"files/{entry.data['sha256']}")
        return reading

    @contextmanager
    def _recording(self):
        """The lock, with a snapshot that holds all of the journal."""
        with self._locked():
            if self._behind():
                log.warning("snapshot and journal differ in %s: rebuilding", self.directory.name)
                self._rebuild()
            yield

    @contextmanager
    def _locked(self):
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


def _add_to_ledger(con, entry: journal.Entry) -> None:
    """What this snapshot holds after the entry, to compare at the next start."""
    counts = database.rows(con, "SELECT count(*) AS reports FROM report")[0]
    counts |= database.rows(con, "SELECT count(*) AS figures FROM reported_value")[0]
    database.insert(con, "ledger", [{"position": entry.position, "kind": entry.kind, "hash": entry.hash} | counts])


def _remove(path: Path) -> None:
    """An old snapshot may still be open elsewhere; it is then removed at a later recording."""
    try:
        path.unlink()
    except OSError:
        log.info("snapshot kept: %s is open", path.name)


def _now() -> str:
    return datetime.now(ZONE).isoformat(timespec="microseconds")
