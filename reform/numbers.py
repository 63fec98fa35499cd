"""Numbers as offices write them: `1.059`, `99,53%`, `<30%`, or the English way. Read from text, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

COUNTS = ("flow", "stock")

_SPACES = " \u00a0\u2009\u202f"
_INVISIBLE = " \t\r\n\u00a0\u2009\u202f\u200b\u2060\ufeff"
_BOUNDS = {
    "<=": "≤",
    "=<": "≤",
    ">=": "≥",
    "=>": "≥",
    "<": "<",
    ">": ">",
    "≤": "≤",
    "≥": "≥",
    "chưa đạt ": "<",
    "dưới ": "<",
    "trên ": ">",
    "hơn ": ">",
    "ít nhất ": "≥",
    "tối thiểu ": "≥",
    "tối đa ": "≤",
}
_BOUND = re.compile("|".join(_BOUNDS))
_PLACEHOLDERS = ("-", "–", "—", "−", "x")
# Convention → what parts thousands (spaces do in each) and what begins the decimals.
CONVENTIONS = {"vi": (".", ","), "en": (",", "."), "plain": ("", "")}
_MOST_DECIMALS = {"stated": 15}  # a share from Excel has as many digits as a computer
_FIGURE = re.compile(r"[<>≤≥~=\s]*[-+]?[0-9][0-9.,\s]*%?")
# A group never begins with 0: `0.995` is a fraction from Excel, not 995.
_GROUPED = r"[+-]?[1-9][0-9]{{0,2}}([{marks}])[0-9]{{3}}(?:\1[0-9]{{3}})*"


def _patterns(thousands: str, point: str) -> re.Pattern:
    decimals = rf"(?:{re.escape(point)}[0-9]+)?" if point else ""
    grouped = _GROUPED.format(marks=re.escape(thousands) + _SPACES)
    return re.compile(rf"(?:{grouped}|[+-]?[0-9]+){decimals}")


_WRITTEN = {name: _patterns(*marks) for name, marks in CONVENTIONS.items()}


class Unreadable(Exception):
    """A text that has no meaning here; `code` names the problem, `facts` what is known of it."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Number:
    """A value (None when absent), its bound (< ≤ > ≥ or None), and the question it leaves open, if any."""

    value: Decimal | None
    bound: str | None = None
    doubt: str | None = None


def is_figure(text: str) -> bool:
    """1.059, 99,53%, <30%: a number and nothing else."""
    return bool(_FIGURE.fullmatch(text))


@lru_cache(maxsize=50_000)
def read_number(text: str, kind: str, unit: str | None = None, numbers: str = "vi") -> Number:
    """Read one cell in one convention (vi: 1.059 and 99,53; en: 1,059 and 99.53; plain: 1059); percentages are 0–100.

    `kind` is the measure's (flow, stock, points, stated); `unit` the word that may follow ("hồ sơ").
    A dash or an x reads as absent and `Không` as 0, each with a doubt. Raises Unreadable.
    """
    text = unicodedata.normalize("NFC", text).strip(_INVISIBLE).casefold()
    if not text:
        return Number(None)
    if text in _PLACEHOLDERS:
        return Number(None, doubt="placeholder")
    if text == "không":
        return Number(Decimal(0), doubt="word_no")
    bound, digits = _split_bound(text)
    digits = _without_unit(digits, kind, unit).replace("−", "-")
    return Number(_read_digits(digits, kind, numbers), bound)


def _split_bound(text: str) -> tuple[str | None, str]:
    if found := _BOUND.match(text):
        return _BOUNDS[found[0]], text[found.end() :].strip(_INVISIBLE)
    return None, text


def _without_unit(text: str, kind: str, unit: str | None) -> str:
    if text.endswith("%"):
        if kind != "stated":
            raise Unreadable("percent_in_count")
        return text[:-1].rstrip(_INVISIBLE)
    if unit and text.endswith(unit.casefold()):
        return text[: -len(unit)].rstrip(_INVISIBLE)
    return text


def _read_digits(text: str, kind: str, numbers: str) -> Decimal:
    _, point = CONVENTIONS[numbers]
    # `1,000` in a count is a thousand of the English convention more likely than one: not ours to choose.
    if not _WRITTEN[numbers].fullmatch(text) or (numbers == "vi" and kind in COUNTS and text.endswith(",000")):
        raise Unreadable("number_unreadable")
    sign = "-" if text.startswith("-") else ""
    whole, _, decimals = text.partition(point) if point else (text, "", "")
    whole = re.sub("[^0-9]", "", whole)
    if len(whole.lstrip("0")) > 12 or len(decimals) > _MOST_DECIMALS.get(kind, 6):
        raise Unreadable("number_too_long")
    # Adding nothing turns -0 into 0.
    return Decimal(f"{sign}{whole}.{decimals}" if decimals else sign + whole) + 0
