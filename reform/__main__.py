"""The command line: `python -m reform check|import|ranking|…`. The same work as the pages, for schedules and checks."""

import json
import sys

import click

from reform.cli import main


def start() -> None:
    """The command line; a wrong call is told as JSON too where --json was asked for."""
    try:
        main(prog_name="python -m reform", standalone_mode=False)
    except click.UsageError as wrong:
        wrong.show()
        if "--json" in sys.argv:
            said = {"code": "usage", "message": wrong.format_message()}
            click.echo(json.dumps({"error": said}, ensure_ascii=False))
        sys.exit(wrong.exit_code)
    except click.Abort:
        sys.exit(1)


if __name__ == "__main__":
    start()
