"""How a table is laid out, found by its words: form II.06a, tables on their side, lists, sheets, foreign headers."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reform.intake import Answers, read
from reform.intake.again import read_again
from reform.intake.columns import signature
from reform.intake.headers import meaning, words_of
from reform.intake.layout import find_table, table_again
from reform.intake.opening import open_file
from reform.intake.reading import Opened, Sheet, Written, address
from reform.text import words
from tests import readings
from tests.readings import DECLARATION, EMPTY, MINH_HOA, codes, figures, registry_of, rows_of, text_of

FACTS = Path(__file__).parent / "facts"
NAMES = ("Phường Bàng Vuông", "Phường Lúa Ngọt", "Phường Cầu Vồng", "Xã Đồng Sương")
REGISTRY = registry_of(*NAMES)
FORM = (FACTS / "vi-du-bieu-06a.csv").read_bytes()
BANG_VUONG = {
    "received_total": 1284,
    "received_online": 1102,
    "received_direct_postal": 176,
    "carried_over": 6,
    "resolved_total": 1271,
    "resolved_early": 1190,
    "resolved_on_time": 79,
    "resolved_overdue": 2,
    "pending_total": 13,
    "pending_in_time": 13,
    "pending_overdue": 0,
}


def read_lines(*lines, **options):
    return read_bytes("\n".join(lines).encode(), **options)


def read_bytes(data, **options):
    return readings.read_bytes(data, **{"registry": REGISTRY} | options)


def cells(row):
    return {key: cell.cell for key, cell in row.values.items()}


def wards(reading):
    return [(row.number, row.ward) for row in reading.rows]


def workbook(sheets, merged=()):
    """An .xlsx of {name: rows}, digits as numbers; `merged` ranges are of the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([int(cell) if str(cell).isdigit() else cell or None for cell in row])
    for area in merged:
        book[next(iter(sheets))].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# ── Form II.06a, a unit a row ─────────────────────────────────────────────────


def test_form_is_read_to_the_last_figure():
    reading = read_bytes(FORM)
    assert codes(reading) == [] and reading.decisions["layout"] == "form_06a"
    assert reading.decisions["header_rows"] == [7, 8, 9]
    assert wards(reading) == [(12, NAMES[0]), (13, NAMES[1]), (14, NAMES[2]), (15, NAMES[3])]
    assert figures(reading.rows[0]) == BANG_VUONG
    assert cells(reading.rows[3])["pending_overdue"] == "M15"
    assert {row.period.key for row in reading.rows} == {"2025-Q3"} and reading.rows[0].locality == MINH_HOA
    (total,) = reading.totals
    assert (total.number, figures(total)["received_total"], figures(total)["pending_overdue"]) == (16, 4698, 2)
    for key in BANG_VUONG:
        assert sum(figures(row)[key] for row in reading.rows) == figures(total)[key]


def moved(rows, down=0, right=0):
    width = len(rows[0]) + right
    return [[""] * width] * down + [[""] * right + row for row in rows]


@pytest.mark.parametrize("down,right", [(0, 1), (0, 3), (25, 0), (20, 2)])
def test_form_is_found_wherever_it_stands(down, right):
    reading = read_bytes(text_of(moved(rows_of(FORM), down, right)))
    assert codes(reading) == [] and figures(reading.rows[0]) == BANG_VUONG
    assert [row.number for row in reading.rows] == [12 + down, 13 + down, 14 + down, 15 + down]


def test_form_as_a_workbook_with_merged_headers():
    merged = ["A7:A9", "B7:B9", "C7:F7", "G7:J7", "K7:M7", "C8:C9", "D8:F8", "G8:G9", "H8:J8", "K8:K9", "L8:M8"]
    reading = read_bytes(workbook({"Biểu 06a": rows_of(FORM)}, merged))
    assert codes(reading) == [] and [row.ward for row in reading.rows] == list(NAMES)
    assert figures(reading.rows[0])["resolved_overdue"] == 2
    assert cells(reading.rows[0])["resolved_overdue"] == "Biểu 06a!J12"
    assert reading.decisions["sheet"] == "Biểu 06a"


