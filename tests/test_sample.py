"""The sample locality: the committed files alone, read with csv, show what they were designed to show."""

import csv
import os
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
LOCALITY = "Thành phố Minh Họa"
QUARTERS = [
    "2023-q4", "2024-q1", "2024-q2", "2024-q3", "2024-q4", "2025-q1", "2025-q2", "2025-q3",
    "2025-q4", "2026-q1", "2026-q2", "2026-q3",
]
LAST = QUARTERS[-1]

TOTAL, NEW, CARRIED = "Tổng số tiếp nhận", "Mới tiếp nhận trong kỳ", "Từ kỳ trước"
ONLINE, DIRECT = "Tiếp nhận trực tuyến", "Tiếp nhận trực tiếp, dịch vụ bưu chính"
FULL, PARTIAL = "Trực tuyến toàn trình", "Trực tuyến một phần"
AGENTS, OFFICIALS = "Đại lý, nhân viên bưu điện nộp hộ", "Công chức nộp hộ"
RESOLVED, EARLY, ON_TIME, OVERDUE = "Tổng số đã giải quyết", "Trước hạn", "Đúng hạn", "Đã giải quyết quá hạn"
PENDING, PENDING_IN_TIME = "Tổng số đang giải quyết", "Đang giải quyết trong hạn"
PENDING_OVERDUE = "Đang giải quyết quá hạn"
FEE, PAID = "Hồ sơ có nghĩa vụ tài chính", "Hồ sơ thanh toán trực tuyến"
BALLOTS, VERY, SATISFIED, DISSATISFIED = "Số phiếu khảo sát", "Rất hài lòng", "Hài lòng", "Không hài lòng"
STATED, SOURCE, PETITIONS = "Tỷ lệ hồ sơ trực tuyến (theo báo cáo)", "Nguồn số liệu", "Số phản ánh, kiến nghị"
COUNTS = [
    TOTAL, NEW, CARRIED, ONLINE, DIRECT, FULL, PARTIAL, AGENTS, OFFICIALS, RESOLVED, EARLY, ON_TIME, OVERDUE,
    PENDING, PENDING_IN_TIME, PENDING_OVERDUE, FEE, PAID, BALLOTS, VERY, SATISFIED, DISSATISFIED, PETITIONS,
]


def rows_of(name):
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def count(text):
    return int(text.replace(".", "")) if text else None


def bare(unit):
    return unit.split(" ", 1)[1]


def counts_of(quarter):
    """The counts of one quarter by bare unit name; a blank cell is None."""
    rows = [row for row in rows_of(f"so-lieu-{quarter}.csv") if row["Đơn vị"] != LOCALITY]
    return {bare(row["Đơn vị"]): {header: count(row[header]) for header in COUNTS} for row in rows}


def scores_of(year):
    """Hundredths of a point by bare unit name."""
    rows = rows_of(f"diem-cchc-{year}.csv")
    return {bare(row["Đơn vị"]): int(row["Điểm CCHC"].replace(",", "")) for row in rows}


def ranks(values):
    """1, 2, 2, 4: the greatest is first, equal values share a rank."""
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}


def online_shares(quarter):
    rows = counts_of(quarter).items()
    return {name: Fraction(row[ONLINE], row[NEW]) for name, row in rows if row[ONLINE] is not None and row[NEW]}


def timeliness(quarter):
    rows = counts_of(quarter).items()
    return {name: Fraction(row[EARLY] + row[ON_TIME], row[RESOLVED]) for name, row in rows if row[RESOLVED]}


EVERY_ROW = [
    pytest.param(row, id=f"{quarter} {name}") for quarter in QUARTERS for name, row in counts_of(quarter).items()
]


def test_committed_files_are_what_the_script_writes(tmp_path):
    command = [sys.executable, SAMPLE / "make_sample.py", "--out", tmp_path]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    assert "no --lists folder" in answer.stderr
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in SAMPLE.glob("*.csv")}


def test_a_real_name_is_refused(tmp_path):
    (tmp_path / "wards-test.csv").write_text("ward_full_name\nXã Sao Khuế\nXã Minh Hòa\n", encoding="utf-8")
    command = [sys.executable, SAMPLE / "make_sample.py", "--out", tmp_path / "out", "--lists", tmp_path]
    environment = os.environ | {"PYTHONUTF8": "1"}
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert answer.returncode == 1
    assert "Phường Sao Khuê" in answer.stderr
    assert LOCALITY not in answer.stderr
    assert not (tmp_path / "out").exists()


