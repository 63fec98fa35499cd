"""Small true files of other programs, made as the tests need them: workbooks, and what is hostile in them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
_FILLER = f'<table:table-row table:number-rows-repeated="1048000">{_BLANK}</table:table-row>'


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def xlsx(*rows, name: str = "Biểu") -> bytes:
    workbook = Workbook()
    workbook.active.title = name
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def changed(data: bytes, part: str = SHEET, change: Callable[[bytes], bytes] = bytes, **added: bytes) -> bytes:
    """The same file with one part of its zip changed, and others added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if part:
        parts[part] = change(parts[part])
    return zipped(parts | added)


def ods(*tables: tuple[str, str], manifest: str = "") -> bytes:
    """Tables (name, rows in XML), each with the million blank rows that LibreOffice writes below the figures."""
    body = "".join(f'<table:table table:name="{escape(name)}">{rows}{_FILLER}</table:table>' for name, rows in tables)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} {_CALC} office:version="1.3">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    listed = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}'
    return zipped(
        {"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": f"{listed}</manifest:manifest>"}
    )


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods_text(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_number(value, kind: str = "float", more: str = "") -> str:
    value = f'office:value-type="{kind}" office:value="{value}"{more}'
    return f"<table:table-cell {value}><text:p>?</text:p></table:table-cell>"


def ole(*entries: str) -> bytes:
    """The head of an old Office file: its signature, and directory entries of these names."""
    names = (name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *entries))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(names)
