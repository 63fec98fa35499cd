"""What a brief is about: one unit over a span of periods, and the rows of the queries that tell of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reform import course
from reform.brief.asking import Once
from reform.declared import Indicator
from reform.indicators import declaration
from reform.period import calendar_window, last_day
from reform.store.faults import NotThere
from reform.text import Words
from reform.wards import split_type

# The indicators on the cards, in their order.
KEY_FIGURES = ("score", "online", "timeliness", "satisfaction")


@dataclass(frozen=True)
class Subject:
    """A unit in a locality, the period in view (the last of the span) and the periods of the span, oldest first.

    `unit` is a row of the query `units`, `versions` all rows of that name, `known` those of `periods` by key, and
    `periods` the keys inside the span, of whatever kind, that the locality has reports of.
    """

    asked: Once
    say: Words
    locality: str
    unit: dict
    versions: tuple[dict, ...]
    known: dict[str, dict]
    first: str
    period: str
    periods: tuple[str, ...]

    @property
    def unit_id(self) -> int:
        return self.unit["unit_id"]

    @property
    def ward(self) -> str:
        return self.unit["ward"]

    @property
    def ward_inside(self) -> str:
        """The unit in the middle of a sentence: phường Lúa Ngọt; a name without its type keeps its capital."""
        return self.say.inside(self.ward) if split_type(self.ward)[0] else self.ward

    @property
    def is_span(self) -> bool:
        return self.first != self.period

    @property
    def years(self) -> int:
        """How many calendar years the span touches."""
        return calendar_window(self.period)[1].year - calendar_window(self.first)[0].year + 1

    @property
    def span_name(self) -> str:
        """Quý I/2023 – Quý III/2026; one period by its name."""
        ends = dict.fromkeys((self.first, self.period))
        return " – ".join(self.name(key) for key in ends)

    @property
    def span_inside(self) -> str:
        """The same in the middle of a sentence: quý I/2023 – quý III/2026."""
        return " – ".join(self.inside(key) for key in dict.fromkeys((self.first, self.period)))

    def name(self, key: str) -> str:
        """A period's name; a window keeps the label it was reported under."""
        return self.say.period_label(key, self.known.get(key, {}).get("label"))

    def inside(self, key: str) -> str:
        """The same in the middle of a sentence."""
        return self.say.inside(self.name(key))

    def unit_in(self, key: str) -> int:
        """The version of the unit that held at the end of a period; its own where none did."""
        day = last_day(key)
        held = [one["unit_id"] for one in self.versions if _held(one, day)]
        return self.unit_id if self.unit_id in held or not held else held[-1]

    def is_earlier_version(self, key: str) -> bool:
        """Whether a period was told by the unit before it changed."""
        return self.unit_in(key) != self.unit_id

    @property
    def earliest(self) -> dict:
        """The first version of the unit, a row of `units`."""
        return min(self.versions, key=lambda one: one["valid_from"] or datetime.min)

    def is_before(self, key: str) -> bool:
        """Whether a period was over before there was a unit of this name: its figures stand with the predecessors."""
        begins = [one["valid_from"] for one in self.versions]
        return None not in begins and last_day(key) < min(begin.date() for begin in begins)

    def figures(self, key: str) -> list[dict]:
        """What the unit reported for a period: the rows of `figures`."""
        return self.asked.rows("figures", unit_id=self.unit_in(key), period=key)

    def position(self, by: str) -> dict | None:
        """The unit's row of `positions` for an indicator, with its `period`; None where the period has none."""
        key = self.period_of(by)
        return self.position_in(key, by) if key else None

    def position_in(self, key: str, by: str) -> dict | None:
        """The same in one period."""
        rows = self.asked.of_each("unit_id", "positions", **self.ranking_of(key)).get(self.unit_id, [])
        found = next((row for row in rows if row["indicator"] == by), None)
        return None if found is None else found | {"period": key}

    def positions(self, key: str, by: str) -> list[dict]:
        """All units' rows of `positions` for an indicator in a period."""
        return self.asked.of_each("indicator", "positions", **self.ranking_of(key)).get(by, [])

    def ranking_of(self, key: str) -> dict:
        """The question of where all units stand in a period."""
        return {"locality": self.locality, "period": key, "group": None, "scheme": None, "by": None}

    def period_of(self, by: str) -> str | None:
        """The newest period of the span with the indicator, as the unit's page has it: a score may be an earlier one.

        Of one period only itself, but for scores, which are mostly yearly and stand beside the quarters after them.
        """
        own = [key for key in reversed(self.periods) if by in ranked_in(self.known[key])]
        if own or by != "score":
            return own[0] if own else None
        end = last_day(self.period)
        older = [key for key, row in self.known.items() if "score" in ranked_in(row) and starts(row) <= end]
        return max(older, key=lambda key: (last_day(key), key), default=None)

    def course(self, by: str) -> list[dict]:
        """The unit's rows of `course` up to the period in view, oldest first; an earlier version is the same name."""
        asked = {"locality": self.locality, "by": " ".join(KEY_FIGURES), "group": None, "unit_id": None}
        versions = {row["unit_id"] for row in self.versions}
        rows = self.asked.of_each("ward", "course", **asked).get(self.ward, [])
        rows = [row for row in rows if row["indicator"] == by]
        own = {row["period"]: row for row in rows if row["unit_id"] in versions}
        own |= {row["period"]: row for row in rows if row["unit_id"] == self.unit_id}
        end = last_day(self.period)
        told = [row | {"rebuilt": False} for row in own.values() if row["last_day"].date() <= end]
        before = [row for key, row in self.rebuilt(by).items() if key not in own]
        return sorted([*before, *told], key=lambda row: row["last_day"]) if before else told

    def rebuilt(self, by: str) -> dict[str, dict]:
        """period → its row of `spans`, of the periods of the span that were over before the unit: the counts of the
        predecessors that went over whole added up, as Kết quả qua các kỳ has them; a score is no count."""
        before = [key for key in self.periods if self.is_before(key)]
        if not before or self.indicator(by).kind == "score":
            return {}
        spans = {course.CUMULATIVE if self.known[key]["cumulative"] else course.REPORTED for key in before}
        asked = {"locality": self.locality, "by": by, "rebuilt": "1"}
        rows = [
            row
            for span in sorted(spans)
            for row in self.asked.of_each("unit_id", "spans", span=span, **asked).get(self.earliest["unit_id"], [])
        ]
        return {row["period"]: row for row in rows if row["rebuilt"] and row["period"] in before}

    def figures_added_up(self, key: str) -> list[dict]:
        """The rows of `figures` of the predecessors, of a period in which `rebuilt` has a value of a key figure."""
        rows = (self.rebuilt(by.key).get(key) for by in self.key_figures)
        if all(row is None or row["value"] is None for row in rows):
            return []
        units = self.undivided
        return [row for one in units for row in self.asked.rows("figures", unit_id=one, period=key)]

    @property
    def undivided(self) -> list[int]:
        """The units that went over whole into the first version of the unit, over the generations."""
        led = self.asked.of_each("successor_id", "lineage", locality=self.locality)
        found, left = {}, [self.earliest["unit_id"]]
        while left:
            whole = [row["predecessor_id"] for row in led.get(left.pop(), []) if row["whole"]]
            left += [one for one in whole if one not in found]
            found |= dict.fromkeys(whole)
        return list(found)

    def indicator(self, by: str) -> Indicator:
        return declaration().indicators[by]

    @property
    def key_figures(self) -> list[Indicator]:
        """The indicators of the cards that the span has anything of."""
        return [self.indicator(by) for by in KEY_FIGURES if self.position(by)]


