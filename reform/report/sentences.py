"""What the figures of a period say, a sentence or a line of a list each: rows of the queries in, text out."""

from collections.abc import Collection, Iterable

from reform.bands import bands_document, bands_of, reaches
from reform.indicators import Indicator, Measure, declaration
from reform.report.facts import Report, spoken_of
from reform.text import difference, distinguishing_decimals

ENDS, ROUND = (0, 100), 2  # what ends a scale is not written finer: 100,00% beside 99,9995%
NAMED = 5  # more units than this on one place are counted, not named


def state(report: Report) -> str:
    """Số liệu tạm tính, or by which document the period was closed."""
    t = report.words.t
    if not report.is_closed:
        return t("office_report.draft.open")
    told = "; ".join(report.view.standing)
    return t("office_report.draft.closed", state=told)


def reported(report: Report) -> str:
    """10/12 đơn vị đã gửi báo cáo; chưa gửi: …"""
    say = report.words
    expected, missing = report.counts["expected"], report.missing
    told = {"units": say.count(report.counts["submitted"]), "expected": say.count(expected)}
    if not missing:
        return say.t(f"office_report.draft.{'all' if expected > 1 else 'single'}_reported", **told)
    return say.t("office_report.draft.reported", **told, names=", ".join(missing))


# Indicators


def with_target(report: Report) -> list[Indicator]:
    """The indicators with a target that any unit has a figure of in this very period."""
    return [one for one in spoken_of() if one.target and placed(report, one)]


def placed(report: Report, indicator: Indicator) -> list[dict]:
    """The rows of the units with a figure that counts, in the office's order."""
    rows = [row for row in report.positions if row["indicator"] == indicator.key]
    return [row for row in rows if row["value"] is not None]


def indicators(report: Report, domain: str) -> list[str]:
    """A line for each indicator of a domain that any unit has a figure of."""
    return [line(report, one) for one in spoken_of() if one.domain == domain and placed(report, one)]


def line(report: Report, indicator: Indicator) -> str:
    """The locality's figure, its changes, who is first and last, how many have reached the target."""
    parts = [whole(report, indicator), ends(report, indicator), reached(report, indicator)]
    return " ".join(part for part in parts if part)


def whole(report: Report, indicator: Indicator) -> str:
    """Tỷ lệ hồ sơ trực tuyến: 63,21% (11.000/17.400 hồ sơ, 10/10 đơn vị), tăng … so với …"""
    say, head = report.words, report.headlines[indicator.key]
    name, value = named(report, indicator), head["locality_value"]
    if value is None:
        return say.t("office_report.draft.figure_none", name=name)
    facts = {"name": name, "value": figure(report, indicator, value), "units": say.count(head["locality_units"])}
    facts |= {"expected": say.count(head["expected"])}
    if indicator.kind == "share":
        facts |= {
            "numerator": say.count(head["locality_numerator"]),
            "denominator": say.count(head["locality_denominator"]),
        }
        told = say.t("office_report.draft.share", counted=declaration().counted_in(indicator).in_(say.lang), **facts)
    else:
        told = say.t("office_report.draft.mean", **facts)
    return told + changes(report, indicator) + "."


def named(report: Report, indicator: Indicator) -> str:
    """An indicator by its name; a part of a score as the points of it."""
    name = indicator.name.in_(report.words.lang)
    return report.words.t("office_report.draft.part_points", name=name) if indicator.scheme else name


def figure(report: Report, indicator: Indicator, value: float, among: Iterable[float] = ()) -> str:
    """A value with its unit, with as many decimals as it takes to look unequal where it is."""
    say, places = report.words, ROUND if value in ENDS else distinguishing_decimals([value, *among])
    written = say.value(value, indicator.unit, places)
    return written if indicator.unit == "percent" else f"{written} {say.t('change.points')}"


def changes(report: Report, indicator: Indicator) -> str:
    """, tăng 2,43 điểm phần trăm so với quý II/2026; giảm … so với cùng kỳ (quý III/2025): each over the same units."""
    told, first = [], {}
    for row in (row for row in report.alike if row["indicator"] == indicator.key):
        first.setdefault(row["period"], row)  # of a year the one before is the same period of last year too
    for row in first.values():
        step = report.words.change(difference(row["value"], row["earlier_value"]), indicator.unit)
        told.append(against(report, row["moment"], step, row["period"]) + of_some(report, row))
    return ", " + "; ".join(told) if told else report.words.t("office_report.draft.no_earlier")


