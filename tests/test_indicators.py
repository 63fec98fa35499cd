"""The declaration: it holds what is measured, refuses what does not fit with all faults at once, and is enough."""

import csv
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reform.export import template_csv
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.store import Store

FACTS = Path(__file__).parent / "facts"
TEXT = DECLARATION.read_text(encoding="utf-8")
LOCALITY = "Thành phố Mẫu"

# What the office would add to compare petitions answered within so many hours: a new measure and a new indicator.
NEW_BLOCKS = """
[measure.petitions_in_24h]
vi = "Phản ánh, kiến nghị xử lý trong 24 giờ"
en = "Petitions handled within 24 hours"
also = ["PAKN xử lý trong 24 giờ"]
unit = "times"
kind = "flow"
domain = "procedures"

[indicator.petitions_24h]
name = { vi = "Tỷ lệ phản ánh xử lý trong 24 giờ", en = "Petitions within 24 hours" }
kind = "share"
numerator = ["petitions_in_24h"]
denominator = ["petitions"]
unit = "percent"
direction = "higher"
domain = "procedures"
definition = { vi = "Xử lý trong 24 giờ / số phản ánh, kiến nghị.", en = "Handled within 24 hours / petitions." }
target = { value = 80, document = "Kế hoạch minh họa", date = "01/01/2025" }
tab = 5
"""
PETITIONS = """Đơn vị;Trực thuộc;Kỳ báo cáo;PAKN;PAKN xử lý trong 24 giờ
Phường An;Thành phố Mẫu;Quý III/2025;8;4
Phường Bình;Thành phố Mẫu;Quý III/2025;3;3
Phường Cam;Thành phố Mẫu;Quý III/2025;5;
"""


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def faults(*changes, added=""):
    """The faults of the committed declaration after replacements (old, new) and with blocks added."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(DeclarationError) as refused:
        read_declaration(text + added, "indicators.toml")
    return refused.value.faults


# ── What is declared ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", rows(FACTS / "measures.csv"), ids=lambda row: row["key"])
def test_measure_is_declared_with_its_exact_header(row):
    declared, measure = declaration(), declaration().measures[row["key"]]
    assert (measure.vi, measure.en) == (row["header_vi"], row["name_en"])
    assert measure.kind == row["kind"].removesuffix("*")
    assert bool(measure.over_periods) == row["kind"].endswith("*")
    assert (measure.form or "") == row["form"]
    assert declared.domains[measure.domain].vi == row["domain"]
    assert (declared.units[measure.unit].vi if measure.unit else "") == row["unit"]


def test_nothing_else_is_declared_and_the_order_is_kept():
    parts = [one for scheme in declaration().schemes.values() for one in scheme.components]
    points = [key for one in parts for key in (one.measure, one.self_measure)]
    keys = [row["key"] for row in rows(FACTS / "measures.csv")]
    behind = keys.index("score_scheme") + 1
    assert list(declaration().measures) == keys[:behind] + points + keys[behind:]


def test_indicators_of_the_design_with_their_terms():
    own = {key: one for key, one in declaration().indicators.items() if one.scheme is None}
    terms = {key: (one.numerator, one.denominator) for key, one in own.items()}
    assert terms == {
        "score": (("reform_score",), ("reform_score_max",)),
        "online": (("received_online",), ("received_new",)),
        "timeliness": (("resolved_early_or_on_time",), ("resolved_total",)),
        "index": ((), ()),
        "online_all": (("received_online",), ("received_total",)),
        "timeliness_766": (("resolved_early_or_on_time", "pending_in_time"), ("received_total",)),
        "overdue": (("resolved_overdue", "pending_overdue"), ("received_total",)),
        "overdue_stock": (("pending_overdue",), ("pending_total",)),
        "early": (("resolved_early",), ("resolved_total",)),
        "satisfaction": (("survey_very_satisfied", "survey_satisfied"), ("survey_ballots",)),
        "online_payment": (("paid_online",), ("fee_dossiers",)),
    }
    lower = [key for key, one in declaration().indicators.items() if one.direction == "lower"]
    assert lower == ["overdue", "overdue_stock"]
    assert declaration().indicators["timeliness"].keys == ("overdue_stock", "early")
    assert [one.key for one in declaration().tabs] == ["score", "online", "timeliness", "index"]


def test_targets_bands_and_points_of_the_design():
    declared = declaration()
    targets = {key: (one.target.value, one.target.document) for key, one in declared.indicators.items() if one.target}
    assert targets == {"online": (50, "QĐ 766/QĐ-TTg"), "satisfaction": (90, "QĐ 766/QĐ-TTg")}
    bands = [(band.name.vi, band.at_least) for band in declared.bands]
    assert bands == [("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0)]
    assert "chưa đối chiếu văn bản gốc" in declared.bands_document.vi
    members = [(m.indicator, m.points, m.low, m.high) for m in declared.indicators["index"].members]
    assert members == [("online", 40, 0, 50), ("timeliness", 40, 80, 100), ("satisfaction", 20, 50, 90)]


def test_measures_tied_by_identities_are_one_family():
    family = {key: one.family for key, one in declaration().measures.items()}
    form = [key for key, name in family.items() if name == "received_total"]
    assert {"received_online_full", "carried_over", "resolved_early_or_on_time", "pending_overdue"} < set(form)
    assert family["survey_satisfied"] == family["survey_ballots"] != family["received_total"]
    assert family["reform_score"] == family["reform_score_max"] != family["score_scheme"]
    assert family["petitions"] == "petitions"


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Sớm hạn", "resolved_early"), ("Sớm hẹn", "resolved_early"), ("Đúng hẹn", "resolved_on_time"),
        ("Trễ hạn", "resolved_overdue"), ("Trễ hẹn", "resolved_overdue"), ("Chậm muộn", "resolved_overdue"),
        ("DVC", "received_online"), ("DVCTT", "received_online"), ("Hồ sơ hành chính", "received_direct_postal"),
        ("Đúng và trước hạn", "resolved_early_or_on_time"),
    ],
)  # fmt: skip
def test_words_of_the_field_are_synonyms(header, key):
    assert header in declaration().measures[key].headers


def test_words_for_the_unit_are_synonyms():
    assert {"Tên phường/xã", "Phường, xã"} <= set(declaration().columns["unit"].headers)


def test_every_name_is_told_in_both_languages():
    declared = declaration()
    named = [one.name for one in (*declared.measures.values(), *declared.indicators.values(), *declared.bands)]
    named += [*declared.units.values(), *declared.domains.values(), declared.bands_document]
    assert all(name.vi.strip() and name.en.strip() for name in named)


def test_version_changes_with_every_byte():
    assert read_declaration(TEXT).version == declaration().version != read_declaration(TEXT + "\n").version


# ── What is refused ───────────────────────────────────────────────────────────

# A text of the declaration ("" adds at its end), what replaces it, and the fault that is told.
CHANGED = {
    "unknown table": ("", "\n[indikator.x]\nname = 1\n", "[indikator] : is not a table of the declaration"),
    "unknown key": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\ndomain='general'\ncolour='red'\n",
                    "[measure.x] colour: is not a key of this block"),
    "missing key": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\n", "[measure.x] domain: is missing"),
    "empty text": ("", "\n[measure.x]\nvi=' '\nen='X'\nkind='flow'\ndomain='general'\n",
                   "[measure.x] vi: must be a text that is not empty"),
    "unknown kind": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='folw'\ndomain='general'\n",
                     "[measure.x] kind: must be one of flow, stock, points, stated, text, practice, not 'folw'"),
    "unknown unit": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\ndomain='general'\nunit='kilos'\n",
                     "[measure.x] unit: 'kilos' is no unit"),
    "unknown domain": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\ndomain='sports'\n",
                       "[measure.x] domain: 'sports' is no domain"),
    "list for a text": ("", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\ndomain=['general']\n",
                        "[measure.x] domain: must be a text that is not empty"),
    "sum over periods of nothing known": (
        "", "\n[measure.x]\nvi='X'\nen='X'\nkind='flow'\ndomain='general'\nover_periods='received_new + y'\n",
        "[measure.x] over_periods: 'y' is no measure"),
    "header of another measure": ("", "\n[measure.x]\nvi='X'\nen='X'\nalso=['dvc']\nkind='flow'\ndomain='general'\n",
                                  "[measure.x] also: 'dvc' stands in [measure.received_online] too"),
    "identity of unknown measures": (
        "", "\n[identity.x]\ntotal='a'\nparts=['b', 'petitions']\nrelation='equals'\n",
        "[identity.x] parts: 'b' is no measure"),
    "identity that turns in a circle": (
        "", "\n[identity.x]\ntotal='received_online'\nparts=['received_total']\nrelation='equals'\n",
        "[identity.x] parts: 'received_online' would be a part of itself"),
    "unknown relation": ("", "\n[identity.x]\ntotal='petitions'\nparts=['petitions_rules']\nrelation='about'\n",
                         "[identity.x] relation: must be one of equals, at_most, not 'about'"),
    "threshold in words": ("[check.few_cases]\nlimit = 30", "[check.few_cases]\nlimit = 'few'",
                           "[check.few_cases] limit: must be a number"),
    "share with nothing below the line": ('denominator = ["received_new"]\n', "",
                                          "[indicator.online] numerator: needs measures above and below the line"),
    "unknown term": ('denominator = ["received_new"]', 'denominator = ["received_knew"]',
                     "[indicator.online] denominator: 'received_knew' is no measure"),
    "unknown direction": ('stated = "online_pct_stated"', 'stated = "online_pct_stated"\nwhen_empty = "0"',
                          "[indicator.online] when_empty: must be a number"),
    "unknown stated measure": ('stated = "online_pct_stated"', 'stated = "online_pct"',
                               "[indicator.online] stated: 'online_pct' is no measure"),
    "unknown key of a tie": ('keys = ["overdue_stock", "early"]', 'keys = ["overdue_stock", "erly"]',
                             "[indicator.timeliness] keys: 'erly' is no indicator"),
    "three keys": ('keys = ["overdue_stock", "early"]', 'keys = ["overdue_stock", "early", "online"]',
                   "[indicator.timeliness] keys: at most two keys break a tie"),
    "unknown member": ('{ indicator = "satisfaction", p', '{ indicator = "satisfied", p',
                       "[indicator.index] members: 'satisfied' is no indicator, or a composite itself"),
    "composite within a composite": ('{ indicator = "satisfaction", p', '{ indicator = "index", p',
                                     "[indicator.index] members: 'index' is no indicator, or a composite itself"),
    "member upside down": ("points = 40, low = 80, high = 100", "points = 40, low = 100, high = 80",
                           "[indicator.index] members: 'timeliness' needs low < high and points > 0"),
    "member without a level": ("points = 40, low = 80, high = 100", "points = 40, high = 100",
                               "[indicator.index] members: no. 2 lacks 'low'"),
    "target without its document": (
        'target = { value = 90, document = "QĐ 766/QĐ-TTg", date = "23/06/2022" }', "target = { value = 'x', day = 1 }",
        "[indicator.satisfaction] target: has no key 'day'; lacks 'date'; lacks 'document'; value must be a number"),
    "two schemes of one name": (
        "",
        "\n[scheme.x]\nname='bộ TIÊU CHÍ cchc thành phố Minh Họa (minh họa)'\ndocument='D'\ndate='D'\nmaximum=100\n",
        "[scheme.x] also: 'bộ TIÊU CHÍ cchc thành phố Minh Họa (minh họa)' stands in [scheme.minh_hoa] too"),
    "band without a level": ('[band.good]\nname = { vi = "Tốt", en = "Good" }\nat_least = 80',
                             '[band.good]\nname = { vi = "Tốt", en = "Good" }', "[band.good] at_least: is missing"),
    "bands without a document": ("[bands]\ndocument", "[bands]\ndokument", "[bands] document: is missing"),
    "words that are one word": ('total_row = ["Tổng cộng"', 'total_row = "Tổng cộng"\nothers = ["Tổng cộng"',
                                "[words] total_row: must be a list of texts"),
    "column that every file needs": ('[column.cumulative]\nvi = "Lũy kế"\nen = "Cumulative"\n', "",
                                     "[column.cumulative] vi: is missing"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGED)
def test_block_that_does_not_fit_is_refused_at_its_place(kind):
    old, new, told = CHANGED[kind]
    found = faults((old, new)) if old else faults(added=new)
    assert f"indicators.toml: {told}" in found


def test_table_that_is_a_value_is_refused():
    assert "indicators.toml: [scheme] : must be a table" in faults_of("scheme = 5\n" + without("scheme"))


def test_block_that_is_a_value_is_refused():
    text = re.sub(r"^general = .*$", "general = 'Chung'", TEXT, flags=re.MULTILINE)
    assert "indicators.toml: [domain] general: must be a table" in faults_of(text)


def test_components_that_do_not_add_up_are_refused():
    old = 'en = "Digital government" }, maximum = 20'
    assert faults((old, old.replace("20", "21"))) == [
        "indicators.toml: [scheme.minh_hoa] components: add up to 101, not to 100"
    ]


def without(table):
    return re.sub(rf"^\[{table}\.[^\[]*(\[\n(    .*\n)*\]\n)?", "", TEXT, flags=re.MULTILINE)


def faults_of(text):
    with pytest.raises(DeclarationError) as refused:
        read_declaration(text, "indicators.toml")
    return refused.value.faults


def test_all_faults_are_told_at_once():
    found = faults(
        ('denominator = ["received_new"]', 'denominator = ["received_knew"]'),
        ('stated = "online_pct_stated"', 'stated = "online_pct"'),
        ("[check.few_cases]\nlimit = 30", "[check.few_cases]\nlimit = 'few'"),
        ("points = 40, low = 80, high = 100", "points = -40, high = 100"),
        added="\n[measure.x]\nvi = 'DVC'\nkind = 'folw'\ndomain = 'sports'\n",
    )
    assert sorted(line.removeprefix("indicators.toml: ").split(":")[0] for line in found) == [
        "[check.few_cases] limit",
        "[indicator.index] members",
        "[indicator.online] denominator",
        "[indicator.online] stated",
        "[measure.x] also",
        "[measure.x] domain",
        "[measure.x] en",
        "[measure.x] kind",
    ]


def test_block_with_two_kinds_of_fault_tells_both():
    found = faults(('denominator = ["received_new"]', 'denominator = ["received_knew"]\ncolour = "red"'))
    assert found == [
        "indicators.toml: [indicator.online] colour: is not a key of this block",
        "indicators.toml: [indicator.online] denominator: 'received_knew' is no measure",
    ]


def test_header_group_that_leads_nowhere_is_refused():
    found = faults(
        ('"Đã quá hạn" = "pending_overdue"', '"Đã quá hạn" = "pending_late"'),
        ('under = "received"', 'under = "recieved"'),
        added="\n[header_group.x]\nvi = 'Tiếp nhận'\nmeans = 'Tổng số'\n"
        "[header_group.y]\nvi = 'Giải quyết'\nmeans = {a = 'note'}\n",
    )
    assert sorted(found) == [
        "indicators.toml: [header_group.pending] means: 'pending_late' is no measure",
        "indicators.toml: [header_group.received_new] under: 'recieved' is no header group",
        "indicators.toml: [header_group.x] means: must be a table of words and measures",
        "indicators.toml: [header_group.y] also: 'Giải quyết' stands in [header_group.resolved] too",
    ]


def test_file_that_is_no_toml_is_refused_with_its_place():
    with pytest.raises(DeclarationError, match=r"^indicators\.toml: .*line 1"):
        read_declaration("[measure.received_total\n", "indicators.toml")


# ── A block alone adds an indicator ───────────────────────────────────────────


@pytest.fixture(scope="module")
def extended():
    return read_declaration(TEXT + NEW_BLOCKS)


@pytest.fixture(scope="module")
def extended_store(extended, tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("extended"), extended)
    store.set_up(LOCALITY, units=[{"ward": name} for name in ("Phường An", "Phường Bình", "Phường Cam")])
    store.publish(store.draft(PETITIONS.encode(), "pakn.csv"), ["all"])
    return store


def test_block_alone_adds_a_column_to_the_template(extended, extended_store):
    units = extended_store.ask("units", locality=LOCALITY)
    header = template_csv(extended, units, LOCALITY).decode("utf-8-sig").splitlines()[0]
    assert header.endswith(";Phản ánh, kiến nghị xử lý trong 24 giờ")


def test_block_alone_adds_a_ranking(extended_store):
    asked = {"locality": LOCALITY, "period": "2025-Q3", "by": "petitions_24h"}
    ranking = extended_store.ask("ranking", **asked)
    assert list(zip(ranking["rank"], ranking["ward"], ranking["value"], strict=True)) == [
        (1, "Phường Bình", 100.0),
        (2, "Phường An", 50.0),
    ]
    unranked = extended_store.ask("unranked", **asked)
    assert list(zip(unranked["ward"], unranked["reason"], strict=True)) == [("Phường Cam", "blank")]
    assert extended_store.ask("headline", **asked)["locality_value"][0] == 700 / 11


def test_block_alone_adds_a_tab_and_a_place_among_what_a_period_ranks(extended, extended_store):
    assert [one.key for one in extended.tabs][-1] == "petitions_24h"
    assert extended_store.ask("periods", locality=LOCALITY)["indicators"][0] == "petitions_24h"


def the_method_page():
    """What pages/method.py shows of the indicators; it runs on its own, so it says itself what it needs."""
    from reform.frame import show_indicators
    from reform.session import open_choices

    open_choices()
    show_indicators()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_block_alone_adds_itself_to_the_method_page(extended, tmp_path, monkeypatch, lang):
    other = tmp_path / "other.toml"
    other.write_text(TEXT + NEW_BLOCKS, encoding="utf-8")
    monkeypatch.setenv("REFORM_DECLARATION", str(other))
    page = AppTest.from_function(the_method_page, default_timeout=60)
    page.query_params["lang"] = lang
    page.run()
    assert not page.exception
    shown = "\n".join(one.value for one in page.markdown)
    added = extended.indicators["petitions_24h"]
    assert added.name.in_(lang) in shown
    assert added.definition.in_(lang).rstrip(".") in shown
    assert added.target.document in shown


def test_other_declaration_is_read_from_where_the_environment_says(tmp_path, monkeypatch):
    other = tmp_path / "other.toml"
    other.write_text(TEXT + NEW_BLOCKS, encoding="utf-8")
    monkeypatch.setenv("REFORM_DECLARATION", str(other))
    assert "petitions_24h" in declaration().indicators
    monkeypatch.delenv("REFORM_DECLARATION")
    assert "petitions_24h" not in declaration().indicators


def test_points_of_a_composite_add_up_to_100_whatever_they_are(tmp_path):
    text = TEXT
    for points in ("points = 40, low = 0", "points = 40, low = 80", "points = 20, low = 50"):
        text = text.replace(points, f"points = 7, {points.split(', ')[1]}")
    store = Store(tmp_path, read_declaration(text))
    full = "Đơn vị;Kỳ báo cáo;Trực tuyến;Trực tiếp;Trước và đúng hạn;Đã giải quyết quá hạn;"
    full += "Số phiếu;Rất hài lòng;Hài lòng\n"
    full += "Phường An;Quý III/2025;50;0;50;0;10;10;0\n"
    store.publish(store.draft(full.encode(), "full.csv", LOCALITY), ["all"])
    assert store.ask("ranking", locality=LOCALITY, period="2025-Q3", by="index")["value"].tolist() == [100.0]
