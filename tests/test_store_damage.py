"""A byte changed, a file cut short or gone: noticed when the store is next opened, before a figure is shown."""

import random
import shutil
from collections import Counter

import pytest

from reform.store import Changed, Rebuilt, StoreDamaged, database, open_store
from tests.stores import FULL, LOCALITY, WARD, answers, form, inventory, newest, number, publish, record, resolved


@pytest.fixture(scope="module")
def eventful(tmp_path_factory):
    """A store with all that can stand in a journal: first use, batches, a withdrawal, a closing."""
    store = open_store(tmp_path_factory.mktemp("eventful") / "store")
    store.set_up(LOCALITY, 14, [{"ward": WARD}])
    for data, name in ((form(100, "Quý II/2025"), "q2.csv"), (form(200), "q3.csv"), (form(150), "sua.csv")):
        last = record(store, data, name)
    store.withdraw(last["id"], "nhầm kỳ")
    store.close("2025-Q3", "12/QĐ-UBND", "2025-10-06", LOCALITY)
    return store


@pytest.fixture
def copy(eventful, tmp_path):
    """A new copy of the eventful store's folder at every call."""
    return lambda turn=0: shutil.copytree(eventful.directory, tmp_path / f"copy-{turn}")


def flip(path, chosen):
    data = bytearray(path.read_bytes())
    place = chosen.randrange(len(data))
    data[place] ^= 1 << chosen.randrange(8)
    path.write_bytes(data)


def truncate(path, chosen):
    path.write_bytes(path.read_bytes()[: chosen.randrange(path.stat().st_size)])


def delete(path, _):
    path.unlink()


def victims(directory):
    """What a store cannot do without, by kind."""
    return {
        "snapshot": [max(directory.glob("snapshot-*.duckdb"))],
        "CURRENT": [directory / "CURRENT"],
        "journal": [directory / "journal.jsonl"],
        "file": sorted((directory / "files").iterdir()),
    }


