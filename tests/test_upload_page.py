"""Cập nhật số liệu: questions answered where they are asked, a draft that survives, what recording changes."""

import io
import json

import pytest
import streamlit as st
from openpyxl import Workbook

from reform.store import StoreUnwritable
from reform.store.store import Store
from reform.text import words
from tests.conftest import FACTS
from tests.pages import HEAD, LANGUAGES, PLACE, UNITS, live, look, said, shown

OWN_FORM = """UBND {ward};;;;
Biểu số II.06a;;;;
{period};;;;
TT;Lĩnh vực giải quyết;Số hồ sơ tiếp nhận;;
;;Tổng số;Trong đó;
;;;Trực tuyến;Trực tiếp, dịch vụ bưu chính
1;Hộ tịch;10;6;4
2;Đất đai;20;9;11
;Tổng số;30;15;15
"""

vi = words("vi")


@pytest.fixture
def store(three_units):
    """Three units, none of which has reported."""
    return three_units


def figures(*shares, period="Quý I/2026"):
    """A file in which each unit has so many of 100 dossiers online."""
    rows = [f"{ward};{PLACE};{period};{n};{100 - n}\n" for ward, n in zip(UNITS, shares, strict=False)]
    return (HEAD + "".join(rows)).encode()


def upload(at, *files):
    """Choose files, given as (name, bytes or text)."""
    told = [(name, data if isinstance(data, bytes) else data.encode(), "text/csv") for name, data in files]
    at.get("file_uploader")[-1].set_value(told).run()
    assert not at.exception
    return at


def desk(*files, lang="vi", **address):
    """A reader who has chosen files."""
    return upload(look("upload", lang=lang, so_lieu="that", **address), *files)


def one(widgets, beginning):
    """The widget whose key begins so."""
    return next(widget for widget in widgets if (widget.key or "").startswith(beginning))


def press(at, beginning):
    one(at.button, beginning).click().run()
    assert not at.exception
    return at


def record(at):
    """Write a name and record."""
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu").run()
    return press(at, "ghi-nhan")


def asked(at):
    """The questions with few answers, without those that nobody asked."""
    return [radio for radio in at.radio if not radio.key.endswith("-lai")]


def metrics(at):
    return {metric.label: metric.value for metric in at.metric}


# How a file was understood


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_number_convention_is_told_with_what_settled_it(store, lang):
    data = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tổng số đã giải quyết;Trước hạn;Đúng hạn;Đã giải quyết quá hạn\n"
    data += f"Phường Một;{PLACE};Quý I/2026;1.059;1.050;7;2\nPhường Hai;{PLACE};Quý I/2026;2.100;2.000;90;10\n"
    at = desk(("a.csv", data), lang=lang)
    say = words(lang)
    assert say.t("draft.because.sums", balanced="2", rows="2") in shown(at)
    assert "1\\.059" in shown(at) and "1059" in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_that_are_no_units_are_named_among_those_whose_sums_hold(store, lang):
    say = words(lang)
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tổng số đã giải quyết;Trước hạn;Đúng hạn;Đã giải quyết quá hạn\n"
    rows = f"Phường Một;{PLACE};Quý I/2026;1.059;1.050;7;2\nTổng cộng;{PLACE};Quý I/2026;1.059;1.050;7;2\n"
    assert say.t("draft.because.sums_total", balanced="2", rows="2") in shown(desk(("a.csv", head + rows), lang=lang))
    period = {"period": say.period_label("2026-Q1"), "window": "", "cumulative": ""}
    told = say.t("draft.period", **period, rows=1).split("; ")[-1]
    assert told in next(line for line in shown(desk(("a.csv", head + rows), lang=lang)).splitlines() if "2026" in line)
    own = (FACTS.parent / "vi-du-bieu-06a-mot-phuong.csv").read_bytes()
    assert say.t("draft.because.sums_fields", balanced="5", rows="5") in shown(desk(("b.csv", own), lang=lang))


