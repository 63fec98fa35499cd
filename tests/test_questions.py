"""Questions and points to clarify: each in exactly the cases it should, tied to its figure, in an office's words."""

from dataclasses import replace

import pytest

from reform.declared import FINDINGS
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.questions import asked, clarified, facts_of, shared_of
from reform.questions.conditions import met
from reform.questions.reach import TESTS, exactly, reach
from reform.rows import records
from reform.store import open_store
from reform.store.queries import checks
from reform.text import words
from tests.question_cases import CASES, facts, figure, standing, stated

vi, en = words("vi"), words("en")
TEXT = DECLARATION.read_text(encoding="utf-8")
QUESTIONS = declaration().questions


def keys(given):
    return {one["key"] for one in asked(vi, given)}


FIRES = [pytest.param(key, one, id=f"{key}-{n}") for key, (yes, _) in CASES.items() for n, one in enumerate(yes)]
SILENT = [pytest.param(key, one, id=f"{key}-{n}") for key, (_, no) in CASES.items() for n, one in enumerate(no)]


def test_every_question_has_its_cases():
    assert set(CASES) == set(QUESTIONS) and len(QUESTIONS) >= 40
    assert all(no and (yes or key == "other_below_target") for key, (yes, no) in CASES.items())


@pytest.mark.parametrize(("key", "given"), FIRES)
def test_a_question_is_asked_where_it_should(key, given):
    one = next((one for one in asked(vi, given) if one["key"] == key), None)
    assert one and one["because"] and one["document"] and one["question"] == QUESTIONS[key].asked.vi
    points = {point["key"]: point for point in clarified(vi, given)}
    assert (key in points) is (QUESTIONS[key].point is not None)


@pytest.mark.parametrize(("key", "given"), SILENT)
def test_a_question_is_not_asked_beside_it(key, given):
    assert key not in keys(given)


def changed(rule):
    """A condition with one thing about it changed: a part or a test left out, a level moved, an edge let in or out."""
    if rule.parts:
        yield replace(rule, subject="any" if rule.subject == "all" else "all")
        for at, part in enumerate(rule.parts):
            before, after = rule.parts[:at], rule.parts[at + 1 :]
            yield from ([replace(rule, parts=(*before, *after))] if len(rule.parts) > 1 else [])
            yield from (replace(rule, parts=(*before, other, *after)) for other in changed(part))
    for name, said in rule.tests.items():
        rest = {other: rule.tests[other] for other in rule.tests if other != name}
        if name in EDGES:
            yield replace(rule, tests=rest | {EDGES[name]: said})
        if isinstance(said, float | int) and said is not True:
            yield from (replace(rule, tests=rule.tests | {name: said + step}) for step in (1, -1))
        if name in ASIDES or set(rest) - ASIDES:
            yield replace(rule, tests=rest)
        if name in ("contains", "lacks"):
            yield from (replace(rule, tests=rest | {name: less}) for less in leaving_one_out(said))
    if rule.subject in ("text", "locality_has"):
        yield from (replace(rule, names=less) for less in leaving_one_out(rule.names))


EDGES = {"below": "at_most", "at_most": "below", "above": "at_least", "at_least": "above"}
ASIDES = {"since", "except"}


def leaving_one_out(several):
    return [several[:at] + several[at + 1 :] for at in range(len(several)) if len(several) > 1]


def fits_its_cases(key, rule):
    """Whether a question with this condition would be asked in its cases and not beside them."""
    declared = replace(declaration(), questions=QUESTIONS | {key: replace(QUESTIONS[key], when=rule)})

    def is_asked(given):
        met_by = [one for one in declared.questions.values() if met(one.when, given, declared)]
        return key in {one.key for one in met_by} - {other for one in met_by for other in one.covers}

    asked_in, beside = CASES[key]
    return all(map(is_asked, asked_in)) and not any(map(is_asked, beside))


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_cases_of_a_question_notice_any_change_of_its_condition(key):
    assert fits_its_cases(key, QUESTIONS[key].when)
    assert not [rule for rule in changed(QUESTIONS[key].when) if fits_its_cases(key, rule)]


