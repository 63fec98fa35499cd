"""Where a recorded figure may lie: exactly at its value or, where it is an estimate, on one side of it.

A condition on an estimate is met only where it holds wherever the figure may lie: <30 is below 30, and not above 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reform.text import decimal

ENDLESS = Decimal("Infinity")


@dataclass(frozen=True)
class Reach:
    """From `low` to `high`; an end that is `open` is not reached itself."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def times(self, factor: Decimal) -> "Reach":
        """All of it so many times as large; the factor is not below 0, and so many times nothing is nothing."""
        if not factor:
            return Reach(factor, factor)
        return Reach(self.low * factor, self.high * factor, self.low_open, self.high_open)


def reach(figure: Mapping | None) -> Reach | None:
    """Where a row of `figures` may lie; None where there is no number."""
    if figure is None or figure["value"] is None:
        return None
    value, bound = decimal(figure["value"]), figure.get("bound")
    if bound in ("<", "≤"):
        return Reach(-ENDLESS, value, high_open=bound == "<")
    if bound in (">", "≥"):
        return Reach(value, ENDLESS, low_open=bound == ">")
    return Reach(value, value)


def exactly(value: float | Decimal) -> Reach:
    return Reach(decimal(value), decimal(value))


def is_above(one: Reach, other: Reach) -> bool:
    """Whether one lies above the other wherever either may lie."""
    return one.low > other.high or (one.low == other.high and (one.low_open or other.high_open))


def is_at_least(one: Reach, other: Reach) -> bool:
    return one.low >= other.high


# Each against a level.
TESTS = {
    "above": is_above,
    "below": lambda one, level: is_above(level, one),
    "at_least": is_at_least,
    "at_most": lambda one, level: is_at_least(level, one),
}
