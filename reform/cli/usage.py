"""A wrong call of the command line in the reader's words; what click says of a value is kept where it says it best."""

import re
from collections.abc import Sequence
from itertools import pairwise

import click
from click.exceptions import NoSuchCommand

from reform.text import LANGUAGES, Words, words

# click has no kind of its own for what stands behind the last argument.
EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def told(wrong: click.UsageError, arguments: Sequence[str]) -> str:
    """The sentence for a wrong call, in the language that the call itself asks for."""
    say = words(_language(arguments))
    if isinstance(wrong, click.NoSuchOption):
        return say.t("cli.usage_no_option", name=wrong.option_name)
    if isinstance(wrong, NoSuchCommand):
        return say.t("cli.usage_no_command", name=wrong.command_name)
    if isinstance(wrong, click.MissingParameter):
        return say.t("cli.usage_missing", name=_name(wrong))
    if isinstance(wrong, click.BadOptionUsage):
        return say.t("cli.usage_no_value", name=wrong.option_name)
    if isinstance(wrong, click.BadParameter):
        return say.t("cli.usage_value", name=_name(wrong), why=_why(wrong, say))
    if EXTRA.match(wrong.message):
        return say.t("cli.usage_extra", name=EXTRA.match(wrong.message)[1])
    return wrong.format_message()


def called(wrong: click.UsageError, arguments: Sequence[str]) -> str:
    """How the command is called, in the same language: Cách gọi: python -m reform check [TÙY CHỌN] FILES..."""
    say, ctx = words(_language(arguments)), wrong.ctx
    known = {"[OPTIONS]": "[{}]".format(say.t("cli.usage_options")), "COMMAND [ARGS]...": say.t("cli.usage_command")}
    pieces = [known.get(piece, piece) for piece in ctx.command.collect_usage_pieces(ctx)]
    return say.t("cli.usage_line", call=" ".join([ctx.command_path, *pieces]))


def _language(arguments: Sequence[str]) -> str:
    """What stands behind --lang, where it is a language at all."""
    said = " ".join(arguments).replace("--lang=", "--lang ").split()
    after = [value for option, value in pairwise(said) if option == "--lang"]
    return after[-1] if after and after[-1] in LANGUAGES else LANGUAGES[0]


def _name(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return wrong.param_hint or ""
    return wrong.param.opts[-1] if isinstance(wrong.param, click.Option) else wrong.param.human_readable_name


def _why(wrong: click.BadParameter, say: Words) -> str:
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Choice):
        return say.t("cli.usage_choice", known=", ".join(kind.choices))
    if isinstance(kind, click.DateTime):
        return say.t("cli.usage_day")
    if isinstance(kind, click.Path):
        return say.t("cli.usage_folder" if not kind.file_okay else "cli.usage_path")
    return wrong.message
