"""Tables of a Word document: figures with a head that repeats, key figures as cards, and columns side by side."""

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement

from reform.documents.word_markup import borders, paragraph, run, tag, twips

ACCENT, INK, SOFT, GROUND, HAIR = "8B1E1E", "1F2733", "5F6673", "F5F3EE", "DEDAD2"
WHITE = "FFFFFF"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
# Times is narrower than the font of the print by about so much.
NARROWER = 1.06
MOST_CARDS = 4
LAST_ROWS = 3  # of an office's table stand on one page with what follows


def grid(widths: list[int], rows: Iterable[BaseOxmlElement], edges: BaseOxmlElement | None = None, air: int = 0,
         aside: int = 70):  # fmt: skip
    """A table of columns with fixed widths in twips; in twips too the `air` above and below each text, and `aside`."""
    bare = borders("tblBorders", **dict.fromkeys(SIDES, ("nil", 0, "auto")))
    sides = {"top": air, "left": aside, "bottom": air, "right": aside}
    inside = tag("tblCellMar", *(tag(side, w=width, type="dxa") for side, width in sides.items()))
    properties = tag(
        "tblPr", tag("tblW", w=sum(widths), type="dxa"), bare if edges is None else edges,
        tag("tblLayout", type="fixed"), inside,
    )  # fmt: skip
    return tag("tbl", properties, tag("tblGrid", *(tag("gridCol", w=width) for width in widths)), *rows)


def row(cells: Iterable[BaseOxmlElement], head: bool = False, tall: float | None = None) -> BaseOxmlElement:
    """A row that is never split, at least so many millimetres tall; a row of the head repeats on each page."""
    height = [tag("trHeight", val=twips(tall), hRule="atLeast")] if tall else []
    return tag("tr", tag("trPr", tag("cantSplit"), *height, *([tag("tblHeader")] if head else [])), *cells)


def cell(width: int, *inside: BaseOxmlElement, span: int = 1, merge: str = "", fill: str = "", edges=None,
         middle: bool = True) -> BaseOxmlElement:  # fmt: skip
    """A cell with its paragraphs. `merge`: "restart" where it spans rows, "continue" below that."""
    properties = tag("tcPr", tag("tcW", w=width, type="dxa"))
    properties.extend([tag("gridSpan", val=span)] if span > 1 else [])
    properties.extend([tag("vMerge", val=merge)] if merge else [])
    properties.extend([edges] if edges is not None else [])
    properties.extend([tag("shd", val="clear", color="auto", fill=fill)] if fill else [])
    properties.extend([tag("vAlign", val="center")] if middle else [])
    return tag("tc", properties, *inside)


def shares(columns: list[dict], room: int) -> list[int]:
    """Widths in twips of columns with shares of the room."""
    whole = sum(column["width"] for column in columns)
    return [round(room * column["width"] / whole) for column in columns]


def figures(block: dict, room: int, letter: bool) -> BaseOxmlElement:
    """A table of figures."""
    form = letter or len(block["head"]) > 1
    size = round(block["size"] * NARROWER * 2) / 2 if block["size"] else 12 if letter else 10.5
    widths = shares(block["columns"], room)
    line = ("single", 4, SOFT if form else HAIR)
    edges = dict.fromkeys(SIDES if form else ("bottom", "insideH"), line)
    heads = [row(cells, head=True) for cells in head_cells(block, widths, size, form)]
    last = len(block["rows"]) - LAST_ROWS if letter else len(block["rows"])
    cells = [body_cells(block, place, widths, size, keep=place >= last) for place in range(len(block["rows"]))]
    body = [row(one, tall=block.get("tall")) for one in cells]
    return grid(widths, heads + body, borders("tblBorders", **edges), air=10 if size < 10 else 24)


