"""Balanced forms II.06a made at random: what is taken out is found again or stays absent; what is changed is told."""

import os
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform.indicators import declaration
from reform.store import applying, database, open_store
from tests.figures import LOCALITY, record, register, views_behind

EXAMPLES = 300 if os.environ.get("REFORM_PROOF") == "full" else 16
PARTS = (
    "received_online", "received_direct_postal", "carried_over", "resolved_early", "resolved_on_time",
    "resolved_overdue", "pending_in_time", "pending_overdue",
)  # fmt: skip
# total → every set of terms that gives it
WAYS = {
    "received_new": [("received_online", "received_direct_postal")],
    "resolved_early_or_on_time": [("resolved_early", "resolved_on_time")],
    "resolved_total": [
        ("resolved_early", "resolved_on_time", "resolved_overdue"),
        ("resolved_early_or_on_time", "resolved_overdue"),
    ],
    "pending_total": [("pending_in_time", "pending_overdue")],
    "received_total": [
        ("received_online", "received_direct_postal", "carried_over"),
        ("received_new", "carried_over"),
        ("resolved_total", "pending_total"),
    ],
}
CELLS = (*PARTS, *WAYS)


@st.composite
def balanced(draw):
    """A form whose books balance: what came in is dealt out over the five ways it can end."""
    dossiers = st.one_of(st.integers(0, 9), st.integers(0, 3000), st.integers(0, 10**7))
    online, direct, carried = (draw(dossiers) for _ in range(3))
    left = online + direct + carried
    ends = []
    for _ in range(4):
        ends.append(draw(st.integers(0, left)))
        left -= ends[-1]
    form = dict(zip(PARTS, (online, direct, carried, *draw(st.permutations([*ends, left]))), strict=True))
    for total, ways in WAYS.items():
        form[total] = sum(form[part] for part in ways[0]) if total != "received_total" else online + direct + carried
    return form


@st.composite
def blanked(draw):
    """(truth, what is left of it)."""
    truth = draw(balanced())
    kept = draw(st.sets(st.sampled_from(CELLS), min_size=1))
    return truth, {cell: truth[cell] for cell in CELLS if cell in kept}


@st.composite
def corrupted(draw):
    """(form, the cell in which another count stands)."""
    form = draw(balanced())
    cell = draw(st.sampled_from(CELLS))
    wrong = draw(st.integers(0, 10**7).filter(lambda number: number != form[cell]))
    return form | {cell: wrong}, cell


def derivable(form):
    """The totals that follow from what is there, step by step."""
    known = set(form)
    for _ in WAYS:
        known |= {total for total, ways in WAYS.items() if any(known.issuperset(way) for way in ways)}
    return known - set(form)


@pytest.fixture(scope="module")
def engine():
    con = database.open_trial(None, declaration(), [])
    yield con
    con.close()


def completed(con, forms):
    """ward → measure → (value, computed) after the given forms were recorded."""
    rows = [{"ward": f"P{number}", "period": "2025-Q3"} | form for number, form in enumerate(forms)]
    written = [{key: str(value) for key, value in row.items()} for row in rows]
    con.begin()
    try:
        register(con, written)
        record(con, written)
        database.create_views(con, views_behind(["completed_values"]))
        found: dict = {}
        for row in database.rows(con, "FROM completed_values INNER JOIN unit USING (unit_id)"):
            found.setdefault(int(row["bare_name"][1:]), {})[row["measure"]] = (row["value"], row["computed"])
        return found
    finally:
        con.rollback()


@pytest.mark.proof
@settings(max_examples=EXAMPLES)
@given(cases=st.lists(blanked(), min_size=1, max_size=12))
def test_completed_totals_are_the_truth_or_absent(engine, cases):
    found = completed(engine, [form for _, form in cases])
    for number, (truth, form) in enumerate(cases):
        reported = {key: (value, False) for key, value in form.items()}
        computed = {key: (truth[key], True) for key in derivable(form)}
        assert found[number] == reported | computed


def as_file(forms):
    """The forms as an office would send them, one ward a row from row 2 on."""
    headers = [declaration().measures[cell].vi for cell in CELLS]
    lines = [["Đơn vị", "Trực thuộc", "Kỳ báo cáo", *headers]]
    for number, form in enumerate(forms):
        lines.append([f"Phường P{number}", LOCALITY, "Quý III/2025", *(str(form[cell]) for cell in CELLS)])
    return "\n".join(";".join(line) for line in lines).encode()


@pytest.fixture(scope="module")
def registered(tmp_path_factory):
    """A store that knows the wards, so that nothing is asked about them."""
    store = open_store(tmp_path_factory.mktemp("balance"))
    store.set_up(LOCALITY, units=[{"ward": f"Phường P{number}"} for number in range(40)])
    return store


def errors_by_row(store, forms):
    found: dict = {}
    for problem in store.draft(as_file(forms), "form.csv").problems:
        if problem.severity == "error":
            found.setdefault(problem.row, set()).add(problem.code)
    return found


@pytest.mark.proof
@settings(max_examples=EXAMPLES // 2)
@given(sound=st.lists(balanced(), max_size=8), broken=st.lists(corrupted(), min_size=1, max_size=16))
def test_one_wrong_cell_is_an_error_of_its_row_and_of_no_other(registered, sound, broken):
    forms = [*sound, *(form for form, _ in broken)]
    found = errors_by_row(registered, forms)
    rows = count(2 + len(sound))
    assert found == {next(rows): {"unbalanced"} for _ in broken}


@pytest.mark.proof
@settings(max_examples=EXAMPLES // 2)
@given(cases=st.lists(blanked(), min_size=1, max_size=12))
def test_a_balanced_form_with_gaps_has_no_error(registered, cases):
    forms = [{cell: form.get(cell, "") for cell in CELLS} for _, form in cases]
    assert errors_by_row(registered, forms) == {}


def test_wards_of_the_forms_are_registered_by_their_name():
    """What the tests above rest on: P0 is the bare name of Phường P0."""
    con = database.open_trial(None, declaration(), [])
    register(con, [{"ward": "P0", "period": ""}])
    assert [unit["name"] for unit in applying.registry_of(con).units] == [LOCALITY, "Phường P0"]
