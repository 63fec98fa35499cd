"""Drafts kept for later, each under its own key: they outlive a dropped connection and a restart.

DIR/drafts/<key>/{<sha256> …, draft.json}: the files first, then what was said; without draft.json there is none.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from reform.intake.reading import Answers
from reform.store import journal
from reform.store.draft import Draft, DraftFile, Upload

KEY = re.compile("[0-9a-f]{12}")
SAID = "draft.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptDraft:
    """A kept draft, read and checked again beside what is stored now, with all that was said about it.

    `correction` is what its grid held, None for an upload; see Store.keep_draft.
    """

    draft: Draft
    accepted: tuple[str, ...]
    uploader: str | None
    reasons: Mapping[str, str]
    kept_at: datetime
    correction: Mapping[str, Any] | None = None


class Drafts:
    """The kept drafts of one store directory."""

    def __init__(self, directory: Path):
        self.folder = directory / "drafts"

    def keep(
        self,
        draft: Draft,
        accepted: Iterable[str],
        uploader: str | None,
        reasons: Mapping[str, str],
        kept_at: datetime,
        correction: Mapping[str, Any] | None = None,
    ) -> bool:
        """Writes the files of a draft that may be kept, of others no byte; False where nothing is left. OSError."""
        files = draft.kept_files
        if not files:
            return False
        home = self.folder / draft.key
        home.mkdir(parents=True, exist_ok=True)
        self._clean()
        for file in files:
            journal.write_whole(home / file.reading.sha256, file.data)
        said = {
            "files": [_file(file) for file in files],
            "locality": draft.locality,
            "batch_ids": [file.batch_id for file in files],
            "accepted": list(accepted),
            "uploader": uploader,
            "reasons": dict(reasons),
            "kept_at": kept_at.isoformat(),
            "correction": correction,
        }
        journal.write_whole(home / SAID, json.dumps(said, ensure_ascii=False).encode())
        return True

    def _clean(self) -> None:
        """Drafts of before lay side by side, without an address; nothing asks for them any more."""
        for leftover in self.folder.iterdir():
            if leftover.is_file():
                leftover.unlink()

    def said(self, key: str) -> dict[str, Any] | None:
        """What was said of a draft; None where none is kept whole under the key."""
        if not KEY.fullmatch(key):
            return None
        try:
            said = json.loads((self.folder / key / SAID).read_bytes())
            datetime.fromisoformat(said["kept_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return said

    def uploads(self, key: str) -> list[Upload] | None:
        """Bytes, name and answers of a draft's files; None where one is lost or not the file it was."""
        found = []
        for file in self.said(key)["files"]:
            path = self.folder / key / file["sha256"]
            data = path.read_bytes() if path.is_file() else b""
            if sha256(data).hexdigest() != file["sha256"]:
                return None
            known = {field.name for field in fields(Answers)}
            said = {name: answer for name, answer in file["answers"].items() if name in known}
            found.append((data, file["name"], Answers(**said)))
        return found

    def keys(self) -> list[str]:
        """The keys of all kept drafts."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(path.name for path in found if path.is_dir() and self.said(path.name))

    def listed(self, statuses: Mapping[str, str]) -> list[dict[str, Any]]:
        """The drafts of which something is not recorded, newest first: {key, files, locality, uploader, kept_at,
        is_correction}."""
        kept = [(key, self.said(key)) for key in self.keys()]
        listed = [
            {
                "key": key,
                "files": [file["name"] for file in said["files"]],
                "locality": said["locality"],
                "uploader": said["uploader"],
                "kept_at": datetime.fromisoformat(said["kept_at"]),
                "is_correction": bool(said.get("correction")),
            }
            for key, said in kept
            if not _is_recorded(said, statuses)
        ]
        return sorted(listed, key=lambda one: one["kept_at"], reverse=True)

    def drop(self, key: str) -> None:
        """Forgets a draft: first what was said, so that no half of it is ever read. OSError."""
        home = self.folder / key
        if not KEY.fullmatch(key) or not home.is_dir():
            return
        (home / SAID).unlink(missing_ok=True)
        shutil.rmtree(home)

    def leftovers(self, statuses: Mapping[str, str]) -> list[str]:
        """The keys of the drafts of which all is recorded."""
        return [key for key in self.keys() if _is_recorded(self.said(key), statuses)]

    def forget(self, keys: Iterable[str]) -> None:
        """Drops drafts that are recorded: what the disk refuses to let go of is no reason to doubt the recording."""
        for key in keys:
            try:
                self.drop(key)
            except OSError:
                log.warning("draft kept: %s cannot be removed now", key)


def _is_recorded(said: Mapping[str, Any], statuses: Mapping[str, str]) -> bool:
    return all(statuses.get(batch) == "published" for batch in said["batch_ids"])


def _file(file: DraftFile) -> dict[str, Any]:
    return {"name": file.name, "sha256": file.reading.sha256, "answers": asdict(file.answers)}
