"""The blocks that say how a file's words are understood: columns, groups of headers, single words."""

from typing import Any

from reform.declared import Column, Declaration, HeaderGroup
from reform.indicators.blocks import Faults, Raw, Spec, blocks, needed, optional, readable, text, texts

NEEDED_COLUMNS = (
    "number",
    "unit",
    "locality",
    "period",
    "from",
    "to",
    "cumulative",
    "field",
    "measure",
    "value",
    "measure_unit",
)
NEEDED_WORDS = (
    "in_which",
    "part_of_units",
    "total_row",
    "beside_units",
    "field_names",
    "all_fields",
    "signature",
    "dossier_list",
    "person_name",
    "person_number",
    "person_about",
    "unit_list_code",
    "unit_list_group",
    "unit_list_aliases",
    "mapping_predecessor",
    "mapping_successor",
    "mapping_on_date",
    "mapping_whole",
    "mapping_is_whole",
    "mapping_is_part",
    "recommendation_text",
    "recommendation_from",
    "recommendation_date",
    "recommendation_due",
    "recommendation_state",
    "recommendation_note",
    "recommendation_is_new",
    "recommendation_is_doing",
    "recommendation_is_done",
)


def _meanings(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise ValueError("must be a table of words and measures")
    return {text(word): text(key) for word, key in value.items()}


COLUMN: Spec = {"vi": needed(text), "en": needed(text), "also": optional(texts)}
HEADER_GROUP: Spec = {
    "vi": needed(text),
    "also": optional(texts),
    "means": needed(_meanings),
    "under": optional(text),
}
WORDS: Spec = {key: needed(texts) for key in NEEDED_WORDS}


def columns(raw: Raw, faults: Faults) -> dict[str, Column]:
    return {
        key: Column(key, block["vi"], block["en"], headers(block))
        for key, block in blocks(raw, "column", COLUMN, faults)
    }


def headers(block: dict) -> tuple[str, ...]:
    """The headers a block is known by: its Vietnamese name and the synonyms."""
    return (block["vi"], *block.get("also", ()))


def words(raw: Raw, faults: Faults) -> dict[str, tuple[str, ...]]:
    return readable("words", raw["words"], WORDS, faults)


def header_groups(raw: Raw, faults: Faults) -> dict[str, HeaderGroup]:
    return {
        key: HeaderGroup(key, headers(block), block["means"], block.get("under"))
        for key, block in blocks(raw, "header_group", HEADER_GROUP, faults)
    }


def check(raw: Raw, declared: Declaration, faults: Faults) -> None:
    for key in NEEDED_COLUMNS:
        if key not in raw["column"]:
            faults.add(f"column.{key}", "vi", "is missing")
    _check_groups(raw, declared, faults)
    _check_synonyms(raw, faults)


def _check_groups(raw: Raw, declared: Declaration, faults: Faults) -> None:
    """What a word means under a group is a measure; one header is one group."""
    for key, block in raw["header_group"].items():
        means = block.get("means")
        known = list(means.values()) if isinstance(means, dict) else []
        faults.refers(f"header_group.{key}", "means", known, raw["measure"], "measure")
        faults.refers(f"header_group.{key}", "under", block.get("under"), raw["header_group"], "header group")
    seen: dict[str, str] = {}
    for group in declared.header_groups.values():
        for header in group.headers:
            faults.twice(seen, f"header_group.{group.key}", header)


def _check_synonyms(raw: Raw, faults: Faults) -> None:
    """One header, one meaning: a synonym that stands in two blocks could be read either way."""
    seen: dict[str, str] = {}
    named = [(f"{table}.{key}", block) for table in ("column", "measure") for key, block in raw[table].items()]
    for place, block in named:
        also = block.get("also")
        for header in (block.get("vi"), *(also if isinstance(also, list) else [])):
            if isinstance(header, str):
                faults.twice(seen, place, header)
