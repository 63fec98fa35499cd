"""Files → rows and problems. tests/bad_files holds one file a problem; expected.csv says which, and where."""

import csv
import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform.indicators import declaration
from reform.intake import Registry, read
from reform.intake.again import read_again
from reform.intake.reading import SEVERITIES, Problem, address
from reform.store import open_store
from reform.text import words

BAD_FILES = Path(__file__).parent / "bad_files"
DECLARATION = declaration()

MINH_HOA = "Thành phố Minh Họa"
NAMES = (
    "Phường Lúa Ngọt",
    "Phường Cầu Vồng",
    "Xã Đồng Sương",
    "Thị trấn Đồng Sương",
    "Phường Nắng Ấm",
    "Phường Năng Am",
)
UNNAMED = "(chưa đặt tên)"
REGISTRY = Registry(
    localities=({"name": MINH_HOA, "close_day": None, "is_default": False},),
    units=tuple(
        {"unit_id": i, "locality": locality, "name": name, "aliases": (), "is_locality": False}
        for i, (locality, name) in enumerate([*((MINH_HOA, n) for n in NAMES), (UNNAMED, "Phường Mây Trắng")], 1)
    ),
)
HEADER = "Đơn vị;Trực thuộc;Kỳ báo cáo"
ROW = f"Phường Lúa Ngọt;{MINH_HOA};Quý III/2025"


def read_lines(*lines, registry=REGISTRY, **options):
    return read("\n".join(lines).encode(), DECLARATION, registry=registry, **options)


def codes(reading):
    return [problem.code for problem in reading.problems]


def one_cell(header, text):
    return read_lines(f"{HEADER};{header}", f"{ROW};{text}")


# ── One file a problem ────────────────────────────────────────────────────────


