"""The command line: `python -m reform check|import|ranking|…`. The same work as the pages, for schedules and checks."""

import json
import sys

import click

from reform.cli import main, usage


def start() -> None:
    """The command line; a wrong call is told as JSON too where --json was asked for."""
    try:
        main(prog_name="python -m reform", standalone_mode=False)
    except click.UsageError as wrong:
        sentence = usage.told(wrong, sys.argv[1:])
        _show(wrong, sentence)
        if any(one == "--json" or one.startswith("--json=") for one in sys.argv[1:]):
            said = {"code": "usage", "message": sentence}
            click.echo(json.dumps({"error": said}, ensure_ascii=False))
        sys.exit(wrong.exit_code)
    except click.Abort:
        sys.exit(1)


def _show(wrong: click.UsageError, sentence: str) -> None:
    """How the command is called, and what is wrong with this call; without any argument the help alone."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.show()
    click.echo("\n".join([*([usage.called(wrong, sys.argv[1:])] if wrong.ctx else []), sentence]), err=True)


if __name__ == "__main__":
    start()
