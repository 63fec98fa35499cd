"""What was recorded and what came of it, from the command line: batches, withdrawing, closing, citing, submissions.

And the options that answer a file's questions.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reform.__main__ import main

LOCALITY = "Thành phố Mây Ngàn"
HEADER = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tiếp nhận trực tuyến;Tiếp nhận trực tiếp, dịch vụ bưu chính"
FIRST = (f"Phường Lúa Ngọt;{LOCALITY};Quý III/2025;80;20", f"Phường Bàng Vuông;{LOCALITY};Quý III/2025;60;40")
SECOND = (f"Phường Lúa Ngọt;{LOCALITY};Quý III/2025;50;50",)
ONE_WARD = Path(__file__).parent / "facts" / "vi-du-bieu-06a-mot-phuong.csv"


class Caller:
    """Calls on one store; `files` is the folder that files are written to."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *arguments, exit_code=0):
        given = [*map(str, arguments), "--store", str(self.folder / "store"), "--json"]
        result = CliRunner().invoke(main, given)
        assert result.exit_code == exit_code, result.stderr + result.stdout
        return json.loads(result.stdout) if result.stdout else None

    def file(self, *lines, name="bieu.csv", header=HEADER):
        path = self.folder / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    def record(self, *lines, name="bieu.csv"):
        """The batch's id."""
        return self("import", self.file(*lines, name=name), "--publish", "--accept", "all")["batch"]["id"]

    def ranks(self):
        found = self("ranking", "--period", "2025-Q3", "--by", "online")
        return {row["ward"]: (row["rank"], row["value"]) for row in found["rows"]}


@pytest.fixture
def call(tmp_path):
    return Caller(tmp_path)


def test_batches_are_listed_newest_first_with_their_state(call):
    first, second = call.record(*FIRST), call.record(*SECOND, name="sua.csv")
    rows = call("batches")["rows"]
    assert [(row["batch_id"], row["file_name"], row["status"]) for row in rows] == [
        (second, "sua.csv", "published"),
        (first, "bieu.csv", "published"),
    ]


def test_withdrawing_brings_the_earlier_figures_back_and_recording_again_the_later(call):
    call.record(*FIRST)
    before = call.ranks()
    second = call.record(*SECOND, name="sua.csv")
    after = call.ranks()
    assert before["Phường Lúa Ngọt"] == (1, 80) and after["Phường Lúa Ngọt"] == (2, 50)
    call("withdraw", second, "--reason", "nhầm kỳ")
    assert call.ranks() == before
    assert [row["status"] for row in call("batches")["rows"]] == ["withdrawn", "published"]
    assert call.record(*SECOND, name="sua.csv") == second
    assert call.ranks() == after
    assert len(call("batches")["rows"]) == 2


def test_withdrawing_what_is_not_there_is_a_wrong_call(call):
    call.record(*FIRST)
    assert call("withdraw", "0" * 12, "--reason", "x", exit_code=2)["error"]["code"] == "unknown_batch"


def test_a_closed_ranking_is_cited_as_it_stood_with_the_corrections_since(call):
    call.record(*FIRST)
    closing = call("close", "--period", "2025-Q3", "--document", "123/QĐ-UBND", "--date", "2025-10-05")["closing"]
    assert (closing["locality"], closing["document"]) == (LOCALITY, "123/QĐ-UBND")
    later = call.record(*SECOND, name="sua.csv")
    cited = call("cite", closing["rankings"]["online"])
    assert [(row["rank"], row["ward"], row["value"]) for row in cited["rows"]] == [
        (1, "Phường Lúa Ngọt", 80),
        (2, "Phường Bàng Vuông", 60),
    ]
    assert (cited["document"], cited["document_date"]) == ("123/QĐ-UBND", "2025-10-05")
    assert cited["same_rows"] and [one["file_name"] for one in cited["files"]] == ["bieu.csv"]
    assert [one["batch_id"] for one in cited["corrections"]] == [later]


def text_of(call, *arguments):
    """What a call prints for a person."""
    result = CliRunner().invoke(main, [*arguments, "--store", str(call.folder / "store")])
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def test_a_cited_ranking_reads_as_it_was_issued_with_whom_it_leaves_out(call):
    call.record(*FIRST, f"Phường Nắng Sớm;{LOCALITY};Quý III/2025;;")
    closing = call("close", "--period", "2025-Q3", "--document", "123/QĐ-UBND", "--date", "2025-10-05")["closing"]
    ids = closing["rankings"]
    asked = ("ranking", "--period", "2025-Q3", "--by", "online")
    issued, told = text_of(call, *asked)[1:], call(*asked)["unranked"]
    assert "Phường Nắng Sớm" in issued[-1]
    call.record(*SECOND, f"Phường Nắng Sớm;{LOCALITY};Quý III/2025;9;1", name="sua.csv")
    assert text_of(call, *asked)[1:] != issued
    cited = text_of(call, "cite", ids["online"])
    assert cited[0].endswith("theo QĐ số 123/QĐ-UBND ngày 05/10/2025") and cited[1 : 1 + len(issued)] == issued
    left = call("cite", ids["online"])["unranked"]
    assert [{key: row[key] for key in told[0]} for row in left] == told


