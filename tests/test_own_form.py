"""One ward's own form II.06a: whose it is, its total row as the ward's result, its fields as a breakdown."""

from dataclasses import replace
from pathlib import Path

import pytest

from reform.intake import Answers
from reform.text import words
from tests import readings
from tests.readings import MINH_HOA, codes, figures, registry_of, text_of

FORM = (Path(__file__).parent / "facts" / "vi-du-bieu-06a-mot-phuong.csv").read_bytes()
REGISTRY = registry_of("Phường Bàng Vuông", "Phường Lúa Ngọt", "Xã Đồng Sương")


def rows_of():
    return readings.rows_of(FORM)


def read_rows(rows, **options):
    return readings.read_bytes(text_of(rows), **{"registry": REGISTRY} | options)


def with_title(*lines):
    """The form under another title block; its period stays."""
    rows = rows_of()
    return [[line] for line in lines] + rows[1:]


def with_fields(*lines, total):
    """A small form of the ward with these fields."""
    head = [
        ["UBND PHƯỜNG BÀNG VUÔNG"],
        ["Quý III/2025"],
        ["TT", "Lĩnh vực", "Tiếp nhận", ""],
        ["", "", "Tổng số", "Trực tuyến"],
    ]
    return head + [line.split(";") for line in lines] + [["", "Tổng số", *total.split(";")]]


# ── The ward's result ─────────────────────────────────────────────────────────


def test_total_row_is_the_ward_and_its_fields_are_kept_beside_it():
    reading = read_rows(rows_of())
    assert codes(reading) == [] and reading.decisions["layout"] == "own_form" and reading.totals == ()
    (row,) = reading.rows
    assert (row.number, row.ward, row.unit_id, row.period.key, row.field) == (
        13,
        "Phường Bàng Vuông",
        1,
        "2025-Q3",
        None,
    )
    assert (row.period.starts.isoformat(), row.period.ends.isoformat()) == ("2025-06-15", "2025-09-14")
    assert (figures(row)["received_total"], figures(row)["received_online"]) == (1284, 1102)
    assert row.values["carried_over"].cell == "F13" and figures(row)["carried_over"] == 6
    found = [(one.number, one.field, figures(one)["received_total"]) for one in reading.fields]
    assert found == [(9, "Hộ tịch", 612), (10, "Chứng thực", 401), (11, "Đất đai", 162), (12, "Bảo trợ xã hội", 109)]
    assert {(one.unit_id, one.ward, one.locality, one.period) for one in reading.fields} == {
        (1, "Phường Bàng Vuông", MINH_HOA, row.period)
    }


def test_total_that_is_not_the_sum_of_its_fields_is_told_at_its_cell():
    rows = rows_of()
    rows[12][6] = "1.272"
    (problem,) = read_rows(rows).problems
    assert (problem.severity, problem.code, problem.cell, problem.value) == (
        "error",
        "own_form_total_differs",
        "G13",
        "1.272",
    )
    assert (problem.facts["total"], problem.facts["sum"]) == (1272, 1271)
    assert "1.272" in words("vi").message(problem) and "1.271" in words("vi").message(problem)


def test_blank_field_is_absent_and_a_column_without_a_total_gives_no_value():
    reading = read_rows(with_fields("1;Hộ tịch;5;3", "2;Chứng thực;;2", total="5;"))
    assert codes(reading) == [] and figures(reading.rows[0]) == {"received_total": 5}
    assert [figures(one) for one in reading.fields] == [
        {"received_total": 5, "received_online": 3},
        {"received_online": 2},
    ]


def test_total_over_fields_that_are_all_blank_does_not_hold():
    reading = read_rows(with_fields("1;Hộ tịch;5;", "2;Chứng thực;6;", total="11;4"))
    assert [(p.code, p.cell) for p in reading.problems] == [("own_form_total_differs", "D7")]


@pytest.mark.parametrize(
    "title",
    [
        ("UBND PHUONG BANG VUONG",),
        ("UBND PHUONG BANG VUONG, THANH PHO MINH HOA",),
        ("UY BAN NHAN DAN", "PHUONG BANG VUONG"),
        ("Don vi bao cao: UBND phuong Bang Vuong",),
        ("UBND PHUONG BANH VUONG",),
    ],
)
def test_a_title_without_accents_suggests_its_unit(title):
    reading = read_rows(with_title(*title))
    (problem,) = reading.problems
    assert problem.facts["suggestion"] == "Phường Bàng Vuông"
    if "BANH" in title[0]:
        assert problem.code == "near_unit"
    else:
        assert (problem.code, reading.rows[0].unit_id) == ("similar_unit", 1)


