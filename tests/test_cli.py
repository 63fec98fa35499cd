"""The command line: a contract for schedules and checks. What stands on stdout, key by key, and how it ends.

Most calls run inside this process; exit codes, streams and the environment are tried on real processes.
"""

import csv
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pypdf import PdfReader

from reform import answers
from reform.__main__ import main
from reform.indicators import declaration
from reform.store import open_store, queries
from reform.store.draft import WITHOUT_DEFAULT
from reform.text import words

ROOT = Path(__file__).parent.parent
FACTS = Path(__file__).parent / "facts" / "so-lieu-cong-bo.csv"
DOSSIERS = Path(__file__).parent / "facts" / "vi-du-ho-so.csv"
LOCALITY = "Thành phố Mây Ngàn"
HEADER = "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ ngày;Đến ngày;Tổng số đã giải quyết;Trước và đúng hạn;Hài lòng;Ghi chú"
HOLD = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"
GOOD = (
    "UBND P. Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;15/6/2025;14/9/2025;1.059;1.054;;",
    "Phường Bàng Vuông;Thành phố Mây Ngàn;Quý III/2025;15/6/2025;14/9/2025;400;398;;",
)


class Answer:
    """What a call said: exit code, JSON (or None) and the two streams."""

    def __init__(self, exit_code, stdout, stderr):
        self.exit_code, self.stdout, self.stderr = exit_code, stdout, stderr

    @property
    def json(self):
        return json.loads(self.stdout)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def call(store):
    """A call in this process: call("ranking", "--period", "2025-Q3", …) on an empty store of its own."""

    def call(*arguments, at=store, as_json=True):
        given = [*map(str, arguments), "--store", str(at), *(["--json"] if as_json else [])]
        result = CliRunner().invoke(main, given)
        return Answer(result.exit_code, result.stdout, result.stderr)

    return call


