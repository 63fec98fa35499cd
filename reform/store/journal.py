"""The journal: one JSON line for everything that was ever recorded, each chained to the one before by its hash.

Files and journal are the truth; every snapshot can be made again from these two. A line is acknowledged once it is on
the disk with its folder; a torn last line was never acknowledged and is cut off before the next one is written.
"""

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FIRST = "0" * 64


class JournalBroken(RuntimeError):
    """A line of the journal is not what was written; `position` is the first one that does not fit."""

    def __init__(self, position: int):
        super().__init__(f"journal broken at entry {position}")
        self.position = position


@dataclass(frozen=True)
class Entry:
    """One recorded event; `time` is ISO 8601 with the offset of Asia/Ho_Chi_Minh."""

    position: int
    time: str
    kind: str
    data: dict
    previous: str
    hash: str


def chained(position: int, time: str, kind: str, data: dict, previous: str) -> Entry:
    """The entry with the hash over all that it says and over the entry before."""
    body = json.dumps([position, time, kind, data, previous], ensure_ascii=False, sort_keys=True)
    return Entry(position, time, kind, data, previous, sha256(body.encode()).hexdigest())


def read(path: Path) -> list[Entry]:
    """All whole entries, oldest first; raises JournalBroken where the chain does."""
    if not path.exists():
        return []
    entries: list[Entry] = []
    previous = FIRST
    for line in path.read_bytes().split(b"\n")[:-1]:
        entry = _entry(line, len(entries) + 1, previous)
        entries.append(entry)
        previous = entry.hash
    return entries


def _entry(line: bytes, position: int, previous: str) -> Entry:
    try:
        written = json.loads(line)
        entry = chained(written["position"], written["time"], written["kind"], written["data"], previous)
    except (ValueError, KeyError, TypeError) as why:
        raise JournalBroken(position) from why
    if entry.position != position or _line(entry) != line:
        raise JournalBroken(position)
    return entry


def _line(entry: Entry) -> bytes:
    """The one way to write an entry, so that no byte of a line can change unseen."""
    return json.dumps(entry.__dict__, ensure_ascii=False, sort_keys=True).encode()


def append(path: Path, entry: Entry) -> int:
    """Writes one entry behind the last whole line and returns, when it is on the disk, where it begins.

    Where it cannot be written whole the journal is as before and the OSError goes on.
    """
    line = _line(entry) + b"\n"
    with open(path, "ab", buffering=0) as file:
        begins = _cut_torn_line(path, file)
        try:
            while line:
                line = line[file.write(line) :]
            os.fsync(file.fileno())
            sync_folder(path.parent)
        except OSError:
            file.truncate(begins)
            raise
    return begins


def cut(path: Path, begins: int) -> None:
    """Takes back an entry that nobody was told of."""
    with open(path, "ab", buffering=0) as file:
        file.truncate(begins)
        os.fsync(file.fileno())


def _cut_torn_line(path: Path, file) -> int:
    whole = path.read_bytes().rfind(b"\n") + 1
    file.truncate(whole)
    return whole


def sync_folder(folder: Path) -> None:
    """Makes a new or renamed file of a folder outlive a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """The file is there with all its bytes, or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
