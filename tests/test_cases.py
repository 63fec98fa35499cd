"""Golden folders: cases/<query>/<claim>/ is a few wards' figures and the rows that the query must answer.

values.csv    one row a ward and period: `ward` (registered as "Phường …" unless it has its type, or the locality
              itself), `period` (blank: the ward is registered and never reports), then measures by their key;
              optional `locality`, `group`, `batch` (1, 2, …: the order of recording), `from`, `to`, and of a ward that
              ended or began `holds_from`, `holds_to`, `into`, `partly_into`. A cell: 12, 88.5, <30, - (a dash: absent),
              text.
params.toml   the query's parameters where they are not those of DEFAULTS, and `withdrawn`, a list of batches, or
              `events`, all that happened in its order: ["record 1", "close 12/QĐ", "withdraw 1", "restore 1"].
expected.csv  all rows in their order, of the columns worth telling; `ward` is the bare name, blank is NULL, and
              2/3 is the double nearest to two thirds: values are compared exactly.
"""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.rows import records
from reform.store import database, queries
from tests.figures import LOCALITY, record, register, table, views_behind

CASES = Path(__file__).parent / "cases"
DEFAULTS = {"locality": LOCALITY, "period": "2025-Q3"}
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/values.csv"))


@pytest.fixture(scope="module")
def engine():
    """Empty tables; a case fills them and rolls back."""
    con = database.open_trial(None, declaration(), [])
    yield con
    con.close()


def answer(con, folder):
    """The rows of a case's query or view on its figures."""
    params = tomllib.loads(read_text(folder / "params.toml"))
    rows = table(folder / "values.csv")
    con.begin()
    try:
        register(con, rows)
        record(con, rows, params.pop("withdrawn", ()), params.pop("events", ()))
        return [with_bare_name(con, row) for row in records(asked(con, folder.parent.name, params))]
    finally:
        con.rollback()


def asked(con, name, params):
    """The answer of a query, or the rows of a view where its columns are as `params` says."""
    if name in {view.name for view in queries.views()}:
        database.create_views(con, views_behind([name]))
        kept = [f"{key} = ${key}" for key in params]
        where = f" WHERE {' AND '.join(kept)}" if kept else ""
        return con.execute(f"FROM {name}{where} ORDER BY ALL", params or None).df()
    query = queries.query(name)
    database.create_views(con, views_behind(query.reads))
    chosen = DEFAULTS | params
    return con.execute(query.sql, {key: chosen.get(key) for key in query.params}).df()


def with_bare_name(con, row):
    if row.get("unit_id"):
        sql = "SELECT bare_name FROM unit WHERE unit_id = $unit_id"
        row["ward"] = database.rows(con, sql, {"unit_id": row["unit_id"]})[0]["bare_name"]
    return row


def read_text(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def same(found, text):
    """Whether an answer's value is what expected.csv says."""
    if found in (None, "") or not text:
        return found in (None, "") and not text
    if isinstance(found, bool | str | date):
        return str(found).removesuffix(" 00:00:00").lower() == text.lower()
    return float(found) == float(Fraction(text))


@pytest.mark.parametrize("folder", [pytest.param(f, id=f"{f.parent.name}/{f.name}") for f in FOLDERS])
def test_case(engine, folder):
    expected, found = table(folder / "expected.csv"), answer(engine, folder)
    columns = read_text(folder / "expected.csv").splitlines()[0].split(";")
    shown = [[row[column] for column in columns] for row in found]
    wanted = [[row[column] for column in columns] for row in expected]
    assert len(shown) == len(wanted), shown
    assert [
        (column, is_, must)
        for row, other in zip(shown, wanted, strict=True)
        for column, is_, must in zip(columns, row, other, strict=True)
        if not same(is_, must)
    ] == [], shown


def test_folders_are_named_by_a_query_and_a_claim():
    known = {path.stem for path in queries.QUERIES.rglob("*.sql")} | {"checks"}
    assert {path.name for path in CASES.iterdir() if path.is_dir()} <= known
    assert len(FOLDERS) >= 60
