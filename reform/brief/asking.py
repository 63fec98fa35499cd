"""Asking for many briefs at once: what several of them need is asked once, of all units, and dealt out unit by unit."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from reform.questions import shared_of
from reform.rows import records
from reform.store import Store

# Queries about a period that answer for several periods at once, and of them those about a unit, which answer for all
# units of a locality; each row says of when and whose it is.
OF_UNITS = ("figures", "findings", "doubts")
OF_SPANS = ("positions", "measure_totals", "outliers", "reported_windows")
# So many answers are kept, of all units of a period and of one: those of a long span of many units; then the oldest go.
MOST_OF_ALL, MOST_OF_ONE, MOST_SPANS = 400, 3000, 4


class Kept(OrderedDict):
    """Answers by their question; of too many those put in first are forgotten."""

    def __init__(self, most: int):
        super().__init__()
        self._most = most

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        while len(self) > self._most:
            self.popitem(last=False)


class Once:
    """A store at one moment, while briefs are written: each question is put to it once and its answer kept.

    It answers `ask` as the store does, so that whatever asks a store can be given it; what others record meanwhile
    changes nothing in it. With a `locality`, what is asked of one unit is taken from the answer for all its units;
    what is asked of one period of a span, from the answer for the whole span.
    """

    def __init__(self, store: Store, locality: str | None = None):
        self._store = store.moment()
        self._locality = locality
        self._spans: list[tuple[str, ...]] = []
        self._frames, self._parted, self._shared = (Kept(MOST_OF_ALL) for _ in range(3))
        self._rows, self._dealt = (Kept(MOST_OF_ONE) for _ in range(2))

    @property
    def answers(self) -> int:
        """How many answers are kept. Limits hold each kind of them; who keeps this for long begins anew at times."""
        return sum(map(len, (self._frames, self._rows, self._dealt, self._parted, self._shared)))

    @property
    def version(self) -> str:
        """The store's version of the data."""
        return self._store.version

    @property
    def directory(self):
        """The store's folder."""
        return self._store.directory

    @property
    def position(self) -> int:
        """The last journal entry that the answers know of."""
        return self._store.position

    def expect(self, periods: Iterable[str]) -> None:
        """Says that each of these periods will be asked about, so that they are asked about together."""
        span = tuple(periods)
        if len(span) > 1 and span not in self._spans:
            self._spans = [span, *self._spans][:MOST_SPANS]

    def ask(self, name: str, /, **params: Any) -> pd.DataFrame:
        """The rows of a query; the same frame for the same question, which nobody changes."""
        if name in OF_UNITS and set(params) == {"unit_id", "period"}:
            return self._part(name, **params)
        key = _key(name, params)
        found = self._frames.get(key)
        if found is None:
            found = self._of_span(name, params) if name in OF_SPANS else self._store.ask(name, **params)
            self._frames[key] = found
        return found

    def _of_span(self, name: str, params: dict[str, Any]) -> pd.DataFrame:
        """The rows of one period; those of the other periods of its span are kept for later."""
        told = self._by_period(name, **params)
        for period, rows in told.items():
            self._frames[_key(name, params | {"period": period})] = rows
        return told[params["period"]]

    def _by_period(self, name: str, period: str, **params: Any) -> dict[str, pd.DataFrame]:
        """period → its rows, of the whole span that a period is expected to be asked about with."""
        span = next((span for span in self._spans if period in span), (period,))
        whole = self._store.ask(name, period=" ".join(span), **params)
        told = dict(list(whole.groupby("period", sort=False)))
        return {key: told.get(key, whole.head(0)).reset_index(drop=True) for key in span}

    def rows(self, name: str, /, **params: Any) -> list[dict]:
        """The same as plain mappings, in which every absent figure is None."""
        key = _key(name, params)
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = records(self.ask(name, **params))
        return found

    def of_each(self, column: str, name: str, /, **params: Any) -> dict[Any, list[dict]]:
        """The same dealt out by a column: unit_id → its rows."""
        key = (column, *_key(name, params))
        found = self._dealt.get(key)
        if found is None:
            dealt = defaultdict(list)
            for row in self.rows(name, **params):
                dealt[row[column]].append(row)
            found = self._dealt[key] = dict(dealt)
        return found

    def shared(self, locality: str, period: str) -> dict:
        """What reform.questions needs of all units of a locality in a period."""
        key = (locality, period)
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = shared_of(self, locality, period)
        return found

    def _part(self, name: str, unit_id: int, period: str) -> pd.DataFrame:
        """One unit's rows of one period, of a query that was asked of all units or of a whole span."""
        whose = None if self._locality else unit_id
        parts = self._parted.get((name, whose, period)) or self._parts(name, whose, period)
        return parts.get(unit_id, parts[None]).reset_index(drop=True)

    def _parts(self, name: str, whose: int | None, period: str) -> dict:
        """unit → its rows of a period, None → no rows; those of the other periods of the span are kept for later."""
        asked = {"locality": self._locality} if whose is None else {"unit_id": whose}
        told = {
            key: {None: rows.head(0)} | dict(list(rows.groupby("unit_id", sort=False)))
            for key, rows in self._by_period(name, period, **asked).items()
        }
        for key, parts in told.items():
            self._parted[name, whose, key] = parts
        return told[period]


def _key(name: str, params: dict[str, Any]) -> tuple:
    """A question by its name and what it says; a parameter that is not given is NULL either way."""
    return (name, *sorted((key, value) for key, value in params.items() if value is not None))
