"""Names: one match key for one name however it is written, and never one key for two names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.wards import (
    ABBREVIATIONS,
    TYPES,
    fold,
    folded_key,
    full_name,
    match_key,
    same_locality,
    settle_tones,
    split_type,
    tidy,
)

SYLLABLES = [
    *("Hòa", "Thủy", "Hoàn", "Huỳnh", "Quý", "Khoái", "Khê", "Thạch", "Bàn", "Trần", "Hưng", "Đạo", "Vĩnh"),
    *("Trung", "Ngọc", "Đức", "Lúa", "Ngọt", "Cầu", "Vồng", "Ấm", "Sương", "Bàng", "Vuông", "Mỹ", "Quế"),
]
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map(" ".join)
types = st.sampled_from(TYPES)


def new_style(text):
    return text.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ")


# ── One name, many writings ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    [
        "Phường Hòa Khê",
        "P. Hòa Khê",
        "P.Hòa Khê",
        "UBND phường Hoà Khê",
        "Ủy ban nhân dân phường Hòa Khê",
        "Uỷ ban nhân dân P. Hoà Khê",
        "HÒA KHÊ",
        "hoà   khê",
        "Phường Hòa Khê\u200b",
        unicodedata.normalize("NFD", "Phường Hòa Khê"),
    ],
)
def test_writings_of_one_name_share_a_key(written):
    assert match_key(written) == match_key("Hòa Khê") == "hoà khê"


@pytest.mark.parametrize(
    "one,other",
    [
        ("Hòa Khê", "Hoa Khê"),
        ("Hòa Khê", "Hoa Khe"),
        ("Nắng Ấm", "Năng Am"),
        ("Hoàn", "Hoan"),
        ("Thủy", "Thụy"),
        ("Phường 1", "Phường 11"),
    ],
)
def test_names_that_differ_keep_their_keys(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    "old,new",
    [
        ("hòa", "hoà"),
        ("Thủy", "Thuỷ"),
        ("khỏe", "khoẻ"),
        ("HÒA", "HOÀ"),
        ("tùy", "tuỳ"),
        ("xõa", "xoã"),
        ("họa", "hoạ"),
    ],
)
def test_tone_of_an_open_syllable_moves(old, new):
    assert settle_tones(old) == settle_tones(new) == new


@pytest.mark.parametrize(
    "word",
    ["hoàn", "huỳnh", "Quý", "khoái", "thuyền", "hòan", "húynh", "của", "múa", "Huế", "hoặc", "quà", "toán", "Huyền"],
)
def test_other_syllables_keep_their_tone(word):
    assert settle_tones(word) == word


@pytest.mark.parametrize(
    "word,folded",
    [("Hòa Khê", "hoa khe"), ("ĐƯỜNG", "duong"), ("Thuỷ", "thuy"), ("Bà Rịa – Vũng Tàu", "ba ria-vung tau")],
)
def test_fold_drops_accents(word, folded):
    assert fold(word) == folded


@given(names, types)
def test_every_writing_of_a_name_has_one_key(name, kind):
    writings = [
        f"{kind} {name}",
        f"UBND {kind.upper()} {name.upper()}",
        new_style(name),
        unicodedata.normalize("NFD", name),
        f" {name}  ",
    ]
    writings += [f"{short.upper()}. {name}" for short, meant in ABBREVIATIONS.items() if meant == kind]
    assert {match_key(written) for written in writings} == {match_key(name)}


@given(names, names)
def test_one_key_means_one_name_but_for_tone_placement(one, other):
    assert (match_key(one) == match_key(other)) == (new_style(one).casefold() == new_style(other).casefold())


@given(names, types)
def test_full_name_is_settled_and_keeps_letters(name, kind):
    full = full_name(f"UBND {kind} {name}")
    assert full == f"{kind.capitalize()} {name}"
    assert full_name(full) == full
    assert split_type(full) == (kind, name)


@given(st.text(max_size=40))
def test_any_text_has_a_type_and_a_name(text):
    kind, bare = split_type(text)
    assert kind is None or kind in TYPES
    assert tidy(text).endswith(bare)
    assert fold(fold(text)) == fold(text)
    assert isinstance(match_key(text), str) and isinstance(full_name(text), str)


@given(st.text("hoàuỷyaenÒÀ ", max_size=12))
def test_settling_twice_changes_nothing_more(text):
    assert settle_tones(settle_tones(text)) == settle_tones(text)


# ── Types ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written,expected",
    [
        ("Thị trấn Núi Thành", ("thị trấn", "Núi Thành")),
        ("TT. Núi Thành", ("thị trấn", "Núi Thành")),
        ("TT Núi Thành", ("thị trấn", "Núi Thành")),
        ("TP.Hải Dương", ("thành phố", "Hải Dương")),
        ("TP Hải Dương", ("thành phố", "Hải Dương")),
        ("X. Tiên Sơn", ("xã", "Tiên Sơn")),
        ("Q. Thanh Khê", ("quận", "Thanh Khê")),
        ("H. Tiên Phước", ("huyện", "Tiên Phước")),
        ("Thị xã Điện Bàn", ("thị xã", "Điện Bàn")),
        ("Đặc khu Hoàng Sa", ("đặc khu", "Hoàng Sa")),
        ("P5", ("phường", "5")),
        ("Phường 05", ("phường", "05")),
        ("Hòa Khê", (None, "Hòa Khê")),
        ("P Rao", (None, "P Rao")),
        ("Phường", (None, "Phường")),
        ("Xãm Hà", (None, "Xãm Hà")),
        ("Phường Phường Đúc", ("phường", "Phường Đúc")),
    ],
)
def test_type_and_bare_name(written, expected):
    assert split_type(written) == expected


@pytest.mark.parametrize(
    "written,key",
    [
        ("Phuong Hoa Lua", "hoa lua"),
        ("Phường Hòa Lúa", "hoa lua"),
        ("Phường Quán Thánh", "quan thanh"),
        ("Phuong Quan Thanh", "quan thanh"),
        ("Xã Tĩnh Húc", "tinh huc"),
    ],
)
def test_only_a_type_word_is_taken_off_when_accents_are_dropped(written, key):
    assert folded_key(written) == key


def test_numbered_wards_are_equal_with_and_without_zero():
    assert match_key("Phường 05") == match_key("P.5") == "5"


@pytest.mark.parametrize(
    "written,expected",
    [
        ("UBND P. Lúa Ngọt", "Phường Lúa Ngọt"),
        ("HÒA KHÊ", "Hòa Khê"),
        ("UBND THÀNH PHỐ MINH HỌA", "Thành phố Minh Họa"),
        ("PHƯỜNG BÀNG VUÔNG", "Phường Bàng Vuông"),
        ("phường hoà khê", "Phường Hoà Khê"),
        ("Phường III", "Phường III"),
        ("xã Ea H'leo", "Xã Ea H'leo"),
        ("TX. Điện Bàn", "Thị xã Điện Bàn"),
    ],
)
def test_full_name(written, expected):
    assert full_name(written) == expected


@pytest.mark.parametrize(
    "name,locality,same",
    [
        ("Quận Thanh Khê", "Quận Thanh Khê", True),
        ("UBND QUẬN THANH KHÊ", "Quận Thanh Khê", True),
        ("Phường Thanh Khê", "Quận Thanh Khê", False),
        ("Thanh Khê", "Quận Thanh Khê", False),
        ("Thanh Khê", "Thanh Khê", False),
        ("Quận Thanh Khe", "Quận Thanh Khê", False),
    ],
)
def test_locality_only_by_its_full_name(name, locality, same):
    assert same_locality(name, locality) is same
