"""The corpus: one small file a trait, each with the rows or the problem that a person reads in it.

tests/corpus/expected.toml says what each file states. The facts file and both forms are tried in every encoding,
separator and number convention besides.
"""

import csv
import io
import os
import tomllib
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.intake import read
from reform.store import open_store
from tests.corpus.make import windows_1258
from tests.variants import EN, PLAIN, PLAIN_POINT, SEPARATORS, VI, rewritten

CORPUS = Path(__file__).parent / "corpus"
FACTS = Path(__file__).parent / "facts"
FULL = os.environ.get("REFORM_PROOF") == "full"
DECLARATION = declaration()
LOCALITY = "Thành phố Minh Họa"
EXPECTED = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))
FILES = EXPECTED["files"]
OTHERS = {"expected.toml", "make.py", "wards.csv", "__pycache__"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store that knows the wards of wards.csv and holds no figures."""
    store = open_store(tmp_path_factory.mktemp("corpus"))
    with (CORPUS / "wards.csv").open(encoding="utf-8", newline="") as file:
        wards = [{"ward": row["Đơn vị"], "group_name": row["Cụm"]} for row in csv.DictReader(file, delimiter=";")]
    store.set_up(LOCALITY, 14, wards)
    return store


def stated(block):
    """The rows of a block as {(ward, period): {measure: value as text}}; a field's row is keyed by the field alone."""
    lines = [line.split(";") for line in EXPECTED["figures"].get(block, block).strip().splitlines()]
    return {tuple(part for part in line if "=" not in part): _figures_of(line) for line in lines}


def _figures_of(line):
    parted = (part.partition("=") for part in line if "=" in part)
    return {key: value.replace("{semicolon}", ";").replace("{newline}", "\n") for key, _, value in parted}


def figures(row):
    return {key: shown(cell) for key, cell in row.values.items()}


def shown(cell):
    """A value as expected.toml writes it: 99.15, >40, đủ; nothing where it is absent."""
    if cell.value is None:
        return ""
    value = f"{cell.value.normalize():f}" if isinstance(cell.value, Decimal) else cell.value
    return f"{cell.bound or ''}{value}"


def written_problem(problem):
    return f"{problem.severity} {problem.code} {problem.cell or '-'}"


def told(problems, expected):
    """Every error and question, and the notes that the file is there for; the place only where one is meant."""
    whole = {line.split()[1] for line in expected if line.endswith(" -")}
    notes = {line.split()[1] for line in expected if line.startswith("note ")}
    heard = [problem for problem in problems if problem.severity != "note" or problem.code in notes]
    return sorted(
        {f"{p.severity} {p.code} -" if p.code in whole else written_problem(p) for p in heard if _first(p, heard)}
    )


def _first(problem, heard):
    """A note about each of many rows is expected once, at the first."""
    alike = [other for other in heard if other.code == problem.code and other.severity == "note"]
    return problem.severity != "note" or problem is alike[0]


def checked(store, name, expected):
    """(reading, problems) of a file: with the checks beside the store for `books`, and for all in `make proof`."""
    data, upload = (CORPUS / name).read_bytes(), expected.get("name", name)
    if expected.get("books") or FULL:
        draft = store.draft(data, upload)
        return draft.reading, draft.problems
    reading = read(data, DECLARATION, file_name=upload, registry=known(store))
    return reading, reading.problems


@cache
def known(store):
    return store.registry()


@pytest.mark.proof
@pytest.mark.parametrize("name", FILES)
def test_file_is_read_as_a_person_reads_it(store, name):
    expected = FILES[name]
    reading, problems = checked(store, name, expected)
    assert told(problems, expected.get("problems", [])) == sorted(expected.get("problems", [])), expected["says"]
    if expected["rows"] != "any":
        rows = {(row.ward, row.period.key): figures(row) for row in reading.rows}
        assert rows == stated(expected["rows"] or ""), expected["says"]
    if "fields" in expected:
        fields = {(row.field,): figures(row) for row in reading.fields}
        assert fields == stated(expected["fields"])
    for measure, cell in expected.get("at", {}).items():
        assert reading.rows[0].values[measure].cell == cell
    assert reading.refused == (expected["rows"] == [] and not reading.decisions["columns"])


@pytest.mark.proof
def test_every_file_of_the_corpus_is_expected_and_there_are_enough(counted):
    assert {path.name for path in CORPUS.iterdir()} - OTHERS == set(FILES)
    counted("files of the corpus", len(FILES), "one a trait")
    assert len(FILES) >= 80


# ── The same figures in every encoding, separator and convention ──────────────

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: ("\ufeff" + text).encode(),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-le with a mark": lambda text: ("\ufeff" + text).encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-be with a mark": lambda text: ("\ufeff" + text).encode("utf-16-be"),
    "windows-1258": windows_1258,
}
ONE_FIGURES = {
    "so-lieu-cong-bo.csv": ("Phường Vĩnh Trung", "2019-10M", {"received_total": 12349, "resolved_on_time": 10601}),
    "vi-du-bieu-06a.csv": ("Phường Cầu Vồng", "2025-Q3", {"received_total": 2015, "resolved_early": 2005}),
    "vi-du-bieu-06a-mot-phuong.csv": ("Phường Bàng Vuông", "2025-Q3", {"received_total": 1284, "carried_over": 6}),
}


def grid_of(name):
    text = (FACTS / name).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def written(grid, separator, convention):
    out = io.StringIO()
    rows = [[rewritten(cell, convention) for cell in row] for row in grid]
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def read_figures(data, name, registry):
    """Rows and fields as {(ward, period, field): {measure: (value, bound)}}."""
    reading = read(data, DECLARATION, file_name=name, registry=registry)
    lines = (*reading.rows, *reading.fields)
    return {
        (row.ward, row.period.key, row.field): {key: (cell.value, cell.bound) for key, cell in row.values.items()}
        for row in lines
    }


@pytest.mark.proof
@pytest.mark.parametrize("name", ONE_FIGURES)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_facts_and_forms_say_the_same_in_every_encoding_and_convention(store, name, separator, counted):
    grid = grid_of(name)
    plainly = read_figures((FACTS / name).read_bytes(), name, known(store))
    ward, key, some = ONE_FIGURES[name]
    assert {m: plainly[ward, key, None][m] for m in some} == {m: (value, None) for m, value in some.items()}
    assert len(plainly) == {"so-lieu-cong-bo.csv": 6, "vi-du-bieu-06a.csv": 4}.get(name, 5)
    for convention in (VI, EN, PLAIN, PLAIN_POINT):
        text = written(grid, separator, convention)
        for encoding, encode in ENCODINGS.items():
            assert read_figures(encode(text), name, known(store)) == plainly, (encoding, convention)
    counted(f"{name} between {separator!r}", 4 * len(ENCODINGS), "encodings and conventions, the same figures")


@pytest.mark.parametrize("name", ONE_FIGURES)
def test_conventions_really_write_the_facts_differently(name):
    grid = grid_of(name)
    assert len({written(grid, ";", convention) for convention in (VI, EN, PLAIN)}) == 3