def test_files_look_as_an_office_saves_them():
    files = sorted(SAMPLE.glob("*.csv"))
    assert len(files) == 1 + 12 + 3
    for path in files:
        content = path.read_bytes()
        assert content.startswith("\ufeff".encode())
        assert content.count(b"\n") == content.count(b"\r\n")


def test_ten_units_with_text_codes_in_an_order_of_their_own():
    units = rows_of("don-vi.csv")
    names = [bare(row["Đơn vị"]) for row in units]
    assert [row["TT"] for row in units] == [str(number) for number in range(1, 11)]
    assert len(set(names)) == len({row["Mã"] for row in units}) == 10
    assert all(row["Mã"].startswith("0") for row in units)
    assert {row["Đơn vị"].split(" ", 1)[0] for row in units} == {"Phường", "Xã"}
    assert Counter(row["Cụm"] for row in units) == {"Cụm Sông": 5, "Cụm Núi": 5}
    assert names != sorted(names)
    assert names != sorted(names, key=scores_of(2025).get, reverse=True)


def test_windows_are_those_of_the_decree():
    windows = {
        row["Kỳ báo cáo"]: (row["Từ ngày"], row["Đến ngày"], row["Lũy kế"])
        for quarter in QUARTERS
        for row in rows_of(f"so-lieu-{quarter}.csv")
    }
    assert len(windows) == 12
    assert windows["Quý IV/2023"] == ("15/09/2023", "14/12/2023", "không")
    assert windows["Quý I/2024"] == ("15/12/2023", "14/03/2024", "không")
    assert windows["Quý II/2025"] == ("15/03/2025", "14/06/2025", "không")
    assert windows["Quý III/2026"] == ("15/06/2026", "14/09/2026", "không")
    year = rows_of("diem-cchc-2025.csv")[0]
    assert (year["Kỳ báo cáo"], year["Lũy kế"]) == ("Năm 2025", "có")
    assert (year["Từ ngày"], year["Đến ngày"]) == ("15/12/2024", "14/12/2025")


def test_every_row_says_that_it_is_invented():
    files = [*SAMPLE.glob("so-lieu-*.csv"), *SAMPLE.glob("diem-*.csv")]
    assert len(files) == 15
    for path in files:
        rows = rows_of(path.name)
        assert {row["Trực thuộc"] for row in rows} == {LOCALITY}
        assert {row[SOURCE] for row in rows} == {"Số liệu minh họa, không có thật"}


@pytest.mark.parametrize("row", EVERY_ROW)
def test_books_balance(row):
    assert row[TOTAL] == row[NEW] + row[CARRIED] == row[RESOLVED] + row[PENDING]
    assert row[RESOLVED] == row[EARLY] + row[ON_TIME] + row[OVERDUE]
    assert row[PENDING] == row[PENDING_IN_TIME] + row[PENDING_OVERDUE]
    assert row[BALLOTS] == row[VERY] + row[SATISFIED] + row[DISSATISFIED]
    assert row[BALLOTS] <= row[RESOLVED]
    assert row[PAID] <= row[FEE] <= row[NEW]
    assert all(number is None or number >= 0 for number in row.values())
    if row[ONLINE] is not None:
        assert row[NEW] == row[ONLINE] + row[DIRECT]
        assert row[FULL] + row[PARTIAL] <= row[ONLINE]
        assert row[AGENTS] + (row[OFFICIALS] or 0) <= row[ONLINE]


def test_what_was_pending_is_carried_over():
    for before, after in pairwise(QUARTERS):
        earlier, later = counts_of(before), counts_of(after)
        for name in earlier.keys() & later.keys():
            assert later[name][CARRIED] == earlier[name][PENDING], (name, after)


def test_volumes_and_ballots_are_plausible():
    rows = [param.values[0] for param in EVERY_ROW if param.values[0][NEW]]
    assert all(250 <= row[NEW] <= 3000 for row in rows)
    usual = [row for row in rows if 0.2 <= row[BALLOTS] / row[RESOLVED] <= 0.6]
    assert len(usual) > 0.75 * len(rows)
    within = [row for row in rows if row[DIRECT] is None or row[BALLOTS] <= row[DIRECT]]
    assert len(within) > 0.9 * len(rows)


