"""Results over the periods: the sentences, the page, the command line, and units that were merged, split or renamed."""

from datetime import date

import pytest
from click.testing import CliRunner

from reform import course, wards
from reform.cli import main
from reform.indicators import declaration
from reform.intake.mapping_list import read_mapping_list
from reform.rows import records
from reform.store import open_store
from reform.text import words
from tests.pages import look, said, shown, title
from tests.test_cli import Answer

PLACE = "Thành phố Thử"
OLD = ("Phường Lúa Ngọt", "Phường Bàng Vuông", "Xã Cầu Vồng", "Xã Mây Trắng")
MAPPING = """Đơn vị cũ;Đơn vị mới;Ngày hiệu lực;Toàn bộ hay một phần
Phường Lúa Ngọt;Phường Đồng Xanh;1/7/2025;toàn bộ
Phường Bàng Vuông;Phường Đồng Xanh;1/7/2025;toàn bộ
Xã Cầu Vồng;Phường Sao Khuê;1/7/2025;một phần
Xã Cầu Vồng;Xã Mây Trắng;1/7/2025;một phần
Xã Mây Trắng;Xã Mây Trắng;1/7/2025;toàn bộ
"""
# unit;quarter;online;in person
REPORTS = """Phường Lúa Ngọt;II;30;70
Phường Bàng Vuông;II;20;30
Xã Cầu Vồng;II;40;60
Xã Mây Trắng;II;50;50
Phường Đồng Xanh;III;60;40
Phường Sao Khuê;III;40;60
Xã Mây Trắng;III;50;50
Phường Đồng Xanh;IV;40;60
Phường Sao Khuê;IV;60;40
Xã Mây Trắng;IV;50;50
"""


def reorganise(store):
    """The reorganisation of 1 July 2025: two wards whole into one, a commune divided between two."""
    store.set_up(PLACE, units=[{"ward": ward} for ward in OLD])
    changed, lineage, problems = store.reorganised(PLACE, read_mapping_list(MAPPING.encode(), declaration()).rows)
    assert problems == []
    store.edit_registry(PLACE, changed, lineage)
    lines = [line.split(";") for line in REPORTS.splitlines()]
    rows = [f"{ward};{PLACE};Quý {quarter}/2025;{online};{direct}" for ward, quarter, online, direct in lines]
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n"
    store.publish(store.draft((head + "\n".join(rows) + "\n").encode(), "a.csv"), ["all"])
    return store


@pytest.fixture
def reorganised(tmp_path):
    return reorganise(open_store(tmp_path / "store"))


def run(store, *arguments):
    result = CliRunner().invoke(main, [*arguments, "--store", str(store.directory)])
    return Answer(result.exit_code, result.stdout, result.stderr)


def in_json(store, *arguments):
    return run(store, *arguments, "--json").json


# ── Sentences ─────────────────────────────────────────────────────────────────


def ranked(period, ranks, before=None, broken=()):
    """Rows of one quarter: name → rank (None: not ranked), with the ranks of the quarter before."""
    found = {"kind": "quarter", "label": None, "period": period}
    return [
        found
        | {"unit_id": name, "rank": rank, "value": None if rank is None else 50.0, "broken": name in broken}
        | {"previous_rank": (before or {}).get(name)}
        for name, rank in ranks.items()
    ]


