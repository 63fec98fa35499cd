"""Đối chiếu số liệu báo cáo: the page, from a pasted text to what is taken into a unit's brief."""

from datetime import UTC, datetime

import pytest

from reform.brief import request_of
from reform.frame import claims_kept
from reform.sample import open_sample
from reform.text import escape_markdown, words
from tests.pages import EVIL, LANGUAGES, PAGES, live, look, said, shown, title

vi = words("vi")
REPORT = """UBND PHƯỜNG LÚA NGỌT
BÁO CÁO
Kết quả cải cách hành chính quý III/2026
Căn cứ Nghị định 61/2018/QĐ-TTg về một cửa.
Phường tiếp nhận 12.349 hồ sơ, trong đó 1.748 hồ sơ được giải quyết sớm hạn và 10.600 hồ sơ đúng hạn.
Số hồ sơ trực tuyến 450/852 đạt 52%.
"""


def paste(at, text):
    at.text_area(key="van-ban-bao-cao").set_value(text).run()
    assert not at.exception
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_anything_is_pasted(empty, lang):
    at, say = look("claims", lang=lang), words(lang)
    assert title(at) == say.t("claims.title") and say.t("claims.nothing") in shown(at)
    assert say.t("claims.private") in shown(at)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_of_the_sample(empty, lang):
    at, say = paste(look("claims", lang=lang), REPORT), words(lang)
    assert (said(at, "don-vi"), said(at, "ky")) == ("3", "2026-Q3")
    assert [one.label for one in at.metric] == [
        say.t(f"claims.verdict.{one}") for one in ("inconsistent", "differs", "no_data", "match")
    ]
    text = shown(at)
    assert "52%" in text and say.share(52.8169) in text and r"**10\.600**" in text
    frames = [one.value.astype(str).to_string() for one in at.dataframe]
    assert "NĐ-CP" in frames[0] and "61/2018/QĐ-TTg" in frames[1]


def offered(at):
    """The boxes of what may be asked, in their order."""
    return [one for one in at.checkbox if one.key.startswith("diem-can-hoi-")]


def taken(at):
    return [escape_markdown(text) for text in at.session_state[claims_kept.KEPT][True, 3]]


def test_a_finding_is_taken_into_the_brief_of_its_unit(empty):
    at = paste(look("claims"), REPORT)
    texts = [one.label for one in offered(at)]
    for box in offered(at)[:2]:
        box.check()
    at.run()
    next(one for one in at.button if one.label == vi.t("claims.keep_button", count="2")).click().run()
    assert vi.t("claims.kept", unit="Phường Lúa Ngọt", count="2") in shown(at)
    assert taken(at) == texts[:2]
    offered(at)[0].uncheck()
    offered(at)[2].check().run()
    next(one for one in at.button if one.label == vi.t("claims.keep_button", count="2")).click().run()
    assert taken(at) == texts[:3]
    next(one for one in at.button if one.label == vi.t("claims.kept_drop")).click().run()
    assert not at.session_state[claims_kept.KEPT]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_stored(empty, lang):
    at, say = paste(look("claims", lang=lang, so_lieu="that"), REPORT), words(lang)
    assert say.t("claims.nothing_stored_yet") in shown(at) and say.t("claims.keep_nobody") in shown(at)
    assert at.metric[0].value == "3"


def test_hostile_text_is_shown_and_does_nothing(hostile):
    at = paste(
        look("claims"), f"{EVIL} tiếp nhận 10 hồ sơ {EVIL}, trong đó trực tuyến 8 hồ sơ, trực tiếp 3 hồ sơ {EVIL}."
    )
    assert live(at) == [] and at.metric[0].value == "1"


def test_nothing_to_check(empty):
    at = paste(look("claims"), "Phường đã phổ biến dịch vụ công tới người dân.")
    assert vi.t("claims.nothing_found") in shown(at)


def test_what_is_taken_is_short_and_asks_for_its_document_without_the_finding(empty):
    long = "Trong kỳ, theo báo cáo của bộ phận một cửa, " * 9
    at = paste(look("claims"), REPORT.replace("Số hồ sơ", long + "số hồ sơ"))
    texts = [one.label for one in offered(at)]
    assert max(map(len, texts)) < 300 and any("450/852 đạt 52%" in one for one in texts)
    for box in offered(at):
        box.check()
    at.run()
    at.button(key="dua-vao-phieu").click().run()
    documents = list(at.session_state[claims_kept.KEPT][True, 3].values())
    at.switch_page(PAGES["supervision"]).run()
    told = escape_markdown("; ".join(dict.fromkeys(documents)))
    assert vi.t("supervision.more_documents", documents=told) in shown(at)
    assert not [one for one in documents if "52,82" in one or "cần làm rõ" in one]
    how = {"locality": "Thành phố Minh Họa", "unit_id": 3, "period": "2026-Q3", "made_at": datetime.now(UTC)}
    asked = str(request_of(open_sample(), vi, **how, more=documents))
    assert all(one in asked for one in documents)
