"""Typst as this house uses it: our own fonts, a template's own folder, data as JSON, nothing from outside."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts" / "ttf"


@cache
def fonts() -> typst.Fonts:
    """Our fonts, read once, and what Typst brings for letters that they lack. No font of the machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def surroundings(template: Path, data: dict) -> dict:
    """What a template sees: our fonts, its own folder and the data. No font of the machine, no package."""
    return {
        "root": str(template.parent),
        "font_paths": fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }


def printed(template: Path, data: dict, made_at: datetime | None, standards: list[str]) -> bytes:
    """A PDF. A letter that our fonts lack, such as a picture in a name, costs it the standards only."""
    stamp = {} if made_at is None else {"timestamp": int(made_at.timestamp())}
    given = {"format": "pdf"} | stamp | surroundings(template, data)
    try:
        return typst.compile(str(template), pdf_standards=standards, **given)
    except typst.TypstError:
        return typst.compile(str(template), **given)


def pictures(template: Path, data: dict, ppi: float) -> list[bytes]:
    """The pages of a template as PNG."""
    found = typst.compile(str(template), format="png", ppi=ppi, **surroundings(template, data))
    return found if isinstance(found, list) else [found]


def told(template: Path, data: dict, label: str) -> object:
    """The value that a template leaves under a label, found without printing."""
    return json.loads(typst.query(str(template), label, field="value", one=True, **surroundings(template, data)))
