"""Where points are lost, in sentences: every branch in both languages, and a real score beyond full marks."""

from decimal import Decimal

import pytest

from reform import lost_told
from reform.indicators import declaration
from reform.text import words

VI, EN = words("vi"), words("en")
PARTS = ("minh_hoa.steering", "minh_hoa.finance", "minh_hoa.digital")


def rows(to_full, to_leader=(1, 0, 0), total=20, leader="Phường An", leaders=1, leads=False):
    """Rows of `lost_points`, a part each, with what each lacks."""
    whole = {"total": Decimal(total), "lacks": Decimal(sum(to_full)), "leaders": leaders, "leads": leads}
    whole |= {"leader": leader, "behind": None if leader is None else Decimal(sum(to_leader))}
    return [
        whole | {"part": part, "points": Decimal(5), "to_full": Decimal(full), "to_leader": Decimal(lead)}
        for part, full, lead in zip(PARTS, to_full, to_leader, strict=True)
    ]


TO_FULL = {
    "short of full marks": (
        (1, 3, 0),
        "Đạt 20,00 điểm, thiếu 4,00 điểm so với điểm tối đa; nhiều nhất ở Tài chính công (3,00 điểm).",
        "20.00 points, 4.00 short of full marks; most by Public finance (3.00 points).",
    ),
    "as much by two parts": (
        (2, 2, 0),
        "Đạt 20,00 điểm, thiếu 4,00 điểm so với điểm tối đa; nhiều nhất ở Chỉ đạo điều hành và Tài chính công "
        "(mỗi nội dung 2,00 điểm).",
        "20.00 points, 4.00 short of full marks; most by Steering and Public finance (each 2.00 points).",
    ),
    "nothing lost": ((0, 0, 0), "Đạt trọn 20,00 điểm, không mất điểm nào.", "All 20.00 points, none lost."),
    "a bonus makes up for what is lost": (
        (2, 0, -2),
        "Đạt 20,00 điểm, bằng điểm tối đa nhờ Chính quyền số; vẫn thiếu nhiều nhất ở Chỉ đạo điều hành (2,00 điểm).",
        "20.00 points, equal to full marks thanks to Digital government; most still lost by Steering (2.00 points).",
    ),
    "a bonus beyond full marks": (
        (0, 0, -1),
        "Đạt 20,00 điểm, vượt điểm tối đa 1,00 điểm nhờ Chính quyền số; không mất điểm nào.",
        "20.00 points, 1.00 above full marks thanks to Digital government; none lost.",
    ),
    "a bonus beyond full marks, and yet points lost": (
        (1, 0, -3),
        "Đạt 20,00 điểm, vượt điểm tối đa 2,00 điểm nhờ Chính quyền số; vẫn thiếu nhiều nhất ở Chỉ đạo điều hành "
        "(1,00 điểm).",
        "20.00 points, 2.00 above full marks thanks to Digital government; most still lost by Steering (1.00 points).",
    ),
}
LEADER = {
    "behind one": (
        {"to_leader": (2, 1, -1)},
        "Kém đơn vị đứng đầu Phường An 2,00 điểm; nhiều nhất ở Chỉ đạo điều hành (2,00 điểm).",
        "Phường An leads by 2.00 points; most by Steering (2.00 points).",
    ),
    "behind several": (
        {"to_leader": (2, 0, 0), "leaders": 3},
        "Kém Phường An (một trong 3 đơn vị cùng đứng đầu) 2,00 điểm; nhiều nhất ở Chỉ đạo điều hành (2,00 điểm).",
        "Phường An (one of 3 that share the lead) is 2.00 points ahead; most by Steering (2.00 points).",
    ),
    "leads": ({"to_leader": (0, 0, 0), "leads": True}, "Phường An đang đứng đầu.", "Phường An leads."),
    "shares the lead": (
        {"to_leader": (1, -1, 0), "leads": True, "leaders": 2},
        "Đang cùng đứng đầu với các đơn vị khác (2 đơn vị cùng điểm).",
        "Shares the lead with others (units with the same points: 2).",
    ),
    "level by its parts, second by the score": (
        {"to_leader": (1, -1, 0)},
        "Phường An đứng đầu theo tổng điểm; cộng các thành phần đã báo cáo thì đơn vị này bằng điểm.",
        "Phường An leads by the whole score; by the parts that were reported this unit is level with it.",
    ),
    "ahead by its parts, second by the score": (
        {"to_leader": (1, -3, 0)},
        "Phường An đứng đầu theo tổng điểm; cộng các thành phần đã báo cáo thì đơn vị này hơn 2,00 điểm.",
        "Phường An leads by the whole score; by the parts that were reported this unit is 2.00 points ahead.",
    ),
    "nobody to compare with": (
        {"leader": None},
        "Không có đơn vị đứng đầu nào được chấm đủ các thành phần này để so sánh.",
        "No unit that leads has all of these parts to compare with.",
    ),
}


@pytest.mark.parametrize("branch", TO_FULL)
def test_what_is_lost_to_full_marks(branch):
    lacks, in_vi, in_en = TO_FULL[branch]
    assert (lost_told.to_full(VI, rows(lacks)), lost_told.to_full(EN, rows(lacks))) == (in_vi, in_en)


@pytest.mark.parametrize("branch", LEADER)
def test_what_is_lost_to_the_unit_that_leads(branch):
    about, in_vi, in_en = LEADER[branch]
    found = rows((1, 0, 0), **about)
    assert (lost_told.to_leader(VI, found), lost_told.to_leader(EN, found)) == (in_vi, in_en)


def test_what_is_missing_is_named():
    found, by = rows((1, 0, 0)), declaration().indicators["score"]
    assert lost_told.not_reported(VI, found, by) == "Kỳ này chưa có Điểm CCHC: không thành phần nào có số liệu."
    found[1]["points"] = None
    assert lost_told.not_reported(VI, found, by) == "Chưa có Điểm CCHC vì thiếu: Tài chính công."
    assert lost_told.not_reported(EN, found, by) == "There is no Reform score, as these are missing: Public finance."