def of_some(report: Report, row: dict) -> str:
    """(tính trên 9 đơn vị có số liệu cả hai kỳ): where other units than these have a figure in either period."""
    if row["units"] == row["units_now"] == row["units_then"]:
        return ""
    return report.words.t("office_report.draft.of_both", units=report.words.count(row["units"]))


def against(report: Report, way: str, step: str, period: str) -> str:
    """A change with the period that it is against."""
    return report.words.t(f"office_report.draft.{way}", change=step, period=report.period_name(period))


def values(report: Report, indicator: Indicator) -> list[dict]:
    """The rows of `value_counts` of an indicator, the best first."""
    return [row for row in report.values if row["indicator"] == indicator.key]


def ends(report: Report, indicator: Indicator) -> str:
    """Cao nhất: A (99,10%); thấp nhất: B (20,00%); or that all are alike."""
    say, found = report.words, sorted(values(report, indicator), key=lambda row: row["value"])
    if not found or found[0]["ranked"] < 2:
        return ""
    if len(found) == 1:
        count, value = say.count(found[0]["units"]), figure(report, indicator, found[0]["value"])
        return say.t("office_report.draft.alike", count=count, value=value)
    facts, among = {}, [row["value"] for row in found]
    for key, value in (("best", among[-1]), ("least", among[0])):
        names = [row["ward"] for row in placed(report, indicator) if row["value"] == value]
        facts |= {key: say.listing_some(names, NAMED), f"{key}_value": figure(report, indicator, value, among)}
    return say.t("office_report.draft.ends", **facts)


def reached(report: Report, indicator: Indicator) -> str:
    """8/10 đơn vị đạt mục tiêu 50% (QĐ 766/QĐ-TTg)."""
    if indicator.target is None or not values(report, indicator):
        return ""
    facts = of_the_target(report, indicator) | target(report, indicator)
    return report.words.t("office_report.draft.reached", **facts)


def of_the_target(report: Report, indicator: Indicator) -> dict[str, str]:
    """How many units are ranked, have reached the target and are below it, as `value_counts` counts them."""
    say, found = report.words, values(report, indicator)
    good = [row for row in found if reaches(indicator, row["value"])]
    least = good[-1] if good else {"at_least": 0, "worse": found[0]["ranked"]}
    counts = {"reached": least["at_least"], "below": least["worse"], "ranked": found[0]["ranked"]}
    return {key: say.count(count) for key, count in counts.items()}


def target(report: Report, indicator: Indicator) -> dict[str, str]:
    """The target and its document in words."""
    goal = indicator.target
    return {"target": report.words.level(goal.value, indicator.unit), "document": goal.document, "date": goal.date}


def below(report: Report, indicator: Indicator) -> str:
    """The units below the target, each with its figure; or that there are none."""
    say, facts = report.words, of_the_target(report, indicator) | target(report, indicator)
    missed = [row for row in placed(report, indicator) if not reaches(indicator, row["value"])]
    facts |= {"name": indicator.name.in_(say.lang), "count": facts["below"]}
    if not missed:
        return say.t("office_report.draft.none_below", **facts)
    among = [indicator.target.value, *(row["value"] for row in missed)]
    names = [f"{row['ward']} ({figure(report, indicator, row['value'], among)})" for row in missed]
    return say.t("office_report.draft.below_target", names="; ".join(names), **facts)


def bands(report: Report) -> list[str]:
    """Xếp loại: Xuất sắc 2 đơn vị (A, B); Tốt …; nothing where nobody is placed."""
    say, rows = report.words, [row for row in report.units if row["band"] is not None]
    told = []
    for band in bands_of(rows):
        names = [row["ward"] for row in rows if row["band"] == band.key]
        if names:
            facts = {"band": band.name.in_(say.lang), "names": ", ".join(names)}
            facts |= {"count": say.count(report.banded[band.key])}
            told.append(say.t("office_report.draft.band", **facts))
    if not told:
        return []
    return [f"{say.t('office_report.draft.bands', bands='; '.join(told))} {bands_document(say, rows)}"]


# Counts


def counts(report: Report, domain: str, without: Collection[str] = ()) -> list[str]:
    """A line for each thing that the units of a domain count, where any of them has."""
    own = [
        one for one in declaration().measures.values() if one.domain == domain and one.is_count and not one.is_merged
    ]
    told = {*without, *behind(report)}
    return [count_line(report, one) for one in own if one.key not in told and is_known(report, one.key)]


