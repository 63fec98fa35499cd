"""Small stores for the tests of the store: a form of one ward, what a store answers, what its files hold."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from reform.indicators import declaration
from reform.store import Changed, open_store

FACTS = Path(__file__).parent / "facts"
LOCALITY = "Thành phố Mây Ngàn"
WARD = "Phường Lúa Ngọt"
FULL = os.environ.get("REFORM_PROOF") == "full"


def row(header, figures, period="Quý III/2025", ward=WARD):
    """A file of one row: one ward, one period."""
    return f"Đơn vị;Trực thuộc;Kỳ báo cáo;{header}\n{ward};{LOCALITY};{period};{figures}\n".encode()


def form(resolved, period="Quý III/2025", ward=WARD):
    """A small form of one ward: so many resolved, all but one early or on time."""
    return row("Tổng số đã giải quyết;Trước và đúng hạn", f"{resolved};{resolved - 1}", period, ward)


def record(store, data, name="bieu.csv", accepted=("all",)):
    return publish(store, store.draft(data, name), accepted)


def publish(store, draft, accepted=("all",)):
    """Records a draft; where somebody else has recorded since, as it compares then."""
    try:
        return store.publish(draft, accepted)
    except Changed as since:
        return publish(store, since.draft, accepted)


def resolved(store, period="2025-Q3"):
    """ward → resolved dossiers, as the ranking by timeliness shows them."""
    rows = store.ask("ranking", locality=LOCALITY, period=period, by="timeliness")
    return dict(zip(rows["ward"], rows["denominator"], strict=True))


def inventory(directory):
    """Every file below a folder by its content; the lock and the mark of how it records apart: neither is of a file."""
    paths = (path for path in Path(directory).rglob("*") if path.is_file() and path.name not in ("lock", "ORDER"))
    return {str(path.relative_to(directory)): sha256(path.read_bytes()).hexdigest() for path in paths}


def truth(store):
    """What a store is made of: journal and kept files."""
    kept = inventory(store.directory)
    return {name: content for name, content in kept.items() if name.startswith(("journal", "files"))}


def all_answers(store):
    """Every query on every locality and period, as written out; all indicators and units under REFORM_PROOF=full."""
    periods = store.ask("periods")
    indicators = list(declaration().indicators) if FULL else [tab.key for tab in declaration().tabs]
    told = [store.ask(name).to_csv() for name in ("localities", "batches", "periods")]
    for place in dict.fromkeys(periods["locality"]):
        units = store.ask("units", locality=place)
        told.append(units.to_csv())
        units = units.head(None if FULL else 2)
        told += [store.ask("series", unit=ward, indicator=by).to_csv() for ward in units["ward"] for by in indicators]
        for period in periods.loc[periods["locality"] == place, "period"]:
            asked = {"locality": place, "period": period}
            told += [store.ask(name, **asked).to_csv() for name in ("summary", "sources")]
            by_indicator = ("ranking", "unranked", "headline", "sparklines")
            told += [store.ask(name, by=by, **asked).to_csv() for name in by_indicator for by in indicators]
            told += [store.ask("figures", unit_id=int(one), period=period).to_csv() for one in units["unit_id"]]
    return told


def answers(store):
    """What a small store says of its one ward, as written out."""
    asked = {"locality": LOCALITY, "period": "2025-Q3"}
    told = [store.ask(name).to_csv() for name in ("localities", "batches", "periods")]
    told += [store.ask(name, **asked).to_csv() for name in ("summary", "sources")]
    told.append(store.ask("series", unit=WARD, indicator="timeliness").to_csv())
    return [*told, store.ask("figures", unit_id=2, period="2025-Q2").to_csv()]


def newest(store):
    return max(store.directory.glob("snapshot-*.duckdb"))


def number(store):
    """The number of the current snapshot."""
    return int((store.directory / "CURRENT").read_text().split()[0])


def point_to_the_older(store):
    """As after a crash between the journal line and the pointer."""
    content = sha256((store.directory / "snapshot-000001.duckdb").read_bytes()).hexdigest()
    (store.directory / "CURRENT").write_text(f"1 {content}\n")


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


@pytest.fixture(scope="module")
def two_quarters(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("two") / "quarters")
    record(store, form(100, "Quý II/2025"), "q2.csv")
    record(store, form(200), "q3.csv")
    return store.directory


@pytest.fixture
def recorded(two_quarters, tmp_path):
    """A store with two quarters of one ward."""
    return open_store(shutil.copytree(two_quarters, tmp_path / "recorded"))
