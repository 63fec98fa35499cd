"""Rows of a table of units that are no unit's: totals by their words or by their figures, and what is compared."""

import pytest

from reform.indicators import declaration
from reform.intake import Answers
from reform.intake.unit_list import read_unit_list
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
