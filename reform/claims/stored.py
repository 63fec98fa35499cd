"""What is recorded about a unit, as plain values to hold a report against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reform.claims.figures import Figure
from reform.claims.meaning import UNKNOWN
from reform.claims.shares import rounded

# Where a report says "tiếp nhận" it may mean all, or those that came in the period.
_EITHER = {"received_total": ("received_new",)}


@dataclass(frozen=True)
class Stored:
    """Figures of one unit by period: measure or indicator → value; those known only by a bound are left out.

    `period` is the report's own; `others` are the names of the other units of the locality.
    """

    period: str | None = None
    values: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def of(self, one: Figure) -> tuple[str, Decimal] | None:
        """(measure, value) to hold a figure against; None where nothing is recorded, or it is of another time."""
        if one.measure is None or one.is_narrow or one.role != "figure" or one.period == UNKNOWN:
            return None
        held = self.values.get(one.period or self.period or "", {})
        known = [(key, held[key]) for key in (one.measure, *_EITHER.get(one.measure, ())) if key in held]
        return next((pair for pair in known if agrees(one, pair[1])), None) or next(iter(known), None)


def agrees(one: Figure, value: Decimal) -> bool:
    """Whether a figure is the recorded one, as it is printed; "trên 95%" holds of all above."""
    if one.bound == ">":
        return value > one.value
    if one.bound == "<":
        return value < one.value
    return (rounded(value, one.decimals) if one.is_percent else value) == one.value


def values_of(figures: Iterable[Mapping[str, Any]], shares: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """Measure or indicator → value, from rows of the queries `figures` and `positions` (of this unit).

    An indicator without a value of its own is told as its stated share, under the indicator's key, by the caller.
    """
    found = {
        row["measure"]: Decimal(repr(row["value"])) for row in figures if row["value"] is not None and not row["bound"]
    }
    return found | {row["indicator"]: Decimal(repr(row["value"])) for row in shares if row["value"] is not None}
