"""How long the briefs of a site visit take: one of the sample, and all of a locality of 102 units; for `make bench`.

    python -m tests.brief_times

Times are of a warm process: what is read once, fonts and the snapshot, is read before.
"""

import random
import statistics
import tempfile
import time
from datetime import UTC, datetime

from reform.brief import brief_of, briefs_of, fitting
from reform.documents.pdf import pdf
from reform.indicators import declaration
from reform.sample import LOCALITY, open_sample
from reform.store import Store, open_store
from reform.text import words
from tests.variants import FORM_KEYS, form_figures

PLACE = "Thành phố Đo"
UNITS, QUARTERS, NEWEST, SEED = 102, ("Quý III/2025", "Quý II/2026", "Quý III/2026"), "2026-Q3", 2026
PRINT_AIM, ALL_AIM = 60, 12_000  # milliseconds
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)


def milliseconds(do) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def one_brief(sample: Store) -> dict[str, float]:
    """Medians over the sample's units of a whole brief, and of the print in it: Typst remembers what it has set before,
    so that a print of its own afterwards would cost less."""
    about = {"locality": LOCALITY, "period": "2026-Q3", "made_at": MADE_AT}
    whole, printed, count = [], [], fitting.count_pages
    fitting.count_pages = lambda made: printed.append(milliseconds(lambda: count(made))) or count(made)
    try:
        for unit_id in range(2, 12):
            whole.append(milliseconds(lambda unit_id=unit_id: brief_of(sample, words("vi"), unit_id=unit_id, **about)))
    finally:
        fitting.count_pages = count
    return {"one brief": statistics.median(whole[1:]), "of it the PDF": statistics.median(printed[1:])}


def full_store(directory: str) -> Store:
    """A locality of many units that have reported a few quarters, every column of form II.06a and the ballots."""
    store, rng = open_store(directory), random.Random(SEED)
    names = [f"Phường Số {number}" for number in range(UNITS)]
    store.set_up(PLACE, 14, [{"ward": name, "group_name": f"Cụm {at % 6}"} for at, name in enumerate(names)])
    columns = [declaration().measures[key].vi for key in FORM_KEYS]
    for label in QUARTERS:
        lines = [";".join(["Đơn vị", "Trực thuộc", "Kỳ báo cáo", *columns])]
        for name in names:
            figures = form_figures(rng, rng.randint(0, 30))
            lines.append(";".join([name, PLACE, label, *(str(figures[key]) for key in FORM_KEYS)]))
        store.publish(store.draft("\n".join(lines).encode(), f"{label[4:].replace('/', '-')}.csv"), ["all"])
    return store


def all_briefs(store: Store) -> float:
    """All units of the newest quarter, each made and printed."""
    asked = {"locality": PLACE, "period": NEWEST, "made_at": MADE_AT}
    return milliseconds(lambda: [pdf(made) for _, made in briefs_of(store, words("vi"), **asked)])


def main() -> None:
    """Print the times beside their aims."""
    sample = open_sample()
    for name, took in one_brief(sample).items():
        aim = f"   aim {PRINT_AIM}" if "PDF" in name else ""
        print(f"{name:24}{took:10.0f} ms{aim}")
    with tempfile.TemporaryDirectory() as directory:
        store = full_store(directory)
        print(f"{f'{UNITS} briefs':24}{all_briefs(store):10.0f} ms   aim {ALL_AIM}")


if __name__ == "__main__":
    main()
