"""Bytes → text in NFC: UTF-8, UTF-16, Windows-1258, the fonts from before Unicode.

Latin-1 never fails, so it is never a guess.
The name of an encoding is all that is needed to decode again: utf-8, utf-8-sig, utf-16-le, utf-16-be, cp1258, tcvn3 and
vni; or how the text had been spoilt before it was saved as Unicode, and what it was saved as: tcvn3-utf-8,
vni-utf-16-le, mojibake-cp1252-utf-8, mojibake-cp1258-utf-8.
"""

import codecs
import unicodedata
from dataclasses import dataclass

from reform.intake import legacy
from reform.intake.reading import refuse

_HEAD = 2000  # bytes that show whether a text without a mark is UTF-16


@dataclass(frozen=True)
class Decoded:
    """A text, the name of its encoding, and the text before an old font or a wrong code page was put right."""

    text: str
    encoding: str
    spoilt: str | None = None

    @property
    def font(self) -> str | None:
        """tcvn3, vni, mojibake-cp1252 or mojibake-cp1258."""
        return font_of(self.encoding)


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding's name where nobody is asked, as of a list of units: an old font is refused there."""
    found = recognise(data)
    if found.font:
        raise refuse("mojibake_file")
    return found.text, found.encoding


def recognise(data: bytes) -> Decoded:
    """The text under the encoding that makes Vietnamese of it.

    Raises Refused: empty_file, nul_byte, unknown_encoding, mojibake_file (no table makes words of it).
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise refuse("empty_file")
    base = _unicode(data)
    try:
        text = _plain(data, base)
    except UnicodeDecodeError as error:
        if base != "utf-8":
            raise refuse("unknown_encoding", row=1) from None
        return _eight_bit(data, error)
    if "\x00" in text:
        raise refuse("nul_byte", row=text[: text.index("\x00")].count("\n") + 1)
    return _unspoilt(text, base)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text under an encoding that `recognise` has named before: nothing is guessed."""
    font, base = font_of(encoding), encoding
    if font is None:
        return Decoded(_plain(data, encoding), encoding)
    base = encoding.removeprefix(font).removeprefix("-")
    spoilt = _plain(data, base) if base else legacy.latin(data)
    return Decoded(legacy.convert(spoilt, font), encoding, spoilt)


def font_of(encoding: str | None) -> str | None:
    return next((font for font in legacy.FONTS if (encoding or "").startswith(font)), None)


def _unicode(data: bytes) -> str:
    """Which Unicode it is by its mark, else by the zeros of UTF-16, else UTF-8."""
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
    found = next((name for mark, name in marks if data.startswith(mark)), None)
    return found or _unmarked_utf16(data[:_HEAD]) or "utf-8"


def _unmarked_utf16(head: bytes) -> str | None:
    """One byte of nearly every Latin character is zero, always on the same side."""
    big, little = head[0::2].count(0), head[1::2].count(0)
    if max(big, little) * 5 <= len(head) or min(big, little) * 10 >= max(big, little):
        return None
    return "utf-16-be" if big > little else "utf-16-le"


def _plain(data: bytes, encoding: str) -> str:
    return unicodedata.normalize("NFC", data.decode(encoding).removeprefix("\ufeff"))


def _unspoilt(text: str, base: str) -> Decoded:
    pieces = [] if text.isascii() else [piece for piece in legacy.pieces(text) if not piece.isascii()]
    if font := legacy.recognise(pieces):
        return Decoded(legacy.convert(text, font), f"{font}-{base}", text)
    if legacy.is_spoilt(pieces):
        raise refuse("mojibake_file")
    return Decoded(text, base)


def _eight_bit(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """No Unicode: the code page or font under which most words are known."""
    readings = {}
    for encoding in ("cp1258", "tcvn3", "vni"):
        try:
            readings[encoding] = decode_as(data, encoding)
        except UnicodeDecodeError:
            continue
    known = {encoding: legacy.known_syllables(found.text) for encoding, found in readings.items()}
    best = legacy.most_words(known)
    if best is None or "\x00" in readings[best].text:
        raise refuse("unknown_encoding", row=data[: error.start].count(b"\n") + 1)
    return readings[best]
