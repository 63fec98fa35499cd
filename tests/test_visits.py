"""Which units to visit and why: every reason with its figure, the order recomputed from the queries' rows."""

import json
import shutil
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from reform.__main__ import main
from reform.indicators import DECLARATION, DeclarationError, declaration, read_declaration
from reform.rows import records
from reform.sample import LOCALITY
from reform.store import NotThere, open_store
from reform.text import words
from reform.visits.suggesting import suggested, suggestions_of
from tests.pages import EVIL, HEAD, LIVE, PLACE, shown

vi, en = words("vi"), words("en")
DAY = date(2026, 11, 1)
WEIGHTS = tomllib.loads(DECLARATION.read_text(encoding="utf-8"))["visit_weights"]
NAMES = {"previous": "quý II/2026", "last_year": "quý III/2025"}


@pytest.fixture(scope="module")
def visited(sample, tmp_path_factory):
    """The sample's figures with recommendations and visits."""
    store = open_store(shutil.copytree(sample.directory, tmp_path_factory.mktemp("visited") / "store"))
    ids = list(store.ask("units", locality=LOCALITY)["unit_id"])
    dues = [(ids[0], "2026-06-30"), (ids[0], "2026-09-30"), (ids[1], "2026-12-31"), (ids[2], None)]
    rows = [
        {"unit_id": unit, "text": f"Việc {n} {EVIL}", "date": "2026-01-15", "due": due}
        for n, (unit, due) in enumerate(dues)
    ]
    done = {"unit_id": ids[3], "text": "Việc xong", "date": "2026-01-15", "due": "2026-02-01", "state": "done"}
    store.recommend([*rows, done])
    store.record_visit(ids[:2], "2026-01-15", "Đoàn A")
    store.record_visit(ids[2:4], "2025-03-01", "Đoàn B")
    return store


def found(store, period="2026-Q3", **more):
    return suggestions_of(store.ask, declaration(), vi, LOCALITY, period, day=DAY, **more)


# ── The order, again ──────────────────────────────────────────────────────────


def expected(store, period):
    """[(unit id, points, {reason keys})] by the weights of the file and the rows of the queries, in plain Python."""
    doubts = {}
    asked = {"locality": LOCALITY, "period": period}
    missing = {row["unit_id"] for row in records(store.ask("unranked", **asked, by="online"))
               if row["reason"] == "not_submitted"}  # fmt: skip
    positions = records(store.ask("positions", **asked))
    late, last = {}, {}
    for row in records(store.ask("recommendations", locality=LOCALITY)):
        if row["state"] != "done" and row["due"] is not None and row["due"].date() < DAY:
            late[row["unit_id"]] = late.get(row["unit_id"], 0) + 1
    for row in records(store.ask("visits", locality=LOCALITY)):
        last.setdefault(row["unit_id"], row["day"].date())
    made = []
    for place, unit in enumerate(dict.fromkeys(row["unit_id"] for row in positions)):
        rows = records(store.ask("doubts", unit_id=unit, period=period))
        doubts[unit] = sum(row["severity"] == "note" or row["cell"] is not None for row in rows)
        points = {("not_reported", None): WEIGHTS["not_reported"]["points"] if unit in missing else 0}
        points["doubts", None] = min(doubts[unit] * WEIGHTS["doubts"]["points"], WEIGHTS["doubts"]["most"])
        overdue = WEIGHTS["recommendations_overdue"]
        points["recommendations_overdue", None] = min(late.get(unit, 0) * overdue["points"], overdue["most"])
        long = WEIGHTS["long_since_visited"]
        points["never_visited", None] = WEIGHTS["never_visited"]["points"] if unit not in last else 0
        points["long_since_visited", None] = (
            long["points"] if unit in last and (DAY - last[unit]).days >= long["days"] else 0
        )
        for row in positions:
            if row["unit_id"] == unit:
                points |= of_figures(row)
        reasons = {key: value for key, value in points.items() if value}
        made.append((unit, sum(reasons.values()), set(reasons), place))
    return [one[:3] for one in sorted(made, key=lambda one: (-one[1], one[3]))]


