"""Phục vụ giám sát: the page, from who visits whom to a brief that is opened again long after it was handed out."""

import io
import re
import zipfile
from datetime import date, datetime
from functools import partial

import pypdf
import pytest
from filelock import FileLock
from playwright.sync_api import expect

from reform.brief import minutes_of
from reform.documents.pdf import pdf
from reform.documents.word import word
from reform.frame import claims_kept
from reform.frame.supervision_files import ARCHIVE, made_letter
from reform.frame.supervision_kept import VISIT
from reform.frame.supervision_made import MADE
from reform.rows import records
from reform.store import StoreBusy, open_store
from reform.text import words
from tests import browser
from tests.pages import EVIL, HEAD, LANGUAGES, PAGES, PLACE, live, look, shown, title
from tests.test_periods import PLACE as REORGANISED
from tests.test_periods import reorganise

vi = words("vi")
TYPED = 'Vì sao #eval("1+1") {{x}} <script>alert(1)</script> *b* =cmd?'
CLAIMED = "Báo cáo ghi 10 hồ sơ: đề nghị làm rõ."


def text_of(data):
    """The words of a PDF, one after the other with nothing between: print breaks lines where it likes."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def bare(text):
    return re.sub(r"\s+", "", text)


def make(at):
    """The brief as it is made now, as PDF; it stands made."""
    at.button(key="lap-phieu").click().run()
    assert not at.exception, at.exception
    return at.session_state[MADE].file("pdf")


def brief(at):
    """The same, then open to edits again."""
    made = make(at)
    at.button(key="sua-phieu").click().run()
    return made


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
    assert len(at.get("download_button")) == 2 and not at.error
    assert say.t("supervision.clarify", count="4") in [one.value for one in at.subheader]
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
    assert list(frames[2].iloc[:2, 0]) == ["Số hồ sơ tiếp nhận", "(3) Tổng số"]
    assert frames[2].iloc[1, -1] == "1.010"


def test_a_question_dropped_is_not_printed_and_one_added_is(empty):
    at = look("supervision", don_vi="3")
    box = next(one for one in at.checkbox if "phiếu không hài lòng" in one.label)
    question = box.label.replace("\\", "")
    assert bare(question) in text_of(brief(at))
    at.checkbox(key=box.key).uncheck().run()
    at.text_area(key="them-cau-hoi-True-3").set_value(TYPED)
    press(at, vi.t("supervision.add_do"))
    at.text_area(key="ghi-chu-phieu-True-3").set_value("Mang theo =cmd|{{y}}").run()
    told = text_of(brief(at))
    assert bare(question) not in told and bare(TYPED) in told and bare("Mang theo =cmd|{{y}}") in told
    assert live(at) == [] and vi.t("supervision.questions", kept="6", dropped="1") in [
        one.value for one in at.subheader
    ]
    at.session_state[claims_kept.KEPT] = {(True, 3): {CLAIMED: "Sổ theo dõi hồ sơ."}}
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
    handed_out = make(at)
    (row,) = records(three_units.ask("prints", unit_id=2))
    assert row["who"] == "Nguyễn A" and vi.t("supervision.prints", count="1") in [one.label for one in at.expander]
    assert {one.key for one in at.get("download_button")} >= {"tai-brief-pdf", "tai-brief-docx"}
    at.button(key="sua-phieu").click().run()
    assert brief(at) == handed_out and brief(look("supervision", don_vi="2")) == handed_out
    three_units.record_visit([3], "2026-01-15", "Đoàn B", "", "X")
    assert brief(at) == handed_out and len(three_units.ask("prints")) == 1, "what says the same is the same print"
    report(three_units, 70, name="dinh-chinh.csv", units=("Phường Một",))
    report(three_units, 60, name="khac.csv", units=("Xã Ba",))
    now = look("supervision", don_vi="2")
    assert vi.share(70) in shown(now)
    told = vi.t("supervision.since_own", count="1") + ", " + vi.t("supervision.since_others", count="1")
    assert vi.t("supervision.since", told=told) in shown(now)
    press(now, vi.t("supervision.print_open"))
    assert title(now) == vi.t("supervision.print_title", kind=vi.t("supervision.kind.brief"), ward="Phường Một")
    assert [one.value for one in now.metric] == [vi.share(40)]
    told = vi.t("supervision.figure", name="Tiếp nhận trực tuyến", period="quý III/2026", before="40", after="70")
    assert "dinh-chinh.csv" in now.warning[0].value and told in now.warning[0].value
    assert len(now.get("download_button")) == 2
    assert pdf(three_units.printed(row["print_id"])) == handed_out
    press(now, vi.t("supervision.print_close"))
    assert title(now) == vi.t("supervision.title", locality=PLACE) and brief(now) != handed_out


def ways(at):
    """The labels of the links on a page."""
    return [one.proto.label for one in at.get("page_link")]


def test_every_page_leads_from_a_figure_to_its_unit_its_recording_and_its_brief(three_units):
    report(three_units, 40)
    unit, file = vi.t("ways.unit", unit="Phường Một"), "a.csv, ghi nhận"
    for page in ("supervision", "report", "unit"):
        found = ways(look(page, don_vi="2", ky="2026-Q3"))
        assert any(one.startswith(file) for one in found), page
        assert unit in found or page == "unit", page
    assert found.count(vi.t("ways.brief")) == 2
    at = look("supervision", don_vi="2")
    make(at)
    (row,) = records(three_units.ask("prints"))
    found = ways(look("supervision", ban_in=row["print_id"]))
    assert unit in found and any(one.startswith(file) for one in found)


def test_an_end_before_the_beginning_is_moved_and_said(empty):
    at = look("supervision", don_vi="3", ky="2026-Q3", den_ky="2025-Q1")
    told = vi.t("supervision.span_moved", before="Quý I/2025", now="Quý III/2026")
    assert told in [one.value for one in at.info] and at.selectbox(key="den-ky").value == "2026-Q3"


def test_a_print_that_is_not_there(three_units):
    report(three_units, 40)
    at = look("supervision", ban_in="0123")
    assert at.error[0].value == vi.t("supervision.print_unknown", id="0123") and at.metric


def test_a_unit_without_figures_has_its_documents(three_units):
    report(three_units, 40, units=("Phường Hai",))
    at = look("supervision", don_vi="2")
    assert vi.t("supervision.no_figures", ward="Phường Một", period="Quý III/2026") in shown(at)
    assert len(at.get("download_button")) == 2 and bare("Chưa có số liệu của đơn vị") in text_of(brief(at))


def test_all_units_in_one_archive(hostile):
    """Each under a name that every system takes, each kept as a print; names would like to be markup."""
    at = press(look("supervision"), vi.t("supervision.all_make", count="3"))
    file = at.session_state[ARCHIVE]["path"]
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert len(set(names)) == 3 and all(
            re.fullmatch(r"phieu-giam-sat-\d{3}-[a-z0-9_-]+\.pdf", one) for one in names
        )
        assert all(archive.read(one).startswith(b"%PDF") for one in names)
        assert bare(EVIL.split(" ")[0]) in text_of(archive.read(names[0]))
    assert live(at) == [] and vi.t("supervision.prints", count="1") in [one.label for one in at.expander]
    assert live(press(at, vi.t("supervision.print_open"))) == []


def test_what_the_store_refuses_to_keep_is_printed_all_the_same(three_units, monkeypatch):
    report(three_units, 40)
    at = look("supervision", don_vi="2")
    with monkeypatch.context() as patched:
        patched.setattr(type(three_units), "keep_prints", lambda *_: (_ for _ in ()).throw(StoreBusy()))
        assert make(at).startswith(b"%PDF") and "chưa lưu được bản in" in at.warning[0].value
    assert three_units.ask("prints").empty
    at.button(key="sua-phieu").click().run()
    assert make(at) and len(three_units.ask("prints")) == 1 and not at.warning


def test_a_brief_that_stands_made_is_closed_to_edits(three_units):
    report(three_units, 40)
    at = look("supervision", don_vi="2")
    boxes = ["them-cau-hoi-False-2", "ghi-chu-phieu-False-2"]
    assert not any(at.text_area(key=one).disabled for one in boxes)
    at.text_area(key=boxes[1]).set_value("Mang theo sổ").run()
    make(at)
    assert noted(three_units) is None
    assert all(at.text_area(key=one).disabled for one in boxes) and at.text_input(key="nguoi-giam-sat").disabled
    assert all(one.disabled for one in at.checkbox)
    report(three_units, 70, name="dinh-chinh.csv")
    assert [one.key for one in at.run().button if one.key in ("lap-phieu", "sua-phieu")] == ["lap-phieu"]
    assert noted(three_units) == "Mang theo sổ", "what is open to edits again is kept again"


NOTE = "ghi-chu-phieu-False-2"


def noted(store):
    """The note of the draft that is kept of Phường Một's brief."""
    kept = store.preparations.of(PLACE, 2, "2026-Q3", "2026-Q3")
    return kept and kept.said["note"]


