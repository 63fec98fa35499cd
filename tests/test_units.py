"""Which unit a written name means: by the day of its period, its group, its type, or what somebody answered."""

from datetime import date

import pytest

from reform.indicators import declaration
from reform.intake import Answers, Registry, read
from reform.intake.names import Names
from reform.text import words

DECLARATION = declaration()
CITY = "Thành phố Minh Họa"
CHANGE = date(2025, 7, 1)


def unit(unit_id, name, group=None, since=None, until=None, aliases=()):
    return {
        "unit_id": unit_id, "locality": CITY, "name": name, "aliases": aliases, "is_locality": False,
        "group": group, "valid_from": since, "valid_to": until,
    }  # fmt: skip


# On 1 July 2025 Bàng Vuông and Lúa Ngọt became Hoa Sen; Cầu Vồng went on under its name with another extent.
UNITS = (
    unit(1, "Phường Bàng Vuông", until=CHANGE),
    unit(2, "Phường Lúa Ngọt", until=CHANGE),
    unit(3, "Phường Hoa Sen", since=CHANGE),
    unit(4, "Phường Cầu Vồng", until=CHANGE),
    unit(5, "Phường Cầu Vồng", since=CHANGE),
    unit(6, "Phường Gió Lành", group="Cụm 1"),
    unit(7, "Phường Gió Lành", group="Cụm 2"),
    unit(8, "Xã Đồng Sương", group="Cụm 1"),
)


def reading(*rows, header="Đơn vị;Trực thuộc;Kỳ báo cáo;Trước hạn", **answers):
    registry = Registry(({"name": CITY, "close_day": None, "is_default": True},), UNITS)
    return read("\n".join([header, *rows]).encode(), DECLARATION, registry=registry, answers=Answers(**answers))


def one(name, period="Quý III/2025", **answers):
    return reading(f"{name};{CITY};{period};5", **answers)


def told(found):
    return [(p.severity, p.code, p.cell) for p in found.problems]


def ids(found):
    return [row.unit_id for row in found.rows]


# ── By the day ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("period,unit_id", [("Quý II/2025", 4), ("Quý III/2025", 5), ("6 tháng đầu năm 2025", 4)])
def test_of_two_versions_the_one_of_the_periods_last_day_is_meant(period, unit_id):
    found = one("P. Cầu Vồng", period)
    assert (told(found), ids(found)) == ([], [unit_id])


def test_one_file_may_hold_both_versions():
    found = reading(f"Cầu Vồng;{CITY};Quý II/2025;5", f"Cầu Vồng;{CITY};Quý III/2025;6")
    assert (told(found), ids(found)) == ([], [4, 5])


def test_a_window_past_the_end_of_its_quarter_keeps_the_units_of_the_quarter():
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ ngày;Đến ngày;Trước hạn"
    for last in ("30/06/2025", "01/07/2025"):
        found = reading(f"Cầu Vồng;{CITY};Quý II/2025;01/04/2025;{last};5", header=header)
        assert (told(found), ids(found)) == ([], [4])


def test_a_window_that_no_label_names_is_about_its_own_last_day():
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ ngày;Đến ngày;Lũy kế;Trước hạn"
    for last, unit_id in (("30/06/2025", 4), ("01/07/2025", 5)):
        found = reading(f"Cầu Vồng;{CITY};;03/03/2025;{last};không;5", header=header)
        assert (told(found), ids(found)) == ([], [unit_id])


@pytest.mark.parametrize(
    "name,period,code,day",
    [
        ("Phường Lúa Ngọt", "Quý III/2025", "unit_not_valid", "30/06/2025"),
        ("Phường Hoa Sen", "Quý II/2025", "unit_not_yet", "01/07/2025"),
    ],
)
def test_a_name_out_of_its_time_is_asked_and_is_neither_that_unit_nor_a_new_one(name, period, code, day):
    found = one(name, period)
    assert told(found) == [("confirm", code, "A2")]
    assert found.rows[0].unit_id is None and found.rows[0].new_unit is None
    for lang in ("vi", "en"):
        message = words(lang).message(found.problems[0])
        assert "A2" in message and name in message and day in message


def test_a_new_name_near_an_ended_one_is_a_new_name():
    assert told(one("Phường Lúa Ngọtt")) == [("confirm", "unknown_unit", "A2")]


# ── By the group ──────────────────────────────────────────────────────────────

GROUPED = "Đơn vị;Cụm;Trực thuộc;Kỳ báo cáo;Trước hạn"


def test_two_units_of_one_name_are_asked_with_their_groups():
    found = one("Phường Gió Lành")
    assert (told(found), ids(found)) == ([("confirm", "ambiguous_unit", "A2")], [None])
    assert found.problems[0].facts["candidates"] == ["Phường Gió Lành (Cụm 1)", "Phường Gió Lành (Cụm 2)"]


@pytest.mark.parametrize("group,unit_id", [("Cụm 1", 6), ("2", 7), ("CỤM 02", 7)])
def test_the_group_beside_a_name_settles_it(group, unit_id):
    found = reading(f"Phường Gió Lành;{group};{CITY};Quý III/2025;5", header=GROUPED)
    assert (told(found), ids(found)) == ([], [unit_id])


def test_another_group_than_the_lists_is_asked():
    found = reading(f"Xã Đồng Sương;Cụm 3;{CITY};Quý III/2025;5", header=GROUPED)
    assert (told(found), ids(found)) == ([("confirm", "other_group", "A2")], [8])
    assert told(reading(f"Xã Đồng Sương;;{CITY};Quý III/2025;5", header=GROUPED)) == []


