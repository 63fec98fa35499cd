"""Units of measure as a table names them: "(nghìn hồ sơ)" in a header, "Đơn vị tính: 1.000 hồ sơ" above it or below.

A figure is never read in another unit than its measure's: what names another one is an error, and a title that only
speaks of thousands is asked about.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from reform.indicators import Declaration, Measure
from reform.intake.reading import Problem, Sheet, Written, row_at, row_of
from reform.intake.table import Header, Record, Table
from reform.wards import comparable, fold

_THING = r"(?:hồ sơ|hs|phiếu|điểm|lượt|lần|người|ngày|máy|văn bản|thẻ|thủ tục)(?!\w)"
_THOUSANDS = rf"(?:(?<!\w)(?:chục|(?<!phần )trăm|nghìn|ngàn|triệu)(?!\w)|(?<!\w)k(?=\s*{_THING}))"
_SCALE_WORD = rf"(?:{_THOUSANDS}|(?<!\w)(?:t[ỷỉ](?! lệ)|đồng|vnđ)(?!\w))"
# 1.000, 10³, 10^3, x 1000: a power of ten from a hundred on, as (10) is a column's number.
_HUNDREDS = r"(?:10\s*\^\s*[0-9]|10[²³⁴-⁹]|1[., ]?0{2,3}(?:[., ]?000)*)"
_POWER = rf"(?:(?<![\w.,/])|(?<=[x×*])){_HUNDREDS}(?![\w²³⁴-⁹]|[.,/][0-9])"
_TIMES = r"(?:[x×*]|(?<!\w)nhân(?: với)?(?!\w))\s*"
_WORD = re.compile(_SCALE_WORD)
_SCALE = re.compile(rf"{_SCALE_WORD}|(?:{_TIMES})?{_POWER}")
_AFTER_THING = rf"(?:số )?{_THING}[\s,]*(?:{_THOUSANDS}|{_TIMES}{_POWER})"  # "hồ sơ x 1000"
_SCALED = re.compile(rf"(?:(?:{_SCALE.pattern})\s*)+(?:{_THING}.*)?|{_AFTER_THING}|10 hồ sơ")
_SPOKEN_OF = re.compile(rf"{_THOUSANDS}\s*{_THING}|{_AFTER_THING}")
_NUMBER_WORD = r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|vài|mấy|hàng|hơn|gần)"
_AMOUNT = re.compile(rf"(?:[0-9]|{_NUMBER_WORD})\s*$")
_UNIT = re.compile(f"{_SCALE.pattern}|{_THING}|%")
_MONEY = re.compile(r"đồng|vnđ")
_DOSSIER = "hồ sơ"
_ALSO_DOSSIER = "hs|bộ|trường hợp|số lượng|tthc"
_NO_DOSSIER = re.compile(r"(?:lượt|lần|người|ngày|phiếu|điểm)(?: người| phiếu)?")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LEAD = re.compile(r"(?<!\w)(?:đơn vị tính|đvt)(?!\w)\s*(?:là|bằng)?\s*:?\s*([^()\[\]]*)")
_TOLD_IN = r"(?:đơn vị|tính (?:bằng|theo|ra)(?: đơn vị)?)\s*:?"
_SAID = re.compile(rf"(?<!\w)(?:(?:số liệu\s*:?\s*)?{_TOLD_IN}|số liệu\s*(?::|là))\s*([^()\[\]]*)")
_PARTS = re.compile(r"(?<![0-9])[,.]|[,.](?![0-9])|[;/]| và ")
_MAY_SAY = re.compile(r"t[íi]nh|[đd]vt|[đd][ơo]n v[ịi]|s[ốo] li[ệe]u|^\W*[(\[]", re.IGNORECASE)
_WORDS = (  # not chục: "to chuc" is tổ chức
    *("đơn vị tính", "đvt", "đơn vị", "số liệu", "tính bằng", "tính theo", "tính ra", "tiếp nhận", "nhân", "phần trăm"),
    *("trăm", "nghìn", "ngàn", "triệu", "đồng", "hồ sơ", "phiếu", "điểm", "lượt", "người", "văn bản"),
    *("thủ tục", "trường hợp", "số lượng"),
)
_BARE = {fold(word): comparable(word) for word in _WORDS}
_WITHOUT_ACCENTS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_BARE, key=len, reverse=True))})(?!\w)")


def other_unit_headers(table: Table, meant: Mapping[int, Measure]) -> list[Problem]:
    """Problems other_unit of headers; `meant` are the table's measures by column index."""
    headers = {header.index: header for header in table.headers}
    return [_in_header(headers[index]) for index, measure in meant.items() if _names_other(headers[index], measure)]


def other_units_said(
    sheet: Sheet, table: Table, meant: Mapping[int, Measure], declaration: Declaration
) -> list[Problem]:
    """Problems other_unit of what a sheet says outside its headers: above the figures, below, or in a column of units;
    and, to confirm, scale_in_title of a line above that speaks of thousands in passing.

    `meant` are the table's measures by column index, those that were mapped by hand too.
    """
    told = [_about(cell) for cell, measure in _column_of_units(sheet, table, meant) if _is_unit_of_other(cell, measure)]
    units = {declaration.units[measure.unit].vi for measure in meant.values() if measure.unit}
    if not units - {"%"}:
        return told
    own = {header.at for header in table.headers if header.key is None or header.index in meant}
    for number, record in enumerate(sheet.rows, 1):
        is_title, is_header = number < table.header_rows[0], number in table.header_rows
        for place, cell in enumerate(record):
            if not cell or cell.at in own or not (is_title or _MAY_SAY.search(cell)):
                continue
            following = () if is_header else record[place + 1 :]
            if any(is_other(unit, units) for unit in _units_in(cell, following, is_title)):
                told.append(_about(cell))
            elif is_title and (said := _spoken_of(cell)):
                place = {"row": row_of(cell), "cell": cell.at, "value": str(cell)}
                told.append(Problem("confirm", "scale_in_title", **place, facts={"said": said}))
    return told


