"""Journal and kept files are the truth: what changes of them is noticed, and snapshots can be made again."""

import json
import random
import shutil
import subprocess
from dataclasses import replace

import pytest
from openpyxl import Workbook

from reform.intake import workbook
from reform.sample import SAMPLE
from reform.store import Rebuilt, StoreDamaged, StoreOverloaded, journal, open_store, replaying
from tests.stores import FULL, WARD, all_answers, answers, form, newest, point_to_the_older, record, resolved, truth
from tests.workbooks import saved

# ── Journal and files are the truth ──────────────────────────────────────────────


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
    honest = replaying.both_again

    def careless(data, decisions, declared):
        (first, *rest), fields = honest(data, decisions, declared)
        values = dict(first.values)
        values.pop("resolved_total")
        return (replace(first, values=values), *rest), fields

    monkeypatch.setattr(replaying, "both_again", careless)
    with pytest.raises(StoreDamaged, match="files/"):
        recorded.rebuild()


# ── A workbook is read again whatever the machine is busy with ────────────────


@pytest.fixture
def with_workbook(store, monkeypatch):
    """A store with a workbook, and the seconds that its readers were given since."""
    book = Workbook()
    for line in form(200).decode().splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    record(store, saved(book), "q3.xlsx")
    given, honest = [], subprocess.run

    def run(*command, timeout, **how):
        given.append(timeout)
        return honest(*command, timeout=timeout, **how)

    monkeypatch.setattr(workbook.subprocess, "run", run)
    return store, given


def test_a_workbook_is_opened_once_to_be_made_again_and_given_time(with_workbook):
    store, given = with_workbook
    assert store.rebuild() == Rebuilt(1, ()) and resolved(store) == {WARD: 200}
    assert given == [10 * workbook.WALL_SECONDS]


def test_a_workbook_that_takes_too_long_now_is_a_sentence_and_no_damage(with_workbook, monkeypatch):
    store, _ = with_workbook
    kept = truth(store)
    newest(store).unlink()
    with monkeypatch.context() as hurried:
        hurried.setattr(workbook, "WALL_SECONDS", 0)
        for refused in (lambda: open_store(store.directory), store.rebuild, lambda: resolved(store)):
            with pytest.raises(StoreOverloaded, match="files/"):
                refused()
    assert resolved(open_store(store.directory)) == {WARD: 200} and truth(store) == kept


def test_a_workbook_that_no_reader_knows_any_more_is_named(with_workbook, monkeypatch):
    store, _ = with_workbook
    monkeypatch.setattr(workbook, "CHILD", workbook.CHILD.with_name("none.py"))
    with pytest.raises(StoreDamaged, match="files/"):
        store.rebuild()


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


# ── Snapshots can be made again ──────────────────────────────────────────────────


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


def test_a_snapshot_damaged_inside_is_made_again_when_it_is_asked(recorded):
    """Bits that flip on the disk: the answer is right or comes from a snapshot made again, never wrong."""
    told, path = answers(recorded), newest(recorded)
    written = path.read_bytes()
    filled = [place for place in range(0, len(written), 61) if written[place]]
    for place in random.Random(1).sample(filled, 100 if FULL else 10):
        newest(recorded).write_bytes(written[:place] + bytes([written[place] ^ 4]) + written[place + 1 :])
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
    assert store.rebuild() == Rebuilt(1 + len(list(SAMPLE.glob("*-20*.csv"))), ())
    assert all_answers(store) == told
    assert truth(store) == kept


def test_a_rebuild_of_the_facts_answers_to_the_byte(published_facts, tmp_path):
    store = open_store(shutil.copytree(published_facts.directory, tmp_path / "facts"))
    told = all_answers(store)
    assert store.rebuild() == Rebuilt(1, ())
    assert all_answers(store) == told
