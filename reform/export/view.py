"""One view of the dashboard: the rows on the screen and what a reader of the paper must know about them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from reform.declared import SUMMARY
from reform.indicators import Indicator, Target, declaration
from reform.rows import record
from reform.text import ZONE, Words, words


@dataclass(frozen=True, eq=False, kw_only=True)
class View:
    """What a page shows. `by` is None for the summary, whose chart and headline are about `lead`.

    `rows` are those of the query `ranking` or `summary` in the order on screen, `headline` one row or None.
    """

    lang: str
    locality: str
    period: str
    period_label: str
    by: Indicator | None
    rows: pd.DataFrame
    unranked: pd.DataFrame
    sources: pd.DataFrame
    made_at: datetime
    headline: pd.DataFrame | pd.Series | None = None
    target: Target | None = None
    group: str | None = None
    sample: bool = False
    provisional: bool = True
    lead: Indicator | None = None

    @property
    def words(self) -> Words:
        return words(self.lang)

    @property
    def is_summary(self) -> bool:
        return self.by is None

    @property
    def about(self) -> Indicator | None:
        """The indicator of chart and headline; in a summary the first with figures in this very period."""
        return self.by or self.lead or first_with_data(self.rows, self.period)

    @property
    def whole(self) -> str:
        """What the figure over all units is of: the group that the reader chose, else the whole locality."""
        return self.group or self.words.t("export.short.locality")

    @property
    def goal(self) -> Target | None:
        """The target that chart and headline are held against."""
        return self.target if self.by else self.about and self.about.target

    @property
    def moment(self) -> datetime:
        """When the export was made, on Vietnam's clock; a moment without a zone is UTC."""
        return (self.made_at if self.made_at.tzinfo else self.made_at.replace(tzinfo=UTC)).astimezone(ZONE)

    @property
    def title(self) -> str:
        """BẢNG XẾP HẠNG … in capitals, as an office heads a table."""
        if self.is_summary:
            return self.words.t("export.title_summary")
        return self.words.t("export.title_ranking", name=self.by.name.in_(self.lang).upper())

    @property
    def state(self) -> list[str]:
        """What a reader must not overlook: invented figures, figures not yet issued."""
        tags = {"export.sample": self.sample, "export.provisional": self.provisional}
        return [self.words.t(key) for key, holds in tags.items() if holds]

    @property
    def facts(self) -> dict:
        """The headline row by column, absent figures as None; empty where there is none."""
        row = self.headline
        if isinstance(row, pd.DataFrame):
            row = None if row.empty else row.iloc[0]
        return {} if row is None else record(row)


def first_with_data(rows: pd.DataFrame, period: str) -> Indicator | None:
    """The first ranking of the summary with figures of its own period; a score of another does not count."""
    for key in SUMMARY:
        own = rows if key != "score" or "score_period" not in rows else rows[rows["score_period"] == period]
        if f"{key}_rank" in own and own[f"{key}_rank"].notna().any():
            return declaration().indicators[key]
    return None
