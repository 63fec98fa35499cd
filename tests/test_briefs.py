"""The brief of a unit: every figure of its print is an answer of the queries; only sections that say something."""

import io
import json
import re
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

import pytest
from pypdf import PdfReader

from reform.brief import brief_of, briefs_of
from reform.brief.asking import OF_SPANS, OF_UNITS, Kept, Once
from reform.brief.contents import composed
from reform.brief.findings import Found
from reform.brief.subject import subject_of
from reform.documents.pdf import count_pages, end_of, pdf
from reform.documents.prepared import on_axis
from reform.indicators import declaration
from reform.rows import records
from reform.sample import LOCALITY
from reform.store import open_store
from reform.text import difference, words
from tests.pages import EVIL
from tests.test_periods import PLACE as MERGED
from tests.test_periods import reorganise

MADE_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
vi, en = words("vi"), words("en")
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
PAIR = re.compile(r"([0-9.,]+)/([0-9.,]+)")
PERIOD = re.compile(r"[Qq]uý [IV]+/[0-9]{4}|Năm [0-9]{4}|Q[1-4] [0-9]{4}|Year [0-9]{4}|\b(?:[IV]+|Q[1-4])/[0-9]{2}\b")


def about(store, unit_id, period="2026-Q3", locality=LOCALITY, say=vi, **others):
    return brief_of(store, say, locality=locality, unit_id=unit_id, period=period, made_at=MADE_AT, **others)


