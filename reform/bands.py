"""How good a value is: its target, the band of a score, the veto that lowered it; facts of the queries → text."""

from collections.abc import Mapping

from reform.indicators import Band, Indicator, declaration
from reform.text import Words, difference


def reaches(indicator: Indicator, value: float, level: float | None = None) -> bool:
    """Whether a value is at least as good as a level, by default the indicator's target; just reached is reached."""
    return difference(value, indicator.target.value if level is None else level) * indicator.sign >= 0


def band_words(say: Words, row: Mapping) -> str | None:
    """Tốt; or where a veto lowered it: Tốt (hạ từ Xuất sắc)."""
    band = declaration().band_name(row.get("band"), say.lang)
    if not lowered(row):
        return band
    return say.t("scheme.lowered", band=band, earned=declaration().band_name(row["earned_band"], say.lang))


def lowered(row: Mapping) -> bool:
    """Whether a veto stands between the band that the points earn and the band of the score."""
    return row.get("veto") is not None


def veto_words(say: Words, row: Mapping) -> str | None:
    """Hạ từ Xuất sắc xuống Tốt vì “Văn bản phê bình” là 2, trên mức 0 (QĐ 1, ngày 01/01/2026); None without a veto."""
    if not lowered(row):
        return None
    declared = declaration()
    veto = declared.schemes[scheme_of(row)].vetoes[int(row["veto"]) - 1]
    return say.t(
        f"scheme.veto_{veto.relation}",
        band=declared.band_name(row["band"], say.lang),
        earned=declared.band_name(row["earned_band"], say.lang),
        measure=declared.measures[veto.measure].name.in_(say.lang),
        value=say.plain(row["veto_value"]),
        level=say.plain(veto.level),
        document=veto.document,
        date=veto.date,
    )


def veto_lines(say: Words, rows: list[dict]) -> list[str]:
    """One sentence for every unit whose band a veto lowered, in the order of the rows."""
    return [say.t("scheme.veto_of", ward=row["ward"], why=veto_words(say, row)) for row in rows if lowered(row)]


def scheme_of(row: Mapping) -> str | None:
    """The score scheme of a row of `ranking` or `summary`."""
    return row.get("scheme") or row.get("score_scheme")


def bands_document(say: Words, rows: list[dict]) -> str:
    """Xếp loại theo …: where the bands of rows come from: their scheme's document, else that of the common ones."""
    scheme = declaration().schemes.get(next((name for row in rows if (name := scheme_of(row))), None))
    if scheme is None or not scheme.bands:
        return say.t("scheme.bands_document", document=declaration().bands_document.in_(say.lang))
    return say.t("scheme.bands_document", document=", ".join(filter(None, (scheme.document, scheme.date))))


def bands_of(rows: list[dict]) -> tuple[Band, ...]:
    """The bands that rows are placed in: those of their scheme, else the common ones."""
    return declaration().bands_of(next((scheme for row in rows if (scheme := scheme_of(row))), None))
