"""A report held against what is recorded, the documents it cites, whose it is: in the text and at the command line."""

from decimal import Decimal

import pytest

from reform.claims import Stored, about, check
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from tests.test_claims import line, told
from tests.test_claims_text import word
from tests.test_cli import on

VALUES = {
    "received_total": 1059,
    "received_new": 1058,
    "received_online": 1049,
    "online": "99.149338",
    "early": "99.5284",
}
HELD = Stored("2023", {"2023": {key: Decimal(value) for key, value in VALUES.items()}}, ("Phường Hai",))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Phường tiếp nhận 1.059 hồ sơ.", ["figure match 1059"]),
        ("Phường tiếp nhận 1.058 hồ sơ.", ["figure match 1058"]),  # as received in the period
        ("Phường tiếp nhận 1.095 hồ sơ.", ["figure differs 1095"]),
        ("Năm 2023, phường tiếp nhận 1.095 hồ sơ.", ["figure differs 1095"]),
        ("Năm 2022, phường tiếp nhận 980 hồ sơ.", ["figure no_data 980"]),
        ("Phường tiếp nhận 1.059 hồ sơ, so với cùng kỳ 1.020 hồ sơ.", ["figure match 1059"]),
        ("Phường tiếp nhận 1.059 hồ sơ, giảm 20 hồ sơ so với quý trước.", ["figure match 1059"]),
        ("Phường tiếp nhận trên 1.000 hồ sơ.", ["figure match 1000"]),
        ("Phường tiếp nhận khoảng 1.000 hồ sơ.", []),
        ("Lĩnh vực hộ tịch tiếp nhận 500 hồ sơ.", []),
        ("Phường Hai tiếp nhận 500 hồ sơ.", []),
        ("Tỷ lệ hồ sơ trực tuyến đạt 99,15%.", ["percentage match 99.15"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt 99,1%.", ["percentage match 99.1"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt 99,2%.", ["percentage differs 99.2"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt trên 95%.", ["percentage match 95"]),
        ("Đã giải quyết 1.059 hồ sơ.", ["figure no_data 1059"]),
        ("Tiếp nhận 1.059 hồ sơ, gồm trực tuyến 1.050 hồ sơ, trực tiếp 9 hồ sơ.", ["sum differs 1059 1050 9"]),
        ("Tiếp nhận 1.059 hồ sơ, gồm trực tuyến 1.049 hồ sơ, trực tiếp 10 hồ sơ.", ["sum match 1059 1049 10"]),
    ],
)
def test_a_figure_against_what_is_recorded(sentence, found):
    assert told(sentence, stored=HELD) == found


def test_what_is_recorded_stands_beside_each_figure():
    (one,) = check(["Tiếp nhận 1.059 hồ sơ, gồm trực tuyến 1.050 hồ sơ, trực tiếp 9 hồ sơ."], declaration(), HELD)
    assert one.stored == (1059, 1049, None)


def test_one_figure_told_twice():
    assert (
        told("Tiếp nhận 1.059 hồ sơ.", "Tổng số hồ sơ tiếp nhận: 1.095 hồ sơ.")[-1] == "figure inconsistent 1059 1095"
    )
    for other in ("Tiếp nhận 1.059 hồ sơ.", "Cùng kỳ tiếp nhận 1.095 hồ sơ.", "Lĩnh vực đất đai tiếp nhận 95 hồ sơ."):
        assert all("inconsistent" not in one for one in told("Tiếp nhận 1.059 hồ sơ.", other))


def test_percentages_agree_as_far_as_both_are_printed():
    same, other = (told("Tỷ lệ trực tuyến đạt 99,15%.", f"Tỷ lệ trực tuyến đạt {one}%.") for one in ("99,2", "99,3"))
    assert "percentage inconsistent 99.15 99.3" in other and len(same) == 2


DECISION = "Quyết định số 766/QĐ-TTg ngày 23/6/2022"


def codes(*sentences):
    return [
        code.removeprefix("document_")
        for one in check(sentences, declaration())
        if one.kind == "document" and one.verdict == "inconsistent"
        for code, _ in one.notes
    ]


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (["Nghị định 61/2018/QĐ-TTg"], ["ending"]),
        (["Nghị định số 61/NĐ-CP của Chính phủ"], ["year_missing"]),
        (["Nghị định số 61/2018/NĐ-CP ngày 23/4/2019"], ["other_year"]),
        (["Nghị định số 61/2018/NĐ-CP ngày 31/4/2018"], ["no_such_day"]),
        (["Quyết định số 766/QĐ-UBND ngày 23/6/2022 của Thủ tướng Chính phủ"], ["ending"]),
        (["Thông tư số 01/2018/NĐ-CP", "Nghị quyết 76/QĐ-CP", "Kế hoạch số 5/QĐ-UBND"], ["ending"] * 3),
        (
            [f"Kế hoạch số 12/KH-UBND ngày 05/01/2020 của UBND phường về thực hiện {DECISION}"],
            ["older_than_base"],
        ),
        (
            [f"Thực hiện {DECISION}, UBND phường ban hành Kế hoạch số 12/KH-UBND ngày 05/01/2020"],
            ["older_than_base"],
        ),
        (["Quyết định số 766/QĐ-TTg ngày 23/6/2022", "Quyết định 766/QĐ-TTg ngày 23/7/2022"], ["two_dates"]),
        (
            [
                "Quyết định số 766/QĐ-TTg về Bộ chỉ số phục vụ người dân;",
                "Quyết định 766/QĐ-TTg về số hóa tài liệu lưu trữ.",
            ],
            ["two_titles"],
        ),
    ],
)
def test_a_document_that_is_cited_otherwise_than_it_can_be(sentences, found):
    assert codes(*sentences) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa;",
        "Nghị quyết số 76/NQ-CP, Nghị quyết 18-NQ/TW, Nghị quyết số 1211/2016/UBTVQH13, Luật số 72/2025/QH15",
        "Công văn số 123/UBND-NC ngày 02/3/2025; Thông báo số 77/TB-UBND; Kết luận số 91-KL/TW; Tờ trình 5/TTr-UBND",
        "Kế hoạch số 12/KH-UBND ngày 05/7/2022 thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022",
        "Quyết định 9/QĐ-UBND ngày 05/7/2018 được thay thế bởi Quyết định số 7/QĐ-UBND ngày 23/6/2022",
        "Kế hoạch số 12/KH-UBND ngày 05/7/2022; Kế hoạch số 12/KH-UBND ngày 05/7/2023",
    ],
)
def test_documents_cited_as_they_should_be(sentence):
    assert codes(sentence) == []


