"""Bytes → grids: every encoding and separator gives the same cells, and what was decided is enough to read again."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.intake import legacy
from reform.intake.delimited import choose_separator
from reform.intake.encoding import decode, decode_as, recognise
from reform.intake.gate import refuse_dossiers
from reform.intake.hidden import spans
from reform.intake.opening import open_again, open_file
from reform.intake.reading import Refused
from tests.test_legacy import SPOILT, cp1258, spoilt, tcvn3, vni
from tests.workbooks import ods, ods_row, ods_text, xlsx

BAD_FILES = Path(__file__).parent / "bad_files"
WORDS = frozenset({"đơn vị", "kỳ báo cáo", "tổng số tiếp nhận", "ghi chú"})
ROWS = [
    ["Đơn vị", "Kỳ báo cáo", "Tổng số tiếp nhận", "Ghi chú"],
    ["Phường Lúa Ngọt", "Quý III/2025", "1.059", "đủ"],
    ["Thị trấn Đồng Sương", "Quý III/2025", "99,53"],
]


def written(mark=";"):
    return "\r\n".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in ROWS) + "\r\n"


def texts(opened):
    return [[str(cell) for cell in row] for row in opened.sheets[0].rows]


def refusal(data, **words):
    with pytest.raises(Refused) as refused:
        open_file(data, **words)
    [problem] = refused.value.problems
    return problem


def encodings():
    text = written()
    yield "utf-8", text.encode()
    yield "utf-8-sig", text.encode("utf-8-sig")
    yield "utf-8", unicodedata.normalize("NFD", text).encode()
    yield "utf-16-le", text.encode("utf-16-le")
    yield "utf-16-be", text.encode("utf-16-be")
    yield "utf-16-le", b"\xff\xfe" + text.encode("utf-16-le")
    yield "utf-16-be", b"\xfe\xff" + text.encode("utf-16-be")
    yield "cp1258", cp1258(text).encode("cp1258")
    yield "tcvn3", tcvn3(text).encode("latin-1")
    yield "vni", vni(text).encode("latin-1")
    for font, spoil in SPOILT.items():
        yield f"{font}-utf-8", spoil(text).encode()
        yield f"{font}-utf-8-sig", spoil(text).encode("utf-8-sig")
        yield f"{font}-utf-16-le", spoil(text).encode("utf-16-le")
        yield f"{font}-utf-16-be", b"\xfe\xff" + spoil(text).encode("utf-16-be")


@pytest.mark.parametrize("name,data", [pytest.param(*case, id=f"{n} {case[0]}") for n, case in enumerate(encodings())])
def test_every_encoding_gives_the_same_cells(name, data):
    opened = open_file(data, WORDS)
    assert texts(opened) == ROWS and (opened.kind, opened.encoding, opened.separator) == ("csv", name, ";")
    assert open_again(data, opened.kind, opened.encoding, opened.separator).sheets == opened.sheets


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={mark}\r\n"])
def test_every_separator_gives_the_same_cells(mark, first):
    opened = open_file((first.format(mark=mark) + written(mark)).encode(), WORDS)
    assert texts(opened) == ROWS and opened.separator == mark
    assert opened.sheets[0].rows[1][2].at == "C2"


def test_header_words_choose_the_separator_not_the_number_of_cells():
    text = "Báo cáo, quý III, năm 2025, của, phường\nĐơn vị;Ghi chú\na;1,5"
    assert choose_separator(text, WORDS) == ";" and choose_separator("a,b\n1,2") == ","


def test_embedded_newlines_and_quotes_stay_in_their_cell():
    opened = open_file('a;"hai\r\ndòng ""kép"""\n\n;b;;\n;;;\n'.encode(), WORDS)
    assert texts(opened) == [["a", 'hai\ndòng "kép"'], [], ["", "b", "", ""]]
    assert [cell.at for cell in opened.sheets[0].rows[2][:2]] == ["A3", "B3"]


