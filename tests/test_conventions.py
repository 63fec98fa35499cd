"""The number convention of a file is settled by its cells and sums, or asked; no cell is read otherwise in silence."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.indicators import declaration
from reform.intake import Answers, read
from reform.intake.again import read_again
from reform.intake.cells import Convention, read_cells
from reform.intake.columns import Heading
from reform.intake.reading import Written
from reform.text import words

DECLARATION = declaration()
FORM = "Tổng số tiếp nhận;Tiếp nhận trực tuyến;Tiếp nhận trực tiếp;Từ kỳ trước"
EARLY = "Trước hạn"
SHARE = "Tỷ lệ hồ sơ trực tuyến (theo báo cáo)"
SCORE = "Điểm CCHC"
BONUS = "Điểm cộng, trừ"
ABOUT_NAMES = ("unknown_unit", "unknown_locality")


def report(headers, *rows):
    lines = [f"Phường Hoa {'ABCDEFGHIJKL'[at]};Quận Mẫu;Quý III/2025;{row}" for at, row in enumerate(rows)]
    return "\n".join([f"Đơn vị;Trực thuộc;Kỳ báo cáo;{headers}", *lines])


def reading(headers, *rows, **answers):
    return read(report(headers, *rows).encode(), DECLARATION, answers=Answers(**answers))


def figures(found):
    """Each row's values, unit by unit."""
    return [[cell.value for cell in row.values.values()] for row in found.rows]


def told(found):
    return [(p.severity, p.code, p.cell) for p in found.problems if p.code not in ABOUT_NAMES]


def settled(found):
    return found.decisions["numbers"], found.decisions["numbers_because"]


# ── Settled ───────────────────────────────────────────────────────────────────


def test_sums_settle_the_vietnamese_way_and_say_by_which_cell():
    found = reading(FORM, "12.349;12.000;300;49", "5;3;1;1")
    assert (told(found), settled(found)) == ([], ("vi", "sums"))
    assert figures(found) == [[12349, 12000, 300, 49], [5, 3, 1, 1]]
    assert found.decisions["numbers_evidence"] == {
        "cell": "D2", "text": "12.349", "value": "12349", "balanced": 2, "rows": 2,
    }  # fmt: skip


def test_sums_settle_the_english_way():
    found = reading(FORM, "1,000;990;9;1", "2,000;1,000;996;4")
    assert (told(found), settled(found)) == ([], ("en", "sums"))
    assert figures(found) == [[1000, 990, 9, 1], [2000, 1000, 996, 4]]


def test_a_total_row_settles_what_no_row_does():
    data = report(EARLY, "12.000", "3") + "\nTổng cộng;;;15"
    found = read(data.encode(), DECLARATION)
    assert (settled(found), figures(found)) == (("en", "sums"), [[12], [3]])


def test_twelve_with_decimals_and_twelve_thousand_are_told_apart_by_the_sums():
    assert figures(reading(FORM, "12.000;5;6;1")) == [[12, 5, 6, 1]]
    assert figures(reading(FORM, "12.000;11.993;6;1")) == [[12000, 11993, 6, 1]]


def test_a_sum_that_fails_in_every_reading_decides_nothing():
    found = reading(FORM, "12.349;12.000;300;49", "2.000;1.000;300;49")
    assert settled(found) == ("vi", "sums")
    assert found.decisions["numbers_evidence"] | {"cell": ""} == {
        "cell": "", "text": "12.349", "value": "12349", "balanced": 1, "rows": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "headers,row,numbers,because,value",
    [
        (EARLY, "1.059", "vi", "whole", 1059),
        (EARLY, "1,059", "en", "whole", 1059),
        (SHARE, "99.530", "en", "shares", Decimal("99.53")),
        (SHARE, "99,530", "vi", "shares", Decimal("99.53")),
        (SHARE, "99,53%", "vi", "only_reading", Decimal("99.53")),
        (SHARE, "99.53%", "en", "only_reading", Decimal("99.53")),
        (SCORE, "84.5", "en", "only_reading", Decimal("84.5")),
        (EARLY, "1.059.000", "vi", "only_reading", 1059000),
        (EARLY, "1059", "plain", "no_separators", 1059),
        (EARLY, "1 059", "plain", "no_separators", 1059),
        (EARLY, "05", "plain", "no_separators", 5),
        (EARLY, "-3", "plain", "no_separators", -3),
        (EARLY, "1.059 hồ sơ", "vi", "whole", 1059),
        (EARLY, "<1.059", "vi", "whole", 1059),
    ],
)
def test_one_cell_may_be_enough(headers, row, numbers, because, value):
    found = reading(headers, row)
    assert (told(found), settled(found), figures(found)) == ([], (numbers, because), [[value]])


