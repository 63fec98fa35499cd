"""What was recorded can be taken back, had again as of a day, closed and cited; the journal tells all of it."""

import shutil
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reform.indicators import declaration
from reform.intake.reading import Answers
from reform.rows import records
from reform.sample import LOCALITY as SAMPLE_LOCALITY
from reform.store import NotThere, Rebuilt, database, journal, open_store, recorder, replaying
from reform.store.kept import named_by
from tests.stores import FACTS, LOCALITY, WARD, form, newest, publish, record, resolved, row

QUARTER = {"locality": LOCALITY, "period": "2025-Q3"}
OTHER = "Phường Bàng Vuông"
TABS = [tab.key for tab in declaration().tabs]


def events(store, batch_id=None):
    rows = store.ask("batch_events", batch_id=batch_id)
    return [(one["batch_id"], one["kind"], one["who"], one["reason"]) for one in records(rows)]


def rankings(store, **asked):
    """Every ranking of every tab, place and period of a store, as written out; with who is not ranked."""
    places = records(store.ask("periods", **asked))
    return {
        (place["locality"], place["period"], by): store.ask(
            name, locality=place["locality"], period=place["period"], by=by, **asked
        ).to_csv()
        for place in places
        for by in TABS
        for name in ("ranking", "unranked")
    }


def journal_of(store):
    return journal.read(store.directory / "journal.jsonl")


# ── Withdrawn and restored ────────────────────────────────────────────────────


def test_recording_a_withdrawn_file_again_restores_it_at_its_old_place(recorded):
    older = record(recorded, form(150), "sua.csv")["id"]
    record(recorded, form(160), "sua lan 2.csv")
    recorded.withdraw(older, "nhầm kỳ", by="Bà A")
    draft = recorded.draft(form(150), "sua.csv")
    assert [problem.code for problem in draft.questions] == ["superseded_file"]
    assert recorded.publish(draft, ["all"], uploader="Ông B")["id"] == older
    # The newer file stays in force, and nothing is recorded a second time.
    assert resolved(recorded) == {WARD: 160}
    batches = recorded.ask("batches")
    assert list(batches["position"]) == [4, 3, 2, 1] and list(batches["status"]) == ["published"] * 4
    assert events(recorded, older) == [
        (older, "recorded", None, None),
        (older, "withdrawn", "Bà A", "nhầm kỳ"),
        (older, "restored", "Ông B", None),
    ]
    assert recorded.rebuild() == Rebuilt(6, ())


def test_a_withdrawn_batch_is_restored_from_the_log_too_and_both_only_once(recorded):
    newest = recorded.ask("batches")["batch_id"][0]
    for _ in range(2):
        recorded.withdraw(newest, "nhầm")
    assert resolved(recorded) == {}
    for _ in range(2):
        assert recorded.restore(newest, "đúng rồi", by="Bà A") == {"id": newest, "status": "published"}
    assert resolved(recorded) == {WARD: 200}
    assert [kind for _, kind, _, _ in events(recorded, newest)] == ["recorded", "withdrawn", "restored"]
    assert recorded.file(newest) == form(200)


@pytest.mark.parametrize("action", ["withdraw", "restore"])
def test_an_unknown_batch_is_a_sentence_and_writes_nothing(recorded, action):
    with pytest.raises(NotThere) as refused:
        getattr(recorded, action)("0" * 12, "nhầm")
    assert (refused.value.code, refused.value.facts) == ("unknown_batch", {"id": "0" * 12})
    assert len(journal_of(recorded)) == 2


def test_a_withdrawal_needs_a_reason(recorded):
    with pytest.raises(NotThere) as refused:
        recorded.withdraw(recorded.ask("batches")["batch_id"][0], " ")
    assert refused.value.code == "no_reason"
    assert resolved(recorded) == {WARD: 200}


@pytest.fixture(scope="module")
def changing_sample(sample, tmp_path_factory):
    """A sample of its own to take batches back in, with its rankings as they are and each batch's file."""
    store = open_store(shutil.copytree(sample.directory, tmp_path_factory.mktemp("changing") / "sample"))
    names = {one["batch_id"]: one["file_name"] for one in records(store.ask("batches"))}
    return store, rankings(store), {one: (store.file(one), name) for one, name in names.items()}


@settings(max_examples=int(settings().max_examples / 50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_withdrawing_and_recording_again_is_the_identity_on_every_ranking(changing_sample, data):
    """Whichever batches, in whatever order they come back."""
    store, before, files = changing_sample
    taken = data.draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=2, unique=True))
    for one in taken:
        store.withdraw(one, "thử")
    assert rankings(store) != before
    for one in data.draw(st.permutations(taken)):
        content, name = files[one]
        assert publish(store, store.draft(content, name, SAMPLE_LOCALITY))["id"] == one
    assert rankings(store) == before