@pytest.mark.parametrize(
    "font,code,facts",
    [
        ("tcvn3", "legacy_font", {"font": "TCVN3 (.VnTime)"}),
        ("vni", "legacy_font", {"font": "VNI"}),
        ("mojibake-cp1252", "mojibake", {}),
        ("mojibake-cp1258", "mojibake", {}),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_old_font_is_asked_once_at_its_first_cell(font, code, facts, kind):
    """The same of a text, a workbook and an .ods; a cell in figures comes before."""
    rows = [["1", "x"], *[[SPOILT[font](cell) for cell in row] for row in ROWS]]
    data, at = {
        "csv": ("\n".join(";".join(row) for row in rows).encode(), "A2"),
        "xlsx": (xlsx(*rows), "Biểu!A2"),
        "ods": (ods(("Biểu", "".join(ods_row(*map(ods_text, row)) for row in rows))), "Biểu!A2"),
    }[kind]
    opened = open_file(data, WORDS)
    assert texts(opened)[1:] == ROWS
    [problem] = opened.problems
    assert (problem.severity, problem.code, problem.cell, problem.row) == ("confirm", code, at, 2)
    assert problem.value == SPOILT[font]("Đơn vị") and problem.facts == {"example": "Đơn vị", **facts}
    assert opened.encoding == (f"{font}-utf-8" if kind == "csv" else font)
    assert open_again(data, kind, opened.encoding, opened.separator).sheets == opened.sheets


def test_numbers_and_days_of_a_converted_workbook_stay_what_they_are():
    opened = open_file(xlsx([tcvn3("Đơn vị"), tcvn3("Tổng số")], [tcvn3("Phường Lúa"), 1059]))
    assert opened.sheets[0].rows[1][1].number == 1059 and texts(opened)[1] == ["Phường Lúa", "1059"]


@pytest.mark.parametrize(
    "data,code,row",
    [
        (b"", "empty_file", None),
        (b" \r\n\t\n", "empty_file", None),
        (b"\xef\xbb\xbf", "empty_file", None),
        ("a;b\nĐơn vị\x00;1".encode(), "nul_byte", 2),
        ("a;b\nĐơn\x00 vị;1".encode("utf-16"), "nul_byte", 2),
        (b"A;B\n\xff\xfd\x81;1\n", "unknown_encoding", 2),
        ("Société Générale;à la carte".encode("latin-1"), "unknown_encoding", 1),
        (b"\xff\xfea;b\n\x00\xd8x", "unknown_encoding", 1),
        ("Примечание; Район; Число".encode(), "mojibake_file", None),
        ("Đơn vị;Ph??ng Lúa".encode(), "lost_letters", 1),
        ("Đơn vị;Ph\ufffdng Lúa".encode(), "lost_letters", 1),
        ('Đơn vị;a"b'.encode(), "bad_quote", 1),
        ("sep=:\nĐơn vị".encode(), "separator_unknown", 1),
        (b"%PDF-1.7", "pdf_file", None),
        (b"\x89PNG\r\n", "binary_file", None),
    ],
)
def test_what_cannot_be_read_is_refused(data, code, row):
    problem = refusal(data)
    assert (problem.severity, problem.code, problem.row) == ("error", code, row)


def test_mojibake_that_lost_letters_is_refused_not_guessed():
    """ờ, Đ and ạ end in codes that Windows-1252 does not have; where they were dropped no table brings them back."""
    lossy = spoilt(written(), "utf-8")
    for code in "\x81\x8d\x8f\x90\x9d":
        lossy = lossy.replace(code, "\x81")
    assert refusal(lossy.encode()).code == "mojibake_file"


def test_lost_letters_of_a_workbook_have_their_cell():
    assert refusal(xlsx(["Đơn vị"], ["Ph??ng"])).cell == "Biểu!A2"


CODES = [f"000.00.{n:02}.H17-250801-{n:04}" for n in range(3)]
NAMED = ["Mã hồ sơ", "Họ tên người nộp", "Ngày hẹn trả"]
DOSSIER = frozenset({"người nộp", "ngày hẹn trả"})


@pytest.mark.parametrize("rows", [[["Mã"], *[[code] for code in CODES]], [["", ""], NAMED]], ids=["codes", "headers"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_dossier_list_is_refused_in_every_kind_of_file(rows, kind):
    data = xlsx(*rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    assert refusal(data, dossier_words=DOSSIER).code == "dossier_list"


def test_two_dossier_codes_in_notes_are_no_list():
    opened = open_file("\n".join(["Ghi chú", *CODES[:2]]).encode())
    refuse_dossiers(opened.sheets)


@pytest.mark.parametrize("font", SPOILT)
def test_where_nobody_is_asked_an_old_font_is_refused(font):
    assert decode(written().encode())[1] == "utf-8"
    with pytest.raises(Refused, match="mojibake_file"):
        decode(SPOILT[font](written()).encode())


def test_replay_asks_for_no_vocabulary():
    """Without a known header the separator would be another; the one found before is kept."""
    data = "Báo cáo, quý III, năm 2025, của, phường\nĐơn vị;Ghi chú\na;b".encode()
    opened = open_file(data, WORDS)
    assert opened.separator == ";" and open_file(data).separator == ","
    assert open_again(data, "csv", "utf-8", ";").sheets == opened.sheets


@given(st.text(max_size=80))
def test_any_text_comes_back_as_it_is_or_is_refused(text):
    try:
        found = recognise(text.encode("utf-8", "ignore"))
    except Refused:
        return
    assert decode_as(text.encode("utf-8", "ignore"), found.encoding) == found
    if found.spoilt is None:
        assert found.text == unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode()).removeprefix(
            "\ufeff"
        )


@given(st.binary(max_size=400))
def test_any_bytes_are_opened_or_refused(data):
    try:
        opened = open_file(data, WORDS)
    except Refused as refused:
        assert refused.problems
    else:
        assert open_again(data, opened.kind, opened.encoding, opened.separator).sheets == opened.sheets


@given(st.sets(st.integers(1, 40)))
def test_spans_name_each_row_once(rows):
    named = {
        n
        for part in spans(rows).split(", ")
        if part
        for n in range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1)
    }
    assert named == rows


def test_font_names_are_those_of_the_fonts():
    assert set(legacy.FONT_NAMES) < set(legacy.FONTS) == set(SPOILT)