def test_nothing_reported_raises_nothing():
    assert asked(vi, facts()) == [] and clarified(vi, facts()) == []


def test_another_target_that_is_declared_is_asked_about():
    target = 'target = { value = 60, document = "KH", date = "01/01/2025" }'
    declared = read_declaration(TEXT.replace("[indicator.early]", f"[indicator.early]\n{target}"))
    rule = declared.questions["other_below_target"].when
    assert [tie.moment for tie in met(rule, facts(early=59.9), declared)] == ["now", "target"]
    assert met(rule, facts(early=60.0), declared) is None


# ── What is said of them ──────────────────────────────────────────────────────


def because(key, given, say=vi):
    return next(one["because"] for one in asked(say, given) if one["key"] == key)


def point(key, given, say=vi):
    return next(one["text"] for one in clarified(say, given) if one["key"] == key)


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("online_below_30", facts(online=21.1531), "Tỷ lệ hồ sơ trực tuyến: 21,15%"),
        ("online_below_30", facts(online=29.99999), "Tỷ lệ hồ sơ trực tuyến: 29,99999%"),
        ("online_below_target", facts(online=49.999), "Tỷ lệ hồ sơ trực tuyến: 49,999%; mục tiêu: 50%"),
        ("online_below_30", facts("online_pct_stated=<30", online=stated("bounded")),
         "Tỷ lệ hồ sơ trực tuyến (theo báo cáo): <30%"),
        ("online_fell", facts(online=standing(60.0, previous_value=70.5)),
         "Tỷ lệ hồ sơ trực tuyến: 60,00%; quý II/2025: 70,50%"),
        ("online_fell_in_a_year", facts(online=standing(60.0, last_year_value=70.5)),
         "Tỷ lệ hồ sơ trực tuyến: 60,00%; quý III/2024: 70,50%"),
        ("outlier_worse", facts(online=10.0, outliers=[("online", "low")]),
         "Tỷ lệ hồ sơ trực tuyến: 10,00%; một nửa số đơn vị nằm giữa 60,00% và 70,00% (9 đơn vị)"),
        ("score_trailing", facts(score=standing(70.0, rank=10)), "Điểm CCHC: 70,00; hạng 10/10"),
        ("ballots_few", facts("survey_ballots=145 resolved_total=1059*"),
         "Số phiếu khảo sát: 145 phiếu; Tổng số đã giải quyết: 1.059 hồ sơ (tính từ các thành phần)"),
        ("apologies_unsaid", facts("resolved_overdue=2"),
         "Đã giải quyết quá hạn: 2 hồ sơ; Phiếu xin lỗi, hẹn lại: chưa báo cáo"),
        ("hotline_without_log", facts("hotline=có petitions=0"),
         "Đường dây nóng: “có”; Số phản ánh, kiến nghị: 0 lượt"),
        ("no_overdue_here", facts("pending_overdue=0", whole="pending_overdue=3"),
         "Đang giải quyết quá hạn: 0 hồ sơ; Đang giải quyết quá hạn, toàn địa bàn theo báo cáo: 3 hồ sơ"),
        ("placeholder", facts(doubts=[("word_no", cell) for cell in ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A7")]),
         "Ô ghi “không” thay cho số (ô A1, A2, A3, A4, A5, A6 và 1 ô khác; giữ theo cách hiểu mặc định khi ghi nhận)"),
        ("window_label", facts(doubts=[("window_label", None)]),
         "Khoảng ngày khác kỳ báo cáo (cả tệp; giữ theo cách hiểu mặc định khi ghi nhận)"),
        ("bounds_only", facts("received_total=>1 received_new=>2 received_online=>3 carried_over=>4 resolved_total=>5 "
                              "resolved_early=>6 petitions=>7"),
         "Tổng số tiếp nhận: >1 hồ sơ; Mới tiếp nhận trong kỳ: >2 hồ sơ; Tiếp nhận trực tuyến: >3 hồ sơ; "
         "Từ kỳ trước: >4 hồ sơ; Tổng số đã giải quyết: >5 hồ sơ; Trước hạn: >6 hồ sơ; và 1 số liệu khác"),
    ],
)  # fmt: skip
def test_a_question_is_tied_to_its_figure_in_words(key, given, said):
    assert because(key, given) == said