# ── What is kept of a recording ───────────────────────────────────────────────


def test_confirmations_are_kept_with_their_reasons(store):
    draft = store.draft(row("Tổng số đã giải quyết;Cột lạ", "90;x"), "moi.csv")
    codes = {problem.code for problem in draft.questions}
    assert {"unknown_unit", "unknown_column"} <= codes
    batch = store.publish(draft, ["all"], "Bà A", "gửi qua thư", reasons={"unknown_column": "ghi chú riêng"})
    rows = records(store.ask("acceptances", batch_id=batch["id"]))
    found = {one["code"]: (one["reason"], one["who"]) for one in rows}
    assert set(found) == codes
    assert found["unknown_column"] == ("ghi chú riêng", "Bà A") and found["unknown_unit"] == ("gửi qua thư", "Bà A")
    store.rebuild()
    assert len(store.ask("acceptances", batch_id=batch["id"])) == len(draft.questions)


def test_several_files_are_recorded_as_one_entry_each_a_batch_of_its_own(store):
    uploads = [(form(100), "a.csv", None), (form(200, ward=OTHER), "b.csv", None)]
    draft = store.draft_files([(data, name, store.draft(data, name).files[0].answers) for data, name, _ in uploads])
    told = store.publish(draft, ["all"])
    assert told["ids"] == list(draft.batch_ids) and len(set(told["ids"])) == 2
    assert resolved(store) == {WARD: 100, OTHER: 200}
    assert [(entry.kind, len(entry.data["batches"])) for entry in journal_of(store)] == [("batches", 2)]
    codes = {one: len(store.ask("acceptances", batch_id=one)) for one in told["ids"]}
    assert sum(codes.values()) == len(draft.questions) and all(codes.values())
    store.rebuild()
    assert resolved(store) == {WARD: 100, OTHER: 200}


def test_a_breakdown_by_field_is_kept_beside_the_wards_own_figures(store):
    """One ward's own form: the total row is its report, the rows by field are kept with their cells and made again."""
    data = (FACTS / "vi-du-bieu-06a-mot-phuong.csv").read_bytes()
    publish(store, store.draft(data, "bieu 06a.csv", LOCALITY))
    assert resolved(store) == {OTHER: 1271}
    assert store.rebuild() == Rebuilt(1, ())
    with database.facts(newest(store)) as con:
        rows = database.rows(con, "SELECT field, value, cell FROM field_value WHERE measure = 'received_total'")
    assert {(one["field"], int(one["value"]), one["cell"]) for one in rows} == {
        (one.field, int(cell.value), cell.cell)
        for one in store.draft(data, "bieu 06a.csv", LOCALITY).reading.fields
        for cell in [one.values["received_total"]]
    }
    assert sum(int(one["value"]) for one in rows) == 1284


def test_columns_mapped_and_names_chosen_by_hand_are_remembered(store):
    data = row("Số đã xong;Tổng số đã giải quyết", "89;90")
    answers = Answers(columns={"Số đã xong": "resolved_early_or_on_time"})
    publish(store, store.draft(data, "a.csv", answers=answers))
    other = data.replace(b"III", b"II").replace(WARD.encode(), "Tổ một cửa Lúa".encode())
    again = store.draft(other, "b.csv", answers=Answers(units={"Tổ một cửa Lúa": WARD}))
    assert [column["how"] for column in again.reading.decisions["columns"]].count("remembered") == 1
    publish(store, again)
    assert resolved(store, "2025-Q2") == {WARD: 90}
    assert "Tổ một cửa Lúa" in next(one["aliases"] for one in store.registry().units if one["name"] == WARD)
    assert not store.draft(other.replace(b"II/", b"I/"), "c.csv").questions
    assert store.rebuild() == Rebuilt(2, ())


def test_a_journal_of_before_is_read_on(recorded):
    """Entries were one batch each, with what was accepted as a list of codes."""
    path = recorded.directory / "journal.jsonl"
    told, entries, previous = resolved(recorded), journal.read(path), journal.FIRST
    path.unlink()
    for entry in entries:
        batch = {key: value for key, value in entry.data["batches"][0].items() if key not in ("confirmed", "kind")}
        old = journal.chained(entry.position, entry.time, "batch", batch | {"accepted": ["unknown_unit:A2"]}, previous)
        journal.append(path, old)
        previous = old.hash
    for snapshot in (*recorded.directory.glob("snapshot-*"), recorded.directory / "CURRENT"):
        snapshot.unlink()
    again = open_store(recorded.directory)
    assert resolved(again) == told
    batch = again.ask("batches")["batch_id"][0]
    assert [(one["code"], one["cell"]) for one in records(again.ask("acceptances", batch_id=batch))] == [
        ("unknown_unit", "A2")
    ]


