"""The same question has the same answer: on any number of threads, after a rebuild, and from many readers at once."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from shutil import copytree

import pytest

from reform.indicators import declaration
from reform.sample import LOCALITY
from reform.store import database, open_store, queries

TIMES = 20
# Each opening makes the views anew, which is where sums are made; the asks go on top.
OPENINGS = TIMES if os.environ.get("REFORM_PROOF") == "full" else 2
PERIODS = ("2023", "2024-Q1", "2024-Q2", "2025", "2025-Q3", "2025-Q4", "2026-Q2", "2026-Q3")
BY = ("score", "online", "timeliness", "index", "overdue")
GROUPS = (None, "Cụm Sông", "Cụm Núi")


def everything(ask):
    """The answers to many questions, to the byte."""
    found = []
    for name, period, by in product(("ranking", "headline", "unranked", "sparklines"), PERIODS[-2:], BY):
        found.append(ask(name, locality=LOCALITY, period=period, by=by))
    found += [ask("summary", locality=LOCALITY, period=period) for period in PERIODS]
    found += [ask("periods", locality=LOCALITY), ask("batches")]
    return [frame.to_csv(index=False, float_format="%.17g") for frame in found]


def asking(con):
    return lambda name, **params: database.ask(con, queries.query(name), params)


@pytest.fixture
def opened(sample, monkeypatch):
    """Opens the sample's snapshot anew with so many threads, which share out even the smallest table."""
    beside, snapshot = database._beside, max(sample.directory.glob("snapshot-*.duckdb"))

    def open_with(threads):
        def with_threads(path):
            con = beside(path)
            con.execute(f"SET threads = {threads}; PRAGMA verify_parallelism")
            return con

        monkeypatch.setattr(database, "_beside", with_threads)
        return database.open_reading(snapshot, declaration())

    return open_with


@pytest.mark.proof
def test_answers_are_the_same_on_one_two_and_eight_threads(opened, sample):
    expected = everything(sample.ask)
    for threads in (1, 2, 8):
        for _ in range(OPENINGS):
            con = opened(threads)
            assert everything(asking(con)) == expected
            con.close()


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_one_ranking_twenty_times(opened, threads):
    con = opened(threads)
    asked = {"locality": LOCALITY, "period": "2026-Q3", "by": "timeliness"}
    answers = {asking(con)("ranking", **asked).to_csv(float_format="%.17g") for _ in range(TIMES)}
    assert len(answers) == 1


def test_eight_threads_that_share_a_store_get_right_answers(sample):
    """One connection shared by threads answers wrongly without an error; a cursor a call does not."""
    questions = [*product(PERIODS, BY, GROUPS)] * 2

    def answer(question):
        period, by, group = question
        return sample.ask("ranking", locality=LOCALITY, period=period, by=by, group=group).to_csv()

    expected = {question: answer(question) for question in set(questions)}
    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(answer, questions))
    assert found == [expected[question] for question in questions]


def test_answers_are_the_same_after_a_rebuild(sample, tmp_path):
    """From files and journal alone, in another folder."""
    copytree(sample.directory / "files", tmp_path / "files")
    (tmp_path / "journal.jsonl").write_bytes((sample.directory / "journal.jsonl").read_bytes())
    assert everything(open_store(tmp_path).ask) == everything(sample.ask)


def test_problems_stand_in_one_order(tmp_path):
    """Those that name no row stand in the order of the check, here that of the office's list."""
    names = [f"Phường {name}" for name in ("Ổi", "Đào", "Dừa", "Cam", "An", "Bình", "Khế", "Hồng", "Mơ", "Gạo")]
    store = open_store(tmp_path)
    store.set_up("Thành phố Mẫu", units=[{"ward": name} for name in names])
    draft = store.draft("Đơn vị;Kỳ báo cáo;PAKN\nPhường An;Quý III/2025;3\n".encode(), "pakn.csv")
    missing = [problem.value for problem in draft.problems if problem.code == "ward_missing"]
    assert missing == [name for name in names if name != "Phường An"]
