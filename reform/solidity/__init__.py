"""How solid a rank is: intervals, rank ranges, weights and small steps. Rows in, rows out; nothing here asks or draws.

The methods are those of the OECD/JRC Handbook on Constructing Composite Indicators (2008), chapter 7, and of
public-health benchmarking (Fingertips): an interval for every share, a range for every rank.
"""

from reform.solidity.intervals import brackets, wilson
from reform.solidity.moves import Move, rank_move
from reform.solidity.ranges import rank_ranges, weight_ranges
from reform.solidity.ranking import Counts, Member, shared_ranks
from reform.solidity.steps import Standing, rank_of, to_rank, to_reach
from reform.solidity.weights import agreement, leave_one_out

__all__ = [
    "Counts",
    "Member",
    "Move",
    "Standing",
    "agreement",
    "brackets",
    "leave_one_out",
    "rank_move",
    "rank_of",
    "rank_ranges",
    "shared_ranks",
    "to_rank",
    "to_reach",
    "weight_ranges",
    "wilson",
]
