"""What is recorded about a unit, as plain values to hold a report against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reform.claims.figures import Figure
from reform.claims.shares import is_printed
from reform.claims.times import UNKNOWN

ON_TIME, RESOLVED = "resolved_on_time", "resolved_total"
# Where a report says "tiếp nhận" it may mean all, or those that came in the period.
_EITHER = {"received_total": ("received_new",)}


@dataclass(frozen=True)
class Stored:
    """Figures of one unit by period: measure or indicator → value; those known only by a bound are left out.

    `period` is the report's own; `others` are the names of the other units of the locality, `own` those of this one.
    `ranks`: period → indicator → where the unit stands.
    """

    period: str | None = None
    values: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    ranks: Mapping[str, Mapping[str, "Rank"]] = field(default_factory=dict)

    def of(self, one: Figure) -> tuple[str, Decimal] | None:
        """(measure, value) to hold a figure against; None where nothing is recorded, or it is of something else.

        A figure whose words are not all understood is held against nothing that it does not agree with.
        """
        if one.measure is None or one.is_narrow or one.is_apart or one.role != "figure" or one.period == UNKNOWN:
            return None
        known = self._known(one)
        same = next((pair for pair in known if agrees(one, pair[1])), None)
        if one.is_percent and ON_TIME in meant(one):
            known.sort(key=lambda pair: abs(pair[1] - one.value))
            known = known if one.measure != ON_TIME or ON_TIME in dict(known) else []
        return same or (next(iter(known), None) if one.is_clear else None)

    def holds(self, one: Figure) -> bool:
        """Whether anything is recorded of what a figure names, compared with it or not."""
        return bool(self._known(one))

    def with_value_of(self, one: Figure, keys: Iterable[str]) -> list[str]:
        """Those of some measures that are recorded with the value of a figure, at its time."""
        held = self._held(one)
        return [key for key in keys if held.get(key) == one.value]

    def _held(self, one: Figure) -> Mapping[str, Decimal]:
        return self.values.get(one.period or self.period or "", {})

    def _known(self, one: Figure) -> list[tuple[str, Decimal]]:
        held = self._held(one)
        known = ((key, _as_told(key, one, held)) for key in meant(one))
        return [(key, value) for key, value in known if value is not None]


def _as_told(key: str, one: Figure, held: Mapping[str, Decimal]) -> Decimal | None:
    """A recorded value; of a percentage "đúng hạn" alone what part of all resolved it is."""
    if key != ON_TIME or not one.is_percent:
        return held.get(key)
    return held[key] * 100 / held[RESOLVED] if key in held and held.get(RESOLVED) else None


def meant(one: Figure) -> list[str]:
    """What a figure may be, the likeliest first."""
    return list(dict.fromkeys(key for key in (one.measure, *_EITHER.get(one.measure, ()), *one.also) if key))


def agrees(one: Figure, value: Decimal) -> bool:
    """Whether a figure is the recorded one as it is printed; "trên 95%" holds of more, "ít nhất 95%" of 95, too."""
    if one.bound in (">", "≥") and value > one.value:
        return True
    if one.bound in ("<", "≤") and value < one.value:
        return True
    if one.bound in (">", "<"):
        return False
    return is_printed(value, one) if one.is_percent else value == one.value


@dataclass(frozen=True)
class Rank:
    """`rank` of `ranked` units; `alone`: by the value alone, ties not settled; `units`: how many there are."""

    rank: int
    ranked: int
    alone: int
    units: int


def ranks_of(unit_id: int, rows: Iterable[Mapping[str, Any]]) -> dict[str, Rank]:
    """Indicator → where a unit stands, from rows of the query `positions`."""
    rows = list(rows)
    own = {row["indicator"]: row for row in rows if row["unit_id"] == unit_id and row["rank"] is not None}
    found = {}
    for key, row in own.items():
        same = [one for one in rows if one["indicator"] == key]
        ahead = [one for one in same if one["rank"] is not None and one["rank"] < row["rank"]]
        tied = [one["rank"] for one in ahead if one["value"] == row["value"]]
        found[key] = Rank(row["rank"], row["ranked"], min(tied, default=row["rank"]), len(same))
    return found


def values_of(figures: Iterable[Mapping[str, Any]], shares: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """Measure or indicator → value, from rows of the queries `figures` and `positions` (of this unit).

    An indicator without a value of its own is told as its stated share, under the indicator's key, by the caller.
    """
    found = {
        row["measure"]: Decimal(repr(row["value"])) for row in figures if row["value"] is not None and not row["bound"]
    }
    return found | {row["indicator"]: Decimal(repr(row["value"])) for row in shares if row["value"] is not None}