def of_figures(row):
    """The points that one indicator gives a unit."""
    by = declaration().indicators[row["indicator"]]
    if by.scheme:
        return {}
    if row["value"] is None:
        is_left = row["reason"] == "blank" and row["locality_value"] is not None
        own = by.key in ("score", "online", "timeliness", "satisfaction")
        return {("left_blank", by.key): WEIGHTS["left_blank"]["points"]} if is_left and own else {}
    sign, told = 1 if by.direction == "higher" else -1, {}
    value = Decimal(repr(row["value"]))
    if by.target and sign * (value - Decimal(repr(by.target.value))) < Decimal("-1e-9"):
        told["below_target", by.key] = WEIGHTS["below_target"]["points"]
    if by.key in ("score", "online", "timeliness", "satisfaction"):
        for key, column in (("fell_previous", "previous"), ("fell_last_year", "last_year")):
            weight, before = WEIGHTS[key], row[f"{column}_value"]
            worse = before is not None and sign * (value - Decimal(repr(before))) <= -weight["change"]
            rank = row[f"{column}_rank"]
            if worse or (rank is not None and row["rank"] - rank >= weight["places"]):
                told[key, by.key] = weight["points"]
    return told


@pytest.mark.parametrize("period", ["2026-Q3", "2025"])
def test_the_order_is_the_sum_of_reasons_then_the_offices_own(visited, period):
    told = found(visited, period)
    shown = [(one.unit_id, one.points, {(each.key, each.by) for each in one.reasons}) for one in told]
    assert shown == expected(visited, period) and len(told) == 10
    assert all(one.points == sum(each.points for each in one.reasons) for one in told)
    places = [1 + sum(other.points > one.points for other in told) for one in told]
    assert [one.place for one in told] == places
    assert {each.key for one in found(visited) for each in one.reasons} >= {"below_target", "recommendations_overdue"}


def test_every_reason_says_its_figure(visited):
    units = {one.unit_id: one for one in found(visited)}
    ids = list(visited.ask("units", locality=LOCALITY)["unit_id"])
    told = {each.key: each for each in units[ids[0]].reasons}
    assert told["recommendations_overdue"].text == "2 kiến nghị quá hạn, lâu nhất từ 30/06/2026 (124 ngày)"
    assert units[ids[0]].last_visit == date(2026, 1, 15)
    told = {each.key: each.text for each in units[ids[2]].reasons}
    assert told["long_since_visited"] == "Giám sát gần nhất ngày 01/03/2025, đã 610 ngày"
    rows = {
        row["unit_id"]: row
        for row in records(visited.ask("positions", locality=LOCALITY, period="2026-Q3", by="online"))
    }
    below = [
        (one, each)
        for one in units.values()
        for each in one.reasons
        if (each.key, each.by) == ("below_target", "online")
    ]
    assert below
    for one, each in below:
        value = vi.share(rows[one.unit_id]["value"])
        assert each.text == f"Hồ sơ trực tuyến {value}, thấp hơn mục tiêu 50%"


def test_a_group_is_a_list_of_its_own(visited):
    groups = {one.group for one in found(visited)}
    parts = [one.unit_id for group in groups for one in found(visited, group=group)]
    assert len(groups) > 1 and sorted(parts) == sorted(one.unit_id for one in found(visited))


def test_a_list_of_unreported_units_is_in_the_offices_order(three_units):
    told = suggestions_of(three_units.ask, declaration(), vi, "Thành phố Thử", "2026-Q3", day=DAY)
    assert told == []  # nobody has reported: nobody is expected yet
    line = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\nPhường Hai;Thành phố Thử;Quý III/2026;90;10\n"
    three_units.publish(three_units.draft(line.encode(), "a.csv"), ["all"])
    told = suggestions_of(three_units.ask, declaration(), vi, "Thành phố Thử", "2026-Q3", day=DAY)
    assert [(one.place, one.unit) for one in told] == [(1, "Phường Một"), (1, "Xã Ba"), (3, "Phường Hai")]
    assert [each.key for each in told[0].reasons] == ["not_reported", "never_visited"]


# ── One unit's reasons ────────────────────────────────────────────────────────


SIGN = {"unit_id": 2, "ward": "Phường An", "group_name": None, "submitted": True, "doubts": 0, "overdue": 0}
SIGN |= {"due": None, "days_overdue": None, "last_visit": date(2026, 10, 1), "days_since": 31}
ROW = {"unit_id": 2, "indicator": "online", "value": 60.0, "rank": 5, "previous_value": 60.0, "previous_rank": 5}
ROW |= {"last_year_value": None, "last_year_rank": None, "reason": None, "locality_value": 80.0}


class Day(date):
    """A day as a query gives it."""

    def date(self):
        return self


