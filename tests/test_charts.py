"""The bar ranking: what is drawn, in which order, and that text of a file stays text."""

from dataclasses import replace

import pandas as pd
import pytest

from reform import charts
from reform.frame.story import ranking_story
from reform.indicators import declaration
from reform.text import words

vi, en = words("vi"), words("en")
SCORE, ONLINE, TIMELINESS, OVERDUE, SATISFACTION = (
    declaration().indicators[key] for key in ("score", "online", "timeliness", "overdue", "satisfaction")
)
BANDS = declaration().bands


def rows(*values, names=None, **columns):
    """A ranking of wards A, B, C … with these values, best first."""
    names = names or [chr(ord("A") + at) if at < 26 else f"A{at}" for at in range(len(values))]
    ranks = [1 + sum(other > value for other in values) for value in values]
    frame = {
        "rank": ranks,
        "previous_rank": [None] * len(values),
        "unit_id": list(range(1, len(values) + 1)),
        "ward": [f"Phường {name}" for name in names],
        "bare_name": names,
        "value": [float(value) for value in values],
        "numerator": [float(value) for value in values],
        "denominator": [100.0] * len(values),
        "band": [None] * len(values),
        "used_1": [False] * len(values),
        "used_2": [False] * len(values),
    }
    return pd.DataFrame(frame | columns)


def scores(*values, **columns):
    """A ranking of scores with their bands."""
    bands = [next(band.key for band in BANDS if value >= band.at_least) for value in values]
    return rows(*values, band=bands, **columns)


def bars(figure):
    return figure.data[0]


# Bars


def test_bars_stand_best_first_with_rank_name_and_value():
    figure = charts.ranking(scores(90, 84.6, 84.6, 75), SCORE, vi, BANDS)
    assert list(figure.layout.yaxis.ticktext) == ["1. A", "2. B", "2. C", "4. D"]
    assert list(bars(figure).y) == [0, 1, 2, 3]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert list(bars(figure).text) == [
        "<b>90,00</b>  Xuất sắc",
        "<b>84,60</b>  Tốt",
        "<b>84,60</b>  Tốt",
        "<b>75,00</b>  Khá",
    ]


def test_the_axis_starts_at_zero_and_nothing_needs_a_legend():
    layout = charts.ranking(rows(99.9, 99.8), TIMELINESS, vi).layout
    assert layout.xaxis.range[0] == 0
    assert not layout.showlegend and not layout.xaxis.showgrid and not layout.yaxis.showgrid


def test_numbers_are_written_the_way_of_the_language():
    assert charts.ranking(rows(12.5), ONLINE, vi).layout.separators == ",."
    assert charts.ranking(rows(12.5), ONLINE, en).layout.separators == ".,"
    assert bars(charts.ranking(rows(12.5), ONLINE, en)).text[0] == "<b>12.50%</b>"


def test_values_that_differ_are_told_apart():
    assert list(bars(charts.ranking(rows(99.996, 99.995), ONLINE, vi)).text) == ["<b>99,996%</b>", "<b>99,995%</b>"]


def test_only_the_chosen_unit_has_the_accent():
    figure = charts.ranking(rows(60, 55, 40), ONLINE, vi, chosen=2)
    assert list(bars(figure).marker.color) == [charts.NEUTRAL, charts.ACCENT, charts.PALE]
    assert figure.layout.yaxis.ticktext[1] == "<b>2. B</b>"


def test_wards_of_one_name_show_their_type():
    frame = rows(60, 50, names=["Sao", "Sao"], ward=["Phường Sao", "Xã Sao"])
    assert list(charts.ranking(frame, ONLINE, vi).layout.yaxis.ticktext) == ["1. Phường Sao", "2. Xã Sao"]


def test_text_of_a_file_is_no_markup():
    figure = charts.ranking(rows(60, names=["<b>&"]), ONLINE, vi)
    assert figure.layout.yaxis.ticktext[0] == "1. &lt;b&gt;&amp;"
    assert "&lt;b&gt;&amp;" in bars(figure).customdata[0][1]
    assert "%{" not in bars(figure).customdata[0][1]


def test_many_units_show_both_ends_and_the_chosen_one():
    figure = charts.ranking(rows(*range(40, 0, -1)), ONLINE, vi, chosen=15)
    names = list(figure.layout.yaxis.ticktext)
    assert len(bars(figure).x) == 21
    assert names[9] == "10. J" and names[11] == "<b>15. O</b>" and names[-1] == "40. A39"
    assert names[10] == names[12] == "… 19 đơn vị"


