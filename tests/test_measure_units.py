"""Units of measure as a table names them: a count stated in another unit is never read in silence."""

import pytest

from tests.readings import read_bytes

TABLE = (
    "Đơn vị;Trực thuộc;Kỳ báo cáo;Tổng số tiếp nhận;Tiếp nhận trực tuyến",
    "Phường Lúa Ngọt;Thành phố Minh Họa;Quý III/2025;12;5",
)
THOUSANDS = (
    "nghìn hồ sơ",
    "Nghìn",
    "ngàn hồ sơ",
    "1.000 hồ sơ",
    "1000 hồ sơ",
    "1 000 hồ sơ",
    "10³ hồ sơ",
    "10^3 hồ sơ",
    "x 1000 hồ sơ",
    "100 hồ sơ",
)
OTHERS = ("Lượt", "lượt người", "người", "ngày", "triệu đồng", "%", "phiếu")
OWN = ("hồ sơ", "Hồ sơ", "Số hồ sơ TTHC", "bộ hồ sơ", "Hồ sơ, %", "hồ sơ; tỷ lệ: %", "lượt hồ sơ", "trường hợp")


def other(*lines):
    """The cells that name another unit."""
    found = read_bytes("\n".join(lines).encode())
    assert {one.severity for one in found.problems if one.code == "other_unit"} <= {"error"}
    return [one.cell for one in found.problems if one.code == "other_unit"]


@pytest.mark.parametrize("lead", ["Đơn vị tính: {}", "ĐVT: {}", "(Đơn vị tính: {})", "ĐVT {}", "BÁO CÁO (ĐVT: {})"])
@pytest.mark.parametrize("unit", [*THOUSANDS, *OTHERS])
def test_another_unit_above_the_table_is_an_error(lead, unit):
    line = lead.format(unit)
    assert (other(f";;;;{line}", *TABLE), other(f"{line};;;;", *TABLE)) == (["E1"], ["A1"])


@pytest.mark.parametrize(
    "line",
    [
        *("(nghìn hồ sơ)", "nghìn hồ sơ", "x 1000 hồ sơ", "(1.000 hồ sơ)", "(10³)", "(lượt)", "(Đơn vị: nghìn hồ sơ)"),
        *("Đơn vị: nghìn hồ sơ", "Số liệu tính bằng nghìn", "Số liệu tính theo đơn vị nghìn hồ sơ."),
        "BÁO CÁO QUÝ III/2025 (nghìn hồ sơ)",
        *("DVT: nghin ho so", "ĐVT: nghin ho so", "Don vi tinh: nghin ho so", "(nghin ho so)", "DVT: luot"),
        *("Số liệu: nghìn hồ sơ", "So lieu: nghin ho so", "Số liệu tính theo đơn vị: nghìn"),
        *("(hồ sơ x 1000)", "ĐVT: hồ sơ x 1.000", "Số hồ sơ nhân 1000", "ĐVT: k hồ sơ", "(k hồ sơ)"),
    ],
)
def test_thousands_are_heard_without_the_words_unit_of_measure(line):
    assert other(f";;;;{line}", *TABLE) == ["E1"]


@pytest.mark.parametrize(
    "line,said",
    [
        ("Biểu tổng hợp nghìn hồ sơ các phường", "nghìn hồ sơ"),
        ("BÁO CÁO KẾT QUẢ, SỐ LIỆU LÀM TRÒN THEO TRĂM HỒ SƠ", "trăm hồ sơ"),
        ("Bao cao so lieu lam tron theo nghin ho so", "nghìn hồ sơ"),
        ("Số liệu lấy theo số hồ sơ nhân 1000 của các xã", "số hồ sơ nhân 1000"),
    ],
)
def test_a_title_that_speaks_of_thousands_is_asked_about(line, said):
    found = read_bytes("\n".join([f"{line};;;;", *TABLE]).encode())
    asked = [(one.severity, one.cell, one.facts["said"]) for one in found.problems if one.code == "scale_in_title"]
    assert asked == [("confirm", "A1", said)]


@pytest.mark.parametrize(
    "line",
    [
        *("Đã giải quyết 12 nghìn hồ sơ", "Giải quyết hàng nghìn hồ sơ", "Tỷ lệ phần trăm hồ sơ đúng hạn"),
        *("Ty le phan tram ho so dung han", "Tổ chức hồ sơ", "To chuc ho so", "UBND xa Trieu Phong", "TRAM Y TE"),
        *("Tiep nhan 1000 ho so", "Biểu số 1000 hồ sơ", "DVT: ho so", "Don vi tinh: Ho so, %", "Số liệu: hồ sơ"),
    ],
)
def test_amounts_and_other_words_ask_nothing(line):
    found = read_bytes("\n".join([f"{line};;;;", *TABLE]).encode())
    assert not {"scale_in_title", "other_unit"} & {one.code for one in found.problems}


