"""Score schemes: components as measures and rankings, sums, bonus and penalty, bands and vetoes, a published index.

REFORM_PUBLISHED names a published table that is not ours to keep here, as text with `;`: the first 60 places of the
Fragile States Index 2016 (The Fund for Peace, fragilestatesindex.org): unit, published rank, published total, and the
twelve indicators that it is the sum of. No ranks of the indicators are published: they are ranked once more here.
"""

import csv
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reform import answers, lost_told
from reform.bands import band_words, veto_lines, veto_words
from reform.export import ranking_csv
from reform.export.view import View
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.rows import records
from reform.store import HasErrors
from reform.store.store import Store
from reform.text import words
from tests.pages import bars, look, said, shown

PUBLISHED = Path(os.environ.get("REFORM_PUBLISHED", "published.csv"))
TEXT = DECLARATION.read_text(encoding="utf-8")
LOCALITY = "Thành phố Mẫu"
SCHEME = '[scheme.x]\nname = "Bộ X"\ndocument = "QĐ 1"\ndate = "01/01/2025"\nmaximum = {maximum}\n'
CARDS = """
[scheme.cards]
name = "Bộ tiêu chí thưởng phạt"
document = "QĐ 7/QĐ-UBND"
date = "01/01/2025"
maximum = 50
components = [
    { key = "work", name = { vi = "Công việc", en = "Work" }, maximum = 40, domain = "service", self = true },
    { key = "polled", name = { vi = "Khảo sát dân", en = "Poll" }, maximum = 10, part = "survey", domain = "service" },
    { key = "prize", name = { vi = "Sáng kiến", en = "Initiative" }, maximum = 3, part = "bonus", domain = "general" },
    { key = "fine", name = { vi = "Vi phạm", en = "Breach" }, maximum = 5, part = "penalty", domain = "general" },
]
bands = [
    { key = "passed", name = { vi = "Đạt", en = "Passed" }, at_least = 50 },
    { key = "topped", name = { vi = "Vượt", en = "Topped" }, at_least = 85 },
    { key = "failed", name = { vi = "Không đạt", en = "Failed" }, at_least = 0 },
]
vetoes = [
    { measure = "criticisms", above = 0, band = "passed", document = "QĐ 8/QĐ-UBND", date = "02/02/2025" },
    { measure = "cards_yellow", at_least = 3, band = "failed", document = "QĐ 9/QĐ-UBND", date = "03/03/2025" },
]
"""
HEAD = "Đơn vị;Kỳ báo cáo;Bộ tiêu chí;Điểm CCHC;Công việc;Khảo sát dân;Sáng kiến;Vi phạm;"
HEAD += "Văn bản phê bình;Thẻ vàng (cảnh cáo)\n"
AREAS = (
    "security", "elites", "grievance", "economy", "inequality", "flight",
    "legitimacy", "services", "rights", "population", "refugees", "intervention",
)  # fmt: skip


def ranked(values, lower=False):
    """name → rank: 1, 2, 2, 4, in plain Python."""
    order = {name: -value if lower else value for name, value in values.items()}
    return {name: 1 + sum(other > own for other in order.values()) for name, own in order.items()}


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    """The committed declaration with the scheme of bonus, penalty, bands and vetoes, as a file."""
    path = tmp_path_factory.mktemp("declared") / "indicators.toml"
    path.write_text(TEXT + CARDS, encoding="utf-8")
    return path


@pytest.fixture
def store(declared, tmp_path, monkeypatch):
    monkeypatch.setenv("REFORM_DECLARATION", str(declared))
    store = Store(tmp_path, declaration())
    store.set_up(LOCALITY, units=[{"ward": f"Phường {name}"} for name in ("An", "Bình", "Cam", "Dừa")])
    return store


def file_of(*rows):
    """A file of rows "An;42;38;…": the ward, its score, the points of its components, what may veto."""
    named = [row.replace(";", ";Năm 2025;Bộ tiêu chí thưởng phạt;", 1) for row in rows]
    return (HEAD + "".join(f"Phường {row}\n" for row in named)).encode()


def publish(store, *rows):
    store.publish(store.draft(file_of(*rows), "diem.csv"), ["all"])


def asked(store, name, **params):
    return records(store.ask(name, locality=LOCALITY, period="2025", **params))


# ── What a block declares ─────────────────────────────────────────────────────


