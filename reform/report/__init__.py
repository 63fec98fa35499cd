"""The office's own report of a period: the annex with the rankings, consolidated form II.06a, the draft in words."""

from reform.report.annex import annex, annex_table
from reform.report.consolidated import consolidated, consolidated_table
from reform.report.draft import draft
from reform.report.facts import Report, report_of
from reform.report.files import file_name, makers_of, name_of
from reform.report.frozen import documents_of, files_of, frozen, sheets_of
from reform.report.told import first_lines

__all__ = [
    "Report",
    "annex",
    "annex_table",
    "consolidated",
    "consolidated_table",
    "documents_of",
    "draft",
    "file_name",
    "files_of",
    "first_lines",
    "frozen",
    "makers_of",
    "name_of",
    "report_of",
    "sheets_of",
]
