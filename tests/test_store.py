"""The store: recorded once, whole or not at all; journal and files are the truth; nobody who asks waits.

Crashes are real (a process killed at any moment) or exact (one step of a recording raises); a disk is full for real.
"""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.sample import SAMPLE
from reform.store import HasErrors, NotAccepted, StoreBusy, StoreDamaged, StoreUnwritable, database, journal, open_store
from reform.store import store as recording

ROOT = Path(__file__).parent.parent
FACTS = Path(__file__).parent / "facts"
LOCALITY = "Thành phố Mây Ngàn"
WARD = "Phường Lúa Ngọt"
FULL = os.environ.get("REFORM_PROOF") == "full"
PUBLISH = """
import sys
from pathlib import Path
from reform.store import open_store
store = open_store(Path(sys.argv[1]))
for name in sys.argv[2:]:
    draft = store.draft(Path(name).read_bytes(), Path(name).name)
    print(draft.batch_id, flush=True)
    print("recorded", store.publish(draft, ["all"])["id"], flush=True)
"""
HOLD = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"


def row(header, figures, period="Quý III/2025", ward=WARD):
    """A file of one row: one ward, one period."""
    return f"Đơn vị;Trực thuộc;Kỳ báo cáo;{header}\n{ward};{LOCALITY};{period};{figures}\n".encode()


def form(resolved, period="Quý III/2025", ward=WARD):
    """A small form of one ward: so many resolved, all but one early or on time."""
    return row("Tổng số đã giải quyết;Trước và đúng hạn", f"{resolved};{resolved - 1}", period, ward)


def record(store, data, name="bieu.csv", accepted=("all",)):
    return store.publish(store.draft(data, name), accepted)


def resolved(store, period="2025-Q3"):
    """ward → resolved dossiers, as the ranking by timeliness shows them."""
    rows = store.ask("ranking", locality=LOCALITY, period=period, by="timeliness")
    return dict(zip(rows["ward"], rows["denominator"], strict=True))


def inventory(directory):
    """Every file below a folder by its content; the lock apart."""
    paths = (path for path in Path(directory).rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(directory)): sha256(path.read_bytes()).hexdigest() for path in paths}


def truth(store):
    """What a store is made of: journal and kept files."""
    kept = inventory(store.directory)
    return {name: content for name, content in kept.items() if name.startswith(("journal", "files"))}


def all_answers(store):
    """Every query on every locality and period, as written out; all indicators and units under REFORM_PROOF=full."""
    periods = store.ask("periods")
    indicators = list(declaration().indicators) if FULL else [tab.key for tab in declaration().tabs]
    told = [store.ask(name).to_csv() for name in ("localities", "batches", "periods")]
    for place in dict.fromkeys(periods["locality"]):
        units = store.ask("units", locality=place)
        told.append(units.to_csv())
        units = units.head(None if FULL else 2)
        told += [store.ask("series", unit=ward, indicator=by).to_csv() for ward in units["ward"] for by in indicators]
        for period in periods.loc[periods["locality"] == place, "period"]:
            asked = {"locality": place, "period": period}
            told += [store.ask(name, **asked).to_csv() for name in ("summary", "sources")]
            by_indicator = ("ranking", "unranked", "headline", "sparklines")
            told += [store.ask(name, by=by, **asked).to_csv() for name in by_indicator for by in indicators]
            told += [store.ask("figures", unit_id=int(one), period=period).to_csv() for one in units["unit_id"]]
    return told


def answers(store):
    """What a small store says of its one ward, as written out."""
    asked = {"locality": LOCALITY, "period": "2025-Q3"}
    told = [store.ask(name).to_csv() for name in ("localities", "batches", "periods")]
    told += [store.ask(name, **asked).to_csv() for name in ("summary", "sources")]
    told.append(store.ask("series", unit=WARD, indicator="timeliness").to_csv())
    return [*told, store.ask("figures", unit_id=2, period="2025-Q2").to_csv()]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


@pytest.fixture(scope="module")
def two_quarters(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("two") / "quarters")
    record(store, form(100, "Quý II/2025"), "q2.csv")
    record(store, form(200), "q3.csv")
    return store.directory


@pytest.fixture
def recorded(two_quarters, tmp_path):
    """A store with two quarters of one ward."""
    return open_store(shutil.copytree(two_quarters, tmp_path / "recorded"))


# ── Once, and whole ───────────────────────────────────────────────────────────