@cache
def read(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def text(document):
    """The print's text, each run of spaces one."""
    return " ".join(read(pdf(document)).split())


def headings(document):
    return [block["text"] for block in document["blocks"] if block["kind"] == "heading" and block["level"] == 1]


def section(say, name):
    return say.t(f"brief.section.{name}")


def table(document, columns):
    """The first table of so many columns."""
    found = [one for one in document["blocks"] if one["kind"] == "table" and len(one["columns"]) == columns]
    return found[0] if found else None


def id_of(store, ward, locality):
    return next(row["unit_id"] for row in records(store.ask("units", locality=locality)) if row["ward"] == ward)


# ── Every figure is an answer ─────────────────────────────────────────────────


def in_words(say, rows):
    """Every number of the rows as this language may write it."""
    found = set()
    for row in rows:
        values = [value for value in row.values() if isinstance(value, int | float) and not isinstance(value, bool)]
        for value in values:
            found |= {say.number(abs(value), 2), say.plain(value)} | (
                {say.count(value)} if value == int(value) else set()
            )
        if row.get("value") is not None:
            before = [row[key] for key in ("previous_value", "last_year_value") if row.get(key) is not None]
            found |= {say.number(abs(difference(row["value"], one)), 2) for one in before}
    return found


def answers(store, unit_id, periods):
    """The rows that a brief may be made of."""
    asked = {"locality": LOCALITY}
    rows = [row for by in declaration().indicators for row in records(store.ask("course", by=by, **asked))]
    for period in periods:
        rows += records(store.ask("positions", period=period, **asked)) + records(
            store.ask("outliers", period=period, **asked)
        )
        rows += records(store.ask("figures", unit_id=unit_id, period=period))
        rows += records(store.ask("measure_totals", period=period, **asked))
        rows += records(store.ask("findings", unit_id=unit_id, period=period))
    return rows


def days(store, say, unit_id, periods):
    """The days of the reports' windows, of recording and of printing."""
    form = [row for period in periods for row in records(store.ask("form", unit_id=unit_id, period=period))]
    told = [row[end] for row in form for end in ("starts", "ends") if row[end]]
    told += [row["recorded_at"] for row in records(store.ask("batches"))]
    return {say.date(one) for one in told} | {say.time(one)[:10] for one in told} | {"22/11/2026"}


def of_declaration(say):
    """The numbers in the words of questions and in the levels that they name."""
    lang, found = say.lang, set()
    for question in declaration().questions.values():
        found |= {
            one
            for name in (question.asked, question.document, question.point)
            if name
            for one in NUMBER.findall(name.in_(lang))
        }
    levels = [limit for limits in declaration().checks.values() for limit in limits.values()]
    levels += [one.target.value for one in declaration().indicators.values() if one.target]
    return found | {say.plain(level) for level in levels} | {say.plain(1.5)}


@pytest.mark.parametrize(
    ("say", "unit_id", "first"),
    [(vi, 3, None), (en, 7, None), (vi, 10, None), (en, 3, "2025-Q4")],
    ids=["vi-3", "en-7", "vi-10", "en-3-span"],
)
def test_every_number_of_the_print_is_an_answer_of_the_queries(sample, say, unit_id, first):
    made = about(sample, unit_id, first or "2026-Q3", say=say, to="2026-Q3")
    periods = [row["period"] for row in records(sample.ask("periods", locality=LOCALITY))]
    rows = answers(sample, unit_id, periods)
    told = text(made).split(section(say, "method"))[0]
    dates = set(DAY.findall(told))
    assert dates <= days(sample, say, unit_id, periods)
    told = PERIOD.sub(
        " ", re.sub(r"[0-9]{2}:[0-9]{2}|[\w-]+\.csv|II\.06a|\(\d+\)(?:\+\(\d+\))*", " ", DAY.sub(" ", told))
    )
    pairs = {
        (say.count(row[a]), say.count(row[b]))
        for row in rows
        for a, b in (("rank", "ranked"), ("numerator", "denominator"))
        if row.get(a) is not None
    }
    pages = {(str(page), str(count_pages(made))) for page in range(1, 9)}
    assert set(PAIR.findall(told)) - pairs <= pages
    ticks = {one for block in made["blocks"] if block["kind"] == "beside" for one in axis_of(block, say)}
    counted = {str(number) for number in range(1, 30)}  # questions are numbered, ranks are told one by one
    allowed = in_words(say, rows) | of_declaration(say) | ticks | counted
    assert set(NUMBER.findall(PAIR.sub(" ", told))) - allowed == set()
    assert len(NUMBER.findall(told)) > 80


def axis_of(block, say):
    """The ends of a chart's scale and what stands between them."""
    charts = [one for column in block["columns"] for one in column if one["kind"] == "course_chart"]
    return [tick["text"] for chart in charts for tick in on_axis(chart, say.lang)["ticks"]]


def test_the_cards_say_what_the_ranking_says(sample):
    for unit_id in (2, 3, 11):
        made = about(sample, unit_id)
        cards = next(block for block in made["blocks"] if block["kind"] == "cards")["items"]
        rows = {
            row["indicator"]: row
            for row in records(sample.ask("positions", locality=LOCALITY, period="2026-Q3"))
            if row["unit_id"] == unit_id
        }
        scores = records(sample.ask("positions", locality=LOCALITY, period="2025", by="score"))
        rows |= {"score": next(row for row in scores if row["unit_id"] == unit_id)}
        for card, by in zip(cards, ("score", "online", "timeliness", "satisfaction"), strict=True):
            row = rows[by]
            assert card["value"] == vi.value(row["value"], declaration().indicators[by].unit)
            assert card["notes"][0].startswith(f"Hạng {row['rank']}/{row['ranked']}")
        assert cards[0]["label"].endswith("Năm\u00a02025")


def test_of_equal_places_the_chart_is_of_the_briefs_own_period_and_not_of_an_earlier_score(sample):
    """Phường Cầu Vồng is the first by its score of 2025 and by all that it reported in the quarter."""
    made = about(sample, id_of(sample, "Phường Cầu Vồng", LOCALITY))
    drawn = next(block for block in made["blocks"] if block["kind"] == "beside")
    assert drawn["columns"][0][0]["title"] == "Hồ sơ trực tuyến, Quý III/2026"


@pytest.mark.parametrize("place", [LOCALITY, None], ids=["all units", "one unit"])
def test_what_is_asked_of_many_units_and_periods_at_once_is_what_is_asked_of_one(sample, place):
    once, span = Once(sample, place), ("2025-Q4", "2025", "2026-Q3")
    once.expect(span)
    for period in (*span, "2024-Q1"):
        for name in OF_SPANS:
            own = sample.ask(name, locality=LOCALITY, period=period)
            assert once.ask(name, locality=LOCALITY, period=period).to_csv() == own.to_csv()
        for name, unit_id in ((name, unit_id) for name in OF_UNITS for unit_id in (1, 3, 7, 99)):
            own = sample.ask(name, unit_id=unit_id, period=period)
            assert once.ask(name, unit_id=unit_id, period=period).to_csv() == own.to_csv()


def test_answers_that_are_kept_do_not_grow_without_end():
    kept = Kept(2)
    for key in "abc":
        kept[key] = key
    assert list(kept) == ["b", "c"]


def test_all_briefs_of_a_period_are_those_asked_one_by_one(sample):
    made = {
        unit["unit_id"]: one
        for unit, one in briefs_of(sample, vi, locality=LOCALITY, period="2026-Q3", made_at=MADE_AT)
    }
    assert len(made) == 10
    assert all(made[unit_id] == about(sample, unit_id) for unit_id in (2, 7, 11))


# ── Sections ──────────────────────────────────────────────────────────────────


def test_a_full_unit_has_its_sections_in_order_on_two_pages(sample):
    made = about(sample, 3)
    names = ("unit", "standing", "form", "clarify", "questions", "lines", "method")
    assert headings(made) == [section(vi, name) for name in names]
    assert [block["kind"] for block in made["blocks"]].count("beside") == 1
    assert count_pages(made) == 2 and json.loads(json.dumps(made)) == made
    told = text(made)
    assert vi.t("brief.internal") in told and vi.t("brief.self_reported") in told and "tạm tính" in told
    assert "CỘNG HÒA XÃ HỘI" not in told
    sha = records(sample.ask("sources", locality=LOCALITY, period="2026-Q3"))[0]["sha256"]
    assert sha in told.replace(" ", "")


def test_questions_stand_by_domain_each_with_its_figure_and_document(sample):
    made = about(sample, 3)
    found = [block for block in made["blocks"] if block["kind"] == "numbered"]
    items = [item for block in found for item in block["items"]]
    assert [block["start"] for block in found] == [
        1 + sum(len(one["items"]) for one in found[:at]) for at in range(len(found))
    ]
    assert all("Căn cứ: " in item["note"] and "Đề nghị cung cấp: " in item["note"] for item in items)


def test_a_delegation_drops_and_adds_questions_and_writes_a_note(sample):
    before = [
        item["text"] for block in about(sample, 3)["blocks"] if block["kind"] == "numbered" for item in block["items"]
    ]
    keys = [one.key for one in declaration().questions.values() if one.asked.vi == before[-1]]
    edits = {"dropped": keys, "added": ["Vì sao #eval chưa có {{x}}?", "  "], "note": "Hỏi thêm về nhân sự."}
    made = about(sample, 3, edits=edits)
    after = [item["text"] for block in made["blocks"] if block["kind"] == "numbered" for item in block["items"]]
    assert after == [*before[:-1], "Vì sao #eval chưa có {{x}}?"]
    assert "Hỏi thêm về nhân sự." in text(made) and "#eval chưa có {{x}}" in text(made)
    assert section(vi, "note") in headings(made)


@pytest.fixture
def nothing(tmp_path):
    """A store of two units of which one has reported one figure."""
    store = open_store(tmp_path / "store")
    store.set_up(MERGED, 14, [{"ward": "Phường Một"}, {"ward": "Phường Hai"}])
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Số máy tính\nPhường Hai;{MERGED};Quý III/2025;7\n"
    store.publish(store.draft(data.encode(), "a.csv"), ["all"])
    return store


def test_almost_nothing_makes_a_brief_that_says_so(nothing):
    made = about(nothing, id_of(nothing, "Phường Một", MERGED), "2025-Q3", MERGED)
    assert not {section(vi, name) for name in ("standing", "form", "recommendations", "note")} & set(headings(made))
    told = text(made)
    assert "Chưa có số liệu của đơn vị trong kỳ: chưa gửi báo cáo." in told and "Xếp hạng theo" not in told
    assert count_pages(made) == 1 and not [block for block in made["blocks"] if block["kind"] in ("cards", "beside")]


def test_a_period_that_nobody_reported_makes_a_brief_too(nothing):
    made = about(nothing, id_of(nothing, "Phường Hai", MERGED), "2024-Q1", MERGED)
    assert "Quý I/2024: chưa có số liệu" in text(made) and count_pages(made) == 1


def test_a_closed_period_has_its_document_its_ids_and_what_was_corrected_since(nothing):
    unit = id_of(nothing, "Phường Hai", MERGED)
    form = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\nPhường Hai;{MERGED};Quý III/2025;{{}};5\n"
    nothing.publish(nothing.draft(form.format(5).encode(), "b.csv"), ["all"])
    ids = nothing.close("2025-Q3", "12/QĐ-UBND", date(2025, 10, 5), MERGED, "A")["rankings"]
    before = text(about(nothing, unit, "2025-Q3", MERGED))
    assert "theo QĐ số 12/QĐ-UBND ngày 05/10/2025" in before and "tạm tính" not in before and ids["online"] in before
    nothing.publish(nothing.draft(form.format(6).encode(), "sua.csv"), ["all"])
    after = text(about(nothing, unit, "2025-Q3", MERGED))
    assert "có 1 đính chính sau khi chốt" in after
    assert "Đính chính sau khi chốt quý III/2025: sua.csv, ghi nhận" in after


def test_recommendations_stand_in_the_next_brief(nothing):
    unit = id_of(nothing, "Phường Hai", MERGED)
    nothing.recommend(
        [
            {
                "unit_id": unit,
                "text": "Bố trí =cmd máy quét",
                "from_whom": "Ban Pháp chế",
                "date": "2025-03-01",
                "due": "2025-06-30",
            }
        ]
    )
    made = about(nothing, unit, "2025-Q3", MERGED)
    assert table(made, 5)["rows"][0][:4] == ["Bố trí =cmd máy quét", "Ban Pháp chế", "01/03/2025", "30/06/2025"]
    assert table(made, 5)["rows"][0][4].startswith("mới, quá hạn ")


# ── As much as fits ───────────────────────────────────────────────────────────


POINT = "Tỷ lệ hồ sơ trực tuyến thấp hơn mục tiêu đã nhiều kỳ, cần làm rõ nguyên nhân và giải pháp, điểm số"


def many(count, point=POINT):
    """So many points and questions as long as real ones are, worst first."""
    domains = list(declaration().domains)
    asked = [
        {
            "key": f"k{at}",
            "domain": domains[at * len(domains) // count],
            "question": f"{point} {at}?",
            "weight": count - at,
            "because": f"{point} {at}",
            "document": "Sổ theo dõi và báo cáo tổng hợp của đơn vị trong kỳ",
        }
        for at in range(count)
    ]
    recommended = [
        {
            "text": point,
            "from_whom": "Ban Pháp chế",
            "day": None,
            "due": None,
            "state": "new",
            "note": None,
            "days_overdue": None,
            "is_former": False,
            "ward": "",
        }
    ] * count
    return Found([{"text": f"{point} {at}"} for at in range(count)], asked, recommended)


@pytest.mark.parametrize("say", [vi, en], ids=["vi", "en"])
def test_forty_doubts_fit_on_two_pages_and_the_rest_is_counted(sample, say):
    subject = subject_of(Once(sample), say, LOCALITY, 3, "2026-Q3")
    made = composed(subject, many(40), {}, MADE_AT)
    page, down = end_of(made)
    assert count_pages(made) == page == 2 and down > 255  # of 280 millimetres
    shown = {
        "clarify": sum(len(block["items"]) for block in made["blocks"] if block["kind"] == "bullets"),
        "questions": sum(len(block["items"]) for block in made["blocks"] if block["kind"] == "numbered"),
        "recommendations": len(table(made, 5)["rows"]),
    }
    assert min(shown.values()) >= 2
    for name, count in shown.items():
        assert say.t(f"brief.more_{name}", count=say.count(40 - count)) in text(made)
    points = next(block for block in made["blocks"] if block["kind"] == "bullets")["items"]
    assert [one["text"].split()[-1] for one in points] == [str(at) for at in range(len(points))]


def test_texts_wider_than_guessed_are_still_fitted(sample):
    subject = subject_of(Once(sample), vi, LOCALITY, 3, "2026-Q3")
    made = composed(subject, many(40, "MƯỜNG WWW MMM ƠƯ " * 6), {}, MADE_AT)
    assert count_pages(made) == 2 and section(vi, "clarify") in headings(made)


def test_the_longest_names_print_whole(tmp_path):
    long = "Phường " + "Nguyễnthịminhkhaitrầnhưngđạo " * 6 + EVIL
    store = open_store(tmp_path / "store")
    place = "Thành phố " + "Rất Dài " * 12
    store.set_up(place, 14, [{"ward": long, "group_name": "Cụm " + "x" * 80}, {"ward": "Phường B"}])
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n"
    rows = "".join(
        f'"{ward}";{place};Quý {quarter}/2025;{at};7\n'
        for ward, at in ((long, 123456789), ("Phường B", 2))
        for quarter in ("II", "III")
    )
    store.publish(store.draft((head + rows).encode(), f"{'tệp' * 40}.csv"), ["all"])
    made = about(
        store,
        id_of(store, records(store.ask("units", locality=place.strip()))[0]["ward"], place.strip()),
        "2025-Q3",
        place.strip(),
        visit={"delegation": "Đoàn " * 20, "ban": "Ban " * 20, "date": date(2026, 12, 1)},
    )
    assert count_pages(made) <= 2
    assert EVIL.replace(" ", "") in text(made).replace(" ", "")


# ── Changed units, long spans, cumulative reports ─────────────────────────────


@pytest.fixture
def merged(tmp_path):
    return reorganise(open_store(tmp_path / "store"))


def test_a_merged_unit_names_where_it_comes_from(merged):
    made = about(merged, id_of(merged, "Phường Đồng Xanh", MERGED), "2025-Q4", MERGED)
    told = "Hình thành ngày 01/07/2025 từ: Phường Lúa Ngọt (nguyên trạng) và Phường Bàng Vuông (nguyên trạng)."
    assert told in text(made)


def test_a_span_that_begins_before_a_merger_says_whose_the_earlier_figures_are(merged):
    made = about(merged, id_of(merged, "Phường Đồng Xanh", MERGED), "2025-Q2", MERGED, to="2025-Q4")
    rows = next(block for block in made["blocks"] if block["kind"] == "table" and "‡" in block["note"])
    asked = {"locality": MERGED, "by": "online", "span": "quarter", "rebuilt": "1"}
    added = next(row for row in records(merged.ask("spans", **asked)) if row["rebuilt"])
    assert added["value"] == 100 * (30 + 20) / 150
    assert rows["rows"][0] == ["Quý II/2025‡", vi.value(added["value"], "percent"), "–"]
    assert "Trước ngày 01/07/2025 là tổng số liệu của các đơn vị cũ: Phường Lúa Ngọt (nguyên trạng)" in rows["note"]
    assert not any(row[0].endswith("‡") for row in rows["rows"][1:])
    drawn = course_of(made)
    assert drawn["lines"][0]["values"] == [added["value"], 60, 40] and drawn["lines"][0]["hollow"] == [0]
    assert drawn["breaks"] == [1] and vi.t("brief.rebuilt_note") in drawn["note"]
    assert "đơn vị có số liệu ở 2/3 kỳ" in text(made)


def test_the_files_of_figures_added_up_of_the_units_before_are_named_with_their_hashes(merged):
    rows = f"Phường Lúa Ngọt;{MERGED};Quý II/2025;31;70\nXã Cầu Vồng;{MERGED};Quý II/2025;41;60\n"
    data = ("Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n" + rows).encode()
    merged.publish(merged.draft(data, "cu.csv"), ["all"])
    whole, split = (
        text(about(merged, id_of(merged, ward, MERGED), "2025-Q2", MERGED, to="2025-Q4"))
        for ward in ("Phường Đồng Xanh", "Phường Sao Khuê")
    )
    assert "33,77%" in whole and "cu.csv" in whole.split(section(vi, "method"))[0]
    assert sha256(data).hexdigest() in whole.replace(" ", "") and "cu.csv" not in split


def test_what_was_split_is_not_added_up(merged):
    made = about(merged, id_of(merged, "Phường Sao Khuê", MERGED), "2025-Q2", MERGED, to="2025-Q4")
    rows = next(block for block in made["blocks"] if block["kind"] == "table" and "‡" in block["note"])
    assert rows["rows"][0] == ["Quý II/2025‡", "–", "–"] and "không cộng được" in rows["note"]
    assert course_of(made)["periods"] == ["III/25", "IV/25"]


def course_of(made):
    """The chart over the periods."""
    columns = (column for block in made["blocks"] if block["kind"] == "beside" for column in block["columns"])
    return next(one for column in columns for one in column if one["kind"] == "course_chart")


def test_the_source_that_a_report_names_is_printed_and_all_files_are_hashed(quarters, tmp_path):
    unit = id_of(quarters, "Phường Hai", MERGED)
    method = text(about(quarters, unit, "2025-Q4", MERGED)).split(section(vi, "method"))[1]
    assert "III-2025.csv" in method and "IV-2025.csv" in method
    store = open_store(tmp_path / "store")
    store.set_up(MERGED, None, [{"ward": "Phường Hai"}])
    data = f"Đơn vị;Trực thuộc;Kỳ báo cáo;Số máy tính;Nguồn số liệu\nPhường Hai;{MERGED};Quý III/2025;7;Sổ một cửa\n"
    store.publish(store.draft(data.encode(), "a.csv"), ["all"])
    told = text(about(store, id_of(store, "Phường Hai", MERGED), "2025-Q3", MERGED))
    assert "Nguồn ghi trong báo cáo: Sổ một cửa." in told


def test_a_changed_unit_has_a_break_in_its_chart_and_its_earlier_figures_marked(merged):
    newest = max(
        row["unit_id"] for row in records(merged.ask("units", locality=MERGED)) if row["ward"] == "Xã Mây Trắng"
    )
    made = about(merged, newest, "2025-Q2", MERGED, to="2025-Q4")
    chart = course_of(made)
    assert chart["periods"] == ["II/25", "III/25", "IV/25"] and chart["breaks"] == [1]
    labels = [row[0] for row in table(made, 12)["rows"]]
    assert labels == ["Quý II/2025†", "Quý III/2025", "Quý IV/2025"]
    assert "Số của đơn vị trước khi thay đổi" in text(made)


def test_four_years_are_told_year_by_year_and_never_added(sample):
    made = about(sample, 3, "2023-Q1", to="2026-Q3")
    page, down = end_of(made)
    assert count_pages(made) == page <= 5 and down > 60  # no last page of a few lines
    form = table(made, 12)
    assert [form["rows"][at][0] for at in form["bold_rows"]] == ["Năm 2023", "Năm 2024", "Năm 2025", "Năm 2026"]
    told = [row for at, row in enumerate(form["rows"]) if at not in form["bold_rows"]]
    keys = {vi.period_label(one["period"]): one["period"] for one in records(sample.ask("periods", locality=LOCALITY))}
    for row in told:
        key = keys[row[0]]
        own = {one["measure"]: one["value"] for one in records(sample.ask("figures", unit_id=3, period=key))}
        assert row[1] == vi.count(own["received_total"]) and row[7] == vi.count(own["resolved_on_time"])
    assert len(table(made, 10)["rows"]) == 15


CUMULATIVE = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp;Tổng số đã giải quyết;Trước hạn;Đúng hạn;Quá hạn\n"


def test_cumulative_reports_are_marked_and_stand_apart(tmp_path):
    store = open_store(tmp_path / "store")
    store.set_up(MERGED, 14, [{"ward": "Phường Một"}, {"ward": "Phường Hai"}])
    rows = "".join(
        f"Phường Một;{MERGED};{period};{n};{n};{n};{n};0;0\n"
        for period, n in (
            ("Quý I/2025", 111),
            ("6 tháng đầu năm 2025", 257),
            ("9 tháng năm 2025", 401),
            ("Năm 2025", 613),
        )
    )
    store.publish(store.draft((CUMULATIVE + rows).encode(), "a.csv"), ["all"])
    made = about(store, 2, "2025-Q1", MERGED, to="2025")
    assert [row[0] for row in table(made, 12)["rows"]] == [
        "Quý I/2025",
        "6 tháng đầu năm 2025*",
        "9 tháng năm 2025*",
        "Năm 2025*",
    ]
    told = text(made)
    assert vi.t("brief.note_cumulative") in told
    assert not {vi.count(n) for n in (111 + 257, 257 + 401, 401 + 613, 111 + 257 + 401 + 613)} & set(
        NUMBER.findall(told)
    )


# ── A span ────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def quarters(tmp_path_factory):
    """Three units over two quarters: the first went low and late in the earlier one, all are well in the later."""
    store = open_store(tmp_path_factory.mktemp("quarters") / "store")
    store.set_up(MERGED, None, [{"ward": f"Phường {name}"} for name in ("Một", "Hai", "Ba", "Trống")])
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp;Từ kỳ trước;Đã giải quyết quá hạn"
    for period, online in (("Quý III/2025", 10), ("Quý IV/2025", 80)):
        rows = [("Phường Một", online, 100 - online, "0;7" if online < 50 else "0;0"),
                ("Phường Hai", 70, 30, "0;0"), ("Phường Ba", 71, 29, "0;0"), ("Phường Trống", "", "", ";")]  # fmt: skip
        lines = [head, *(f"{name};{MERGED};{period};{a};{b};{c}" for name, a, b, c in rows)]
        store.publish(store.draft("\n".join(lines).encode(), f"{period[4:].replace('/', '-')}.csv"), ["all"])
    return store


def points_of(made):
    return [item["text"] for block in made["blocks"] if block["kind"] == "bullets" for item in block["items"]]


def asked_in(made):
    return [item for block in made["blocks"] if block["kind"] == "numbered" for item in block["items"]]


@pytest.mark.parametrize("to", ["2025-Q4", "2026"])
def test_a_span_tells_what_any_of_its_periods_raises_and_of_which(quarters, to):
    unit = id_of(quarters, "Phường Một", MERGED)
    first = "2025-Q3" if to == "2025-Q4" else "2024"
    points = points_of(about(quarters, unit, first, MERGED, to=to))
    assert any(one.startswith("Quý III/2025: Tỷ lệ hồ sơ trực tuyến dưới 30%") for one in points)
    assert any(one.startswith("Quý IV/2025: Tỷ lệ hồ sơ trực tuyến tăng đột biến") for one in points)
    asked = asked_in(about(quarters, unit, first, MERGED, to=to))
    assert any("quá hạn" in one["text"] and one["note"].startswith("Căn cứ: Quý III/2025: ") for one in asked)
    assert not any("30%" in one for one in points_of(about(quarters, unit, "2025-Q4", MERGED)))


def test_what_several_periods_raise_is_told_once(quarters):
    made = about(quarters, id_of(quarters, "Phường Trống", MERGED), "2025-Q3", MERGED, to="2025-Q4")
    (told,) = [one for one in points_of(made) if "Báo cáo để trống" in one]
    assert told.startswith("Quý IV/2025 (cũng có ở quý III/2025): Báo cáo để trống")


def test_a_span_is_named_whole_at_the_foot_and_in_the_description(quarters):
    unit = id_of(quarters, "Phường Một", MERGED)
    made = about(quarters, unit, "2025-Q3", MERGED, to="2025-Q4")
    assert all("quý III/2025 – quý IV/2025" in made[part] for part in ("footer", "description"))
    assert "thời gian từng kỳ" not in text(made)  # the file gives no dates, so the table of periods has none


def test_a_blank_report_is_named_with_its_file(quarters):
    told = text(about(quarters, id_of(quarters, "Phường Trống", MERGED), "2025-Q4", MERGED))
    assert "báo cáo để trống" in told and "Nguồn số liệu: IV-2025.csv" in told and "chưa gửi báo cáo" not in told


def test_no_overdue_dossier_is_asked_about_where_the_other_units_have_some(quarters):
    about_hai = about(quarters, id_of(quarters, "Phường Hai", MERGED), "2025-Q3", MERGED)
    assert any(one.startswith("Không có hồ sơ quá hạn trong khi địa bàn có") for one in points_of(about_hai))
    later = about(quarters, id_of(quarters, "Phường Hai", MERGED), "2025-Q4", MERGED)
    assert not any("Không có hồ sơ quá hạn" in one for one in points_of(later))


def test_the_ids_of_a_closed_period_are_those_of_the_figures_shown(sample, tmp_path):
    closed = open_store(tmp_path / "store")
    closed.set_up(MERGED, 14, [{"ward": "Phường Hai"}])
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp;Số phiếu khảo sát;Rất hài lòng;Hài lòng"
    closed.publish(closed.draft(f"{head}\nPhường Hai;{MERGED};Quý III/2025;5;5;9;5;3\n".encode(), "b.csv"), ["all"])
    ids = closed.close("2025-Q3", "12/QĐ-UBND", date(2025, 10, 5), MERGED, "A")["rankings"]
    told = text(about(closed, id_of(closed, "Phường Hai", MERGED), "2025-Q3", MERGED)).split(section(vi, "method"))[1]
    assert [by for by, one in ids.items() if one in told] == [by for by in ids if by in ("online", "satisfaction")]


def test_the_cards_write_percentage_points_out(sample):
    cards = next(block for block in about(sample, 3)["blocks"] if block["kind"] == "cards")["items"]
    notes = " ".join(note for card in cards for note in card["notes"])
    assert "điểm phần trăm" in notes and "điểm %" not in notes