@pytest.mark.proof
def test_no_flip_truncation_or_loss_goes_unseen(eventful, copy, counted):
    """Made again with the same answers, or refused by the name of what is damaged."""
    chosen, told, outcomes = random.Random(7), answers(eventful), Counter()
    turns = 100 if FULL else 12  # three harms to each of four kinds
    for turn in range(turns):
        directory = copy(turn)
        kind = ("snapshot", "CURRENT", "journal", "file")[turn % 4]
        victim = chosen.choice(victims(directory)[kind])
        harm = (flip, truncate, delete)[turn // 4 % 3]
        harm(victim, chosen)
        try:
            store = open_store(directory)
        except StoreDamaged as damage:
            assert kind in ("journal", "file") and damage.what.startswith(str(victim.relative_to(directory)))
            outcomes["refused"] += 1
        else:
            assert kind in ("snapshot", "CURRENT")
            assert [one["what"] for one in store.healed] == ["pointer" if kind == "CURRENT" else kind] or (
                kind == "CURRENT" and [one["what"] for one in store.healed] == ["snapshot"]
            )
            assert answers(store) == told
            outcomes["healed"] += 1
        shutil.rmtree(directory)
    assert outcomes["healed"] == outcomes["refused"] == turns // 2
    outcome = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    counted("flips, truncations and losses of snapshot, pointer, journal and files", turns, outcome)


@pytest.mark.parametrize("kind", ["snapshot", "CURRENT", "journal", "file"])
def test_damage_is_noticed_by_a_store_that_is_open_already(copy, kind):
    store = open_store(copy())
    assert resolved(store) == {WARD: 200}
    truncate(victims(store.directory)[kind][0], random.Random(1))
    if kind == "file":  # looked at again with the next thing that changes
        (store.directory / "CURRENT").write_bytes((store.directory / "CURRENT").read_bytes())
    if kind in ("journal", "file"):
        for _ in range(2):
            with pytest.raises(StoreDamaged):
                resolved(store)
    else:
        assert resolved(store) == {WARD: 200} and len(store.healed) == 1
        assert resolved(store) == {WARD: 200} and len(store.healed) == 1


def test_a_connection_that_broke_is_no_damage_to_the_file(copy):
    store = open_store(copy())
    before, failures = answers(store), [database.Unreadable[0]("broken off")]
    where = newest(store)

    def breaks_off_once(number):
        if failures:
            raise failures.pop()
        return number

    assert store._on_snapshot(breaks_off_once) == number(store)
    assert (store.healed, newest(store), answers(store)) == ((), where, before)


def test_what_was_healed_is_told_once_a_start_and_nothing_where_all_is_well(copy):
    directory = copy()
    assert open_store(directory).healed == ()
    delete(newest(open_store(directory)), None)
    healed = open_store(directory).healed
    assert [one["what"] for one in healed] == ["snapshot"] and healed[0]["at"].endswith("+07:00")
    assert open_store(directory).healed == ()


def test_a_lost_file_is_brought_back_from_a_draft_that_has_its_bytes(copy):
    store = open_store(copy())
    told, other = answers(store), form(400, "Quý IV/2025")
    for data in (form(200), other):
        draft = store.draft(data, "q3.csv")
        folder = store.directory / "drafts" / draft.key
        folder.mkdir(parents=True)
        (folder / draft.reading.sha256).write_bytes(data)
    kept = store.directory / "files" / store.draft(form(200), "q3.csv").reading.sha256
    for harm in (delete, flip):
        harm(kept, random.Random(1))
        again = open_store(store.directory)
        assert kept.read_bytes() == form(200)
        assert [(one["what"], one["name"]) for one in again.healed] == [("file", kept.name)]
        assert answers(again) == told and again.rebuild().differences == ()


# ── A journal cut short, with what vouches for it ─────────────────────────────


def lose_pointer(directory):
    (directory / "CURRENT").unlink()


def garble_pointer(directory):
    (directory / "CURRENT").write_bytes(b"x")


def lose_current_snapshot(directory):
    victims(directory)["snapshot"][0].unlink()


def flip_current_snapshot(directory):
    flip(victims(directory)["snapshot"][0], random.Random(1))


def lose_all_snapshots(directory):
    for path in directory.glob("snapshot-*"):
        path.unlink()


def lose_all_but_files(directory):
    lose_pointer(directory)
    lose_all_snapshots(directory)


@pytest.mark.parametrize("kept", range(4))
@pytest.mark.parametrize(
    "lose",
    [
        lose_pointer, garble_pointer, lose_current_snapshot, flip_current_snapshot,
        lose_all_snapshots, lose_all_but_files,
    ],
)  # fmt: skip
def test_a_journal_cut_short_is_missed_by_whatever_is_left(copy, lose, kept):
    """An older snapshot, and be it a single file: never a store that has forgotten and says nothing of it."""
    directory = copy()
    lines = (directory / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (directory / "journal.jsonl").write_bytes(b"".join(lines[:kept]))
    lose(directory)
    before = inventory(directory)
    with pytest.raises(StoreDamaged, match=r"^journal\.jsonl:[1-6]"):
        open_store(directory)
    assert inventory(directory) == before  # nothing that could still help is taken away


def test_a_journal_that_is_gone_with_its_pointer_is_missed_by_a_store_that_is_open(copy):
    store = open_store(copy())
    (store.directory / "journal.jsonl").unlink()
    lose_pointer(store.directory)
    for refused in (lambda: resolved(store), store.rebuild, lambda: store.set_up(LOCALITY)):
        with pytest.raises(StoreDamaged, match=r"^journal\.jsonl:"):
            refused()


# ── The pointer of before ─────────────────────────────────────────────────────


def test_a_pointer_without_a_hash_is_believed_and_gets_one_with_the_next_recording(copy):
    store = open_store(copy())
    told, current = answers(store), number(store)
    (store.directory / "CURRENT").write_text(f"{current}\n")
    again = open_store(store.directory)
    assert answers(again) == told and again.healed == () and number(again) == current
    record(again, form(300, "Quý IV/2025"), "q4.csv")
    assert len((store.directory / "CURRENT").read_text().split()) == 2


@pytest.mark.parametrize("written", ["{n}", "{n} ", "{n} abc\n", "{n}\nabc\n", "\n", "{n} {n}\n"])
def test_half_a_pointer_is_none(copy, written):
    store = open_store(copy())
    told = answers(store)
    (store.directory / "CURRENT").write_text(written.format(n=number(store)))
    again = open_store(store.directory)
    assert answers(again) == told and [one["what"] for one in again.healed] == ["pointer"]


# ── Rebuilt and compared ──────────────────────────────────────────────────────


def test_a_rebuild_says_where_the_snapshot_differed(copy):
    """Somebody has edited the tables and the pointer with them: only files and journal know better."""
    store = open_store(copy())
    assert store.rebuild() == Rebuilt(6, ())
    con = database.open_snapshot(newest(store))
    con.execute("UPDATE reported_value SET value = value + 1 WHERE period = '2025-Q2' AND measure = 'resolved_total'")
    con.execute("UPDATE unit SET group_name = 'Cụm 9' WHERE ward = $ward", {"ward": WARD})
    con.execute("CHECKPOINT")
    con.close()
    (store.directory / "CURRENT").write_text(f"{number(store)}\n")
    edited = open_store(store.directory)
    assert resolved(edited, "2025-Q2") == {WARD: 101}
    assert edited.rebuild() == Rebuilt(
        6,
        ({"table": "unit", "missing": 1, "extra": 1}, {"table": "reported_value", "missing": 1, "extra": 1}),
    )
    assert resolved(edited, "2025-Q2") == {WARD: 100}


# ── Two people at once ────────────────────────────────────────────────────────


def test_who_comes_second_sees_the_new_comparison_before_it_is_recorded(copy):
    store = open_store(copy())
    mine = store.draft(form(170), "cua toi.csv")
    assert {(one["measure"], one["old"], one["new"]) for one in mine.changes} == {
        ("resolved_total", 200, 170), ("resolved_early_or_on_time", 199, 169),
    }  # fmt: skip
    publish(store, store.draft(form(180), "cua ho.csv"))
    with pytest.raises(Changed) as since:
        store.publish(mine, ["all"])
    assert resolved(store) == {WARD: 180}
    assert {one["old"] for one in since.value.draft.changes} == {180, 179}
    store.publish(since.value.draft, ["all"])
    assert resolved(store) == {WARD: 170}


def test_what_others_recorded_elsewhere_keeps_nobody_waiting(copy):
    store = open_store(copy())
    mine = store.draft(form(170), "cua toi.csv")
    publish(store, store.draft(form(90, "Quý I/2023"), "nam cu.csv"))
    assert store.publish(mine, ["all"])["status"] == "published"
    assert resolved(store) == {WARD: 170}
