"""What is changed in a brief and not printed yet: kept per unit and span, never over what somebody else has kept."""

import os

import pytest
from filelock import FileLock

from reform.store import StoreBusy, StoreUnwritable, preparations
from reform.store.preparations import Preparations

ABOUT = ("Thành phố Mây Ngàn", 2, "2025-Q3", "2025-Q3")
SAID = {"dropped": ["a"], "added": ["#eval(1) {{x}} \x00"], "note": "Mang theo\nsổ", "taken": {}, "visit": {}}


@pytest.fixture
def kept(tmp_path):
    return Preparations(tmp_path / "store")


def test_what_was_said_is_found_again_under_its_unit_and_span(kept):
    assert kept.of(*ABOUT) is None
    now, is_ours = kept.keep(ABOUT, SAID, "A", None)
    assert is_ours and kept.of(*ABOUT) == now and now.said == SAID and now.who == "A"
    assert kept.of(*ABOUT[:3], "2025-Q4") is kept.of(ABOUT[0], 3, *ABOUT[2:]) is None


def test_nobody_writes_over_or_drops_what_somebody_else_has_kept_since(kept):
    first, _ = kept.keep(ABOUT, SAID, "A", None)
    assert kept.keep(ABOUT, SAID | {"note": "B"}, "B", None) == (first, False)
    second, is_ours = kept.keep(ABOUT, SAID | {"note": "B"}, "B", first.kept_at)
    assert is_ours
    kept.drop(first.kept_at, *ABOUT)
    assert kept.of(*ABOUT) == second
    kept.drop(second.kept_at, *ABOUT)
    assert kept.of(*ABOUT) is None and kept.keep(ABOUT, SAID, "C", second.kept_at)[1], "what is gone bars nobody"


def test_nothing_is_dropped_while_another_process_keeps(kept, monkeypatch):
    monkeypatch.setattr(preparations, "PATIENCE", 0.05)
    first, _ = kept.keep(ABOUT, SAID, "A", None)
    with FileLock(kept.folder / "lock"):
        kept.drop(first.kept_at, *ABOUT)
        with pytest.raises(StoreBusy):
            kept.keep(ABOUT, SAID, "A", first.kept_at)
    assert kept.of(*ABOUT) == first


def test_the_newest_stay_and_none_is_larger_than_anybody_types(kept, monkeypatch):
    monkeypatch.setattr(preparations, "KEPT", 3)
    kept.folder.mkdir(parents=True)
    (kept.folder / "gone.json").symlink_to("dropped by another process in between")
    abouts = [(ABOUT[0], unit, *ABOUT[2:]) for unit in range(6)]
    for day, about in enumerate(abouts):
        _, is_ours = kept.keep(about, SAID, None, None)
        assert is_ours
        os.utime(kept._path(about), (day, day))
    assert [unit for unit, about in enumerate(abouts) if kept.of(*about)] == [3, 4, 5]
    with pytest.raises(ValueError):
        kept.keep(ABOUT, SAID | {"note": "x" * preparations.LARGEST}, None, None)


def test_one_that_is_damaged_is_none_and_a_full_disk_says_so(kept, monkeypatch):
    kept.keep(ABOUT, SAID, None, None)
    (path,) = kept.folder.glob("*.json")
    for damaged in (b"", b"[]", b"{\"said\": 1}"):
        path.write_bytes(damaged)
        assert kept.of(*ABOUT) is None
    full = OSError(28, "No space left on device")
    monkeypatch.setattr("os.fsync", lambda *_: (_ for _ in ()).throw(full))
    with pytest.raises(StoreUnwritable):
        kept.keep(ABOUT, SAID, None, None)
