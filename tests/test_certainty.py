"""How solid a ranking is: numbers and sentences in every case, on the page and on the command line; never official."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest
from click.testing import CliRunner

from reform import certainty, certainty_told, export, whatif
from reform.certainty import Certainty
from reform.cli import main
from reform.frame import downloads
from reform.indicators import declaration
from reform.rows import records
from reform.solidity import Counts, Member, leave_one_out, wilson
from reform.text import words
from tests.pages import LANGUAGES, look, said, shown

LOCALITY = "Thành phố Minh Họa"
INDICATORS = declaration().indicators
VI = words("vi")
SHARE, COMPOSITE = INDICATORS["online"], INDICATORS["index"]


def found(store, by, period="2026-Q3", **how):
    rows = records(store.ask("counts_behind", locality=LOCALITY, period=period, by=by))
    return certainty.certainty(rows, **how)


def test_more_units_than_a_sentence_names_are_counted():
    ends = {"rank": 1, "low": 1, "high": 5, "first": 1.0, "last": 0.0}
    units = [{"unit_id": at, "ward": f"Phường {name}", "bare_name": name} | ends for at, name in enumerate("ABCDE")]
    units.append(units[0] | {"unit_id": 9, "bare_name": "G", "rank": 6, "first": 0.0, "last": 1.0})
    assert certainty_told.place(VI, Certainty(units, [], [], [], 100, 1), "first") == VI.t(
        "solidity.first_sure", names="A, B, C và 2 đơn vị khác", share="100%"
    )


# Numbers


def test_units_stand_as_in_the_ranking_with_their_intervals(sample):
    ranking = records(sample.ask("ranking", locality=LOCALITY, period="2026-Q3", by="online"))
    units = found(sample, "online").units
    assert {unit["unit_id"]: unit["rank"] for unit in units} == {row["unit_id"]: row["rank"] for row in ranking}
    for unit in units:
        low, high = wilson([unit["numerator"]], [unit["denominator"]])
        assert (unit["interval_low"], unit["interval_high"]) == (low[0], high[0])
        assert unit["low"] <= unit["rank"] <= unit["high"]


def test_letters_are_those_of_the_brackets_that_hold_a_unit(sample):
    held = found(sample, "online")
    assert [(letter, [unit["bare_name"] for unit in units]) for letter, units in held.groups] == [
        ("A", ["Sao Khuê", "Suối Nhạc", "Đồi Thông Xanh", "Lúa Ngọt"]),
        ("B", ["Đồi Thông Xanh", "Lúa Ngọt", "Nắng Hạ"]),
    ]
    assert [unit["letters"] for unit in held.units] == ["", "", "", "", "A", "A", "A–B", "A–B", "B", ""]
    assert [certainty.letters(at) for at in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_less_is_better_names_the_best_bracket_first(sample):
    held = found(sample, "overdue_stock")
    best = held.groups[0][1]
    assert held.groups[0][0] == "A" and min(unit["rank"] for unit in best) == 1


def test_a_composite_has_the_ranks_without_each_member(sample):
    held = found(sample, "index")
    assert [one["indicator"] for one in held.without] == ["online", "timeliness", "satisfaction"]
    for one in held.without:
        rest = [member for member in INDICATORS["index"].members if member.indicator != one["indicator"]]
        question = {"locality": LOCALITY, "period": "2026-Q3", "by": "index"}
        other = records(sample.suppose(whatif.supposed(declaration(), COMPOSITE, tuple(rest)), "ranking", **question))
        ranks = {row["unit_id"]: row["rank"] for row in other}
        assert one["ranks"] == [ranks[unit["unit_id"]] for unit in held.units]


def test_a_unit_that_lacks_a_member_takes_no_rank_when_it_is_left_out():
    full = Counts(np.array([90.0, 10.0, 50.0]), np.array([100.0, 100.0, 100.0]))
    part = Counts(np.array([10.0, np.nan, 50.0]), np.array([100.0, np.nan, 100.0]))
    assert leave_one_out([Member(full, 50, 0, 100), Member(part, 50, 0, 100)]).tolist() == [[2, 0, 1], [1, 0, 2]]


def test_a_score_moves_by_its_weights_alone_and_a_penalty_takes_off():
    named = {"ward": "Phường An", "bare_name": "An", "scheme": "s"}
    ranking = [named | {"unit_id": at, "rank": at} for at in (1, 2)]

    def row(unit, component, points, sign=1):
        about = {"unit_id": unit, "scheme": "s", "component": component, "maximum": 10.0}
        return about | {"points": points, "sign": sign}

    components = [row(1, "a", 9.0), row(1, "b", 1.0, -1), row(2, "a", 8.0), row(2, "b", 0.0, -1)]
    held = certainty.certainty_of_components(ranking, components, 2000)
    # 9a − b against 8a: the first is ahead exactly where its weight of a is the larger.
    assert held.units[0]["first"] == pytest.approx(0.5, abs=0.05)
    assert certainty.certainty_of_components(ranking, [], 10).units == []
    assert certainty.certainty_of_components(ranking, [row(1, "a", None), row(2, "a", None)], 10).units == []
    assert certainty.certainty_of_components([], [], 10).units == []


def test_nobody_ranked_is_no_certainty():
    assert certainty.certainty([]).units == []


# Sentences


def unit(name, rank, low, high, first, last, **more):
    named = {"unit_id": rank, "ward": f"Phường {name}", "bare_name": name, "rank": rank}
    return named | {"low": low, "high": high, "first": first, "last": last} | more


def held(*units, groups=(), without=(), full=()):
    return Certainty(list(units), list(groups), list(without), list(full), 1000, 7)


A, B = unit("An", 1, 1, 1, 1.0, 0.0, value=90), unit("Bình", 2, 2, 2, 0.0, 1.0, value=80)
OPEN = (unit("An", 1, 1, 2, 0.6, 0.4, value=100), unit("Bình", 2, 1, 2, 0.3996, 0.6, value=100))
CASES = {
    "nobody": (held(), SHARE, []),
    "alone": (held(A), SHARE, ["Chỉ An được xếp hạng nên không có gì để so sánh."]),
    "certain": (
        held(A, B),
        SHARE,
        [
            "Vị trí đứng đầu chắc chắn: An (100% số lần tính lại).",
            "Vị trí cuối bảng chắc chắn: Bình (100% số lần tính lại).",
            "Cả 2 đơn vị giữ được một hạng duy nhất trong khoảng 5–95%.",
            "Khoảng 95% của các đơn vị không giao nhau: số liệu phân biệt được mọi đơn vị.",
        ],
    ),
    "open": (
        held(*OPEN, groups=[("A", list(OPEN))]),
        SHARE,
        [
            "Vị trí đứng đầu chưa chắc chắn, số lần đứng đầu khi tính lại: An 60,0% và Bình 40,0%.",
            "Vị trí cuối bảng chưa chắc chắn, số lần đứng cuối khi tính lại: Bình 60,0% và An 40,0%.",
            "Không đơn vị nào trong 2 đơn vị giữ được một hạng duy nhất trong khoảng 5–95%.",
            "Đơn vị có chung một chữ cái có khoảng 95% giao nhau: số liệu chưa phân biệt được hơn kém.",
            "2/2 đơn vị cùng 100%: tỷ lệ này không còn phân biệt được các đơn vị đó.",
        ],
    ),
    "alike": (
        held(
            *(unit(name, 1, 1, 1, 1.0, 1.0) for name in ("An", "Bình")),
            full=[{"indicator": "online", "high": 50, "units": 2}, {"indicator": "early", "high": 90, "units": 0}],
        ),
        COMPOSITE,
        [
            "Cả 2 đơn vị cùng hạng trong mọi lần tính lại.",
            "Cả 2 đơn vị giữ được một hạng duy nhất trong khoảng 5–95%.",
            "Hồ sơ trực tuyến: cả 2 đơn vị đã đạt điểm tối đa (từ 50%), nên thành phần này không phân biệt được đơn vị "
            "nào.",
        ],
    ),
    "nearly": (
        held(
            *(unit("An", 1, 1, 1, 0.9999, 0.0), unit("Bình", 2, 2, 3, 0.0001, 0.5), unit("Cẩm", 2, 2, 3, 0.0, 0.5)),
            full=[{"indicator": "online", "high": 50, "units": 2}],
        ),
        COMPOSITE,
        [
            "Vị trí đứng đầu chắc chắn: An (trên 99,9% số lần tính lại).",
            "Vị trí cuối bảng chưa chắc chắn, số lần đứng cuối khi tính lại: Bình 50,0% và Cẩm 50,0%.",
            "1/3 đơn vị giữ được một hạng duy nhất trong khoảng 5–95%.",
            "Hồ sơ trực tuyến: 2/3 đơn vị đã đạt điểm tối đa (từ 50%), nên thành phần này hầu như không còn phân biệt "
            "các đơn vị.",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_its_sentences(case):
    certain, by, told = CASES[case]
    assert certainty_told.told(VI, certain, by) == told
    assert len(certainty_told.told(words("en"), certain, by)) == len(told)


def test_a_share_of_draws_never_reads_as_never_or_always():
    assert [certainty_told.often(VI, share) for share in (0, 0.0001, 0.5, 0.9999, 1)] == [
        *("0%", "dưới 0,1%", "50,0%", "trên 99,9%", "100%")
    ]


@pytest.mark.parametrize(
    ("ranks", "tau", "told"),
    [
        ([1, 2], 1.0, "thứ hạng không đổi."),
        (
            [2, 1],
            -1.0,
            "2 đơn vị đổi hạng, nhiều nhất là An (1 → 2) và Bình (2 → 1); thứ tự khác hẳn (τ Kendall -1,00).",
        ),
        ([1, 1], None, "1 đơn vị đổi hạng, nhiều nhất là Bình (2 → 1); mọi đơn vị cùng hạng nên không so được thứ tự."),
    ],
)
def test_leaving_a_member_out_is_told(ranks, tau, told):
    certain = held(A, B, without=[{"indicator": "online", "ranks": ranks, "tau": tau}])
    assert certainty_told.without(VI, certain) == ["Bỏ Hồ sơ trực tuyến: " + told]
    assert certainty_told.without(VI, held(A, B)) == [VI.t("solidity.without_none")]
    assert certainty_told.without(VI, held(A)) == []


@pytest.mark.parametrize(("tau", "key"), [(0.9, "same"), (0.7, "most"), (0.4, "half"), (-1, "other")])
def test_kendall_is_put_into_words(tau, key):
    assert certainty_told.alike(VI, tau) == VI.t(f"solidity.alike_{key}", tau=VI.number(tau, 2))


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_switch_is_off_until_it_is_turned(empty, lang):
    at, say = look(xep_hang="online", lang=lang), words(lang)
    assert say.t("solidity.title") not in shown(at) and "error_x" not in chart(at)
    at.toggle(key="chac-chan").set_value(True).run()
    assert not at.exception and said(at, "chac-chan") == "1"
    assert say.t("solidity.title") in read(at) and say.t("solidity.brackets") in read(at)
    assert chart(at)["error_x"]["arrayminus"][0] == pytest.approx(98.303287 - 97.614613, abs=1e-5)
    assert say.t("beside.filers") in " ".join(one.value for one in at.subheader)


def read(at):
    """The page's words as a reader sees them, without the backslashes that keep Markdown out."""
    return shown(at).replace("\\", "")