def process(*arguments, env=()):
    """The same as a real process."""
    done = subprocess.run(
        [sys.executable, "-m", "reform", *map(str, arguments)],
        capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60, check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | dict(env),
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def file(tmp_path):
    """A file of these lines below the header."""

    def file(*lines, header=HEADER, name="bieu.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig")
        return path

    return file


def inventory(folder):
    return {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def figures(row):
    return {measure: cell["value"] for measure, cell in row["values"].items()}


# ── check ─────────────────────────────────────────────────────────────────────


def test_check_says_what_a_file_holds_key_by_key(call, file):
    path = file(*GOOD)
    said = call("check", path)
    assert said.exit_code == 0  # questions alone are no error
    found = said.json
    assert list(found)[:5] == ["sha256", "decisions", "rows", "fields", "problems"]
    assert found["sha256"] == sha256(path.read_bytes()).hexdigest()
    decisions = found["decisions"]
    assert (decisions["encoding"], decisions["separator"], decisions["numbers"]) == ("utf-8-sig", ";", "vi")
    assert decisions["header_rows"] == [1] and decisions["period"][0]["key"] == "2025-Q3"
    row = found["rows"][0]
    contract = {"ward", "period", "from", "to", "cumulative", "values"}
    assert contract <= set(row) and found["fields"] == []
    assert (row["ward"], row["period"], row["from"], row["to"]) == (
        "UBND P. Lúa Ngọt", "2025-Q3", "2025-06-15", "2025-09-14",
    )  # fmt: skip
    assert row["cumulative"] is False
    assert row["values"]["resolved_total"] == {"value": 1059, "bound": None, "text": "1.059", "cell": "F2"}
    problem = found["problems"][0]
    assert {"severity", "code", "row", "column", "cell", "value", "message"} <= set(problem)
    assert {problem["severity"] for problem in found["problems"]} <= {"error", "confirm", "note"}


def test_values_stand_in_the_measures_own_unit(call, file):
    header = (
        "Đơn vị;Trực thuộc;Kỳ báo cáo;Tỷ lệ hồ sơ trực tuyến (theo báo cáo);Mức độ hài lòng (theo báo cáo);Điểm CCHC;"
        "Từ kỳ trước;Áp dụng ISO 9001;Ghi chú;Số máy tính"
    )
    path = file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Năm 2025;99,53%;<30%;90,5;05;có;Ý kiến: <b>;-", header=header)
    values = call("check", path).json["rows"][0]["values"]
    assert values["online_pct_stated"]["value"] == 99.53
    assert (values["satisfaction_pct_stated"]["value"], values["satisfaction_pct_stated"]["bound"]) == (30, "<")
    assert (values["reform_score"]["value"], values["carried_over"]["value"]) == (90.5, 5)
    assert (values["iso_9001"]["value"], values["note"]["value"]) == ("có", "Ý kiến: <b>")
    assert values["computers"]["value"] is None and values["computers"]["text"] == "-"


@pytest.mark.parametrize("scale,value", [("percent", 0.9915), ("fraction", 99.15)])
def test_the_scale_of_shares_is_answered_by_an_option(call, file, scale, value):
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tỷ lệ hồ sơ trực tuyến (theo báo cáo)"
    path = file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;0,9915", header=header)
    asked = next(one for one in call("check", path).json["problems"] if one["code"] == "share_scale")
    assert asked["option"] == "--shares percent|fraction"
    said = call("check", path, "--shares", scale).json
    assert "share_scale" not in [one["code"] for one in said["problems"]]
    assert figures(said["rows"][0]) == {"online_pct_stated": value}


def test_an_error_ends_with_one_and_still_says_everything(call, file):
    said = call("check", file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;;;100;101;;"))
    assert said.exit_code == 1
    assert [one["code"] for one in said.json["problems"] if one["severity"] == "error"] == ["parts_exceed_total"]
    assert figures(said.json["rows"][0]) == {"resolved_total": 100, "resolved_early_or_on_time": 101}


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"PK\x03\x04 xl/workbook.xml", b"xin ch\xe0o", DOSSIERS.read_bytes()]
)
def test_what_cannot_be_read_is_one_error_in_a_sentence(call, tmp_path, store, data):
    path = tmp_path / "la.csv"
    path.write_bytes(data)
    for arguments in (["check", path], ["import", path, "--publish", "--accept", "all"]):
        said = call(*arguments)
        assert said.exit_code == 1 and said.json["rows"] == []
        assert [one["severity"] for one in said.json["problems"]] == ["error"]
        assert said.json.get("batch") is None
    assert not store.exists()


def test_check_writes_nothing(call, file, store, tmp_path):
    path, before = file(*GOOD), None
    call("check", path)
    assert not store.exists()
    call("import", path, "--publish", "--accept", "all")
    before = inventory(tmp_path)
    call("check", file(*GOOD[:1]))
    call("check", path)
    assert inventory(tmp_path).keys() == before.keys()
    assert {name: data for name, data in inventory(store).items()} == {
        name: data for name, data in before.items() if store in name.parents
    }


@pytest.mark.parametrize("lines", [GOOD, ("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;;;100;101;;",)])
def test_check_and_import_tell_the_same_problems(call, file, lines):
    path = file(*lines)
    for _ in range(2):  # on an empty store, and beside a draft
        checked, imported = call("check", path).json, call("import", path).json
        assert {key: imported[key] for key in checked} == checked
    call("import", path, "--publish", "--accept", "all")
    checked, imported = call("check", path).json, call("import", path).json
    assert {key: imported[key] for key in checked} == checked


def test_a_known_ward_has_its_registered_name_and_a_new_one_its_own_writing(call, file):
    call("import", file(GOOD[0]), "--publish", "--accept", "all")
    later = GOOD[0].replace("Quý III", "Quý IV").replace("15/6", "15/9").replace("14/9", "14/12")
    new = later.replace("UBND P. Lúa Ngọt", "Phươ\u0300ng Gio\u0301 Lành")  # decomposed letters
    rows = call("check", file(later, new)).json["rows"]
    assert [row["ward"] for row in rows] == ["Phường Lúa Ngọt", "Phường Gió Lành"]


def test_messages_come_in_english_too(call, file):
    path = file(*GOOD)
    vi, en = (call("check", path, "--lang", lang).json["problems"] for lang in ("vi", "en"))
    assert [one["code"] for one in vi] == [one["code"] for one in en]
    assert all(one["message"] != other["message"] for one, other in zip(vi, en, strict=True))


# ── import ────────────────────────────────────────────────────────────────────


def recorded(store):
    return (store / "journal.jsonl").exists() or (store / "files").exists()


def test_import_keeps_a_draft_until_it_is_published(call, file, store):
    path = file(*GOOD)
    said = call("import", path)
    assert said.exit_code == 0 and said.json["batch"]["status"] == "draft"
    assert not recorded(store)
    assert call("periods").json == {"rows": []}
    published = call("import", path, "--publish", "--accept", "all")
    assert published.exit_code == 0
    recorded_as = {"id": said.json["batch"]["id"], "status": "published"}
    assert published.json["batch"].items() >= recorded_as.items()
    assert published.json["unanswered"] == []


def test_an_error_leaves_no_batch_and_no_folder(call, file, store):
    said = call(
        "import", file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;;;100;101;;"), "--publish", "--accept", "all"
    )
    assert said.exit_code == 1 and said.json["batch"] is None
    assert not recorded(store)


def test_publishing_waits_for_every_question(call, file, store):
    path = file(*GOOD)
    asked = {(one["code"], one["cell"]) for one in call("check", path).json["problems"] if one["severity"] == "confirm"}
    assert asked >= {("unknown_unit", "A2"), ("unknown_unit", "A3")}
    others = [part for code in {code for code, _ in asked} - {"unknown_unit"} for part in ("--accept", code)]
    for accepted, open_cells in (
        ([], {"A2", "A3"}),
        (["--accept", "unknown_column"], {"A2", "A3"}),
        (["--accept", "unknown_unit:A2"], {"A3"}),
        (["--accept", "unknown_unit:A2", "--accept", "unknown_unit:A9"], {"A3"}),
    ):
        said = call("import", path, "--publish", *accepted, *others)
        assert said.exit_code == 1 and said.json["batch"]["status"] == "draft"
        assert {one["cell"] for one in said.json["unanswered"]} == open_cells
        assert not recorded(store)
    both = ["--accept", "unknown_unit:A2", "--accept", "unknown_unit:A3"]
    assert call("import", path, "--publish", *both, *others).exit_code == 0
    assert recorded(store)


def test_accepting_a_code_answers_all_its_questions(call, file):
    path = file(*GOOD)
    codes = {one["code"] for one in call("check", path).json["problems"] if one["severity"] == "confirm"}
    said = call("import", path, "--publish", *(part for code in codes for part in ("--accept", code)))
    assert said.json["batch"]["status"] == "published"


def test_a_cell_of_one_of_several_files_is_accepted_by_the_name_of_its_file(call, file, store):
    first, second = file(GOOD[0], name="a.csv"), file(GOOD[1], name="b.csv")
    others = ["--accept", "unknown_locality", "--accept", "unknown_column"]
    refused = call("import", first, second, "--publish", "--accept", "unknown_unit:A2", *others)
    assert refused.exit_code == 2 and not recorded(store)
    assert "unknown_unit:a.csv!A2" in refused.stderr and "unknown_unit:b.csv!A2" in refused.stderr
    one = call("import", first, second, "--publish", "--accept", "unknown_unit:a.csv!A2", *others)
    assert one.exit_code == 1 and {(left["file"], left["cell"]) for left in one.json["unanswered"]} == {("b.csv", "A2")}
    both = ["--accept", "unknown_unit:a.csv!A2", "--accept", "unknown_unit:b.csv!A2"]
    assert call("import", first, second, "--publish", *both, *others).exit_code == 0
    alone = file("Phường Gió Lành;Thành phố Mây Ngàn;Quý III/2025;;;3;3;;", name="c.csv")
    assert call("import", alone, "--publish", "--accept", "unknown_unit:A2").exit_code == 0


def test_what_accepting_all_leaves_open_names_the_option_that_answers_it(call, file, tmp_path, store):
    for code in WITHOUT_DEFAULT:
        assert code in answers.OPTIONS, code
    own = tmp_path / "rieng.csv"
    own.write_text("Quý III/2025\nTT;Lĩnh vực;Tổng số tiếp nhận;Trực tuyến\n1;Hộ tịch;3;2\n;Tổng số;3;2\n", "utf-8")
    said = call("import", own, "--publish", "--accept", "all", "--locality", LOCALITY, as_json=False)
    assert said.exit_code == 1 and said.stdout.count("--unit") == 2
    told = call("import", own, "--publish", "--accept", "all", "--locality", LOCALITY).json
    assert [(one["code"], one["option"]) for one in told["unanswered"]] == [("own_form_unit_missing", '--unit "…"')]
    units = [{"ward": "Phường Cầu Vồng"}]
    open_store(store).set_up(LOCALITY, None, units)
    done = call("import", own, "--publish", "--accept", "all", "--locality", LOCALITY, "--unit", "Phường Cầu Vồng")
    assert done.exit_code == 0, done.stdout


def test_people_read_how_a_file_was_read_and_what_recording_changes(call, file):
    first = file(*GOOD)
    assert call("import", first, "--publish", "--accept", "all").exit_code == 0
    better = file(GOOD[0], GOOD[1].replace("400;398", "400;400"), name="lai.csv")
    said = call("check", better, as_json=False).stdout
    for part in (
        "bảng mã UTF-8", "tiêu đề ở dòng 1", "Bố cục:", "kiểu Việt Nam", "Quý III/2025: từ 15/06/2025 đến 14/09/2025",
        "2 đơn vị của Thành phố Mây Ngàn", "0 ô mới, 1 ô đổi, 0 ô bỏ, 3 ô giữ nguyên", "Bàng Vuông 2 → 1",
        "Lúa Ngọt 1 → 2",
    ):  # fmt: skip
        assert part in said, part
    assert "đính chính" not in said and call("check", better).json["corrects"] == []


def test_import_into_a_closed_period_is_said_to_correct_it(call, file):
    assert call("import", file(*GOOD), "--publish", "--accept", "all").exit_code == 0
    closed = ["--document", "12/QĐ-UBND", "--date", "2025-10-05"]
    assert call("close", "--period", "2025-Q3", *closed).exit_code == 0
    better = file(GOOD[0], GOOD[1].replace("400;398", "400;400"), name="lai.csv")
    said = call("import", better, as_json=False).stdout
    assert "đã chốt theo QĐ số 12/QĐ-UBND ngày 05/10/2025" in said and "đính chính" in said
    assert [(one["period"], one["document"]) for one in call("check", better).json["corrects"]] == [
        ("2025-Q3", "12/QĐ-UBND")
    ]


def test_the_same_file_twice_is_one_batch_and_asks_nothing_again(call, file, store):
    path = file(*GOOD)
    first = call("import", path, "--publish", "--accept", "all").json["batch"]
    before = inventory(store)
    for arguments in (["--publish", "--accept", "all"], ["--publish"], []):
        again = call("import", path, *arguments)
        assert (again.exit_code, again.json["batch"], again.json["unanswered"]) == (0, first, [])
    assert inventory(store) == before


def test_accepting_an_unknown_column_leaves_it_out(call, file):
    path = file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;40;7", header=HEADER[:35] + ";Hài lòng;Số ghế chờ")
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace(HEADER[:35], "Đơn vị;Trực thuộc;Kỳ báo cáo"), encoding="utf-8"
    )
    said = call("check", path).json
    assert ("unknown_column", "E1") in [(one["code"], one["cell"]) for one in said["problems"]]
    assert call("import", path, "--publish", "--accept", "all").exit_code == 0
    assert list(said["rows"][0]["values"]) == ["survey_satisfied"]


