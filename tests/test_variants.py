"""Valid files in any dress are read whole and exactly: none refused, nothing asked, every figure as stated.

`make test` tries the first hundred of two thousand.
"""

import os
from collections import Counter
from decimal import Decimal

import pytest

from reform.indicators import declaration
from reform.intake import Registry, read
from tests.variants import LOCALITY, WARDS, variant

MANY = 2000 if os.environ.get("REFORM_PROOF") == "full" else 100
DECLARATION = declaration()
REGISTRY = Registry(
    localities=({"name": LOCALITY, "close_day": 14, "is_default": True},),
    units=tuple(
        {"unit_id": i, "locality": LOCALITY, "name": name, "aliases": (), "is_locality": False, "group": None}
        | {"valid_from": None, "valid_to": None}
        for i, name in enumerate(WARDS, 1)
    ),
)


def figures(row):
    assert not any(cell.bound for cell in row.values.values())
    return {key: cell.value for key, cell in row.values.items()}


def wrong(seed):
    """What is not as it should be in a seed's file: the questions and errors, then the rows."""
    made = variant(seed)
    reading = read(made.data, DECLARATION, file_name=made.name, registry=REGISTRY)
    doubts = [(p.severity, p.code, p.cell, p.value) for p in reading.problems if p.severity != "note"]
    rows = {(row.ward, row.period.key): figures(row) for row in reading.rows}
    fields = {row.field: figures(row) for row in reading.fields}
    return [*doubts, *(["rows"] if rows != made.stated else []), *(["fields"] if fields != made.fields else [])]


@pytest.mark.proof
def test_every_valid_variant_is_read_exactly_and_without_a_question(counted):
    found = {seed: wrong(seed) for seed in range(MANY)}
    cells = sum(len(row) for seed in range(MANY) for row in variant(seed).stated.values())
    counted("valid variants", MANY, f"{cells} figures, {sum(map(bool, found.values()))} files not read exactly")
    assert {seed: faults for seed, faults in found.items() if faults} == {}


def test_variants_differ_in_every_way_they_claim_to():
    """A generator that always drew the same file would prove nothing."""
    heads = Counter(variant(seed).data[:2] for seed in range(60))
    assert len(heads) > 6 and heads[b"PK"] > 1
    values = [value for seed in range(60) for row in variant(seed).stated.values() for value in row.values()]
    assert any(value % 1 for value in values if isinstance(value, Decimal))
