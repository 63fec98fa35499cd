"""A document as Word: the content of the print in its order, with real headings, tables and lists, to be edited."""

import io

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from reform.documents import word_table
from reform.documents.prepared import prepared
from reform.documents.word_frame import BULLETS, NUMBERS, closed, new_list, opened, room
from reform.documents.word_markup import paragraph, run, tag, twips
from reform.documents.word_pictures import CHARTS, drawn
from reform.documents.word_table import SOFT, columns, rule

SMALL = 10.5


def word(document: dict) -> bytes:
    """The document of reform.documents.blocks as .docx: the same bytes for the same data."""
    return Written(prepared(document)).bytes()


class Written:
    """A document on its way into Word: its blocks are appended to the body one after the other."""

    def __init__(self, document: dict):
        self.document, self.letter = document, document["style"] == "letter"
        self.book = opened(document)
        self.body = self.book.element.body
        self.room = room(document)
        self.pictures = 0

    def bytes(self) -> bytes:
        """The whole document."""
        blocks = list(self.document["blocks"])
        self.corners()
        if blocks and blocks[0]["kind"] == "letterhead":
            self.add(*self.shown(blocks.pop(0), self.room))
        self.title()
        self.add(*self.all_shown(blocks, self.room))
        return closed(self.book)

    def add(self, *elements: BaseOxmlElement) -> None:
        """Elements at the end of the body, before what it says of the page."""
        for element in elements:
            self.body.sectPr.addprevious(element)

    # Around the blocks

    def corners(self) -> None:
        """The lines of the top corners and the stamp of a brief."""
        document = self.document
        if document["left"] or document["right"]:
            small = [[paragraph("TableText", run(line, size=SMALL, colour=SOFT), align=side) for line in document[side]]
                     for side in ("left", "right")]  # fmt: skip
            self.add(columns(small, twips(self.room), [0.6, 0.4]), after())
        if document["stamp"] and not self.letter:
            self.add(self.stamp())

    def stamp(self) -> BaseOxmlElement:
        """A few words in a frame."""
        return paragraph("Normal", run(self.document["stamp"], size=11, bold=True, framed=True), align="center")

    def title(self) -> None:
        """Title and what stands below it."""
        document = self.document
        lines = document["subtitle"] if self.letter else [" · ".join(document["subtitle"])] * bool(document["subtitle"])
        self.add(paragraph("Title", run(document["title"])))
        self.add(*(paragraph("SubtitleLine", run(line)) for line in lines))
        if self.letter and lines:
            self.add(rule(28, self.room))
        if self.letter and document["stamp"]:
            self.add(self.stamp())

    # Blocks

    def all_shown(self, blocks: list[dict], width: float) -> list[BaseOxmlElement]:
        """Blocks one after the other in a column of so many millimetres."""
        found = []
        for place, block in enumerate(blocks):
            shown = self.shown(block, width)
            if place + 1 < len(blocks) and blocks[place + 1]["kind"] == "signature" and block["kind"] == "paragraph":
                keep(shown[-1])
            found += shown
        return found

    def shown(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """One block, by the method of its kind."""
        return getattr(self, block["kind"])(block, width)

    def heading(self, block: dict, _width: float) -> list[BaseOxmlElement]:
        """A heading: the title's own level is 1, so that the first below it is Word's Heading 1."""
        note = [run(f" ({block['note']})", colour=SOFT)] if block.get("note") else []
        return [paragraph(f"Heading{min(block['level'] - 1, 3)}", run(block["text"]), *note)]

    def paragraph(self, block: dict, _width: float) -> list[BaseOxmlElement]:
        """A paragraph of text."""
        told = run(block["text"], bold=block["bold"], italic=block["italic"])
        found = paragraph("Note" if block["soft"] else "Normal", told, align=block["align"])
        if block["indent"]:
            found.pPr.append(tag("ind", firstLine=twips(10)))
        return [ordered(found)]

    def bullets(self, block: dict, _width: float) -> list[BaseOxmlElement]:
        """A list with marks."""
        return self.items(block, "ListBullet", new_list(self.book, BULLETS))

    def numbered(self, block: dict, _width: float) -> list[BaseOxmlElement]:
        """A list with numbers."""
        return self.items(block, "ListNumber", new_list(self.book, NUMBERS, block["start"]))

    def items(self, block: dict, style: str, number: int) -> list[BaseOxmlElement]:
        """The items of a list, each a paragraph with the list's number."""
        found = []
        for item in block["items"]:
            note = [tag("r", tag("br")), run(item["note"], size=SMALL, colour=SOFT)] if item["note"] else []
            one = paragraph(style, run(item["text"]), *note)
            one.pPr.extend([tag("keepLines"), tag("numPr", tag("ilvl", val=0), tag("numId", val=number))])
            found.append(ordered(one))
        return found

    def writing_lines(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """Dotted lines to write on: a tab with dots, as offices make them."""
        found = []
        for _ in range(block["count"]):
            line = paragraph("Normal", tag("r", tag("tab")))
            line.pPr.append(tag("tabs", tag("tab", val="right", leader="dot", pos=twips(width))))
            found.append(ordered(line))
        return found

    def cards(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """Key figures."""
        return [word_table.cards(block, twips(width)), after()] if block["items"] else []

    def table(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """A table under its title, with its note."""
        below = [after(2), *noted(block)] if block["note"] else [after()]
        if self.letter:  # its last rows stand on the page of who signs
            for element in below:
                keep(element)
        return [*self.titled(block), word_table.figures(block, twips(width), self.letter), *below]

    def titled(self, block: dict) -> list[BaseOxmlElement]:
        """The title of a table or chart, where it has one."""
        named = {"text": block["title"], "level": block.get("level", 2), "note": block.get("unit", "")}
        return self.heading(named, 0) if block["title"] else []

    def position_chart(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """A chart as a picture that is told in words to who does not see it."""
        picture, found = drawn(block, width, self.document["lang"]), paragraph("TableText", keep=bool(block["note"]))
        inline = self.book.part.new_pic_inline(io.BytesIO(picture), width=Mm(width))
        self.pictures += 1
        for side in "TBLR":  # unsaid, they are an eighth of an inch, and the picture is cut at its column's end
            inline.set(f"dist{side}", "0")
        inline.docPr.set("id", str(self.pictures))
        inline.docPr.set("descr", block["alt"])
        inline.docPr.set("title", block["title"])
        found.append(tag("r", tag("drawing", inline)))
        return [*self.titled(block), found, *noted(block)]

    course_chart = position_chart

    def beside(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """Charts side by side; texts one after the other, as they are wider here."""
        charts = [one["kind"] in CHARTS for column in block["columns"] for one in column]
        if not charts or not all(charts):
            return [element for column in block["columns"] for element in self.all_shown(column, width)]
        each = width / len(block["columns"])
        return [columns([self.all_shown(column, each - 3) for column in block["columns"]], twips(width)), after()]

    def kept(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """Blocks on one page: each paragraph stays with the next."""
        found = self.all_shown(block["blocks"], width)
        for element in found[:-1]:
            keep(element)
        return found

    def page_break(self, _block: dict, _width: float) -> list[BaseOxmlElement]:
        """A new page."""
        found = after(1)
        found.append(tag("r", tag("br", type="page")))
        return [found]

    def letterhead(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """The office and Quốc hiệu."""
        parts = [0.41, 0.59]
        sides = [framed(block[side], width * part, 12) for side, part in zip(("left", "right"), parts, strict=True)]
        return [columns(sides, twips(width), parts), after(12)]

    def signature(self, block: dict, width: float) -> list[BaseOxmlElement]:
        """Who receives and who signs, kept together."""
        left = receivers(block["left"]) if block["listed"] else framed(block["left"], width / 2)
        right = framed(block["right"], width / 2)
        if all(one["text"] for one in block["right"]):
            right.append(space())
        above = after()
        keep(above)
        return [above, columns([left, right], twips(width)), after()]


def framed(lines: list[dict], width: float, capitals: float = 13) -> list[BaseOxmlElement]:
    """Lines of a letter's head or end in the middle of their column, with a rule below one; an empty one is room.

    `capitals`: the size of lines in capitals; Quốc hiệu stands on one line at 12.
    """
    found = []
    for one in lines:
        found.append(line(one, "center", capitals if one["text"].isupper() else 13) if one["text"] else space())
        if one["rule"]:
            letters = len(one["text"]) * (1.2 if one["text"].isupper() else 2.1)
            found.append(rule(min(letters, width - 4), width - 2.5))
    return found


def receivers(lines: list[dict]) -> list[BaseOxmlElement]:
    """Nơi nhận, at 12, and below it who receives, at 11."""
    return [line(one, "left", 12 if one["bold"] else 11) for one in lines]


def line(one: dict, align: str, size: float) -> BaseOxmlElement:
    """A line of a letter's head or end."""
    return paragraph("TableText", run(one["text"], size=size, bold=one["bold"], italic=one["italic"]), align=align)


def space() -> BaseOxmlElement:
    """Room for a hand and a seal."""
    found = paragraph("TableText")
    found.pPr.append(tag("spacing", before=twips(18), after=0))
    return found


def after(size: float = 5) -> BaseOxmlElement:
    """The air of so many points below a table, which has none of its own."""
    found = paragraph("TableText")
    found.pPr.append(tag("spacing", before=0, after=0, line=round(size * 20), lineRule="exact"))
    return found


def noted(block: dict) -> list[BaseOxmlElement]:
    """What stands below a table or chart."""
    return [paragraph("Note", run(block["note"], size=10))] if block["note"] else []


def keep(element: BaseOxmlElement) -> None:
    """A paragraph stays on the page of the next."""
    if element.tag.endswith("}p") and element.pPr.find(f"{{{element.nsmap['w']}}}keepNext") is None:
        element.pPr.insert(1, tag("keepNext"))


def ordered(element: BaseOxmlElement) -> BaseOxmlElement:
    """A paragraph whose properties stand in the order that Word's format demands."""
    order = ("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "tabs", "spacing", "ind", "jc")
    element.pPr[:] = sorted(element.pPr, key=lambda one: order.index(one.tag.rpartition("}")[2]))
    return element
