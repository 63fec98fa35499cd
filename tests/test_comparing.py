"""What recording a draft changes, as told before, against what it changed once it was recorded."""

import random
from collections import Counter
from shutil import copytree

import pytest

from reform.indicators import declaration
from reform.intake.reading import Answers
from reform.rows import records
from reform.store import open_store
from tests.stores import FULL

PLACE = "Thành phố Mẫu"
WARDS = ("Phường An", "Phường Bình", "Phường Cát")
TABS = [indicator.key for indicator in declaration().tabs]


def headers(*keys):
    return ";".join(["Đơn vị", "Kỳ báo cáo", *(declaration().measures[key].vi for key in keys)])


def file(keys, *rows):
    return "\n".join([headers(*keys), *rows]).encode()


ONLINE = ("received_online", "received_direct_postal")


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": ward} for ward in WARDS])
    return store


@pytest.fixture
def recorded(store):
    """An 90 %, Bình 80 % online in the third quarter; Cát has not reported."""
    rows = ("Phường An;Quý III/2025;90;10", "Phường Bình;Quý III/2025;80;20")
    store.publish(store.draft(file(ONLINE, *rows), "q3.csv"), ["all"])
    return store


def told(draft, *columns):
    return [tuple(change[column] for column in columns) for change in draft.changes]


def ranks(store, locality, period, by):
    """Ward → rank as the ranking page shows it."""
    asked = store.ask("ranking", locality=locality, period=period, by=by)
    return {row["ward"]: row["rank"] for row in records(asked)}


def all_ranks(store, places):
    return {(*place, by): ranks(store, *place, by) for place in places for by in TABS}


def moved(draft, side):
    """(locality, period, by) → ward → rank on one side of a draft's moves."""
    found = {}
    for move in draft.moves:
        if move[side] is not None:
            found.setdefault((move["locality"], move["period"], move["by"]), {})[move["ward"]] = move[side]
    return found


def in_force(store):
    """(ward, period, measure) → (value, bound, text of a text) of every figure in force."""
    texts = {key for key, measure in declaration().measures.items() if not measure.is_number}
    found = {}
    for place in records(store.ask("periods", locality=None)):
        for unit in records(store.ask("units", locality=place["locality"])):
            for row in records(store.ask("figures", unit_id=unit["unit_id"], period=place["period"])):
                if not row["computed"] and (row["value"] is not None or row["measure"] in texts):
                    text = row["text"] if row["measure"] in texts else None
                    found[unit["ward"], place["period"], row["measure"]] = (row["value"], row["bound"], text)
    return found


# ── Cells ─────────────────────────────────────────────────────────────────────


def test_a_new_form_tells_each_cell_new_changed_dropped_or_unchanged(recorded):
    draft = recorded.draft(file(("received_online", "resolved_early"), "Phường An;Quý III/2025;95;7"), "lai.csv")
    assert told(draft, "kind", "ward", "measure", "old", "new", "cell") == [
        ("changed", "Phường An", "received_online", 90, 95, "C2"),
        ("dropped", "Phường An", "received_direct_postal", 10, None, None),
        ("new", "Phường An", "resolved_early", None, 7, "D2"),
    ]
    assert {change["file"] for change in draft.changes} == {"lai.csv"}


def test_the_same_figures_again_change_nothing(recorded):
    rows = ("Phường An;Quý III/2025;90;10", "Phường Bình;Quý III/2025;80;20")
    draft = recorded.draft(file(ONLINE, *reversed(rows)), "q3-lai.csv")
    assert Counter(change["kind"] for change in draft.changes) == {"unchanged": 4}
    assert all(move["before"] == move["after"] for move in draft.moves) and draft.moves


def test_another_family_leaves_the_form_alone(recorded):
    draft = recorded.draft(file(("reform_score",), "Phường An;Quý III/2025;88"), "diem.csv")
    assert told(draft, "kind", "measure") == [("new", "reform_score")]


def test_a_bound_is_another_figure(recorded):
    draft = recorded.draft(file(ONLINE, "Phường An;Quý III/2025;<90;10"), "lai.csv")
    assert ("changed", "received_online", 90, 90, None, "<") in told(
        draft, "kind", "measure", "old", "new", "old_bound", "new_bound"
    )