def test_locality_uploader_and_reason_are_taken(call, tmp_path, store):
    path = tmp_path / "bieu.csv"
    path.write_text("Đơn vị;Kỳ báo cáo;Trước hạn\nPhường Lúa Ngọt;Quý III/2025;40\n", encoding="utf-8")
    options = ["--locality", "Quận Mây", "--uploader", "Nguyễn Văn A", "--reason", "báo cáo quý"]
    assert call("import", path, *options, "--publish", "--accept", "all").exit_code == 0
    batch = open_store(store).ask("batches").iloc[0]
    assert (batch["uploader"], batch["reason"], batch["file_name"]) == ("Nguyễn Văn A", "báo cáo quý", "bieu.csv")
    assert call("periods").json["rows"][0]["locality"] == "Quận Mây"


def test_a_file_without_a_locality_is_no_error(call, tmp_path):
    path = tmp_path / "bieu.csv"
    path.write_text("Đơn vị;Kỳ báo cáo;Trước hạn\nPhường Lúa Ngọt;Quý III/2025;40\n", encoding="utf-8")
    said = call("import", path, "--publish", "--accept", "all")
    assert said.exit_code == 0 and "no_locality" in [one["code"] for one in said.json["problems"]]
    assert call("periods").json["rows"][0]["locality"] == "(chưa đặt tên)"


