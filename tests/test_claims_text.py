"""A report as a file: Word, PDF, text in any encoding; its lines joined, its sentences told apart, what is refused."""

import io
import unicodedata
from time import process_time

import pypdf
import pytest
import typst
from docx import Document
from docx.oxml import parse_xml

from reform.claims import about, check, paragraphs, read_report
from reform.claims.text import MOST_OF_A_LINE, sentences
from reform.claims_told import refusal
from reform.indicators import declaration
from reform.intake.reading import Refused
from reform.text import words
from tests.workbooks import xlsx

UNIT = {"unit_id": 1, "aliases": None}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TOLD = "Phường tiếp nhận 1.059 hồ sơ, trong đó trực tuyến 1.049 hồ sơ, trực tiếp 10 hồ sơ."
LONG = f"{TOLD} Số còn lại đang được giải quyết theo đúng thời hạn quy định tại Bộ phận Một cửa của phường Lúa Ngọt."


def word(*blocks):
    """A Word file of paragraphs and tables (rows of cells)."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document.save)


def saved(save):
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def pdf(text):
    body = '#set page(numbering: "1", width: 12cm)\n#set text(lang: "vi", font: "Be Vietnam Pro")\n' + text
    return typst.compile(body.encode(), font_paths=["static/fonts"])


def code(data):
    with pytest.raises(Refused) as refused:
        read_report(data)
    (problem,) = refused.value.problems
    assert refusal(words("vi"), problem) and refusal(words("en"), problem)
    return problem.code


def texts(*lines):
    return [one.text for one in sentences(lines)]


def test_a_word_file_with_its_tables():
    rows = [("1", "Tiếp nhận trực tuyến", "1.049"), ("2", "Trước hạn", ""), ("Lĩnh vực", "10", "20")]
    beside = [("UBND PHƯỜNG LÚA NGỌT", "CỘNG HÒA XÃ HỘI\nĐộc lập")]
    *lines, table = read_report(word(beside, TOLD, rows))
    assert lines == ["UBND PHƯỜNG LÚA NGỌT", "CỘNG HÒA XÃ HỘI", "Độc lập", TOLD]
    assert [tuple(row) for row in table.sheet.rows] == [rows[0], rows[1][:2], rows[2]]


def test_text_to_be_accepted_is_read_and_deleted_text_is_not():
    document = Document()
    paragraph = document.add_paragraph("Tiếp nhận ")
    for tag, inner, text in (("ins", "t", "1.059 hồ sơ"), ("del", "delText", "1.058 hồ sơ")):
        paragraph._p.append(parse_xml(f"<w:{tag} {W}><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>"))
    assert read_report(saved(document.save)) == ("Tiếp nhận 1.059 hồ sơ",)


def test_the_lines_of_a_pdf_are_joined():
    lines = read_report(pdf(f"= BÁO CÁO\n\n{LONG}\n\n{LONG}"))
    assert lines == ("BÁO CÁO", LONG, LONG)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_text_file_in_any_unicode(encoding):
    assert read_report(f"BÁO CÁO\r\n{TOLD}\r\n".encode(encoding)) == ("BÁO CÁO", TOLD)
    assert read_report(unicodedata.normalize("NFD", TOLD).encode(encoding)) == (TOLD,)


def test_a_text_file_of_windows_1258():
    assert read_report("".join(map(apart, TOLD)).encode("cp1258")) == (TOLD,)


def apart(letter):
    """A letter as Windows-1258 writes it, its tone behind it."""
    signs = unicodedata.normalize("NFD", letter)
    tones = "".join(sign for sign in signs if sign in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in tones)) + tones


def test_a_scan_is_refused_in_a_sentence():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(600, 800)
    assert code(saved(writer.write)) == "scanned_pdf"


def test_a_locked_pdf_is_refused_and_one_locked_against_changes_is_read():
    for password, found in (("", None), ("bí mật", "encrypted_file")):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LONG)))
        writer.encrypt(password, "chủ", algorithm="RC4-128")
        data = saved(writer.write)
        if found:
            assert code(data) == found
        else:
            assert read_report(data) == (LONG,)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7 broken", "workbook_unreadable"),
        (xlsx(["a", 1]), "not_prose"),
        (word(), "no_text_in_document"),
        (b"   ", "empty_file"),
        (b"{\\rtf1", "word_old_file"),
        (b"\x89PNG....", "binary_file"),
        ("Đơn vị".encode() + b"\0", "nul_byte"),
        (b"a 1 " * 200_000, "too_long"),
        (b"\0" * 4_000_000, "too_long"),  # refused by its size alone
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(data, found):
    assert code(data) == found


def test_what_no_report_is_takes_no_time():
    start, line = process_time(), "xin kính gửi quý cơ quan một dòng dài không có dấu chấm nào ở cuối,"
    check(["1" * 20_000], declaration())
    (first, *rest) = paragraphs("\n".join([line] * 3_500))
    table = [["Mục", *["Tỷ lệ", "Số"] * 29], *([f"Mục {row}", *["7%", "8"] * 29] for row in range(500))]
    check(paragraphs("\n".join(map("\t".join, table))), declaration())
    about(["Phường không có tên ở đây."] * 30, [UNIT | {"ward": f"Phường Số {one}"} for one in range(700)])
    assert process_time() - start < 5  # 30 s and more where each place of a text is looked at from each other
    assert len(rest) > 40 and max(map(len, (first, *rest, *paragraphs("hồ sơ " * 5_000)))) <= MOST_OF_A_LINE


def test_words_cut_at_the_end_of_a_line_are_one():
    assert paragraphs("Tiếp nhận trực tuy-\nến 5 hồ sơ") == ("Tiếp nhận trực tuyến 5 hồ sơ",)
    assert paragraphs("giai đoạn 2021-\n2025 tiếp") == ("giai đoạn 2021- 2025 tiếp",)
    assert paragraphs("Tiếp nhận\n5 hồ sơ\n\n2. Kết quả\n- Trước hạn\n3") == (
        "Tiếp nhận 5 hồ sơ",
        "2. Kết quả",
        "- Trước hạn",
    )


def test_a_list_belongs_to_the_figure_it_opens_with():
    listed = (
        "Tiếp nhận 10 hồ sơ, trong đó:",
        "- Trực tuyến: 9 hồ sơ;",
        "- Trực tiếp: 1 hồ sơ.",
        "Đã giải quyết 9 hồ sơ.",
    )
    assert texts(*listed) == [" ".join(listed[:3]), listed[3]]
    assert texts("Tiếp nhận 10 hồ sơ. Trong đó: trực tuyến 9 hồ sơ.") == [
        "Tiếp nhận 10 hồ sơ. Trong đó: trực tuyến 9 hồ sơ."
    ]
    assert texts("Kết quả:", "- Trực tuyến: 9 hồ sơ;") == ["Kết quả:", "- Trực tuyến: 9 hồ sơ;"]


def test_a_list_without_signs_at_the_ends_of_its_lines():
    listed = ("Tiếp nhận: 10 hồ sơ", "+ Trực tuyến: 9 hồ sơ, đạt 90%", "+ Trực tiếp: 1 hồ sơ")
    assert texts(*listed) == [" ".join(listed)]
    listed = ("Tiếp nhận: 10 hồ sơ.", "Trong đó:", "- Trực tuyến: 9 hồ sơ;", "- Trực tiếp: 1 hồ sơ.")
    assert texts(*listed) == [" ".join(listed)]
    assert len(texts("Tiếp nhận 10 hồ sơ.", "+ Trực tuyến 9 hồ sơ.")) == 2


def test_abbreviations_end_no_sentence():
    told = "Tại TP. Mây Ngàn, P. Lúa Ngọt tiếp nhận 1.059 hồ sơ."
    assert texts(f"{told} Đã giải quyết 9 hồ sơ.") == [told, "Đã giải quyết 9 hồ sơ."]


def test_control_characters_and_what_turns_the_reading_are_gone():
    assert paragraphs("Tiếp\u202e nhận\x07 5\u200b hồ sơ") == ("Tiếp nhận 5 hồ sơ",)