def test_what_is_changed_outlives_the_connection_and_is_not_written_over_what_others_change(three_units):
    report(three_units, 40)
    three_units.record_visit([3], "2026-01-15", "Đoàn A", "", "X")
    at = look("supervision", don_vi="2")
    at.selectbox(key="giam-sat-delegation-False").set_value("Đoàn A").run()
    at.date_input(key="giam-sat-date-False").set_value(datetime(2026, 12, 5)).run()
    at.text_area(key=NOTE).set_value("Mang  theo\n\nsổ").run()
    assert "Đã tự lưu nháp" in shown(at)
    other = look("supervision", don_vi="2")
    assert other.text_area(key=NOTE).value == "Mang theo\nsổ" and "Đã mở lại bản nháp" in shown(other)
    assert other.selectbox(key="giam-sat-delegation-False").value == "Đoàn A"
    assert other.date_input(key="giam-sat-date-False").value == date(2026, 12, 5)
    other.text_area(key=NOTE).set_value("Của người khác").run()
    at.text_area(key=NOTE).set_value("Của tôi").run()
    assert "Người khác vừa sửa nháp" in at.warning[0].value
    press(at, vi.t("supervision.draft_keep"))
    assert not at.warning and noted(three_units) == "Của tôi"
    other.text_area(key=NOTE).set_value("Lại sửa").run()
    press(other, vi.t("supervision.draft_take"))
    assert other.text_area(key=NOTE).value == "Của tôi"
    assert make(other) and noted(three_units) is None


