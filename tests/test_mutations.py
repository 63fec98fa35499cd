"""Spoiled files: what each still plainly says is read exactly, or it is refused, or doubted at a place.

Never another number in silence. `make test` tries 160 of five thousand; the table of what became of them is printed.
"""

import os
from collections import Counter
from functools import cache

import pytest

from reform.indicators import declaration
from reform.intake import read
from reform.store import open_store
from tests.mutations import mutation, untouched
from tests.variants import CARRIED, FORM_KEYS, HEADERS, LOCALITY, WARDS

FULL = os.environ.get("REFORM_PROOF") == "full"
MANY = 5000 if FULL else 80
DECLARATION = declaration()
EXACT = "read exactly"
EXACT_ASKED = "read exactly, with a question"
REFUSED = "refused, with a place"
REFUSED_WHOLE = "refused as a whole"
DOUBTED = "doubted at its place"
ELSEWHERE = "doubted elsewhere"
SILENT = "another figure in silence"
OUTCOMES = (EXACT, EXACT_ASKED, REFUSED, REFUSED_WHOLE, DOUBTED, ELSEWHERE, SILENT)
LETTERS = "ABCDEFG"
FILE_WIDE = (  # questions about all figures of a file: whatever differs, this is about it
    "number_convention",
    "share_scale",
    "legacy_font",
    "mojibake",
    "several_tables",
    "own_form_unit_missing",
    "period_from_file",
    "window_label",
    "label_unknown",
    "cumulative",
    "no_locality",
    "similar_locality",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The wards of the generator, and what each had pending at the end of the quarter before."""
    store = open_store(tmp_path_factory.mktemp("mutations"))
    store.set_up(LOCALITY, 14, [{"ward": ward, "group_name": "Cụm Đông"} for ward in WARDS])
    lines = [";".join(["Đơn vị", "Kỳ báo cáo", *(HEADERS[key] for key in FORM_KEYS)])]
    for number, (ward, pending) in enumerate(CARRIED.items()):
        online, early = 700 + 31 * number, 650 + 17 * number
        counts = (online + 97, online, 90, 7, online + 97 - pending, early, online + 97 - pending - early, 0)
        lines.append(";".join([ward, "Quý II/2025", *map(str, (*counts, pending, pending, 0))]))
    store.publish(store.draft("\n".join(lines).encode(), "quy-2.csv"), ["all"])
    return store


@cache
def known(store):
    return store.registry()


def figures(reading):
    """{(ward, period key): {measure: value}} of what was read, rows left blank aside."""
    rows = {}
    for row in reading.rows:
        values = {key: (cell.bound or "") + str(cell.value) if cell.bound else cell.value for key, cell in _filled(row)}
        if values:
            rows[row.ward, row.period.key] = values
    return rows


def _filled(row):
    return [(key, cell) for key, cell in row.values.items() if cell.value is not None]


def has_place(problem):
    return bool(problem.cell or problem.row or problem.column)


def judge(store, made, whole=True):
    """(outcome, problems) of a spoiled file, checked beside the store.

    Not `whole`: only read where that settles it: refused, or exact already (the checks can but doubt it).
    """
    reading = read(made.data, DECLARATION, file_name=made.name, registry=known(store))
    problems = reading.problems
    if whole or not (reading.has_errors or figures(reading) in made.accepted):
        problems = store.draft(made.data, made.name).problems
    if any(problem.severity == "error" for problem in problems):
        return refusal(problems), problems
    asked = [problem for problem in problems if problem.severity == "confirm"]
    found = figures(reading)
    if found in made.accepted:
        return (EXACT_ASKED if asked else EXACT), asked
    if not any(has_place(problem) or problem.code in FILE_WIDE for problem in asked):
        return SILENT, asked
    nearest = made.accepted[0] if made.accepted else None
    covered = nearest is None or all(_is_asked(where, reading, asked) for where in differing(found, nearest))
    return (DOUBTED if covered else ELSEWHERE), asked


def refusal(problems):
    return REFUSED if any(has_place(p) for p in problems if p.severity == "error") else REFUSED_WHOLE


def differing(found, accepted):
    """The rows and measures in which two sets of figures differ."""
    for key in {*found, *accepted}:
        ours, theirs = found.get(key, {}), accepted.get(key, {})
        for measure in {*ours, *theirs}:
            if ours.get(measure) != theirs.get(measure):
                yield key, measure


def _is_asked(where, reading, asked):
    """Whether a question stands in the row or the column of a figure that differs, or is about the whole file."""
    (ward, key), measure = where
    codes = {problem.code for problem in asked}
    if codes & set(FILE_WIDE):
        return True
    rows = {row.number for row in reading.rows if (row.ward, row.period.key) == (ward, key)}
    # A name nobody knows was asked about, whatever it was then taken for; one ward's own form is all of that one name.
    nobodys = ward not in WARDS or not rows or reading.decisions["layout"] == "own_form"
    if nobodys and any(code.endswith("_unit") for code in codes):
        return True
    if "unknown_column" in codes:
        return True  # the header was asked about: no column of it is taken on trust
    headers = {column["header"] for column in reading.decisions["columns"] if column["key"] == measure}
    return any(problem.row in rows or problem.column in headers for problem in asked)


def printed(table):
    """Kinds of spoiling down, outcomes across."""
    kinds = sorted({kind for kind, _ in table})
    legend = [f"  {letter}  {outcome}" for letter, outcome in zip(LETTERS, OUTCOMES, strict=True)]
    head = f"{'':26}" + "".join(f"{letter:>6}" for letter in LETTERS)
    rows = [f"{kind:26}" + "".join(f"{table[kind, o] or '·':>6}" for o in OUTCOMES) for kind in kinds]
    totals = [sum(table[kind, outcome] for kind in kinds) for outcome in OUTCOMES]
    return "\n".join([*legend, head, *rows, f"{'all':26}" + "".join(f"{total:>6}" for total in totals)])


@pytest.mark.proof
def test_a_spoiled_file_never_gives_another_figure_in_silence(store, counted):
    table, wrong = Counter(), {}
    for seed in range(MANY):
        made = mutation(seed)
        outcome, problems = judge(store, made, whole=FULL or seed % 8 == 0)
        table[made.kind, outcome] += 1
        if outcome in (SILENT, ELSEWHERE):
            wrong[seed] = (made.kind, outcome, [(p.code, p.cell) for p in problems])
    counted("spoiled files", MANY, f"what became of each kind:\n{printed(table)}")
    assert wrong == {}


def test_the_papers_are_read_exactly_before_they_are_spoiled(store):
    """Else every refusal would be one for nothing."""
    for seed in range(12):
        made = untouched(seed)
        assert (seed, *judge(store, made)) == (seed, EXACT, [])


def test_a_figure_taken_in_silence_would_be_noticed(store):
    """The judge itself: the same file against figures that it does not state."""
    made = untouched(1)
    (stated,) = made.accepted
    key, row = next(iter(stated.items()))
    other = {**stated, key: {**row, "received_total": row["received_total"] + 1}}
    assert judge(store, made.__class__(made.kind, made.data, made.name, (other,)))[0] == SILENT
