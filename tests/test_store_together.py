"""Several at once: processes, threads, and readers beside a writer."""

import gc
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from reform.store import Rebuilt, StoreBusy, journal, open_store
from reform.store.collecting import uncollected
from tests.stores import FULL, LOCALITY, WARD, answers, form, inventory, point_to_the_older, record, resolved

ROOT = Path(__file__).parent.parent
PUBLISH = """
import sys
from pathlib import Path
from reform.store import open_store
from tests.stores import publish
store = open_store(Path(sys.argv[1]))
for name in sys.argv[2:]:
    draft = store.draft(Path(name).read_bytes(), Path(name).name)
    print(draft.batch_id, flush=True)
    print("recorded", publish(store, draft)["id"], flush=True)
"""
HOLD = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"


# ── Several at once ──────────────────────────────────────────────────────────────


def publisher(store, *paths, **environment):
    """Another process that records files, one after the other, and says when each is recorded."""
    command = [sys.executable, "-c", PUBLISH, store.directory, *paths]
    env = os.environ | {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def files(folder, count, ward=WARD):
    """So many reports of one ward, each of a month of its own."""
    made = []
    for number in range(count):
        path = folder / f"{ward[-2:]}-{number}.csv"
        path.write_bytes(form(1000 + number, f"Tháng {number % 12 + 1}/{2001 + number // 12}", ward))
        made.append(path)
    return made


@pytest.mark.proof
def test_a_recording_process_killed_at_any_moment_leaves_whole_batches(tmp_path, recorded, counted):
    """kill -9 at random moments; what it had acknowledged is there, and nothing by halves."""
    moments = random.Random(2)
    paths, acknowledged = iter(files(tmp_path, 3000)), set()
    turns, started = 100 if FULL else 3, time.monotonic()
    record(recorded, form(999, "Tháng 1/1999"), "do.csv")
    pace = time.monotonic() - started  # a recording, on this machine at this hour
    for _ in range(turns):
        batch = [next(paths) for _ in range(6)]
        process = publisher(recorded, *batch)
        process.stdout.readline()  # it has opened the store and read its first file
        time.sleep(moments.uniform(0, 3 * pace))
        os.kill(process.pid, signal.SIGKILL)
        said, _ = process.communicate(timeout=30)
        acknowledged |= {line.split()[1] for line in said.splitlines() if line.startswith("recorded ")}
        store = open_store(recorded.directory)
        batches = store.ask("batches")
        assert acknowledged <= set(batches["batch_id"])
        assert (batches["units"] == 1).all() and batches["batch_id"].is_unique
        assert resolved(recorded) == {WARD: 200}
    assert acknowledged
    told, entries = answers(store), len(journal.read(store.directory / "journal.jsonl"))
    assert store.rebuild() == Rebuilt(entries, ()) and entries == len(batches)
    assert answers(store) == told
    counted("recordings killed (-9) at random moments", turns, f"{len(acknowledged)} batches acknowledged, all there")


def test_the_garbage_collector_works_again_once_the_last_draft_is_made():
    """Whoever comes while another goes: none of them leaves it off for good."""
    begin, found_on = threading.Barrier(4), []

    def work(chosen):
        begin.wait()
        for _ in range(500):
            with suppress(KeyError), uncollected():
                time.sleep(chosen.random() / 10_000)  # others come and go
                found_on.append(gc.isenabled())
                if chosen.random() < 0.1:
                    raise KeyError

    threads = [threading.Thread(target=work, args=[random.Random(number)]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gc.isenabled() and len(found_on) == 2000 and not any(found_on)


def test_two_processes_record_at_once_and_both_land(tmp_path, store):
    ours, theirs = files(tmp_path, 3), files(tmp_path, 3, "Phường Bàng Vuông")
    processes = [publisher(store, *ours, REFORM_LOCK_SECONDS="60"), publisher(store, *theirs, REFORM_LOCK_SECONDS="60")]
    for process in processes:
        said, trouble = process.communicate(timeout=120)
        assert process.returncode == 0, trouble
        assert said.count("recorded") == 3
    assert len(store.ask("batches")) == 6
    assert resolved(store, "2001-03") == {WARD: 1002, "Phường Bàng Vuông": 1002}
    assert len(store.ask("units", locality=LOCALITY)) == 2  # registered once, whoever came first


def test_threads_of_one_process_record_at_once(tmp_path, store, monkeypatch):
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "60")
    failed = []

    def work(paths):
        try:
            for path in paths:
                record(store, path.read_bytes(), path.name)
        except BaseException as why:
            failed.append(why)

    shares = (files(tmp_path, 2), files(tmp_path, 2, "Xã Lúa"))
    threads = [threading.Thread(target=work, args=[paths]) for paths in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and len(store.ask("batches")) == 4
    assert len(journal.read(store.directory / "journal.jsonl")) == 4


@pytest.fixture
def writer_at_work(recorded):
    """Another process that holds the store's lock until the test is over."""
    command = [sys.executable, "-c", HOLD, recorded.directory / "lock"]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    yield
    holder.communicate(b"\n")


@pytest.mark.usefixtures("writer_at_work")
def test_a_busy_store_says_so_within_the_seconds_it_may_wait(recorded, monkeypatch):
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "0.4")
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    before, started = inventory(recorded.directory), time.monotonic()
    with pytest.raises(StoreBusy):
        recorded.publish(draft)
    assert 0.3 < time.monotonic() - started < 3
    assert inventory(recorded.directory) == before


@pytest.mark.usefixtures("writer_at_work")
def test_who_asks_never_waits_for_a_writer(recorded, monkeypatch):
    """Neither for one in another process nor for one that waits for the lock in a thread of our own."""
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "3")
    draft, refused = recorded.draft(form(300, "Quý IV/2025"), "q4.csv"), []

    def wait_for_the_lock():
        with pytest.raises(StoreBusy):
            recorded.publish(draft)
        refused.append(time.monotonic())

    waiting = threading.Thread(target=wait_for_the_lock)
    waiting.start()
    time.sleep(0.3)
    assert resolved(recorded) == {WARD: 200}
    assert resolved(open_store(recorded.directory)) == {WARD: 200}
    assert recorded.draft(form(400, "Quý IV/2025"), "q4.csv").reading.rows
    answered = time.monotonic()
    waiting.join()
    assert answered < refused[0]


@pytest.mark.usefixtures("writer_at_work")
def test_a_store_opened_between_journal_and_pointer_answers_from_before(recorded, monkeypatch):
    """Somebody holds the lock and has just written the journal line: whoever opens the store does not fail."""
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "0.2")
    point_to_the_older(recorded)
    assert resolved(open_store(recorded.directory), "2025-Q2") == {WARD: 100}


def test_the_second_store_of_a_folder_sees_new_figures_at_its_next_ask(recorded):
    page = open_store(recorded.directory)
    assert resolved(page, "2025-Q4") == {} and page.version == recorded.version
    known = page.version
    record(recorded, form(300, "Quý IV/2025"), "q4.csv")
    assert page.version != known
    assert resolved(page, "2025-Q4") == {WARD: 300}


def test_threads_that_ask_while_figures_come_in_get_whole_answers(recorded):
    """The answer of a snapshot, one or the other, never a mixture and never an error."""
    failed, done = [], threading.Event()

    def ask():
        try:
            while not done.is_set():
                assert set(resolved(recorded)) == {WARD} and resolved(recorded)[WARD] in range(200, 204)
                assert len(recorded.ask("figures", unit_id=2, period="2025-Q3")) >= 2
        except BaseException as why:
            failed.append(why)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(201, 204):
        record(recorded, form(number), f"{number}.csv")
    done.set()
    for thread in threads:
        thread.join()
    assert not failed and resolved(recorded) == {WARD: 203}
