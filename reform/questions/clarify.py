"""The points to clarify about one unit: what its figures leave open, the weightiest first, each thing once."""

from collections.abc import Iterator, Mapping

from reform.indicators import Condition, declaration
from reform.indicators.questions import EVERY
from reform.questions.asking import Raised, raised
from reform.questions.tied import told, value_of
from reform.questions.ties import Tie
from reform.text import Words

ABOUT_FIGURES = "general"  # the domain of a doubt that was confirmed


def clarified(say: Words, facts: Mapping) -> list[dict]:
    """The points that `facts` (reform.questions.gathering) leave open: those of the questions that have one, and the
    doubts that were confirmed when the figures were recorded and that no point tells of.

    {"key", "text", "weight", "domain", "tied": {"measure" or "indicator": its key, where it is one, "value": text}}.
    """
    found = once([one for one in raised(facts) if one[0].point is not None])
    points = [_point(say, facts, one.key, one.point.in_(say.lang), one.weight, one.domain, ties) for one, ties in found]
    points += [
        _point(say, facts, f"doubt.{tie.key}", say.t("clarify.open_doubt"), weight, ABOUT_FIGURES, [tie])
        for tie, weight in open_doubts(facts, found)
    ]
    domains = list(declaration().domains)
    return sorted(points, key=lambda point: (-point["weight"], domains.index(point["domain"])))


def once(found: Raised) -> Raised:
    """The points without the figures that a point about any measure at all would tell again: of an estimate that is
    below 30% it need not be said that it is one."""
    kept, told_of = [], set()
    for question, ties in sorted(found, key=lambda one: -one[0].weight):
        if question.when.subject == "measure" and EVERY in question.when.names:
            ties = [tie for tie in ties if tie.place not in told_of]
        told_of |= {tie.place for tie in ties}
        kept += [(question, ties)] if ties else []
    return kept


def _point(say: Words, facts: Mapping, key: str, what: str, weight: float, domain: str, ties: list[Tie]) -> dict:
    """One point in words, tied to the first of its figures."""
    figures = told(say, ties, facts, what)
    text = say.t("clarify.point" if figures else "clarify.point_alone", point=what, told=figures)
    return {"key": key, "text": text, "weight": weight, "domain": domain, "tied": _tied(say, ties, facts)}


def _tied(say: Words, ties: list[Tie], facts: Mapping) -> dict:
    """The first figure of a point: its measure or indicator, and its value in words."""
    first = ties[0]
    if first.kind in ("measure", "indicator"):
        return {first.kind: first.key, "value": value_of(say, first)}
    measure = {"measure": first.row["measure"]} if first.row.get("measure") else {}
    return measure | {"value": told(say, [first], facts)}


def open_doubts(facts: Mapping, found: Raised) -> Iterator[tuple[Tie, float]]:
    """The doubts a delegation is told of that no question of `found` is about, each with its weight."""
    about = {code for question, _ in found for code in _codes(question.when)}
    for code, weight in declaration().doubts.items():
        rows = [row for row in facts["doubts"] if row["code"] == code]
        if rows and code not in about:
            yield Tie("doubt", code, "now", {"rows": rows}), weight


def _codes(condition: Condition) -> set[str]:
    """The doubts and checks that a condition names."""
    own = set(condition.names) if condition.subject in ("doubt", "check") else set()
    return own.union(*(_codes(part) for part in condition.parts))
