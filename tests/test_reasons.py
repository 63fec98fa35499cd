"""Why a rank moved, in sentences: a golden text of every branch in both languages, and no number that is not a fact."""

import re

import pytest

from reform.indicators import declaration
from reform.reasons import because, largest, moved, part_name, why_moved
from reform.rows import records
from reform.text import difference, words
from tests.test_moves import ranked, row

LOCALITY = "Thành phố Minh Họa"
NAMES = ["An", "Bình", "Cúc", "Dung", "Em", "Giang", "Hà"]
ONLINE, TIMELINESS, OVERDUE, SCORE = (
    declaration().indicators[key] for key in ("online", "timeliness", "overdue", "score")
)
PERIODS = {"vi": ("quý III/2026", "quý II/2026"), "en": ("Q3 2026", "Q2 2026")}


def moves(*pairs, sign=1):
    """The records of `rank_moves` of units An, Bình … by (before, now); None: not in that ranking."""
    rows = [row(at, *(None if one is None else sign * one for one in pair)) for at, pair in enumerate(pairs, 1)]
    for one, pair, name in zip(ranked(rows), pairs, NAMES, strict=False):
        one |= {"bare_name": name, "ward": f"Phường {name}", "before_value": pair[0], "value": pair[1]}
    return rows


def told(lang, by, *pairs, against=True, sign=1):
    """The sentences about the first unit."""
    period, earlier = PERIODS[lang]
    return why_moved(words(lang), moved(moves(*pairs, sign=sign), 1), by, period, earlier if against else None)


