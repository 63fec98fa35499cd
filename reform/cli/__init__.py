"""The command line's subcommands, each with the code of the pages behind it."""

from reform.cli import briefs, claims, files, output, rankings, reasons, records, report, usage, visits
from reform.cli.call import main

__all__ = ["briefs", "claims", "files", "main", "output", "rankings", "reasons", "records", "report", "usage", "visits"]
