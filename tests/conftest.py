"""What several test files share: the sample and the published facts, each recorded once as real files are."""

import os
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from reform.sample import record_sample
from reform.store import open_store
from tests.counted import counted, pytest_terminal_summary
from tests.pages import empty, hostile, menu_only, of_three_units, three_units
from tests.stores import recorded, store, two_quarters

__all__ = [
    "counted",
    "empty",
    "hostile",
    "menu_only",
    "of_three_units",
    "pytest_terminal_summary",
    "recorded",
    "store",
    "three_units",
    "two_quarters",
]

FACTS = Path(__file__).parent / "facts" / "so-lieu-cong-bo.csv"


def pytest_configure():
    """`make test` tries a tenth of what `make proof` tries, the same tenth every time."""
    full = os.environ.get("REFORM_PROOF") == "full"
    hypothesis.settings.register_profile(
        "reform", max_examples=1000 if full else 50, derandomize=not full, deadline=None, database=None
    )
    hypothesis.settings.load_profile("reform")


# Long files go first: side by side, a long one at the end would keep all others waiting. No two browsers at once.
LONG = (
    *("browser", "store_crashes", "store_history", "store_together", "store_damage", "store_truth", "upload_page"),
    *("data_pages", "cli", "report", "upload_in_browser", "briefs", "recommendations", "pages", "comparing"),
)


def pytest_collection_modifyitems(items):
    """The order of files by how long they take; those not named follow as they are."""
    place = {f"test_{name}": at for at, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The store of the sample locality, recorded once for all who test side by side; tests only ask it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            part = folder.with_suffix(".part")
            record_sample(open_store(part))
            part.rename(folder)
    return open_store(folder)


@pytest.fixture(scope="session")
def published_facts(tmp_path_factory):
    """A store that holds the published facts of six units; tests only ask it."""
    store = open_store(tmp_path_factory.mktemp("facts"))
    store.publish(store.draft(FACTS.read_bytes(), FACTS.name), ["all"])
    return store
