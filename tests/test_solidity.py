"""How solid a rank is: intervals, brackets, ranges, weights and steps, each against an oracle that is not ours."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats
from statsmodels.stats.proportion import proportion_confint

from reform.solidity import (
    Counts,
    Member,
    Standing,
    agreement,
    brackets,
    leave_one_out,
    rank_of,
    rank_ranges,
    shared_ranks,
    to_rank,
    to_reach,
    weight_ranges,
    wilson,
)
from tests import coverage

counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def counted(*pairs, **about):
    return Counts(np.array([x for x, _ in pairs], float), np.array([n for _, n in pairs], float), **about)


# Intervals


@given(counts)
def test_an_interval_is_that_of_statsmodels_and_of_scipy(pair):
    low, high = wilson([pair[0]], [pair[1]])
    assert [low[0] / 100, high[0] / 100] == pytest.approx(proportion_confint(*pair, method="wilson"), abs=1e-12)
    other = stats.binomtest(*pair).proportion_ci(method="wilson")
    assert [low[0] / 100, high[0] / 100] == pytest.approx([other.low, other.high], abs=1e-12)


def test_all_on_time_is_not_taken_for_certain():
    low, high = wilson([40, 4000], [40, 4000])
    assert list(high) == [100, 100]
    assert [round(one, 2) for one in low] == [91.24, 99.90]  # 40/(40+z²), 4000/(4000+z²)


@pytest.mark.parametrize("pair", [(1, 0), (3, 2), (-1, 5)])
def test_a_share_without_dossiers_has_no_interval(pair):
    with pytest.raises(ValueError, match="denominator"):
        wilson([pair[0]], [pair[1]])


@pytest.mark.parametrize("size", coverage.SIZES)
@pytest.mark.parametrize("share", coverage.ORDINARY + coverage.SATURATED[1:])
def test_simulated_coverage_is_that_of_the_binomial_itself(size, share):
    found = coverage.coverage(size, share, np.random.default_rng(coverage.SEED))
    x = np.arange(size + 1)
    low, high = wilson(x, np.full(size + 1, size))
    exact = stats.binom.pmf(x, size, share)[(low <= 100 * share) & (100 * share <= high)].sum()
    assert found == pytest.approx(exact, abs=4 * 0.5 / coverage.TRIALS**0.5)
    assert exact > 0.83


# Brackets


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=12))
def test_two_units_share_a_bracket_exactly_where_their_intervals_overlap(ends):
    lows, highs = [low for low, _ in ends], [low + width for low, width in ends]
    found = brackets(lows, highs)
    together = {pair for group in found for pair in combinations(sorted(group), 2)}
    overlap = {(a, b) for a, b in combinations(range(len(ends)), 2) if lows[a] <= highs[b] and lows[b] <= highs[a]}
    assert together == overlap
    assert {at for group in found for at in group} == set(range(len(ends)))
    assert not [1 for a in found for b in found if a is not b and set(a) <= set(b)]


# Ranks


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_ranks_are_shared_as_scipy_shares_them(values):
    found = shared_ranks([np.array(values, float)])
    assert list(found) == list(stats.rankdata([-one for one in values], method="min"))


optional = st.one_of(st.none(), st.integers(0, 2))


@settings(max_examples=300)
@given(st.lists(st.tuples(optional, optional, optional), min_size=1, max_size=8))
def test_a_key_breaks_a_tie_only_where_all_of_it_have_the_key(units):
    def places(group, at):
        """Rank from 1 of each of a group, tied so far; keys from `at` on."""
        if at == 3 or len(group) == 1:
            return dict.fromkeys(group, 1)
        if at and any(units[one][at] is None for one in group):
            return places(group, at + 1)
        found = {}
        for value in {units[one][at] for one in group}:
            tie = [one for one in group if units[one][at] == value]
            before = sum(units[one][at] > value for one in group)
            found |= {one: before + place for one, place in places(tie, at + 1).items()}
        return found

    ranked = [at for at, one in enumerate(units) if one[0] is not None]
    expected = places(ranked, 0) if ranked else {}
    sorts = [np.array([np.nan if one[at] is None else one[at] for one in units], float) for at in range(3)]
    assert list(shared_ranks(sorts)) == [expected.get(at, 0) for at in range(len(units))]


# Rank ranges


def beats(one, other):
    """The chance that one share lies above another, each Beta(x+½, n−x+½), by scipy's quadrature."""
    first, second = (stats.beta(x + 0.5, n - x + 0.5) for x, n in (one, other))
    centre, spread = first.mean(), first.std()
    ends = max(0, centre - 12 * spread), min(1, centre + 12 * spread)
    return integrate.quad(lambda p: first.pdf(p) * second.cdf(p), *ends, limit=200)[0]


@pytest.mark.parametrize("pair", [((90, 100), (85, 100)), ((450, 852), (440, 852)), ((30, 30), (999, 1000))])
def test_how_often_a_unit_is_first_is_the_chance_that_its_share_is_larger(pair):
    chance = beats(*pair)
    found = rank_ranges([counted(*pair)], draws=40_000)
    assert found[0]["first"] == pytest.approx(chance, abs=4 * 0.5 / 40_000**0.5)
    assert found[0]["first"] + found[1]["first"] == 1