@pytest.mark.parametrize(
    "note",
    [
        *("DVT: nghin ho so", "So lieu: nghin ho so", "Số liệu: nghìn hồ sơ"),
        *("Ghi chú: đơn vị tính nghìn hồ sơ", "* Số liệu tính bằng nghìn hồ sơ", "(Đơn vị tính: 1.000 hồ sơ)"),
        *("(nghìn hồ sơ)", "ĐVT: Lượt", "Ghi chú: ĐVT là nghìn hồ sơ"),
    ],
)
def test_a_note_below_the_table_is_heard(note):
    assert (other(*TABLE, f"{note};;;;"), other(*TABLE, f";{note};;;")) == (["A3"], ["B3"])


@pytest.mark.parametrize(
    "unit",
    ["1.000 hồ sơ", "nghìn", "10³", "x1000", "1000", "lượt", "lượt người", "ĐVT: lượt", "đơn vị: nghìn", "trăm hồ sơ"],
)
def test_another_unit_in_a_header_is_an_error(unit):
    assert other(TABLE[0].replace("tiếp nhận;", f"tiếp nhận ({unit});"), TABLE[1]) == ["D1"]


@pytest.mark.parametrize("unit", OWN)
@pytest.mark.parametrize("lead", ["Đơn vị tính: {}", "(ĐVT: {})", "(Đơn vị: {})"])
def test_the_measures_own_unit_is_plain(lead, unit):
    line = lead.format(unit)
    assert other(f"{line};;;;", *TABLE) == other(*TABLE, f"Ghi chú: {line};;;;") == []


@pytest.mark.parametrize(
    "line",
    [
        *("Đơn vị: Phường Lúa Ngọt", "Đơn vị báo cáo: UBND xã Triệu Phong", "UBND HUYỆN TRIỆU PHONG", "TP. ĐỒNG HỚI"),
        *("Số liệu tính từ ngày 15/6/2025 đến ngày 14/9/2025", "Số liệu tính theo quý", "Biểu số II.06a/VPCP/KSTT"),
        *("(Ban hành kèm theo Thông tư số 01/2020/TT-VPCP)", "Kế hoạch số 1000/KH-UBND", "Số: 1000"),
    ],
)
def test_names_and_documents_are_no_units(line):
    assert other(f"{line};;;;", *TABLE) == []


def test_a_note_may_speak_of_a_unit_in_passing():
    headers, row = f"{TABLE[0]};Ghi chú", f"{TABLE[1]};"
    for note in ("đã sửa đơn vị tính theo yêu cầu", "trả lại (100 hồ sơ)", "theo đơn vị: xã", "1.000 hồ sơ"):
        assert other(headers, row + note) == []
    assert other(headers, f"{row}đơn vị tính: nghìn hồ sơ") == ["F2"]


@pytest.mark.parametrize("ending", ["(3)", "(10)", "(3)=(4)+(5)", "(hồ sơ)", "(theo báo cáo)", "(2025)", "(trong hạn)"])
def test_what_else_stands_in_brackets_is_no_unit(ending):
    assert other(TABLE[0].replace("tiếp nhận;", f"tiếp nhận {ending};"), TABLE[1]) == []


def test_points_and_shares_have_their_own_unit_and_maximum():
    row = TABLE[1].replace("12;5", "87;99,5%")
    headers = "Đơn vị;Trực thuộc;Kỳ báo cáo;Điểm CCHC (100 điểm);Tỷ lệ hồ sơ trực tuyến (theo báo cáo) (%)"
    for line in ("ĐVT: điểm", "Đơn vị tính: điểm, %", "Đơn vị tính: %"):
        assert other(f"{line};;;;", headers, row) == []
    assert other("Đơn vị tính: nghìn điểm;;;;", headers, row) == ["A1"]


def test_own_unit_beside_thousands_of_it_is_no_excuse():
    headers = TABLE[0].replace("Tiếp nhận trực tuyến", "Điểm CCHC")
    assert other("ĐVT: nghìn hồ sơ, điểm;;;;", headers, TABLE[1]) == ["A1"]
    assert other("ĐVT: hồ sơ, triệu đồng;;;;", headers, TABLE[1]) == []


@pytest.mark.parametrize("unit,cells", [("nghìn hồ sơ", ["C3"]), ("lượt", ["C3"]), ("%", ["C3"]), ("hồ sơ", [])])
def test_the_column_of_units_of_a_table_on_its_side(unit, cells):
    lines = (
        "Quý III/2025",
        "TT;Chỉ tiêu;ĐVT;Phường Lúa Ngọt;Phường Cầu Vồng",
        f"1;Tổng số tiếp nhận;{unit};12;13",
        "2;Tiếp nhận trực tuyến;hồ sơ;5;6",
    )
    assert other(*lines) == cells


@pytest.mark.parametrize("unit,cells", [("1.000 hồ sơ", ["D2"]), ("lượt", ["D2"]), ("Hồ sơ", [])])
def test_the_column_of_units_of_a_list(unit, cells):
    lines = (
        "Đơn vị;Kỳ báo cáo;Chỉ tiêu;ĐVT;Giá trị",
        f"Phường Lúa Ngọt;Quý III/2025;Tổng số tiếp nhận;{unit};12",
        "Phường Lúa Ngọt;Quý III/2025;Số phản ánh, kiến nghị;lượt;3",
    )
    assert other(*lines) == cells
