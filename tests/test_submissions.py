"""Who reported when, who is late, who is missing, and what went back."""

from datetime import date, datetime, timedelta

import pytest

from reform.period import last_day
from reform.rows import records
from reform.store import NotThere, open_store, recorder
from tests.test_comparing import ONLINE, PLACE, WARDS, file


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": ward} for ward in WARDS])
    return store


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the next recordings: clock("2025-10-05T23:30") in Vietnam's time."""

    def at(time):
        written = f"{time}:00.000000+07:00"
        monkeypatch.setattr(recorder, "now", lambda: written)

    return at


def report(store, ward, figures="90;10", name="bieu.csv"):
    draft = store.draft(file(ONLINE, f"{ward};Quý III/2025;{figures}"), name)
    assert not draft.has_errors
    store.publish(draft, ["all"])
    return draft.batch_id


def status(store, *columns):
    rows = records(store.ask("submissions", locality=PLACE, period="2025-Q3"))
    return [tuple(row[column] for column in ("ward", *columns)) for row in rows]


def test_on_time_late_and_missing_against_the_deadline(store, clock):
    store.set_deadline(PLACE, "2025-Q3", date(2025, 10, 5))
    clock("2025-10-05T23:30")
    report(store, "Phường An")
    clock("2025-10-08T00:10")
    report(store, "Phường Bình", name="binh.csv")
    assert status(store, "status", "days_late") == [
        ("Phường An", "on_time", 0),
        ("Phường Bình", "late", 3),
        ("Phường Cát", "missing", None),
    ]


def test_a_day_begins_at_midnight_in_vietnam_not_in_greenwich(store, clock):
    store.set_deadline(PLACE, "2025-Q3", "2025-10-05")
    clock("2025-10-06T00:30")
    report(store, "Phường An")
    assert status(store, "status", "days_late")[0] == ("Phường An", "late", 1)


def test_without_a_deadline_nobody_is_on_time_or_late(store):
    report(store, "Phường An")
    assert status(store, "status", "days_late", "deadline")[0] == ("Phường An", "received", None, None)


def test_a_blank_report_is_missing(store):
    report(store, "Phường An")
    report(store, "Phường Bình", figures=";")
    assert status(store, "status")[1] == ("Phường Bình", "missing")


def test_the_first_report_counts_whatever_replaces_it(store, clock):
    store.set_deadline(PLACE, "2025-Q3", "2025-10-05")
    clock("2025-10-01T08:00")
    first = report(store, "Phường An")
    clock("2025-10-09T08:00")
    second = report(store, "Phường An", "80;20", "sua.csv")
    assert status(store, "status", "batch_id", "file_name")[0] == ("Phường An", "on_time", first, "bieu.csv")
    store.withdraw(first, "nhầm tệp")
    assert status(store, "status", "days_late", "batch_id")[0] == ("Phường An", "late", 4, second)


def test_a_returned_report_waits_for_a_newer_file(store, clock):
    clock("2025-10-01T08:00")
    report(store, "Phường An")
    clock("2025-10-02T08:00")
    store.return_report(2, "2025-Q3", "tổng không khớp", "Lan")
    assert status(store, "status", "reason")[0] == ("Phường An", "returned", "tổng không khớp")
    clock("2025-10-03T08:00")
    report(store, "Phường An", "80;20", "sua.csv")
    assert status(store, "status", "reason")[0] == ("Phường An", "received", None)
    received = records(store.ask("submissions", locality=PLACE, period="2025-Q3"))[0]["received_at"]
    assert received == datetime(2025, 10, 1, 8) - timedelta(hours=7)


def test_a_deadline_may_be_set_before_the_first_report_and_set_anew(store):
    store.set_deadline(PLACE, "2025-Q4", "2026-01-05")
    store.set_deadline(None, "2025-Q4", "2026-01-08")
    found = records(store.ask("submissions", locality=PLACE, period="2025-Q4"))
    assert [(row["status"], row["deadline"].isoformat()[:10]) for row in found] == [("missing", "2026-01-08")] * 3


def test_of_a_period_that_nothing_is_known_of_every_unit_of_its_last_day_is_expected(store):
    asked = {"locality": PLACE, "period": "2026-Q2"}
    assert store.ask("submissions", **asked).empty
    found = records(store.ask("submissions", **asked, day=last_day("2026-Q2")))
    assert [row["status"] for row in found] == ["missing"] * 3 and {row["deadline"] for row in found} == {None}
    store.edit_registry(PLACE, [{"unit_id": found[0]["unit_id"], "valid_to": "2026-06-30"}])
    left = records(store.ask("submissions", **asked, day=last_day("2026-Q2")))
    assert [row["unit_id"] for row in left] == [row["unit_id"] for row in found[1:]]


def test_deadlines_and_returns_are_rebuilt_from_the_journal(store):
    report(store, "Phường An")
    store.set_deadline(PLACE, "2025-Q3", "2025-10-05")
    store.return_report(2, "2025-Q3", "thiếu cột", "Lan")
    before = store.ask("submissions", locality=PLACE, period="2025-Q3")
    assert store.rebuild().differences == ()
    assert store.ask("submissions", locality=PLACE, period="2025-Q3").equals(before)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda store: store.set_deadline("Thành phố Khác", "2025-Q3", "2025-10-05"), "unknown_locality"),
        (lambda store: store.set_deadline(PLACE, "quý ba", "2025-10-05"), "no_period"),
        (lambda store: store.set_deadline(PLACE, "2025-Q3", "5/10"), "no_day"),
        (lambda store: store.return_report(2, "2025-Q3", " "), "no_reason"),
        (lambda store: store.return_report(4, "2025-Q3", "sai"), "no_report"),
    ],
)
def test_what_cannot_be_is_refused_before_a_line_is_written(store, act, code):
    lines = (store.directory / "journal.jsonl").read_bytes()
    with pytest.raises(NotThere) as refused:
        act(store)
    assert refused.value.code == code
    assert (store.directory / "journal.jsonl").read_bytes() == lines