def head_cells(block: dict, widths: list[int], size: float, form: bool) -> list[list[BaseOxmlElement]]:
    """The head's rows of cells: those that span rows go on below as empty ones."""
    rows, above = [], {}
    for number, line in enumerate(block["head"]):
        cells, waiting, at = [], list(line), 0
        last = number == len(block["head"]) - 1
        while at < len(widths):
            if at in above and above[at]["rows"] > 0:
                spot = above[at]
                spot["rows"] -= 1
                cells.append(head_cell(widths[at : at + spot["columns"]], "", "center", size, "continue", form, last))
                at += spot["columns"]
                continue
            if not waiting:
                break
            one = waiting.pop(0)
            side = "center" if form else block["columns"][at]["align"]
            merge = "restart" if one["rows"] > 1 else ""
            cells.append(head_cell(widths[at : at + one["columns"]], one["text"], side, size, merge, form, last))
            above[at] = {"rows": one["rows"] - 1, "columns": one["columns"]}
            at += one["columns"]
        rows.append(cells)
    return rows


def head_cell(widths: list[int], text: str, side: str, size: float, merge: str, form: bool, last: bool):
    """A cell of the head, with the coloured line below it where the table is not ruled."""
    edges = None if form or not last else borders("tcBorders", bottom=("single", 8, ACCENT))
    told = paragraph("TableText", run(text, size=size, bold=True), align=side, keep=True)
    return cell(sum(widths), told, span=len(widths), merge=merge, fill=GROUND, edges=edges)


def body_cells(block: dict, place: int, widths: list[int], size: float, keep: bool) -> list[BaseOxmlElement]:
    """The cells of a row. `keep`: on one page with the next."""
    strong = place in block["bold_rows"]
    cells = []
    for width, column, text in zip(widths, block["columns"], block["rows"][place], strict=True):
        told = paragraph(
            "TableText", run(text, size=size, bold=strong or column["bold"]), align=column["align"], keep=keep
        )
        # An empty cell is as tall as the sign of its paragraph.
        told.pPr.extend([tag("rPr", tag("sz", val=round(size * 2)))] if not text else [])
        cells.append(cell(width, told, fill=GROUND if strong else ""))
    return cells


def cards(block: dict, room: int) -> BaseOxmlElement:
    """Key figures as shaded cells, as many a row as fit, with white between them."""
    items = block["items"]
    lines = -(-len(items) // MOST_CARDS)
    count = -(-len(items) // lines)
    width = room // count
    white = borders("tblBorders", **dict.fromkeys(("insideH", "insideV"), ("single", 24, WHITE)))
    chunks = [items[at : at + count] for at in range(0, len(items), count)]
    return grid([width] * count, [row(card_cells(chunk, width, count)) for chunk in chunks], white, air=60)


def card_cells(items: list[dict], width: int, count: int) -> list[BaseOxmlElement]:
    """A row of cards; places that are left over stay white."""
    filled = [cell(width, *card(item), fill=GROUND, middle=False) for item in items]
    return filled + [cell(width, paragraph("TableText")) for _ in range(count - len(items))]


def card(item: dict) -> list[BaseOxmlElement]:
    """The lines of a card."""
    value = [run(item["value"], size=16 if len(item["value"]) <= 12 else 12, bold=True)]
    value += [run(" " + item["unit"], size=10)] if item["unit"] else []
    notes = [paragraph("TableText", run(note, size=9.5, colour=SOFT)) for note in item["notes"]]
    return [paragraph("TableText", run(item["label"], size=9.5, colour=SOFT)), paragraph("TableText", *value), *notes]


def columns(cells: list[list[BaseOxmlElement]], room: int, parts: list[float] | None = None) -> BaseOxmlElement:
    """Columns side by side without borders, each with its paragraphs."""
    parts = parts or [1 / len(cells)] * len(cells)
    widths = [round(room * part) for part in parts]
    filled = [cell(width, *(inside or [paragraph("TableText")]), middle=False)
              for width, inside in zip(widths, cells, strict=True)]  # fmt: skip
    return grid(widths, [row(filled)], aside=0)


def rule(width: float, room: float) -> BaseOxmlElement:
    """A short line in the middle of a column, both in millimetres."""
    aside = twips(max(0.0, (room - width) / 2))
    found = paragraph("TableText")
    spacing = tag("spacing", before=0, after=60, line=60, lineRule="exact")
    found.pPr.extend([borders("pBdr", bottom=("single", 6, "auto")), spacing, tag("ind", left=aside, right=aside)])
    return found
