"""The form's own column numbers against its headers: a header over another column's number is asked about."""

from pathlib import Path

from reform.text import words
from tests.readings import codes, read_bytes

FORM = (Path(__file__).parent / "facts" / "vi-du-bieu-06a.csv").read_text(encoding="utf-8-sig")
NUMBERS = next(line for line in FORM.splitlines() if line.startswith("(1)"))


def doubts(text):
    found = read_bytes(text.encode())
    return [(p.severity, p.cell, p.facts["index_cell"]) for p in found.problems if p.code == "index_differs"]


def numbered(numbers, text=FORM):
    assert NUMBERS in text
    return text.replace(NUMBERS, numbers)


def test_two_headers_that_changed_places_are_asked_and_read_by_their_words():
    text = FORM.replace("Đúng hạn;Quá hạn", "Quá hạn;Đúng hạn")
    assert doubts(text) == [("confirm", "I9", "I10"), ("confirm", "J9", "J10")]
    found = read_bytes(text.encode())
    assert [found.rows[0].values[key].value for key in ("resolved_overdue", "resolved_on_time")] == [79, 2]
    problem = next(p for p in found.problems if p.code == "index_differs")
    for said in (words("vi").message(problem), words("en").message(problem)):
        assert "I9" in said and "I10" in said and "(9)" in said and "(10)" in said


def test_a_number_that_is_another_columns_is_asked():
    assert doubts(FORM.replace("(8);(9);(10);", "(8);(10);(9);")) == [
        ("confirm", "I9", "I10"), ("confirm", "J9", "J10"),
    ]  # fmt: skip


def test_the_forms_own_numbers_and_plain_counts_say_nothing():
    assert doubts(FORM) == doubts(numbered(";".join(map(str, range(1, 14))))) == []
    assert doubts(numbered("A;B;" + ";".join(map(str, range(1, 12))))) == []
    assert doubts(numbered("")) == []


def test_a_layout_with_a_column_less_counts_its_own():
    """Without "Đúng hạn" the numbers from (9) on are one less than the form's."""
    cut = [
        ";".join(cell for at, cell in enumerate(line.split(";")) if at != 8)
        for line in FORM.splitlines()
        if not line.startswith("(1)")
    ]
    header = next(at for at, line in enumerate(cut) if line.startswith(";;;Trực tuyến"))
    cut.insert(header + 1, ";".join(f"({number})" for number in range(1, 13)))
    assert "index_differs" not in codes(read_bytes("\n".join(cut).encode()))
    assert doubts("\n".join(cut)) == []