SIGN["last_visit"] = Day(2026, 10, 1)


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        ({}, []),
        ({"value": 50.0, "previous_value": 50.9}, []),  # at the target; fell by less than counts
        ({"value": 49.999, "previous_value": 49.0}, ["Hồ sơ trực tuyến 49,999%, thấp hơn mục tiêu 50%"]),
        ({"previous_rank": 4}, []),
        (
            {"previous_rank": 3},
            ["Hồ sơ trực tuyến giảm 2 hạng (từ hạng 3 xuống hạng 5) so với quý II/2026"],
        ),
        (
            {"previous_value": 61.0, "previous_rank": 2},
            ["Hồ sơ trực tuyến giảm 1,00 điểm phần trăm và giảm 3 hạng (từ hạng 2 xuống hạng 5) so với quý II/2026"],
        ),
        ({"last_year_value": 80.5}, ["Hồ sơ trực tuyến giảm 20,50 điểm phần trăm so với quý III/2025"]),
        ({"value": None, "rank": None, "previous_value": 80.0, "previous_rank": 1}, []),
    ],
)
def test_a_fall_counts_from_as_much_as_the_weights_say(change, texts):
    (one,) = suggested(vi, declaration(), [ROW | change], [SIGN], NAMES)
    assert [each.text for each in one.reasons] == texts


def test_of_what_is_better_lower_more_is_worse():
    row = ROW | {"indicator": "satisfaction", "value": 88.0, "previous_value": 95.0}
    (one,) = suggested(en, declaration(), [row], [SIGN], {"previous": "Q2", "last_year": "Q3"})
    assert [(each.key, each.by) for each in one.reasons] == [
        ("below_target", "satisfaction"),
        ("fell_previous", "satisfaction"),
    ]
    assert not suggested(vi, declaration(), [ROW | {"indicator": "index", "previous_value": 90.0}], [SIGN], NAMES)[
        0
    ].points


def test_what_others_reported_and_a_report_left_blank_is_a_reason():
    row = ROW | {"value": None, "rank": None, "reason": "blank", "locality_value": 80.0}
    (one,) = suggested(vi, declaration(), [row], [SIGN], NAMES)
    assert [(each.key, each.by, each.points) for each in one.reasons] == [("left_blank", "online", 5)]
    assert one.reasons[0].text == "Hồ sơ trực tuyến: báo cáo để trống, đơn vị khác có số liệu"
    for other in ({"reason": "no_dossiers"}, {"locality_value": None}, {"indicator": "index"}, {"indicator": "early"}):
        assert suggested(vi, declaration(), [row | other], [SIGN], NAMES)[0].reasons == ()


def test_points_of_a_kind_have_a_limit():
    sign = SIGN | {"doubts": 40, "overdue": 9, "due": Day(2026, 1, 1), "days_overdue": 300, "submitted": False}
    (one,) = suggested(vi, declaration(), [], [sign], NAMES)
    assert [(each.key, each.points) for each in one.reasons] == [
        ("recommendations_overdue", 18),
        ("not_reported", 10),
        ("doubts", 5),
    ]


# ── The weights ───────────────────────────────────────────────────────────────


TEXT = DECLARATION.read_text(encoding="utf-8")


def test_weights_are_data():
    other = read_declaration(TEXT.replace("never_visited = { points = 6 }", "never_visited = { points = 0 }"))
    sign = SIGN | {"last_visit": None}
    assert suggested(vi, declaration(), [], [sign], NAMES)[0].points == 6
    assert suggested(vi, other, [], [sign], NAMES)[0].reasons == ()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("never_visited = { points = 6 }", "", "[visit_weights] never_visited: is missing"),
        ("never_visited = { points = 6 }", "never_visited = { points = -3 }", "points: must not be negative"),
        ("never_visited = { points = 6 }", "never_visited = { points = 1.5 }", "points: must be a whole number"),
        ("never_visited = { points = 6 }", "never_visited = { points = 3, days = 4 }", "days: is not a key"),
        ("points = 5, days = 365", "points = 5", "[visit_weights.long_since_visited] days: is missing"),
        ("[visit_weights]\n", "[visit_weights]\nweather = { points = 3 }\n", "'weather' is no reason to visit"),
        ("[visit_weights]\n", "[visit_weights]\nnot_a_table = 3\n", "not_a_table: must be a table"),
    ],
)
def test_a_weight_that_cannot_be_is_named(before, after, fault):
    assert TEXT.count(before) == 1
    with pytest.raises(DeclarationError) as wrong:
        read_declaration(TEXT.replace(before, after))
    assert any(fault in one for one in wrong.value.faults), wrong.value.faults


# ── The command line ──────────────────────────────────────────────────────────


def call(store, *arguments, exit_code=0, as_json=True):
    given = [*map(str, arguments), "--store", str(store.directory), *(["--json"] if as_json else [])]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == exit_code, result.stderr + result.stdout
    return json.loads(result.stdout) if as_json else result.stdout


