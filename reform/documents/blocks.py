"""A document as plain data: what stands in it, in order. It can be kept as JSON and printed again the same.

Each function makes one block, a dict with its `kind`. Texts are in the document's language and figures already
written: a renderer adds nothing but the number of the page. A text is data wherever it is printed, never markup.
"""

import math
from collections.abc import Iterable
from datetime import datetime

from reform.text import ZONE, words

STYLES = ("brief", "letter")
MOST_TOLD = 24


def document(
    title: str, *, lang: str, blocks: Iterable[dict], subtitle: Iterable[str] = (), left: Iterable[str] = (),
    right: Iterable[str] = (), stamp: str = "", footer: str = "", landscape: bool = False, style: str = "brief",
    made_at: datetime | str | None = None, description: str = "",
) -> dict:  # fmt: skip
    """A whole document on A4.

    `lang`: vi or en (KeyError for any other), of the texts and of the page's number. `left`, `right`: lines of the
    top corners. `stamp`: a few words in a frame, such as "Tạm tính". `footer`: below every page. `style`: "brief",
    with a coloured title and cards, or "letter", the office's layout of Nghị định 30/2020 (ValueError for any
    other). In a letter whose first block is a letterhead, the title stands below it. `made_at`: the moment that the
    file carries, of Vietnam's clock where it has no zone; None leaves it out, and with it PDF/A, which demands one.
    `description`: the subject in the file's properties, the title where it is empty.
    """
    if style not in STYLES:
        raise ValueError(f"style is one of {STYLES}, not {style!r}")
    return {
        "title": title,
        "lang": lang,
        "style": style,
        "landscape": bool(landscape),
        "subtitle": list(subtitle),
        "left": list(left),
        "right": list(right),
        "stamp": stamp,
        "footer": footer,
        "page": words(lang).t("export.page", page="{page}", pages="{pages}"),
        "made_at": moment(made_at),
        "description": description or title,
        "blocks": list(blocks),
    }


def moment(made_at: datetime | str | None) -> str | None:
    """A moment as ISO text with its zone, or None."""
    if made_at is None:
        return None
    found = datetime.fromisoformat(made_at) if isinstance(made_at, str) else made_at
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)).isoformat()


# Text


def heading(text: str, level: int = 1, note: str = "") -> dict:
    """A heading of level 1 to 3, a bookmark of the PDF; `note` follows in brackets, small: (thang 100)."""
    return {"kind": "heading", "text": text, "level": min(max(int(level), 1), 3), "note": note}


def paragraph(
    text: str, *, soft: bool = False, bold: bool = False, italic: bool = False, align: str = "left",
    indent: bool = False,
) -> dict:  # fmt: skip
    """A paragraph. Line breaks in it are kept. `soft`: small and grey; `align`: left, center, right or justify;
    `indent`: its first line begins 10 mm further in, as in a letter."""
    return {
        "kind": "paragraph", "text": text, "soft": soft, "bold": bold, "italic": italic, "align": align,
        "indent": indent,
    }  # fmt: skip


def bullets(items: Iterable[str | dict]) -> dict:
    """A list with marks: texts, or {"text", "note"} where something smaller stands below."""
    return {"kind": "bullets", "items": [item_of(item) for item in items]}


def numbered(items: Iterable[str | dict], start: int = 1) -> dict:
    """A list with numbers from `start`; items as in bullets()."""
    return {"kind": "numbered", "items": [item_of(item) for item in items], "start": start}


def item_of(item: str | dict) -> dict:
    """An item of a list with its note, which is empty where none was given."""
    return {"text": item, "note": ""} if isinstance(item, str) else {"text": item["text"], "note": item.get("note", "")}


def writing_lines(count: int) -> dict:
    """Empty lines to write on by hand."""
    return {"kind": "writing_lines", "count": int(count)}


# Figures


def cards(items: Iterable[dict]) -> dict:
    """Key figures side by side: {"label", "value", "unit", "notes": [lines]}, the last two where there are any."""
    return {"kind": "cards", "items": [card_of(item) for item in items]}