def test_components_are_measures_of_the_family_of_the_total():
    measures = declaration().measures
    given, own = measures["points_procedures"], measures["self_points_procedures"]
    assert (given.vi, given.en) == ("Điểm TTHC", "Points for administrative procedures")
    assert (own.vi, own.kind, own.unit) == ("Tự chấm TTHC", "points", "points")
    assert measures["points_steering"].headers == ("Điểm chỉ đạo điều hành", "Chỉ đạo điều hành")
    assert given.family == own.family == measures["reform_score"].family


def test_components_are_indicators_of_their_scheme_and_no_tabs():
    found = declaration().components_of("minh_hoa")
    assert [one.key for one in found][:2] == ["minh_hoa.steering", "minh_hoa.institutions"]
    assert (found[0].kind, found[0].maximum, found[0].direction, found[0].tab) == ("score", 15, "higher", None)
    assert read_declaration(TEXT + CARDS).indicators["cards.fine"].direction == "lower"


def test_two_schemes_share_the_measure_of_one_component(tmp_path):
    second = SCHEME.format(maximum=30) + (
        'components = [{ key = "steering", name = { vi = "Chỉ đạo điều hành", en = "Steering" }, maximum = 30 }]\n'
    )
    found = read_declaration(TEXT + "\n" + second)
    assert list(found.measures) == list(declaration().measures)
    assert found.indicators["x.steering"].maximum == 30 and found.indicators["minh_hoa.steering"].maximum == 15


