"""Workbooks and documents: cells as an office writes them, and hostile files that end in a sentence."""

import io
import subprocess
import sys
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reform.grids import limits
from reform.grids import xlsx as grids_xlsx
from reform.grids.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED
from reform.intake import workbook as parent
from reform.intake.opening import open_again, open_file
from reform.intake.reading import Refused
from reform.intake.workbook import exact, office
from tests.workbooks import changed, ods, ods_number, ods_row, ods_text, ole, saved, xlsx, zipped

FILES = Path(__file__).parent / "files"
PROJECT = Path(__file__).parent.parent


def refusal(data):
    with pytest.raises(Refused) as refused:
        open_file(data)
    [problem] = refused.value.problems
    return problem


def texts(sheet):
    return [[str(cell) for cell in row] for row in sheet.rows]


def only_cell(value, number_format="General"):
    book = Workbook()
    book.active.title = "Biểu"
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    return open_file(saved(book)).sheets[0].rows[0][0]


# ── Cells of a .xlsx ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value,number_format,text,number,percent",
    [
        (1059, "General", "1059", "1059", False),
        (1059, "#,##0", "1059", "1059", False),
        (1059, '#,##0" hồ sơ"', "1059", "1059", False),
        (1059.5, "0", "1059,5", "1059.5", False),
        (12.349, "General", "12,349", "12.349", False),
        (0.9953, "0.00%", "99,53%", "0.9953", True),
        (0.9953, "0%", "99,53%", "0.9953", True),
        (1, "0%", "100%", "1", True),
        (99.53, '0.00"%"', "99,53", "99.53", False),
        (0.1 + 0.2, "General", "0,3", "0.3", False),
        (-7, "General", "-7", "-7", False),
        (1e-7, "General", "0,0000001", "0.0000001", False),
        (123456789012345, "General", "123456789012345", "123456789012345", False),
        (5, "[Red]0;[Blue]-0", "5", "5", False),
        (0.5, "h:mm", "0,5", "0.5", False),
    ],
)
def test_number_is_exact_and_written_as_an_office_types_it(value, number_format, text, number, percent):
    cell = only_cell(value, number_format)
    assert (str(cell), cell.number, cell.percent) == (text, Decimal(number), percent)
    assert cell.day is None and cell.fault is None and cell.at == "Biểu!A1"


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "[$-42A]d mmmm yyyy;@", "mm-dd-yy", "mmm-yy", "yyyy"])
def test_serial_under_a_date_format_is_a_day(number_format):
    cell = only_cell(45914, number_format)
    assert (str(cell), cell.day, cell.number) == ("14/09/2025", date(2025, 9, 14), None)