def test_online_share_grows():
    first, last = online_shares("2023-q4"), online_shares(LAST)
    assert 0.25 <= min(first.values()) and max(first.values()) <= 0.62
    assert 0.44 <= min(last.values()) and max(last.values()) <= 0.995
    assert all(last[name] > first[name] + Fraction(1, 10) for name in first)


def test_scores_of_2025_are_fifteen_points_apart():
    scores = scores_of(2025)
    assert scores["Cầu Vồng"] == max(scores.values()) == 9000
    assert scores["Đồi Thông Xanh"] == min(scores.values()) == 7500
    assert scores["Trăng Khuyết"] == scores["Sao Khuê"] == 8460
    assert ranks(scores)["Sao Khuê"] == 4 and ranks(scores)["Bến Mơ"] == 6
    assert sum(scores.values()) == 82790


def test_score_ranks_move_between_years():
    of_2023, of_2024, of_2025 = (ranks(scores_of(year)) for year in (2023, 2024, 2025))
    assert [of_year["Cầu Vồng"] for of_year in (of_2023, of_2024, of_2025)] == [3, 2, 1]
    falls = {name: of_2025[name] - of_2024[name] for name in of_2025}
    assert [name for name, fall in falls.items() if fall == max(falls.values())] == ["Bến Mơ"]


def test_scores_have_one_scheme_and_a_penalty():
    rows = [row for year in (2023, 2024, 2025) for row in rows_of(f"diem-cchc-{year}.csv")]
    assert {row["Bộ tiêu chí"] for row in rows} == {"Bộ tiêu chí CCHC thành phố Minh Họa (minh họa)"}
    assert {row["Điểm tối đa"] for row in rows} == {"100,00"}
    assert sorted(row["Điểm cộng, trừ"] for row in rows if row["Điểm cộng, trừ"]) == ["-0,50", "0,50", "1,00"]


def test_one_unit_is_silent_in_one_quarter():
    missing = [(quarter, set(counts_of(LAST)) - set(counts_of(quarter))) for quarter in QUARTERS]
    assert [(quarter, names) for quarter, names in missing if names] == [("2025-q4", {"Suối Nhạc"})]
    assert counts_of("2026-q1")["Suối Nhạc"][CARRIED] > 0


def test_one_unit_gives_a_bound_only():
    bounded = [
        (quarter, row["Đơn vị"], row[STATED])
        for quarter in QUARTERS
        for row in rows_of(f"so-lieu-{quarter}.csv")
        if row[STATED] and row["Đơn vị"] != LOCALITY
    ]
    assert bounded == [("2024-q2", "Phường Sao Khuê", ">40%")]
    row = counts_of("2024-q2")["Sao Khuê"]
    assert all(row[header] is None for header in (ONLINE, DIRECT, FULL, PARTIAL, AGENTS, OFFICIALS))
    assert row[NEW] and row[RESOLVED]


def test_one_unit_has_a_quarter_without_dossiers():
    rows = [(quarter, name, row) for quarter in QUARTERS for name, row in counts_of(quarter).items()]
    empty = [(quarter, name) for quarter, name, row in rows if not row[TOTAL]]
    assert empty == [("2024-q1", "Đồi Thông Xanh")]
    row = counts_of("2024-q1")["Đồi Thông Xanh"]
    assert {number for header, number in row.items() if header != OFFICIALS} == {0}
    assert row[OFFICIALS] is None


def test_one_unit_is_high_online_by_assistance():
    row = counts_of(LAST)["Trăng Khuyết"]
    assert row[ONLINE] / row[NEW] >= 0.95
    assert (row[AGENTS] + row[OFFICIALS]) / row[ONLINE] > 0.5
    leader = counts_of(LAST)["Cầu Vồng"]
    assert leader[AGENTS] == leader[OFFICIALS] == 0


