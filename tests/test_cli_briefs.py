"""brief, briefs, request, minutes: files whole or not at all, and how a wrong call ends."""

import io
import subprocess
import sys

import click
import pytest
from docx import Document
from pypdf import PdfReader

from reform.cli.usage import told
from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.sample import LOCALITY
from reform.store import open_store
from tests.pages import PLACE, UNITS
from tests.test_brief_moment import record
from tests.test_cli import HOLD, on

UNIT = ("--unit", "P. Lúa Ngọt", "--period", "2026-Q3")


def test_a_brief_is_written_as_its_ending_says(sample, tmp_path):
    answer = on(
        sample,
        "brief",
        *UNIT,
        "--out",
        str(tmp_path / "new" / "a.pdf"),
        "--delegation",
        "Đoàn số 2",
        "--date",
        "5/12/2026",
    )
    assert answer.exit_code == 0, answer.stdout
    assert answer.json["unit"] == "Phường Lúa Ngọt" and answer.json["locality"] == LOCALITY
    pages = PdfReader(tmp_path / "new" / "a.pdf").pages
    assert len(pages) == 2 and "Làm việc ngày 05/12/2026" in pages[0].extract_text()
    assert on(sample, "brief", *UNIT, "--out", str(tmp_path / "a.docx"), "--lang", "en").exit_code == 0
    book = Document(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    assert any("Points to clarify" in paragraph.text for paragraph in book.paragraphs)


def test_a_brief_is_kept_as_it_was_written_only_where_that_is_asked(tmp_path):
    three = open_store(tmp_path / "store")
    three.set_up(PLACE, 14, [{"ward": name} for name in UNITS])
    record(three, 60, "a.csv")
    about = ("--unit", "Một", "--period", "2026-Q3")
    assert "print" not in on(three, "brief", *about, "--out", str(tmp_path / "a.pdf")).json
    assert three.ask("prints").empty
    kept = on(three, "brief", *about, "--keep", "--out", str(tmp_path / "a.pdf")).json["print"]
    assert (tmp_path / "a.pdf").read_bytes() == pdf(three.printed(kept))
    for command in ("request", "minutes"):
        said = on(three, command, *about, "--keep", "--out", str(tmp_path / "a.docx")).json
        assert (tmp_path / "a.docx").read_bytes() == word(three.printed(said["print"]))
    files = on(three, "briefs", "--period", "2026-Q3", "--keep", "--out", str(tmp_path / "all")).json["files"]
    assert [one["print"] for one in files].count(kept) == 1 and len(three.ask("prints")) == 5
    for one in files:
        assert (tmp_path / "all" / one["file"]).read_bytes() == pdf(three.printed(one["print"]))


def test_briefs_wait_for_nobody_unless_they_are_kept_and_then_leave_no_file(tmp_path, monkeypatch):
    three = open_store(tmp_path / "store")
    three.set_up(PLACE, 14, [{"ward": name} for name in UNITS])
    record(three, 60, "a.csv")
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "0.2")
    holding = [sys.executable, "-c", HOLD, str(three.directory / "lock")]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        asked = ("briefs", "--period", "2026-Q3", "--out")
        assert on(three, *asked, str(tmp_path / "all")).exit_code == 0
        busy = on(three, *asked, str(tmp_path / "kept"), "--keep")
        holder.communicate(b"\n")
    assert (busy.exit_code, busy.json["error"]["code"]) == (3, "busy")
    assert len(list((tmp_path / "all").iterdir())) == len(UNITS) and not (tmp_path / "kept").exists()


def test_a_file_is_replaced_and_nothing_is_left_beside_it(sample, tmp_path):
    out = tmp_path / "a.docx"
    out.write_bytes(b"before")
    for command in ("request", "minutes"):
        assert on(sample, command, *UNIT, "--to", "2026-Q3", "--out", str(out)).exit_code == 0
        assert out.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_all_briefs_of_a_period_have_safe_names(sample, tmp_path):
    answer = on(sample, "briefs", "--period", "2026-Q3", "--out", str(tmp_path / "all"))
    names = [one["file"] for one in answer.json["files"]]
    assert sorted(names) == sorted(path.name for path in (tmp_path / "all").iterdir())
    assert len(names) == 10 and names[1] == "phieu-giam-sat-003-phuong-lua-ngot-2026-Q3.pdf"
    told = PdfReader(tmp_path / "all" / names[1]).pages[0].extract_text()
    assert "Phường Lúa Ngọt" in told