def test_day_counts_from_the_epoch_that_the_workbook_names():
    book = Workbook()
    book.active["A1"] = date(2025, 6, 15)
    data = changed(
        saved(book), "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    )
    assert open_file(data).sheets[0].rows[0][0].day == date(2029, 6, 16)


@pytest.mark.parametrize("text", ["1.059", "99,53%", "0505", "15/6/2025", "=không phải công thức"])
def test_text_stays_text(text):
    book = Workbook()
    book.active["A1"] = text
    book.active["A1"].data_type = "s"
    cell = open_file(saved(book)).sheets[0].rows[0][0]
    assert (str(cell), cell.number, cell.day, cell.fault) == (text, None, None, None)


def test_rich_text_and_truth_are_plain_text():
    rich = CellRichText("Phường ", TextBlock(InlineFont(b=True), "Lúa Ngọt"))
    assert texts(open_file(xlsx(["x"], [rich, True, False])).sheets[0])[1] == ["Phường Lúa Ngọt", "TRUE", "FALSE"]


def test_error_and_formula_without_a_value_are_faults():
    book = Workbook()
    book.active.title = "Biểu"
    book.active.append(["#DIV/0!", "=SUM(B2:B9)", 5])
    row = open_file(saved(book)).sheets[0].rows[0]
    assert [(cell.fault, str(cell), cell.at) for cell in row] == [
        ("#DIV/0!", "#DIV/0!", "Biểu!A1"),
        ("=SUM(B2:B9)", "=SUM(B2:B9)", "Biểu!B1"),
        (None, "5", "Biểu!C1"),
    ]


@pytest.mark.parametrize(
    "cell,text,number",
    [(b'<c r="A1"><f>1+1</f><v>2</v></c>', "2", 2), (b'<c r="A1" t="str"><f>T(1)</f><v></v></c>', None, None)],
)
def test_formula_is_the_value_the_workbook_holds(cell, text, number):
    """An empty text is a value: the cell is blank, not a formula without one."""
    data = changed(
        xlsx(["x", "y"]), change=lambda xml: xml.replace(xml[xml.index(b"<c ") : xml.index(b"</c>") + 4], cell)
    )
    found = open_file(data).sheets[0].rows[0][0]
    assert (str(found) or None, found.number, found.fault) == (text, number, None)


def test_blanks_have_places_and_tails_are_cut():
    book = Workbook()
    sheet = book.active
    sheet.title = "Quý III!"
    sheet["B2"], sheet["D2"] = "a", "b"
    sheet["Z90"].number_format = "0%"
    rows = open_file(saved(book)).sheets[0].rows
    assert [[(str(cell), cell.at) for cell in row] for row in rows] == [
        [],
        [("", "Quý III!!A2"), ("a", "Quý III!!B2"), ("", "Quý III!!C2"), ("b", "Quý III!!D2")],
    ]


def test_merged_cells_stand_once_and_are_told():
    book = Workbook()
    book.active.append(["Tổng số", None, None, "Ghi chú"])
    book.active.merge_cells("A1:C1")
    sheet = open_file(saved(book)).sheets[0]
    assert texts(sheet) == [["Tổng số", "", "", "Ghi chú"]] and sheet.merged == ((1, 0, 1, 2),)


def hidden_book():
    book = Workbook()
    first = book.active
    first.title = "Biểu"
    for row in (["Đơn vị", "A", "B"], ["Phường Một", 1, 2], ["Phường Hai", 3, 4], ["chữ", None, None]):
        first.append(row)
    second = book.create_sheet("Nháp")
    second["A1"] = 9
    return book


def test_hidden_rows_columns_and_sheets_are_read_and_said():
    book = hidden_book()
    book["Biểu"].row_dimensions[3].hidden = True
    book["Biểu"].column_dimensions["C"].hidden = True
    book["Nháp"].sheet_state = "veryHidden"
    opened = open_file(saved(book))
    assert texts(opened.sheets[0])[2] == ["Phường Hai", "3", "4"] and texts(opened.sheets[1]) == [["9"]]
    assert [(p.severity, p.code, p.cell, dict(p.facts)) for p in opened.problems] == [
        ("note", "hidden_content", "Biểu!C2", {"sheet": "Biểu", "rows": "3", "columns": "C"}),
        ("note", "hidden_sheet", "Nháp!A1", {"sheet": "Nháp"}),
    ]


def test_what_is_hidden_without_a_figure_is_not_said():
    book = hidden_book()
    book["Biểu"].row_dimensions[4].hidden = True
    book["Biểu"].row_dimensions[40].hidden = True
    assert open_file(saved(book)).problems == ()


def test_what_nobody_reads_does_not_keep_figures_from_being_read():
    """A rule that openpyxl cannot read, a chart sheet, a picture's part that is broken."""
    book = hidden_book()
    book.create_chartsheet("Biểu đồ")
    rule = b'<cfRule type="none of them" priority="x"/>'
    broken = b'<conditionalFormatting sqref="A1">' + rule + b"</conditionalFormatting></worksheet>"
    data = changed(saved(book), change=lambda xml: xml.replace(b"</worksheet>", broken))
    assert [sheet.name for sheet in open_file(data).sheets] == ["Biểu", "Nháp"]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_fifteen_digits_are_exact(digits, decimals):
    number = Decimal(digits).scaleb(-decimals)
    assert exact(float(number)) == number
    assert Decimal(office(number).replace(",", ".")) == number and "." not in office(number)


# ── .xls, .ods, .docx ─────────────────────────────────────────────────────────


def test_old_workbook_is_read():
    """tests/files/bieu.xls: a date, a percentage as its fraction, a merged row, an error that comes as a blank."""
    opened = open_file((FILES / "bieu.xls").read_bytes())
    assert opened.kind == "xls" and [sheet.name for sheet in opened.sheets] == ["Biểu"]
    sheet = opened.sheets[0]
    assert texts(sheet) == [
        ["Đơn vị", "Số hồ sơ", "Tỷ lệ"],
        ["Phường Một", "1059", "0,9953"],
        ["Phường Hai", "12,5", "TRUE"],
        ["15/06/2025"],
        ["Cộng"],
    ]
    assert sheet.rows[1][1].number == 1059 and sheet.rows[1][1].at == "Biểu!B2"
    assert sheet.rows[3][0].day == date(2025, 6, 15) and sheet.merged == ((5, 0, 5, 2),)


ODS_ROWS = (
    ods_row(ods_text("Đơn vị", ' table:number-columns-spanned="2"'), "<table:covered-table-cell/>", ods_text("Tỷ lệ")),
    ods_row(ods_text("Phường Một"), ods_number(1059), ods_number(0.9953, "percentage")),
    ods_row(
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=SUM([.B2])"/>',
        '<table:table-cell office:value-type="date" office:date-value="2025-06-15"/>',
    ),
    ods_row(ods_number(7, more=' table:number-columns-repeated="3"'), more=' table:visibility="collapse"'),
)


def test_ods_keeps_percentages_errors_merges_and_hidden_rows():
    opened = open_file(ods(("Biểu", "".join(ODS_ROWS)), ("Hai", ods_row(ods_number(3)))))
    first, second = opened.sheets
    assert opened.kind == "ods" and texts(second) == [["3"]] and second.rows[0][0].at == "Hai!A1"
    assert texts(first) == [
        ["Đơn vị", "", "Tỷ lệ"],
        ["Phường Một", "1059", "99,53%"],
        ["#DIV/0!", "=SUM([.B2])", "15/06/2025"],
        ["7", "7", "7"],
    ]
    assert [cell.fault for cell in first.rows[2]] == ["#DIV/0!", "=SUM([.B2])", None]
    assert first.rows[1][2].number == Decimal("0.9953") and first.rows[1][2].percent
    assert first.merged == ((1, 0, 1, 1),) and first.hidden_rows == {4}
    assert [problem.code for problem in opened.problems] == ["hidden_content"]


def table_of(document, *rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts_of_row in enumerate(rows):
        for column, text in enumerate(texts_of_row):
            table.cell(row, column).text = text
    return table


def docx(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_tables_of_a_document_with_what_is_told_above_them():
    document = Document()
    table_of(document, ["UBND THÀNH PHỐ\nPHƯỜNG MỘT", "CỘNG HÒA\nĐộc lập"])
    document.add_paragraph("BÁO CÁO quý III/2025")
    document.add_paragraph("")
    table = table_of(document, ["Đơn vị", "Số", "Tỷ lệ"], ["Phường Một", "1.059", "99,53%"], ["Cộng", "", "1"])
    table.cell(2, 0).merge(table.cell(2, 1))
    document.add_paragraph("Bảng hai")
    table_of(document, ["Chỉ tiêu", "Số liệu"], ["Tiếp nhận", "5"])
    opened = open_file(docx(document))
    first, second = opened.sheets
    assert opened.kind == "docx" and (first.name, second.name) == ("Bảng 1", "Bảng 2")
    assert texts(first) == [
        ["UBND THÀNH PHỐ", "CỘNG HÒA"],
        ["PHƯỜNG MỘT", "Độc lập"],
        ["BÁO CÁO quý III/2025"],
        ["Đơn vị", "Số", "Tỷ lệ"],
        ["Phường Một", "1.059", "99,53%"],
        ["Cộng", "", "1"],
    ]
    assert first.rows[4][1].at == "Bảng 1!B5" and first.merged == ((6, 0, 6, 1),)
    assert texts(second)[-3:] == [["Bảng hai"], ["Chỉ tiêu", "Số liệu"], ["Tiếp nhận", "5"]]


def test_cell_merged_downwards_stands_once():
    document = Document()
    table = table_of(document, ["TT", "Đơn vị", "Số"], ["", "", "1"])
    table.cell(0, 1).merge(table.cell(1, 1))
    assert texts(open_file(docx(document)).sheets[0]) == [["TT", "Đơn vị", "Số"], ["", "", "1"]]


def test_a_long_story_leaves_the_head_and_the_caption_above_its_table():
    document = Document()
    for number in range(100):
        document.add_paragraph(f"Đoạn {number}")
    table_of(document, ["Đơn vị", "Số", "x"])
    told = [row[0] for row in texts(open_file(docx(document)).sheets[0])]
    assert told == [f"Đoạn {n}" for n in (*range(8), *range(94, 100))] + ["Đơn vị"]


def test_grids_are_opened_again_without_guessing():
    for data in (xlsx(["Đơn vị", 5, 0.5]), ods(("Biểu", "".join(ODS_ROWS)))):
        opened = open_file(data)
        assert open_again(data, opened.kind, opened.encoding, opened.separator).sheets == opened.sheets


# ── What is refused, each in a sentence ───────────────────────────────────────

ENTITY = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def before_sheet(declaration):
    return changed(xlsx(["a"]), change=lambda xml: xml.replace(b"<worksheet", declaration + b"<worksheet", 1))


def in_utf16(declaration):
    text = "<?xml version='1.0' encoding='UTF-16'?>" + declaration.decode() + "<worksheet/>"
    return changed(xlsx(["a"]), change=lambda _: text.encode("utf-16"))


def cell_at(place, value=1):
    book = Workbook()
    book.active.title = "Biểu"
    book.active[place] = value
    return saved(book)


def refused_files():
    yield "far cell", cell_at("XFD1048576"), "cell_too_far", "Biểu!XFD1048576"
    yield "one row too many", cell_at(f"A{MAX_ROWS + 1}"), "cell_too_far", f"Biểu!A{MAX_ROWS + 1}"
    yield "one column too many", cell_at("KO1"), "cell_too_far", "Biểu!KO1"
    yield "bomb", changed(xlsx(["a"]), change=lambda xml: xml + b" " * 260_000_000), "workbook_too_large", None
    yield "dense", changed(xlsx(["a"]), change=lambda xml: xml + b" " * 20_000_000), "workbook_too_large", None
    yield (
        "many parts",
        zipped({f"xl/{n}.xml": "" for n in range(3000)} | {"xl/workbook.xml": ""}),
        "workbook_too_large",
        None,
    )
    yield "entities", before_sheet(ENTITY), "unsafe_file", None
    yield "outside", before_sheet(OUTSIDE), "unsafe_file", None
    yield "entities in UTF-16", in_utf16(ENTITY), "unsafe_file", None
    yield (
        "entities in ods",
        changed(ods(("x", "")), "content.xml", lambda xml: xml[:38] + ENTITY + xml[38:]),
        "unsafe_file",
        None,
    )
    yield "blank ods", ods(("x", "")), "empty_file", None
    yield "macro", changed(xlsx(["a"]), **{"xl/vbaProject.bin": b"x"}), "macro_file", None
    yield "macro in ods", changed(ods(("x", "")), "", **{"Basic/script-lc.xml": b"x"}), "macro_file", None
    yield "macro in xls", ole("Workbook", "_VBA_PROJECT_CUR", "_VBA_PROJECT"), "macro_file", None
    yield "cut off", xlsx(["a"])[:2000], "workbook_unreadable", None
    yield "sheet missing", changed(xlsx(["a"]), change=lambda _: b""), "workbook_unreadable", None
    yield "sheet cut off", changed(xlsx(["a"]), change=lambda xml: xml[:-60]), "workbook_unreadable", None
    yield "xls cut off", ole("Workbook"), "workbook_unreadable", None
    yield "binary workbook", zipped({"xl/workbook.bin": "x"}), "workbook_unreadable", None
    yield "blank", xlsx([None]), "empty_file", None
    yield "encrypted xlsx", ole("EncryptionInfo", "EncryptedPackage"), "encrypted_file", None
    yield "encrypted ods", ods(("x", ""), manifest="<manifest:encryption-data/>"), "encrypted_file", None
    yield "doc", ole("WordDocument", "Workbook"), "word_old_file", None
    yield "rtf", b"{\\rtf1 Ph", "word_old_file", None
    yield "slides", ole("PowerPoint Document"), "binary_file", None
    yield "page named .xls", b"\xef\xbb\xbf\r\n<HTML><table><tr><td>1</td></tr></table></HTML>", "html_file", None
    yield "page in UTF-16", "<html>".encode("utf-16"), "html_file", None
    yield "xml of Excel 2003", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "html_file", None
    yield "document without a table", docx(Document()), "no_table_in_document", None
    yield (
        "text document",
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "binary_file",
        None,
    )
    yield "zip", zipped({"a.csv": "b"}), "zip_file", None


@pytest.mark.parametrize("data,code,cell", [pytest.param(*rest, id=name) for name, *rest in refused_files()])
def test_refused_with_one_sentence(data, code, cell):
    problem = refusal(data)
    assert (problem.severity, problem.code, problem.cell) == ("error", code, cell)


def test_limits_hold_what_is_right_at_them():
    book = Workbook()
    book.active.cell(MAX_ROWS, 1, 1)
    book.active.cell(1, MAX_COLUMNS, 2)
    rows = open_file(saved(book)).sheets[0].rows
    assert len(rows) == MAX_ROWS and len(rows[0]) == MAX_COLUMNS


def test_rows_that_fill_up_to_too_many_cells_are_refused():
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(MAX_CELLS // MAX_COLUMNS + 1):
        sheet.append([*[None] * (MAX_COLUMNS - 1), 1])
    assert refusal(saved(book)).code == "workbook_too_large"


def test_stated_dimension_and_a_merge_over_everything_are_not_believed():
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.merge_cells("A1:B1")

    def lie(xml):
        xml = xml.replace(b'<mergeCell ref="A1:B1"', b'<mergeCell ref="A1:XFD1048576"')
        return xml.replace(b'<dimension ref="A1:B1"', b'<dimension ref="A1:XFD1048576"')

    data = saved(book)
    lying = changed(data, change=lie)
    assert lying != data
    sheet = open_file(lying).sheets[0]
    assert texts(sheet) == [["a"]] and sheet.merged == ((1, 0, 1, 0),)


def test_file_is_known_by_its_content():
    """An .xls named .xlsx, a workbook named .csv: the name is not asked."""
    assert open_file((FILES / "bieu.xls").read_bytes()).kind == "xls"
    assert open_file(xlsx(["a"])).kind == "xlsx"


def test_child_that_never_ends_is_a_sentence(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)", encoding="utf-8")
    monkeypatch.setattr(parent, "CHILD", slow)
    monkeypatch.setattr(parent, "WALL_SECONDS", 0.3)
    assert refusal(xlsx(["a"])).code == "workbook_timeout"


@pytest.mark.parametrize(
    "body,code",
    [
        ("import os; os.kill(os.getpid(), 6)", "workbook_too_large"),
        ("import os; os.kill(os.getpid(), 24)", "workbook_timeout"),
        ("raise SystemExit(3)", "workbook_unreadable"),
    ],
)
def test_child_that_is_killed_is_a_sentence(monkeypatch, tmp_path, body, code):
    child = tmp_path / "child.py"
    child.write_text(body, encoding="utf-8")
    monkeypatch.setattr(parent, "CHILD", child)
    assert refusal(xlsx(["a"])).code == code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("megabytes,ends", [(100, 0), (600, 1)])
def test_child_limits_its_memory(megabytes, ends):
    code = f"from reform.grids.child import limit; limit(); bytearray({megabytes} << 20)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == ends and (b"MemoryError" in done.stderr) is bool(ends)


def test_cell_in_the_last_corner_of_an_old_workbook():
    """A cell in the last corner of an .xls: calamine would lay out 16 million cells."""
    assert refusal((FILES / "far.xls").read_bytes()).code == "workbook_too_large"


def test_other_readers_go_on_while_a_hostile_file_is_opened():
    far, fine = cell_at("XFD1048576"), xlsx(["Đơn vị", 5])
    found = []

    def read(data):
        try:
            found.append(texts(open_file(data).sheets[0]))
        except Refused as refused:
            found.append(refused.problems[0].code)

    threads = [threading.Thread(target=read, args=(data,)) for data in (far, fine, far, fine)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == ["[['Đơn vị', '5']]"] * 2 + ["cell_too_far"] * 2


def test_a_file_that_unpacks_to_the_limit_is_only_looked_at(monkeypatch):
    """The sizes of a zip's directory are enough: nothing is unpacked to refuse a bomb, however it is packed."""
    monkeypatch.setattr(limits, "MAX_RATIO", 10**9)
    monkeypatch.setattr(parent, "CHILD", None)
    data = changed(xlsx(["a"]), change=lambda xml: xml + b" " * MAX_UNPACKED)
    assert len(data) < 200_000 and refusal(data).code == "workbook_too_large"


def test_openpyxl_agrees_with_what_we_take_from_its_parser():
    """We use its cell parser beneath its worksheets: both must see the same values."""
    book = Workbook()
    for row in range(1, 20):
        book.active.append([row, row / 3, f"ô {row}", None, row % 2 == 0, date(2025, 1, row)])
    data = saved(book)
    theirs = load_workbook(io.BytesIO(data), data_only=True).active
    [grid] = grids_xlsx.read(data)
    assert [grid.rows[n][c] for n in range(1, 20) for c in (0, 1, 2)] == [
        theirs.cell(n, c + 1).value for n in range(1, 20) for c in (0, 1, 2)
    ]
