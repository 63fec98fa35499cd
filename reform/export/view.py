"""One view of the dashboard: the rows on the screen and what a reader of the paper must know about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pandas as pd

from reform.declared import SUMMARY
from reform.export.issued import state_of
from reform.indicators import Indicator, Target, declaration
from reform.rows import record
from reform.text import ZONE, Words, words


@dataclass(frozen=True, eq=False, kw_only=True)
class View:
    """What a page shows. `by` is None for the summary, whose chart and headline are about `lead`.

    `rows` are those of the query `ranking` or `summary` in the order on screen, `headline` one row or None. `document`
    closed the period, `corrections` counts what was recorded since, `ids` is indicator → the id of its closed ranking,
    `is_closed` whether the figures are still those that were closed. `as_of` is the past day that they are of.
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
    lead: Indicator | None = None
    document: str | None = None
    document_date: date | None = None
    corrections: int = 0
    ids: Mapping[str, str] = field(default_factory=dict)
    is_closed: bool = True
    as_of: date | None = None

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
        """What a reader must not overlook: invented figures, figures not yet issued or of a past day, corrections."""
        return ([self.words.t("export.sample")] if self.sample else []) + self.standing

    @property
    def standing(self) -> list[str]:
        """tạm tính; or the document that the rankings are by, or were corrected against, ids, how many corrections."""
        t = self.words.t
        past = [t("export.as_of", day=self.words.date(self.as_of))] if self.as_of else []
        how = state_of(self.document, self.corrections, self.is_closed)
        if how == "provisional":
            return [t("export.provisional"), *past]
        told = [self.words.issued(self.document, self.document_date, how), *past, *self.cited]
        if self.corrections:
            told.append(t("issued.corrections", count=self.words.count(self.corrections)))
        return told

    @property
    def cited(self) -> list[str]:
        """The id under which the ranking is cited; of a summary the id of each of its rankings, with its name.

        An id stands for what was closed and nothing else: figures corrected since and a group only name it.
        """
        t = self.words.t
        own = self.is_closed and not self.corrections and not self.group
        key = "export.id" if own else "export.closed_id"
        if self.by:
            return [t(key, id=self.ids[self.by.key])] if self.by.key in self.ids else []
        short = {key: declaration().short_name(key, self.lang) for key in SUMMARY if key in self.ids}
        named = [t("export.id_of", name=name, id=self.ids[key]) for key, name in short.items()]
        return [t(key, id=", ".join(named))] if named else []

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
