"""Words and numbers: both languages say the same things, and every figure is rounded once, half up."""

import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.intake.reading import Problem
from reform.store.queries import checks
from reform.text import difference, distinguishing_decimals, escape_markdown, half_up, read, words

PROJECT = Path(__file__).parent.parent
SOURCES = [path for folder in ("reform", "pages") for path in (PROJECT / folder).rglob("*.py")]

vi, en = words("vi"), words("en")


def places(sentence):
    """The facts a sentence is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


# The two languages


def test_both_languages_have_the_same_keys():
    assert set(read("vi")) == set(read("en"))


def test_both_languages_are_filled_with_the_same_facts():
    in_vi, in_en = read("vi"), read("en")
    assert [key for key in in_vi if places(in_vi[key]) != places(in_en[key])] == []


def written_keys():
    """Keys as the sources write them: whole ones, and the beginnings of those made at run time."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    whole = set(re.findall(r'"([a-z_]+(?:\.[a-z0-9_-]+)+)"', text))
    begun = set(re.findall(r'f"([a-z_]+(?:\.[a-z0-9_-]+)*[._]?)\{', text))
    return whole, {beginning for beginning in begun if "." in beginning}


def test_no_sentence_is_unused():
    whole, begun = written_keys()
    unused = [key for key in read("vi") if key not in whole and not key.startswith(tuple(begun))]
    assert unused == []


def test_no_sentence_is_missing():
    tables = {key.split(".")[0] for key in read("vi")}
    whole, _ = written_keys()
    names = (".py", ".toml", ".sql", ".typ", ".json")
    asked = {key for key in whole if key.split(".")[0] in tables and not key.endswith(names)}
    assert asked - set(read("vi")) == set()


def test_a_missing_sentence_or_fact_is_an_error():
    with pytest.raises(KeyError):
        vi.t("ranking.no_such_sentence")
    with pytest.raises(KeyError):
        vi.t("ranking.title")
    with pytest.raises(KeyError):
        words("fr")


def test_facts_are_put_in_as_they_are():
    assert vi.t("ranking.left_out", ward="{reason} <b>", reason="…") == "{reason} <b>: …"


# Numbers


def test_numbers_are_written_the_way_of_the_language():
    assert (vi.count(12349), en.count(12349)) == ("12.349", "12,349")
    assert (vi.share(99.5284), en.share(99.5284)) == ("99,53%", "99.53%")
    assert (vi.points(84.6), en.points(84.6)) == ("84,60", "84.60")
    assert (vi.points(1059.5), vi.plain(50.0), vi.plain(22.5), vi.plain(1000)) == ("1.059,50", "50", "22,5", "1.000")
    assert (vi.bounded("<", 30.0, "percent"), vi.bounded(None, 80, "points")) == ("<30%", "80")


def test_rounding_is_half_up_and_once():
    assert vi.share(10601 * 100 / 12349) == "85,85%"
    assert vi.share(0.125) == "0,13%"
    assert vi.share(2.675) == "2,68%"  # as written, not the binary fraction just below
    assert half_up(-0.001, 2) == Decimal("0.00")
    assert str(half_up(-0.001, 2)) == "0.00"


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_half_up_is_nearest(part, whole):
    share = part * 100 / whole
    assert abs(half_up(share, 2) - Decimal(repr(share))) <= Decimal("0.005")


def test_unequal_values_are_told_apart():
    assert distinguishing_decimals([99.5, 99.51]) == 2
    assert distinguishing_decimals([99.9951, 99.9952, 100]) == 4
    assert distinguishing_decimals([84.6, 84.6, 90]) == 2
    assert distinguishing_decimals([None, float("nan"), 1]) == 2
    assert distinguishing_decimals([]) == 2


@given(st.lists(st.fractions(0, 1, max_denominator=5000), min_size=2))
def test_values_that_differ_look_different(shares):
    values = [float(share * 100) for share in shares]
    decimals = distinguishing_decimals(values)
    assert len({vi.share(value, decimals) for value in values}) == len(set(values))


# Changes


def test_changes_say_their_direction():
    assert vi.change(2.43, "percent") == "tăng 2,43 điểm phần trăm"
    assert vi.change(-0.7, "percent") == "giảm 0,70 điểm phần trăm"
    assert vi.change(0.0, "percent") == "không đổi"
    assert vi.change(0.001, "percent") == "tăng chưa đến 0,01 điểm phần trăm"
    assert vi.change(-1.2, "points") == "giảm 1,20 điểm"
    assert vi.change_count(-1059) == "giảm 1.059"
    assert vi.change_count(0) == "không đổi"
    assert en.change(2.43, "percent") == "up 2.43 percentage points"


@given(st.integers(100, 2000), st.integers(8000, 9500), st.integers(8000, 9500))
def test_a_gap_that_stays_is_unchanged_whatever_the_computer_makes_of_it(gap, now, before):
    gaps = [first / 100 - (first - gap) / 100 for first in (now, before)]
    assert vi.change(difference(*gaps), "points") == "không đổi"


