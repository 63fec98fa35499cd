"""What leaves the screen: a ranking or the summary as CSV, XLSX and print, any other table as CSV, XLSX; a template."""

from reform.export.delimited import ranking_csv
from reform.export.issued import issued, state_of
from reform.export.office_sheet import OfficeSheet, office_xlsx
from reform.export.page import ranking_pdf
from reform.export.problem_report import Reviewed, problem_report
from reform.export.sheet import Sheet, sheet_csv, sheet_xlsx
from reform.export.table import Column
from reform.export.template import template_csv, template_xlsx
from reform.export.view import View
from reform.export.workbook import ranking_xlsx

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}

__all__ = [
    "MIME",
    "Column",
    "OfficeSheet",
    "Reviewed",
    "Sheet",
    "View",
    "issued",
    "office_xlsx",
    "problem_report",
    "ranking_csv",
    "ranking_pdf",
    "ranking_xlsx",
    "sheet_csv",
    "sheet_xlsx",
    "state_of",
    "template_csv",
    "template_xlsx",
]