# ── The published facts, from the file to every derived figure (design §6) ────


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """The facts file recorded by the command line; calls on it."""
    home = tmp_path_factory.mktemp("facts") / "store"

    def call(*arguments):
        result = CliRunner().invoke(main, [*map(str, arguments), "--store", str(home), "--json"])
        return Answer(result.exit_code, result.stdout, result.stderr)

    call.home, call.imported = home, call("import", FACTS, "--publish", "--accept", "all")
    return call


def test_every_filled_cell_of_the_facts_is_kept_as_written(facts):
    assert facts.imported.exit_code == 0 and facts.imported.json["batch"]["status"] == "published"
    with open(FACTS, encoding="utf-8-sig", newline="") as file:
        header, *records = csv.reader(file, delimiter=";")
    keys = {measure.vi: measure.key for measure in declaration().measures.values()}
    for record, row in zip(records, facts.imported.json["rows"], strict=True):
        filled = {keys[name]: text.strip() for name, text in zip(header, record, strict=True) if name in keys and text}
        assert {measure: cell["text"] for measure, cell in row["values"].items()} == filled
    stored = open_store(facts.home)
    for row in facts.imported.json["rows"]:
        unit = next(one["unit_id"] for one in stored.registry().units if one["name"] == row["ward"])
        kept = stored.ask("figures", unit_id=unit, period=row["period"])
        texts = {one.measure: one.text for one in kept.itertuples() if not one.computed}
        assert texts == {measure: cell["text"] for measure, cell in row["values"].items()}


def test_each_unit_of_the_facts_stands_in_its_own_period(facts):
    assert [
        (row["ward"], row["period"], row["from"], row["to"], row["cumulative"]) for row in facts.imported.json["rows"]
    ] == [
        ("Phường Hòa Khê", "2019", None, None, True),
        ("Phường Vĩnh Trung", "2019-10M", "2019-01-01", "2019-10-31", True),
        ("Quận Thanh Khê", "2019", None, None, True),
        ("Phường Trần Hưng Đạo", "2023", "2023-01-01", "2023-11-30", True),
        ("Phường Thạch Bàn", "2020-H1", None, None, True),
        ("Xã Tiên Sơn", "2020-01-01_2022-10-12", "2020-01-01", "2022-10-12", True),
    ]


DERIVED = [
    ("2023", "online", "99,15", 1049, 1058),
    ("2023", "online_all", "99,06", 1049, 1059),
    ("2023", "early", "99,53", 1054, 1059),
    ("2023", "timeliness", "100,00", 1059, 1059),
    ("2023", "satisfaction", "100,00", 145, 145),
    ("2019-10M", "early", "14,15", 1748, 12349),
    ("2019-10M", "timeliness", "100,00", 12349, 12349),
    ("2020-H1", "online", "21,15", 568, 2685),
    ("2020-H1", "timeliness", "100,00", 2668, 2668),
    ("2019", "score", "90,00", 90, 100),
]