SAID = {"dropped": [], "added": [], "note": "", "taken": {}, "visit": {}}


def kept_by_others(store, unit=2, period="2026-Q3", **said):
    """The draft of a brief that somebody else has kept now."""
    about = (PLACE, unit, period, period)
    before = store.preparations.of(*about)
    found, is_ours = store.preparations.keep(about, SAID | said, None, before and before.kept_at)
    assert is_ours
    return found


def test_what_was_taken_from_a_report_into_one_brief_stays_in_that_one(three_units):
    report(three_units, 40)
    report(three_units, 50, "Quý II/2026", "b.csv")
    kept_by_others(three_units, period="2026-Q2", taken={CLAIMED: "Sổ theo dõi."})
    kept_by_others(three_units, note="Của B")
    at = look("supervision", don_vi="2", ky="2026-Q2")
    assert CLAIMED in shown(at)
    at.selectbox(key="ky").set_value("2026-Q3").run()
    assert at.text_area(key=NOTE).value == "Của B" and CLAIMED not in shown(at)
    press(at, vi.t("supervision.draft_drop"))
    at.selectbox(key="ky").set_value("2026-Q2").run()
    at.selectbox(key="den-ky").set_value("2026-Q2").run()
    assert CLAIMED in shown(at)
    assert list(three_units.preparations.of(PLACE, 2, "2026-Q2", "2026-Q2").said["taken"]) == [CLAIMED]


def test_who_visits_as_a_draft_says_is_not_written_over_unasked(three_units):
    report(three_units, 40)
    theirs = {"delegation": "Đoàn B", "ban": None, "date": "2026-12-09", "deadline": None}
    kept_by_others(three_units, visit=theirs)
    at = look("supervision", don_vi="3")
    at.session_state[VISIT] = {False: {"delegation": "Đoàn A"}}
    at.selectbox(key="don-vi").set_value("2").run()
    assert [one.value for one in at.warning] == [vi.t("supervision.draft_visit", visit="Đoàn giám sát: Đoàn B")]
    at.text_area(key=NOTE).set_value("Sổ").run()
    draft = three_units.preparations.of(PLACE, 2, "2026-Q3", "2026-Q3")
    assert draft.said["note"] == "Sổ" and draft.said["visit"] == theirs
    press(at, vi.t("supervision.draft_visit_keep"))
    draft = three_units.preparations.of(PLACE, 2, "2026-Q3", "2026-Q3")
    assert not at.warning and draft.said["visit"]["delegation"] == "Đoàn A"


