"""How long the briefs of a site visit take, one of the sample and all of 102 units, and a report; for `make bench`.

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
from reform.report import makers_of, report_of
from reform.sample import LOCALITY, open_sample
from reform.store import Store, open_store
from reform.text import words
from tests.variants import FORM_KEYS, form_figures

PLACE = "Thành phố Đo"
UNITS, QUARTERS, NEWEST, SEED = 102, ("Quý III/2025", "Quý II/2026", "Quý III/2026"), "2026-Q3", 2026
PRINT_AIM, ALL_AIM = 60, 12_000  # milliseconds
VI = words("vi")
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)


def milliseconds(do) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def one_brief(sample: Store) -> dict[str, float]:
    """Medians over the sample's units: a whole brief, the print in it (Typst remembers what it set before, so that a
    print of its own afterwards would cost less), and a brief of all periods."""
    about = {"locality": LOCALITY, "period": "2026-Q3", "made_at": MADE_AT}
    whole, printed, end_of = [], [], fitting.end_of
    fitting.end_of = timed(end_of, typeset := [])
    try:
        for unit_id in range(2, 12):
            typeset.clear()
            made = timed(brief_of, taken := [])(sample, VI, unit_id=unit_id, **about)
            timed(pdf, taken)(made)
            whole.append(sum(taken))
            printed.append(sum(typeset) + taken[-1])
    finally:
        fitting.end_of = end_of
    span, spans = about | {"period": "2023-Q1", "to": "2026-Q3"}, []
    for unit_id in range(2, 7):
        timed(brief_of, spans)(sample, VI, unit_id=unit_id, **span)
    return {
        "one brief": statistics.median(whole[1:]),
        "of it the PDF": statistics.median(printed[1:]),
        "one of 15 periods": statistics.median(spans),
    }


def timed(do, times: list):
    """The same function; how long each call took is put to `times`."""

    def run(*given, **named):
        begun = time.perf_counter()
        found = do(*given, **named)
        times.append((time.perf_counter() - begun) * 1000)
        return found

    return run


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
    return milliseconds(lambda: [pdf(made) for _, made in briefs_of(store, VI, **asked)])


def one_report(sample: Store) -> float:
    """The median over the sample's quarters of all files of a report: annex and form as PDF, Word and Excel, the draft;
    each quarter's is set for the first time."""
    about = {"locality": LOCALITY, "made_at": MADE_AT}

    def written(period: str) -> None:
        report = report_of(sample.ask, VI, period=period, **about)
        for makers in makers_of(report).values():
            for make in makers.values():
                make()

    quarters = [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in range(1, 5)]
    return statistics.median([milliseconds(lambda key=key: written(key)) for key in quarters][1:])


def main() -> None:
    """Print the times beside their aims."""
    sample = open_sample()
    for name, took in one_brief(sample).items():
        aim = f"   aim {PRINT_AIM}" if "PDF" in name else ""
        print(f"{name:24}{took:10.0f} ms{aim}")
    print(f"{'one report, 7 files':24}{one_report(sample):10.0f} ms")
    with tempfile.TemporaryDirectory() as directory:
        store = full_store(directory)
        print(f"{f'{UNITS} briefs':24}{all_briefs(store):10.0f} ms   aim {ALL_AIM}")


if __name__ == "__main__":
    main()