@pytest.mark.parametrize(("period", "by", "shown", "numerator", "denominator"), DERIVED)
def test_a_derived_figure_of_the_facts(facts, period, by, shown, numerator, denominator):
    [row] = facts("ranking", "--period", period, "--by", by).json["rows"]
    assert row["value"] == numerator * 100 / denominator  # one division, unrounded
    assert words("vi").points(row["value"]) == shown
    assert (row["rank"], row["numerator"], row["denominator"]) == (1, numerator, denominator)


def test_ballots_on_resolved_dossiers_of_the_facts(facts):
    few = next(one for one in facts.imported.json["problems"] if one["code"] == "ballots_few")
    assert words("vi").points(few["facts"]["ballots"] * 100 / few["facts"]["resolved"]) == "13,69"


def test_bounds_of_the_facts_are_shown_and_never_ranked(facts):
    son = facts("ranking", "--period", "2020-01-01_2022-10-12", "--by", "online").json
    assert son["rows"] == [] and son["period"]["label"] == "Từ năm 2020 đến 12/10/2022"
    [row] = son["unranked"]
    assert (row["ward"], row["reason"], row["value"], row["bound"]) == ("Xã Tiên Sơn", "bounded", 30, "<")
    assert "<30%" in row["message"]
    place = next(row for row in facts.imported.json["rows"] if row["ward"] == "Quận Thanh Khê")
    assert (place["values"]["online_pct_stated"]["value"], place["values"]["online_pct_stated"]["bound"]) == (40, ">")
    ranked = facts("ranking", "--period", "2019", "--by", "online").json
    assert "Quận Thanh Khê" not in [row["ward"] for row in ranked["rows"] + ranked["unranked"]]


# ── Rankings ──────────────────────────────────────────────────────────────────


def on(sample, *arguments):
    result = CliRunner().invoke(main, [*arguments, "--store", str(sample.directory), "--json"])
    return Answer(result.exit_code, result.stdout, result.stderr)


def test_a_ranking_key_by_key(sample):
    found = on(sample, "ranking", "--period", "2026-Q3", "--by", "timeliness").json
    assert {"locality", "period", "by", "target", "rows", "unranked"} <= set(found)
    assert found["period"] == {"key": "2026-Q3", "label": "Quý III/2026", "cumulative": False}
    row = found["rows"][0]
    contract = {"rank", "previous_rank", "ward", "value", "numerator", "denominator", "keys", "band", "from", "to"}
    assert contract <= set(row)
    assert list(row["keys"]) == ["timeliness", "overdue_stock", "early"] and row["keys"]["timeliness"] == row["value"]
    assert isinstance(row["numerator"], int) and row["value"] == row["numerator"] * 100 / row["denominator"]
    assert (row["from"], row["to"]) == ("2026-06-15", "2026-09-14")
    for row in found["unranked"]:
        assert {"ward", "reason", "value", "bound", "message"} <= set(row)


def test_a_band_is_said_in_the_chosen_language(sample):
    top = {
        lang: on(sample, "ranking", "--period", "2025", "--by", "score", "--lang", lang).json["rows"][0]["band"]
        for lang in ("vi", "en")
    }
    assert top["vi"] != top["en"] and top["vi"] in [band.name.vi for band in declaration().bands]


def test_the_target_is_the_declared_one(sample):
    assert on(sample, "ranking", "--period", "2026-Q3", "--by", "online").json["target"] == 50
    assert on(sample, "ranking", "--period", "2026-Q3", "--by", "timeliness").json["target"] is None


def test_a_group_is_ranked_alone(sample):
    whole = on(sample, "ranking", "--period", "2026-Q3", "--by", "online").json["rows"]
    group = next(row["group"] for row in whole if row["group"])
    rows = on(sample, "ranking", "--period", "2026-Q3", "--by", "online", "--group", group).json["rows"]
    assert 0 < len(rows) < len(whole) and {row["group"] for row in rows} == {group} and rows[0]["rank"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["ranking", "--period", "2099-Q1", "--by", "online"],
        ["ranking", "--period", "hôm qua", "--by", "score"],
        ["ranking", "--period", "2026-Q3", "--by", "online", "--locality", "Thành phố Không Có"],
        ["ranking", "--period", "2026-Q3", "--by", "online", "--group", "Cụm 99"],
        ["ranking", "--period", "2025", "--by", "score", "--scheme", "khong_co"],
        ["summary", "--period", "2099-Q1"],
        ["series", "--unit", "Phường Không Có", "--indicator", "online"],
        ["periods", "--locality", "Thành phố Không Có"],
    ],
)
def test_what_is_not_there_gives_empty_rows(sample, arguments):
    said = on(sample, *arguments)
    assert said.exit_code == 0 and said.json["rows"] == []