def test_what_a_merged_header_stands_over_is_not_guessed_where_it_is_marked():
    """Only C:D are under "tiếp nhận": the third column's "Quá hạn" belongs to nothing."""
    rows = [
        ["Đơn vị", "Kỳ báo cáo", "Số hồ sơ đã giải quyết", "", ""],
        ["", "", "Tổng số", "Trước hạn", "Quá hạn"],
        ["Phường Lúa Ngọt", "Quý III/2025", "9", "8", "1"],
    ]
    reading = read_bytes(workbook({"A": rows}, ["C1:D1"]))
    assert codes(reading) == ["unknown_column"]
    assert figures(reading.rows[0]) == {"resolved_total": 9, "resolved_early": 8}
    assert reading.problems[0].column == "Số hồ sơ đã giải quyết – Quá hạn"


def test_a_header_merged_on_a_part_is_read_where_no_other_column_can_be_meant():
    """ "Quá hạn" under nothing: the pending one has its own column, the one beside resolved dossiers is left."""
    rows = [
        ["Đơn vị", "Kỳ báo cáo", "Số hồ sơ đã giải quyết", "", "", "Số hồ sơ đang giải quyết", ""],
        ["", "", "Tổng số", "Trước hạn", "Quá hạn", "Trong hạn", "Quá hạn"],
        ["Phường Lúa Ngọt", "Quý III/2025", "9", "8", "1", "4", "3"],
    ]
    reading = read_bytes(workbook({"A": rows}, ["C1:D1", "F1:G1"]))
    assert codes(reading) == []
    assert figures(reading.rows[0]) == {
        "resolved_total": 9,
        "resolved_early": 8,
        "resolved_overdue": 1,
        "pending_in_time": 4,
        "pending_overdue": 3,
    }


def test_form_merged_on_parts_is_the_form():
    """The first columns of each group are merged, the others are left as they were typed."""
    merged = ["A7:A9", "B7:B9", "C7:D7", "G7:I7", "K7:M7", "C8:C9", "D8:E8", "G8:G9", "H8:I8", "K8:K9", "L8:M8"]
    reading = read_bytes(workbook({"Biểu 06a": rows_of(FORM)}, merged))
    assert codes(reading) == [] and figures(reading.rows[0]) == BANG_VUONG


@pytest.mark.parametrize(
    "index",
    [
        "1;2;3;4;5;6;7;8;9;10;11;12;13",
        "A;B;1;2;3;4;5;6;7;8;9;10;11",
        "(1);(2);(3);(4);(5);(6);(7);(8);(9);(10);(11);(12);(13)",
    ],
)
def test_row_that_counts_the_columns_is_no_unit(index):
    rows = rows_of(FORM)
    rows[9] = index.split(";")
    assert codes(read_bytes(text_of(rows))) == []


def test_form_without_in_which_and_without_an_index_row():
    reading = read_lines(
        "Quý III/2025",
        "STT;Xã, phường;Tiếp nhận;;;Đã giải quyết;;Đang giải quyết;;Ghi chú",
        ";;Tổng số;DVC;Từ kỳ trước;Đúng và trước hạn;Quá hạn;Trong hạn;Quá hạn;",
        "I;Xã, phường;;;;;;;;",
        "1;Phường Lúa Ngọt;987;455;12;972;8;5;2;đủ",
    )
    assert codes(reading) == []
    assert figures(reading.rows[0]) == {
        "received_total": 987,
        "received_online": 455,
        "carried_over": 12,
        "resolved_early_or_on_time": 972,
        "resolved_overdue": 8,
        "pending_in_time": 5,
        "pending_overdue": 2,
        "note": "đủ",
    }


def test_newer_form_with_a_group_inside_a_group():
    reading = read_lines(
        "Quý III/2025",
        "TT;Đơn vị;Số hồ sơ tiếp nhận;;;;;;Số hồ sơ đã giải quyết;;;Tỷ lệ đúng hạn",
        ";;Tổng số;Trong kỳ;;;;Từ kỳ trước;Tổng số;Trong đó;;",
        ";;;Tổng số;Trực tuyến;;Trực tiếp, bưu chính;;;Trước hạn;Quá hạn;",
        ";;;;Toàn trình;Một phần;;;;;;",
        "1;Phường Lúa Ngọt;987;975;300;155;520;12;980;610;8;99,18%",
    )
    assert codes(reading) == []
    assert figures(reading.rows[0]) == {
        "received_total": 987,
        "received_new": 975,
        "received_online_full": 300,
        "received_online_partial": 155,
        "received_direct_postal": 520,
        "carried_over": 12,
        "resolved_total": 980,
        "resolved_early": 610,
        "resolved_overdue": 8,
        "on_time_pct_stated": Decimal("99.18"),
    }


