"""A recording cut short: every batch whole or absent.

Crashes are real (a process killed at any moment) or exact (one step of a recording raises); a disk is full for real.
"""

import errno
import os
import shutil
import subprocess

import pytest

from reform.store import StoreUnwritable, applying, database, journal, open_store, snapshots
from reform.store.drafts import Drafts
from reform.store.kept import KeptFiles
from reform.store.recorder import Recorder
from reform.store.snapshots import Snapshots
from tests.stores import FULL, LOCALITY, WARD, answers, form, inventory, number, publish, record, resolved, truth

# ── Crashes ──────────────────────────────────────────────────────────────────────


class Crash(BaseException):
    """The process ends here: nothing after this line runs."""


STEPS = [
    "keep", "build", "_fill", "digest", "append", "point_to", "remove_old", "record", "settle",
    "write_whole", "sync_folder", "open_snapshot", "record_batch", "add_to_ledger",
]  # fmt: skip
# Each step before and after its work; every second of these is another step's, in turn before and after.
MOMENTS = [(step, when) for at, step in enumerate(STEPS) for when in (("before", "after"), ("after", "before"))[at % 2]]
FIRST = [step for step in STEPS if step != "open_snapshot"]  # there is none to copy yet
OWNERS = {
    "append": journal, "write_whole": journal, "sync_folder": journal,
    "open_snapshot": database, "record_batch": applying, "add_to_ledger": snapshots, "digest": snapshots,
    "keep": KeptFiles, "settle": KeptFiles, "record": Recorder,
}  # fmt: skip


def break_at(monkeypatch, step, error, when, turn=1):
    """The `turn`-th call of a step raises, before or after doing its work."""
    owner = OWNERS.get(step, Snapshots)
    done, calls = getattr(owner, step), [0]

    def broken(*given, **named):
        calls[0] += 1
        if calls[0] == turn and when == "before":
            raise error
        found = done(*given, **named)
        if calls[0] == turn and when == "after":
            raise error
        return found

    monkeypatch.setattr(owner, step, broken)


@pytest.mark.proof
@pytest.mark.parametrize(("step", "when"), MOMENTS if FULL else MOMENTS[::2])
def test_a_crash_at_any_step_leaves_the_batch_whole_or_absent(recorded, monkeypatch, step, when):
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    with monkeypatch.context() as patched:
        break_at(patched, step, Crash(), when)
        with pytest.raises(Crash):
            recorded.publish(draft)
    # The page's process goes on with the store it has open; the next one opens it anew.
    for store in (open_store(recorded.directory), recorded):
        assert resolved(store) == {WARD: 200}
        assert resolved(store, "2025-Q4") in ({}, {WARD: 300})
    told = answers(recorded)
    recorded.rebuild()
    assert answers(recorded) == told
    assert recorded.publish(draft)["id"] == draft.batch_id
    assert resolved(recorded, "2025-Q4") == {WARD: 300}
    assert list(recorded.ask("batches")["batch_id"]).count(draft.batch_id) == 1
    assert len(journal.read(recorded.directory / "journal.jsonl")) == 3


@pytest.mark.proof
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", FIRST if FULL else FIRST[::3])
def test_a_crash_of_the_very_first_recording_is_no_loss(store, monkeypatch, step, when):
    """Nothing vouches for an empty store yet; a file that only arrived is not one that was recorded."""
    draft = store.draft(form(300), "q3.csv")
    with monkeypatch.context() as patched:
        break_at(patched, step, Crash(), when)
        with pytest.raises(Crash):
            store.publish(draft, ["all"])
    for again in (open_store(store.directory), store):
        assert resolved(again) in ({}, {WARD: 300}) and again.healed == ()
    publish(store, draft)
    assert resolved(open_store(store.directory)) == {WARD: 300}
    assert [path.name for path in (store.directory / "files").iterdir()] == [draft.reading.sha256]