def test_an_empty_store_answers_everything_with_nothing(call, store):
    for arguments in (
        ["ranking", "--period", "2025-Q3", "--by", "online"],
        ["summary", "--period", "2025-Q3"],
        ["series", "--unit", "Phường Lúa Ngọt", "--indicator", "online"],
        ["periods"],
    ):
        said = call(*arguments)
        assert said.exit_code == 0 and said.json["rows"] == []
    assert not store.exists()


def test_summary_periods_and_series_have_the_columns_of_their_queries(sample):
    ward = sample.ask("units", locality="Thành phố Minh Họa")["ward"][0]
    found = {
        "summary": on(sample, "summary", "--period", "2026-Q3").json["rows"],
        "periods": on(sample, "periods").json["rows"],
        "series": on(sample, "series", "--unit", ward, "--indicator", "online").json["rows"],
    }
    for name, rows in found.items():
        columns = [column for column, _ in queries.query(name).columns if column != "veto_value"]  # told in words
        assert rows and all(list(row) == columns for row in rows)
    assert len(found["summary"]) == 11 and found["summary"][-1]["is_locality"] is True
    assert [row["period"] for row in found["series"]] == [row["period"] for row in reversed(found["periods"])]


# ── Several localities ────────────────────────────────────────────────────────


@pytest.fixture
def two_places(call, tmp_path):
    path = tmp_path / "hai.csv"
    path.write_text(
        "Đơn vị;Trực thuộc;Kỳ báo cáo;Tổng số đã giải quyết;Trước và đúng hạn\n"
        "Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;100;99\n"
        "Phường Lúa Ngọt;Thành phố Gió Lành;Quý III/2025;200;100\n"
        "Phường Lúa Ngọt;Thành phố Gió Lành;Quý II/2025;300;100\n",
        encoding="utf-8",
    )
    assert call("import", path, "--publish", "--accept", "all").exit_code == 0
    return call


@pytest.mark.parametrize(
    "command",
    [["ranking", "--by", "timeliness"], ["summary"], ["export", "--out", "x.csv"]],
    ids=lambda command: command[0],
)
def test_several_localities_without_a_default_are_named(two_places, command):
    said = two_places(*command, "--period", "2025-Q3")
    assert said.exit_code == 2 and said.json["error"]["code"] == "which_locality"
    assert "Thành phố Mây Ngàn" in said.stderr and "Thành phố Gió Lành" in said.json["error"]["message"]


def test_rankings_never_cross_localities(two_places):
    for place, resolved in (("Thành phố Mây Ngàn", [100]), ("Thành phố Gió Lành", [200])):
        found = two_places("ranking", "--period", "2025-Q3", "--by", "timeliness", "--locality", place).json
        assert found["locality"] == place and [row["denominator"] for row in found["rows"]] == resolved
    only = two_places("ranking", "--period", "2025-Q2", "--by", "timeliness").json
    assert only["locality"] == "Thành phố Gió Lành" and [row["denominator"] for row in only["rows"]] == [300]
    both = two_places("series", "--unit", "Phường Lúa Ngọt", "--indicator", "timeliness").json["rows"]
    assert [row["locality"] for row in both].count("Thành phố Mây Ngàn") == 1 and len(both) == 3


def test_the_stores_default_is_taken_among_several(two_places, store):
    open_store(store).set_up("Thành phố Mây Ngàn")
    assert two_places("ranking", "--period", "2025-Q3", "--by", "timeliness").json["locality"] == "Thành phố Mây Ngàn"
    # The only one with data in that period goes before the default.
    assert two_places("ranking", "--period", "2025-Q2", "--by", "timeliness").json["locality"] == "Thành phố Gió Lành"


# ── Files out ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("by", [[], ["--by", "online"]], ids=["summary", "ranking"])
def test_export_writes_what_the_ranking_says(sample, tmp_path, by):
    ward = on(sample, "ranking", "--period", "2026-Q3", "--by", "online").json["rows"][0]["ward"]
    for kind in ("csv", "xlsx", "pdf"):
        path = tmp_path / f"bang.{kind}"
        said = on(sample, "export", "--period", "2026-Q3", "--out", str(path), *by)
        assert said.exit_code == 0 and said.json["out"] == str(path) and said.json["rows"] > 5
    assert ward in (tmp_path / "bang.csv").read_bytes().decode("utf-8-sig")
    sheet = load_workbook(tmp_path / "bang.xlsx").active
    assert ward in [cell.value for row in sheet.iter_rows() for cell in row]
    pages = PdfReader(tmp_path / "bang.pdf").pages
    assert len(pages) == 1 and ward.split(" ", 1)[1] in " ".join(pages[0].extract_text().split())


def test_an_export_of_the_sample_says_that_its_figures_are_invented(sample, tmp_path, monkeypatch):
    path, banner = tmp_path / "bang.csv", "SỐ LIỆU MINH HỌA"
    on(sample, "export", "--period", "2026-Q3", "--out", str(path))
    assert banner not in path.read_text(encoding="utf-8-sig")  # the same figures in a folder of somebody's own
    monkeypatch.setenv("REFORM_SAMPLE", str(sample.directory.parent))
    on(sample, "export", "--period", "2026-Q3", "--out", str(path))
    assert banner in path.read_text(encoding="utf-8-sig")


