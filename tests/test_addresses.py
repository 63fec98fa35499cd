"""What a link asks for and is not there: one sentence on every page that it is not, and what is shown instead."""

import pytest
from streamlit.testing.v1 import AppTest

from reform.text import words
from tests.pages import PAGES

PLACE, LATEST = "Thành phố Minh Họa", "Quý III/2026"


def follow(page, **address):
    """One reader who follows a link to a page; the first run of all is home's."""
    at = AppTest.from_file("../dashboard.py", default_timeout=30)
    at.run()
    if PAGES[page]:
        at.switch_page(PAGES[page])
    for key, value in address.items():
        at.query_params[key.replace("_", "-")] = value
    at.run()
    assert not at.exception
    return at


def notices(at, lang="vi"):
    """The sentences that begin as those about what is not there."""
    begins = words(lang).t("unknown.unit", held="", now="").split("“")[0].split(" unit")[0].split(" đơn vị")[0]
    return [one.value for one in at.info if one.value.startswith(begins)]


UNKNOWN = {
    "a period of the ranking": (
        "ranking", {"ky": "2030-Q1"}, f"Không có kỳ “Quý I/2030” trong số liệu của địa bàn này; đang xem {LATEST}."),
    "a period of the comparison": (
        "compare", {"ky": "2030-Q1"}, f"Không có kỳ “Quý I/2030” trong số liệu của địa bàn này; đang xem {LATEST}."),
    "a period of a unit's page": (
        "unit", {"ky": "x"}, f"Không có kỳ “x” trong số liệu của địa bàn này; đang xem {LATEST}."),
    "a period to try weights in": (
        "whatif", {"ky": "2030-Q1"}, f"Không có kỳ “Quý I/2030” trong số liệu của địa bàn này; đang xem {LATEST}."),
    "a unit of the ranking": (
        "ranking", {"don_vi": "9999"},
        "Không có đơn vị số “9999” trong địa bàn và kỳ này; đang xem tất cả các đơn vị."),
    "a unit of its page": (
        "unit", {"don_vi": "9999"},
        "Không có đơn vị số “9999” trong địa bàn và kỳ này; đang xem Phường Bàng Vuông."),
    "a unit over the periods": (
        "periods", {"don_vi": "9999"},
        "Không có đơn vị số “9999” trong địa bàn và kỳ này; đang xem tất cả các đơn vị."),
    "one of the units compared": (
        "compare", {"cac_don_vi": "2,9999"},
        "Không có đơn vị số “9999” trong địa bàn và kỳ này; đang xem "
        "Phường Bàng Vuông, Phường Cầu Vồng và Xã Đồng Sương."),
    "one of three units compared": (
        "compare", {"cac_don_vi": "2,9999,3"},
        "Không có đơn vị số “9999” trong địa bàn và kỳ này; đang xem Phường Bàng Vuông và Phường Lúa Ngọt."),
    "the only locality": (
        "ranking", {"dia_ban": "Nơi [x](http://y)"},
        "Không có địa bàn “Nơi \\[x\\](http\\:\u2060//y)” trong số liệu đã ghi nhận; đang xem " + PLACE + "."),
    "a group": (
        "ranking", {"nhom": "Cụm Trời"},
        "Không có cụm “Cụm Trời” trong địa bàn và kỳ này; đang xem Tất cả 10 đơn vị."),
    "an indicator": (
        "periods", {"xep_hang": "zzz"},
        "Không có chỉ tiêu “zzz” trong các lựa chọn của trang này; đang xem Hồ sơ trực tuyến."),
}  # fmt: skip


@pytest.mark.parametrize("claim", UNKNOWN)
def test_what_a_link_asks_for_and_is_not_there_is_said_once(empty, claim):
    page, address, told = UNKNOWN[claim]
    at = follow(page, **address)
    assert notices(at) == [told]
    assert not {"ky", "don-vi", "dia-ban", "nhom", "xep-hang"} & set(at.query_params)
    assert notices(at.run()) == []


def test_in_english_too(empty):
    at = follow("unit", don_vi="9999", ky="2030-Q1", lang="en")
    assert at.info[0].value == "There is no period “Q1 2030” in the figures of this locality; showing Q3 2026."
    assert at.info[1].value.startswith("There is no unit number “9999” in this locality and period; showing ")


@pytest.mark.parametrize("page", ["ranking", "compare", "unit", "periods", "whatif"])
def test_what_is_there_needs_no_sentence(empty, page):
    assert notices(follow(page, don_vi="3", ky="2026-Q3", dia_ban=PLACE, cac_don_vi="2,3", xep_hang="online")) == []


def test_a_choice_that_the_reader_takes_away_is_no_unknown_one(empty):
    at = follow("ranking", don_vi="3", xep_hang="online")
    at.selectbox(key="nhom").set_value("Cụm Núi").run()
    assert notices(at) == [] and "don-vi" not in at.query_params
