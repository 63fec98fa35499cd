"""What is turned away in whatever kind of file it comes: lists of dossiers or of people, and letters that are lost."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reform.indicators import Declaration
from reform.intake.headers import Words, header_key, meaning, vocabulary, words_of
from reform.intake.reading import Sheet, Written, refuse, row_of
from reform.intake.table import Record
from reform.numbers import is_figure

_HEAD = 40  # rows of a sheet in which its headers stand; below them those of a second table
_FEW = 3  # codes, numbers or names that make a list; fewer may stand in notes or under a signature
_LONG = 60  # letters of a header
_DOSSIER_CODE = re.compile(r"\b[0-9A-Z]+(?:\.[0-9A-Z]+)+-[0-9]{6}-[0-9]{3,}\b")
# Digits in groups of three and more, 048 085 001 234; not a date, nor what follows a decimal point.
_GROUPED = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9]{3,}(?:[\s.–-][0-9]{3,})*(?![0-9])")
_CITIZEN = re.compile(r"0[0-9]{11}")
_PAPER = re.compile(r"(?=.*[0-9])[A-Z]?[0-9*xX]{7,12}")
_SPACING = re.compile(r"[\s.'–-]")
_ADDRESS = re.compile(r"\S+@\S+")
_CROWD = 1.25  # people to a report from which on they are more than whom to ask about it
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\ufffd")


@dataclass(frozen=True)
class People:
    """Header keys of columns about people: their names, numbers of their papers, what else is asked of them. `results`
    are the words of ward results, beside which a name or a telephone is only whom to ask."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    results: Words | None = None

    @property
    def words(self) -> frozenset[str]:
        return self.names | self.numbers | self.about


NOBODY = People()


def people_words(declaration: Declaration) -> People:
    """The words of people, without those that are part of a measure's name."""
    known = vocabulary(declaration)
    told = [map(header_key, declaration.words[f"person_{kind}"]) for kind in ("name", "number", "about")]
    kinds = [frozenset(word for word in words if not any(word in header for header in known)) for words in told]
    return People(*kinds, words_of(declaration))


def refuse_dossiers(
    sheets: tuple[Sheet, ...], dossier_words: frozenset[str] = frozenset(), people: People = NOBODY
) -> None:
    """Personal data: a sheet with three codes of dossiers or numbers of citizens, with two header words of dossiers in
    a row of its head (`dossier_words` are header keys), or that lists people. Hidden sheets count as any other.

    Raises Refused("dossier_list") with the cell that shows it as `where`.
    """
    for sheet in sheets:
        found = _coded(sheet) or _headed_dossiers(sheet, dossier_words) or _listed_people(sheet, people)
        if found is not None:
            raise refuse("dossier_list", facts={"where": f" ({found.at})"})


def _coded(sheet: Sheet) -> Written | None:
    """The third code of a dossier, or the third citizen's number."""
    codes, citizens = 0, set()
    for cell in (cell for row in sheet.rows for cell in row if len(cell) >= 12):
        codes += len(_DOSSIER_CODE.findall(cell)) if "-" in cell else 0
        citizens |= _citizens(cell)
        if max(codes, len(citizens)) >= _FEW:
            return cell
    return None


def _citizens(cell: str) -> set[str]:
    """The citizens' numbers in a cell, however they are spaced: "CCCD 048.085.001.236"."""
    runs = _GROUPED.findall(cell) if "0" in cell else ()
    numbers = {number for run in runs for number in (_SPACING.sub("", run), *_SPACING.split(run))}
    return {number for number in numbers if _CITIZEN.fullmatch(number)}


def _headed_dossiers(sheet: Sheet, dossier_words: frozenset[str]) -> Written | None:
    for _, row in _heading_rows(sheet):
        if len({word for cell in row if cell for word in dossier_words if _says(cell, word)}) >= 2:
            return next(cell for cell in row if cell)
    return None


def _heading_rows(sheet: Sheet) -> Iterator[tuple[int, Record]]:
    """The rows that may head a list: those of the head, and of what is below it those that are mostly words."""
    for number, row in enumerate(sheet.rows):
        filled = row if number < _HEAD else [cell for cell in row if cell]
        if number < _HEAD or 2 * sum(cell[0].isdecimal() for cell in filled) < len(filled):
            yield number, row


def _says(header: str, word: str) -> bool:
    """ "Họ tên người nộp" says "người nộp"; a long note that happens to hold the words does not."""
    key = header_key(header)
    return word in key and len(key) <= len(word) + 20


# People


def _listed_people(sheet: Sheet, people: People) -> Written | None:
    """The first header under which people are listed."""
    for number, row in _heading_rows(sheet):
        columns = _columns_of_people(sheet, number, people)
        if columns and _are_listed(sheet, number, columns, people):
            return row[min(columns)]
    return None


