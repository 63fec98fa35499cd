"""Exports: what was on the screen, to the figure, and nothing that a spreadsheet or a printer would run."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from reform import period
from reform.documents import printing
from reform.export import View, issued, ranking_csv, ranking_pdf, ranking_xlsx, template_csv, template_xlsx
from reform.export.literal import is_formula, literal
from reform.export.page import TEMPLATE, layout, page
from reform.indicators import declaration
from reform.text import read, words

WARDS = ("Phường Cầu Vồng", "Phường Lúa Ngọt", "Xã Đồi Thông Xanh")
# received online, newly received: 99,53 %, 52,82 % and a share that is a half in its third decimal, 1,005 %.
COUNTS = ((1054, 1059), (450, 852), (201, 20000))
HOSTILE = (
    "=cmd|'/c calc'!A1",
    "  @SUM(A1)",
    "#eval(1) *đậm*",
    "<script>alert(1)</script>",
    "$x$ \\ _y_",
    "-2+3",
    "[a](b)",
)
FIGURE = re.compile(r"-?[0-9]+(,[0-9]+)?")
MADE = datetime(2026, 11, 21, 1, 12, tzinfo=UTC)
SHA = "ab12" * 16


def ranking(wards=WARDS, counts=COUNTS):
    """Rows of the query `ranking`, with a column more than the exports know."""
    return pd.DataFrame([
        {
            "rank": place, "previous_rank": {1: 2, 2: 1}.get(place), "last_year_rank": None,
            "unit_id": place, "ward": ward, "bare_name": ward, "group_name": None, "office_order": place,
            "value": 100 * online / received, "numerator": float(online), "denominator": float(received),
            "previous_value": None, "change": {1: 2.425, 2: -1.0}.get(place), "last_year_value": None,
            "last_year_change": None, "band": None, "key_1": None, "key_2": None, "computed": place == 2,
            "starts": date(2026, 6, 15), "ends": date(2026, 9, 14), "cumulative": False,
            "scheme": "", "extra": 1,
        }
        for place, (ward, (online, received)) in enumerate(zip(wards, counts, strict=True), start=1)
    ])  # fmt: skip


def unranked():
    return pd.DataFrame(
        [
            {
                "ward": "Phường Mây Trắng",
                "office_order": 4,
                "reason": "not_submitted",
                "value": None,
                "bound": None,
            },
            {"ward": "Phường Gió Đông", "office_order": 5, "reason": "bounded", "value": 40.0, "bound": ">"},
        ]
    )


def headline(rows):
    return pd.DataFrame([{
        "ranked": len(rows), "expected": len(rows) + 2, "first": rows.ward[0], "first_value": rows.value[0],
        "last": rows.ward.iloc[-1], "last_value": rows.value.iloc[-1], "gap": 98.52, "previous_gap": 97.25,
        "first_previous_rank": 2, "last_previous_rank": None, "locality_value": 7.78,
        "locality_numerator": 1705.0,
        "locality_denominator": 21911.0, "locality_units": 3, "locality_previous_value": 5.35,
        "faller": "Phường Lúa Ngọt", "fall": 1, "overdue_resolved": 41, "overdue_pending": 1007,
        "overdue_previous": 52, "saturated": 1, "previous_period": "2026-Q2", "last_year_period": "2025-Q3",
    }])  # fmt: skip


def files(name="so-lieu.csv", count=1):
    moment = pd.Timestamp("2026-10-01 02:12")
    return pd.DataFrame(
        [
            {
                "file_name": name,
                "sha256": SHA,
                "batch_id": at,
                "uploader": "Nguyễn Văn A",
                "recorded_at": moment,
                "units": 3,
            }
            for at in range(count)
        ]
    )


def view(lang="vi", by="online", **changed):
    rows, indicator = ranking(), declaration().indicators[by]
    shown = {
        "lang": lang, "locality": "Thành phố Minh Họa", "period": "2026-Q3", "by": indicator, "rows": rows,
        "period_label": words(lang).period_label("2026-Q3"), "unranked": unranked(),
        "headline": headline(rows),
        "sources": files(), "made_at": MADE, "target": indicator.target, "sample": True,
    }  # fmt: skip
    return View(**(shown | changed))


CLOSED = {"document": "12/QĐ-UBND", "document_date": date(2026, 10, 5), "ids": {"online": "5d47d25ddd56"}}


@pytest.mark.parametrize(
    ("lang", "by_document", "cited", "mended"),
    [
        ("vi", "theo QĐ số 12/QĐ-UBND ngày 05/10/2026", "mã bảng xếp hạng 5d47d25ddd56", "có 2 đính chính"),
        ("en", "by Decision 12/QĐ-UBND of 05/10/2026", "ranking id 5d47d25ddd56", "2 corrections"),
    ],
)
def test_a_closed_ranking_carries_document_id_and_corrections(lang, by_document, cited, mended):
    assert view(lang, sample=False, **CLOSED).state == [by_document, cited]
    assert mended in view(lang, sample=False, corrections=2, **CLOSED).state[2]
    assert view(lang, "score", sample=False, **CLOSED).state == [by_document]
    whole = replace(summary(lang), sample=False, **CLOSED).state
    assert whole[0] == by_document and "5d47d25ddd56" in whole[1]
    assert view(lang, sample=False).state == [words(lang).t("export.provisional")]
    csv_text = ranking_csv(view(lang, sample=False, **CLOSED)).decode("utf-8-sig")
    assert all(said in csv_text for said in (by_document, cited))


@pytest.mark.parametrize(
    ("lang", "against", "closed", "mended"),
    [
        ("vi", "đã đính chính so với QĐ số 12/QĐ-UBND ngày 05/10/2026", "bảng đã chốt: 5d47d25ddd56", "2 đính"),
        ("en", "corrected since Decision 12/QĐ-UBND of 05/10/2026", "closed ranking: 5d47d25ddd56", "2 corrections"),
    ],
)
def test_a_ranking_corrected_since_names_the_closed_one_and_never_bears_its_id(lang, against, closed, mended):
    corrected = view(lang, sample=False, corrections=2, is_closed=False, **CLOSED)
    assert corrected.state[:2] == [against, closed] and mended in corrected.state[2]
    own, by_document = (words(lang).t("export.id", id="5d47d25ddd56"), view(lang, sample=False, **CLOSED).state[0])
    whole = replace(summary(lang), sample=False, corrections=2, is_closed=False, **CLOSED)
    for one in (corrected, whole):
        csv_text = ranking_csv(one).decode("utf-8-sig")
        assert against in csv_text and mended in csv_text
        assert by_document not in csv_text and own not in csv_text


def test_what_is_not_the_whole_closed_ranking_only_names_it():
    renamed = view(sample=False, is_closed=False, **CLOSED).state
    assert renamed[0].startswith("khác bảng theo QĐ số 12/QĐ-UBND") and renamed[1] == "bảng đã chốt: 5d47d25ddd56"
    assert view(sample=False, group="Cụm 1", **CLOSED).state[1] == "bảng đã chốt: 5d47d25ddd56"


def test_what_is_of_a_past_day_says_so():
    assert "số liệu như ngày 01/10/2026" in view(as_of=date(2026, 10, 1)).state


def test_only_the_closing_that_holds_is_told():
    closed = {"document": "12/QĐ", "document_date": date(2026, 10, 5), "corrections": 1, "position": 3}
    closings = pd.DataFrame([
        closed | {"rankings": f"online={one}", "holds": holds} for one, holds in (("new", True), ("old", False))
    ])  # fmt: skip

    def ask(name, **asked):
        return {"closings": closings, "ranking": ranking()}[name]

    found = issued(ask, "Thành phố Minh Họa", "2026-Q3", declaration().indicators["online"])
    assert found["ids"] == {"online": "new"} and found["corrections"] == 1 and found["is_closed"] is False
    closings = closings.assign(holds=False)
    assert issued(ask, "Thành phố Minh Họa", "2026-Q3", None) == {}


def summary(lang="vi"):
    """The summary of a quarter without scores: those of 2025 stand in their place."""
    names = ["score", "score_rank", "score_period", "online_reason", "score_reason", "band"]
    scored = {"score": 88.4, "score_period": "2025"}
    rows = [
        {"office_order": 1, "ward": "Phường Cầu Vồng", "is_locality": False, "online": 60.5, "online_rank": 1,
         "timeliness": 99.5, "timeliness_rank": 2, "overdue": 3, "band": "good", "score_rank": 1, **scored},
        {"office_order": 2, "ward": "Phường Lúa Ngọt", "is_locality": False, "online": None,
         "online_rank": None, "timeliness": 100.0, "timeliness_rank": 1, "overdue": 0,
         "online_reason": "stated_only"},
        {"office_order": None, "ward": "Thành phố Minh Họa", "is_locality": True, "online": 60.5,
         "online_rank": None, "timeliness": 99.75, "timeliness_rank": None, "overdue": 1003, **scored},
    ]  # fmt: skip
    frame = pd.DataFrame([dict.fromkeys(names) | row for row in rows])
    return replace(view(lang), by=None, rows=frame, unranked=unranked().iloc[:0], headline=None)


def many(count):
    """A ranking of so many units, a tenth of a point apart."""
    rows = ranking([f"Phường số {at}" for at in range(1, count + 1)], [(10000 - 10 * at, 10000) for at in range(count)])
    return view(rows=rows, headline=headline(rows))


def lines(data, separator=";"):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def table_of(data, separator=";"):
    head, *rest = lines(data, separator)
    return [dict(zip(head, row, strict=True)) for row in rest]


def pages_of(data):
    return [page.extract_text().replace("\u200b", "") for page in PdfReader(io.BytesIO(data)).pages]


def sheets_of(data):
    return load_workbook(io.BytesIO(data)).worksheets


# CSV


def test_csv_holds_the_figures_rounded_once_with_a_decimal_comma():
    rows = table_of(ranking_csv(view()))
    assert [row["Tỷ lệ hồ sơ trực tuyến (%)"] for row in rows] == ["99,53", "52,82", "1,01", "", ""]
    assert rows[0]["Tiếp nhận trực tuyến"] == "1054" and rows[2]["Mới tiếp nhận trong kỳ"] == "20000"
    assert rows[0]["So với kỳ trước (điểm phần trăm)"] == "2,43"


def test_csv_in_english_has_commas_between_and_points_within():
    data = ranking_csv(view("en"))
    assert [row["Online-submission share (%)"] for row in table_of(data, ",")][:3] == [
        "99.53",
        "52.82",
        "1.01",
    ]


def test_csv_begins_with_a_byte_order_mark_and_reads_back_rectangular():
    data = ranking_csv(view())
    assert data.startswith(b"\xef\xbb\xbf")
    assert len({len(row) for row in lines(data)}) == 1


def test_every_line_of_a_csv_says_what_it_is_and_whence():
    rows = table_of(ranking_csv(view()))
    assert len(rows) > 1
    for row in rows:
        assert row["Kỳ báo cáo"] == "Quý III/2026"
        assert row["Tình trạng số liệu"] == "SỐ LIỆU MINH HỌA; tạm tính, chưa chốt số liệu"
        assert "(4)/((4)+(5))" in row["Cách tính"]
        assert SHA in row["Nguồn"] and "01/10/2026 09:12" in row["Nguồn"]
        assert row["Thời điểm xuất"] == "21/11/2026 08:12"


def test_unranked_units_stand_below_with_their_reason_and_no_figure():
    *_, silent, bounded = table_of(ranking_csv(view()))
    assert (silent["Hạng"], silent["Đơn vị"], silent["Ghi chú"]) == (
        "",
        "Phường Mây Trắng",
        "chưa gửi báo cáo",
    )
    assert (bounded["Tỷ lệ hồ sơ trực tuyến (%)"], bounded["Ghi chú"]) == ("", "chỉ có mức ước (>40%)")


def test_unequal_values_never_look_equal():
    rows = ranking(counts=((10000, 10000), (99999, 100000), (1, 2)))
    values = [row["Tỷ lệ hồ sơ trực tuyến (%)"] for row in table_of(ranking_csv(view(rows=rows)))]
    assert values[:3] == ["100,000", "99,999", "50,000"]


# Text that would like to be more


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\rx", "  =1", "\u00a0=1", " \tx", "＝1"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert is_formula(text) and literal(text).startswith("'")


@pytest.mark.parametrize("text", ["Phường Hòa Khê", "5-6", "1.059", "(4)/(5)", "#eval", ""])
def test_other_text_is_left_as_it_is(text):
    assert literal(text) == text


def hostile_view():
    rows = ranking(HOSTILE, [(90 - at, 100) for at in range(len(HOSTILE))])
    rows["group_name"] = "+cụm"
    return view(
        rows=rows,
        headline=headline(rows),
        locality="=địa bàn",
        period_label="@kỳ",
        group="-cụm",
        sources=files("=tệp.csv"),
    )


def test_no_cell_of_a_csv_begins_a_formula():
    cells = [text for row in lines(ranking_csv(hostile_view())) for text in row]
    assert [text for text in cells if is_formula(text) and not FIGURE.fullmatch(text)] == []
    assert "'=cmd|'/c calc'!A1" in cells


def test_no_cell_of_a_workbook_is_a_formula():
    cells = [cell for sheet in sheets_of(ranking_xlsx(hostile_view())) for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "d"}
    assert "=cmd|'/c calc'!A1" in [cell.value for cell in cells]


def test_hostile_names_are_printed_letter_by_letter():
    text = "".join("".join(pages_of(ranking_pdf(hostile_view()))).split())
    for name in HOSTILE:
        assert "".join(name.split()) in text


def test_a_letter_that_the_font_lacks_still_prints():
    rows = ranking(("Phường 🙂漢\ue000\u202e", *WARDS[1:]))
    assert len(pages_of(ranking_pdf(view(rows=rows)))) == 1


# XLSX


def test_workbook_figures_are_unrounded_numbers_with_a_format():
    sheet, rows = sheets_of(ranking_xlsx(view()))[0], ranking()
    head = {cell.value: cell.column for cell in sheet[4]}
    at = head["Tỷ lệ hồ sơ trực tuyến (%)"]
    assert [sheet.cell(down, at).value for down in (5, 6, 7)] == pytest.approx(list(rows.value), abs=1e-12)
    assert sheet.cell(5, at).number_format == "#,##0.00"
    assert sheet.cell(5, head["Tiếp nhận trực tuyến"]).value == 1054
    assert sheet.cell(5, head["Từ ngày"]).value.date() == date(2026, 6, 15)


def test_workbook_head_is_frozen_and_repeated_on_paper():
    sheet = sheets_of(ranking_xlsx(view()))[0]
    assert sheet.freeze_panes == "C5" and sheet.print_title_rows == "$4:$4"
    assert (sheet["A2"].value, sheet["A1"].value) == (
        "BẢNG XẾP HẠNG TỶ LỆ HỒ SƠ TRỰC TUYẾN",
        "Thành phố Minh Họa · SỐ LIỆU MINH HỌA",
    )


def test_the_second_sheet_says_what_the_figures_are_and_whence():
    about = [cell.value for row in sheets_of(ranking_xlsx(view()))[1] for cell in row if cell.value]
    state = ("SỐ LIỆU MINH HỌA", "tạm tính, chưa chốt số liệu")
    for said in ("so-lieu.csv", SHA, "Nguyễn Văn A", "21/11/2026 08:12", *state):
        assert said in about
    assert any("QĐ 766/QĐ-TTg" in str(said) for said in about)


def test_the_same_view_gives_the_same_bytes():
    for make in (ranking_csv, ranking_xlsx, ranking_pdf):
        assert make(view()) == make(view())


# The printed page


def test_every_figure_on_paper_is_the_frames_own():
    (text,) = pages_of(ranking_pdf(view()))
    for written in ("99,53", "52,82", "1,01", "1.054/1.059", "450/852*", "201/20.000", "+2,43", "−1,00"):
        assert written in text
    for written in (
        "98,52",
        "97,25",
        "7,78",
        "1.705/21.911",
        "1.048",
        "1.007",
        "3/5",
        ">40%",
        "21/11/2026 08:12",
    ):
        assert written in text


def test_a_share_is_rounded_half_up_from_what_it_shows():
    assert 100 * 201 / 20000 == 1.005 and Decimal.from_float(1.005) < Decimal("1.005")
    assert "1,01%" in pages_of(ranking_pdf(view()))[0]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("count", [1, 3, 10, 15])
def test_up_to_fifteen_units_stand_on_one_page_with_their_chart(lang, count):
    shown = replace(many(count), lang=lang)
    (text,) = pages_of(ranking_pdf(shown))
    assert text.count("Phường số 1\n") + text.count("Phường số 1 ") >= 1
    assert words(lang).t("export.no_chart") not in text


def test_fifty_units_go_on_under_the_same_head_and_say_so():
    first, second = pages_of(ranking_pdf(many(50)))
    assert words("vi").t("export.continued") in " ".join(first.split())
    assert "Hạng" in second and "Phường số 50" in second and "Trang 2/2" in second
    assert "SỐ LIỆU MINH HỌA" in second


def test_nobody_ranked_prints_a_sentence():
    rows = ranking().iloc[:0]
    (text,) = pages_of(ranking_pdf(view(rows=rows, headline=None)))
    assert words("vi").t("export.nobody") in text and "Phường Mây Trắng" in text


def pictures(shown):
    """The printed pages as pictures."""
    data = page(shown)
    return printing.pictures(TEMPLATE, data | {"layout": layout(shown, data)}, 96)


@pytest.mark.parametrize("shown", [view(), summary("en")])
def test_the_page_is_greyscale(shown):
    drawn = list(pictures(shown))
    assert drawn
    for picture in drawn:
        red, green, blue = Image.open(io.BytesIO(picture)).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_the_page_is_tagged_titled_and_archivable():
    document = PdfReader(io.BytesIO(ranking_pdf(view())))
    root = document.trailer["/Root"]
    assert document.metadata.title == "BẢNG XẾP HẠNG TỶ LỆ HỒ SƠ TRỰC TUYẾN – Quý III/2026"
    assert root["/Lang"] == "vi" and root["/MarkInfo"]["/Marked"]
    assert b"pdfaid" in root["/Metadata"].get_data()


def test_the_figure_over_a_chosen_group_bears_its_name():
    (text,) = pages_of(ranking_pdf(view(group="Cụm Núi")))
    assert "Cụm Núi 7,78 " in text and "Toàn địa bàn" not in text


def test_the_numbers_of_many_sources_are_kept_short_on_paper():
    (text,) = pages_of(ranking_pdf(view(sources=files(count=60))))
    assert "56 tệp khác" in " ".join(text.split())


# The summary


def test_summary_names_the_period_its_scores_are_of():
    first, second, whole = table_of(ranking_csv(summary()))
    assert first["Điểm CCHC năm 2025 (điểm)"] == "88,40" and first["Xếp loại"] == "Tốt"
    assert (second["Điểm CCHC năm 2025 (điểm)"], second["Tỷ lệ hồ sơ trực tuyến (%)"]) == ("", "")
    assert second["Ghi chú"] == "Hồ sơ trực tuyến: chỉ có tỷ lệ theo báo cáo"
    assert (whole["TT"], whole["Đơn vị"], whole["Hồ sơ quá hạn"]) == ("", "Thành phố Minh Họa", "1003")


def test_summary_prints_on_one_page_with_the_locality_last():
    (text,) = pages_of(ranking_pdf(summary()))
    assert "BẢNG TỔNG HỢP" in text and "1.003" in text and "Điểm CCHC năm" in " ".join(text.split())
    assert text.index("Phường Lúa Ngọt") < text.index("1.003")


def test_summary_workbook_holds_numbers():
    sheet = sheets_of(ranking_xlsx(summary()))[0]
    assert sheet.title == "Tổng hợp"
    assert sheet["C5"].value == 88.4 and sheet["E5"].value == 60.5


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_invented_figures_are_called_so_on_every_export(lang):
    tag = words(lang).t("export.sample")
    for shown in (view(lang), replace(summary(lang), headline=None)):
        assert tag in ranking_csv(shown).decode()
        assert tag in " ".join(str(cell.value) for row in sheets_of(ranking_xlsx(shown))[0] for cell in row)
        assert all(tag in page for page in pages_of(ranking_pdf(shown)))
        assert tag not in pages_of(ranking_pdf(replace(shown, sample=False)))[0]


# The template


def units():
    return pd.DataFrame({"unit_id": [2, 1], "ward": ["=Xã lạ", "Phường Cầu Vồng"], "office_order": [2, 1]})


def test_template_has_every_column_in_the_order_of_the_declaration():
    head, *_ = lines(template_csv(declaration(), units()))
    assert head[:7] == ["TT", "Đơn vị", "Trực thuộc", "Kỳ báo cáo", "Từ ngày", "Đến ngày", "Lũy kế"]
    assert head[7:] == [measure.vi for measure in declaration().measures.values()]


def test_template_is_filled_with_the_units_in_office_order():
    chosen = period.read_period("Quý III/2026", date(2026, 6, 15), date(2026, 9, 14), False)[0]
    data = template_csv(declaration(), units(), "Thành phố Minh Họa", chosen)
    _, first, second = lines(data)
    known = ["Thành phố Minh Họa", "Quý III/2026", "15/06/2026", "14/09/2026", "không"]
    assert first[:7] == ["1", "Phường Cầu Vồng", *known] and second[1] == "'=Xã lạ"
    assert set(first[7:]) == {""} and data.startswith(b"\xef\xbb\xbf")


def test_template_says_the_group_where_the_list_has_groups():
    data = template_csv(declaration(), units().assign(group_name=[None, "Cụm 1"]), "Thành phố Minh Họa")
    head, first, second = lines(data)
    assert head[:4] == ["TT", "Đơn vị", declaration().columns["group"].vi, "Trực thuộc"]
    assert (first[1:3], second[1:3]) == (["Phường Cầu Vồng", "Cụm 1"], ["'=Xã lạ", ""])


def test_template_workbook_keeps_what_is_typed_as_typed():
    sheet = sheets_of(template_xlsx(declaration(), units()))[0]
    assert [cell.value for cell in sheet[1]] == lines(template_csv(declaration(), units()))[0]
    assert sheet["B3"].value == "=Xã lạ" and sheet["B3"].data_type == "s"
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_both_languages_have_the_same_sentences():
    vi, en = ({key for key in read(lang) if key.startswith("export.")} for lang in ("vi", "en"))
    assert vi == en


# What only shows when characters are hidden, shares are near, or an indicator is new


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\x00", "\u00ad", "\u200b \u202e"])
@pytest.mark.parametrize("sign", ["=1+1", "@SUM(1)", "-2", "＝1"])
def test_a_formula_behind_characters_that_nobody_sees_sleeps_too(hidden, sign):
    assert literal(hidden + sign) == "'" + sign
    if "\x00" in hidden:
        return
    rows = ranking([hidden + sign, *WARDS[1:]])
    sheet = load_workbook(io.BytesIO(ranking_xlsx(view(rows=rows, headline=headline(rows)))), data_only=False).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == sign)
    assert cell.data_type == "s" and cell.quotePrefix


def near():
    """Two units a thousandth of a point apart."""
    rows = ranking(WARDS[:2], [(99999, 100000), (99998, 100000)])
    return rows, headline(rows).assign(gap=0.001, previous_gap=0.0005)


def test_the_gap_is_as_exact_as_the_ends_it_lies_between():
    rows, head = near()
    text = " ".join(pages_of(ranking_pdf(view(rows=rows, headline=head)))[0].split())
    assert "99,999%" in text and "99,998%" in text and "0,001 điểm phần trăm kỳ trước 0,001" in text


def test_an_unchanged_locality_is_not_said_to_have_changed():
    rows = ranking()
    head = headline(rows).assign(locality_value=90.1 - 75.2, locality_previous_value=80.3 - 65.4)
    text = " ".join(pages_of(ranking_pdf(view(rows=rows, headline=head)))[0].split())
    assert "không đổi so với quý II/2026" in text and "chưa đến" not in text


def test_a_computed_value_of_an_unranked_unit_is_rounded():
    scored = pd.DataFrame(
        [
            {"ward": "Phường Mây Trắng", "office_order": 4, "reason": "other_scheme", "value": 253 / 3, "bound": None},
            {"ward": "Phường Gió Đông", "office_order": 5, "reason": "bounded", "value": 99.995, "bound": "<"},
        ]
    )
    notes = [row["Ghi chú"] for row in table_of(ranking_csv(view(by="score", unranked=scored)))[-2:]]
    assert notes == ["chấm theo bộ tiêu chí khác (84,33)", "chỉ có mức ước (<99,995)"]