def test_a_point_says_what_and_how_much():
    given = facts("resolved_total=12349", timeliness=100.0)
    (one,) = clarified(vi, given)
    assert one == {
        "key": "saturated",
        "text": "100% trước và đúng hạn với nhiều hồ sơ: Tỷ lệ giải quyết trước và đúng hạn: 100,00%; "
        "Tổng số đã giải quyết: 12.349 hồ sơ.",
        "weight": 65,
        "domain": "procedures",
        "tied": {"indicator": "timeliness", "value": "100,00%"},
    }
    assert point("saturated", given, en) == (
        "100% early or on time over many dossiers: Timeliness: 100.00%; Resolved, total: 12,349 dossiers."
    )


def test_a_question_in_english():
    (one,) = asked(en, facts("survey_ballots=10 received_direct_postal=9 resolved_total=50", satisfaction=95.0))[-2:-1]
    assert one["question"].startswith("More ballots than dossiers handed in at the desk or by post: please clarify")
    assert one["because"] == "Ballots: 10 ballots; Received directly or by post: 9 dossiers"
    assert one["document"] == "The ballots collected, by way of asking" and one["domain"] == "procedures"


def test_questions_stand_by_domain_and_the_weightiest_first():
    found = asked(vi, facts("plans_issued=0 cards_green=1 resolved_overdue=3 overdue_actual=5", online=10.0))
    domains = list(declaration().domains)
    order = [(domains.index(one["domain"]), -one["weight"]) for one in found]
    assert order == sorted(order) and len({one["domain"] for one in found}) == 3


def test_points_stand_worst_first_and_each_fact_once():
    given = facts(
        "survey_ballots=10 received_direct_postal=9 resolved_total=1000",
        satisfaction=100.0, online=20.0,
        doubts=[("stated_share_differs", "D3"), ("unknown_unit", "A3"), ("number_convention", None)],
    )  # fmt: skip
    found = clarified(vi, given)
    assert [one["key"] for one in found] == [
        "stated_share_differs", "satisfaction_full_few", "ballots_above_direct", "online_below_30",
        "doubt.number_convention",
    ]  # fmt: skip
    assert found[-1]["text"] == (
        "Đã xác nhận khi ghi nhận, chưa được đơn vị giải trình: Chưa rõ kiểu viết số "
        "(cả tệp; giữ theo cách hiểu mặc định khi ghi nhận)."
    )


def test_a_doubt_that_is_found_in_the_figures_is_told_once():
    found = ("carried_over_differs", {"measure": "carried_over", "value": 12.0, "other_value": 9.0,
                                      "other_measure": "pending_total", "other_period": "2025-Q2"})  # fmt: skip
    (one,) = clarified(vi, facts(found=[found], doubts=[("carried_over_differs", "H3")]))
    assert one["text"] == (
        "Hồ sơ kỳ trước chuyển sang không khớp: Từ kỳ trước: 12 hồ sơ; Tổng số đang giải quyết, quý II/2025: 9 hồ sơ."
    )
    assert one["tied"] == {"measure": "carried_over", "value": one["text"].split(": ", 1)[1].rstrip(".")}


def test_a_doubt_without_a_point_of_its_own_is_still_a_point():
    (one,) = clarified(vi, facts(doubts=[("window_label", "C3")]))
    assert one["key"] == "doubt.window_label" and "ô C3" in one["text"]


