"""What recording a draft changes: cells, ranks and who is still missing, told before anything is written.

Computed on the trial the draft was checked in, and only once asked for: a check alone never waits for it.
"""

import threading
from collections.abc import Sequence
from contextlib import contextmanager
from functools import cached_property

from reform.indicators import Declaration
from reform.store import database, queries

RANKS = frozenset({"standings", "main_basis"})
# The checks are done: what other periods hold changes no figure and no rank of those told of.
OTHER_PERIODS = """
    DELETE FROM reported_value
    WHERE period NOT IN (SELECT period FROM report WHERE batch_id LIKE 'draft%')
"""
BEFORE = """
    INSERT INTO draft_value_before
    SELECT v.unit_id, v.period, v.measure, v.value, v.bound, v.text
    FROM values_in_force AS v
    WHERE (v.unit_id, v.period) IN (SELECT (unit_id, period) FROM report WHERE batch_id LIKE 'draft%')
"""
RANKS_BEFORE = """
    INSERT INTO draft_rank_before
    SELECT s.unit_id, s.period, s.indicator, s.rank
    FROM standings AS s
    INNER JOIN main_basis AS mb
        ON mb.locality = s.locality AND mb.period = s.period AND mb.indicator = s.indicator AND mb.basis = s.basis
    WHERE s.scope = ''
"""


class Comparison:
    """The stored figures with and without the files of one draft; `con` is their trial, None where nothing was read.

    `files` are the names, in the order of the draft. Threads may share a comparison.
    """

    def __init__(self, con, declaration: Declaration, files: Sequence[str]):
        self._con, self._declaration, self._files = con, declaration, files
        self._guard = threading.RLock()

    @property
    def changes(self) -> list[dict]:
        """{kind, locality, unit_id, ward, period, measure, old, new, old_bound, new_bound, old_text, new_text, cell,
        file} of every cell of the forms told of. kind is new, changed, dropped or unchanged; unit_id is None for a unit
        to be registered; text is that of text and practice measures; cell is None where the file tells nothing."""
        with self._guard:
            return self._changes

    @property
    def moves(self) -> list[dict]:
        """{locality, period, by, unit_id, ward, before, after}: each ward's rank in the rankings with a tab, None where
        it has none; only of the periods told of."""
        with self._guard:
            return self._moves

    @property
    def missing(self) -> list[dict]:
        """{locality, period, unit_id, ward} of those expected and without any figure once the draft is recorded."""
        with self._guard:
            return [] if self._con is None else database.rows(self._con, queries.query("draft_missing").sql)

    @cached_property
    def _changes(self) -> list[dict]:
        if self._con is None:
            return []
        return [self._named(row) for row in database.rows(self._both, queries.query("draft_changes").sql)]

    @cached_property
    def _moves(self) -> list[dict]:
        if self._con is None:
            return []
        tabs = {indicator.key for indicator in self._declaration.tabs}
        moves = database.rows(self._both, queries.query("draft_moves").sql)
        found = [{"by": row.pop("indicator")} | row for row in moves]
        return [row for row in found if row["by"] in tabs]

    @cached_property
    def _both(self):
        """The trial with the figures and the ranks of the periods told of as they are without the files and with them.

        The views are the dear part: they are made once for each side, whichever comparison is asked for first.
        """
        self._con.execute(OTHER_PERIODS)
        with self._without_draft():
            self._make(RANKS)
            self._con.execute(BEFORE)
            self._con.execute(RANKS_BEFORE)
        self._make(RANKS)
        return self._con

    def _named(self, row: dict) -> dict:
        """The row with its file's name instead of the batch that the file is in the trial."""
        number = int(row.pop("batch").partition("-")[2] or 0)
        return row | {"file": self._files[number]}

    def _make(self, names) -> None:
        """The views of these names, anew."""
        for view in queries.views_behind(frozenset(names)):
            self._con.execute(f"CREATE OR REPLACE TABLE {view.name} AS {view.sql}")

    @contextmanager
    def _without_draft(self):
        """The trial as if the files were not there; a batch that one of them repeats counts in its stead."""
        self._set("withdrawn", self._drafts)
        self._set("published", self._twins)
        yield
        self._set("restated", self._twins)
        self._set("published", self._drafts)

    def _set(self, status: str, batches: list[str]) -> None:
        sql = "UPDATE batch SET status = $status WHERE batch_id IN (SELECT unnest($batches))"
        self._con.execute(sql, {"status": status, "batches": batches})

    @cached_property
    def _drafts(self) -> list[str]:
        found = database.rows(self._con, "SELECT batch_id FROM batch WHERE batch_id LIKE 'draft%'")
        return [row["batch_id"] for row in found]

    @cached_property
    def _twins(self) -> list[str]:
        """The batches that stepped aside while the files are checked: the files repeat them."""
        found = database.rows(self._con, "SELECT batch_id FROM batch WHERE status = 'restated'")
        return [row["batch_id"] for row in found]