def test_a_maximum_settles_a_score():
    assert figures(reading(f"{SCORE};Điểm tối đa", "84.125;100")) == [[Decimal("84.125"), 100]]


# ── Asked ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "headers,row,vi,en",
    [(BONUS, "1.125", 1125, Decimal("1.125")), (EARLY, "12.000", 12000, 12), (SCORE, "1.059", 1059, Decimal("1.059"))],
)
def test_two_readings_are_asked_with_one_example_of_each(headers, row, vi, en):
    found = reading(headers, row)
    assert told(found) == [("confirm", "number_convention", "D2")]
    facts = next(p.facts for p in found.problems if p.code == "number_convention")
    assert (facts["example"], facts["vi"], facts["en"]) == (row, vi, en)
    assert (settled(found), figures(found)) == (("vi", "default"), [[vi]])
    for numbers, value in (("vi", vi), ("en", en)):
        answered = reading(headers, row, numbers=numbers)
        assert (told(answered), settled(answered), figures(answered)) == ([], (numbers, "given"), [[value]])


# ── Mixed ─────────────────────────────────────────────────────────────────────


def test_cells_of_another_convention_are_named_and_not_read():
    found = reading(FORM, "1.059;1.049;9;1", "1,412;118;1,290;4", "2.015;2.000;10;5")
    assert [one for one in told(found) if one[0] == "error"] == [
        ("error", "mixed_numbers", "D3"), ("error", "mixed_numbers", "F3"),
    ]  # fmt: skip
    assert figures(found)[1] == [118, 4]
    message = words("vi").message(next(p for p in found.problems if p.cell == "D3"))
    assert "D3" in message and "1,412" in message and "1.059" in message


def test_a_thousand_of_the_other_convention_is_never_twelve():
    found = reading(EARLY, "1,059", "2,015", "12.000")
    assert told(found) == [("error", "mixed_numbers", "D4")]
    assert figures(reading(EARLY, "1059.000", "12.000")) == [[1059], [12]]
    assert figures(reading(FORM, "1,059;1,040;12.000;7")) == [[1059, 1040, 12, 7]]


def test_thousands_beside_an_english_share_are_never_one():
    found = reading("Đã giải quyết;Tỷ lệ hồ sơ trực tuyến (theo báo cáo)", "1.000;99.53", "2.000;9.53")
    assert ("error", "mixed_numbers", "D2") in told(found)


def test_a_given_convention_reads_no_cell_another_way():
    assert told(reading(EARLY, "1.125", numbers="en")) == [("error", "mixed_numbers", "D2")]
    assert told(reading(EARLY, "1.125", numbers="plain")) == [("error", "mixed_numbers", "D2")]
    assert told(reading(EARLY, "1125", numbers="plain")) == []


@pytest.mark.parametrize("text", ["1059.5", "12.34", "1.05", "0.995"])
def test_a_count_is_never_a_fraction(text):
    found = reading(EARLY, text)
    assert (told(found), figures(found)) == ([("error", "not_whole", "D2")], [[]])


@st.composite
def balanced_rows(draw):
    """Rows of total, online, direct, carried over; the first total has thousands."""
    parts = st.integers(0, 40_000)
    rows = [[draw(st.integers(1000, 40_000)), draw(parts), draw(parts)]]
    rows += [[draw(parts), draw(parts), draw(parts)] for _ in range(draw(st.integers(0, 3)))]
    return [[sum(row), *row] for row in rows]


@given(balanced_rows(), st.sampled_from([".", ","]))
def test_a_balanced_form_is_read_as_it_was_written(rows, mark):
    texts = [";".join(f"{value:,}".replace(",", mark) for value in row) for row in rows]
    found = reading(FORM, *texts)
    assert figures(found) == rows
    only_thousands = all(value < 1000 or value % 1000 == 0 for row in rows for value in row)
    assert told(found) == [] or (only_thousands and mark == "." and told(found)[0][1] == "number_convention")