@pytest.mark.parametrize("name", FINDINGS)
def test_every_finding_says_both_sides(name):
    row = {"measure": "online_pct_stated", "value": 52.0, "other_value": 52.816901, "other_measure": "pending_total"}
    given = facts(found=[(name, row | {"other_period": "2025-Q2", "other_ward": "Phường Bình"})])
    for say in (vi, en):
        (one,) = clarified(say, given)
        assert "{" not in one["text"]
    assert name in {check.name for check in checks()}
    if name == "stated_share_differs":
        assert because(name, given) == "Tỷ lệ hồ sơ trực tuyến (theo báo cáo): 52%; tính lại từ số lượng: 52,82%"


def test_a_text_of_a_file_stays_as_it_was_written_on_one_line():
    hostile = "#eval(1) =cmd|'/C calc' <script>x</script> {{x}} {name} ![x](http://a.example/b)\nISO 9001:2008"
    said = because("iso_2008", facts(texts={"note": hostile}))
    assert said == f"Ghi chú: “{' '.join(hostile.split())}”"
    long = because("iso_2008", facts(texts={"note": "ISO 9001:2008 " + "x" * 500}))
    assert len(long) < 200 and long.endswith("…”")


# ── From a store ──────────────────────────────────────────────────────────────

PLACE = "Thành phố Mẫu"
EARLIER = """
Cam: received_online=60 received_direct_postal=40 carried_over=0 resolved_total=91
    resolved_early_or_on_time=91 resolved_overdue=0 pending_total=9
Đào: received_online=61 received_direct_postal=39 resolved_total=100 resolved_early_or_on_time=100
    resolved_overdue=0
Hoa: received_online=30 received_direct_postal=70
"""
NOW = """
An: received_total=100 received_new=100 received_online=60 received_direct_postal=40 carried_over=0
    resolved_total=95 resolved_early_or_on_time=94 resolved_overdue=1 pending_total=5 apology_letters=1
    survey_ballots=40 survey_very_satisfied=38 survey_satisfied=1
Bình: received_online=20 received_direct_postal=80
Cam: received_online=62 received_direct_postal=38 carried_over=12
Đào: received_online=61 received_direct_postal=39 resolved_total=100 resolved_early_or_on_time=100
    resolved_overdue=0
Em: received_online=64 received_direct_postal=36 resolved_total=1000 resolved_early_or_on_time=1000
    survey_ballots=5 survey_very_satisfied=5 survey_satisfied=0
Gấm: online_pct_stated=<30%
Hoa: received_online=66 received_direct_postal=34 online_pct_stated=60%
Ích: online_pct_stated=52%
Khế: received_online=65 received_direct_postal=35 hotline=có iso_9001=có note=Áp_dụng_ISO_9001:2008
Lan: received_online=63 received_direct_postal=37
Mai: received_online=63 received_direct_postal=37 petitions=2
Na: received_online=63 received_direct_postal=37 petitions=2
Thành phố Mẫu: resolved_overdue=4
"""


def sheet(lines, period):
    """A file of some units: a line a unit, its measures by key."""
    rows = []
    for line in lines.replace("\n    ", " ").strip().splitlines():
        name, _, written = line.partition(": ")
        about = {"unit": name if name == PLACE else f"Phường {name}", "locality": PLACE, "period": period}
        pairs = (one.split("=", 1) for one in written.split())
        rows.append(about | {key: value.replace("_", " ") for key, value in pairs})
    keys = list(dict.fromkeys(key for row in rows for key in row))
    named = [(declaration().columns.get(key) or declaration().measures[key]).vi for key in keys]
    told = [";".join(named), *(";".join(row.get(key, "") for key in keys) for row in rows)]
    return "\n".join(told).encode()


def stored(folder):
    """A store with two quarters of units, each of which shows something of its own."""
    store = open_store(folder)
    store.set_up(PLACE, units=[{"ward": "Phường Quế"}])
    for lines, period in ((EARLIER, "Quý II/2025"), (NOW, "Quý III/2025")):
        store.publish(store.draft(sheet(lines, period), f"{period[4:].replace('/', '-')}.csv"), ["all"])
    return store


