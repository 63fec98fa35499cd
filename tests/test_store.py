"""The store: recorded once, whole or not at all; which figures are in force; closed by default."""

from hashlib import sha256

import pytest

from reform.indicators import declaration
from reform.store import HasErrors, NotAccepted, database, open_store
from tests.stores import FACTS, LOCALITY, WARD, form, inventory, newest, number, record, resolved, row

# ── Once, and whole ──────────────────────────────────────────────────────────────


def test_the_same_bytes_are_one_batch_also_when_their_units_are_known(store):
    data = (FACTS / "so-lieu-cong-bo.csv").read_bytes()
    first = record(store, data, "so-lieu.csv")
    before = inventory(store.directory)
    assert record(store, data, "so-lieu.csv") == first
    assert record(open_store(store.directory), data, "bản khác tên.csv", ()) == first  # asks nothing again
    assert inventory(store.directory) == before
    assert len(store.ask("batches")) == 1


def test_a_file_with_an_error_records_nothing(recorded):
    before = inventory(recorded.directory)
    draft = recorded.draft(form(100).replace(b";99", b";101"), "loi.csv")
    with pytest.raises(HasErrors) as refused:
        recorded.publish(draft, ["all"])
    assert [problem.code for problem in refused.value.draft.problems] == ["parts_exceed_total"]
    assert inventory(recorded.directory) == before


def test_unanswered_questions_record_nothing_and_are_all_named(store):
    draft = store.draft(form(100), "moi.csv")
    with pytest.raises(NotAccepted) as refused:
        store.publish(draft, ["unknown_column"])
    assert [problem.code for problem in refused.value.problems] == [problem.code for problem in draft.questions]
    assert not inventory(store.directory)


def test_a_dossier_list_is_refused_before_a_byte_of_it_is_written(store):
    data = (FACTS / "vi-du-ho-so.csv").read_bytes()
    draft = store.draft(data, "ho-so.csv")
    assert [problem.code for problem in draft.problems] == ["dossier_list"]
    with pytest.raises(HasErrors):
        store.publish(draft, ["all"])
    assert not inventory(store.directory)


def test_a_draft_writes_nothing_and_makes_no_folder(store):
    store.draft(form(100), "moi.csv")
    assert not store.directory.exists()


def test_a_draft_kept_for_later_is_gone_once_it_is_recorded(store):
    draft = store.draft(form(100), "moi.csv")
    assert store.keep_draft(draft) == {"id": draft.batch_id, "status": "draft", "draft": draft.key}
    assert [path.read_bytes() for path in (store.directory / "drafts").rglob(draft.reading.sha256)] == [form(100)]
    assert store.publish(draft, ["all"]) == {"id": draft.batch_id, "status": "published", "ids": [draft.batch_id]}
    assert not [path for path in (store.directory / "drafts").rglob("*") if path.is_file()]
    assert store.keep_draft(draft)["status"] == "published"


def test_the_file_is_kept_byte_for_byte_under_its_hash(store):
    data = b"\xef\xbb\xbf" + form(100).replace(b"\n", b"\r\n")
    record(store, data)
    assert (store.directory / "files" / sha256(data).hexdigest()).read_bytes() == data


def test_what_was_recorded_in_between_is_checked_beside(store):
    """A draft made before another file came is read again under the lock, and its new questions are asked."""
    record(store, form(100, "Quý I/2025"), "q1.csv")
    draft = store.draft(row("Từ kỳ trước", "7"), "q3.csv")
    assert not draft.problems
    record(open_store(store.directory), row("Tổng số đang giải quyết", "5", "Quý II/2025"), "q2.csv")
    with pytest.raises(NotAccepted) as refused:
        store.publish(draft)
    assert [problem.code for problem in refused.value.problems] == ["carried_over_differs"]


# ── Which figures are in force ───────────────────────────────────────────────────


def figures(store, period="2025-Q3"):
    rows = store.ask("figures", unit_id=int(store.ask("units", locality=LOCALITY)["unit_id"][0]), period=period)
    return {row.measure: row.value for row in rows.itertuples() if not row.computed}


def test_a_newer_batch_replaces_the_whole_form_and_no_other_family(store):
    record(store, form(100))
    record(store, row("Số phiếu khảo sát;Số máy tính", "40;12"))
    record(store, row("Tổng số đã giải quyết", "90"))
    # The form of the newer file has no early or on time: the older one is not kept beside it.
    assert figures(store) == {"resolved_total": 90, "survey_ballots": 40, "computers": 12}
    record(store, row("Số máy tính", "13"))
    assert figures(store) == {"resolved_total": 90, "survey_ballots": 40, "computers": 13}


def test_a_newer_batch_leaves_other_periods_and_wards_alone(recorded):
    record(recorded, form(300, ward="Phường Bàng Vuông"), "bang-vuong.csv")
    assert resolved(recorded) == {"Phường Bàng Vuông": 300, WARD: 200}
    assert resolved(recorded, "2025-Q2") == {WARD: 100}


