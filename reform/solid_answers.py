"""What `solidity` and `whatif` answer on the command line: JSON for programs, a contract, and lines for a person."""

from typing import Any

from reform.answers import plain
from reform.certainty import Certainty
from reform.printed import lines
from reform.text import Words, distinguishing_decimals
from reform.whatif import Asked, Outcome


def certainty(found: Certainty) -> dict[str, Any]:
    """How solid a ranking is: of each unit interval and brackets where it is a share, its range of ranks, how often it
    is first and last (0 to 1); which units no bracket tells apart; the ranks without each member."""
    return {
        "seed": found.seed,
        "draws": found.draws,
        "units": [_certain(unit) for unit in found.units],
        "groups": [{"letter": letter, "units": [one["unit_id"] for one in units]} for letter, units in found.groups],
        "without": [
            {
                "member": one["indicator"],
                "tau": one["tau"],
                "ranks": {str(unit["unit_id"]): rank for unit, rank in zip(found.units, one["ranks"], strict=True)},
            }
            for one in found.without
        ],
        "full_marks": [plain(one) for one in found.full],
    }


def _certain(unit: dict) -> dict[str, Any]:
    keys = ("unit_id", "ward", "rank", "value", "numerator", "denominator", "letters")
    shown = {key: plain(unit[key]) for key in keys if key in unit}
    if "letters" in unit:
        shown["interval"] = [unit["interval_low"], unit["interval_high"]]
    return shown | {"range": [unit["low"], unit["high"]], "first": unit["first"], "last": unit["last"]}


def trial(found: Outcome, wanted: Asked) -> dict[str, Any]:
    """A ranking by other weights beside the one in force, said to be unofficial; what is missing, by its name."""
    unmeasured = [part for part in wanted.preset.parts if not part.indicator] if wanted.preset else []
    missing = [{"name": {"vi": part.name.vi, "en": part.name.en}, "points": part.points} for part in unmeasured]
    return {
        "official": False,
        "preset": wanted.preset and wanted.preset.key,
        "weights": {member.indicator: plain(member.points) for member in wanted.members},
        "targets": {member.indicator: plain(member.high) for member in wanted.members},
        "live": list(found.live),
        "unmeasured": missing,
        "points": found.points,
        "total": found.total,
        "scale": found.scale,
        "tau": found.tau,
        "rows": [plain(row) for row in found.rows],
    }


def certainty_lines(say: Words, found: Certainty, told: list[str]) -> list[str]:
    """The sentences, then a line a unit: its interval and brackets, its range of ranks, how often first and last."""
    has_intervals = any("letters" in unit for unit in found.units)
    interval = [say.t("solidity.interval"), say.t("solidity.letters")] if has_intervals else []
    drawn = [say.t(f"solidity.{key}") for key in ("range", "first", "last")]
    head = [say.t("column.unit"), say.t("column.rank"), *interval, *drawn]
    if len(found.units) < 2:  # one unit alone has no range of ranks
        return told
    return [*told, *lines(say, head, [certain(say, unit) for unit in found.units])]


def certain(say: Words, unit: dict) -> list[str]:
    """One unit's line."""
    ends = []
    if "letters" in unit:
        ends = [f"{say.share(unit['interval_low'])} – {say.share(unit['interval_high'])}", unit["letters"] or "–"]
    shares = [say.share(100 * unit[end], 1) for end in ("first", "last")]
    ranks = f"{say.count(unit['low'])}–{say.count(unit['high'])}"
    return [unit["ward"], say.count(unit["rank"]), *ends, ranks, *shares]


def trial_lines(say: Words, found: Outcome, told: list[str]) -> list[str]:
    """That it is unofficial, the sentences, then both rankings side by side."""
    points = say.t("whatif.supposed_value", points=say.plain(found.scale))
    head = [say.t("column.unit"), say.t("whatif.supposed_rank"), say.t("whatif.rank"), points, say.t("whatif.value")]
    decimals = {key: distinguishing_decimals([row[key] for row in found.rows]) for key in ("supposed_value", "value")}
    shown = [
        [
            row["ward"],
            *("–" if row[key] is None else say.count(row[key]) for key in ("supposed_rank", "rank")),
            *("–" if row[key] is None else say.points(row[key], digits) for key, digits in decimals.items()),
        ]
        for row in found.rows
    ]
    return [say.t("whatif.stamp"), *told, *lines(say, head, shown)]
