"""Recommendations, visits and prints of a golden case, each an event of its own, brought into DuckDB's tables by the
store's own applying. Parts are told apart by a bar, wards by a comma; what is left out is not said.

    recommend a | An | 2025-03-01 | 2025-06-30 | new | Lời kiến nghị       change a | done | 2025-06-30 | ghi chú
    visit An, Bình | 2025-03-01 | Đoàn A                                     print An | 2025-Q2 | 2025-Q3
    print | 2025-Q3 | 2025-Q3 | 2024 | Cụm 1, the period of its scores and its group at last
"""

from reform.store import applying, prints, visiting
from reform.store.journal import Entry


def apply(con, kind, name, position, time):
    """One event, as its journal entry would have it; a print's id is its place and its locality's name at last."""
    said = [part.strip() or None for part in name.split("|")]
    units = {unit["name"].removeprefix("Phường "): unit for unit in applying.registry_of(con).units}
    made = {"recommend": recommended, "change": changed, "visit": been, "print": handed_out}[kind]
    applied, data = made(units, position, *said)
    applied(con, Entry(position, time, kind, data | {"by": "A"}, "", ""))


def recommended(units, _, key, ward, day, due=None, state="new", text=None):
    about = {"id": key, "unit_id": units[ward]["unit_id"], "text": text or key, "from_whom": "Đoàn A", "date": day}
    return visiting.apply_recommendations, {"recommendations": [about | {"due": due, "state": state, "note": None}]}


def changed(_, __, key, state, due=None, note=None):
    return visiting.apply_change, {"id": key, "state": state, "due": due, "note": note}


def been(units, _, wards, day, delegation):
    ids = [units[ward.strip()]["unit_id"] for ward in wards.split(",")]
    return visiting.apply_visit, {"unit_ids": ids, "date": day, "delegation": delegation, "ban": None}


def handed_out(units, position, ward, period, to=None, score_period=None, group=None):
    """A ward's brief; of the whole locality where no ward is named. What was recorded before is what it knew."""
    place = next(unit["locality"] for unit in units.values())
    about = {"id": f"print {position}", "kind": "brief", "locality": place, "period": period, "to": to or period}
    about |= {"unit_id": units[ward]["unit_id"] if ward else None, "sha256": "0" * 64, "as_of": position - 1}
    about |= {"score_period": score_period, "group_name": group} if score_period or group else {}
    return prints.apply, {"prints": [about | {"declaration": "1", "rankings": ""}]}
