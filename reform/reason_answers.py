"""What `explain` and `compare` answer on the command line in JSON: a contract, as `reform.answers` is."""

from collections.abc import Mapping

from reform.answers import plain, whole
from reform.compared import Line, alike, better, gap_to_locality, gap_to_target
from reform.reasons import Moved
from reform.text import Words


def explanation(found: Moved | None, parts: list[dict], wards: Mapping[int, str]) -> dict:
    """Why a rank moved: the unit in both rankings, what it and the others did, and what its change is made of.

    `found` is the unit's Moved, `parts` the records of `contributions`, `wards` the name of each unit by unit_id.
    """
    row, move = (found.row, found.move) if found else ({}, None)
    both = {key: plain(row.get(key)) for key in ("value", "before_value", "rank", "before_rank")}
    moves = {key: plain(getattr(move, key, None)) for key in ("own", "others", "own_rank")}
    others = {
        key: [{"unit_id": one, "ward": wards[one]} for one in getattr(move, key, ())]
        for key in ("passed", "passed_by", "entered", "left", "rose_more")
    }
    shown = ("part_kind", "part", "side", "before", "after", "change")
    made = [{key: plain(part[key]) for key in shown} for part in parts]
    return both | moves | others | {"contributions": made, "change": plain(parts[0]["total"]) if parts else None}


def comparison(
    lines: list[Line], names: Mapping[int, str], rows: list[dict], peers: Mapping[int, list[dict]], say: Words
) -> dict:
    """Units side by side: each with its peers, then each indicator with every unit's figures and who is better.

    `lines` and `names` are those of `reform.compared`, `rows` the records of `positions`, `peers` those of `peers` by
    unit_id.
    """
    of_unit = {row["unit_id"]: row for row in rows}
    units = [
        {
            "unit_id": unit,
            "ward": of_unit[unit]["ward"],
            "received_total": whole(of_unit[unit]["received_total"]),
            "peers": [_peer(one) for one in peers[unit]],
            "sentence": alike(say, name, of_unit[unit]["received_total"], peers[unit]),
        }
        for unit, name in names.items()
    ]
    return {"units": units, "indicators": [_compared(line, names, say) for line in lines]}


def _peer(row: dict) -> dict:
    shown = {key: plain(row[key]) for key in ("unit_id", "ward", "type", "same_type", "times")}
    return shown | {"received_total": whole(row["received_total"])}


def _compared(line: Line, names: Mapping[int, str], say: Words) -> dict:
    by = line.indicator
    shown = ("unit_id", "ward", "value", "numerator", "denominator", "rank", "ranked", "reason")
    gaps = [{"gap_to_target": gap_to_target(row, by), "gap_to_locality": gap_to_locality(row)} for row in line.rows]
    return {
        "by": by.key,
        "name": by.name.in_(say.lang),
        "target": by.target and plain(by.target.value),
        "locality_value": plain(line.rows[0]["locality_value"]),
        "units": [
            {key: plain(row[key]) for key in shown} | plain(gap) for row, gap in zip(line.rows, gaps, strict=True)
        ],
        "best": [row["unit_id"] for row in line.best],
        "sentence": better(say, line, names),
    }
