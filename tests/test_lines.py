"""Rows of a table of units that are no unit's: totals by their words or by their figures, and what is compared."""

from dataclasses import replace

import pytest

from reform.indicators import declaration
from reform.intake import Answers
from reform.intake.unit_list import read_unit_list
from reform.store.draft import WITHOUT_DEFAULT
from reform.text import words
from tests.readings import MINH_HOA, codes, read_bytes, registry_of

REGISTRY = registry_of("Phường Bàng Vuông", "Phường Lúa Ngọt", "Xã Trung Bình")
HEAD = ("Đơn vị;Trực thuộc;Kỳ báo cáo;Trước hạn;Đúng hạn",)
WHEN = f"{MINH_HOA};Quý III/2025"
WARDS = (f"Phường Bàng Vuông;{WHEN};1.005;6", f"Phường Lúa Ngọt;{WHEN};7;8")


def reading(*rows, **answers):
    data = "\n".join([*HEAD, *rows]).encode()
    return read_bytes(data, registry=REGISTRY, answers=Answers(**answers))


def below(name, *figures, **answers):
    return reading(*WARDS, f"{name};{WHEN};{';'.join(figures)}", **answers)


def wards(found):
    return [row.ward for row in found.rows]


TWO = ["Phường Bàng Vuông", "Phường Lúa Ngọt"]


@pytest.mark.parametrize(
    "name",
    ["Cộng chung", "Toàn phường, xã", "Toàn thành phố", "Tổng toàn huyện", "Cộng:", "Tổng hợp", "TOÀN XÃ"],
)
def test_the_words_of_a_total_are_never_a_ward(name):
    found = below(name, "1.012", "14")
    assert (codes(found), wards(found), [row.ward for row in found.totals]) == ([], TWO, [name])


def test_a_row_of_no_known_name_that_is_the_sum_of_all_above_is_asked_as_a_total():
    found = below("Chung", "1.012", "14")
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell, wards(found)) == ("confirm", "sum_of_units", "A4", TWO)
    assert "dòng tổng" in words("vi").message(problem)


@pytest.mark.parametrize(
    "name,figures",
    [
        ("Chung", ("1.012", "15")),  # not the sum
        ("Chung", ("1.012", "")),  # one count says nothing
        ("Phường Chung", ("1.012", "14")),  # named as a ward
    ],
)
def test_what_does_not_add_up_or_is_named_as_a_ward_is_no_total(name, figures):
    found = below(name, *figures)
    assert codes(found) == ["unknown_unit"] and len(found.rows) == 3


def test_a_known_or_answered_unit_is_no_total_whatever_its_figures():
    assert wards(below("Trung Bình", "1.012", "14")) == [*TWO, "Xã Trung Bình"]
    answered = below("Chung", "1.012", "14", units={"Chung": ""})
    assert (codes(answered), wards(answered)) == ([], [*TWO, "Chung"])


@pytest.mark.parametrize(
    "name",
    [
        "Bình quân", "Bình quân chung", "Cùng kỳ năm trước", "Cùng kỳ năm 2024", "Kỳ trước", "So sánh (+/-)",
        "So với cùng kỳ (%)", "Kế hoạch", "Chỉ tiêu", "Quý II/2025", "Chênh lệch",
        "Quý I", "Quý 3", "Tháng 9", "6 tháng đầu năm",
    ],
)  # fmt: skip
def test_what_is_compared_planned_or_averaged_is_skipped_with_a_note(name):
    found = below(name, "503", "7")
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell, wards(found)) == ("note", "not_a_unit", "A4", TWO)
    assert name in words("vi").message(problem)


def test_a_unit_of_such_a_name_stays_a_unit():
    found = below("Trung Bình", "5", "6")
    assert (codes(found), wards(found)) == ([], [*TWO, "Xã Trung Bình"])
    assert codes(below("Xã Trung bình", "5", "6")) == []


def test_a_pasted_list_of_units_holds_no_total():
    listed = read_unit_list("Phường Bàng Vuông\nPhường Lúa Ngọt\nTổng toàn huyện\n".encode(), declaration())
    assert [unit["ward"] for unit in listed.units] == TWO


