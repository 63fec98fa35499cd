"""The uploaded files and frozen documents, byte for byte under their SHA-256: with the journal all a store is made of.

A file is on the disk before its journal line and gets its own name behind it: whatever has such a name was recorded.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reform.store import journal
from reform.store.faults import StoreDamaged

NAME = re.compile("[0-9a-f]{64}")
ARRIVING = ".arriving"


class KeptFiles:
    """DIR/files, and DIR/drafts as the place where a lost file's bytes may still lie."""

    def __init__(self, directory: Path):
        self.folder = directory / "files"
        self.drafts = directory / "drafts"

    def place(self, digest: str) -> Path:
        """Where a file lies: under its own name or, after a crash right behind its journal line, still arriving."""
        named, arriving = self._places(digest)
        return named if named.exists() else arriving

    def _places(self, digest: str) -> tuple[Path, Path]:
        return self.folder / digest, self.folder / (digest + ARRIVING)

    def keep(self, digest: str, data: bytes) -> None:
        """Writes a file that is about to be recorded, unless it lies there whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if _bytes_of(digest, self._places(digest)) is None:
            journal.write_whole(self._places(digest)[1], data)

    def settle(self, recorded: Iterable[str]) -> None:
        """Files that arrived get their own names where they are recorded, and go where they are not.

        What the disk refuses now is done with a later recording.
        """
        names = set(recorded)
        for path in self.folder.glob("*" + ARRIVING):
            with suppress(OSError):
                if path.stem in names:
                    path.replace(self.folder / path.stem)
                else:
                    path.unlink()

    def unnamed(self, recorded: Iterable[str]) -> list[str]:
        """The files that were recorded, as they have their own names, in a line that the journal no longer holds."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted({path.name for path in found if NAME.fullmatch(path.name)} - set(recorded))

    def set_aside(self, digest: str) -> None:
        """Takes its name from a file of which nobody knows whether it was recorded; its bytes stay."""
        named, _ = self._places(digest)
        named.replace(named.with_name(digest + ".leftover"))

    def read(self, digest: str) -> bytes:
        """The bytes of a file; raises StoreDamaged where they are not those that were recorded."""
        data = _bytes_of(digest, self._places(digest))
        if data is None:
            raise StoreDamaged(f"files/{digest}")
        return data

    def bring_back(self, digest: str) -> None:
        """Writes a lost or changed file again from a draft that has its bytes; raises StoreDamaged where none has."""
        named, arriving = self._places(digest)
        data = _bytes_of(digest, (arriving, *_files_below(self.drafts)))
        if data is None:
            raise StoreDamaged(f"files/{digest}")
        self.folder.mkdir(parents=True, exist_ok=True)
        journal.write_whole(named, data)


def named_by(entries: Iterable[journal.Entry]) -> list[str]:
    """The SHA-256 of every file that the journal has ever recorded, each once."""
    named = (one for entry in entries for one in (*batches_of(entry), *prints_of(entry)))
    return list(dict.fromkeys(one["sha256"] for one in named if "sha256" in one))


def batches_of(entry: journal.Entry) -> list[dict]:
    """The batches that an entry records or restores; one in an entry of before (`batch`), several since (`batches`)."""
    if entry.kind == "batch":
        return [entry.data]
    return entry.data["batches"] if entry.kind == "batches" else []


def prints_of(entry: journal.Entry) -> list[dict]:
    """The documents that an entry freezes."""
    return entry.data["prints"] if entry.kind == "printed" else []


def _bytes_of(digest: str, places: Iterable[Path]) -> bytes | None:
    """The bytes of this SHA-256 from the first place that has them; None where none has."""
    for path in places:
        with suppress(FileNotFoundError):
            data = path.read_bytes()
            if sha256(data).hexdigest() == digest:
                return data
    return None


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
