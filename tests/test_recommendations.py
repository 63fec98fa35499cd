"""Recommendations after visits: recorded from a list or typed, what becomes of them, and that none is ever lost.

And the documents that are frozen: bit for bit, with what was corrected since.
"""

import errno
import io
import json
import shutil
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from reform.__main__ import main
from reform.indicators import declaration
from reform.rows import records
from reform.store import NotThere, RegistryErrors, StoreDamaged, StoreUnwritable, journal, open_store
from reform.text import words
from reform.visits.reading import read_recommendations
from tests.pages import PLACE, look, shown
from tests.stores import form
from tests.stores import record as record_file
from tests.test_store_before import OLD
from tests.test_store_crashes import Crash, break_at

vi = words("vi")
HEAD = "Đơn vị;Nội dung kiến nghị;Người/cơ quan kiến nghị;Ngày;Hạn;Tình trạng;Ghi chú"
EVIL = "#eval(1) =cmd|x <script> {{x}} ![x](http://evil.example/a.png)"


def asked(store, **about):
    """The rows of `recommendations` on 1 October 2025."""
    return records(store.ask("recommendations", day="2025-10-01", **about))


def recommend(store, unit_id=2, text="Niêm yết thủ tục", day="2025-03-01", **more):
    return store.recommend([{"unit_id": unit_id, "text": text, "from_whom": "Ban Pháp chế", "date": day} | more], "A")


def read(store, *lines, head=HEAD):
    return read_list(store, "\n".join([head, *lines]).encode())


def read_list(store, data):
    return read_recommendations(data, declaration(), store.registry(), PLACE)


# ── In the store ──────────────────────────────────────────────────────────────


def test_what_is_said_of_a_recommendation_is_kept_with_who_and_when(three_units):
    store = open_store(three_units.directory)
    (one,) = recommend(store, due="2025-06-30", note="gửi văn bản")["recorded"]
    assert store.change_recommendation(one, "doing", "đang rà soát", by="B")
    assert store.change_recommendation(one, "doing", None, date(2025, 9, 30), by="C")
    assert not store.change_recommendation(one, "doing", " ")
    (row,) = asked(store)
    assert (row["ward"], row["state"], row["days_overdue"], row["note"]) == (
        "Phường Một", "doing", 1, "đang rà soát"
    )  # fmt: skip
    events = records(store.ask("recommendation_events", recommendation_id=one))
    assert [(one["who"], one["previous_state"], one["state"], one["note"]) for one in events] == [
        ("A", None, "new", "gửi văn bản"),
        ("B", "new", "doing", "đang rà soát"),
        ("C", "doing", "doing", None),
    ]
    store.change_recommendation(one, "done", due=None, by="C")
    (row,) = asked(store)
    assert (row["state"], row["due"], row["days_overdue"], row["events"]) == ("done", None, None, 4)


def test_the_same_rows_again_are_recorded_once(three_units):
    rows = [
        {"unit_id": 2, "text": "Công khai thủ tục", "from_whom": "Đoàn A", "date": "2025-03-01", "state": "new"},
        {"unit_id": 3, "text": "Công khai thủ tục", "from_whom": "Đoàn A", "date": "2025-03-01"},
    ]
    first = three_units.recommend([*rows, rows[0] | {"text": "  công khai  THỦ TỤC "}])
    assert len(first["recorded"]) == 2 and not first["already"]
    before = three_units.position
    again = three_units.recommend([rows[0], rows[1] | {"state": "done"}])
    assert again == {"recorded": [], "already": first["recorded"], "other": first["recorded"][1:]}
    assert three_units.position == before and [row["state"] for row in asked(three_units)] == ["new", "new"]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("unknown_unit", {"unit_id": 99}),
        ("unknown_unit", {"unit_id": 1}),  # the locality itself
        ("no_text", {"text": " "}),
        ("no_day", {"date": "31/12/2025"}),
        ("due_before", {"due": "2025-02-28"}),
        ("unknown_state", {"state": "xong"}),
        ("day_in_future", {"date": date.today() + timedelta(days=2)}),
        ("too_long", {"text": "x " * 501}),
        ("too_long", {"note": "x" * 501}),
    ],
)
def test_a_list_with_one_bad_row_records_none(three_units, code, wrong):
    good = {"unit_id": 2, "text": "Một", "date": "2025-03-01"}
    with pytest.raises(NotThere) as refused:
        three_units.recommend([good, good | {"text": "Hai"} | wrong])
    assert refused.value.code == code and asked(three_units) == []