def test_score_table_with_a_header_over_the_scores():
    reading = read_lines(
        "TT;Đơn vị;Kỳ báo cáo;Kết quả chấm điểm;;",
        ";;;Tối đa;Tự chấm;Thẩm định",
        "1;Phường Lúa Ngọt;Năm 2024;100;92,5;90",
    )
    assert codes(reading) == []
    assert figures(reading.rows[0]) == {
        "reform_score_max": 100,
        "reform_self_score": Decimal("92.5"),
        "reform_score": 90,
    }


FLAT = "Đơn vị;Kỳ báo cáo"
WARD = "Phường Lúa Ngọt;Quý III/2025"


@pytest.mark.parametrize(
    "header,key",
    [
        ("Số hồ sơ đã giải quyết - Quá hạn", "resolved_overdue"),
        ("Tiếp nhận: Tổng số", "received_total"),
        ("Giải quyết / Trước hạn", "resolved_early"),
        ("Đang giải quyết – Trong đó – Quá hạn", "pending_overdue"),
        ("Số hồ sơ tiếp nhận: Trong kỳ: Trực tuyến", "received_online"),
    ],
)
def test_flat_header_that_carries_its_parent(header, key):
    reading = read_lines(f"{FLAT};{header}", f"{WARD};5")
    assert codes(reading) == [] and figures(reading.rows[0]) == {key: 5}


@pytest.mark.parametrize(
    "path",
    [
        ("Tổng số",),
        ("Quá hạn",),
        ("Hồ sơ liên thông", "Tổng số"),
        ("Hồ sơ liên thông", "Trước hạn"),
        ("Số hồ sơ đang giải quyết", "Trước hạn"),
        ("Số hồ sơ tiếp nhận", "Cùng kỳ năm trước", "Trực tuyến"),
        ("Trong kỳ", "Trực tuyến"),
        ("Hồ sơ liên thông - Tổng số",),
    ],
)
def test_word_under_no_known_header_means_nothing(path):
    assert meaning(path, words_of(DECLARATION)) is None


def test_unknown_header_over_known_words_is_asked_with_its_whole_path():
    reading = read_lines(
        "Quý III/2025",
        "Đơn vị;Tiếp nhận;;Liên thông;",
        ";Tổng số;Trực tuyến;Tổng số;Quá hạn",
        "Phường Lúa Ngọt;9;8;7;6",
    )
    assert [(p.code, p.cell, p.value) for p in reading.problems] == [
        ("unknown_column", "D3", "Liên thông – Tổng số"),
        ("unknown_column", "E3", "Liên thông – Quá hạn"),
    ]
    assert figures(reading.rows[0]) == {"received_total": 9, "received_online": 8}


def test_header_printed_again_on_the_next_page_is_no_unit():
    rows = rows_of(FORM)
    rows[13:13] = rows[6:9]
    reading = read_bytes(text_of(rows))
    assert codes(reading) == [] and [row.number for row in reading.rows] == [12, 13, 17, 18]


def test_one_word_of_the_title_is_no_header():
    reading = read_lines("Kỳ báo cáo;Quý III/2025", "Đơn vị;Trước hạn", "Phường Lúa Ngọt;5")
    assert reading.decisions["header_rows"] == [2] and reading.decisions["layout"] == "template"


def test_group_row_right_below_the_header_is_no_header():
    reading = read_lines("Quý III/2025", "TT;Đơn vị;Trước hạn", ";Phường;", "1;Phường Lúa Ngọt;5")
    assert codes(reading) == [] and reading.decisions["header_rows"] == [2]


# ── Totals of a group ─────────────────────────────────────────────────────────

GROUPS = (
    "Quý III/2025",
    "TT;Đơn vị;Tổng số tiếp nhận;Tiếp nhận trực tuyến",
    "1;Phường Lúa Ngọt;987;455",
    "2;Phường Cầu Vồng;2.015;1.999",
    ";Cộng phường;3.002;2.454",
    "1;Xã Đồng Sương;412;118",
    ";Cộng xã;412;118",
    ";Tổng cộng;3.414;2.572",
)


def test_totals_of_groups_are_no_wards_and_only_the_last_is_the_total():
    reading = read_lines(*GROUPS)
    assert codes(reading) == []
    assert wards(reading) == [(3, NAMES[1]), (4, NAMES[2]), (6, NAMES[3])]
    assert [(row.number, figures(row)["received_total"]) for row in reading.totals] == [(8, 3414)]