def test_how_numbers_are_written_is_not_told_where_none_was_read(store):
    blank = desk(("a.csv", f"{HEAD}Phường Một;{PLACE};Quý I/2026;;\n"))
    assert vi.t("draft.numbers.plain") not in shown(blank)
    assert vi.t("draft.numbers.plain") in shown(desk(("b.csv", f"{HEAD}Phường Một;{PLACE};Quý I/2026;1;2\n")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_left_is_counted_as_it_is_shown(store, lang):
    """Two unknown columns and two unknown names are two questions, each with one button."""
    head = HEAD.replace("\n", ";Cột lạ;Cột khác\n")
    rows = "".join(f"Phường {name};{PLACE};Quý I/2026;6;4;a;b\n" for name in ("Bảy", "Tám"))
    say, at = words(lang), desk(("a.csv", head + rows), lang=lang)
    assert say.t("draft.questions", count=2) in shown(at)
    assert say.t("draft.has_questions", count=2) in shown(at)


def test_a_form_that_names_no_unit_waits_for_its_answer(store):
    """Not for figures: they are read as soon as it is said whose they are."""
    at = desk(("bieu.csv", OWN_FORM.replace("UBND {ward};;;;\n", "").format(period="Quý I/2026")))
    assert vi.t("draft.has_questions", count=1) in shown(at) and vi.t("draft.no_figures") not in shown(at)


def test_each_file_of_several_is_told_by_itself_and_recorded_together(store):
    at = desk(("quy-1.csv", figures(60, 70)), ("quy-2.csv", figures(65, 75, period="Quý II/2026")))
    assert "**quy-1.csv**" in shown(at) and "**quy-2.csv**" in shown(at)
    record(at)
    assert list(store.ask("batches")["file_name"]) and len(store.ask("batches")) == 2
    assert set(store.ask("batches")["file_name"]) == {"quy-1.csv", "quy-2.csv"}


def test_a_problem_of_several_files_names_its_own(store):
    bad = figures(60).decode().replace("60;40", "60;-4")
    at = desk(("tot.csv", figures(50, 60, period="Quý II/2026")), ("xau.csv", bad))
    line = next(text for text in shown(at).splitlines() if "E2" in text)
    assert "xau.csv" in line and "tot.csv" not in line


# Questions that are answered where they are asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_column_is_mapped_beside_its_first_values_and_asked_again_when_taken_back(store, lang):
    data = figures(60, 70).decode().replace("Trực tuyến", "Hồ sơ qua mạng")
    at = desk(("la.csv", data), lang=lang)
    assert "Hồ sơ qua mạng" in shown(at) and "60 · 70" in shown(at)
    one(at.selectbox, "cot-").set_value("received_online")
    press(at, "FormSubmitter:cot-")
    name = words(lang).t("draft.said.column", name="Hồ sơ qua mạng", value=words(lang).t("draft.ignored"))
    assert name.split(":")[0] in shown(at) and not [box for box in at.selectbox if (box.key or "").startswith("cot-")]
    assert metrics(at)[words(lang).t("changes.new")] == "4"
    press(at, "bo-tra-loi-")
    assert one(at.selectbox, "cot-") and metrics(at)[words(lang).t("changes.new")] == "2"


def test_a_mapping_is_remembered_for_the_next_file_with_these_headers(store):
    data = figures(60, 70).decode().replace("Trực tuyến", "Hồ sơ qua mạng")
    at = desk(("la.csv", data))
    one(at.selectbox, "cot-").set_value("received_online")
    record(press(at, "FormSubmitter:cot-"))
    at = desk(("sau.csv", data.replace("Quý I/2026", "Quý II/2026")))
    assert not [box for box in at.selectbox if (box.key or "").startswith("cot-")]
    assert metrics(at)[vi.t("changes.new")] == "4"


def test_a_near_name_is_not_registered_by_a_slip(store):
    listed = (*UNITS, "Phường Lúa Ngọt")
    store.set_up(PLACE, 14, [{"ward": name, "group_name": None, "code": None, "aliases": []} for name in listed])
    at = desk(("a.csv", figures(60, 70).decode().replace("Phường Hai", "Phường Lúa Ngọtt")))
    box = one(at.selectbox, "dv-")
    assert box.value is None and box.options[0] == "Phường Lúa Ngọt"
    press(at, "FormSubmitter:don-vi-")
    assert one(at.selectbox, "dv-").value is None, "nothing was chosen, so nothing was answered"
    one(at.selectbox, "dv-").set_value("Phường Lúa Ngọt")
    record(press(at, "FormSubmitter:don-vi-"))
    assert list(store.ask("units", locality=PLACE)["ward"]) == list(listed)


def test_names_of_a_locality_without_units_are_only_confirmed(store):
    at = desk(("a.csv", figures(60).decode().replace(PLACE, "Thành phố Khác")))
    assert not [box for box in at.selectbox if (box.key or "").startswith("dv-")]
    assert vi.t("draft.accept", default=vi.t("default.unknown_unit")) in [box.label for box in at.checkbox]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_readings_of_the_numbers_are_asked_with_an_example_of_each(store, lang):
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Điểm CCHC;Điểm tối đa\nPhường Một;{PLACE};Năm 2025;1.284;9.999\n"
    at = desk(("so.csv", data), lang=lang)
    vietnamese, english = asked(at)[0].options
    assert "1284" in vietnamese and {"vi": "1,284", "en": "1.284"}[lang] in english
    asked(at)[0].set_value("en").run()
    assert not at.exception and not asked(at) and words(lang).t("draft.because.given") in shown(at)
    assert (
        "1,284" in str(at.dataframe[0].value.values) if lang == "vi" else "1.284" in str(at.dataframe[0].value.values)
    )


def test_a_share_without_a_sign_is_asked_column_by_column(store):
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tỷ lệ hồ sơ trực tuyến (theo báo cáo)\n"
    at = desk(("s.csv", head + f"Phường Một;{PLACE};Năm 2025;0,95\nPhường Hai;{PLACE};Năm 2025;0,8\n"))
    assert asked(at)[0].options == ["0,95 là 95%", "0,95 là 0,95%"]
    asked(at)[0].set_value("fraction").run()
    assert "95%" in str(at.dataframe[0].value.values) and not asked(at)


def test_a_file_without_a_period_is_asked_for_it(store):
    data = figures(60, 70).decode().replace(";Kỳ báo cáo", "").replace(";Quý I/2026", "")
    at = desk(("so-lieu.csv", data))
    box = one(at.selectbox, "hoi-period")
    label = next(option for option in box.options if option.startswith("Quý III/"))
    box.set_value(label).run()
    assert vi.t("draft.said.period", value=label) in shown(at)
    record(at)
    assert list(store.ask("periods", locality=PLACE)["label"]) == [label]


def test_a_wards_own_form_is_asked_whose_it_is(store):
    at = desk(("bieu.csv", OWN_FORM.format(ward="", period="Quý III/2025").replace("UBND ;", ";")))
    one(at.selectbox, "hoi-unit").set_value("Phường Hai").run()
    assert vi.t("draft.layout.own_form") in shown(at)
    assert vi.t("draft.said.unit", value="Phường Hai") in shown(at) and metrics(at)[vi.t("changes.new")] == "3"


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.decode().splitlines():
            sheet.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_is_asked_where_several_hold_figures(store):
    at = desk(("hai-bang.xlsx", workbook(Cu=figures(10, 20), Moi=figures(60, 70))))
    assert "“Cu”" in shown(at)
    one(at.selectbox, "hoi-sheet").set_value("Moi").run()
    assert "“Moi”" in shown(at) and "60" in str(at.dataframe[0].value.values)


def test_a_period_that_the_file_states_wrongly_can_be_chosen_unasked(store):
    at = desk(("bieu.csv", OWN_FORM.format(ward="Phường Hai", period="Quý III/2025")))
    one(at.radio, "hoi-cumulative").set_value(True).run()
    assert vi.t("draft.said.cumulative", value=vi.t("draft.cumulative")) in shown(at)


def test_an_answer_taken_back_leaves_no_choice_behind(store):
    at = desk(("bieu.csv", OWN_FORM.format(ward="Phường Hai", period="Quý III/2025")))
    one(at.radio, "hoi-cumulative").set_value(True).run()
    press(at, "bo-tra-loi-")
    assert one(at.radio, "hoi-cumulative").value is None
    assert vi.t("draft.said.cumulative", value=vi.t("draft.cumulative")) not in shown(at)


# Confirming


def test_a_confirmation_keeps_its_reason(store):
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Điểm CCHC;Điểm tối đa;Bộ tiêu chí\nPhường Một;{PLACE};Năm 2025;80;100;Bộ X\n"
    at = desk(("diem.csv", data))
    assert at.button(key="ghi-nhan").disabled
    one(at.checkbox, "dong-y-undeclared_scheme").check().run()
    one(at.text_input, "ly-do-undeclared_scheme").input("Bộ của quận").run()
    record(at)
    batch = store.ask("batches")["batch_id"][0]
    kept = store.ask("acceptances", batch_id=batch)
    assert list(kept["code"]) == ["undeclared_scheme"] and list(kept["reason"]) == ["Bộ của quận"]


def test_the_first_twenty_places_are_shown_and_the_total_is_said(store):
    rows = "".join(f"Xã Số {n};{PLACE};Quý I/2026;-{n};1\n" for n in range(1, 31))
    at = desk(("am.csv", HEAD + rows))
    text = next(text for text in (one.value for one in at.markdown) if "D2:" in text and "D21" in text)
    assert "D22" not in text and vi.t("draft.more", count="10", total="30") in text


def test_cells_with_a_problem_bear_a_mark_and_large_drafts_have_pages(store):
    rows = "".join(f"Xã Số {n};{PLACE};Quý I/2026;{-n if n == 60 else n};1\n" for n in range(1, 71))
    at = desk(("am.csv", HEAD + rows))
    assert len(at.dataframe[0].value) == 50
    at.session_state[f"trang-{said(at, 'ban-nhap')}"] = 2
    at.run()
    table = at.dataframe[0].value
    assert len(table) == 20 and (table == "✗ -60").any().any()


# What recording changes


def test_before_recording_the_screen_says_what_will_change(store):
    store.publish(store.draft(figures(60, 70), "truoc.csv"), ["all"])
    at = desk(("sau.csv", figures(80, 70)))
    assert metrics(at) == {
        vi.t("changes.new"): "0",
        vi.t("changes.changed"): "2",
        vi.t("changes.dropped"): "0",
        vi.t("changes.unchanged"): "2",
    }
    assert vi.t("changes.move", ward="Một", before=2, after=1) in shown(at)
    assert vi.t("changes.missing", count="1", units="Xã Ba") in shown(at)
    assert "60 → 80" in shown(at)
    spec = json.loads(at.get("plotly_chart")[0].proto.spec)
    ends = [one["text"] for one in spec["layout"]["annotations"]]
    assert "Một  <b>2</b>" in ends and "<b>1</b>  Một  ▲1" in ends


def test_after_recording_the_screen_says_what_has_changed_and_leads_to_the_batch(store):
    store.publish(store.draft(figures(60, 70), "truoc.csv"), ["all"])
    at = record(desk(("sau.csv", figures(80, 70))))
    assert "sau.csv" in at.success[0].value and vi.t("changes.done") in shown(at)
    batch = store.ask("batches").set_index("file_name")["batch_id"]["sau.csv"]
    links = [link.proto.query_string for link in at.get("page_link")]
    assert any(f"lo={batch}" in link for link in links) and any("ky=2026-Q1" in link for link in links)
    assert "ban-nhap" not in at.query_params


def test_who_recorded_in_between_is_told_and_the_new_comparison_shown(store):
    at = desk(("sau.csv", figures(80, 70)))
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu").run()
    assert metrics(at)[vi.t("changes.new")] == "4"
    store.publish(store.draft(figures(60, 70), "truoc.csv"), ["all"])
    at.button(key="ghi-nhan").click().run()
    assert not at.success and [error.value for error in at.error] == [vi.t("draft.changed")]
    assert metrics(at)[vi.t("changes.new")] == "0" and metrics(at)[vi.t("changes.changed")] == "2"
    at.button(key="ghi-nhan").click().run()
    assert at.success and len(store.ask("batches")) == 2


# A draft that survives


def test_a_draft_opens_at_its_address_with_its_answers_after_a_restart(store):
    data = figures(60, 70).decode().replace("Trực tuyến", "Hồ sơ qua mạng")
    data = data.replace("\n", ";Bộ tiêu chí\n", 1).replace("60;40\n", "60;40;Bộ X\n")
    at = desk(("la.csv", data))
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu")
    one(at.selectbox, "cot-").set_value("received_online")
    press(at, "FormSubmitter:cot-")
    one(at.checkbox, "dong-y-undeclared_scheme").check().run()
    key = said(at, "ban-nhap")
    st.cache_resource.clear()
    again = look("upload", so_lieu="that", ban_nhap=key)
    assert "**la.csv**" in shown(again) and vi.t("draft.answered", count="1") in [box.label for box in again.expander]
    assert one(again.checkbox, "dong-y-undeclared_scheme").value
    assert again.text_input(key="nguoi-nap").value == "Nguyễn Thị Mẫu"
    again.button(key="ghi-nhan").click().run()
    assert again.success and store.kept_drafts() == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_drafts_not_yet_recorded_are_listed_opened_and_thrown_away(store, lang):
    desk(("mot.csv", figures(60)))
    desk(("hai.csv", figures(61)))
    at = look("upload", lang=lang, so_lieu="that")
    say = words(lang)
    assert say.t("upload.drafts", count="2") in shown(at) and "**mot.csv**" in shown(at)
    press(at, "mo-")
    assert "**hai.csv**" in shown(at) and at.button(key="ghi-nhan")
    press(at, "bo-ban-nhap")
    assert [kept["files"] for kept in store.kept_drafts()] == [["mot.csv"]]
    press(at, "bo-")
    assert store.kept_drafts() == [] and say.t("upload.drafts", count="1") not in shown(at)


def test_a_draft_that_is_no_more_is_said_to_be_gone(store):
    at = look("upload", so_lieu="that", ban_nhap="0123456789ab")
    assert at.info[0].value == vi.t("upload.draft_gone") and "ban-nhap" not in at.query_params


def test_of_a_refused_file_nothing_is_kept(store):
    names = "Mã hồ sơ;Họ tên người nộp;Số điện thoại\n" + "".join(
        f"H17.22.13-250101-000{n};Nguyễn Văn {n};09000000{n}\n" for n in range(5)
    )
    at = desk(("ho-so.csv", names))
    assert vi.t("draft.refused") in shown(at) and "ban-nhap" not in at.query_params
    assert store.kept_drafts() == [] and not list((store.directory / "drafts").rglob("*"))


def test_files_taken_off_the_uploader_leave_the_desk(store):
    at = desk(("a.csv", figures(60)))
    assert said(at, "ban-nhap")
    at.get("file_uploader")[-1].set_value([]).run()
    assert "ban-nhap" not in at.query_params and vi.t("upload.drafts", count="1") in shown(at)


def test_a_draft_thrown_away_right_after_its_upload_is_off_the_uploader_too(store):
    at = press(desk(("a.csv", figures(60))), "bo-ban-nhap")
    assert store.kept_drafts() == [] and "ban-nhap" not in at.query_params
    at.run()
    assert store.kept_drafts() == [] and vi.t("draft.record") not in [button.label for button in at.button]
    assert [kept["files"] for kept in upload(at, ("b.csv", figures(61))) and store.kept_drafts()] == [["b.csv"]]


def test_a_further_file_replaces_the_draft_of_those_before_it(store):
    first, second = ("a.csv", figures(60)), ("b.csv", figures(61, period="Quý II/2026"))
    at = upload(desk(first), first, second)
    assert [sorted(kept["files"]) for kept in store.kept_drafts()] == [["a.csv", "b.csv"]]
    upload(at, second)
    assert sorted(len(kept["files"]) for kept in store.kept_drafts()) == [1, 2]  # what was taken off is not lost


# The report to send back


def test_the_report_of_problems_is_offered_for_all_units_and_for_each(store):
    at = desk(("a.csv", figures(60, 70).decode().replace("60;40", "60;-4")))
    box = one(at.selectbox, "bao-cao-")
    assert box.options == [vi.t("report.all_units"), "Phường Một", "Phường Hai"]
    assert vi.t("report.download") in [button.proto.label for button in at.get("download_button")]


# What is written in a file


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_a_question_does_anything(store, lang):
    evil = "![x](https://evil.example/a.png) :red[k] $a$ <b>"
    data = figures(60, 70).decode().replace("Trực tuyến", evil).replace("Phường Hai", f"Phường Hai {evil}")
    at = desk((f"{evil}.csv", data), ("khac.csv", figures(61, period=evil)), lang=lang)
    assert "evil" in shown(at) and live(at) == []
    press(at, "FormSubmitter:cot-")
    assert "evil" in shown(at) and live(at) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_store_that_keeps_no_draft_still_shows_it(store, monkeypatch, lang):
    def refuse(*_, **__):
        raise StoreUnwritable

    monkeypatch.setattr(Store, "keep_draft", refuse)
    at = desk(("a.csv", figures(60, 70)), lang=lang)
    assert metrics(at)[words(lang).t("changes.new")] == "4" and not at.exception
