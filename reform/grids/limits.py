"""How much of a workbook is read, and why so much; what a zip says of itself before anything of it is unpacked."""

import io
import zipfile

MB = 1024 * 1024

MAX_ROWS = 20_000  # 3,321 units of the whole country, in six periods
MAX_COLUMNS = 300  # every declared measure five times over
MAX_CELLS = 750_000  # 270 MB once read; 3,321 units × 40 measures are 132,840
MAX_TEXT = 32_767  # what Excel itself puts into one cell
MAX_UNPACKED = 100 * MB  # so many cells of XML are some 50 MB
MAX_RATIO = 200  # XML of real sheets packs 5 to 50 times, of nothing but empty styled cells 100 times
RATIO_FROM = 10 * MB  # what unpacks to less does no harm, however well it is packed
MAX_PARTS = 2_000  # a report in Word with a picture on each page has hundreds
MEMORY = 512 * MB  # address space: a reader at the limits above takes 300
CPU_SECONDS = 20  # a workbook at the limits above takes 4
WALL_SECONDS = 45  # the same where several wait for one processor

KINDS = ("xlsx", "xls", "ods", "docx")


class Refusal(Exception):
    """A file that is not read on: `code` of a problem, and where it is known `sheet`, `row`, `column` of the cell."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts


def look_at_zip(data: bytes) -> str:
    """xlsx, ods or docx, by the names and sizes in the zip's directory alone.

    Raises Refusal: zip_file, binary_file, macro_file, encrypted_file, workbook_too_large, workbook_unreadable.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, RuntimeError, UnicodeError):
        raise Refusal("workbook_unreadable" if is_office(data) else "zip_file") from None
    parts = archive.infolist()
    kind = _kind({part.filename for part in parts}, data)
    _refuse_unreadable(parts)
    _refuse_size(parts)
    return kind


def is_office(data: bytes) -> bool:
    """Names inside a zip stand in plain bytes, also in one that was cut off."""
    return any(name in data for name in (b"xl/", b"word/", b"opendocument.spreadsheet"))


def _kind(names: set[str], data: bytes) -> str:
    if "xl/workbook.bin" in names:
        raise Refusal("workbook_unreadable")
    for kind, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        if part in names:
            return kind
    if "content.xml" in names and b"opendocument.spreadsheet" in data[:200]:
        return "ods"
    office = {"content.xml", "[Content_Types].xml"} & names
    raise Refusal("workbook_unreadable" if is_office(data) else "binary_file" if office else "zip_file")


def _refuse_unreadable(parts) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("encrypted_file")
    if any(part.filename.lower().endswith("vbaproject.bin") or part.filename.startswith("Basic/") for part in parts):
        raise Refusal("macro_file")


def _refuse_size(parts) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    dense = unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or dense:
        raise Refusal("workbook_too_large")
