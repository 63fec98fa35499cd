"""A document as its renderers take it: texts harmless, levels without a gap, charts with their scale."""

import math
import re
import unicodedata

from reform.export.literal import one_line
from reform.text import words

# From so many cards on, each is narrow.
NARROW = 3
# Of more rows, a chart shows the first, the last and the chosen one's neighbours.
MOST_ROWS, FIRST, NEAR, LAST = 24, 5, 4, 3
# In millimetres: a course by itself, without a value and at most, a bar with its air, and what stands below a course.
COURSE, EMPTY, HIGHEST, ROW, BELOW = 40, 12, 75, 4.35, 4
ABOUT_TICKS = 5
# Places of Unicode that are no letters and that no Word document may hold.
NO_LETTERS = re.compile("[\ufdd0-\ufdef" + "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000)
                                                   for end in (0xFFFE, 0xFFFF)) + "]")  # fmt: skip
GAP = {"name": "", "value": None, "text": "…", "chosen": False, "gap": True}


def prepared(document: dict) -> dict:
    """The document with clean texts, and what a renderer needs beside them; the given one is left as it is."""
    found = clean(document)
    levels = Levels()
    return found | {"blocks": [ready(block, found["lang"], levels) for block in found["blocks"]]}


class Levels:
    """The levels of headings below the title, which is 1: none is skipped, whatever the blocks say."""

    def __init__(self):
        self.now = 1
        self.section = 1

    def heading(self, level: int) -> int:
        """The level of a heading of the text."""
        self.now = self.section = min(level + 1, self.now + 1)
        return self.now

    def title(self) -> int:
        """The level of a table's or chart's title: below the heading it stands under."""
        self.now = self.section + 1
        return self.now


def clean(data: object, key: str = "") -> object:
    """Every text without control characters, in one composition (NFC), on one line but for paragraphs."""
    if isinstance(data, dict):
        lines = data.get("kind") == "paragraph"
        return {key: clean(value, "lines" if lines and key == "text" else "") for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [clean(value) for value in data]
    if not isinstance(data, str):
        return data
    told = NO_LETTERS.sub("", unicodedata.normalize("NFC", data))
    return "\n".join(one_line(line) for line in told.splitlines()) if key == "lines" else one_line(told)


def ready(block: dict, lang: str, levels: Levels) -> dict:
    """One block with its level or its scale, and those inside it."""
    inside = {"beside": "columns", "kept": "blocks"}.get(block["kind"])
    if inside == "columns":
        return even(block | {inside: [[ready(one, lang, levels) for one in column] for column in block[inside]]})
    if inside == "blocks":
        return block | {inside: [ready(one, lang, levels) for one in block[inside]]}
    if block["kind"] == "heading":
        return block | {"level": levels.heading(block["level"])}
    if block["kind"] == "cards":
        return block | {"items": flowing(block["items"])}
    drawn = {"position_chart": on_bars, "course_chart": on_axis}.get(block["kind"])
    found = block | (drawn(block, lang) if drawn else {})
    return found | {"level": levels.title()} if found.get("title") else found


def flowing(items: list[dict]) -> list[dict]:
    """Cards; of one or two, which are wide, the lines below the value run on in one."""
    if len(items) >= NARROW:
        return items
    return [item | {"notes": [" · ".join(item["notes"])] if item["notes"] else []} for item in items]


# Charts


def even(block: dict) -> dict:
    """Columns in which a course is about as tall as the bars beside it."""
    charts = [one for column in block["columns"] for one in column]
    tall = max((len(one["rows"]) for one in charts if one["kind"] == "position_chart"), default=0) * ROW - BELOW
    for one in charts:
        if one["kind"] == "course_chart" and one["ticks"]:
            one["height"] = min(max(tall, COURSE), HIGHEST)
    return block


def on_bars(block: dict, _lang: str) -> dict:
    """The ends of a scale that holds zero, each value and the target; of many rows those that tell."""
    values = [0.0, *(row["value"] for row in block["rows"] if row["value"] is not None)]
    values += [block["target"]["value"]] if block["target"] else []
    low, high = min(values), max(values)
    return {"low": low, "high": high if high > low else 1.0, "rows": shown_rows(block["rows"])}


def shown_rows(rows: list[dict]) -> list[dict]:
    """All rows of a short chart; of a long one the first, the last and the chosen ones' neighbours, with gaps."""
    rows = [row | {"gap": False} for row in rows]
    if len(rows) <= MOST_ROWS:
        return rows
    chosen = [place for place, row in enumerate(rows) if row["chosen"]][:2]
    kept = {*range(FIRST), *range(len(rows) - LAST, len(rows))}
    kept |= {place for at in chosen for place in range(at - NEAR, at + NEAR + 1) if 0 <= place < len(rows)}
    found, before = [], -1
    for place in sorted(kept):
        found += [GAP] if place > before + 1 else []
        found.append(rows[place])
        before = place
    return found


def on_axis(block: dict, lang: str) -> dict:
    """The ends of the scale and its ticks, written as the language writes numbers."""
    values = [value for line in block["lines"] for value in line["values"] if value is not None]
    values += [block["target"]["value"]] if block["target"] else []
    ticks, decimals = axis(min(values, default=0.0), max(values, default=0.0), share=block["unit"].startswith("%"))
    say = words(lang)
    return {
        "height": COURSE if values else EMPTY,
        "low": ticks[0],
        "high": ticks[-1],
        "ticks": [{"value": tick, "text": say.number(tick, decimals)} for tick in ticks] if values else [],
    }


def axis(low: float, high: float, share: bool = False) -> tuple[list[float], int]:
    """Round ticks from below the least to above the greatest value, and their decimals.

    `share`: of percentages, which end at 0 and 100 where the values do.
    """
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    if share and -1 <= low and high <= 101:
        low, high = max(low, 0.0), min(high, 100.0)
    power = math.floor(math.log10((high - low) / ABOUT_TICKS))
    steps = [size * 10.0**exponent for exponent in (power, power + 1) for size in (1, 2, 2.5, 5)]
    step = next(one for one in steps if (high - low) / one <= ABOUT_TICKS)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = next(places for places in range(12) if abs(round(step, places) - step) < step * 1e-6)
    return [round(place * step, 12) for place in range(first, last + 1)], decimals
