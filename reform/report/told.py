"""The first lines of a document as plain text, for a reader to see what it will say before taking it along."""

from collections.abc import Iterator

MOST = 14


def first_lines(document: dict, most: int = MOST) -> list[tuple[str, str]]:
    """(kind, text) of the document's first headings, paragraphs and items of lists, in its order."""
    found = lines(document["blocks"])
    return [line for line, _ in zip(found, range(most), strict=False)]


def lines(blocks: list[dict]) -> Iterator[tuple[str, str]]:
    """Every line of text of the blocks."""
    for block in blocks:
        if block["kind"] in ("heading", "paragraph"):
            yield block["kind"], block["text"]
        for item in block.get("items", ()):
            yield "item", item["text"]
        yield from lines(block.get("blocks", []))
