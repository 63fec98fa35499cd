"""explain: the same facts and sentences as the unit's page, key by key, and how a wrong call ends."""

from decimal import Decimal

import pytest
from click.testing import CliRunner

from reform.__main__ import main
from tests.test_cli import on

NOW = ("explain", "--period", "2026-Q3")


def test_why_a_rank_moved_key_by_key(sample):
    found = on(sample, *NOW, "--unit", "P. Lúa Ngọt", "--by", "index").json
    assert (found["unit"], found["unit_id"], found["locality"]) == ("Phường Lúa Ngọt", 3, "Thành phố Minh Họa")
    assert (found["by"], found["period"], found["against"]) == ("index", "2026-Q3", "2026-Q2")
    assert (found["before_rank"], found["rank"], found["own_rank"]) == (4, 10, 10)
    assert (found["own"], found["others"], len(found["passed_by"]), len(found["rose_more"])) == (-6, 0, 6, 9)
    assert found["passed"] == found["entered"] == found["left"] == []
    assert {"part_kind", "part", "side", "before", "after", "change"} == set(found["contributions"][0])
    assert found["sentences"][0].startswith("Điểm tham khảo của Lúa Ngọt giảm 22,12 điểm và giảm 6 hạng (4 → 10)")


@pytest.mark.parametrize("by", ["online", "timeliness", "index", "early", "overdue", "satisfaction"])
def test_contributions_add_up_to_the_change(sample, by):
    found = on(sample, *NOW, "--unit", "Lúa Ngọt", "--by", by).json
    added = sum(Decimal(f"{part['change']:.12f}") for part in found["contributions"])
    assert added == Decimal(f"{found['change']:.12f}")
    assert float(added) == pytest.approx(found["value"] - found["before_value"], abs=1e-9)


@pytest.mark.parametrize(("against", "period"), [("last_year", "2025-Q3"), ("2024-Q1", "2024-Q1")])
def test_another_period_to_compare_with(sample, against, period):
    found = on(sample, *NOW, "--unit", "Lúa Ngọt", "--by", "online", "--against", against).json
    assert found["against"] == period and found["before_rank"] is not None


def test_the_first_period_has_no_move(sample):
    found = on(sample, "explain", "--period", "2023-Q4", "--unit", "Lúa Ngọt", "--by", "online").json
    assert found["rank"] == 8 and found["own"] is None and found["contributions"] == [] and found["change"] is None
    assert found["sentences"] == ["Lúa Ngọt xếp hạng 8 về Hồ sơ trực tuyến; quý III/2023 chưa có số liệu so sánh được."]


def test_people_read_the_sentences_and_the_parts(sample):
    asked = [*NOW, "--unit", "Lúa Ngọt", "--by", "online", "--lang", "en", "--store", str(sample.directory)]
    said = CliRunner().invoke(main, asked).stdout
    assert "Lúa Ngọt, Online share: up 2.95 percentage points, up 1 rank (9 → 8) against Q2 2026" in said
    assert "Received online" in said and "up 6.01 percentage points" in said


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("--unit", "Không Có"), "unit_not_there"),
        (("--by", "nothing"), "unknown_by"),
        (("--against", "hôm qua"), "unknown_period"),
        (("--against", "2026-Q3"), "not_earlier"),
        (("--period", "2026-Q9"), "unknown_period"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(sample, changed, code):
    said = on(sample, *NOW, "--unit", "Lúa Ngọt", "--by", "online", *changed)
    assert said.exit_code == 2 and said.json["error"]["code"] == code