def chart(at):
    return json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]


def test_the_reference_score_shows_ranges_and_each_member_left_out(empty):
    at = look(xep_hang="index", chac_chan="1")
    assert "Bỏ Hài lòng: thứ hạng không đổi." in read(at) and "error_x" not in chart(at)
    assert "năm 2025, khác kỳ nên không đặt cạnh" in shown(at)


def test_an_appraised_score_has_no_interval_and_the_summary_no_switch(empty):
    at = look(xep_hang="score", chac_chan="1")
    assert any(one.value.startswith("Điểm thẩm định: không tính khoảng") for one in at.info)
    assert not look(chac_chan="1").toggle


def test_the_switch_changes_no_byte_of_what_is_official(empty, monkeypatch):
    views, made = [], []

    class Now(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 10, 1, tzinfo=UTC)

    monkeypatch.setattr(downloads, "datetime", Now)
    kept = downloads.view_of
    monkeypatch.setattr(downloads, "view_of", lambda *given: views.append(kept(*given)) or views[-1])
    for switch in ({}, {"chac_chan": "1"}):
        for by in ("online", "index"):
            at = look(xep_hang=by, **switch)
            made.append((table(at), [make(views[-1]) for make in downloads.MAKERS.values()]))
    (online, index, solid_online, solid_index) = made
    assert online == solid_online and index == solid_index and online != index
    assert set(downloads.MAKERS.values()) == {export.ranking_csv, export.ranking_xlsx, export.ranking_pdf}


