"""Every page from dashboard.py, in both languages, with the sample, with real figures and with none."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from reform.indicators import declaration
from reform.store import StoreBusy, StoreUnwritable, open_store
from reform.store.store import Store
from reform.text import read, words
from tests.conftest import FACTS
from tests.pages import EVIL, LANGUAGES, bars, live, look, said, shown, title


@pytest.fixture
def facts(empty):
    """A real store with the published facts."""
    store = open_store(empty)
    store.publish(store.draft(FACTS.read_bytes(), FACTS.name), ["all"])
    return store


# The ranking


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ranking_opens_on_the_summary_of_the_sample(empty, lang):
    at = look(lang=lang)
    say = words(lang)
    assert title(at) == say.t("ranking.title", locality="Thành phố Minh Họa", period=say.period_label("2026-Q3"))
    assert [metric.value for metric in at.metric][3] == say.share(80.190888)
    assert bars(at)[0] == f"<b>{say.share(98.303287)}</b>"
    assert say.t("app.sample") in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("ranking", "period", "first"),
    [
        ("score", "2025", 90.0),
        ("online", "2026-Q3", 98.303287),
        ("timeliness", "2026-Q3", 100.0),
        ("index", "2026-Q3", 100.0),
    ],
)
def test_each_ranking_opens_on_its_own_latest_period(empty, lang, ranking, period, first):
    at = look(lang=lang, xep_hang=ranking)
    say = words(lang)
    assert say.period_label(period) in title(at)
    written = say.points(first) if ranking in ("score", "index") else say.share(first)
    assert written in bars(at)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_quarter_without_scores_names_the_year_that_has_them(empty, lang):
    at = look(lang=lang, xep_hang="score", ky="2026-Q3")
    say = words(lang)
    assert say.period_label("2026-Q3") in at.info[0].value and say.period_label("2025") in at.info[0].value
    at.button(key="ky-gan-nhat").click().run()
    assert said(at, "ky") == "2025" and say.points(90) in bars(at)[0]


def test_the_summary_names_the_year_of_its_scores(empty):
    table = look().dataframe[0].value
    assert len(table) == 11
    assert table.iloc[-1].isin(["Toàn địa bàn"]).any()


def test_the_summary_can_be_ordered_by_a_rank(empty):
    table = look(thu_tu="score").dataframe[0].value
    assert table.iloc[0].isin(["Cầu Vồng"]).any() and table.iloc[-1].isin(["Toàn địa bàn"]).any()


def test_a_chosen_unit_shows_its_figures_with_their_cells(empty):
    at = look(xep_hang="online")
    at.selectbox(key="don-vi").select_index(0).run()
    assert said(at, "don-vi") and "Phường Bàng Vuông" in shown(at)
    figures = at.dataframe[1].value
    assert figures.isin(["1.320"]).any().any() and figures.isin(["so-lieu-2026-q3.csv"]).any().any()


def test_a_group_narrows_the_ranking(empty):
    at = look(xep_hang="online", nhom="Cụm Núi")
    assert 0 < len(bars(at)) < 10


def test_choices_survive_another_page_and_the_other_language(empty):
    at = look(xep_hang="online", ky="2025-Q3")
    at.switch_page("pages/method.py").run()
    at.segmented_control(key="lang").set_value("en").run()
    at.switch_page("pages/ranking.py").run()
    assert "Q3 2025" in title(at)
    assert said(at, "xep-hang") == "online" and said(at, "lang") == "en"


def test_an_impossible_choice_leaves_the_address(empty):
    at = look(ky="1999-Q9", nhom="no such group", don_vi="777")
    assert at.query_params == {} and "Quý III/2026" in title(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_store_says_what_to_do_first(empty, lang):
    at = look(lang=lang, so_lieu="that")
    assert title(at) == words(lang).t("ranking.title_empty")
    assert words(lang).t("app.nothing_yet") in shown(at)
    at.button(key="doi-kho").click().run()
    assert words(lang).share(80.190888) in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_published_facts_are_ranked_each_in_its_place(facts, lang):
    say = words(lang)
    at = look(lang=lang, dia_ban="Thành phố Hải Dương", xep_hang="online")
    assert title(at) == say.t("ranking.title", locality="Thành phố Hải Dương", period=say.period_label("2023"))
    assert bars(at) == [f"<b>{say.share(99.149338)}</b>"]
    assert say.t("app.sample") not in shown(at)
    at = look(lang=lang, dia_ban="Quận Thanh Khê", xep_hang="score")
    assert say.points(90) in bars(at)[0]


# The upload


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_takes_no_files(empty, lang):
    at = look("upload", lang=lang)
    assert at.info[0].value == words(lang).t("upload.sample_closed") and not at.get("file_uploader")
    at.button(key="sang-so-lieu-that").click().run()
    assert said(at, "so-lieu") == "that" and at.get("file_uploader")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_use_takes_a_locality_and_its_units(empty, lang):
    say = words(lang)
    at = look("upload", lang=lang, so_lieu="that")
    assert title(at) == say.t("upload.title")
    at.text_input[0].input("Thành phố Thử")
    at.text_area[0].input("Phường Một\nPhường Hai\nXã Ba")
    at.button[0].click().run()
    assert not at.exception
    assert say.t("upload.template_filled", units="3") in shown(at)
    units = open_store(empty).ask("units", locality="Thành phố Thử")
    assert list(units["ward"]) == ["Phường Một", "Phường Hai", "Xã Ba"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_without_a_locality_is_not_saved(empty, lang):
    at = look("upload", lang=lang, so_lieu="that")
    at.text_area[0].input("Phường Một")
    at.button[0].click().run()
    assert at.error[0].value == words(lang).t("upload.locality_missing")


def upload(at, name, data):
    at.get("file_uploader")[-1].set_value((name, data, "text/csv")).run()
    assert not at.exception
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_understood_doubted_accepted_and_recorded_once(empty, lang):
    say = words(lang)
    at = upload(look("upload", lang=lang, so_lieu="that"), FACTS.name, FACTS.read_bytes())
    assert say.t("draft.separator.semicolon") in shown(at)
    assert at.button(key="ghi-nhan").disabled
    for box in at.checkbox:
        box.check()
    at.run()
    assert at.button(key="ghi-nhan").disabled
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu").run()
    at.button(key="ghi-nhan").click().run()
    assert not at.exception and say.count(6) in at.success[0].value
    at.run()
    batches = open_store(empty).ask("batches")
    assert list(batches["uploader"]) == ["Nguyễn Thị Mẫu"]


def test_a_file_with_an_error_cannot_be_recorded(empty):
    bad = "Đơn vị;Trực thuộc;Kỳ báo cáo;Tổng số đã giải quyết;Trước hạn;Đúng hạn;Đã giải quyết quá hạn\n"
    bad += "Phường Một;Thành phố Thử;Quý I/2026;100;50;20;10\n"
    at = upload(look("upload", so_lieu="that"), "xau.csv", bad.encode())
    assert "D2" in shown(at)
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu")
    for box in at.checkbox:
        box.check()
    at.run()
    assert at.button(key="ghi-nhan").disabled and words("vi").t("draft.has_errors") in shown(at)


def test_another_kind_of_file_gets_a_sentence(empty):
    at = upload(look("upload", so_lieu="that"), "bao-cao.pdf", b"%PDF-1.7 ...")
    assert "PDF" in shown(at) and at.button(key="ghi-nhan").disabled


def test_text_of_a_file_is_escaped(empty):
    written = "Đơn vị;Kỳ báo cáo;![x](http://a.example/b.png)\nPhường <b>Một</b>;Quý I/2026;1\n"
    at = upload(look("upload", so_lieu="that"), "la.csv", written.encode())
    assert "!\\[x\\]" in shown(at) and "![x]" not in shown(at)


# The method


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_method_page_prints_the_declaration(empty, lang):
    at = look("method", lang=lang)
    assert title(at) == words(lang).t("method.title")
    text = shown(at)
    assert "50%" in text and "766" in text and words(lang).count(1000) in text
    assert {"vi": "Tỷ lệ hồ sơ trực tuyến", "en": "Online"}[lang] in text


# What must never happen


def test_a_page_opened_by_its_file_name_leads_home():
    at = AppTest.from_string("from reform import session\nimport streamlit as st\nst.write(session.opened())").run()
    assert at.markdown[0].value.strip("`") == "False"


def test_a_failure_is_a_sentence_with_a_number_that_the_log_has(empty, caplog):
    def page():
        from reform.frame import say_it_failed

        say_it_failed(RuntimeError("/secret/path"))

    at = AppTest.from_function(page).run()
    number = caplog.records[-1].getMessage()
    assert at.error[0].value == words("vi").t("app.failed", number=number)
    assert "secret" not in at.error[0].value and "secret" in caplog.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_where_nobody_is_ranked_gives_the_reasons(facts, lang):
    say = words(lang)
    at = look(lang=lang, dia_ban="Huyện Tiên Phước")
    assert "2022" in title(at) and say.t("reason.bounded") in shown(at)
    at = look(lang=lang, dia_ban="Huyện Tiên Phước", xep_hang="online")
    assert "\\<30%" in shown(at)


# What is written in a file


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_a_file_does_anything_on_any_page(hostile, lang):
    places = [("2020-01-01_2022-10-12", "online"), ("2020-01-01_2022-10-12", "tong-hop"), ("2025", "score")]
    for period, ranking in places:
        at = look(lang=lang, so_lieu="that", ky=period, xep_hang=ranking, don_vi="1", nhom=f"Cụm {EVIL}")
        assert "evil" in shown(at) and live(at) == []
    at = look(lang=lang, so_lieu="that", ky="2020-01-01_2022-10-12", xep_hang="timeliness")
    assert "evil" in shown(at) and live(at) == []
    assert live(look("method", lang=lang)) == []
    at = upload(look("upload", lang=lang, so_lieu="that"), f"{EVIL}.csv", hostile.replace(";5;", ";6;").encode())
    assert "evil" in shown(at) and live(at) == []
    for box in at.checkbox:
        box.check()
    asked = (radio for radio in at.radio if not radio.key.endswith("-lai"))
    next(asked).set_value(True)
    at.text_input(key="nguoi-nap").input(EVIL).run()
    at.button(key="ghi-nhan").click().run()
    assert at.success and "evil" in shown(at) and live(at) == []


# The locality's own figures

OWN = """Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp;Tỷ lệ hồ sơ trực tuyến (theo báo cáo)
Phường Một;Thành phố Thử;Quý I/2026;30;70;
Phường Hai;Thành phố Thử;Quý I/2026;60;40;
Thành phố Thử;Thành phố Thử;Quý I/2026;;;47,5
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_localitys_own_figures_are_listed_with_their_cells(empty, lang):
    store = open_store(empty)
    store.publish(store.draft(OWN.encode(), "dia-ban.csv"), ["all"])
    whole = store.ask("locality_unit", locality="Thành phố Thử")["unit_id"][0]
    at = look(lang=lang, so_lieu="that", xep_hang="online")
    at.selectbox(key="don-vi").set_value(str(whole)).run()
    assert said(at, "don-vi") == str(whole)
    assert words(lang).t("unit.explained_locality") in shown(at)
    figures = at.dataframe[1].value
    assert figures.isin(["F4"]).any().any() and figures.isin([words(lang).plain(47.5)]).any().any()


