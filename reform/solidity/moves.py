"""Why a rank moved: what the unit's own change did, and what the others' changes did."""

from dataclasses import dataclass

import numpy as np

from reform.solidity.ranking import shared_ranks

SAME = 1e-9  # of two gains, each a difference of doubles: less apart is nothing


@dataclass(frozen=True)
class Move:
    """A unit's move between two rankings. Moves are places gained (positive) or lost; own + others = before − after.

    `own_rank` is its rank had it alone changed; `passed` and `passed_by` are the units behind it before and not now,
    and the other way round; `entered` and `left` those ahead of it that only one of the two rankings holds.
    `rose_more` are the units whose value, in the direction that counts, gained more than its own.
    """

    before: int
    after: int
    own_rank: int
    passed: tuple[int, ...]
    passed_by: tuple[int, ...]
    entered: tuple[int, ...]
    left: tuple[int, ...]
    rose_more: tuple[int, ...]

    @property
    def own(self):
        """Places that the unit's own change gained."""
        return self.before - self.own_rank

    @property
    def others(self):
        """Places that the changes of all others gained it."""
        return self.own_rank - self.after


def rank_move(rows, unit_id):
    """The Move of a unit, from the records of the query `rank_moves`; None where a ranking does not hold it."""
    unit = next((row for row in rows if row["unit_id"] == unit_id), None)
    if unit is None or unit["rank"] is None or unit["before_rank"] is None:
        return None
    others = [row for row in rows if row is not unit]
    return Move(
        before=unit["before_rank"],
        after=unit["rank"],
        own_rank=_rank_had_it_alone_changed(unit, others),
        passed=_ids(others, lambda row: _ahead(row, unit, "before_") and _behind_or_level(row, unit)),
        passed_by=_ids(others, lambda row: _ahead(row, unit) and _behind_or_level(row, unit, "before_")),
        entered=_ids(others, lambda row: row["before_rank"] is None and _ahead(row, unit)),
        left=_ids(others, lambda row: row["rank"] is None and _ahead(row, unit, "before_")),
        rose_more=_ids(others, lambda row: _gain(row) is not None and _gain(row) - _gain(unit) > SAME),
    )


def _rank_had_it_alone_changed(unit, others):
    stayed = [row for row in others if row["before_rank"] is not None]
    sorts = [
        [_number(unit[key]), *(_number(row[f"before_{key}"]) for row in stayed)] for key in ("sort", "key_1", "key_2")
    ]
    return int(shared_ranks([np.array(one) for one in sorts])[0])


def _number(value):
    return np.nan if value is None else value


def _ahead(row, unit, when=""):
    return row[f"{when}rank"] is not None and row[f"{when}rank"] < unit[f"{when}rank"]


def _behind_or_level(row, unit, when=""):
    return row[f"{when}rank"] is not None and row[f"{when}rank"] >= unit[f"{when}rank"]


def _gain(row):
    return None if None in (row["sort"], row["before_sort"]) else row["sort"] - row["before_sort"]


def _ids(rows, holds):
    return tuple(row["unit_id"] for row in rows if holds(row))
