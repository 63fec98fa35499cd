"""Biểu II.06a of a whole locality: a unit a row in the office's order, the sums of `measure_totals` as the last row."""

from itertools import groupby

from reform.export import Column, OfficeSheet
from reform.indicators import declaration
from reform.report import sheet
from reform.report.facts import Report

# The columns (3) to (13) of form II.06a (Thông tư 01/2020/TT-VPCP), with what three of them are sums of.
FORM = (
    "received_total",
    "received_online",
    "received_direct_postal",
    "carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_overdue",
    "pending_total",
    "pending_in_time",
    "pending_overdue",
)
FIRST = 3  # the number of the first of them
# Early and on time in one figure, as some units report it: a column of its own where any does.
MERGED, AFTER = "resolved_early_or_on_time", "resolved_on_time"
SUMS = {"received_total": "=(4)+(5)+(6)", "resolved_total": "=(8)+(9)+(10)", "pending_total": "=(12)+(13)"}
WIDTHS = {"number": 0.55, "unit": 2.3, "received_total": 1.65, "resolved_total": 1.75, "pending_total": 1.6} | {
    "received_direct_postal": 1.2, MERGED: 1.1, "carried_over": 0.9, "resolved_overdue": 0.9, "pending_in_time": 0.9,
    "pending_overdue": 0.9,
}  # fmt: skip
# One column more leaves the others less room, but for the heads that add columns up.
NARROWER = {"unit": 2.0, "received_total": 1.85, "resolved_total": 2.05, "pending_total": 1.5, MERGED: 0.95}
# Long names take room from the columns that have some to spare.
LONG_NAMES = {"unit": 0.4, "received_online": -0.1, "received_direct_postal": -0.1, "resolved_early": -0.1,
              "resolved_on_time": -0.1}  # fmt: skip
# A total that was not reported but computed, and a sum over fewer units than have reported.
COMPUTED, PARTIAL = "*", "†"


def consolidated(report: Report) -> dict:
    """The consolidated form as a document."""
    t, made = report.words.t, consolidated_table(report)
    footer = t("office_report.form.footer", period=report.view.period_label, locality=report.view.locality)
    return sheet.document_of(report, made, footer, corner=t("office_report.form.counted_in"))


def consolidated_table(report: Report) -> OfficeSheet:
    """The consolidated form as a table that `check` reads again with the same figures."""
    t, units = report.words.t, units_of(report)
    rows = [{"number": at, "unit": name} | shown(report, cells) for at, (name, cells) in enumerate(units, start=1)]
    total = {"number": None, "unit": t("office_report.form.total")}
    total |= {key: report.totals[key]["value"] for key in form_of(report) if key in report.totals}
    return sheet.stated(
        report,
        OfficeSheet(
            lang=report.words.lang,
            name=t("office_report.form.sheet"),
            title=t("office_report.form.title"),
            left=(*sheet.office(report), t("office_report.form.kind")),
            below=tuple(filter(None, (period_line(report), report.view.group, t("office_report.form.counted_in")))),
            columns=columns(report),
            head=head(report),
            rows=[*rows, total],
            marks=marks(report, units),
            total=len(rows),
            notes=tuple(notes(report, units)),
            widths=widths(report, [name for name, _ in units]),
            dated=sheet.dated(report),
            signers=(t("office_report.made_by"), t("office_report.signed_by")),
        ),
        report.sources,
    )


def form_of(report: Report) -> tuple[str, ...]:
    """The columns of the form; that of early and on time together where a unit reports the two as one."""
    if all(one.keys() & {AFTER} or MERGED not in one for _, one in units_of(report)):
        return FORM
    at = FORM.index(AFTER) + 1
    return (*FORM[:at], MERGED, *FORM[at:])


def number_of(key: str) -> str:
    """A column's number in the form: (3), (8)+(9)."""
    return declaration().measures[key].form


Unit = tuple[str, dict[str, dict]]  # a unit's name and its rows of `consolidated_form` by measure


def widths(report: Report, names: list[str]) -> dict[str, float]:
    """The columns' widths."""
    found = WIDTHS | (NARROWER if MERGED in form_of(report) else {})
    if sheet.asked(names) <= found["unit"]:
        return found
    return found | {key: found.get(key, 1) + more for key, more in LONG_NAMES.items()}


def units_of(report: Report) -> list[Unit]:
    """Every unit once, in the order of the query."""
    return [
        (cells[0]["ward"], {row["measure"]: row for row in cells if row["measure"]})
        for cells in (list(group) for _, group in groupby(report.form, key=lambda row: row["unit_id"]))
    ]


def shown(report: Report, cells: dict[str, dict]) -> dict[str, float | str]:
    """A unit's figures: numbers, and a bound as it was written, <30, in which no sign groups the digits."""
    told = {key: cells[key] for key in form_of(report) if key in cells}
    return {
        key: row["bound"] + report.words.ungrouped(row["value"]) if row["bound"] else row["value"]
        for key, row in told.items()
    }


