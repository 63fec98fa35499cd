"""Exact small steps: brute force on every unit of the sample agrees, and every case has its sentence."""

from dataclasses import replace
from fractions import Fraction

import pytest

from reform.indicators import declaration
from reform.rows import records
from reform.small_steps import Steps, steps_of, steps_told
from reform.solidity import Standing, to_rank, to_reach
from reform.text import words
from tests.pages import look, shown

LOCALITY = "Thành phố Minh Họa"
PERIODS = ["2023-Q4", "2025-Q3", "2026-Q3"]


def table_rank(rows, unit_id):
    """The rank of a unit by plain comparison: rows are {unit_id: [share, key, …]}, larger is better, None: absent."""

    def ahead(tie, at):
        if at == len(rows[unit_id]) or len(tie) == 1:
            return 0
        if any(rows[one][at] is None for one in tie):
            return ahead(tie, at + 1)
        better = [one for one in tie if rows[one][at] > rows[unit_id][at]]
        return len(better) + ahead([one for one in tie if rows[one][at] == rows[unit_id][at]], at + 1)

    return 1 + ahead(list(rows), 0)


def asked(sample, by, period):
    return records(sample.ask("counts_behind", locality=LOCALITY, period=period, by=by))


def table_of(rows, unit_id=None, moved=0, by="online"):
    """The ranked units' values and keys with so many dossiers of one unit moved to the better side."""
    found = {}
    for row in rows:
        if row["rank"] is None:
            continue
        x, n = row["numerator"], row["denominator"]
        if row["unit_id"] == unit_id and row["role"] == "value":
            x += moved
            left = x
        if row["unit_id"] == unit_id and row["indicator"] == "early":
            x = min(x, left)
        share = None if n is None else Fraction(0) if n == 0 else Fraction(int(x), int(n)) * row["sign"]
        found.setdefault(row["unit_id"], []).append(share)
    return found


@pytest.mark.parametrize("by", ["online", "timeliness"])
@pytest.mark.parametrize("period", PERIODS)
def test_brute_force_agrees_on_every_unit_of_the_sample(sample, by, period):
    indicator, rows = declaration().indicators[by], asked(sample, by, period)
    ranked = [row for row in rows if row["role"] == "value" and row["rank"] is not None]
    assert len(ranked) >= 9
    for row in ranked:
        unit, found = row["unit_id"], steps_of(rows, row["unit_id"], indicator)
        ranks = [table_rank(table_of(rows, unit, step), unit) for step in range(found.room + 1)]
        assert ranks[0] == row["rank"] == found.rank == found.after(0)
        assert found.worse()[0] == table_rank(table_of(rows, unit, -1), unit)
        for goal in range(1, len(ranked) + 1):
            first = next((step for step, rank in enumerate(ranks) if rank <= goal), None)
            assert to_rank(found.unit, found.others, goal) == first
        if indicator.target:
            x, n, goal = int(row["numerator"]), int(row["denominator"]), indicator.target.value
            needed = next(step for step in range(n - x + 1) if (x + step) * 100 >= goal * n)
            assert to_reach(found.unit, goal) == needed


def test_a_target_with_decimals_is_the_number_that_is_written():
    assert to_reach(Standing(999, 1000), 99.9) == 0
    assert to_reach(Standing(998, 1000), 99.9) == 1


def steps(unit, *others, rank, level=(), within=()):
    return Steps(unit, others, within, 1, rank, level)


