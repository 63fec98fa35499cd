"""Whether the condition of a question is met by the facts of a unit, and by which figures: pure, facts in, ties out.

A condition that is met gives its ties, the figures it was met by, each once; one that is not gives None.
"""

from collections.abc import Callable, Mapping

from reform.indicators import Condition, Declaration
from reform.questions.of_indicators import of_indicator
from reform.questions.of_measures import of_locality, of_measure, of_report, of_share, of_text, of_units
from reform.questions.ties import Tie, Ties, together


def met(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """The ties of a condition that is met by `facts` (see reform.questions.gathering); None where it is not."""
    found = SUBJECTS[condition.subject](condition, facts, declared)
    if found is None:
        return None
    kept: dict[tuple, Tie] = {}
    for tie in found:
        kept.setdefault(tie.place, tie)
    return list(kept.values())


def _all(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    found = [met(part, facts, declared) for part in condition.parts]
    return None if None in found else [tie for ties in found for tie in ties]


def _any(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    return together(met(part, facts, declared) for part in condition.parts)


def _check(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """What the query `findings` finds; else that it was found, and confirmed, when the figures were recorded."""
    (name,) = condition.names
    found = [row for row in facts["findings"] if row["finding"] == name]
    if found:
        return [Tie("finding", name, row["measure"] or "", row) for row in found]
    return _confirmed(name, facts)


def _identity(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    found = [row for row in facts["findings"] if row["identity"] in condition.names]
    return [Tie("finding", row["finding"], row["measure"], row) for row in found] or None


def _doubt(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    return _confirmed(condition.names[0], facts)


def _confirmed(code: str, facts: Mapping) -> Ties | None:
    """One tie for all cells of a doubt that was confirmed."""
    found = [row for row in facts["doubts"] if row["code"] == code]
    return [Tie("doubt", code, "now", {"rows": found})] if found else None


def _ends_after(condition: Condition, facts: Mapping, declared: Declaration) -> Ties | None:
    """A day of its own ties no figure."""
    day = facts["period"]["last_day"]
    return [] if day is not None and day.isoformat()[:10] > condition.names[0] else None


SUBJECTS: Mapping[str, Callable[[Condition, Mapping, Declaration], Ties | None]] = {
    "all": _all,
    "any": _any,
    "indicator": of_indicator,
    "measure": of_measure,
    "share": of_share,
    "text": of_text,
    "locality_has": of_locality,
    "units_have": of_units,
    "report": of_report,
    "check": _check,
    "identity": _identity,
    "doubt": _doubt,
    "ends_after": _ends_after,
}
