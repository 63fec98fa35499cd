"""The files of a site visit: names that every system takes, and the briefs of many units in one archive."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from reform.documents.pdf import pdf
from reform.text import ZONE
from reform.wards import fold

KINDS = {"brief": "phieu-giam-sat", "request": "de-cuong-bao-cao", "minutes": "bien-ban-lam-viec",
         "report": "bao-cao"}  # fmt: skip
LONGEST = 60  # letters of a unit's name


def file_name(kind: str, unit: Mapping, span: Iterable[str], ending: str) -> str:
    """phieu-giam-sat-003-phuong-lua-ngot-2026-Q3.pdf: no letter that a system takes for something else.

    `unit`: {"unit_id", "ward"}; two units never have one name. `span`: the first and the last period.
    """
    name = re.sub(r"[^a-z0-9]+", "-", fold(unit["ward"])).strip("-")[:LONGEST] or "don-vi"
    return f"{KINDS[kind]}-{unit['unit_id']:03d}-{name}-{'_'.join(dict.fromkeys(span))}.{ending}"


def archived(
    into: BinaryIO, made: Iterable[tuple[Mapping, dict]], span: Iterable[str], made_at: datetime
) -> Iterator[tuple[Mapping, dict]]:
    """Writes the PDF of each (unit, brief) into a ZIP, one after the other, and hands each on when it is in.

    Never more than a few briefs are in memory. The same briefs of the same moment are the same bytes.
    """
    span, day = list(span), made_at.astimezone(ZONE).timetuple()[:6]
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit, document in made:
            entry = zipfile.ZipInfo(file_name("brief", unit, span, "pdf"), day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, pdf(document))
            yield unit, document
