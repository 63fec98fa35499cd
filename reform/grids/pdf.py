"""The text of a .pdf by pypdf: a row a line as it is printed. What holds no text is a scan, and is not read."""

import io

from pypdf import PdfReader

from reform.grids.grid import Grid
from reform.grids.limits import Refusal

MAX_PAGES = 200  # a yearly report with its annexes has 40
LETTERS_OF_A_PAGE = 30  # a scan may bear a stamp or a page number as text


def read(data: bytes) -> list[Grid]:
    reader = PdfReader(io.BytesIO(data))
    _refuse_encrypted(reader)
    if len(reader.pages) > MAX_PAGES:
        raise Refusal("workbook_too_large")
    pages = [page.extract_text() for page in reader.pages]
    if not any(sum(map(str.isalpha, page)) >= LETTERS_OF_A_PAGE for page in pages):
        raise Refusal("scanned_pdf")
    grid = Grid("document")
    for number, line in enumerate("\n".join(pages).split("\n"), 1):
        grid.put(number, 0, line)
    return [grid]


def _refuse_encrypted(reader: PdfReader) -> None:
    """Many a .pdf is locked against changes alone and opens with an empty password."""
    try:
        opened = not reader.is_encrypted or reader.decrypt("")
    except Exception:  # a cipher that pypdf has no part for
        opened = False
    if not opened:
        raise Refusal("encrypted_file")
