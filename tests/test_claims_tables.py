"""Tables of a report: added up by rows and by columns, held against what is recorded, each finding at its row."""

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reform.claims import check, paragraphs, read_report
from reform.claims.lines import Apart, Table
from reform.claims_told import place, question
from reform.indicators import declaration
from reform.intake.reading import Sheet, Written, address
from reform.text import words
from tests.test_claims import line
from tests.test_claims_stored import QUARTER
from tests.test_claims_text import W, saved, word

vi, en = words("vi"), words("en")


def table(*rows):
    """The line of a report that stands for a table of these rows; cells are parted by a stroke."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return Table(
        Sheet(
            "1",
            tuple(tuple(Written(cell, address(n, c)) for c, cell in enumerate(row)) for n, row in enumerate(cells, 1)),
        )
    )


def told(*lines, stored=None):
    """The findings as lines of the corpus, behind the rows they stand in."""
    found = check(lines, declaration(), stored)
    return [f"{one.rows[1]}-{one.rows[2]} {line(one)}" for one in found if one.rows]


def alleged(*lines, stored=QUARTER):
    return [one for one in told(*lines, stored=stored) if "inconsistent" in one or "differs" in one]


SIMPLE = ("Chỉ tiêu | Số hồ sơ | Tỷ lệ", "Tổng | 852 | 100%", "Trực tuyến | 450 | 52,82%")
FIELDS = ("TT | Lĩnh vực | Tiếp nhận | Trước hạn | Đúng hạn", "(1) | (2) | (3) | (4) | (5)")


def test_a_table_with_measures_in_its_rows():
    assert told(table(*SIMPLE, "Trực tiếp | 412 | 47,18%")) == [
        "2-4 sum inconsistent 852 450 412",
        "2-3 percentage match 852 450 52.82",
        "2-4 percentage inconsistent 852 412 47.18",
    ]
    assert told(table(*SIMPLE, "Trực tiếp | 402 | 47,18%"))[0] == "2-4 sum match 852 450 402"
    listed = ("Nội dung | Số liệu", "Số hồ sơ đã giải quyết: | 1.271", "- Trước hạn: | 1.190", "- Đúng hạn: | 79")
    late = "- Quá hạn: | {}"
    assert told(table(*listed, late.format(2)), stored=QUARTER) == ["2-5 sum match 1271 1190 79 2"]
    assert told(table(*listed, late.format(3)), stored=QUARTER) == ["2-5 sum inconsistent 1271 1190 79 3"]
    received = ("Nội dung | Số liệu", "Tổng số hồ sơ đã tiếp nhận và giải quyết | 1.284", "- Trực tuyến: | 1.102")
    received = (*received, "- Trực tiếp, bưu chính: | 176", "- Từ kỳ trước: | 6")
    found = told(table(*received, *listed[1:], late.format(2), "Số hồ sơ đang giải quyết | 13", "- Trong hạn: | 13"))
    assert found[:2] == ["2-5 sum match 1284 1102 176 6", "6-9 sum match 1271 1190 79 2"]
    assert not [one for one in found if "inconsistent" in one]


def test_rows_of_figures_with_their_share_are_no_headers():
    rows = ("Trực tuyến | 450 (52%)", "Trực tiếp | 402 (47,18%)")
    assert told(table(*rows, "Tổng tiếp nhận | 852")) == [
        "1-3 sum match 450 402 852",
        "1-3 percentage inconsistent 450 52 852",
        "2-3 percentage match 402 47.18 852",
    ]


def test_a_cell_holds_a_bound_or_the_share_of_its_own_total():
    assert alleged(table("Tỷ lệ hồ sơ trực tuyến | Tỷ lệ đúng hạn", "≥ 86,23% | 99,84%")) == []
    assert alleged(table("Tỷ lệ hồ sơ trực tuyến | Tỷ lệ đúng hạn", "> 86,23% | 99,84%")) != []
    rows = ("Chỉ tiêu | Số hồ sơ | Tỷ lệ", "Tổng số tiếp nhận | 1.284 | 100%", "Trực tuyến | 1.102 | 85,83%")
    assert alleged(table(*rows, "Trực tiếp | 176 | 13,71%", "Kỳ trước chuyển qua | 6 | 0,47%")) == []


def test_fields_by_columns_with_their_total():
    rows = ("1 | Hộ tịch | 250 | 200 | 50", "2 | Chứng thực | 1.034 | 990 | 29")
    right = table(*FIELDS, *rows, " | Tổng cộng | 1.284 | 1.190 | 79")
    assert told(right, stored=QUARTER) == [
        "5-5 figure match 1284",
        "5-5 figure match 1190",
        "5-5 figure match 79",
        "3-5 sum match 250 1034 1284",
        "3-5 sum match 200 990 1190",
        "3-5 sum match 50 29 79",
    ]
    wrong = table(*FIELDS, *rows, " | Tổng cộng | 1.285 | 1.190 | 79")
    assert alleged(wrong) == ["5-5 figure differs 1285", "3-5 sum inconsistent 250 1034 1285"]


def test_rows_of_a_heading_above_and_its_items_are_not_added_twice():
    head, rows = "TT | Thủ tục | Số hồ sơ", ("I | Hộ tịch | 250", "1 | Khai sinh | 200", "2 | Khai tử | 50")
    assert told(table(head, *rows, "II | Chứng thực | 30", " | Tổng cộng | 280")) == ["2-6 sum match 250 30 280"]
    dotted = ("1 | Hộ tịch | 250", "1.1 | Khai sinh | 200", "1.2 | Khai tử | 50", "2 | Chứng thực | 30")
    assert told(table(head, *dotted, " | Tổng cộng | 280")) == ["2-6 sum match 250 30 280"]


def test_what_holds_in_most_rows_is_asked_of_the_rest():
    rows = ("Tổ | Số hộ | Dùng VNeID | Tỷ lệ (%)", "Tổ 1 | 120 | 100 | 83,33", "Tổ 2 | 150 | 130 | 86,67")
    assert alleged(table(*rows, "Tổ 3 | 90 | 80 | 98,89")) == ["4-4 percentage inconsistent 90 80 98.89"]
    rows = ("Nội dung | Hộ tịch | Đất đai | Tổng cộng", "Tuyên truyền | 2 | 3 | 5", "Kiểm tra | 1 | 1 | 2")
    assert alleged(table(*rows, "Tập huấn | 4 | 2 | 7")) == ["4-4 sum inconsistent 4 2 7"]
    rows = (
        "TT | Lĩnh vực | Số TTHC | Tỷ lệ",
        "1 | Hộ tịch | 20 | 20%",
        "2 | Đất đai | 30 | 30%",
        "3 | Khác | 50 | 51%",
    )
    assert alleged(table(*rows, " | Tổng cộng | 100 | 100%")) == ["4-5 percentage inconsistent 50 51 100"]


@pytest.mark.parametrize(
    "lines",
    [
        # of another time, by caption or header
        ["Kết quả quý II năm 2025", ("Chỉ tiêu | Số lượng", "Tiếp nhận | 1.233", "Đã giải quyết | 1.227")],
        ["Kết quả 9 tháng", ("Chỉ tiêu | Số lượng", "Tiếp nhận | 3.683", "Đã giải quyết | 3.655")],
        [("Chỉ tiêu | Quý II | Quý III | So sánh", "Tiếp nhận | 1.233 | 1.284 | 51", "Trực tuyến | 900 | 1.102 | 202")],
        [("Nội dung | Năm 2023 | Năm 2024 | Tăng/giảm", "Tiếp nhận | 5.000 | 5.500 | +10%")],
        ["IV. PHƯƠNG HƯỚNG QUÝ IV NĂM 2025", ("Chỉ tiêu | Số lượng", "Tiếp nhận | 3.683", "Tỷ lệ trực tuyến | 95%")],
        [("Nội dung | Kế hoạch | Thực hiện | Tỷ lệ", "Trực tuyến | 1.000 | 1.102 | 110,2%")],
        [("Nội dung | Giao | Đạt | Tỷ lệ (%)", "Một | 10 | 12 | 120", "Hai | 4 | 3 | 75", "Ba | 5 | 4 | 80")],
        # shares of what stands in no row, "đúng hạn" with what was early
        [("Nội dung | ĐVT | Kết quả", "Tiếp nhận | hồ sơ | 1.284", "Trực tuyến | hồ sơ | 1.102",
          "Trực tiếp | hồ sơ | 176", "Kỳ trước chuyển qua | hồ sơ | 6", "Tỷ lệ hồ sơ trực tuyến | % | 86,23")],
        [("TT | Cơ quan | Số hồ sơ | Đúng hạn | Trễ hạn", "1 | Một | 1.000 | 999 | 1", " | Tổng | 1.271 | 1.269 | 2")],
        [("Chỉ tiêu | Quý III | Tăng so với quý II", "Đã giải quyết | 1.271 | 4", "Trước hạn | 1.190 | 5",
          "Đúng hạn | 79 | 12", "Quá hạn | 2 | 50")],
        # a relation that holds in no row is none: those carried over are not told
        [("Lĩnh vực | Tiếp nhận | Đã giải quyết | Đang giải quyết", "Một | 100 | 95 | 8", "Hai | 50 | 49 | 3",
          "Ba | 30 | 29 | 2")],
        # of a field, of other units, of no total
        [("TT | Lĩnh vực | Tiếp nhận | Trực tuyến", "1 | Hộ tịch | 250 | 200", "2 | Đất đai | 35 | 30")],
        [("TT | Đơn vị | Tiếp nhận", "1 | Phường Bàng Vuông | 1.284", "2 | Phường Hai | 2.300", " | Cộng | 3.584")],
        ["Lĩnh vực hộ tịch:", ("Chỉ tiêu | Số hồ sơ", "Tiếp nhận | 250", "Trước hạn | 240")],
        # the whole above its fields, and below them
        [("Nội dung | Số hồ sơ | Trước hạn", "Hồ sơ đã giải quyết | 1.271 | 1.190", "Hộ tịch | 395 | 380",
          "Chứng thực | 876 | 810", "Tổng cộng | 1.271 | 1.190")],
        # no figures at all
        [("STT | Họ tên | Điện thoại | Năm sinh", "1 | An | 0905123456 | 1980", "2 | Bình | 0905123457 | 1985")],
        [("TT | Số, ký hiệu | Ngày | Năm", "1 | 12/KH-UBND | 05/01/2025 | 2025", "2 | 13/KH-UBND | 06/01/2025 | 2025")],
        [("Nội dung | Dự toán | Thực hiện | Tỷ lệ", "Thu | 1.500.000.000 | 1.450.000.000 | 96,67%")],
    ],
)  # fmt: skip
def test_no_false_alarm_from_a_table(lines):
    lines = [one if isinstance(one, str) else table(*one) for one in lines]
    assert alleged(*lines) == []


HEAD = (
    ("TT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "", "", "", "Số hồ sơ đã giải quyết", "", "", ""),
    ("", "", "Tổng số", "Trong kỳ", "", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"),
    ("", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "", "", "", "", ""),
    tuple(f"({number})" for number in range(1, 11)),
)
MERGED = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (0, 6, 0, 9), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)]
BODY = (
    ("1", "Hộ tịch", "400", "350", "48", "2", "395", "380", "14", "1"),
    ("2", "Chứng thực", "884", "752", "128", "4", "876", "810", "65", "1"),
    ("", "Tổng cộng", "1.284", "1.102", "176", "6", "1.271", "1.190", "79", "2"),
)


def form(body):
    """Form II.06a in Word, its heads merged, below a sentence; a footnote and a letterhead of two columns."""
    document = Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "UBND PHƯỜNG BÀNG VUÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Kết quả quý III năm 2025 như sau:")
    made = document.add_table(len(HEAD) + len(body), len(HEAD[0]))
    for top, left, bottom, right in MERGED:
        made.cell(top, left).merge(made.cell(bottom, right))
    for row, cells in enumerate((*HEAD, *body)):
        for column, text in enumerate(cells):
            if text:
                made.cell(row, column).text = text
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Đã giải quyết 15/20 hồ sơ, đạt 85%.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(document.save)


def test_form_06a_in_word_with_merged_heads_and_a_footnote():
    lines = read_report(form(BODY))
    assert (1, 2, 1, 5) in next(one for one in lines if isinstance(one, Table)).sheet.merged
    found = check(lines, declaration(), QUARTER)
    alleged = [one for one in found if one.verdict in ("inconsistent", "differs")]
    assert [line(one) for one in alleged] == ["percentage inconsistent 15 20 85"]  # the footnote
    whole = [one for one in found if one.rows == (1, 7, 7)]
    assert [len(one.numbers) for one in whole] == [4, 4] and all(one.numbers == one.stored for one in whole)
    wrong = [("1", "Hộ tịch", "400", "350", "48", "2", "395", "389", "14", "1"), *BODY[1:]]
    found = check(read_report(form(wrong)), declaration(), QUARTER)
    told = [one for one in found if one.verdict == "inconsistent" and one.rows]
    assert [(*one.rows, line(one)) for one in told] == [
        (1, 5, 5, "sum inconsistent 395 389 14 1"),
        (1, 5, 7, "sum inconsistent 389 810 1190"),
    ]
    assert (place(vi, told[0]), place(en, told[1])) == ("Bảng 1, dòng 5", "Table 1, rows 5–7")
    assert "Bảng 1, dòng 5: " in question(vi, told[0])


def test_sentences_and_documents_in_cells_are_read_apart():
    rows = [
        ("1", "Nghị định 61/2018/QĐ-TTg"),
        ("2", "Đã tiếp nhận 1.290 hồ sơ, trong đó trực tuyến 1.102 hồ sơ, trực tiếp 180 hồ sơ"),
    ]
    lines = read_report(word("Báo cáo", rows))
    assert [type(one) for one in lines] == [str, Table, Apart, Apart]
    found = check(lines, declaration(), QUARTER)
    assert [(one.kind, one.rows) for one in found if one.verdict == "inconsistent"] == [
        ("document", (1, 1, 1)),
        ("sum", (1, 2, 2)),
    ]
    assert not any(value for one in found for value in one.stored)  # of what they are, the cell does not say


def test_a_table_in_a_font_older_than_unicode():
    rows = [("ChØ tiªu", "Sè hå s¬"), ("TiÕp nhËn", "852"), ("Trùc tuyÕn", "450"), ("Trùc tiÕp", "412")]
    assert told(*read_report(word("KÕt qu¶ thùc hiÖn", rows))) == ["2-4 sum inconsistent 852 450 412"]


def test_a_pasted_table_has_tabs_between_its_cells():
    rows = ("Chỉ tiêu\tSố hồ sơ\tTỷ lệ", "Tổng\t852\t100%", "Trực tuyến\t450\t52,82%", "Trực tiếp\t412\t47,18%")
    lines = paragraphs("\n".join(("Kết quả quý III năm 2025:", *rows, "Phường đã giải quyết", "1.271 hồ sơ.")))
    assert [type(one) for one in lines] == [str, Table, str] and lines[-1] == "Phường đã giải quyết 1.271 hồ sơ."
    assert "2-4 sum inconsistent 852 450 412" in told(*lines)
    uneven = ("Lĩnh vực\tSố hồ sơ", "\tTổng\tTrực tuyến", "Hộ tịch\t5\t4")  # merged heads are lost in a paste
    assert paragraphs("\n".join(uneven))[0] == "Lĩnh vực Số hồ sơ"
