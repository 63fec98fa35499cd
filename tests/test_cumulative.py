"""Cumulative or not: a period is what its key says, a report what its reader said of it."""

from reform.intake import Answers
from tests.stores import LOCALITY, WARD, row, store  # noqa: F401

OTHER = "Phường Cầu Vồng"
HEADER = "Tiếp nhận trực tuyến"


def year(figure, ward=WARD):
    return row(HEADER, figure, "Năm 2025", ward)


def record(store, data, name, cumulative=None):  # noqa: F811
    store.publish(store.draft(data, name, answers=Answers(cumulative=cumulative)), ("all",))


def falls(store, data, cumulative=None):  # noqa: F811
    found = store.draft(data, "x.csv", answers=Answers(cumulative=cumulative))
    return [one.value for one in found.problems if one.code == "cumulative_falls"]


def test_who_records_a_year_first_does_not_say_what_the_year_is(store):  # noqa: F811
    record(store, year(400, OTHER), "other.csv", cumulative=False)
    periods = store.ask("periods", locality=LOCALITY)
    assert dict(zip(periods["period"], periods["cumulative"], strict=True)) == {"2025": True}
    record(store, row(HEADER, 500, "9 tháng năm 2025"), "9m.csv")
    assert falls(store, year(400)) == ["400"]


def test_a_report_said_not_to_be_cumulative_neither_falls_nor_is_differenced(store):  # noqa: F811
    record(store, row(HEADER, 500, "9 tháng năm 2025"), "9m.csv")
    assert falls(store, year(400)) == ["400"] and falls(store, year(400), cumulative=False) == []
    unit = int(store.ask("units", locality=LOCALITY)["unit_id"][0])
    record(store, year(700), "year.csv", cumulative=False)
    assert store.ask("derived", unit_id=unit, period="2025").empty
    record(store, year(800), "again.csv")
    assert store.ask("derived", unit_id=unit, period="2025")["own"].tolist() == [300]


def test_a_report_before_said_not_to_be_cumulative_is_not_taken_off(store):  # noqa: F811
    record(store, row(HEADER, 500, "6 tháng đầu năm 2025"), "h1.csv", cumulative=False)
    record(store, year(800), "year.csv")
    unit = int(store.ask("units", locality=LOCALITY)["unit_id"][0])
    assert store.ask("derived", unit_id=unit, period="2025").empty
