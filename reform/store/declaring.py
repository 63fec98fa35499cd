"""The declaration as rows: what data/indicators.toml says, table by table of queries/declared.sql, for SQL to join."""

from collections.abc import Mapping

from reform.declared import REASONS
from reform.indicators import Declaration, Identity
from reform.wards import comparable

Tables = dict[str, list[dict]]


def tables(declaration: Declaration) -> Tables:
    """The rows of every declared table."""
    return {
        "measure": [
            {"measure": m.key, "kind": m.kind, "family": m.family, "merged": m.is_merged, "position": position}
            for position, m in enumerate(declaration.measures.values(), 1)
        ],
        **_identity_tables(declaration.identities),
        **_indicator_tables(declaration),
        "band": _band_rows(declaration),
        **_scheme_tables(declaration),
        "reason": [{"reason": reason, "position": position} for position, reason in enumerate(REASONS, 1)],
    }


def _identity_tables(identities: Mapping[str, Identity]) -> Tables:
    return {
        "identity": [
            {"identity": i.key, "total": i.total, "relation": i.relation, "size": len(i.parts)}
            for i in identities.values()
        ],
        "identity_part": [{"identity": i.key, "part": part} for i in identities.values() for part in i.parts],
        "expansion": expansions(identities),
        "identity_implied": _implied(identities),
    }


def _indicator_tables(declaration: Declaration) -> Tables:
    indicators = declaration.indicators.values()
    return {
        "indicator": [_indicator_row(i, position) for position, i in enumerate(indicators, 1)],
        "indicator_term": [
            {"indicator": i.key, "side": side, "measure": term}
            for i in indicators
            for side, terms in (("numerator", i.numerator), ("denominator", i.denominator))
            for term in terms
        ],
        "indicator_key": [
            {"indicator": i.key, "position": position, "key": key}
            for i in indicators
            for position, key in enumerate(i.keys, 1)
        ],
        "index_member": [
            {"indicator": i.key, "position": p, "member": m.indicator, "points": m.points, "low": m.low, "high": m.high}
            for i in indicators
            for p, m in enumerate(i.members, 1)
        ],
    }


def _indicator_row(indicator, position: int) -> dict:
    return {
        "indicator": indicator.key,
        "kind": indicator.kind,
        "sign": indicator.sign,
        "stated": indicator.stated,
        "when_empty": indicator.when_empty,
        "numerators": len(indicator.numerator),
        "denominators": len(indicator.denominator),
        "position": position,
        "scheme": indicator.scheme,
        "maximum": indicator.maximum,
    }


def _band_rows(declaration: Declaration) -> list[dict]:
    """The common bands under the scheme '', then those of each scheme that has its own."""
    found = {"": declaration.bands} | {scheme.key: scheme.bands for scheme in declaration.schemes.values()}
    return [
        {"scheme": scheme, "band": band.key, "at_least": band.at_least, "below": below}
        for scheme, bands in found.items()
        for band, below in zip(bands, [None, *(band.at_least for band in bands)], strict=False)
    ]


def _scheme_tables(declaration: Declaration) -> Tables:
    """The names and parts of every score scheme and what caps its bands."""
    schemes = declaration.schemes.values()
    parts = [(scheme, position, one) for scheme in schemes for position, one in enumerate(scheme.components, 1)]
    return {
        "scheme_name": [
            {"scheme": s.key, "name": comparable(name), "maximum": s.maximum}
            for s in schemes
            for name in (s.name, *s.also)
        ],
        "scheme_component": [
            {
                "scheme": scheme.key,
                "position": position,
                "component": one.key,
                "indicator": scheme.indicator(one),
                "measure": one.measure,
                "part": one.part,
                "sign": one.sign,
                "domain": one.domain,
                "maximum": one.maximum,
            }
            for scheme, position, one in parts
        ],
        "scheme_measure": [
            {"scheme": scheme.key, "measure": measure, "maximum": one.maximum}
            for scheme, _, one in parts
            for measure in (one.measure, *([one.self_measure] if one.self_scored else []))
        ],
        "veto": [
            {"scheme": scheme.key, "position": position}
            | {key: getattr(veto, key) for key in ("measure", "relation", "level", "band")}
            for scheme in schemes
            for position, veto in enumerate(scheme.vetoes, 1)
        ],
    }


def expansions(identities: Mapping[str, Identity]) -> list[dict]:
    """Every way to compute a total: its own identities first, then with totals among the parts taken apart."""
    found = []
    for total in dict.fromkeys(i.total for i in identities.values() if i.relation == "equals"):
        for number, parts in enumerate(_ways(total, identities), 1):
            found += [{"measure": total, "expansion": number, "size": len(parts), "part": part} for part in parts]
    return found


def _ways(total: str, identities: Mapping[str, Identity]) -> list[tuple[str, ...]]:
    """The part lists that add up to a total, each measure once, the fewest steps first."""
    ways = [i.parts for i in identities.values() if i.total == total and i.relation == "equals"]
    for way in ways:
        for part in way:
            for inner in _direct(part, identities):
                opened = (*(p for p in way if p != part), *inner)
                if sorted(opened) not in map(sorted, ways):
                    ways.append(opened)
    return ways


def _implied(identities: Mapping[str, Identity]) -> list[dict]:
    """Identities that another one repeats: (3) = new + (6) is (3) = (4) + (5) + (6) where new is taken apart."""
    found = []
    for one in identities.values():
        for other in identities.values():
            opened = [{*one.parts} - {part} | {*inner} for part in one.parts for inner in _direct(part, identities)]
            if one.total == other.total and {*other.parts} in opened:
                found.append({"identity": one.key, "implied_by": other.key})
    return found


def _direct(total: str, identities: Mapping[str, Identity]) -> list[tuple[str, ...]]:
    return [i.parts for i in identities.values() if i.total == total and i.relation == "equals"]
