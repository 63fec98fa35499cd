"""The spans and the course of the sample once more, in plain Python with fractions, without the SQL (design §3.3)."""

from fractions import Fraction

import pytest

from tests.test_recomputation import (
    FACTS,
    FORMS,
    KEYS,
    LOCALITY,
    MEMBERS,
    PERIODS,
    SHARES,
    WARDS,
    before,
    broken,
    completed,
    indicator,
    locality_figure,
    rank_all,
    read,
    records,
    same,
    share,
    sign,
)

KIND_OF = {row["key"]: row["kind"].rstrip("*") for row in read(FACTS / "measures.csv")}
# span → the ending of its key, its first and last quarter
SPANS = {"half": (("-H1", 1, 2), ("-H2", 3, 4)), "nine_months": (("-9M", 1, 3),), "year": (("", 1, 4),)}
QUARTERS = [period for period in PERIODS if "-Q" in period]


def quarter(year, number, ward):
    """measure → value of a quarter; the one before a first quarter is last year's fourth."""
    year, number = (year, number) if number else (year - 1, 4)
    return completed(FORMS.get((f"{year}-Q{number}", ward), {}))


def span_form(year, first, last, ward):
    """The form of a span: flows added up, stocks of the last quarter, what was pending before carried over."""
    parts = [quarter(year, number, ward) for number in range(first, last + 1)]
    kept = {key for key in KIND_OF if KIND_OF[key] == "flow" and all(key in part for part in parts)}
    form = {key: sum(part[key] for part in parts) for key in kept - {"received_total"}}
    form |= {key: value for key, value in parts[-1].items() if KIND_OF[key] == "stock"}
    carried = quarter(year, first - 1, ward).get("pending_total", parts[0].get("carried_over"))
    form.pop("carried_over", None)
    if carried is not None and "received_new" in form:
        form |= {"carried_over": carried, "received_total": form["received_new"] + carried}
    return {key: (value, None) for key, value in form.items()}


def spans_of(span):
    """(key, year, first, last) of the spans that touch a reported quarter, oldest first."""
    first, last = min(QUARTERS), max(QUARTERS)
    years = range(int(first[:4]), int(last[:4]) + 1)
    found = [(f"{year}{ending}", year, low, high) for year in years for ending, low, high in SPANS[span]]
    return [one for one in found if f"{one[1]}-Q{one[3]}" >= first and f"{one[1]}-Q{one[2]}" <= last]


def values_of(forms, key):
    """ward → value of an indicator over the span, None where it has none."""
    if key != "index":
        return {ward: share(form, key)[0] for ward, form in forms.items()}
    members = {member: values_of(forms, member) for member in MEMBERS}
    live = [member for member, found in members.items() if any(value is not None for value in found.values())]
    return {ward: points({member: members[member][ward] for member in live}) for ward in forms}


def points(values):
    """The composite of one ward from its live members."""
    if not values or None in values.values():
        return None
    whole = sum(MEMBERS[member][0] for member in values)
    return sum(
        Fraction(100 * MEMBERS[member][0], whole)
        * min(Fraction(1), max(Fraction(0), (value - MEMBERS[member][1]) / (MEMBERS[member][2] - MEMBERS[member][1])))
        for member, value in values.items()
    )


def ranks_of(forms, key):
    """ward → rank, a key breaking a tie only where every ward of it has it."""
    order = {ward: (value * sign(key),) for ward, value in values_of(forms, key).items() if value is not None}
    for breaker in KEYS.get(key, ()):
        order = broken(order, values_of(forms, breaker), sign(breaker))
    return {ward: 1 + sum(other > own for other in order.values()) for ward, own in order.items()}


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("key", [*SHARES, "index"])
def test_spans(sample, span, key):
    found = {
        (row["period"], row["ward"]): row for row in records(sample.ask("spans", locality=LOCALITY, by=key, span=span))
    }
    expected = spans_of(span)
    assert list(dict.fromkeys(period for period, _ in found)) == [period for period, *_ in expected]
    told = 0
    for period, *about in expected:
        forms = {ward: span_form(*about, ward) for ward in WARDS}
        values, ranks = values_of(forms, key), ranks_of(forms, key)
        for ward in WARDS:
            row = found[period, ward]
            assert same(row["value"], values[ward], key), (period, ward)
            assert row["rank"] == ranks.get(ward) and row["ranked"] == len(ranks), (period, ward)
            assert (row["reason"] is None) == (values[ward] is not None)
            assert same(row["locality_value"], whole(forms, key, values), "index"), period
            told += values[ward] is not None
    assert told > 10 or key == "overdue_stock"


def whole(forms, key, values):
    """The locality's own: a ratio of sums, or the mean of the composite."""
    known = [value for value in values.values() if value is not None]
    if key == "index":
        return sum(known) / len(known) if known else None
    pairs = [share(form, key)[1:3] for form in forms.values()]
    both = [pair for pair in pairs if None not in pair]
    above, below = (sum(side) for side in zip(*both, strict=True)) if both else (None, None)
    return 100 * above / below if below else Fraction(0) if both and key == "overdue_stock" else None


def test_a_missing_quarter_is_named(sample):
    rows = records(sample.ask("spans", locality=LOCALITY, by="online", span="year"))
    for row in (row for row in rows if row["reason"] == "quarter_missing"):
        forms = {f"{row['year']}-Q{number}": quarter(row["year"], number, row["ward"]) for number in range(1, 5)}
        lacking = [key for key, form in forms.items() if not {"received_online", "received_new"} <= form.keys()]
        assert row["quarters"].split() == lacking


@pytest.mark.parametrize("key", [*SHARES, "index", "score"])
def test_course_is_the_ranking_of_every_period(sample, key):
    rows = records(sample.ask("course", locality=LOCALITY, by=key))
    assert [*dict.fromkeys(row["period"] for row in rows)] != [] and {row["period"] for row in rows} == set(PERIODS)
    for row in rows:
        value, numerator, denominator, reason = indicator(row["period"], row["ward"], key)
        ranks, earlier = rank_all(row["period"], key, None), before(row["period"], key, "previous")
        assert same(row["value"], value, key) and row["reason"] == reason
        assert same(row["numerator"], numerator) and same(row["denominator"], denominator)
        assert row["rank"] == ranks.get(row["ward"]) and row["ranked"] == len(ranks)
        assert same(row["locality_value"], locality_figure(row["period"], key, None)[0], "index")
        if row["rank"]:
            assert row["previous_rank"] == (rank_all(earlier, key, None).get(row["ward"]) if earlier else None)


@pytest.mark.parametrize("key", [*SHARES, "index"])
def test_quarters_as_reported_are_the_spans_of_a_quarter(sample, key):
    columns = ["period", "ward", "value", "rank", "ranked", "previous_rank", "locality_value", "reason", "broken"]
    course = sample.ask("course", locality=LOCALITY, by=key)
    spans = sample.ask("spans", locality=LOCALITY, by=key, span="quarter")
    reported = course[course["kind"] == "quarter"].reset_index(drop=True)
    assert reported[columns].equals(spans[columns]) and len(spans) == len(QUARTERS) * len(WARDS)
