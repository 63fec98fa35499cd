"""The figures that meet a condition, and what all conditions share: levels, and several ties as one answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reform.indicators import Declaration
from reform.indicators.questions import NUMBERS
from reform.questions.reach import TESTS, Reach, exactly


@dataclass(frozen=True)
class Tie:
    """A figure that met a condition: what `kind` of thing `key` names, of which `moment`, and the row it comes from.

    kind: indicator, measure, finding or doubt. moment: now, previous, last_year, locality, units (added up), target,
    usual (the middle half of all units), rank, reason. `beside`: the levels it must not look equal to.
    """

    kind: str
    key: str
    moment: str
    row: Mapping
    beside: tuple[float, ...] = ()

    @property
    def place(self) -> tuple:
        """What it is told of: two ties of one place say the same."""
        return self.kind, self.key, self.moment, self.row.get("identity"), self.row.get("other_ward")


Ties = list[Tie]


def together(found: Iterable[Ties | None]) -> Ties | None:
    """The ties of all that are met; None where none is."""
    kept = [ties for ties in found if ties is not None]
    return [tie for ties in kept for tie in ties] if kept else None


def limit(level: float | str, declared: Declaration) -> float:
    """A level, or the limit of the check it names."""
    return declared.checks[level]["limit"] if isinstance(level, str) else level


def numbers(one: Reach | None, tests: Mapping, declared: Declaration) -> bool:
    """Whether a figure stands to every level as is asked."""
    asked = [name for name in NUMBERS if name in tests]
    return one is not None and all(TESTS[name](one, exactly(limit(tests[name], declared))) for name in asked)
