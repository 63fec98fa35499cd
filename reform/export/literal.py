"""Text from files made harmless: what a reader typed is shown and never calculated, run or laid out."""

import re
import unicodedata

# A spreadsheet calculates a cell that begins so, spaces before it or not.
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^ *[\t\r\n]")
# Every space but the one that keeps two words together.
SPACES = re.compile(r"[^\S\u00a0]+")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula, as it is or without the characters that nobody sees."""
    return any(FORMULA.match(one) for one in (text, one_line(text)))


def one_line(text: object) -> str:
    """A text on one line without control characters, nor those that turn the direction of reading."""
    spaced = SPACES.sub(" ", str(text))
    return "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cf", "Cs")).strip(" ")


def literal(text: object) -> str:
    """A text that a spreadsheet shows as it is: a leading apostrophe keeps a formula asleep."""
    return ("'" if is_formula(str(text)) else "") + one_line(text)
