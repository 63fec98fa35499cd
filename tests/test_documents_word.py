"""Documents as Word: the content of the print, in real headings, tables and lists, in the office's layout."""

import os
import shutil
import subprocess
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from reform.brief import brief_of, minutes_of, request_of
from reform.brief.asking import Once
from reform.brief.contents import composed
from reform.brief.subject import subject_of
from reform.documents.blocks import beside, bullets, document, numbered, page_break, paragraph, table
from reform.documents.pdf import count_pages
from reform.documents.word import word
from reform.sample import LOCALITY
from reform.text import words
from tests.document_samples import (
    AS_PRINTED,
    FORM_HEAD,
    MADE_AT,
    WARDS,
    brief,
    course,
    form,
    hostile,
    letter,
    positions,
    tall,
)
from tests.test_briefs import many

VI = words("vi")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
# The order in which Word's format has the properties; Word refuses a file that breaks it.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rFonts b bCs i iCs color sz szCs bdr lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
}


def read(made):
    return docx.Document(BytesIO(word(made)))


def alone(*blocks, **more):
    return document("Tài liệu", **{"lang": "vi", "blocks": blocks, "made_at": MADE_AT} | more)


def texts(element):
    """The text of each paragraph below an element, in order, also in tables."""
    return ["".join(told.text or "" for told in one.iter(qn("w:t"))) for one in element.iter(qn("w:p"))]


def whole(made):
    return "\n".join(texts(read(made).element.body))


def short(element):
    return element.tag.rpartition("}")[2]


# Content


def test_content_stands_in_the_order_of_the_print():
    found = whole(brief())
    places = [found.index(told) for told in (
        "ĐOÀN GIÁM SÁT CẢI CÁCH", "SỐ LIỆU MINH HỌA", "Phiếu thông tin phục vụ", "Hạng 2/12", "Điểm CCHC", "tăng 1,40",
        "Xếp hạng điểm tổng hợp", "Tỷ lệ giải quyết đúng hạn", "Chỉ số chi tiết", "Thanh toán trực tuyến",
        "Điểm cần làm rõ", "Năm hồ sơ trễ hạn", "Câu hỏi gợi ý", "Vì sao người dân", "Kiến nghị trước đây",
        "Ghi chép tại buổi làm việc", "Cách tính và nguồn", "SHA-256",
    )]  # fmt: skip
    assert places == sorted(places)


def test_headings_are_headings():
    named = [(one.style.name, one.text) for one in read(letter()).paragraphs if one.style.name.startswith(("H", "Ti"))]
    assert named == [
        ("Title", "ĐỀ CƯƠNG BÁO CÁO"),
        ("Heading 1", "I. Nội dung báo cáo"),
        ("Heading 2", "1. Số liệu"),
        ("Heading 3", "Biểu số 1: Tiếp nhận và giải quyết hồ sơ"),
        ("Heading 1", "II. Danh mục tài liệu"),
    ]


def test_lists_are_lists_and_each_begins_at_its_own_number():
    made = read(alone(numbered(["a", "b"]), numbered(["c"], start=4), bullets(["d"])))
    items = [one for one in made.paragraphs if one.style.name.startswith("List")]
    numbers = [one._p.pPr.numPr.numId.val for one in items]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 3
    definitions = made.part.numbering_part.element
    starts = {one.numId: one.find(f".//{qn('w:startOverride')}").get(qn("w:val")) for one in definitions.num_lst[-3:]}
    assert [starts[number] for number in numbers[1:3]] == ["1", "4"]
    assert all(one._p.pPr.find(qn("w:keepLines")) is not None for one in items)


def test_hostile_text_is_written_as_it_is():
    found = whole(hostile())
    for told in AS_PRINTED:
        assert told in found
    # no field but those that number the pages
    made = read(hostile())
    fields = made.element.body.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:hyperlink"))
    assert not list(fields)


def test_page_break_and_lines_of_a_paragraph():
    made = read(alone(paragraph("một\nhai"), page_break(), paragraph("ba")))
    breaks = [one.get(qn("w:type")) for one in made.element.body.iter(qn("w:br"))]
    assert breaks == [None, "page"]


# Tables


def test_head_repeats_and_rows_are_never_split():
    rows = read(form(168)).tables[0]._tbl.tr_lst
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True] * 3 + [False] * 169
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_rows_to_be_filled_in_by_hand_are_as_tall_as_is_said():
    rows = read(alone(table([{"label": "a"}], [[""]], tall=11))).tables[0].rows
    assert [row.height and round(row.height.mm) for row in rows] == [None, 11]


def test_stacked_head_spans_as_the_form_does():
    found = read(form(2)).tables[0]
    assert len(found.columns) == 14
    for row in found._tbl.tr_lst:
        assert sum(cell.grid_span for cell in row.tc_lst) == 14
    assert [len({id(cell._tc) for cell in found.rows[0].cells})] == [len(FORM_HEAD[0])]
    assert [found.cell(2, column).text for column in (0, 2, 3, 4, 5)] == [
        "TT", "Tổng số", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước",
    ]  # fmt: skip
    assert found.cell(3, 1).text == f"{WARDS[1]} 1" and found.cell(5, 1).text == "Tổng cộng"


def test_cell_below_one_that_ended_higher_stands_in_its_place():
    head = [[tall("a"), {"text": "b"}], [{"text": "c"}], [{"text": "d"}, {"text": "e"}]]
    found = read(alone(table([{"label": ""}] * 2, [["1", "2"]], head=head))).tables[0]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["a", "b"], ["a", "c"], ["d", "e"], ["1", "2"]]