def test_total_of_a_group_that_is_not_its_sum_is_told():
    reading = read_lines(*(line.replace("3.002", "3.003") for line in GROUPS))
    (problem,) = reading.problems
    assert (problem.severity, problem.code, problem.cell) == ("error", "group_total_differs", "C5")
    assert (problem.facts["total"], problem.facts["sum"], problem.facts["label"]) == (3003, 3002, "Cộng phường")
    assert "3.003" in words("vi").message(problem) and "3.002" in words("vi").message(problem)


def test_group_row_with_figures_sums_up_what_stands_below_it():
    lines = (
        "Quý III/2025",
        "TT;Đơn vị;Tổng số tiếp nhận",
        "I;Khối phường;3.002",
        "1;Phường Lúa Ngọt;987",
        "2;Phường Cầu Vồng;2.015",
        "II;Xã;412",
        "1;Xã Đồng Sương;412",
        ";Tổng cộng;3.414",
    )
    reading = read_lines(*lines)
    assert codes(reading) == [] and [row.number for row in reading.rows] == [4, 5, 7]
    assert [row.number for row in reading.totals] == [8]
    wrong = read_lines(*(line.replace("II;Xã;412", "II;Xã;413") for line in lines))
    assert [(p.code, p.cell) for p in wrong.problems] == [("group_total_differs", "C6")]


def test_two_totals_of_one_name_are_each_of_their_own_group():
    lines = [line.replace("Cộng phường", "Cộng").replace("Cộng xã", "Cộng") for line in GROUPS[:-1]]
    reading = read_lines(*lines)
    assert codes(reading) == [] and reading.totals == ()


def test_each_period_has_its_own_total():
    reading = read_lines(
        "Đơn vị;Kỳ báo cáo;Trước hạn",
        "Phường Lúa Ngọt;Quý II/2025;5",
        "Tổng cộng;Quý II/2025;5",
        "Phường Lúa Ngọt;Quý III/2025;6",
        "Tổng cộng;Quý III/2025;6",
    )
    assert codes(reading) == [] and [row.number for row in reading.rows] == [2, 4]
    assert [(row.number, row.period.key) for row in reading.totals] == [(3, "2025-Q2"), (5, "2025-Q3")]


def test_ward_called_cong_hoa_is_still_a_ward():
    reading = read_lines(f"{FLAT};Trước hạn", "Cộng Hòa;Quý III/2025;5")
    assert len(reading.rows) == 1 and not reading.totals


# ── Tables on their side ──────────────────────────────────────────────────────

SIDEWAYS = (
    "BÁO CÁO QUÝ III/2025;;;;",
    "TT;Chỉ tiêu;ĐVT;Phường Lúa Ngọt;Phường Cầu Vồng;Tổng cộng",
    "I;Số hồ sơ tiếp nhận;;;;",
    "1;Tổng số;hồ sơ;987;2.015;3.002",
    ";- Trực tuyến;hồ sơ;455;1.999;2.454",
    ";- Từ kỳ trước;hồ sơ;12;3;15",
    "II;Số hồ sơ đã giải quyết;hồ sơ;980;2.012;2.992",
    ";- Trước hạn;hồ sơ;610;2.005;2.615",
    ";- Quá hạn;hồ sơ;8;0;8",
    "III;Số hồ sơ đang giải quyết;hồ sơ;7;3;10",
    ";- Quá hạn;hồ sơ;2;0;2",
    "IV;Số phiếu khảo sát;phiếu;145;;145",
    ";;;;Ngày 16 tháng 9 năm 2025;",
    ";NGƯỜI LẬP BIỂU;;;CHÁNH VĂN PHÒNG;",
)


def test_measures_down_and_units_across():
    reading = read_lines(*SIDEWAYS)
    assert codes(reading) == [] and reading.decisions["layout"] == "transposed"
    assert wards(reading) == [(4, NAMES[1]), (5, NAMES[2])]
    assert figures(reading.rows[0]) == {
        "received_total": 987,
        "received_online": 455,
        "carried_over": 12,
        "resolved_total": 980,
        "resolved_early": 610,
        "resolved_overdue": 8,
        "pending_total": 7,
        "pending_overdue": 2,
        "survey_ballots": 145,
    }
    assert cells(reading.rows[1])["pending_overdue"] == "E11"
    assert "survey_ballots" not in figures(reading.rows[1])
    assert [(row.number, figures(row)["received_total"]) for row in reading.totals] == [(6, 3002)]