def expected_problems():
    with (BAD_FILES / "expected.csv").open(encoding="utf-8") as file:
        return [pytest.param(*row.values(), id=row["file"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("file,severity,code,cell", expected_problems())
def test_bad_file_is_told_with_its_place_and_nothing_else(file, severity, code, cell):
    reading = read((BAD_FILES / file).read_bytes(), DECLARATION, registry=REGISTRY)
    assert [(p.severity, p.code, p.cell or "") for p in reading.problems] == [(severity, code, cell)]
    problem = reading.problems[0]
    for lang in ("vi", "en"):
        message = words(lang).message(problem)
        assert cell in message
        assert cell or problem.row is None or str(problem.row) in message
        assert "{" not in message


def test_every_bad_file_is_expected():
    listed = {param.id for param in expected_problems()}
    assert {path.name for path in BAD_FILES.iterdir()} == listed | {"expected.csv"}


def test_both_languages_have_a_sentence_for_each_code():
    told = {param.values[2] for param in expected_problems()} | {"period_from_file"}
    assert all(words(lang).has(f"problem.{code}") for lang in ("vi", "en") for code in told)


@pytest.mark.parametrize("name", ["dossier-list.csv", "dossier-list-other-headers.csv", "far-cell.xlsx"])
def test_refused_file_hands_on_nothing(name):
    reading = read((BAD_FILES / name).read_bytes(), DECLARATION, registry=REGISTRY)
    assert reading.refused and not reading.rows and not reading.totals and not reading.decisions["units"]


def test_all_problems_are_told_at_once_worst_first():
    reading = read_lines(
        f"{HEADER};Trước hạn;Đúng hạn;Lạ",
        f"Phường Trăng Khuyết;{MINH_HOA};Quý III/2025 lũy kế;abc;-;1",
        f"Phường Lúa Ngọt;{MINH_HOA};hôm qua;5%;1;1",
    )
    assert [(p.severity, p.cell) for p in reading.problems] == [
        ("error", "D2"),
        ("error", "C3"),
        ("error", "D3"),
        ("confirm", "F1"),
        ("confirm", "A2"),
        ("confirm", "E2"),
        ("note", "C2"),
    ]


def test_problems_sort_by_severity_then_row_then_column():
    made = [
        Problem(s, "x", row, cell=f"{column}{row}") for s in SEVERITIES for row in (2, 10) for column in ("B", "AA")
    ]
    assert sorted(reversed(made), key=lambda problem: problem.sort) == made


# ── The shape of a file ───────────────────────────────────────────────────────

PLAIN = "\n".join(
    (
        f"{HEADER};Tổng số tiếp nhận;Ghi chú",
        f'{ROW};1.059;"đủ; b"',
        f"Phường Cầu Vồng;{MINH_HOA};Quý III/2025;05;",
    )
)


def shapes():
    nfd = unicodedata.normalize("NFD", PLAIN)
    yield "utf-8", PLAIN.encode()
    yield "bom", b"\xef\xbb\xbf" + PLAIN.encode()
    yield "nfd", nfd.encode()
    yield "crlf", PLAIN.replace("\n", "\r\n").encode() + b"\r\n"
    yield "cr", PLAIN.replace("\n", "\r").encode()
    yield "sep line", b"sep=;\r\n" + PLAIN.encode()
    yield "blank tails", PLAIN.replace("\n", ";;;\n").encode() + b";;;\n;;;;;;;\n\n"
    yield "quoted", PLAIN.replace("1.059", '"1.059"').encode()
    for mark in (",", "\t"):
        parted = PLAIN.replace('"đủ; b"', "đủ_ b").replace(";", mark).replace("đủ_ b", '"đủ; b"')
        yield repr(mark), parted.encode()


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in shapes()])
def test_one_table_reads_the_same_in_every_shape(data):
    reading = read(data, DECLARATION, registry=REGISTRY)
    assert codes(reading) == []
    assert [(row.number, row.unit_id, row.values["received_total"].value) for row in reading.rows] == [
        (2, 1, 1059),
        (3, 2, 5),
    ]
    assert reading.rows[0].values["note"].text == "đủ; b"
    assert reading.rows[0].values["received_total"].cell == "D2"


def test_missing_trailing_cells_are_blank():
    reading = read_lines(f"{HEADER};Trước hạn;Ghi chú", ROW)
    assert codes(reading) == [] and reading.rows[0].values == {}


def test_row_longer_than_its_header_is_not_read():
    reading = read((BAD_FILES / "surplus-cell.csv").read_bytes(), DECLARATION, registry=REGISTRY)
    assert [row.number for row in reading.rows] == [2]


def test_rows_are_counted_as_a_spreadsheet_shows_them():
    reading = read_lines(
        "Báo cáo",
        "",
        f"{HEADER};Ghi chú",
        f'{ROW};"hai\ndòng"',
        "",
        f"Phường Cầu Vồng;{MINH_HOA};Quý III/2025",
    )
    assert [row.number for row in reading.rows] == [4, 6]
    assert reading.decisions["header_rows"] == [3]


def test_question_marks_outside_words_are_no_lost_letters():
    reading = one_cell("Nguồn số liệu", "Báo nào? xem https://example.vn/tin?id=5")
    assert codes(reading) == []


def test_a_note_that_speaks_of_dossiers_is_no_dossier_list():
    note = "Hai hồ sơ trả sau ngày hẹn trả do người nộp bổ sung giấy tờ; ngày tiếp nhận ghi nhầm"
    assert codes(one_cell("Ghi chú", f'"{note}"')) == []


@given(st.integers(0, 20_000), st.integers(1, 10_000))
def test_address_counts_columns_as_a_spreadsheet(column, row):
    letters = address(row, column).rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    assert (number - 1, address(row, column)) == (column, f"{letters}{row}")
    assert (address(7, 3), address(1, 26), address(1, 701)) == ("D7", "AA1", "ZZ1")


# ── Headers ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "header",
    ["Trước hạn", "TRƯỚC  HẠN", "trước hạn (8)", "Sớm hạn", "Sớm hẹn", "Trước hạn (hồ sơ) (8)", "Trước hạn:"],
)
def test_header_matches_by_synonym_case_spacing_and_ending(header):
    reading = one_cell(header, "5")
    assert codes(reading) == [] and reading.rows[0].values["resolved_early"].value == 5


@pytest.mark.parametrize("header", ["Tổng số", "Quá hạn"])
def test_word_that_needs_its_parent_header_is_asked(header):
    assert codes(one_cell(header, "5")) == ["unknown_column"]


@pytest.mark.parametrize("header", ["Tỷ lệ số hoá hồ sơ", "Luỹ kế"])
def test_header_matches_whatever_the_tone_placement(header):
    assert codes(one_cell(header, "")) == []


