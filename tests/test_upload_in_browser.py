"""Files dropped into a real Chromium: understood, answered, recorded, seen to change the ranking, taken back."""

import csv
import re
from base64 import b64encode

import pytest
from playwright.sync_api import expect

from reform.store import open_store
from tests import browser, workbooks
from tests.conftest import FACTS
from tests.stores import FULL

pytestmark = pytest.mark.browser

FORM, OWN_FORM = FACTS.with_name("vi-du-bieu-06a.csv"), FACTS.with_name("vi-du-bieu-06a-mot-phuong.csv")
PLACE = "Thành phố Minh Họa"
UNITS = ("Phường Bàng Vuông", "Phường Lúa Ngọt", "Phường Cầu Vồng", "Xã Đồng Sương")
DROP = """([name, base64]) => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], name))
    const zone = document.querySelectorAll('[data-testid=stFileUploaderDropzone]')
    const last = zone[zone.length - 1]
    for (const kind of ['dragenter', 'dragover', 'drop'])
        last.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}))
}"""


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as found:
        yield found


@pytest.fixture
def store(tmp_path):
    found = open_store(tmp_path / "store")
    found.set_up(PLACE, 14, [{"ward": name, "group_name": None, "code": None, "aliases": []} for name in UNITS])
    return found


def records(path):
    """The cells of a file, whole numbers as numbers."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    return [[int(cell.replace(".", "")) if re.fullmatch(r"[0-9.]+", cell) else cell for cell in row] for row in rows]


def as_xlsx(path):
    return workbooks.xlsx(*records(path))


def as_ods(path):
    def cell(value):
        return workbooks.ods_number(value) if isinstance(value, int) else workbooks.ods_text(value)

    return workbooks.ods(("Biểu", "".join(workbooks.ods_row(*map(cell, row)) for row in records(path))))


def drop(page, name, data):
    """Let go of a file over the page's uploader of figures."""
    page.evaluate(DROP, [name, b64encode(data).decode()])
    expect(page.get_by_text("Đã hiểu tệp như sau")).to_be_visible()
    browser.settle(page)


def opened(page, server, path="cap-nhat-so-lieu?so-lieu=that"):
    page.goto(f"{server.address}/{path}")
    browser.settle(page)


def record(page):
    page.get_by_label("Người nạp số liệu").fill("Nguyễn Thị Mẫu")
    page.get_by_label("Người nạp số liệu").press("Enter")
    browser.settle(page)
    page.get_by_role("button", name="Ghi nhận số liệu").click()
    expect(page.get_by_text("Ghi nhận đã thay đổi")).to_be_visible()
    browser.settle(page)


# The three are read by tests of their own: the browser only carries them.
KINDS = {"bieu.csv": FORM.read_bytes, "bieu.xlsx": lambda: as_xlsx(FORM), "bieu.ods": lambda: as_ods(FORM)}


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "data"),
    KINDS.items() if FULL else [("bieu.xlsx", KINDS["bieu.xlsx"])],
)
def test_the_form_is_dropped_recorded_seen_and_taken_back(chromium, store, tmp_path, name, data):
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, watch):
        opened(page, own)
        drop(page, name, data())
        expect(page.get_by_text("biểu II.06a, mỗi đơn vị một dòng")).to_be_visible()
        record(page)
        log = page.get_by_role("link", name="trong nhật ký").get_attribute("href")
        page.get_by_role("link", name="Xem xếp hạng quý III/2025").click()
        expect(page.locator("h1").first).to_contain_text("Quý III/2025")
        browser.settle(page)
        expect(page.locator("[data-testid=stMetric]").first).to_contain_text("Cầu Vồng")
        opened(page, own, log.rpartition("/")[2])
        take_back(page)
        assert watch.errors == [] and watch.outside == []
    assert store.ask("periods", locality=PLACE).empty


def take_back(page):
    """Withdraw the recording that the journal shows."""
    page.get_by_text("Thu hồi lần ghi nhận này").click()
    browser.settle(page)  # the chart of what it changes pushes the form down
    page.get_by_label("Lý do").fill("gửi nhầm")
    page.get_by_label("Người thực hiện").fill("Nguyễn Thị Mẫu")
    page.get_by_label("Người thực hiện").press("Tab")  # a box that is left has sent what it holds
    page.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(page.get_by_text("Đã thu hồi lần ghi nhận")).to_be_visible()
    browser.settle(page)


def test_a_wards_own_form_shows_what_it_changes_before_it_is_recorded(chromium, store, tmp_path):
    store.publish(store.draft(FORM.read_bytes(), FORM.name), ["all"], "dòng lệnh")
    changed = OWN_FORM.read_text(encoding="utf-8-sig").replace("1.102;176;06", "1.275;3;06")
    changed = changed.replace("612;540;70;2", "612;610;0;2").replace("401;340;61;0", "401;400;1;0")
    changed = changed.replace("162;121;37;4", "162;157;1;4").replace("109;101;8;0", "109;108;1;0")
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, watch):
        opened(page, own)
        drop(page, "bang-vuong.csv", changed.encode())
        expect(page.get_by_text("của riêng một đơn vị")).to_be_visible()
        expect(page.get_by_text("Bàng Vuông 2 → 1, Cầu Vồng 1 → 2")).to_be_visible()
        expect(page.locator("[data-testid=stPlotlyChart]")).to_contain_text("▲1")
        record(page)
        expect(page.get_by_text("Bàng Vuông 2 → 1, Cầu Vồng 1 → 2")).to_be_visible()
        assert watch.errors == [] and watch.outside == []


def test_a_draft_outlives_its_reader_and_the_server(chromium, store, tmp_path):
    written = FORM.read_text(encoding="utf-8-sig").replace("Quý III/2025 (Từ ngày 15/6/2025 đến ngày 14/9/2025)", "")
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, _):
        opened(page, own)
        drop(page, "bieu.csv", written.encode())
        box = page.get_by_label("Kỳ báo cáo của tệp").last
        box.fill("Quý chín")
        box.press("Enter")
        expect(page.get_by_text("Chưa hiểu “Quý chín”")).to_be_visible()
        browser.settle(page)
        box.fill("Quý III/2025")
        box.press("Enter")
        expect(page.get_by_text("Kỳ báo cáo: Quý III/2025")).to_be_visible()
        browser.settle(page)
        address = page.url.removeprefix(own.address)
        assert "ban-nhap=" in address
    with browser.serving(store=tmp_path / "store") as again, browser.reader(chromium, again.address) as (page, watch):
        opened(page, again, address.lstrip("/"))
        expect(page.get_by_text("Kỳ báo cáo: Quý III/2025")).to_be_visible()
        record(page)
        assert list(store.ask("periods", locality=PLACE)["period"]) == ["2025-Q3"]
        assert watch.errors == [] and watch.outside == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_a_doubtful_draft_without_sideways_scrolling(chromium, store, tmp_path, theme):
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Hồ sơ qua mạng;Trực tiếp\nPhường Lúa Ngọtt;{PLACE};Quý I/2026;60;-4\n"
    serving = browser.serving(store=tmp_path / "store")
    with serving as own, browser.reader(chromium, own.address, theme=theme, width=390, height=844) as (page, watch):
        opened(page, own)
        drop(page, "la.csv", data.encode())
        expect(page.get_by_text("Cần trả lời")).to_be_visible()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        assert watch.errors == [] and watch.outside == []
