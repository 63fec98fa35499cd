"""What the report of a period is written from: the answers of the pages' own queries, asked once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from reform import export
from reform.declared import SUMMARY
from reform.export import View
from reform.indicators import Indicator, declaration
from reform.rows import record, records, score_period
from reform.text import Words, capital

Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True, eq=False, kw_only=True)
class Report:
    """One locality, or one of its groups, in one period.

    `view` holds the rows of `summary`, how final they are and where they come from; `headlines` is indicator → the row
    of `headline`, where any unit has a figure; `positions` are the rows of `positions`, `form` those of
    `consolidated_form`, `totals` measure → row of `measure_totals`, `alike` those of `changes_alike`, `own` those of
    `figures` of the locality itself: shown beside, never ranked. `counts` are the units expected, submitted and with a
    figure of the form, `banded` band → its units (`unit_counts`); `values` are the rows of `value_counts`. `scored` is
    the period of the scores that the summary shows, where it is another, and `scored_view` says how final those are.
    `sources`: the files of the period itself; those of `view` are all that the summary has.
    """

    view: View
    headlines: dict[str, dict]
    positions: list[dict]
    form: list[dict]
    totals: dict[str, dict]
    alike: list[dict]
    own: list[dict]
    counts: dict[str, int]
    banded: dict[str, int]
    values: list[dict]
    sources: pd.DataFrame
    scored: str | None = None
    scored_view: View | None = None

    @property
    def words(self) -> Words:
        return self.view.words

    @cached_property
    def units(self) -> list[dict]:
        """The rows of the units in the office's order."""
        return [row for row in records(self.view.rows) if not row["is_locality"]]

    @cached_property
    def whole(self) -> dict:
        """The row of the locality, or of the group."""
        return next(row for row in records(self.view.rows) if row["is_locality"])

    @property
    def is_closed(self) -> bool:
        """Whether a document has closed the period; until then all figures are provisional."""
        return bool(self.view.document)

    @property
    def stamp(self) -> str:
        """What no reader may overlook: that figures are invented; Tạm tính, then by which document they are final."""
        own = capital(self.view.standing[0]) if self.is_closed else self.words.t("office_report.stamp")
        return " · ".join([*self.view.state[: self.view.sample], own])

    @property
    def missing(self) -> list[str]:
        """The units that sent no report, by name."""
        return self._named(lambda row: not row["submitted"])

    @property
    def blank(self) -> list[str]:
        """The units that sent a report without any figure of the form, by name."""
        return self._named(lambda row: row["submitted"] and not row["measure"])

    def _named(self, wanted: Callable[[dict], bool]) -> list[str]:
        """Names in the office's order; two units of one name by their groups."""
        wards = Counter(ward for _, ward in {(row["unit_id"], row["ward"]) for row in self.form})
        found = {row["unit_id"]: row for row in self.form if wanted(row)}
        return [
            f"{row['ward']} ({row['group_name']})" if wards[row["ward"]] > 1 and row["group_name"] else row["ward"]
            for row in found.values()
        ]

    @property
    def has_form(self) -> bool:
        """Whether any unit has a figure of form II.06a; a period of scores alone has none."""
        return any(row["measure"] for row in self.form)

    def period_name(self, key: str | None) -> str | None:
        """A period inside a sentence: quý II/2026; None for none."""
        return key and self.words.inside(self.words.period_label(key))


def report_of(
    ask: Ask,
    say: Words,
    *,
    locality: str,
    period: str,
    made_at: datetime,
    group: str | None = None,
    is_sample: bool = False,
) -> Report | None:
    """Everything that the three documents say, by the store's `ask`; None where the period has no units there."""
    place, asked = {"locality": locality, "period": period}, {"locality": locality, "period": period, "group": group}
    rows = ask("summary", **asked)
    if rows.empty:
        return None
    scored, sources = score_period(rows, period), ask("sources", **place)
    behind = pd.concat([sources, ask("sources", **place | {"period": scored})]) if scored else sources
    counted, positions = records(ask("unit_counts", **asked)), records(ask("positions", **asked))
    about = {"lang": say.lang, "locality": locality, "group": group, "made_at": made_at, "sample": is_sample}
    return Report(
        view=view_of(ask, say, period, about, rows, behind),
        headlines=headlines_of(ask, asked, scored, positions),
        positions=positions,
        form=records(ask("consolidated_form", **asked)),
        totals={row["measure"]: row for row in records(ask("measure_totals", **asked))},
        own=own_figures(ask, locality, period),
        alike=records(ask("changes_alike", **asked)),
        counts={row["counted"]: row["units"] for row in counted if row["band"] is None},
        banded={row["band"]: row["units"] for row in counted if row["band"] is not None},
        values=records(ask("value_counts", **asked)),
        sources=sources,
        scored=scored,
        scored_view=view_of(ask, say, scored, about, rows, pd.DataFrame(), score()) if scored else None,
    )


def own_figures(ask: Ask, locality: str, period: str) -> list[dict]:
    """What the locality reported of itself, as it was written: the rows of `figures`."""
    own = records(ask("locality_unit", locality=locality))
    rows = [row for one in own for row in records(ask("figures", unit_id=one["unit_id"], period=period))]
    return [row for row in rows if row["value"] is not None and not row["computed"]]


def score() -> Indicator:
    """The indicator of the score, the first that the summary sets side by side."""
    return declaration().indicators[SUMMARY[0]]


def view_of(
    ask: Ask, say: Words, period: str, about: dict[str, Any], rows: pd.DataFrame, sources: pd.DataFrame,
    by: Indicator | None = None,
) -> View:  # fmt: skip
    """The summary of a period as the exports know it, with the document that closed the period."""
    known = ask("periods", locality=about["locality"])
    written = next(iter(known.loc[known["period"] == period, "label"]), None)
    return View(
        **about,
        **export.issued(ask, about["locality"], period, by),
        period=period,
        period_label=say.period_label(period, written),
        by=by,
        rows=rows,
        unranked=pd.DataFrame(),
        sources=sources,
    )


def headlines_of(ask: Ask, asked: dict[str, Any], scored: str | None, positions: list[dict]) -> dict[str, dict]:
    """indicator → its headline, of those that the report speaks of; the score's in the period that has scores.

    Of the parts of a score those alone that any unit has points of.
    """
    found, told = {}, {row["indicator"] for row in positions if row["value"] is not None}
    for one in (one for one in spoken_of() if not one.scheme or one.key in told):
        period = scored if scored and one.kind == "score" and not one.scheme else asked["period"]
        found[one.key] = record(ask("headline", **asked | {"period": period, "by": one.key}).iloc[0])
    return found


def spoken_of() -> list[Indicator]:
    """The indicators that a report speaks of: those with a ranking or a target of their own and the parts of a score,
    each in its domain, but no composite, which the system made up."""
    every = declaration().indicators.values()
    return [one for one in every if one.kind != "composite" and (one.scheme or one.tab or one.target)]
