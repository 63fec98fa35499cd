"""The report of problems: the list that goes back to a ward says what is wrong, each cell shows it in its place."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reform.export import Reviewed, problem_report
from reform.frame.report import reviewed as made_of_file
from reform.intake.reading import Answers, Cell, Problem, Row, Sheet, Written, address
from reform.period import from_key
from reform.store import open_store

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


# Of a file as it was read


HEAD = "Đơn vị;Kỳ báo cáo;Tổng số tiếp nhận;Trực tuyến;Trực tiếp, dịch vụ bưu chính"


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def of_draft(store, unit, *files):
    """The workbook for one unit, of files as the store reads them."""
    given = [("\n".join(lines).encode(), name, Answers()) for name, lines in files]
    draft = store.draft_files(given, "Thành phố Mẫu")
    return report(*(made_of_file(draft, number) for number in range(len(draft.files))), unit=unit)


def texts_of(book):
    told = [cell.value for sheet in book for row in sheet for cell in row] + [
        cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment
    ]
    return " | ".join(map(str, told))


def test_lines_of_other_units_that_were_not_read_are_not_shown(store):
    """No period, a surplus cell, a name twice, what stands below: none of it is this ward's."""
    lines = [HEAD, "Phường Một;Quý III/2025;10;11;0", "Phường Mật;Quý 9/2025;777;5;1",
             "Phường Kín;Quý III/2025;5;5;0;888", "Phường Hai;Quý III/2025;3;3;0", "Phường Hai;Quý III/2025;666;3;0",
             "Phường Một;Quý III/2025;9;9;0", "Số của Phường Mật là 555"]  # fmt: skip
    book = of_draft(store, "Phường Một", ("a.csv", lines))
    told, sheet = texts_of(book), book["a"]
    assert not [one for one in ("Mật", "Kín", "Hai", "777", "888", "666", "555") if one in told]
    assert (sheet["A1"].value, sheet["C2"].value, sheet["C7"].value) == ("Đơn vị", "10", "9")
    assert {line["Đơn vị"] for line in listed(book)} == {"Phường Một"}


def test_what_is_about_another_unit_is_not_the_only_one_read(store):
    lines = [HEAD, "Phường Một;Quý III/2025;10;5;5", "Phường Mật;Quý 9/2025;777;5x;1"]
    assert "777" not in (told := texts_of(of_draft(store, "Phường Một", ("a.csv", lines)))) and "Mật" not in told


def test_the_same_figures_are_told_with_the_value_written_and_without_the_other_name(store):
    lines = [HEAD, "Phường Hai;Quý III/2025;10;6;4", "Phường Một;Quý III/2025;10;6;4"]
    book = of_draft(store, "Phường Một", ("a.csv", lines))
    (line,) = (line for line in listed(book) if "giống hệt" in line["Nội dung"])
    assert (line["Ô"], line["Giá trị đã ghi"]) == ("C3", "10") and "một đơn vị khác" in line["Nội dung"]
    assert "Phường Hai" not in texts_of(book)


def test_a_table_on_its_side_shows_its_labels_and_one_unit(store):
    columns = [HEAD, "Phường Một;Quý III/2025;10;11;0", "Phường Mật;Quý 9/2025;77;5;1"]
    lines = [";".join(row) for row in zip(*(column.split(";") for column in columns), strict=True)]
    book = of_draft(store, "Phường Một", ("a.csv", lines))
    sheet = book["a"]
    assert (sheet["A3"].value, sheet["B3"].value, sheet["C3"].value) == ("Tổng số tiếp nhận", "10", None)
    assert "Mật" not in texts_of(book)