def test_form_without_a_total_row_is_an_error():
    reading = read_rows(rows_of()[:-1])
    assert [(p.severity, p.code, p.row) for p in reading.problems] == [("error", "own_form_no_total", 12)]
    assert not reading.rows and not reading.refused


def test_row_that_lost_its_field_is_told_alone():
    rows = rows_of()
    rows[9][1] = ""
    assert [(p.code, p.cell) for p in read_rows(rows).problems] == [("no_field", "B10")]


def test_broken_figure_of_a_field_is_told_with_its_cell():
    rows = rows_of()
    rows[8][3] = "nhiều"
    assert ("number_unreadable", "D9") in [(p.code, p.cell) for p in read_rows(rows).problems]


# ── Fields in groups ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "fields,kept",
    [
        pytest.param(
            ("A;Cấp tỉnh;5;3", "1;Hộ tịch;2;1", "2;Đất đai;3;2", "B;Cấp xã;7;4", "1;Chứng thực;7;4"),
            ["Hộ tịch", "Đất đai", "Chứng thực"],
            id="groups that are summed up",
        ),
        pytest.param(
            ("1;Tư pháp;5;3", "1.1;Hộ tịch;2;1", "2;Đất đai;7;4"),
            ["Tư pháp", "Đất đai"],
            id="a part that is told of a field",
        ),
        pytest.param(
            ("A;Cấp tỉnh;;", "1;Hộ tịch;5;3", "B;Cấp xã;;", "1;Chứng thực;7;4"),
            ["Hộ tịch", "Chứng thực"],
            id="captions",
        ),
        pytest.param(
            (";Cấp tỉnh;5;3", ";Hộ tịch;2;1", ";Đất đai;3;2", ";Chứng thực;7;4"),
            ["Hộ tịch", "Đất đai", "Chứng thực"],
            id="sums that nothing numbers",
        ),
        pytest.param(
            ("1;Hộ tịch;2;1", "2;Đất đai;3;2", ";Cộng;5;3", "3;Chứng thực;7;4"),
            ["Hộ tịch", "Đất đai", "Chứng thực"],
            id="a sum below its fields",
        ),
        pytest.param(
            ("1;Hộ tịch;5;3", "2;Chứng thực;7;4", ";Khác;;"), ["Hộ tịch", "Chứng thực"], id="a field left blank"
        ),
    ],
)
def test_nothing_is_counted_twice(fields, kept):
    reading = read_rows(with_fields(*fields, total="12;7"))
    assert codes(reading) == [] and [one.field for one in reading.fields] == kept
    assert figures(reading.rows[0]) == {"received_total": 12, "received_online": 7}


def test_groups_that_do_not_add_up_are_not_balanced_by_leaving_rows_out():
    fields = ("A;Cấp tỉnh;5;3", "1;Hộ tịch;2;1", "2;Đất đai;3;2", "B;Cấp xã;7;4", "1;Chứng thực;7;4")
    assert codes(read_rows(with_fields(*fields, total="13;7"))) == ["own_form_total_differs"]


# ── Whose form it is ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "lines,cell",
    [
        (["UBND PHƯỜNG BÀNG VUÔNG"], "A1"),
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG BÀNG VUÔNG"], "A2"),
        (["UBND THÀNH PHỐ MINH HỌA", "UBND P. Bàng Vuông"], "A2"),
        (["Đơn vị báo cáo: Phường Bàng Vuông"], "A1"),
        (["Đơn vị báo cáo: UBND phường Bàng Vuông, thành phố Minh Họa"], "A1"),
        (["UBND PHƯỜNG BÀNG VUÔNG - THÀNH PHỐ MINH HỌA"], "A1"),
    ],
)
def test_ward_is_named_by_the_title_block(lines, cell):
    reading = read_rows(with_title(*lines))
    assert codes(reading) == [] and reading.rows[0].unit_id == 1
    unknown = read_rows(with_title(*lines), registry=replace(REGISTRY, units=()))
    assert [(p.code, p.cell) for p in unknown.problems] == [("unknown_unit", cell)]
    assert unknown.rows[0].new_unit["name"] == "Phường Bàng Vuông" and unknown.rows[0].locality == MINH_HOA