def test_labels_in_two_columns_on_their_side():
    rows = [
        ["Nội dung", "", "Phường Lúa Ngọt", "Phường Cầu Vồng"],
        ["Trực thuộc", "", "Thành phố Nắng Mới", "Thành phố Minh Họa"],
        ["Kỳ báo cáo", "", "Quý III/2025", "Quý II/2025"],
        ["Số hồ sơ đã giải quyết", "Tổng số", "980", "2012"],
        ["", "Quá hạn", "8", "0"],
        ["Số hồ sơ đang giải quyết", "Tổng số", "7", "3"],
        ["", "Quá hạn", "2", "0"],
    ]
    reading = read_bytes(workbook({"Số liệu": rows}, ["A4:A5", "A6:A7", "A1:B1"]))
    assert codes(reading) == ["unknown_unit", "unknown_locality"]
    found = [(row.ward, row.locality, row.period.key) for row in reading.rows]
    assert found == [(NAMES[1], "Thành phố Nắng Mới", "2025-Q3"), (NAMES[2], MINH_HOA, "2025-Q2")]
    assert figures(reading.rows[0]) == {
        "resolved_total": 980,
        "resolved_overdue": 8,
        "pending_total": 7,
        "pending_overdue": 2,
    }
    assert cells(reading.rows[1])["resolved_total"] == "Số liệu!D4"


def test_unknown_row_of_a_table_on_its_side_is_asked_by_its_label():
    lines = (*SIDEWAYS[:5], ";- Qua Zalo;hồ sơ;3;4;7", *SIDEWAYS[5:])
    reading = read_lines(*lines)
    assert [(p.code, p.cell) for p in reading.problems] == [("unknown_column", "B6")]
    answered = read_lines(*lines, answers=Answers(columns={"- Qua Zalo": "received_postal"}))
    assert codes(answered) == [] and figures(answered.rows[0])["received_postal"] == 3


def test_template_is_not_taken_for_a_table_on_its_side():
    lines = [f"{FLAT};Trước hạn;Nguồn số liệu", f"{WARD};5;Trước hạn", "Phường Cầu Vồng;Quý III/2025;6;Đúng hạn"]
    assert read_lines(*lines).decisions["layout"] == "template"


# ── Lists, one measure a row ──────────────────────────────────────────────────

LONG = (
    "Đơn vị;Kỳ báo cáo;Chỉ tiêu;ĐVT;Giá trị",
    "Phường Lúa Ngọt;Quý III/2025;Tổng số tiếp nhận;hồ sơ;987",
    "Phường Cầu Vồng;Quý III/2025;Tổng số tiếp nhận;hồ sơ;2.015",
    "Phường Lúa Ngọt;Quý III/2025;Số hồ sơ đã giải quyết - Quá hạn;hồ sơ;8",
    "Phường Lúa Ngọt;Quý II/2025;Tổng số tiếp nhận;hồ sơ;900",
    "Phường Cầu Vồng;Quý III/2025;Tỷ lệ hồ sơ trực tuyến;%;99,53%",
)


def test_list_becomes_a_row_a_unit_and_period():
    reading = read_lines(*LONG)
    assert codes(reading) == [] and reading.decisions["layout"] == "long"
    found = [(row.number, row.ward, row.period.key, figures(row)) for row in reading.rows]
    assert found == [
        (2, NAMES[1], "2025-Q3", {"received_total": 987, "resolved_overdue": 8}),
        (3, NAMES[2], "2025-Q3", {"received_total": 2015, "online_pct_stated": Decimal("99.53")}),
        (5, NAMES[1], "2025-Q2", {"received_total": 900}),
    ]
    assert cells(reading.rows[0]) == {"received_total": "E2", "resolved_overdue": "E4"}


def test_measure_told_twice_in_a_list_is_an_error_at_its_cell():
    (problem,) = read_lines(*LONG, LONG[3].replace(";8", ";9")).problems
    assert (problem.severity, problem.code, problem.cell, problem.value) == ("error", "duplicate_row", "E7", "9")
    assert problem.facts["other_row"] == 4 and "E7" in words("vi").message(problem)


def test_unknown_measure_of_a_list_is_asked_once_where_it_first_stands():
    lines = (*LONG, "Phường Lúa Ngọt;Quý III/2025;Hồ sơ Zalo;;3", "Phường Cầu Vồng;Quý III/2025;Hồ sơ Zalo;;4")
    reading = read_lines(*lines)
    assert [(p.severity, p.code, p.cell, p.value) for p in reading.problems] == [
        ("confirm", "unknown_column", "C7", "Hồ sơ Zalo")
    ]
    answered = read_lines(*lines, answers=Answers(columns={"Hồ sơ Zalo": "received_postal"}))
    assert codes(answered) == [] and [figures(row).get("received_postal") for row in answered.rows] == [3, 4, None]