def test_newest_quarter_has_leader_last_and_one_below_target():
    shares = online_shares(LAST)
    assert len(shares) == 10
    order = sorted(shares, key=shares.get, reverse=True)
    assert order[0] == "Cầu Vồng" and shares[order[0]] - shares[order[1]] > Fraction(2, 100)
    assert order[-1] == "Đồng Sương" and shares[order[-2]] - shares[order[-1]] > Fraction(5, 100)
    assert [name for name, share in shares.items() if share < Fraction(1, 2)] == ["Đồng Sương"]


def test_newest_quarter_has_an_exact_tie_online():
    rows, shares = counts_of(LAST), online_shares(LAST)
    assert shares["Sao Khuê"] == shares["Suối Nhạc"] == Fraction(19, 30)
    assert rows["Sao Khuê"][NEW] != rows["Suối Nhạc"][NEW]
    assert Counter(shares.values()).most_common(2)[1][1] == 1
    assert sorted(ranks(shares).values()) == [1, 2, 3, 4, 5, 5, 7, 8, 9, 10]


def test_one_unit_falls_online_and_another_in_timeliness():
    before, after = ranks(online_shares("2026-q2")), ranks(online_shares(LAST))
    assert (before["Nắng Hạ"], after["Nắng Hạ"]) == (5, 9)
    assert max(after[name] - before[name] for name in after if name != "Nắng Hạ") <= 1
    before, after = timeliness("2026-q2"), timeliness(LAST)
    assert (ranks(before)["Lúa Ngọt"], ranks(after)["Lúa Ngọt"]) == (4, 10)
    assert before["Lúa Ngọt"] - after["Lúa Ngọt"] > Fraction(5, 100)


def test_timeliness_saturates_and_its_keys_decide():
    rows, shares = counts_of(LAST), timeliness(LAST)
    full = [name for name, share in shares.items() if share == 1]
    assert sorted(full) == ["Bàng Vuông", "Bến Mơ", "Cầu Vồng", "Trăng Khuyết"]
    assert all(share > Fraction(985, 1000) for name, share in shares.items() if name != "Lúa Ngọt")
    overdue = {name: Fraction(rows[name][PENDING_OVERDUE], rows[name][PENDING]) for name in full}
    early = {name: Fraction(rows[name][EARLY], rows[name][RESOLVED]) for name in full}
    order = sorted(full, key=lambda name: (overdue[name], -early[name]))
    assert order == ["Cầu Vồng", "Trăng Khuyết", "Bàng Vuông", "Bến Mơ"]
    # By the early share alone Bến Mơ would be second: the overdue among its pending decides first.
    assert early["Bến Mơ"] > early["Trăng Khuyết"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bàng Vuông", (1284, 1102, 176, 6, 1271, 1190, 79, 2, 13, 13, 0)),
        ("Lúa Ngọt", (987, 455, 520, 12, 980, 610, 362, 8, 7, 5, 2)),
        ("Cầu Vồng", (2015, 1999, 13, 3, 2012, 2005, 7, 0, 3, 3, 0)),
        ("Đồng Sương", (412, 118, 290, 4, 405, 322, 80, 3, 7, 7, 0)),
    ],
)
def test_quarter_three_of_2025_is_that_of_the_example_form(name, expected):
    """Columns (3) to (13) of form II.06a as the invented example export gives them."""
    form = [TOTAL, ONLINE, DIRECT, CARRIED, RESOLVED, EARLY, ON_TIME, OVERDUE]
    form += [PENDING, PENDING_IN_TIME, PENDING_OVERDUE]
    row = counts_of("2025-q3")[name]
    assert tuple(row[header] for header in form) == expected


def test_locality_states_what_its_units_add_up_to():
    stated = {}
    for quarter in QUARTERS:
        for row in rows_of(f"so-lieu-{quarter}.csv"):
            if row["Đơn vị"] == LOCALITY:
                stated[quarter] = row[STATED]
                assert not any(row[header] for header in COUNTS)
    assert stated == {"2024-q4": ">50%", "2025-q3": ">70%", LAST: "80,2%"}
    for quarter, bound in {"2024-q4": 0.5, "2025-q3": 0.7}.items():
        rows = counts_of(quarter).values()
        assert sum(row[ONLINE] for row in rows) / sum(row[NEW] for row in rows) > bound
    rows = counts_of(LAST).values()
    assert round(1000 * sum(row[ONLINE] for row in rows) / sum(row[NEW] for row in rows)) == 802