def own_reported(report: Report, domain: str | None = None) -> list[str]:
    """Đã giải quyết quá hạn 12 hồ sơ: what the locality reported of itself, of one domain or of all."""
    measures = declaration().measures
    rows = [row for row in report.own if domain is None or measures[row["measure"]].domain == domain]
    return [own_figure(report, measures[row["measure"]], row) for row in rows if not report.view.group]


def own_figure(report: Report, measure: Measure, row: dict) -> str:
    """A figure with its bound and its unit as it was written."""
    say, name = report.words, measure.name.in_(report.words.lang)
    if measure.unit == "percent":
        return f"{name} {say.bounded(row['bound'], row['value'], 'percent')}"
    unit = declaration().units[measure.unit].in_(say.lang) if measure.unit else ""
    return f"{name} {row['bound'] or ''}{say.plain(row['value'])} {unit}".strip()


def behind(report: Report) -> set[str]:
    """The measures whose sums stand in brackets behind a share."""
    return {
        key
        for one in spoken_of()
        if one.kind == "share" and placed(report, one)
        for key in (*one.numerator, *one.denominator)
    }


def is_known(report: Report, key: str) -> bool:
    """Whether any unit has an exact number of a measure."""
    return key in report.totals and report.totals[key]["value"] is not None


def count_line(report: Report, measure: Measure) -> str:
    """Kế hoạch ban hành: 24 văn bản (10/10 đơn vị), tăng 3 so với quý II/2026."""
    say, total = report.words, report.totals[measure.key]
    return say.t("office_report.draft.count", name=measure.name.in_(say.lang), **counted(report, total, measure))


def counted(report: Report, total: dict, measure: Measure) -> dict[str, str]:
    """A sum with its unit, over how many units it is, and its changes where they are of the same units."""
    say = report.words
    unit = declaration().units[measure.unit].in_(say.lang) if measure.unit else ""
    return {
        "value": say.count(total["value"]),
        "unit": unit,
        "units": say.count(total["units"]),
        "expected": say.count(report.counts["expected"]),
        "changes": count_changes(report, total),
    }


def count_changes(report: Report, total: dict) -> str:
    """, tăng 12 so với quý II/2026; sums of different units are not set against each other."""
    told = []
    for way in ("previous", "last_year"):
        same = way == "last_year" and total["previous_period"] == total["last_year_period"]
        if total[f"{way}_alike"] and not same:
            step = report.words.change_count(int(difference(total["value"], total[f"{way}_value"])))
            told.append(against(report, way, step, total[f"{way}_period"]))
    return ", " + "; ".join(told) if told else ""


def flow(report: Report, total: str, parts: Collection[str]) -> str:
    """Tổng số tiếp nhận: 12.349 hồ sơ (10/10 đơn vị), trong đó …; nothing where nobody has the total."""
    if not is_known(report, total):
        return ""
    say, measures, sums = report.words, declaration().measures, report.totals
    inner = []
    for key in parts:
        if is_known(report, key):
            few = sums[key]["units"] != sums[total]["units"]
            over = {"units": say.count(sums[key]["units"]), "expected": say.count(report.counts["expected"])}
            name = say.inside(say.t(f"office_report.form.{key}"))
            told = say.t("office_report.draft.part_few" if few else "office_report.draft.part", name=name,
                         value=say.count(sums[key]["value"]), **over)  # fmt: skip
            inner.append(told)
    facts = counted(report, sums[total], measures[total]) | {"name": measures[total].name.in_(say.lang)}
    facts["parts"] = say.t("office_report.draft.parts", parts="; ".join(inner)) if inner else ""
    computed = say.t("office_report.draft.computed") if sums[total]["computed"] else ""
    return say.t("office_report.draft.flow", computed=computed, **facts)


# What falls short


def overdue(report: Report) -> str:
    """Hồ sơ quá hạn: 5 (3 đã trả, 2 chưa trả), tại: A (3), B (2)."""
    say, sums = report.words, report.whole
    if sums["overdue"] is None:
        return ""
    if sums["overdue"] == 0:
        return say.t("office_report.draft.no_overdue")
    at = [f"{row['ward']} ({say.count(row['overdue'])})" for row in report.units if row["overdue"]]
    facts = {key: say.count(sums[key]) for key in ("overdue", "resolved_overdue", "pending_overdue")}
    return say.t("office_report.draft.overdue", **facts, names="; ".join(at))


def missing(report: Report) -> str:
    """Chưa gửi báo cáo: A, B."""
    if not report.missing:
        return ""
    return report.words.t("office_report.draft.missing", names=", ".join(report.missing))