def test_what_nobody_recorded_cannot_be_changed(three_units):
    with pytest.raises(NotThere, match="unknown_recommendation"):
        three_units.change_recommendation("0" * 12, "done")
    with pytest.raises(NotThere, match="unknown_print"):
        three_units.printed("0" * 12)
    wrong = [
        ("unknown_unit", ([], "2025-03-01", "Đoàn")),
        ("no_delegation", ([2], "2025-03-01", " ")),
        ("day_in_future", ([2], date.today() + timedelta(days=2), "Đoàn")),
        ("too_long", ([2], "2025-03-01", "Đoàn", "Ban " * 60)),
    ]
    for code, about in wrong:
        with pytest.raises(NotThere, match=code):
            three_units.record_visit(*about)


def test_a_visit_is_recorded_once(three_units):
    assert three_units.record_visit([2, 3], date(2025, 3, 1), "Đoàn giám sát", "Ban Pháp chế", "A")
    assert not three_units.record_visit([3], "2025-03-01", "đoàn  giám sát")
    assert three_units.record_visit([3, 4], "2025-03-01", "Đoàn giám sát")
    assert len(three_units.ask("visits", locality=PLACE)) == 3


def test_a_recommendation_outlives_a_rename_and_stands_at_the_successor_under_the_old_name(three_units):
    recommend(three_units, 2)
    three_units.record_visit([2], "2025-03-01", "Đoàn A")
    three_units.edit_registry(PLACE, [{"unit_id": 2, "ward": "Phường Mới"}])
    assert asked(three_units, unit_id=2)[0]["ward"] == "Phường Mới"
    three_units.edit_registry(
        PLACE,
        [
            {"unit_id": 2, "valid_to": "2025-07-01"},
            {"unit_id": None, "ward": "Phường Chung", "valid_from": "2025-07-01"},
        ],
        [{"predecessor": 2, "successor": "Phường Chung", "on_date": "2025-07-01", "whole": True}],
    )
    (row,) = asked(three_units, unit_id=5)
    assert (row["ward"], row["is_former"]) == ("Phường Mới", True)
    assert len(three_units.ask("visits", unit_id=5)) == len(three_units.ask("recommendation_events", unit_id=5)) == 1
    with pytest.raises(RegistryErrors, match="unit_has_recommendations"):
        three_units.edit_registry(PLACE, [{"unit_id": 2, "removed": True}])


def test_a_past_day_knows_what_had_been_said_by_then(three_units):
    (one,) = recommend(three_units)["recorded"]
    then = three_units.position
    three_units.change_recommendation(one, "done")
    three_units.record_visit([2], "2025-03-01", "Đoàn A")
    past = records(three_units.ask("recommendations", as_of=then))
    assert [row["state"] for row in past] == ["new"] and three_units.ask("visits", as_of=then).empty


# ── Kept whatever happens ─────────────────────────────────────────────────────


def everything(store):
    """What a store says of all that this file is about, as written out."""
    names = ("recommendations", "recommendation_events", "visits", "prints")
    return [store.ask(name).to_csv() for name in names]


@pytest.fixture(scope="module")
def told_once(two_quarters, tmp_path_factory):
    store = open_store(shutil.copytree(two_quarters, tmp_path_factory.mktemp("told") / "told"))
    (one,) = recommend(store)["recorded"]
    store.change_recommendation(one, "doing", "ghi chú", by="B")
    store.record_visit([2], "2025-03-01", "Đoàn A")
    store.keep_printed(DOCUMENT, ABOUT, "A")
    return store.directory


@pytest.fixture
def told(told_once, tmp_path):
    """A store with figures, recommendations, a visit and a print."""
    return open_store(shutil.copytree(told_once, tmp_path / "told"))


