"""A store of 3,321 units, 40 quarters and 40 measures, put straight into its tables: 5.3 million figures.

For page_queries.py. The units go through the store's own recording, and so do each quarter's periods and reports;
the figures, too many to be read from files here, are laid beside them.
"""

import random
from pathlib import Path

import pyarrow as pa

from reform.indicators import declaration
from reform.intake.reading import Cell, Reading, Row
from reform.period import from_key
from reform.store import Store, applying, database, open_store, views
from reform.store.snapshots import digest
from tests.variants import FORM_KEYS, LOCALITY, form_figures

UNITS, GROUPS = 3321, 34
QUARTERS = [f"{year}-Q{quarter}" for year in range(2016, 2026) for quarter in range(1, 5)]
SEED = 2026
SCHEME = declaration().schemes["minh_hoa"]
COMPONENTS = {component.measure: component.maximum for component in SCHEME.components}
OTHERS = ("petitions", "computers", "cards_green", "dialogues_held", "reminders", "plans_issued")
# each measure the indicators are made of, and others up to forty with the scheme's name
MEASURES = (
    *FORM_KEYS,
    *("received_new", "survey_ballots", "survey_very_satisfied", "survey_satisfied", "fee_dossiers", "paid_online"),
    *COMPONENTS,
    *(f"self_{measure}" for measure in COMPONENTS),
    *("reform_score", "reform_score_max"),
    *OTHERS,
)
FIGURES = """
INSERT INTO reported_value
SELECT $batch, unit_id, $period, measure, value, NULL, CAST(value AS VARCHAR), measure
FROM (UNPIVOT arriving ON COLUMNS(* EXCLUDE unit_id) INTO NAME measure VALUE value)
"""
COUNTS = "UPDATE ledger SET reports = (SELECT count(*) FROM report), figures = (SELECT count(*) FROM reported_value)"


def large_store(directory: Path) -> Store:
    """Makes the store of a directory that does not exist, its views too; some minutes."""
    store = open_store(directory)
    store.set_up(LOCALITY, 14, [{"ward": f"Phường Số {n}", "group_name": f"Cụm {n % GROUPS}"} for n in range(UNITS)])
    path = directory / "snapshot-000001.duckdb"
    con = database.open_snapshot(path)
    try:
        fill(con)
        con.execute(COUNTS)
        con.execute("CHECKPOINT")
    finally:
        con.close()
    views.keep(path, declaration())
    (directory / "CURRENT").write_text(f"1 {digest(path)}\n")
    return open_store(directory)


def fill(con) -> None:
    """A batch a quarter, in which every unit reports every measure."""
    rng = random.Random(SEED)
    wards = [unit for unit in applying.registry_of(con).units if unit["name"] != LOCALITY]
    carried = dict.fromkeys((unit["unit_id"] for unit in wards), 0)
    for position, period in enumerate(QUARTERS, 1):
        batch = f"batch {position}"
        record_reports(con, wards, batch, period, position)
        figures = [{"unit_id": unit_id} | figures_of(rng, pending) for unit_id, pending in carried.items()]
        con.register("arriving", pa.Table.from_pylist(figures))
        con.execute(FIGURES, {"batch": batch, "period": period})
        con.unregister("arriving")
        carried = {row["unit_id"]: row["pending_total"] for row in figures}


def record_reports(con, wards, batch: str, period: str, position: int) -> None:
    """The reports of a quarter as a file would bring them, with the scheme's name and no figure yet."""
    found, told = from_key(period), {"score_scheme": Cell(SCHEME.name, None, SCHEME.name, "A2")}
    rows = [
        Row(line, unit["name"], unit["unit_id"], None, LOCALITY, False, found, told)
        for line, unit in enumerate(wards, 2)
    ]
    about = {"batch_id": batch, "file_name": f"{period}.csv", "confirmed": []}
    applying.record_batch(con, about, "2026-01-02T08:00:00+07:00", Reading("0" * 64, {}, tuple(rows)), position)


def figures_of(rng: random.Random, pending: int) -> dict[str, int]:
    """One unit's figures of a quarter; every identity holds."""
    form = form_figures(rng, pending)
    ballots, fees = rng.randint(40, 1500), rng.randint(10, 900)
    very = rng.randint(0, ballots)
    points = {measure: rng.randint(int(maximum) // 2, int(maximum)) for measure, maximum in COMPONENTS.items()}
    row = form | {"received_new": form["received_total"] - pending, "survey_ballots": ballots}
    row |= {"survey_very_satisfied": very, "survey_satisfied": rng.randint(0, ballots - very)}
    row |= {"fee_dossiers": fees, "paid_online": rng.randint(0, fees)}
    row |= points | {f"self_{measure}": earned for measure, earned in points.items()}
    row |= {"reform_score": sum(points.values()), "reform_score_max": 100}
    return row | {key: rng.randint(0, 900) for key in OTHERS}
