"""Fonts from before Unicode and spoilt text: every letter by tables written out here, and recognised by its words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.intake import legacy

BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # không, huyền, hỏi, ngã, sắc, nặng
VOWELS = [unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES]
LETTERS = [*VOWELS, "đ"]
MARKED = [letter for letter in LETTERS if letter not in "aeiouy"]

# TCVN 5712:1993, VN3: a vowel's codes in the order of TONES (none, grave, hook, tilde, acute, dot), as glibc has them.
TCVN3 = {
    "a": "61 b5 b6 b7 b8 b9",
    "ă": "a8 bb bc bd be c6",
    "â": "a9 c7 c8 c9 ca cb",
    "e": "65 cc ce cf d0 d1",
    "ê": "aa d2 d3 d4 d5 d6",
    "i": "69 d7 d8 dc dd de",
    "o": "6f df e1 e2 e3 e4",
    "ô": "ab e5 e6 e7 e8 e9",
    "ơ": "ac ea eb ec ed ee",
    "u": "75 ef f1 f2 f3 f4",
    "ư": "ad f5 f6 f7 f8 f9",
    "y": "79 fa fb fc fd fe",
}
# VNI-Times: small and capital letters of each vowel in the order of TONES.
VNI = {
    "a": "a aø aû aõ aù aï",
    "ă": "aê aè aú aü aé aë",
    "â": "aâ aà aå aã aá aä",
    "e": "e eø eû eõ eù eï",
    "ê": "eâ eà eå eã eá eä",
    "i": "i ì æ ó í ò",
    "o": "o oø oû oõ où oï",
    "ô": "oâ oà oå oã oá oä",
    "ơ": "ô ôø ôû ôõ ôù ôï",
    "u": "u uø uû uõ uù uï",
    "ư": "ö öø öû öõ öù öï",
    "y": "y yø yû yõ yù î",
}


def table(written):
    codes = [code for base in BASES for code in written[base].split()]
    return dict(zip(VOWELS, codes, strict=True))


TO_TCVN3 = {letter: bytes.fromhex(code).decode("latin-1") for letter, code in table(TCVN3).items()} | {"đ": "\xae"}
TO_TCVN3 |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
TO_VNI = table(VNI) | {"đ": "ñ"}
TO_VNI |= {letter.upper(): code.upper() for letter, code in TO_VNI.items()}


def tcvn3(text):
    """As typed in .VnTime; a capital with a tone has no code: its small letter, which .VnTimeH draws as a capital."""
    small = ((letter, letter.lower()) for letter in text)
    return "".join(
        TO_TCVN3.get(letter if letter in TO_TCVN3 or letter.isascii() else low, letter) for letter, low in small
    )


def vni(text):
    return "".join(TO_VNI.get(letter, letter) for letter in text)


def spoilt(text, encoding):
    """As it looks once its bytes were taken for Windows-1252, five codes of which are taken for Latin-1."""
    return "".join(bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in text.encode(encoding))


def cp1258(text):
    """Tones as marks of their own, as Windows writes them: Đơn viò."""
    apart = unicodedata.normalize("NFD", text)
    for base in "âêôăơưÂÊÔĂƠƯ":
        apart = apart.replace(unicodedata.normalize("NFD", base), base)
        for tone in TONES[1:]:
            wide = unicodedata.normalize("NFD", base + tone)
            apart = apart.replace(wide, base + tone)
    return apart


def test_there_are_134_letters():
    assert len(MARKED) == 67 and {*MARKED, *(letter.upper() for letter in MARKED)} == legacy.ALPHABET - set(TONES)


@pytest.mark.parametrize("letter", LETTERS)
def test_tcvn3_letter(letter):
    assert legacy.from_tcvn3(TO_TCVN3[letter]) == letter


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_tcvn3_capital_with_a_code_of_its_own(letter):
    assert legacy.from_tcvn3(TO_TCVN3[letter]) == letter


@pytest.mark.parametrize("letter", [letter.upper() for letter in LETTERS])
def test_tcvn3_capital_is_known_by_the_capitals_around_it(letter):
    assert legacy.from_tcvn3(tcvn3(f"CH{letter}NG")) == f"CH{letter}NG"


@pytest.mark.parametrize(
    "word", ["Từ", "Lê", "Hà", "phường", "Phường", "Đơn", "PHƯỜNG", "CỘNG", "ĐIỂM", "Ăn", "Xã", "UBND", "II"]
)
def test_tcvn3_word(word):
    assert legacy.from_tcvn3(tcvn3(word)) == word


def test_tcvn3_has_no_code_for_every_capital():
    """Written in .VnTimeH with one plain letter only, a word of capitals is a name: its case cannot be known."""
    assert tcvn3("XÃ") == tcvn3("Xã") and legacy.from_tcvn3(tcvn3("XÃ")) == "Xã"


@pytest.mark.parametrize("letter", [*LETTERS, *(letter.upper() for letter in LETTERS)])
def test_vni_letter(letter):
    assert legacy.from_vni(TO_VNI[letter]) == letter


@pytest.mark.parametrize("letter", [letter.upper() for letter in LETTERS])
def test_vni_capital_with_a_small_mark(letter):
    code = TO_VNI[letter]
    assert legacy.from_vni(code[0] + code[1:].lower()) == letter


@pytest.mark.parametrize("letter", [*LETTERS, *(letter.upper() for letter in LETTERS)])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_mojibake_letter(letter, encoding):
    written = letter if encoding == "utf-8" else cp1258(letter)
    font = "mojibake-cp1252" if encoding == "utf-8" else "mojibake-cp1258"
    assert legacy.FONTS[font](spoilt(written, encoding)) == letter


TITLE = "Đơn vị: Phường Lúa Ngọt, tổng số hồ sơ tiếp nhận trực tuyến quý III/2025 là 1.059"
CAPITALS = "ỦY BAN NHÂN DÂN PHƯỜNG LÚA NGỌT"
SPOILT = {
    "tcvn3": tcvn3,
    "vni": vni,
    "mojibake-cp1252": lambda text: spoilt(text, "utf-8"),
    "mojibake-cp1258": lambda text: spoilt(cp1258(text), "cp1258"),
}


@pytest.mark.parametrize("font", SPOILT)
def test_text_is_recognised_and_comes_back_whole(font):
    written = SPOILT[font](TITLE)
    assert legacy.recognise([written]) == font and legacy.convert(written, font) == TITLE


@pytest.mark.parametrize("font", SPOILT)
def test_the_table_that_makes_words_is_taken_whatever_the_case(font):
    assert legacy.recognise([SPOILT[font](CAPITALS)]) == font


@pytest.mark.parametrize("font", SPOILT)
def test_unicode_cells_of_a_mixed_file_stay(font):
    """Header in Unicode, names as an old font left them; "Hà" could be either and stays."""
    assert legacy.convert("Đơn vị;báo cáo", font) == "Đơn vị;báo cáo"
    cells = ["Đơn vị", "Hà", SPOILT[font]("Phường Lúa Ngọt"), SPOILT[font]("Thị trấn Đồng Sương")]
    assert legacy.recognise(cells) == font
    text = legacy.convert(";".join(cells), font)
    assert text == "Đơn vị;Hà;Phường Lúa Ngọt;Thị trấn Đồng Sương"


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        CAPITALS,
        unicodedata.normalize("NFC", "Hà Nam; báo cáo; quá"),
        "Société Générale, Müller; Đơn vị",
        "Ghi chú: đạt ≥ 50% • “tốt” ☑ ✓ ✓ ✓ ✓",
        "naïve façade – Đơn vị",
        "",
    ],
)
def test_unicode_text_is_left_alone(text):
    assert legacy.recognise([text]) is None and not legacy.is_spoilt([text])


def test_where_two_tables_make_as_many_words_none_is_taken():
    assert legacy.most_words({"tcvn3": 2, "vni": 2, "cp1258": 0}) is None
    assert legacy.most_words({"tcvn3": 1, "vni": 0}) is None
    assert legacy.most_words({"tcvn3": 3, "vni": 2}) == "tcvn3"


def test_letters_lost_on_the_way_are_not_made_into_others():
    """Programs put one sign for the five codes that Windows-1252 lacks: ờ, Đ and ạ become other letters."""
    lossy = "".join("\x81" if 0x80 <= ord(letter) < 0xA0 else letter for letter in spoilt(TITLE, "utf-8"))
    assert lossy != spoilt(TITLE, "utf-8")
    assert legacy.recognise([lossy]) is None and legacy.is_spoilt([lossy])


@given(st.lists(st.sampled_from(MARKED + list("bcdghklmnpqrstvx ")), min_size=1, max_size=30).map("".join))
def test_small_letters_make_the_round_trip(text):
    assert legacy.from_tcvn3(tcvn3(text)) == text
    assert unicodedata.normalize("NFC", legacy.FONTS["mojibake-cp1252"](spoilt(text, "utf-8"))) == text


@given(st.lists(st.sampled_from(["phường", "Hòa", "khuê", "Nguyễn", "ƯỚC", "quyết", "thuế", "Ỷ", "oái"]), min_size=1))
def test_vni_words_make_the_round_trip(words):
    text = " ".join(words)
    assert legacy.from_vni(vni(text)) == text