@pytest.mark.parametrize("unit", ["Tên phường/xã", "Phường, xã", "xã", "ĐƠN VỊ"])
def test_unit_column_by_any_of_its_names(unit):
    reading = read_lines(f"TT;{unit};Trực thuộc;Kỳ báo cáo;Trước hạn", f"1;{ROW};5")
    assert codes(reading) == [] and reading.rows[0].unit_id == 1


def test_every_declared_header_is_read_as_its_own_measure():
    measures = list(DECLARATION.measures.values())
    header = ";".join(f'"{measure.vi}"' for measure in measures)
    samples = {"text": "a", "practice": "có"}
    row = ";".join(samples.get(measure.kind, "7") for measure in measures)
    reading = read_lines(f"{HEADER};{header}", f"{ROW};{row}")
    assert codes(reading) == [] and list(reading.rows[0].values) == [measure.key for measure in measures]
    data = f"{HEADER};{header}\n{ROW};{row}".encode()
    assert read_again(data, reading.decisions, DECLARATION) == reading.rows


# ── Cells ─────────────────────────────────────────────────────────────────────


def test_cell_keeps_value_bound_text_and_place():
    cell = one_cell("Tỷ lệ hồ sơ trực tuyến (theo báo cáo)", " <30% ").rows[0].values["online_pct_stated"]
    assert (cell.value, cell.bound, cell.text, cell.cell) == (Decimal(30), "<", "<30%", "D2")


def test_unit_word_of_the_measure_may_follow():
    assert one_cell("Trước hạn", "1.059 hồ sơ").rows[0].values["resolved_early"].value == 1059
    assert one_cell("Số phiếu khảo sát", "145 Phiếu").rows[0].values["survey_ballots"].value == 145


@pytest.mark.parametrize("text,value", [("-", None), ("Không", Decimal(0))])
def test_doubtful_cell_has_its_default_reading(text, value):
    cell = one_cell("Trước hạn", text).rows[0].values["resolved_early"]
    assert (cell.value, cell.text) == (value, text)


def test_broken_or_negative_count_is_read_for_the_checks_to_judge():
    assert one_cell("Trước hạn", "3,5").rows[0].values["resolved_early"].value == Decimal("3.5")
    assert one_cell("Trước hạn", "-3").rows[0].values["resolved_early"].value == Decimal(-3)


@pytest.mark.parametrize("text", ["có", "KHÔNG", "Chưa rõ"])
def test_practice_is_kept_as_written(text):
    assert one_cell("Đường dây nóng", text).rows[0].values["hotline"].value == text


def test_blank_is_absent():
    assert one_cell("Trước hạn", "   ").rows[0].values == {}


PUBLISHED = (
    "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ ngày;Đến ngày;Lũy kế;Tổng số tiếp nhận;Tỷ lệ hồ sơ trực tuyến;Ghi chú",
    "Phường Hòa Khê;Quận Thanh Khê;Năm 2019;;;;;;Hơn phường cuối bảng 15 điểm",
    'Phường Vĩnh Trung;Quận Thanh Khê;10 tháng năm 2019;01/01/2019;31/10/2019;có;12.349;;"""đến ngày 31-10-2019"""',
    "Quận Thanh Khê;Quận Thanh Khê;Năm 2019;;;;;>40%;",
    "Phường Trần Hưng Đạo;Thành phố Hải Dương;Năm 2023;01/01/2023;30/11/2023;có;1.059;99,53%;",
    "Phường Thạch Bàn;Quận Long Biên;6 tháng đầu năm 2020;;;có;2685;;",
    "Xã Tiên Sơn;Huyện Tiên Phước;Từ năm 2020 đến 12/10/2022;01/01/2020;12/10/2022;có;;<30%;",
)


