"""Asking the store: the connections on its snapshots, now, on a past day or as another declaration would have it."""

import datetime
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from reform.indicators import Declaration
from reform.intake.reading import Registry
from reform.store import applying, database, queries, views
from reform.store.faults import NotThere
from reform.store.recorder import ZONE, Recorder

KEPT_PASTS = 3
KEPT_SUPPOSED = 4

log = logging.getLogger("reform")


class Moment:
    """A store as it stands at one moment: every answer is of one snapshot, whatever is recorded meanwhile.

    `version` is the store's, `position` the last journal entry that the answers know of.
    """

    def __init__(self, con: Any, directory: Path, version: str, position: int):
        self._con = con
        self.directory = directory
        self.version = version
        self.position = position

    def ask(self, name: str, **params: Any) -> pd.DataFrame:
        """The rows of a query of queries/. KeyError for an unknown query."""
        return database.ask(self._con, queries.query(name), params)


class Asked:
    """What a store answers: every question of queries/, on the current snapshot or as of an earlier day."""

    def __init__(self, recorder: Recorder, declared: Declaration):
        self.directory = recorder.directory
        self.declaration = declared
        self._recorder = recorder
        self._guard = threading.RLock()
        self._opened: OrderedDict[tuple[int, int | None], Any] = OrderedDict()
        self._supposed: OrderedDict[tuple[int, str, str, str], Any] = OrderedDict()

    @property
    def version(self) -> str:
        """Changes whenever an answer could: with every recording and with every edit of the declaration."""
        return self._version(self._recorder.current())

    def _version(self, number: int) -> str:
        return f"{number}-{self.declaration.version}"

    def ask(self, name: str, as_of: str | datetime.date | int | None = None, **params: Any) -> pd.DataFrame:
        """The rows of a query of queries/ on the current snapshot. KeyError for an unknown query.

        `as_of`, a day (the end of it, Asia/Ho_Chi_Minh) or a journal position: as the batches and units stood then.
        """
        query, position = queries.query(name), self._position(as_of)
        return self._on_snapshot(lambda number: database.ask(self._answering(number, position), query, params))

    def moment(self) -> Moment:
        """The store as it stands now, for whoever asks much that must agree."""

        def look(number: int) -> Moment:
            held = database.held(self._path(number))
            return Moment(self._answering(number), self.directory, self._version(number), held)

        return self._on_snapshot(look)

    def suppose(self, declared: Declaration, name: str, period: str, **params: Any) -> pd.DataFrame:
        """The rows of a query about one period as if `declared` held instead of the declaration; nothing is kept.

        Only that period is looked at, so that it does not grow with the store; changes against others are empty.
        """
        query = queries.query(name)
        params = {"period": period} | params

        def look(number: int) -> pd.DataFrame:
            return database.ask(self._supposing((number, declared.version, period, name), declared), query, params)

        return self._on_snapshot(look)

    def _supposing(self, key: tuple[int, str, str, str], declared: Declaration):
        """A connection on one period of a snapshot with the tables and views a query needs; the last few are kept."""
        number, _, period, name = key
        with self._guard:
            if key not in self._supposed:
                self._supposed[key] = database.open_trial(self._path(number), declared, [period])
                views = queries.views_behind(frozenset(queries.query(name).reads))
                database.create_views(self._supposed[key], views)
                while len(self._supposed) > KEPT_SUPPOSED:
                    self._supposed.popitem(last=False)
            self._supposed.move_to_end(key)
            return self._supposed[key]

    def registry(self) -> Registry:
        """Localities, units and aliases as recorded."""
        return self._on_snapshot(self._registry)

    def _registry(self, number: int) -> Registry:
        with database.facts(self._path(number)) as con:
            return applying.registry_of(con)

    def _position(self, as_of: str | datetime.date | int | None) -> int | None:
        """The last journal entry of a day; None: of today. Raises NotThere for what is no day."""
        if as_of is None or isinstance(as_of, int):
            return as_of
        try:
            day = datetime.date.fromisoformat(str(as_of))
        except ValueError as why:
            raise NotThere("no_day", day=str(as_of)) from why
        times = (datetime.datetime.fromisoformat(entry.time) for entry in self._recorder.entries())
        return next((place for place, time in enumerate(times) if time.astimezone(ZONE).date() > day), None)

    def _answering(self, number: int, position: int | None = None):
        """The answering connection of a snapshot, now or as of a past position, opened once and kept for a while."""
        with self._guard:
            key = number, position
            if key not in self._opened:
                for old in [one for one in self._opened if one[0] != number]:
                    del self._opened[old]
                pasts = [one for one in self._opened if one[1] is not None]
                if position is not None and len(pasts) >= KEPT_PASTS:
                    del self._opened[pasts[0]]
                self._opened[key] = self._open(number, position)
            self._opened.move_to_end(key)
            return self._opened[key]

    def _open(self, number: int, position: int | None):
        path = self._path(number)
        if position is None or path is None:
            return database.open_reading(path, self.declaration, views.made_by(self.declaration))
        return database.open_past(path, self.declaration, position)

    def _on_snapshot(self, look: Callable[[int], Any]) -> Any:
        """What `look` finds on the current snapshot; one that cannot be read twice running is made again first.

        Once is not enough: a connection can break, and a snapshot be superseded, where the file is whole.
        """
        number = self._recorder.current()
        try:
            return look(number)
        except database.Unreadable as why:
            log.warning("snapshot %s: looking again after %s: %s", number, type(why).__name__, why)
        self._let_go()
        number = self._recorder.current()
        try:
            return look(number)
        except database.Unreadable:
            self._recorder.make_again(number)
            return look(self._recorder.current())

    def _let_go(self) -> None:
        """Forgets every kept connection; each closes once nobody reads on it any more."""
        with self._guard:
            self._opened.clear()
            self._supposed.clear()

    def _path(self, number: int) -> Path | None:
        return self._recorder.snapshots.path(number)
