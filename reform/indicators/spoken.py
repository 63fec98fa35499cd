"""The blocks of how a report in prose speaks of what is measured: phrases beside the headers, words between figures."""

from reform.declared import Declaration
from reform.indicators.blocks import Faults, Raw, Spec, blocks, needed, readable, texts

NEEDED = (
    *("dossiers", "ballots", "parts", "all_parts", "some_parts", "rest"),
    *("earlier", "changed", "planned", "narrower", "above", "at_least", "below", "at_most", "about", "neutral"),
)
SPOKEN: Spec = {"also": needed(texts)}
CLAIMS: Spec = {key: needed(texts) for key in NEEDED}


def spoken(raw: Raw, faults: Faults) -> dict[str, tuple[str, ...]]:
    """Measure or indicator → the phrases that name it in prose."""
    return {key: block["also"] for key, block in blocks(raw, "spoken", SPOKEN, faults)}


def claims(raw: Raw, faults: Faults) -> dict[str, tuple[str, ...]]:
    return readable("claims", raw["claims"], CLAIMS, faults)


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """A phrase is of a measure or an indicator that is declared, and of one alone."""
    known = raw["measure"] | raw["indicator"]
    seen: dict[str, str] = {}
    for key, block in raw["spoken"].items():
        faults.refers(f"spoken.{key}", "", key, known, "measure or indicator")
        also = block.get("also")
        for phrase in also if isinstance(also, list) else []:
            if isinstance(phrase, str):
                faults.twice(seen, f"spoken.{key}", phrase)
