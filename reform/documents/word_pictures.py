"""Charts of a Word document: pictures from the template of the print."""

from pathlib import Path

from reform.documents.printing import pictures

TEMPLATE = Path(__file__).with_name("chart.typ")
CHARTS = ("position_chart", "course_chart")
SHARP = 200  # dots an inch: clear on paper, small in the file


def drawn(block: dict, width: float, lang: str) -> bytes:
    """A chart of so many millimetres as PNG."""
    return pictures(TEMPLATE, {"chart": block, "width": width, "lang": lang}, SHARP)[0]
