"""Vietnamese text from before Unicode, or spoilt since: recognised by its letters and words, converted by tables.

TCVN3 (.VnTime, ABC) has one code a letter. Capitals with a tone have none: they are the small letter's code drawn by
the font .VnTimeH, so a word otherwise in capitals is taken for one ("CéNG" is CỘNG, "Tõ" is Từ).
VNI (VNI-Times) writes a letter and its mark one behind the other. Both have often been taken for Latin letters and
saved as Unicode since: "§¬n vÞ", "Ñôn vò". Mojibake is UTF-8 or Windows-1258 taken for Windows-1252 ("ÄÆ¡n vá»‹").
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# The mark behind a VNI vowel: tones alone, a circumflex with a tone, a breve with a tone.
_TONES = {"": "", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_HATS = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_BREVES = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

ALPHABET = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
    "\u0300\u0301\u0303\u0309\u0323"  # tones of Windows-1258 and of decomposed text
)
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SIGNS = frozenset("\u00a0\u2009\u202f\u200b\u2060\ufeff\ufffd–—‐‑−“”‘’«»…•·≤≥×±°²³€₫™")
_UNICODE_ONLY = frozenset(letter for letter in ALPHABET if letter > "\xff")
# Syllables of reports; each has a letter that comes out otherwise under every wrong table.
_OF_REPORTS = """
đơn vị phường xã thị trấn thuộc kỳ báo cáo tổng số hồ sơ tiếp nhận giải quyết trực tuyến trước hạn đúng quá điểm
tỷ lệ tỉnh phố quận huyện ủy nhân dân lĩnh vực chú năm tháng quý cộng hòa hoà phiếu đủ đã lũy kế
"""
_SYLLABLES = frozenset(_OF_REPORTS.split())
_PIECE = re.compile(r"[^;,\t|\n\"]+")
_WORD = re.compile(r"[^\W\d_]+")

FONT_NAMES = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}


def _vni() -> dict[str, str]:
    """Letters and marks as VNI writes them → one letter; a mark may be small behind a capital."""
    table = {}
    for base, marks in (("aeo", _HATS), ("a", _BREVES), ("aeouy", _TONES), ("ô", _TONES), ("ö", _TONES)):
        for letter in base:
            hat = "\u0302" if marks is _HATS else "\u0306" if marks is _BREVES else ""
            plain = {"ô": "ơ", "ö": "ư"}.get(letter, letter)
            table |= {letter + mark: unicodedata.normalize("NFC", plain + hat + tone) for mark, tone in marks.items()}
    table |= _ALONE
    capitals = {key.upper(): value.upper() for key, value in table.items()}
    return table | {key[0].upper() + key[1:]: value.upper() for key, value in table.items()} | capitals


_VNI = _vni()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    return _WORD_TCVN3.sub(lambda found: _tcvn3_word(found[0]), text)


_WORD_TCVN3 = re.compile(f"[A-Za-z{re.escape(''.join(_TCVN3))}]+")


def _tcvn3_word(word: str) -> str:
    """Two letters or more that have a capital of their own, and all are: the rest is of the capitals' font."""
    letters = "".join(_TCVN3.get(letter, letter) for letter in word)
    own = [letter for letter in letters if letter.isascii() or letter.casefold() in "ăâêôơưđ"]
    return letters.upper() if len(own) >= 2 and all(letter.isupper() for letter in own) else letters


def from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], text)


def _latin_bytes(text: str) -> bytes:
    """Bytes taken for Windows-1252 once; the five it does not know were taken for Latin-1. May raise UnicodeError."""
    return b"".join(
        letter.encode("latin-1") if "\x80" <= letter < "\xa0" else letter.encode("cp1252") for letter in text
    )


def latin(data: bytes) -> str:
    """Bytes as those who spoil them see them: Windows-1252, Latin-1 where it has no letter."""
    return data.decode("cp1252", errors="latin_rest")


def _latin_rest(error: UnicodeDecodeError):
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin_rest", _latin_rest)


