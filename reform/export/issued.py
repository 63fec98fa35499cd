"""By which document a period's rankings are final, and the ids under which they are cited, for an export to carry."""

from typing import Any

from reform.declared import SUMMARY
from reform.indicators import Indicator
from reform.store.closing import Ask, ids_of, in_force, ranking_id


def issued(ask: Ask, locality: str, period: str, by: Indicator | None) -> dict[str, Any]:
    """What a View of a ranking, or of the summary (`by` None), is told of its period; empty where it is not closed.

    {document, document_date, corrections, ids: indicator → id, is_closed: whether every ranking shown is still the one
    of its id, which a unit renamed or a definition edited since would change without a correction}.
    """
    held = in_force(ask, locality, period)
    if held is None:
        return {}
    ids = ids_of(held)
    shown = [key for key in ([by.key] if by else SUMMARY) if key in ids]
    asked = {"locality": locality, "period": period, "group": None, "scheme": None}
    same = all(ranking_id(ask, held["position"], by=key, **asked) == ids[key] for key in shown)
    told = {key: held[key] for key in ("document", "document_date", "corrections")}
    return told | {"ids": ids, "is_closed": same}


def state_of(document: str | None, corrections: int, is_closed: bool) -> str:
    """How final a ranking is: provisional, by (its document), corrected since, or differs for a reason of its own."""
    if not document:
        return "provisional"
    return "corrected" if corrections else "by" if is_closed else "differs"
