"""What readers change in briefs and have not printed yet, kept so that it outlives a dropped connection: no facts.

DIR/drafts/briefs/<key>.json, one of each unit and span; the newest stay. Nobody who records waits for it.
"""

import json
import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import filelock

from reform.store import journal
from reform.store.faults import StoreBusy, StoreUnwritable

KEPT = 1000  # of so many units and spans; the oldest go
LARGEST = 200_000  # bytes of one
PATIENCE = 1  # seconds that a page waits for another one
KEY_LENGTH = 12
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """What is kept of one brief: what was said, in JSON's own kinds; by whom, where they said so; when."""

    said: Mapping[str, Any]
    who: str | None
    kept_at: datetime


class Preparations:
    """The unprinted briefs of one store directory. What they are about: (locality, unit_id, first and last period)."""

    def __init__(self, directory: Path):
        self.folder = directory / "drafts" / "briefs"

    def of(self, *about: Any) -> Prepared | None:
        """What is kept of a brief; None where nothing is, or nothing that can be read."""
        try:
            found = json.loads(self._path(about).read_bytes())
            return Prepared(dict(found["said"]), found["who"], datetime.fromisoformat(found["kept_at"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as why:
            log.warning("brief prepared: %s cannot be read: %s", self._path(about).name, why)
            return None

    def keep(
        self, about: tuple, said: Mapping[str, Any], who: str | None, known: datetime | None
    ) -> tuple[Prepared, bool]:
        """(what is kept now, whether it is what was said): what somebody else kept since `known` is not overwritten.

        Raises StoreBusy, StoreUnwritable, and ValueError for more than anybody types.
        """
        now = Prepared(said, who, datetime.now(ZONE))
        written = {"said": said, "who": who, "kept_at": now.kept_at.isoformat(), "about": about}
        data = json.dumps(written, ensure_ascii=False).encode()
        if len(data) > LARGEST:
            raise ValueError(len(data))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._alone():
                held = self.of(*about)
                if held is not None and held.kept_at != known:
                    return held, False
                journal.write_whole(self._path(about), data)
                self._forget_oldest()
        except filelock.Timeout as why:
            raise StoreBusy from why
        except OSError as why:
            raise StoreUnwritable from why
        return now, True

    def drop(self, known: datetime | None, *about: Any) -> None:
        """Forgets what was kept of a brief at `known`: it was printed, or begun anew. What the disk keeps, it keeps."""
        if self.of(*about) is None:
            return
        try:
            with self._alone():
                held = self.of(*about)
                if held is not None and held.kept_at == known:
                    self._path(about).unlink(missing_ok=True)
        except (filelock.Timeout, OSError) as why:
            log.warning("brief prepared: %s stays: %s", self._path(about).name, why)

    def _alone(self) -> AbstractContextManager:
        """While no other process keeps or drops one."""
        return filelock.FileLock(self.folder / "lock").acquire(timeout=PATIENCE)

    def _path(self, about: tuple) -> Path:
        written = json.dumps(about, ensure_ascii=False)
        return self.folder / f"{sha256(written.encode()).hexdigest()[:KEY_LENGTH]}.json"

    def _forget_oldest(self) -> None:
        """What is written is written, whatever becomes of these."""
        since = {}
        for path in self.folder.glob("*.json"):
            with suppress(OSError):
                since[path] = path.stat().st_mtime
        for path in sorted(since, key=since.get, reverse=True)[KEPT:]:
            log.warning("brief prepared: %s goes, one of more than %s", path.name, KEPT)
            with suppress(OSError):
                path.unlink()
