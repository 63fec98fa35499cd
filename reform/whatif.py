"""What if a composite's weights or its levels of full marks were others: what is asked → a declaration to ask with.

The same queries compute both rankings, so that the weights in force give exactly the ranking in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from reform.declared import Declaration, Indicator, Member, Preset, PresetPart
from reform.solidity import agreement

MOST = 1000  # points or percent that are taken for meant
DECIMALS = 4


@dataclass(frozen=True)
class Fault:
    """Something asked for that cannot be: a code of [whatif.fault] and its facts."""

    code: str
    facts: dict[str, str]


@dataclass(frozen=True)
class Asked:
    """Weights and levels of full marks by indicator, or a preset of both; with `faults` nothing is computed."""

    members: tuple[Member, ...]
    preset: Preset | None
    faults: tuple[Fault, ...]


def split(text: str | None) -> dict[str, str]:
    """What an address says, online:40,timeliness:60, by indicator; the numbers as they are written."""
    parts = [part.partition(":") for part in (text or "").split(",") if part.strip()]
    return {key.strip(): number.strip() for key, _, number in parts}


def joined(numbers: Mapping[str, object]) -> str:
    """The same the other way round; a comma a reader typed is a decimal one."""
    return ",".join(f"{key}:{str(number).replace(',', '.').strip()}" for key, number in numbers.items())


def asked(
    declared: Declaration,
    by: Indicator,
    weights: Mapping[str, object] | None = None,
    targets: Mapping[str, object] | None = None,
    preset: str | None = None,
) -> Asked:
    """What is asked of a composite. `weights` are all of them, those in force where there are none; `targets` the
    levels of full marks that are other than in force. A preset is both, and what stands beside it is not looked at."""
    if preset:
        known = declared.presets.get(preset)
        if known is None:
            return Asked((), None, (Fault("unknown_preset", {"value": preset}),))
        return Asked(tuple(Member(p.indicator, p.points, p.low, p.high) for p in measured(known)), known, ())
    faults: list[Fault] = []
    points = _numbers(declared, weights or {}, "weight", faults)
    levels = _numbers(declared, targets or {}, "target", faults)
    if not weights:
        points = {member.indicator: member.points for member in by.members}
    members = _members(by, points, levels)
    faults += [Fault("level", {"key": m.indicator, "low": m.low}) for m in members if not m.low < m.high <= 100]
    if not members and not faults:
        faults.append(Fault("nothing_left", {}))
    return Asked(members, None, tuple(faults))


def measured(preset: Preset) -> tuple[PresetPart, ...]:
    """The parts of a preset that an indicator stands for."""
    return tuple(part for part in preset.parts if part.indicator)


def _numbers(declared: Declaration, said: Mapping[str, object], what: str, faults: list[Fault]) -> dict[str, Decimal]:
    found = {}
    for key, written in said.items():
        about = {"key": key, "value": str(written)}
        indicator = declared.indicators.get(key)
        number = _number(written)
        if indicator is None or not indicator.can_be_weighed:
            faults.append(Fault("unknown_indicator", about))
        elif number is None:
            faults.append(Fault(f"{what}_no_number", about))
        elif not 0 <= number <= MOST or number != round(number, DECIMALS):
            faults.append(Fault(f"{what}_outside", about | {"most": MOST}))
        else:
            found[key] = number
    return found


def _number(written: object) -> Decimal | None:
    if isinstance(written, bool):
        return None
    try:
        number = Decimal(str(written).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _members(by: Indicator, points: Mapping, levels: Mapping) -> tuple[Member, ...]:
    """Those with points, in the order in force and then as asked; a new one earns from 0 to 100 %."""
    own = {member.indicator: member for member in by.members}
    order = [key for key in dict.fromkeys((*own, *points)) if points.get(key)]
    return tuple(_member(own.get(key, Member(key, 0, 0, 100)), points[key], levels) for key in order)


def _member(own: Member, points, levels: Mapping) -> Member:
    return Member(own.indicator, points, own.low, levels.get(own.indicator, own.high))


def supposed(declared: Declaration, by: Indicator, members: tuple[Member, ...]) -> Declaration:
    """The declaration in which a composite has these members; its version is its own."""
    digest = sha256(repr([(m.indicator, str(m.points), str(m.low), str(m.high)) for m in members]).encode()).hexdigest()
    indicators = dict(declared.indicators) | {by.key: replace(by, members=members)}
    return replace(declared, indicators=indicators, version=f"{declared.version}+{digest[:12]}")


def in_force(by: Indicator, members: tuple[Member, ...]) -> bool:
    """Whether members are those in force."""
    return [(m.indicator, m.points, m.low, m.high) for m in members] == [
        (m.indicator, m.points, m.low, m.high) for m in by.members
    ]


@dataclass(frozen=True)
class Outcome:
    """Both rankings side by side, ordered by the supposed one: rows {unit_id, ward, bare_name, rank, value,
    supposed_rank, supposed_value, moved}, None where a ranking does not hold the unit; `tau` their agreement.

    `live` are the indicators that any unit reports in the period, `points` what these are worth together and `total`
    what was asked for; of a preset the supposed values are out of `points`, else out of 100.
    """

    rows: list[dict]
    tau: float | None
    live: tuple[str, ...]
    points: float
    total: float
    scale: float


def outcome(official: list[dict], other: list[dict], wanted: Asked) -> Outcome:
    """The Outcome of the records of `ranking` as it is and as it would be."""
    live = tuple((other[0]["scheme"] or "").split()) if other else ()
    points = float(sum(member.points for member in wanted.members if member.indicator in live))
    total = float(sum(part.points for part in (wanted.preset.parts if wanted.preset else wanted.members)))
    before = {row["unit_id"]: row for row in official}
    scale = points if wanted.preset else 100
    rows = [_row(before.pop(row["unit_id"], None), row, scale) for row in other]
    rows += [_row(row, None, scale) for row in before.values()]
    both = [row for row in rows if row["moved"] is not None]
    tau = agreement([row["rank"] for row in both], [row["supposed_rank"] for row in both]) if both else None
    return Outcome(rows, tau, live, points, total, scale)


def _row(now: dict | None, then: dict | None, scale: float) -> dict:
    row = {key: (now or then)[key] for key in ("unit_id", "ward", "bare_name")}
    row |= {"rank": now and now["rank"], "value": now and now["value"]}
    row |= {"supposed_rank": then and then["rank"], "supposed_value": then and then["value"] * scale / 100}
    return row | {"moved": now["rank"] - then["rank"] if now and then else None}
