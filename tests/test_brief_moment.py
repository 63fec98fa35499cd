"""A brief is of one moment: what is recorded while it is written stands in none of its figures."""

import json
from datetime import UTC, datetime

import pytest

from reform.brief.asking import Once
from reform.brief.contents import brief_of, briefs_of
from reform.store import open_store
from reform.text import words
from tests.pages import HEAD, PLACE, UNITS

MADE = datetime(2026, 11, 2, tzinfo=UTC)
VISIT = {"delegation": "Đoàn A", "ban": None, "date": None}
vi = words("vi")


def record(store, online, file):
    lines = [f"{name};{PLACE};Quý III/2026;{online};{100 - online}" for name in UNITS]
    store.publish(store.draft((HEAD + "\n".join(lines) + "\n").encode(), file), ["all"])


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store")
    made.set_up(PLACE, 14, [{"ward": name, "group_name": None, "code": None, "aliases": []} for name in UNITS])
    record(made, 60, "a.csv")
    return made


def written(asked, unit_id):
    about = {"locality": PLACE, "unit_id": unit_id, "period": "2026-Q3"}
    return json.dumps(brief_of(asked, vi, **about, visit=VISIT, made_at=MADE), ensure_ascii=False)


def test_what_is_recorded_while_a_brief_is_written_is_in_none_of_it(store):
    unit_id = int(store.ask("units", locality=PLACE)["unit_id"].iloc[0])
    before, asked = written(store, unit_id), Once(store, PLACE)
    asked.ask("positions", locality=PLACE, period="2026-Q3")
    record(store, 90, "b.csv")
    assert (written(asked, unit_id), asked.position) == (before, store.position - 1)
    assert "90,00%" in written(store, unit_id) and "90,00%" not in before


def test_all_briefs_of_a_period_are_of_the_moment_they_were_begun(store):
    told, units = [], briefs_of(store, vi, locality=PLACE, period="2026-Q3", visit=VISIT, made_at=MADE)
    for _, document in units:
        told.append(json.dumps(document, ensure_ascii=False))
        if len(told) == 1:
            record(store, 90, "b.csv")
    assert len(told) == 3 and all("60,00%" in one and "90,00%" not in one for one in told)
