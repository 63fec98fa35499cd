"""Strengths and weaknesses by rule: thirds, the distance from the locality, ties, few units, one thing counted once."""

import pytest

from reform.rows import records
from reform.strengths import LEAST, strengths, weaknesses

LOCALITY = "Thành phố Minh Họa"


def row(indicator="online", rank=1, ranked=9, value=60.0, whole=50.0):
    return {"indicator": indicator, "rank": rank, "ranked": ranked, "value": value, "locality_value": whole}


def ranking(*ranks, indicator="online"):
    return [row(indicator, rank, len(ranks)) for rank in ranks]


@pytest.mark.parametrize(("rank", "strong"), [(1, True), (3, True), (4, False)])
def test_a_strength_is_in_the_best_third(rank, strong):
    assert bool(strengths([row(rank=rank)])) is strong


@pytest.mark.parametrize(("value", "strong"), [(51.0, True), (50.99, False)])
def test_a_strength_is_a_point_or_more_from_the_locality(value, strong):
    assert LEAST == 1
    assert bool(strengths([row(value=value)])) is strong


@pytest.mark.parametrize(("rank", "weak"), [(9, True), (7, True), (6, False)])
def test_a_weakness_is_in_the_worst_third(rank, weak):
    assert bool(weaknesses([row(rank=rank, value=40)], ranking(*range(1, 10)))) is weak


def test_a_shared_last_rank_is_in_the_worst_third_and_a_rank_that_all_share_is_in_neither():
    shared = ranking(1, 2, 3, 4, 5, 5, 5, 5, 5)
    assert weaknesses([row(rank=5, value=40)], shared)
    alike = row(rank=1, value=50)
    assert not strengths([alike]) and not weaknesses([alike], ranking(*[1] * 9))


def test_less_is_better_where_the_indicator_says_so():
    assert strengths([row("overdue", value=1, whole=3)])
    assert not strengths([row("overdue", value=3, whole=1)])


def test_two_units_part_nobody_and_an_unranked_one_is_neither():
    assert not strengths([row(ranked=2)]) and not weaknesses([row(rank=2, ranked=2, value=1)], ranking(1, 2))
    assert not strengths([row(rank=None) | {"value": None}])


def test_what_is_counted_twice_is_told_once_and_a_composite_never():
    told = strengths([row("online_all"), row("online"), row("index")])
    assert [one.by.key for one in told] == ["online"]


def test_three_at_most_the_best_rank_first():
    rows = [row("online", 3), row("timeliness", 1), row("early", 2), row("satisfaction", 2, value=90)]
    assert [one.by.key for one in strengths(rows)] == ["timeliness", "satisfaction", "early"]


def test_no_unit_of_the_sample_is_strong_and_weak_in_the_same(sample):
    rows = records(sample.ask("positions", locality=LOCALITY, period="2026-Q3"))
    found = 0
    for unit in {one["unit_id"] for one in rows}:
        own = [one for one in rows if one["unit_id"] == unit]
        both = [{one.by.key for one in side} for side in (strengths(own), weaknesses(own, rows))]
        assert not both[0] & both[1] and max(map(len, both)) <= 3
        found += len(both[0]) + len(both[1])
    assert found > 5
