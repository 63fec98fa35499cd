"""Corrections typed on a grid: a file with the whole form in force and the chosen cells changed."""

import pytest

from reform.rows import records
from reform.store import correcting, open_store
from tests.test_comparing import ONLINE, PLACE, WARDS, file, told

FORM = (*ONLINE, "resolved_early", "reform_score", "reform_score_max", "online_pct_stated", "note")


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, 14, units=[{"ward": ward} for ward in WARDS])
    data = file(FORM, "Phường An;Quý III/2025;1.059;10;88;84,55;100;<99,5%;Số tạm tính")
    store.publish(store.draft(data, "q3.csv"), ["all"])
    return store


def correct(store, changes, document="12/CV-UBND"):
    data, name = correcting.file(store, 2, "2025-Q3", changes)
    draft = store.draft(data, name)
    assert not draft.has_errors, draft.problems
    return draft, store.publish(draft, ["all"], "Lan", "gõ nhầm", document=document)


def in_force(store):
    return {row["measure"]: row["value"] for row in correcting.form(store, 2, "2025-Q3")}


def test_the_form_in_force_is_written_as_a_template_holds_it(store):
    assert correcting.form(store, 2, "2025-Q3")[0] == {
        "measure": "received_online",
        "value": "1059",
        "cell": "C2",
        "file": "q3.csv",
    }
    assert in_force(store) == dict(
        zip(FORM, ("1059", "10", "88", "84,55", "100", "<99,5%", "Số tạm tính"), strict=True)
    )


def test_one_cell_changes_and_the_rest_of_its_form_stays(store):
    before = in_force(store)
    draft, batch = correct(store, {"received_online": "1.060"})
    assert [one for one in told(draft, "kind", "measure", "old", "new") if one[0] != "unchanged"] == [
        ("changed", "received_online", 1059, 1060)
    ]
    assert in_force(store) == before | {"received_online": "1060"}
    found = records(store.ask("batches"))[0]
    assert (found["batch_id"], found["kind"], found["document"]) == (batch["id"], "correction", "12/CV-UBND")


def test_only_the_forms_that_are_touched_are_in_the_file(store):
    data, name = correcting.file(store, 2, "2025-Q3", {"received_online": "7"})
    assert name == "dinh-chinh-phuong-an-2025-q3.csv"
    assert data.startswith(b"\xef\xbb\xbfTT;") and "84,55" not in data.decode() and "Số tạm tính" not in data.decode()


@pytest.mark.parametrize("measure", ["resolved_early", "online_pct_stated"])
def test_a_figure_can_be_taken_back(store, measure):
    draft, _ = correct(store, {measure: ""})
    assert ("dropped", measure) in told(draft, "kind", "measure")
    assert in_force(store)[measure] == ""


def test_correcting_to_and_fro_makes_a_file_each_time(store):
    files = {correct(store, {"received_direct_postal": text})[0].reading.sha256 for text in ("20", "10", "20", "10")}
    assert len(files) == 4 and in_force(store)["received_direct_postal"] == "10"


def test_a_unit_that_never_reported_can_be_told_by_telephone(store):
    data, name = correcting.file(store, 3, "2025-Q3", {"received_online": "40", "received_direct_postal": "2"})
    store.publish(store.draft(data, name), ["all"], document="điện thoại")
    assert [row["value"] for row in correcting.form(store, 3, "2025-Q3")] == ["40", "2"]


def test_a_correction_is_rebuilt_from_its_own_file(store):
    correct(store, {"received_online": "1.060", "reform_score": "85"})
    before = in_force(store)
    assert store.rebuild().differences == () and in_force(store) == before


def test_an_unknown_measure_or_unit_is_a_programmers_error(store):
    with pytest.raises(KeyError):
        correcting.file(store, 2, "2025-Q3", {"nothing": "1"})
    with pytest.raises(KeyError):
        correcting.file(store, 99, "2025-Q3", {"received_online": "1"})


def test_of_two_units_of_one_name_the_one_that_is_meant_is_corrected(tmp_path):
    store = open_store(tmp_path / "twins")
    twins = [{"ward": "Xã Bình An", "group_name": group} for group in ("Cụm 1", "Cụm 2")]
    store.set_up(PLACE, 14, units=twins)
    for unit in records(store.ask("units", locality=PLACE)):
        data, name = correcting.file(store, unit["unit_id"], "2025-Q3", {"reform_score": str(80 + unit["unit_id"])})
        draft = store.draft(data, name)
        assert {row.unit_id for row in draft.rows} == {unit["unit_id"]} and not draft.has_errors
        store.publish(draft, ["all"], document="1/CV")
    found = {unit["unit_id"]: records(store.ask("form", unit_id=unit["unit_id"], period="2025-Q3"))[0]["value"]
             for unit in records(store.ask("units", locality=PLACE))}  # fmt: skip
    assert len(found) == 2 and found == {one: 80 + one for one in found}
    assert store.rebuild().differences == ()


@pytest.mark.parametrize("text", ["=1+1", "+84 236", "-- chưa rõ", "@bộ phận một cửa", "'trích"])
def test_a_text_is_stored_as_it_was_typed(store, text):
    correct(store, {"note": text})
    assert in_force(store)["note"] == text
