"""Asking for many briefs at once: what several of them need is asked once, of all units, and dealt out unit by unit."""

from collections import defaultdict
from typing import Any

import pandas as pd

from reform.questions import shared_of
from reform.rows import records
from reform.store import Store

# Queries of one unit that answer for all units of a locality at once; each unit's rows carry its unit_id.
OF_ALL_UNITS = ("figures",)


class Once:
    """A store at one moment, while briefs are written: each question is put to it once and its answer kept.

    It answers `ask` as the store does, so that whatever asks a store can be given it; what others record meanwhile
    changes nothing in it. With a `locality`, the figures of one unit are taken from those of all its units.
    """

    def __init__(self, store: Store, locality: str | None = None):
        self._store = store.moment()
        self._locality = locality
        self._frames: dict[tuple, pd.DataFrame] = {}
        self._rows: dict[tuple, list[dict]] = {}
        self._dealt: dict[tuple, dict[Any, list[dict]]] = {}
        self._parted: dict[tuple, dict[Any, pd.DataFrame]] = {}
        self._shared: dict[tuple, dict] = {}

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

    def ask(self, name: str, /, **params: Any) -> pd.DataFrame:
        """The rows of a query; the same frame for the same question, which nobody changes."""
        if self._locality and name in OF_ALL_UNITS and set(params) == {"unit_id", "period"}:
            return self._part(name, **params)
        key = _key(name, params)
        if key not in self._frames:
            self._frames[key] = self._store.ask(name, **params)
        return self._frames[key]

    def rows(self, name: str, /, **params: Any) -> list[dict]:
        """The same as plain mappings, in which every absent figure is None."""
        key = _key(name, params)
        if key not in self._rows:
            self._rows[key] = records(self.ask(name, **params))
        return self._rows[key]

    def of_each(self, column: str, name: str, /, **params: Any) -> dict[Any, list[dict]]:
        """The same dealt out by a column: unit_id → its rows."""
        key = (column, *_key(name, params))
        if key not in self._dealt:
            dealt = defaultdict(list)
            for row in self.rows(name, **params):
                dealt[row[column]].append(row)
            self._dealt[key] = dict(dealt)
        return self._dealt[key]

    def shared(self, locality: str, period: str) -> dict:
        """What reform.questions needs of all units of a locality in a period."""
        key = (locality, period)
        if key not in self._shared:
            self._shared[key] = shared_of(self, locality, period)
        return self._shared[key]

    def _part(self, name: str, unit_id: int, period: str) -> pd.DataFrame:
        """One unit's rows of a query that was asked of all units."""
        key = (name, period)
        if key not in self._parted:
            whole = self._store.ask(name, locality=self._locality, period=period)
            self._parted[key] = {None: whole.head(0)} | dict(list(whole.groupby("unit_id", sort=False)))
        parts = self._parted[key]
        return parts.get(unit_id, parts[None]).reset_index(drop=True)


def _key(name: str, params: dict[str, Any]) -> tuple:
    """A question by its name and what it says; a parameter that is not given is NULL either way."""
    return (name, *sorted((key, value) for key, value in params.items() if value is not None))