Q1, Q2, Q3 = "2025-Q1", "2025-Q2", "2025-Q3"
ABC = {"A": 1, "B": 2, "C": 3}
SENTENCES = {
    "nobody is ranked": (
        ranked(Q1, {"A": None}),
        ["Chưa đơn vị nào được xếp hạng."],
        ["No unit is ranked yet."],
    ),
    "one unit": (
        ranked(Q1, {"A": 1, "B": None}),
        ["Ở quý I/2025 chỉ A được xếp hạng nên không có gì để so thứ hạng."],
        ["In Q1 2025 only A is ranked, so there are no ranks to compare."],
    ),
    "first period": (
        ranked(Q1, ABC),
        ["Quý I/2025 là kỳ đầu tiên được xếp hạng, chưa có kỳ trước để so sánh."],
        ["Q1 2025 is the first period with ranks; there is none before to compare with."],
    ),
    "nothing to compare with": (
        ranked(Q1, ABC) + ranked(Q3, ABC),
        ["Không có kỳ liền trước so sánh được với quý III/2025."],
        ["No period right before can be compared with Q3 2025."],
    ),
    "nobody moved": (
        ranked(Q1, ABC) + ranked(Q2, ABC, ABC),
        ["Quý II/2025 so với kỳ liền trước: không đơn vị nào trong 3 đơn vị đổi hạng."],
        ["Q2 2025 against the period right before: none of the 3 units changed its rank."],
    ),
    "two rose as far, one fell": (
        ranked(Q1, ABC) + ranked(Q2, {"A": 3, "B": 1, "C": 2}, ABC),
        [
            "Quý II/2025 so với kỳ liền trước: lên hạng nhiều nhất B (2 → 1) và C (3 → 2); "
            "xuống hạng nhiều nhất A (1 → 3)."
        ],
        ["Q2 2025 against the period right before: rose most B (2 → 1) and C (3 → 2); fell most A (1 → 3)."],
    ),
    "a rise alone": (
        ranked(Q1, {"A": 1, "B": 2}) + ranked(Q2, {"A": 1, "B": 1}, {"A": 1, "B": 2}),
        ["Quý II/2025 so với kỳ liền trước: lên hạng nhiều nhất B (2 → 1)."],
        ["Q2 2025 against the period right before: rose most B (2 → 1)."],
    ),
    "since the first, without what broke": (
        ranked(Q1, ABC) + ranked(Q2, ABC, ABC) + ranked(Q3, {"A": 3, "B": 1, "C": 2}, ABC, broken="A"),
        [
            "Quý III/2025 so với kỳ liền trước: lên hạng nhiều nhất B (2 → 1) và C (3 → 2); "
            "xuống hạng nhiều nhất A (1 → 3).",
            "Từ quý I/2025 đến quý III/2025: lên hạng nhiều nhất B (2 → 1) và C (3 → 2).",
        ],
        [
            "Q3 2025 against the period right before: rose most B (2 → 1) and C (3 → 2); fell most A (1 → 3).",
            "From Q1 2025 to Q3 2025: rose most B (2 → 1) and C (3 → 2).",
        ],
    ),
    "many at once": (
        ranked(Q1, dict(zip("GABCDEF", range(1, 8), strict=True)))
        + ranked(Q2, dict(zip("ABCDEFG", range(1, 8), strict=True)), dict(zip("GABCDEF", range(1, 8), strict=True))),
        [
            "Quý II/2025 so với kỳ liền trước: lên hạng nhiều nhất A (2 → 1), B (3 → 2), C (4 → 3), D (5 → 4) "
            "và 2 đơn vị khác; xuống hạng nhiều nhất G (1 → 7)."
        ],
        [
            "Q2 2025 against the period right before: rose most A (2 → 1), B (3 → 2), C (4 → 3), D (5 → 4) "
            "and 2 other units; fell most G (1 → 7)."
        ],
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_who_moved_most(case):
    rows, vi, en = SENTENCES[case]
    names = {row["unit_id"]: row["unit_id"] for row in rows}
    assert course.moves_told(words("vi"), rows, names) == vi
    assert course.moves_told(words("en"), rows, names) == en


def test_why_figures_are_missing():
    row = {"kind": "quarter", "label": None, "value": None, "quarters": None, "reason": "blank"}
    rows = [
        row | {"period": Q1, "unit_id": "A", "value": 1.0},
        row | {"period": Q1, "unit_id": "B"},
        row | {"period": Q2, "unit_id": "A", "value": 1.0},
        row | {"period": Q2, "unit_id": "B"},
        row | {"period": "2025", "unit_id": "A", "reason": "quarter_missing", "quarters": "2025-Q3 2025-Q4"},
        row | {"period": "2025", "unit_id": "B", "reason": "quarter_missing", "quarters": "2025-Q3 2025-Q4"},
        row | {"period": "2024", "unit_id": "A", "value": 1.0},
        row | {"period": "2024", "unit_id": "B", "reason": "negative_difference", "quarters": "2024-Q2"},
    ]
    assert course.missing_told(words("vi"), rows, {"A": "A", "B": "B"}) == [
        "B, quý I/2025 và quý II/2025: báo cáo để trống",
        "Năm 2025: thiếu số liệu quý (Quý III/2025 và Quý IV/2025)",
        "B, năm 2024: số lũy kế kỳ sau nhỏ hơn kỳ trước (Quý II/2024)",
    ]
    assert course.missing_told(words("en"), rows, {"A": "A", "B": "B"})[1] == (
        "Year 2025: a quarter's figures are missing (Q3 2025 and Q4 2025)"
    )


# ── Merged, split, renamed ────────────────────────────────────────────────────


def test_a_merged_unit_is_added_up_on_request_and_a_split_one_refused_by_name(reorganised):
    asked = {"locality": PLACE, "by": "online", "span": "quarter"}
    plain, rebuilt = (records(reorganised.ask("spans", **asked, rebuilt=how)) for how in (None, "1"))
    assert [row for row in rebuilt if not row["rebuilt"]] == plain
    (added,) = (row for row in rebuilt if row["rebuilt"])
    assert (added["ward"], added["period"], added["value"], added["rank"]) == ("Phường Đồng Xanh", Q2, 100 / 3, None)
    assert {row["ward"] for row in plain if row["broken"]} == {"Phường Đồng Xanh", "Phường Sao Khuê", "Xã Mây Trắng"}
    told = course.rebuilt_told(words("vi"), records(reorganised.ask("lineage", locality=PLACE)))
    assert sorted(told) == [
        "Không cộng được số liệu trước 01/07/2025 cho Phường Sao Khuê: Xã Cầu Vồng không nhập nguyên vẹn vào một "
        "đơn vị, nên không biết phần nào thuộc về Phường Sao Khuê.",
        "Không cộng được số liệu trước 01/07/2025 cho Xã Mây Trắng: Xã Cầu Vồng không nhập nguyên vẹn vào một "
        "đơn vị, nên không biết phần nào thuộc về Xã Mây Trắng.",
        "Trước 01/07/2025, Phường Đồng Xanh là tổng số liệu của Phường Lúa Ngọt và Phường Bàng Vuông (nhập nguyên "
        "vẹn); không xếp hạng.",
    ]


def test_former_names_are_other_names_not_other_writings():
    names = ["P. Lúa Ngọt", "LÚA NGỌT", "Lúa Ngọt", "Xã Lúa Ngọt", "Phường Lúa Non", "P. Lúa Non"]
    names.append("Bộ phận Một cửa phường Lúa Ngọt")
    assert wards.former_names("Phường Lúa Ngọt", names) == ("Xã Lúa Ngọt", "Phường Lúa Non")


def test_a_renamed_unit_answers_to_its_old_name(reorganised):
    (unit,) = (row for row in records(reorganised.ask("units", locality=PLACE)) if row["ward"] == "Phường Sao Khuê")
    reorganised.edit_registry(PLACE, [{"unit_id": unit["unit_id"], "ward": "Phường Sao Mai"}])
    found = in_json(reorganised, "series", "--unit", "P. Sao Khuê", "--indicator", "online")
    assert found["notes"] == ["“P. Sao Khuê” nay là Phường Sao Mai."]
    assert {row["ward"] for row in found["rows"]} == {"Phường Sao Mai"}
    asked = ("explain", "--unit", "Sao Khuê", "--by", "online", "--period", "2025-Q4")
    answer = run(reorganised, *asked)
    assert answer.exit_code == 0 and "“Sao Khuê” nay là Phường Sao Mai." in answer.stderr
    merged = run(reorganised, "explain", "--unit", "Lúa Ngọt", "--by", "online", "--period", "2025-Q4")
    assert merged.exit_code == 0 and "“Lúa Ngọt” nay là Phường Đồng Xanh." in merged.stderr


# ── The command line ──────────────────────────────────────────────────────────


def test_series_of_a_span(sample):
    asked = ("series", "--unit", "Phường Sao Khuê", "--indicator", "online", "--span", "half")
    found = in_json(sample, *asked)
    by_period = {row["period"]: row for row in found["rows"]}
    assert (found["span"], found["rebuilt"], found["notes"]) == ("half", False, [])
    assert by_period["2024-H1"]["reason"] == "quarter_missing" and by_period["2024-H1"]["quarters"] == "2024-Q2"
    half = by_period["2025-H1"]
    assert half["value"] == 100 * half["numerator"] / half["denominator"]
    text = run(sample, *asked).stdout
    assert "thiếu số liệu quý (Quý II/2024)" in text and f"{half['rank']}/{half['ranked']}" in text


def test_series_says_what_is_rebuilt_or_refused(reorganised):
    asked = ("--indicator", "online", "--rebuilt")
    found = in_json(reorganised, "series", "--unit", "Đồng Xanh", *asked)
    assert [(row["period"], row["rebuilt"]) for row in found["rows"]] == [(Q2, True), (Q3, False), ("2025-Q4", False)]
    assert "cộng từ các đơn vị cũ nhập nguyên vẹn" in run(reorganised, "series", "--unit", "Đồng Xanh", *asked).stdout
    refused = in_json(reorganised, "series", "--unit", "Sao Khuê", *asked)
    assert len(refused["rows"]) == 2 and "Xã Cầu Vồng không nhập nguyên vẹn" in refused["notes"][0]


def test_scores_are_not_added_up(sample):
    asked = ("series", "--unit", "Phường Sao Khuê", "--indicator", "score")
    assert run(sample, *asked, "--span", "year").exit_code == 2
    assert [row["period"] for row in in_json(sample, *asked, "--span", "cumulative")["rows"]] == [
        "2023",
        "2024",
        "2025",
    ]


# ── The page ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("lang", "name", "told"), [
    ("vi", "Kết quả qua các kỳ", "Quý III/2026 so với kỳ liền trước"),
    ("en", "Results over the periods", "Q3 2026 against the period right before"),
])  # fmt: skip
def test_page_of_quarters(empty, sample, lang, name, told):
    at = look("periods", lang=lang)
    assert title(at).startswith(name)
    text = shown(at)
    assert told in text and "(7 → 5)" in text
    assert len(at.get("plotly_chart")) == 11


