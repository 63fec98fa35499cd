"""Stores that an earlier version wrote: the same units under the same ids, and what its crashes left behind.

old_store/ is the journal and the files as that version wrote them: unit 4 removed, its id given again to a ward that a
file brings, a closing, and the file of a recording whose process ended before the journal line.
"""

import json
import shutil
from pathlib import Path

import pytest

from reform.store import StoreDamaged, journal, open_store
from tests.stores import LOCALITY, WARD, form, newest, number, record, resolved

OLD = Path(__file__).parent / "old_store"
NEW_WARD = "Phường Mới Lập"
LEFT_BEHIND = "f3863678337c86b3a1b65879690d5913c8b3f7baf224552a3f9fd3af79d3dba2"


@pytest.fixture
def old(tmp_path):
    return open_store(shutil.copytree(OLD, tmp_path / "old"))


def units(store):
    known = store.ask("units", locality=LOCALITY)
    return dict(zip(known["unit_id"], known["ward"], strict=True))


def rewrite_entry(store, position, change):
    """The journal with one entry changed, and chained anew."""
    path, previous = store.directory / "journal.jsonl", journal.FIRST
    entries, lines = journal.read(path), []
    for entry in entries:
        if entry.position == position:
            change(entry.data)
        entry = journal.chained(entry.position, entry.time, entry.kind, entry.data, previous)
        lines.append(json.dumps(entry.__dict__, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        previous = entry.hash
    path.write_bytes(b"".join(lines))
    for made in (*store.directory.glob("snapshot-*"), store.directory / "CURRENT"):
        made.unlink()


def test_units_of_an_old_journal_keep_their_ids(old):
    assert units(old) == {2: WARD, 3: "Phường Bàng Vuông", 4: NEW_WARD}
    assert resolved(old, "2025-Q1") == {WARD: 50, NEW_WARD: 40}
    assert resolved(old, "2025-Q2") == {NEW_WARD: 60, WARD: 80}
    assert old.ranking_ids(LOCALITY, "2025-Q2") == {"timeliness": "c0c0439fc131", "index": "3e41b2b8f972"}
    assert old.cite("c0c0439fc131") is not None


def test_an_old_journal_goes_on_with_ids_that_are_written_down(old):
    old.edit_registry(LOCALITY, [{"unit_id": None, "ward": "Phường Lại Nhầm"}])
    old.edit_registry(LOCALITY, [{"unit_id": 5, "removed": True}])
    record(old, form(10, ward="Phường Sau Cùng"))
    assert units(old)[6] == "Phường Sau Cùng" and 5 not in units(old)
    assert journal.read(old.directory / "journal.jsonl")[-1].data["first_unit_id"] == 6
    assert old.rebuild().differences == () and resolved(old, "2025-Q1") == {WARD: 50, NEW_WARD: 40}


def test_ids_that_are_written_down_hold_whatever_rule_made_them(old):
    record(old, form(10, ward="Phường Sau Cùng"))
    rewrite_entry(old, 7, lambda data: data.update(first_unit_id=9))
    assert units(open_store(old.directory))[9] == "Phường Sau Cùng"


def test_a_report_of_a_unit_that_nobody_registered_stops_the_store(old):
    def of_nobody(data):
        data["batches"][0]["decisions"]["units"][0]["unit_id"] = 77

    rewrite_entry(old, 5, of_nobody)
    with pytest.raises(StoreDamaged, match=r"^journal\.jsonl:5$"):
        open_store(old.directory)


# ── What crashes of before left behind ────────────────────────────────────────


def test_a_file_without_a_journal_line_is_set_aside_and_stops_nobody(old):
    files = sorted(path.name for path in (old.directory / "files").iterdir())
    assert f"{LEFT_BEHIND}.leftover" in files and len(files) == 3
    newest(old).write_bytes(b"x")
    assert resolved(open_store(old.directory), "2025-Q3") == {} and old.rebuild().differences == ()


def test_a_snapshot_without_a_journal_line_is_set_aside_and_stops_nobody(recorded):
    """The order of before: snapshot 3 had its number ahead of its line; so had 4, of a second crash."""
    (recorded.directory / "ORDER").unlink()
    lines, pointer = (recorded.directory / "journal.jsonl").read_bytes(), (recorded.directory / "CURRENT").read_bytes()
    record(recorded, form(300, "Quý IV/2025"), "q4.csv")
    shutil.copy(newest(recorded), recorded.directory / "snapshot-000004.duckdb")
    (recorded.directory / "journal.jsonl").write_bytes(lines)
    (recorded.directory / "CURRENT").write_bytes(pointer)
    (recorded.directory / "ORDER").unlink()
    (recorded.directory / "snapshot-000002.duckdb").write_bytes(b"x")
    for _ in range(2):
        again = open_store(recorded.directory)
        assert [one["what"] for one in again.healed] == ["snapshot"]
        assert resolved(again) == {WARD: 200} and resolved(again, "2025-Q4") == {}
        (recorded.directory / f"snapshot-{number(again):06d}.duckdb").write_bytes(b"x")
    assert (recorded.directory / "leftover-000004.duckdb").exists()


def test_a_journal_cut_short_is_missed_by_a_snapshot_of_an_older_shape(recorded, monkeypatch):
    """The pointer still vouches for it, whatever has become of the tables' shape since."""
    (recorded.directory / "ORDER").unlink()
    path = recorded.directory / "journal.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    monkeypatch.setattr("reform.store.database._schema_hash", lambda: "another shape")
    with pytest.raises(StoreDamaged, match=r"^journal\.jsonl:2$"):
        open_store(recorded.directory)
