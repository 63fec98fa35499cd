"""The command line's subcommands, each with the code of the pages behind it."""

from reform.cli import files, output, rankings, reasons, records, usage
from reform.cli.call import main

__all__ = ["files", "main", "output", "rankings", "reasons", "records", "usage"]
