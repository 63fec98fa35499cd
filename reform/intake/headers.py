"""Header words: how a header as written is compared with the names and synonyms of the declaration."""

import re
from functools import lru_cache

from reform.indicators import Declaration
from reform.wards import comparable

_ENDING = re.compile(r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\])[\s=+]*)+$")


@lru_cache(maxsize=10_000)
def header_key(text: str) -> str:
    """Case, spacing, tone placement and a bracketed ending do not count: "TRỰC TUYẾN (4)" is "trực tuyến"."""
    key = comparable(text)
    bare = _ENDING.sub("", key)
    key = re.sub(r"\s*([/,;])\s*", r"\1 ", bare or key).replace("/ ", "/")
    return key.rstrip(" :*.;,")


def vocabulary(declaration: Declaration) -> dict[str, str]:
    """header key → key of a column or a measure."""
    declared = (*declaration.columns.values(), *declaration.measures.values())
    return {header_key(header): column.key for column in declared for header in column.headers}


def dossier_words(declaration: Declaration) -> frozenset[str]:
    """Header keys of a list of dossiers (personal data), without those that are part of a measure's name."""
    known = vocabulary(declaration)
    words = (header_key(word) for word in declaration.words["dossier_list"])
    return frozenset(word for word in words if not any(word in header for header in known))