def test_export_of_an_empty_period_says_so_and_breaks_nothing(sample, tmp_path):
    for kind in ("csv", "xlsx", "pdf"):
        assert on(sample, "export", "--period", "2099-Q1", "--out", str(tmp_path / f"rong.{kind}")).exit_code == 0


@pytest.mark.parametrize("command", ["export", "template"])
def test_a_file_of_another_kind_is_a_wrong_call(sample, tmp_path, command):
    period = ["--period", "2026-Q3"] if command == "export" else []
    said = on(sample, command, *period, "--out", str(tmp_path / "bang.docx"))
    assert said.exit_code == 2 and not (tmp_path / "bang.docx").exists()


def test_a_template_filled_in_comes_back_whole(call, tmp_path, store):
    """Every measure filled once: what the form asks for is what the reading knows."""
    open_store(store).set_up(LOCALITY, 14, [{"ward": "Phường Lúa Ngọt"}, {"ward": "Xã Đồng Sương"}])
    path = tmp_path / "mau.csv"
    made = call("template", "--out", path, "--period", "2025-Q3")
    assert made.exit_code == 0 and made.json["units"] == 2
    header, *blank = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";")
    keys = {measure.vi: measure for measure in declaration().measures.values()}
    for number, record in enumerate(blank):
        for place, name in enumerate(header):
            if name in keys and keys[name].kind in ("flow", "stock"):
                record[place] = str(40 + number)
            elif name in keys:
                record[place] = {"stated": "50%", "points": "60", "practice": "không", "text": "ghi"}[keys[name].kind]
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *blank])
    rows = call("check", path).json["rows"]
    assert [row["ward"] for row in rows] == ["Phường Lúa Ngọt", "Xã Đồng Sương"]
    assert [(row["period"], row["cumulative"]) for row in rows] == [("2025-Q3", False)] * 2
    assert all(list(row["values"]) == list(declaration().measures) for row in rows)


def test_a_blank_template_records_that_nothing_was_reported(call, tmp_path, store):
    open_store(store).set_up(LOCALITY, 14, [{"ward": "Phường Lúa Ngọt"}, {"ward": "Xã Đồng Sương"}])
    path = tmp_path / "mau.csv"
    call("template", "--out", path, "--period", "2025-Q3")
    assert call("import", path, "--publish").exit_code == 0
    unranked = call("ranking", "--period", "2025-Q3", "--by", "online").json["unranked"]
    assert [row["reason"] for row in unranked] == ["blank", "blank"]


def test_a_template_is_a_workbook_too(sample, tmp_path):
    path = tmp_path / "mau.xlsx"
    assert on(sample, "template", "--out", str(path)).json["units"] == 10
    sheet = load_workbook(path).active
    assert sheet["B2"].value in list(sample.ask("units", locality="Thành phố Minh Họa")["ward"])


# ── Streams, exit codes, the environment ──────────────────────────────────────

CALLS = [
    (0, "check {good}"),
    (0, "import {good}"),
    (0, "import {good} --publish --accept all --uploader A --reason B"),
    (0, "ranking --period 2025-Q3 --by timeliness"),
    (0, "summary --period 2025-Q3"),
    (0, "periods"),
    (0, "series --unit x --indicator online"),
    (0, "export --period 2025-Q3 --out {folder}/a.csv"),
    (0, "template --out {folder}/b.csv"),
    (0, "rebuild"),
    (1, "check {bad}"),
    (1, "import {bad} --publish --accept all"),
    (1, "import {open} --publish"),
    (2, "ranking --period 2025-Q3 --by nothing"),
    (2, "series --unit x --indicator nothing"),
    (2, "export --period 2025-Q3 --out {folder}/a.doc"),
    (2, "export --period 2025-Q3 --out {folder}/none/a.csv"),
    (2, "template --out {folder}/c.csv --period nothing"),
]


@pytest.fixture
def paths(file, tmp_path):
    return {
        "good": file(*GOOD),
        "bad": file("Phường Lúa Ngọt;Thành phố Mây Ngàn;Quý III/2025;;;100;101;;", name="loi.csv"),
        "open": file(GOOD[0].replace("P. Lúa Ngọt", "P. Gió Lành"), name="hoi.csv"),
        "folder": tmp_path,
    }