ONLINE, TIMELY = (declaration().indicators[key] for key in ("online", "timeliness"))
ZERO, EARLY = Fraction(0), Fraction(1)
CASES = {
    "not ranked": (None, ONLINE, ["Chưa được xếp hạng Hồ sơ trực tuyến trong kỳ nên không tính được."]),
    "first and still": (
        steps(Standing(60, 100), Standing(10, 100), rank=1),
        ONLINE,
        [
            "Đang đứng đầu.",
            "Nếu thêm 1 hồ sơ trực tuyến thành nộp trực tiếp (tổng không đổi): vẫn hạng 1.",
            "Đã đạt mục tiêu 50% (đang 60,00%).",
        ],
    ),
    "first together": (
        steps(Standing(10, 10, (ZERO,)), Standing(20, 20, (ZERO,)), rank=1, level=("Bình",), within=(False,)),
        TIMELY,
        ["Đang cùng đứng đầu với Bình.", "Nếu thêm 1 hồ sơ từ đúng hạn thành quá hạn: hạng 2 (đang hạng 1)."],
    ),
    "only early ones are left": (
        steps(Standing(10, 10, (EARLY,)), Standing(1, 2, (EARLY,)), rank=1, within=(True,)),
        TIMELY,
        ["Đang đứng đầu.", "Nếu thêm 1 hồ sơ từ trước hạn thành quá hạn: vẫn hạng 1."],
    ),
    "rises": (
        steps(*(Standing(x, 100) for x in (0, 70, 60, 50, 40)), rank=5),
        ONLINE,
        [
            "Để đạt mục tiêu 50% (đang 0,00%): nếu 50 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi).",
            "Để lên hạng 4: nếu 40 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi).",
            "Để lên hạng 3: nếu 50 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi).",
            "Để lên hạng 1: nếu 70 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi).",
        ],
    ),
    "two at once": (
        steps(Standing(5, 10), Standing(6, 10), Standing(6, 10), rank=3),
        ONLINE,
        [
            "Nếu thêm 1 hồ sơ trực tuyến thành nộp trực tiếp (tổng không đổi): vẫn hạng 3.",
            "Đã đạt mục tiêu 50% (đang 50,00%).",
            "Để lên hạng 2 hoặc hơn: nếu 1 hồ sơ trực tiếp được nộp trực tuyến (tổng không đổi), lên thẳng hạng 1.",
        ],
    ),
    "beyond reach": (
        steps(
            Standing(8, 10, (Fraction(-1, 2),)),
            *(Standing(10, 10, (ZERO,)), Standing(9, 10, (ZERO,))),
            rank=3,
            level=("Bình", "An"),
            within=(False,),
        ),
        TIMELY,
        [
            "Đang cùng hạng 3 với Bình và An.",
            "Nếu thêm 1 hồ sơ từ đúng hạn thành quá hạn: vẫn hạng 3.",
            "Để lên hạng 2: nếu 2 hồ sơ quá hạn được giải quyết đúng hạn (tổng không đổi).",
            "Không lên được hạng 1: dù 2 hồ sơ quá hạn được giải quyết đúng hạn (tổng không đổi), cũng chỉ hạng 2.",
        ],
    ),
    "nothing left to move": (
        steps(Standing(10, 10, (Fraction(-1, 2),)), Standing(5, 5, (ZERO,)), rank=2, within=(False,)),
        TIMELY,
        [
            "Nếu thêm 1 hồ sơ từ đúng hạn thành quá hạn: vẫn hạng 2.",
            "Không còn hồ sơ nào để chuyển; hạng 2 do tiêu chí phụ quyết định.",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_its_sentences(case):
    found, by, told = CASES[case]
    assert steps_told(words("vi"), found, by) == told
    assert len(steps_told(words("en"), found, by)) == len(told)


def test_a_share_without_words_of_its_own_is_told_in_general_ones():
    found = steps(Standing(5, 10), Standing(6, 10), rank=2)
    by = replace(declaration().indicators["satisfaction"], target=replace(ONLINE.target, value=101.0))
    told = " ".join(steps_told(words("vi"), found, by))
    assert "1 phiếu chuyển sang phía tốt của Hài lòng" in told and "Không thể đạt mục tiêu 101%" in told


def test_the_page_of_a_unit_tells_its_steps(empty):
    text = shown(look("unit", don_vi="10"))  # Đồng Sương: 189/422 online
    assert words("vi").t("solidity.step.title") in text
    assert "nếu 22 hồ sơ trực tiếp được nộp trực tuyến" in text
