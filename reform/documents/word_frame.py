"""What a Word document is set in: page, styles, lists, head and foot of its pages, and its properties."""

import io
import zipfile
from copy import deepcopy
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reform.documents.word_markup import field, fonts, list_kind, paragraph, run, tag, twips
from reform.documents.word_table import ACCENT, INK, SOFT

# Nghị định 30/2020/NĐ-CP, phụ lục I: A4, 20–25 mm above and below, 30–35 left, 15–20 right, Times New Roman 13.
LEFT, RIGHT, EDGE, SIZE = 30, 18, 20, 13
WIDE = {"brief": 15, "letter": RIGHT}
A4 = (210, 297)
BULLETS, NUMBERS = 90, 91
EPOCH = (1980, 1, 1, 0, 0, 0)


def opened(document: dict):
    """An empty Word document in the style of ours."""
    book = Document()
    drop_preview(book.part.package)
    for setting in book.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # as Word 2013 and later lay out, without "Compatibility Mode" in the title
    set_page(book.sections[0], document)
    set_styles(book.styles, document)
    set_lists(book, "–" if document["style"] == "letter" else "•")
    set_head_and_foot(book.sections[0], document)
    set_properties(book, document)
    return book


def drop_preview(package) -> None:
    """The small picture of its first page that the template of python-docx brings: it is not ours."""
    for key in [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def room(document: dict) -> int:
    """The width between the margins, in millimetres."""
    return A4[document["landscape"]] - LEFT - WIDE[document["style"]]


def set_page(section, document: dict) -> None:
    """A4, upright or on its side."""
    wide, tall = A4 if not document["landscape"] else A4[::-1]
    section.orientation = WD_ORIENT.LANDSCAPE if document["landscape"] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(tall)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(WIDE[document["style"]])
    section.top_margin = section.bottom_margin = Mm(EDGE)
    section.header_distance = section.footer_distance = Mm(10)


# Styles


def set_styles(styles, document: dict) -> None:
    """Times New Roman for every script, in the language of the document, and headings of the house."""
    letter, lang = document["style"] == "letter", {"vi": "vi-VN", "en": "en-GB"}[document["lang"]]
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.extend([fonts(), tag("sz", val=SIZE * 2), tag("szCs", val=SIZE * 2),
                     tag("lang", val=lang, eastAsia=lang, bidi="ar-SA")])  # fmt: skip
    set_style(styles["Normal"], size=SIZE, after=6 if letter else 3)
    set_style(styles["Title"], size=14 if letter else 18, bold=True, colour=None if letter else ACCENT,
              after=4, align=1 if letter else 0)  # fmt: skip
    for level, size in ((1, 13), (2, 13), (3, 12 if not letter else 13)):
        set_style(styles[f"Heading {level}"], size=size, bold=True, italic=letter and level == 3,
                  colour=None if letter else INK, before=9, after=3, keep=True)  # fmt: skip
    for name in ("List Bullet", "List Number"):
        set_style(styles[name], size=SIZE, after=3 if letter else 2)
    set_style(added(styles, "Table Text"), size=11, after=0)
    set_style(added(styles, "Note"), size=11 if letter else 10.5, after=3, colour=SOFT)
    set_style(added(styles, "Subtitle Line"), size=13 if letter else 12, bold=letter, after=4,
              colour=None if letter else SOFT, align=1 if letter else 0)  # fmt: skip


def added(styles, name: str):
    """A style of ours, on the one of all text."""
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.element.set(qn("w:styleId"), name.replace(" ", ""))
    return style


def set_style(style, *, size: float, bold=False, italic=False, colour=None, before=0.0, after=0.0, align=None,
              keep=False) -> None:  # fmt: skip
    """One style: what the template of python-docx says of fonts, colours and lines is taken out first."""
    element = style.element
    for old in (element.find(qn("w:rPr")), element.find(qn("w:pPr"))):
        if old is not None:
            element.remove(old)
    font, lines = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, italic
    element.get_or_add_rPr().insert(0, fonts())
    element.get_or_add_rPr().append(tag("szCs", val=round(size * 2)))
    font.color.rgb = RGBColor.from_string(colour or "000000")
    lines.space_before, lines.space_after, lines.line_spacing = Pt(before), Pt(after), 1.0
    lines.alignment, lines.keep_with_next, lines.widow_control = align, keep, True
    if style.name.startswith("Heading"):
        element.get_or_add_pPr().append(tag("outlineLvl", val=int(style.name[-1]) - 1))


def set_lists(book, mark: str) -> None:
    """The two kinds of lists; each list with numbers gets a number of its own when it is written."""
    numbering = book.part.numbering_part.element
    first = numbering.find(qn("w:abstractNum"))
    for number, form, sign in ((BULLETS, "bullet", mark), (NUMBERS, "decimal", "%1.")):
        first.addprevious(list_kind(number, form, sign))


def new_list(book, kind: int, start: int = 1) -> int:
    """The id of a new list of a kind; its numbers begin at `start`."""
    found = book.part.numbering_part.element.add_num(kind)
    found.add_lvlOverride(0).add_startOverride(start)
    return found.numId


# Around the text


def set_head_and_foot(section, document: dict) -> None:
    """The page's number in the middle above, from the second page on, and the document's foot on each."""
    section.different_first_page_header_footer = True
    fill(section.first_page_header, paragraph("Normal"))
    fill(section.header, paragraph("Normal", field("PAGE"), align="center"))
    foot = [run(document["footer"], size=9, colour=SOFT)] if document["footer"] else []
    pages = [] if document["style"] == "letter" else [tag("r", tag("tab")), *of_pages(document["page"])]
    fill(section.first_page_footer, footer(foot + pages, document))
    fill(section.footer, footer(deepcopy(foot), document))


def fill(part, *paragraphs) -> None:
    """Paragraphs in place of those of a head or foot."""
    part.is_linked_to_previous = False
    for old in list(part._element):
        part._element.remove(old)
    part._element.extend(paragraphs)


def footer(inside: list, document: dict):
    """A line of the foot: its text on the left, the pages on the right."""
    found = paragraph("Note", *inside)
    edge = twips(room(document))
    found.pPr.append(tag("tabs", tag("tab", val="right", pos=edge)))
    return found


def of_pages(form: str) -> list:
    """Trang 1/2: what the form says around the two numbers, which Word counts."""
    before, rest = form.split("{page}")
    between, after = rest.split("{pages}")
    small = {"size": 9, "colour": SOFT}
    counted = field("PAGE", **small), field("NUMPAGES", **small)
    return [run(before, **small), counted[0], run(between, **small), counted[1], run(after, **small)]


def set_properties(book, document: dict) -> None:
    """Title, subject, language and moment; the same data gives the same file."""
    found = book.core_properties
    found.title, found.subject = document["title"][:255], document["description"][:255]
    found.language = document["lang"]
    found.author = found.last_modified_by = found.comments = found.keywords = ""
    found.revision = 1
    made_at = datetime.fromisoformat(document["made_at"] or "2000-01-01T00:00:00+00:00")
    found.created = found.modified = made_at


def closed(book) -> bytes:
    """The file's bytes. Word keeps the minute in which each part was packed: we keep none."""
    packed, plain = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            still = zipfile.ZipInfo(part.filename, EPOCH)
            still.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(still, source.read(part.filename))
    return plain.getvalue()