def test_two_offices_side_by_side():
    rows = [
        ["ỦY BAN NHÂN DÂN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["PHƯỜNG BÀNG VUÔNG", "", "", "Độc lập - Tự do - Hạnh phúc"],
    ]
    reading = read_rows(rows + rows_of()[1:])
    assert codes(reading) == [] and reading.rows[0].unit_id == 1


@pytest.mark.parametrize(
    "file_name,unit_id",
    [
        ("06a phường Bàng Vuông quý III-2025.csv", 1),
        ("II.06a_P. Lúa Ngọt_Q3-2025.csv", 2),
        ("Bàng Vuông.csv", 1),
    ],
)
def test_ward_of_the_file_name_where_the_title_names_none(file_name, unit_id):
    reading = read_rows(rows_of()[1:], file_name=file_name)
    assert codes(reading) == [] and reading.rows[0].unit_id == unit_id


def test_ward_of_a_file_name_without_accents_is_a_suggestion():
    reading = read_rows(rows_of()[1:], file_name="06a-phuong-bang-vuong-quy-3-2025.csv")
    assert codes(reading) == ["similar_unit"] and reading.rows[0].unit_id == 1
    assert "phuong bang vuong" in words("vi").message(reading.problems[0])


def test_ward_that_nobody_names_is_asked_and_the_answer_settles_it():
    reading = read_rows(rows_of()[1:], file_name="bieu-06a.csv")
    assert [(p.severity, p.code) for p in reading.problems] == [("confirm", "own_form_unit_missing")]
    assert not reading.rows and not reading.fields and not reading.refused
    answered = read_rows(rows_of()[1:], file_name="bieu-06a.csv", answers=Answers(unit="Xã Đồng Sương"))
    assert codes(answered) == [] and answered.rows[0].unit_id == 3


def test_answer_goes_before_the_title():
    assert read_rows(rows_of(), answers=Answers(unit="Phường Lúa Ngọt")).rows[0].unit_id == 2


def test_locality_of_the_form_is_the_office_above_the_ward():
    reading = read_rows(with_title("UBND QUẬN NẮNG MỚI", "UBND PHƯỜNG BÀNG VUÔNG"))
    assert reading.rows[0].locality == "Quận Nắng Mới" and "unknown_locality" in codes(reading)


def test_period_is_asked_for_where_none_is_told():
    reading = read_rows([row for row in rows_of() if not row[0].startswith("Quý")])
    assert codes(reading) == ["period_missing"] and not reading.rows
    assert not read_rows(rows_of(), locality="Quận Nắng Mới").rows[0].unit_id


# ── A unit that is chosen against the title ───────────────────────────────────


@pytest.mark.parametrize("given", ["Xã Đồng Sương", "Phường Cầu Vồng", "Xã Bàng Vuông"])
def test_a_unit_given_against_the_title_is_asked_and_stays_the_default(given):
    reading = read_rows(rows_of(), answers=Answers(unit=given))
    problem = next(one for one in reading.problems if one.code == "unit_other_than_title")
    assert (problem.severity, problem.cell, problem.value) == ("confirm", "A1", "UBND PHƯỜNG BÀNG VUÔNG")
    assert f"“{given}”" in words("vi").message(problem) and "BÀNG VUÔNG" in words("vi").message(problem)
    assert [row.ward for row in reading.rows] == [given]


@pytest.mark.parametrize(
    "title,given",
    [
        ("UBND PHƯỜNG BÀNG VUÔNG", "P. Bàng Vuông"),
        ("UBND PHUONG BANG VUONG", "Phường Bàng Vuông"),
        ("UBND phường Cũ Kỹ", "Phường Bàng Vuông"),  # a name it went by
        ("Biểu số II.06a", "Xã Đồng Sương"),
    ],
)
def test_a_unit_given_as_the_title_writes_it_otherwise_is_not_asked(title, given):
    unit, *others = REGISTRY.units
    registry = replace(REGISTRY, units=(unit | {"aliases": ("Phường Cũ Kỹ",)}, *others))
    assert codes(read_rows(with_title(title), answers=Answers(unit=given), registry=registry)) == []


def test_a_unit_that_stands_in_no_cell_is_told_without_one():
    reading = read_rows(with_title("Biểu số II.06a"), answers=Answers(unit="Phường Lạ"))
    (problem,) = reading.problems
    assert problem.code == "unknown_unit" and "None" not in words("vi").message(problem)
    assert words("vi").message(problem).startswith("Tệp: ")
