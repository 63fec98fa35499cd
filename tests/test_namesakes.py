"""Two wards of one name in two groups are two units, in a course, a brief and a report."""

from datetime import UTC, datetime

import pytest

from reform.brief.asking import Once
from reform.brief.subject import subject_of
from reform.report.facts import report_of
from reform.store import open_store
from reform.text import words
from tests.pages import PLACE

HEAD = "Đơn vị;Cụm;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n"
vi = words("vi")


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store")
    groups = (("Xã Tân Minh", "Cụm A"), ("Xã Tân Minh", "Cụm B"), ("Xã Ba", "Cụm B"))
    about = {"code": None, "aliases": []}
    made.set_up(PLACE, 14, [{"ward": ward, "group_name": group, **about} for ward, group in groups])
    lines = ["Xã Tân Minh;Cụm A;{0};Quý II/2026;10;90", "Xã Ba;Cụm B;{0};Quý II/2026;50;50"]
    lines += ["Xã Tân Minh;Cụm B;{0};Quý III/2026;70;30", "Xã Ba;Cụm B;{0};Quý III/2026;50;50"]
    draft = made.draft((HEAD + "\n".join(lines).format(PLACE) + "\n").encode(), "bieu.csv")
    made.publish(draft, ["all"])
    return made


def unit(store, group):
    rows = store.ask("units", locality=PLACE)
    return int(rows[(rows["ward"] == "Xã Tân Minh") & (rows["group_name"] == group)]["unit_id"].iloc[0])


def test_a_units_course_holds_no_figure_of_its_namesake(store):
    told = store.ask("course", locality=PLACE, by="online", unit_id=unit(store, "Cụm B"))
    assert [(row["period"], row["value"]) for _, row in told.dropna(subset="value").iterrows()] == [("2026-Q3", 70.0)]


def test_a_brief_takes_no_figure_of_a_namesake(store):
    subject = subject_of(Once(store, PLACE), vi, PLACE, unit(store, "Cụm B"), "2026-Q2", "2026-Q3")
    assert len(subject.versions) == 1
    held = [(row["period"], row["value"]) for row in subject.course("online") if row["value"] is not None]
    assert held == [("2026-Q3", 70.0)]


def test_missing_namesakes_are_told_by_their_groups(store):
    made = report_of(store.ask, vi, locality=PLACE, period="2026-Q3", made_at=datetime(2026, 11, 2, tzinfo=UTC))
    assert made.missing == ["Xã Tân Minh (Cụm A)"]
