"""A report held against what is recorded, the documents it cites, whose it is: in the text and at the command line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reform.claims import Stored, about, check, ranks_of
from reform.claims.stored import Rank
from reform.claims_told import message, question
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.text import words
from tests.test_claims import CORPUS, line, told
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


WARD = {
    "received_total": "1284",
    "received_new": "1278",
    "received_online": "1102",
    "received_direct_postal": "176",
    "carried_over": "6",
    "resolved_total": "1271",
    "resolved_early": "1190",
    "resolved_on_time": "79",
    "resolved_early_or_on_time": "1269",
    "resolved_overdue": "2",
    "pending_total": "13",
    "pending_in_time": "13",
    "pending_overdue": "0",
    "survey_ballots": "132",
    "survey_very_satisfied": "99",
    "survey_satisfied": "26",
    "online": "86.228482",
    "online_all": "85.825545",
    "timeliness": "99.842644",
    "overdue": "0.155763",
}
EARLIER = {"received_total": "1233", "resolved_total": "1227", "resolved_early": "1133"}
QUARTER = Stored(
    "2025-Q3",
    {
        key: {measure: Decimal(value) for measure, value in values.items()}
        for key, values in (("2025-Q3", WARD), ("2025-Q2", EARLIER))
    },
    ("Phường Lúa Ngọt",),
    ("Phường Bàng Vuông", "Bàng Vuông"),
)
# Each is true beside what is recorded of the quarter: of another time, of a field, of something else than it seems
APART = (CORPUS / "apart.txt").read_text(encoding="utf-8").splitlines()

WRONG = (CORPUS / "wrong.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", [one for one in APART if one and not one.startswith("# ")])
def test_nothing_is_alleged_of_what_is_something_else(sentence):
    found = told(*sentence.split(" ¶ "), stored=QUARTER)
    assert not [one for one in found if "differs" in one or "inconsistent" in one]


@pytest.mark.parametrize("sentence", [one for one in WRONG if not one.startswith("# ")])
def test_something_is_found_in_what_does_not_agree(sentence):
    found = told(*sentence.split(" ¶ "), stored=QUARTER) + codes(*sentence.split(" ¶ "))
    assert [one for one in found if "differs" in one or "inconsistent" in one or " " not in one]


def test_headings_say_of_when_and_of_what_the_sentences_below_are():
    report = ("I. KẾT QUẢ QUÝ II NĂM 2025", "Tiếp nhận 1.233 hồ sơ, giải quyết 1.228 hồ sơ.")
    assert told(*report, stored=QUARTER) == ["figure match 1233", "figure differs 1228"]
    report = ("I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "Tiếp nhận 1.285 hồ sơ.", "II. NHIỆM VỤ", "Giải quyết 1.300 hồ sơ.")
    assert told(*report, stored=QUARTER) == ["figure differs 1285"]
    report = ("1. Lĩnh vực hộ tịch", "Tiếp nhận 250 hồ sơ.", "2. Kết quả chung", "Tiếp nhận 1.285 hồ sơ.")
    assert told(*report, stored=QUARTER) == ["figure differs 1285"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Số hồ sơ quá hạn đã giải quyết là 3 hồ sơ.", ["figure differs 3"]),
        ("Số hồ sơ trước hạn đã giải quyết là 1.190 hồ sơ.", ["figure match 1190"]),
        ("Tỷ lệ hồ sơ nộp trực tuyến đạt 85,83% tổng số hồ sơ tiếp nhận.", ["percentage match 85.83"]),
        ("Số hồ sơ nộp trực tiếp, qua bưu chính công ích là 186 hồ sơ.", ["figure differs 186"]),
        ("Trong quý III, UBND phường Bàng Vuông đã tiếp nhận 1.248 hồ sơ.", ["figure differs 1248"]),
        ("Từ ngày 15/6/2025 đến ngày 14/9/2025, phường tiếp nhận 1.248 hồ sơ.", ["figure differs 1248"]),
        ("Tỷ lệ giải quyết đúng hạn đạt 100%.", ["percentage differs 100"]),
        ("Còn 12 hồ sơ quá hạn.", ["figure differs 12"]),
        ("Còn 02 hồ sơ quá hạn.", ["figure match 2"]),  # of those that were resolved
        # bounds that hold of the number itself
        ("Phường tiếp nhận ít nhất 1.284 hồ sơ.", ["figure match 1284"]),
        ("Phường tiếp nhận trên 1.284 hồ sơ.", ["figure differs 1284"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt ≥ 86,23%.", ["percentage match 86.23"]),
        ("Tỷ lệ hồ sơ trực tuyến không dưới 86,23%.", ["percentage match 86.23"]),
        ("Tỷ lệ hồ sơ trực tuyến tối đa 90%.", ["percentage match 90"]),
        ("Tỷ lệ hồ sơ trực tuyến tối đa 85%.", ["percentage differs 85"]),
        # a share by the total that is named, not by the one its indicator is declared with
        ("Số hồ sơ trực tuyến 1.102/1.284, đạt 85,83%.", ["figure match 1102", "percentage match 1102 1284 85.83"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt 86,23% (1.102/1.278).", ["percentage match 86.23 1102 1278"]),
        (
            "Tiếp nhận 1.284 hồ sơ, trong đó trực tuyến 1.102 hồ sơ (85,83%).",
            ["figure match 1284", "figure match 1102", "percentage match 1284 1102 85.83"],
        ),
        (
            "Đã giải quyết 1.271 hồ sơ, trong đó trực tuyến 1.102 hồ sơ (86,70%).",
            ["figure match 1271", "figure match 1102", "percentage match 1271 1102 86.7"],
        ),
        ("Tỷ lệ hồ sơ trực tuyến đạt 86,50% (1.102/1.274).", ["percentage differs 86.5 1102 1274"]),
        ("Đã giải quyết 1.271 hồ sơ, còn 02 hồ sơ trễ hạn.", ["figure match 1271", "figure match 2"]),
        ("Có 170 hồ sơ trực tiếp, 6 hồ sơ qua bưu chính công ích.", ["figure no_data 6"]),  # 176 are recorded of both
    ],
)
def test_what_is_plainly_said_is_held_against_what_is_recorded(sentence, found):
    assert told(sentence, stored=QUARTER) == found


RANKS = {
    "2025-Q3": {"online": Rank(3, 10, 3, 11), "timeliness": Rank(4, 10, 1, 11)},
    "2024": {"score": Rank(2, 9, 2, 9)},
}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tỷ lệ hồ sơ trực tuyến của phường xếp thứ 3/10.", ["figure match 3"]),
        ("Phường xếp thứ 2/10 về tỷ lệ hồ sơ trực tuyến.", ["figure differs 2"]),
        ("Tỷ lệ trực tuyến xếp hạng 2/11 phường, tỷ lệ đúng hạn đứng thứ tư.", ["figure differs 2", "figure match 4"]),
        ("Tỷ lệ đúng hạn đứng thứ nhất.", ["figure match 1"]),  # by the share alone
        ("Năm 2024, chỉ số CCHC của phường xếp thứ 5/9.", ["figure differs 5"]),
        ("Hồ sơ trực tuyến xếp thứ tự ưu tiên, tỷ lệ đúng hạn xếp thứ tự ưu tiên.", []),
        ("Tỷ lệ đúng hạn sắp xếp thứ 4.", []),
        # among others, of another time, aimed at, of something else: not alleged
        ("Tỷ lệ trực tuyến xếp thứ 2/5 đơn vị.", []),
        ("Tỷ lệ trực tuyến xếp thứ 2/10 trong cụm thi đua.", []),
        ("Tỷ lệ trực tuyến đứng thứ nhất.", []),
        ("Năm 2023, chỉ số CCHC xếp thứ 5/9.", []),
        ("Quý trước tỷ lệ trực tuyến xếp thứ 5/10.", []),
        ("Phấn đấu tỷ lệ trực tuyến xếp thứ 1/10.", []),
        ("Phường Lúa Ngọt xếp thứ 1/10 về tỷ lệ trực tuyến.", []),
        ("Phong trào thi đua xếp thứ 3/10.", []),
    ],
)
def test_where_a_unit_says_that_it_stands(sentence, found):
    assert told(sentence, stored=replace(QUARTER, ranks=RANKS)) == found


def test_a_rank_by_the_value_alone():
    ranked = [(1, 1, 100), (2, 2, 100), (3, 3, 90), (4, None, None)]
    rows = [
        {"unit_id": unit, "indicator": "online", "rank": rank, "ranked": 3, "value": value}
        for unit, rank, value in ranked
    ]
    assert ranks_of(2, rows) == {"online": Rank(2, 3, 1, 4)} and ranks_of(4, rows) == {}


def test_what_is_recorded_stands_beside_each_figure():
    (one,) = check(["Tiếp nhận 1.059 hồ sơ, gồm trực tuyến 1.050 hồ sơ, trực tiếp 9 hồ sơ."], declaration(), HELD)
    assert one.stored == (1059, 1049, None)


def test_what_is_asked_is_what_does_not_agree():
    told = "1.059 hồ sơ, trong đó: mới tiếp nhận: 1.058 hồ sơ (Trực tuyến 1.049; trực tiếp 10); kỳ trước chuyển qua: 1"
    (one,) = check([told], declaration())
    asked = question(words("vi"), one)
    assert "1.049 + 10 = 1.059" in asked and "1.058 + 1" not in asked
    assert message(words("vi"), one).startswith("1.049 + 10")
    *_, later = check(["Tỷ lệ trực tuyến đạt 52%.", "Tỷ lệ trực tuyến đạt 99,15%."], declaration())
    assert "99,15%" in message(words("vi"), later) and "52%" in message(words("vi"), later)


def test_one_figure_told_twice():
    assert (
        told("Tiếp nhận 1.059 hồ sơ.", "Tổng số hồ sơ tiếp nhận: 1.095 hồ sơ.")[-1] == "figure inconsistent 1059 1095"
    )
    for other in ("Tiếp nhận 1.059 hồ sơ.", "Cùng kỳ tiếp nhận 1.095 hồ sơ.", "Lĩnh vực đất đai tiếp nhận 95 hồ sơ."):
        assert all("inconsistent" not in one for one in told("Tiếp nhận 1.059 hồ sơ.", other))


def test_shares_of_two_totals_are_not_one_told_otherwise():
    of_all, of_new = "Số hồ sơ trực tuyến 1.102/1.284, đạt 85,83%.", "Tỷ lệ hồ sơ trực tuyến đạt 86,23% (1.102/1.278)."
    for stored in (None, QUARTER):
        assert not [one for one in told(of_all, of_new, stored=stored) if "inconsistent" in one]


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
        (["Thông tư số 01/2018/TT-CP", "Công văn số 61/NĐ-CP ngày 3/3/2023"], ["ending"] * 2),
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
    table = [("Chỉ tiêu", "Số hồ sơ"), ("Trước hạn", "1.054"), ("Đúng hạn", "6"), ("Tổng cộng", "1.059")]
    file.write_bytes(word("UBND PHƯỜNG TRẦN HƯNG ĐẠO", REPORT, table))
    found = on(published_facts, "claims", str(file)).json
    assert (found["unit"], found["period"]) == ("Phường Trần Hưng Đạo", "2023")
    told = [(one["kind"], one["verdict"], one["numbers"], one["stored"]) for one in found["findings"]]
    assert told[:2] == [("figure", "match", [1059.0], 1059.0), ("figure", "differs", [1060.0], 1059.0)]
    assert told[2][:3] == ("percentage", "inconsistent", [52.0, 450.0, 852.0])
    assert {"sentence", "kind", "numbers", "verdict", "stored", "message"} == set(found["findings"][0])
    in_table = next(one for one in found["findings"] if one["kind"] == "sum")
    assert in_table["place"] == {"table": 1, "first_row": 2, "last_row": 4} and in_table["verdict"] == "inconsistent"
    assert in_table["sentence"].startswith("Trước hạn: 1.054")  # its place stands beside it


def test_the_command_line_where_nothing_is_stored(store, tmp_path):
    file = tmp_path / "bao-cao.txt"
    file.write_text(REPORT, encoding="utf-8")
    said = on(store, "claims", str(file), "--unit", "Phường Không Có", "--period", "2023")
    assert said.exit_code == 0 and said.json["unit"] is None
    assert [one["verdict"] for one in said.json["findings"]] == ["no_data", "no_data", "inconsistent"]
    assert all(one["stored"] is None for one in said.json["findings"])


def test_a_unit_that_is_not_there_is_refused(published_facts, tmp_path):
    file = tmp_path / "bao-cao.txt"
    file.write_text("Tiếp nhận 1.059 hồ sơ.", encoding="utf-8")
    said = on(published_facts, "claims", str(file), "--unit", "Phường Không Có", "--period", "2023")
    assert said.exit_code == 2 and said.json["error"]["code"] == "unit_not_there"


def test_a_locality_that_is_not_there_is_refused(published_facts, tmp_path):
    file = tmp_path / "bao-cao.txt"
    file.write_text("Tiếp nhận 1.059 hồ sơ.", encoding="utf-8")
    said = on(published_facts, "claims", str(file), "--period", "2023", "--locality", "Sai Ten")
    assert said.exit_code == 2 and said.json["error"]["code"] == "unknown_locality"


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


BINH = Stored(HELD.period, HELD.values, ("Phường An", "Phường An Bình Đông"), ("Phường An Bình", "An Bình"))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Phường An Bình tiếp nhận 1.095 hồ sơ.", ["figure differs 1095"]),
        ("Phường An tiếp nhận 1.095 hồ sơ.", []),
        ("Phường An Bình Đông tiếp nhận 1.095 hồ sơ.", []),
    ],
)
def test_a_unit_whose_name_begins_anothers_is_not_taken_for_it(sentence, found):
    assert [line(one) for one in check([sentence], declaration(), BINH)] == found


def test_a_list_of_hundreds_of_values_is_no_figure_told_twice():
    lines = [f"Tiếp nhận {number} hồ sơ." for number in range(1000, 1400)]
    found = [one for one in check(lines, declaration()) if one.verdict == "inconsistent"]
    assert 0 < len(found) <= 20
