"""DuckDB: the tables of a snapshot, the declared tables and the views beside it. The only importer of duckdb.

One connection a snapshot and a cursor a call: a connection shared by threads gives wrong answers without an error.
Data never reaches a path, a function or a setting: no external access, no extensions, configuration locked.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from reform.indicators import Declaration
from reform.store import declaring, queries

FACTS = (
    "ledger",
    "locality",
    "unit",
    "unit_alias",
    "unit_was",
    "lineage",
    "period",
    "batch",
    "batch_event",
    "acceptance",
    "note",
    "header_mapping",
    "closing",
    "closed_ranking",
    "deadline",
    "returned",
    "recommendation",
    "recommendation_event",
    "visit",
    "printed",
    "scheme_text",
    "report",
    "reported_value",
    "field_value",
)
REPORTED = ("report", "reported_value")  # the tables of which the views by period read a period at a time
KEPT = "snapshot.kept"  # the schema of the views in an attached snapshot
FEW = 200
Unreadable = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException)  # a damaged or missing file
OutOfMemory = duckdb.OutOfMemoryException  # more than the machine holds, of a whole file
Incomparable = duckdb.Error  # a snapshot that cannot be read, or of another shape
CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
SEALED = CLOSED | {"enable_external_access": "false", "lock_configuration": "true"}


def create_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """A new snapshot file with empty tables, open for writing."""
    con = duckdb.connect(str(path), config=SEALED)
    con.execute(queries.script("schema"))
    insert(con, "made_with", [{"schema_hash": _schema_hash()}])
    return con


def _schema_hash() -> str:
    return sha256(queries.script("schema").encode()).hexdigest()


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """A snapshot file open for writing; only the numbered copy that a publish is making is opened so."""
    return duckdb.connect(str(path), config=SEALED)


def open_reading(path: Path | None, declaration: Declaration, version: str | None = None) -> duckdb.DuckDBPyConnection:
    """An answering connection: the snapshot (or none yet) read-only, the declared tables in memory, and the views.

    Those that the snapshot keeps are read there where `version` made them (see views.made_by), else made in memory,
    computed once a connection: a snapshot never changes, and a page asks many times.
    """
    con = _beside(path)
    if path is None:
        con.execute(queries.script("schema"))
    else:
        _see_facts(con)
    declare(con, declaration)
    _answer_with_views(con, path is not None and has_views(con, version))
    _lock(con)
    return con


def _see_facts(con: duckdb.DuckDBPyConnection) -> None:
    for table in FACTS:
        con.execute(f"CREATE VIEW {table} AS FROM snapshot.{table}")


def _answer_with_views(con: duckdb.DuckDBPyConnection, are_kept: bool = False) -> None:
    """Every view: read where it is kept, else made now; what no kept one is made of is made at every ask."""
    for view in queries.views():
        made_now = not are_kept and view in queries.views_worked()
        source = f"FROM {KEPT}.{view.name}" if are_kept and view.kept else view.sql
        con.execute(f"CREATE {'TABLE' if made_now else 'VIEW'} {view.name} AS {source}")


def has_views(con: duckdb.DuckDBPyConnection, version: str | None, schema: str = KEPT) -> bool:
    """Whether a snapshot keeps its views as `version` makes them."""
    try:
        made = con.execute(f"SELECT version FROM {schema}.made_by").fetchone()
    except duckdb.CatalogException:
        return False
    return made is not None and made[0] == version


def open_making(path: Path, declaration: Declaration) -> duckdb.DuckDBPyConnection:
    """A connection in memory with a snapshot beside it open for writing, on which its views are made."""
    con = duckdb.connect(":memory:", config=CLOSED)
    con.execute(f"ATTACH '{_quoted(path)}' AS snapshot")
    _see_facts(con)
    declare(con, declaration)
    _lock(con)
    return con


# How the store stood once the journal had so many entries: the batches and units by queries of their own, and of what
# is told by an entry or belongs to these, the rows that were there. The other tables say nothing of a day.
PAST_ROWS = dict.fromkeys(
    (
        *("ledger", "batch_event", "acceptance", "note", "closing", "closed_ranking"),
        *("recommendation", "recommendation_event", "visit", "printed"),
    ),
    "position <= $position",
) | dict.fromkeys(("report", "reported_value", "field_value"), "batch_id IN (SELECT batch_id FROM memory.batch)")
PAST_ROWS |= {"locality": "locality IN (SELECT locality FROM memory.unit)"}
PAST_QUERIES = {"batch": "past_batches", "unit": "past_units"}


def open_past(path: Path, declaration: Declaration, position: int) -> duckdb.DuckDBPyConnection:
    """An answering connection on what the snapshot held once journal entry `position` was in."""
    con = _beside(path)
    con.execute("USE snapshot")
    for table in (*PAST_QUERIES, *(name for name in FACTS if name not in PAST_QUERIES)):
        found, bound = _of_the_past(table), {"position": position}
        con.execute(f"CREATE TABLE memory.{table} AS {found}", bound if "$position" in found else None)
    con.execute("USE memory")
    con.execute("DETACH snapshot")
    declare(con, declaration)
    _answer_with_views(con)
    _lock(con)
    return con


def _of_the_past(table: str) -> str:
    if table in PAST_QUERIES:
        return queries.query(PAST_QUERIES[table]).sql
    return f"FROM {table} WHERE {PAST_ROWS.get(table, 'true')}"


def open_trial(
    path: Path | None, declaration: Declaration, periods: Iterable[str]
) -> duckdb.DuckDBPyConnection:
    """A connection whose tables can be added to without touching the store: a draft is checked and compared on it.

    Holds the whole registry and the reports of `periods` and those right after, so that a check does not grow with
    the store. It works on one thread: shared by several, its many small statements take twice as much of them.
    """
    con = _beside(path, threads=1)
    con.execute(queries.script("schema"))
    if path is not None:
        con.execute("USE snapshot")
        beside = queries.query("periods_beside").sql
        con.execute(f"CREATE TEMPORARY TABLE beside AS {beside}", {"periods": f",{','.join(periods)},"})
        con.execute("USE memory")
        for table in FACTS:
            where = " WHERE period IN (SELECT period FROM beside)" if table in ("report", "reported_value") else ""
            con.execute(f"INSERT INTO {table} FROM snapshot.{table}{where}")
        con.execute("DETACH snapshot")
    declare(con, declaration)
    _lock(con)
    return con


@contextmanager
def facts(path: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The stored tables alone, read-only, for a moment: the registry, the batches."""
    con = duckdb.connect(":memory:" if path is None else str(path), read_only=path is not None, config=SEALED)
    try:
        if path is None:
            con.execute(queries.script("schema"))
        yield con
    finally:
        con.close()


