"""The period of the lines above the table: the plainest, asked where two are as plain or only a document has one."""

import pytest

from reform.intake import Answers
from reform.store.draft import WITHOUT_DEFAULT
from reform.text import words
from tests.readings import MINH_HOA, codes, read_bytes, registry_of

REGISTRY = registry_of("Phường Bàng Vuông", "Phường Lúa Ngọt")
ROWS = ("Đơn vị;Trực thuộc;Trước hạn", f"Phường Bàng Vuông;{MINH_HOA};5", f"Phường Lúa Ngọt;{MINH_HOA};7")


def under(*title, file_name=None, **answers):
    data = "\n".join([*(f"{line};;" for line in title), *ROWS]).encode()
    return read_bytes(data, registry=REGISTRY, file_name=file_name, answers=Answers(**answers))


def periods(found):
    return {row.period.key for row in found.rows}


@pytest.mark.parametrize(
    "title",
    [
        ("So với quý II/2025, Quý III/2025 tăng 5%",),
        ("Kết quả Quý III/2025 so với Quý II/2025 và cùng kỳ",),
        ("Kết quả Quý III/2025 (tăng so với quý II/2025)",),
        ("Cùng kỳ quý III/2024: chưa có", "Kết quả Quý III/2025"),
        ("Báo cáo quý III/2025 và phương hướng, nhiệm vụ quý IV/2025",),
        ("Kỳ báo cáo: Quý III/2025", "Kết quả Quý II/2025"),
        ("Thực hiện Kế hoạch năm 2025", "Quý III/2025"),
    ],
)
def test_what_is_compared_or_planned_is_never_the_period(title):
    found = under(*title)
    assert (codes(found), periods(found)) == ([], {"2025-Q3"})


def test_a_line_that_names_only_what_it_compares_with_says_no_period():
    assert codes(under("So với quý II/2025 thì quý III/2025 tăng")) == ["period_missing"]


@pytest.mark.parametrize(
    "title",
    [
        ("Báo cáo Quý II/2025", "Quý III/2025"),
        ("Báo cáo quý II/2025 và quý III/2025",),
        ("Kết quả quý II, quý III năm 2025",),
        ("Kết quả quý II và III năm 2025",),
    ],
)
def test_two_periods_as_plain_as_each_other_are_asked_and_none_is_the_default(title):
    found = under(*title)
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell) == ("confirm", "two_periods", "A1")
    assert "Quý II/2025 và Quý III/2025" in words("vi").message(problem) and problem.code in WITHOUT_DEFAULT
    for key in ("2025-Q2", "2025-Q3"):
        answered = under(*title, period=key)
        assert (codes(answered), periods(answered)) == ([], {key})
    assert codes(under(*title, period="2025-Q1")) == ["period_other_than_title"]


@pytest.mark.parametrize(
    "line,labels",
    [
        ("Báo cáo quý III và 9 tháng đầu năm 2025", "Quý III/2025 và 9 tháng năm 2025"),
        ("Báo cáo quý III và lũy kế 9 tháng đầu năm 2025", "Quý III/2025 và 9 tháng năm 2025"),
        ("Kết quả quý II và 6 tháng đầu năm 2025", "Quý II/2025 và 6 tháng đầu năm 2025"),
        ("Kết quả quý IV và năm 2025", "Quý IV/2025 và Năm 2025"),
        ("Kết quả tháng 9, quý III năm 2025", "Tháng 9/2025 và Quý III/2025"),
        ("Báo cáo quý III/2025 và 9 tháng đầu năm", "9 tháng năm 2025 và Quý III/2025"),
        ("Kết quả tháng 7, 8 năm 2025", "Tháng 7/2025 và Tháng 8/2025"),
    ],
)
def test_a_part_without_a_year_is_of_the_year_beside_it_and_asked(line, labels):
    (problem,) = under(line).problems
    assert problem.code == "two_periods" and labels in words("vi").message(problem)


