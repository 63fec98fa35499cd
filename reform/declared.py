"""The parts of the declaration in data/indicators.toml: measures, identities, indicators, bands and schemes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Why a ward is not ranked, the first that applies (design §5).
REASONS = ("not_submitted", "blank", "no_dossiers", "bounded", "stated_only", "other_scheme")
# What the query `findings` finds in recorded figures, each named after the check of a draft that tells the same.
FINDINGS = (
    *("unbalanced", "parts_exceed_total", "carried_over_differs", "cumulative_falls", "stated_share_differs"),
    *("repeated_figures", "identical_rows"),
)
# The indicators that Tổng hợp sets side by side, as the query `summary` computes them.
SUMMARY = ("score", "online", "timeliness")


@dataclass(frozen=True)
class Name:
    """A name in both languages of the interface."""

    vi: str
    en: str

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True)
class Column:
    """A column of a file that says whose or when; `headers` are its name and the synonyms."""

    key: str
    vi: str
    en: str
    headers: tuple[str, ...]

    @property
    def name(self) -> Name:
        return Name(self.vi, self.en)


@dataclass(frozen=True)
class Measure(Column):
    """One thing a unit reports (design §3.1); `family` is what a newer batch replaces as a whole."""

    unit: str | None
    kind: str
    form: str | None
    domain: str
    over_periods: str | None
    family: str

    @property
    def is_count(self) -> bool:
        return self.kind in ("flow", "stock")

    @property
    def is_merged(self) -> bool:
        """Whether it stands for several columns of form II.06a, such as (4)+(5)."""
        return "+" in (self.form or "")

    @property
    def is_number(self) -> bool:
        return self.kind not in ("text", "practice")


@dataclass(frozen=True)
class HeaderGroup:
    """A header that stands over others, such as "Số hồ sơ đã giải quyết"; `means`: word below it → measure.

    `under` is the group inside which alone it is one.
    """

    key: str
    headers: tuple[str, ...]
    means: Mapping[str, str]
    under: str | None = None


@dataclass(frozen=True)
class Identity:
    """total = sum of parts ("equals"), or the parts may not exceed the total ("at_most")."""

    key: str
    total: str
    parts: tuple[str, ...]
    relation: str


@dataclass(frozen=True)
class Target:
    """A level to reach, in the indicator's unit, with the document that sets it."""

    value: float
    document: str
    date: str


@dataclass(frozen=True)
class Member:
    """A part of a composite: full `points` from `high` on, none up to `low` (both in percent)."""

    indicator: str
    points: float
    low: float
    high: float


@dataclass(frozen=True)
class Indicator:
    """What wards are compared by: a ratio of sums, a score, or a composite of indicators (design §5)."""

    key: str
    name: Name
    short: Name
    kind: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    definition: Name
    direction: str
    unit: str
    domain: str
    target: Target | None
    keys: tuple[str, ...]
    stated: str | None
    when_empty: float | None
    tab: int | None
    members: tuple[Member, ...]
    # The one score scheme an indicator is ranked within, and full marks, where it is a component of a score.
    scheme: str | None = None
    maximum: float | None = None

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.direction == "higher" else -1

    @property
    def can_be_weighed(self) -> bool:
        """Whether it can be a part of a composite: a share where more is better."""
        return self.kind == "share" and self.direction == "higher"


@dataclass(frozen=True)
class PresetPart:
    """A group of a document with its points; `indicator` is ours that stands for it, None where we measure nothing."""

    name: Name
    points: float
    indicator: str | None
    low: float
    high: float


@dataclass(frozen=True)
class Preset:
    """Ready-made weights, to try beside the declared ones: never a ranking of its own."""

    key: str
    name: Name
    document: Name
    parts: tuple[PresetPart, ...]


@dataclass(frozen=True)
class Band:
    key: str
    name: Name
    at_least: float


@dataclass(frozen=True)
class Component:
    """A part of a score: `part` says who gave its points, a penalty takes off; `self_scored`: units score it too."""

    key: str
    name: Name
    maximum: float
    part: str
    domain: str
    self_scored: bool

    @property
    def measure(self) -> str:
        """The measure of the points it was given."""
        return f"points_{self.key}"

    @property
    def self_measure(self) -> str:
        """The measure of the points the unit gave itself; declared only where `self_scored`."""
        return f"self_points_{self.key}"

    @property
    def sign(self) -> int:
        """1 where its points add to the total, -1 where they are taken off."""
        return -1 if self.part == "penalty" else 1