def test_the_command_line_tells_the_same(visited):
    said = call(visited, "visits", "--period", "2026-Q3", "--day", "2026-11-01")
    assert (said["locality"], said["period"], said["day"]) == (LOCALITY, "2026-Q3", "2026-11-01")
    told = found(visited)
    assert [(one["unit"], one["unit_id"], one["points"], one["last_visit"]) for one in said["units"]] == [
        (one.unit, one.unit_id, one.points, one.last_visit and str(one.last_visit)) for one in told
    ]
    first = said["units"][0]
    assert {"key", "points", "text"} <= first["reasons"][0].keys()
    assert sum(each["points"] for each in first["reasons"]) == first["points"]
    lines = call(visited, "visits", "--period", "2026-Q3", "--day", "2026-11-01", as_json=False)
    assert f"1. {told[0].unit}: {told[0].points} điểm" in lines and told[0].reasons[0].text in lines
    assert call(visited, "visits", "--period", "quý ba", exit_code=2)["error"]["code"] == "unknown_period"


def test_a_visit_is_recorded_from_the_command_line(three_units):
    about = (
        "visited",
        "--units",
        "P. Một, Xã Ba",
        "--date",
        "15/10/2026",
        "--delegation",
        "Đoàn A",
        "--ban",
        "Ban Pháp chế",
    )
    assert call(three_units, *about)["recorded"] and not call(three_units, *about)["recorded"]
    assert list(three_units.ask("visits")["ward"]) == ["Phường Một", "Xã Ba"]
    wrong = ("visited", "--units", "Phường Chín", "--date", "2026-10-15", "--delegation", "Đoàn A")
    assert call(three_units, *wrong, exit_code=2)["error"]["code"] == "unknown_unit"


# ── On a page ─────────────────────────────────────────────────────────────────


def suggesting_page():
    """What the page of supervision shows of it, alone."""
    from reform import frame, session
    from tests.test_visits import PLACE

    session.open_choices()
    found = frame.suggested_units(PLACE, "2026-Q3")
    frame.show_outcome()
    frame.show_suggestions(PLACE, "2026-Q3", "Quý III/2026", found)
    frame.ask_visit(PLACE, [2], delegation="Đoàn A")
    frame.ask_recommendation_list(PLACE)


def test_a_visit_to_more_units_adds_those_alone_and_none_is_to_the_locality(three_units):
    one, two, *_ = three_units.ask("units", locality=PLACE)["unit_id"]
    assert three_units.record_visit([one], "2026-09-01", "Đoàn A")
    assert three_units.record_visit([one, two], "2026-09-01", "đoàn a")
    assert not three_units.record_visit([two, one], "2026-09-01", "Đoàn A")
    assert sorted(three_units.ask("visits")["unit_id"]) == [one, two]
    whole = next(unit["unit_id"] for unit in three_units.registry().units if unit["is_locality"])
    with pytest.raises(NotThere, match="unknown_unit"):
        three_units.record_visit([two, whole], "2026-09-02", "Đoàn A")


def test_a_page_shows_the_suggestions_and_records_a_visit(three_units, menu_only):
    line = f"{HEAD}Phường Hai;{PLACE};Quý III/2026;90;10\n"
    three_units.publish(three_units.draft(line.encode(), "a.csv"), ["all"])
    at = AppTest.from_function(suggesting_page, default_timeout=30)
    at.run()
    assert not at.exception, at.exception
    assert at.header[0].value == "Gợi ý chọn đơn vị giám sát, quý III/2026"
    assert list(at.dataframe[0].value.iloc[:, 1]) == ["Phường Một", "Xã Ba", "Phường Hai"]
    assert "Chưa gửi báo cáo kỳ này; Chưa ghi nhận lần giám sát nào" in list(at.dataframe[0].value.iloc[:, 3])
    assert vi.t("visits.hint") in shown(at)
    next(one for one in at.text_input if one.label == vi.t("acting.who")).set_value("B")
    next(one for one in at.button if one.label == vi.t("visits.record_do")).click()
    at.run()
    assert not at.exception and "Đã ghi nhận lần giám sát ngày" in at.success[0].value
    assert list(at.dataframe[0].value.iloc[:, 2]) == [16, 10, 6]
    assert list(three_units.ask("visits")["ward"]) == ["Phường Một"]


def test_no_recommendation_is_run_by_a_page(visited):
    """The words of a recommendation would like to be Markdown; escaped they are not."""
    from reform.text import escape_markdown
    from reform.visits.telling import origin, standing

    for row in records(visited.ask("recommendations", locality=LOCALITY, day=DAY)):
        told = [escape_markdown(row["text"]), origin(vi, row, escape_markdown), standing(vi, row, escape_markdown)]
        assert not [one for one in told if LIVE.search(one)]
