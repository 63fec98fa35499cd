"""From an accepted draft to a journal entry: the files kept first, then every batch of the draft at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reform.intake.reading import Problem
from reform.store.draft import Draft, DraftFile, HasErrors, NotAccepted, answer_name, values_hash
from reform.store.faults import Changed
from reform.store.recorder import Recorder

if TYPE_CHECKING:
    from reform.store.store import Store

SUPERSEDED = "superseded_file"
OF_RECORDING = ("already_recorded", "figures_dropped", "same_file")  # notes that say nothing of a figure


@dataclass(frozen=True)
class Said:
    """What the person who records has said: what was accepted and why, who it is, the document of a correction."""

    accepted: tuple[str, ...]
    uploader: str | None
    reason: str | None
    reasons: Mapping[str, str]
    document: str | None

    def why(self, question: Problem) -> str | None:
        """The reason given for one question, for its code, or for all."""
        names = (answer_name(question), f"{question.code}:{question.cell}", question.code)
        return next(filter(None, map(self.reasons.get, names)), self.reason)


def publish(store: "Store", recorder: Recorder, draft: Draft, said: Said) -> dict[str, Any]:
    """Records a draft under the store's lock; see Store.publish."""
    fresh = draft if draft.against == store.version else store.draft_files(draft.uploads, draft.locality)
    if fresh.has_errors:
        raise HasErrors(fresh)
    statuses = store.statuses()
    told = {"id": fresh.batch_id, "status": "published", "ids": list(fresh.batch_ids)}
    open_questions = fresh.open_questions(said.accepted)
    if known := all(statuses.get(batch) == "published" for batch in fresh.batch_ids):
        # Nothing is recorded twice; only that newer figures stay in force must have been heard.
        open_questions = tuple(one for one in open_questions if one.code == SUPERSEDED)
    if open_questions:
        raise NotAccepted(open_questions)
    if known:
        return told
    if fresh is not draft and comparison(fresh) != comparison(draft):
        raise Changed(fresh)
    _record(recorder, fresh, said, statuses)
    return told


def comparison(draft: Draft) -> list:
    """What a person has been shown of a draft and must be shown again where it has changed."""
    changes = [{key: value for key, value in one.items() if key != "unit_id"} for one in draft.changes]
    return [list(draft.problems), changes]


def _record(recorder: Recorder, draft: Draft, said: Said, statuses: Mapping[str, str]) -> None:
    files = {file.batch_id: file for file in draft.files if statuses.get(file.batch_id) != "published"}.values()
    confirmed, notes = _confirmed(draft, files, said), _notes(draft, files)
    batches = []
    for file in files:
        about = {"batch_id": file.batch_id, "confirmed": confirmed[file.batch_id], "uploader": said.uploader}
        about |= {"reason": said.reason, "accepted": list(said.accepted), "notes": notes[file.batch_id]}
        if file.batch_id in statuses:
            batches.append(about | {"restored": True})
        else:
            recorder.files.keep(file.reading.sha256, file.data)
            batches.append(about | _recorded(file, draft, said))
    recorder.record("batches", {"batches": batches})


def _recorded(file: DraftFile, draft: Draft, said: Said) -> dict[str, Any]:
    """What makes a file's batch again from its bytes alone."""
    return {
        "sha256": file.reading.sha256,
        "file_name": file.name,
        "locality": draft.locality,
        "kind": "correction" if said.document else "upload",
        "document": said.document,
        "decisions": file.reading.decisions,
        "values": values_hash(file.reading),
    }


def _confirmed(draft: Draft, files: Iterable[DraftFile], said: Said) -> dict[str, list[dict]]:
    """batch id → the questions whose default reading was taken."""
    return {
        batch: [{"code": one.code, "cell": one.cell, "reason": said.why(one)} for one in own]
        for batch, own in _by_batch(draft, files, draft.questions).items()
    }


def _notes(draft: Draft, files: Iterable[DraftFile]) -> dict[str, list[dict]]:
    """batch id → what was worth saying of its figures."""
    told = [one for one in draft.problems if one.severity == "note" and one.row and one.code not in OF_RECORDING]
    return {
        batch: [{"code": one.code, "cell": one.cell, "number": one.row} for one in own]
        for batch, own in _by_batch(draft, files, told).items()
    }


def _by_batch(draft: Draft, files: Iterable[DraftFile], told: Iterable[Problem]) -> dict[str, list[Problem]]:
    """batch id → the problems of its file; those about no file in particular are the first's."""
    found: dict[str, list[Problem]] = {file.batch_id: [] for file in files}
    first = next(iter(found))
    named = {file.name: file.batch_id for file in reversed(draft.files)}
    for one in told:
        batch = named.get(one.file, first)
        if batch in found:
            found[batch].append(one)
    return found