def test_the_last_row_of_the_summary_leads_to_the_locality(empty):
    store = open_store(empty)
    store.publish(store.draft(OWN.encode(), "dia-ban.csv"), ["all"])
    summary = store.ask("summary", locality="Thành phố Thử", period="2026-Q1", group=None)
    whole = store.ask("locality_unit", locality="Thành phố Thử")["unit_id"][0]
    assert summary["unit_id"].iloc[-1] == whole


# Recording


def ready(lang="vi", data=None, name=FACTS.name):
    """A reader who has read the questions, agreed and written a name."""
    at = upload(look("upload", lang=lang, so_lieu="that"), name, data or FACTS.read_bytes())
    for box in at.checkbox:
        box.check()
    at.text_input(key="nguoi-nap").input("Nguyễn Thị Mẫu").run()
    return at


def test_only_the_questions_that_were_shown_are_accepted(empty, monkeypatch):
    taken = []
    told = {"ids": ["0123456789ab"]}

    def publish(_, draft, accepted, *__, **___):
        taken.append((draft, accepted))
        return told

    monkeypatch.setattr(Store, "publish", publish)
    at = ready()
    assert not at.button(key="ghi-nhan").disabled
    at.button(key="ghi-nhan").click().run()
    (draft, accepted), *_ = taken
    assert sorted(accepted) == sorted({f"{one.code}:{one.cell}" if one.cell else one.code for one in draft.questions})
    assert any(":" in one for one in accepted)