FAULTS = {
    "a component twice": (
        20, '{ key = "a", name = { vi = "A", en = "A" }, maximum = 10, domain = "general" },' * 2,
        "components: 'a' stands twice"),
    "a domain nobody declared": (
        10, '{ key = "sport", name = { vi = "A", en = "A" }, maximum = 10 }',
        "components: 'sport' is no domain, for 'sport'"),
    "a part there is not": (
        10, '{ key = "a", name = { vi = "A", en = "A" }, maximum = 10, part = "gift" }',
        "components: no. 1 part must be one of appraised, survey, bonus, penalty, not 'gift'"),
    "self that is no truth": (
        10, '{ key = "a", name = { vi = "A", en = "A" }, maximum = 10, self = "yes" }',
        "components: no. 1 self must be true or false"),
    "a bonus among the full marks": (
        10, '{ key = "a", name = { vi = "A", en = "A" }, maximum = 10, part = "bonus", domain = "general" }',
        "components: add up to 0, not to 10"),
    "a name of a measure": (
        10, '{ key = "a", name = { vi = "Hài lòng", en = "A" }, maximum = 10, domain = "general" }',
        "components: the column 'Hài lòng' of 'a' stands in [measure.survey_satisfied] too"),
    "one name and two keys": (
        10, '{ key = "a", name = { vi = "Thể chế", en = "A" }, maximum = 10, domain = "general" }',
        "components: the column 'Điểm thể chế' of 'a' stands in [measure.points_institutions] too"),
    "one key and two names": (
        10, '{ key = "steering", name = { vi = "Lái", en = "A" }, maximum = 10 }',
        "components: 'steering' is named, parted or placed otherwise in [scheme.minh_hoa]"),
    "a key that is no word": (
        10, '{ key = "a b", name = { vi = "A", en = "A" }, maximum = 10, domain = "general" }',
        "components: 'a b' must be letters, digits and _"),
    "no full marks": (
        0, '{ key = "a", name = { vi = "A", en = "A" }, maximum = 0, domain = "general" }',
        "components: 'a' needs a maximum above 0"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_component_that_does_not_fit_is_refused(kind):
    maximum, components, told = FAULTS[kind]
    text = TEXT + "\n" + SCHEME.format(maximum=maximum) + f"components = [{components}]\n"
    with pytest.raises(DeclarationError) as refused:
        read_declaration(text, "f.toml")
    assert f"f.toml: [scheme.x] {told}" in refused.value.faults


OF_BANDS = {
    "veto without a level": (
        'vetoes = [{ measure = "criticisms", band = "good", document = "D", date = "D" }]',
        "vetoes: no. 1 needs one level: above, at_least, below, at_most"),
    "veto with two levels": (
        'vetoes = [{ measure = "criticisms", above = 1, below = 3, band = "good", document = "D", date = "D" }]',
        "vetoes: no. 1 needs one level: above, at_least, below, at_most"),
    "veto of a text": (
        'vetoes = [{ measure = "note", above = 1, band = "good", document = "D", date = "D" }]',
        "vetoes: 'note' is no measure with a number"),
    "veto to a band of another scheme": (
        'vetoes = [{ measure = "criticisms", above = 1, band = "passed", document = "D", date = "D" }]',
        "vetoes: 'passed' is no band of this scheme"),
    "own bands that leave a gap": (
        'bands = [{ key = "good", name = { vi = "Tốt", en = "Good" }, at_least = 80 }]',
        "bands: the lowest must begin at 0"),
    "a band key of another name": (
        'bands = [{ key = "good", name = { vi = "Giỏi", en = "Good" }, at_least = 0 }]',
        "bands: 'good' is the key of a band of another name"),
    "two bands on one level": (
        'bands = [{ key = "a", name = { vi = "A", en = "A" }, at_least = 0 },'
        ' { key = "b", name = { vi = "B", en = "B" }, at_least = 0 }]',
        "bands: two bands begin at one level"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OF_BANDS)
def test_bands_and_vetoes_that_do_not_fit_are_refused(kind):
    block, told = OF_BANDS[kind]
    with pytest.raises(DeclarationError) as refused:
        read_declaration(TEXT + CARDS + SCHEME.format(maximum=100) + block + "\n", "f.toml")
    assert f"f.toml: [scheme.x] {told}" in refused.value.faults


# ── Sums, bonus and penalty ───────────────────────────────────────────────────


def wrong(store, row):
    problems = store.draft(file_of(row), "d.csv").problems
    return [(one.code, one.cell, one.facts["sum"]) for one in problems if one.severity == "error"]


SUMS = {
    "appraised, survey and bonus less the penalty": ("An;42;38;5;1;2;;", []),
    "a penalty that was added": ("An;46;38;5;1;2;;", [("component_points_differ", "D2", 42)]),
    "no bonus told: less may be there": ("An;43,5;38;5;;0;;", []),
    "no penalty told: it may have taken its most": ("An;40;38;5;1;;;", []),
    "no penalty told: not more than its most": ("An;38,5;38;5;1;;;", [("component_points_differ", "D2", 44)]),
    "the poll is missing, the rest is too much": ("An;36;38;;0;1;;", [("component_points_differ", "D2", 37)]),
    "no component told": ("An;36;;;;;;", []),
}


@pytest.mark.parametrize("claim", SUMS)
def test_the_score_is_what_its_components_make(store, claim):
    row, found = SUMS[claim]
    assert wrong(store, row) == found


def test_a_sum_that_differs_is_told_with_the_cells_and_never_recorded(store):
    draft = store.draft(file_of("An;41;38;5;1;2;;"), "diem.csv")
    told = words("vi").message(next(one for one in draft.problems if one.severity == "error"))
    assert "“Điểm CCHC” là 41" in told and "E2, F2, G2, H2" in told and "tính ra 42" in told
    with pytest.raises(HasErrors):
        store.publish(draft, ["all"])


def test_of_a_penalty_less_is_better(store):
    publish(store, "An;42;38;5;1;2;;", "Bình;43;38;5;0;0;;", "Cam;41;38;5;0;2;;")
    rows = asked(store, "ranking", by="cards.fine")
    assert [(row["rank"], row["ward"], row["value"]) for row in rows] == [
        (1, "Phường Bình", 0), (2, "Phường An", 2), (2, "Phường Cam", 2)]  # fmt: skip
    fines = [row for row in asked(store, "component_points") if row["component"] == "fine"]
    assert [(row["sign"], row["best_points"], row["part"]) for row in fines] == [(-1, 0, "penalty")] * 3


def test_a_penalty_counts_against_the_change(store):
    publish(store, "An;42;38;5;1;2;;")
    earlier = file_of("An;41;36;5;;;;").replace("Năm 2025".encode(), "Năm 2024".encode())
    store.publish(store.draft(earlier, "truoc.csv"), ["all"])
    unit = asked(store, "ranking", by="score")[0]["unit_id"]
    rows = records(store.ask("contributions", unit_id=unit, period="2025", against="2024", by="score"))
    changes = {row["part"]: Decimal(row["change"]) for row in rows}
    assert changes == {"cards.work": 4, "cards.polled": 0, "cards.prize": 2, "cards.fine": -4}
    assert sum(changes.values()) == Decimal(rows[0]["total"]) == 2


def test_a_bonus_lifts_a_score_beyond_full_marks(store):
    publish(store, "An;50;40;9;1;0;;", "Bình;;40;10;3;0;;", "Cam;;39;10;3;0;;")
    ids = {row["ward"]: row["unit_id"] for row in asked(store, "positions") if row["indicator"] == "score"}
    told = [lost_told.to_full(words("vi"), lost_of(store, ids[f"Phường {name}"])) for name in ("An", "Bình", "Cam")]
    short = "vẫn thiếu nhiều nhất ở {} (1,00 điểm)."
    assert told == [
        "Đạt 50,00 điểm, bằng điểm tối đa nhờ Sáng kiến; " + short.format("Khảo sát dân"),
        "Đạt 53,00 điểm, vượt điểm tối đa 3,00 điểm nhờ Sáng kiến; không mất điểm nào.",
        "Đạt 52,00 điểm, vượt điểm tối đa 2,00 điểm nhờ Sáng kiến; " + short.format("Công việc"),
    ]


def test_a_bonus_that_was_not_told_is_in_the_score_alone(store):
    publish(store, "An;43,5;38;4;;0;;", "Bình;43;38;5;0;0;;")
    ids = {row["ward"]: row["unit_id"] for row in asked(store, "ranking", by="score")}
    found = lost_of(store, ids["Phường Bình"])
    assert lost_told.to_leader(words("vi"), found).endswith("đã báo cáo thì đơn vị này hơn 1,00 điểm.")


def lost_of(store, unit):
    return asked(store, "lost_points", unit_id=unit, by="score")


# ── Bands and vetoes ──────────────────────────────────────────────────────────


@pytest.fixture
def banded(store):
    publish(store, "An;44;38;6;0;0;;", "Bình;44;38;6;0;0;1;", "Cam;44;38;6;0;0;2;3", "Dừa;20;20;0;0;0;5;")
    return store


def test_a_veto_caps_the_band_and_the_lowest_cap_holds(banded):
    rows = {row["bare_name"]: row for row in asked(banded, "ranking", by="score")}
    found = {name: (row["band"], row["earned_band"], row["veto"]) for name, row in rows.items()}
    assert found == {
        "An": ("topped", "topped", None),
        "Bình": ("passed", "topped", 1),
        "Cam": ("failed", "topped", 2),
        "Dừa": ("failed", "failed", None),
    }
    assert [row["rank"] for row in rows.values()] == [1, 1, 1, 4]


def test_a_veto_is_told_in_words(banded):
    rows = {row["bare_name"]: row for row in asked(banded, "ranking", by="score")}
    assert veto_words(words("vi"), rows["Bình"]) == (
        "hạ xếp loại từ Vượt xuống Đạt vì “Văn bản phê bình” là 1, trên 0 (QĐ 8/QĐ-UBND, 02/02/2025)"
    )
    assert veto_words(words("en"), rows["Cam"]) == (
        "band lowered from Topped to Failed because “Yellow cards (warning)” is 3, at least 3 "
        "(QĐ 9/QĐ-UBND, 03/03/2025)"
    )
    assert band_words(words("vi"), rows["Bình"]) == "Đạt (hạ từ Vượt)" and band_words(words("vi"), rows["An"]) == "Vượt"
    assert veto_words(words("vi"), rows["An"]) is None
    summary = [row for row in asked(banded, "summary") if not row["is_locality"]]
    assert [line.split(":")[0] for line in veto_lines(words("vi"), summary)] == ["Phường Bình", "Phường Cam"]


def test_exports_and_answers_say_the_veto(banded):
    about = {"locality": LOCALITY, "period": "2025"}
    ranking, unranked = (banded.ask(name, by="score", **about) for name in ("ranking", "unranked"))
    by, say = declaration().indicators["score"], words("vi")
    view = View(lang="vi", period_label="Năm 2025", by=by, rows=ranking, unranked=unranked,
                sources=banded.ask("sources", **about), **about,
                made_at=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    written = ranking_csv(view).decode("utf-8-sig")
    assert "hạ xếp loại từ Vượt xuống Đạt vì “Văn bản phê bình” là 1, trên 0 (QĐ 8/QĐ-UBND, 02/02/2025)" in written
    period = answers.period_of("2025", ranking, say)
    found = answers.ranking(LOCALITY, period, by, ranking, unranked, declaration(), say)
    assert [(row["band"], row["earned_band"]) for row in found["rows"]][:2] == [("Vượt", None), ("Đạt", "Vượt")]


# ── A published index goes through ────────────────────────────────────────────


def published():
    with open(PUBLISHED, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The table declared by its twelve columns, uploaded as one file and recorded."""
    if not PUBLISHED.exists():
        pytest.skip("REFORM_PUBLISHED names no table")
    table = published()
    columns = list(table[0])[3:]
    parts = "".join(
        f'{{ key = "{key}", name = {{ vi = "{name}", en = "{key}" }}, maximum = 10, domain = "general" }},\n'
        for key, name in zip(AREAS, columns, strict=True)
    )
    block = SCHEME.format(maximum=120).replace("scheme.x", "scheme.fsi").replace("Bộ X", "Fragile States Index")
    store = Store(tmp_path_factory.mktemp("index"), read_declaration(f"{TEXT}\n{block}components = [\n{parts}]\n"))
    store.set_up(LOCALITY, units=[{"ward": row["Đơn vị"]} for row in table])
    lines = ["Đơn vị;Kỳ báo cáo;Bộ tiêu chí;Điểm CCHC;" + ";".join(columns)]
    for row in table:
        points = ";".join(row[name] for name in columns)
        lines.append(f"{row['Đơn vị']};Năm 2016;Fragile States Index;{row['Tổng điểm']};{points}")
    draft = store.draft("\n".join(lines).encode(), PUBLISHED.name)
    assert not [one for one in draft.problems if one.severity == "error"]
    store.publish(draft, ["all"])
    return store


def number(text):
    return Decimal(text.replace(",", "."))


def test_every_published_rank_of_the_total_comes_out(index):
    rows = index.ask("ranking", locality=LOCALITY, period="2016", by="score")
    assert dict(zip(rows["ward"], rows["rank"], strict=True)) == {
        row["Đơn vị"]: int(row["Hạng công bố"]) for row in published()
    }
    assert sum(rows["rank"].duplicated(keep=False)) == 6  # three pairs share a place


def test_every_component_is_ranked_as_plain_python_ranks_it(index):
    table = published()
    for key, column in zip(AREAS, list(table[0])[3:], strict=True):
        rows = index.ask("ranking", locality=LOCALITY, period="2016", by=f"fsi.{key}")
        points = {row["Đơn vị"]: number(row[column]) for row in table}
        assert dict(zip(rows["ward"], rows["value"], strict=True)) == {name: float(one) for name, one in points.items()}
        assert dict(zip(rows["ward"], rows["rank"], strict=True)) == ranked(points), column


def test_every_published_total_is_the_sum_of_its_components(index):
    rows = records(index.ask("component_points", locality=LOCALITY, period="2016"))
    assert len(rows) == 60 * 12
    for row in published():
        points = [Decimal(str(one["points"])) for one in rows if one["ward"] == row["Đơn vị"]]
        assert sum(points) == number(row["Tổng điểm"]), row["Đơn vị"]


# ── On screen ─────────────────────────────────────────────────────────────────


def test_a_component_is_chosen_beside_the_score_and_its_parts_stand_at_the_unit(empty):
    at = look(xep_hang="minh_hoa.steering", ky="2025", don_vi="2")
    assert "**Chỉ đạo điều hành** (điểm, tối đa 15)" in shown(at)
    assert [label.split("</b>")[0] for label in bars(at)][:3] == ["<b>13,75", "<b>13,75", "<b>13,25"]
    assert at.segmented_control(key="xep-hang").value == "minh_hoa.steering"
    parts = at.dataframe[-1].value
    assert list(parts.iloc[0])[:3] == ["Chỉ đạo điều hành", "13,50", "13,25"] and list(parts.iloc[0])[-1] == "3/10"
    at.selectbox(key="noi-dung").set_value("score").run()
    assert said(at, "xep-hang") == "score" and "**Điểm CCHC** (thang 100" in shown(at)
    at.selectbox(key="noi-dung").set_value("minh_hoa.digital").run()
    assert said(at, "xep-hang") == "minh_hoa.digital" and "tối đa 20" in shown(at)


def test_the_method_page_tells_parts_bands_and_vetoes(empty, declared, monkeypatch):
    monkeypatch.setenv("REFORM_DECLARATION", str(declared))
    told = shown(look("method"))
    assert "Thẩm định: Công việc 40." in told and "Điểm trừ: Vi phạm 5." in told
    assert "Xếp loại riêng: **Vượt** từ 85, **Đạt** từ 50, **Không đạt** từ 0." in told
    assert "Xếp loại không quá Đạt khi “Văn bản phê bình” trên 0 (QĐ 8/QĐ-UBND, 02/02/2025)." in told
