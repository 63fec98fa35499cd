"""The store: what was recorded, and every question asked of it. A chain of numbered snapshots behind a pointer.

DIR/{snapshot-000001.duckdb …, CURRENT, ORDER, lock, files/<sha256>, drafts/, journal.jsonl}: see recorder.py for how it
is written. Readers keep the snapshot they opened and move on at their next ask; nobody waits for a reader.
"""

import datetime
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from reform import wards
from reform.indicators import Declaration, declaration
from reform.intake.reading import Answers, Problem, Registry
from reform.store import applying, closing, comparing, database, publishing, queries, registry, tracking
from reform.store.draft import Draft, Upload, make_draft
from reform.store.drafts import Drafts, KeptDraft
from reform.store.faults import NotThere
from reform.store.recorder import ZONE, Rebuilt, Recorder

KEPT_PASTS = 3
KEPT_SUPPOSED = 4

log = logging.getLogger("reform")


def open_store(directory: Path | str) -> "Store":
    """The store of a directory; the directory need not exist and is made by the first recording.

    Raises StoreDamaged where journal or files are not what was recorded; what else is damaged is made again.
    """
    return Store(Path(directory), declaration())


class Store:
    """One directory of results. Safe to share between threads; several processes may hold the same directory."""

    def __init__(self, directory: Path, declared: Declaration):
        self.directory = directory
        self.declaration = declared
        self._guard = threading.RLock()
        self._opened: OrderedDict[tuple[int, int | None], Any] = OrderedDict()
        self._supposed: OrderedDict[tuple[int, str, str, str], Any] = OrderedDict()
        self._recorder = Recorder(directory, declared)
        self._drafts = Drafts(directory)
        self._record = self._recorder.record
        self._recorder.open()

    @property
    def healed(self) -> tuple[dict, ...]:
        """What was found damaged since this store was opened and has been made again: {"what": snapshot, pointer or
        file, "name", "at"}. Nothing recorded was lost."""
        return tuple(self._recorder.healed)

    # ── Asking ────────────────────────────────────────────────────────────────

    @property
    def version(self) -> str:
        """Changes whenever an answer could: with every recording and with every edit of the declaration."""
        return self._version(self._recorder.current())

    def _version(self, number: int) -> str:
        return f"{number}-{self.declaration.version}"

    def ask(self, name: str, as_of: str | datetime.date | int | None = None, **params: Any) -> pd.DataFrame:
        """The rows of a query of queries/ on the current snapshot. KeyError for an unknown query.

        `as_of`, a day (the end of it, Asia/Ho_Chi_Minh) or a journal position: as the batches and units stood then.
        """
        query, position = queries.query(name), self._position(as_of)
        return self._on_snapshot(lambda number: database.ask(self._answering(number, position), query, params))

    def suppose(self, declared: Declaration, name: str, period: str, **params: Any) -> pd.DataFrame:
        """The rows of a query about one period as if `declared` held instead of the declaration; nothing is kept.

        Only that period is looked at, so that it does not grow with the store; changes against others are empty.
        """
        query = queries.query(name)
        params = {"period": period} | params

        def look(number: int) -> pd.DataFrame:
            return database.ask(self._supposing((number, declared.version, period, name), declared), query, params)

        return self._on_snapshot(look)

    def _supposing(self, key: tuple[int, str, str, str], declared: Declaration):
        """A connection on one period of a snapshot with the tables and views a query needs; the last few are kept."""
        number, _, period, name = key
        with self._guard:
            if key not in self._supposed:
                self._supposed[key] = database.open_trial(self._path(number), declared, [period])
                views = queries.views_behind(frozenset(queries.query(name).reads))
                database.create_views(self._supposed[key], views)
                while len(self._supposed) > KEPT_SUPPOSED:
                    self._supposed.popitem(last=False)
            self._supposed.move_to_end(key)
            return self._supposed[key]

    def registry(self) -> Registry:
        """Localities, units and aliases as recorded."""
        return self._on_snapshot(self._registry)

    def _registry(self, number: int) -> Registry:
        with database.facts(self._path(number)) as con:
            return applying.registry_of(con)

    def _position(self, as_of: str | datetime.date | int | None) -> int | None:
        """The last journal entry of a day; None: of today. Raises NotThere for what is no day."""
        if as_of is None or isinstance(as_of, int):
            return as_of
        try:
            day = datetime.date.fromisoformat(str(as_of))
        except ValueError as why:
            raise NotThere("no_day", day=str(as_of)) from why
        times = (datetime.datetime.fromisoformat(entry.time) for entry in self._recorder.entries())
        return next((place for place, time in enumerate(times) if time.astimezone(ZONE).date() > day), None)

    def _answering(self, number: int, position: int | None = None):
        """The answering connection of a snapshot, now or as of a past position, opened once and kept for a while."""
        with self._guard:
            key = number, position
            if key not in self._opened:
                for old in [one for one in self._opened if one[0] != number]:
                    del self._opened[old]
                pasts = [one for one in self._opened if one[1] is not None]
                if position is not None and len(pasts) >= KEPT_PASTS:
                    del self._opened[pasts[0]]
                self._opened[key] = self._open(number, position)
            self._opened.move_to_end(key)
            return self._opened[key]

    def _open(self, number: int, position: int | None):
        path = self._path(number)
        if position is None or path is None:
            return database.open_reading(path, self.declaration)
        return database.open_past(path, self.declaration, position)

    def _on_snapshot(self, look: Callable[[int], Any]) -> Any:
        """What `look` finds on the current snapshot; one that cannot be read twice running is made again first.

        Once is not enough: a connection can break, and a snapshot be superseded, where the file is whole.
        """
        number = self._recorder.current()
        try:
            return look(number)
        except database.Unreadable as why:
            log.warning("snapshot %s: looking again after %s: %s", number, type(why).__name__, why)
        self._let_go()
        number = self._recorder.current()
        try:
            return look(number)
        except database.Unreadable:
            self._recorder.make_again(number)
            return look(self._recorder.current())

    def _let_go(self) -> None:
        """Forgets every kept connection; each closes once nobody reads on it any more."""
        with self._guard:
            self._opened.clear()
            self._supposed.clear()

    def _path(self, number: int) -> Path | None:
        return self._recorder.snapshots.path(number)

    # ── Recording ─────────────────────────────────────────────────────────────

    @contextmanager
    def _recording(self) -> Iterator[None]:
        """One at a time; what an earlier recording could not throw away of its draft goes first."""
        with self._recorder.recording():
            if self._drafts.keys():
                self._drafts.forget(self._drafts.leftovers(self.statuses()))
            yield

    def set_up(self, locality: str, close_day: int | None = None, units: Iterable[Mapping] = ()) -> None:
        """Records locality, close day and units ({"ward", "group_name", "code", "aliases"}) in the office's order."""
        name = wards.full_name(locality)
        known = (place["name"] for place in self.registry().localities)
        name = next((one for one in known if wards.same_locality(name, one)), name)
        with self._recording():
            self._record("set_up", {"locality": name, "close_day": close_day, "units": list(units)})

    def draft(
        self, data: bytes, file_name: str, locality: str | None = None, answers: Answers | None = None
    ) -> Draft:
        """What a file would record and every doubt about it; writes nothing."""
        return self.draft_files([(data, file_name, answers or Answers())], locality)

    def draft_files(self, uploads: Sequence[Upload], locality: str | None = None) -> Draft:
        """What files (bytes, name, answers) would record together and every doubt about them; writes nothing."""
        return self._on_snapshot(
            lambda number: make_draft(
                self._path(number),
                self.declaration,
                self._registry(number),
                uploads,
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
        reasons: Mapping[str, str] | None = None,
        document: str | None = None,
    ) -> dict[str, Any]:
        """Records a draft and returns {"id", "status", "ids"}; the same bytes read the same way are recorded once.

        A batch that was withdrawn counts again, at its old place. `reasons` says why an answer was taken, by CODE:CELL
        or CODE, else `reason` does; `document` makes it a correction. Where somebody has recorded since, the files are
        read and checked again under the lock first.
        Raises HasErrors, NotAccepted (with the open questions), Changed (with the draft as it now compares), StoreBusy,
        StoreUnwritable.
        """
        said = publishing.Said(tuple(accepted), uploader, reason, reasons or {}, document)
        with self._recording():
            told = publishing.publish(self, self._recorder, draft, said)
            self._drafts.forget([draft.key])
            return told

    def keep_draft(
        self,
        draft: Draft,
        accepted: Iterable[str] = (),
        uploader: str | None = None,
        reasons: Mapping[str, str] | None = None,
        correction: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Keeps a draft for later and returns {"id", "status", "draft": its key}; status is draft or, where all of it
        is recorded already, published; refused, without a key, where every file is. `correction` is what was typed to
        make the file: {"locality", "unit", "period", "typed", "reason", "document"}. Raises StoreBusy, StoreUnwritable.
        """
        if self.is_recorded(draft):
            return {"id": draft.batch_id, "status": "published", "draft": None}
        with self._recorder.locked():
            moment = datetime.datetime.now(ZONE)
            kept = self._drafts.keep(draft, tuple(accepted), uploader, reasons or {}, moment, correction)
        return {"id": draft.batch_id, "status": "draft" if kept else "refused", "draft": draft.key if kept else None}

    def kept_draft(self, key: str) -> KeptDraft | None:
        """A kept draft, read and checked beside what is stored now; None where there is none under the key."""
        said = self._drafts.said(key)
        uploads = said and self._drafts.uploads(key)
        if not uploads:
            return None
        draft, kept_at = self.draft_files(uploads, said["locality"]), datetime.datetime.fromisoformat(said["kept_at"])
        about = (tuple(said["accepted"]), said["uploader"], said["reasons"], kept_at, said.get("correction"))
        return KeptDraft(draft, *about)

    def kept_drafts(self) -> list[dict[str, Any]]:
        """Every kept draft, newest first; none goes by itself. See Drafts.listed."""
        return self._drafts.listed(self.statuses())

    def drop_draft(self, key: str) -> None:
        """Throws a kept draft away. Raises StoreBusy, StoreUnwritable."""
        with self._recorder.locked():
            self._drafts.drop(key)

    def is_recorded(self, draft: Draft) -> bool:
        """Whether every file of a draft is recorded, read the same way, and not withdrawn."""
        statuses = self.statuses()
        return all(statuses.get(batch) == "published" for batch in draft.batch_ids)

    def taking_back(self, batch_id: str) -> comparing.Comparison:
        """What withdrawing a recorded batch would change, or recording a withdrawn one again; writes nothing.

        Raises NotThere: unknown_batch.
        """
        withdrawing = self._status(batch_id) == "published"
        return self._on_snapshot(
            lambda number: comparing.of_batch(self._path(number), self.declaration, batch_id, withdrawing)
        )

    def withdraw(self, batch_id: str, reason: str, by: str | None = None) -> dict[str, str]:
        """Takes a batch back, with a reason; the forms it had replaced are in force again. Returns {"id", "status"}.

        Publishing the same bytes, read the same way, restores it. Raises NotThere: unknown_batch, no_reason.
        """
        if not (reason or "").strip():
            raise NotThere("no_reason", id=batch_id)
        with self._recording():
            if self._status(batch_id) == "published":
                self._record("withdraw", {"batch_id": batch_id, "reason": reason.strip(), "by": by})
        return {"id": batch_id, "status": "withdrawn"}

    def restore(self, batch_id: str, reason: str | None = None, by: str | None = None) -> dict[str, str]:
        """A withdrawn batch counts again, at its old place, as if its file were published again. {"id", "status"}.

        Raises NotThere: unknown_batch.
        """
        with self._recording():
            if self._status(batch_id) == "withdrawn":
                about = {"batch_id": batch_id, "restored": True, "uploader": by, "reason": reason, "confirmed": []}
                self._record("batches", {"batches": [about]})
        return {"id": batch_id, "status": "published"}

    def file(self, batch_id: str) -> bytes:
        """The file of a batch as it came. Raises NotThere (unknown_batch), StoreDamaged."""
        sql = "SELECT sha256 FROM batch WHERE batch_id = $batch_id"
        with database.facts(self._path(self._recorder.current())) as con:
            found = database.rows(con, sql, {"batch_id": batch_id})
        if not found:
            raise NotThere("unknown_batch", id=batch_id)
        return self._recorder.files.read(found[0]["sha256"])

    def _status(self, batch_id: str) -> str:
        statuses = self.statuses()
        if batch_id not in statuses:
            raise NotThere("unknown_batch", id=batch_id)
        return statuses[batch_id]

    def statuses(self) -> dict[str, str]:
        """batch id → published or withdrawn, of everything that was ever recorded."""
        with database.facts(self._path(self._recorder.current())) as con:
            return {row["batch_id"]: row["status"] for row in database.rows(con, "SELECT batch_id, status FROM batch")}

    # ── Who has to report, and who they are ───────────────────────────────────

    def set_deadline(self, locality: str | None, period: str, day: str | datetime.date, by: str | None = None) -> None:
        """Sets the last day on which a report of a period is on time; a newer one replaces it.

        Raises NotThere: unknown_locality, no_period, no_day.
        """
        with self._recording():
            data = tracking.deadline(self._known_locality(locality), period, day)
            self._record("deadline", data | {"by": by})

    def return_report(self, unit_id: int, period: str, reason: str, by: str | None = None) -> None:
        """Sends a unit's report of a period back to be corrected; its figures stay in force until newer ones come.

        Raises NotThere: no_reason, no_report.
        """
        if not (reason or "").strip():
            raise NotThere("no_reason", id=str(unit_id))
        with self._recording():
            if self.ask("figures", unit_id=unit_id, period=period).empty:
                raise NotThere("no_report", id=str(unit_id), period=period)
            self._record("return", {"unit_id": unit_id, "period": period, "reason": reason.strip(), "by": by})

    def edit_registry(
        self,
        locality: str | None,
        units: Iterable[Mapping],
        lineage: Iterable[Mapping] | None = None,
        by: str | None = None,
    ) -> None:
        """Changes units (as dated versions) and lineage of a locality; see registry.edit for the rows.

        Raises RegistryErrors with the problems of it all, NotThere (unknown_locality).
        """
        with self._recording():
            place = self._known_locality(locality)
            with database.facts(self._path(self._recorder.current())) as con:
                edit = registry.edit(con, place, units, lineage)
            self._record("registry", edit.entry | {"by": by})

    def registry_problems(self, locality: str | None, units: Iterable[Mapping]) -> tuple[Problem, ...]:
        """What keeps units from being recorded by edit_registry, before anybody tries; () where nothing does."""
        with database.facts(self._path(self._recorder.current())) as con:
            try:
                registry.edit(con, self._known_locality(locality), units, None)
            except registry.RegistryErrors as wrong:
                return wrong.problems
        return ()

    def reorganised(
        self, locality: str | None, mapping: Sequence[Mapping]
    ) -> tuple[list[dict], list[dict], list[Problem]]:
        """(units, lineage, problems) that a mapping list means, to be shown and handed to edit_registry."""
        with database.facts(self._path(self._recorder.current())) as con:
            return registry.reorganised(con, self._known_locality(locality), mapping)

    def _known_locality(self, locality: str | None) -> str:
        known = self.registry()
        place = locality or known.default_locality
        if place not in {one["name"] for one in known.localities}:
            raise NotThere("unknown_locality", locality=place)
        return place

    # ── Closing and citing ────────────────────────────────────────────────────

    def close(
        self,
        period: str,
        document: str,
        date: str | datetime.date,
        locality: str | None = None,
        by: str | None = None,
    ) -> dict[str, Any]:
        """Closes a period under the number and date of its document; closing again replaces the document.

        Returns {"period", "locality", "document", "date", "rankings": {by: id}, "already"}; already: it was closed by
        this document and nothing has changed since, so that nothing is recorded. Raises NotThere: unknown_locality,
        no_figures, no_document, no_day, same_document (it closed the period with other figures).
        """
        with self._recording():
            place = locality or self.registry().default_locality
            data = closing.made(self.ask, place, period, document, date, by, self.declaration.version)
            already = closing.repeated(self.ask, data)
            if already is None:
                position = len(self._recorder.entries()) + 1
                data["rankings"] = closing.ranking_ids(self.ask, position, place, period)
                self._record("close", data)
            else:
                data["rankings"] = already
        told = {key: data[key] for key in ("period", "locality", "document", "rankings")}
        return told | {"date": data["document_date"], "already": already is not None}

    def ranking_ids(self, locality: str | None, period: str) -> dict[str, str]:
        """indicator → the id its ranking is cited by, of the closing that holds; {} while nothing is closed."""
        held = closing.in_force(self.ask, locality, period)
        return closing.ids_of(held) if held else {}

    def cite(self, wanted: str) -> dict[str, Any] | None:
        """A closed ranking by its id, as it stood at the closing; None where no ranking has it. See closing.cite."""
        return closing.cite(self.ask, wanted, self.declaration.version)

    # ── Mending ───────────────────────────────────────────────────────────────

    def rebuild(self) -> Rebuilt:
        """Makes the database again from files and journal alone; says how many entries, and where it differed.

        Raises StoreDamaged where a kept file or the journal is not what was recorded.
        """
        return self._recorder.rebuild()