# ── Rows above the units they sum up, and rows of fields ──────────────────────


REGION = (f"Khu vực 1;{WHEN};1.012;14", *WARDS)


def test_a_row_of_no_known_name_that_is_the_sum_of_those_right_below_is_asked_as_a_total():
    found = reading(*REGION, f"Xã Trung Bình;{WHEN};1;2")
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell) == ("confirm", "sum_of_units", "A2")
    assert wards(found) == [*TWO, "Xã Trung Bình"] and [row.ward for row in found.totals] == []
    assert "2 đơn vị ở dòng 3 đến 4" in words("vi").message(problem)


def test_rows_above_several_regions_are_each_asked_and_none_is_summed_twice():
    rows = (f"Toàn vùng;{WHEN};1.015;20", *REGION, f"Khu vực 2;{WHEN};3;6", f"Xã Một;{WHEN};1;2", f"Xã Hai;{WHEN};2;4")
    found = reading(*rows)
    asked = [problem.cell for problem in found.problems if problem.code == "sum_of_units"]
    assert asked == ["A2", "A3", "A6"] and wards(found) == [*TWO, "Xã Một", "Xã Hai"]


@pytest.mark.parametrize(
    "name,figures", [("Khu vực 1", "1.012;15"), ("Phường Khu", "1.012;14"), ("Khu vực 1", "1.012;")]
)
def test_a_row_above_that_does_not_add_up_or_is_named_as_a_ward_is_a_unit(name, figures):
    found = reading(f"{name};{WHEN};{figures}", *WARDS)
    assert codes(found) == ["unknown_unit"] and len(found.rows) == 3


@pytest.mark.parametrize("name", ["Hộ tịch", "1. Đất đai", "Lĩnh vực bất kỳ", "HỘ TỊCH"])
def test_a_row_named_after_a_field_is_never_a_ward(name):
    found = below(name, "5", "6")
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell, wards(found)) == ("error", "field_not_unit", "A4", TWO)
    assert name in words("vi").message(problem)


@pytest.mark.parametrize("name", ["Xã Hộ Tịch", "Xã Đất Đai"])
def test_a_ward_that_bears_the_name_of_a_field_is_one_by_its_type(name):
    assert codes(below(name, "5", "6")) == ["unknown_unit"]


def test_a_row_named_after_a_field_may_be_said_to_be_a_unit():
    found = below("Hộ tịch", "5", "6", units={"Hộ tịch": "Xã Trung Bình"})
    assert codes(found) == [] and wards(found) == [*TWO, "Xã Trung Bình"]


FIELDS = (
    "Đơn vị;Trực thuộc;Kỳ báo cáo;Lĩnh vực;Trước hạn\n"
    f"Phường Bàng Vuông;{WHEN};{{}};5\nPhường Lúa Ngọt;{WHEN};;6\n"
)


def test_a_column_of_fields_beside_the_units_is_asked_and_has_no_default():
    found = read_bytes(FIELDS.format("Đất đai").encode(), registry=REGISTRY)
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell) == ("confirm", "field_beside_unit", "D1")
    assert "Đất đai" in words("vi").message(problem) and problem.code in WITHOUT_DEFAULT
    ignored = Answers(columns={"Lĩnh vực": ""})
    left_out = read_bytes(FIELDS.format("Đất đai").encode(), registry=REGISTRY, answers=ignored)
    assert codes(left_out) == []


def test_a_column_of_fields_is_asked_anew_where_only_an_earlier_file_was_answered():
    answered = read_bytes(FIELDS.format("Đất đai").encode(), registry=REGISTRY)
    remembered = {answered.decisions["header_signature"]: {"Lĩnh vực": ""}}
    found = read_bytes(FIELDS.format("Hộ tịch").encode(), registry=replace(REGISTRY, mappings=remembered))
    assert codes(found) == ["field_beside_unit"]


@pytest.mark.parametrize("said", ["Tất cả", "Tổng số", "Tất cả các lĩnh vực"])
def test_a_column_of_fields_that_names_none_is_only_an_unknown_column(said):
    assert codes(read_bytes(FIELDS.format(said).encode(), registry=REGISTRY)) == ["unknown_column"]
