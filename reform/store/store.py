"""The store: what was recorded, and every question asked of it. A chain of numbered snapshots behind a pointer.

DIR/{snapshot-000001.duckdb …, CURRENT, ORDER, lock, files/<sha256>, drafts/, journal.jsonl}: see recorder.py for how it
is written. Readers keep the snapshot they opened and move on at their next ask; nobody waits for a reader.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reform import wards
from reform.indicators import Declaration, declaration
from reform.intake.reading import Answers, Problem
from reform.store import closing, comparing, database, prints, publishing, registry, tracking, visiting
from reform.store.asking import Asked
from reform.store.draft import Draft, Upload, make_draft
from reform.store.drafts import Drafts, KeptDraft
from reform.store.faults import NotThere
from reform.store.preparations import Preparations
from reform.store.recorder import ZONE, Rebuilt, Recorder


def open_store(directory: Path | str) -> "Store":
    """The store of a directory; the directory need not exist and is made by the first recording.

    Raises StoreDamaged where journal or files are not what was recorded; what else is damaged is made again.
    """
    return Store(Path(directory), declaration())


class Store(Asked):
    """One directory of results. Safe to share between threads; several processes may hold the same directory."""

    def __init__(self, directory: Path, declared: Declaration):
        super().__init__(Recorder(directory, declared), declared)
        self._drafts = Drafts(directory)
        self.preparations = Preparations(directory)
        self._record = self._recorder.record
        self._recorder.open()

    @property
    def healed(self) -> tuple[dict, ...]:
        """What was found damaged since this store was opened and has been made again: {"what": snapshot, pointer or
        file, "name", "at"}. Nothing recorded was lost."""
        return tuple(self._recorder.healed)

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

    # ── After a visit ─────────────────────────────────────────────────────────

    def recommend(self, rows: Iterable[Mapping], by: str | None = None) -> dict[str, list[str]]:
        """Records recommendations ({"unit_id", "text", "from_whom", "date", "due", "state", "note"}), all or none.

        Returns ids: {"recorded", "already": recorded before, "other": of these, those that stand otherwise now and are
        left so}. Raises NotThere: unknown_unit, no_text, no_day, day_in_future, due_before, unknown_state, too_long.
        """
        with self._recording():
            new, already, other = visiting.fresh(self, rows)
            if new:
                self._record("recommendations", {"recommendations": new, "by": by})
        return {"recorded": [one["id"] for one in new], "already": already, "other": other}

    def change_recommendation(
        self,
        recommendation_id: str,
        state: str | None = None,
        note: str | None = None,
        due: Any = visiting.KEEP,
        by: str | None = None,
    ) -> bool:
        """Says what became of a recommendation: a state, a note, another due day (None: none). Whether that was new.

        Raises NotThere: unknown_recommendation, no_day, due_before, unknown_state, too_long.
        """
        with self._recording():
            said = visiting.change(self, recommendation_id, state, note, due)
            if said:
                self._record("recommendation_changed", said | {"by": by})
        return said is not None

    def record_visit(
        self,
        unit_ids: Iterable[int],
        date: str | datetime.date,
        delegation: str,
        ban: str | None = None,
        by: str | None = None,
    ) -> bool:
        """Records a delegation's visit to units on a day; False where it is recorded already.

        Raises NotThere: unknown_unit, no_day, day_in_future, no_delegation, too_long.
        """
        with self._recording():
            data = visiting.visit(self, unit_ids, date, delegation, ban)
            if data:
                self._record("visit", data | {"by": by})
        return data is not None

    @property
    def position(self) -> int:
        """The last journal entry that answers know of; 0 while nothing is recorded."""
        return self._on_snapshot(lambda number: database.held(self._path(number)))

    def keep_printed(self, document: Mapping, about: Mapping, by: str | None = None) -> str:
        """Freezes a document as it was handed out and returns its id; the same content again is the same print.

        At another moment, too: then the document is the one kept first. See keep_prints.
        """
        return self.keep_prints([(document, about)], by)[0]

    def keep_prints(self, made: Iterable[tuple[Mapping, Mapping]], by: str | None = None) -> list[str]:
        """Freezes documents (JSON, about), all or none, and returns their ids.

        `about` is {"kind": brief, request, minutes or report, "locality", "period", and where it has them "to": the
        last period of a span, "unit_id", "as_of": Store.position when its figures were asked for, if not now}.
        """
        with self._recording():
            ids, new = prints.fresh(self, self._recorder.files, made)
            if new:
                self._record("printed", {"prints": new, "by": by})
        return ids

    def printed(self, print_id: str) -> dict[str, Any]:
        """A frozen document, bit for bit as it was kept. Raises NotThere (unknown_print), StoreDamaged."""
        return prints.read(self, self._recorder.files, print_id)

    # ── Mending ───────────────────────────────────────────────────────────────

    def rebuild(self) -> Rebuilt:
        """Makes the database again from files and journal alone; says how many entries, and where it differed.

        Raises StoreDamaged where a kept file or the journal is not what was recorded.
        """
        return self._recorder.rebuild()