def _spelled(text: str) -> str:
    """The text for comparing, the words of units with their accents: "DVT: nghin ho so" is "đvt: nghìn hồ sơ"."""
    return _WITHOUT_ACCENTS.sub(lambda found: _BARE[found[0]], comparable(text))


def _spoken_of(cell: Written) -> str | None:
    """Thousands of a thing inside a longer line; "2 nghìn hồ sơ" is an amount and says nothing of the table."""
    text = _spelled(cell)
    found = (one for one in _SPOKEN_OF.finditer(text) if not _AMOUNT.search(text[: one.start()]))
    return next((one[0] for one in found), None)


def _column_of_units(sheet: Sheet, table: Table, meant: Mapping[int, Measure]) -> Iterator[tuple[Written, Measure]]:
    """(unit, measure) of each row where measures stand below one another: in a list, or in a table on its side."""
    if table.layout not in ("long", "transposed"):
        return
    heads = [cell for number in table.header_rows for cell in enumerate(sheet.rows[number - 1])]
    column = next((index for index, cell in heads if _LEAD.fullmatch(_spelled(cell))), None)
    for index, measure in meant.items() if column is not None else ():
        records = table.pivot["records"].values() if table.pivot else ()
        held = [places[str(index)][0] for places in records if str(index) in places]
        for row in held or [row_at(table.headers[index].at)]:
            record = sheet.rows[row - 1]
            if column < len(record) and record[column]:
                yield record[column], measure


def is_other(written: str, units: Collection[str]) -> bool:
    """Whether what is said of a table's unit is none of its own: "Nghìn hồ sơ", "Lượt" of dossiers; not "Hồ sơ, %"."""
    parts = [text for part in _PARTS.split(_spelled(written)) if (text := part.strip(" .:-()"))]
    if not parts:
        return False
    own = re.compile(rf"(?<!\w)(?:{'|'.join(_names(units))})(?!\w)")
    if any(_is_scaled(text, own) for text in parts):
        return True
    is_share = "%" in units and all("%" in text for text in parts)
    return not is_share and not any(own.search(text) for text in parts)


def _names(units: Collection[str]) -> Iterator[str]:
    yield from (comparable(unit) for unit in units if unit != "%")
    if _DOSSIER in units:
        yield _ALSO_DOSSIER


def _is_scaled(text: str, own: re.Pattern) -> bool:
    """Thousands of one's own unit, or of nothing named; money is another thing's unit."""
    rest = _SCALE.sub("", text).strip()
    return rest != text and not _MONEY.search(text) and (not rest or bool(own.search(rest)))


def _units_in(cell: Written, following: Record, is_title: bool) -> Iterator[str]:
    """What a cell names as a unit: after "Đơn vị tính:" (or in the next filled cell), "tính bằng nghìn", "(nghìn)"."""
    text = _spelled(cell)
    for found in _LEAD.finditer(text):
        if is_title or not found[1].strip() or _UNIT.match(found[1]):  # a note may also speak of a unit in passing
            yield found[1].strip() or _unit_beside(following, is_title)
    for found in _SAID.finditer(text):
        if _SCALED.fullmatch(said := found[1].strip(" .;:-")) or _NO_DOSSIER.fullmatch(said):
            yield said
    alone = text.strip(" *-.;:")
    bracketed = _BRACKETED.findall(text) if is_title else [alone[1:-1]] * bool(_BRACKETED.fullmatch(alone))
    yield from (inner for inner in bracketed if _SCALED.fullmatch(inner) or _NO_DOSSIER.fullmatch(inner))
    if is_title and _SCALED.fullmatch(alone) and not _SCALE.fullmatch(alone):
        yield alone


def _unit_beside(following: Record, is_title: bool) -> str:
    """The next filled cell; among the figures only where it is a unit's word, as a header may be printed again."""
    beside = _spelled(next(filter(None, following), ""))
    return beside if is_title or _SCALED.fullmatch(beside) or _NO_DOSSIER.fullmatch(beside) else ""


def _names_other(header: Header, measure: Measure) -> bool:
    return any(_is_unit_of_other(text, measure) for path in header.path for text in _BRACKETED.findall(path))


def _is_unit_of_other(bracketed: str, measure: Measure) -> bool:
    text = _spelled(bracketed)
    said = (_LEAD.match(text) or _SAID.match(text) or [None, text])[1].strip()
    if measure.unit in (None, "points", "percent"):
        return measure.unit is not None and bool(_WORD.search(text) or ("%" in text and measure.unit != "percent"))
    is_other_thing = measure.unit == "dossiers" and _NO_DOSSIER.fullmatch(said)
    return bool(_WORD.search(text) or "%" in text or _SCALED.fullmatch(said) or is_other_thing)


def _in_header(header: Header) -> Problem:
    return Problem("error", "other_unit", row_at(header.at), header.text, header.at, header.text)


def _about(cell: Written) -> Problem:
    return Problem("error", "other_unit", row_of(cell), cell=cell.at, value=str(cell))
