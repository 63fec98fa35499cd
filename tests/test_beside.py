"""What is told beside a ranking: who filed online, the appraised score; many units, ties, one unit alone."""

import pytest

from reform.beside_told import appraised_told, filers_told
from reform.text import words
from tests.pages import PLACE, look, shown
from tests.test_unit_page import record

VI, EN = words("vi"), words("en")


def filer(unit, people_rank, online_rank=1, share=60.0):
    """A row of `online_by_filer`."""
    about = {"unit_id": unit, "bare_name": f"Số {unit}", "ward": f"Phường Số {unit}", "people_share": share}
    return about | {"people_rank": people_rank, "online_rank": online_rank}


def test_of_many_units_five_are_named_and_the_others_counted():
    told = filers_told(VI, [filer(unit, 1) for unit in range(1, 9)] + [filer(unit, None) for unit in range(9, 29)])
    assert told[1] == "Người dân tự nộp nhiều nhất: Số 1, Số 2, Số 3, Số 4, Số 5 và 3 đơn vị khác (60,00%)."
    assert told[-1].endswith("cần làm rõ: Số 9, Số 10, Số 11, Số 12, Số 13 và 15 đơn vị khác.")


def both(*apart):
    return [{"name": name, "apart": one} for name, one in zip(("An", "Bình", "Cam"), apart, strict=False)]


APART = {
    "one above": (
        both(5.0, -1.0),
        "So 2 đơn vị có cả hai điểm trong kỳ: lệch nhiều nhất là An, điểm tham khảo cao hơn điểm thẩm định 5,00 điểm.",
        "Of 2 units with both scores in the period, furthest apart: An; the reference score is 5.00 points above the "
        "appraised one.",
    ),
    "two below by as much": (
        both(-5.0, -5.0, 0.0),
        "So 3 đơn vị có cả hai điểm trong kỳ: lệch nhiều nhất là An và Bình, điểm tham khảo thấp hơn điểm thẩm định "
        "5,00 điểm.",
        "Of 3 units with both scores in the period, furthest apart: An and Bình; the reference score is 5.00 points "
        "below the appraised one.",
    ),
    "one above, one below by as much": (
        both(5.0, 99.9 - 104.9),
        "So 2 đơn vị có cả hai điểm trong kỳ, lệch nhiều nhất là 5,00 điểm: điểm tham khảo cao hơn điểm thẩm định ở "
        "An, thấp hơn ở Bình.",
        "Of 2 units with both scores in the period, furthest apart by 5.00 points: the reference score is above the "
        "appraised one for An, below it for Bình.",
    ),
    "none": (
        both(0.0, 0.0),
        "Cả 2 đơn vị có cả hai điểm trong kỳ đều không lệch.",
        "The 2 units with both scores in the period show no difference.",
    ),
}


@pytest.mark.parametrize("branch", APART)
def test_all_that_lie_furthest_apart_are_named(branch):
    rows, in_vi, in_en = APART[branch]
    assert (appraised_told(VI, rows), appraised_told(EN, rows)) == (in_vi, in_en)


def test_one_unit_alone_has_an_interval_and_no_ranges_of_ranks(three_units):
    record(three_units, f"Phường Một;{PLACE};Quý III/2026;40;60")
    at = look(xep_hang="online", chac_chan="1")
    assert "Chỉ Một được xếp hạng nên không có gì để so sánh." in shown(at)
    assert len(at.dataframe[-1].value.columns) == 4
