"""Drafts: several files as one, and drafts kept for later."""

import json

import pytest

from reform.intake.reading import Answers
from reform.store import HasErrors, open_store
from tests.test_comparing import ONLINE, PLACE, WARDS, file, several

DOSSIERS = "Mã hồ sơ;Họ và tên người nộp;Số điện thoại\nH1;Nguyễn Văn A;0900000000".encode()


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    store.set_up(PLACE, units=[{"ward": ward} for ward in WARDS])
    return store


def codes(draft, severity=None):
    return [problem.code for problem in draft.problems if severity in (None, problem.severity)]


# ── Several files ─────────────────────────────────────────────────────────────


def test_a_problem_of_several_files_names_its_file_and_the_row_in_it(store):
    draft = several(
        store,
        ("a.csv", file(ONLINE, "Phường An;Quý III/2025;90;10")),
        ("b.csv", file(ONLINE, "Phường Bình;Quý III/2025;-4;10")),
    )
    assert [(one.code, one.file, one.row, one.cell) for one in draft.problems if one.severity == "error"] == [
        ("negative", "b.csv", 2, "C2")
    ]


def test_a_problem_of_one_file_names_none(store):
    draft = store.draft(file(ONLINE, "Phường Bình;Quý III/2025;-4;10"), "b.csv")
    assert {problem.file for problem in draft.problems} == {None}


def test_one_form_told_in_two_files_is_an_error_at_the_second(store):
    draft = several(
        store,
        ("a.csv", file(ONLINE, "Phường An;Quý III/2025;90;10")),
        ("b.csv", file(ONLINE, "Phường Bình;Quý III/2025;80;20", "Phường An;Quý III/2025;90;10")),
    )
    (error,) = [one for one in draft.problems if one.severity == "error"]
    assert (error.code, error.file, error.row, error.cell) == ("duplicate_row", "b.csv", 3, "C3")
    assert error.facts["other_row"] == "2 · a.csv" and error.facts["name"] == "Phường An"
    with pytest.raises(HasErrors):
        store.publish(draft, ["all"])


def test_a_form_and_a_score_may_come_in_two_files(store):
    draft = several(
        store,
        ("a.csv", file(ONLINE, "Phường An;Quý III/2025;90;10")),
        ("b.csv", file(("reform_score", "reform_score_max"), "Phường An;Quý III/2025;80;100")),
    )
    assert codes(draft, "error") == []
    assert store.publish(draft, ["all"])["ids"] == list(draft.batch_ids)
    shown = {row for row in store.ask("figures", unit_id=2, period="2025-Q3")["measure"]}
    assert {"received_online", "reform_score"} <= shown


def test_a_unit_that_two_files_bring_is_registered_once(store):
    draft = several(
        store,
        ("a.csv", file(ONLINE, "Phường Dương;Quý III/2025;90;10")),
        ("b.csv", file(ONLINE, "P. DƯƠNG;Quý II/2025;80;20")),
    )
    assert [(one.code, one.file) for one in draft.questions] == [("unknown_unit", "a.csv")]
    store.publish(draft, ["all"])
    assert list(store.ask("units", locality=PLACE)["ward"]) == [*WARDS, "Phường Dương"]
    rebuilt = store.ask("units", locality=PLACE)
    store.rebuild()
    assert store.ask("units", locality=PLACE).equals(rebuilt)


def test_equal_rows_in_two_files_are_asked_about_with_both_places(store):
    keys = ("resolved_early", "resolved_on_time", "resolved_overdue")
    draft = several(
        store,
        ("a.csv", file(keys, "Phường An;Quý III/2025;50;40;10")),
        ("b.csv", file(keys, "Phường Bình;Quý III/2025;50;40;10")),
    )
    (asked,) = draft.questions
    assert (asked.code, asked.file, asked.row, asked.facts["other_row"]) == ("identical_rows", "b.csv", 2, "2 · a.csv")


def test_a_total_row_is_the_sum_of_its_own_file(store):
    total = "Tổng cộng;Quý III/2025;{};{}".format
    right = [
        ("a.csv", file(ONLINE, "Phường An;Quý III/2025;90;10", total(90, 10))),
        ("b.csv", file(ONLINE, "Phường Bình;Quý III/2025;80;20", total(80, 20))),
    ]
    assert "total_row_differs" not in codes(several(store, *right))
    wrong = [right[0], ("b.csv", file(ONLINE, "Phường Bình;Quý III/2025;80;20", total(170, 20)))]
    found = [(one.code, one.file, one.cell) for one in several(store, *wrong).problems if one.severity == "error"]
    assert found == [("total_row_differs", "b.csv", "C3")]


def test_the_same_bytes_twice_are_read_once_and_said(store):
    data = file(ONLINE, "Phường An;Quý III/2025;90;10")
    draft = several(store, ("a.csv", data), ("chep.csv", data))
    assert [one.name for one in draft.files] == ["a.csv"]
    assert [(one.code, one.file) for one in draft.problems if one.code == "same_file"] == [("same_file", "chep.csv")]