def test_closing_again_by_the_same_document_says_that_it_is_so(call):
    call.record(*FIRST)
    asked = ("close", "--period", "2025-Q3", "--document", "123/QĐ-UBND", "--date", "2025-10-05")
    first = call(*asked)["closing"]
    assert first["already"] is False
    assert call(*asked)["closing"] == first | {"already": True}
    assert "từ trước" in text_of(call, *asked)[0] and call("rebuild")["entries"] == 2
    call.record(*SECOND, name="sua.csv")
    refused = call(*asked, exit_code=2)["error"]
    assert refused["code"] == "same_document" and "“123/QĐ-UBND” ngày 05/10/2025" in refused["message"]
    later = call(*asked[:-3], "130/QĐ-UBND", "--date", "2025-10-20")["closing"]
    assert later["already"] is False and later["rankings"]["online"] != first["rankings"]["online"]


def test_an_earlier_document_closes_again_only_what_it_had_closed(call):
    call.record(*FIRST)
    asked = ("close", "--period", "2025-Q3", "--date", "2025-10-05", "--document")
    for document in ("123/QĐ-UBND", "124/QĐ-UBND", "123/qđ-ubnd"):
        assert call(*asked, document)["closing"]["already"] is False
    call.record(*SECOND, name="sua.csv")
    call(*asked, "124/QĐ-UBND", exit_code=2)


def test_moments_are_local_for_a_person_and_iso_for_a_program(call, monkeypatch):
    monkeypatch.setattr("reform.store.recorder.now", lambda: "2025-10-05T00:30:00.000000+07:00")
    call.record(*FIRST)
    assert call("batches")["rows"][0]["recorded_at"] == "2025-10-04T17:30:00"
    for asked in (("batches",), ("submissions", "--period", "2025-Q3")):
        assert "05/10/2025 00:30" in "\n".join(text_of(call, *asked)), asked


def test_a_period_without_figures_is_not_closed_and_an_unknown_id_not_cited(call):
    call.record(*FIRST)
    asked = ("--document", "1/QĐ", "--date", "2025-10-05", "--locality", LOCALITY)
    call("close", "--period", "2031-Q1", *asked, exit_code=2)
    call("cite", "0" * 12, exit_code=2)


def test_submissions_say_who_has_reported(call):
    call.record(*FIRST)
    call.record(f"Phường Lúa Ngọt;{LOCALITY};Quý IV/2025;5;5", name="quy4.csv")
    rows = call("submissions", "--period", "2025-Q4")["rows"]
    assert {row["ward"]: row["status"] for row in rows} == {
        "Phường Lúa Ngọt": "received",
        "Phường Bàng Vuông": "missing",
    }


def test_submissions_of_a_period_without_data_list_every_unit(call):
    call.record(*FIRST)
    rows = call("submissions", "--period", "2026-Q1")["rows"]
    assert {row["ward"]: row["status"] for row in rows} == {
        "Phường Lúa Ngọt": "missing",
        "Phường Bàng Vuông": "missing",
    }
    assert "chưa nộp" in text_of(call, "submissions", "--period", "2026-Q1")[1]
    assert call("submissions", "--period", "quý một", exit_code=2)["error"]["code"] == "unknown_period"


def test_a_ranking_says_how_final_it_is(call):
    call.record(*FIRST)
    asked = ("ranking", "--period", "2025-Q3", "--by", "online")
    assert call(*asked)["state"] == "provisional" and text_of(call, *asked)[0].endswith(f"{LOCALITY}, tạm tính")
    call("close", "--period", "2025-Q3", "--document", "123/QĐ-UBND", "--date", "2025-10-05")
    assert call(*asked)["state"] == "issued"
    assert text_of(call, *asked)[0].endswith(", theo QĐ số 123/QĐ-UBND ngày 05/10/2025")
    call.record(*SECOND, name="sua.csv")
    told = call(*asked)
    assert (told["state"], told["issued"]) == (
        "corrected", "đã đính chính so với QĐ số 123/QĐ-UBND ngày 05/10/2025, có 1 đính chính sau khi chốt",
    )  # fmt: skip
    assert text_of(call, *asked)[0].endswith(told["issued"])
    assert text_of(call, "ranking", "--period", "2030", "--by", "online")[0].endswith(f"Năm 2030 · {LOCALITY}")


def test_rebuilding_what_is_whole_differs_nowhere(call):
    call.record(*FIRST)
    call.record(*SECOND, name="sua.csv")
    assert call("rebuild") == {"entries": 2, "differences": []}