def test_another_span_alone_keeps_nothing_and_a_brief_takes_only_so_much(three_units):
    report(three_units, 40)
    report(three_units, 50, "Quý II/2026", "b.csv")
    at = look("supervision", don_vi="2", ky="2026-Q3")
    at.text_area(key=NOTE).set_value("Sổ").run()
    at.selectbox(key="ky").set_value("2026-Q2").run()
    assert at.text_area(key=NOTE).value == "Sổ" and len(list(three_units.preparations.folder.glob("*.json"))) == 1
    assert vi.t("supervision.draft_copied") in shown(at)
    at.session_state[claims_kept.KEPT] = {(False, 2): {f"Câu {at}?": "Sổ." for at in range(claims_kept.MOST + 1)}}
    at.run()
    told = vi.t("supervision.taken_too_many", left="1", most=str(claims_kept.MOST))
    other = (PLACE, 2, "2026-Q2", at.selectbox(key="den-ky").value)
    assert at.warning[0].value == told and len(three_units.preparations.of(*other).said["taken"]) == claims_kept.MOST
    at.button(key="bo-cau-hoi-2-0").click().run()
    assert not at.warning and f"Câu {claims_kept.MOST}?" in three_units.preparations.of(*other).said["taken"]


def test_a_draft_that_nobody_can_understand_is_not_laid_by_halves(three_units):
    report(three_units, 40)
    kept_by_others(three_units, note="Của B", visit={"date": "mai"})
    at = look("supervision", don_vi="2")
    assert not at.text_area(key=NOTE).value and not at.warning
    at.text_area(key=NOTE).set_value("Sổ").run()
    assert noted(three_units) == "Sổ" and not at.warning


def test_the_archive_is_of_what_is_kept_now_holds_the_prints_and_leaves_nothing_out(three_units):
    report(three_units, 40)
    at = press(look("supervision", don_vi="2"), vi.t("supervision.all_make", count="3"))
    kept_by_others(three_units, unit=3, note="Ghi chú của người khác")
    press(at, vi.t("supervision.all_make", count="3"))
    with zipfile.ZipFile(at.session_state[ARCHIVE]["path"]) as archive:
        files = {int(name.split("-")[3]): archive.read(name) for name in archive.namelist()}
    assert bare("Ghi chú của người khác") in text_of(files[3])
    newest = {row["unit_id"]: row["print_id"] for row in reversed(records(three_units.ask("prints")))}
    assert files == {unit: pdf(three_units.printed(one)) for unit, one in newest.items()}
    made_at = at.session_state[ARCHIVE]["made_at"]
    at.text_area(key=NOTE).set_value("x" * 1001).run()
    press(at, vi.t("supervision.all_make", count="3"))
    assert vi.t("supervision.left_out_of", units="Phường Một") in [one.value for one in at.error]
    assert at.session_state[ARCHIVE]["made_at"] == made_at


def test_what_is_too_long_for_a_brief_is_not_taken_and_stays_in_its_box(three_units):
    report(three_units, 40)
    at = look("supervision", don_vi="2")
    at.text_area(key=NOTE).set_value("x" * 1001).run()
    at.text_area(key="them-cau-hoi-False-2").set_value("y" * 301).run()
    assert [one.value for one in at.error] == [
        vi.t("supervision.too_long", length=length, most=most) for length, most in (("301", "300"), ("1.001", "1.000"))
    ]
    assert len(at.text_area(key=NOTE).value) == 1001 and len(at.text_area(key="them-cau-hoi-False-2").value) == 301
    at.button(key="lap-phieu").click().run()
    assert at.error[0].value == vi.t("supervision.left_out") and MADE not in at.session_state
    for key in (NOTE, "them-cau-hoi-False-2"):
        at.text_area(key=key).set_value("Ngắn.").run()
    assert not at.error and bare("Ngắn.") in text_of(make(at))


def test_a_letter_is_frozen_as_it_is_made_or_says_why_not(three_units, monkeypatch):
    report(three_units, 40)
    about = {"locality": PLACE, "period": "2026-Q3", "to": "2026-Q3"}
    make, unkept = partial(minutes_of, three_units, vi, unit_id=2, **about), {}
    given = (make, three_units, about | {"kind": "minutes", "unit_id": 2}, "A", unkept)
    monkeypatch.setenv("REFORM_LOCK_SECONDS", "0.05")
    with FileLock(three_units.directory / "lock"):
        assert made_letter(*given).startswith(b"PK") and list(unkept) == ["minutes"]
    handed_out = made_letter(*given)
    (row,) = records(three_units.ask("prints", unit_id=2))
    assert not unkept and row["kind"] == "minutes" and made_letter(*given) == handed_out
    at = look("supervision", ban_in=row["print_id"])
    assert title(at) == vi.t("supervision.print_title", kind=vi.t("supervision.kind.minutes"), ward="Phường Một")
    assert word(three_units.printed(row["print_id"])) == handed_out and not at.warning


