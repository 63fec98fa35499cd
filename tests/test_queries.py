"""Every SQL file keeps the contract in its head: DuckDB's own answer says so."""

import json
import re
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.store import database, queries

SCRIPTS = ("schema", "declared")
FILES = sorted(path for path in queries.QUERIES.rglob("*.sql") if path.stem not in SCRIPTS)
CHECKS = sorted((queries.QUERIES / "checks").glob("*.sql"))
PLACE = ("row", "measure", "cell", "value")
FUNCTIONS_OF_ONE_ENGINE = re.compile(r"round|arg_m(ax|in)(_by)?|(list|array|struct|map)_\w+|unnest|list|m(ax|in)_by")
KEYWORDS = """
    SELECT DISTINCT FROM WHERE GROUP BY HAVING ORDER ASC DESC NULLS INNER LEFT RIGHT FULL OUTER CROSS JOIN ON USING
    UNION ALL EXCEPT INTERSECT WITH AS AND OR NOT IN IS NULL TRUE FALSE LIKE BETWEEN EXISTS CASE WHEN THEN ELSE END
    CAST OVER PARTITION WINDOW ROWS UNBOUNDED PRECEDING FOLLOWING COLLATE LIMIT BIGINT DOUBLE VARCHAR DECIMAL BOOLEAN
    DATE TIMESTAMP INTEGER HUGEINT
"""
VALUES = {"unit_id": 1, "limit": 20.0, "period": "2025-Q3", "position": 1, "day": "2025-09-30"}


def named(paths):
    return [pytest.param(path, id=path.relative_to(queries.QUERIES).as_posix()) for path in paths]


@pytest.fixture(scope="module")
def engine():
    """All tables and views, empty."""
    con = database.open_trial(None, declaration(), [])
    database.create_views(con)
    yield con
    con.close()


def statement(path):
    """The SQL of a file without its comments."""
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


def tree(engine, path):
    """DuckDB's own parse of a file."""
    sql = "SELECT json_serialize_sql($sql)"
    return json.loads(engine.cursor().execute(sql, {"sql": statement(path)}).fetchone()[0])


def nodes(found):
    """Every mapping in a parse."""
    if isinstance(found, dict):
        yield found
        found = list(found.values())
    if isinstance(found, list):
        for inner in found:
            yield from nodes(inner)


def tables(parsed):
    """The tables a statement reads, without those it names itself."""
    own = {entry["key"] for node in nodes(parsed) for entry in node.get("cte_map", {}).get("map", [])}
    return {node["table_name"] for node in nodes(parsed) if node.get("type") == "BASE_TABLE"} - own


def test_every_folder_of_queries_is_looked_at():
    assert {path.parent.name for path in FILES} == {"queries", "views", "checks"}
    assert len(FILES) > 40


@pytest.mark.parametrize("path", named(FILES))
def test_head_says_what_it_is_named_by_its_noun(path):
    head = re.match(r"(-- .*\n)+", path.read_text(encoding="utf-8"))[0]
    assert re.match(rf"-- {path.stem}: \S.+\n", head)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem)
    fields = re.findall(r"^-- (Severity|Reads|Params|Columns) ", head, re.MULTILINE)
    needed = {"queries": ["Reads", "Params", "Columns"], "views": ["Reads", "Columns"]}
    assert fields == needed.get(path.parent.name, ["Severity", "Reads", "Params", "Columns"])


@pytest.mark.parametrize("path", named(FILES))
def test_one_statement_that_reads_the_tables_it_says(engine, path):
    parsed = tree(engine, path)
    assert parsed["error"] is False and len(parsed["statements"]) == 1
    assert tables(parsed) == set(queries.read_query(path).reads)


@pytest.mark.parametrize("path", named(FILES))
def test_parameters_are_those_it_says(engine, path):
    used = {node["identifier"] for node in nodes(tree(engine, path)) if node.get("class") == "PARAMETER"}
    assert used == set(queries.read_query(path).params)


@pytest.mark.parametrize("path", named(FILES))
def test_columns_and_their_types_are_those_it_says(engine, path):
    query = queries.read_query(path)
    answer = engine.cursor()
    answer.execute(query.sql, {name: VALUES.get(name, "x") for name in query.params})
    said = [(name, kind.replace(".", ",")) for name, kind in query.columns]
    assert [(column[0], str(column[1])) for column in answer.description] == said


@pytest.mark.parametrize("path", named(FILES))
def test_an_absent_choice_is_null_and_answers(engine, path):
    query = queries.read_query(path)
    assert len(database.ask(engine, query, {}).columns) == len(query.columns)


@pytest.mark.parametrize("path", named(FILES))
def test_it_names_its_columns_and_keeps_to_what_every_engine_has(engine, path):
    found = list(nodes(tree(engine, path)))
    assert not [node for node in found if node.get("class") == "STAR"]
    used = {node["function_name"] for node in found if "function_name" in node}
    assert not [name for name in used if FUNCTIONS_OF_ONE_ENGINE.fullmatch(name)]


@pytest.mark.parametrize("path", named(FILES))
def test_keywords_are_upper_case(path):
    bare = re.sub(r"'[^']*'|\$\w+", "", statement(path))
    small = {word for word in re.findall(r"\w+", bare) if word.upper() in KEYWORDS.split() and not word.isupper()}
    assert not small


@pytest.mark.parametrize("path", named(FILES))
def test_values_are_grouped_and_ordered_by_name(path):
    assert not re.search(r"(GROUP|ORDER|PARTITION) BY [0-9]", statement(path))


@pytest.mark.parametrize("path", named(path for path in FILES if path.parent.name != "views"))
def test_answers_have_an_order(path):
    one_row = path.stem == "headline"
    assert one_row or "\nORDER BY " in statement(path)


@pytest.mark.parametrize("path", named(CHECKS))
def test_check_has_a_severity_a_place_and_its_limits(path):
    check = queries.read_query(path)
    assert check.severity in ("error", "confirm", "note")
    assert tuple(name for name, _ in check.columns[:4]) == PLACE
    assert set(check.params) == set(declaration().checks.get(check.name, {}))


def test_no_threshold_without_its_check():
    assert set(declaration().checks) <= {path.stem for path in CHECKS}


def test_tables_say_what_they_hold_and_have_no_index():
    for name in SCRIPTS:
        script = queries.script(name)
        assert not re.search(r"INDEX|PRIMARY KEY|UNIQUE", script)
        assert script.startswith(f"-- {name}: ")


def test_no_two_files_share_a_name():
    names = [path.stem for path in FILES]
    assert len(names) == len(set(names))


def test_unknown_query_and_unknown_parameter_are_refused(engine):
    with pytest.raises(KeyError):
        queries.query("nothing_of_the_kind")
    with pytest.raises(TypeError):
        database.ask(engine, queries.query("ranking"), {"quarter": "2025-Q3"})


def test_no_sql_outside_queries_and_store():
    sql = re.compile(r"\b(SELECT|INSERT INTO|CREATE TABLE|DELETE FROM)\b")
    project = Path(queries.QUERIES).parent
    files = [project / "dashboard.py", *(project / "pages").glob("*.py"), *(project / "reform").rglob("*.py")]
    outside = [path for path in files if "store" not in path.parts]
    assert not [path.name for path in outside if sql.search(path.read_text(encoding="utf-8"))]
