"""Documents as PDF: what they hold, how they are marked up for archives and screen readers, and what never breaks."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from reform.documents.blocks import (
    bullets,
    cards,
    course_chart,
    document,
    heading,
    kept,
    letterhead,
    numbered,
    paragraph,
    position_chart,
    signature,
    table,
)
from reform.documents.pdf import count_pages, end_of, page_pictures, pdf
from reform.documents.prepared import axis, prepared, shown_rows
from tests.document_samples import (
    AS_PRINTED,
    HASH,
    HOSTILE,
    MADE_AT,
    brief,
    course,
    form,
    hostile,
    letter,
    positions,
)


def read(made):
    return PdfReader(BytesIO(pdf(made)))


def text(made):
    """All words of a PDF, with one space between them."""
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def alone(*blocks, **more):
    return document(**{"title": "Tài liệu", "lang": "vi", "blocks": blocks, "made_at": MADE_AT} | more)


def bookmarks(outline):
    return [name for one in outline for name in (bookmarks(one) if isinstance(one, list) else [one.title])]


# The file


def test_file_says_what_it_is_and_can_be_kept_and_read_aloud():
    made, found = pdf(brief()), read(brief())
    root, metadata = found.trailer["/Root"], found.metadata
    assert metadata.title == "Phiếu thông tin phục vụ giám sát: Phường Trăng Khuyết"
    assert metadata.creation_date == MADE_AT
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfaid:part>2" in made and b"<pdfaid:conformance>U" in made and b"<pdfuaid:part>1" in made
    assert read(brief(lang="en")).trailer["/Root"]["/Lang"] == "en"


@pytest.mark.parametrize("made", [brief(), letter(), form(3)], ids=["brief", "letter", "form"])
def test_every_font_is_embedded_and_ours(made):
    fonts = [page["/Resources"]["/Font"][name] for page in read(made).pages for name in page["/Resources"]["/Font"]]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0]
        assert "BeVietnamPro" in inner["/BaseFont"]
        assert any(kind in inner["/FontDescriptor"] for kind in ("/FontFile2", "/FontFile3"))


def test_headings_tables_and_charts_are_bookmarks():
    assert bookmarks(read(brief()).outline) == [
        "Phiếu thông tin phục vụ giám sát: Phường Trăng Khuyết",
        "Xếp hạng điểm tổng hợp (thang 100)",
        "Tỷ lệ giải quyết đúng hạn (%)",
        "Chỉ số chi tiết",
        "Điểm cần làm rõ",
        "Câu hỏi gợi ý",
        "Kiến nghị trước đây",
        "Ghi chép tại buổi làm việc",
        "Cách tính và nguồn số liệu",
    ]


def test_text_can_be_selected_as_it_was_written():
    found = text(brief())
    for told in ("Phường Trăng Khuyết 80,22", "Tỷ lệ thanh toán trực tuyến", "−8,27", "1.059 hồ sơ", HASH, "Trang 1/2"):
        assert told in found


def test_same_data_gives_the_same_bytes_also_from_json():
    again = json.loads(json.dumps(brief()))
    assert again == brief()
    made = pdf(again)
    pdf.__globals__["kept"].cache_clear()
    assert pdf(brief()) == made


def test_without_a_moment_no_date_is_made_up():
    assert read(alone(paragraph("x"), made_at=None)).metadata.creation_date is None


def test_pages_are_counted():
    assert count_pages(brief()) == len(read(brief()).pages) == 2
    assert count_pages(form(168)) == len(read(form(168)).pages) == 5
    assert count_pages(alone(paragraph("/Type/Page/"), title="1 0 obj\n<</Type/Page/")) == 1


# Texts


def test_hostile_text_is_printed_as_it_is():
    found = text(hostile())
    for told in AS_PRINTED:
        assert told in found.replace("\n", "") or told in re.sub(r"(?<=W) (?=W)", "", found)
    assert "\u200b" not in found


def test_nothing_runs_over_the_edge():
    """Names of 55 letters and words of 60 break in every place they may stand in."""
    for picture in page_pictures(hostile(), 40):
        assert dark_columns(picture).isdisjoint(range(0, 20))
        assert dark_columns(picture).isdisjoint(range(312, 330))


def dark_columns(picture):
    image = Image.open(BytesIO(picture)).convert("L")
    return {x for x in range(image.width) for y in range(image.height) if image.getpixel((x, y)) < 200}


def test_letter_that_the_font_lacks_costs_the_standard_and_not_the_tags():
    made = alone(paragraph("cười 😀"))
    assert b"pdfaid" not in pdf(made)
    assert read(made).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_lines_of_a_paragraph_stay_and_a_title_is_one_line():
    made = prepared(alone(paragraph("một\nhai\r\nba"), heading("bốn\nnăm")))
    assert made["blocks"][0]["text"] == "một\nhai\nba"
    assert made["blocks"][1]["text"] == "bốn năm"


def test_no_level_of_headings_is_skipped():
    blocks = [heading("a", 3), table([{"label": "x"}], [["1"]], title="b"), heading("c", 1), heading("d", 3)]
    assert [block["level"] for block in prepared(alone(*blocks))["blocks"]] == [2, 3, 2, 3]


# Tables


@pytest.mark.parametrize("count", [10, 50, 168])
def test_head_of_a_form_repeats_on_each_page_and_no_row_is_lost(count):
    pages = [page.extract_text() for page in read(form(count)).pages]
    for page in pages:
        assert "Số lượng hồ sơ đang giải quyết" in page and "Trực tuyến" in page
    found = " ".join(pages)
    assert all(re.search(rf"(Phường|Xã) [^\d]+ {one}\s", found) for one in range(1, count + 1))
    assert "Tổng cộng" in pages[-1]
    assert all(page.mediabox.width > page.mediabox.height for page in read(form(count)).pages)


def test_row_has_as_many_texts_as_columns():
    with pytest.raises(ValueError, match="row 1 has 1 texts for 2 columns"):
        table([{"label": "a"}, {"label": "b"}], [["1", "2"], ["3"]])


# Charts


@pytest.mark.parametrize(
    "chart",
    [
        positions([("A", 5.0), ("B", 5.0), ("C", 5.0)]),
        positions([("A", -5.0), ("B", 3.0), ("C", 0.0), ("D", None)], target={"value": -2, "text": "Mục tiêu"}),
        positions([("A", None), ("B", None)], target=None),
        positions([("A", 41.5)], target=None),
        positions([], target=None),
        course([100.0] * 7, [100.0] * 7),
        course([1.0, None, 3.0, None, 5.0, 6.0, None], [50.0, 51, 52, 53, None, 55, 56], breaks=[5]),
        course([None] * 7, [None] * 7),
        course([41.5], [float("nan")], ["I/25"]),
        course([41.5], [float("-inf")], ["I/25"]),
        course([], [], []),
    ],
    ids=lambda chart: chart["kind"],
)
def test_chart_is_drawn_from_any_values(chart):
    found = text(alone(chart))
    for row in chart.get("rows", []):
        assert f"{row['name']} {row['text']}" in found
    for line in chart.get("lines", []):
        assert line["text"] in found


def test_line_is_not_drawn_over_a_missing_value_nor_over_a_break():
    def drawn(values, **more):
        line = {"name": "a", "values": values, "text": "", "chosen": True}
        (picture,) = page_pictures(alone(course_chart("", "%", ["1", "2", "3"], [line], **more), title=" "), 60)
        dots = Image.open(BytesIO(picture)).convert("RGB").get_flattened_data()
        return sum(red > green + 60 for red, green, _ in dots)

    whole = drawn([50.0, 51.0, 50.0])
    assert drawn([50.0, None, 50.0]) < whole / 2
    assert drawn([50.0, 51.0, 50.0], breaks=[1, 2]) < whole / 2
    assert drawn([50.0, 51.0, 50.0], breaks=[1]) < whole * 0.8


def test_long_chart_keeps_its_ends_and_the_chosen_one():
    rows = [{"name": str(place), "value": 1.0, "text": "", "chosen": place == 80} for place in range(168)]
    names = [row["name"] for row in shown_rows(rows)]
    assert names == [*"01234", "", *map(str, range(76, 85)), "", "165", "166", "167"]
    assert len(shown_rows(rows[:24])) == 24


@pytest.mark.parametrize(
    ("low", "high", "share", "ticks", "decimals"),
    [
        (91.2, 99.53, True, [90, 92, 94, 96, 98, 100], 0),
        (100, 100, True, [99, 99.2, 99.4, 99.6, 99.8, 100], 1),
        (0, 0, True, [0, 0.2, 0.4, 0.6, 0.8, 1], 1),
        (-3, 4, False, [-4, -2, 0, 2, 4], 0),
        (1059, 12349, False, [0, 2500, 5000, 7500, 10000, 12500], 0),
    ],
)
def test_axis_has_round_ticks(low, high, share, ticks, decimals):
    assert axis(low, high, share) == (ticks, decimals)


def test_line_has_a_value_a_period():
    with pytest.raises(ValueError, match="2 values for 7 periods"):
        course([1.0, 2.0])


# Order on the page


def test_title_of_a_letter_stands_below_its_head():
    found = text(letter())
    assert found.index("Độc lập - Tự do") < found.index("ĐỀ CƯƠNG BÁO CÁO") < found.index("Kính gửi")


def test_letter_numbers_its_pages_from_the_second():
    pages = [page.extract_text().split() for page in read(letter(blocks=[paragraph("chữ " * 3000)])).pages]
    assert "1" not in pages[0]
    assert [page[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_who_signs_does_not_stand_alone_on_a_page():
    signed = signature(["Nơi nhận:"], ["TRƯỞNG ĐOÀN"])
    for lines in range(28, 40):
        made = alone(*[paragraph("dòng")] * lines, paragraph("Trân trọng"), signed, style="letter")
        last = read(made).pages[-1].extract_text()
        assert ("Trân trọng" in last) == ("TRƯỞNG ĐOÀN" in last)


FIGURES = table([{"label": "x"}], [["sau"], ["1"]])


@pytest.mark.parametrize(
    "follows",
    [[paragraph("sau")], [bullets(["sau"])], [FIGURES], [FIGURES | {"title": "Bảng"}], [position_chart("sau", "", [])]],
    ids=["paragraph", "list", "table", "titled", "chart"],
)
def test_no_heading_is_left_behind_at_the_foot_of_a_page(follows):
    for lines in range(43, 49):
        pages = read(alone(*[paragraph("dòng")] * lines, heading("Mục"), *follows)).pages
        (page,) = [found for found in (one.extract_text() for one in pages) if "Mục" in found]
        assert "sau" in page


def test_what_is_kept_stands_on_one_page_unless_it_fills_more():
    few = alone(*[paragraph("trước")] * 40, kept([paragraph("sau")] * 10))
    assert [page.extract_text().count("sau") for page in read(few).pages] == [0, 10]
    many = alone(kept([paragraph(f"sau{place}.") for place in range(200)]))
    assert count_pages(many) > 4 and all(f"sau{place}." in text(many) for place in (0, 100, 199))


def test_letterhead_says_which_lines_stand_out():
    made = letterhead(["UBND THÀNH PHỐ", "VĂN PHÒNG", "Số: …"], ["CỘNG HÒA", "Độc lập", "ngày …"])
    assert [(one["bold"], one["rule"]) for one in made["left"]] == [(False, False), (True, True), (False, False)]
    assert [(one["bold"], one["rule"], one["italic"]) for one in made["right"]] == [
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ]


@pytest.mark.parametrize(("key", "value", "error"), [("lang", "fr", KeyError), ("style", "poster", ValueError)])
def test_unknown_language_and_style_are_refused(key, value, error):
    with pytest.raises(error):
        alone(**{key: value})


def test_document_is_left_as_it_was():
    made = hostile()
    before = json.dumps(made)
    prepared(made)
    assert json.dumps(made) == before and HOSTILE[6] in made["title"]


def test_where_a_text_ends_is_known_before_it_is_printed():
    page, down = end_of(alone(*[paragraph("một dòng")] * 3))
    assert page == 1 and down < end_of(alone(*[paragraph("một dòng")] * 4))[1] < 280
    assert end_of(brief())[0] == count_pages(brief()) == 2


@pytest.mark.parametrize("lines", (54, 56, 58))
def test_a_question_stands_on_one_page_with_its_note(lines):
    items = [{"text": "Câu hỏi đầu", "note": " ".join(["ghi chú dài"] * 40) + " cuối"}]
    pages = [page.extract_text() for page in read(alone(paragraph("\n".join("x" * lines)), numbered(items))).pages]
    assert ["Câu hỏi đầu" in page for page in pages] == ["cuối" in page for page in pages]


def test_one_card_that_is_wide_has_its_lines_in_one():
    card = {"label": "Hài lòng", "value": "93,40%", "notes": ["Hạng 5/10", "99/106 phiếu"]}
    assert prepared(alone(cards([card])))["blocks"][0]["items"][0]["notes"] == ["Hạng 5/10 · 99/106 phiếu"]
    assert prepared(alone(cards([card] * 3)))["blocks"][0]["items"][0]["notes"] == card["notes"]