def test_list_with_a_cell_too_many_does_not_read_that_row():
    reading = read_lines(*LONG, "Phường Lúa Ngọt;Quý III/2025;Trước hạn;hồ sơ;1;059")
    assert [(p.code, p.cell) for p in reading.problems] == [("surplus_cells", "F7")]
    assert "resolved_early" not in figures(reading.rows[0])


def test_list_whose_units_stand_under_a_foreign_header_can_be_mapped():
    lines = (LONG[0].replace("Đơn vị;", "Nơi gửi;", 1), *LONG[1:])
    reading = read_lines(*lines)
    assert codes(reading) == ["no_unit_column", "unknown_column"] and reading.headers[0] in ("Nơi gửi", "Kỳ báo cáo")
    mapped = read_lines(*lines, answers=Answers(columns={"Nơi gửi": "unit"}))
    assert codes(mapped) == [] and [figures(row) for row in mapped.rows] == [
        figures(row) for row in read_lines(*LONG).rows
    ]


def test_list_of_one_ward_takes_it_from_the_title():
    lines = (
        "UBND PHƯỜNG LÚA NGỌT",
        "Quý III/2025",
        "TT;Chỉ tiêu;ĐVT;Kết quả",
        "1;Tổng số tiếp nhận;hồ sơ;987",
        "2;Trước hạn;hồ sơ;610",
    )
    reading = read_lines(*lines)
    assert codes(reading) == [] and wards(reading) == [(4, NAMES[1])]
    assert figures(reading.rows[0]) == {"received_total": 987, "resolved_early": 610}
    assert cells(reading.rows[0])["resolved_early"] == "D5"
    assert codes(read_lines(*lines[1:])) == ["own_form_unit_missing"]


def test_periods_across_are_no_units():
    reading = read_lines(
        "UBND PHƯỜNG LÚA NGỌT",
        "TT;Chỉ tiêu;Quý II/2025;Quý III/2025",
        "1;Số hồ sơ tiếp nhận;900;987",
        "2;Số hồ sơ đã giải quyết;880;980",
    )
    assert codes(reading) == []
    found = [(row.number, row.ward, row.period.key, figures(row)["resolved_total"]) for row in reading.rows]
    assert found == [(3, NAMES[1], "2025-Q2", 880), (4, NAMES[1], "2025-Q3", 980)]


# ── Sheets ────────────────────────────────────────────────────────────────────

TABLE = [["Đơn vị", "Kỳ báo cáo", "Trước hạn"], ["Phường Lúa Ngọt", "Quý III/2025", "5"]]
OTHER = [["Đơn vị", "Kỳ báo cáo", "Trước hạn"], ["Phường Cầu Vồng", "Quý III/2025", "6"]]
COVER = [["BÁO CÁO"], ["Phòng Nội vụ"]]


def test_sheets_without_a_table_are_passed_over():
    reading = read_bytes(workbook({"Bìa": COVER, "Số liệu": TABLE}))
    assert codes(reading) == [] and reading.decisions["sheet"] == "Số liệu"
    assert cells(reading.rows[0]) == {"resolved_early": "Số liệu!C2"}


def test_sheet_with_headers_alone_gives_way_to_one_with_figures():
    reading = read_bytes(workbook({"Mẫu": TABLE[:1], "Số liệu": OTHER}))
    assert codes(reading) == [] and wards(reading) == [(2, NAMES[2])]


def test_hidden_sheet_is_read_only_when_it_is_asked_for():
    grids = (("Bản cũ", OTHER, True), ("Số liệu", TABLE, False))
    sheets = tuple(
        Sheet(
            name,
            tuple(
                tuple(Written(c, f"{name}!{address(n, i)}") for i, c in enumerate(row)) for n, row in enumerate(rows, 1)
            ),
            hidden,
        )
        for name, rows, hidden in grids
    )
    opened = Opened("xlsx", sheets)
    shown, problems = find_table(opened, DECLARATION, Answers(), REGISTRY)
    assert (shown.sheet, problems) == ("Số liệu", [])
    assert find_table(opened, DECLARATION, Answers(sheet="Bản cũ"), REGISTRY)[0].sheet == "Bản cũ"


