"""The dashboard in a real Chromium: deep links on a fresh server, a file from upload to ranking, a phone, no noise."""

import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from reform.store import open_store
from tests import browser
from tests.conftest import FACTS
from tests.stores import FULL

pytestmark = pytest.mark.browser

SLUGS = {
    "": "Xếp hạng cải cách hành chính",
    "so-sanh": "So sánh đơn vị",
    "don-vi": "Phường Bàng Vuông · Quý III/2026",
    "qua-cac-ky": "Kết quả qua các kỳ",
    "thu-trong-so": "Thử trọng số",
    "giam-sat": "Phục vụ giám sát",
    "bao-cao": "Báo cáo tổng hợp",
    "doi-chieu": "Đối chiếu số liệu báo cáo",
    "cap-nhat-so-lieu": "Cập nhật số liệu",
    "dinh-chinh": "Đính chính",
    "theo-doi-nop": "Theo dõi nộp báo cáo",
    "nhat-ky": "Nhật ký số liệu",
    "danh-sach-don-vi": "Đơn vị",
    "cach-tinh": "Cách tính",
}
LOOKED_AT = (
    *("", "?xep-hang=score&lang=en", "so-sanh", "don-vi?don-vi=3", "qua-cac-ky", "cach-tinh"),
    *("giam-sat?don-vi=3", "bao-cao?lang=en", "doi-chieu"),
    *("cap-nhat-so-lieu?so-lieu=that", "dinh-chinh?so-lieu=that", "theo-doi-nop", "nhat-ky", "danh-sach-don-vi"),
)
TYPED = [
    *("upload", "ranking", "unit", "compare", "periods", "whatif", "supervision", "report", "claims"),
    *("method", "log", "units", "submissions", "correction"),
]
RANKINGS = ("tong-hop", "score", "online", "timeliness", "index")
NOT_OURS = {"presentation-role-conflict"}  # of Streamlit's file uploader, which no page can change


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server():
    with browser.serving() as found:
        yield found


def opened(page, server, path=""):
    page.goto(f"{server.address}/{path}")
    browser.settle(page)
    return page


def title(page):
    return page.locator("h1").first


# Deep links


@pytest.mark.parametrize("slug", SLUGS)
def test_each_address_opens_on_a_fresh_server(chromium, slug):
    with browser.serving() as fresh, browser.reader(chromium, fresh.address) as (page, watch):
        opened(page, fresh, slug)
        expect(title(page)).to_contain_text(SLUGS[slug])
        expect(page.get_by_role("link", name="Cách tính")).to_be_visible()
        assert watch.errors == [] and watch.outside == []


@pytest.mark.proof
@pytest.mark.parametrize("typed", TYPED if FULL else TYPED[:2])
def test_a_typed_file_name_leads_home_on_a_fresh_server(chromium, typed):
    with browser.serving() as fresh, browser.reader(chromium, fresh.address) as (page, _):
        opened(page, fresh, typed)
        expect(title(page)).to_contain_text(SLUGS[""])
        expect(page.get_by_role("link", name="Cách tính")).to_be_visible()


def test_a_link_reopens_the_view(chromium, server):
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "?xep-hang=online&ky=2025-Q3&lang=en")
        expect(title(page)).to_contain_text("Q3 2025")
        expect(page.get_by_role("radio", name="Online share")).to_be_checked()
        page.get_by_role("radio", name="Timeliness").click()
        browser.settle(page)
        assert "xep-hang=timeliness" in page.url and "ky=2025-Q3" in page.url
        page.go_back()
        browser.settle(page)
        expect(page.get_by_role("radio", name="Online share")).to_be_checked()
        assert watch.errors == [] and watch.outside == []


# Seeing and choosing


def test_the_first_screen_holds_title_choices_figures_chart_and_table(chromium, server):
    with browser.reader(chromium, server.address) as (page, _):
        for ranking in RANKINGS:
            opened(page, server, f"?xep-hang={ranking}")
            for place in ("h1", "[data-testid=stMetric]", "[data-testid=stPlotlyChart]", "[data-testid=stDataFrame]"):
                box = page.locator(place).first.bounding_box()
                assert box["y"] + box["height"] <= 900, f"{ranking}: {place} ends at {box['y'] + box['height']}"
            assert title(page).bounding_box()["height"] < 60
            assert page.locator("[data-testid=stMetric]").count() == 6


def test_a_click_on_a_bar_shows_the_unit_with_its_cells(chromium, server):
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "?xep-hang=online")
        page.locator("[data-testid=stPlotlyChart] .point path").nth(1).click(force=True)
        page.wait_for_url(re.compile("don-vi="))
        browser.settle(page)
        expect(page.get_by_role("heading", name="Phường Trăng Khuyết · Quý III/2026")).to_be_visible()
        table = page.locator("[data-testid=stDataFrame] table").filter(has_text="Biểu II.06a")
        assert "so-lieu-2026-q3.csv" in table.inner_text()
        assert watch.errors == []


