"""A unit's report in prose → its figures with their words, recomputed, added up and held against what is recorded.

Rules, not a model: `text` reads sentences, `aside` and `cited` say what is no figure, `words` and `figures` what a
number counts, `sums` and `shares` what must come out; `times`, `clear` and `context` whether it is of the report's own
time and of all the unit's work; `lines` and `tables` read tables, `told_tables` tells them; `finding`, `twice`, `ranks`
and `checked` hold it against what is `stored`.
"""

from reform.claims.about import About, about, named_periods
from reform.claims.checked import check
from reform.claims.cited import Cited
from reform.claims.finding import KINDS, VERDICTS, Finding, Note
from reform.claims.stored import Stored, ranks_of, values_of
from reform.claims.text import paragraphs, read_report

__all__ = [
    "KINDS",
    "VERDICTS",
    "About",
    "Cited",
    "Finding",
    "Note",
    "Stored",
    "about",
    "check",
    "named_periods",
    "paragraphs",
    "ranks_of",
    "read_report",
    "values_of",
]
