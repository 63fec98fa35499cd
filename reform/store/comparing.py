"""What recording a draft changes: cells, ranks and who is still missing, told before anything is written.

Computed on the trial the draft was checked in, and only once asked for: a check alone never waits for it.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from reform.indicators import Declaration
from reform.store import applying, database, queries

RANKS, FORMS = frozenset({"main_ranks"}), frozenset({"told_forms"})
# The checks are done: what other periods hold changes no figure and no rank of those told of.
OTHER_PERIODS = """
    DELETE FROM reported_value
    WHERE period NOT IN (SELECT period FROM report WHERE batch_id LIKE 'draft%')
"""


def of_batch(snapshot: Path, declaration: Declaration, batch_id: str, withdrawing: bool) -> "Comparison":
    """What withdrawing a recorded batch changes, or else recording it again: the batch stands in for a draft."""
    with database.facts(snapshot) as con:
        told = database.rows(con, queries.query("batch_periods").sql, {"batch_id": batch_id})
    labels = {row["period"]: row["label"] for row in told}
    con = database.open_trial(snapshot, declaration, list(labels))
    for table in ("batch", "report", "reported_value"):
        sql = f"UPDATE {table} SET batch_id = $draft WHERE batch_id = $batch_id"
        con.execute(sql, {"draft": applying.DRAFT, "batch_id": batch_id})
    return Comparison(con, declaration, [row["file_name"] for row in told[:1]], labels, withdrawing)


class Comparison:
    """The stored figures with and without the files of one draft; `con` is their trial, None where nothing was read.

    `files` are the names, in the order of the draft, `labels` the periods as the files write them. `withdrawing` tells
    of taking the files back instead of recording them. Threads may share a comparison.
    """

    def __init__(
        self,
        con,
        declaration: Declaration,
        files: Sequence[str],
        labels: Mapping[str, str],
        withdrawing: bool = False,
    ):
        self._con, self._declaration, self._files, self.labels = con, declaration, files, labels
        self._withdrawing = withdrawing
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
            return self._missing

    @cached_property
    def _missing(self) -> list[dict]:
        return [] if self._con is None else database.rows(self._both, queries.query("draft_missing").sql)

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
        self._make(FORMS)
        self._count(self._withdrawing)
        *_, ranks = self._make(RANKS)
        self._keep("draft_value_before", queries.query("draft_figures"))
        self._keep("draft_rank_before", ranks)
        self._count(not self._withdrawing)
        self._make(RANKS)
        return self._con

    def _named(self, row: dict) -> dict:
        """The row with its file's name instead of the batch that the file is in the trial."""
        number = int(row.pop("batch").partition("-")[2] or 0)
        return row | {"file": self._files[number]}

    def _make(self, names: frozenset[str]) -> tuple[queries.Query, ...]:
        """The views of these names, anew, each after those it reads."""
        views = queries.views_behind(names)
        for view in views:
            self._keep(view.name, view)
        return views

    def _keep(self, table: str, query: queries.Query) -> None:
        self._con.execute(f"CREATE OR REPLACE TABLE {table} AS {query.sql}")

    def _count(self, counting: bool) -> None:
        """Whether the files count; a batch that one of them repeats counts in its stead."""
        drafts, twins = self._drafts, self._twins
        self._set("published" if counting else "withdrawn", drafts)
        self._set("restated" if counting else "published", twins)

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
