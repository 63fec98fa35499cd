"""A unit's open doubts: what was confirmed and noted when its figures were recorded, of its own rows alone."""

import json

import pytest

from reform.indicators import declaration
from reform.rows import records
from reform.store import database, journal, open_store, queries
from reform.text import words
from tests.figures import record, register, views_behind
from tests.pages import HEAD, LANGUAGES, PLACE, look, shown

PERIOD = "2026-Q3"


@pytest.fixture
def noted(three_units):
    """One unit with few dossiers, one with many."""
    rows = [f"{name};{PLACE};Quý III/2026;{online};{direct}" for name, online, direct in (
        ("Phường Một", 9, 3), ("Phường Hai", 400, 300))]  # fmt: skip
    three_units.publish(three_units.draft((HEAD + "\n".join(rows) + "\n").encode(), "bieu.csv"), ["all"], "Mẫu")
    return three_units


def doubts(store, unit):
    ids = {row["ward"]: row["unit_id"] for row in records(store.ask("units", locality=PLACE))}
    found = records(store.ask("doubts", unit_id=ids[unit], period=PERIOD))
    return [(row["severity"], row["code"], row["cell"]) for row in found]


def test_notes_are_kept_with_the_batch_and_shown_at_their_unit(noted):
    assert doubts(noted, "Phường Một") == [("note", "few_cases", None)]
    assert doubts(noted, "Phường Hai") == []
    batch = noted.ask("batches")["batch_id"].iloc[0]
    assert noted.rebuild().differences == () and doubts(noted, "Phường Một") == [("note", "few_cases", None)]
    noted.withdraw(batch, "nhầm", "Mẫu")
    assert doubts(noted, "Phường Một") == []
    noted.restore(batch, "đúng rồi", "Mẫu")
    assert doubts(noted, "Phường Một") == [("note", "few_cases", None)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_unit_tells_them(noted, lang):
    text = shown(look("unit", lang=lang, don_vi="2"))
    assert words(lang).t("profile.doubts_note", count=1) in text
    text = shown(look("unit", lang=lang, don_vi="3"))
    assert words(lang).t("profile.no_doubts", ward="Phường Hai") in text


def test_a_journal_of_before_has_none_and_is_read_all_the_same(noted):
    path, previous, lines = noted.directory / "journal.jsonl", journal.FIRST, []
    for entry in journal.read(path):
        for batch in entry.data.get("batches", ()):
            del batch["notes"]
        entry = journal.chained(entry.position, entry.time, entry.kind, entry.data, previous)
        lines.append(json.dumps(entry.__dict__, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        previous = entry.hash
    path.write_bytes(b"".join(lines))
    for made in (*noted.directory.glob("snapshot-*"), noted.directory / "CURRENT"):
        made.unlink()
    again = open_store(noted.directory)
    assert doubts(again, "Phường Một") == [] and len(again.ask("batches")) == 1


@pytest.mark.parametrize(("sheet", "cell", "is_own"), [
    ("", "A2", True), ("", "A3", False), ("Quý III!", "Quý III!A2", True), ("Quý III!", "Quý IV!A2", False),
    ("Quý III!", "A2", False),
])  # fmt: skip
def test_a_row_is_one_of_its_own_sheet(sheet, cell, is_own):
    rows = [{"ward": name, "period": PERIOD, "received_online": "40"} for name in ("An", "Bình")]
    con = database.open_trial(None, declaration(), [])
    register(con, rows)
    record(con, rows)
    con.execute("UPDATE reported_value SET cell = $sheet || 'D' || split_part(cell, ':', 2)", {"sheet": sheet})
    con.execute("UPDATE acceptance SET cell = $cell", {"cell": cell})
    database.create_views(con, views_behind(queries.query("doubts").reads))
    found = con.execute(queries.query("doubts").sql, {"unit_id": 2, "locality": None, "period": PERIOD}).fetchall()
    con.close()
    assert bool(found) is is_own