def table(at):
    """The official table on the screen."""
    return at.dataframe[0].value.to_csv()


# The command line


def call(store, *arguments):
    result = CliRunner().invoke(main, [*arguments, "--store", str(store.directory), "--json"])
    return result.exit_code, json.loads(result.stdout)


@pytest.mark.parametrize("by", ["online", "timeliness", "index"])
def test_the_command_line_says_what_the_page_says(sample, by):
    code, answer = call(sample, "solidity", "--period", "2026-Q3", "--by", by, "--seed", "7", "--draws", "500")
    own = found(sample, by, draws=500, seed=7)
    assert code == 0 and (answer["seed"], answer["draws"]) == (7, 500)
    assert [one["range"] for one in answer["units"]] == [[unit["low"], unit["high"]] for unit in own.units]
    assert answer["sentences"][:2] == certainty_told.told(VI, own, INDICATORS[by])[:2]
    assert all(("interval" in one) == (by != "index") for one in answer["units"])


def test_the_command_line_prints_a_table_and_refuses_a_wrong_call(sample):
    told = ["solidity", "--period", "2026-Q3", "--by", "online", "--store", str(sample.directory)]
    lines = CliRunner().invoke(main, told).stdout
    assert "97,61% – 98,80%" in lines and "A–B" in lines
    assert call(sample, "solidity", "--period", "2026-Q3", "--by", "nothing")[0] == 2
    assert call(sample, "solidity", "--period", "2025", "--by", "score")[1]["sentences"][0].startswith("Điểm thẩm định")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("w.toml", "[weights]\nonline = 40\ntimeliness = 40\nsatisfaction = 20\n"),
        ("w.json", '{"weights": {"online": 40, "timeliness": 40, "satisfaction": 20}}'),
    ],
)
def test_weights_of_a_file_are_tried(sample, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    code, answer = call(sample, "whatif", "--period", "2026-Q3", "--weights", str(tmp_path / name))
    assert code == 0 and answer["official"] is False
    assert all(row["rank"] == row["supposed_rank"] and row["value"] == row["supposed_value"] for row in answer["rows"])
    shown_ = CliRunner().invoke(
        main, ["whatif", "--period", "2026-Q3", "--weights", str(tmp_path / name), "--store", str(sample.directory)]
    )
    assert shown_.stdout.startswith(VI.t("whatif.stamp"))


def test_a_preset_of_a_file_names_what_is_missing(sample, tmp_path):
    (tmp_path / "w.toml").write_text('preset = "qd-766"')
    _, answer = call(sample, "whatif", "--period", "2026-Q3", "--weights", str(tmp_path / "w.toml"))
    assert [one["points"] for one in answer["unmeasured"]] == [18, 22] and answer["scale"] == 60


@pytest.mark.parametrize(
    "text", ["[weights]\nonline = -1", "[weights]\nonline = 0", "weights = 3", "", "not toml", "[other]\na = 1"]
)
def test_weights_that_cannot_be_are_refused_in_a_sentence(sample, tmp_path, text):
    (tmp_path / "w.toml").write_text(text)
    code, answer = call(sample, "whatif", "--period", "2026-Q3", "--weights", str(tmp_path / "w.toml"))
    assert code == 2 and answer["error"]["code"] in ("weights_refused", "weights_unreadable")