def test_a_range_leaves_out_five_percent_at_each_end():
    certain = rank_ranges([counted((0, 1000), (500, 1000), (1000, 1000))])
    assert [(one["low"], one["high"]) for one in certain] == [(3, 3), (2, 2), (1, 1)]
    even = rank_ranges([counted(*[(50, 100)] * 20)], draws=4000)
    # Twenty equal units: every rank is as likely as another, so 5 and 95 % of the draws end at ranks 1 and 19.
    assert {one["low"] for one in even} <= {1, 2}
    assert {one["high"] for one in even} <= {19, 20}


def test_less_is_better_where_the_indicator_says_so():
    found = rank_ranges([counted((10, 1000), (900, 1000), sign=-1)])
    assert [one["low"] for one in found] == [1, 2]


def test_the_same_seed_gives_the_same_ranges_and_another_seed_others():
    pairs = [(x, 400) for x in range(300, 340, 4)]
    first, again, other = (rank_ranges([counted(*pairs)], draws=500, seed=seed) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_a_unit_without_the_figure_has_no_range_and_takes_no_rank():
    found = rank_ranges([counted((90, 100), (np.nan, np.nan), (10, 100))])
    assert found[1] is None
    assert [found[0]["high"], found[2]["high"]] == [1, 2]


def test_nothing_pending_is_a_share_known_for_certain_and_a_key_decides_the_tie():
    first = counted((0, 0), (0, 0), when_empty=0, sign=-1)
    key = counted((900, 1000), (100, 1000))
    assert [one["low"] for one in rank_ranges([first, key], draws=200)] == [1, 2]
    assert [one["high"] for one in rank_ranges([first], draws=200)] == [1, 1]


def test_full_marks_are_shared_whatever_the_weights():
    full = Member(counted((990, 1000), (995, 1000), (400, 1000)), 40, 0, 50)
    found = rank_ranges(members=[full, full], draws=300)
    assert [(one["low"], one["high"], one["first"]) for one in found] == [(1, 1, 1.0), (1, 1, 1.0), (3, 3, 0.0)]


def test_weights_alone_move_a_total_of_appraised_points():
    # 8 of 10 and 4 of 10 against 5 and 7: equal totals, so that the weights alone decide, one way or the other.
    found = weight_ranges([[8, 4], [5, 7], [1, 1]], [10, 10], draws=4000)
    assert [(one["low"], one["high"]) for one in found] == [(1, 2), (1, 2), (3, 3)]
    assert found[0]["first"] == pytest.approx(0.5, abs=0.04)
    assert weight_ranges([[8, np.nan], [5, 7]], [10, 10], draws=10)[0] is None


# Weights


def test_leaving_a_member_out_ranks_by_the_others():
    online, timely = counted((90, 100), (10, 100)), counted((10, 100), (90, 100))
    members = [Member(online, 60, 0, 100), Member(timely, 40, 0, 100)]
    assert leave_one_out(members).tolist() == [[2, 1], [1, 2]]
    assert leave_one_out(members[:1]).shape == (0, 2)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=12))
def test_agreement_of_two_rankings_is_kendalls_tau_b_of_scipy(pairs):
    one, other = zip(*pairs, strict=True)
    found, expected = agreement(one, other), stats.kendalltau(one, other, variant="b").statistic
    assert (found is None and np.isnan(expected)) or found == pytest.approx(expected, abs=1e-12)


# Small steps


small = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=200)
@given(small, st.lists(small, min_size=1, max_size=5), st.sampled_from([1, -1]), st.integers(1, 6))
def test_the_step_to_a_rank_is_the_first_that_a_count_from_zero_finds(pair, others, sign, rank):
    unit, rest = Standing(*pair), [Standing(*one) for one in others]
    ends = range(unit.denominator - unit.numerator + 1) if sign > 0 else range(unit.numerator + 1)
    shares = [Fraction(*one) * sign for one in others]

    def rank_after(step):
        share = Fraction(unit.numerator + sign * step, unit.denominator) * sign
        return 1 + sum(one > share for one in shares)

    assert to_rank(unit, rest, rank, sign) == next((step for step in ends if rank_after(step) <= rank), None)


@given(small, st.integers(0, 100), st.sampled_from([1, -1]))
def test_the_step_to_a_target_is_the_first_that_reaches_it(pair, target, sign):
    numerator, denominator = pair
    ends = range(denominator - numerator + 1) if sign > 0 else range(numerator + 1)
    reached = (step for step in ends if ((numerator + sign * step) * 100 - target * denominator) * sign >= 0)
    assert to_reach(Standing(*pair), target, sign) == next(reached, None)


def test_keys_decide_a_tie_after_a_step_as_they_do_in_the_table():
    others = [Standing(100, 100, (Fraction(0), Fraction(1, 2))), Standing(50, 50, (Fraction(0), None))]
    assert rank_of(Standing(20, 20, (Fraction(0), Fraction(3, 4))), others) == 1  # the second key is not there for all
    assert rank_of(Standing(20, 20, (Fraction(-1, 9), Fraction(3, 4))), others) == 3
    assert rank_of(Standing(20, 20, (Fraction(0), Fraction(3, 4))), others[:1]) == 1
    assert rank_of(Standing(20, 20, (Fraction(0), Fraction(1, 4))), others[:1]) == 2