@pytest.mark.parametrize("step", ["build", "append"])
def test_a_file_that_arrived_and_was_never_recorded_goes_with_the_next_recording(recorded, monkeypatch, step):
    with monkeypatch.context() as patched:
        break_at(patched, step, Crash(), "before")
        with pytest.raises(Crash):
            recorded.publish(recorded.draft(form(300, "Quý IV/2025"), "q4.csv"))
    assert len(list((recorded.directory / "files").iterdir())) == 3
    record(recorded, form(310, "Quý IV/2025"), "q4.csv")
    assert len(list((recorded.directory / "files").iterdir())) == 3
    (recorded.directory / "CURRENT").unlink()
    for snapshot in recorded.directory.glob("snapshot-*"):
        snapshot.unlink()
    assert resolved(open_store(recorded.directory), "2025-Q4") == {WARD: 310}


@pytest.mark.parametrize(
    ("step", "when"), [("append", "after"), ("point_to", "before"), ("point_to", "after"), ("write_whole", "before")]
)
def test_a_crash_seen_by_the_store_that_was_open_all_along(recorded, monkeypatch, step, when):
    """Nobody opens the store anew: the next recording itself finds the journal ahead, and records nothing twice."""
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    with monkeypatch.context() as patched:
        break_at(patched, step, Crash(), when)
        with pytest.raises(Crash):
            recorded.publish(draft)
    recorded.publish(draft)
    assert len(journal.read(recorded.directory / "journal.jsonl")) == 3
    assert resolved(recorded, "2025-Q4") == {WARD: 300}
    assert not list(recorded.directory.rglob("*.part"))


@pytest.mark.parametrize(
    ("step", "when"),
    [
        ("_fill", "after"), ("append", "before"), ("point_to", "before"), ("point_to", "after"),
        ("write_whole", "before"), ("write_whole", "after"), ("sync_folder", "before"),
    ],
)  # fmt: skip
def test_a_disk_that_takes_nothing_is_said_and_nothing_is_half_written(recorded, monkeypatch, step, when):
    """One call after the other of each step raises "no space left"; what was told is what is true."""
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    for turn in (1, 2, 3):
        with monkeypatch.context() as patched:
            break_at(patched, step, OSError(errno.ENOSPC, "No space left on device"), when, turn)
            try:
                recorded.publish(draft)
                said = True
            except StoreUnwritable:
                said = False
        assert (resolved(recorded, "2025-Q4") == {WARD: 300}) is said
        assert (resolved(open_store(recorded.directory), "2025-Q4") == {WARD: 300}) is said
        assert len(journal.read(recorded.directory / "journal.jsonl")) == 2 + said
        if said:
            break
    recorded.publish(draft)
    assert resolved(open_store(recorded.directory), "2025-Q4") == {WARD: 300}


def test_a_draft_that_cannot_be_thrown_away_is_no_failed_recording(recorded, monkeypatch):
    """The recording was acknowledged; what is left of the draft goes with the next one, and not when somebody looks."""
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    recorded.keep_draft(draft)
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "drop", break_with(OSError(errno.EACCES, "Permission denied")))
        assert recorded.publish(draft)["status"] == "published"
        assert recorded.kept_drafts() == [] and list((recorded.directory / "drafts").iterdir())
        assert resolved(open_store(recorded.directory), "2025-Q4") == {WARD: 300}
    again, before = open_store(recorded.directory), inventory(recorded.directory)
    again.draft(form(310, "Quý IV/2025"), "q4.csv")
    assert inventory(recorded.directory) == before
    record(again, form(310, "Quý IV/2025"), "q4.csv")
    assert not list((recorded.directory / "drafts").iterdir())


def break_with(error):
    def broken(*_):
        raise error

    return broken


def numbered(store):
    return sorted(path.name for path in store.directory.glob("snapshot-*"))


