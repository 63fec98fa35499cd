"""Which share a percentage is by the total it is taken of: 85,83% of 1.284 received is another share than 86,23% of
the 1.278 that came in the period, though both are told as the online share."""

from dataclasses import replace

from reform.claims.figures import Figure
from reform.claims.finding import Found
from reform.claims.shares import Share
from reform.claims.stored import ON_TIME, Stored, meant
from reform.declared import Declaration, Indicator

_EARLY = ("early", "resolved_early")


def by_their_totals(one: Found, declared: Declaration, stored: Stored) -> Found:
    """The sentence with each percentage as the indicator of its part and of its total; None where there is none."""
    told = [_by_its_total(share, declared, stored) for share in one.shares]
    meant = {share.stated.start: share.stated for share in told if share.part is not None}
    figures = tuple(meant.get(each.start, each) if each.is_percent else each for each in one.read.figures)
    if any(each.measure in _EARLY for each in figures):
        told = [_alone_first(share) for share in told]
    return replace(one, shares=told, read=replace(one.read, figures=figures))


def _alone_first(share: Share) -> Share:
    """A share called "đúng hạn" alone, the early one beside it: first that of what was not early."""
    stated = share.stated
    if ON_TIME not in stated.also:
        return share
    return replace(share, stated=replace(stated, measure=ON_TIME, also=(stated.measure,)))


def _by_its_total(share: Share, declared: Declaration, stored: Stored) -> Share:
    named = declared.indicators.get(share.stated.measure or share.measure)
    if named is None or share.part is None:
        return share
    same = [each for each in declared.indicators.values() if each.numerator == named.numerator]
    if _is_mixed(named, declared) and not stored.with_value_of(share.total, named.denominator):
        return replace(share, stated=replace(share.stated, measure=None, also=()), measure=None)
    same.sort(key=lambda each: each.key != named.key)
    keys = _of_total(share.total, same, declared, stored)
    if not share.is_right:  # it may be of a total that stands elsewhere
        keys += [each.key for each in same if each.key not in keys]
    first = keys[0] if keys else None
    also = (*keys[1:], *share.stated.also)
    return replace(share, stated=replace(share.stated, measure=first, also=also), measure=first)


def _is_mixed(one: Indicator, declared: Declaration) -> bool:
    """Whether its parts are of several totals, so that the share of one of these is another: quá hạn."""
    parts = set(one.numerator)
    return len(parts) > 1 and not any(parts <= set(each.parts) for each in declared.identities.values())


def _of_total(total: Figure, same: list[Indicator], declared: Declaration, stored: Stored) -> list[str]:
    """Those of a total, the likeliest first: by its words, else by what is recorded with its value, else any."""
    of = dict.fromkeys(key for each in declared.indicators.values() if each.kind == "share" for key in each.denominator)
    worded = meant(total)
    wholes = stored.with_value_of(total, worded or of) or worded
    found = [each.key for whole in wholes for each in same if each.denominator == (whole,)]
    return found if wholes else [each.key for each in same]