def test_a_question_that_came_up_meanwhile_is_asked_anew(empty):
    store = open_store(empty)
    before = "Đơn vị;Trực thuộc;Kỳ báo cáo;Đang giải quyết\nPhường Một;Thành phố Thử;Quý II/2025;{}\n"
    before += "Phường Hai;Thành phố Thử;Quý II/2025;{}\n"
    store.publish(store.draft(before.format(10, 10).encode(), "truoc.csv"), ["all"])
    now = "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ kỳ trước\nPhường Một;Thành phố Thử;Quý III/2025;9\n"
    at = ready(data=(now + "Phường Hai;Thành phố Thử;Quý III/2025;10\n").encode(), name="sau.csv")
    assert not at.button(key="ghi-nhan").disabled
    store.publish(store.draft(before.format(10, 77).encode(), "sua.csv"), ["all"])
    at.button(key="ghi-nhan").click().run()
    assert not at.success and at.button(key="ghi-nhan").disabled
    assert words("vi").t("draft.changed") in [one.value for one in at.error]
    assert len(open_store(empty).ask("batches")) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("error", "key"), [(StoreBusy, "draft.busy"), (StoreUnwritable, "draft.unwritable")])
def test_a_store_that_takes_nothing_says_so(empty, monkeypatch, lang, error, key):
    def refuse(*_, **__):
        raise error("/secret/path")

    at = ready(lang)
    monkeypatch.setattr(Store, "publish", refuse)
    at.button(key="ghi-nhan").click().run()
    assert not at.exception and [one.value for one in at.error] == [words(lang).t(key)]
    monkeypatch.setattr(Store, "set_up", refuse)
    at = look("upload", lang=lang, so_lieu="that")
    at.text_input[0].input("Thành phố Thử")
    at.text_area[0].input("Phường Một")
    at.button[0].click().run()
    assert not at.exception and [one.value for one in at.error] == [words(lang).t(key)]


