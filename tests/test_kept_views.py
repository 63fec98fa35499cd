"""The views that a large store keeps in its snapshots are those made anew, after whatever was recorded."""

from dataclasses import replace
from shutil import copytree

import duckdb
import pytest

from reform.indicators import declaration
from reform.rows import records
from reform.sample import LOCALITY
from reform.store import database, open_store, queries, views
from reform.store.store import Store
from tests.test_determinism import everything

KEPT = [view for view in queries.views() if view.kept]


@pytest.fixture
def store(sample, tmp_path, monkeypatch):
    """The sample, as if it were large."""
    monkeypatch.setattr(views, "FEW", 0)
    copytree(sample.directory, tmp_path / "large")
    return open_store(tmp_path / "large")


@pytest.fixture
def made(monkeypatch):
    """The periods whose views are made, as they are."""
    noted, make = [], views._make

    def noting(con, periods):
        noted.extend(periods)
        make(con, periods)

    monkeypatch.setattr(views, "_make", noting)
    return noted


def snapshot(store):
    return max(store.directory.glob("snapshot-*.duckdb"))


def rows_of(con):
    return {view.name: con.execute(f"FROM {view.name} ORDER BY ALL").fetchall() for view in KEPT}


def assert_as_made_anew(store, declared=None):
    declared = declared or declaration()
    assert views.are_kept(snapshot(store), declared)
    kept = database.open_reading(snapshot(store), declared, views.made_by(declared))
    anew = database.open_reading(snapshot(store), declared)
    assert database.has_views(kept, views.made_by(declared))
    assert rows_of(kept) == rows_of(anew)


def overfill():
    """DuckDB's own refusal, of a memory as small as a test can afford."""
    con = duckdb.connect(":memory:", config={"memory_limit": "5MB", "temp_directory": ""})
    con.execute("CREATE TABLE filled AS SELECT range AS i FROM range(10000000)")


def batch_of(store, period):
    return next(row["batch_id"] for row in records(store.ask("batches")) if row["periods"] == period)


def test_every_view_by_period_tells_its_period_and_one_is_kept_of_each_kind():
    assert {view.kept for view in queries.views()} == {None, "by period", "whole"}
    assert all("period" in dict(view.columns) for view in KEPT if view.kept == "by period")


def test_answers_are_those_of_a_store_that_keeps_none(store, sample):
    assert_as_made_anew(store)
    assert everything(store.ask) == everything(sample.ask)


def test_only_the_periods_a_recording_touches_are_made_again(store, made):
    batch = batch_of(store, "2026-Q3")
    store.withdraw(batch, "nhầm")
    assert made == ["2026-Q3"]
    assert_as_made_anew(store)
    store.restore(batch)
    assert made == ["2026-Q3"] * 2
    assert_as_made_anew(store)
    store.close("2026-Q3", "12/QĐ", "2026-10-05", LOCALITY)
    store.withdraw(batch, "nhầm")
    assert made == ["2026-Q3"] * 3
    assert_as_made_anew(store)


def test_a_unit_in_another_group_changes_every_period_it_is_expected_in(store, made):
    units = records(store.ask("units", locality=LOCALITY))
    edited = [row | {"group_name": "Cụm Mới"} if row is units[0] else row for row in units]
    store.edit_registry(LOCALITY, edited)
    assert len(set(made)) > 10
    assert_as_made_anew(store)


def test_they_are_made_anew_where_the_declaration_is_another(store, made):
    first, *others = declaration().indicators.values()
    other = replace(declaration(), indicators={one.key: one for one in (replace(first, target=None), *others)})
    assert views.made_by(other) == views.made_by(declaration())
    other = replace(declaration(), indicators={one.key: one for one in others if one.kind != "composite"})
    before = snapshot(store)
    again = Store(store.directory, other)
    assert len(made) > 10 and snapshot(again) != before
    assert_as_made_anew(again, other)


def test_they_are_the_same_after_a_rebuild(store):
    assert not store.rebuild().differences
    assert_as_made_anew(store)


def test_where_memory_does_not_hold_them_what_is_recorded_counts_without_them(store, monkeypatch):
    """Half of the views would answer as if they were whole."""
    batch, before = batch_of(store, "2026-Q3"), snapshot(store)
    with monkeypatch.context() as patched:
        patched.setattr(views, "_make_whole", lambda con: overfill())
        store.withdraw(batch, "nhầm")
    assert snapshot(store) != before and not views.are_kept(snapshot(store), declaration())
    store.restore(batch)
    assert_as_made_anew(store)
