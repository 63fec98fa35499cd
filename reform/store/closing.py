"""Closing a period and citing a ranking of it: an id over its rows, under which it can be had again as it was."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd

from reform.rows import records
from reform.store.applying import utc
from reform.store.database import insert
from reform.store.faults import NotThere
from reform.store.journal import Entry
from reform.wards import comparable

Ask = Callable[..., pd.DataFrame]
ID_LENGTH = 12
FIGURES = ("value", "numerator", "denominator")


def made(
    ask: Ask, locality: str | None, period: str, document: str, day: str | date, by: str | None, declaration: str
) -> dict[str, Any]:
    """What the journal says of a closing, the ids of its rankings apart. Raises NotThere."""
    reported(ask, locality, period)
    if not (document or "").strip():
        raise NotThere("no_document", locality=locality, period=period)
    try:
        document_date = date.fromisoformat(str(day)).isoformat()
    except ValueError as why:
        raise NotThere("no_day", day=str(day)) from why
    about = {"locality": locality, "period": period, "document": document.strip(), "document_date": document_date}
    return about | {"by": by, "declaration": declaration}


def repeated(ask: Ask, data: dict[str, Any]) -> dict[str, str] | None:
    """indicator → id where the period is closed by this very document and nothing has changed since; else None.

    A document issues one set of figures: raises NotThere (same_document) where it has closed the period with others, as
    what was corrected since is issued by a document of its own.
    """
    about = {key: data[key] for key in ("locality", "period")}
    same = [row for row in records(ask("closings", **about)) if _is_of(row, data)]
    for row in same:
        corrected = row["holds"] and row["corrections"]
        if corrected or ranking_ids(ask, row["position"], **about) != ids_of(row):
            day = f"{row['document_date']:%d/%m/%Y}"
            raise NotThere("same_document", period=data["period"], document=row["document"], day=day)
    return next((ids_of(row) for row in same if row["holds"]), None)


def _is_of(closing: dict, data: dict[str, Any]) -> bool:
    """Whether a closing was by the document and date that `data` names, however its number is written."""
    same_number = comparable(closing["document"]) == comparable(data["document"])
    return same_number and str(closing["document_date"])[:10] == data["document_date"]


def in_force(ask: Ask, locality: str, period: str) -> dict | None:
    """The row of `closings` that holds for a period; None while it is not closed."""
    return next((row for row in records(ask("closings", locality=locality, period=period)) if row["holds"]), None)


def ids_of(closing: dict) -> dict[str, str]:
    """indicator → the id of its ranking, from a row of `closings`."""
    return dict(part.split("=") for part in closing["rankings"].split())


def apply(con, entry: Entry) -> None:
    """The closing and the ids of its rankings; the newest closing of a period is the one that holds."""
    data = entry.data
    closing = {key: data[key] for key in ("locality", "period", "document", "document_date", "declaration")}
    about = {"closed_at": utc(entry.time), "position": entry.position, "who": data.get("by")}
    insert(con, "closing", [closing | about])
    ids = [{"ranking_id": one, "position": entry.position, "indicator": by} for by, one in data["rankings"].items()]
    insert(con, "closed_ranking", ids)


def ranking_id(ask: Ask, position: int, **asked: Any) -> str:
    """The first 12 hex digits of the SHA-256 over the rows of a ranking and the journal position of its closing.

    `asked` are locality, period and by, for the whole locality. A row is rank, ward, scheme and its figures, each
    written out exactly.
    """
    rows = [
        [int(row["rank"]), row["ward"], row["scheme"], *(_exactly(row[key]) for key in FIGURES)]
        for row in records(ask("ranking", **asked))
    ]
    written = json.dumps([asked["locality"], asked["period"], asked["by"], position, rows], ensure_ascii=False)
    return sha256(written.encode()).hexdigest()[:ID_LENGTH]


def _exactly(figure: float | None) -> str | None:
    """The shortest text that reads back as the same number."""
    return None if figure is None else repr(float(figure))


def ranking_ids(ask: Ask, position: int, locality: str, period: str) -> dict[str, str]:
    """indicator → id for every ranking of the period that ranks anyone."""
    found = reported(ask, locality, period)
    about = {"locality": locality, "period": period}
    return {by: ranking_id(ask, position, by=by, **about) for by in found["indicators"].split()}


def reported(ask: Ask, locality: str | None, period: str) -> dict:
    """The row of `periods`; raises NotThere where the store knows no such place, or no report of it for the period."""
    if locality not in {row["locality"] for row in records(ask("localities"))}:
        raise NotThere("unknown_locality", locality=locality)
    for row in records(ask("periods", locality=locality)):
        if row["period"] == period:
            return row
    raise NotThere("no_figures", locality=locality, period=period)


def cite(ask: Ask, wanted: str, declaration: str) -> dict | None:
    """A ranking as it stood at its closing, whose files it came from, and what has been recorded since.

    `declaration` is the version the store computes with now: `same_method` says whether it is the closing's own, and
    `same_rows` whether the rows still have the id. None where no ranking has the id.
    """
    found = records(ask("closed_rankings", ranking_id=wanted))
    if not found:
        return None
    closing = found[0]
    about, position = {key: closing[key] for key in ("locality", "period")}, closing["position"]
    ranking = about | {"by": closing["indicator"]}

    def then(name: str, **asked: Any) -> pd.DataFrame:
        return ask(name, as_of=position, **asked)

    return {
        "id": wanted,
        **ranking,
        **{key: closing[key] for key in ("document", "document_date", "closed_at", "declaration", "holds")},
        "rows": records(then("ranking", **ranking)),
        "unranked": records(then("unranked", **ranking)),
        "files": [
            {key: row[key] for key in ("file_name", "sha256", "batch_id")} for row in records(then("sources", **about))
        ],
        "same_method": closing["declaration"] == declaration,
        "same_rows": ranking_id(then, position, **ranking) == wanted,
        "corrections": records(ask("corrections_since", position=position, **about)),
    }