def test_what_takes_nothing_says_that_nothing_was_written():
    assert all(
        "chưa ghi gì" in read("vi")[f"{table}.{key}"] for table in ("app", "draft") for key in ("busy", "unwritable")
    )


# The declaration


def test_faults_of_the_declaration_are_shown_each_on_its_line():
    def page():
        from reform.frame import say_it_failed
        from reform.indicators import DeclarationError

        say_it_failed(
            DeclarationError(["indicators.toml: [indicator.a] unit: must be <b>", "indicators.toml: [x] y: z"])
        )

    lines = AppTest.from_function(page).run().error[0].value.splitlines()
    assert lines[1:] == [
        "- indicators.toml: \\[indicator.a\\] unit: must be \\<b\\>",
        "- indicators.toml: \\[x\\] y: z",
    ]


# An indicator of another kind


@pytest.mark.parametrize(
    ("lang", "header", "order"), [("vi", "Phiếu", "thấp đến cao"), ("en", "Ballots", "lowest to highest")]
)
def test_an_indicator_of_ballots_where_lower_is_better_is_told_so(empty, monkeypatch, lang, header, order):
    one = declaration().indicators["online"]
    other = replace(one, direction="lower", target=None, denominator=("survey_ballots",))
    monkeypatch.setattr("reform.frame.choices.declaration", lambda: with_indicator(other))
    at = look(lang=lang, xep_hang="online")
    columns = json.loads(at.dataframe[0].proto.columns)
    assert header in [column.get("label") for column in columns.values()]
    assert order in at.get("plotly_chart")[0].proto.alt


def with_indicator(one):
    """The declaration with one indicator put in another's place."""
    return replace(declaration(), indicators=declaration().indicators | {one.key: one})
