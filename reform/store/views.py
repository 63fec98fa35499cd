"""The views that a snapshot keeps as tables, so that whoever asks finds them made: queries/views says which.

They are made with the snapshot, where it holds FEW figures or more; of a view by period only the periods whose batches
or units have changed (queries/period_basis.sql). All of it can be made from the other tables: a snapshot without these
views, or with views made by another declaration or other SQL, answers the same, only later. The statements here build
tables; what is asked of them, and what a period is made of, stands in queries/.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from reform.indicators import Declaration
from reform.store import database, declaring, queries
from reform.store.database import rows

FEW = 50_000  # figures: made in memory within half a second, as long as it takes to keep them
AT_ONCE = 500_000  # figures whose views are made together, in memory
# Rows of one period, ranking and scope lie side by side, so that an ask reads few of them.
ORDER = ("period", "indicator", "measure", "scope", "locality", "unit_id")
OLD = "SELECT period FROM snapshot.kept.period_basis"
log = logging.getLogger(__name__)


def keep(path: Path, declaration: Declaration) -> None:
    """Brings the kept views of a snapshot that nobody has open up to its other tables, and checkpoints it.

    Where memory does not hold them the snapshot has none: what is recorded counts, and whoever asks makes them.
    """
    with database.facts(path) as con:
        if _are_few(con):
            return
    try:
        _bring_up(path, declaration)
    except database.OutOfMemory as why:
        log.warning("%s: its views are not kept: %s", path.name, why)
        _drop(path)


def _bring_up(path: Path, declaration: Declaration) -> None:
    con = database.open_making(path, declaration)
    try:
        if not database.has_views(con, made_by(declaration)):
            _begin(con, made_by(declaration))
        portions = list(_portions(con))
        for table in database.REPORTED:
            con.execute(f"DROP VIEW {table}")
        for periods in portions:
            _make(con, periods)
        _make_whole(con)
        con.execute("CHECKPOINT snapshot")
    finally:
        con.close()


def _drop(path: Path) -> None:
    """A snapshot without kept views: half of them would answer as if they were whole."""
    con = database.open_snapshot(path)
    try:
        con.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        con.execute("CHECKPOINT")
    finally:
        con.close()


def are_kept(path: Path, declaration: Declaration) -> bool:
    """Whether a snapshot has its views as this declaration and this SQL make them, or needs none."""
    with database.facts(path) as con:
        return _are_few(con) or database.has_views(con, made_by(declaration), "kept")


def _are_few(con) -> bool:
    """Whether a snapshot holds so little that its views are made in memory in no time, and not worth keeping."""
    return rows(con, "SELECT count(*) AS figures FROM reported_value")[0]["figures"] < FEW


def made_by(declaration: Declaration) -> str:
    """Changes with every declared row and every word of a view."""
    made = [declaring.tables(declaration), [view.sql for view in queries.views()]]
    return sha256(json.dumps(made, default=str, ensure_ascii=False).encode()).hexdigest()


@cache
def _by_period() -> tuple[queries.Query, ...]:
    """What is made period by period, and what that is made of."""
    return queries.views_behind(frozenset(view.name for view in queries.views() if view.kept == "by period"))


def _begin(con, version: str) -> None:
    con.execute("DROP SCHEMA IF EXISTS snapshot.kept CASCADE; CREATE SCHEMA snapshot.kept")
    con.execute("CREATE TABLE snapshot.kept.made_by AS SELECT $version AS version", {"version": version})
    con.execute("CREATE TABLE snapshot.kept.period_basis (period VARCHAR, basis VARCHAR)")


def _portions(con) -> Iterator[list[str]]:
    """The periods to make again, as many at once as memory takes lightly; their new basis is noted."""
    basis = queries.query("period_basis").sql
    con.execute(f"CREATE TABLE basis AS SELECT period, md5(batches || '; ' || units) AS basis FROM ({basis})")
    stale = rows(
        con,
        """
        SELECT b.period, count(*) AS figures
        FROM (FROM basis EXCEPT FROM snapshot.kept.period_basis) AS b
        LEFT JOIN snapshot.reported_value AS v ON v.period = b.period
        GROUP BY b.period
        ORDER BY b.period
        """,
    )
    portion, figures = [], 0
    for row in stale:
        if portion and figures + row["figures"] > AT_ONCE:
            yield portion
            portion, figures = [], 0
        portion.append(row["period"])
        figures += row["figures"]
    if portion:
        yield portion


def _make(con, periods: Sequence[str]) -> None:
    """The rows of some periods anew in every view by period."""
    con.execute("CREATE OR REPLACE TABLE making AS SELECT unnest($periods) AS period", {"periods": periods})
    for table in database.REPORTED:
        con.execute(f"CREATE OR REPLACE TABLE {table} AS {_of(f'snapshot.{table}')}")
    made_before = rows(con, f"{OLD} WHERE period IN (SELECT period FROM making) LIMIT 1")
    for view in _by_period():
        con.execute(f"CREATE OR REPLACE TABLE {view.name} AS {view.sql}")
    con.execute("BEGIN")
    for view in (one for one in _by_period() if one.kept == "by period"):
        con.execute(f"CREATE TABLE IF NOT EXISTS snapshot.kept.{view.name} AS FROM {view.name} LIMIT 0")
        if made_before:
            con.execute(f"DELETE FROM snapshot.kept.{view.name} WHERE period IN (SELECT period FROM making)")
        order = ", ".join(name for name in ORDER if name in dict(view.columns))
        con.execute(f"INSERT INTO snapshot.kept.{view.name} FROM {view.name} ORDER BY {order}")
    con.execute("DELETE FROM snapshot.kept.period_basis WHERE period IN (SELECT period FROM making)")
    con.execute(f"INSERT INTO snapshot.kept.period_basis {_of('basis')}")
    con.execute("COMMIT")


def _of(table: str) -> str:
    return f"FROM {table} WHERE period IN (SELECT period FROM making)"


def _make_whole(con) -> None:
    """The views that tell of no period alone, from all that is stored and kept."""
    for table in database.REPORTED:
        con.execute(f"DROP TABLE IF EXISTS {table}")
        con.execute(f"CREATE VIEW {table} AS FROM snapshot.{table}")
    for view in _by_period():
        con.execute(f"DROP TABLE IF EXISTS {view.name}")
        if view.kept == "by period":
            con.execute(f"CREATE VIEW {view.name} AS FROM snapshot.kept.{view.name}")
    for view in (one for one in queries.views() if one.kept == "whole"):
        con.execute(f"CREATE OR REPLACE TABLE snapshot.kept.{view.name} AS {view.sql}")
        con.execute(f"CREATE VIEW {view.name} AS FROM snapshot.kept.{view.name}")