def card_of(item: dict) -> dict:
    """A card with all its places."""
    return {"label": item["label"], "value": item["value"], "unit": item.get("unit", ""),
            "notes": list(item.get("notes", ()))}  # fmt: skip


def table(
    columns: Iterable[dict], rows: Iterable[Iterable[str]], *, title: str = "",
    head: Iterable[Iterable[dict]] | None = None, bold_rows: Iterable[int] = (), note: str = "",
    size: float | None = None, tall: float | None = None,
) -> dict:  # fmt: skip
    """A table whose head repeats on each page and whose rows are never split.

    `columns`: {"label", "align": left|right|center, "width": a share of the whole, "bold": of its figures}, all but
    the label where wanted. `rows`: a text for each column. `head`: rows of {"text", "columns": 1, "rows": 1} where
    labels are stacked, as in form II.06a; without it the columns' labels. `bold_rows`: indexes of the rows that
    stand out, such as the chosen unit's or the total. `size`: of the type in points, where the document's own does
    not do. `tall`: millimetres of each row, where it is to be filled in by hand. ValueError for a row that is too short
    or too long.
    """
    columns, rows = [column_of(one) for one in columns], [list(row) for row in rows]
    for number, row in enumerate(rows):
        if len(row) != len(columns):
            raise ValueError(f"row {number} has {len(row)} texts for {len(columns)} columns")
    labels = [[{"text": one["label"]} for one in columns]]
    return {
        "kind": "table",
        "title": title,
        "columns": columns,
        "head": [[head_cell(cell) for cell in row] for row in (labels if head is None else head)],
        "rows": rows,
        "bold_rows": sorted(set(bold_rows)),
        "note": note,
        "size": size,
        "tall": tall,
    }


def unparted(text: str) -> str:
    """A text at whose spaces no line ends: quý III/2026."""
    return text.replace(" ", "\u00a0")


def column_of(column: dict) -> dict:
    """A column with all that it may say."""
    return {"label": column.get("label", ""), "align": column.get("align", "left"),
            "width": float(column.get("width", 1)), "bold": bool(column.get("bold", False))}  # fmt: skip


def head_cell(cell: dict) -> dict:
    """A cell of a stacked head, with how many columns and rows it spans."""
    return {"text": cell["text"], "columns": cell.get("columns", 1), "rows": cell.get("rows", 1)}


def position_chart(
    title: str, unit: str, rows: Iterable[dict], *, target: dict | None = None, note: str = "", alt: str = ""
) -> dict:
    """Bars from zero, one a unit, in the order to print: {"name", "value": float or None, "text", "chosen": bool}.

    A value of None leaves the text where the bar would be. Of many rows the first, the last and the chosen one's
    neighbours are drawn. `target`: {"value", "text"}. `alt` tells the chart in words; without it, its figures do.
    """
    rows = [{"name": row["name"], "value": number(row["value"]), "text": row["text"],
             "chosen": bool(row.get("chosen", False))} for row in rows]  # fmt: skip
    told = [f"{row['name']}: {row['text']}" for row in rows]
    return {
        "kind": "position_chart", "title": title, "unit": unit, "rows": rows, "target": target_of(target),
        "note": note, "alt": alt or alternative(title, unit, told),
    }  # fmt: skip


def course_chart(
    title: str,
    unit: str,
    periods: Iterable[str],
    lines: Iterable[dict],
    *,
    breaks: Iterable[int] = (),
    target: dict | None = None,
    note: str = "",
    alt: str = "",
) -> dict:
    """Lines over periods, whose labels are short: {"name", "values": [float or None a period], "text", "chosen",
    "hollow": indexes}.

    `text`: what stands at a line's last point. `hollow`: values of another kind than the others, drawn as rings. A line
    is not drawn over a missing value, nor over a break: `breaks` are the indexes i of a break before period i.
    `target`, `alt`: as in position_chart(). ValueError for a line that has not one value a period.
    """
    periods = list(periods)
    lines = [{"name": line["name"], "values": [number(one) for one in line["values"]], "text": line["text"],
              "chosen": bool(line.get("chosen", False)), "hollow": sorted(set(line.get("hollow", ())))}
             for line in lines]  # fmt: skip
    for line in lines:
        if len(line["values"]) != len(periods):
            raise ValueError(f"{len(line['values'])} values for {len(periods)} periods")
    told = [f"{line['name']}: {line['text']}" for line in lines]
    return {
        "kind": "course_chart", "title": title, "unit": unit, "periods": periods, "lines": lines,
        "breaks": sorted(set(breaks)), "target": target_of(target), "note": note,
        "alt": alt or alternative(title, unit, told),
    }  # fmt: skip


