"""Bytes → text: UTF-8 with or without BOM; anything else is recognised and refused with what to do."""

import unicodedata

from reform.intake.reading import refuse

_SIGNATURES = (
    (b"%PDF", "pdf_file"),
    (b"\xd0\xcf\x11\xe0", "excel_old_file"),
    (b"PAR1", "binary_file"),
    (b"\x89PNG", "binary_file"),
    (b"\xff\xd8\xff", "binary_file"),
    (b"\x1f\x8b", "zip_file"),
    (b"Rar!", "zip_file"),
    (b"7z\xbc\xaf", "zip_file"),
)
# đơn vị, phường, tổng, tiếp nhận, giải quyết, kỳ, điểm as they look in the legacy fonts' own encodings.
_TRACES = {
    "tcvn3": ("§¬n vÞ", "h\xadêng", "Tæng s", "iÕp nhËn", "gi¶i quyÕt", "Kú b¸o", "§iÓm"),
    "vni": ("Ñôn vò", "höôøng", "Toång s", "ieáp nhaän", "giaûi quyeát", "Kyø b", "Ñieåm"),
}
# The same words of a Windows-1258 file whose bytes were taken for Latin-1 and saved again.
_MISREAD = ("Ðõn vi", "ýõÌng", "TôÒng", "iêìp nhâòn", "quyêìt", "baìo caìo", "ÐiêÒm")
_WORDS_1258 = ("đơn vị", "phường", "tổng số", "tiếp nhận", "giải quyết", "trực tuyến", "điểm", "kỳ báo cáo")
_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
    "\u00a0\u2009\u202f\u200b\ufeff–—‐‑−“”‘’«»…•·≤≥×±°²³€₫™\u0300\u0301\u0303\u0309\u0323"
)


def decode(data: bytes) -> tuple[str, str]:
    """The text in NFC and the name of its encoding, "utf-8" or "utf-8-sig".

    Raises Refused: empty_file, a file that is no text (excel_file, pdf_file …), utf16_file, nul_byte, and
    cp1258_file, tcvn3_file, vni_file, mojibake_file, unknown_encoding.
    """
    if not data.strip():
        raise refuse("empty_file")
    _refuse_binary(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _other_encoding(data, error) from None
    if "\x00" in text:
        raise refuse("nul_byte", row=text[: text.index("\x00")].count("\n") + 1)
    _refuse_mojibake(text)
    return unicodedata.normalize("NFC", text), "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


def _refuse_binary(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        raise refuse(_zip_kind(data))
    for signature, code in _SIGNATURES:
        if data.startswith(signature):
            raise refuse(code)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(data[:2000]):
        raise refuse("utf16_file")


def _zip_kind(data: bytes) -> str:
    """Names inside a zip stand in plain bytes: nothing is unpacked to tell a workbook from an archive."""
    if b"xl/" in data:
        return "excel_file"
    if b"word/" in data:
        return "word_file"
    return "ods_file" if b"opendocument.spreadsheet" in data else "zip_file"


def _looks_utf16(head: bytes) -> bool:
    """Without a BOM: one byte of nearly every Latin character is zero, always on the same side."""
    zeros = max(head[0::2].count(0), head[1::2].count(0))
    return zeros * 5 > len(head) and min(head[0::2].count(0), head[1::2].count(0)) * 10 < zeros


def _other_encoding(data: bytes, error: UnicodeDecodeError):
    for code, traces in _TRACES.items():
        if _has_traces(data.decode("latin-1"), traces):
            return refuse(f"{code}_file")
    as_1258 = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")).casefold()
    if sum(word in as_1258 for word in _WORDS_1258) >= 2:
        return refuse("cp1258_file")
    return refuse("unknown_encoding", row=data[: error.start].count(b"\n") + 1)


def _refuse_mojibake(text: str) -> None:
    """Letters of another alphabet where Vietnamese ones belong: a file saved through the wrong encoding.

    One word in a foreign language passes; the share is taken of all characters beyond ASCII.
    """
    for code, traces in _TRACES.items():
        if _has_traces(text, traces):
            raise refuse(f"{code}_file")
    beyond = [letter for letter in unicodedata.normalize("NFC", text) if letter > "\x7f" and letter != "\ufffd"]
    foreign = sum(letter not in _VIETNAMESE for letter in beyond)
    if (foreign >= 3 and foreign * 10 > len(beyond) * 3) or _has_traces(text, _MISREAD):
        raise refuse("mojibake_file")


def _has_traces(text: str, traces: tuple[str, ...]) -> bool:
    return sum(trace in text for trace in traces) >= 2