def _beside(path: Path | None, **more) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config=CLOSED | more)
    if path is not None:
        con.execute(f"ATTACH '{_quoted(path)}' AS snapshot (READ_ONLY)")
    return con


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _lock(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("SET enable_external_access = false; SET lock_configuration = true")


def create_views(con: duckdb.DuckDBPyConnection, wanted: tuple[queries.Query, ...] | None = None) -> None:
    """The views, computed once a connection: a snapshot never changes, and a page asks many times."""
    for view in queries.views() if wanted is None else wanted:
        con.execute(f"CREATE TABLE {view.name} AS {view.sql}")


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    """Appends rows (one dict a row, the table's columns as keys).

    Everything travels as text and the table's own types read it: a frame of objects would be typed from a sample.
    """
    if not rows:
        return
    columns = list(rows[0])
    if len(rows) < FEW:  # the declared tables: a statement of its own is five times as fast as a frame
        places = ", ".join(["(" + ", ".join("?" * len(columns)) + ")"] * len(rows))
        values = [None if row[name] is None else str(row[name]) for row in rows for name in columns]
        con.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}", values)
        return
    written = {name: [None if row[name] is None else str(row[name]) for row in rows] for name in columns}
    con.register("arriving", pa.table({name: pa.array(texts, pa.string()) for name, texts in written.items()}))
    try:
        con.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM arriving")
    finally:
        con.unregister("arriving")


def rows(con: duckdb.DuckDBPyConnection, sql: str, values: Mapping | None = None) -> list[dict]:
    """The rows of a statement as dicts, within the transaction of `con`; pass a cursor of a shared connection."""
    con.execute(sql, values or {})
    names = [column[0] for column in con.description]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def ask(con: duckdb.DuckDBPyConnection, query: queries.Query, values: Mapping) -> pd.DataFrame:
    """A query's answer; parameters that are not given are NULL. Raises TypeError for one the query does not know."""
    unknown = set(values) - set(query.params)
    if unknown:
        raise TypeError(f"{query.name} has no parameter {sorted(unknown)}")
    bound = {name: values.get(name) for name in query.params}
    return con.cursor().execute(query.sql, bound).df()


def declare(con: duckdb.DuckDBPyConnection, declaration: Declaration) -> None:
    """Fills the declared tables, so that SQL joins what data/indicators.toml says."""
    con.execute(queries.script("declared"))
    for table, found in declaring.tables(declaration).items():
        insert(con, table, found)


def last_entry(path: Path) -> tuple[int, str] | None:
    """Position and hash of the last journal entry a snapshot holds; None where it is damaged or holds none."""
    return _end(path, needs_whole=True)


def held(path: Path | None) -> int:
    """The position of the last journal entry a snapshot holds; 0 without one."""
    if path is None:
        return 0
    with facts(path) as con:
        return rows(con, "SELECT coalesce(max(position), 0) AS position FROM ledger")[0]["position"]


def ledger_end(path: Path) -> tuple[int, str] | None:
    """The same as far as the ledger can be read at all, whatever has become of the rest and of the schema since."""
    return _end(path, needs_whole=False)


def _end(path: Path, needs_whole: bool) -> tuple[int, str] | None:
    try:
        with facts(path) as con:
            found = rows(con, queries.query("last_entry").sql, {"schema_hash": _schema_hash()})
    except duckdb.Error:
        return None
    return next(((one["position"], one["hash"]) for one in found if one["is_whole"] or not needs_whole), None)


def differences(before: Path, after: Path) -> list[dict]:
    """{"table", "missing", "extra"}: rows of `before` that `after` lacks, and the other way round; equal tables not.

    Raises Incomparable where `before` cannot be read or has other tables.
    """
    con = duckdb.connect(":memory:", config=CLOSED)
    try:
        for name, path in (("before", before), ("after", after)):
            con.execute(f"ATTACH '{_quoted(path)}' AS {name}_ (READ_ONLY)")
        counted = [{"table": table} | _difference(con, table) for table in FACTS]
    finally:
        con.close()
    return [one for one in counted if one["missing"] or one["extra"]]


def _difference(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, int]:
    sql = "SELECT count(*) FROM (FROM {0}_.{2} EXCEPT ALL FROM {1}_.{2})"
    ways = {"missing": ("before", "after"), "extra": ("after", "before")}
    return {name: con.execute(sql.format(*way, table)).fetchone()[0] for name, way in ways.items()}
