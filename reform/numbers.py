"""Numbers as Vietnamese offices write them: `1.059`, `99,53%`, `<30%`. Read from text, never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

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
# A group never begins with 0: `0.995` is a fraction from Excel, not 995.
_GROUPED = re.compile(rf"[+-]?[1-9][0-9]{{0,2}}([.{_SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:,([0-9]+))?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:,([0-9]+))?")


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


def read_number(text: str, kind: str, unit: str | None = None) -> Number:
    """Read one cell in the Vietnamese convention; percentages are 0–100.

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
    return Number(_read_digits(digits, kind), bound)


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


def _read_digits(text: str, kind: str) -> Decimal:
    found = _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text)
    # `1,000` in a count is a thousand of the English convention more likely than one: not ours to choose.
    if not found or (kind in COUNTS and text.endswith(",000")):
        raise Unreadable("number_unreadable")
    digits = re.sub(r"[^0-9,+-]", "", text)
    whole, _, decimals = digits.lstrip("+-").partition(",")
    if len(whole.lstrip("0")) > 12 or len(decimals) > 6:
        raise Unreadable("number_too_long")
    # Adding nothing turns -0 into 0.
    return Decimal(digits.replace(",", ".")) + 0
