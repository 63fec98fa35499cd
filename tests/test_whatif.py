"""Other weights beside the ranking in force: what can be asked, what it gives, and how it is told; on page and line."""

from fractions import Fraction

import pytest
import streamlit as st
from click.testing import CliRunner

from reform import whatif, whatif_told
from reform.__main__ import main
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.rows import records
from reform.text import words
from tests.pages import LANGUAGES, look, said, shown, title

LOCALITY = "Thành phố Minh Họa"
BY = declaration().indicators["index"]
IN_FORCE = {"online": "40", "timeliness": "40", "satisfaction": "20"}


def asked(**what):
    return whatif.asked(declaration(), BY, **what)


def both(store, wanted, period="2026-Q3", group=None):
    """The records of the ranking in force and of the supposed one."""
    question = {"locality": LOCALITY, "period": period, "by": BY.key, "group": group}
    other = store.suppose(whatif.supposed(declaration(), BY, wanted.members), "ranking", **question)
    return records(store.ask("ranking", **question)), records(other)


def figures(rows):
    return [(row["unit_id"], row["rank"], row["value"], row["scheme"]) for row in rows]


# What it gives


@pytest.mark.parametrize("period", ["2023-Q4", "2025-Q3", "2026-Q3"])
@pytest.mark.parametrize("group", [None, "Cụm Núi"])
def test_the_weights_in_force_give_exactly_the_ranking_in_force(sample, period, group):
    official, other = both(sample, asked(weights=IN_FORCE, targets={"online": "50"}), period, group)
    assert len(official) and figures(other) == figures(official)


def test_other_weights_rank_by_the_points_they_earn(sample):
    wanted = asked(weights={"online": "12.5", "satisfaction": "37.5"}, targets={"online": "98"})
    _, other = both(sample, wanted)
    shares = {
        key: {
            row["unit_id"]: Fraction(int(row["numerator"]), int(row["denominator"])) * 100
            for row in records(sample.ask("ranking", locality=LOCALITY, period="2026-Q3", by=key))
        }
        for key in ("online", "satisfaction")
    }

    def points(unit):
        online = min(1, max(0, shares["online"][unit] / 98))
        satisfied = min(1, max(0, (shares["satisfaction"][unit] - 50) / 40))
        return 25 * online + 75 * satisfied

    assert len(other) == 10
    for row in other:
        assert row["value"] == pytest.approx(float(points(row["unit_id"])), abs=1e-9)
        assert row["rank"] == 1 + sum(points(one["unit_id"]) > points(row["unit_id"]) for one in other)


def test_a_preset_leaves_empty_what_is_not_measured(sample):
    wanted = asked(preset="qd-766")
    found = whatif.outcome(*both(sample, wanted), wanted)
    assert (found.points, found.total) == (60, 100)
    assert max(row["supposed_value"] for row in found.rows) <= 60
    told = " ".join(whatif_told.told(words("vi"), found, wanted, BY))
    assert "Công khai, minh bạch (18 điểm) và Số hóa hồ sơ (22 điểm)" in told and "60/100" in told


def test_a_member_that_nobody_reports_is_named(published_facts):
    wanted = asked(preset="qd-766")
    question = {"locality": "Thành phố Hải Dương", "period": "2023", "by": BY.key}
    other = published_facts.suppose(whatif.supposed(declaration(), BY, wanted.members), "ranking", **question)
    found = whatif.outcome(records(published_facts.ask("ranking", **question)), records(other), wanted)
    assert "Thanh toán trực tuyến (10 điểm)" in " ".join(whatif_told.missing(words("vi"), found, wanted))


def test_the_store_keeps_nothing_of_what_was_supposed(sample):
    before = sample.version
    for at in range(6):
        both(sample, asked(weights=IN_FORCE | {"online": str(at + 1)}))
    assert sample.version == before and len(sample._supposed) <= 4
    assert figures(both(sample, asked())[0]) == figures(both(sample, asked())[1])


# How it is told


def row(unit_id, rank, supposed):
    moved = None if None in (rank, supposed) else rank - supposed
    named = {"unit_id": unit_id, "ward": f"Phường {unit_id}", "bare_name": f"{unit_id}"}
    return named | {"rank": rank, "supposed_rank": supposed, "value": 1.0, "supposed_value": 1.0, "moved": moved}


def outcome(*rows, tau=0.95, live=("online",)):
    return whatif.Outcome(list(rows), tau, live, 40, 100, 100)


OTHER = asked(weights={"online": "40"})
BRANCHES = {
    "in_force": (outcome(row(1, 1, 1)), asked()),
    "same": (outcome(row(1, 1, 1), row(2, 2, 2)), OTHER),
    "moved": (outcome(row(1, 1, 3), row(2, 2, 1), row(3, 3, 2)), OTHER),
    "nobody": (outcome(row(1, 1, None), live=()), OTHER),
    "only_official": (outcome(row(1, 1, 1), row(2, 2, None)), OTHER),
    "only_supposed": (outcome(row(1, 1, 1), row(2, None, 2)), OTHER),
    "silent": (outcome(row(1, 1, 1)), asked(weights={"online": "40", "timeliness": "60"})),
}
TOLD = {
    "in_force": "Trọng số và mức điểm tối đa đúng như đang dùng nên hai bảng trùng nhau.",
    "same": "Với lựa chọn này không đơn vị nào trong 2 đơn vị đổi hạng.",
    "moved": "Với lựa chọn này 3 đơn vị đổi hạng, nhiều nhất là 1 (1 → 3); thứ tự gần như giữ nguyên (τ Kendall 0,95).",
    "nobody": "Với lựa chọn này không đơn vị nào đủ số liệu để xếp hạng.",
    "only_official": "Không đủ số liệu để tính theo lựa chọn này: 2.",
    "only_supposed": "Chỉ tính được theo lựa chọn này: 2.",
    "silent": "Kỳ này không đơn vị nào báo cáo: Trước và đúng hạn (60 điểm).",
}


