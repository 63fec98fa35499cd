"""Two charts of the figure in which the unit stands lowest: where it is among the units, and how it came there."""

from functools import partial

from reform.brief.standing import KEY_FIGURES
from reform.brief.subject import Subject
from reform.declared import Indicator
from reform.documents.blocks import beside, course_chart, position_chart
from reform.documents.prepared import on_axis
from reform.period import from_key
from reform.rows import unit_names
from reform.text import distinguishing_decimals

# A chart half a page wide has room for so many periods; the brief is about the last ones.
MOST_PERIODS = 16
FEWEST_POINTS = 2
QUARTERS = ("", "Q1", "Q2", "Q3", "Q4"), ("", "I", "II", "III", "IV")  # in English, in Vietnamese


def pictures(subject: Subject) -> list[dict]:
    """The two charts side by side; one alone where the other would be empty, none where there is nothing to draw."""
    lead = lead_of(subject)
    drawn = [position(subject, *lead)] if lead else []
    follow = course_of(subject, lead[1] if lead else None)
    drawn += [course(subject, *follow)] if follow else []
    return [beside(drawn)] if len(drawn) > 1 else drawn


def lead_of(subject: Subject) -> tuple[dict, Indicator] | None:
    """The row and indicator in which the unit has most units before it, of those ranked with others.

    Of equal ones that of the brief's own newest period: a score may be an earlier year's.
    """
    rows = [row for by in KEY_FIGURES if (row := subject.position(by)) and row["rank"] and row["ranked"] > 1]
    if not rows:
        return None
    newest = subject.periods[-1]
    row = max(rows, key=lambda row: ((row["rank"] - 1) / (row["ranked"] - 1), row["period"] == newest))
    return row, subject.indicator(row["indicator"])


def position(subject: Subject, own: dict, by: Indicator) -> dict:
    """All ranked units, best first."""
    say, rows = subject.say, [row for row in subject.positions(own["period"], by.key) if row["rank"]]
    rows.sort(key=lambda row: (row["rank"], row["office_order"], row["unit_id"]))
    names, written = unit_names(rows), figures_of(subject, [row["value"] for row in rows])
    name, facts = by.short.in_(say.lang), {"period": subject.name(own["period"])}
    rank = say.t("profile.rank", rank=say.count(own["rank"]), ranked=say.count(own["ranked"]))
    return position_chart(
        say.t("brief.position", name=name, **facts),
        unit_of(subject, by),
        [
            {"name": names[row["unit_id"]], "value": row["value"], "text": written(row["value"]),
             "chosen": row["unit_id"] == own["unit_id"]}
            for row in rows
        ],
        target=target(subject, by),
        alt=say.t("brief.position_alt", name=name, ward=subject.ward, rank=say.inside(rank),
                  value=say.value(own["value"], by.unit), **facts),
    )  # fmt: skip


def unit_of(subject: Subject, by: Indicator) -> str:
    """What a chart's figures are in: %, điểm."""
    return subject.say.t(f"export.unit.{by.unit}")


def target(subject: Subject, by: Indicator) -> dict | None:
    """The line to reach, with its words."""
    if not by.target:
        return None
    level = subject.say.level(by.target.value, by.unit)
    return {"value": by.target.value, "text": subject.say.t("export.target", value=level)}


def figures_of(subject: Subject, values: list):
    """How a chart writes its figures, so that unequal ones do not look equal."""
    return partial(subject.say.number, decimals=distinguishing_decimals(values))


# ── Over the periods ──────────────────────────────────────────────────────────


def course_of(subject: Subject, lead: Indicator | None) -> tuple[Indicator, list[dict]] | None:
    """The lead's rows of `course`, else those of the key figure with most points; None where none has two."""
    found = [(by, course_rows(subject, by.key)) for by in map(subject.indicator, KEY_FIGURES)]
    found = [(by, rows) for by, rows in found if points(rows) >= FEWEST_POINTS]
    own = next((one for one in found if lead and one[0].key == lead.key), None)
    return own or max(found, key=lambda one: points(one[1]), default=None)


def points(rows: list[dict]) -> int:
    return sum(row["value"] is not None for row in rows)


def course_rows(subject: Subject, by: str) -> list[dict]:
    """The rows that one line may join: periods of one kind, of N months those of the same months; the last of them."""
    rows = subject.course(by)
    held = [row for row in rows if row["value"] is not None]
    wanted = next((row for row in held if row["period"] == subject.period), held[-1] if held else None)
    kept = [row for row in rows if wanted and track(row) == track(wanted)]
    return kept[-MOST_PERIODS:]


def track(row: dict) -> tuple:
    """What one line may join, as on the unit's page."""
    return (row["kind"], row["cumulative"], row["number"] if row["cumulative"] and row["kind"] != "year" else None)


def course(subject: Subject, by: Indicator, rows: list[dict]) -> dict:
    """The unit and the locality over the periods, with a break wherever the unit or the way of counting changed."""
    say, t = subject.say, subject.say.t
    own, whole = ([row[key] for row in rows] for key in ("value", "locality_value"))
    written = partial(say.number, decimals=2)
    rebuilt = [at for at, row in enumerate(rows) if row["rebuilt"]]
    lines = [{"name": subject.ward, "values": own, "text": last_of(own, written), "chosen": True, "hollow": rebuilt}]
    if any(value is not None for value in whole):
        lines.append({"name": t("brief.whole_locality"), "values": whole,
                      "text": f"{t('brief.whole_locality')} {last_of(whole, written)}", "chosen": False})  # fmt: skip
    breaks = [at for at, row in enumerate(rows) if row["broken"] and at]
    name = by.short.in_(say.lang)
    drawn = course_chart(
        t("brief.course", name=name),
        unit_of(subject, by),
        [tick(subject, row["period"]) for row in rows],
        lines,
        breaks=breaks,
        target=target(subject, by),
        alt=t("brief.course_alt", name=name, ward=subject.ward, told=course_told(subject, by, rows)),
    )
    notes = [t("brief.axis_note")] if on_axis(drawn, say.lang)["low"] > 0 else []
    notes += [t("brief.break_note")] if breaks else []
    return drawn | {"note": " ".join(notes + ([t("brief.rebuilt_note")] if rebuilt else []))}


def last_of(values: list, written) -> str:
    """The figure at a line's last point."""
    return next((written(value) for value in reversed(values) if value is not None), "")


def course_told(subject: Subject, by: Indicator, rows: list[dict]) -> str:
    """Every point in words: quý I/2026 88,64%; …"""
    held = [row for row in rows if row["value"] is not None]
    return "; ".join(f"{subject.inside(row['period'])} {subject.say.value(row['value'], by.unit)}" for row in held)


def tick(subject: Subject, key: str) -> str:
    """A period under a chart: III/26, T8/26, 9T/26, 2026; one without a label by its last year."""
    period = from_key(key)
    if period.kind in ("year", "window"):
        return str(period.year)
    quarters = QUARTERS[subject.say.lang == "vi"]
    roman = quarters[period.number] if period.kind == "quarter" else ""
    kind = f"half{period.number}" if period.kind == "half" else period.kind
    return subject.say.t(f"brief.tick.{kind}", number=period.number, roman=roman, year=f"{period.year % 100:02d}")