def test_check_says_what_recording_would_change(call):
    call.record(*FIRST)
    found = call("check", call.file(*SECOND, name="sua.csv"))
    assert {kind: found["changes"][kind] for kind in ("new", "changed", "dropped", "unchanged")} == {
        "new": 0,
        "changed": 2,
        "dropped": 0,
        "unchanged": 0,
    }
    moved = {(one["by"], one["ward"]): (one["before"], one["after"]) for one in found["moves"]}
    assert moved["online", "Phường Lúa Ngọt"] == (1, 2) and moved["online", "Phường Bàng Vuông"] == (2, 1)


def test_several_files_are_one_draft_and_each_a_batch(call):
    files = [call.file(FIRST[0], name="a.csv"), call.file(FIRST[1], name="b.csv")]
    found = call("check", *files)
    assert [one["file"] for one in found["files"]] == ["a.csv", "b.csv"]
    assert [(row["ward"], row["file"]) for row in found["rows"]] == [
        ("Phường Lúa Ngọt", "a.csv"),
        ("Phường Bàng Vuông", "b.csv"),
    ]
    call("import", *files, "--publish", "--accept", "all")
    assert {row["file_name"] for row in call("batches")["rows"]} == {"a.csv", "b.csv"}
    assert set(call.ranks()) == {"Phường Lúa Ngọt", "Phường Bàng Vuông"}


# ── The options that answer a file's questions ────────────────────────────────


def test_a_column_is_mapped_by_hand_and_remembered_with_its_form(call):
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Nộp qua mạng;Tiếp nhận trực tiếp, dịch vụ bưu chính"
    file = call.file(FIRST[0], header=header)
    asked = call("check", file)
    assert "unknown_column" in [one["code"] for one in asked["problems"]]
    said = ("--map", "Nộp qua mạng=received_online")
    found = call("import", file, *said, "--publish", "--accept", "all")
    assert found["rows"][0]["values"]["received_online"]["value"] == 80
    again = call("check", call.file(FIRST[1], header=header, name="b.csv"))
    assert again["rows"][0]["values"]["received_online"]["value"] == 60
    assert "unknown_column" not in [one["code"] for one in again["problems"]]


def test_a_column_is_ignored_by_hand_and_an_unknown_measure_is_a_wrong_call(call):
    file = call.file(FIRST[0] + ";9", header=HEADER + ";Cột lạ")
    codes = [one["code"] for one in call("check", file, "--map", "Cột lạ=")["problems"]]
    assert "unknown_column" not in codes
    assert call("check", file, "--map", "Cột lạ=khong_co", exit_code=2)["error"]["code"] == "unknown_measure"


def test_a_period_is_given_where_the_file_names_none(call):
    header = "Đơn vị;Trực thuộc;Tiếp nhận trực tuyến;Tiếp nhận trực tiếp, dịch vụ bưu chính"
    file = call.file(f"Phường Lúa Ngọt;{LOCALITY};80;20", header=header)
    call("check", file, exit_code=1)
    found = call("check", file, "--period", "2025-Q3")
    assert found["rows"][0]["period"] == "2025-Q3" and found["decisions"]["period"][0]["found"] == "given"


def test_numbers_are_read_as_told(call):
    header = "Đơn vị;Trực thuộc;Kỳ báo cáo;Điểm CCHC;Điểm tối đa"
    file = call.file(f"Phường Lúa Ngọt;{LOCALITY};Năm 2025;1.059;2.000", header=header)
    for numbers, expected in (("vi", 1059), ("en", 1.059)):
        found = call("check", file, "--numbers", numbers)
        assert found["decisions"]["numbers"] == numbers and found["decisions"]["numbers_because"] == "given"
        assert found["rows"][0]["values"]["reform_score"]["value"] == expected


def test_one_wards_own_form_takes_the_unit_told(call):
    lines = ONE_WARD.read_text(encoding="utf-8-sig").splitlines()
    file = call.folder / "bieu-06a.csv"
    file.write_text("\n".join(lines[1:]), encoding="utf-8")
    asked = call("check", file, "--locality", LOCALITY)
    assert "own_form_unit_missing" in [one["code"] for one in asked["problems"]]
    found = call("check", file, "--locality", LOCALITY, "--unit", "Phường Bàng Vuông")
    assert [row["ward"] for row in found["rows"]] == ["Phường Bàng Vuông"]
    assert found["rows"][0]["values"]["received_total"]["value"] == 1284
    assert found["decisions"]["layout"] == "own_form" and len(found["fields"]) == 4


def test_accepting_a_code_that_no_question_has_is_a_wrong_call(call):
    wrong = call("import", call.file(*FIRST), "--publish", "--accept", "khong_co", exit_code=2)
    assert wrong["error"]["code"] == "unknown_question"
