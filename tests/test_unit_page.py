"""Chi tiết đơn vị: what one unit's page tells in every case, and the way to it and from it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from reform.charts import panel, waterfall
from reform.export import Column, Sheet, sheet_csv, sheet_xlsx
from reform.indicators import declaration
from reform.text import words
from tests.pages import LANGUAGES, PLACE, live, look, said, shown, title, unfold

UNIT = "Phường Lúa Ngọt"
ONLINE, INDEX = (declaration().indicators[key] for key in ("online", "index"))
vi = words("vi")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_of_the_sample_with_every_section(empty, lang):
    at, say = look("unit", lang=lang, don_vi="3", xep_hang="index"), words(lang)
    assert title(at) == say.t("profile.title", ward=UNIT, period=say.period_label("2026-Q3"))
    assert say.t("profile.rank", rank="10", ranked="10") in [metric.value for metric in at.metric]
    text = shown(at)
    assert "(4 → 10)" in text and say.points(22.338920) in text
    for key in ("course", "lost", "standouts", "figures", "practices", "doubts", "batches"):
        assert say.t(f"profile.{key}") in [header.value for header in at.header]
    assert len(at.get("plotly_chart")) == 1 + 4 + 4
    assert len(at.get("download_button")) == 10 and len(unfold(at).get("download_button")) == 22


def test_against_last_year_tells_of_last_year(empty):
    text = shown(look("unit", don_vi="3", xep_hang="online", so_voi="nam-truoc"))
    assert "so với quý III/2025" in text and "so với quý II/2026" not in text


def test_the_first_period_has_nothing_to_compare_with(empty):
    text = shown(look("unit", don_vi="3", ky="2023-Q4"))
    assert "quý III/2023 chưa có số liệu so sánh được" in text and vi.t("profile.no_previous") in text


def test_a_ranking_without_figures_in_the_period_names_the_one_that_has(empty):
    at = look("unit", don_vi="3", xep_hang="score", ky="2026-Q3")
    assert "Kỳ gần nhất có số liệu: **Năm 2025**" in shown(at)
    at.button(key="ky-gan-nhat").click().run()
    assert said(at, "ky") == "2025" and "(3 → 3)" in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_locality_has_figures_and_no_rank(empty, lang):
    at = look("unit", lang=lang, don_vi="1")
    assert words(lang).t("profile.locality") in shown(at) and not at.metric
    assert at.dataframe[0].value.isin(["so-lieu-2026-q3.csv"]).any().any()


def test_one_unit_alone_and_two_that_have_not_reported(three_units):
    record(three_units, f"Phường Một;{PLACE};Quý III/2026;40;60")
    text = shown(look("unit"))
    assert "**Phường Một**: hạng 1/1 về Hồ sơ trực tuyến" in text
    assert vi.t("profile.no_strengths") in text and "Phường Một đang đứng đầu." in text
    text = shown(look("unit", don_vi="3"))
    assert "Hồ sơ trực tuyến (chưa gửi báo cáo)" in text and vi.t("unit.nothing") in text
    assert "không được xếp hạng Hồ sơ trực tuyến trong quý III/2026" in text


def record(store, line):
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n{line}\n".encode()
    store.publish(store.draft(data, "bieu.csv"), ["all"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_store_says_what_to_do_first(empty, lang):
    at = look("unit", lang=lang, so_lieu="that")
    assert title(at) == words(lang).t("ranking.title_empty") and words(lang).t("app.nothing_yet") in shown(at)


def test_the_unit_chosen_in_a_ranking_leads_to_its_page_and_that_to_the_log(empty):
    at = look(xep_hang="online", don_vi="3")
    links = {one.proto.label: one.proto for one in at.get("page_link")}
    way = links[vi.t("unit.see_profile")]
    assert "don-vi=3" in way.query_string and "ky=2026-Q3" in way.query_string
    there = look("unit", don_vi="3", ky="2026-Q3")
    assert any("lo=" in one.proto.query_string for one in there.get("page_link"))


def test_text_of_a_file_stays_text(hostile):
    for address in ({}, {"ky": "2025", "xep_hang": "score"}, {"don_vi": "4"}):
        assert live(look("unit", **address)) == []


# Figures of the page


def test_a_waterfall_ends_where_the_changes_lead():
    bars = waterfall(("Trước", 80), [("A", 5.5), ("B", -3)], ("Nay", 82.5), vi).data[0]
    ends = [start + size for start, size in zip(bars.base, bars.x, strict=True)]
    assert list(bars.text) == ["<b>80,00</b>", "<b>+5,50</b>", "<b>−3,00</b>", "<b>82,50</b>"]
    assert ends == [80, 85.5, 85.5, 82.5] and bars.base[2] == 82.5


@pytest.mark.parametrize(("values", "cut"), [((80, 82), True), ((10, 82), False)])
def test_an_axis_that_does_not_begin_at_zero_says_so(values, cut):
    first, last = values
    figure = waterfall(("Trước", first), [("A", last - first)], ("Nay", last), vi)
    assert bool(figure.layout.annotations) is cut and (figure.layout.xaxis.range[0] == 0) is not cut


def test_a_panel_has_a_gap_where_nothing_was_reported_and_joins_nothing_over_a_break():
    values = [(50, False), (None, False), (60, False), (70, True)]
    points = [
        {"value": value, "locality_value": 55, "broken": broken, "label": "Quý", "short": "Quý"}
        | {"value_name": "An", "locality_value_name": "Toàn địa bàn"}
        for value, broken in values
    ]
    figure = panel(points, ONLINE, vi)
    assert list(figure.data[1].y) == [50, None, 60, None, 70]
    assert {one.text: one.xanchor for one in figure.layout.annotations}[vi.t("chart.break")] == "right"
    assert vi.t("chart.target", value="50%") in [one.text for one in figure.layout.annotations]


# A table that leaves the screen


def sheet(lang):
    columns = (Column("name", "Tên"), Column("value", "Số", "figure", 2), Column("change", "Đổi", "change", 2))
    rows = [{"name": "=1+1", "value": 1234.565, "change": -0.5}, {"name": "B", "value": None, "change": 0}]
    told = {"title": "Bảng", "place": "Thành phố Thử", "period": "Quý III/2026", "said": "Câu.", "mark": "MẪU"}
    return Sheet(lang=lang, columns=columns, rows=rows, **told)


def test_a_table_as_csv_keeps_its_numbers_and_puts_formulas_to_sleep():
    text = sheet_csv(sheet("vi")).decode("utf-8-sig")
    head, first, second = csv.reader(io.StringIO(text), delimiter=";")
    assert head[:3] == ["Tên", "Số", "Đổi"] and first[:3] == ["'=1+1", "1234,57", "-0,50"]
    assert second[1] == "" and first[3:] == ["Thành phố Thử", "Quý III/2026", "MẪU", "Câu."]
    assert sheet_csv(sheet("en")).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,1234.57,-0.50")


def test_a_table_as_a_workbook_has_numbers_under_its_title():
    page = load_workbook(io.BytesIO(sheet_xlsx(sheet("vi")))).active
    assert page["A1"].value == "Thành phố Thử · MẪU" and page["A2"].value == "Bảng"
    assert (page["A5"].value, page["A5"].data_type, page["B5"].value) == ("=1+1", "s", 1234.565)
