"""The same figure told otherwise in a later sentence, of the same time."""

from collections import defaultdict
from collections.abc import Iterator

from reform.claims.figures import Figure
from reform.claims.finding import Finding, Found, is_plain, with_measure
from reform.claims.shares import rounded
from reform.claims.stored import Stored

MOST_TOLD = 20  # a measure told in more values than these is a list of something else


def said_twice(found: list[Found], stored: Stored) -> Iterator[Finding]:
    """The same figure told otherwise in a later sentence, of the same time."""
    said: dict[tuple, list[tuple[Found, Figure]]] = defaultdict(list)
    for one in found:
        for figure in _plain_figures(one):
            said[figure.measure, figure.period or stored.period].append((one, figure))
    for (measure, period), places in said.items():
        new = said["received_new", period] if measure == "received_total" and ("received_new", period) in said else []
        values = {figure.value for _, figure in new}
        first, seen = places[0], [places[0][1]]
        for one, figure in places[1:]:
            fits = figure.value in values or any(_same(figure, other) for other in seen)
            if fits or one.number == first[0].number:
                continue
            seen.append(figure)
            yield _clash(first, (one, figure))
            if len(seen) > MOST_TOLD:
                break


def _plain_figures(one: Found) -> Iterator[Figure]:
    """The figures that mean one thing: of the unit as a whole, at the time of the report; each measure once."""
    told = {made.total.start: made.total_of for made in one.sums}
    shared = {share.stated.start: share.measure for share in one.shares}
    seen: dict[str, int] = defaultdict(int)
    figures = [with_measure(each, told.get(each.start) or shared.get(each.start)) for each in one.read.figures]
    for each in figures:
        seen[each.measure or ""] += 1
    for each in figures:
        is_one = each.bound is None and each.is_clear and not each.also
        if each.measure and is_one and is_plain(each) and seen[each.measure] == 1:
            yield each


def _same(one: Figure, other: Figure) -> bool:
    """Equal as far as both are printed: 99,5 and 99,53."""
    decimals = min(one.decimals, other.decimals)
    return rounded(one.value, decimals) == rounded(other.value, decimals)


def _clash(first: tuple[Found, Figure], later: tuple[Found, Figure]) -> Finding:
    (earlier, said), (one, figure) = first, later
    facts = {"measure": figure.measure, "first": said.value, "second": figure.value, "sentence": earlier.sentence.text}
    facts |= {"percent": figure.is_percent, "first_decimals": said.decimals, "second_decimals": figure.decimals}
    return Finding(
        kind="percentage" if figure.is_percent else "figure",
        sentence=one.sentence.text,
        verdict="inconsistent",
        notes=(("said_twice", facts),),
        at=(one.number, figure.start),
        rows=one.rows_of([(figure.start, figure.end)]),
        numbers=(said.value, figure.value),
        stored=(None, None),
        marks=((figure.start, figure.end),),
        measure=figure.measure,
    )