def test_a_new_name_in_two_groups_is_not_one_unit():
    rows = (f"Phường Sao Mai;Cụm {group};{CITY};Quý {group}/2025;5" for group in (1, 2))
    found = reading(*rows, header=GROUPED)
    assert {p.code for p in found.problems} == {"ambiguous_unit"}
    assert all(row.unit_id is None and row.new_unit is None for row in found.rows)


# ── Answered ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written,period,answer,unit_id",
    [
        ("Phường Lúa Ngọt", "Quý III/2025", "Phường Hoa Sen", 3),
        ("Lua Ngot", "Quý II/2025", "Phường Lúa Ngọt", 2),
        ("P. Cầu Vòng", "Quý II/2025", "Phường Cầu Vồng", 4),
        ("P. Cầu Vòng", "Quý III/2025", "Phường Cầu Vồng", 5),
        ("Gió Lành", "Quý III/2025", "Phường Gió Lành (Cụm 2)", 7),
    ],
)
def test_an_answer_settles_a_name(written, period, answer, unit_id):
    found = one(written, period, units={written: answer})
    assert (told(found), ids(found)) == ([], [unit_id])
    assert found.decisions["units"][0]["how"] == "given"


def test_an_empty_answer_is_a_new_unit():
    found = one("Phường Lúa Ngọtt", "Quý II/2025", units={"Phường Lúa Ngọtt": ""})
    assert told(found) == [] and found.rows[0].new_unit["name"] == "Phường Lúa Ngọtt"


def test_an_answer_that_names_two_units_leaves_the_question():
    found = one("Phường Gió Lành", units={"Phường Gió Lành": "Phường Gió Lành"})
    assert (told(found), ids(found)) == ([("confirm", "ambiguous_unit", "A2")], [None])


def test_an_answer_that_is_no_unit_is_an_error():
    found = one("Phường Lúa Ngọtt", units={"Phường Lúa Ngọtt": "Phường Hoa Xen"})
    assert (told(found), ids(found)) == ([("error", "unit_answer_unknown", "A2")], [None])
    assert "Phường Hoa Xen" in words("vi").message(found.problems[0])


def groups(found):
    return [row.new_unit and row.new_unit["group"] for row in found.rows]


def test_new_units_of_one_name_in_two_groups_are_two_units():
    rows = (f"Phường Sao Mai;{group};{CITY};Quý III/2025;5" for group in ("Cụm 1", "cụm 3", "Cụm 3"))
    found = reading(*rows, header=GROUPED, units={"Phường Sao Mai": ""})
    assert told(found) == [("error", "duplicate_row", "A4")]
    assert groups(found) == ["Cụm 1", "cụm 3"]


def test_a_new_unit_stands_in_the_group_that_its_file_has_it_in():
    rows = (f"Phường Sao Mai;{group};{CITY};Quý {period}/2025;5" for group, period in (("CỤM 01", "I"), ("", "II")))
    found = reading(*rows, header=GROUPED, units={"Phường Sao Mai": ""})
    assert (told(found), groups(found)) == ([], ["Cụm 1", "Cụm 1"])


@pytest.mark.parametrize("name,known", [("Xã Đồng Sương", 8), ("Phường Gió Lành", 6)])
def test_a_new_unit_of_a_name_that_other_groups_have_is_none_of_theirs(name, known):
    rows = (f"{name};Cụm {group};{CITY};Quý III/2025;5" for group in (1, 3))
    found = reading(*rows, header=GROUPED, units={name: ""})
    assert (told(found), ids(found), groups(found)) == ([], [known, None], [None, "Cụm 3"])


def test_a_name_in_two_groups_is_never_merged_into_the_one_of_the_list():
    rows = (f"Xã Đồng Sương;Cụm {group};{CITY};Quý III/2025;5" for group in (1, 3))
    found = reading(*rows, header=GROUPED)
    assert (told(found), ids(found)) == ([("confirm", "ambiguous_unit", "A3")], [8, None])
    assert "Cụm" in words("vi").message(found.problems[0])


def test_a_name_without_its_group_stays_asked_where_the_file_has_two():
    rows = (f"Phường Sao Mai;{group};{CITY};Quý III/2025;5" for group in ("Cụm 1", "Cụm 3", ""))
    found = reading(*rows, header=GROUPED, units={"Phường Sao Mai": ""})
    assert told(found) == [("confirm", "ambiguous_unit", "A4")]


def test_a_name_that_is_one_units_alone_is_no_new_unit():
    assert ids(one("Phường Hoa Sen", units={"Phường Hoa Sen": ""})) == [3]


# ── What is offered ───────────────────────────────────────────────────────────


def test_the_likeliest_names_are_offered_first_and_three_at_most():
    names = Names([{"name": f"Phường {name}"} for name in ("Hòa Khê", "Hòa Kê", "Hoa Khế", "Hòa Minh", "An Khê")])
    match = names.find("Phường Hòa Khe")
    assert (match.how == "similar" and match.item["name"] == "Phường Hòa Khê") or match.how == "ambiguous"
    offered = [item["name"] for item in names.find("Phường Hòa Khêe").candidates]
    assert offered[0] == "Phường Hòa Khê" and len(offered) == 3


def test_accents_and_type_settle_what_is_equally_near():
    names = Names([{"name": name} for name in ("Xã Tân Hòa", "Phường Tân Hóa", "Phường Tân Hòa")])
    assert names.find("Phường Tâm Hòa").item["name"] == "Phường Tân Hòa"


def test_a_name_like_no_other_is_offered_nothing():
    assert one("Phường Xyz", "Quý II/2025").problems[0].facts["candidates"] == []
