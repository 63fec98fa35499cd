"""Units side by side: the sentences of every branch in both languages, and the figures of all units at once."""

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from reform import charts, compared
from reform.__main__ import main
from reform.charts import dots as scatters
from reform.charts import heat
from reform.indicators import declaration
from reform.rows import unit_names
from reform.store import open_store
from reform.text import words
from tests.pages import HEAD, LANGUAGES, PLACE, UNITS, live, look, said, shown, title, unfold

vi, en = words("vi"), words("en")
ONLINE, TIMELINESS, OVERDUE, SCORE = (
    declaration().indicators[key] for key in ("online", "timeliness", "overdue", "score")
)
NAMES = {1: "An", 2: "Bình", 3: "Cam"}


def row(unit, value, rank, key="online", ranked=10, **more):
    """A row of `positions`."""
    facts = {"unit_id": unit, "bare_name": NAMES[unit], "ward": f"Phường {NAMES[unit]}", "indicator": key}
    facts |= {"value": value, "rank": rank, "ranked": ranked, "locality_value": 60.0, "received_total": 100.0}
    return facts | {"reason": None if rank else "blank"} | more


def line(*rows, indicator=ONLINE):
    return compared.Line(indicator, list(rows))


BETTER = {
    "more is better": (
        line(row(1, 40.0, 8), row(2, 65.5, 2)),
        "Bình cao hơn An 25,50 điểm %",
        "Bình: higher than An by 25.50 pp",
    ),
    "less is better": (
        line(row(1, 0.25, 1), row(2, 2.0, 5), indicator=OVERDUE),
        "An thấp hơn Bình 1,75 điểm %",
        "An: lower than Bình by 1.75 pp",
    ),
    "points": (
        line(row(1, 90.0, 1), row(2, 84.6, 2), indicator=SCORE),
        "An cao hơn Bình 5,40 điểm",
        "An: higher than Bình by 5.40 points",
    ),
    "the next best, not the worst": (
        line(row(1, 10.0, 9), row(2, 30.0, 3), row(3, 29.0, 4)),
        "Bình cao hơn Cam 1,00 điểm %",
        "Bình: higher than Cam by 1.00 pp",
    ),
    "two share the best rank": (
        line(row(1, 30.0, 3), row(2, 30.0, 3), row(3, 20.0, 7)),
        "An và Bình cao hơn Cam 10,00 điểm %",
        "An and Bình: higher than Cam by 10.00 pp",
    ),
    "two share the next rank": (
        line(row(1, 30.0, 3), row(2, 20.0, 7), row(3, 20.0, 7)),
        "An cao hơn Bình và Cam 10,00 điểm %",
        "An: higher than Bình and Cam by 10.00 pp",
    ),
    "all level": (
        line(row(1, 100.0, 1), row(2, 100.0, 1)),
        "An và Bình ngang nhau: 100,00%",
        "An and Bình are level: 100.00%",
    ),
    "one value, parted by a key": (
        line(row(1, 100.0, 4), row(2, 100.0, 1), indicator=TIMELINESS),
        "Bình xếp trên An khi xét thêm tiêu chí phụ, cùng 100,00%",
        "Bình: above An by further keys, at the same 100.00%",
    ),
    "a gap smaller than two decimals": (
        line(row(1, 99.9961, 1), row(2, 99.995, 2)),
        "An cao hơn Bình 0,001 điểm %",
        "An: higher than Bình by 0.001 pp",
    ),
    "one of them has no figure": (
        line(row(1, None, None), row(2, 65.5, 2)),
        "Chỉ Bình có số liệu",
        "Only Bình has a figure",
    ),
    "a third has no figure": (
        line(row(1, None, None), row(2, 65.5, 2), row(3, 60.0, 3)),
        "Bình cao hơn Cam 5,50 điểm %",
        "Bình: higher than Cam by 5.50 pp",
    ),
    "none of them has a figure": (
        line(row(1, None, None), row(2, None, None)),
        "Không đơn vị nào được chọn có số liệu",
        "None of the chosen units has a figure",
    ),
    "nobody beside": (line(row(1, 65.5, 2)), "Chỉ An có số liệu", "Only An has a figure"),
}


@pytest.mark.parametrize("branch", BETTER)
def test_the_better_one_in_words(branch):
    found, in_vi, in_en = BETTER[branch]
    assert (compared.better(vi, found, NAMES), compared.better(en, found, NAMES)) == (in_vi, in_en)