def test_the_same_bytes_are_one_batch_also_when_their_units_are_known(store):
    data = (FACTS / "so-lieu-cong-bo.csv").read_bytes()
    first = record(store, data, "so-lieu.csv")
    before = inventory(store.directory)
    assert record(store, data, "so-lieu.csv") == first
    assert record(open_store(store.directory), data, "bản khác tên.csv", ()) == first  # asks nothing again
    assert inventory(store.directory) == before
    assert len(store.ask("batches")) == 1


def test_a_file_with_an_error_records_nothing(recorded):
    before = inventory(recorded.directory)
    draft = recorded.draft(form(100).replace(b";99", b";101"), "loi.csv")
    with pytest.raises(HasErrors) as refused:
        recorded.publish(draft, ["all"])
    assert [problem.code for problem in refused.value.draft.problems] == ["parts_exceed_total"]
    assert inventory(recorded.directory) == before


def test_unanswered_questions_record_nothing_and_are_all_named(store):
    draft = store.draft(form(100), "moi.csv")
    with pytest.raises(NotAccepted) as refused:
        store.publish(draft, ["unknown_column"])
    assert [problem.code for problem in refused.value.problems] == [problem.code for problem in draft.questions]
    assert not inventory(store.directory)


def test_a_dossier_list_is_refused_before_a_byte_of_it_is_written(store):
    data = (FACTS / "vi-du-ho-so.csv").read_bytes()
    draft = store.draft(data, "ho-so.csv")
    assert [problem.code for problem in draft.problems] == ["dossier_list"]
    with pytest.raises(HasErrors):
        store.publish(draft, ["all"])
    assert not inventory(store.directory)


def test_a_draft_writes_nothing_and_makes_no_folder(store):
    store.draft(form(100), "moi.csv")
    assert not store.directory.exists()


def test_a_draft_kept_for_later_is_gone_once_it_is_recorded(store):
    draft = store.draft(form(100), "moi.csv")
    assert store.keep_draft(draft) == {"id": draft.batch_id, "status": "draft"}
    assert len(list((store.directory / "drafts").iterdir())) == 2
    assert store.publish(draft, ["all"]) == {"id": draft.batch_id, "status": "published"}
    assert not list((store.directory / "drafts").iterdir())
    assert store.keep_draft(draft)["status"] == "published"


def test_the_file_is_kept_byte_for_byte_under_its_hash(store):
    data = b"\xef\xbb\xbf" + form(100).replace(b"\n", b"\r\n")
    record(store, data)
    assert (store.directory / "files" / sha256(data).hexdigest()).read_bytes() == data


def test_what_was_recorded_in_between_is_checked_beside(store):
    """A draft made before another file came is read again under the lock, and its new questions are asked."""
    record(store, form(100, "Quý I/2025"), "q1.csv")
    draft = store.draft(row("Từ kỳ trước", "7"), "q3.csv")
    assert not draft.problems
    record(open_store(store.directory), row("Tổng số đang giải quyết", "5", "Quý II/2025"), "q2.csv")
    with pytest.raises(NotAccepted) as refused:
        store.publish(draft)
    assert [problem.code for problem in refused.value.problems] == ["carried_over_differs"]


# ── Which figures are in force ────────────────────────────────────────────────


def figures(store, period="2025-Q3"):
    rows = store.ask("figures", unit_id=int(store.ask("units", locality=LOCALITY)["unit_id"][0]), period=period)
    return {row.measure: row.value for row in rows.itertuples() if not row.computed}


def test_a_newer_batch_replaces_the_whole_form_and_no_other_family(store):
    record(store, form(100))
    record(store, row("Số phiếu khảo sát;Số máy tính", "40;12"))
    record(store, row("Tổng số đã giải quyết", "90"))
    # The form of the newer file has no early or on time: the older one is not kept beside it.
    assert figures(store) == {"resolved_total": 90, "survey_ballots": 40, "computers": 12}
    record(store, row("Số máy tính", "13"))
    assert figures(store) == {"resolved_total": 90, "survey_ballots": 40, "computers": 13}


def test_a_newer_batch_leaves_other_periods_and_wards_alone(recorded):
    record(recorded, form(300, ward="Phường Bàng Vuông"), "bang-vuong.csv")
    assert resolved(recorded) == {"Phường Bàng Vuông": 300, WARD: 200}
    assert resolved(recorded, "2025-Q2") == {WARD: 100}


def test_withdrawing_brings_the_earlier_form_back(recorded):
    """There is no page for it yet; the journal entry and its replay are."""
    newer = record(recorded, form(150), "sua.csv")
    data = {"batch_id": newer["id"]}
    with recorded._recording():
        recorded._record("withdraw", data, lambda con, entry: recording.applying.withdraw_batch(con, entry.data))
    assert resolved(recorded) == {WARD: 200}
    recorded.rebuild()
    assert resolved(recorded) == {WARD: 200}