@pytest.mark.parametrize(
    ("command", "said", "out", "code"),
    [
        ("brief", ("--unit", "Không Có", "--period", "2026-Q3"), "a.pdf", "unit_not_there"),
        ("brief", ("--unit", "Lúa Ngọt", "--period", "2026-Q9"), "a.pdf", "unknown_period"),
        ("brief", (*UNIT, "--to", "2025-Q1"), "a.pdf", "span_reversed"),
        ("brief", UNIT, "a.odt", "unknown_kind"),
        ("brief", (*UNIT, "--date", "31/02/2026"), "a.pdf", "no_day"),
        ("request", UNIT, "a.pdf", "unknown_kind"),
        ("request", (*UNIT, "--deadline", "mai"), "a.docx", "no_day"),
        ("minutes", UNIT, "taken/a.docx", "cannot_write"),
        ("briefs", ("--period", "2026-Q3"), "taken", "usage_path"),
    ],
)
def test_a_wrong_call_is_one_sentence(sample, tmp_path, command, said, out, code):
    (tmp_path / "taken").write_text("a file where a folder is wanted")
    answer = on(sample, command, *said, "--out", str(tmp_path / out))
    assert answer.exit_code == 2
    assert code == "usage_path" or answer.json["error"]["code"] == code
    assert len(answer.stderr.strip().splitlines()) >= 1 and "Traceback" not in answer.stderr
    assert not any(english in answer.stderr for english in ("directory", "file ", "argument"))
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_what_click_says_in_english_is_said_in_vietnamese():
    assert told(click.BadOptionUsage("--to", "Option '--to' requires an argument."), []).startswith("Thiếu giá trị")
    assert "“y z”" in told(click.UsageError("Got unexpected extra arguments (y z)"), [])


def test_a_locality_without_units_has_no_briefs(sample, tmp_path):
    answer = on(sample, "briefs", "--period", "2026-Q3", "--locality", "Không Có", "--out", str(tmp_path))
    assert answer.exit_code == 2 and answer.json["error"]["code"] == "no_units" and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("brief", "--unit", "P. Lúa Ngọt", "--period", "2019-Q1"), "Chưa đơn vị nào của"),
        (("brief", "--unit", "lua ngot", "--period", "2026-Q3"), "Có phải: Phường Lúa Ngọt?"),
        (("brief", "--unit", " ", "--period", "2026-Q3"), "Chưa ghi tên đơn vị"),
        (("brief", "--unit", LOCALITY, "--period", "2026-Q3"), "là cả địa bàn"),
        (("brief", *UNIT, "--delegation", "Đoàn giám sát " * 400), "“Đoàn giám sát Đoàn"),
        (("minutes", *UNIT, "--ban", "b" * 151), "dài 151 ký tự, nhiều nhất 150"),
        (("request", "--unit", "P. Lúa Ngọt", "--period", "1950-01", "--to", "2025-12"), "912 kỳ báo cáo"),
        (("request", *UNIT, "--date", "2026-12-01", "--deadline", "2026-12-02"), "sau ngày làm việc 01/12/2026"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(sample, tmp_path, given, said):
    out = tmp_path / ("a.pdf" if given[0] == "brief" else "a.docx")
    answer = on(sample, *given, "--out", str(out))
    assert answer.exit_code == 2 and said in answer.json["error"]["message"] and not out.exists()


@pytest.mark.parametrize(
    "given",
    [
        ("visited", "--units", "Phường Lúa Ngọt", "--date", "2999-01-01", "--delegation", "A"),
        ("recommend", "--unit", "Phường Lúa Ngọt", "--text", "a", "--date", "01/01/2999"),
    ],
)
def test_what_has_not_happened_is_not_recorded_as_done(sample, given):
    answer = on(sample, *given)
    assert answer.exit_code == 2 and answer.json["error"]["code"] == "day_in_future"


def test_briefs_of_a_period_that_nobody_reported_and_visits_of_no_group(sample, tmp_path):
    briefs = on(sample, "briefs", "--period", "2019", "--to", "2020", "--out", str(tmp_path / "new"))
    assert briefs.exit_code == 2 and briefs.json["error"]["code"] == "nobody_reported"
    assert not (tmp_path / "new").exists()
    visits = on(sample, "visits", "--period", "2026-q3", "--group", "Lạ")
    assert visits.exit_code == 2 and visits.json["error"]["code"] == "visits_nothing"