def test_a_dash_is_an_absent_figure(recorded):
    draft = recorded.draft(file(ONLINE, "Phường An;Quý III/2025;-;10"), "lai.csv")
    assert told(draft, "kind", "measure") == [("dropped", "received_online"), ("unchanged", "received_direct_postal")]


def test_a_text_is_compared_as_text(recorded):
    keys = ("score_scheme", "reform_score")
    recorded.publish(recorded.draft(file(keys, "Phường An;Quý III/2025;Bộ A;80"), "a.csv"), ["all"])
    draft = recorded.draft(file(keys, "Phường An;Quý III/2025;Bộ B;80"), "b.csv")
    assert ("changed", "Bộ A", "Bộ B") in told(draft, "kind", "old_text", "new_text")


def test_a_unit_to_be_registered_has_no_id_and_rank_before(recorded):
    draft = recorded.draft(file(ONLINE, "Phường Dương;Quý III/2025;99;1"), "moi.csv")
    assert {change["unit_id"] for change in draft.changes} == {None}
    online = {move["ward"]: (move["before"], move["after"]) for move in draft.moves if move["by"] == "online"}
    assert online == {"Phường Dương": (None, 1), "Phường An": (1, 2), "Phường Bình": (2, 3)}


def test_a_withdrawn_file_returns_to_its_old_place(recorded):
    first = recorded.ask("batches")["batch_id"].iloc[0]
    recorded.publish(recorded.draft(file(ONLINE, "Phường An;Quý III/2025;70;30"), "sua.csv"), ["all"])
    recorded.withdraw(first, "thử")
    rows = ("Phường An;Quý III/2025;90;10", "Phường Bình;Quý III/2025;80;20")
    draft = recorded.draft(file(ONLINE, *rows), "q3.csv")
    assert draft.batch_id == first
    assert told(draft, "kind", "ward", "old", "new") == [
        ("unchanged", "Phường An", 70, 70),
        ("unchanged", "Phường An", 30, 30),
        ("new", "Phường Bình", None, 80),
        ("new", "Phường Bình", None, 20),
    ]


def test_a_file_that_is_recorded_and_superseded_changes_nothing(recorded):
    recorded.publish(recorded.draft(file(ONLINE, "Phường An;Quý III/2025;70;30"), "sua.csv"), ["all"])
    rows = ("Phường An;Quý III/2025;90;10", "Phường Bình;Quý III/2025;80;20")
    draft = recorded.draft(file(ONLINE, *rows), "q3.csv")
    assert {change["kind"] for change in draft.changes} == {"unchanged"}
    assert draft.moves and all(move["before"] == move["after"] for move in draft.moves)


# ── Ranks and who is missing ──────────────────────────────────────────────────


def test_a_rank_moves_as_the_figures_say(recorded):
    draft = recorded.draft(file(ONLINE, "Phường Bình;Quý III/2025;95;5"), "sua.csv")
    online = {move["ward"]: (move["before"], move["after"]) for move in draft.moves if move["by"] == "online"}
    assert online == {"Phường Bình": (2, 1), "Phường An": (1, 2)}


def test_missing_are_the_expected_units_without_figures_after_recording(recorded):
    draft = recorded.draft(file(ONLINE, "Phường Bình;Quý III/2025;95;5"), "sua.csv")
    assert [(row["ward"], row["period"]) for row in draft.missing] == [("Phường Cát", "2025-Q3")]
    assert recorded.draft(file(ONLINE, "Phường Cát;Quý III/2025;95;5"), "cat.csv").missing == []


def test_a_blank_report_is_still_missing(recorded):
    draft = recorded.draft(file(ONLINE, "Phường Cát;Quý III/2025;;"), "cat.csv")
    assert [row["ward"] for row in draft.missing] == ["Phường Cát"]


def test_a_file_that_tells_nothing_changes_nothing(recorded):
    draft = recorded.draft(b"", "trong.csv")
    assert (draft.changes, draft.moves, draft.missing) == ([], [], [])


# ── Told before is what happens ───────────────────────────────────────────────