@given(balanced_rows(), st.data())
def test_one_cell_in_the_other_convention_is_never_another_number(rows, data):
    texts = [[f"{value:,}".replace(",", ".") for value in row] for row in rows]
    marked = [(r, c) for r, row in enumerate(texts) for c, text in enumerate(row) if "." in text]
    r, c = data.draw(st.sampled_from(marked))
    texts[r][c] = texts[r][c].replace(".", ",")
    found = reading(FORM, *(";".join(row) for row in texts))
    errors = [one for one in told(found) if one[0] == "error"]
    if not errors:
        assert figures(found) == rows


# ── Shares ────────────────────────────────────────────────────────────────────


def shares(found):
    return [row.values["online_pct_stated"].value for row in found.rows], found.decisions["shares"]


def test_counts_settle_whether_a_share_is_a_fraction():
    headers = f"Tiếp nhận trực tuyến;Tiếp nhận trực tiếp;{SHARE}"
    fraction = reading(headers, "1049;9;0,9915", "1;99;0,01")
    assert (told(fraction), shares(fraction)) == ([], ([Decimal("99.15"), 1], {"online_pct_stated": "fraction"}))
    percent = reading(headers, "1;199;0,5")
    assert (told(percent), shares(percent)) == ([], ([Decimal("0.5")], {"online_pct_stated": "percent"}))


@pytest.mark.parametrize("rows,values", [(["0,9915", "0"], [Decimal("99.15"), 0]), (["1", "0"], [100, 0])])
def test_shares_up_to_one_without_counts_are_asked_once(rows, values):
    found = reading(SHARE, *rows)
    assert (told(found), shares(found)[0]) == ([("confirm", "share_scale", "D1")], values)
    answered = reading(SHARE, *rows, shares={"online_pct_stated": "percent"})
    assert (told(answered), [value * 100 for value in shares(answered)[0]]) == ([], values)


@pytest.mark.parametrize("rows", [["99,15", "1,4"], ["99,15", "0"], ["0", "0"], ["0,4%", "0,9%"]])
def test_shares_that_can_only_be_percent_are_not_asked(rows):
    found = reading(SHARE, *rows)
    assert told(found) == [] and shares(found)[0] == [Decimal(row.rstrip("%").replace(",", ".")) for row in rows]


def test_a_fraction_among_percent_signs_is_asked_at_its_cell():
    found = reading(SHARE, "99,5%", "0,4")
    assert (told(found), shares(found)[0]) == ([("confirm", "share_scale", "D3")], [Decimal("99.5"), 40])
    beside = reading(SHARE, "99,5%", "48", "0,4")
    assert (told(beside), shares(beside)[0]) == ([("confirm", "share_scale", "D4")], [Decimal("99.5"), 48, 40])


@pytest.mark.parametrize("small,fraction", [("0,9953", Decimal("99.53")), ("0,4", Decimal(40)), ("1", Decimal(100))])
def test_a_fraction_among_percentages_is_asked_at_its_cell(small, fraction):
    found = reading(SHARE, small, "99,1", "0")
    assert (told(found), shares(found)[0]) == ([("confirm", "share_scale", "D2")], [fraction, Decimal("99.1"), 0])
    answered = reading(SHARE, small, "99,1", shares={"online_pct_stated": "percent"})
    assert (told(answered), shares(answered)[0]) == ([], [fraction / 100, Decimal("99.1")])


def test_an_answer_leaves_alone_what_the_counts_settle():
    headers = f"Tiếp nhận trực tuyến;Tiếp nhận trực tiếp;{SHARE}"
    answered = reading(headers, "9953;47;0,9953", shares={"online_pct_stated": "percent"})
    assert (told(answered), shares(answered)[0]) == ([], [Decimal("99.53")])


