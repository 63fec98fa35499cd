"""The bar ranking: what is drawn, in which order, and that text of a file stays text."""

from dataclasses import replace

import pandas as pd
import pytest

from reform import charts
from reform.charts.bump import inner_names
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


# Ranks before and after


def moves(*ranks):
    """Before and after of units A, B, C …"""
    names = [chr(ord("A") + at) for at in range(len(ranks))]
    return [{"before": before, "after": after} for before, after in ranks], names


def ends(figure):
    """The words at the two sides: (side, height) → text."""
    return {(one.x, one.y): one.text for one in figure.layout.annotations[2:]}


def test_a_slope_has_each_unit_at_its_place_on_both_sides():
    figure = charts.slope(*moves((2, 1), (1, 2), (3, 3)), vi, ("Trước", "Sau"))
    assert [one.text for one in figure.layout.annotations[:2]] == ["Trước", "Sau"]
    assert ends(figure) == {
        (0, 1): "A  <b>2</b>",
        (1, 0): "<b>1</b>  A  ▲1",
        (0, 0): "B  <b>1</b>",
        (1, 1): "<b>2</b>  B  ▼1",
        (0, 2): "C  <b>3</b>",
        (1, 2): "<b>3</b>  C",
    }
    assert [list(line.y) for line in figure.data] == [[1, 0], [0, 1], [2, 2]]


def test_units_of_one_rank_do_not_lie_on_each_other():
    figure = charts.slope(*moves((1, 1), (1, 1), (3, 1)), vi, ("", ""))
    assert len(ends(figure)) == 6 and ends(figure)[1, 2] == "<b>1</b>  C  ▲2"


def test_a_unit_with_a_rank_on_one_side_only_is_a_point():
    figure = charts.slope(*moves((1, None), (None, 1), (2, 2)), vi, ("", ""))
    assert [len(line.x) for line in figure.data] == [1, 1, 2]
    assert "A: 1 → –" in figure.data[0].hovertemplate


def test_of_many_units_only_those_that_move_are_drawn():
    many, _ = moves(*[(at, at) for at in range(1, 40)], (41, 40))
    figure = charts.slope(many, ["X"] * 40, vi, ("", ""))
    assert len(figure.data) == 1


def test_who_moves_is_drawn_stronger_than_who_stays():
    figure = charts.slope(*moves((2, 1), (1, 2), (3, 3)), vi, ("", ""))
    assert [line.line.width for line in figure.data] == [2, 2, 1]


def test_a_first_ranking_has_no_slope():
    assert not charts.has_slope(moves((None, 1), (None, 2))[0]) and not charts.has_slope(moves((1, 1))[0])
    assert charts.has_slope(moves((1, None))[0]) and charts.has_slope(moves((1, 2))[0])


def test_a_name_in_a_slope_stays_text():
    figure = charts.slope([{"before": 1, "after": 2}], ["<b>x</b>"], vi, ("", ""))
    assert "&lt;b&gt;x" in figure.layout.annotations[2].text and "&lt;b&gt;x" in figure.data[0].hovertemplate


def test_units_that_end_at_one_rank_are_named_together_and_none_twice():
    def line(name, *ranks):
        return {"name": name, "chosen": False, "points": [{"rank": rank} for rank in ranks]}

    lines = [line("An", 1, 1, None), line("Bình", 1, 1, None), line("Cam", 2, None, None), line("Dừa", None, None, 1)]
    found = [(one["text"], one["x"], one["y"], one["xanchor"]) for one in inner_names(lines, 2)]
    assert found == [("An, Bình", 1, 1, "left"), ("Dừa", 2, 1, "right")]