def test_of_two_tables_the_first_is_the_default_and_the_answer_settles_it():
    data = workbook({"Quý III": TABLE, "Bản sửa": OTHER})
    reading = read_bytes(data)
    (problem,) = reading.problems
    assert (problem.severity, problem.code) == ("confirm", "several_tables")
    assert problem.facts == {"sheets": ["Quý III", "Bản sửa"], "chosen": "Quý III"}
    assert wards(reading) == [(2, NAMES[1])]
    answered = read_bytes(data, answers=Answers(sheet="Bản sửa"))
    assert codes(answered) == [] and wards(answered) == [(2, NAMES[2])]


def test_own_form_takes_its_ward_from_the_sheet_that_bears_its_name():
    rows = [["Quý III/2025"], ["TT", "Lĩnh vực", "Tiếp nhận", ""], ["", "", "Tổng số", "Trực tuyến"]]
    rows += [["1", "Hộ tịch", "5", "3"], ["", "Tổng số", "5", "3"]]
    reading = read_bytes(workbook({"P. Lúa Ngọt": rows}, ["C2:D2"]))
    assert codes(reading) == [] and wards(reading) == [(5, NAMES[1])]
    assert [(row.field, cells(row)["received_online"]) for row in reading.fields] == [("Hộ tịch", "P. Lúa Ngọt!D4")]


def test_sheet_that_is_not_there_is_refused_with_those_that_are():
    reading = read_bytes(workbook({"Quý III": TABLE, "Bìa": COVER}), answers=Answers(sheet="Quý IV"))
    assert codes(reading) == ["sheet_missing"] and reading.refused
    assert "Quý III và Bìa" in words("vi").message(reading.problems[0])


def test_own_template_with_its_guide_is_one_table():
    import pandas as pd

    from reform.export.template import template_xlsx

    units = pd.DataFrame([{"ward": NAMES[1], "office_order": 1, "locality": MINH_HOA}])
    opened = open_file(template_xlsx(DECLARATION, units, MINH_HOA, None))
    table, problems = find_table(opened, DECLARATION, Answers(), REGISTRY)
    assert problems == [] and table.layout == "template" and len(table.headers) == 7 + len(DECLARATION.measures)


# ── Columns to be mapped ──────────────────────────────────────────────────────


def test_table_without_a_unit_column_can_be_mapped():
    lines = ("Đơn vị thực hiện;Kỳ báo cáo;Trước hạn;Zalo", "Phường Lúa Ngọt;Quý III/2025;5;7", ";;;")
    reading = read_lines(*lines)
    assert [p.code for p in reading.problems if p.severity == "error"] == ["no_unit_column"] and not reading.refused
    assert reading.headers == ("Đơn vị thực hiện", "Kỳ báo cáo", "Trước hạn", "Zalo")
    assert reading.preview == (("Phường Lúa Ngọt", "Quý III/2025", "5", "7"),)
    mapped = read_lines(*lines, answers=Answers(columns={"Đơn vị thực hiện": "unit", "Zalo": ""}))
    assert codes(mapped) == [] and figures(mapped.rows[0]) == {"resolved_early": 5}
    assert [column["how"] for column in mapped.decisions["columns"]] == ["given", "known", "known", "ignored"]


FOREIGN = ("Báo cáo", "Ward;Received;Online", "Phường Lúa Ngọt;987;455", "Phường Cầu Vồng;2.015;1.999")


def test_table_without_a_known_word_can_be_mapped():
    reading = read_lines(*FOREIGN, file_name="quy-3-2025.csv")
    assert codes(reading) == ["no_header"] and not reading.refused
    assert reading.headers == ("Ward", "Received", "Online") and len(reading.preview) == 2
    answers = Answers(
        columns={"Ward": "unit", "Received": "received_total", "Online": "received_online"}, period="Quý III/2025"
    )
    mapped = read_lines(*FOREIGN, answers=answers)
    assert codes(mapped) == [] and [figures(row)["received_online"] for row in mapped.rows] == [455, 1999]


@pytest.mark.parametrize(
    "lines",
    [
        ("Kết quả quý III", "Lúa Ngọt;987;455"),
        ("Một đoạn văn", "không có bảng nào"),
        ("Họ và tên;Chức vụ;Quê quán", "A;B;C", "D;E;F"),
    ],
)
def test_what_is_no_table_of_figures_is_refused_whole(lines):
    reading = read_lines(*lines)
    assert codes(reading) == ["no_header"] and reading.refused and not reading.preview and not reading.headers