# A golden text of every branch: (indicator, pairs) → what is told in each language.
GOLDEN = {
    "fell although it rose": (
        SCORE,
        [(80, 81.2), (79, 83), (78, 82), (90, 91)],
        [
            "Điểm CCHC của An tăng 1,20 điểm nhưng giảm 2 hạng (2 → 4) so với quý II/2026, "
            "vì bị 2 đơn vị vượt qua: Bình và Cúc.",
            "2 đơn vị có thay đổi tốt hơn: Bình và Cúc.",
            "Tách riêng: thay đổi của chính An: giữ nguyên hạng; thay đổi của các đơn vị khác: giảm 2 hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 2).",
        ],
        [
            "An, Reform score: up 1.20 points, but down 2 ranks (2 → 4) against Q2 2026, "
            "as other units passed it (2): Bình and Cúc.",
            "Units whose change was better (2): Bình and Cúc.",
            "Taken apart: the unit's own change: same rank; the changes of all others: down 2 ranks "
            "(had An alone changed, it would be rank 2).",
        ],
    ),
    "rose and rose": (
        ONLINE,
        [(70, 85), (80, 80)],
        [
            "Hồ sơ trực tuyến của An tăng 15,00 điểm phần trăm và tăng 1 hạng (2 → 1) so với quý II/2026, "
            "nhờ vượt qua 1 đơn vị: Bình.",
            "Tách riêng: thay đổi của chính An: tăng 1 hạng; thay đổi của các đơn vị khác: giữ nguyên hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 1).",
        ],
        [
            "An, Online share: up 15.00 percentage points, up 1 rank (2 → 1) against Q2 2026, "
            "having passed other units (1): Bình.",
            "Taken apart: the unit's own change: up 1 rank; the changes of all others: same rank "
            "(had An alone changed, it would be rank 1).",
        ],
    ),
    "drew level": (
        ONLINE,
        [(70, 80), (80, 80), (90, 90)],
        [
            "Hồ sơ trực tuyến của An tăng 10,00 điểm phần trăm và tăng 1 hạng (3 → 2) so với quý II/2026, "
            "nhờ vượt qua hoặc đuổi kịp 1 đơn vị: Bình.",
            "Tách riêng: thay đổi của chính An: tăng 1 hạng; thay đổi của các đơn vị khác: giữ nguyên hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 2).",
        ],
        [
            "An, Online share: up 10.00 percentage points, up 1 rank (3 → 2) against Q2 2026, "
            "having passed or drawn level with other units (1): Bình.",
            "Taken apart: the unit's own change: up 1 rank; the changes of all others: same rank "
            "(had An alone changed, it would be rank 2).",
        ],
    ),
    "the rank stayed though two moves cancel": (
        ONLINE,
        [(70, 85), (80, 80), (60, 90)],
        [
            "Hồ sơ trực tuyến của An tăng 15,00 điểm phần trăm và giữ nguyên hạng (2 → 2) so với quý II/2026.",
            "Bị 1 đơn vị vượt qua: Cúc.",
            "Vượt qua 1 đơn vị: Bình.",
            "1 đơn vị có thay đổi tốt hơn: Cúc.",
            "Tách riêng: thay đổi của chính An: tăng 1 hạng; thay đổi của các đơn vị khác: giảm 1 hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 1).",
        ],
        [
            "An, Online share: up 15.00 percentage points, same rank (2 → 2) against Q2 2026.",
            "Other units passed it (1): Cúc.",
            "It passed other units (1): Bình.",
            "Units whose change was better (1): Cúc.",
            "Taken apart: the unit's own change: up 1 rank; the changes of all others: down 1 rank "
            "(had An alone changed, it would be rank 1).",
        ],
    ),
    "fell and drew level on the way": (
        ONLINE,
        [(70, 80), (80, 80), (60, 90), (50, 85)],
        [
            "Hồ sơ trực tuyến của An tăng 10,00 điểm phần trăm nhưng giảm 1 hạng (2 → 3) so với quý II/2026, "
            "vì bị 2 đơn vị vượt qua: Cúc và Dung.",
            "Vượt qua hoặc đuổi kịp 1 đơn vị: Bình.",
            "2 đơn vị có thay đổi tốt hơn: Cúc và Dung.",
            "Tách riêng: thay đổi của chính An: tăng 1 hạng; thay đổi của các đơn vị khác: giảm 2 hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 1).",
        ],
        [
            "An, Online share: up 10.00 percentage points, but down 1 rank (2 → 3) against Q2 2026, "
            "as other units passed it (2): Cúc and Dung.",
            "It passed or drew level with other units (1): Bình.",
            "Units whose change was better (2): Cúc and Dung.",
            "Taken apart: the unit's own change: up 1 rank; the changes of all others: down 2 ranks "
            "(had An alone changed, it would be rank 1).",
        ],
    ),
    "only who is in the table changed": (
        ONLINE,
        [(70, 70), (None, 90), (80, None), (85, None)],
        [
            "Hồ sơ trực tuyến của An không đổi nhưng tăng 1 hạng (3 → 2) so với quý II/2026.",
            "Mới có trong bảng và đứng trên An: Bình (quý II/2026 chưa xếp hạng).",
            "Đứng trên An ở quý II/2026, nay không có trong bảng: Cúc và Dung.",
            "Tách riêng: thay đổi của chính An: giữ nguyên hạng; thay đổi của các đơn vị khác: tăng 1 hạng "
            "(nếu chỉ An thay đổi thì xếp hạng 3).",
        ],
        [
            "An, Online share: unchanged, but up 1 rank (3 → 2) against Q2 2026.",
            "New in the table and ahead of An: Bình (not ranked in Q2 2026).",
            "Ahead of An in Q2 2026 and no longer in the table: Cúc and Dung.",
            "Taken apart: the unit's own change: same rank; the changes of all others: up 1 rank "
            "(had An alone changed, it would be rank 3).",
        ],
    ),
    "one unit alone": (
        ONLINE,
        [(70, 60)],
        ["Hồ sơ trực tuyến của An giảm 10,00 điểm phần trăm và giữ nguyên hạng (1 → 1) so với quý II/2026."],
        ["An, Online share: down 10.00 percentage points, same rank (1 → 1) against Q2 2026."],
    ),
    "new this period": (
        ONLINE,
        [(None, 60), (70, 80)],
        ["An xếp hạng 2 về Hồ sơ trực tuyến; quý II/2026 chưa có số liệu so sánh được."],
        ["An is rank 2 by Online share; Q2 2026 has no figure to compare with."],
    ),
    "not ranked now": (
        ONLINE,
        [(60, None), (70, 80)],
        ["Đơn vị này không được xếp hạng Hồ sơ trực tuyến trong quý III/2026, nên không có gì để so sánh."],
        ["This unit has no rank by Online share in Q3 2026, so there is nothing to compare."],
    ),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("claim", GOLDEN)
def test_what_is_told(claim, lang):
    by, pairs, vi, en = GOLDEN[claim]
    assert told(lang, by, *pairs) == (vi if lang == "vi" else en)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_there_is_no_earlier_period(lang):
    said = {
        "vi": "An xếp hạng 1 về Hồ sơ trực tuyến; kỳ này không có kỳ trước cùng loại để so sánh.",
        "en": "An is rank 1 by Online share; there is no earlier period of this kind to compare with.",
    }
    assert told(lang, ONLINE, (None, 60), against=False) == [said[lang]]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_unit_that_neither_ranking_holds(lang):
    period, earlier = PERIODS[lang]
    found = why_moved(words(lang), moved(moves((1, 2)), 9), ONLINE, period, earlier)
    assert found == [words(lang).t("explain.not_ranked_now", name=ONLINE.short.in_(lang), period=period)]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_equal_values_name_the_keys_that_part_them(lang):
    said = told(lang, TIMELINESS, (100, 100), (100, 100))
    keys = [declaration().indicators[key].name.in_(lang) for key in TIMELINESS.keys]
    shown = ", ".join(words(lang).inside(key) for key in keys)
    assert words(lang).t("explain.by_keys", keys=shown) in said
    assert not any(words(lang).t("explain.by_keys", keys=shown) in one for one in told(lang, ONLINE, (9, 9), (9, 9)))


@pytest.mark.parametrize(("pairs", "word"), [([(3, 1), (2, 2)], "giảm 2,00"), ([(1, 3), (2, 2)], "tăng 2,00")])
def test_less_can_be_better(pairs, word):
    first = told("vi", OVERDUE, *pairs, sign=-1)[0]
    assert word in first and "nhưng" not in first


def test_more_than_four_names_are_counted():
    pairs = [(90, 90), *((at, 91 + at) for at in range(6))]
    assert "6 đơn vị vượt qua: Bình, Cúc, Dung, Em và 2 đơn vị khác." in told("vi", ONLINE, *pairs)[0]
    assert "(6): Bình, Cúc, Dung, Em and 2 other units." in told("en", ONLINE, *pairs)[0]


def test_two_units_of_one_name_are_told_apart_by_their_type():
    rows = moves((70, 70), (60, 80), (50, 90))
    rows[1] |= {"bare_name": "Cúc", "ward": "Xã Cúc"}
    assert "Xã Cúc và Phường Cúc" in why_moved(words("vi"), moved(rows, 1), ONLINE, *PERIODS["vi"])[0]


def test_names_are_made_safe_where_they_are_shown():
    rows = moves((70, 70), (60, 80))
    rows[1]["bare_name"] = "*B*"
    found = moved(rows, 1, lambda name: name.replace("*", "\\*"))
    assert "\\*B\\*" in because(words("vi"), found, -1)


# What a change is made of


def part(kind, name, change):
    return {"part_kind": kind, "part": name, "change": change}


@pytest.mark.parametrize(
    ("changes", "vi", "en"),
    [
        ((), "", ""),
        ((0.0, 0.0), "", ""),
        (
            (2.5, 0.0),
            "Tác động lớn nhất: Hồ sơ trực tuyến làm tăng 2,50 điểm.",
            "What moved it most: Online share: up 2.50 points.",
        ),
        (
            (-1.0, -4.0),
            "Tác động lớn nhất: Trước và đúng hạn làm giảm 4,00 điểm.",
            "What moved it most: Timeliness: down 4.00 points.",
        ),
        (
            (3.0, -4.0),
            "Tác động lớn nhất: Hồ sơ trực tuyến làm tăng 3,00 điểm và Trước và đúng hạn làm giảm 4,00 điểm.",
            "What moved it most: Online share: up 3.00 points and Timeliness: down 4.00 points.",
        ),
    ],
)
def test_the_largest_parts_either_way(changes, vi, en):
    parts = [part("member", key, one) for key, one in zip(("online", "timeliness"), changes, strict=False)]
    assert (largest(words("vi"), parts, SCORE), largest(words("en"), parts, SCORE)) == (vi, en)


def test_a_part_is_named_by_its_indicator_or_its_measure():
    assert part_name(words("vi"), part("member", "online", 1)) == "Hồ sơ trực tuyến"
    assert part_name(words("vi"), part("term", "received_online", 1)) == "Tiếp nhận trực tuyến"


# No number that is not a fact


def numbers(sentence):
    return re.findall(r"\d+(?:[.,]\d+)*", sentence)


def facts(say, found, by, parts):
    """Every number that the answers hold, as this language writes it."""
    row, move = found.row, found.move
    counts = [row["rank"], row["before_rank"]]
    known = set()
    if move:
        counts += [move.own_rank, abs(move.own), abs(move.others), abs(move.before - move.after)]
        for side in (move.passed, move.passed_by, move.entered, move.left, move.rose_more):
            counts += [len(side), len(side) - 4]
        known |= set(numbers(say.change(difference(row["value"], row["before_value"]), by.unit)))
    known |= {say.count(one) for one in counts if one is not None}
    return known | {one for line in parts for one in numbers(say.change(difference(line["change"], 0), by.unit))}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("by", ["online", "timeliness", "index", "overdue"])
def test_no_number_in_a_sentence_is_missing_from_the_facts(sample, by, lang):
    say, indicator, told_of = words(lang), declaration().indicators[by], 0
    for period, against in (("2026-Q3", "2026-Q2"), ("2025-Q3", "2024-Q3")):
        asked = {"period": period, "against": against, "by": by}
        rows = records(sample.ask("rank_moves", locality=LOCALITY, group=None, scheme=None, **asked))
        for unit in rows:
            found = moved(rows, unit["unit_id"])
            parts = records(sample.ask("contributions", unit_id=unit["unit_id"], **asked))
            said = [*why_moved(say, found, indicator, "P", "Q"), largest(say, parts, indicator)]
            known = facts(say, found, indicator, parts)
            assert not [one for line in said for one in numbers(line) if one not in known], said
            told_of += len(said)
    assert told_of > 40