def test_counts_of_every_row_settle_a_fraction_among_percentages():
    headers = f"Tiếp nhận trực tuyến;Tiếp nhận trực tiếp;{SHARE}"
    settled = reading(headers, "9953;47;0,9953", "991;9;99,1")
    assert (told(settled), shares(settled)[0]) == ([], [Decimal("99.53"), Decimal("99.1")])
    one_missing = reading(headers, "9953;47;0,9953", "991;9;99,1", ";;0,5")
    assert told(one_missing) == [("confirm", "share_scale", "F2"), ("confirm", "share_scale", "F4")]
    disagreeing = reading(headers, "9953;47;0,9953", "991;9;99,1", "1;199;0,5")
    assert told(disagreeing) == [("confirm", "share_scale", "F2"), ("confirm", "share_scale", "F4")]


def test_a_share_keeps_six_decimals():
    assert shares(reading(f"Tiếp nhận trực tuyến;Tiếp nhận trực tiếp;{SHARE}", "211;1;0,995283018867925"))[0] == [
        Decimal("99.528302")
    ]


# ── A workbook's cells ────────────────────────────────────────────────────────


def one_cell(header, key, numbers="vi", shares=None, **written):
    cell = Written(written.pop("text"), "Số liệu!C2", **written)
    convention = Convention(numbers, shares=shares or {})
    values, problems = read_cells((cell,), (Heading(0, "Số liệu!C1", header, key),), DECLARATION, convention)
    return [cell.value for cell in values.values()], [(p.severity, p.code, p.cell) for p in problems]


@pytest.mark.parametrize("numbers", ["vi", "en", "plain"])
def test_a_workbooks_number_is_that_number_in_every_convention(numbers):
    count = one_cell(EARLY, "resolved_early", numbers, text="1.059", number=Decimal("1059"))
    percent = one_cell(SHARE, "online_pct_stated", numbers, text="99,53%", number=Decimal("0.9953"), percent=True)
    noisy = one_cell(EARLY, "resolved_early", numbers, text="12", number=Decimal("12.000000000000002"))
    assert (count, percent, noisy) == (([1059], []), ([Decimal("99.53")], []), ([12], []))


@pytest.mark.parametrize(
    "code,written",
    [
        ("percent_in_count", {"text": "52%", "number": Decimal("0.52"), "percent": True}),
        ("date_in_count", {"text": "15/06/2025", "day": date(2025, 6, 15)}),
        ("formula_error", {"text": "#DIV/0!", "fault": "#DIV/0!"}),
        ("formula_without_value", {"text": "", "fault": "=SUM(D2:D5)"}),
        ("number_too_long", {"text": "1E+15", "number": Decimal("1E+15")}),
    ],
)
def test_a_workbooks_cell_that_is_no_count_is_told_with_its_place(code, written):
    assert one_cell(EARLY, "resolved_early", **written) == ([], [("error", code, "Số liệu!C2")])


def test_a_decimal_number_in_a_count_goes_to_the_check_that_refuses_it():
    assert one_cell(EARLY, "resolved_early", text="12,349", number=Decimal("12.349")) == ([Decimal("12.349")], [])


def test_a_workbooks_fraction_follows_the_scale_of_its_column():
    cell = {"text": "0,9953", "number": Decimal("0.9953")}
    assert one_cell(SHARE, "online_pct_stated", shares={"online_pct_stated": "fraction"}, **cell)[0] == [
        Decimal("99.53")
    ]
    assert one_cell(SHARE, "online_pct_stated", **cell)[0] == [Decimal("0.9953")]


# ── Read again ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "headers,rows",
    [
        (FORM, ["1,000;990;9;1"]),
        (FORM, ["1.059;1.049;9;1"]),
        (SHARE, ["0,9915", "1"]),
        (BONUS, ["1.125"]),
        (EARLY, ["7"]),
    ],
)
def test_decisions_alone_read_the_same_values_again(headers, rows):
    first = reading(headers, *rows)
    decisions = json.loads(json.dumps(first.decisions))
    assert read_again(report(headers, *rows).encode(), decisions, DECLARATION) == first.rows


def test_a_journal_of_before_is_read_the_vietnamese_way():
    data = report(BONUS, "1.125").encode()
    first = read(data, DECLARATION)
    old = {key: value for key, value in first.decisions.items() if not key.startswith(("numbers", "shares"))}
    assert read_again(data, old, DECLARATION) == first.rows
