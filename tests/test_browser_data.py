"""In a real Chromium: a recording taken back and recorded again, a correction, a period closed, a past day."""

import re
from shutil import copytree

import pytest
from playwright.sync_api import expect

from reform.store import open_store
from tests import browser
from tests.test_browser import opened, title

pytestmark = pytest.mark.browser

ROW = 34  # pixels


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as found:
        yield found


@pytest.fixture
def served(sample, tmp_path):
    """A server on a real store that holds the sample's files; gives both."""
    store = open_store(copytree(sample.directory, tmp_path / "store"))
    with browser.serving(store=tmp_path / "store") as server:
        yield server, store


def click_row(page, number, at=200, table=0):
    """Click into a row of a table, the first is 1."""
    box = page.locator("[data-testid=stDataFrame]").nth(table).bounding_box()
    page.mouse.click(box["x"] + at, box["y"] + ROW * (number + 0.5))


def type_into(page, row, text):
    """Type a new figure into the last column of the form."""
    box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    click_row(page, row, at=box["width"] - 60)
    page.keyboard.type(text, delay=20)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    browser.settle(page)


def press(page, name):
    """Press a button once it stays where it is: what is drawn above it late pushes it down from under the click."""
    button, before = page.get_by_role("button", name=name, exact=True), None
    while (place := button.bounding_box()) != before:
        before = place
        page.wait_for_timeout(400)
    button.click()
    page.wait_for_timeout(300)
    browser.settle(page)


def test_a_recording_is_chosen_withdrawn_with_a_reason_and_recorded_again(chromium, served):
    server, store = served
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "nhat-ky")
        click_row(page, 4)
        page.wait_for_url(re.compile("lo="))
        browser.settle(page)
        expect(page.get_by_role("heading", name="so-lieu-2026-q3.csv")).to_be_visible()
        page.get_by_text("Thu hồi lần ghi nhận này").click()
        browser.settle(page)  # the chart of what it changes pushes the form down
        page.get_by_label("Người thực hiện").fill("Trần Văn Mẫu")
        press(page, "Thu hồi")
        expect(page.get_by_text("Ghi lý do.")).to_be_visible()
        page.get_by_label("Lý do").fill("gửi nhầm tệp")
        press(page, "Thu hồi")
        expect(page.get_by_text("Đã thu hồi lần ghi nhận số")).to_be_visible()
        expect(page.get_by_text("không còn đơn vị nào được xếp hạng").first).to_be_visible()
        assert "2026-Q3" not in set(store.ask("periods", locality=None)["period"])
        page.locator("summary", has_text="Ghi nhận lại").click()
        browser.settle(page)
        page.get_by_label("Lý do").fill("đúng tệp rồi")
        press(page, "Ghi nhận lại")
        expect(page.get_by_text("Đã ghi nhận lại lần số")).to_be_visible()
        assert "2026-Q3" in set(store.ask("periods", locality=None)["period"])
        page.get_by_role("link", name="Xem xếp hạng quý III/2026").first.click()
        expect(title(page)).to_contain_text("Quý III/2026")
        assert watch.errors == [] and watch.outside == []


def test_a_figure_is_corrected_after_a_closing_and_the_ranking_says_so(chromium, served):
    server, store = served
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "theo-doi-nop?ky=2026-Q3")
        page.get_by_text("Chốt quý III/2026").click()
        page.get_by_label("Số quyết định").fill("123/QĐ-UBND")
        page.get_by_label("Người thực hiện").last.fill("Trần Văn Mẫu")
        press(page, "Chốt số liệu")
        cited = store.ranking_ids("Thành phố Minh Họa", "2026-Q3")["online"]
        expect(page.get_by_text(cited)).to_be_visible()
        opened(page, server, "?xep-hang=online&ky=2026-Q3&don-vi=4")
        expect(page.get_by_text("theo QĐ số 123/QĐ-UBND")).to_be_visible()
        page.get_by_role("link", name="Đính chính số liệu này").click()
        expect(title(page)).to_contain_text("Đính chính")
        browser.settle(page)
        for row, text in ((3, "1850"), (4, "36"), (14, "1466")):
            type_into(page, row, text)
        expect(page.get_by_role("button", name="Ghi nhận số liệu")).to_be_disabled()
        page.get_by_label("Lý do").fill("nhập nhầm")
        page.get_by_label("Số, ngày văn bản").fill("45/CV-UBND ngày 12/10/2026")
        page.get_by_label("Người thực hiện").fill("Trần Văn Mẫu")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Ghi nhận số liệu")).to_be_enabled()
        press(page, "Ghi nhận số liệu")
        expect(page.get_by_text("Đã ghi nhận 1 dòng")).to_be_visible()
        page.get_by_role("link", name="Xem xếp hạng quý III/2026").first.click()
        expect(page.get_by_text("có 1 đính chính sau khi chốt")).to_be_visible()
        browser.settle(page)
        with page.expect_download() as caught:
            page.get_by_role("button", name="CSV", exact=True).first.click()
        told = caught.value.path().read_text(encoding="utf-8-sig")
        assert cited in told and "123/QĐ-UBND" in told and "1 đính chính" in told and "tạm tính" not in told
        assert watch.errors == [] and watch.outside == []
