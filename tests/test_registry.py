"""Editing units and lineage, and a reorganisation from a list; all names are invented."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.intake import Answers
from reform.intake.mapping_list import read_mapping_list
from reform.intake.unit_list import read_unit_list
from reform.rows import records
from reform.store import RegistryErrors, Store, open_store
from reform.store.draft import batch_identity
from tests.test_comparing import ONLINE, PLACE, file, headers

DAY = date(2025, 7, 1)
OLD = ("Phường Lúa Ngọt", "Phường Bàng Vuông", "Xã Cầu Vồng", "Xã Mây Trắng")
# The worked example: two wards whole into one that bears a new name, a commune divided between two, one of which
# bears the name of a predecessor.
MAPPING = """Đơn vị cũ;Đơn vị mới;Ngày hiệu lực;Toàn bộ hay một phần
Phường Lúa Ngọt;Phường Đồng Xanh;1/7/2025;toàn bộ
Phường Bàng Vuông;Phường Đồng Xanh;01/07/2025;toàn bộ
Xã Cầu Vồng;Phường Đồng Xanh;2025-07-01;một phần
Xã Cầu Vồng;Xã Mây Trắng;1/7/2025;Một phần
Xã Mây Trắng;Xã Mây Trắng;1/7/2025;
"""


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": ward} for ward in OLD])
    return store


def units(store, *columns):
    return [tuple(row[column] for column in columns) for row in records(store.ask("units", locality=PLACE))]


def day(value):
    return value and value.isoformat()[:10]


def codes(store, edits, lineage=None):
    with pytest.raises(RegistryErrors) as wrong:
        store.edit_registry(PLACE, edits, lineage)
    return [problem.code for problem in wrong.value.problems]


def read_mapping(text):
    return read_mapping_list(text.encode(), declaration())


def reorganise(store):
    changed, lineage, problems = store.reorganised(PLACE, read_mapping(MAPPING).rows)
    assert problems == []
    store.edit_registry(PLACE, changed, lineage)


# ── Units ─────────────────────────────────────────────────────────────────────


def test_a_unit_takes_what_is_said_and_keeps_the_rest(store):
    store.edit_registry(PLACE, [{"unit_id": 2, "group_name": "Cụm 1", "code": "090001", "office_order": 9}])
    assert units(store, "ward", "group_name", "code", "office_order")[-1] == ("Phường Lúa Ngọt", "Cụm 1", "090001", 9)
    store.edit_registry(PLACE, [{"unit_id": 2, "office_order": 1}])
    assert units(store, "ward", "group_name", "code")[0] == ("Phường Lúa Ngọt", "Cụm 1", "090001")


def test_a_renamed_unit_is_still_found_by_its_old_name(store):
    store.edit_registry(PLACE, [{"unit_id": 2, "ward": "Phường Lúa Thơm"}])
    assert units(store, "ward", "aliases", "bare_name")[0] == ("Phường Lúa Thơm", "Phường Lúa Ngọt", "Lúa Thơm")
    assert [row.unit_id for row in store.draft(file(ONLINE, "Phường Lúa Ngọt;Quý I/2025;9;1"), "a.csv").rows] == [2]


def test_a_new_unit_stands_last_unless_it_says_where(store):
    store.edit_registry(PLACE, [{"unit_id": None, "ward": "p. ĐỒNG XANH"}])
    assert units(store, "ward")[-1] == ("Phường Đồng Xanh",)


def test_two_units_of_one_name_stand_in_two_groups_only(store):
    store.edit_registry(PLACE, [{"unit_id": 2, "group_name": "Cụm 1"}])
    store.edit_registry(PLACE, [{"unit_id": None, "ward": "Phường Lúa Ngọt", "group_name": "Cụm 2"}])
    assert units(store, "ward").count(("Phường Lúa Ngọt",)) == 2
    assert codes(store, [{"unit_id": None, "ward": "P. Lúa Ngọt", "group_name": "Cụm 2"}]) == ["unit_name_twice"]


def test_one_name_may_hold_one_time_after_the_other(store):
    store.edit_registry(
        PLACE,
        [{"unit_id": 2, "valid_to": DAY}, {"unit_id": None, "ward": "Phường Lúa Ngọt", "valid_from": DAY}],
    )
    assert [(day(one), day(two)) for _, one, two in units(store, "ward", "valid_from", "valid_to")[:1]] == [
        (None, "2025-07-01")
    ]
    early = [{"unit_id": None, "ward": "Phường Lúa Ngọt", "valid_from": "2025-06-01", "valid_to": "2025-07-01"}]
    assert codes(store, early) == ["unit_name_twice"]


@pytest.mark.parametrize(
    ("edits", "lineage", "code"),
    [
        ([{"unit_id": 2, "valid_from": "2025-07-01", "valid_to": "2025-07-01"}], None, "unit_dates_reversed"),
        ([{"unit_id": 2, "valid_from": "1/7"}], None, "unit_day_unreadable"),
        ([{"unit_id": 77, "ward": "Phường Lạ"}], None, "unit_unknown"),
        ([{"unit_id": 2, "ward": " "}], None, "unit_without_name"),
        ([], [{"predecessor": "Xã Lạ", "successor": 2, "on_date": DAY, "whole": True}], "lineage_unknown_unit"),
        (
            [],
            [
                {"predecessor": 2, "successor": 3, "on_date": DAY, "whole": True},
                {"predecessor": 3, "successor": 2, "on_date": DAY, "whole": True},
            ],
            "lineage_cycle",
        ),
        ([], [{"predecessor": 2, "successor": 2, "on_date": DAY, "whole": True}], "lineage_cycle"),
    ],
)
def test_an_edit_that_contradicts_itself_records_nothing(store, edits, lineage, code):
    before = (store.directory / "journal.jsonl").read_bytes()
    assert codes(store, edits, lineage) == [code]
    assert (store.directory / "journal.jsonl").read_bytes() == before


def test_a_unit_with_reports_is_never_deleted(store):
    store.publish(store.draft(file(ONLINE, "Phường Lúa Ngọt;Quý I/2025;9;1"), "a.csv"), ["all"])
    assert codes(store, [{"unit_id": 2, "removed": True}]) == ["unit_has_reports"]
    store.edit_registry(PLACE, [{"unit_id": 5, "removed": True}])
    assert units(store, "ward") == [("Phường Lúa Ngọt",), ("Phường Bàng Vuông",), ("Xã Cầu Vồng",)]


def test_the_id_of_a_removed_unit_is_never_used_again(store):
    led = [{"predecessor": 2, "successor": 5, "on_date": DAY, "whole": True}]
    store.edit_registry(PLACE, [], led)
    store.edit_registry(PLACE, [{"unit_id": 5, "removed": True}])
    store.edit_registry(PLACE, [{"unit_id": None, "ward": "Xã Gió Lành"}])
    store.set_up(PLACE, units=[{"ward": "Xã Sao Mai"}])
    assert [row[0] for row in units(store, "unit_id", "ward") if row[1] in ("Xã Gió Lành", "Xã Sao Mai")] == [7, 6]
    assert records(store.ask("lineage", locality=PLACE)) == []
    assert store.rebuild().differences == ()
    assert {one for one, in units(store, "unit_id")} == {2, 3, 4, 6, 7}


def test_other_names_are_kept_one_a_line_and_can_be_taken_away(store):
    store.edit_registry(PLACE, [{"unit_id": 2, "aliases": ["Lúa Ngọt, cũ", "LN"]}])
    assert units(store, "aliases")[0] == ("LN\nLúa Ngọt, cũ",)
    store.edit_registry(PLACE, [{"unit_id": 2, "office_order": 1}])
    store.edit_registry(PLACE, [{"unit_id": 2, "aliases": ["Lúa Ngọt, cũ"]}])
    assert units(store, "aliases")[0] == ("Lúa Ngọt, cũ",)
    assert store.rebuild().differences == ()
    assert [p.code for p in store.draft(file(ONLINE, "LN;Quý I/2025;9;1"), "a.csv").questions][:1] == ["unknown_unit"]


def test_what_contradicts_itself_is_told_before_anybody_saves(store):
    before = (store.directory / "journal.jsonl").read_bytes()
    found = store.registry_problems(PLACE, [{"unit_id": None, "ward": "P. Lúa Ngọt"}])
    assert [problem.code for problem in found] == ["unit_name_twice"]
    assert store.registry_problems(PLACE, [{"unit_id": None, "ward": "P. Lúa Ngọt", "group_name": "Cụm 2"}]) == ()
    assert (store.directory / "journal.jsonl").read_bytes() == before


def grouped(*rows):
    return "\n".join([headers(*ONLINE).replace("Đơn vị;", "Đơn vị;Cụm;"), *rows]).encode()


def test_new_units_of_one_name_are_registered_each_in_its_group(store):
    data = grouped("Phường Sao Mai;Cụm 1;Quý I/2025;9;1", "Phường Sao Mai;Cụm 2;Quý I/2025;8;2")
    draft = store.draft(data, "a.csv", answers=Answers(units={"Phường Sao Mai": ""}))
    store.publish(draft, ["all"])
    again = grouped("Phường Sao Mai;Cụm 3;Quý I/2025;7;3")
    store.publish(store.draft(again, "b.csv", answers=Answers(units={"Phường Sao Mai": ""})), ["all"])
    new = [row for row in units(store, "ward", "group_name", "unit_id") if row[0] == "Phường Sao Mai"]
    assert new == [("Phường Sao Mai", f"Cụm {number}", 5 + number) for number in (1, 2, 3)]
    ranked = records(store.ask("ranking", locality=PLACE, period="2025-Q1", by="online"))
    assert [(row["unit_id"], row["value"]) for row in ranked] == [(6, 90.0), (7, 80.0), (8, 70.0)]
    assert store.rebuild().differences == ()


def test_files_of_two_groups_units_of_one_name_are_recorded_together(store):
    uploads = [
        (grouped(f"Phường Sao Mai;Cụm {number};Quý I/2025;{number};1"), f"{number}.csv", Answers()) for number in (1, 2)
    ]
    answered = [(data, name, Answers(units={"Phường Sao Mai": ""})) for data, name, _ in uploads]
    store.publish(store.draft_files(answered), ["all"])
    assert [row for row in units(store, "ward", "group_name") if row[1]] == [
        ("Phường Sao Mai", "Cụm 1"),
        ("Phường Sao Mai", "Cụm 2"),
    ]


def test_a_batch_is_the_same_after_its_unit_was_renamed(store):
    data = file(ONLINE, "Phường Lúa Ngọt;Quý I/2025;9;1", "Phường Mới;Quý I/2025;8;2")
    first = store.publish(store.draft(data, "a.csv"), ["all"])["id"]
    store.edit_registry(PLACE, [{"unit_id": 2, "ward": "Phường Lúa Thơm"}, {"unit_id": 6, "ward": "Phường Mai"}])
    draft = store.draft(data, "a.csv")
    assert draft.batch_id == first and store.is_recorded(draft)
    store.publish(draft, ["all"])
    assert len(store.ask("batches")) == 1


def test_one_file_read_as_another_unit_is_another_batch(store):
    store.edit_registry(PLACE, [{"unit_id": 2, "group_name": "Cụm 1"}])
    store.edit_registry(PLACE, [{"unit_id": None, "ward": "Phường Lúa Ngọt", "group_name": "Cụm 2"}])
    data = file(ONLINE, "Phường Lúa Ngọt;Quý I/2025;9;1")
    ids = [
        store.draft(data, "a.csv", answers=Answers(units={"Phường Lúa Ngọt": f"Phường Lúa Ngọt (Cụm {one})"})).batch_id
        for one in (1, 2)
    ]
    assert ids[0] != ids[1]


def test_a_batch_recorded_when_names_made_its_id_keeps_it(store, monkeypatch):
    data = file(ONLINE, "Phường Lúa Ngọt;Quý I/2025;9;1")
    draft = store.draft(data, "a.csv")
    by_name = batch_identity(draft.reading, {row.number: row.ward for row in draft.rows})
    with monkeypatch.context() as before:
        before.setattr("reform.store.draft.batch_identity", lambda reading, units: by_name)
        store.publish(store.draft(data, "a.csv"), ["all"])
    assert store.draft(data, "a.csv").batch_id == by_name != draft.batch_id
    assert store.rebuild().differences == () and list(store.ask("batches")["batch_id"]) == [by_name]
    store.edit_registry(PLACE, [{"unit_id": 2, "ward": "Phường Lúa Thơm"}])
    again = store.draft(data, "a.csv")
    assert again.batch_id == by_name and store.is_recorded(again)
    other = store.draft(data.replace(b"9;1", b"9;2"), "a.csv")
    assert not store.is_recorded(other) and other.batch_id != by_name


def test_a_unit_that_ended_in_another_group_says_nothing_of_a_new_ones_days(store):
    """Of the same group the new one begins where that one ended."""
    for unit_id, group in ((2, "Cụm 1"), (3, "Cụm 2")):
        store.edit_registry(PLACE, [{"unit_id": unit_id, "group_name": group, "valid_to": "2025-07-01"}])
    header = "Đơn vị;Cụm;Kỳ báo cáo;Tiếp nhận trực tuyến"
    ward = store.ask("units", locality=PLACE)["ward"][0]
    for group in ("Cụm 3", "Cụm 1"):
        data = f"{header}\n{ward};{group};Quý III/2025;9\n".encode()
        store.publish(store.draft(data, "a.csv", answers=Answers(units={ward: ""})), ["all"])
    known = [one for one in store.registry().units if one["name"] == ward]
    begins = {one["group"]: one["valid_from"] for one in known if one["valid_to"] is None}
    assert begins == {"Cụm 3": None, "Cụm 1": date(2025, 7, 1)}


def test_a_rebuild_does_not_depend_on_the_words_for_a_unit(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": "Phường An"}])
    store.publish(store.draft(file(ONLINE, "Phường An;Quý I/2025;1.059 hồ sơ;5"), "a.csv"), ["all"])
    units = dict(declaration().units)
    units["dossiers"] = replace(units["dossiers"], vi="bộ hồ sơ")
    reworded = Store(tmp_path, replace(declaration(), units=units))
    assert reworded.rebuild().differences == ()
    assert 1059 in {row["value"] for row in records(reworded.ask("figures", unit_id=2, period="2025-Q1"))}


def test_the_units_of_a_day_are_those_that_hold_on_it(store):
    reorganise(store)
    for on, expected in ((date(2025, 6, 30), sorted(OLD)), (DAY, ["Phường Đồng Xanh", "Xã Mây Trắng"])):
        asked = records(store.ask("units", locality=PLACE, day=on))
        assert sorted(row["ward"] for row in asked) == sorted(expected)


def test_who_reported_is_listed_though_the_unit_has_ended(store):
    store.publish(store.draft(file(ONLINE, "Xã Cầu Vồng;9 tháng năm 2025;95;5"), "9t.csv"), ["all"])
    reorganise(store)
    asked = records(store.ask("units", locality=PLACE, day=date(2025, 9, 30), period="2025-9M"))
    assert sorted(row["ward"] for row in asked) == sorted(["Xã Cầu Vồng", "Phường Đồng Xanh", "Xã Mây Trắng"])


def test_a_series_breaks_where_another_unit_of_the_name_begins(store):
    reorganise(store)
    rows = [f"Xã Mây Trắng;Quý {quarter}/2025;90;10" for quarter in ("I", "II", "III", "IV")]
    store.publish(store.draft(file(ONLINE, *rows), "a.csv"), ["all"])
    told = records(store.ask("series", unit="Xã Mây Trắng", indicator="online", locality=PLACE))
    told = [row for row in told if row["value"] is not None]
    assert [(row["period"], row["breaks"]) for row in told] == [
        ("2025-Q1", False), ("2025-Q2", False), ("2025-Q3", True), ("2025-Q4", False),
    ]  # fmt: skip
    assert len({row["unit_id"] for row in told[:2]}) == len({row["unit_id"] for row in told[2:]}) == 1


# ── A reorganisation ──────────────────────────────────────────────────────────


def test_a_reorganisation_ends_the_old_and_begins_the_new(store):
    reorganise(store)
    found = {(ward, day(since), day(until)) for ward, since, until in units(store, "ward", "valid_from", "valid_to")}
    assert found == {
        *((ward, None, "2025-07-01") for ward in OLD),
        ("Phường Đồng Xanh", "2025-07-01", None),
        ("Xã Mây Trắng", "2025-07-01", None),
    }
    led = records(store.ask("lineage", locality=PLACE))
    assert sorted((row["predecessor"], row["successor"], row["whole"]) for row in led) == [
        ("Phường Bàng Vuông", "Phường Đồng Xanh", True),
        ("Phường Lúa Ngọt", "Phường Đồng Xanh", True),
        ("Xã Cầu Vồng", "Phường Đồng Xanh", False),
        ("Xã Cầu Vồng", "Xã Mây Trắng", False),
        ("Xã Mây Trắng", "Xã Mây Trắng", True),
    ]
    assert {row["on_date"].isoformat()[:10] for row in led} == {"2025-07-01"}


def test_the_units_expected_are_those_of_the_period(store):
    reorganise(store)
    rows = [f"{ward};Quý II/2025;90;10" for ward in OLD[:2]]
    store.publish(store.draft(file(ONLINE, *rows), "q2.csv"), ["all"])
    store.publish(store.draft(file(ONLINE, "Phường Đồng Xanh;Quý III/2025;95;5"), "q3.csv"), ["all"])
    q2, q3 = (
        [(row["ward"], row["status"]) for row in records(store.ask("submissions", locality=PLACE, period=period))]
        for period in ("2025-Q2", "2025-Q3")
    )
    assert q2 == [(ward, "received") for ward in OLD[:2]] + [(ward, "missing") for ward in OLD[2:]]
    assert sorted(q3) == [("Phường Đồng Xanh", "received"), ("Xã Mây Trắng", "missing")]
    unranked = {
        period: [row["ward"] for row in records(store.ask("unranked", locality=PLACE, period=period, by="online"))]
        for period in ("2025-Q2", "2025-Q3")
    }
    assert unranked == {"2025-Q2": ["Xã Cầu Vồng", "Xã Mây Trắng"], "2025-Q3": ["Xã Mây Trắng"]}
    periods = {row["period"]: (row["units"], row["expected"]) for row in records(store.ask("periods", locality=PLACE))}
    assert periods == {"2025-Q2": (2, 4), "2025-Q3": (1, 2)}


def test_nine_months_are_expected_from_who_holds_at_their_end(store):
    reorganise(store)
    data = file(ONLINE, "Phường Đồng Xanh;9 tháng năm 2025;95;5")
    store.publish(store.draft(data, "9t.csv"), ["all"])
    (found,) = records(store.ask("periods", locality=PLACE))
    assert (found["period"], found["units"], found["expected"]) == ("2025-9M", 1, 2)
    sent = records(store.ask("submissions", locality=PLACE, period="2025-9M"))
    assert sorted(row["ward"] for row in sent) == ["Phường Đồng Xanh", "Xã Mây Trắng"]


def test_a_report_of_a_unit_that_has_ended_is_never_lost_from_sight(store):
    store.publish(store.draft(file(ONLINE, "Xã Cầu Vồng;9 tháng năm 2025;95;5"), "9t.csv"), ["all"])
    reorganise(store)
    ranked = records(store.ask("ranking", locality=PLACE, period="2025-9M", by="online"))
    assert [row["ward"] for row in ranked] == ["Xã Cầu Vồng"]


def test_who_is_missing_from_a_file_follows_the_period(store):
    reorganise(store)
    store.publish(store.draft(file(ONLINE, "Phường Đồng Xanh;Quý III/2025;95;5"), "q3.csv"), ["all"])
    draft = store.draft(file(ONLINE, "Phường Đồng Xanh;Quý III/2025;90;10"), "q3-lai.csv")
    assert [row["ward"] for row in draft.missing] == ["Xã Mây Trắng"]


def test_a_reorganisation_is_rebuilt_and_recording_it_twice_changes_nothing(store):
    reorganise(store)
    before = [store.ask(name, locality=PLACE) for name in ("units", "lineage")]
    reorganise(store)
    assert all(store.ask(n, locality=PLACE).equals(b) for n, b in zip(("units", "lineage"), before, strict=True))
    assert store.rebuild().differences == ()
    assert all(store.ask(n, locality=PLACE).equals(b) for n, b in zip(("units", "lineage"), before, strict=True))


def test_a_predecessor_nobody_knows_is_told_at_its_cell(store):
    _, _, (problem,) = store.reorganised(PLACE, read_mapping("Xã Lạ;Xã Mới;1/7/2025;toàn bộ").rows)
    assert (problem.code, problem.cell, problem.value) == ("lineage_unknown_unit", "A1", "Xã Lạ")


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("Xã A;Xã B;31/2/2025;toàn bộ", "unit_day_unreadable", "C1"),
        ("Xã A;Xã B;1/7/2025;phân nửa", "mapping_share_unreadable", "D1"),
        ("Đơn vị cũ;Đơn vị mới\nXã A;", "mapping_unit_missing", "B2"),
        ("Đơn vị cũ;Đơn vị mới;Ngày", "no_units_listed", None),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_at_its_cell(text, code, cell):
    assert (code, cell) in [(one.code, one.cell) for one in read_mapping(text).problems]


# ── The office's list ─────────────────────────────────────────────────────────


def test_two_wards_of_one_name_in_two_groups_are_two_units_of_the_list(tmp_path):
    found = read_unit_list("Đơn vị;Cụm\nPhường An;Cụm 1\nPhường An;Cụm 2".encode(), declaration())
    assert found.problems == () and len(found.units) == 2
    store = open_store(tmp_path)
    store.set_up(PLACE, units=found.units)
    store.set_up(PLACE, units=found.units)
    assert units(store, "ward", "group_name") == [("Phường An", "Cụm 1"), ("Phường An", "Cụm 2")]


def test_one_name_in_one_group_twice_is_an_error():
    found = read_unit_list("Đơn vị;Cụm\nPhường An;Cụm 1\nP. An;Cụm 1".encode(), declaration())
    assert [problem.code for problem in found.problems] == ["unit_listed_twice"]


def test_setting_up_never_moves_a_unit_into_another_group(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": "Phường An", "group_name": "Cụm 1"}])
    store.set_up(PLACE, units=[{"ward": "Phường An", "group_name": "Cụm 2"}])
    assert units(store, "unit_id", "group_name") == [(2, "Cụm 1"), (3, "Cụm 2")]


def test_a_list_gives_a_unit_without_group_its_group(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": "Phường An"}])
    store.set_up(PLACE, units=[{"ward": "Phường An", "group_name": "Cụm 1"}])
    assert units(store, "unit_id", "group_name") == [(2, "Cụm 1")]


LISTS = Path(__file__).parent.parent.parent / "shared" / "lists"


@pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")
def test_every_ward_of_a_province_is_a_unit_of_its_districts_group(tmp_path):
    """Also the wards of one name that two districts have: none is lost, merged or moved."""
    with open(LISTS / "wards-2025-01.csv", encoding="utf-8", newline="") as listed:
        wards = [row for row in csv.DictReader(listed) if row["province_code"] == "01"]
    text = "\n".join(["Đơn vị;Cụm", *(f"{row['ward_full_name']};{row['district_full_name']}" for row in wards)])
    found = read_unit_list(text.encode(), declaration())
    assert found.problems == ()
    store = open_store(tmp_path)
    for _ in range(2):
        store.set_up(PLACE, units=found.units)
        assert sorted(units(store, "ward", "group_name")) == sorted(
            (unit["ward"], unit["group_name"]) for unit in found.units
        )
    assert len({unit["ward"] for unit in found.units}) < len(wards) > 500
