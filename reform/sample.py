"""The sample locality's store: made from data/sample by the same recording that real files go through."""

import logging
import os
import shutil
from hashlib import sha256
from pathlib import Path

from reform.indicators import declaration
from reform.intake.unit_list import read_unit_list
from reform.period import DECREE_CLOSE_DAY
from reform.store import Store, open_store, queries

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
LOCALITY = "Thành phố Minh Họa"
UPLOADER = "Văn phòng (minh họa)"
log = logging.getLogger(__name__)


def open_sample(directory: Path | str | None = None) -> Store:
    """The sample store below `directory`, made on first use and whenever files, declaration or tables have changed."""
    home = (Path(directory) if directory else _home()) / _version()
    if not home.exists():
        log.info("making the sample store")
        building = home.with_name(f"{home.name}.{os.getpid()}")
        shutil.rmtree(building, ignore_errors=True)
        record_sample(open_store(building))
        _move(building, home)
    return open_store(home)


def is_sample(directory: Path | str) -> bool:
    """Whether a store's folder is one that open_sample made; its figures are invented and every export says so."""
    return Path(directory).resolve().parent == _home().resolve()


def _home() -> Path:
    return Path(os.environ.get("REFORM_SAMPLE") or SAMPLE / "store")


def record_sample(store: Store) -> None:
    """Sets the locality up and records every file of the sample, oldest first."""
    units = read_unit_list((SAMPLE / "don-vi.csv").read_bytes(), declaration()).units
    store.set_up(LOCALITY, DECREE_CLOSE_DAY, units)
    for path in _files():
        store.publish(store.draft(path.read_bytes(), path.name), ["all"], UPLOADER, "số liệu minh họa")


def _files() -> list[Path]:
    return sorted([*SAMPLE.glob("so-lieu-*.csv"), *SAMPLE.glob("diem-cchc-*.csv")], key=lambda path: path.stem[-7:])


def _version() -> str:
    content = b"".join(path.read_bytes() for path in sorted(SAMPLE.glob("*.csv")))
    made_with = declaration().version + queries.script("schema")
    return sha256(content + made_with.encode()).hexdigest()[:12]


def _move(building: Path, home: Path) -> None:
    """Two processes may make it at once: the first to finish stays."""
    try:
        os.rename(building, home)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