@dataclass(frozen=True)
class Veto:
    """A condition that caps the band: `measure` stands `relation` (above, at_least, below, at_most) `level`."""

    measure: str
    relation: str
    level: float
    band: str
    document: str
    date: str


@dataclass(frozen=True)
class Scheme:
    """A score scheme (bộ tiêu chí): a score is ranked only within its scheme. Without `bands` the common ones hold."""

    key: str
    name: str
    also: tuple[str, ...]
    document: str
    date: str
    maximum: float
    components: tuple[Component, ...]
    bands: tuple[Band, ...]
    vetoes: tuple[Veto, ...]

    def indicator(self, component: Component) -> str:
        """The key of the indicator that ranks units by a component."""
        return f"{self.key}.{component.key}"


@dataclass(frozen=True)
class Condition:
    """When a question is asked: its `subject`, by `names`, stands as all `tests` say; `all` and `any` hold `parts`."""

    subject: str
    names: tuple[str, ...] = ()
    tests: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Question:
    """What a delegation asks where `when` holds, and the document it asks for.

    `point` says what is to be clarified, where that is more than a question; the heavier the `weight`, the earlier.
    A question that is asked takes the place of those it `covers`.
    """

    key: str
    asked: Name
    document: Name
    point: Name | None
    domain: str
    weight: float
    when: Condition
    covers: tuple[str, ...]


@dataclass(frozen=True)
class VisitWeight:
    """How much a reason to visit a unit counts: `points` each time it holds, up to `most` together.

    A fall counts from so many `places` or so large a `change` on; a visit is long ago after so many `days`.
    """

    key: str
    points: int
    most: int | None
    places: float | None
    change: float | None
    days: int | None


@dataclass(frozen=True)
class Declaration:
    """The whole declaration, in the order of the file; `version` changes when a byte of it does."""

    columns: Mapping[str, Column]
    words: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Name]
    domains: Mapping[str, Name]
    measures: Mapping[str, Measure]
    identities: Mapping[str, Identity]
    checks: Mapping[str, Mapping[str, float]]
    indicators: Mapping[str, Indicator]
    bands: tuple[Band, ...]
    bands_document: Name
    schemes: Mapping[str, Scheme]
    header_groups: Mapping[str, HeaderGroup]
    presets: Mapping[str, Preset]
    questions: Mapping[str, Question]
    doubts: Mapping[str, float]
    visit_weights: Mapping[str, VisitWeight]
    # How reports in prose say it: measure or indicator → phrases, and the words that turn a figure into another thing.
    spoken: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, tuple[str, ...]]
    version: str = field(repr=False)

    @property
    def tabs(self) -> tuple[Indicator, ...]:
        """The indicators with a tab of their own on the ranking page, in its order."""
        return tuple(sorted((i for i in self.indicators.values() if i.tab), key=lambda i: i.tab))

    @property
    def composite(self) -> Indicator | None:
        """The first composite, one with a tab before others; None where none is declared."""
        return next((one for one in (*self.tabs, *self.indicators.values()) if one.kind == "composite"), None)

    def short_name(self, key: str, lang: str) -> str:
        """An indicator's short name; what is none, as it was written."""
        return self.indicators[key].short.in_(lang) if key in self.indicators else key

    def bands_of(self, scheme: str | None) -> tuple[Band, ...]:
        """The bands of a score scheme, best first; the common ones where it has none of its own."""
        declared = self.schemes.get(scheme)
        return declared.bands if declared and declared.bands else self.bands

    def band_name(self, key: str | None, lang: str) -> str | None:
        """A band in words: Xuất sắc; None where there is none."""
        known = (*self.bands, *(band for scheme in self.schemes.values() for band in scheme.bands))
        return next((band.name.in_(lang) for band in known if band.key == key), None)

    def components_of(self, scheme: str | None) -> tuple[Indicator, ...]:
        """The indicators that rank units by the components of a score scheme, in its order."""
        return tuple(one for one in self.indicators.values() if scheme and one.scheme == scheme)

    def counted_in(self, indicator: Indicator) -> Name:
        """What the two numbers of a share count: hồ sơ, phiếu."""
        return self.units[self.measures[indicator.denominator[0]].unit]