# ── Registry ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["UBND P. Lúa Ngọt", "phường lúa ngọt", "PHƯỜNG LÚA NGỌT", "P.Lúa Ngọt"])
def test_a_confirmed_unit_is_registered_with_its_type_in_full_and_its_writing_as_alias(store, written):
    record(store, form(100, ward=written))
    units = [unit for unit in store.registry().units if not unit["is_locality"]]
    assert [(unit["name"], unit["aliases"]) for unit in units] == [(WARD, (written,))]
    again = store.draft(form(100, "Quý IV/2025", ward=written), "q4.csv")
    assert [row.ward for row in again.reading.rows] == [WARD] and not again.questions


def test_the_first_use_sets_the_locality_its_close_day_and_the_offices_order(store):
    first = {"ward": "Xã Đồng Sương", "code": "00123", "group_name": "Cụm 1"}
    store.set_up(LOCALITY, 14, [first, {"ward": WARD, "aliases": ["Lúa Ngọt cũ"]}])
    found = store.ask("units", locality=LOCALITY)
    assert list(found["ward"]) == ["Xã Đồng Sương", WARD]
    assert found["code"][0] == "00123"
    assert store.registry().default_locality == LOCALITY and store.registry().close_day(LOCALITY) == 14
    period = store.draft(form(100), "q3.csv").reading.rows[0].period
    assert (str(period.starts), str(period.ends)) == ("2025-06-15", "2025-09-14")


def test_setting_up_again_keeps_units_and_adds_new_ones(store):
    store.set_up(LOCALITY, 14, [{"ward": WARD}])
    store.set_up(LOCALITY, None, [{"ward": "Phường Bàng Vuông"}, {"ward": WARD, "group_name": "Cụm 2"}])
    found = store.ask("units", locality=LOCALITY)
    assert list(found["ward"]) == ["Phường Bàng Vuông", WARD] and list(found["unit_id"]) == [3, 2]
    assert found["group_name"][1] == "Cụm 2" and store.registry().close_day(LOCALITY) == 14


# ── Journal and files are the truth ───────────────────────────────────────────


def test_each_entry_is_chained_to_the_one_before(recorded):
    lines = [json.loads(line) for line in (recorded.directory / "journal.jsonl").read_bytes().splitlines()]
    assert [line["position"] for line in lines] == [1, 2]
    assert [line["previous"] for line in lines] == ["0" * 64, lines[0]["hash"]]
    assert all(line["time"].endswith("+07:00") for line in lines)


def test_no_byte_of_the_journal_can_change_unseen(recorded):
    """Any byte, also a blank that means nothing, also the last end of line."""
    path, elsewhere = recorded.directory / "journal.jsonl", recorded.directory.parent / "changed.jsonl"
    written = path.read_bytes()
    rewritten = {ord(" "): ord("\t"), ord("\n"): ord(" ")}
    chosen = random.Random(1).sample(range(len(written)), 10)
    for place, byte in enumerate(written):
        changed = bytearray(written)
        changed[place] = rewritten.get(byte, byte ^ 1)
        if place != len(written) - 1:  # without its end the last line looks torn; the snapshot knows better
            elsewhere.write_bytes(changed)
            with pytest.raises(journal.JournalBroken):
                journal.read(elsewhere)
        if place in (*chosen, len(written) - 1):
            path.write_bytes(changed)
            with pytest.raises(StoreDamaged, match=r"journal\.jsonl:"):
                open_store(recorded.directory)


@pytest.mark.parametrize("kept", [0, 1])
def test_lines_cut_off_the_journal_are_missed(recorded, kept):
    path = recorded.directory / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:kept]))
    with pytest.raises(StoreDamaged, match=f"journal.jsonl:{kept + 1}"):
        open_store(recorded.directory)
    with pytest.raises(StoreDamaged):
        recorded.publish(recorded.draft(form(300, "Quý IV/2025"), "q4.csv"))


def test_a_kept_file_that_changed_is_not_rebuilt_from(recorded):
    told = answers(recorded)
    for path in (recorded.directory / "files").iterdir():
        data = path.read_bytes()
        for place in random.Random(1).sample(range(len(data)), 10):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            with pytest.raises(StoreDamaged, match=f"files/{path.name}"):
                recorded.rebuild()
        path.unlink()
        with pytest.raises(StoreDamaged, match=f"files/{path.name}"):
            recorded.rebuild()
        path.write_bytes(data)
    assert answers(open_store(recorded.directory)) == told


