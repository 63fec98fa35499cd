"""How long checking a file and drawing rank ranges take, and how much memory: printed by `make proof`, never a test.

    python -m tests.timing

Times are the median of several in a warm process, each the whole check of a draft beside a store that holds the period
before. Memory is the peak over idle, of a fresh process and of the child that it reads workbooks in.
"""

import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from reform.indicators import declaration
from reform.solidity import Counts, rank_ranges
from reform.store import open_store
from tests import variants
from tests.variants import LOCALITY, PLAIN_POINT, VI, Dress, Report

SMALL, LARGE = 10, 3321
RANGES = ((SMALL, 10_000, 0.3), (LARGE, 2_000, 5.0))  # units, draws, seconds aimed at
SEED = 2026
COLUMNS = 40
AIMS = {
    ("csv", SMALL): 0.15,
    ("xlsx", SMALL): 0.6,
    ("csv", LARGE): 2.0,
    ("xlsx", LARGE): 4.0,
}
MEMORY_AIM = 300
TIMES = {SMALL: 9, LARGE: 3}


def names(many: int) -> list[str]:
    """Invented names of two words, and a number where words run out."""
    first = ("Lúa", "Mây", "Sương", "Nắng", "Gió", "Cầu", "Bàng", "Khoai", "Trăng", "Suối", "Đồi", "Vườn")
    second = ("Ngọt", "Vồng", "Non", "Khuyết", "Hồng", "Vuông", "Lành", "Thưa", "Mộng", "Tím", "Xanh", "Vàng")
    pairs = [f"{a} {b}" for a in first for b in second]
    return [f"Phường {pairs[n % len(pairs)]} {n // len(pairs) + 1}" for n in range(many)]


def report(many: int, label: str) -> Report:
    """A template's report: the form's eleven counts, and other measures up to forty columns for the large one."""
    rng = random.Random(many)
    declared = declaration()
    tied = {key for identity in declared.identities.values() for key in (identity.total, *identity.parts)}
    more = [key for key, measure in declared.measures.items() if measure.kind in ("flow", "stock") and key not in tied]
    wanted = more[: COLUMNS - 2 - len(variants.FORM_KEYS)] if many > SMALL else []
    for key in wanted:
        variants.HEADERS.setdefault(key, declared.measures[key].vi)
    figures = {
        name: variants.form_figures(rng, 0) | {key: rng.randint(0, 1900) for key in wanted} for name in names(many)
    }
    return Report("template", label, "2025-Q3", figures)


def files(many: int, label: str = "Quý III/2025") -> dict[str, bytes]:
    made = report(many, label)
    for name in made.figures:
        variants.WRITINGS[name] = (name,)
    rng = random.Random(0)
    text = variants.text_of(variants.draw(made, VI, rng), Dress(), rng)
    return {"csv": text.encode(), "xlsx": variants.workbook(variants.draw(made, PLAIN_POINT, rng), made)}


def prepared(folder: Path, many: int):
    store = open_store(folder / str(many))
    store.set_up(LOCALITY, 14, [{"ward": name} for name in names(many)])
    store.publish(store.draft(files(many, "Quý II/2025")["csv"], "truoc.csv"), ["all"])
    return store


def seconds(store, data: bytes, name: str, times: int) -> float:
    """Median of the seconds a check takes, the first not counted."""
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        draft = store.draft(data, name)
        taken.append(time.perf_counter() - start)
    assert len(draft.reading.rows) in (SMALL, LARGE), [problem.code for problem in draft.problems][:5]
    return statistics.median(taken[1:])


def ranges(many: int, draws: int) -> float:
    """Seconds that the rank ranges of so many units take, by a share with two keys that break its ties."""
    random = np.random.default_rng(SEED)
    below = random.integers(50, 3000, size=(3, many)).astype(float)
    counts = [Counts(np.floor(one * random.uniform(0.9, 1, many)), one) for one in below]
    start = time.perf_counter()
    rank_ranges(counts, draws=draws)
    return time.perf_counter() - start


def peak(who: int) -> float:
    """MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def remember(folder: str, kind: str) -> None:
    """In a fresh process: idle, then one check of the large file; prints both peaks over idle, MB."""
    store = open_store(Path(folder) / str(LARGE))
    store.registry()
    data = (Path(folder) / f"large.{kind}").read_bytes()
    idle = peak(resource.RUSAGE_SELF)
    store.draft(data, f"large.{kind}")
    print(round(peak(resource.RUSAGE_SELF) - idle), round(peak(resource.RUSAGE_CHILDREN)))


def idle_child() -> float:
    """MB that a process of this Python takes before it does anything."""
    process = multiprocessing.get_context("spawn").Process(target=int)
    process.start()
    process.join()
    return peak(resource.RUSAGE_CHILDREN)


def measured_memory(folder: Path) -> dict[str, list[int]]:
    found = {}
    for kind in ("csv", "xlsx"):
        told = subprocess.run(
            [sys.executable, "-m", "tests.timing", str(folder), kind], check=True, capture_output=True, text=True
        )
        found[kind] = [int(part) for part in told.stdout.split()]
    return found


def main() -> None:
    """Prints a line for each time and each peak, beside what is aimed at."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for many in (SMALL, LARGE):
            store = prepared(folder, many)
            for kind, data in files(many).items():
                (folder / f"large.{kind}").write_bytes(data)
                taken = seconds(store, data, f"so-lieu.{kind}", TIMES[many])
                print(f"{many:>5} units .{kind:<5} {taken:6.2f} s   aim {AIMS[kind, many]} s   median of {TIMES[many]}")
        for many, draws, aim in RANGES:
            print(f"{many:>5} units ranges {ranges(many, draws):6.2f} s   aim {aim} s   {draws} draws of timeliness")
        for kind, (own, child) in measured_memory(folder).items():
            print(f"{LARGE:>5} units .{kind:<5} {own:>4} MB over idle here, {child} MB the child   aim {MEMORY_AIM} MB")
    print(f"      {os.cpu_count()} processors")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        remember(*sys.argv[1:])
    else:
        main()