DOCUMENT = {
    "title": "Phiếu",
    "blocks": [{"kind": "table", "rows": [["b", EVIL]], "n": 0.1 + 0.2}],
    "a": None,
    "lang": "vi",
}
ABOUT = {"kind": "brief", "locality": "Thành phố Mây Ngàn", "unit_id": 2, "period": "2025-Q3"}


def test_a_rebuild_makes_all_of_it_again_from_journal_and_files(told):
    before = everything(told)
    assert all(text.count("\n") > 1 for text in before)
    assert told.rebuild().differences == () and everything(told) == before
    for made in (*told.directory.glob("snapshot-*"), told.directory / "CURRENT"):
        made.unlink()
    assert everything(open_store(told.directory)) == before


def test_a_store_of_an_earlier_version_takes_them(tmp_path):
    old = open_store(shutil.copytree(OLD, tmp_path / "old"))
    recommend(old)
    old.keep_printed(DOCUMENT, ABOUT)
    assert old.rebuild().differences == () and len(asked(open_store(old.directory))) == 1


def test_a_snapshot_from_before_there_were_any_is_made_again(recorded, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("reform.store.database._schema_hash", lambda: "another shape")
        record_file(recorded, form(300, "Quý IV/2025"), "q4.csv")
    again = open_store(recorded.directory)
    recommend(again)
    assert len(asked(again)) == 1


# A print takes every step, its file among them; the others are recorded by the same lines.
STEPS = ("keep", "build", "append", "point_to", "settle", "write_whole", "sync_folder")
CRASHES = [("print", step, when) for step in STEPS for when in ("before", "after")]
CRASHES += [("recommend", "append", "after"), ("recommend", "point_to", "before"), ("visit", "append", "after")]
DOING = {
    "recommend": lambda store: recommend(store, text="Sau sự cố"),
    "visit": lambda store: store.record_visit([2], "2025-04-01", "Đoàn B"),
    "print": lambda store: store.keep_printed(DOCUMENT | {"title": "Sau"}, ABOUT),
}


@pytest.mark.parametrize(("doing", "step", "when"), CRASHES)
def test_a_crash_at_any_step_leaves_before_or_after(told, monkeypatch, doing, step, when):
    before = everything(told)
    with monkeypatch.context() as patched:
        break_at(patched, step, Crash(), when)
        with pytest.raises(Crash):
            DOING[doing](told)
    now = everything(open_store(told.directory))
    DOING[doing](told)
    after = everything(told)
    untouched = {"print": 3, "visit": 2, "recommend": 0}[doing]
    assert after != before and now[:untouched] == after[:untouched] == before[:untouched]
    assert [text.count("\n") for text in now] in ([text.count("\n") for text in one] for one in (before, after))
    assert len(journal.read(told.directory / "journal.jsonl")) == 7
    assert not list(told.directory.rglob("*.part"))


def test_a_full_disk_records_nothing_of_a_list(told, monkeypatch):
    before = everything(told)
    for step in ("append", "_fill"):
        with monkeypatch.context() as patched:
            break_at(patched, step, OSError(errno.ENOSPC, "No space left on device"), "before")
            with pytest.raises(StoreUnwritable):
                told.recommend([{"unit_id": 2, "text": str(n), "date": "2025-03-01"} for n in range(3)])
    assert everything(told) == before == everything(open_store(told.directory))


# ── Frozen documents ──────────────────────────────────────────────────────────


def test_a_print_is_given_back_bit_for_bit_and_the_same_content_is_one_print(told):
    (row,) = records(told.ask("prints"))
    assert json.dumps(told.printed(row["print_id"])) == json.dumps(DOCUMENT)
    before = told.position
    assert told.keep_printed(json.loads(json.dumps(DOCUMENT)), ABOUT) == row["print_id"]
    assert told.position == before == row["position"]
    ids = told.keep_prints([(DOCUMENT, ABOUT), (DOCUMENT | {"n": 1}, ABOUT), (DOCUMENT | {"n": 1}, ABOUT)])
    assert ids[0] == row["print_id"] and ids[1] == ids[2] != ids[0] and told.position == before + 1


def test_a_print_says_which_corrections_came_since(told):
    """Figures asked for before somebody recorded are of before, however late the print is kept."""
    knew = told.position
    record_file(told, form(210), "sua.csv")
    (first,) = records(told.ask("prints"))
    late = told.keep_printed(DOCUMENT | {"title": "Muộn"}, ABOUT | {"as_of": knew})
    new = told.keep_printed(DOCUMENT | {"title": "Mới"}, ABOUT)
    since = [told.ask("corrections_since_print", print_id=one) for one in (first["print_id"], late, new)]
    assert [list(rows["file_name"]) for rows in since] == [["sua.csv"], ["sua.csv"], []]
    assert list(since[0]["own"]) == [True]


def test_a_print_names_the_rankings_that_may_be_cited(told):
    told.close("2025-Q3", "12/QĐ-UBND", "2025-10-05")
    one = told.keep_printed(DOCUMENT | {"title": "Chốt"}, ABOUT | {"period": "2025-Q2", "to": "2025-Q3"})
    (row,) = records(told.ask("prints", print_id=one))
    ids = told.ranking_ids("Thành phố Mây Ngàn", "2025-Q3")
    assert row["rankings"].split() == [f"2025-Q3/{by}={one}" for by, one in ids.items()] and ids
    assert (row["period"], row["to_period"], row["ward"]) == ("2025-Q2", "2025-Q3", "Phường Lúa Ngọt")


def test_a_print_that_was_changed_on_the_disk_is_never_shown(told):
    (row,) = records(told.ask("prints"))
    (told.directory / "files" / row["sha256"]).write_bytes(b"{}")
    with pytest.raises(StoreDamaged):
        told.printed(row["print_id"])
    with pytest.raises(StoreDamaged):
        open_store(told.directory)


def test_a_document_of_no_known_kind_is_a_mistake_of_the_program(told):
    for document, about in ((DOCUMENT, ABOUT | {"kind": "poem"}), ({"n": float("nan")}, ABOUT)):
        with pytest.raises(ValueError):
            told.keep_printed(document, about)
    assert len(told.ask("prints")) == 1 and len(list((told.directory / "files").iterdir())) == 3


# ── From a list ───────────────────────────────────────────────────────────────


def test_a_list_is_read_as_any_table_is(three_units):
    lines = (
        "P. Một;Công khai; đủ thủ tục;Ban Pháp chế;01/03/2025;30/6/2025;đang làm;nhắc lại",
        "phường hai;=1+1;;2025-03-02;;;",
    )
    quoted = lines[0].replace("Công khai; đủ thủ tục", '"Công khai; đủ thủ tục"')
    found = read(three_units, quoted, lines[1])
    assert found.problems == ()
    assert [(row["unit"], row["text"], row["date"], row["due"], row["state"]) for row in found.rows] == [
        ("Phường Một", "Công khai; đủ thủ tục", date(2025, 3, 1), date(2025, 6, 30), "doing"),
        ("Phường Hai", "=1+1", date(2025, 3, 2), None, "new"),
    ]
    text = "\n".join([HEAD, quoted, lines[1]])
    for data in (("sep=;\n" + text).encode("utf-8-sig"), text.encode("utf-16")):
        assert read_list(three_units, data) == found
    assert read(three_units, lines[0]).problems[0].code == "surplus_cells"  # a separator inside the words
    assert three_units.recommend(found.rows)["recorded"]


def test_a_workbook_with_dates_merged_units_and_signatures(three_units):
    book = Workbook()
    page = book.active
    rows = [
        ["DANH SÁCH KIẾN NGHỊ"],
        ["TT", *HEAD.split(";")],
        [1, "Phường Một", "Việc một", "Đoàn A", date(2025, 3, 1), date(2025, 6, 30), "Xong", None],
        [2, None, "Việc hai, có dấu phẩy", "Đoàn A", date(2025, 3, 1), None, None, "đã nhắc"],
        [None, "Người lập biểu"],
        [None, "Nguyễn Văn A"],
    ]
    for row in rows:
        page.append(row)
    page.merge_cells("B3:B4")
    held = io.BytesIO()
    book.save(held)
    found = read_list(three_units, held.getvalue())
    assert found.problems == ()
    assert [(row["unit"], row["text"], row["due"], row["state"], row["note"]) for row in found.rows] == [
        ("Phường Một", "Việc một", date(2025, 6, 30), "done", None),
        ("Phường Một", "Việc hai, có dấu phẩy", None, "new", "đã nhắc"),
    ]


BAD = [
    (";Việc;Đoàn;01/03/2025;;;", "unit_missing", "A3"),
    ("Phường Bốn Mươi;Việc;Đoàn;01/03/2025;;;", "unit_unknown", "A3"),
    ("phuong mot;Việc;Đoàn;01/03/2025;;;", "unit_unsure", "A3"),
    ("Phường Một;;Đoàn;01/03/2025;;;", "text_missing", "B3"),
    ("Phường Một;Việc;Đoàn;;;;", "day_missing", "D3"),
    ("Phường Một;Việc;Đoàn;31/02/2025;;;", "day_unreadable", "D3"),
    ("Phường Một;Việc;Đoàn;01/03/2025;hết năm;;", "day_unreadable", "E3"),
    ("Phường Một;Việc;Đoàn;01/03/2025;28/02/2025;;", "due_before", "E3"),
    ("Phường Một;Việc;Đoàn;01/03/2025;;chờ;", "state_unknown", "F3"),
    ("Phường Một;Việc;Đoàn;01/03/2099;;;", "in_future", "D3"),
    (f"Phường Một;{'việc ' * 201};Đoàn;01/03/2025;;;", "too_long", "B3"),
]


@pytest.mark.parametrize(("line", "code", "cell"), BAD)
def test_a_bad_row_is_named_with_its_cell_and_what_to_do(three_units, line, code, cell):
    found = read(three_units, "Phường Hai;Việc;Đoàn;01/03/2025;;;", line)
    (problem,) = found.problems
    assert (problem.code, problem.cell, problem.row) == (f"recommendation_{code}", cell, 3)
    sentence = vi.message(problem)
    assert f"Ô {cell} " in sentence and "dòng 3" in sentence and "{" not in sentence
    assert problem.column in sentence and str(problem.value or "")[:40] in sentence


def test_every_bad_row_is_told_at_once(three_units):
    found = read(three_units, *(line for line, _, _ in BAD))
    assert [problem.row for problem in found.problems] == list(range(2, 2 + len(BAD)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Đơn vị;Nội dung kiến nghị\nPhường Một;Việc", "recommendation_columns_missing"),
        (HEAD, "no_recommendations"),
        ("%PDF-1.7", "pdf_file"),
        ("", "empty_file"),
    ],
)
def test_a_file_that_is_no_list_says_so(three_units, data, code):
    (problem,) = read_list(three_units, data.encode()).problems
    assert problem.code == code and vi.message(problem)


def test_two_units_of_one_name_are_told_apart_by_group_or_day(store):
    listed = [("Phường An", "Cụm 1", None), ("Phường An", "Cụm 2", None)]
    units = [{"ward": name, "group_name": group, "code": None, "aliases": []} for name, group, _ in listed]
    store.set_up(PLACE, 14, units)
    line = "Phường An;Việc;Đoàn;01/03/2025;;;"
    (problem,) = read(store, line).problems
    assert problem.code == "recommendation_unit_unsure" and "Phường An (Cụm 2)" in vi.message(problem)
    (row,) = read(store, line + ";cụm 02", head=HEAD + ";Cụm").rows
    assert row["unit_id"] == 3
    store.edit_registry(PLACE, [{"unit_id": 2, "valid_to": "2025-01-01"}])
    assert read(store, line).rows[0]["unit_id"] == 3


# ── From the command line ─────────────────────────────────────────────────────


def call(store, *arguments, exit_code=0):
    given = [*map(str, arguments), "--store", str(store.directory), "--json"]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == exit_code, result.stderr + result.stdout
    return json.loads(result.stdout)


def test_the_command_line_records_lists_and_what_became_of_them(three_units, tmp_path):
    path = tmp_path / "kien-nghi.csv"
    path.write_text(f"{HEAD}\nPhường Một;{EVIL};Đoàn A;01/03/2025;30/06/2025;;\n", encoding="utf-8")
    (one,) = call(three_units, "recommend", path)["recorded"]
    assert call(three_units, "recommend", path) == {"recorded": [], "already": [one], "other": []}
    assert call(three_units, "recommend", "--id", one, "--state", "doing", "--by", "B")["changed"]
    typed = ("--unit", "P. Hai", "--text", "Việc", "--date", "01/04/2025")
    assert len(call(three_units, "recommend", *typed)["recorded"]) == 1
    found = call(three_units, "recommendations", "--day", "2025-10-01")["recommendations"]
    assert [(row["text"], row["days_overdue"], len(row["history"])) for row in found] == [
        (EVIL, 93, 2),
        ("Việc", None, 1),
    ]
    assert len(call(three_units, "recommendations", "--unit", "Phường Hai")["recommendations"]) == 1
    plain = CliRunner().invoke(main, ["recommendations", "--store", str(three_units.directory)]).stdout
    assert EVIL in plain and "Mới → Đang làm" in plain


def test_a_refused_list_and_a_wrong_call_are_sentences(three_units, tmp_path):
    path = tmp_path / "sai.csv"
    path.write_text("\n".join([HEAD, *(line for line, _, _ in BAD)]), encoding="utf-8")
    told = call(three_units, "recommend", path, exit_code=1)
    assert len(told["problems"]) == len(BAD) and asked(three_units) == []
    assert call(three_units, "recommend", exit_code=2)["error"]["code"] == "recommend_what"
    assert call(three_units, "recommend", path, "--id", "x", exit_code=2)["error"]["code"] == "recommend_what"
    assert call(three_units, "recommend", "--id", "x", exit_code=2)["error"]["code"] == "unknown_recommendation"
    wrong = ("--unit", "Phường Chín", "--text", "Việc", "--date", "2025-04-01")
    assert call(three_units, "recommend", *wrong, exit_code=2)["error"]["code"] == "unknown_unit"


# ── On the unit's page ────────────────────────────────────────────────────────


def field(at, kind, key):
    return next(one for one in at.get(kind) if one.key and one.key.startswith(key))


def press(at, key):
    next(one for one in at.button if one.label == vi.t(key)).click()
    at.run()
    assert not at.exception
    return at


def test_the_page_of_a_unit_shows_them_and_takes_what_became_of_them(three_units):
    store = open_store(three_units.directory)
    record_file(
        store, f"Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\nPhường Một;{PLACE};Quý III/2026;4;6\n".encode()
    )
    overdue = date.today() - timedelta(days=40)
    recommend(store, text=EVIL, day="2025-03-01", due=overdue, from_whom="Đoàn B")
    store.record_visit([2], "2025-03-01", "Đoàn B", "Ban Pháp chế")
    at = look("unit", don_vi="2", dia_ban=PLACE)
    text = shown(at)
    assert "1 kiến nghị: 1 mới; 1 quá hạn." in text and "quá hạn " in text
    assert "Lần giám sát gần nhất: 01/03/2025, Đoàn B (Ban Pháp chế)." in text
    assert r"!\[x\](http" in text and r"\<script\>" in text
    press(at, "recommendation.update_do")
    assert vi.t("acting.who_missing") in [one.value for one in at.error]
    field(at, "selectbox", "tinh-trang").set_value("done")
    field(at, "text_input", "ghi-chu-").set_value("đã niêm yết")
    field(at, "text_input", "nguoi-cap-nhat").set_value("B")
    press(at, "recommendation.update_do")
    assert "1 kiến nghị: 1 xong." in shown(at) and "B: Mới → Xong; “đã niêm yết”" in shown(at)
    field(at, "text_area", "noi-dung").set_value("Bố trí người hướng dẫn")
    press(at, "recommendation.add_do")
    assert "**Bố trí người hướng dẫn**" in shown(at) and not field(at, "text_area", "noi-dung").value
    assert len(store.ask("recommendations", unit_id=2)) == 2
