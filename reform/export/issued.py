"""By which document a period's rankings are final, and the ids under which they are cited, for an export to carry."""

from typing import Any

import pandas as pd

from reform.rows import records


def issued(periods: pd.DataFrame, rankings: pd.DataFrame, period: str) -> dict[str, Any]:
    """What a View is told of its period: `document`, `document_date`, `corrections` and `ids` (indicator → id).

    `periods` are the rows of the query `periods` of one locality, `rankings` those of `closed_rankings` of the
    period; of these only the closing that holds counts. Empty for a period that is not closed.
    """
    row = next((row for row in records(periods) if row["period"] == period and row["document"]), None)
    if row is None:
        return {}
    return {
        "document": row["document"],
        "document_date": row["document_date"],
        "corrections": row["corrections"],
        "ids": {one["indicator"]: one["ranking_id"] for one in records(rankings) if one["holds"]},
    }
