"""What a test asks of a reading: the registry of one small locality, the reading with its proof, its problems, figures.

Every reading without an error is read again from its decisions alone, as a rebuild does, and must give the same rows.
"""

import csv
import io
import json
from dataclasses import replace

from reform.indicators import declaration
from reform.intake import Registry, read
from reform.intake.again import fields_again, read_again

DECLARATION = declaration()
EMPTY = replace(DECLARATION, columns={}, header_groups={}, words={})
MINH_HOA = "Thành phố Minh Họa"


def registry_of(*names):
    """A registry of one locality with these wards, numbered from 1."""
    about = {"locality": MINH_HOA, "aliases": (), "is_locality": False}
    return Registry(
        localities=({"name": MINH_HOA, "close_day": None, "is_default": True},),
        units=tuple({"unit_id": i, "name": name, **about} for i, name in enumerate(names, 1)),
    )


def read_bytes(data, **options):
    """The reading, after a proof that its decisions alone lead to the same rows again."""
    reading = read(data, DECLARATION, **options)
    if reading.rows and not reading.has_errors:
        kept = json.loads(json.dumps(reading.decisions))
        assert read_again(data, kept, EMPTY) == reading.rows
        assert fields_again(data, kept, EMPTY) == reading.fields
    return reading


def codes(reading):
    return [problem.code for problem in reading.problems]


def figures(row):
    return {key: cell.value for key, cell in row.values.items()}


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def text_of(rows):
    return "\n".join(";".join(row) for row in rows).encode()
