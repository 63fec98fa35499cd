"""Where a file does not say when: an answer, the title, the sheet or the file's name; else it is asked."""

from datetime import date

import pytest

from reform.indicators import declaration
from reform.intake import Answers, Registry, read
from reform.intake.columns import Heading
from reform.intake.lines import Line
from reform.intake.periods import read_periods
from reform.intake.reading import Written
from reform.intake.title import Title
from reform.period import find_label_in_name
from reform.text import words

DECLARATION = declaration()
ROWS = ("Đơn vị;Trực thuộc;Trước hạn", "Phường Hoa A;Quận Mẫu;5", "Phường Hoa B;Quận Mẫu;6")


def reading(*lines, file_name=None, **answers):
    data = "\n".join(lines).encode()
    return read(data, DECLARATION, registry=Registry(), file_name=file_name, answers=Answers(**answers))


def told(found):
    return [(p.severity, p.code, p.cell) for p in found.problems if "unknown" not in p.code]


def periods(found):
    return [(row.period.key, row.period.cumulative) for row in found.rows]


# ── Asked and answered ────────────────────────────────────────────────────────


def test_no_period_anywhere_is_an_error_that_an_answer_settles():
    asked = reading(*ROWS)
    assert (told(asked), asked.rows) == ([("error", "period_missing", "A1")], ())
    assert "Chọn kỳ báo cáo" in words("vi").message(asked.problems[0])
    answered = reading(*ROWS, period="2025-Q3")
    assert (told(answered), periods(answered)) == ([], [("2025-Q3", False)] * 2)
    assert answered.decisions["period"][0] | {"row": 0, "rows": []} == {
        "row": 0, "rows": [], "label": "Quý III/2025", "key": "2025-Q3", "from": None, "to": None,
        "cumulative": False, "found": "given",
    }  # fmt: skip


@pytest.mark.parametrize("answer", ["Quý III/2025", "2025-Q3", "quý 3 năm 2025"])
def test_an_answer_is_a_label_or_a_key(answer):
    assert periods(reading(*ROWS, period=answer)) == [("2025-Q3", False)] * 2


def test_an_answer_may_be_a_window():
    found = reading(*ROWS, period="2020-01-01_2022-10-12", cumulative=True)
    assert (told(found), periods(found)) == ([], [("2020-01-01_2022-10-12", True)] * 2)
    assert found.rows[0].period.starts == date(2020, 1, 1)


def test_an_answer_that_is_no_period_is_an_error():
    assert told(reading(*ROWS, period="hôm qua")) == [("error", "period_unreadable", "A1")]


def test_an_answer_is_for_rows_that_name_no_period():
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trước hạn"
    found = reading(header, "Phường Hoa A;Quận Mẫu;Quý II/2025;5", "Phường Hoa B;Quận Mẫu;;6", period="2025-Q3")
    assert (told(found), periods(found)) == ([], [("2025-Q2", False), ("2025-Q3", False)])


def test_an_answer_that_differs_from_the_title_is_confirmed():
    title = "Kết quả năm 2025;;"
    other = reading(title, *ROWS, period="2025-Q3")
    assert (told(other), periods(other)) == ([("confirm", "period_other_than_title", "A1")], [("2025-Q3", False)] * 2)
    message = words("vi").message(next(p for p in other.problems if p.code == "period_other_than_title"))
    assert "Năm 2025" in message and "Quý III/2025" in message
    assert told(reading(title, *ROWS, period="2025")) == []


# ── Cumulative or not ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "label,answer,key,cumulative",
    [
        ("Quý III/2025", True, "2025-9M", True),
        ("Quý III/2025", False, "2025-Q3", False),
        ("Tháng 8/2025", True, "2025-8M", True),
        ("Năm 2024", False, "2024", False),
        ("Năm 2024", True, "2024", True),
    ],
)
def test_an_answer_says_whether_the_figures_are_cumulative(label, answer, key, cumulative):
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Lũy kế;Trước hạn"
    for cell in ("có", "không", ""):
        found = reading(header, f"Phường Hoa A;Quận Mẫu;{label};{cell};5", cumulative=answer)
        assert periods(found) == [(key, cumulative)]
        assert not [one for one in told(found) if one[0] != "note"]


