"""Makes the files of the corpus that no editor can write: workbooks, documents, old encodings, broken bytes.

    python -m tests.corpus.make

The files are committed, so nobody needs to run this; it says what they hold. Old workbooks (.xls) need xlwt, which the
project does not install: `pip install xlwt` elsewhere, else they are left as they are. The rest needs requirements.txt.
"""

import io
import re
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
SHEET = "Số liệu"
HEADER = (
    "Đơn vị",
    "Kỳ báo cáo",
    "Tổng số tiếp nhận",
    "Tiếp nhận trực tuyến",
    "Tiếp nhận trực tiếp, dịch vụ bưu chính",
    "Từ kỳ trước",
    "Tỷ lệ hồ sơ trực tuyến (theo báo cáo)",
    "Ghi chú",
)
LUA_NGOT = ("Phường Lúa Ngọt", "Quý III/2025", 1059, 1049, 9, 1, 0.9915, "đủ")
DONG_SUONG = ("Xã Đồng Sương", "Quý III/2025", 412, 118, 290, 4, 0.2892, None)
TEMPLATE = (HEADER, LUA_NGOT, DONG_SUONG)
SHARE = 6  # the column of the percentage, from 0
PERIODS = ("Đơn vị", "Kỳ báo cáo", "Từ ngày", "Đến ngày", "Tổng số tiếp nhận")
FORM_MERGED = ("A7:A9", "B7:B9", "C7:F7", "G7:J7", "K7:M7", "C8:C9", "D8:F8", "G8:G9", "H8:J8", "K8:K9", "L8:M8")


def make() -> None:
    """Writes every file anew."""
    for folder in (encodings, workbooks, faulty_workbooks, forms, open_documents, documents, other_bytes):
        for name, data in folder():
            (HERE / name).write_bytes(data)
    try:
        import xlwt
    except ImportError:
        return
    for name, data in old_workbooks(xlwt):
        (HERE / name).write_bytes(data)


def text_of(name: str) -> str:
    return (HERE / name).read_bytes().decode("utf-8-sig")


def encodings():
    """The template in every encoding an office's computer writes."""
    text = text_of("crlf.csv")
    yield "utf16-le-bom.csv", b"\xff\xfe" + text.replace(";", "\t").encode("utf-16-le")
    yield "utf16-be-bom.csv", b"\xfe\xff" + text.encode("utf-16-be")
    yield "utf16-le.csv", text.encode("utf-16-le")
    yield "utf16-be.csv", text.encode("utf-16-be")
    yield "windows-1258.csv", windows_1258(text)
    yield "nfd.csv", unicodedata.normalize("NFD", text).encode()
    yield "nfd-utf16.csv", b"\xff\xfe" + unicodedata.normalize("NFD", text).encode("utf-16-le")
    yield "tcvn3-bytes.csv", tcvn3(text).encode("latin-1")
    yield "tcvn3-font.csv", tcvn3(text).encode()
    yield "vni-font.csv", vni(text).encode()
    yield "mojibake.csv", mojibake(text).encode()
    yield "windows-1258-read-as-latin.csv", windows_1258(text).decode("cp1252", "replace").encode()
    yield "bytes-of-no-encoding.csv", text.encode().replace("ờ".encode(), b"\xe1\xbb", 1)
    yield "utf16-cut-in-half.csv", (b"\xff\xfe" + text.encode("utf-16-le"))[:-3]


# Of Windows-1258: the vowels that have no code of their own with a tone are written with a combining one.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """The bytes Windows writes: â, ê, ô, ă, ơ, ư whole, the tones behind them."""
    return "".join(map(_for_1258, unicodedata.normalize("NFC", text))).encode("cp1258")


def _for_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in _TONES)
        return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) + tone


# TCVN 5712:1993 (VN3), as the ABC fonts draw it: code → letter.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        strict=True,
    )
)
_TCVN3_CAPITALS = dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True))


def tcvn3(text: str) -> str:
    """The text as a TCVN3 font's letters; a capital with a tone is typed small, as those fonts have none."""
    known = {letter: code for code, letter in (_TCVN3 | _TCVN3_CAPITALS).items()}
    return "".join(known.get(letter) or known.get(letter.lower(), letter) for letter in text)


