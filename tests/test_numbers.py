"""Numbers are read the Vietnamese way from text, or refused; nothing in between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.numbers import Number, Unreadable, read_number

GROUP_MARKS = (".", " ", "\u00a0", "\u202f")


def read(text, kind="flow", unit="hồ sơ"):
    return read_number(text, kind, unit)


@pytest.mark.parametrize(
    "text,value",
    [
        ("1.059", 1059),
        ("1 059", 1059),
        ("1\u00a0059", 1059),
        ("12.349.000", 12349000),
        ("2685", 2685),
        ("05", 5),
        ("0", 0),
        ("-3", -3),
        ("−3", -3),
        ("3,5", Decimal("3.5")),
        ("1.059,5", Decimal("1059.5")),
        ("  7  ", 7),
        ("1.059 hồ sơ", 1059),
        ("1.059 Hồ sơ", 1059),
        ("7hồ sơ", 7),
        ("999999999999", 999999999999),
    ],
)
def test_count(text, value):
    assert read(text) == Number(Decimal(value))


@pytest.mark.parametrize(
    "text,value",
    [("99,53%", "99.53"), ("99,53", "99.53"), ("52%", "52"), ("52 %", "52"), ("100%", "100"), ("0,5", "0.5")],
)
def test_stated_percentage_is_0_to_100(text, value):
    assert read(text, "stated", "%") == Number(Decimal(value))


@pytest.mark.parametrize(
    "text,bound",
    [
        ("<30%", "<"),
        ("< 30 %", "<"),
        (">30%", ">"),
        ("≤30%", "≤"),
        ("<=30%", "≤"),
        ("≥30", "≥"),
        (">= 30%", "≥"),
        ("chưa đạt 30%", "<"),
        ("Dưới 30%", "<"),
        ("trên 30%", ">"),
        ("hơn 30%", ">"),
        ("ít nhất 30%", "≥"),
        ("tối thiểu 30%", "≥"),
        ("Tối đa 30%", "≤"),
    ],
)
def test_bound(text, bound):
    assert read(text, "stated", "%") == Number(Decimal(30), bound)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\ufeff"])
def test_blank_is_absent_and_no_zero(text):
    assert read(text) == Number(None)


@pytest.mark.parametrize("text", ["-", "–", "—", "x", "X", " - "])
def test_placeholder_is_absent_and_asked(text):
    assert read(text) == Number(None, doubt="placeholder")


@pytest.mark.parametrize("text", ["Không", "không", "KHÔNG"])
def test_word_no_is_zero_and_asked(text):
    assert read(text) == Number(Decimal(0), doubt="word_no")


@pytest.mark.parametrize(
    "text",
    [
        "12.34",
        "1.05",
        "1,059.5",
        "1.0590",
        "12.34.567",
        "1.059 000",
        "1 05",
        "1059.000",
        "0.995",
        "01.059",
        "1,000",
        "1,059,000",
        "abc",
        "12a",
        "1e5",
        "#DIV/0!",
        "#N/A",
        "khoảng 30",
        "<",
        "< <30",
        "--3",
        "1.059 phiếu",
        "5 000 hồ",
        "15/6/2025",
        "٣",
        "½",
        "hồ sơ",
        "3,",
        ",5",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(Unreadable, match="number_unreadable"):
        read(text)


@pytest.mark.parametrize("text", ["1234567890123", "1.234.567.890.123", "0,1234567"])
def test_too_long(text):
    with pytest.raises(Unreadable, match="number_too_long"):
        read(text)


def test_leading_zeros_do_not_make_a_number_long():
    assert read("0000000000000007") == Number(Decimal(7))


@pytest.mark.parametrize("kind", ["flow", "stock", "points"])
def test_percent_sign_belongs_to_stated_shares_only(kind):
    with pytest.raises(Unreadable, match="percent_in_count"):
        read_number("52%", kind, None)


def test_three_zeros_behind_a_comma_are_decimals_in_a_score_only():
    assert read_number("90,000", "points", "điểm") == Number(Decimal(90))


def write(number, mark, decimals):
    """A number as an office would write it."""
    return f"{number:,}".replace(",", mark) + (f",{decimals}" if decimals else "")


@given(
    st.integers(-(10**12) + 1, 10**12 - 1),
    st.sampled_from((*GROUP_MARKS, "")),
    st.text("0123456789", max_size=6).filter(lambda digits: digits != "000"),
    st.sampled_from([None, "<", ">", "≤", "≥"]),
)
def test_what_is_written_is_read(number, mark, decimals, bound):
    text = (bound or "") + write(number, mark, decimals)
    assert read(text) == Number(Decimal(f"{number}.{decimals or 0}"), bound)


@given(st.integers(1, 999), st.text("0123456789", min_size=1, max_size=6).filter(lambda digits: len(digits) != 3))
def test_an_english_decimal_is_never_a_number(whole, decimals):
    with pytest.raises(Unreadable):
        read(f"{whole}.{decimals}", "points", "điểm")


@given(st.text())
def test_any_text_is_a_number_or_refused(text):
    try:
        found = read(text)
    except Unreadable as refused:
        assert refused.code in ("number_unreadable", "number_too_long", "percent_in_count")
    else:
        assert found.value is None or found.value == found.value.quantize(Decimal("0.000001"))


# ── The other conventions ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text,value",
    [
        ("1,059", 1059),
        ("1 059", 1059),
        ("12,349,000", 12349000),
        ("2685", 2685),
        ("05", 5),
        ("-3", -3),
        ("1,059.5", Decimal("1059.5")),
        ("12.000", 12),
        ("1,059 hồ sơ", 1059),
    ],
)
def test_english_count(text, value):
    assert read_number(text, "flow", "hồ sơ", "en") == Number(Decimal(value))


def test_english_share_and_bound():
    assert read_number("99.53%", "stated", "%", "en") == Number(Decimal("99.53"))
    assert read_number("<0.995", "stated", "%", "en") == Number(Decimal("0.995"), "<")


@pytest.mark.parametrize("text", ["1.059,5", "99,53", "1,05", "1.059.000", "0,995", "10,59", "1059,000"])
def test_what_is_not_english_is_refused_in_english(text):
    with pytest.raises(Unreadable, match="number_unreadable"):
        read_number(text, "points", "điểm", "en")


def test_plain_numbers_have_no_separator_but_spaces():
    assert read_number("1 059", "flow", None, "plain") == Number(Decimal(1059))
    for text in ("1.059", "1,059", "3.5", "3,5"):
        with pytest.raises(Unreadable, match="number_unreadable"):
            read_number(text, "flow", None, "plain")


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.text("0123456789", max_size=6))
def test_what_is_written_in_english_is_read(number, decimals):
    text = f"{number:,}" + (f".{decimals}" if decimals else "")
    expected = Decimal(f"{number}.{decimals or 0}") if number else Decimal(f"0.{decimals or 0}")
    assert read_number(text, "points", "điểm", "en") == Number(expected)
