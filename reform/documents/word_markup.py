"""Pieces of a Word document that python-docx has no words for: elements, fields, borders, numbers of lists."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

FONT = "Times New Roman"
MM = 56.6929  # twentieths of a point in a millimetre
HANGING = 7.5  # millimetres: a list's number of two figures with its point and a space


def tag(name: str, *inside: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of Word's markup with its attributes and what stands in it."""
    found = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), str(value))
    found.extend(inside)
    return found


def twips(millimetres: float) -> int:
    """Millimetres in Word's own measure."""
    return round(millimetres * MM)


def fonts() -> BaseOxmlElement:
    """Our font for every script, so that no letter falls back to the theme's."""
    return tag("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def run(text: str, *, size: float | None = None, bold: bool = False, italic: bool = False, colour: str | None = None,
        framed: bool = False) -> BaseOxmlElement:  # fmt: skip
    """A run of text, which is data: nothing in it is a field. Line breaks in it are kept."""
    properties = tag("rPr", *([tag("b")] if bold else []), *([tag("i")] if italic else []))
    if colour:
        properties.append(tag("color", val=colour))
    if size:
        properties.extend([tag("sz", val=round(size * 2)), tag("szCs", val=round(size * 2))])
    if framed:
        properties.append(tag("bdr", val="single", sz=8, space=4, color="auto"))
    found = tag("r", *([properties] if len(properties) else []))
    lines = text.split("\n")
    for place, line in enumerate(lines):
        found.extend([tag("br")] if place else [])
        found.append(written(line))
    return found


def written(line: str) -> BaseOxmlElement:
    """The letters of a line, spaces as they are."""
    found = tag("t")
    found.text = line
    found.set(qn("xml:space"), "preserve")
    return found


def field(code: str, **look: object) -> BaseOxmlElement:
    """A number that Word counts itself, PAGE or NUMPAGES, with the look of a run."""
    return tag("fldSimple", run("1", **look), instr=f" {code} ")


def paragraph(style: str, *inside: BaseOxmlElement, align: str = "left", keep: bool = False) -> BaseOxmlElement:
    """A paragraph of a style, known by its id. `keep`: on one page with the next."""
    sides = {"justify": "both"}
    properties = tag("pPr", tag("pStyle", val=style), *([tag("keepNext")] if keep else []))
    if align != "left":
        properties.append(tag("jc", val=sides.get(align, align)))
    return tag("p", properties, *inside)


def borders(name: str, **sides: tuple[str, int, str]) -> BaseOxmlElement:
    """Borders of a table, cell or paragraph: side=(kind, eighths of a point, colour)."""
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    return tag(name, *(tag(side, val=sides[side][0], sz=sides[side][1], space=0, color=sides[side][2])
                       for side in order if side in sides))  # fmt: skip


def list_kind(number: int, form: str, mark: str) -> BaseOxmlElement:
    """A kind of list: bullet with its mark, or decimal."""
    level = tag(
        "lvl", tag("start", val=1), tag("numFmt", val=form), tag("lvlText", val=mark), tag("lvlJc", val="left"),
        tag("pPr", tag("ind", left=twips(HANGING + 2), hanging=twips(HANGING))), tag("rPr", fonts()), ilvl=0,
    )  # fmt: skip
    return tag("abstractNum", tag("multiLevelType", val="singleLevel"), level, abstractNumId=number)