def refuse_the_pointer(patched):
    """The disk takes everything but the pointer."""
    write = journal.write_whole

    def refusing(path, data):
        if path.name == "CURRENT":
            raise OSError(errno.EROFS, "Read-only file system")
        write(path, data)

    patched.setattr(journal, "write_whole", refusing)


def test_a_recording_that_is_taken_back_leaves_no_number(recorded, monkeypatch):
    before = numbered(recorded)
    with monkeypatch.context() as patched:
        refuse_the_pointer(patched)
        with pytest.raises(StoreUnwritable):
            recorded.publish(recorded.draft(form(300, "Quý IV/2025"), "q4.csv"))
    assert numbered(recorded) == before and not list(recorded.directory.glob("half-*"))


def test_a_number_that_cannot_be_taken_back_is_no_evidence_against_the_journal(recorded, monkeypatch):
    with monkeypatch.context() as patched:
        refuse_the_pointer(patched)
        patched.setattr(Snapshots, "_take_back", break_with(OSError(errno.EROFS, "Read-only file system")))
        with pytest.raises(StoreUnwritable):
            recorded.publish(recorded.draft(form(300, "Quý IV/2025"), "q4.csv"))
    assert "snapshot-000003.duckdb" in numbered(recorded)
    for _ in range(2):  # also when that number is no longer the one above the pointer
        newest_pointed_to = recorded.directory / f"snapshot-{number(recorded):06d}.duckdb"
        newest_pointed_to.write_bytes(b"x")
        again = open_store(recorded.directory)
        assert [one["what"] for one in again.healed] == ["snapshot"]
        assert resolved(again) == {WARD: 200} and resolved(again, "2025-Q4") == {}


def test_an_fsync_that_fails_anywhere_is_never_taken_for_a_recording(recorded, monkeypatch):
    honest = os.fsync
    for turn in range(1, 10):  # eight of them, and none
        data, calls = form(300 + turn, "Quý IV/2025"), [0]

        def failing(handle, turn=turn, calls=calls):
            calls[0] += 1
            if calls[0] == turn:
                raise OSError(errno.ENOSPC, "No space left on device")
            honest(handle)

        monkeypatch.setattr(os, "fsync", failing)
        try:
            record(recorded, data, f"{turn}.csv")
            said = True
        except StoreUnwritable:
            said = False
        monkeypatch.setattr(os, "fsync", honest)
        assert (resolved(open_store(recorded.directory), "2025-Q4").get(WARD) == 300 + turn) is said
        assert not list(recorded.directory.rglob("*.part"))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, a few MB; where none can be mounted the test is skipped (fsync fails in the test before)."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", place], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=False)


def test_a_full_disk_keeps_what_was_recorded(small_disk):
    store = open_store(small_disk / "store")
    record(store, form(200), "q3.csv")
    told, kept = answers(store), truth(store)
    draft = store.draft(form(300, "Quý IV/2025"), "q4.csv")
    with open(small_disk / "filler", "wb") as filler:
        filler.write(b"x" * (shutil.disk_usage(small_disk).free - 20_000))
    with pytest.raises(StoreUnwritable):
        store.publish(draft)
    assert answers(store) == told and answers(open_store(store.directory)) == told
    assert {name: found for name, found in truth(store).items() if draft.reading.sha256 not in name} == kept
    (small_disk / "filler").unlink()
    store.publish(draft)
    assert resolved(store, "2025-Q4") == {WARD: 300}


def test_a_folder_that_may_only_be_read_answers_and_refuses_in_a_sentence(small_disk):
    store = open_store(small_disk / "store")
    record(store, form(200), "q3.csv")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    again = open_store(store.directory)
    assert resolved(again) == {WARD: 200}
    draft = again.draft(form(300, "Quý IV/2025"), "q4.csv")
    for refused in (again.publish, again.keep_draft):
        with pytest.raises(StoreUnwritable):
            refused(draft)
    with pytest.raises(StoreUnwritable):
        open_store(small_disk / "other").set_up(LOCALITY)