def ranked_in(row: dict) -> list[str]:
    """The indicators that a period, a row of `periods`, has figures for."""
    return (row["indicators"] or "").split()


def starts(row: dict):
    """The first calendar day of a period, a row of `periods`."""
    return row["first_day"].date()


def _held(unit: dict, day) -> bool:
    """Whether a version of a unit, a row of `units`, held on a day."""
    begins, ends = unit["valid_from"], unit["valid_to"]
    return (begins is None or begins.date() <= day) and (ends is None or day < ends.date())


def _is_version(one: dict, unit: dict) -> bool:
    """Whether a row of `units` is the unit, or of its name at another time; two of one name at once are two units."""
    if one["unit_id"] == unit["unit_id"]:
        return True
    first, second = sorted((one, unit), key=lambda row: row["valid_from"] or datetime.min)
    begins, ends = second["valid_from"], first["valid_to"]
    return one["ward"] == unit["ward"] and None not in (begins, ends) and ends <= begins


def subject_of(asked: Once, say: Words, locality: str, unit_id: int, period: str, to: str | None = None) -> Subject:
    """What a brief of a unit from `period` to `to` is about. Raises NotThere (unknown_unit) and, for what is no key of
    a period, ValueError."""
    units = asked.rows("units", locality=locality, day=None, period=None)
    unit = next((row for row in units if row["unit_id"] == unit_id), None)
    if unit is None:
        raise NotThere("unknown_unit", unit=unit_id, locality=locality)
    known = {row["period"]: row for row in asked.rows("periods", locality=locality)}
    last = to or period
    periods = tuple(inside_span(known.values(), period, last))
    asked.expect(periods)
    return Subject(
        asked=asked,
        say=say,
        locality=locality,
        unit=unit,
        versions=tuple(row for row in units if _is_version(row, unit)),
        known=known,
        first=period,
        period=last,
        periods=periods,
    )


def inside_span(known: Iterable[dict], first: str, last: str) -> list[str]:
    """The keys of the periods that lie wholly inside a span, oldest first; of one period its own alone."""
    if first == last:
        return [row["period"] for row in known if row["period"] == last]
    begins, ends = calendar_window(first)[0], calendar_window(last)[1]
    within = [row for row in known if starts(row) >= begins and last_day(row["period"]) <= ends]
    return [row["period"] for row in sorted(within, key=lambda row: (last_day(row["period"]), _reversed_start(row)))]


def _reversed_start(row: dict) -> int:
    """A quarter before the year that ends with it."""
    return -starts(row).toordinal()