# ── Names of sheets and files ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name,label",
    [
        ("Q3-2025", "Quý III/2025"),
        ("bao cao quy 3 nam 2025", "Quý III/2025"),
        ("Báo cáo CCHC quý III.2025", "Quý III/2025"),
        ("2025-Q3", "Quý III/2025"),
        ("cchc_2025Q3_v2", "Quý III/2025"),
        ("thang 8.2025", "Tháng 8/2025"),
        ("T8-2025", "Tháng 8/2025"),
        ("so lieu 08-2025", "Tháng 8/2025"),
        ("9T2025", "9 tháng năm 2025"),
        ("6T đầu năm 2025", "6 tháng đầu năm 2025"),
        ("6 thang cuoi nam 2025", "6 tháng cuối năm 2025"),
        ("Lũy kế quý III 2025", "Quý III/2025 lũy kế"),
        ("nam 2024", "Năm 2024"),
    ],
)
def test_a_name_says_when(name, label):
    assert find_label_in_name(name) == label


@pytest.mark.parametrize(
    "name",
    [
        "Sheet1",
        "Bao cao CCHC 2025",
        "bc_2025-08-16",
        "bc 16.08.2025",
        "bc ngay 16 thang 9 nam 2025",
        "QD 766-2025",
        "P3 2025",
    ],
)
def test_a_date_or_a_year_in_a_name_is_no_period(name):
    assert find_label_in_name(name) is None


TITLED = ("Báo cáo tháng 12 năm 2025", "Đơn vị;Trực thuộc;Kỳ báo cáo;Trước hạn")


@pytest.mark.parametrize(("above", "is_asked"), [("Quý IV/2025", True), ("Tháng 12/2025", False), ("", False)])
def test_a_blank_period_beneath_another_is_asked_and_is_the_titles_unless_said_otherwise(above, is_asked):
    rows = (f"Phường Hoa A;Quận Mẫu;{above};5", "Phường Hoa B;Quận Mẫu;;6", "Phường Hoa C;Quận Mẫu;Quý IV/2025;7")
    found = reading(*TITLED, *rows)
    assert periods(found)[1] == ("2025-12", False)
    assert told(found) == ([("confirm", "period_blank", "C4")] if is_asked else [])
    if is_asked:
        assert words("vi").message(next(one for one in found.problems if one.code == "period_blank")) == (
            "Ô C4: kỳ báo cáo để trống, dòng phía trên ghi “Quý IV/2025”. Xác nhận thì dùng kỳ chung của bảng là "
            "“Tháng 12/2025”; nếu không đúng, ghi kỳ vào ô."
        )
        answered = reading(*TITLED, *rows, period="2025-Q4")
        assert periods(answered)[1] == ("2025-Q4", False) and "period_blank" not in {p.code for p in answered.problems}


def line(row):
    cells = (Written("Phường Hoa A", f"Biểu!A{row}"),)
    return Line(row, cells, False, "Phường Hoa A", {}, {"unit": Heading(0, "Biểu!A1", "Đơn vị", "unit")})


def test_the_sheets_name_comes_before_the_files_and_both_are_confirmed():
    said = {"file_name": "q2-2025.xlsx", "sheet": "Quý III.2025", "answers": Answers()}
    dated, problems = read_periods([line(2), line(3)], Title(), {}, **said)
    assert [(dated[row].period.key, dated[row].found) for row in (2, 3)] == [("2025-Q3", "sheet")] * 2
    assert [(p.severity, p.code) for p in problems] == [("confirm", "period_from_sheet")]
    assert "Quý III/2025" in words("vi").message(problems[0])
    title = Title(label="Quý I/2025", period_place=(1, "Biểu!A1"))
    dated, problems = read_periods([line(2)], title, {}, **said)
    assert (dated[2].period.key, dated[2].found) == ("2025-Q1", "title")
    assert [(p.code, p.facts["name"]) for p in problems] == [("period_other_than_name", "Quý III.2025")]