def test_withdrawing_brings_the_earlier_form_back(recorded):
    newer = record(recorded, form(150), "sua.csv")
    assert resolved(recorded) == {WARD: 150}
    assert recorded.withdraw(newer["id"], "nhầm kỳ") == {"id": newer["id"], "status": "withdrawn"}
    assert resolved(recorded) == {WARD: 200}
    recorded.rebuild()
    assert resolved(recorded) == {WARD: 200}


# ── Registry ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("written", ["UBND P. Lúa Ngọt", "phường lúa ngọt", "PHƯỜNG LÚA NGỌT", "P.Lúa Ngọt"])
def test_a_confirmed_unit_is_registered_with_its_type_in_full_and_its_writing_as_alias(store, written):
    record(store, form(100, ward=written))
    units = [unit for unit in store.registry().units if not unit["is_locality"]]
    assert [(unit["name"], unit["aliases"]) for unit in units] == [(WARD, (written,))]
    again = store.draft(form(100, "Quý IV/2025", ward=written), "q4.csv")
    assert [row.ward for row in again.reading.rows] == [WARD] and not again.questions


def test_the_first_use_sets_the_locality_its_close_day_and_the_offices_order(store):
    first = {"ward": "Xã Đồng Sương", "code": "00123", "group_name": "Cụm 1"}
    store.set_up(LOCALITY, 14, [first, {"ward": WARD, "aliases": ["Lúa Ngọt cũ"]}])
    found = store.ask("units", locality=LOCALITY)
    assert list(found["ward"]) == ["Xã Đồng Sương", WARD]
    assert found["code"][0] == "00123"
    assert store.registry().default_locality == LOCALITY and store.registry().close_day(LOCALITY) == 14
    period = store.draft(form(100), "q3.csv").reading.rows[0].period
    assert (str(period.starts), str(period.ends)) == ("2025-06-15", "2025-09-14")


def test_setting_up_again_keeps_units_and_adds_new_ones(store):
    store.set_up(LOCALITY, 14, [{"ward": WARD}])
    store.set_up(LOCALITY, None, [{"ward": "Phường Bàng Vuông"}, {"ward": WARD, "group_name": "Cụm 2"}])
    found = store.ask("units", locality=LOCALITY)
    assert list(found["ward"]) == ["Phường Bàng Vuông", WARD] and list(found["unit_id"]) == [3, 2]
    assert found["group_name"][1] == "Cụm 2" and store.registry().close_day(LOCALITY) == 14


# ── Closed by default ────────────────────────────────────────────────────────────


OUTSIDE = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "ATTACH '/tmp/elsewhere.duckdb' AS elsewhere",
    "COPY (SELECT 1) TO '/tmp/elsewhere.csv'",
    "EXPORT DATABASE '/tmp/elsewhere'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/elsewhere.duckdb_extension'",
    "SET enable_external_access = true",
    "SET threads = 1",
    "RESET lock_configuration",
    "SET GLOBAL allow_community_extensions = true",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_no_statement_reaches_a_file_an_extension_or_a_setting(recorded, statement):
    path = newest(recorded)
    trial = database.open_trial(path, declaration(), ["2025-Q3"])
    reading = recorded._answering(number(recorded))
    with database.facts(path) as facts:
        for con in (trial, reading, database.open_reading(None, declaration()), facts):
            with pytest.raises(database.duckdb.Error):
                con.cursor().execute(statement)


def test_a_reading_connection_cannot_write_the_snapshot(recorded):
    reading = recorded._answering(number(recorded))
    before = inventory(recorded.directory)
    for statement in (
        "DELETE FROM snapshot.batch",
        "DROP TABLE snapshot.batch",
        "CREATE TABLE snapshot.new (one INT)",
    ):
        with pytest.raises(database.duckdb.Error):
            reading.cursor().execute(statement)
    assert inventory(recorded.directory) == before


@pytest.mark.parametrize("name", ["a'; DROP TABLE batch; --.csv", 'x"y$by.csv', "tệp\nhai dòng.csv", "\udcff.csv"])
def test_a_file_name_is_only_a_name(tmp_path, name):
    store = open_store(tmp_path / 'it\'s a "store"; --')
    store.publish(store.draft(form(100), name), ["all"], uploader="'; DROP TABLE unit; --", reason="$period")
    batch = store.ask("batches").iloc[0]
    assert batch["file_name"] == name.replace("\udcff", "?") and batch["uploader"] == "'; DROP TABLE unit; --"
    store.rebuild()
    assert resolved(store) == {WARD: 100}


def test_unknown_queries_and_parameters_are_programmer_errors(recorded):
    with pytest.raises(KeyError):
        recorded.ask("../store/secret")
    with pytest.raises(TypeError):
        recorded.ask("periods", period="2025-Q3")