def test_published_reports_are_read_whole():
    reading = read_lines(*PUBLISHED, registry=Registry())
    assert [(row.ward, row.period.key, row.is_locality) for row in reading.rows] == [
        ("Phường Hòa Khê", "2019", False),
        ("Phường Vĩnh Trung", "2019-10M", False),
        ("Quận Thanh Khê", "2019", True),
        ("Phường Trần Hưng Đạo", "2023", False),
        ("Phường Thạch Bàn", "2020-H1", False),
        ("Xã Tiên Sơn", "2020-01-01_2022-10-12", False),
    ]
    figures = [
        (key, cell.value, cell.bound) for row in reading.rows for key, cell in row.values.items() if key != "note"
    ]
    assert figures == [
        ("received_total", 12349, None),
        ("online_pct_stated", 40, ">"),
        ("received_total", 1059, None),
        ("online_pct_stated", Decimal("99.53"), None),
        ("received_total", 2685, None),
        ("online_pct_stated", 30, "<"),
    ]
    assert set(codes(reading)) == {"unknown_unit", "unknown_locality", "window_label"}
    assert [p.cell for p in reading.problems if p.code == "window_label"] == ["D5"]


# ── Rows that are no unit's ───────────────────────────────────────────────────


def test_total_row_is_never_a_ward():
    for label in (
        "Tổng cộng",
        "TỔNG SỐ",
        "Cộng",
        "Toàn thành phố",
        "Tổng cộng (2 phường)",
        "Tổng cộng 2 phường",
    ):
        reading = read_lines(f"TT;{HEADER};Trước hạn", f"1;{ROW};5", f";{label};;;5")
        assert codes(reading) == [] and len(reading.rows) == 1
        total = reading.totals[0]
        assert (total.number, total.period.key, total.locality) == (3, "2025-Q3", MINH_HOA)
        assert total.values["resolved_early"].value == 5 and total.unit_id is None


def test_total_label_may_stand_in_the_number_column():
    reading = read_lines(f"TT;{HEADER};Trước hạn", f"1;{ROW};5", "Tổng cộng;;;;5")
    assert codes(reading) == [] and len(reading.totals) == 1


def test_ward_whose_name_begins_like_a_total_is_a_ward():
    reading = read_lines(f"{HEADER};Trước hạn", f"Cộng Hòa;{MINH_HOA};Quý III/2025;5")
    assert codes(reading) == ["unknown_unit"] and len(reading.rows) == 1


def test_index_group_and_signature_rows_are_skipped():
    reading = read_lines(
        f"TT;{HEADER};Trước hạn;Đúng hạn",
        "(1);(2);(3);(4);(5);(6)=(5)+(4)",
        "I;Xã, phường;;;;",
        f"1;{ROW};5;6",
        "II;Khối đặc khu;;;;",
        ";Xã;;;;",
        f"2;Phường Cầu Vồng;{MINH_HOA};Quý III/2025;;",
        ";;;;Ngày 16 tháng 9 năm 2025;",
        ";NGƯỜI LẬP BIỂU;;;CHÁNH VĂN PHÒNG;",
        ";Nguyễn Văn A;;;Trần Thị B;",
    )
    assert codes(reading) == []
    assert [(row.number, len(row.values)) for row in reading.rows] == [(4, 2), (7, 0)]


def test_unit_without_figures_is_a_report_left_blank():
    reading = read_lines(f"{HEADER};Trước hạn", f"{ROW};")
    assert codes(reading) == [] and reading.rows[0].values == {}


# ── Units and localities ──────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["Phường Lúa Ngọt", "UBND P. Lúa Ngọt", "LÚA NGỌT", " phường  lúa ngọt "])
def test_known_unit_matches_silently(written):
    reading = read_lines(f"{HEADER};Trước hạn", f"{written};{MINH_HOA};Quý III/2025;5")
    assert codes(reading) == []
    assert (reading.rows[0].unit_id, reading.rows[0].ward) == (1, "Phường Lúa Ngọt")


@pytest.mark.parametrize("written,unit_id", [("Xã Đồng Sương", 3), ("TT. Đồng Sương", 4)])
def test_written_type_settles_two_units_of_one_name(written, unit_id):
    reading = read_lines(f"{HEADER};Trước hạn", f"{written};{MINH_HOA};Quý III/2025;5")
    assert codes(reading) == [] and reading.rows[0].unit_id == unit_id


def test_ambiguous_unit_has_no_reading():
    row = read((BAD_FILES / "unit-of-two-types.csv").read_bytes(), DECLARATION, registry=REGISTRY).rows[0]
    assert row.unit_id is None and row.new_unit is None