ASKED = {
    "Phường An": {"overdue"},
    "Phường Bình": {"online_below_30", "outlier_worse", "propaganda_online"},
    "Phường Cam": {"carried_over_differs", "computed_total"},
    "Phường Đào": {"no_overdue_here", "repeated_figures"},
    "Phường Em": {"saturated", "satisfaction_full_few"},
    "Phường Gấm": {"bounds_only", "online_below_30"},
    "Phường Hoa": {"online_rose", "stated_share_differs"},
    "Phường Ích": {"share_without_numerator"},
    "Phường Khế": {"hotline_without_log", "iso_2008"},
    "Phường Lan": set(),
    "Phường Mai": {"identical_rows"},
    "Phường Na": {"identical_rows"},
    "Phường Quế": {"not_submitted"},
}
POINTS = {
    "carried_over_differs": "Hồ sơ kỳ trước chuyển sang không khớp: "
    "Từ kỳ trước: 12 hồ sơ; Tổng số đang giải quyết, quý II/2025: 9 hồ sơ.",
    "computed_total": "Số tổng không có trong báo cáo: Tổng số tiếp nhận: 112 hồ sơ (tính từ các thành phần).",
    "repeated_figures": "Số liệu giống hệt kỳ trước: 5 số liệu giống hệt quý II/2025.",
    "identical_rows": "Số liệu giống hệt một đơn vị khác: 3 số liệu giống hệt Phường Na.",
    "stated_share_differs": "Tỷ lệ báo cáo khác tỷ lệ tính lại: "
    "Tỷ lệ hồ sơ trực tuyến (theo báo cáo): 60%; tính lại từ số lượng: 66%.",
    "outlier_worse": "Kém hẳn so với phần lớn đơn vị: "
    "Tỷ lệ hồ sơ trực tuyến: 20,00%; một nửa số đơn vị nằm giữa 61,25% và 63,75% (10 đơn vị).",
    "no_overdue_here": "Không có hồ sơ quá hạn trong khi địa bàn có: Đã giải quyết quá hạn: 0 hồ sơ; "
    "Đã giải quyết quá hạn, toàn địa bàn theo báo cáo: 4 hồ sơ.",
    "not_submitted": "Chưa gửi báo cáo của kỳ.",
    "satisfaction_full_few": "Hài lòng 100% từ ít phiếu: Mức độ hài lòng: 100,00%; "
    "Số phiếu khảo sát: 5 phiếu; Tổng số đã giải quyết: 1.000 hồ sơ.",
    "online_rose": "Tỷ lệ hồ sơ trực tuyến tăng đột biến: 66,00%; quý II/2025: 30,00%.",
    "online_below_30": "Tỷ lệ hồ sơ trực tuyến dưới 30%: Tỷ lệ hồ sơ trực tuyến (theo báo cáo): <30%.",
}