def test_the_tally_counts_the_best_the_level_and_what_cannot_be_compared():
    lines = [
        line(row(1, 40.0, 8), row(2, 65.5, 2)),
        line(row(1, 40.0, 8), row(2, 65.5, 2), indicator=SCORE),
        line(row(1, 1.0, 1), row(2, 2.0, 2), indicator=OVERDUE),
        line(row(1, 100.0, 1), row(2, 100.0, 1), indicator=TIMELINESS),
        line(row(1, None, None), row(2, 5.0, 2)),
    ]
    two = {key: NAMES[key] for key in (1, 2)}
    assert compared.tally(vi, lines, two) == (
        "Số chỉ tiêu so được: 4. Tốt nhất, kể cả cùng hạng: Bình ở 2 chỉ tiêu và An ở 1 chỉ tiêu. "
        "Ngang nhau: 1 chỉ tiêu. Chưa so được: 1 chỉ tiêu."
    )
    assert compared.tally(en, lines, two) == (
        "Indicators that can be compared: 4. Best, shared places included: Bình in 2 and An in 1. "
        "Level: 1. Not comparable: 1."
    )


def test_the_tally_of_units_level_in_everything_names_no_best():
    lines = [line(row(1, 100.0, 1), row(2, 100.0, 1))]
    assert compared.tally(vi, lines, {1: "An", 2: "Bình"}) == "Số chỉ tiêu so được: 1. Ngang nhau: 1 chỉ tiêu."


def test_the_tally_of_too_few_units_or_figures_says_so():
    assert compared.tally(vi, [], {1: "An"}) == "Chọn ít nhất hai đơn vị để so sánh."
    nothing = "Kỳ này không có chỉ tiêu nào mà từ hai đơn vị được chọn trở lên cùng có số liệu."
    assert compared.tally(vi, [line(row(1, None, None), row(2, 5.0, 2))], {1: "An", 2: "Bình"}) == nothing


def test_missing_figures_are_told_by_unit_and_indicator():
    lines = [
        line(row(1, None, None), row(2, None, None, reason="not_submitted")),
        line(row(1, 5.0, 1), row(2, None, None, reason="not_submitted"), indicator=OVERDUE),
    ]
    told = compared.missing(vi, lines, {1: "An", 2: "Bình"})
    assert told == ["An: Hồ sơ trực tuyến: báo cáo để trống", "Bình: chưa gửi báo cáo"]


def test_gaps_are_of_the_numbers_shown_and_absent_where_one_is():
    assert compared.gap_to_target(row(1, 65.5, 2), ONLINE) == Decimal("15.5")
    assert compared.gap_to_target(row(1, 65.5, 2), TIMELINESS) is None
    assert compared.gap_to_locality(row(1, 65.5, 2)) == Decimal("5.5")
    assert compared.gap_to_locality(row(1, None, None)) is None
    assert compared.gap_to_locality(row(1, 65.5, 2, locality_value=None)) is None


def test_units_that_share_a_name_are_told_by_their_type():
    rows = [row(1, 1.0, 1), row(2, 1.0, 1) | {"bare_name": "An", "ward": "Xã An"}, row(3, 1.0, 1)]
    assert unit_names(rows) == {1: "Phường An", 2: "Xã An", 3: "Cam"}


def test_lines_leave_out_what_nobody_is_ranked_by():
    rows = [row(1, 5.0, 1), row(1, None, None, key="score", ranked=0), row(1, 5.0, 1, key="early")]
    assert [one.indicator.key for one in compared.lines(rows)] == ["online", "early"]


PEER = {"ward": "Phường Bình", "received_total": 1250.0, "same_type": True}
OTHER = {"ward": "Xã Cam", "received_total": 90.0, "same_type": False}


def test_peers_are_told_with_their_dossiers_and_kind():
    assert compared.alike(vi, "An", 1000.0, [PEER, OTHER]) == (
        "Giống An (1.000 hồ sơ) nhất: Phường Bình (1.250) và Xã Cam (90, khác loại)."
    )
    assert compared.alike(en, "An", 1000.0, [PEER, OTHER]) == (
        "Most like An (1,000 dossiers): Phường Bình (1,250) and Xã Cam (90, another kind)."
    )


def test_peers_of_a_unit_without_dossiers_or_alone_say_why():
    for none in (None, 0.0):
        assert "chưa có số hồ sơ tiếp nhận" in compared.alike(vi, "An", none, [])
    assert "không có đơn vị nào khác" in compared.alike(vi, "An", 12.0, [])


