"""Periods: labels and windows become keys; a key knows its name, its window and its neighbours."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.numbers import Unreadable
from reform.period import (
    Doubt,
    find_labels,
    fits,
    from_key,
    label,
    last_year,
    previous,
    read_date,
    read_period,
    window,
)
from reform.wards import fold

LABELS = {
    "2023-Q3": ["Quý III/2023", "Quý 3 năm 2023", "Q3-2023", "Q3/2023", "III/2023", "2023-Q3", "Quý III, năm 2023"],
    "2025-08": ["Tháng 8/2025", "tháng 8 năm 2025", "08/2025", "8/2025", "2025-08", "T8/2025", "Tháng 08 năm 2025"],
    "2020-H1": ["6 tháng đầu năm 2020", "6 tháng năm 2020", "6 tháng/2020", "2020-H1", "2020-6M"],
    "2020-H2": ["6 tháng cuối năm 2020", "2020-H2"],
    "2019-9M": ["9 tháng năm 2019", "9 tháng đầu năm 2019", "2019-9M", "Quý III/2019 lũy kế", "lũy kế quý III/2019"],
    "2019-10M": ["10 tháng năm 2019", "2019-10M", "Tháng 10/2019 lũy kế"],
    "2019": ["Năm 2019", "2019", "cả năm 2019", "12 tháng năm 2019", "Quý IV/2019 lũy kế", "2019 (lũy kế)", "2019-12M"],
    "2025-3M": ["Quý I/2025 lũy kế", "3 tháng đầu năm 2025", "Quý I năm 2025 (lũy kế từ đầu năm)"],
    "2025-H1": ["Quý II/2025 luỹ kế", "Kỳ báo cáo: 06 tháng đầu năm 2025", "QUÝ 02/2025 - LŨY KẾ"],
}
ALL = [(text, key) for key, texts in LABELS.items() for text in texts]
DECREE = {  # Nghị định 09/2019/NĐ-CP
    "2025-08": ("2025-07-15", "2025-08-14"),
    "2025-01": ("2024-12-15", "2025-01-14"),
    "2025-Q1": ("2024-12-15", "2025-03-14"),
    "2025-Q3": ("2025-06-15", "2025-09-14"),
    "2025-H1": ("2024-12-15", "2025-06-14"),
    "2025-H2": ("2025-06-15", "2025-12-14"),
    "2025-9M": ("2024-12-15", "2025-09-14"),
    "2025": ("2024-12-15", "2025-12-14"),
}

years = st.integers(1901, 2099)
keys = st.one_of(
    years.map(str),
    st.builds("{}-{:02d}".format, years, st.integers(1, 12)),
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{}-H{}".format, years, st.integers(1, 2)),
    st.builds("{}-{}M".format, years, st.sampled_from([1, 2, 3, 4, 5, 7, 8, 9, 10, 11])),
)
days = st.dates(date(1901, 1, 1), date(2099, 12, 31))


def codes(doubts):
    return [doubt.code for doubt in doubts]


# ── Labels ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text,key", ALL)
def test_label_is_read(text, key):
    period, _ = read_period(text)
    assert (period.key, period.label, period.starts, period.ends) == (key, text, None, None)


@pytest.mark.parametrize("text,key", ALL)
def test_label_is_read_in_capitals_decomposed_spaced_and_without_accents(text, key):
    for variant in (
        text.upper(),
        unicodedata.normalize("NFD", text),
        f"  {text.replace(' ', '   ')} ",
        fold(text),
    ):
        assert read_period(variant)[0].key == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kỳ vừa rồi",
        "Quý V/2025",
        "13/2025",
        "0/2025",
        "3 tháng cuối năm 2020",
        "Quý III/25",
        "III",
        "1899",
    ],
)
def test_label_that_is_no_period_is_refused(text):
    with pytest.raises(Unreadable, match="period_unreadable"):
        read_period(text)


def test_cumulative_quarter_is_n_months_and_says_so():
    period, doubts = read_period("Quý III/2025 lũy kế")
    assert (period.key, period.cumulative) == ("2025-9M", True)
    assert [(doubt.severity, doubt.code) for doubt in doubts] == [("note", "cumulative_quarter")]


@pytest.mark.parametrize(
    "key,cumulative",
    [
        ("2025-Q3", False),
        ("2025-08", False),
        ("2025-H2", False),
        ("2025-H1", True),
        ("2025-9M", True),
        ("2025", True),
    ],
)
def test_cumulative_goes_with_the_kind(key, cumulative):
    assert from_key(key).cumulative is cumulative


@given(keys)
def test_key_and_its_vietnamese_label_are_labels_of_themselves(key):
    assert read_period(key)[0].key == read_period(label(key))[0].key == key


@given(keys)
def test_from_key_keeps_the_key_and_knows_its_label(key):
    assert (from_key(key).key, from_key(key).label) == (key, label(key))


@pytest.mark.parametrize(
    "key", ["2025-Q5", "2025-6M", "2025-12M", "2025-13", "2025-8", "x", "", "2025-H3", "2025-01_2025-02"]
)
def test_what_is_no_key_is_a_programmers_error(key):
    with pytest.raises(ValueError):
        from_key(key)


def test_names_in_both_languages():
    assert [label(key) for key in ("2025-08", "2025-Q3", "2025-H1", "2025-H2", "2025-9M", "2025")] == [
        "Tháng 8/2025",
        "Quý III/2025",
        "6 tháng đầu năm 2025",
        "6 tháng cuối năm 2025",
        "9 tháng năm 2025",
        "Năm 2025",
    ]
    assert [label(key, "en") for key in ("2025-08", "2025-Q3", "2025-9M")] == [
        "August 2025",
        "Q3 2025",
        "First 9 months of 2025",
    ]
    assert label("2020-01-01_2022-10-12", "vi", "Từ năm 2020 đến 12/10/2022") == "Từ năm 2020 đến 12/10/2022"
    assert label("2020-01-01_2022-10-12") == "Từ 01/01/2020 đến 12/10/2022"


@pytest.mark.parametrize(
    "text,expected",
    [
        ("BÁO CÁO CẢI CÁCH HÀNH CHÍNH QUÝ III NĂM 2025", "Quý III/2025"),
        ("Kỳ báo cáo: Quý III/2025 (Từ ngày 15/6/2025 đến ngày 14/9/2025)", "Quý III/2025"),
        ("Số liệu 9 tháng đầu năm 2025", "9 tháng năm 2025"),
        ("Lũy kế đến hết quý III/2025", "Quý III/2025 lũy kế"),
        ("Kết quả tháng 8 năm 2025 của thành phố", "Tháng 8/2025"),
        ("Kế hoạch năm 2025", "Năm 2025"),
        ("Minh Họa, ngày 16 tháng 9 năm 2025", None),
        ("Thông tư 01/2020/TT-VPCP", None),
        ("Biểu số II.06a", None),
    ],
)
def test_period_inside_a_longer_line(text, expected):
    assert next(iter(find_labels(text)), None) == expected


# ── Windows ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", DECREE)
def test_window_of_the_decree_is_the_close_day_14(key):
    assert tuple(map(str, window(key, 14))) == DECREE[key]


@pytest.mark.parametrize(
    "key,expected",
    [
        ("2024-02", "2024-02-01 2024-02-29"),
        ("2025-Q1", "2025-01-01 2025-03-31"),
        ("2025", "2025-01-01 2025-12-31"),
    ],
)
def test_window_of_the_calendar_is_the_close_day_31(key, expected):
    assert " ".join(map(str, window(key, 31))) == expected


def test_another_close_day():
    assert tuple(map(str, window("2025-Q3", 20))) == ("2025-06-21", "2025-09-20")


@given(keys, st.sampled_from([14, 31]), st.integers(-5, 5), st.integers(-5, 5))
def test_window_fits_within_five_days_at_each_end(key, close_day, first, last):
    starts, ends = window(key, close_day)
    assert fits(key, starts + timedelta(first), ends + timedelta(last))


@pytest.mark.parametrize("first,last", [(6, 0), (-6, 0), (0, 6), (0, -6)])
@pytest.mark.parametrize("close_day", [14, 31])
def test_window_six_days_off_is_asked(first, last, close_day):
    starts, ends = window("2025-Q3", close_day)
    period, doubts = read_period("Quý III/2025", starts + timedelta(first), ends + timedelta(last))
    assert codes(doubts) == ["window_label"] and period.key == "2025-Q3"


def test_both_ends_must_fit_one_convention():
    starts, ends = window("2025-Q3", 14)[0], window("2025-Q3", 31)[1]
    assert codes(read_period("Quý III/2025", starts, ends)[1]) == ["window_label"]


def test_recognised_label_keeps_its_key_and_the_window_as_written():
    period, doubts = read_period("Năm 2023", date(2023, 1, 1), date(2023, 11, 30), True)
    assert (period.key, period.starts, period.ends) == ("2023", date(2023, 1, 1), date(2023, 11, 30))
    assert doubts[0].facts == {
        "label": "Năm 2023",
        "window": "01/01/2023–30/11/2023",
        "decree": "15/12/2022–14/12/2023",
        "calendar": "01/01/2023–31/12/2023",
    }


def test_unrecognised_label_takes_the_window_as_key():
    period, doubts = read_period("Từ năm 2020 đến 12/10/2022", date(2020, 1, 1), date(2022, 10, 12), True)
    assert (period.key, period.label, period.cumulative, doubts) == (
        "2020-01-01_2022-10-12",
        "Từ năm 2020 đến 12/10/2022",
        True,
        (),
    )


def test_label_not_understood_over_usual_dates_is_asked_and_keeps_the_window():
    period, doubts = read_period("Qúy III 2025", date(2025, 6, 15), date(2025, 9, 14), False)
    assert (period.key, codes(doubts)) == ("2025-Q3", [])
    period, doubts = read_period("Kỳ ba", date(2025, 6, 15), date(2025, 9, 14), False)
    assert (period.key, codes(doubts)) == ("2025-06-15_2025-09-14", ["label_unknown"])
    assert doubts[0].facts["suggestion"] == "2025-Q3"
    assert read_period("", date(2025, 6, 15), date(2025, 9, 14), False)[1] == ()


def test_window_written_inside_the_label():
    period, _ = read_period("Quý III/2025 (từ ngày 15/6/2025 đến ngày 14/9/2025)")
    assert (period.key, period.starts, period.ends) == ("2025-Q3", date(2025, 6, 15), date(2025, 9, 14))


def test_no_dates_are_computed_from_the_close_day_only():
    assert read_period("Quý III/2025")[0].starts is None
    assert read_period("Quý III/2025", close_day=14)[0].ends == date(2025, 9, 14)
    given_dates = read_period("Quý III/2025", date(2025, 7, 1), date(2025, 9, 30), close_day=14)[0]
    assert (given_dates.starts, given_dates.ends) == (date(2025, 7, 1), date(2025, 9, 30))


@pytest.mark.parametrize("starts,ends", [(date(2025, 1, 1), None), (None, date(2025, 1, 1))])
def test_half_a_window_is_refused(starts, ends):
    with pytest.raises(Unreadable, match="window_incomplete"):
        read_period("Quý III/2025", starts, ends)


def test_reversed_window_is_refused():
    with pytest.raises(Unreadable, match="window_reversed"):
        read_period("Quý III/2025", date(2025, 9, 14), date(2025, 6, 15))


@given(days, days)
def test_any_window_is_its_own_key(one, other):
    starts, ends = min(one, other), max(one, other)
    period, _ = read_period("", starts, ends)
    assert period.key == f"{starts}_{ends}"
    again = from_key(period.key)
    assert (again.starts, again.ends, previous(period.key), last_year(period.key)) == (
        starts,
        ends,
        None,
        None,
    )


# ── Cumulative or not ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("text,stated", [("Quý III/2025", True), ("Năm 2025", False), ("6 tháng cuối năm 2025", True)])
def test_cumulative_against_the_key_is_asked_and_the_key_decides(text, stated):
    period, doubts = read_period(text, cumulative=stated)
    assert codes(doubts) == ["cumulative"] and period.cumulative is not stated


@pytest.mark.parametrize(
    "text,stated",
    [("Quý III/2025", False), ("Quý III/2025 lũy kế", True), ("Năm 2025", True), ("Năm 2025", None)],
)
def test_cumulative_that_agrees_is_not_asked(text, stated):
    assert "cumulative" not in codes(read_period(text, cumulative=stated)[1])


@pytest.mark.parametrize("months,expected", [(3, False), (6, True)])
def test_window_without_a_word_is_cumulative_when_longer_than_four_months(months, expected):
    period, doubts = read_period("", date(2025, 1, 1), date(2025, 1 + months, 1))
    assert period.cumulative is expected
    assert doubts == (Doubt("confirm", "cumulative", "cumulative", {"label": period.label}),)


# ── Neighbours and order ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "key,before,year_before",
    [
        ("2025-Q3", "2025-Q2", "2024-Q3"),
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-01", "2024-12", "2024-01"),
        ("2025-10", "2025-09", "2024-10"),
        ("2025-H1", "2024-H1", "2024-H1"),
        ("2025-9M", "2024-9M", "2024-9M"),
        ("2025", "2024", "2024"),
        ("2020-01-01_2022-10-12", None, None),
    ],
)
def test_previous_and_last_year(key, before, year_before):
    assert (previous(key), last_year(key)) == (before, year_before)


@given(keys)
def test_neighbours_are_of_one_kind_and_earlier(key):
    for near in (previous(key), last_year(key)):
        assert from_key(near).kind == from_key(key).kind
        assert window(near, 31)[1] < window(key, 31)[1]


@given(st.integers(1902, 2099), st.sampled_from(["-Q{}", "-{:02d}"]))
def test_a_year_of_steps_back_is_last_year(year, form):
    steps = 4 if "Q" in form else 12
    key = f"{year}{form.format(1)}"
    back = key
    for _ in range(steps):
        back = previous(back)
    assert back == last_year(key)


# ── Dates ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text,expected",
    [
        ("15/6/2025", date(2025, 6, 15)),
        ("15-06-2025", date(2025, 6, 15)),
        ("2025-06-15", date(2025, 6, 15)),
        ("03/07/2025", date(2025, 7, 3)),
        ("15.6.2025", date(2025, 6, 15)),
        ("2025-06-15 00:00:00", date(2025, 6, 15)),
        ("", None),
        ("  ", None),
    ],
)
def test_date(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    ["31/6/2025", "29/02/2025", "45823", "15/6/25", "06/15/2025", "hôm qua", "15/6-2025", "2025/06/15"],
)
def test_date_that_is_none(text):
    with pytest.raises(Unreadable, match="date_unreadable"):
        read_date(text)


@given(days, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"]))
def test_any_date_as_written_is_read(day, form):
    assert read_date(day.strftime(form)) == day