@pytest.fixture(scope="module")
def quarters(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module")
def gathered(quarters):
    """ward → its facts."""
    shared = shared_of(quarters, PLACE, "2025-Q3")
    found = [facts_of(quarters, PLACE, unit, "2025-Q3", shared=shared) for unit in shared["positions"]]
    return {one["unit"]["ward"]: one for one in found}


@pytest.mark.parametrize("ward", ASKED)
def test_every_unit_of_a_store_is_asked_exactly_what_its_figures_raise(gathered, ward):
    assert keys(gathered[ward]) == ASKED[ward]


def test_points_of_a_store_stand_in_words(gathered):
    found = {one["key"]: one["text"] for given in gathered.values() for one in clarified(vi, given)}
    found |= {one["key"]: one["text"] for one in clarified(vi, gathered["Phường Mai"])}
    assert {key: found[key] for key in POINTS if key != "online_below_30"} == {
        key: text for key, text in POINTS.items() if key != "online_below_30"
    }
    assert [one["text"] for one in clarified(vi, gathered["Phường Gấm"])] == [POINTS["online_below_30"]]


def test_the_locality_itself_and_a_period_without_figures(quarters):
    own = facts_of(quarters, PLACE, quarters.ask("locality_unit", locality=PLACE)["unit_id"][0].item(), "2025-Q3")
    assert own["unit"]["is_locality"] and keys(own) == {"overdue", "apologies_unsaid"}
    before = facts_of(quarters, PLACE, gathered_unit(quarters, "Phường Cam"), "2025-Q1")
    assert asked(vi, before) == [] and clarified(vi, before) == []


def gathered_unit(store, ward):
    units = store.ask("units", locality=PLACE)
    return units.loc[units["ward"] == ward, "unit_id"].iloc[0].item()


def test_facts_asked_for_one_unit_are_those_of_all(quarters, gathered):
    assert facts_of(quarters, PLACE, gathered_unit(quarters, "Phường Cam"), "2025-Q3") == gathered["Phường Cam"]


def test_of_published_reports_what_their_figures_raise(published_facts):
    found = {}
    for period in records(published_facts.ask("periods")):
        about = published_facts, period["locality"]
        for unit in shared_of(*about, period["period"])["positions"]:
            given = facts_of(*about, unit, period["period"])
            found |= {given["unit"]["ward"]: keys(given)} if given["figures"] else {}
    assert found == {
        "Phường Hòa Khê": {"share_without_numerator", "undeclared_scheme"},
        "Phường Vĩnh Trung": {"computed_total", "saturated", "nothing_pending", "iso_version_unsaid"},
        "Phường Thạch Bàn": {
            *("computed_total", "propaganda_online", "saturated", "online_below_30", "slips_missing", "delivered")
        },
        "Phường Trần Hưng Đạo": {
            *("bounds_only", "window_label", "documents_reviewed", "satisfaction_full_few", "saturated"),
            *("nothing_pending", "ballots_above_direct", "digitised", "iso_version_unsaid"),
        },
        "Xã Tiên Sơn": {"bounds_only", "online_below_30"},
    }


def test_what_was_confirmed_when_recording_is_an_open_doubt(gathered):
    assert {row["code"] for row in gathered["Phường Cam"]["doubts"]} >= {"carried_over_differs"}
    assert {row["code"] for row in gathered["Phường Lan"]["doubts"]} & set(declaration().doubts) == set()


# ── The declaration ───────────────────────────────────────────────────────────


def test_tone_and_words_are_those_of_an_office():
    for one in QUESTIONS.values():
        assert "đề nghị" in one.asked.vi.casefold() and "please" in one.asked.en.casefold()
        said = [one.asked, one.document, *([one.point] if one.point else [])]
        assert not [name for name in said if "vi phạm" in name.vi.casefold() or "violat" in name.en.casefold()]
    assert (
        len({one.asked.vi for one in QUESTIONS.values()})
        == len({one.asked.en for one in QUESTIONS.values()})
        == len(QUESTIONS)
    )


def test_every_doubt_that_is_told_has_a_cause():
    for code in declaration().doubts:
        assert vi.has(f"cause.{code}") and vi.has(f"problem.{code}")


BLOCK = """
[question.mine]
vi = "Đề nghị làm rõ."
en = "Please clarify."
document_vi = "Văn bản"
document_en = "Document"
domain = "general"
when = {when}
"""


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ('{ indicator = "onlin", below = 30 }', "'onlin' is no indicator"),
        ('{ indicator = "online", below = "few_case" }', "'few_case' is no check with a limit"),
        ('{ indicator = "online", belov = 30 }', "has no key 'belov'"),
        ('{ indicator = "online" }', "indicator needs one of below"),
        ('{ indicator = "online", since = "previous" }', "indicator needs one of below"),
        ('{ indicator = "online", below = true }', "below must be a number or the name of a check"),
        ('{ indicator = "*", below_target = true, except = ["nobody"] }', "'nobody' is no indicator"),
        ('{ indicator = "online", reason = "tired" }', "reason must be one of not_submitted"),
        ('{ measure = "hotlin", is = "yes" }', "'hotlin' is no measure"),
        ('{ measure = "petitions", is = "yes" }', "'petitions' is no practice"),
        ('{ measure = "hotline", above = 1 }', "'hotline' is no number"),
        ('{ measure = "petitions", contains = ["x"] }', "'petitions' is no text"),
        ('{ measure = "petitions", above_measure = "petition" }', "'petition' is no measure"),
        ('{ measure = "petitions", absent = false }', "absent can only be true"),
        ('{ share = ["petitions"], below = 30 }', "share must be a list of two measures"),
        ('{ share = ["petitions", "petition"], below = 30 }', "'petition' is no measure"),
        ('{ text = ["notes"], contains = ["x"] }', "'notes' is no measure"),
        ('{ locality_has = ["overdues"], unit_has_none = true }', "'overdues' is no measure"),
        ('{ check = "all_on_time" }', "'all_on_time' is no check of recorded figures"),
        ('{ identity = "nothing" }', "'nothing' is no identity"),
        ('{ doubt = "nothing" }', "'nothing' is no doubt of [doubts]"),
        ('{ ends_after = "2018" }', "ends_after must be a day"),
        ("{ all = [] }", "all and any must be a list of conditions"),
        ('{ any = [{ indicator = "onlin", below = 30 }, { measure = "hotlin", absent = true }] }', "'hotlin' is no"),
        ('{ all = [{ eval = "1" }] }', "must name one of indicator"),
        ('"online < 30"', "must be a condition in { }"),
    ],
)
def test_a_condition_that_does_not_fit_is_refused_by_its_name(when, said):
    with pytest.raises(DeclarationError) as refused:
        read_declaration(TEXT + BLOCK.replace("{when}", when))
    assert [fault for fault in refused.value.faults if "[question.mine] when: " in fault and said in fault]


