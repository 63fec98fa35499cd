"""A document of reform.documents on the screen: each block as this dashboard shows such a thing."""

from math import ceil

import streamlit as st

from reform import charts
from reform.charts import of_document
from reform.frame import cells
from reform.session import say
from reform.text import escape_markdown

CARD, TABLE, LEAST = 210, 1150, 84  # pixels: of a card, of a whole table, of a column
ROOM, LITTLE = 1225, 1.2  # pixels of the page inside a fold; by how much a table that is too wide is narrowed
LETTER, AIR = 8, 28  # pixels of a heading's letter, and of what stands around it
WRITTEN, MOST_LINES = 6.2, 6  # pixels of a cell's letter; lines of a row
PINNED, FIGURE = 200, 118  # of the two kinds of columns of a table that lies on its side


def show_blocks(blocks, key):
    """Blocks one below the other; `key` tells them from those of another document on the page."""
    for at, block in enumerate(blocks):
        if not is_for_paper(blocks[at : at + 2]):
            SHOWN[block["kind"]](block, f"{key}-{at}")


def is_for_paper(blocks):
    """Whether the first of these is for paper alone: lines to write on, a page's end, and the heading of such."""
    kinds = [block["kind"] for block in blocks]
    return kinds[0] not in SHOWN or (kinds[0] == "heading" and kinds[1:] == ["writing_lines"])


def show_heading(block, _key):
    """A section's heading, or one inside a section."""
    note = f" :gray[({escape_markdown(block['note'])})]" if block["note"] else ""
    if block["level"] > 1:
        st.markdown(f"**{escape_markdown(block['text'])}**{note}")
    else:
        st.subheader(escape_markdown(block["text"]) + note, anchor=False)


def show_paragraph(block, _key):
    """A paragraph with its line breaks; a soft one as a caption."""
    told = "  \n".join(escape_markdown(line) for line in block["text"].splitlines() if line.strip())
    mark = "**" * block["bold"] or "*" * block["italic"]
    (st.caption if block["soft"] else st.markdown)(f"{mark}{told}{mark}")


def show_bullets(block, _key):
    """A list with marks."""
    st.markdown("\n".join(f"- {item(one)}" for one in block["items"]))


def show_numbered(block, _key):
    """A list with its numbers."""
    st.markdown("\n".join(f"{at}. {item(one)}" for at, one in enumerate(block["items"], start=block["start"])))


def item(one):
    """An item of a list with its note below."""
    note = f"  \n  :gray[{escape_markdown(one['note'])}]" if one["note"] else ""
    return escape_markdown(one["text"]) + note


def show_cards(block, _key):
    """Key figures side by side."""
    grid = st.grid(max(1, len(block["items"])), min_column_width=CARD, gap="xsmall", border=True)
    for one in block["items"]:
        with grid.cell(), st.container(gap=None):
            st.metric(escape_markdown(one["label"]), " ".join(filter(None, (one["value"], one["unit"]))))
            st.caption("  \n".join(map(escape_markdown, one["notes"])))


def show_table(block, key):
    """A table; one whose head is stacked lies on its side, so that each heading can be read in full."""
    if block["title"]:
        st.markdown(f"**{escape_markdown(block['title'])}**")
    columns = upright(block) if len(block["head"]) == 1 else on_its_side(block)
    bold = block["bold_rows"][0] if len(block["head"]) == 1 and len(block["bold_rows"]) == 1 else None
    cells.show_table(columns, alt=alternative(block), bold=bold, lines=lines_needed(columns))
    if block["note"]:
        st.caption(escape_markdown(block["note"]))


def lines_needed(columns):
    """How many lines the fullest cell takes; of a very long text the first ones, a click shows all of it."""
    taken = [ceil(WRITTEN * len(text) / (column.width - AIR)) for column in columns for text in column.cells]
    return max(1, min(MOST_LINES, max(taken, default=1)))


def upright(block):
    """The columns as printed, as wide beside each other as in print."""
    wide = widths(block["columns"])
    return [
        cells.texts(
            column["label"],
            [row[at] for row in block["rows"]],
            wide[at],
            right=column["align"] == "right",
            pinned=at == 0,
        )
        for at, column in enumerate(block["columns"])
    ]


def widths(columns):
    """Pixels of each column: as in print, as wide as its heading; narrowed to the page where little is over."""
    whole = sum(column["width"] for column in columns)
    wide = [
        max(LEAST, int(TABLE * column["width"] / whole), LETTER * len(column["label"]) + AIR) for column in columns
    ]
    over = sum(wide) / ROOM
    return [int(one / over) for one in wide] if 1 < over <= LITTLE else wide


def on_its_side(block):
    """A row for each printed column below the name of its group, a column for each printed row that has figures."""
    (first, *names), filled = headings(block), [row for row in block["rows"] if any(row[1:])]
    rows = filled or block["rows"]  # of a form to fill in, every row
    order = []
    for at, (group, *own) in enumerate(names, start=1):
        order += [(group, None)] if group not in [name for name, _ in order] else []
        order.append((" ".join(reversed(own)), at))
    return [
        cells.texts(" ".join(first), [name for name, _ in order], PINNED, pinned=True),
        *(cells.texts(row[0], ["" if at is None else row[at] for _, at in order], FIGURE, right=True) for row in rows),
    ]


def headings(block):
    """Of each column the texts above it in the head, from the top."""
    width, told, open_rows = len(block["columns"]), [[] for _ in block["columns"]], {}
    for at_row, cells_of_row in enumerate(block["head"]):
        free = iter([at for at in range(width) if open_rows.get(at, 0) <= at_row])
        for cell in cells_of_row:
            for at in [next(free) for _ in range(cell["columns"])]:
                told[at] += [cell["text"]] * bool(cell["text"])
                open_rows[at] = at_row + cell["rows"]
    return told


def alternative(block):
    """What a table shows, for those who do not see it."""
    names = [column["label"] for column in block["columns"] if column["label"]]
    return ": ".join(filter(None, (block["title"], ", ".join(dict.fromkeys(names)))))


def show_chart(block, key):
    """A chart under its title, from the very rows of the print."""
    unit = f" :gray[({escape_markdown(block['unit'])})]" if block["unit"] else ""
    st.markdown(f"**{escape_markdown(block['title'])}**{unit}")
    draw = of_document.position if block["kind"] == "position_chart" else of_document.course
    st.plotly_chart(draw(block, say().lang), key=key, config=charts.NO_BAR, alt=block["alt"])
    if block["note"]:
        st.caption(escape_markdown(block["note"]))


def show_beside(block, key):
    """Columns side by side; one below the other on a phone."""
    for at, (place, blocks) in enumerate(zip(st.columns(len(block["columns"])), block["columns"], strict=True)):
        with place:
            show_blocks(blocks, f"{key}-{at}")


def show_kept(block, key):
    """Blocks that paper keeps together."""
    show_blocks(block["blocks"], key)


SHOWN = {
    "heading": show_heading,
    "paragraph": show_paragraph,
    "bullets": show_bullets,
    "numbered": show_numbered,
    "cards": show_cards,
    "table": show_table,
    "position_chart": show_chart,
    "course_chart": show_chart,
    "beside": show_beside,
    "kept": show_kept,
}
