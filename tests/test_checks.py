"""The checks of queries/checks: golden folders, each a file and every problem that it must raise, no more.

cases/checks/<check>/<claim>/ holds file.csv, expected.csv and, where the check looks back, before.csv, before_2.csv …
(recorded first). The wards of the files are registered, or those of units.csv, so that nothing is asked about names.
"""

import csv
import os
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from reform.indicators import Name
from reform.store import NotAccepted, open_store, queries
from reform.text import LANGUAGES, words

CASES = Path(__file__).parent / "cases" / "checks"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/file.csv"))
LOCALITY = "Thành phố Mây Ngàn"
COLUMNS = ("severity", "code", "row", "cell", "value", "facts")
FORM = "Tổng số đã giải quyết;Trước hạn;Đúng hạn;Đã giải quyết quá hạn"


def records(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def past_of(folder):
    return sorted(folder.glob("before*.csv"))


def wards_of(folder):
    """The names to register: those of units.csv, else all that the files report on."""
    listed = folder / "units.csv"
    files = [listed] if listed.exists() else [*past_of(folder), folder / "file.csv"]
    written = dict.fromkeys(record["Đơn vị"] for path in files for record in records(path))
    return [name for name in written if name != LOCALITY and not name.startswith("Tổng")]


@pytest.fixture(scope="module")
def draft_of(tmp_path_factory):
    """folder → the draft of its file; cases with the same past share a store, as a draft writes nothing."""
    stores = {}

    @cache
    def draft_of(folder):
        wards, past = wards_of(folder), tuple((path.name, path.read_bytes()) for path in past_of(folder))
        if (*wards, past) not in stores:
            store = stores[*wards, past] = open_store(tmp_path_factory.mktemp("store"))
            store.set_up(LOCALITY, units=[{"ward": name} for name in wards])
            for name, data in past:
                store.publish(store.draft(data, name), ["all"])
        return stores[*wards, past].draft((folder / "file.csv").read_bytes(), "file.csv")

    return draft_of


def as_row(problem):
    """A problem as expected.csv writes it."""
    facts = " | ".join(f"{key}={written(value)}" for key, value in sorted(problem.facts.items()))
    place = (problem.row, problem.cell, problem.value)
    return [problem.severity, problem.code, *("" if one is None else str(one) for one in place), facts]


def written(fact):
    if isinstance(fact, datetime):
        return "a moment"
    if isinstance(fact, list):
        return ", ".join(map(written, fact))
    if isinstance(fact, Name):
        return fact.vi
    return f"{fact:.6g}" if isinstance(fact, float) else str(fact)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def draft(store, *lines, wards=("Phường Bàng Vuông", "Phường Lúa Ngọt"), header=FORM):
    """The draft of a few lines of one quarter; the wards are registered."""
    store.set_up(LOCALITY, units=[{"ward": name} for name in wards])
    text = "\n".join([f"Đơn vị;Kỳ báo cáo;{header}", *lines])
    return store.draft(text.encode(), "bieu.csv")


# ── Golden folders ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_file_raises_exactly_the_problems_expected(folder, draft_of):
    expected = [[record[column] for column in COLUMNS] for record in records(folder / "expected.csv")]
    assert [as_row(problem) for problem in draft_of(folder).problems] == expected


@pytest.mark.parametrize("check", queries.checks(), ids=lambda check: check.name)
def test_every_check_has_a_case_that_fires_and_one_that_just_does_not(check):
    told = [[record["code"] for record in records(path / "expected.csv")] for path in (CASES / check.name).iterdir()]
    assert [check.name in codes for codes in told].count(True) >= 1
    assert any(check.name not in codes for codes in told)


@pytest.mark.parametrize("check", queries.checks(), ids=lambda check: check.name)
def test_every_problem_is_said_in_words(check, draft_of):
    """The sentence of one fired case names its figures and leaves no brace open."""
    problems = (problem for path in FOLDERS if path.parent.name == check.name for problem in draft_of(path).problems)
    fired = next(problem for problem in problems if problem.code == check.name)
    for lang in LANGUAGES:
        said = words(lang).message(fired)
        assert len(said) > 20 and "{" not in said and "None" not in said


# ── Several at once ───────────────────────────────────────────────────────────


def test_all_problems_are_told_at_once_worst_first(store):
    found = draft(
        store,
        "Phường Bàng Vuông;Quý III/2025;100;60;30;11",
        "Phường Lúa Ngọt;Quý III/2025;-1;;;2,5",
        "Phường Gió Lành;Quý III/2025;20;;;",
        "Tổng cộng;;120;;;",
    )
    assert [(problem.severity, problem.code, problem.cell) for problem in found.problems] == [
        ("error", "unbalanced", "C2"),
        ("error", "negative", "C3"),
        ("error", "not_whole", "F3"),
        ("error", "total_row_differs", "C5"),
        ("confirm", "unknown_unit", "A4"),
        ("note", "few_cases", "C4"),
    ]


def test_one_wrong_figure_is_told_once_however_many_sums_hold_it(store):
    """(3) stands in three identities; with (4), (5), (6) written, two of them say the same."""
    header = (
        "Tổng số tiếp nhận;Tiếp nhận trực tuyến;Tiếp nhận trực tiếp, dịch vụ bưu chính;Từ kỳ trước;"
        "Tổng số đã giải quyết;Tổng số đang giải quyết"
    )
    found = draft(
        store,
        "Phường Bàng Vuông;Quý III/2025;100;60;30;11;90;10",
        "Phường Lúa Ngọt;Quý III/2025;90;50;30;10;85;5",
        header=header,
    )
    assert [(problem.code, problem.cell) for problem in found.problems] == [("unbalanced", "C2")]


def test_problems_have_one_order_whatever_the_hash_seed(tmp_path):
    """Missing wards have no cell to be sorted by."""
    script = (
        "import sys; from pathlib import Path; from reform.store import open_store\n"
        "store = open_store(Path(sys.argv[1]))\n"
        "found = store.draft('Đơn vị;Kỳ báo cáo;Trước hạn\\nPhường Bàng Vuông;2025-Q3;40'.encode(), 'x.csv')\n"
        "print([(problem.code, problem.value) for problem in found.problems])"
    )
    store = open_store(tmp_path / "store")
    store.set_up(
        LOCALITY, units=[{"ward": f"Phường {name} Vuông"} for name in ("Bàng", "Bạch", "Bình", "Bồng", "Bưởi")]
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, store.directory],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1 and next(iter(told)).count("ward_missing") == 4


# ── Total rows ────────────────────────────────────────────────────────────────


def test_a_total_row_that_agrees_is_never_loaded_as_a_ward(store):
    found = draft(
        store,
        "Phường Bàng Vuông;Quý III/2025;100;60;30;10",
        "Phường Lúa Ngọt;Quý III/2025;200;100;95;5",
        "Tổng cộng;;300;160;125;15",
    )
    assert not found.problems
    store.publish(found)
    assert list(store.ask("units", locality=LOCALITY)["ward"]) == ["Phường Bàng Vuông", "Phường Lúa Ngọt"]
    ranked = store.ask("ranking", locality=LOCALITY, period="2025-Q3", by="timeliness")
    assert list(ranked["denominator"]) == [200, 100]


@pytest.mark.parametrize(
    "lost",
    [
        "Lúa Ngọt;Quý III/2025;200;100;95;5",  # a phường or a xã: nobody knows yet
        "Phường Lúa Ngọt;quý ba;200;100;95;5",
        "Phường Lúa Ngọt;Quý III/2025;200;100;95;5;7",
        ";Quý III/2025;200;100;95;5",
    ],
)
def test_a_ward_that_cannot_be_placed_does_not_make_its_total_row_lie(store, lost):
    found = draft(
        store,
        "Phường Bàng Vuông;Quý III/2025;100;60;30;10",
        lost,
        "Tổng cộng;Quý III/2025;300;160;125;15",
        wards=("Phường Bàng Vuông", "Phường Lúa Ngọt", "Xã Lúa Ngọt"),
    )
    assert "total_row_differs" not in [problem.code for problem in found.problems]
    assert found.has_errors or found.open_questions(["all"])


# ── Questions ─────────────────────────────────────────────────────────────────


def test_a_name_that_two_units_bear_stays_asked_even_with_all(store):
    line = "Lúa Ngọt;Quý III/2025;100;60;30;10"
    found = draft(store, line, wards=("Phường Lúa Ngọt", "Xã Lúa Ngọt"))
    assert [problem.code for problem in found.open_questions(["all", "ambiguous_unit", "ambiguous_unit:A2"])] == [
        "ambiguous_unit"
    ]
    with pytest.raises(NotAccepted):
        store.publish(found, ["all"])


def test_a_question_is_taken_by_its_code_or_by_its_cell(store):
    found = draft(
        store,
        "Phường Gió Lành;Quý III/2025;100;60;30;10",
        "Phường Sương Sớm;Quý III/2025;200;100;95;5",
        wards=(),
    )
    assert [problem.cell for problem in found.open_questions([])] == ["A2", "A3"]
    assert [problem.cell for problem in found.open_questions(["unknown_unit:A2"])] == ["A3"]
    assert not found.open_questions(["unknown_unit"]) and not found.open_questions(["all"])
    assert len(found.open_questions(["unknown_column", "unknown_unit:A9"])) == 2