def correction(seed, place, wards):
    """A file of one period: some wards' figures anew, whole forms or a part of one, some of a ward nobody knows."""
    chance = random.Random(seed)
    keys = chance.sample(("received_online", "received_direct_postal", "resolved_early", "resolved_on_time"), 3)
    names = [*chance.sample(wards, 4), *(["Phường Xanh Biếc"] if chance.random() < 0.4 else [])]
    rows = [";".join([name, place, *(str(chance.randint(0, 900)) for _ in keys)]) for name in names]
    return file(keys, *rows)


@pytest.fixture(scope="module")
def rehearsal(sample, tmp_path_factory):
    return open_store(copytree(sample.directory, tmp_path_factory.mktemp("rehearsal") / "store"))


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(6 if FULL else 2))
def test_what_is_told_before_is_what_recording_does(rehearsal, seed):
    locality = rehearsal.registry().default_locality
    wards = [row["ward"] for row in records(rehearsal.ask("units", locality=locality))]
    period = "Quý I/2026" if seed % 2 else "Quý II/2026"
    draft = rehearsal.draft(correction(seed, period, wards), f"{seed}.csv", locality)
    assert not draft.has_errors
    places = {(row.locality, row.period.key) for row in draft.rows}
    ranks_before, figures_before = all_ranks(rehearsal, places), in_force(rehearsal)
    changes, before, after = draft.changes, moved(draft, "before"), moved(draft, "after")
    rehearsal.publish(draft, ["all"])
    ranks_after, figures_after = all_ranks(rehearsal, places), in_force(rehearsal)

    assert before == {key: found for key, found in ranks_before.items() if found}
    assert after == {key: found for key, found in ranks_after.items() if found}
    differ = {key for key in {*figures_before, *figures_after} if figures_before.get(key) != figures_after.get(key)}
    cells = {(one["ward"], one["period"], one["measure"]): one for one in changes}
    assert {key for key, one in cells.items() if one["kind"] != "unchanged"} == differ and differ
    for key, one in cells.items():
        assert (one["old"], one["old_bound"], one["old_text"]) == figures_before.get(key, (None, None, None))
        assert (one["new"], one["new_bound"], one["new_text"]) == figures_after.get(key, (None, None, None))


def test_what_is_told_before_a_withdrawal_is_what_it_does_and_recording_again_undoes_it(recorded):
    rows = ("Phường An;Quý III/2025;70;30;5", "Phường Cát;Quý III/2025;99;1;6")
    batch = recorded.publish(recorded.draft(file((*ONLINE, "reform_score"), *rows), "sua.csv"), ["all"])["id"]
    for act, status in ((recorded.withdraw, "withdrawn"), (recorded.restore, "published")):
        told, before = recorded.taking_back(batch), in_force(recorded)
        ranks = {key: found for key, found in all_ranks(recorded, {(PLACE, "2025-Q3")}).items() if found}
        assert moved(told, "before") == ranks
        cells = {(one["ward"], one["period"], one["measure"]): one for one in told.changes}
        missing = [one["ward"] for one in told.missing]
        assert act(batch, "thử")["status"] == status
        assert moved(told, "after") == {
            key: found for key, found in all_ranks(recorded, {(PLACE, "2025-Q3")}).items() if found
        }
        after = in_force(recorded)
        changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        assert {key for key, one in cells.items() if one["kind"] != "unchanged"} == changed and changed
        assert missing == (["Phường Cát"] if status == "withdrawn" else [])


# ── Several files ─────────────────────────────────────────────────────────────


def several(store, *files):
    return store.draft_files([(data, name, Answers()) for name, data in files])


def test_two_files_are_compared_as_one(recorded):
    draft = several(
        recorded,
        ("binh.csv", file(ONLINE, "Phường Bình;Quý III/2025;95;5")),
        ("cat.csv", file(ONLINE, "Phường Cát;Quý III/2025;93;7")),
    )
    online = {move["ward"]: (move["before"], move["after"]) for move in draft.moves if move["by"] == "online"}
    assert online == {"Phường Bình": (2, 1), "Phường Cát": (None, 2), "Phường An": (1, 3)}
    assert {(change["ward"], change["file"]) for change in draft.changes} == {
        ("Phường Bình", "binh.csv"),
        ("Phường Cát", "cat.csv"),
    }
    assert draft.missing == []