def test_the_key_of_a_draft_stays_while_answers_and_order_change(store):
    one, two = file(ONLINE, "Phường An;Quý III/2025;90;10"), file(ONLINE, "Phường Bình;Quý III/2025;80;20")
    draft = several(store, ("a.csv", one), ("b.csv", two))
    assert draft.key == several(store, ("b.csv", two), ("x.csv", one)).key
    assert draft.key == store.draft_files([(one, "a.csv", Answers(numbers="en")), (two, "b.csv", Answers())]).key
    assert draft.key != store.draft(one, "a.csv").key


# ── Kept for later ────────────────────────────────────────────────────────────


def test_a_kept_draft_survives_a_restart_with_all_that_was_said(store):
    answers = Answers(numbers="vi", columns={"Cột lạ": ""})
    draft = store.draft_files([(file(ONLINE, "Phường An;Quý III/2025;90;10"), "a.csv", answers)], PLACE)
    assert store.keep_draft(draft, ["few_cases"], "Lan", {"few_cases": "đã hỏi"}) == {
        "id": draft.batch_id,
        "status": "draft",
        "draft": draft.key,
    }
    kept = open_store(store.directory).kept_draft(draft.key)
    assert (kept.draft.data, kept.draft.file_name, kept.draft.locality) == (draft.data, "a.csv", PLACE)
    assert kept.draft.files[0].answers == answers
    assert (kept.accepted, kept.uploader, kept.reasons) == (("few_cases",), "Lan", {"few_cases": "đã hỏi"})
    (listed,) = open_store(store.directory).kept_drafts()
    assert (listed["key"], listed["files"], listed["uploader"]) == (draft.key, ["a.csv"], "Lan")


def test_a_kept_draft_is_checked_beside_what_was_recorded_since(store):
    draft = store.draft(file(ONLINE, "Phường An;Quý III/2025;90;10"), "a.csv")
    store.keep_draft(draft)
    store.publish(store.draft(file(ONLINE, "Phường An;Quý III/2025;70;30"), "b.csv"), ["all"])
    assert [change["old"] for change in store.kept_draft(draft.key).draft.changes] == [70, 30]


def test_a_kept_draft_goes_when_it_is_recorded_or_dropped(store):
    first = store.draft(file(ONLINE, "Phường An;Quý III/2025;90;10"), "a.csv")
    second = store.draft(file(ONLINE, "Phường Bình;Quý III/2025;90;10"), "b.csv")
    store.keep_draft(first)
    store.keep_draft(second)
    store.publish(first, ["all"])
    assert [one["key"] for one in store.kept_drafts()] == [second.key]
    store.drop_draft(second.key)
    assert store.kept_drafts() == [] and store.kept_draft(second.key) is None
    assert not list((store.directory / "drafts").iterdir())


def test_no_byte_of_a_refused_file_is_kept(store):
    draft = several(store, ("a.csv", file(ONLINE, "Phường An;Quý III/2025;90;10")), ("ho-so.csv", DOSSIERS))
    store.keep_draft(draft)
    kept = [path.read_bytes() for path in (store.directory / "drafts").rglob("*") if path.is_file()]
    assert len(kept) == 2 and not any("Nguyễn Văn A".encode() in data for data in kept)
    alone = store.draft(DOSSIERS, "ho-so.csv")
    assert store.keep_draft(alone) == {"id": alone.batch_id, "status": "refused", "draft": None}


@pytest.mark.parametrize("harm", ["draft.json", "file", "key"])
def test_a_damaged_draft_is_none(store, harm):
    draft = store.draft(file(ONLINE, "Phường An;Quý III/2025;90;10"), "a.csv")
    store.keep_draft(draft)
    home = store.directory / "drafts" / draft.key
    if harm == "draft.json":
        (home / harm).write_text(json.dumps({"files": []}))
    elif harm == "file":
        (home / draft.reading.sha256).write_bytes(b"other")
    assert store.kept_draft("../drafts" if harm == "key" else draft.key) is None


def test_drafts_of_before_are_cleaned(store):
    old = store.directory / "drafts"
    old.mkdir()
    (old / "0123456789ab").write_bytes(b"x")
    (old / "0123456789ab.json").write_text("{}")
    assert store.kept_drafts() == []
    store.keep_draft(store.draft(file(ONLINE, "Phường An;Quý III/2025;90;10"), "a.csv"))
    assert not (old / "0123456789ab").exists() and len(store.kept_drafts()) == 1


def test_a_dropped_figure_is_told_of_the_file_that_drops_it(store):
    head, ward = "Đơn vị;Kỳ báo cáo;", "Phường Bàng Vuông;Quý III/2025;"
    before = f"{head}Tổng số đã giải quyết;Trước hạn\n{ward}100;60\n".encode()
    store.publish(store.draft(before, "truoc.csv"), ["all"])
    other = f"{head}Số máy tính\n{ward}7\n".encode()
    form = f"{head}Tổng số đã giải quyết\n{ward}100\n".encode()
    draft = store.draft_files([(other, "may-tinh.csv", Answers()), (form, "bieu.csv", Answers())])
    (told,) = (problem for problem in draft.problems if problem.code == "figures_dropped")
    assert (told.file, told.facts["file_name"]) == ("bieu.csv", "truoc.csv")