def _are_listed(sheet: Sheet, number: int, columns: list[int], people: People) -> bool:
    """Whether the columns hold a number of a paper, or two things told of one person, or a few names. But for the
    number, columns beside ward results are no list while they say about one person a report, nor is what stands above
    such results or is signed below them."""
    headers, below = sheet.rows[number], sheet.rows[number + 1 :]
    papers = [at for at in columns if _any_said(headers[at], people.numbers)]
    if any(_PAPER.fullmatch(_SPACING.sub("", cell)) or _citizens(cell) for at in papers for cell in _of(below, at)):
        return True
    if _tells_results(sheet.rows[number:], people.results) and not _are_crowd(sheet, number, columns, people):
        return False
    names = [at for at in columns if _any_said(headers[at], people.names)]
    if any(len(set(map(str, _of(below, at)))) >= _FEW for at in names):
        return True
    told = [row for row in below if sum(_at(row, at) is not None for at in columns) >= 2]
    least = _FEW if _tells_results(sheet.rows[:number], people.results) else 1
    return len({header_key(headers[at]) for at in columns}) >= 2 and len(told) >= least


def _are_crowd(sheet: Sheet, number: int, columns: list[int], people: People) -> bool:
    """Whether a few people and more are told of than there are reports to ask about: units, each in its periods."""
    if _stand_above_headers(sheet, number, columns, people):
        return False
    head, below = sheet.rows[max(0, number - 2) : number + 3], sheet.rows[number + 1 :]
    cells = [(at, cell) for row in head for at, cell in enumerate(row) if cell and at not in columns]
    known = {at: key for at, cell in cells if (key := meaning((cell,), people.results))}
    units = [at for at, key in known.items() if key == "unit"] or [at for at, key in known.items() if key == "field"]
    units = units or [at for at, _ in cells if at not in known and any(map(str.isalpha, "".join(_of(below, at))))][:1]
    whose = [*units, *(at for at, key in known.items() if key == "period")]
    names = [at for at in columns if _any_said(sheet.rows[number][at], people.names)] or columns
    figures = [at for at, key in known.items() if key in people.results.measures]
    told = [
        (tuple(_at(row, at) for at in names), tuple(_at(row, at) for at in whose))
        for row in below
        if any(_at(row, at) for at in names) and any(_at(row, at) for at in (*whose, *figures))
    ]
    persons, reports = (len(set(each)) for each in zip(*told, strict=True)) if told else (0, 0)
    return persons >= _FEW and persons > _CROWD * reports


def _columns_of_people(sheet: Sheet, number: int, people: People) -> list[int]:
    """The columns that a row of headers heads so; a row that holds values already, as a contact's, heads nothing, nor
    do labels ("Họ tên:") above the headers of a table."""
    row = sheet.rows[number]
    said = [at for at, cell in enumerate(row) if cell and not cell.isdecimal() and _any_said(cell, people.words)]
    if any(_is_value(next(filter(None, row[at + 1 :]), "")) for at in said):
        return []
    return [at for at in said if not (row[at].endswith(":") and _stand_above_headers(sheet, number, said, people))]


def _is_value(cell: str) -> bool:
    """An address on the net, a telephone or a date; not a header that has a date or a number in it."""
    digits = sum(map(str.isdigit, cell))
    bare = digits >= 8 and not any(map(str.isalpha, cell)) and not (cell.isdecimal() and cell[0] != "0")
    return bare or bool(_ADDRESS.fullmatch(cell))


def _stand_above_headers(sheet: Sheet, number: int, columns: list[int], people: People) -> bool:
    """Whether a word of headers still follows in the columns: what stands above it heads no list."""
    cells = (_at(row, at) for row in sheet.rows[number + 1 : max(_HEAD, number + _HEAD // 2)] for at in columns)
    return people.results is not None and any(cell and people.results.says(cell) for cell in cells)


def _any_said(cell: Written, words: Iterable[str]) -> bool:
    """ "Người nộp: Họ tên" and "Họ tên:" say so; "Điện thoại: …", a label of what stands in it, does not."""
    header = "" if len(cell) > _LONG else cell.rstrip(" :").rpartition(":")[2]
    return bool(header) and any(_says(header, word) for word in words)


def _tells_results(rows: Sequence[Record], words: Words | None) -> bool:
    """Whether a header of a measure stands in the first rows and figures under it; 0 and 1 may be marks."""
    if words is None:
        return False
    return any(
        is_figure(figure) and figure not in ("0", "1")
        for number, row in enumerate(rows[:_HEAD])
        for at, cell in enumerate(row)
        if cell and not cell.isdecimal() and meaning((cell,), words) in words.measures
        for figure in _of(rows[number + 1 :], at)
    )


def _of(rows: Sequence[Record], at: int) -> Iterable[Written]:
    """What is filled in one column."""
    return (cell for row in rows if (cell := _at(row, at)))


def _at(row: Record, at: int) -> Written | None:
    """What is filled in, but for a label of what stands beside it."""
    return row[at] if at < len(row) and row[at] and not row[at].endswith(":") else None


def refuse_lost_letters(sheets: tuple[Sheet, ...]) -> None:
    """A question mark inside a word is a letter that is gone; an address on the web may hold one.

    Raises Refused("lost_letters") at the first such cell.
    """
    for cell in (cell for sheet in sheets for row in sheet.rows for cell in row):
        if "?" not in cell and "\ufffd" not in cell:
            continue
        words = (word for word in cell.split() if "://" not in word and "=" not in word)
        if any(_LOST.search(word) for word in words):
            raise refuse("lost_letters", row=row_of(cell), cell=cell.at, value=str(cell))