def test_from_the_ranking_to_why_a_unit_moved_to_the_cell_and_its_recording_in_three_clicks(chromium, server):
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "?xep-hang=timeliness")
        page.locator("[data-testid=stPlotlyChart] .point path").nth(9).click(force=True)
        page.wait_for_url(re.compile("don-vi=3"))
        browser.settle(page)
        page.get_by_role("link", name="Chi tiết đơn vị, vì sao thay đổi hạng").click()
        page.wait_for_url(re.compile("/don-vi"))
        browser.settle(page)
        expect(page.get_by_text("giảm 6 hạng (4 → 10) so với quý II/2026")).to_be_visible()
        cells = page.locator("[data-testid=stDataFrame] table").filter(has_text="so-lieu-2026-q3.csv").first
        assert "862" in cells.inner_text() and "S3" in cells.inner_text()
        page.get_by_role("link", name=re.compile("so-lieu-2026-q3.csv, ghi nhận")).first.click()
        page.wait_for_url(re.compile("/nhat-ky"))
        browser.settle(page)
        expect(page.get_by_role("heading", name="so-lieu-2026-q3.csv")).to_be_visible()
        assert watch.errors == [] and watch.outside == []


def test_a_click_on_a_row_chooses_the_unit(chromium, server):
    with browser.reader(chromium, server.address) as (page, _):
        opened(page, server, "?xep-hang=score")
        box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
        page.mouse.click(box["x"] + 250, box["y"] + 34 * 1.5)
        page.wait_for_url(re.compile("don-vi="))
        browser.settle(page)
        expect(page.get_by_role("heading", name="Phường Cầu Vồng · Năm 2025")).to_be_visible()


def test_the_files_come_with_their_names(chromium, server):
    with browser.reader(chromium, server.address) as (page, _):
        opened(page, server, "?xep-hang=online")
        for label, suffix, start in (
            ("CSV", "csv", b"\xef\xbb\xbf"),
            ("Excel", "xlsx", b"PK"),
            ("Bản in A4", "pdf", b"%PDF"),
        ):
            with page.expect_download() as caught:
                page.get_by_role("button", name=re.compile(f"^{label}")).first.click()
            file = caught.value
            assert file.suggested_filename == f"xep-hang-online-2026-Q3.{suffix}"
            assert file.path().read_bytes().startswith(start)


# Every page, quietly, for everybody, also on a phone