@pytest.mark.parametrize("branch", BRANCHES)
def test_every_case_has_its_sentence(branch):
    found, wanted = BRANCHES[branch]
    assert TOLD[branch] in whatif_told.told(words("vi"), found, wanted, BY)
    assert len(whatif_told.told(words("en"), found, wanted, BY)) == len(
        whatif_told.told(words("vi"), found, wanted, BY)
    )


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"weights": {"online": "-1"}}, "“-1” phải từ 0 đến 1.000"),
        ({"weights": {"online": "abc"}}, "Hồ sơ trực tuyến: “abc” không phải là số"),
        ({"weights": {"online": "nan"}}, "không phải là số"),
        ({"weights": {"online": "0", "timeliness": "0"}}, "Tổng trọng số bằng 0"),
        ({"weights": {"overdue": "5"}}, "Hồ sơ quá hạn” không dùng làm thành phần được"),
        ({"weights": {"no_such": "5"}}, "“no_such” không dùng làm thành phần được"),
        ({"targets": {"timeliness": "80"}}, "phải lớn hơn 80% và không quá 100%"),
        ({"targets": {"online": "120"}}, "không quá 100%"),
        ({"targets": {"online": "x"}}, "“x” không phải là số"),
        ({"preset": "qd-1"}, "Không có bộ trọng số tên “qd-1”"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(what, told):
    found = asked(**what)
    assert told in " ".join(whatif_told.faults(words("vi"), found))
    assert len(whatif_told.faults(words("en"), found)) == len(found.faults) >= 1


def test_an_address_says_the_numbers_and_reads_them_back():
    written = {"online": "12,5", "timeliness": "40"}
    assert whatif.joined(written) == "online:12.5,timeliness:40"
    assert whatif.split("online:12.5,timeliness:40") == {"online": "12.5", "timeliness": "40"}
    assert whatif.split(None) == whatif.split(",") == {}


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_on_the_weights_in_force(empty, lang):
    at, say = look("whatif", lang=lang), words(lang)
    period = say.period_label("2026-Q3")
    assert title(at) == say.t("whatif.title", locality=LOCALITY, period=period)
    assert say.t("whatif.stamp") in shown(at) and say.t("whatif.in_force") in shown(at)
    assert list(at.dataframe[-1].value.iloc[:, 0]) == [1, 1, 1, 1, 5, 6, 7, 8, 9, 10]


def test_a_typed_weight_goes_into_the_address_and_a_preset_takes_its_place(empty):
    at = look("whatif")
    at.text_input(key="diem-online").input("12,5").run()
    assert not at.exception and said(at, "trong-so").startswith("online:12.5,timeliness:40,satisfaction:20")
    at.text_input(key="diem-online").input("-3").run()
    assert "“-3”" in at.error[0].value and not at.dataframe
    at.selectbox(key="mau").set_value("qd-766").run()
    assert not at.exception and said(at, "mau") == "qd-766" and "trong-so" not in at.query_params
    assert "60/100" in shown(at)


def test_a_link_opens_the_same_trial(empty):
    at = look("whatif", trong_so="online:1", muc_tieu="online:98")
    assert at.text_input(key="diem-online").value == "1" and at.text_input(key="muc-online").value == "98"
    ranks = at.dataframe[-1].value.iloc[:, 0]
    assert ranks.iloc[0] == 1 and len(set(ranks)) > 5


def test_a_store_without_the_score_says_so(three_units):
    at = look("whatif", so_lieu="that")
    assert words("vi").t("whatif.nothing", name=BY.name.vi) in shown(at)


def test_a_preset_that_does_not_hold_together_is_refused():
    text = DECLARATION.read_text(encoding="utf-8")
    for wrong in ('indicator = "overdue"', 'indicator = "index"', 'indicator = "no_such"'):
        with pytest.raises(DeclarationError, match=r"preset\.qd-766"):
            read_declaration(text.replace('indicator = "timeliness_766", low', wrong + ", low"))


def test_a_version_is_that_of_the_members():
    one, other = asked(weights=IN_FORCE).members, asked(weights=IN_FORCE | {"online": "41"}).members
    versions = {whatif.supposed(declaration(), BY, members).version for members in (one, other)}
    assert len(versions) == 2 and declaration().version not in versions


# Nothing declared to weigh


@pytest.fixture
def no_kept_store():
    """A server reads its declaration once; a test with another one begins and ends with a new server's memory."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_a_declaration_without_a_composite_says_so(empty, no_kept_store, tmp_path, monkeypatch):
    before, _, rest = DECLARATION.read_text(encoding="utf-8").partition("[indicator.index]")
    file = tmp_path / "indicators.toml"
    file.write_text(before + rest[rest.index("\n[indicator.") :], encoding="utf-8")
    monkeypatch.setenv("REFORM_DECLARATION", str(file))
    assert declaration().composite is None
    for lang in LANGUAGES:
        assert words(lang).t("whatif.no_composite") in [one.value for one in look("whatif", lang=lang).info]
    assert words("vi").t("profile.standouts") in [one.value for one in look("unit", don_vi="3").header]
    weights = tmp_path / "weights.json"
    weights.write_text('{"weights": {"online": 1}}', encoding="utf-8")
    given = ["whatif", "--period", "2026-Q3", "--weights", str(weights), "--store", str(empty)]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2 and words("vi").t("cli.no_composite") in result.stderr