def test_every_call_says_one_json_object_on_stdout_and_ends_as_agreed(call, paths):
    for code, line in CALLS:
        said = call(*(part.format(**paths) for part in line.split()))
        assert said.exit_code == code, (line, said.stderr)
        assert isinstance(said.json, dict), line
        assert ("error" in said.json) == (code == 2), line


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (0, "import {good} --publish --accept all"),
        (1, "check {bad}"),
        (2, "ranking --period 2025-Q3 --by nothing"),
    ],
)
def test_a_process_keeps_stdout_for_the_answer_and_logs_on_stderr(paths, store, code, line):
    """Beside a store whose snapshot is lost, which is logged."""
    open_store(store).set_up(LOCALITY)
    open_store(store).set_deadline(LOCALITY, "2025-Q3", "2025-10-05")
    (store / "CURRENT").unlink()
    said = process(*(part.format(**paths) for part in line.split()), "--json", env={"REFORM_STORE": str(store)})
    assert said.exit_code == code and isinstance(said.json, dict)
    told = words("vi").t("app.healed", what="CURRENT")
    assert told in said.stderr and told not in said.stdout and "rebuilding" not in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "khong-co.csv"],
        ["ranking", "--by", "online"],
        ["ranking", "--period", "2025-Q3"],
        ["ranking", "--period", "2025-Q3", "--by", "online", "--lang", "fr"],
        ["series", "--unit", "x"],
        ["export", "--period", "2025-Q3"],
        ["publish"],
        ["periods", "--nothing"],
    ],
)
def test_a_wrong_call_ends_with_two_and_an_empty_stdout(call, arguments):
    said = call(*arguments)
    assert said.exit_code == 2 and said.stdout == "" and said.stderr


def test_a_busy_store_ends_with_three(file, store):
    path = file(*GOOD)
    open_store(store).set_up(LOCALITY)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, store / "lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    holder.stdout.readline()
    env = {"REFORM_STORE": str(store), "REFORM_LOCK_SECONDS": "0.2"}
    said = process("import", path, "--publish", "--accept", "all", "--json", env=env)
    asked = process("periods", "--json", env=env)
    holder.communicate(b"\n")
    assert (said.exit_code, said.json["error"]["code"]) == (3, "busy") and said.stderr.strip()
    assert asked.exit_code == 0


def test_a_damaged_store_is_one_sentence(call, file, store):
    call("import", file(*GOOD), "--publish", "--accept", "all")
    journal = store / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"bieu.csv", b"khac.csv"))
    for arguments in (["periods"], ["check", file(*GOOD)], ["rebuild"]):
        said = call(*arguments)
        assert (said.exit_code, said.json["error"]["code"]) == (1, "damaged")
        assert "journal.jsonl:1" in said.stderr and "Traceback" not in said.stderr


def test_a_defect_of_ours_is_a_sentence_with_a_number(call, monkeypatch):
    monkeypatch.setattr("reform.store.Store.ask", lambda *_, **__: 1 / 0)
    said = call("periods")
    assert said.exit_code == 1 and said.json["error"]["code"] == "defect"
    assert str(ROOT) not in said.json["error"]["message"] and "ZeroDivisionError" not in said.stdout


def test_the_folder_comes_from_the_option_else_the_environment(file, tmp_path):
    path, ours, theirs = file(*GOOD), tmp_path / "ours", tmp_path / "theirs"
    env = {"REFORM_STORE": str(theirs)}
    process("import", path, "--publish", "--accept", "all", "--store", ours, env=env)
    assert ours.exists() and not theirs.exists()
    assert process("periods", "--json", env=env).json == {"rows": []}
    assert len(process("periods", "--json", "--store", ours, env=env).json["rows"]) == 1


def test_without_json_people_read_lines(call, file):
    path = file(*GOOD)
    for arguments in (
        ["check", path],
        ["import", path, "--publish", "--accept", "all"],
        ["ranking", "--period", "2025-Q3", "--by", "timeliness"],
        ["summary", "--period", "2025-Q3"],
        ["periods"],
        ["rebuild"],
    ):
        said = call(*arguments, as_json=False)
        assert said.exit_code == 0 and said.stdout.strip() and not said.stdout.startswith("{")
    assert "Phường Lúa Ngọt" in call("ranking", "--period", "2025-Q3", "--by", "timeliness", as_json=False).stdout


def test_a_page_that_is_open_sees_what_the_command_line_recorded(call, file, store):
    page = open_store(store)
    assert page.ask("periods").empty
    assert process("import", file(*GOOD), "--publish", "--accept", "all", "--store", store).exit_code == 0
    assert list(page.ask("ranking", locality=LOCALITY, period="2025-Q3", by="timeliness")["rank"]) == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ranking"], "Thiếu --period"),
        (["check"], "Thiếu FILES"),
        (["khong-co"], "Không có lệnh “khong-co”"),
        (["periods", "--la"], "Không có tùy chọn “--la”"),
        (["check", "khong-co.csv"], "không có tệp"),
        (["periods", "--lang", "xx"], "chọn một trong: vi, en."),
        (["close", "--period", "2025", "--document", "1/QĐ", "--date", "hôm qua"], "2025-10-05"),
        (["ranking", "--lang", "en"], "--period is missing"),
    ],
)
def test_a_wrong_call_is_told_in_words_and_as_one_object(arguments, said):
    done = process(*arguments, "--json")
    assert done.exit_code == 2 and said in done.json["error"]["message"]
    assert done.json["error"]["code"] == "usage" and said in done.stderr
    assert done.stderr.startswith("Usage: " if "en" in arguments else "Cách gọi: python -m reform ")
