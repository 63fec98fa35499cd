"""A document as PDF: PDF/A-2u and tagged, with its title, language and bookmarks."""

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from reform.documents.prepared import prepared
from reform.documents.printing import pictures, printed, told

TEMPLATE = Path(__file__).with_name("document.typ")
# An archive can keep it (PDF/A-2u) and a screen reader can read it (PDF/UA).
STANDARDS = ["a-2u", "ua-1"]
# How a page begins in the file: on a line of its own, which no text of a document has.
PAGE = re.compile(rb"^\d+ 0 obj\n<</Type/Page/", re.MULTILINE)


def pdf(document: dict) -> bytes:
    """The document of reform.documents.blocks as PDF: the same bytes for the same data."""
    return kept(json.dumps(document, ensure_ascii=False, sort_keys=True))


def count_pages(document: dict) -> int:
    """How many pages the PDF has. Asking costs nothing more when it is printed next."""
    return len(PAGE.findall(pdf(document)))


def end_of(document: dict) -> tuple[int, float]:
    """The page on which its text ends and how many millimetres from that page's upper edge: set, not printed.

    What is printed next is not set again.
    """
    end = told(TEMPLATE, prepared(document), "<end>")
    return end["page"], end["down"]


def page_pictures(document: dict, ppi: float = 110) -> list[bytes]:
    """Its pages as PNG, to be looked at."""
    return pictures(TEMPLATE, prepared(document), ppi)


# Who fits a document into pages asks for the count and then for the same document.
@lru_cache(maxsize=8)
def kept(document: str) -> bytes:
    """The PDF of a document written as JSON."""
    found = json.loads(document)
    made_at = datetime.fromisoformat(found["made_at"]) if found["made_at"] else None
    return printed(TEMPLATE, prepared(found), made_at, STANDARDS)
