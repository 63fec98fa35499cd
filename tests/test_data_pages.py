"""The pages about recording: journal, submissions and closing, units, corrections; and a ranking as of a past day."""

import json
from datetime import date
from shutil import copytree

import pandas as pd
import pytest
import streamlit

from reform.indicators import declaration
from reform.intake.reading import Problem
from reform.store import correcting, open_store
from reform.text import words
from tests.pages import EVIL, HEAD, LANGUAGES, PLACE, UNITS, bar_names, bars, live, look, shown, title


@pytest.fixture(scope="module")
def two_reported(of_three_units, tmp_path_factory):
    store = open_store(copytree(of_three_units, tmp_path_factory.mktemp("two") / "reported"))
    record(store, "mot.csv", "Phường Một", 60)
    record(store, "hai.csv", "Phường Hai", 70)
    return store.directory


@pytest.fixture
def store(two_reported, empty):
    """Three units, of which two have reported Quý III/2026."""
    return open_store(copytree(two_reported, empty))


def record(store, name, ward, online, period="Quý III/2026", **about):
    """One unit's report as a file of its own; gives the batch's id."""
    data = f"{HEAD}{ward};{PLACE};{period};{online};{100 - online}\n".encode()
    return store.publish(store.draft(data, name), ["all"], "Nguyễn Thị Mẫu", "tự gửi", **about)["id"]


def tables(at):
    """Every cell of the tables on the page."""
    return [str(cell) for one in at.dataframe for cell in one.value.to_numpy().ravel()]


def answered(at, **fields):
    """Type into the fields of these keys."""
    for key, value in fields.items():
        field = next(one for one in at.text_input if one.key and one.key.startswith(key.replace("_", "-")))
        field.input(value)
    return at


def press(at, label):
    """Press the button of this label."""
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception
    return at