def test_page_of_years_names_what_is_missing(empty):
    at = look("periods", theo="nam", xep_hang="online")
    assert "Năm cộng từ bốn quý" in shown(at) and "Năm 2026: thiếu số liệu quý (Quý IV/2026)" in shown(at).replace(
        "\\", ""
    )
    assert said(at, "theo") == "nam"


def test_page_says_what_is_rebuilt(empty):
    reorganise(open_store(empty))
    at = look("periods", gop="1")
    text = shown(at).replace("\\", "")
    assert "Phường Đồng Xanh là tổng số liệu của Phường Lúa Ngọt và Phường Bàng Vuông" in text
    assert "Xã Cầu Vồng không nhập nguyên vẹn" in text and "† cộng từ các đơn vị cũ" in text
    labels = next(box for box in at.selectbox if box.key == "don-vi").options
    assert "Phường Đồng Xanh (trước là Phường Lúa Ngọt, Phường Bàng Vuông)" in labels
    assert {"Xã Mây Trắng (trước 01/07/2025)", "Xã Mây Trắng (từ 01/07/2025)"} <= set(labels)


def test_page_before_anything_is_recorded(three_units):
    at = look("periods", so_lieu="that")
    assert title(at) and not at.get("plotly_chart")


def test_reorganisation_is_of_the_day_it_says(reorganised):
    assert {row["on_date"].date() for row in records(reorganised.ask("lineage", locality=PLACE))} == {date(2025, 7, 1)}