def test_similar_unit_is_that_unit_by_default_and_near_one_is_new():
    similar = read((BAD_FILES / "unit-without-accents.csv").read_bytes(), DECLARATION, registry=REGISTRY)
    assert (similar.rows[0].unit_id, similar.rows[0].ward) == (1, "Phường Lúa Ngọt")
    near = read((BAD_FILES / "unit-nearly.csv").read_bytes(), DECLARATION, registry=REGISTRY)
    assert near.rows[0].unit_id is None and near.rows[0].new_unit["name"] == "Phường Lúa Ngọtt"
    assert near.problems[0].facts["suggestion"] == "Phường Lúa Ngọt"


def test_new_unit_is_registered_in_full_with_the_written_form_as_alias():
    reading = read_lines(f"{HEADER};Trước hạn", f"UBND P. TRĂNG KHUYẾT;{MINH_HOA};Quý III/2025;5")
    assert reading.rows[0].ward == "UBND P. TRĂNG KHUYẾT"
    assert reading.rows[0].new_unit == {
        "name": "Phường Trăng Khuyết",
        "type": "phường",
        "bare_name": "Trăng Khuyết",
        "alias": "UBND P. TRĂNG KHUYẾT",
        "locality": MINH_HOA,
        "is_locality": False,
        "group": None,
    }


def test_new_units_of_one_key_are_one_unit_asked_once():
    reading = read_lines(
        f"{HEADER};Trước hạn",
        f"Trăng Khuyết;{MINH_HOA};Quý II/2025;5",
        f"P. TRĂNG KHUYẾT;{MINH_HOA};Quý III/2025;5",
    )
    assert codes(reading) == ["unknown_unit"]
    assert [row.new_unit["name"] for row in reading.rows] == ["Phường Trăng Khuyết"] * 2


def test_new_name_with_two_types_in_one_file_stays_asked_without_a_type():
    reading = read_lines(
        f"{HEADER};Trước hạn",
        f"Xã Sao Mai;{MINH_HOA};Quý III/2025;5",
        f"Thị trấn Sao Mai;{MINH_HOA};Quý III/2025;6",
        f"Sao Mai;{MINH_HOA};Quý III/2025;7",
    )
    assert codes(reading) == ["unknown_unit", "unknown_unit", "ambiguous_unit"]


def test_name_is_matched_inside_its_locality_only():
    reading = read_lines(f"{HEADER};Trước hạn", "Phường Lúa Ngọt;Thành phố Nắng Mới;Quý III/2025;5")
    assert codes(reading) == ["unknown_unit", "unknown_locality"]


def test_exact_name_without_any_accent_is_asked_where_another_unit_looks_the_same():
    units = [dict(REGISTRY.units[0], unit_id=i, name=name) for i, name in enumerate(["Xã Thanh An", "Xã Thạnh An"])]
    registry = Registry(REGISTRY.localities, tuple(units))
    found = {}
    for written in ("X. Thanh An", "x. thanh an", "Xã Thanh An"):
        reading = read_lines(f"{HEADER};Trước hạn", f"{written};{MINH_HOA};Quý III/2025;5", registry=registry)
        found[written] = (codes(reading), reading.rows[0].unit_id)
    asked = (["ambiguous_unit"], None)
    assert found == {"X. Thanh An": asked, "x. thanh an": asked, "Xã Thanh An": ([], 0)}


def test_alias_matches_exactly():
    unit = dict(REGISTRY.units[0], aliases=("Lua Ngot",))
    reading = read_lines(
        f"{HEADER};Trước hạn",
        f"Lua Ngot;{MINH_HOA};Quý III/2025;5",
        registry=Registry(REGISTRY.localities, (unit,)),
    )
    assert codes(reading) == [] and reading.rows[0].unit_id == 1


@pytest.mark.parametrize(
    "written,itself",
    [("Quận Thanh Khê", True), ("Q. Thanh Khê", True), ("Phường Thanh Khê", False), ("Thanh Khê", False)],
)
def test_row_is_the_locality_only_by_its_full_name(written, itself):
    reading = read_lines(f"{HEADER};Trước hạn", f"{written};Quận Thanh Khê;Quý III/2025;5", registry=Registry())
    assert reading.rows[0].is_locality is itself
    assert codes(reading) == (["unknown_locality"] if itself else ["unknown_unit", "unknown_locality"])


