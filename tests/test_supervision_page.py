"""Phục vụ giám sát: the page, from who visits whom to a brief that is opened again long after it was handed out."""

import io
import re
import time
import zipfile
from datetime import UTC, datetime
from threading import Thread

import pypdf
import pytest

from reform.documents.pdf import pdf
from reform.frame import claims_kept
from reform.frame.supervision_files import ARCHIVE, PRINT, Print
from reform.rows import records
from reform.store import StoreBusy
from reform.text import words
from tests import browser
from tests.pages import EVIL, HEAD, LANGUAGES, PAGES, PLACE, live, look, shown, title

vi = words("vi")
TYPED = 'Vì sao #eval("1+1") {{x}} <script>alert(1)</script> *b* =cmd?'
CLAIMED = "Báo cáo ghi 10 hồ sơ: đề nghị làm rõ."


def text_of(data):
    """The words of a PDF, one after the other with nothing between: print breaks lines where it likes."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def bare(text):
    return re.sub(r"\s+", "", text)


def brief(at):
    """The brief behind the buttons, as PDF."""
    return at.session_state[PRINT][1].file("pdf")


def report(store, share, period="Quý III/2026", name="a.csv", units=("Phường Một", "Phường Hai", "Xã Ba")):
    lines = "".join(f"{unit};{PLACE};{period};{share};{100 - share}\n" for unit in units)
    store.publish(store.draft((HEAD + lines).encode(), name), ["all"])


def press(at, label):
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception, at.exception
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample(empty, lang):
    at, say = look("supervision", don_vi="3", lang=lang), words(lang)
    assert title(at) == say.t("supervision.title", locality="Thành phố Minh Họa")
    assert [one.value.split()[0] for one in at.metric] == [say.points(87.1), *map(say.share, (57.2, 90.83, 81.99))]
    assert len(at.get("download_button")) == 4 and not at.error
    assert say.t("supervision.clarify", count="3") in [one.value for one in at.subheader]
    assert say.t("supervision.prints", count="0") not in [one.label for one in at.expander]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_recorded(empty, lang):
    at = look("supervision", lang=lang, so_lieu="that")
    assert title(at) == words(lang).t("ranking.title_empty")


def test_a_span_tabulates_each_of_its_periods(empty):
    at = look("supervision", don_vi="3", ky="2025-Q1", den_ky="2026-Q3")
    assert "Phiếu thông tin: Phường Lúa Ngọt, Quý I/2025 – Quý III/2026" in [one.value for one in at.header]
    frames = [one.value for one in at.dataframe]
    assert list(frames[1].iloc[:, 0])[-3:] == ["Quý I/2026", "Quý II/2026", "Quý III/2026"]
    assert list(frames[2].iloc[:2, 0]) == ["Số hồ sơ nhận giải quyết", "(3) Tổng số"]
    assert frames[2].iloc[1, -1] == "1.010"


def test_a_question_dropped_is_not_printed_and_one_added_is(empty):
    at = look("supervision", don_vi="3")
    box = next(one for one in at.checkbox if "phiếu không hài lòng" in one.label)
    question = box.label.replace("\\", "")
    assert bare(question) in text_of(brief(at))
    box.uncheck().run()
    at.text_area(key="them-cau-hoi-True-3").set_value(TYPED)
    press(at, vi.t("supervision.add_do"))
    at.text_area(key="ghi-chu-phieu-True-3").set_value("Mang theo =cmd|{{y}}").run()
    told = text_of(brief(at))
    assert bare(question) not in told and bare(TYPED) in told and bare("Mang theo =cmd|{{y}}") in told
    assert live(at) == [] and vi.t("supervision.questions", kept="6", dropped="1") in [
        one.value for one in at.subheader
    ]
    at.session_state[claims_kept.KEPT] = {(True, 3): (CLAIMED,)}
    assert bare(CLAIMED) in text_of(brief(at.run()))
    at.button(key="bo-cau-hoi-3-1").click().run()
    assert bare(CLAIMED) not in text_of(brief(at))
    # neither another page nor another language takes it away
    at.switch_page(PAGES["method"]).run()
    at.switch_page(PAGES["supervision"]).run()
    at.button_group(key="lang").set_value("en").run()
    assert not next(one for one in at.checkbox if one.key == box.key).value
    assert bare(TYPED) in text_of(brief(at)) and bare(question) not in text_of(brief(at))
    press(at, words("en").t("supervision.forget"))
    assert bare(TYPED) not in text_of(brief(at)) and next(one for one in at.checkbox if one.key == box.key).value


def test_who_visits_stands_at_the_head_and_is_remembered(three_units):
    report(three_units, 40)
    three_units.record_visit([2], "2026-01-15", "Đoàn A", "Ban Pháp chế", "X")
    at = look("supervision")
    delegation = at.selectbox(key="giam-sat-delegation-False")
    assert list(delegation.options) == ["Đoàn A"]
    delegation.set_value("Đoàn A").run()
    at.date_input(key="giam-sat-date-False").set_value(datetime(2026, 12, 5)).run()
    at.date_input(key="giam-sat-deadline-False").set_value(datetime(2026, 12, 9)).run()
    assert at.warning[0].value == vi.t("supervision.deadline_late")
    at.switch_page(PAGES["method"]).run()
    at.switch_page(PAGES["supervision"]).run()
    told = text_of(brief(at))
    assert bare("ĐOÀN A") in told and bare("Làm việc ngày 05/12/2026") in told


def test_a_brief_handed_out_is_opened_again_as_it_was(three_units):
    report(three_units, 40)
    at = look("supervision", don_vi="2")
    at.text_input(key="nguoi-giam-sat").set_value("Nguyễn A").run()
    at.download_button(key="tai-brief-pdf").click().run()
    handed_out = brief(at)
    (row,) = records(three_units.ask("prints", unit_id=2))
    assert row["who"] == "Nguyễn A" and vi.t("supervision.prints", count="1") in [one.label for one in at.expander]
    at.download_button(key="tai-brief-docx").click().run()
    assert len(three_units.ask("prints")) == 1, "both files are of one print"
    report(three_units, 70, name="dinh-chinh.csv", units=("Phường Một",))
    report(three_units, 60, name="khac.csv", units=("Xã Ba",))
    now = look("supervision", don_vi="2")
    assert vi.share(70) in shown(now) and brief(now) != handed_out
    told = vi.t("supervision.since_own", count="1") + ", " + vi.t("supervision.since_others", count="1")
    assert vi.t("supervision.since", told=told) in shown(now)
    press(now, vi.t("supervision.print_open"))
    assert title(now) == vi.t("supervision.print_title", ward="Phường Một")
    assert [one.value for one in now.metric] == [vi.share(40)]
    assert "dinh-chinh.csv" in now.warning[0].value and len(now.get("download_button")) == 2
    assert pdf(three_units.printed(row["print_id"])) == handed_out
    press(now, vi.t("supervision.print_close"))
    assert title(now) == vi.t("supervision.title", locality=PLACE)


def test_a_print_that_is_not_there(three_units):
    report(three_units, 40)
    at = look("supervision", ban_in="0123")
    assert at.error[0].value == vi.t("supervision.print_unknown", id="0123") and at.metric


def test_a_unit_without_figures_has_its_documents(three_units):
    report(three_units, 40, units=("Phường Hai",))
    at = look("supervision", don_vi="2")
    assert vi.t("supervision.no_figures", ward="Phường Một", period="Quý III/2026") in shown(at)
    assert len(at.get("download_button")) == 4 and bare("Chưa có số liệu nào của đơn vị") in text_of(brief(at))


def test_all_units_in_one_archive(hostile):
    """Each under a name that every system takes, each kept as a print; names would like to be markup."""
    at = press(look("supervision"), vi.t("supervision.all_make", count="3"))
    file = at.session_state[ARCHIVE]["file"]
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert len(set(names)) == 3 and all(
            re.fullmatch(r"phieu-giam-sat-\d{3}-[a-z0-9_-]+\.pdf", one) for one in names
        )
        assert all(archive.read(one).startswith(b"%PDF") for one in names)
        assert bare(EVIL.split(" ")[0]) in text_of(archive.read(names[0]))
    assert live(at) == [] and vi.t("supervision.prints", count="1") in [one.label for one in at.expander]
    assert live(press(at, vi.t("supervision.print_open"))) == []


def test_what_the_store_refuses_to_keep_is_printed_all_the_same():
    """Both files of a brief are of one moment, whoever asks first; the next time it is kept."""
    made, refusals = [], [StoreBusy()]

    def make(moment):
        time.sleep(0.05)
        made.append(moment)
        return {"of": moment}

    def keep(_document):
        if refusals:
            raise refusals.pop()

    one = Print(make, keep)
    threads = [Thread(target=one.document) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and one.document() == {"of": made[0]} and made[0] <= datetime.now(UTC)
    assert one.refusal is None and refusals == []


@pytest.mark.browser
def test_the_brief_is_downloaded_and_kept(three_units):
    report(three_units, 40)
    with (
        browser.chromium() as chromium,
        browser.serving(store=three_units.directory) as server,
        browser.reader(chromium, server.address) as (page, watch),
    ):
        page.goto(f"{server.address}/giam-sat?don-vi=2")
        browser.settle(page)
        with page.expect_download() as caught:
            page.get_by_role("button", name="PDF", exact=True).click()
        data = caught.value.path().read_bytes()
        assert caught.value.suggested_filename == "phieu-giam-sat-002-phuong-mot-2026-Q3.pdf"
        page.get_by_text(vi.t("supervision.prints", count="1")).wait_for()
        assert watch.errors == [] and watch.outside == []
    (kept,) = three_units.ask("prints")["print_id"]
    assert pdf(three_units.printed(kept)) == data
