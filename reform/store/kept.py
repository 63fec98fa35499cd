"""The uploaded files, byte for byte under their SHA-256: with the journal all that a store is made of."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from reform.store import journal
from reform.store.faults import StoreDamaged


class KeptFiles:
    """DIR/files, and DIR/drafts as the place where a lost file's bytes may still lie."""

    def __init__(self, directory: Path):
        self.folder = directory / "files"
        self.drafts = directory / "drafts"

    def path(self, digest: str) -> Path:
        return self.folder / digest

    def keep(self, digest: str, data: bytes) -> None:
        """Writes a file unless it lies there whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.is_whole(digest):
            journal.write_whole(self.path(digest), data)

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there with the bytes that it is named after."""
        try:
            return sha256(self.path(digest).read_bytes()).hexdigest() == digest
        except FileNotFoundError:
            return False

    def read(self, digest: str) -> bytes:
        """The bytes of a file; raises StoreDamaged where they are not those that were recorded."""
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            data = None
        if data is None or sha256(data).hexdigest() != digest:
            raise StoreDamaged(f"files/{digest}")
        return data

    def bring_back(self, digest: str) -> None:
        """Writes a lost or changed file again from a draft that has its bytes; raises StoreDamaged where none has."""
        for path in _files_below(self.drafts):
            data = path.read_bytes()
            if sha256(data).hexdigest() == digest:
                self.path(digest).unlink(missing_ok=True)
                self.keep(digest, data)
                return
        raise StoreDamaged(f"files/{digest}")


def named_by(entries: Iterable[journal.Entry]) -> list[str]:
    """The SHA-256 of every file that the journal has ever recorded, each once."""
    batches = (batch for entry in entries for batch in batches_of(entry))
    return list(dict.fromkeys(batch["sha256"] for batch in batches if "sha256" in batch))


def batches_of(entry: journal.Entry) -> list[dict]:
    """The batches that an entry records or restores; one in an entry of before (`batch`), several since (`batches`)."""
    if entry.kind == "batch":
        return [entry.data]
    return entry.data["batches"] if entry.kind == "batches" else []


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
