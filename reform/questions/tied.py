"""The figure that a question or a point is tied to, in words: Tỷ lệ hồ sơ trực tuyến: 21,15%.

Texts of files stand in them as they were written, on one line and cut where they are long.
"""

from collections.abc import Mapping, Sequence

from reform.indicators import Indicator, Measure, declaration
from reform.questions.ties import Tie
from reform.text import Words, capital, decimal, distinguishing_decimals, half_up

MOST = 6  # figures, or cells, that are named; the others are counted
LONGEST = 160


UNSENT = ("not_submitted", "blank")


def told(say: Words, ties: Sequence[Tie], facts: Mapping, point: str = "") -> str:
    """All figures of a question in words; where what was found is told, that it was confirmed is not told again, nor
    what `point`, the words they stand behind, says already: the one name they bear, or that nothing was sent."""
    found = [tie for tie in ties if tie.kind != "doubt"] or list(ties)
    if point and all(tie.moment == "reason" and tie.row["reason"] in UNSENT for tie in found):
        return ""
    bare = is_named_in(say, found, point)
    said = [value_of(say, tie) if bare and tie.moment == "now" else words(say, tie, facts) for tie in found[:MOST]]
    if len(found) > MOST:
        said.append(say.t("clarify.more", count=say.count(len(found) - MOST)))
    return "; ".join(said)


def is_named_in(say: Words, ties: Sequence[Tie], point: str) -> bool:
    """Whether all figures bear one name, and a text has it."""
    names = {NAMES[tie.kind](say, tie.key) if tie.kind in NAMES else "" for tie in ties}
    return len(names) == 1 and "" not in names and names.pop().casefold() in point.casefold()


def words(say: Words, tie: Tie, facts: Mapping) -> str:
    """One figure in words, with its name where it is of this period."""
    if tie.kind == "finding":
        return finding(say, tie.row, facts)
    if tie.kind == "doubt":
        return confirmed(say, tie.key, tie.row["rows"])
    name = NAMES[tie.kind](say, tie.key)
    value = value_of(say, tie)
    if tie.moment in ("previous", "last_year"):
        return say.t("clarify.named", name=period(say, facts["period"][tie.moment], facts), value=value)
    if tie.moment == "reason" and tie.row["reason"] in UNSENT:
        return say.t("clarify.named", name=capital(period(say, facts["period"]["key"], facts)), value=value)
    if tie.moment in ("now", "reason"):
        return say.t("clarify.named", name=name, value=value)
    return say.t(f"clarify.moment.{tie.moment}", name=name, value=value)


def value_of(say: Words, tie: Tie) -> str:
    """The figure of a tie without its name: 21,15%, 145 phiếu, hạng 9/10."""
    if tie.kind == "measure":
        return figure(say, declaration().measures[tie.key], tie.row)
    return of_indicator(say, declaration().indicators[tie.key], tie)


def indicator_name(say: Words, key: str) -> str:
    return declaration().indicators[key].name.in_(say.lang)


def measure_name(say: Words, key: str) -> str:
    return declaration().measures[key].name.in_(say.lang)


NAMES = {"indicator": indicator_name, "measure": measure_name}


def of_indicator(say: Words, by: Indicator, tie: Tie) -> str:
    """A value with decimals enough not to look like the level it was held against."""
    row = tie.row
    if tie.moment == "rank":
        return say.t("clarify.rank", rank=say.count(row["rank"]), ranked=say.count(row["ranked"]))
    if tie.moment == "reason":
        return say.t(f"reason.{row['reason']}")
    if tie.moment == "usual":
        ends = [say.value(row[f"{end}_quartile"], by.unit) for end in ("lower", "upper")]
        return say.t("clarify.usual", low=ends[0], high=ends[1], units=say.count(row["units"]))
    if tie.moment == "target":
        return say.level(by.target.value, by.unit)
    value = row["value" if tie.moment == "now" else f"{tie.moment}_value"]
    return say.value(value, by.unit, 2 if value in (0, 100) else distinguishing_decimals([value, *tie.beside]))


def figure(say: Words, measure: Measure, row: Mapping) -> str:
    """A figure with its unit as it was reported: 145 phiếu, <30%, “có”; what was not reported says so."""
    if not measure.is_number:
        return say.t("clarify.text", text=short(row["text"])) if row["text"] else say.t("clarify.absent")
    if row["value"] is None:
        return say.t("clarify.absent")
    value = number(say, measure, row["value"], row["bound"])
    return say.t("clarify.computed", value=value) if row["computed"] else value


def number(say: Words, measure: Measure, value: float, bound: str | None = None) -> str:
    """A number of a measure with its unit: 1.059 hồ sơ, 99,53%."""
    if measure.unit == "percent":
        return say.bounded(bound, value, "percent")
    unit = declaration().units[measure.unit].in_(say.lang) if measure.unit else ""
    return f"{bound or ''}{say.plain(value)} {unit}".strip()


def short(text: str) -> str:
    """A text of a file on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def period(say: Words, key: str, facts: Mapping) -> str:
    """A period inside a sentence: quý II/2026."""
    return say.inside(say.period_label(key, facts["labels"].get(key)))


def finding(say: Words, row: Mapping, facts: Mapping) -> str:
    """What a row of `findings` found, both sides of it."""
    measure, other = (declaration().measures.get(row[name]) for name in ("measure", "other_measure"))
    values = {"value": row["value"], "other": row["other_value"]}
    told = {name: "" if value is None else in_words(say, measure, value) for name, value in values.items()}
    return say.t(
        f"clarify.finding.{row['finding']}",
        measure=measure.name.in_(say.lang) if measure else "",
        other_measure=other.name.in_(say.lang) if other else "",
        period=period(say, row["other_period"], facts) if row["other_period"] else "",
        ward=row["other_ward"] or "",
        count="" if row["counts"] is None else say.count(row["counts"]),
        **told,
    )


def in_words(say: Words, measure: Measure, value: float) -> str:
    """A number of a finding; a share that was recomputed is rounded as any other."""
    if measure.unit == "percent" and half_up(value, 2) != decimal(value):
        return say.share(value)
    return number(say, measure, value)


def confirmed(say: Words, code: str, rows: Sequence[Mapping]) -> str:
    """A doubt that was confirmed when the figures were recorded, with its cells."""
    cells = list(dict.fromkeys(row["cell"] for row in rows if row["cell"]))
    cause, named = say.t(f"cause.{code}"), ", ".join(cells[:MOST])
    if not cells:
        return say.t("clarify.confirmed_file", cause=cause)
    if len(cells) > MOST:
        named = say.t("clarify.more_cells", cells=named, count=say.count(len(cells) - MOST))
    return say.t("clarify.confirmed", cause=cause, cells=named)
