"""Cách tính: what is compared and how, printed from the declaration."""

import streamlit as st

from reform.declared import REASONS
from reform.indicators import declaration
from reform.intake.reading import SEVERITIES
from reform.session import say
from reform.store.queries import checks
from reform.text import escape_markdown

RULES = ("unrounded", "ties", "keys", "sums", "absent", "changes", "period", "locality")


def show_indicators():
    """Every indicator: definition, terms, unit, direction, target with its document, points of a composite."""
    st.header(say().t("method.indicators"), anchor=False)
    own = [one for one in declaration().indicators.values() if one.scheme is None]
    ordered = sorted(own, key=lambda one: one.tab or len(own))
    grid = st.grid(2, min_column_width=320, gap="small", border=True)
    for indicator in ordered:
        with grid.cell():
            name = escape_markdown(indicator.name.in_(say().lang))
            lines = [f"- {line}" for line in facts(indicator)]
            st.markdown(f"**{name}**\n\n{escape_markdown(indicator.definition.in_(say().lang))}\n\n" + "\n".join(lines))


def facts(indicator):
    """What else the declaration says of an indicator, a line each."""
    t = say().t
    if indicator.numerator:
        yield t("method.terms", numerator=terms(indicator.numerator), denominator=terms(indicator.denominator))
    for member in indicator.members:
        name = escape_markdown(declaration().indicators[member.indicator].name.in_(say().lang))
        yield t(
            "method.member",
            name=name,
            points=say().plain(member.points),
            low=say().plain(member.low),
            high=say().plain(member.high),
        )
    yield t("method.unit", unit=t(f"method.in_{indicator.unit}"), direction=t(f"method.{indicator.direction}"))
    if indicator.keys:
        yield t(
            "method.tie_keys",
            keys=", ".join(
                escape_markdown(declaration().indicators[key].name.in_(say().lang).lower()) for key in indicator.keys
            ),
        )
    if indicator.target:
        yield t(
            "method.target",
            value=say().level(indicator.target.value, indicator.unit),
            document=escape_markdown(indicator.target.document),
            date=indicator.target.date,
        )
    if indicator.stated:
        yield t("method.stated", name=measure(indicator.stated))


def terms(measures):
    """Measures that are added up, by name."""
    return " + ".join(map(measure, measures))


def measure(key):
    """A measure's name with its column of form II.06a."""
    found = declaration().measures[key]
    form = f" {found.form}" if found.form else ""
    return escape_markdown(found.name.in_(say().lang) + form)


def show_bands():
    """The bands of the reform score and the document they come from."""
    t = say().t
    st.header(t("method.bands"), anchor=False)
    bands = [
        t("method.band", name=band.name.in_(say().lang), at_least=say().plain(band.at_least))
        for band in declaration().bands
    ]
    st.markdown(" · ".join(bands))
    st.caption(escape_markdown(declaration().bands_document.in_(say().lang)))


def show_schemes():
    """The score schemes: document, date, maximum; components by part; own bands; what caps a band."""
    t = say().t
    st.header(t("method.schemes"), anchor=False)
    st.markdown(t("method.schemes_rule"))
    for scheme in declaration().schemes.values():
        about = {
            "document": escape_markdown(scheme.document),
            "date": scheme.date,
            "maximum": say().plain(scheme.maximum),
        }
        st.markdown(t("method.scheme", name=escape_markdown(scheme.name), **about))
        lines = [*components(scheme), *own_bands(scheme), *vetoes(scheme)]
        if lines:
            st.markdown("\n".join(f"- {line}" for line in lines))


def components(scheme):
    """The components part by part, each with its full marks; then those that units score themselves too."""
    t = say().t
    for part in dict.fromkeys(one.part for one in scheme.components):
        listed = ", ".join(
            t("method.component", name=component(one), maximum=say().plain(one.maximum))
            for one in scheme.components
            if one.part == part
        )
        yield t("method.components", part=t(f"scheme.{part}"), parts=listed)
    if any(one.self_scored for one in scheme.components):
        yield t("method.self_scored", parts=", ".join(component(one) for one in scheme.components if one.self_scored))


def component(one):
    """A component by its name."""
    return escape_markdown(one.name.in_(say().lang))


def own_bands(scheme):
    """The bands of a scheme that has its own."""
    if scheme.bands:
        listed = ", ".join(
            say().t("method.band", name=band.name.in_(say().lang), at_least=say().plain(band.at_least))
            for band in scheme.bands
        )
        yield say().t("method.own_bands", bands=listed)


def vetoes(scheme):
    """What caps the band of a score, each with its document."""
    for veto in scheme.vetoes:
        yield say().t(
            f"method.veto_{veto.relation}",
            measure=measure(veto.measure),
            level=say().plain(veto.level),
            band=declaration().band_name(veto.band, say().lang),
            document=escape_markdown(veto.document),
            date=veto.date,
        )


def show_rules():
    """How ranks, ties and changes are told, and why a unit may be left out."""
    t = say().t
    st.header(t("method.rules"), anchor=False)
    st.markdown("\n".join(f"- {t(f'method.rule_{rule}')}" for rule in RULES))
    st.markdown(t("method.reasons", reasons="; ".join(t(f"reason.{reason}") for reason in REASONS)))


def show_checks():
    """What a file is held against: the identities of the declaration, then each check with its severity."""
    t = say().t
    st.header(t("method.checks"), anchor=False)
    st.markdown(t("method.identities"))
    st.markdown("\n".join(f"- {identity(one)}" for one in declaration().identities.values()))
    for column, severity in zip(st.columns(len(SEVERITIES)), SEVERITIES, strict=True):
        causes = [t(f"cause.{one.name}") + threshold(one.name) for one in checks() if one.severity == severity]
        column.markdown(t(f"method.{severity}s") + "\n" + "\n".join(f"- {cause}" for cause in causes))


def identity(one):
    """An identity with the names of its measures: tổng = các thành phần."""
    sign = "=" if one.relation == "equals" else "≥"
    return f"{measure(one.total)} {sign} {terms(one.parts)}"


def threshold(check):
    """The limit a check uses, where the declaration sets one."""
    limit = declaration().checks.get(check, {}).get("limit")
    return "" if limit is None else say().t("method.limit", limit=say().plain(limit))