@pytest.mark.parametrize(
    "line,key",
    [
        ("Báo cáo quý III công tác cải cách hành chính năm 2025", "2025-Q3"),
        ("Báo cáo CCHC năm 2025 - Quý III", "2025-Q3"),
        ("UBND Q.3 báo cáo năm 2025", "2025"),
        ("Tính đến ngày 15 tháng 9, quý III năm 2025", "2025-Q3"),
        ("Kết quả 9 tháng đầu năm 2025, nhiệm vụ quý IV năm 2025", "2025-9M"),
        ("Kết quả thực hiện kế hoạch quý III/2025", "2025-Q3"),
    ],
)
def test_one_plain_period_of_a_line_is_not_asked(line, key):
    found = under(line)
    assert (codes(found), periods(found)) == ([], {key})


@pytest.mark.parametrize(
    "line,key",
    [
        ("Kế hoạch quý IV/2025", "2025-Q4"),
        ("Dự kiến quý IV/2025", "2025-Q4"),
        ("Kế hoạch CCHC, quý IV/2025", "2025-Q4"),
        ("Công văn tháng 9/2025", "2025-09"),
        ("Chỉ tiêu giao năm 2025", "2025"),
        ("Kết quả quý IV, nhiệm vụ quý I năm 2026", "2026-Q4"),
    ],
)
def test_the_period_of_a_plan_is_asked(line, key):
    found = under(line)
    assert (codes(found), periods(found)) == (["period_of_document"], {key})


@pytest.mark.parametrize("line", ["Thực hiện Kế hoạch năm 2025", "Quyết định số 12/QĐ-UBND năm 2025"])
def test_the_year_of_a_document_is_asked(line):
    found = under(line)
    assert (codes(found), periods(found)) == (["period_of_document"], {"2025"})
    assert (codes(under(line, period="2025-Q3")), codes(under(line, period="2025"))) == ([], [])
    named = under(line, file_name="bao-cao-quy-3-2025.csv")
    assert (codes(named), periods(named)) == (["period_from_file"], {"2025-Q3"})


@pytest.mark.parametrize("line,written", [("Báo cáo Quý V/2025", "Quý V/2025"), ("QUÝ V NĂM 2025", "QUÝ V NĂM 2025"),
                                          ("Số liệu tháng 13/2025", "tháng 13/2025")])  # fmt: skip
def test_a_period_of_no_calendar_is_said_and_asked_not_its_year(line, written):
    found = under(line)
    (problem,) = found.problems
    assert (problem.severity, problem.code, problem.cell) == ("error", "title_period_unreadable", "A1")
    assert f"“{written}”" in words("vi").message(problem) and found.rows == ()
    answered = under(line, period="2025-Q3")
    assert (codes(answered), periods(answered)) == (["period_other_than_title"], {"2025-Q3"})


def test_a_file_name_of_another_period_is_doubted_and_the_title_is_the_default():
    found = under("Quý III/2025", file_name="bao-cao-quy-2-2025.csv")
    (problem,) = found.problems
    assert (problem.severity, problem.code, periods(found)) == ("confirm", "period_other_than_name", {"2025-Q3"})
    message = words("vi").message(problem)
    assert "Quý III/2025" in message and "bao-cao-quy-2-2025" in message and "Quý II/2025" in message
    assert codes(under("Quý III/2025", file_name="bao-cao-quy-2-2025.csv", period="2025-Q3")) == []


def test_a_quarter_in_a_name_is_one_of_the_year_in_the_title():
    found = under("Kết quả năm 2025", file_name="Quý 3.csv")
    problem = next(one for one in found.problems if one.code == "period_other_than_name")
    assert (problem.severity, problem.facts["label"], periods(found)) == ("confirm", "Quý III/2025", {"2025"})


@pytest.mark.parametrize("name", ["bao-cao-quy-3-2025.csv", "cchc nam 2025.csv", "bieu-06a.csv", "bao-cao-11.csv"])
def test_a_file_name_that_agrees_says_nothing(name):
    assert codes(under("Quý III/2025", file_name=name)) == []