def test_a_difference_is_that_of_the_numbers_shown():
    assert difference(90.1, 75.2) == Decimal("14.9") and difference(5, 5) == 0
    assert difference(1e-8, 0) > 0 and difference(Decimal("0.30"), 0.3) == 0


def test_why_a_unit_has_no_rank():
    assert vi.unranked("not_submitted", None, None, "percent") == "chưa gửi báo cáo"
    assert vi.unranked("bounded", 30.0, "<", "percent") == "chỉ có mức ước (<30%)"
    assert vi.unranked("bounded", 99.995, "<", "percent") == "chỉ có mức ước (<99,995%)"
    assert vi.unranked("stated_only", 52.0, None, "percent") == "chỉ có tỷ lệ theo báo cáo (52%)"
    assert en.unranked("other_scheme", 253 / 3, None, "points") == en.t("reason.other_scheme") + " (84.33)"


def test_limits_are_those_of_the_declaration():
    facts = {"limit": 7.5, "share": 60, "earlier": 50, "other_period": "Q", "ballots": 5, "resolved": 100}
    for code in ("online_share_jump", "timeliness_drop", "ballots_few"):
        assert "7,5" in vi.message(Problem("note", code, 3, facts=facts))
        assert "7.5" in en.message(Problem("note", code, 3, facts=facts))


def test_changes_of_rank():
    assert [vi.change_rank(places) for places in (2, -1, 0)] == ["tăng 2 hạng", "giảm 1 hạng", "giữ nguyên hạng"]
    assert [en.change_rank(places) for places in (2, -1)] == ["up 2 ranks", "down 1 rank"]
    assert [vi.arrow(places) for places in (2, -1, 0)] == ["▲2", "▼1", "–"]


# Dates, periods, lists


def test_dates_and_moments():
    assert vi.date(date(2026, 9, 14)) == "14/09/2026"
    assert vi.time(datetime(2026, 9, 14, 20, 0)) == "15/09/2026 03:00"
    assert vi.time(datetime(2026, 9, 14, 20, 0, tzinfo=UTC)) == "15/09/2026 03:00"
    assert vi.span(date(2026, 6, 15), date(2026, 9, 14)) == "15/06/2026 – 14/09/2026"
    assert vi.span(None, date(2026, 9, 14)) == ""


def test_periods():
    assert vi.period_label("2026-Q3") == "Quý III/2026"
    assert vi.inside(vi.period_label("2025")) == "năm 2025"


def test_lists():
    assert vi.listing(["A"]) == "A"
    assert vi.listing(["A", "B", "C"]) == "A, B và C"
    assert en.listing(["A", "B"]) == "A and B"


# Problems


@pytest.mark.parametrize(
    ("value", "written"),
    [(15.0, "15"), (15.003, "15,003"), (2.015, "2,02"), (52.816901, "52,82"), (33.0000000001, "33")],
)
def test_a_fact_that_is_no_whole_number_does_not_look_like_one(value, written):
    assert vi.fact(value) == written


def test_a_problem_becomes_a_sentence_with_its_place():
    problem = Problem("note", "all_on_time", 3, "Đúng hạn", "L3", "1.059", {"resolved": 12349.0})
    assert vi.message(problem).startswith("Ô L3: 12.349 hồ sơ")
    assert en.message(problem).startswith("Cell L3: all 12,349 resolved")


@pytest.mark.parametrize(
    ("place", "said"),
    [({"cell": "D7", "row": 7}, "Ô D7"), ({"row": 7}, "Dòng 7"), ({"column": "TT"}, "Cột “TT”"), ({}, "")],
)
def test_the_narrowest_place_is_named(place, said):
    assert vi.place(Problem("error", "any", **place)) == said


def test_every_cause_and_every_default_belongs_to_a_problem():
    problems = {key.removeprefix("problem.") for key in read("vi") if key.startswith("problem.")}
    for table in ("cause.", "default."):
        named = {key.removeprefix(table) for key in read("vi") if key.startswith(table)} - {"file"}
        assert named <= problems


# Markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](https://a.example/b.png)", "!\\[x\\](https\\:\u2060//a.example/b.png)"),
        ("<b>x</b> & y", "\\<b\\>x\\</b\\> \\& y"),
        ("$a$ :red[x] `y`", "\\$a\\$ \\:red\\[x\\] \\`y\\`"),
        ("# x\n- y", "\\# x - y"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("Phường 1, Quý III/2026", "Phường 1, Quý III/2026"),
    ],
)
def test_text_of_a_file_is_shown_and_does_nothing(text, shown):
    assert escape_markdown(text) == shown


def test_every_check_has_a_cause_and_a_question_its_default():
    for check in checks():
        assert vi.has(f"problem.{check.name}") and vi.has(f"cause.{check.name}")
        assert check.severity != "confirm" or vi.has(f"default.{check.name}")