def test_a_document_is_listed_once_with_its_parts():
    told_twice = "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ về Bộ chỉ số; QĐ 766/QĐ-TTg."
    (one,) = check([told_twice], declaration())
    cited = one.cited
    assert (cited.kind, cited.number, f"{cited.day:%d/%m/%Y}") == ("Quyết định", "766/QĐ-TTg", "23/06/2022")
    assert (cited.issuer, cited.subject) == ("Thủ tướng Chính phủ", "về Bộ chỉ số")


UNITS = [
    {"unit_id": 2, "ward": "Phường Hòa Lúa", "aliases": None},
    {"unit_id": 3, "ward": "Phường Lúa", "aliases": "Xã Lúa Cũ"},
    {"unit_id": 4, "ward": "Phường Hòa", "aliases": None},
]


@pytest.mark.parametrize(
    ("lines", "unit", "period"),
    [
        (["UBND PHƯỜNG HOÀ LÚA", "BÁO CÁO", "Kết quả CCHC quý III năm 2025"], 2, "2025-Q3"),
        (["UBND P. Lúa", "Kết quả công tác 9 tháng đầu năm 2025, phương hướng quý IV/2025"], 3, "2025-9M"),
        (["Xã Lúa Cũ", "Căn cứ Kế hoạch số 5/KH-UBND năm 2020", "Báo cáo năm 2024"], 3, "2024"),
        (["Không nói gì về ai"], None, None),
    ],
)
def test_whose_report_it_is_and_when(lines, unit, period):
    found = about(lines, UNITS)
    assert (found.unit_id, found.period) == (unit, period)


# The declaration


def test_phrases_are_of_what_is_declared_and_of_one_alone():
    text = DECLARATION.read_text(encoding="utf-8")
    wrong = '[spoken.nobody]\nalso = ["tiếp nhận"]\n\n[spoken.received_total]'
    with pytest.raises(DeclarationError) as refused:
        read_declaration(text.replace("[spoken.received_total]", wrong))
    assert {fault.split(": ", 2)[-1] for fault in refused.value.faults} == {
        "'nobody' is no measure or indicator",
        "'tiếp nhận' stands in [spoken.nobody] too",
    }


def test_a_phrase_is_one_line_of_the_declaration():
    text = DECLARATION.read_text(encoding="utf-8")
    more = read_declaration(text.replace('also = ["qua mạng",', 'also = ["qua đường dây xanh",'))
    (one,) = check(["Có 45 hồ sơ qua đường dây xanh."], more)
    assert one.measure == "received_online"


# The command line

REPORT = "Năm 2023, phường tiếp nhận 1.059 hồ sơ, đã giải quyết 1.060 hồ sơ. Tỷ lệ trực tuyến đạt 52% (450/852)."


def test_the_command_line_against_what_is_recorded(published_facts, tmp_path):
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(word("UBND PHƯỜNG TRẦN HƯNG ĐẠO", REPORT))
    found = on(published_facts, "claims", str(file)).json
    assert (found["unit"], found["period"]) == ("Phường Trần Hưng Đạo", "2023")
    told = [(one["kind"], one["verdict"], one["numbers"], one["stored"]) for one in found["findings"]]
    assert told[:2] == [("figure", "match", [1059.0], 1059.0), ("figure", "differs", [1060.0], 1059.0)]
    assert told[2][:3] == ("percentage", "inconsistent", [52.0, 450.0, 852.0])
    assert {"sentence", "kind", "numbers", "verdict", "stored", "message"} == set(found["findings"][0])


def test_the_command_line_where_nothing_is_stored(store, tmp_path):
    file = tmp_path / "bao-cao.txt"
    file.write_text(REPORT, encoding="utf-8")
    said = on(store, "claims", str(file), "--unit", "Phường Không Có", "--period", "2023")
    assert said.exit_code == 0 and said.json["unit"] is None
    assert [one["verdict"] for one in said.json["findings"]] == ["no_data", "no_data", "inconsistent"]
    assert all(one["stored"] is None for one in said.json["findings"])


@pytest.mark.parametrize(
    ("data", "option", "code"),
    [(b"", (), "empty_file"), (b"a", ("--period", "quý 3"), "unknown_period"), (b"\x89PNG", (), "binary_file")],
)
def test_a_wrong_call_is_told_in_a_sentence(store, tmp_path, data, option, code):
    file = tmp_path / "bao-cao.txt"
    file.write_bytes(data)
    said = on(store, "claims", str(file), *option)
    assert said.exit_code in (1, 2) and said.json["error"]["code"] == code


def test_lines_of_the_corpus_are_those_of_findings():
    (one,) = check(["450/852 đạt 52%"], declaration())
    assert line(one) == "percentage inconsistent 450 852 52"