def _from_mojibake(text: str, encoding: str) -> str:
    """A text that is not spoilt in this way comes back as it is."""
    try:
        return unicodedata.normalize("NFC", _latin_bytes(text).decode(encoding))
    except UnicodeError:
        return text


FONTS = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "mojibake-cp1252": lambda text: _from_mojibake(text, "utf-8"),
    "mojibake-cp1258": lambda text: _from_mojibake(text, "cp1258"),
}


def convert(text: str, font: str) -> str:
    """A delimited text converted, piece by piece between whatever may separate its cells."""
    mixed = is_unicode(text)
    return _PIECE.sub(lambda found: convert_piece(found[0], font, mixed), text)


def convert_piece(text: str, font: str, mixed: bool) -> str:
    """One cell converted: never one that holds Vietnamese Unicode; in a mixed file only one that is no Vietnamese."""
    if text.isascii() or is_unicode(text) or (mixed and not is_strange(text)):
        return text
    return unicodedata.normalize("NFC", FONTS[font](text))


def is_unicode(text: str) -> bool:
    """Whether a text holds a Vietnamese letter that only Unicode has: any sentence does."""
    return not text.isascii() and not _UNICODE_ONLY.isdisjoint(text)


def foreign(text: str) -> int:
    """How many letters are none of Vietnamese texts, with the signs that an old font draws letters for."""
    return sum(_is_foreign(letter) for letter in text if letter > "\x7f")


def _is_foreign(letter: str) -> bool:
    return (letter.isalpha() or letter < "\u0100") and letter not in ALPHABET and letter not in _SIGNS


def is_strange(text: str) -> bool:
    """A foreign letter, or a word with two tones: no Vietnamese word has more than one."""
    return foreign(text) > 0 or any(_tones(word) > 1 for word in _WORD.findall(text) if not word.isascii())


def _tones(word: str) -> int:
    return sum(mark in _TONE_MARKS for mark in unicodedata.normalize("NFD", word))


def known_syllables(text: str) -> int:
    """How many words of the text are of those that every report uses."""
    return sum(word in _SYLLABLES for word in _WORD.findall(text.casefold()) if not word.isascii())


def is_suspect(text: str) -> bool:
    """Three foreign letters or more, three in ten of all beyond ASCII: one word in a foreign language passes."""
    beyond = sum(letter > "\x7f" and letter not in _SIGNS for letter in text)
    strange = foreign(text)
    return strange >= 3 and strange * 10 > beyond * 3


def pieces(text: str) -> list[str]:
    return _PIECE.findall(text)


def recognise(texts: Sequence[str]) -> str | None:
    """Which of FONTS the texts (cells, in NFC) are written in; None: Unicode, or no table makes words of them.

    Where some are in Unicode, only the others are looked at, as they would be converted.
    """
    mixed = any(is_unicode(text) for text in texts)
    suspects = [text for text in texts if not text.isascii() and not is_unicode(text)]
    if mixed:
        suspects = [text for text in suspects if is_strange(text)]
    read = {font: [table(text) for text in suspects] for font, table in FONTS.items()}
    before = sum(map(known_syllables, suspects))
    font = most_words({font: sum(map(known_syllables, texts)) - before for font, texts in read.items()})
    return font if font and is_vietnamese(read[font]) else None


def is_vietnamese(texts: Sequence[str]) -> bool:
    """Next to nothing foreign is left: where letters were lost on the way, a table makes others of them."""
    return sum(map(foreign, texts)) * 100 <= sum(letter > "\x7f" for text in texts for letter in text)


def most_words(counts: dict[str, int]) -> str | None:
    """The one reading that gives most known words, at least two; none where two readings are as good."""
    first, second = sorted(counts, key=lambda name: -counts[name])[:2]
    return first if counts[first] >= 2 and counts[first] > counts[second] else None


def is_spoilt(texts: Iterable[str]) -> bool:
    """Whether the texts taken together are no Vietnamese: letters of another alphabet where its own belong."""
    return is_suspect("".join(text for text in texts if not text.isascii()))