def test_no_two_tables_touch():
    """Word would take them for one; and a table at a cell's or the text's end needs a paragraph below."""
    body = read(alone(*[table([{"label": "a"}], [["1"]])] * 2, beside([positions(), course()]))).element.body
    below = [(short(one), short(one.getnext())) for one in body if one.getnext() is not None]
    assert ("tbl", "tbl") not in below and ("tbl", "sectPr") not in below


# Layout


def test_page_and_type_are_those_of_the_office():
    made = read(letter())
    section = made.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(0.1) and abs(section.page_height - Mm(297)) < Mm(0.1)
    assert Mm(29.9) <= section.left_margin <= Mm(35) and Mm(14.9) <= section.right_margin <= Mm(20)
    assert Mm(19.9) <= section.top_margin == section.bottom_margin <= Mm(25)
    assert made.styles["Normal"].font.size == Pt(13)
    for name in ("Normal", "Title", "Heading 1", "List Bullet", "Table Text"):
        fonts = made.styles[name].element.rPr.rFonts
        assert [fonts.get(qn(f"w:{script}")) for script in SCRIPTS] == ["Times New Roman"] * 4
    wide = read(form(2)).sections[0]
    assert wide.page_width > wide.page_height


def test_number_stands_above_from_the_second_page():
    section = read(letter()).sections[0]
    assert section.different_first_page_header_footer
    assert not list(section.first_page_header._element.iter(qn("w:fldSimple")))
    (number,) = section.header._element.iter(qn("w:fldSimple"))
    assert number.get(qn("w:instr")).strip() == "PAGE"
    assert section.header.paragraphs[0].alignment == 1


def test_foot_of_a_brief_is_on_each_page():
    section = read(brief()).sections[0]
    assert section.first_page_footer.paragraphs[0].text.startswith("Nguồn: báo cáo quý")
    assert section.footer.paragraphs[0].text.startswith("Nguồn: báo cáo quý")
    counted = [one.get(qn("w:instr")).strip() for one in section.first_page_footer._element.iter(qn("w:fldSimple"))]
    assert counted == ["PAGE", "NUMPAGES"]
    runs = list(section.first_page_footer._element.iter(qn("w:t")))
    sizes = [[size.get(qn("w:val")) for size in one.getparent().iter(qn("w:sz"))] for one in runs]
    assert len(runs) > 4 and sizes == [["18"]] * len(runs)  # the numbers too


def test_properties_say_title_language_and_moment():
    found = read(brief()).core_properties
    assert (found.title, found.language) == ("Phiếu thông tin phục vụ giám sát: Phường Trăng Khuyết", "vi")
    assert found.created.replace(tzinfo=MADE_AT.tzinfo) == MADE_AT
    assert found.author == ""


def test_charts_are_pictures_told_in_words():
    made = read(brief())
    drawn = list(made.element.body.iter(qn("wp:docPr")))
    assert [one.get("title") for one in drawn] == ["Xếp hạng điểm tổng hợp", "Tỷ lệ giải quyết đúng hạn"]
    assert "Phường Trăng Khuyết: 80,22" in drawn[0].get("descr") and len({one.get("id") for one in drawn}) == 2
    for inline in made.element.body.iter(qn("wp:inline")):
        assert [inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4
    for part in made.part.package.image_parts:
        image = Image.open(BytesIO(part.blob)).convert("RGB")
        assert image.width > 500 and len(image.getcolors(1 << 20)) > 20


def test_same_data_gives_the_same_bytes():
    made = word(brief())
    assert word(brief()) == made
    assert {part.date_time for part in zipfile.ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert word(brief()) != word(brief(made_at=None))


@pytest.mark.parametrize("made", [brief(), letter(), form(3), hostile()], ids=["brief", "letter", "form", "hostile"])
def test_properties_stand_in_the_order_of_the_format(made):
    found = read(made)
    parts = [found.element, found.styles.element, found.part.numbering_part.element]
    parts += [part._element for section in found.sections for part in (section.header, section.first_page_footer)]
    for name, order in ORDER.items():
        for element in (one for part in parts for one in part.iter(qn(f"w:{name}"))):
            if element.getparent().get(qn("w:customStyle")) is None and short(element.getparent()) == "tblStylePr":
                continue
            named = [short(child) for child in element if short(child) in order.split()]
            assert named == sorted(named, key=order.split().index)
            if element in list(found.element.iter(qn(f"w:{name}"))):
                assert len(named) == len(element), [short(child) for child in element]


@pytest.mark.proof
@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed: the pages of a Word document are not counted")
def test_pages_are_about_as_many_as_in_the_print(sample, tmp_path):
    from pypdf import PdfReader

    made = {"brief": brief(), "letter": letter(), "form": form(50)} | of_a_unit(sample)
    made = made if os.environ.get("REFORM_PROOF") == "full" else {name: made[name] for name in ("letter", "full")}
    for name, one in made.items():
        (tmp_path / f"{name}.docx").write_bytes(word(one))
    command = [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *tmp_path.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    counted = {name: (len(PdfReader(tmp_path / f"{name}.pdf").pages), count_pages(one)) for name, one in made.items()}
    assert {name: found for name, found in counted.items() if abs(found[0] - found[1]) > 1} == {}


def of_a_unit(sample):
    """The documents of a visit to one unit: one period, four years, full to the last line, and the letters."""
    about = {"locality": LOCALITY, "unit_id": 3, "made_at": MADE_AT}
    now, span = about | {"period": "2026-Q3"}, about | {"period": "2023-Q1", "to": "2026-Q3"}
    subject = subject_of(Once(sample), VI, LOCALITY, 3, "2026-Q3")
    return {
        "now": brief_of(sample, VI, **now),
        "years": brief_of(sample, VI, **span),
        "full": composed(subject, many(40), {}, MADE_AT),
        "request": request_of(sample, VI, **now),
        "minutes": minutes_of(sample, VI, **now),
    }