NO_LOCALITY = ("Đơn vị;Kỳ báo cáo;Trước hạn", "Phường Lúa Ngọt;Quý III/2025;5")


def test_locality_comes_from_option_title_or_default():
    default = Registry(({"name": MINH_HOA, "close_day": None, "is_default": True},), REGISTRY.units)
    assert read_lines(*NO_LOCALITY, registry=default).rows[0].locality == MINH_HOA
    assert read_lines("UBND THÀNH PHỐ MINH HỌA;;", *NO_LOCALITY).rows[0].unit_id == 1
    option = read_lines("UBND THÀNH PHỐ MINH HỌA;;", *NO_LOCALITY, locality="Thành phố Nắng Mới")
    assert option.rows[0].locality == "Thành phố Nắng Mới" and "unknown_locality" in codes(option)
    assert read_lines(*NO_LOCALITY, registry=Registry()).rows[0].locality == "(chưa đặt tên)"


def place(name):
    return {"name": name, "close_day": None, "is_default": False}


def test_a_file_without_a_locality_is_of_the_only_one_there_is():
    assert [(one.locality, one.unit_id) for one in read_lines(*NO_LOCALITY).rows] == [(MINH_HOA, 1)]
    unnamed, other = place("(chưa đặt tên)"), place("Thành phố Nắng Mới")
    beside = read_lines(*NO_LOCALITY, registry=Registry((place(MINH_HOA), unnamed), REGISTRY.units))
    assert (codes(beside), beside.rows[0].locality) == ([], MINH_HOA)
    for places in ((place(MINH_HOA), other), (unnamed,)):
        asked = read_lines(*NO_LOCALITY, registry=Registry(places, REGISTRY.units))
        assert "no_locality" in codes(asked) and asked.rows[0].locality == "(chưa đặt tên)"


@pytest.mark.parametrize(
    "title",
    ["UBND THÀNH PHỐ MINH HỌA - NĂM 2025", "UBND TP Minh Họa (Quý IV và năm 2025)", "UBND TP Minh Họa, quý 3/2025"],
)
def test_a_locality_in_the_title_is_read_without_the_period_behind_it(title):
    found = read_lines(f"{title};;", "Đơn vị;Kỳ báo cáo;Trước hạn", "Phường Lúa Ngọt;Quý III/2025;5")
    assert (codes(found), found.rows[0].locality) == ([], MINH_HOA)


@pytest.mark.parametrize(
    "written,code,name",
    [
        ("Thành phố Nắng Mới", "unknown_locality", "Thành phố Nắng Mới"),
        ("Thành phố Minh Hoạch", "near_locality", "Thành phố Minh Hoạch"),
        ("Thành phố Minh Hoa", "similar_locality", MINH_HOA),
    ],
)
def test_a_locality_that_is_not_known_is_asked_where_others_are(written, code, name):
    found = read_lines(f"{HEADER};Trước hạn", f"Phường Lúa Ngọt;{written};Quý III/2025;5")
    problem = next(one for one in found.problems if one.code == code)
    assert (problem.severity, problem.cell, found.rows[0].locality) == ("confirm", "B2", name)
    first = read_lines(f"{HEADER};Trước hạn", f"Phường Lúa Ngọt;{written};Quý III/2025;5", registry=Registry())
    assert [one.severity for one in first.problems if one.code == "unknown_locality"] == ["note"]


# ── Periods of rows ───────────────────────────────────────────────────────────


def test_period_and_window_from_the_title_block():
    reading = read_lines(
        "Kỳ báo cáo: Quý III/2025 (Từ ngày 15/6/2025 đến ngày 14/9/2025);;",
        "Đơn vị;Trực thuộc;Trước hạn",
        f"Phường Lúa Ngọt;{MINH_HOA};5",
    )
    period = reading.rows[0].period
    assert (period.key, period.starts, period.ends) == ("2025-Q3", date(2025, 6, 15), date(2025, 9, 14))
    assert reading.decisions["period"][0]["found"] == "title"


def test_row_period_goes_before_the_title():
    reading = read_lines("Báo cáo năm 2024", f"{HEADER};Trước hạn", f"{ROW};5")
    assert reading.rows[0].period.key == "2025-Q3"