def test_twenty_units_are_all_shown():
    assert len(bars(charts.ranking(rows(*range(20, 0, -1)), ONLINE, vi)).x) == 20


def test_a_label_that_does_not_fit_stands_outside_its_bar():
    assert list(bars(charts.ranking(rows(90, 2), ONLINE, vi)).textposition) == ["inside", "outside"]


# The line


def test_the_target_stands_behind_the_bars_with_its_words_above():
    layout = charts.ranking(rows(60, 40), ONLINE, vi).layout
    assert layout.shapes[0].x0 == 50 and layout.shapes[0].layer == "below"
    assert layout.annotations[0].text == "mục tiêu 50%" and layout.annotations[0].yanchor == "bottom"


def test_without_a_target_the_band_that_parts_the_units_is_shown():
    assert charts.level(scores(91, 84, 82, 75).to_dict("records"), SCORE, vi, BANDS).label == "từ 80: Tốt"
    assert charts.level(scores(85, 84).to_dict("records"), SCORE, vi, BANDS) is None


# The story


def test_the_story_of_a_ranking():
    said = ranking_story(scores(90, 84.6, 84.6, 75), SCORE, vi, BANDS)
    assert said == "A đứng đầu với 90,00 điểm, hơn cuối bảng 15,00 điểm. B và C cùng hạng 2. Dưới mức Tốt: D."


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (rows(), ""),
        (rows(61), "Chỉ A có đủ số liệu để xếp hạng: 61,00%."),
        (rows(100, 100), "Cả 2 đơn vị cùng đạt 100,00%, cùng hạng 1. Cả 2 đơn vị đạt mục tiêu 50%."),
        (
            rows(60, 60, 40),
            "A và B cùng đứng đầu với 60,00%, hơn cuối bảng 20,00 điểm phần trăm. Chưa đạt mục tiêu 50%: C.",
        ),
        (
            rows(60, 50, previous_rank=[2, 1]),
            "A lên đầu bảng với 60,00%, hơn cuối bảng 10,00 điểm phần trăm. Cả 2 đơn vị đạt mục tiêu 50%.",
        ),
    ],
)
def test_the_story_holds_at_the_ends(frame, said):
    assert ranking_story(frame, ONLINE, vi) == said


def test_the_story_says_when_the_first_figure_does_not_separate():
    frame = rows(100, 100, 100, 99, rank=[1, 2, 2, 4], used_1=[True, True, True, False])
    said = ranking_story(frame, TIMELINESS, vi)
    assert "3/4 đơn vị cùng 100,00%" in said and "tỷ lệ quá hạn trong số đang giải quyết" in said


def test_the_story_when_only_the_keys_separate():
    frame = rows(100, 100, rank=[1, 2], used_1=[True, True])
    assert ranking_story(frame, TIMELINESS, vi).startswith("Các đơn vị cùng đạt 100,00%; A đứng đầu")


def test_lower_is_better_turns_the_target_round():
    target = replace(OVERDUE, target=replace(ONLINE.target, value=1.0))
    said = ranking_story(rows(3, 0.5, rank=[2, 1]).sort_values("rank"), target, vi)
    assert "Chưa đạt mục tiêu 1%: A." in said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (vi, "B đứng đầu với 9,00%, thấp hơn cuối bảng 14,00 điểm phần trăm."),
        (en, "B is first with 9.00%, 14.00 percentage points below the last."),
    ],
)
def test_the_first_of_lower_is_better_stands_below_the_last(say, said):
    frame = rows(23, 9, rank=[2, 1]).sort_values("rank")
    assert ranking_story(frame, OVERDUE, say) == said


@pytest.mark.parametrize(("indicator", "counted"), [(SATISFACTION, "90 / 100 phiếu"), (ONLINE, "90 / 100 hồ sơ")])
def test_the_pointer_names_what_was_counted(indicator, counted):
    assert counted in bars(charts.ranking(rows(90, 80), indicator, vi)).customdata[0][1]


def test_a_gap_is_never_written_as_none():
    assert "hơn cuối bảng 0,001 điểm phần trăm" in ranking_story(rows(99.995, 99.994), ONLINE, vi)


def test_many_names_are_counted():
    assert "A, B, C, D, E và 2 đơn vị khác" in ranking_story(rows(*[60] * 7, 50), ONLINE, vi)


def test_names_cannot_write_markdown():
    assert "\\[x\\]" in ranking_story(rows(60, 50, names=["[x](y)", "B"]), ONLINE, vi)
