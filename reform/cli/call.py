"""A call of the command line: the store, the language, how to answer, and every failure as one sentence.

Exit 0 done; 1 the file has errors or publishing still needs confirmations; 2 a wrong call; 3 the store is busy.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from reform.indicators import DeclarationError, Indicator, declaration
from reform.store import Store, StoreBusy, StoreDamaged, StoreOverloaded, StoreUnwritable, open_store
from reform.text import LANGUAGES, Words, words

STORE = Path(__file__).resolve().parent.parent.parent / "data" / "store"


class Failed(click.ClickException):
    """A sentence for the caller and the exit code that schedules rely on."""

    def __init__(self, code: str, message: str, exit_code: int):
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code


class Call:
    """What every subcommand is given: the store, the language, and how to answer."""

    def __init__(self, store: Path | None, as_json: bool, lang: str):
        self.given = store
        self.directory = store or Path(os.environ.get("REFORM_STORE") or STORE)
        self.as_json = as_json
        self.say: Words = words(lang)

    @property
    def store(self) -> Store:
        """The store; what was found damaged in it and has been made again is told beside the answer."""
        store = open_store(self.directory)
        if store.healed:
            names = list(dict.fromkeys(one["name"] for one in store.healed))
            click.echo(self.say.t("app.healed", what=self.say.listing(names)), err=True)
        return store

    def answer(self, found: dict, lines: Callable[[], list[str]], exit_code: int = 0) -> None:
        """One JSON object, or lines for a person; then the exit code."""
        if self.as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
        else:
            for line in lines():
                click.echo(line)
        sys.exit(exit_code)

    def fail(self, code: str, exit_code: int, **facts: Any) -> Failed:
        return Failed(code, self.say.t(f"cli.{code}", **facts), exit_code)


def options(command: Callable) -> Callable:
    """The options of every subcommand, and its failures as one sentence each."""

    @click.option("--store", type=click.Path(path_type=Path, file_okay=False), help="Folder of the store.")
    @click.option("--json", "as_json", is_flag=True, help="Exactly one JSON object on stdout.")
    @click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
    @wraps(command)
    def run(store: Path | None, as_json: bool, lang: str, **given: Any) -> None:
        call = Call(store, as_json, lang)
        try:
            command(call, **given)
        except StoreBusy:
            _fail(call, call.fail("busy", 3))
        except DeclarationError as wrong:
            _fail(call, call.fail("declaration", 2, faults="\n".join(wrong.faults)))
        except StoreDamaged as damage:
            _fail(call, call.fail("damaged", 1, what=damage.what))
        except StoreOverloaded as overload:
            _fail(call, call.fail("overloaded", 1, what=overload.what))
        except StoreUnwritable:
            _fail(call, call.fail("unwritable", 1))
        except Failed as failure:
            _fail(call, failure)
        except BrokenPipeError:  # whoever read our answer has heard enough
            os._exit(0)
        except Exception:  # a defect of ours: the log keeps the traceback, the caller gets a sentence with its number
            number = datetime.now(UTC).strftime("%y%m%d%H%M%S")
            logging.getLogger(__name__).exception("error %s", number)
            _fail(call, call.fail("defect", 1, number=number))

    return run


def _fail(call: Call, failure: Failed) -> None:
    click.echo(failure.message, err=True)
    if call.as_json:
        click.echo(json.dumps({"error": {"code": failure.code, "message": failure.message}}, ensure_ascii=False))
    sys.exit(failure.exit_code)


@click.group()
def main() -> None:
    """Kết quả cải cách hành chính của phường, xã: kiểm tra, ghi nhận, xếp hạng."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")


# ── What several commands ask for ─────────────────────────────────────────────

a_period = click.option("--period", "key", required=True, metavar="KEY", help="2025-Q3, 2025-9M, 2025 …")
a_locality = click.option("--locality")


def indicator_of(call: Call, by: str) -> Indicator:
    indicators = declaration().indicators
    if by not in indicators:
        raise call.fail("unknown_by", 2, by=by, known=", ".join(indicators))
    return indicators[by]


def locality_of(call: Call, store: Store, key: str | None, locality: str | None) -> str | None:
    """The locality asked for: as given, the only one with data in the period, or the store's default among several."""
    if locality:
        return locality
    periods = store.ask("periods")
    found = list(dict.fromkeys(periods.loc[periods["period"] == key, "locality"]))
    if len(found) <= 1:
        return found[0] if found else store.registry().default_locality
    default = store.registry().default_locality
    if default not in found:
        raise call.fail("which_locality", 2, known=", ".join(found))
    return default