# All units


@pytest.mark.parametrize(
    ("ranked", "quarters"),
    [(1, [0]), (2, [0, 3]), (3, [0, 2, 3]), (4, [0, 1, 2, 3]), (10, [0, 0, 0, 1, 1, 2, 2, 3, 3, 3])],
)
def test_first_and_last_lie_in_the_outer_quarters_whatever_the_number(ranked, quarters):
    assert [compared.position(rank, ranked) for rank in range(1, ranked + 1)] == quarters
    assert compared.position(None, ranked) is None


def test_those_who_share_the_last_place_stand_last():
    assert [compared.position(rank, 4, 2) for rank in (1, 2, 2, 2)] == [0, 3, 3, 3]
    assert compared.position(1, 4, 1) == 0
    rows = [row(unit, 9.0, rank, ranked=4) | {"last": 2} for unit, rank in ((1, 1), (2, 2), (3, 2))]
    told = compared.standing(vi, rows, NAMES)
    assert told.endswith("Ở nhóm cuối bảng nhiều nhất: Bình và Cam (1 chỉ tiêu).")


def test_standing_names_who_leads_and_trails_most_often():
    rows = [row(1, 9.0, 1), row(2, 8.0, 2, ranked=4), row(3, 1.0, 10), row(3, 1.0, 10, key="early")]
    assert compared.standing(vi, rows, NAMES) == (
        "Ở nhóm đầu bảng nhiều nhất: An (1 chỉ tiêu). Ở nhóm cuối bảng nhiều nhất: Cam (2 chỉ tiêu)."
    )
    level = [row(unit, 100.0, 1) for unit in NAMES]
    assert compared.standing(en, level, NAMES) == "Most often among the leading: An, Bình and Cam (indicators: 1)."
    assert compared.standing(vi, rows[:1], {1: "An"}) == "Chỉ có một đơn vị nên vị trí không nói lên hơn kém."


def dot(unit, x, y, **more):
    levels = {"x_level": 60.0, "y_level": 98.0}
    return {"unit_id": unit, "x": x, "y": y, "name": NAMES[unit], "size": 100.0, "chosen": False, "hover": ""} | (
        levels | more
    )


def test_the_scatter_says_who_is_over_and_under_the_locality_in_both():
    dots = [dot(1, 60.0, 98.0), dot(2, 59.0, 97.0), dot(3, 70.0, 97.0)]
    assert compared.spread(vi, dots, NAMES) == (
        "Số đơn vị có đủ hai số liệu: 3. Từ mức toàn địa bàn trở lên ở cả hai: An. "
        "Dưới mức toàn địa bàn ở cả hai: Bình."
    )
    assert compared.spread(en, dots[2:] * 2, NAMES) == (
        "Units with both figures: 2. No unit is at or above the locality in both. "
        "No unit is below the locality in both."
    )
    assert compared.spread(vi, dots[:1], NAMES) == "Chỉ An có đủ hai số liệu: 60,00% và 98,00%."
    assert compared.spread(vi, [], NAMES) == "Kỳ này chưa có đơn vị nào có đủ hai số liệu."


def test_many_names_are_counted():
    names = {unit: chr(64 + unit) for unit in range(1, 9)}
    assert compared.some(vi, list(names), names) == "A, B, C, D, E và 3 đơn vị khác"


def cell(text, quarter):
    return {"text": text, "quarter": quarter, "hover": text}


def test_the_heat_map_writes_the_rank_in_each_cell_and_marks_the_chosen():
    units = [{"name": "An", "chosen": True}, {"name": "<b>", "chosen": False}]
    cells = [[cell("1", 0), cell("–", None)], [cell("2", 3), cell("1", 0)]]
    figure = charts.heat_map(units, ["Online", "A name of two lines"], cells, ["a", "b", "c", "d"], vi, 12)
    assert [list(z) for z in figure.data[0].z] == [[0, None], [3, 0]]
    written = {(x, y): text for ink in figure.data[1:] for x, y, text in zip(ink.x, ink.y, ink.text, strict=True)}
    assert written == {(0, 0): "1", (1, 0): "–", (0, 1): "2", (1, 1): "1"}
    assert list(figure.layout.yaxis.ticktext) == ["<b>▸ An</b>", "&lt;b&gt;", "… 12 đơn vị"]
    assert list(figure.layout.xaxis.ticktext) == ["Online", "A name of<br>two lines"]
    assert [one.text for one in figure.layout.annotations] == ["a", "b", "c", "d"]


