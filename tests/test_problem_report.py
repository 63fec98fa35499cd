"""The report of problems: the list that goes back to a ward says what is wrong, each cell shows it in its place."""

import io
from datetime import UTC, datetime
from decimal import Decimal

from openpyxl import load_workbook

from reform.export import Reviewed, problem_report
from reform.intake.reading import Cell, Problem, Row, Sheet, Written, address
from reform.period import from_key

MOMENT = datetime(2026, 9, 16, 2, 30, tzinfo=UTC)
LIST = "Đề nghị rà soát, giải trình"
ROWS = [
    ["Đơn vị", "Tổng số tiếp nhận", "Trực tuyến"],
    ["Phường Một", "100", "=1+1"],
    ["Phường Hai", "250", "300"],
    ["Xã Ba", "-", "7"],
]


def grid(rows, name=None):
    """Rows of texts as a sheet whose cells know their place."""
    at = f"{name}!" if name else ""
    written = (
        tuple(Written(text, at + address(number, column)) for column, text in enumerate(row))
        for number, row in enumerate(rows, 1)
    )
    return Sheet(name, tuple(written))


def read_row(number, ward, cells):
    values = {f"measure {at}": Cell(Decimal(1), None, "1", cell) for at, cell in enumerate(cells)}
    return Row(number, ward, 1, None, "Thành phố Mẫu", False, from_key("2026-Q3"), values)


def negative(row, cell, value):
    return Problem("error", "negative", row, "Trực tuyến", cell, value, {"measure": "Trực tuyến"})


def reviewed(rows=ROWS, name="quy-3.csv", problems=None):
    read = tuple(read_row(n, row[0], [f"B{n}", f"C{n}"]) for n, row in enumerate(rows[1:], 2))
    found = problems or (
        negative(3, "C3", "300"),
        Problem("confirm", "placeholder", 4, "Tổng số tiếp nhận", "B4", "-"),
        Problem("note", "few_cases", 4, cell="C4", facts={"measure": "Trực tuyến", "cases": 7}),
        Problem("confirm", "no_locality", facts={"name": "Thành phố Mẫu"}),
    )
    return Reviewed(name, (grid(rows),), read, found)


def report(*files, unit=None):
    return load_workbook(io.BytesIO(problem_report(files or [reviewed()], MOMENT, unit)))


def listed(book):
    """The rows of the list as header → value."""
    rows = list(book[LIST].iter_rows(min_row=7, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_every_problem_is_listed_worst_first_with_its_cell_and_what_to_do():
    lines = listed(report())
    assert [line["Mức"] for line in lines] == ["Lỗi", "Cần xác nhận", "Cần xác nhận", "Lưu ý"]
    first = lines[0]
    assert (first["Đơn vị"], first["Ô"], first["Giá trị đã ghi"]) == ("Phường Hai", "C3", "300")
    assert "C3" in first["Nội dung"] and first["Cần làm"].startswith("Sửa số liệu")
    assert all(line["Ý kiến giải trình của đơn vị"] is None for line in lines)


def test_the_head_says_whose_figures_of_when_and_the_day():
    head = [row[0] for row in report(unit="Phường Hai")[LIST].iter_rows(max_row=5, values_only=True)]
    assert head == [
        "Thành phố Mẫu",
        "ĐỀ NGHỊ RÀ SOÁT, GIẢI TRÌNH SỐ LIỆU",
        "Đơn vị: Phường Hai",
        "Kỳ báo cáo: Quý III/2026",
        "Lập lúc: 16/09/2026 09:30",
    ]


def test_doubtful_cells_are_coloured_by_their_worst_problem_and_say_why():
    sheet = report()["quy-3"]
    colours = {cell.coordinate: cell.fill.start_color.rgb for row in sheet for cell in row if cell.comment}
    assert set(colours) == {"C3", "B4", "C4"} and len(set(colours.values())) == 3
    assert "C3" in sheet["C3"].comment.text and sheet["C3"].border.left.style == "medium"
    assert sheet["B3"].comment is None and sheet["B3"].value == "250"


def test_two_problems_of_one_cell_are_both_told():
    problems = (Problem("note", "few_cases", 3, cell="C3", facts={"measure": "a", "cases": 3}),
                negative(3, "C3", "300"))  # fmt: skip
    sheet = report(reviewed(problems=problems))["quy-3"]
    assert sheet["C3"].border.left.style == "medium" and len(sheet["C3"].comment.text.splitlines()) == 2


def test_the_workbook_of_one_unit_holds_nothing_of_another():
    book = report(unit="Phường Hai")
    assert [line["Ô"] for line in listed(book)] == ["C3"]
    texts = {cell.value for sheet in book for row in sheet for cell in row}
    assert {"Phường Hai", "300"} <= texts and not {"Phường Một", "Xã Ba", "7"} & texts
    sheet = book["quy-3"]
    assert sheet["C3"].value == "300" and sheet.row_dimensions[2].hidden and not sheet.row_dimensions[3].hidden


def test_the_workbook_of_one_unit_leaves_totals_out():
    rows = [*ROWS, ["Tổng cộng", "350", "308"]]
    file = reviewed(rows=rows)
    total, others = file.rows[-1], file.rows[:-1]
    book = report(Reviewed(file.name, file.sheets, others, file.problems, (total,)), unit="Phường Hai")
    assert book["quy-3"]["B5"].value is None and book["quy-3"].row_dimensions[5].hidden


def test_in_a_transposed_file_the_other_units_are_columns():
    rows = [list(column) for column in zip(*ROWS, strict=True)]
    read = tuple(read_row(at, row[0], [f"{'ABCD'[at - 1]}2"]) for at, row in enumerate(ROWS[1:], 2))
    problems = (negative(3, "C3", "300"), negative(2, "D2", "1"))
    file = Reviewed("ngang.csv", (grid(rows),), read, problems, transposed=True)
    book = report(file, unit="Phường Hai")
    assert [line["Ô"] for line in listed(book)] == ["C3"]
    assert book["ngang"].column_dimensions["D"].hidden and book["ngang"]["D2"].value is None
    assert book["ngang"]["C3"].value == "300" and book["ngang"]["C3"].comment


def test_a_formula_of_a_file_stays_text():
    cell = report()["quy-3"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    evil = negative(2, "C2", "=HYPERLINK(1)")
    book = report(reviewed(problems=(evil,)))
    values = [cell for row in book[LIST] for cell in row if str(cell.value).startswith("=")]
    assert values and all(cell.data_type == "s" and cell.quotePrefix for cell in values)


def test_each_file_and_sheet_has_a_sheet_of_its_own_under_a_name_that_excel_takes():
    long = "báo cáo [quý 3] " + "dài " * 20
    first = Reviewed(f"{long}.xlsx", (grid(ROWS, "Biểu/1"),), (), (negative(3, "Biểu/1!C3", "300"),))
    book = report(first, reviewed(name=f"{long}.csv"))
    assert len(book.sheetnames) == 3 and all(len(name) <= 31 for name in book.sheetnames)
    assert not any(sign in name for name in book.sheetnames for sign in "[]:*?/\\")
    assert book[book.sheetnames[1]]["C3"].comment


def test_a_file_without_problems_says_so():
    assert report(reviewed(problems=(Problem("note", "few_cases", 4, cell="C4", facts={"measure": "a", "cases": 7}),)),
                  unit="Phường Hai")[LIST]["A8"].value == "Không có vấn đề nào."  # fmt: skip


def test_the_same_draft_gives_the_same_bytes():
    assert problem_report([reviewed()], MOMENT) == problem_report([reviewed()], MOMENT)
