"""The times that a text names: periods by their key, and every other time as one that is not known."""

import re
from datetime import date

from reform.claims.letters import ASIDE, plain
from reform.numbers import Unreadable
from reform.period import find_labels, fits, read_period

UNKNOWN = "?"  # a time that the text names, and that is no period we can tell

Mention = tuple[int, int, str]  # from, to, a period's key or UNKNOWN

_DAY = r"(?:ngay\s+)?([0-3]?[0-9])\s*(?:[/.-]|thang)\s*([01]?[0-9])(?:\s*(?:[/.-]|nam)\s*((?:19|20)[0-9]{2}))?"
_WINDOW = re.compile(rf"\b(?:tinh\s+)?tu\s+{_DAY}\s*(?:,\s*)?(?:den|toi|-|–)\s*(?:het\s+)?{_DAY}(?![0-9/])")
_PART_OF_YEAR = re.compile(
    r"\b(?:quy\s+(?:[ivx]+|[1-4])|thang\s+[01]?[0-9]|[0-9]{1,2}\s+thang(?:\s+(?:dau|cuoi))?(?:\s+nam)?)\b(?!\s+[0-9])"
)
_DASH = re.compile(r"(?<![0-9IVX]\s)(?<!\S)[-–—](?=\s+[^\W\d])")  # a bullet, or one between two things; no span
_SINCE = re.compile(r"\b(?:tu|ke tu|tinh tu|sau|truoc|den|het|giai doan)\s*$")
# What speaks of another stretch of time than the report's, whatever its dates
_ELSEWHEN = re.compile(
    r"\b(?:tuan (?:qua|nay|truoc)|hang tuan|luy ke|cong don|giai doan|nhiem ky|den nay|hom nay|hom qua|ngay qua"
    r"|tu dau (?:nam|thang|quy|nhiem ky)|dau nam|ke tu|tu khi|sau khi|truoc khi|(?:sau|truoc) (?:sap nhap|sap xep)"
    r"|den thoi diem|tai thoi diem|tinh den|nam qua|nhung nam|cac nam|nhieu nam|ca nam|nua nam|nam (?:19|20)[0-9]{2}"
    r"|ky truoc(?!\s+(?:chuyen|ton|mang|sang|la |:)|\s*[0-9,;:.)]|\s*$)|thang (?:truoc|qua|nay)|quy truoc"
    r"|(?<!chuyen )(?<!sang )(?:ky|quy|thang|nam) (?:toi|sau|tiep theo)|(?:19|20)[0-9]{2}\s*[-–]\s*(?:19|20)[0-9]{2}"
    r"|trong ngay|(?:tu|trong|den|het|vao)\s+(?:ngay\s+)?[0-3]?[0-9]\s*/\s*[01]?[0-9]"
    r"|ngay\s+[0-3]?[0-9]\s*(?:[/.-]|thang)\s*[01]?[0-9])\b"
)


def times(told: str, home: str | None = None) -> list[Mention]:
    """The times a text names in their order; a part of a year without its year is that of the period `home`."""
    folded = plain(told)
    found = [*_windows(folded, home), *_labelled(told, folded)]
    found += [(*one.span(), _of_home(one[0], home)) for one in _PART_OF_YEAR.finditer(folded) if not _is_in(one, found)]
    found += [(*one.span(), UNKNOWN) for one in _ELSEWHEN.finditer(folded) if not _is_in(one, found)]
    return sorted(found)


def _is_in(one: re.Match, found: list[Mention]) -> bool:
    return any(start <= one.start() < end for start, end, _ in found)


def _labelled(told: str, folded: str) -> list[Mention]:
    """The periods written in full: "quý II năm 2025", "9 tháng đầu năm 2025"; "từ năm 2021" is none."""
    found = []
    for label, heard in find_labels(_DASH.sub(",", told)).items():
        for match in re.finditer(re.escape(plain(heard.words)), folded):
            key = None if _SINCE.search(folded, 0, match.start()) else key_of(label)
            found.append((*match.span(), key or UNKNOWN))
    return found


def _windows(folded: str, home: str | None) -> list[Mention]:
    """Two dates: the period of the report where they are its window, else a time not known."""
    return [(*one.span(), home if home and _fits(one.groups(), home) else UNKNOWN) for one in _WINDOW.finditer(folded)]


def _fits(written: tuple[str | None, ...], home: str) -> bool:
    year = written[2] or written[5]
    try:
        first, last = (
            date(int(written[at + 2] or year or home[:4]), int(written[at + 1]), int(written[at])) for at in (0, 3)
        )
        return fits(home, first, last)
    except ValueError:
        return False


def _of_home(words: str, home: str | None) -> str:
    """The report's own period where these words with its year are that; else a time not known."""
    if home is None or not home[:4].isdigit() or words[:1].isdigit():
        return UNKNOWN
    return home if key_of(f"{words.upper()}/{home[:4]}") == home else UNKNOWN


def key_of(label: str) -> str | None:
    """The key of a period's label; None of one that is no period."""
    try:
        return read_period(label)[0].key
    except Unreadable:
        return None


def keys_in(line: str) -> list[str]:
    """The keys of the periods a line names, in its order."""
    return list(dict.fromkeys(key for label in find_labels(line) if (key := key_of(label))))


def without_times(folded: str, found: list[Mention]) -> str:
    """The text with the times blotted out."""
    for start, end, _ in found:
        folded = folded[:start] + ASIDE * (end - start) + folded[end:]
    return folded
