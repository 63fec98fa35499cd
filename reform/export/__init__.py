"""What leaves the screen: a ranking or the summary as CSV, XLSX and print; and the template for an upload."""

from reform.export.delimited import ranking_csv
from reform.export.issued import issued
from reform.export.page import ranking_pdf
from reform.export.problem_report import Reviewed, problem_report
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
    "Reviewed",
    "View",
    "issued",
    "problem_report",
    "ranking_csv",
    "ranking_pdf",
    "ranking_xlsx",
    "template_csv",
    "template_xlsx",
]
