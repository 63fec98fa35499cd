"""The SQL files of queries/ and the contract in the head of each: what it reads, takes and gives."""

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"
FIELD = re.compile(r"^-- (Reads|Params|Columns|Severity|Kept)\s+(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """One SQL statement; `params` are names without $, `columns` are (name, type) in order.

    `kept` is how a snapshot keeps a view as a table: by period or whole; None where it does not.
    """

    name: str
    sql: str
    reads: tuple[str, ...]
    params: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    severity: str | None
    kept: str | None


def read_query(path: Path) -> Query:
    """The query of one file with the contract in its head."""
    sql = path.read_text(encoding="utf-8")
    head = dict(FIELD.findall(sql))
    columns = [part.split(",")[0].split() for part in _outside_brackets(head.get("Columns", ""))]
    return Query(
        name=path.stem,
        sql=sql,
        reads=tuple(name.strip() for name in head.get("Reads", "").split(",") if name.strip()),
        params=tuple(re.findall(r"\$(\w+)", head.get("Params", ""))),
        columns=tuple((column[0], column[1]) for column in columns if len(column) > 1),
        severity=head.get("Severity"),
        kept=head.get("Kept"),
    )


def _outside_brackets(columns: str) -> list[str]:
    """The parts between semicolons; the comma of DECIMAL(18,6) is kept together."""
    return [re.sub(r"\((\d+),\s*(\d+)\)", r"(\1.\2)", part).strip() for part in columns.split(";")]


@cache
def query(name: str) -> Query:
    """The query a page or the command line asks for by name; KeyError when there is none."""
    path = QUERIES / f"{name}.sql"
    if not path.is_file():
        raise KeyError(name)
    return read_query(path)


@cache
def views() -> tuple[Query, ...]:
    """The views, each after those it reads."""
    found = {path.stem: read_query(path) for path in sorted((QUERIES / "views").glob("*.sql"))}
    graph = {name: [read for read in view.reads if read in found] for name, view in found.items()}
    return tuple(found[name] for name in TopologicalSorter(graph).static_order())


@cache
def views_checked() -> tuple[Query, ...]:
    """The views that the checks read, and those behind them."""
    return views_behind(frozenset(read for check in checks() for read in check.reads))


@cache
def views_behind(names: frozenset[str]) -> tuple[Query, ...]:
    """The views of these names and those they are made of, each after those it reads."""
    wanted = set(names)
    for view in reversed(views()):
        if view.name in wanted:
            wanted.update(view.reads)
    return tuple(view for view in views() if view.name in wanted)


@cache
def views_worked() -> tuple[Query, ...]:
    """The views that a snapshot may keep, and those behind them."""
    return views_behind(frozenset(view.name for view in views() if view.kept))


@cache
def checks() -> tuple[Query, ...]:
    """The checks of a draft, one rule a file, errors first."""
    found = [read_query(path) for path in sorted((QUERIES / "checks").glob("*.sql"))]
    order = ("error", "confirm", "note")
    return tuple(sorted(found, key=lambda check: (order.index(check.severity), check.name)))


def script(name: str) -> str:
    """A file of several statements: schema.sql, declared.sql."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
