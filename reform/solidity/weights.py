"""What a composite's ranks owe to each of its members."""

import numpy as np

from reform.solidity.ranking import shared_ranks

DECIMALS = 12  # points are DECIMAL(18,12) in the queries; equal there is equal here


def totals(members):
    """Each unit's points of a composite in 10⁻¹², NaN where a member is missing.

    Every member's points are rounded before they are added, as in the query: whole numbers, so that the sum is exact.
    """
    return sum(np.rint(one.points * one.earned(one.counts.shares) * 10**DECIMALS) for one in members)


def leave_one_out(members):
    """The ranks without each member in turn, the points of the others rescaled to the same sum: members × units.

    0 for a unit that lacks any member: the same units are ranked each time, so that a shift is never a newcomer's
    doing. A composite of one member has nothing to leave out: no rows.
    """
    if len(members) < 2:
        return np.zeros((0, len(members[0].counts.numerators) if members else 0), dtype=np.int32)
    lacking = np.isnan(totals(members))
    without = [np.where(lacking, np.nan, totals(_others(members, left_out))) for left_out in range(len(members))]
    return shared_ranks([np.array(without)])


def _others(members, left_out):
    kept = [one for at, one in enumerate(members) if at != left_out]
    factor = sum(one.points for one in members) / sum(one.points for one in kept)
    return [type(one)(one.counts, one.points * factor, one.low, one.high) for one in kept]


def agreement(ranks, others):
    """Kendall's τ-b of two rankings of the same units, −1 to 1; None where either holds one rank only.

    τ-b counts the pairs both put in the same order less those they do not, over the pairs that are no tie in one and in
    the other: M. G. Kendall, Biometrika 33 (1945).
    """
    one, other = (_order_of_pairs(np.asarray(held, dtype=float)) for held in (ranks, others))
    pairs = np.sqrt((one**2).sum() * (other**2).sum())
    return float((one * other).sum() / pairs) if pairs else None


def _order_of_pairs(ranks):
    """For every pair of units 1, 0 or −1: which of the two is before the other."""
    return np.sign(ranks[:, None] - ranks[None, :])