def test_all_faults_of_a_question_are_named_at_once():
    block = BLOCK.replace("{when}", '{ measure = "hotlin", is = "yes" }').replace('"general"', '"generic"')
    with pytest.raises(DeclarationError) as refused:
        read_declaration(TEXT + block + 'covers = ["nobody"]\npoint_vi = "Điểm"\nweight = "heavy"\n')
    told = "\n".join(refused.value.faults)
    for said in (
        "'hotlin' is no measure",
        "'generic' is no domain",
        "'nobody' is no question",
        "and point_en go together",
    ):
        assert said in told
    assert "weight: must be a number" in told


def test_an_identity_that_does_not_hold_can_be_asked_about_by_name():
    rule = read_declaration(TEXT + BLOCK.replace("{when}", '{ identity = "resolved" }')).questions["mine"].when
    row = {"measure": "resolved_total", "value": 9.0, "other_value": 8.0}
    assert met(rule, facts(found=[("unbalanced", row | {"identity": "resolved"})]), declaration())
    assert met(rule, facts(found=[("unbalanced", row | {"identity": "pending"})]), declaration()) is None


@pytest.mark.parametrize(("when", "now", "before", "fits"), [
    ('{ measure = "petitions", fell_more = 5 }', "petitions=4", "petitions=10", True),
    ('{ measure = "petitions", fell_more = 5 }', "petitions=5", "petitions=10", False),
    ('{ measure = "petitions", rose_more = 5 }', "petitions=16", "petitions=10", True),
    ('{ measure = "petitions", rose_more = 5 }', "petitions=16", "", False),
    ('{ measure = "petitions", rose_more = 5 }', "petitions=>16", "petitions=10", False),
])  # fmt: skip
def test_a_measure_is_held_against_the_period_before(when, now, before, fits):
    rule = read_declaration(TEXT + BLOCK.replace("{when}", when)).questions["mine"].when
    assert bool(met(rule, facts(now, before=before), declaration())) is fits


# ── Estimates ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("30", {"at_least", "at_most"}),
        ("29.9", {"below", "at_most"}),
        ("<30", {"below", "at_most"}),
        ("≤30", {"at_most"}),
        ("<31", set()),
        (">30", {"above", "at_least"}),
        ("≥30", {"at_least"}),
        (">29", set()),
    ],
)
def test_an_estimate_meets_what_holds_wherever_it_may_lie(text, fits):
    assert {name for name, fit in TESTS.items() if fit(reach(figure(text)), exactly(30))} == fits
