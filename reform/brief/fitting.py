"""How much of what was found fits on a brief's pages: guessed from the length of the texts, then seen in the type.

Setting the type costs most of the time a brief takes, so that the first guess should hold; what is left over is lines
to write on. Lengths are millimetres of the template of reform.documents.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from reform.brief.findings import Found, Room, weight
from reform.documents.pdf import end_of

TOP, PAGE, WIDTH = 14.0, 266.0, 176.0
POINT = 0.3528
# How wide a letter is, how tall a line, how far apart two lines are, in parts of the type.
LETTER, LINE, LEADING = 0.52, 0.7, 0.55
BODY, SMALL, TABLE = 9.5, 8.3, 9.0
# The air above a block, above a heading, around what is drawn.
AIR, HEADING, LOOSE = 2.8, 6.0, 5.4
WRITTEN = 7.6
FEWEST_LINES, MOST_LINES = 4, 10
# What the guess leaves free for lines and tables that break early.
SPARE = 0.015
# So much free room is looked at again while something is left out; a last page with less text than this looks lost.
WORTH, LOST = 12.0, 55.0
TRIES = 4
# How many of each kind are given room in a turn, until nothing more fits.
TURNS = {"clarify": 3, "questions": 3, "recommendations": 2}
KINDS = tuple(TURNS)


@dataclass(frozen=True)
class Set:
    """A brief of so much room, and where its text ends: the page, and the millimetres it takes there."""

    document: dict
    room: Room
    page: int
    down: float


def fitted(made: Callable[[Room], dict], found: Found, pages: int) -> dict:
    """The document that `made` gives of the most room that fits on so many pages.

    Where not even the least does, the least: nothing of the figures is left out.
    """
    left = pages * PAGE * (1 - SPARE) - taken(made(Room(0, 0, 0, 0)))
    best, last = None, None
    for _ in range(TRIES):
        room = guessed(found, left)
        if last and room == last.room:
            break
        last = typeset(made, room)
        over = over_by(last, pages)
        if over <= 0:
            best = max(filter(None, (best, last)), key=lambda one: over_by(one, pages))
            if is_all(found, room) or -over < WORTH:
                break
        left -= over + (1 if over > 0 else WORTH / 4)
    return tidied(made, best or least(made, last, pages)).document


def typeset(made: Callable[[Room], dict], room: Room) -> Set:
    """The document of so much room, and where it ends."""
    document = made(room)
    page, down = end_of(document)
    return Set(document, room, page, down - TOP)


def over_by(one: Set, pages: int) -> float:
    """How far a text runs beyond so many pages; below 0 what they have free."""
    return (one.page - pages - 1) * PAGE + one.down


def is_all(found: Found, room: Room) -> bool:
    """Whether everything that was found has room."""
    return all(len(getattr(found, kind)) <= getattr(room, kind) for kind in KINDS)


def least(made: Callable[[Room], dict], tried: Set, pages: int) -> Set:
    """Ever less room than what was tried, until it fits or nothing can be left out."""
    while tried.page > pages and (room := smaller(tried.room)) != tried.room:
        tried = typeset(made, room)
    return tried


def tidied(made: Callable[[Room], dict], one: Set) -> Set:
    """The same without a last page of a few lines: on a page less, with fewer lines to write on, or with more."""
    if one.page == 1 or one.down > LOST or not one.room.lines:
        return one
    fewer = typeset(made, replace(one.room, lines=min(FEWEST_LINES, one.room.lines)))
    if fewer.page < one.page:
        return fewer
    return typeset(made, replace(one.room, lines=one.room.lines + ceil((LOST - one.down) / WRITTEN)))


def smaller(room: Room) -> Room:
    """The next room to try: fewer lines to write on, then fewer items, of which there is the most."""
    if room.lines > FEWEST_LINES:
        return replace(room, lines=FEWEST_LINES)
    counts = {kind: getattr(room, kind) for kind in KINDS}
    longest = max(KINDS, key=lambda kind: counts[kind])
    if counts[longest]:
        return replace(room, **{longest: max(0, counts[longest] - 2)})
    return replace(room, lines=0)


def guessed(found: Found, left: float) -> Room:
    """The room that so many millimetres give: what is worst of each kind first, then more by turns."""
    left -= HEADING + LOOSE + FEWEST_LINES * WRITTEN
    counts, full = dict.fromkeys(KINDS, 0), set()
    for kind, size in in_turn(found):
        if size > left:
            full.add(kind)
        if kind not in full:
            counts[kind] += 1
            left -= size
    return Room(**counts, lines=FEWEST_LINES + max(0, min(MOST_LINES - FEWEST_LINES, int(left // WRITTEN))))


def in_turn(found: Found):
    """(kind, height) of every item in the order in which they are given room."""
    sizes = {
        "clarify": [tall(one["text"], BODY) + AIR for one in found.clarify],
        "questions": questions(sorted(found.questions, key=weight, reverse=True)),
        "recommendations": [row_of(row) for row in found.recommendations],
    }
    for turn in range(max(map(len, sizes.values()))):
        for kind, most in TURNS.items():
            yield from ((kind, size) for size in sizes[kind][turn * most : (turn + 1) * most])


def questions(asked: Sequence[Mapping]) -> list[float]:
    """Each question with what it is tied to and what is asked for; the first of a domain with its name."""
    sizes, domains = [], set()
    for one in asked:
        note = "  ".join((one.get("because") or "", one.get("document") or "", "Căn cứ: ", "Đề nghị cung cấp: "))
        size = AIR + tall(one["question"], BODY) + 2 + tall(note, SMALL)
        sizes.append(size if one["domain"] in domains else size + HEADING + AIR)
        domains.add(one["domain"])
    return sizes


def row_of(row: Mapping) -> float:
    """A recommendation in its table: the text has two fifths of the width, how it stands a sixth."""
    lines = max(tall(row["text"], TABLE, WIDTH * 0.4), tall(f"{row['note'] or ''} {' ' * 20}", TABLE, WIDTH * 0.15))
    return lines + AIR


def tall(text: str, size: float, width: float = WIDTH - 6) -> float:
    """How tall a text is in a type of so many points."""
    lines = sum(ceil(max(1, len(line)) * size * POINT * LETTER / width) for line in text.split("\n"))
    return size * POINT * (LINE * lines + LEADING * (lines - 1))


# ── What is always printed ────────────────────────────────────────────────────


def taken(document: Mapping) -> float:
    """How tall a document is without what is found."""
    corners = 7 + max(len(document["left"]), len(document["right"])) * tall("", SMALL) + 1.5
    title = tall(document["title"], 17) + 4.4 + tall(" · ".join(document["subtitle"]), 10) + 5
    return corners + title + together(document["blocks"])


def together(blocks: Sequence[Mapping], width: float = WIDTH) -> float:
    """How tall blocks are one below the other."""
    return sum(height(block, width) for block in blocks)


def height(block: Mapping, width: float) -> float:
    """How tall one block is with the air above it."""
    kind = block["kind"]
    if kind == "heading":
        return HEADING + tall(block["text"], 11, width)
    if kind == "paragraph":
        return AIR + tall(block["text"], SMALL if block["soft"] else BODY, width)
    if kind == "cards":
        return AIR + max(card(one, (width - 9) / max(1, len(block["items"])) - 5.6) for one in block["items"])
    if kind == "table":
        return (
            AIR + sum(table_row(row, block, width) for row in (*head_rows(block), *block["rows"])) + under(block, width)
        )
    if kind == "position_chart":
        return 2 * LOOSE + min(24, len(block["rows"])) * 4.35 + 3 + under(block, width)
    if kind == "course_chart":
        return 2 * LOOSE + 46 + under(block, width)
    if kind == "beside":
        return max(together(column, width / len(block["columns"])) for column in block["columns"])
    return 0


def card(one: Mapping, width: float) -> float:
    """A card: label, value and the lines below."""
    notes = sum(tall(note, 7.8, width) + 1.6 for note in one["notes"])
    return 5.2 + tall(one["label"], 8, width) + 1.6 + 4 + notes


def head_rows(block: Mapping) -> list[list[str]]:
    """The rows of a table's head as texts."""
    if len(block["head"]) == 1:
        return [[cell["text"] for cell in block["head"][0]]]
    labels = [column["label"] for column in block["columns"]]
    return [[""], labels, [""]]


def table_row(row: Sequence[str], block: Mapping, width: float) -> float:
    """A row of a table, as tall as its fullest cell."""
    size, whole = block["size"] or TABLE, sum(column["width"] for column in block["columns"])
    cells = zip(row, block["columns"], strict=False)
    return 2.3 + max(tall(text, size, max(4, width * one["width"] / whole - 2)) for text, one in cells)


def under(block: Mapping, width: float) -> float:
    """The note below a table or a chart."""
    return 2 + tall(block["note"], 7.8, width) if block["note"] else 0