def marks(report: Report, units: list[Unit]) -> dict[tuple[int, str], str]:
    """Which totals were computed, and which sums are not over all units that reported the form."""
    found = {
        (at, key): COMPUTED
        for at, (_, cells) in enumerate(units)
        for key in FORM
        if key in cells and cells[key]["computed"]
    }
    for key in form_of(report):
        if key in report.totals and report.totals[key]["value"] is not None:
            sign = (COMPUTED if report.totals[key]["computed"] else "") + (PARTIAL if key in partial(report) else "")
            found |= {(len(units), key): sign} if sign else {}
    return found


def partial(report: Report) -> dict[str, int]:
    """measure → over how many units its sum is, where other units left it out."""
    return {
        key: report.totals[key]["units"]
        for key in form_of(report)
        if key in report.totals and 0 < report.totals[key]["units"] < report.counts["form"]
    }


# Around the table


def period_line(report: Report) -> str:
    """Kỳ báo cáo: Quý III/2025 (Từ ngày … đến ngày …), where all units have one window."""
    t, windows = report.words.t, windows_of(report)
    facts = {"period": report.view.period_label}
    if len(windows) != 1:
        return t("export.period", **facts)
    starts, ends = (report.words.date(day) for day in next(iter(windows)))
    return t("office_report.form.period", **facts, starts=starts, ends=ends)


def windows_of(report: Report) -> dict[tuple, list[str]]:
    """(from, to) → the units whose figures are of it; figures without dates have no window."""
    found: dict[tuple, list[str]] = {}
    for row in report.form:
        if row["measure"] and row["starts"] is not None and row["ends"] is not None:
            names = found.setdefault((row["starts"], row["ends"]), [])
            names += [row["ward"]] if row["ward"] not in names else []
    return found


def columns(report: Report) -> tuple[Column, ...]:
    """TT, unit and the eleven counts, each with its number in the form."""
    t, measures = report.words.t, declaration().measures
    names = {key: measures[key].name.in_(report.words.lang) for key in form_of(report)}
    return (
        Column("number", t("export.column.number"), "rank"),
        Column("unit", t("export.column.ward")),
        *(Column(key, f"{number_of(key)} {name}", "count") for key, name in names.items()),
    )


def head(report: Report) -> tuple[tuple[dict, ...], ...]:
    """The stacked head of the form with its row of numbers."""
    t = report.words.t
    form = {key: t(f"office_report.form.{key}") for key in form_of(report)}
    groups = ("received", 4), ("resolved", 5 if MERGED in form else 4), ("pending", 3)
    totals = {"received": "received_total", "resolved": "resolved_total", "pending": "pending_total"}
    first = [{"text": t(f"export.column.{key}"), "rows": 3} for key in ("number", "ward")]
    first += [{"text": t(f"office_report.form.{key}"), "columns": wide} for key, wide in groups]
    second = []
    for key, wide in groups:
        second += [
            {"text": form[totals[key]], "rows": 2},
            {"text": t("office_report.form.of_which"), "columns": wide - 1},
        ]
    third = [{"text": form[key]} for key in form if key not in totals.values()]
    numbers = [{"text": f"({number})"} for number in range(1, FIRST)]
    numbers += [{"text": number_of(key) + SUMS.get(key, "")} for key in form]
    return tuple(first), tuple(second), tuple(third), tuple(numbers)


def notes(report: Report, units: list[Unit]) -> list[str]:
    """What the total adds up, what the signs mean, who sent nothing or other windows."""
    say, t = report.words, report.words.t
    counted = {"units": say.count(report.counts["form"]), "expected": say.count(report.counts["expected"])}
    told = [t("office_report.form.adds", **counted)]
    if any(COMPUTED in sign for sign in marks(report, units).values()):
        told.append(t("office_report.form.computed"))
    if few := partial(report):
        told.append(t("office_report.form.partial", columns="; ".join(over_how_many(report, few))))
    told += [t("office_report.form.missing", names=", ".join(report.missing))] if report.missing else []
    blank = report.blank
    told += [t("office_report.form.blank", names=", ".join(blank))] if blank else []
    windows = windows_of(report)
    if len(windows) > 1:
        spans = [f"{say.span(*window)}: {', '.join(names)}" for window, names in windows.items()]
        told.append(t("office_report.form.windows", spans="; ".join(spans)))
    return told


def over_how_many(report: Report, few: dict[str, int]) -> list[str]:
    """157 đơn vị ở cột (3), (4): the columns that add up as many units together."""
    alike: dict[int, list[str]] = {}
    for key, many in few.items():
        alike.setdefault(many, []).append(number_of(key))
    say = report.words
    return [
        say.t("office_report.form.column", units=say.count(many), columns=", ".join(numbers))
        for many, numbers in alike.items()
    ]