def test_of_many_units_the_heat_map_shows_both_ends_and_the_chosen():
    assert charts.shown_of(range(40), {5}) == list(range(40))
    assert charts.shown_of(range(41), {20, 5}) == [*range(10), 20, *range(31, 41)]


def test_the_grounds_of_the_heat_map_are_four_steps():
    assert len({ground for ground, _ in heat.GROUNDS}) == 4


def test_a_dot_is_as_large_as_its_dossiers_and_hollow_without():
    dots = [dot(1, 60.0, 99.0, size=400.0), dot(2, 80.0, 90.0), dot(3, 70.0, 95.0, size=None, chosen=True)]
    marker = charts.scatter(dots, ["x", "y"], [(60.0, "a"), None], vi).data[0].marker
    assert list(marker.size) == [34, 17, 9]
    assert list(marker.symbol) == ["circle", "circle", "circle-open"]
    assert list(marker.color) == [charts.NEUTRAL, charts.NEUTRAL, charts.ACCENT]


def test_names_on_the_scatter_lie_on_nothing_and_the_chosen_has_one():
    dots = [dot(1, 60.0 + at / 10, 99.0, name=f"Unit {at}", chosen=at == 7) for at in range(30)]
    figure = charts.scatter(dots, ["x", "y"], [None, None], vi)
    names = [one.text for one in figure.layout.annotations]
    assert "<b>Unit 7</b>" in names and 1 < len(names) < 30
    ranges = [scatters.spanned([one[axis] for one in dots]) for axis in "xy"]
    spots = {one["name"]: scatters.pixels(one, ranges) for one in dots}
    boxes = []
    for one in figure.layout.annotations:
        name = one.text.removeprefix("<b>").removesuffix("</b>")
        x, y = spots[name]
        right, down = (one.ax, one.ay) if one.showarrow else (one.xshift, -one.yshift)
        boxes.append(scatters.box(x + right, y + down, len(name) * scatters.LETTER, scatters.TALL))
    free = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]]
    assert not any(scatters.overlap(a, b) for a, b in free)


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_compares_the_ends_of_the_first_ranking(empty, lang):
    say, at = words(lang), look("compare", lang=lang)
    assert title(at) == say.t("compare.title", locality="Thành phố Minh Họa", period=say.period_label("2026-Q3"))
    assert at.multiselect[0].value == ["4", "10"]
    table = at.dataframe[0].value
    assert table.isin([say.t("compare.placed", value=say.share(98.303287), rank="1", ranked="10")]).any().any()
    assert compared_by(table, say.t("compare.higher", best="Cầu Vồng", next="Đồng Sương", gap=gap(say, 53.516557)))
    assert len(at.get("plotly_chart")) == 2 and len(unfold(at).get("download_button")) == 8


def gap(say, value):
    return f"{say.number(value, 2)} {say.t('change.percent_short')}"


def compared_by(table, sentence):
    return table.isin([sentence]).any().any()


def test_the_address_says_who_is_compared_and_one_click_compares_with_peers(empty):
    at = look("compare", cac_don_vi="10,4,999", ky="2025-Q3")
    assert at.multiselect[0].value == ["10", "4"] and "Quý III/2025" in title(at)
    at.button(key="tuong-dong-10").click().run()
    assert not at.exception and said(at, "cac-don-vi").split(",")[0] == "10"
    assert len(at.multiselect[0].value) == 4
    at.multiselect[0].set_value(["4"]).run()
    assert said(at, "cac-don-vi") == "4" and words("vi").t("compare.choose_two") in shown(at)


def test_the_unit_chosen_elsewhere_is_compared_with_both_ends(empty):
    assert look("compare", don_vi="7").multiselect[0].value == ["4", "7", "10"]


def test_a_year_of_scores_compares_components_and_says_what_is_missing(empty):
    say, at = words("vi"), look("compare", ky="2025")
    assert at.dataframe[0].value.isin(["90,00 · hạng 1/10"]).any().any()
    assert len(at.get("plotly_chart")) == 1 and say.t("compare.no_dots") in shown(at)
    assert "Gần nhất có Hồ sơ trực tuyến, Trước và đúng hạn và Điểm tham khảo: quý III/2026." in shown(at)