_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_HATS = {"\u0302": dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True)) | {"": "â"}}
_VNI_HATS["\u0306"] = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True)) | {"": "ê"}
_VNI_LETTERS = {"đ": "ñ", "Đ": "Ñ", "ỵ": "î", "Ỵ": "Î", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò"}


def vni(text: str) -> str:
    """The text as a VNI font's letters: a base letter and behind it one for hat and tone together."""
    return "".join(_for_vni(letter) for letter in unicodedata.normalize("NFC", text))


def _for_vni(letter: str) -> str:
    if letter in _VNI_LETTERS:
        return _VNI_LETTERS[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:
        horned = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
        return horned + _VNI_TONES.get(tone, "")
    hat = next((mark for mark in marks if mark in _VNI_HATS), None)
    code = _VNI_HATS[hat][tone] if hat else _VNI_TONES.get(tone, "")
    return base + (code.upper() if base.isupper() else code)


def mojibake(text: str) -> str:
    """UTF-8 opened as Windows-1252 and saved again; the five bytes that it lacks pass as they are."""
    return "".join(_as_1252(byte) for byte in text.encode())


def _as_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def workbook(*sheets, name: str = SHEET, prepare=lambda book: None) -> bytes:
    """An .xlsx of one or more grids; `prepare` may change the openpyxl workbook before it is written."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(name if number == 1 else f"{name} {number}")
        for row in rows:
            sheet.append(row)
    prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def percent_format(code: str):
    """Formats the share's column, as Excel does when a percentage is typed."""

    def prepare(book):
        for cell in book.worksheets[0]["G"][1:]:
            cell.number_format = code

    return prepare


def workbooks():
    """Workbooks that are whole."""
    percent = percent_format("0.00%")
    yield "template.xlsx", workbook(TEMPLATE, prepare=percent)
    yield "percent-without-decimals.xlsx", workbook(TEMPLATE, prepare=percent_format("0%"))
    yield "percent-in-colours.xlsx", workbook(TEMPLATE, prepare=percent_format("[Red]0.0%;[Blue]-0.0%"))
    yield "shares-as-fractions.xlsx", workbook(TEMPLATE)
    hundred = (HEADER, (*LUA_NGOT[:SHARE], 99.15, "đủ"), (*DONG_SUONG[:SHARE], 28.92, None))
    yield "shares-of-hundred.xlsx", workbook(hundred)
    texts = (HEADER, ("Phường Lúa Ngọt", "Quý III/2025", "1.059", "1.049", "9", "1", "99,15%", "đủ"))
    yield "numbers-as-text.xlsx", workbook((*texts, DONG_SUONG), prepare=percent)
    english = [[str(cell).replace(".", "_").replace(",", ".").replace("_", ",") for cell in texts[1][2:7]]]
    yield "numbers-as-english-text.xlsx", workbook((HEADER, (*LUA_NGOT[:2], *english[0], "đủ")))
    grouped = workbook(TEMPLATE, prepare=lambda book: [percent(book), _thousands(book)])
    yield "thousands-format.xlsx", grouped
    cover = (("BÁO CÁO",), ("Kết quả giải quyết thủ tục hành chính quý III năm 2025",))
    yield "cover-and-table.xlsx", workbook(cover, TEMPLATE, prepare=lambda book: percent_of(book, 1))
    yield "several-sheets.xlsx", workbook(TEMPLATE, TEMPLATE, prepare=lambda book: _two_quarters(book))
    yield "hidden-sheet.xlsx", workbook(TEMPLATE, TEMPLATE, prepare=lambda book: [percent(book), _hide_second(book)])
    yield "hidden-row.xlsx", workbook(TEMPLATE, prepare=lambda book: [percent(book), _hide(book, row=3)])
    yield "hidden-column.xlsx", workbook(TEMPLATE, prepare=lambda book: [percent(book), _hide(book, column="F")])
    days = (date(2025, 6, 15), date(2025, 9, 14))
    yield "dates.xlsx", workbook((PERIODS, ("Phường Lúa Ngọt", "Quý III/2025", *days, 1059)))
    serials = ("Phường Lúa Ngọt", "Quý III/2025", 45823, 45914, 1059)
    yield "dates-as-serials.xlsx", workbook((PERIODS, serials))
    no_period = [(row[0], *row[2:6]) for row in TEMPLATE]
    yield "period-in-sheet-name.xlsx", workbook(no_period, name="Quý III-2025")
    yield "formula-with-value.xlsx", with_value(formulas("=1049+9+1"), "1059")
    shifted = [(None,) * 8, *((None, *row) for row in TEMPLATE)]
    yield "table-away-from-the-corner.xlsx", workbook(shifted, prepare=_percent_away)
    yield "blank-formatted-tail.xlsx", workbook(TEMPLATE, prepare=lambda book: [percent(book), _bold_tail(book)])
    yield "whole-numbers-with-noise.xlsx", workbook((HEADER, (*LUA_NGOT[:6], 0.9915, "đủ")), prepare=_noisy_share)


def percent_of(book, index: int) -> None:
    for cell in book.worksheets[index]["G"][1:]:
        cell.number_format = "0.00%"


def _thousands(book) -> None:
    for row in book.worksheets[0].iter_rows(min_row=2, min_col=3, max_col=6):
        for cell in row:
            cell.number_format = "#,##0"


def _two_quarters(book) -> None:
    for index, sheet in enumerate(book.worksheets):
        percent_of(book, index)
        if index:
            for cell in sheet["B"][1:]:
                cell.value = "Quý II/2025"


def _hide_second(book) -> None:
    book.worksheets[1].sheet_state = "hidden"


def _hide(book, row=None, column=None) -> None:
    sheet = book.worksheets[0]
    if row:
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True


def _percent_away(book) -> None:
    for cell in book.worksheets[0]["H"][2:]:
        cell.number_format = "0.00%"


def _bold_tail(book) -> None:
    for row in range(4, 60):
        book.worksheets[0].cell(row, 12).font = Font(bold=True)


def _noisy_share(book) -> None:
    """0.1 + 0.2 as a spreadsheet keeps it: thirty per cent all the same."""
    cell = book.worksheets[0]["G2"]
    cell.value, cell.number_format = 0.1 + 0.2, "0.00%"
    for place, count in zip("CDE", (11, 3, 7), strict=True):
        book.worksheets[0][f"{place}2"] = count


def formulas(formula: str) -> bytes:
    """The template with a formula where Lúa Ngọt's total stands; openpyxl writes it without its value."""
    rows = (HEADER, ("Phường Lúa Ngọt", "Quý III/2025", formula, *LUA_NGOT[3:]), DONG_SUONG)
    return workbook(rows, prepare=percent_format("0.00%"))


def with_value(data: bytes, value: str, kind: str = "") -> bytes:
    """The workbook as Excel saves it: what the formula came to stands beside it."""
    return edited(data, "xl/worksheets/sheet1.xml", rb'<c r="C2"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?', value, kind)


def edited(data: bytes, part: str, pattern: bytes, value: str, kind: str) -> bytes:
    out = io.BytesIO()
    cell = rf'<c r="C2"{kind}>\2<v>{value}</v>'.encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, re.sub(pattern, cell, content) if name == part else content)
    return out.getvalue()


def faulty_workbooks():
    """Workbooks with something to mend."""
    percent = percent_format("0.00%")
    yield "formula-error.xlsx", with_value(formulas("=1/0"), "#DIV/0!", ' t="e"')
    yield "formula-without-value.xlsx", formulas("=1049+9+1")
    yield "error-cell.xlsx", workbook((HEADER, (*LUA_NGOT[:2], "#N/A", *LUA_NGOT[3:]), DONG_SUONG), prepare=percent)
    yield "date-in-count.xlsx", workbook((HEADER, (*LUA_NGOT[:2], date(2025, 9, 10), *LUA_NGOT[3:])), prepare=percent)
    yield "count-with-a-fraction.xlsx", workbook((HEADER, (*LUA_NGOT[:2], 1.059, *LUA_NGOT[3:])), prepare=percent)
    yield "percent-in-a-count.xlsx", workbook(TEMPLATE, prepare=lambda book: [percent(book), _percent_count(book)])
    yield "dossier-list.xlsx", workbook([row.split(";") for row in text_of("dossier-list.csv").splitlines()])
    yield "no-table.xlsx", workbook((("Kính gửi: Văn phòng",), ("Xin báo cáo sau",)))
    yield "far-cell.xlsx", workbook(TEMPLATE, prepare=lambda book: book.worksheets[0].__setitem__("XFD1048576", 1))
    yield "macro.xlsm", _macro(workbook(TEMPLATE, prepare=percent))
    yield "cut.xlsx", workbook(TEMPLATE)[:-200]
    yield "unknown-column.xlsx", workbook([(*row, extra) for row, extra in zip(TEMPLATE, ("Lạ", 3, 0), strict=True)])


def _percent_count(book) -> None:
    book.worksheets[0]["D3"].value, book.worksheets[0]["D3"].number_format = 0.29, "0%"


def _macro(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def form_rows(name: str = "form-06a.csv"):
    """Form II.06a as typed into a sheet: counts are numbers there."""
    return [[_typed(cell) for cell in line.split(";")] for line in text_of(name).splitlines()]


def _typed(text: str):
    return int(text.replace(".", "")) if re.fullmatch("[0-9.]+", text) else text or None


def forms():
    """Form II.06a as a workbook, its headers merged as on paper."""
    yield "form-06a.xlsx", workbook(form_rows(), prepare=_merge_form)
    yield "form-06a-unmerged.xlsx", workbook(form_rows())
    yield "own-form.xlsx", workbook(form_rows("own-form.csv"))
    yield "transposed.xlsx", workbook([[_typed(cell) for cell in line] for line in _split("transposed.csv")])
    yield "long.xlsx", workbook([[_typed(cell) for cell in line] for line in _split("long.csv")])


def _split(name: str):
    return [line.split(";") for line in text_of(name).splitlines()]


def _merge_form(book) -> None:
    for area in FORM_MERGED:
        book.worksheets[0].merge_cells(area)


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{sheets}</office:spreadsheet>
</office:body></office:document-content>"""
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def open_document(*sheets, name: str = SHEET) -> bytes:
    """An .ods of one or more grids; floats between 0 and 1 are percentages."""
    names = [name if number == 1 else f"{name} {number}" for number in range(1, len(sheets) + 1)]
    body = "".join(
        f'<table:table table:name="{escape(title)}">{_ods_rows(rows)}</table:table>'
        for title, rows in zip(names, sheets, strict=True)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", _ODS_TYPE)
        file.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        file.writestr("content.xml", _ODS.format(sheets=body))
    return out.getvalue()


def _ods_rows(rows) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)


def _ods_cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    kind = "percentage" if isinstance(value, float) and value <= 1 else "float"
    shown = f"{value * 100:.2f}%".replace(".", ",") if kind == "percentage" else str(value)
    written = f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {written}><text:p>{shown}</text:p></table:table-cell>"


def open_documents():
    counts = [row[:SHARE] for row in TEMPLATE]
    yield "template.ods", open_document(counts)
    yield "shares-as-fractions.ods", open_document(TEMPLATE)
    yield "form-06a.ods", open_document(form_rows())
    yield "several-sheets.ods", open_document(counts, [(*row[:1], "Quý II/2025", *row[2:]) for row in counts[1:]])


def old_workbooks(xlwt):
    """.xls, as Excel 97 to 2003 and many one-stop programs export it."""
    yield "template.xls", _old_workbook(xlwt, [row[:SHARE] for row in TEMPLATE])
    yield "shares-as-fractions.xls", _old_workbook(xlwt, TEMPLATE)
    alone = [(*row[:2], row[SHARE]) for row in TEMPLATE]
    yield "shares-alone.xls", _old_workbook(xlwt, alone)
    yield "form-06a.xls", _old_workbook(xlwt, form_rows())
    dates = [PERIODS, ("Phường Lúa Ngọt", "Quý III/2025", date(2025, 6, 15), date(2025, 9, 14), 1059)]
    yield "dates.xls", _old_workbook(xlwt, dates)


def _old_workbook(xlwt, rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    share = xlwt.easyxf(num_format_str="0.00%")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                style = {date: (day,), float: (share,)}.get(type(value), ())
                sheet.write(r, c, value, *style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def documents():
    """Word documents: tables between paragraphs."""
    yield "template.docx", document("BÁO CÁO QUÝ III NĂM 2025", _shown(TEMPLATE))
    yield "form-06a.docx", document("", _split("form-06a.csv")[6:-2], title=_split("form-06a.csv")[:6])
    yield "two-tables.docx", document("Phụ lục", [("Chức danh", "Số người"), ("Công chức", "12")], _shown(TEMPLATE))
    yield "no-table.docx", document("Kính gửi: Văn phòng. Xin báo cáo sau.")


def _shown(rows):
    return [[_as_shown(cell) for cell in row] for row in rows]


def _as_shown(cell) -> str:
    if isinstance(cell, float):
        return f"{cell * 100:.2f}%".replace(".", ",")
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else cell or ""


def document(text: str, *tables, title=()) -> bytes:
    """A .docx: paragraphs, then each grid as a table."""
    paper = Document()
    for line in [text, *(" ".join(cell for cell in row if cell) for row in title)]:
        paper.add_paragraph(line)
    for rows in tables:
        table = paper.add_table(len(rows), max(map(len, rows)))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                table.cell(r, c).text = cell
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def other_bytes():
    """What is no table at all."""
    yield "scan.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
    yield "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(64))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bao-cao.csv", text_of("utf8.csv"))
    yield "archive.zip", out.getvalue()


if __name__ == "__main__":
    make()