def test_what_could_not_be_made_again_is_not_recorded(recorded, monkeypatch):
    """A file is read again from its bytes and decisions before it is acknowledged."""
    draft = recorded.draft(form(300, "Quý IV/2025"), "q4.csv")
    monkeypatch.setattr(replaying, "both_again", lambda *_: ((), ()))
    with pytest.raises(RuntimeError):
        recorded.publish(draft, ["all"])
    monkeypatch.undo()
    assert resolved(recorded, "2025-Q4") == {} and len(journal_of(recorded)) == 2
    publish(recorded, draft)
    assert resolved(recorded, "2025-Q4") == {WARD: 300}


# ── As of a day ───────────────────────────────────────────────────────────────


def set_clock(patch, day, hour=8):
    """Whatever is recorded now is recorded on this day of October."""
    time = datetime(2025, 10, day, hour, tzinfo=recorder.ZONE).isoformat(timespec="microseconds")
    patch.setattr(recorder, "now", lambda: time)


@pytest.fixture(scope="module")
def past_days(tmp_path_factory):
    """1 October: two wards. 3 October: one corrected. 5 October, late in the evening: the correction withdrawn."""
    store = open_store(tmp_path_factory.mktemp("days") / "store")
    with pytest.MonkeyPatch.context() as patch:
        set_clock(patch, 1)
        record(store, form(100), "a.csv")
        record(store, form(80, ward=OTHER), "b.csv")
        set_clock(patch, 3)
        later = record(store, form(50), "sua.csv")["id"]
        set_clock(patch, 5, 23)
        store.withdraw(later, "nhầm")
        set_clock(patch, 7)
        store.set_up(LOCALITY, None, [{"ward": WARD, "group_name": "Cụm 1"}, {"ward": "Xã Đồng Sương"}])
    return store.directory


@pytest.fixture
def days(past_days, tmp_path, monkeypatch):
    """The same, on 7 October."""
    set_clock(monkeypatch, 7)
    return open_store(shutil.copytree(past_days, tmp_path / "days"))


def as_of(store, day, name="ranking", **asked):
    return records(store.ask(name, as_of=day, by="timeliness", **QUARTER, **asked))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-09-30", {}),
        ("2025-10-01", {WARD: 100, OTHER: 80}),
        ("2025-10-02", {WARD: 100, OTHER: 80}),
        ("2025-10-04", {WARD: 50, OTHER: 80}),
        ("2025-10-05", {WARD: 100, OTHER: 80}),
        ("2030-01-01", {WARD: 100, OTHER: 80}),
        (1, {WARD: 100}),
        (3, {WARD: 50, OTHER: 80}),
    ],
)
def test_a_ranking_can_be_had_as_it_stood(days, day, expected):
    assert {one["ward"]: one["denominator"] for one in as_of(days, day)} == expected


def test_the_units_are_those_of_then_too(days):
    """Xã Đồng Sương was registered on the 7th, and Phường Lúa Ngọt put into its group."""
    assert [one["ward"] for one in as_of(days, None, "unranked")] == ["Xã Đồng Sương"]
    assert as_of(days, "2025-10-06", "unranked") == []
    assert {one["ward"]: one["group_name"] for one in as_of(days, "2025-10-06")} == {WARD: None, OTHER: None}
    assert {one["ward"]: one["group_name"] for one in as_of(days, "2025-10-07")} == {WARD: "Cụm 1", OTHER: None}
    assert list(days.ask("units", as_of=1, locality=LOCALITY)["ward"]) == [WARD]


def test_a_past_answers_like_the_store_did_on_that_day(sample, tmp_path):
    """As of each entry of the sample's journal: what a store says that holds no more than these."""
    entries = journal.read(sample.directory / "journal.jsonl")
    for position in range(1, len(entries) + 1, 4):
        home = tmp_path / str(position)
        (home / "files").mkdir(parents=True)
        for name in named_by(entries[:position]):
            shutil.copy(sample.directory / "files" / name, home / "files")
        lines = (sample.directory / "journal.jsonl").read_bytes().splitlines(keepends=True)[:position]
        (home / "journal.jsonl").write_bytes(b"".join(lines))
        assert rankings(sample, as_of=position) == rankings(open_store(home))


def test_only_so_many_pasts_are_kept_open(days):
    for position in (1, 2, 3, 4, 1, 2):
        assert as_of(days, position)
        assert len([key for key in days._opened if key[1]]) <= 3


