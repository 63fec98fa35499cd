"""Documents as they were handed out: frozen under the hash of their content, with what their figures knew."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reform.rows import records
from reform.store.applying import utc
from reform.store.database import insert
from reform.store.faults import NotThere, StoreDamaged
from reform.store.journal import Entry
from reform.store.kept import KeptFiles

if TYPE_CHECKING:
    from reform.store.store import Store

KINDS = ("brief", "request", "minutes", "report")
ID_LENGTH = 12
MOMENT = "made_at"  # of a document: alone in this two prints that say the same differ


def fresh(
    store: "Store", files: KeptFiles, made: Iterable[tuple[Mapping, Mapping]]
) -> tuple[list[str], list[dict[str, Any]]]:
    """(the id of each document, what the journal says of those that are new), these kept among the files.

    See Store.keep_prints for what is made. Raises ValueError for another kind, and for what is no JSON.
    """
    held, position = records(store.ask("prints")), store.position
    rankings = cache(store.ranking_ids)  # a hundred briefs are of one period
    ids, new = [], {}
    for document, about in made:
        if about["kind"] not in KINDS:
            raise ValueError(about["kind"])
        content = _known(files, held, document, about)
        if content is None:
            data = written(document)
            content = sha256(data).hexdigest()
            if content in {row["sha256"] for row in held}:  # of another place, told by the first alone
                ids.append(content[:ID_LENGTH])
                continue
            shown = _shown(document, about["kind"])
            new[content] = _entry(store.declaration.version, position, rankings, content, about) | shown
            held.append(_line(new[content]))
            files.keep(content, data)
        ids.append(content[:ID_LENGTH])
    return ids, list(new.values())


def _known(files: KeptFiles, held: Iterable[Mapping], document: Mapping, about: Mapping) -> str | None:
    """The SHA-256 of a print that says the same about the same, but for the moment it was made at; None without any."""
    place = _place(about | {"to_period": about.get("to") or about["period"]})
    for row in held:
        if _place(row) != place:
            continue
        with suppress(StoreDamaged, ValueError):
            before = json.loads(files.read(row["sha256"]))
            if before | {MOMENT: None} == json.loads(written(document)) | {MOMENT: None}:
                return row["sha256"]
    return None


def _place(row: Mapping) -> tuple:
    """What a print is about."""
    unit_id = row.get("unit_id")
    return (row["kind"], row["locality"], unit_id and int(unit_id), row["period"], row["to_period"])


def _line(entry: Mapping) -> dict[str, Any]:
    """What the journal says of a print as the query `prints` does."""
    return entry | {"to_period": entry["to"]}


def written(document: Mapping) -> bytes:
    """A document as it is kept: its JSON, in the order it was made in, so that it renders again the same."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _entry(declaration: str, position: int, rankings: Callable, content: str, about: Mapping) -> dict[str, Any]:
    unit_id, as_of = about.get("unit_id"), about.get("as_of")
    return {key: about[key] for key in ("kind", "locality", "period")} | {
        "id": content[:ID_LENGTH],
        "unit_id": None if unit_id is None else int(unit_id),
        "to": about.get("to") or about["period"],
        "sha256": content,
        "as_of": position if as_of is None else int(as_of),
        "declaration": declaration,
        "rankings": _closed_rankings(rankings, about),
    }


def _shown(document: Mapping, kind: str) -> dict[str, Any]:
    """What a document says under its own kind of the figures in it: the period of its scores and its group.

    By these one asks what was corrected since, beside its own periods.
    """
    said = document.get(kind) or {}
    return {"score_period": said.get("score_period"), "group_name": said.get("group")}


def _closed_rankings(rankings: Callable, about: Mapping) -> str:
    """2025-Q3/online=1a2b3c4d5e6f …: the rankings that may be cited of a print's first and last period."""
    periods = dict.fromkeys((about["period"], about.get("to") or about["period"]))
    found = ((key, rankings(about["locality"], key)) for key in periods)
    return " ".join(f"{key}/{by}={one}" for key, ids in found for by, one in ids.items())


def read(store: "Store", files: KeptFiles, print_id: str) -> dict[str, Any]:
    """A frozen document. Raises NotThere (unknown_print), StoreDamaged."""
    found = records(store.ask("prints", print_id=print_id)) if print_id else []
    if not found:
        raise NotThere("unknown_print", id=print_id)
    return json.loads(files.read(found[0]["sha256"]))


def apply(con, entry: Entry) -> None:
    """The prints of an entry; their content lies in files/."""
    kept = ("kind", "locality", "unit_id", "period", "sha256", "as_of", "declaration", "rankings")
    later = ("score_period", "group_name")  # journals of before lack them
    about = {"position": entry.position, "made_at": utc(entry.time), "who": entry.data["by"]}
    found = [
        about
        | {"print_id": one["id"], "place": place, "to_period": one["to"]}
        | {key: one[key] for key in kept}
        | {key: one.get(key) for key in later}
        for place, one in enumerate(entry.data["prints"], 1)
    ]
    insert(con, "printed", found)
