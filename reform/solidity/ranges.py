"""Rank ranges: how far a rank would move if the year were dealt again, and if the weights were a little different."""

import numpy as np

from reform.solidity.ranking import shared_ranks

DRAWS = 10_000
SEED = 2026
SHAKE = 0.2  # each weight between 80 % and 120 % of itself, then all rescaled to their sum (OECD/JRC, step 7)
RANGE = (0.05, 0.95)


def rank_ranges(sorts=(), members=(), draws=DRAWS, seed=SEED):
    """The 5–95 % range of each unit's rank: a list of dicts {low, high, first, last}, in the order of the units.

    Either `sorts`, the Counts of a share and of the keys that break its ties, or `members` of a composite, whose
    weights are shaken too. `first` and `last` are the shares of draws (0 to 1) in which the unit has the first and the
    last rank, shared ones too. None for a unit that lacks the value or a member. The same seed gives the same answer.
    """
    random = np.random.default_rng(seed)
    if members:
        return summed_up(shared_ranks([_totals(members, draws, random)]))
    return summed_up(shared_ranks(one.sign * one.drawn(draws, random) for one in sorts))


def weight_ranges(points, maxima, draws=DRAWS, seed=SEED):
    """As rank_ranges, for totals of component points (units × components): without counts, only weights are shaken.

    `points` over `maxima` is what a unit earned of each component; NaN: the unit does not report it and has no range.
    """
    random, maxima = np.random.default_rng(seed), np.asarray(maxima, dtype=float)
    weights, earned = shaken(maxima, draws, random), np.asarray(points, dtype=float) / maxima
    # Added component by component: a matrix product may part two equal units in the last digit.
    return summed_up(shared_ranks([sum(weights[:, [at]] * earned[:, at] for at in range(len(maxima)))]))


def shaken(weights, draws, random):
    """`draws` × weights: each between 80 % and 120 % of itself, their sum kept."""
    found = weights * random.uniform(1 - SHAKE, 1 + SHAKE, size=(draws, len(weights)))
    return found * (weights.sum() / found.sum(axis=1, keepdims=True))


def _totals(members, draws, random):
    """`draws` × units: the composite's points, drawn counts under drawn weights."""
    weights = shaken(np.array([one.points for one in members], dtype=float), draws, random)
    return sum(weights[:, [at]] * one.earned(one.counts.drawn(draws, random)) for at, one in enumerate(members))


def summed_up(ranks):
    """The range of each column of ranks (draws × units), and how often it is first and last."""
    last = ranks.max(axis=1, keepdims=True)
    ends = np.quantile(ranks, RANGE, axis=0, method="inverted_cdf")
    firsts, lasts = (ranks == 1).mean(axis=0), (ranks == last).mean(axis=0)
    return [
        {"low": int(low), "high": int(high), "first": float(first), "last": float(end)} if low else None
        for low, high, first, end in zip(*ends, firsts, lasts, strict=True)
    ]