def number(value: float | None) -> float | None:
    """A value as JSON keeps it; what is no number, or none that can be drawn, is none."""
    return None if value is None or not math.isfinite(value) else float(value)


def target_of(target: dict | None) -> dict | None:
    """A target with its label, or None."""
    return None if target is None else {"value": float(target["value"]), "text": target.get("text", "")}


def alternative(title: str, unit: str, told: list[str]) -> str:
    """What a chart says, for who does not see it; of many figures the first."""
    shown = "; ".join([*told[:MOST_TOLD], *["…"] * (len(told) > MOST_TOLD)])
    return f"{title} ({unit}). {shown}" if unit else f"{title}. {shown}"


# Order on the page


def beside(columns: Iterable[dict | list[dict]]) -> dict:
    """Columns side by side, each one block or a list of blocks."""
    return {"kind": "beside", "columns": [[one] if isinstance(one, dict) else list(one) for one in columns]}


def kept(blocks: Iterable[dict]) -> dict:
    """Blocks that stand together on one page."""
    return {"kind": "kept", "blocks": list(blocks)}


def page_break() -> dict:
    """What follows begins a new page."""
    return {"kind": "page_break"}


# The office's frame


def letterhead(left_lines: Iterable[str | dict], right_lines: Iterable[str | dict]) -> dict:
    """The head of a letter: the office on the left, Quốc hiệu, Tiêu ngữ, place and date on the right.

    Plain texts are set as Nghị định 30/2020 has them: on the left, lines in capitals, of which the last is bold with
    a line below it; on the right, the first two bold with a line below the second, the rest sloping. A line may say
    so itself: {"text", "bold", "italic", "rule"}.
    """
    left, right = list(left_lines), list(right_lines)
    capitals = [place for place, line in enumerate(left) if isinstance(line, str) and line.isupper()]
    own = next((place for place in range(len(capitals)) if capitals[place] != place), len(capitals)) - 1
    return {
        "kind": "letterhead",
        "left": [line_of(line, bold=place == own, rule=place == own) for place, line in enumerate(left)],
        "right": [line_of(line, bold=place < 2, rule=place == 1, italic=place > 1) for place, line in enumerate(right)],
    }


def signature(left_lines: Iterable[str | dict], right_lines: Iterable[str | dict]) -> dict:
    """The end of a letter: "Nơi nhận:" and its lines on the left, who signs on the right.

    Who signs is bold, a remark in brackets slopes, and an empty line leaves room for the hand and the seal. A left
    side whose first line ends in no colon is set as the right one: two who sign.
    """
    left = list(left_lines)
    listed = bool(left) and isinstance(left[0], str) and left[0].endswith(":")
    receivers = [line_of(line, bold=place == 0, italic=place == 0) for place, line in enumerate(left)]
    return {
        "kind": "signature",
        "listed": listed,
        "left": receivers if listed else [signing(line) for line in left],
        "right": [signing(line) for line in right_lines],
    }


def signing(line: str | dict) -> dict:
    """A line of who signs."""
    remark = isinstance(line, str) and line.startswith("(")
    return line_of(line, bold=not remark, italic=remark)


def line_of(line: str | dict, *, bold: bool = False, italic: bool = False, rule: bool = False) -> dict:
    """A line of a letter's head or end; what it says of itself comes first."""
    set_as = {"bold": bold, "italic": italic, "rule": rule}
    return {"text": line} | set_as if isinstance(line, str) else set_as | line
