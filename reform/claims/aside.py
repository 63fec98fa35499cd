"""What has digits and is no figure of a report: dates and periods, telephones, articles, ISO, money, numbering."""

import re
from collections.abc import Iterator

from reform.claims.letters import set_aside

_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9]"
_N = r"(?<![0-9])(?<![0-9][.,])[0-9]+(?:[.,][0-9]+)*"  # from its first digit: a long one is looked at once
_ROMAN = r"(?:[ivx]+|[0-9]+)"
_LIST = r"(?:\s*(?:,|;|va|den|hoac|-|–)\s*"
# All on the text without accents. Order counts: what is taken by one is blotted out before the next looks.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # an address of the web or of mail, a time of day
        r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b\S+\.gov\.vn\S*",
        rf"\b{_N}\s*(?:gio|h)(?:\s*[0-9]{{1,2}}\s*(?:phut|p)?)?\b|\b[0-9]{{1,2}}:[0-9]{{2}}\b|\b24\s*/\s*(?:24|7)\b",
        # days, spans of days, years and school years
        rf"\bngay\s+{_DAY}\s+thang\s+[01]?[0-9](?:\s+nam\s+{_YEAR})?",
        rf"\b{_DAY}\s*[/.-]\s*[01]?[0-9]\s*[/.-]\s*(?:{_YEAR}|[0-9]{{2}})\b(?![/.-]?[0-9a-z])",
        rf"\b(?:ngay|tu|den|het|truoc|sau|mung|han|hom)\s+(?:ngay\s+)?{_DAY}\s*[/-]\s*[01]?[0-9]\b"
        rf"(?!\s*[/%.,]?[0-9])",
        rf"\bngay\s+{_DAY}\b(?!\s*[.,/][0-9])",
        rf"\b(?:quy|q)\s*\.?\s*{_ROMAN}\b{_LIST}{_ROMAN}\b(?!\s*(?:ho so|hs|phieu)))*(?:\s*[/.-]?\s*"
        rf"(?:nam\s+)?{_YEAR})?",
        rf"\bthang\s*[01]?[0-9]\b{_LIST}[01]?[0-9]\b(?!\s*(?:ho so|hs|phieu|thang)))*(?:\s*[/.-]?\s*"
        rf"(?:nam\s+)?{_YEAR})?",
        rf"\b{_YEAR}\s*[-–]\s*{_YEAR}\b",
        rf"\b(?:0?[1-9]|1[0-2])\s*[/-]\s*{_YEAR}\b(?!\s*(?:ho so|hs\b|phieu))",
        rf"\b(?:nam|giai doan|nhiem ky|den nam|khoa|tu nam)\s+(?:hoc\s+)?{_YEAR}\b{_LIST}(?:nam\s+)?{_YEAR}\b)*",
        rf"\b[0-9]{{1,2}}\s*thang\b(?:\s+(?:dau|cuoi))?(?:\s+nam)?(?:\s+{_YEAR})?",
        r"(?<![0-9.,/])(?:19[89][0-9]|20[0-3][0-9])(?![0-9.,/]*[0-9]|\s*(?:ho so|hs\b|phieu|thu tuc|tthc"
        r"|van ban|luot|ho\b|so\b|%))",
        # telephones
        r"\b(?:dien thoai|dt|sdt|hotline|duong day nong|tong dai|fax|zalo|so may|lien he"
        r"|dtdd)\b[^0-9,;.]{0,30}[(+]?[0-9][0-9().\s-]{2,15}[0-9]",
        r"(?<![0-9.,])\(?(?:\+84|0)[0-9]{1,3}\)?[\s.-]?[0-9]{3,4}[\s.-]?[0-9]{3,4}(?![0-9])",
        r"\b1[89]00[\s.-]?[0-9]{2,4}(?:[\s.-]?[0-9]{2,4})?\b(?!\s*(?:ho so|hs\b|phieu))",
        # standards, levels, articles, annexes, forms
        r"\b(?:tcvn\s+)?iso(?:/iec)?\s*[0-9]+(?:[-:][0-9]+)*|\btcvn\s*[0-9:-]+",
        r"\b(?:muc do|muc|cap do|cap|hang|loai|nhom|bac|phong|ban so|cua so|quay)\s+(?:so\s+)?[0-9]{1,2}\b"
        r"(?!\s*[.,][0-9]|\s*%)"
        r"(?:\s*(?:,|va|hoac|-|–)\s*(?:muc\s+)?[0-9]{1,2}\b(?!\s*(?:ho so|hs|phieu|[.,][0-9]|%)))*",
        rf"\b(?:dieu|khoan|diem|muc|chuong|phan|tiet|phu luc|bieu|mau|bang|hinh|cot|dong|trang|tieu chi"
        rf"|noi dung|nhiem vu|stt|so thu tu)"
        rf"\s+(?:so\s+)?(?:[a-z]\b|[ivx]+\b|[0-9]+[a-z]?(?:\.[0-9]+)*\b(?!\s*(?:ho so|hs\b|phieu|diem|/"
        rf"|[.,]?[0-9]|%)))"
        rf"{_LIST}[0-9]+[a-z]?\b(?!\s*(?:ho so|hs\b|phieu|[.,]?[0-9]|%|thang)))*",
        r"\b[ivx]+\.[0-9]+[a-z]?\b",
        r"\bqd-?[0-9]+\b",
        # places, order, meetings
        r"\b(?:to dan pho|to|khu pho|khu|thon|ap|lang|ngo|ngach|hem|so nha|duong so|duong|phuong|quan|cum|xom"
        r"|ban|doi|lo|block)"
        r"\s+(?:so\s+)?[0-9]{1,4}[a-z]?(?:/[0-9a-z]+)*\b(?!\s*(?:ho so|hs\b|phieu|%|[.,][0-9]))",
        r"\bso\s+[0-9]{1,4}[a-z]?(?:/[0-9a-z]+)*,?\s+(?:duong|pho|ngo|hem|ngach)\b",
        r"(?<!tong )(?<!trong )(?<!trong tong )\bso\s+[0-9]{1,3}\b(?!\s*(?:ho so|hs\b|phieu|[.,/%]?[0-9]|%))",
        r"\b(?:lan thu|lan|ky hop thu|thu|dot|khoa|vong|buoi thu|vi tri)\s+(?:[ivxl]+|[0-9]{1,3})\b"
        r"(?:\s*/\s*[0-9]+)?(?!\s*(?:ho so|hs\b|phieu|%|[.,][0-9]))",
        r"\b(?:xep hang|xep thu|xep|dung thu|hang|thu hang|dung)\s+(?:thu\s+)?[0-9]{1,4}\s*(?:/|tren|trong"
        r"(?: tong)?(?: so)?)\s*[0-9]{1,4}",
        r"\b(?:xep hang|xep thu|dung thu|thu hang)\s+[0-9]{1,4}\b",
        r"\b(?:xep|dung|giu)\s+(?:vi tri\s+|hang\s+)?thu\s+(?:nhat|nhi|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)\b",
        # money, durations, sizes
        rf"{_N}\s*(?:(?:nghin|ngan|trieu|ty|ti)(?!\s+le)\s*)*(?:dong\b|d\b|vnd\b|usd\b|do la)",
        rf"{_N}\s*(?:nghin|ngan|trieu|ty|ti)\b(?!\s*le\b)",
        rf"\b{_N}(?:\s*(?:-|–|den)\s*{_N})?\s*(?:ngay|tuan|nam|phut|giay|buoi)\b(?!\s*{_YEAR})",
        r"\b[0-9]{1,3}(?:\s*(?:-|–|den)\s*[0-9]{1,3})?\s*tuoi\b",
        rf"\b{_N}\s*(?:m2|m3|km|km2|ha|kg|tan|mb|gb|mbps|kw)\b",
        # numbering: of columns, footnotes, list items
        r"(?<![a-z])\(\s*[0-9]{1,2}[a-z]?\s*\)(?:\s*[=+]\s*\(\s*[0-9]{1,2}\s*\))*",
        r"\[[0-9]{1,3}\]",
        r"(?:^|(?<=[:;.]\s))\s*[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]\s+(?=[a-z\"“])",
        r"^\s*[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?\s+(?=[a-z])(?!ho so|hs\b|phieu)",
        r"\bcovid\s*-?\s*19\b|\bwindows\s+[0-9]+|\boffice\s+[0-9]+",
    )
)


def asides(folded: str) -> Iterator[tuple[int, int]]:
    """The spans of what is no figure, in a text that is `plain`."""
    for pattern in _PATTERNS:
        found = [match.span() for match in pattern.finditer(folded)]
        yield from found
        folded = set_aside(folded, found)
