"""Why a rank moved: own change and others' change, on every unit of the sample and on rankings drawn at random."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform.rows import records
from reform.solidity.moves import rank_move

LOCALITY = "Thành phố Minh Họa"
PAIRS = [("2026-Q3", "2026-Q2"), ("2025-Q3", "2024-Q3"), ("2025-Q4", "2025-Q3")]


def row(unit_id, before, after):
    """A unit of two rankings by one value, larger first; ranks are filled in by `ranked`."""
    names = {"unit_id": unit_id, "before_sort": before, "sort": after}
    return names | dict.fromkeys(("key_1", "key_2", "before_key_1", "before_key_2"))


def decimal(value):
    """A DECIMAL(18,12) that came as a double: the nearest with twelve decimals is the one that was stored."""
    return Decimal(f"{value:.12f}")


def ranked(rows):
    for when in ("before_", ""):
        held = [one[f"{when}sort"] for one in rows if one[f"{when}sort"] is not None]
        for one in rows:
            value = one[f"{when}sort"]
            one[f"{when}rank"] = None if value is None else 1 + sum(other > value for other in held)
    return rows


def test_a_unit_that_rose_and_still_fell_was_passed():
    rows = ranked([row(1, 80, 81.2), row(2, 79, 83), row(3, 78, 82), row(4, 90, 91)])
    move = rank_move(rows, 1)
    assert (move.before, move.after, move.own, move.others) == (2, 4, 0, -2)
    assert (move.passed, move.passed_by, move.rose_more) == ((), (2, 3), (2, 3))


def test_own_change_and_others_change_can_cancel():
    move = rank_move(ranked([row(1, 70, 85), row(2, 80, 90), row(3, 60, 60)]), 1)
    assert (move.before, move.after, move.own, move.others) == (2, 2, 1, -1)
    assert move.passed == move.passed_by == ()


def test_a_unit_that_is_new_or_gone_is_told_apart_from_one_that_passed():
    move = rank_move(ranked([row(1, 70, 70), row(2, None, 90), row(3, 80, None)]), 1)
    assert (move.before, move.after, move.own, move.others) == (2, 2, 0, 0)
    assert (move.entered, move.left, move.passed, move.passed_by) == ((2,), (3,), (), ())


def test_there_is_no_move_where_one_ranking_does_not_hold_the_unit():
    rows = ranked([row(1, None, 90), row(2, 80, 80)])
    assert rank_move(rows, 1) is None
    assert rank_move(rows, 9) is None


values = st.one_of(st.none(), st.integers(0, 5))


@settings(max_examples=200)
@given(st.lists(st.tuples(values, values), min_size=1, max_size=8))
def test_own_and_others_add_up_to_the_move_and_every_pass_is_accounted_for(pairs):
    rows = ranked([row(at, *pair) for at, pair in enumerate(pairs)])
    for one in rows:
        move = rank_move(rows, one["unit_id"])
        if move:
            assert move.own + move.others == move.before - move.after
            gained = len(move.passed) + len(move.left) - len(move.passed_by) - len(move.entered)
            assert gained == move.before - move.after


@pytest.mark.parametrize("by", ["online", "timeliness", "index"])
@pytest.mark.parametrize(("period", "against"), PAIRS)
def test_the_rank_a_unit_had_alone_is_that_of_its_new_figures_in_the_old_table(sample, by, period, against):
    rows = records(
        sample.ask("rank_moves", locality=LOCALITY, period=period, against=against, by=by, group=None, scheme=None)
    )
    both = [one for one in rows if None not in (one["rank"], one["before_rank"])]
    assert len(both) >= 8
    for unit in both:
        others = [one for one in rows if one is not unit and one["before_rank"] is not None]
        table = [(-one["before_sort"], one) for one in others]
        new = -unit["sort"]
        better = sum(value < new for value, _ in table)
        tied = [one for value, one in table if value == new]
        move = rank_move(rows, unit["unit_id"])
        if not tied:
            assert move.own_rank == better + 1
        assert better + 1 <= move.own_rank <= better + 1 + len(tied)


@pytest.mark.parametrize("by", ["timeliness", "index", "overdue"])
@pytest.mark.parametrize(("period", "against"), PAIRS)
def test_contributions_add_up_to_the_change_exactly(sample, by, period, against):
    rows = records(
        sample.ask("rank_moves", locality=LOCALITY, period=period, against=against, by=by, group=None, scheme=None)
    )
    told = 0
    for unit in rows:
        parts = sample.ask("contributions", unit_id=unit["unit_id"], period=period, against=against, by=by)
        if None in (unit["value"], unit["before_value"]):
            assert parts.empty
            continue
        told += 1
        total = sum(map(decimal, parts["change"]))
        assert set(map(decimal, parts["total"])) == {total}
        assert float(total) == pytest.approx(unit["value"] - unit["before_value"], abs=1e-11)
    assert told >= 9