def test_a_rebuild_that_reads_other_values_is_refused(recorded, monkeypatch):
    """The entry's hash over the values holds the reading to what it was on the day of recording."""
    honest = recording.read_again

    def careless(data, decisions, declared):
        first, *rest = honest(data, decisions, declared)
        values = dict(first.values)
        values.pop("resolved_total")
        return (replace(first, values=values), *rest)

    monkeypatch.setattr(recording, "read_again", careless)
    with pytest.raises(StoreDamaged, match="files/"):
        recorded.rebuild()


@pytest.mark.parametrize("torn", [b"{", b'{"data": {"batch_id": "', b"\xc4"])
def test_a_torn_last_line_was_never_recorded_and_is_cut_off(recorded, torn):
    told, path = answers(recorded), recorded.directory / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    again = open_store(recorded.directory)
    assert answers(again) == told
    record(again, form(300, "Quý IV/2025"), "q4.csv")
    assert path.read_bytes().startswith(whole) and path.read_bytes().count(b"\n") == 3
    assert len(journal.read(path)) == 3


# ── Snapshots can be made again ───────────────────────────────────────────────


def newest(store):
    return max(store.directory.glob("snapshot-*.duckdb"))


def lose_snapshot(store):
    newest(store).unlink()


def lose_all_snapshots(store):
    for path in store.directory.glob("snapshot-*"):
        path.unlink()