def test_what_is_no_day_is_a_sentence(days):
    with pytest.raises(NotThere) as refused:
        as_of(days, "hôm qua")
    assert (refused.value.code, refused.value.facts) == ("no_day", {"day": "hôm qua"})


# ── Closing and citing ────────────────────────────────────────────────────────


def closed(store, document="12/QĐ-UBND", **asked):
    return store.close("2025-Q3", document, "2025-10-06", LOCALITY, **asked)


def test_a_closed_period_carries_its_document_and_an_id_for_every_ranking(days):
    made = closed(days, by="Bà A")
    assert {key: made[key] for key in ("period", "locality", "document", "date")} == {
        "period": "2025-Q3", "locality": LOCALITY, "document": "12/QĐ-UBND", "date": "2025-10-06",
    }  # fmt: skip
    period = records(days.ask("periods", locality=LOCALITY))[0]
    assert set(made["rankings"]) == set(period["indicators"].split()) and "timeliness" in made["rankings"]
    assert (period["document"], str(period["document_date"])[:10], period["corrections"]) == (
        "12/QĐ-UBND", "2025-10-06", 0,
    )  # fmt: skip
    assert days.ranking_ids(LOCALITY, "2025-Q3") == made["rankings"]
    assert days.ranking_ids(LOCALITY, "2025-Q2") == {}
    assert days.rebuild().differences == ()
    assert days.ranking_ids(LOCALITY, "2025-Q3") == made["rankings"]


def test_a_cited_ranking_comes_back_as_it_stood_with_what_was_corrected_since(days):
    cited = closed(days)["rankings"]["timeliness"]
    files = days.ask("sources", **QUARTER)
    correction = record(days, form(60), "dinh chinh.csv")["id"]
    found = days.cite(cited)
    assert {one["ward"]: (one["rank"], one["denominator"]) for one in found["rows"]} == {WARD: (1, 100), OTHER: (2, 80)}
    assert [one["ward"] for one in found["unranked"]] == ["Xã Đồng Sương"]
    assert {(one["file_name"], one["sha256"]) for one in found["files"]} == set(
        zip(files["file_name"], files["sha256"], strict=True)
    )
    assert found["same_rows"] and found["same_method"]
    assert [(one["batch_id"], one["change"]) for one in found["corrections"]] == [(correction, "recorded")]
    assert records(days.ask("periods", locality=LOCALITY))[0]["corrections"] == 1
    assert {one["batch_id"]: one["after_closing"] for one in records(days.ask("batches"))}[correction]
    days.withdraw(correction, "nhầm")
    assert days.cite(cited)["corrections"] == []
    assert days.cite("0" * 12) is None


def test_closing_again_replaces_the_document_and_the_old_id_is_cited_still(days):
    first = closed(days)["rankings"]["timeliness"]
    second = closed(days, "15/QĐ-UBND")["rankings"]["timeliness"]
    assert first != second and days.ranking_ids(LOCALITY, "2025-Q3")["timeliness"] == second
    assert (days.cite(first)["document"], days.cite(first)["holds"]) == ("12/QĐ-UBND", False)
    assert (days.cite(second)["document"], days.cite(second)["holds"]) == ("15/QĐ-UBND", True)


def test_the_id_says_whether_the_rows_are_still_those(days, monkeypatch):
    """Computed another way, the rows have another id; the declaration's version tells that the method is another."""
    cited = closed(days)["rankings"]["timeliness"]
    honest = days.ask

    def careless(name, **asked):
        found = honest(name, **asked)
        return found.assign(value=found["value"] + 1e-9) if name == "ranking" else found

    with monkeypatch.context() as patched:
        patched.setattr(days, "ask", careless)
        assert days.cite(cited)["same_rows"] is False
    monkeypatch.setattr(days, "declaration", replace(days.declaration, version="another"))
    assert days.cite(cited)["same_rows"] and days.cite(cited)["same_method"] is False


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("2031-Q1", "12/QĐ", "2025-10-06", LOCALITY), "no_figures"),
        (("2025-Q3", "12/QĐ", "2025-10-06", "Thành phố Không Có"), "unknown_locality"),
        (("2025-Q3", " ", "2025-10-06", LOCALITY), "no_document"),
        (("2025-Q3", "12/QĐ", "06/10/2025", LOCALITY), "no_day"),
    ],
)
def test_what_cannot_be_closed_is_a_sentence_and_writes_nothing(days, given, code):
    entries = len(journal_of(days))
    with pytest.raises(NotThere) as refused:
        days.close(*given)
    assert refused.value.code == code
    assert len(journal_of(days)) == entries