def test_mapping_of_before_is_remembered_for_the_same_headers():
    lines = (f"{FLAT};Zalo;Facebook", f"{WARD};5;6")
    assert codes(read_lines(*lines)) == ["unknown_column", "unknown_column"]
    table, _ = find_table(open_file("\n".join(lines).encode()), DECLARATION, Answers(), REGISTRY)
    remembered = {signature(table.headers): {"Zalo": "received_postal", "Facebook": ""}}
    reading = read_lines(*lines, registry=replace(REGISTRY, mappings=remembered))
    assert codes(reading) == [] and figures(reading.rows[0]) == {"received_postal": 5}
    assert [column["how"] for column in reading.decisions["columns"]] == ["known", "known", "remembered", "ignored"]
    other = read_lines(f"{FLAT};Zalo;Khác", f"{WARD};5;6", registry=replace(REGISTRY, mappings=remembered))
    assert codes(other) == ["unknown_column", "unknown_column"]


def test_answer_goes_before_what_is_remembered_and_before_the_declaration():
    reading = read_lines(f"{FLAT};Trước hạn", f"{WARD};5", answers=Answers(columns={"Trước hạn": "resolved_on_time"}))
    assert figures(reading.rows[0]) == {"resolved_on_time": 5}


def test_one_word_does_not_map_a_column_that_its_parents_tell():
    lines = ("Quý III/2025", "Đơn vị;Đã giải quyết;;Lạ", ";Tổng số;Quá hạn;Quá hạn", "Phường Lúa Ngọt;9;1;2")
    reading = read_lines(*lines, answers=Answers(columns={"Quá hạn": "pending_overdue"}))
    assert figures(reading.rows[0]) == {"resolved_total": 9, "resolved_overdue": 1, "pending_overdue": 2}


def test_column_mapped_to_what_is_not_declared_is_an_error():
    reading = read_lines(f"{FLAT};Zalo", f"{WARD};5", answers=Answers(columns={"Zalo": "received_zalo"}))
    (problem,) = (p for p in reading.problems if p.severity == "error")
    assert (problem.code, problem.cell, problem.facts) == ("mapping_unknown", "C1", {"key": "received_zalo"})


def test_field_beside_a_unit_is_asked_not_passed_over():
    reading = read_lines(f"{FLAT};Lĩnh vực;Trước hạn", f"{WARD};Hộ tịch;5")
    assert [(p.code, p.cell) for p in reading.problems] == [("field_beside_unit", "C1")]


# ── The journal ───────────────────────────────────────────────────────────────


def test_decisions_of_before_still_read_the_same_rows():
    data = f"sep=;\nBáo cáo\n{FLAT};Trước hạn\n{WARD};5\n".encode()
    reading = read(data, DECLARATION, registry=REGISTRY)
    old = {
        key: reading.decisions[key] for key in ("encoding", "separator", "header_rows", "period", "columns", "units")
    }
    old["columns"] = [{k: column[k] for k in ("cell", "header", "key")} for column in old["columns"]]
    assert read_again(data, old, EMPTY) == reading.rows


def test_table_again_asks_no_word():
    data = "\n".join(SIDEWAYS).encode()
    reading = read_lines(*SIDEWAYS)
    table = table_again(open_file(data), reading.decisions)
    assert dict(table.body)[4][0] == "Phường Lúa Ngọt"


# ── Any change ────────────────────────────────────────────────────────────────

SHAPES = {
    "form": FORM.decode("utf-8-sig"),
    "own form": (FACTS / "vi-du-bieu-06a-mot-phuong.csv").read_text(encoding="utf-8-sig"),
    "on its side": "\n".join(SIDEWAYS),
    "list": "\n".join(LONG),
    "groups": "\n".join(GROUPS),
    "foreign": "\n".join(FOREIGN),
}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(SHAPES)), st.data())
def test_a_changed_table_is_read_whole_or_told(shape, data):
    """A few characters or cells changed anywhere: no traceback, a sentence for each problem, the same rows again."""
    text = SHAPES[shape]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(
            st.sampled_from([*'";,\n.%-x0', "", "Tổng số", "\n\n", ";;", "Đơn vị", "Chỉ tiêu;Giá trị", "\nI;Xã;5\n"])
        )
        text = text[:at] + new + text[at + data.draw(st.integers(0, 8)) :]
    reading = read_bytes(text.encode())
    for problem in reading.problems:
        assert words("vi").message(problem) and words("en").message(problem)