def violations(page):
    """What a check of accessibility finds on a page, with the elements it finds fault with."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found if one["id"] not in NOT_OURS]


@pytest.mark.parametrize("path", LOOKED_AT)
def test_a_page_is_quiet_and_accessible_in_both_themes_and_fits_a_phone(chromium, server, path):
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, path)
        ground = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        light = page.evaluate(ground)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        browser.settle(page)
        assert page.evaluate(ground) != light
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        browser.settle(page)
        widths = "() => ['html', '[data-testid=stMain]'].map(name => document.querySelector(name).scrollWidth)"
        assert max(page.evaluate(widths)) <= 390
        assert watch.errors == [] and watch.outside == []


def test_the_page_says_its_language_and_loads_nothing_from_elsewhere(chromium, server):
    with browser.reader(chromium, server.address) as (page, _):
        answer = page.goto(server.address)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert page.locator("html").get_attribute("lang") == "vi"
        page.goto(server.address + "/?lang=en")
        assert page.locator("html").get_attribute("lang") == "en"


def test_the_file_uploader_speaks_the_language_of_the_page(chromium, server):
    with browser.reader(chromium, server.address) as (page, _):
        opened(page, server, "cap-nhat-so-lieu?so-lieu=that")
        expect(page.get_by_role("button", name="Chọn tệp").last).to_be_visible()
        expect(page.get_by_text("tối đa 20MB", exact=True).last).to_be_visible()
        opened(page, server, "cap-nhat-so-lieu?so-lieu=that&lang=en")
        expect(page.get_by_role("button", name="Upload").last).to_be_visible()


def test_a_switch_of_language_reaches_every_word_at_once(chromium, server):
    with browser.reader(chromium, server.address) as (page, watch):
        opened(page, server, "cap-nhat-so-lieu?so-lieu=that")
        page.get_by_label("Người nạp số liệu").fill("Nguyễn Thị Mẫu")
        page.get_by_role("radio", name="EN", exact=True).click()
        browser.settle(page)
        assert page.locator("html").get_attribute("lang") == "en"
        expect(page.get_by_role("button", name="Upload").last).to_be_visible()
        expect(page.locator("input[type=text]").last).to_have_value("Nguyễn Thị Mẫu")
        page.get_by_role("link", name="Ranking").first.click()
        browser.settle(page)
        page.get_by_role("radio", name="VI", exact=True).click()
        browser.settle(page)
        assert page.locator("html").get_attribute("lang") == "vi"
        page.go_back()
        browser.settle(page)
        assert page.locator("html").get_attribute("lang") == "en"
        assert watch.errors == []


@pytest.mark.parametrize(
    ("lang", "tools", "menu"),
    [
        ("vi", ["Ẩn, hiện cột", "Tìm trong bảng", "Toàn màn hình"], ["Theo máy", "Sáng", "Tối", "Giới thiệu"]),
        ("en", ["Show/hide columns", "Search", "Fullscreen"], ["System", "Light", "Dark", "About"]),
    ],
)
def test_tables_and_menu_speak_the_language_of_the_page(chromium, server, lang, tools, menu):
    with browser.reader(chromium, server.address) as (page, _):
        opened(page, server, f"?xep-hang=online&so-lieu=minh-hoa&lang={lang}")
        page.locator("[data-testid=stDataFrame]").first.hover()
        for name in tools:
            expect(page.get_by_role("button", name=name).first).to_be_attached()
        page.locator("[data-testid=stMainMenu] button").click()
        items = page.locator("[data-testid=stMainMenuPopover] [role^=menuitem]")
        assert [item.inner_text().splitlines()[-1] for item in items.all()] == menu
        items.nth(2).click()
        browser.settle(page)
        dark = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        assert page.evaluate(dark) != "rgb(255, 255, 255)"


def test_a_script_that_the_browser_has_is_not_sent_again(server):
    page = urlopen(server.address).read().decode()
    script = server.address + re.search(r'src="[.](/static/js/index[^"]+)"', page)[1]
    first = urlopen(script)
    assert first.headers["cache-control"] == "no-cache" and "Giới thiệu" in first.read().decode()
    with pytest.raises(HTTPError) as again:
        urlopen(Request(script, headers={"If-None-Match": first.headers["etag"]}))
    assert again.value.code == 304


# From upload to ranking


def test_the_published_facts_go_from_upload_to_ranking(chromium, tmp_path):
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, watch):
        opened(page, own, "cap-nhat-so-lieu")
        page.get_by_role("button", name="Bắt đầu với số liệu thật").click()
        browser.settle(page)
        page.get_by_label("Người nạp số liệu").fill("Nguyễn Thị Mẫu")
        page.locator("input[type=file]").last.set_input_files(FACTS)
        expect(page.get_by_text("Đã hiểu tệp như sau")).to_be_visible()
        browser.settle(page)
        record = page.get_by_role("button", name="Ghi nhận số liệu")
        expect(record).to_be_disabled()
        for box in page.get_by_text("Xác nhận:").all():
            box.click()
            browser.settle(page)
        expect(record).to_be_enabled()
        record.click()
        expect(page.get_by_text("Đã ghi nhận 6 dòng")).to_be_visible()
        browser.settle(page)
        page.get_by_role("link", name="Xem xếp hạng năm 2023").click()
        expect(title(page)).to_contain_text("Thành phố Hải Dương · Năm 2023")
        browser.settle(page)
        page.get_by_role("radio", name="Hồ sơ trực tuyến").click()
        browser.settle(page)
        expect(page.locator("[data-testid=stPlotlyChart]")).to_contain_text("99,15%")
        assert len(open_store(tmp_path / "store").ask("batches")) == 1
        assert watch.errors == [] and watch.outside == []


def test_what_the_command_line_records_is_shown_at_the_next_look(chromium, tmp_path):
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, _):
        opened(page, own, "?so-lieu=that")
        expect(page.get_by_text("Chưa có số liệu.")).to_be_visible()
        store = open_store(tmp_path / "store")
        store.publish(store.draft(FACTS.read_bytes(), FACTS.name), ["all"], "dòng lệnh")
        page.reload()
        browser.settle(page)
        expect(page.locator("[data-testid=stMetric]").first).to_be_visible()


def test_a_damaged_store_is_a_sentence_with_a_number_that_the_log_has(chromium, tmp_path):
    store = open_store(tmp_path / "store")
    store.publish(store.draft(FACTS.read_bytes(), FACTS.name), ["all"])
    journal = tmp_path / "store" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"uploader"', b'"uploadeR"'))
    with browser.serving(store=tmp_path / "store") as own, browser.reader(chromium, own.address) as (page, _):
        page.goto(own.address)
        told = page.get_by_role("alert")
        expect(told).to_contain_text("Kho số liệu không còn nguyên vẹn")
        number = re.search(r"[0-9A-F]{6}", told.inner_text())[0]
        assert number in own.logged()
        assert str(tmp_path) not in page.content() and "Traceback" not in page.content()
