"""What goes to the unit, the request and the minutes: blank, the same for every unit, nothing of what was found."""

import io
import re
from datetime import UTC, date, datetime

import pytest
from docx import Document

from reform.brief import brief_of, minutes_of, request_of
from reform.brief.asking import Once
from reform.brief.request import periods_asked
from reform.brief.subject import subject_of
from reform.documents.pdf import count_pages
from reform.documents.word import word
from reform.indicators import declaration
from reform.rows import records
from reform.sample import LOCALITY
from reform.text import words

MADE_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
VISIT = {"delegation": "Đoàn giám sát số 2", "ban": "Ban Pháp chế HĐND", "date": date(2026, 12, 12)}
vi, en = words("vi"), words("en")


def letter(store, kind=request_of, unit_id=3, period="2025-Q4", to="2026-Q3", say=vi, **others):
    about = {"locality": LOCALITY, "unit_id": unit_id, "period": period, "to": to, "visit": VISIT, "made_at": MADE_AT}
    return kind(store, say, **about, **others)


def told(document):
    """Every text of a Word file, of its tables too."""
    book = Document(io.BytesIO(word(document)))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells]).replace("\u00a0", " ")


def tables(document):
    return [block for block in document["blocks"] if block["kind"] == "table"]


def test_a_request_asks_the_same_of_every_unit(sample):
    first, other = (told(letter(sample, unit_id=unit_id)) for unit_id in (3, 10))
    assert "Ủy ban nhân dân phường Lúa Ngọt" in first
    assert first.replace("phường Lúa Ngọt", "…") == other.replace("xã Đồng Sương", "…")


@pytest.mark.parametrize("say", [vi, en], ids=["vi", "en"])
@pytest.mark.parametrize("kind", [request_of, minutes_of])
def test_what_goes_to_the_unit_holds_no_question_and_no_finding(sample, kind, say):
    made = told(letter(sample, kind, say=say))
    asked = [name.in_(say.lang) for one in declaration().questions.values() for name in (one.asked, one.point) if name]
    assert not [question for question in asked if question in made]
    brief = brief_of(sample, say, locality=LOCALITY, unit_id=3, period="2026-Q3", made_at=MADE_AT)
    found = [
        item["text"] for block in brief["blocks"] if block["kind"] in ("bullets", "numbered") for item in block["items"]
    ]
    assert len(found) > 5 and not [one for one in found if one in made]
    figures = {
        say.count(row["value"])
        for row in records(sample.ask("figures", unit_id=3, period="2026-Q3"))
        if row["value"] is not None and row["value"] >= 100
    }
    assert figures and not figures & set(re.findall(r"[0-9][0-9.,]*[0-9]", made))


def test_its_tables_are_blank_for_every_period_of_the_span(sample):
    form, *others = tables(letter(sample))
    assert [row[0] for row in form["rows"]] == ["Quý IV/2025", "Quý I/2026", "Quý II/2026", "Quý III/2026"]
    assert len(form["columns"]) == 12 and not any(cell for row in form["rows"] for cell in row[1:])
    assert all([one["label"] for one in table["columns"]][2:] == [row[0] for row in form["rows"]] for table in others)
    assert not any(cell for table in others for row in table["rows"] for cell in row[2:])
    asked = [row[0] for table in others for row in table["rows"]]
    wanted = [
        one for one in declaration().measures.values() if not one.form and one.kind in ("flow", "stock", "practice")
    ]
    assert sorted(asked) == sorted(one.vi for one in wanted)


def test_of_many_periods_the_tables_go_on(sample):
    form, *others = tables(letter(sample, period="2023-Q4"))
    assert len(form["rows"]) == 12 and {len(one["columns"]) - 2 for one in others} == {5, 2}
    assert len({one["title"] for one in others if one["title"]}) == len([one for one in others if one["title"]])


def test_a_request_has_its_parts_its_deadline_and_its_head(sample):
    made = letter(sample, deadline=date(2026, 12, 5))
    said = told(made)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BAN PHÁP CHẾ HĐND",
        "ĐOÀN GIÁM SÁT SỐ 2",
        "05/12/2026",
        "12/12/2026",
        "ngày 22 tháng 11 năm 2026",
        "I. ĐẶC ĐIỂM",
        "II. KẾT QUẢ",
        "III. ĐÁNH GIÁ",
        "IV. PHƯƠNG HƯỚNG",
    ):
        assert text in said
    names = [one["text"] for one in made["blocks"] if one["kind"] == "heading" and one["level"] == 3]
    domains = [name.vi for key, name in declaration().domains.items() if key != "general"]
    domains = ["Thủ tục hành chính" if name == "TTHC" else name for name in domains]  # a letter does not abbreviate
    assert names == [f"{at}. {name}" for at, name in enumerate(domains, start=1)]
    assert "……/……/…………" in told(letter(sample))


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("2024-H1", "2025-H2", ["2024-H1", "2024-H2", "2025-H1", "2025-H2"]),
        ("2024-9M", "2026-9M", ["2024-9M", "2025-9M", "2026-9M"]),
        ("2009-9M", "2010-10M", ["2009-9M", "2010-10M"]),
        ("2025-11", "2026-02", ["2025-11", "2025-12", "2026-01", "2026-02"]),
        ("2026-Q3", "2026-Q3", ["2026-Q3"]),
        ("2020-01-01_2022-10-12", "2020-01-01_2022-10-12", ["2020-01-01_2022-10-12"]),
    ],
)
def test_a_request_asks_for_every_period_of_a_kind_in_its_order(sample, first, last, asked):
    assert periods_asked(subject_of(Once(sample), vi, LOCALITY, 3, first, last)) == asked


def test_minutes_leave_room_for_all_that_is_said(sample):
    made = letter(sample, minutes_of)
    names = [block["text"] for block in made["blocks"] if block["kind"] == "heading"]
    assert names == ["I. THÀNH PHẦN", "II. NỘI DUNG LÀM VIỆC", "III. KẾT LUẬN", "IV. KIẾN NGHỊ"]
    assert [block["kind"] for block in made["blocks"]].count("writing_lines") == 4
    assert made["blocks"][-1]["kind"] == "signature" and count_pages(made) <= 3
    assert "Đoàn giám sát số 2" in told(made) and "ngày 12/12/2026" in told(made)