def truncate_snapshot(store):
    with open(newest(store), "r+b") as file:
        file.truncate(newest(store).stat().st_size // 2)


def empty_snapshot(store):
    newest(store).write_bytes(b"")


def other_bytes(store):
    newest(store).write_bytes(b"no snapshot at all\n" * 4000)


def point_to_the_older(store):
    (store.directory / "CURRENT").write_text("1\n")


def lose_pointer(store):
    (store.directory / "CURRENT").unlink()


def garble_pointer(store):
    (store.directory / "CURRENT").write_bytes(b"\xff\xfe\n")


def point_to_nothing(store):
    (store.directory / "CURRENT").write_text("99\n")


HARM = [
    lose_snapshot, lose_all_snapshots, truncate_snapshot, empty_snapshot, other_bytes,
    point_to_the_older, lose_pointer, garble_pointer, point_to_nothing,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_a_store_mends_its_snapshot_when_it_is_opened(recorded, harm):
    told, kept = answers(recorded), truth(recorded)
    harm(recorded)
    assert answers(open_store(recorded.directory)) == told
    assert truth(recorded) == kept


def test_a_snapshot_damaged_inside_is_made_again_when_it_is_asked(recorded, monkeypatch):
    """Bits that flip on the disk: the answer is right or comes from a snapshot made again, never wrong."""
    told, path = answers(recorded), newest(recorded)
    written = path.read_bytes()
    filled = [place for place in range(0, len(written), 61) if written[place]]
    for place in random.Random(1).sample(filled, 100 if FULL else 10):
        number = int((recorded.directory / "CURRENT").read_text())
        damaged = recorded.directory / f"snapshot-{number + 1:06d}.duckdb"
        damaged.write_bytes(written[:place] + bytes([written[place] ^ 4]) + written[place + 1 :])
        (recorded.directory / "CURRENT").write_text(f"{number + 1}\n")
        assert answers(recorded) == told


def test_a_draft_is_checked_beside_a_snapshot_made_again(recorded):
    lose_snapshot(recorded)
    assert [row.unit_id for row in recorded.draft(form(300, "Quý IV/2025"), "q4.csv").reading.rows] == [2]


def test_old_snapshots_go_and_strange_files_stay(recorded):
    strange = recorded.directory / "snapshot-000001 (bản sao).duckdb"
    strange.write_bytes(b"")
    for number, period in enumerate(("Quý IV/2025", "Quý I/2026", "Quý II/2026", "Quý III/2026")):
        record(recorded, form(300 + number, period), f"{number}.csv")
    assert sorted(path.name for path in recorded.directory.glob("snapshot-*")) == [
        strange.name, "snapshot-000004.duckdb", "snapshot-000005.duckdb", "snapshot-000006.duckdb",
    ]  # fmt: skip
    recorded.rebuild()


def test_a_rebuild_of_the_sample_answers_to_the_byte(sample, tmp_path):
    store = open_store(shutil.copytree(sample.directory, tmp_path / "sample"))
    told, kept = all_answers(store), truth(store)
    assert store.rebuild() == 1 + len(list(SAMPLE.glob("*-20*.csv")))
    assert all_answers(store) == told
    assert truth(store) == kept


def test_a_rebuild_of_the_facts_answers_to_the_byte(published_facts, tmp_path):
    store = open_store(shutil.copytree(published_facts.directory, tmp_path / "facts"))
    told = all_answers(store)
    assert store.rebuild() == 1
    assert all_answers(store) == told


# ── Crashes ───────────────────────────────────────────────────────────────────


class Crash(BaseException):
    """The process ends here: nothing after this line runs."""


STEPS = [
    "_keep_file", "_build", "_fill", "append", "_point_to", "_remove_old",
    "write_whole", "sync_folder", "open_snapshot", "record_batch", "_add_to_ledger",
]  # fmt: skip
OWNERS = {
    "append": journal, "write_whole": journal, "sync_folder": journal,
    "open_snapshot": database, "record_batch": recording.applying, "_add_to_ledger": recording,
}  # fmt: skip


def break_at(monkeypatch, step, error, when, turn=1):
    """The `turn`-th call of a step raises, before or after doing its work."""
    owner = OWNERS.get(step, recording.Store)
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


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
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


@pytest.mark.parametrize(
    ("step", "when"), [("append", "after"), ("_point_to", "before"), ("_point_to", "after"), ("write_whole", "before")]
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
        ("_fill", "after"), ("append", "before"), ("_point_to", "before"), ("_point_to", "after"),
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
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], capture_output=True, check=False
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


# ── Several at once ───────────────────────────────────────────────────────────


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
def test_a_recording_process_killed_at_any_moment_leaves_whole_batches(tmp_path, recorded):
    """kill -9 at random moments; what it had acknowledged is there, and nothing by halves."""
    moments = random.Random(2)
    paths, acknowledged = iter(files(tmp_path, 3000)), set()
    for _ in range(100 if FULL else 10):
        batch = [next(paths) for _ in range(6)]
        process = publisher(recorded, *batch)
        process.stdout.readline()  # it has opened the store and read its first file
        time.sleep(moments.uniform(0, 0.6))
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
    assert store.rebuild() == entries == len(batches)
    assert answers(store) == told


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


# ── Closed by default ─────────────────────────────────────────────────────────

OUTSIDE = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "ATTACH '/tmp/elsewhere.duckdb' AS elsewhere",
    "COPY (SELECT 1) TO '/tmp/elsewhere.csv'",
    "EXPORT DATABASE '/tmp/elsewhere'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/elsewhere.duckdb_extension'",
    "SET enable_external_access = true",
    "SET threads = 1",
    "RESET lock_configuration",
    "SET GLOBAL allow_community_extensions = true",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_no_statement_reaches_a_file_an_extension_or_a_setting(recorded, statement):
    path = newest(recorded)
    trial = database.open_trial(path, declaration(), ["2025-Q3"])
    reading = recorded._reading(int((recorded.directory / "CURRENT").read_text()))
    with database.facts(path) as facts:
        for con in (trial, reading, database.open_reading(None, declaration()), facts):
            with pytest.raises(database.duckdb.Error):
                con.cursor().execute(statement)


def test_a_reading_connection_cannot_write_the_snapshot(recorded):
    reading = recorded._reading(int((recorded.directory / "CURRENT").read_text()))
    before = inventory(recorded.directory)
    for statement in (
        "DELETE FROM snapshot.batch",
        "DROP TABLE snapshot.batch",
        "CREATE TABLE snapshot.new (one INT)",
    ):
        with pytest.raises(database.duckdb.Error):
            reading.cursor().execute(statement)
    assert inventory(recorded.directory) == before


@pytest.mark.parametrize("name", ["a'; DROP TABLE batch; --.csv", 'x"y$by.csv', "tệp\nhai dòng.csv", "\udcff.csv"])
def test_a_file_name_is_only_a_name(tmp_path, name):
    store = open_store(tmp_path / 'it\'s a "store"; --')
    store.publish(store.draft(form(100), name), ["all"], uploader="'; DROP TABLE unit; --", reason="$period")
    batch = store.ask("batches").iloc[0]
    assert batch["file_name"] == name.replace("\udcff", "?") and batch["uploader"] == "'; DROP TABLE unit; --"
    store.rebuild()
    assert resolved(store) == {WARD: 100}


def test_unknown_queries_and_parameters_are_programmer_errors(recorded):
    with pytest.raises(KeyError):
        recorded.ask("../store/secret")
    with pytest.raises(TypeError):
        recorded.ask("periods", period="2025-Q3")