def publish(store, units, counts):
    """So many dossiers online of each unit, five in person."""
    data = HEAD + "".join(f"{unit};{PLACE};Quý III/2025;{count};5\n" for unit, count in zip(units, counts, strict=True))
    store.publish(store.draft(data.encode(), "bieu.csv"), ["all"])


def test_a_unit_that_sent_nothing_is_named_with_the_reason(three_units):
    publish(three_units, UNITS[:2], (5, 1))
    at = look("compare", cac_don_vi="2,3,4", ky="2025-Q3")
    assert "Một cao hơn Hai" in at.dataframe[0].value.iloc[0, 1]
    assert "- Ba: chưa gửi báo cáo" in shown(at) and words("vi").t("compare.no_dots") in shown(at)


def test_a_single_unit_has_nothing_to_be_compared_with(empty):
    store = open_store(empty)
    store.set_up(PLACE, 14, [{"ward": UNITS[0], "group_name": None, "code": None, "aliases": []}])
    publish(store, UNITS[:1], (5,))
    at = look("compare")
    assert words("vi").t("compare.alone") in shown(at) and words("vi").t("compare.one_unit") in shown(at)


def test_an_empty_store_says_what_to_do_first(empty):
    assert words("vi").t("app.nothing_yet") in shown(look("compare", so_lieu="that"))


def test_names_stay_text(hostile):
    at = look("compare", ky="2020-01-01_2022-10-12")
    assert not live(at) and at.dataframe


# The command line


def call(store, *arguments):
    result = CliRunner().invoke(main, ["compare", *arguments, "--store", str(store.directory), "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_the_command_holds_all_that_the_page_shows(sample):
    code, found = call(sample, "--units", "P. Cầu Vồng,Đồng Sương", "--period", "2026-Q3")
    assert code == 0 and [one["ward"] for one in found["units"]] == ["Phường Cầu Vồng", "Xã Đồng Sương"]
    assert [one["unit_id"] for one in found["units"][1]["peers"]] == [11, 9, 5]
    assert found["units"][1]["peers"][0]["received_total"] == 297
    online = found["indicators"][0]
    assert (online["by"], online["target"], online["best"]) == ("online", 50, [4])
    assert online["sentence"] == "Cầu Vồng cao hơn Đồng Sương 53,52 điểm %"
    last = online["units"][1]
    assert (last["rank"], last["ranked"], last["numerator"], last["denominator"]) == (10, 10, 189, 422)
    assert last["gap_to_target"] == pytest.approx(100 * 189 / 422 - 50)
    assert last["gap_to_locality"] == pytest.approx(last["value"] - online["locality_value"])
    assert found["sentences"][0].startswith("Số chỉ tiêu so được: ")


def test_the_command_in_lines_says_the_same(sample):
    given = ["compare", "--units", "Cầu Vồng,Đồng Sương", "--period", "2026-Q3", "--store", str(sample.directory)]
    printed = CliRunner().invoke(main, [*given, "--lang", "en"]).stdout
    assert "Cầu Vồng: higher than Đồng Sương by 53.52 pp" in printed
    lines = [line.split() for line in printed.splitlines()]
    found = call(sample, *given[1:5])[1]["indicators"][0]
    whole, gaps = en.share(found["locality_value"]), [one["gap_to_locality"] for one in found["units"]]
    assert ["To", "locality", "Whole", "locality", "Phường", "Cầu", "Vồng", "Xã", "Đồng", "Sương"] in lines
    assert ["Online", "share", whole, *(en.signed(gap, 2) for gap in gaps)] in lines
    assert ["Online", "share", "50.00%", *(en.signed(one["gap_to_target"], 2) for one in found["units"])] in lines
    assert "Most like Đồng Sương (430 dossiers): Xã Đồi Thông Xanh (297)" in printed


@pytest.mark.parametrize(
    ("units", "more", "code"),
    [
        ("Cầu Vồng", (), "compare_units"),
        ("Cầu Vồng,P. Cầu Vồng", (), "compare_units"),
        ("Cầu Vồng,Không Có", (), "unit_not_there"),
        ("Cầu Vồng,Đồng Sương", ("--group", "Cụm Núi"), "unit_not_there"),
    ],
)
def test_units_that_cannot_be_compared_are_refused(sample, units, more, code):
    exit_code, found = call(sample, "--units", units, "--period", "2026-Q3", *more)
    assert (exit_code, found["error"]["code"]) == (2, code)