def press_with_mouse(page, name):
    """Press a button where it is, at once: no waiting for what leaving the box before sets off."""
    button = page.get_by_role("button", name=name, exact=True).last
    page.evaluate("one => one.scrollIntoView({block: 'center'})", button.element_handle())
    box = button.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


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
        expect(page.get_by_role("spinbutton", name="Ngày, Ngày làm việc")).to_be_visible()
        expect(page.get_by_role("button", name="Chọn ngày").first).to_be_visible()
        # typed, and the page loaded anew: the draft is there
        page.get_by_label(vi.t("supervision.add")).fill("Câu hỏi trước khi tải lại?")
        page.get_by_label(vi.t("supervision.note")).fill("Ghi chú trước khi tải lại.")
        page.get_by_label(vi.t("supervision.add")).click()
        expect(page.get_by_text("Đã tự lưu nháp lúc")).to_be_visible()
        for _ in range(browser.PATIENCE * 10):
            if noted(three_units):
                break
            page.wait_for_timeout(100)
        page.reload()
        browser.settle(page)
        expect(page.get_by_text("Đã mở lại bản nháp lưu lúc")).to_be_visible()
        expect(page.get_by_label(vi.t("supervision.note"))).to_have_value("Ghi chú trước khi tải lại.")
        expect(page.get_by_text("– Câu hỏi trước khi tải lại?")).to_be_visible()
        page.get_by_role("button", name=vi.t("supervision.draft_drop")).click()
        browser.settle(page)
        expect(page.get_by_label(vi.t("supervision.note"))).to_have_value("")
        # typed, and pressed at once: each box is left by the press itself
        page.get_by_label("Người thực hiện").first.fill("Trần Thị Mẫu")
        page.get_by_label(vi.t("supervision.add")).fill("Câu hỏi chưa bấm thêm?")
        page.get_by_label(vi.t("supervision.note")).click()
        page.keyboard.type("Ghi chú vừa gõ xong.")
        press_with_mouse(page, vi.t("supervision.make"))
        with page.expect_download() as caught:
            page.get_by_role("button", name="PDF", exact=True).last.click()
        data = caught.value.path().read_bytes()
        assert caught.value.suggested_filename == "phieu-giam-sat-002-phuong-mot-2026-Q3.pdf"
        told = text_of(data)
        assert bare("Ghi chú vừa gõ xong.") in told and bare("Câu hỏi chưa bấm thêm?") in told
        expect(page.get_by_label(vi.t("supervision.note"))).to_be_disabled()
        with page.expect_download() as letter:
            page.get_by_role("button", name="Word", exact=True).nth(1).click()
        assert letter.value.suggested_filename == "de-cuong-bao-cao-002-phuong-mot-2026-Q3.docx"
        outline = letter.value.path().read_bytes()
        page.reload()
        browser.settle(page)
        expect(page.get_by_text(vi.t("supervision.prints", count="2"))).to_be_visible()
        expect(page.get_by_label(vi.t("supervision.note"))).to_have_value("")
        assert watch.errors == [] and watch.outside == []
    request, kept = records(three_units.ask("prints"))
    assert request["kind"] == "request" and outline == word(three_units.printed(request["print_id"]))
    assert pdf(three_units.printed(kept["print_id"])) == data and kept["who"] == "Trần Thị Mẫu"


def test_another_first_period_leaves_the_last_and_the_unit_as_they_are_shown(empty):
    """Phường Đồng Xanh was made of two wards after the second quarter."""
    store = reorganise(open_store(empty))
    new = next(row for row in records(store.ask("units", locality=REORGANISED)) if row["ward"] == "Phường Đồng Xanh")
    at = look("supervision", so_lieu="that", don_vi=str(new["unit_id"]))
    chosen = {box.label: box for box in at.selectbox}
    before = chosen["Đơn vị"].value, chosen["Đến kỳ"].value
    chosen["Thời kỳ giám sát: từ kỳ"].set_value("2025-Q2").run()
    chosen = {box.label: box for box in at.selectbox}
    assert (chosen["Đơn vị"].value, chosen["Đến kỳ"].value) == before == (str(new["unit_id"]), "2025-Q4")
    chosen["Đến kỳ"].set_value("2025-Q2").run()
    assert "Phường Đồng Xanh không có trong danh sách đơn vị của quý II/2025." in shown(at)
    next(box for box in at.selectbox if box.label == "Đến kỳ").set_value("2025-Q4").run()
    assert next(box for box in at.selectbox if box.label == "Đơn vị").value == str(new["unit_id"])
