"""How long the queries of each page take, on the sample and on a store of 3,321 units: printed by `make bench`.

    python -m tests.page_queries [DIRECTORY of a large store to make or to use again]

A page's asks are those that it makes of the sample when it opens, each once as the pages' own cache has it; they are
put to the large store with its locality, in a quarter of the same name. Times are medians in a warm process.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import streamlit as st
import streamlit.testing.v1.app_test as app_test

from reform.sample import open_sample
from reform.store import Store, open_store
from tests.large_store import QUARTERS, UNITS, large_store
from tests.pages import PAGES, MenuOnly, look
from tests.variants import LOCALITY

SAMPLE_AIM, LARGE_AIM = 60, 400  # milliseconds, all asks of a page together
TIMES = {SAMPLE_AIM: 7, LARGE_AIM: 3}


def asks_of(page: str, sample: Store) -> list[tuple[str, dict]]:
    """(query, parameters) of every ask that a page makes of the sample, in order, none twice."""
    found, ask = {}, Store.ask

    def noting(store, name, **params):
        if store.directory == sample.directory:
            found.setdefault((name, *sorted(params.items())), params)
        return ask(store, name, **params)

    reader = look()  # every reader begins at the ranking: what that asks is not the page's
    st.cache_data.clear()
    Store.ask = noting
    try:
        reader = reader.switch_page(PAGES[page]).run() if PAGES[page] else look()
    finally:
        Store.ask = ask
    assert not reader.exception
    return [(name, params) for (name, *_), params in found.items()]


def in_large(params: dict) -> dict:
    """The same parameters about the large store."""
    periods = {key: quarter_of(params[key]) for key in ("period", "against") if params.get(key)}
    place = {"locality": LOCALITY} if params.get("locality") else {}
    return params | place | periods


def quarter_of(period: str) -> str:
    """The quarter of that name in the newest year there is; what a year has stands in its last quarter."""
    year, _, quarter = period.partition("-")
    return f"{min(year, QUARTERS[-1][:4])}-{quarter if quarter in ('Q1', 'Q2', 'Q3') else 'Q4'}"


def milliseconds(store: Store, asks, times: int) -> dict[str, float]:
    """query → median of the milliseconds that its asks take together, the first time not counted."""
    taken = [{} for _ in range(times + 1)]
    for one in taken:
        for name, params in asks:
            start = time.perf_counter()
            store.ask(name, **params)
            one[name] = one.get(name, 0) + 1000 * (time.perf_counter() - start)
    return {name: statistics.median(one[name] for one in taken[1:]) for name in taken[0]}


def line(page: str, many: int, took: dict[str, float], aim: int) -> str:
    """One page on one store: its sum, and the queries that take most of it."""
    total = sum(took.values())
    slowest = sorted(took, key=took.get, reverse=True)[:3]
    told = ", ".join(f"{name} {took[name]:.0f}" for name in slowest)
    return f"{page:12}{many:>5} units {total:7.0f} ms   aim {aim} ms {'  ' if total <= aim else '! '} {told}"


def opened(directory: Path) -> Store:
    """The large store, made where it is not there; prints what its first answer takes."""
    store = open_store(directory) if directory.exists() else large_store(directory)
    start = time.perf_counter()
    store.ask("localities")
    print(f"{'opening':12}{UNITS:>5} units {1000 * (time.perf_counter() - start):7.0f} ms   once a snapshot")
    return store


def main(directory: Path) -> None:
    """Prints a line a page and store."""
    sample = open_sample()
    app_test.PagesManager = MenuOnly()
    os.environ["REFORM_STORE"] = str(directory.with_name("empty"))
    asked = {page: asks_of(page, sample) for page in PAGES}
    asked = {page: asks for page, asks in asked.items() if asks}
    for page, asks in asked.items():
        print(line(page, 10, milliseconds(sample, asks, TIMES[SAMPLE_AIM]), SAMPLE_AIM))
    large = opened(directory)
    for page, asks in asked.items():
        there = [(name, in_large(params)) for name, params in asks]
        print(line(page, UNITS, milliseconds(large, there, TIMES[LARGE_AIM]), LARGE_AIM))
    print(f"{'':12}{os.cpu_count()} processors")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "large")