def test_period_of_the_file_name_is_asked():
    reading = read_lines(
        "Đơn vị;Trực thuộc;Trước hạn", f"Phường Lúa Ngọt;{MINH_HOA};5", file_name="cchc-quy-III-2025.csv"
    )
    assert codes(reading) == ["period_from_file"] and reading.rows[0].period.key == "2025-Q3"
    assert "Quý III/2025" in words("vi").message(reading.problems[0])


def test_close_day_of_the_locality_gives_the_window():
    known = Registry(({"name": MINH_HOA, "close_day": 14, "is_default": True},), REGISTRY.units)
    period = read_lines(f"{HEADER};Trước hạn", f"{ROW};5", registry=known).rows[0].period
    assert (period.starts, period.ends) == (date(2025, 6, 15), date(2025, 9, 14))


# ── Decisions ─────────────────────────────────────────────────────────────────


def test_decisions_name_what_was_understood():
    reading = read_lines("sep=;", f"{HEADER};Trước hạn;Lạ", f"{ROW};5;6")
    decisions = reading.decisions
    assert (decisions["encoding"], decisions["separator"], decisions["numbers"]) == ("utf-8", ";", "plain")
    assert decisions["locality"] == MINH_HOA and decisions["header_rows"] == [1]
    last = {"cell": "E1", "header": "Lạ", "key": None, "index": 4, "how": "unknown"}
    assert decisions["columns"][-1] == last
    assert decisions["units"] == [
        {
            "row": 2,
            "written": "Phường Lúa Ngọt",
            "name": "Phường Lúa Ngọt",
            "unit_id": 1,
            "how": "exact",
            "locality": MINH_HOA,
            "is_locality": False,
        }
    ]


MIXED = (
    "sep=,",
    "UBND THÀNH PHỐ MINH HỌA",
    '"Đơn vị","Kỳ báo cáo","Từ ngày","Đến ngày","Lũy kế","Trước hạn","Tiếp nhận trực tiếp, dịch vụ bưu chính","Lạ"',
    '"Phường Lúa Ngọt","Quý III/2025","","","","1.059","-","?"',
    '"P. TRĂNG KHUYẾT","Từ năm 2020","01/01/2020","12/10/2022","","<30","Không"',
    '"Thành phố Minh Họa","Năm 2024","","","có","5","6"',
    '"Tổng cộng","","","","","5","6"',
)


def test_bytes_and_decisions_are_enough_to_read_the_same_rows_again():
    data = "\n".join(MIXED).encode()
    first = read(data, DECLARATION, registry=REGISTRY)
    assert len(first.rows) == 3
    assert read_again(data, json.loads(json.dumps(first.decisions)), DECLARATION) == first.rows


# ── Any bytes ─────────────────────────────────────────────────────────────────


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(data):
    reading = read(data, DECLARATION, registry=REGISTRY)
    assert reading.problems and json.dumps(reading.decisions)


@settings(max_examples=200)
@given(st.data())
def test_a_changed_file_is_read_whole_or_told(data):
    """One character changed anywhere: no traceback, and each problem has its sentence."""
    text = "\n".join(MIXED)
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from([*'";,\n\t.%-x0?Ạ', ""]))
    reading = read((text[:at] + new + text[at + 1 :]).encode(), DECLARATION, registry=REGISTRY)
    for problem in reading.problems:
        assert words("vi").message(problem)


def test_a_name_without_any_accent_is_asked_about_once(tmp_path):
    store = open_store(tmp_path)
    store.set_up("Thành phố Mẫu", 14, [{"ward": "Phường Hòa Lúa"}])
    header = "Đơn vị;Kỳ báo cáo;Trước hạn"
    first, later = (f"{header}\nPhuong Hoa Lua;{quarter}/2025;5\n".encode() for quarter in ("Q1", "Q2"))
    draft = store.draft(first, "q1.csv")
    assert [problem.code for problem in draft.questions] == ["similar_unit"]
    store.publish(draft, ["similar_unit"])
    assert [row.ward for row in store.draft(later, "q2.csv").reading.rows] == ["Phường Hòa Lúa"]
    assert not store.draft(later, "q2.csv").questions