# Nhật ký số liệu


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_journal_lists_every_recording_newest_first(store, lang):
    at = look("log", lang=lang)
    assert title(at) == words(lang).t("log.title")
    table = at.dataframe[0].value
    assert list(table["1"]) == ["hai.csv", "mot.csv"]
    assert "Nguyễn Thị Mẫu" in tables(at) and words(lang).period_label("2026-Q3") in tables(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_journal_says_what_to_do_first(empty, lang):
    at = look("log", lang=lang, so_lieu="that")
    assert words(lang).t("log.nothing") in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_recording_tells_what_it_changed_and_who_recorded_it(store, lang):
    say, again = words(lang), record(store, "mot-sua.csv", "Phường Một", 65)
    at = look("log", lang=lang, lo=again)
    assert say.t("log.counts.changed", count=2) in shown(at)
    changed = at.dataframe[1].value
    row = changed[(changed["2"] == "Phường Một") & (changed["4"] == "60")].iloc[0]
    assert (row["5"], row["6"]) == ("65", "D2")
    assert "Nguyễn Thị Mẫu · tự gửi" in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_withdrawal_needs_a_reason_and_tells_what_it_changed(store, lang):
    say, again = words(lang), record(store, "mot-sua.csv", "Phường Một", 80)
    at = look("log", lang=lang, lo=again)
    assert say.t("log.withdraw_figures", count=2, units=1) in shown(at)
    assert "Một 1 → 2" in shown(at) and store.ask("batches")["status"].iloc[0] == "published"
    assert say.t("changes.cells", new=0, changed=2, dropped=0, unchanged=0) in shown(at)
    at = press(answered(at, nguoi_thu_hoi="Trần Văn Mẫu"), say.t("log.withdraw_do"))
    assert [one.value for one in at.error] == [say.t("acting.reason_missing")]
    assert store.ask("batches")["status"].iloc[0] == "published"
    at = press(answered(at, ly_do="gửi nhầm"), say.t("log.withdraw_do"))
    assert say.t("log.withdrawn", batch=again) in [one.value for one in at.success]
    assert "Một 1 → 2" in shown(at) and "Trần Văn Mẫu · gửi nhầm" in shown(at)
    assert store.ask("batches")["status"].iloc[0] == "withdrawn"
    at = press(answered(at, ly_do="đúng rồi", nguoi="Trần Văn Mẫu"), say.t("log.restore"))
    assert store.ask("batches")["status"].iloc[0] == "published"
    assert "Một 2 → 1" in shown(at)
    ways = [one.proto.label for one in at.get("page_link")]
    assert ways.count(say.t("log.see_ranking", period=say.inside(say.period_label("2026-Q3")))) == 1


def test_a_recording_after_a_closing_is_shown_as_a_correction(store):
    store.close("2026-Q3", "12/QĐ-UBND", "2026-10-05", locality=PLACE)
    record(store, "ba.csv", "Xã Ba", 50, document="45/CV")
    at = look("log")
    say = words("vi")
    assert say.t("log.after_closing", kind=say.t("log.kinds.correction")) in tables(at) and "45/CV" in tables(at)


def test_the_samples_journal_is_only_to_look_at(empty):
    at = look("log")
    batch = at.dataframe[0].value["1"].iloc[0]
    assert batch.endswith(".csv") and not at.text_input


def test_an_unknown_recording_is_said(store):
    assert words("vi").t("log.unknown", batch="nothing") in look("log", lo="nothing").info[0].value


# A closed period


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_closed_period_names_its_document_and_the_corrections_since(store, lang):
    say = words(lang)
    at = look(lang=lang, xep_hang="online")
    assert badges(at)[0] == say.t("app.provisional")
    store.close("2026-Q3", "12/QĐ-UBND", "2026-10-05", locality=PLACE)
    assert badges(look(lang=lang, xep_hang="online")) == [say.issued("12/QĐ-UBND", date(2026, 10, 5))]
    record(store, "ba.csv", "Xã Ba", 50)
    at = look(lang=lang, xep_hang="online")
    assert badges(at) == [
        say.issued("12/QĐ-UBND", date(2026, 10, 5), "corrected"),
        say.t("issued.corrections", count=1),
    ]
    assert "Ba" in bar_names(at)
    at.button(key="bang-da-chot").click().run()
    assert badges(at) == [say.issued("12/QĐ-UBND", date(2026, 10, 5))] and "Ba" not in bar_names(at)
    banner = say.t("as_of.closing", issued=say.issued("12/QĐ-UBND", date(2026, 10, 5)))
    assert banner in at.info[0].value.replace("\\", "")
    at.button(key="ve-hien-nay").click().run()
    assert "Ba" in bar_names(at)
    links = [one.proto.query_string for one in look("submissions", lang=lang, ky="2026-Q3").get("page_link")]
    assert any("nhu-ngay=" in link for link in links)


@pytest.mark.parametrize("said", ["0", "99", "9" * 5000, "½"])
def test_a_closing_that_is_not_there_is_no_past(store, said):
    assert not look(xep_hang="online", nhu_ngay=said).info


def badges(at):
    """The stamps beside the title."""
    return [one.value.split("[")[1].split("]")[0].replace("\\", "") for one in at.markdown if "-badge[" in one.value]


# As of a past day


def test_a_past_day_shows_the_figures_of_then_and_the_way_back(store, monkeypatch):
    monkeypatch.setattr("reform.store.recorder.now", lambda: "2030-01-02T08:00:00.000000+07:00")
    record(store, "mot-sua.csv", "Phường Một", 90)
    assert "90,00%" in bars(look(xep_hang="online"))[0]
    past = look(xep_hang="online", nhu_ngay="2030-01-01")
    assert "70,00%" in bars(past)[0] and "01/01/2030" in past.info[0].value
    past.button(key="ve-hien-nay").click().run()
    assert "90,00%" in bars(past)[0] and "nhu-ngay" not in past.query_params


def test_a_past_day_does_not_follow_to_another_page(store):
    at = look(xep_hang="online", nhu_ngay="2020-01-01")
    assert "01/01/2020" in at.info[0].value
    at.switch_page("pages/log.py").run()
    assert "nhu-ngay" not in at.query_params and "mot.csv" in tables(at)


def test_what_is_no_day_is_no_past(store):
    assert not look(xep_hang="online", nhu_ngay="gestern").info


# Where a figure comes from


def test_a_unit_leads_to_the_recordings_behind_its_figures(store):
    batch = store.ask("batches")["batch_id"].iloc[-1]
    unit = store.ask("units", locality=PLACE)["unit_id"][0]
    at = look(xep_hang="online", don_vi=str(unit))
    links = [json.loads(json.dumps(one.proto.query_string)) for one in at.get("page_link")]
    assert any(f"lo={batch}" in link for link in links)


# Theo dõi nộp báo cáo


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_reported_is_told_in_words_and_unit_by_unit(store, lang, monkeypatch):
    say = words(lang)
    store.set_deadline(PLACE, "2026-Q3", "2030-01-01")
    monkeypatch.setattr("reform.store.recorder.now", lambda: "2030-01-04T08:00:00.000000+07:00")
    record(store, "ba.csv", "Xã Ba", 50)
    record(store, "ba-q4.csv", "Xã Ba", 50, period="Quý IV/2026")
    at = look("submissions", lang=lang, ky="2026-Q3")
    late = say.t("submissions.part_late_one", days=3, ward="Xã Ba")
    assert "**3/3" in shown(at) and f"{say.t('submissions.part_on_time', count=2)}, {late}" in shown(at)
    at = look("submissions", lang=lang, ky="2026-Q4")
    assert "**1/3" in shown(at) and say.t("submissions.part_missing", count=2) in shown(at)
    assert tables(at).count(say.t("submissions.statuses.missing")) == 2
    letter = at.code[0].value
    assert "Phường Một" in letter and "Xã Ba" not in letter


def test_a_unit_leads_to_its_recording_or_to_where_it_is_recorded(store):
    units = store.ask("submissions", locality=PLACE, period="2026-Q3").set_index("ward")
    at = look("submissions", ky="2026-Q3", don_vi=str(units["unit_id"]["Phường Một"]))
    assert words("vi").t("submissions.statuses.received") in tables(at)
    links = [one.proto.query_string for one in at.get("page_link")]
    assert any(f"lo={units['batch_id']['Phường Một']}" in link for link in links)
    at = look("submissions", ky="2026-Q3", don_vi=str(units["unit_id"]["Xã Ba"]))
    label = words("vi").t("submissions.record", ward="Xã Ba")
    assert label in [one.proto.label for one in at.get("page_link")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_deadline_is_set_for_a_period_without_figures(store, lang):
    say = words(lang)
    at = look("submissions", lang=lang)
    coming = at.selectbox(key="ky").options[0]
    at.selectbox(key="ky").select(coming).run()
    assert say.t("submissions.not_begun", period=coming, units=3) in at.info[0].value
    assert tables(at).count(say.t("submissions.statuses.missing")) == 3 and "**0/3" in shown(at)
    at.date_input[0].set_value(date(2030, 1, 20))
    at = press(at, say.t("submissions.set_deadline_do"))
    assert "20/01/2030" in at.success[0].value and "**0/3" in shown(at)
    assert say.t("submissions.deadline_is", day="20/01/2030") in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_goes_back_with_a_reason(store, lang):
    say = words(lang)
    at = look("submissions", lang=lang)
    at = press(answered(at, nguoi_tra_lai="Trần Văn Mẫu"), say.t("submissions.return_do"))
    assert say.t("acting.reason_missing") in [one.value for one in at.error]
    at = press(answered(at, ly_do_tra="số trực tiếp quá cao"), say.t("submissions.return_do"))
    assert say.t("submissions.statuses.returned") in tables(at)
    assert "số trực tiếp quá cao" in tables(at) and "Phường Một: số trực tiếp quá cao" in at.code[0].value


# Chốt số liệu


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_period_is_closed_by_a_document_and_its_rankings_get_ids(store, lang):
    say = words(lang)
    at = look("submissions", lang=lang)
    assert say.t("closing.open", period=say.period_label("2026-Q3")) in shown(at)
    assert "Xã Ba" in at.warning[0].value
    at = press(answered(at, nguoi_chot="Trần Văn Mẫu"), say.t("closing.do"))
    assert say.t("acting.document_missing") in [one.value for one in at.error]
    at.date_input[-1].set_value(date(2026, 10, 5))
    at = press(answered(at, van_ban="12/QĐ-UBND"), say.t("closing.do"))
    assert say.issued("12/QĐ-UBND", date(2026, 10, 5)) in shown(at) and "Trần Văn Mẫu" in shown(at)
    assert store.ranking_ids(PLACE, "2026-Q3")["online"] in shown(at)
    assert badges(look(lang=lang, xep_hang="online")) == [say.issued("12/QĐ-UBND", date(2026, 10, 5))]
    record(store, "mot-lai.csv", "Phường Một", 95)
    at = look("submissions", lang=lang)
    at.date_input[-1].set_value(date(2026, 10, 5))
    at = press(answered(at, van_ban="12/QĐ-UBND", nguoi_chot="Trần Văn Mẫu"), say.t("closing.do"))
    assert say.t("acting.same_document", document="12/QĐ-UBND", day="05/10/2026") in at.error[0].value


def test_the_sample_is_not_closed_by_anybody(empty):
    at = look("submissions")
    assert words("vi").t("acting.sample") in shown(at) and not at.text_input


@pytest.mark.parametrize("name", ["submissions", "units", "correction"])
def test_without_a_locality_the_page_says_what_to_do_first(empty, name):
    at = look(name, so_lieu="that")
    assert words("vi").t("places.nothing") in shown(at)


# Đơn vị


@pytest.fixture
def typed(monkeypatch):
    """What a reader types into the tables, by the start of their keys: gives a dict of frame → edited frame."""
    edits, shown = {}, streamlit.data_editor

    def editor(frame, key, **how):
        shown(frame, key=key, **how)
        return next((edit(frame) for start, edit in edits.items() if key.startswith(start)), frame)

    monkeypatch.setattr("streamlit.data_editor", editor)
    return edits


def added(frame, **row):
    """A table with one more row."""
    return pd.concat([frame, pd.DataFrame([row])], ignore_index=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_edited_unit_is_told_before_it_is_saved(store, typed, lang):
    say = words(lang)
    by_hand = {"group_name": ["Cụm Biển", None, None]}
    typed["don-vi"] = lambda frame: added(frame.assign(**by_hand), ward="Xã Bốn") if len(frame) == 3 else frame
    at = look("units", lang=lang)
    assert list(at.dataframe[0].value["ward"]) == list(UNITS)
    assert say.t("units.change_added", ward="Xã Bốn") in shown(at) and "Cụm Biển" in shown(at)
    at = press(answered(at, nguoi_don_vi="Trần Văn Mẫu"), say.t("units.save"))
    assert [one.value for one in at.success] == [say.t("units.saved")]
    units = store.ask("units", locality=PLACE)
    assert list(units["ward"]) == [*UNITS, "Xã Bốn"] and units["group_name"][0] == "Cụm Biển"


def test_a_unit_twice_at_one_time_is_not_saved(store, typed):
    say = words("vi")
    typed["don-vi"] = lambda frame: added(frame, ward="Phường Một")
    at = look("units")
    twice = Problem("error", "unit_name_twice", facts={"name": "Phường Một", "group": None})
    assert say.message(twice) in [one.value for one in at.error]
    assert next(one for one in at.button if one.label == say.t("units.save")).disabled


def test_two_units_of_one_name_in_two_groups_may_be_saved(store, typed):
    typed["don-vi"] = lambda frame: added(frame, ward="Phường Một", group_name="Cụm Biển")
    assert not look("units").error


def test_other_names_are_taken_away_and_hold_commas(store, typed):
    say = words("vi")
    unit_id = int(store.ask("units", locality=PLACE)["unit_id"][0])
    store.edit_registry(PLACE, [{"unit_id": unit_id, "aliases": ["Một, cũ", "Mot"]}])

    typed["don-vi"] = lambda frame: frame.assign(aliases=[["Một, mới", "Mot"], [], []])
    at = press(answered(look("units"), nguoi_don_vi="Trần Văn Mẫu"), say.t("units.save"))
    assert [one.value for one in at.success] == [say.t("units.saved")]
    assert store.ask("units", locality=PLACE)["aliases"][0] == "Mot\nMột, mới"


MAPPING = "Đơn vị cũ;Đơn vị mới;Ngày;Toàn bộ hay một phần\nPhường Một;Phường Mới;01/07/2026;toàn bộ\n"
MAPPING += "Phường Hai;Phường Mới;01/07/2026;một phần\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reorganisation_from_a_table_is_shown_before_it_is_saved(store, lang):
    say = words(lang)
    at = look("units", lang=lang)
    at.text_area[0].input(MAPPING)
    at = press(at, say.t("units.import_do"))
    line = {"predecessor": "Phường Một", "successor": "Phường Mới", "day": "01/07/2026", "share": say.t("units.whole")}
    assert say.t("units.change_line_added", line=say.t("units.change_line", **line)) in shown(at)
    assert len(store.ask("lineage", locality=PLACE)) == 0
    at = press(answered(at, nguoi_don_vi="Trần Văn Mẫu"), say.t("units.save"))
    lineage = store.ask("lineage", locality=PLACE)
    assert list(lineage["whole"]) == [True, False] and set(lineage["successor"]) == {"Phường Mới"}
    ended = store.ask("units", locality=PLACE).set_index("ward")["valid_to"]
    assert str(ended["Phường Một"])[:10] == "2026-07-01"


def test_a_table_that_cannot_be_read_says_why(store):
    at = look("units")
    at.text_area[0].input("Đơn vị cũ;Đơn vị mới;Ngày\nPhường Chín;Phường Mới;01/07/2026\n")
    at = press(at, words("vi").t("units.import_do"))
    assert "Phường Chín" in at.error[0].value


# Đính chính


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_correction_is_checked_and_recorded_with_its_document(store, typed, lang):
    say = words(lang)
    unit = store.ask("units", locality=PLACE)["unit_id"][0]
    at = look("correction", lang=lang, don_vi=str(unit), ky="2026-Q3")
    assert say.t("correction.nothing_changed") in at.info[0].value
    assert at.dataframe[0].value.set_index("form")["now"]["(4)"] == "60"
    typed["so-moi"] = corrected("(4)", "95")
    at.run()
    period = say.inside(say.period_label("2026-Q3"))
    assert say.t("correction.made", count=1, ward="Phường Một", period=period) in shown(at)
    assert at.button(key="ghi-dinh-chinh").disabled and say.t("correction.not_ready") in shown(at)
    at = answered(at, ly_do="nhập nhầm", van_ban="45/CV-UBND", nguoi_dinh_chinh="Trần Văn Mẫu").run()
    for box in at.checkbox:
        box.check()
    at.run()
    at.button(key="ghi-dinh-chinh").click().run()
    assert not at.exception and at.success
    batch = store.ask("batches").iloc[0]
    assert (batch["kind"], batch["document"], batch["reason"]) == ("correction", "45/CV-UBND", "nhập nhầm")
    figures = store.ask("figures", unit_id=int(unit), period="2026-Q3").set_index("measure")["value"]
    assert figures["received_online"] == 95


def corrected(form, text):
    """Type one new figure into the line of a column of form II.06a."""
    return lambda frame: frame.assign(new=[text if one == form else None for one in frame["form"]])


def test_a_wrong_figure_of_a_correction_cannot_be_recorded(store, typed):
    typed["so-moi"] = corrected("(4)", "chín mươi")
    at = answered(look("correction"), ly_do="nhập nhầm", van_ban="45/CV", nguoi_dinh_chinh="Trần Văn Mẫu").run()
    assert "chín mươi" in shown(at) and at.button(key="ghi-dinh-chinh").disabled
    assert words("vi").t("correction.has_errors") in shown(at)
    told = next(one.value for one in at.markdown if "chín mươi" in one.value)
    assert "“Tiếp nhận trực tuyến”" in told and words("vi").t("on_form.draft.errors", count=1) in shown(at)
    assert "trong tệp" not in shown(at) and "Ô " not in told


def test_a_correction_outlives_the_connection_with_what_was_typed_and_why(store, typed):
    unit = str(store.ask("units", locality=PLACE)["unit_id"][0])
    at = look("correction", don_vi=unit, ky="2026-Q3")
    typed["so-moi"] = corrected("(4)", "95")
    at = answered(at.run(), ly_do="nhập nhầm", van_ban="45/CV-UBND", nguoi_dinh_chinh="Trần Văn Mẫu").run()
    (kept,) = open_store(store.directory).kept_drafts()
    typed.clear()
    back = look("correction", ban_dinh_chinh=kept["key"])
    grid = back.dataframe[0].value.set_index("form")
    assert grid["new"]["(4)"] == "95" and back.selectbox(key="don-vi").value == unit
    fields = {one.key: one.value for one in back.text_input}
    assert (fields[f"ly-do-{unit}-2026-Q3"], fields[f"van-ban-{unit}-2026-Q3"]) == ("nhập nhầm", "45/CV-UBND")
    assert fields["nguoi-dinh-chinh"] == "Trần Văn Mẫu"
    assert any(f"ban-dinh-chinh={kept['key']}" in one.proto.query_string for one in look("log").get("page_link"))
    typed["so-moi"] = corrected("(4)", "96")
    back.run()
    assert [one["key"] for one in store.kept_drafts()] != [kept["key"]] and len(store.kept_drafts()) == 1
    typed["so-moi"] = lambda frame: frame.assign(new=None)
    back.run()
    assert store.kept_drafts() == [] and "ban-dinh-chinh" not in back.query_params


def test_a_look_at_another_page_takes_nothing_that_was_typed(store, typed):
    unit = str(store.ask("units", locality=PLACE)["unit_id"][0])
    at = look("correction", don_vi=unit, ky="2026-Q3")
    typed["so-moi"] = corrected("(4)", "95")
    at.run()
    typed.clear()
    at.switch_page("pages/log.py").run()
    at.switch_page("pages/correction.py").run()
    assert at.dataframe[0].value.set_index("form")["new"]["(4)"] == "95" and len(store.kept_drafts()) == 1
    assert at.dataframe[0].value["new"].dtype == "str"


def test_a_look_at_another_unit_takes_no_correction_that_was_begun(store, typed):
    one, two = (str(unit) for unit in store.ask("units", locality=PLACE)["unit_id"][:2])
    at = look("correction", don_vi=one, ky="2026-Q3")
    typed["so-moi"] = corrected("(4)", "95")
    at = answered(at.run(), ly_do="nhập nhầm", van_ban="45/CV-UBND", nguoi_dinh_chinh="Trần Văn Mẫu").run()
    (kept,) = store.kept_drafts()
    typed.clear()
    for unit in (two, one):
        at.selectbox(key="don-vi").set_value(unit).run()
        assert [draft["key"] for draft in store.kept_drafts()] == [kept["key"]]
        assert "ban-dinh-chinh" not in at.query_params
    at.selectbox(key="don-vi").set_value(two).run()
    typed["so-moi"] = corrected("(4)", "77")
    at.run()
    assert len(store.kept_drafts()) == 2 and kept["key"] in {draft["key"] for draft in store.kept_drafts()}


def test_a_correction_asks_what_an_upload_would_ask(store, typed):
    unit = str(store.ask("units", locality=PLACE)["unit_id"][0])
    stated = declaration().measures["online_pct_stated"].name.in_("vi")
    typed["so-moi"] = lambda frame: frame.assign(new=["0,99" if one == stated else None for one in frame["measure"]])
    at = look("correction", don_vi=unit, ky="2026-Q3")
    data, name = correcting.file(store, int(unit), "2026-Q3", {"online_pct_stated": "0,99"})
    assert "share_scale" in {one.code for one in store.draft(data, name).problems}
    assert any(one.key and one.key.startswith("hoi-shares") for one in at.radio)


def test_the_sample_takes_no_corrections(empty):
    assert words("vi").t("upload.sample_closed") in look("correction").info[0].value


# What is written in a file


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_a_file_does_anything_on_these_pages(hostile, empty, lang):
    store = open_store(empty)
    place = store.ask("localities")["locality"][0]
    unit = store.ask("units", locality=place)["unit_id"][0]
    store.set_deadline(place, "2025", "2020-01-01", EVIL)
    store.close("2025", EVIL, "2026-10-05", place, EVIL)
    store.return_report(int(unit), "2025", EVIL, EVIL)
    places = [("log", {"lo": one}) for one in store.ask("batches")["batch_id"]]
    assert len(places) == 2
    places += [("submissions", {"ky": "2025"}), ("units", {}), ("correction", {"don_vi": str(unit), "ky": "2025"})]
    for name, address in (*places, ("ranking", {"ky": "2025", "xep_hang": "score", "don_vi": str(unit)})):
        at = look(name, lang=lang, so_lieu="that", **address)
        assert live(at) == [], name


# A unit's months since its last cumulative report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_quarter_from_two_cumulative_reports_stands_beside_both(store, lang):
    record(store, "sau-thang.csv", "Phường Một", 40, period="6 tháng đầu năm 2026")
    record(store, "chin-thang.csv", "Phường Một", 90, period="9 tháng năm 2026")
    at = look("ranking", lang=lang, ky="2026-9M", don_vi="2")
    say = words(lang)
    assert say.t("derived.title", months=say.t("derived.quarter", quarter="III")) in [one.value for one in at.subheader]
    online = declaration().measures["received_online"].name.in_(lang)
    derived = at.dataframe[-1].value
    row = next(row for row in derived.itertuples(index=False) if row[0] == online)
    assert row[1:] == (90, 40, 50)
