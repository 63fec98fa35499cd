"""Make the sample locality, "Thành phố Minh Họa": invented units, invented figures, whole books.

    python data/sample/make_sample.py [--out DIR] [--lists DIR]

Writes the unit list (don-vi.csv), twelve quarters of dossiers (so-lieu-2023-q4.csv to so-lieu-2026-q3.csv)
and three years of scores with their components (diem-cchc-2023.csv to -2025.csv), the same bytes every time.
Files are laid out as an office saves them: UTF-8 with BOM, `;`, `1.059` and `99,53`.

Every name is invented. `--lists` names a folder with the lists of real wards (wards-*.csv); with it, the
script refuses to write when a unit bears a real name. The lists are not part of this project.

Figures follow each unit's trend, shaken a little; `DESIGNED` holds the rows that must show something in
particular. Only free choices are drawn there (how many came in, how many are late); every total follows from
them, so that the books balance by construction.
"""

import argparse
import csv
import random
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 2026
LOCALITY = "Thành phố Minh Họa"
SOURCE = "Số liệu minh họa, không có thật"
SCHEME = "Bộ tiêu chí CCHC thành phố Minh Họa (minh họa)"

# What is written, in the order of the template: measure and its exact header.
DOSSIER_COLUMNS = {
    "received_total": "Tổng số tiếp nhận",
    "received_new": "Mới tiếp nhận trong kỳ",
    "received_online": "Tiếp nhận trực tuyến",
    "received_online_full": "Trực tuyến toàn trình",
    "received_online_partial": "Trực tuyến một phần",
    "received_direct_postal": "Tiếp nhận trực tiếp, dịch vụ bưu chính",
    "carried_over": "Từ kỳ trước",
    "filed_by_agents": "Đại lý, nhân viên bưu điện nộp hộ",
    "filed_by_officials": "Công chức nộp hộ",
    "resolved_total": "Tổng số đã giải quyết",
    "resolved_early": "Trước hạn",
    "resolved_on_time": "Đúng hạn",
    "resolved_overdue": "Đã giải quyết quá hạn",
    "pending_total": "Tổng số đang giải quyết",
    "pending_in_time": "Đang giải quyết trong hạn",
    "pending_overdue": "Đang giải quyết quá hạn",
    "fee_dossiers": "Hồ sơ có nghĩa vụ tài chính",
    "paid_online": "Hồ sơ thanh toán trực tuyến",
    "online_pct_stated": "Tỷ lệ hồ sơ trực tuyến (theo báo cáo)",
    "survey_ballots": "Số phiếu khảo sát",
    "survey_very_satisfied": "Rất hài lòng",
    "survey_satisfied": "Hài lòng",
    "survey_dissatisfied": "Không hài lòng",
    "petitions": "Số phản ánh, kiến nghị",
    "source": "Nguồn số liệu",
    "note": "Ghi chú",
}
SCORE_COLUMNS = {
    "reform_score": "Điểm CCHC",
    "reform_score_max": "Điểm tối đa",
    "reform_self_score": "Điểm tự chấm",
    "reform_survey_score": "Điểm điều tra xã hội học",
    "bonus_penalty": "Điểm cộng, trừ",
    "score_scheme": "Bộ tiêu chí",
    "source": "Nguồn số liệu",
}
# The parts of a score with their full marks in points, in the order of the scheme: points given, points it gave itself.
COMPONENTS = {
    "Điểm chỉ đạo điều hành": ("Tự chấm chỉ đạo điều hành", 15),
    "Điểm thể chế": ("Tự chấm thể chế", 10),
    "Điểm TTHC": ("Tự chấm TTHC", 20),
    "Điểm tổ chức bộ máy": ("Tự chấm tổ chức bộ máy", 10),
    "Điểm chế độ công vụ": ("Tự chấm chế độ công vụ", 15),
    "Điểm tài chính công": ("Tự chấm tài chính công", 10),
    "Điểm chính quyền số": ("Tự chấm chính quyền số", 20),
}
STRUCTURE = ["TT", "Đơn vị", "Trực thuộc", "Kỳ báo cáo", "Từ ngày", "Đến ngày", "Lũy kế"]
UNIT_COLUMNS = ["TT", "Mã", "Đơn vị", "Cụm", "Tên gọi khác"]


Counts = dict[str, int]  # by measure


@dataclass(frozen=True)
class Unit:
    """One ward and its habits. Trends are percentages in the first quarter, in 2025-Q3 and in the last."""

    name: str
    code: str  # six digits: a real ward code has five, so these can name no real ward
    group: str
    dossiers: int  # received in an ordinary quarter
    online: tuple[float, float, float]  # of the newly received
    early: tuple[float, float, float]  # of the resolved
    overdue: tuple[float, float, float]  # of the resolved
    pending: tuple[float, float, float]  # of the newly received
    satisfied: tuple[float, float, float]  # of the ballots
    agents: tuple[float, float, float] = (0.5, 1.5, 2.5)  # of the online
    officials: tuple[float, float, float] | None = None  # of the online; None: the unit does not report it
    surveys_online: bool = False  # so that its ballots are not bound by the visits to its desk
    aliases: str = ""  # separated by commas

    @property
    def bare(self) -> str:
        return self.name.split(" ", 1)[1]


RIVER, HILL = "Cụm Sông", "Cụm Núi"

# In the office's own order, which is neither the alphabet nor any ranking.
UNITS = (
    Unit("Phường Bàng Vuông", "090001", RIVER, 1260, online=(55, 86.2, 91.4), early=(88, 93.6, 94.1),
         overdue=(0.6, 0.2, 0.1), pending=(1.2, 0.8, 0.7), satisfied=(93, 95, 96.4)),
    Unit("Phường Lúa Ngọt", "090002", RIVER, 960, online=(30, 46.7, 57.4), early=(54, 62.2, 60),
         overdue=(1.4, 0.8, 0.6), pending=(2, 1, 1.6), satisfied=(90, 91.5, 90.5),
         aliases="Trung tâm Phục vụ hành chính công phường Lúa Ngọt"),
    Unit("Phường Cầu Vồng", "090003", RIVER, 1960, online=(59, 98.6, 98.9), early=(96, 99.6, 99.2),
         overdue=(0.2, 0, 0), pending=(0.5, 0.2, 0.3), satisfied=(95, 97.5, 98.2),
         agents=(0, 0, 0), officials=(0, 0, 0), surveys_online=True,
         aliases="Trung tâm Phục vụ hành chính công phường Cầu Vồng, Bộ phận Một cửa phường Cầu Vồng"),
    Unit("Phường Sao Khuê", "090004", HILL, 720, online=(38, 54.5, 62.6), early=(76, 82, 85.5),
         overdue=(0.7, 0.3, 0.2), pending=(1.5, 1.2, 1), satisfied=(92, 94, 95)),
    Unit("Phường Bến Mơ", "090005", RIVER, 1400, online=(45, 71.8, 80.7), early=(86, 95, 97.3),
         overdue=(0.4, 0.1, 0.1), pending=(1.1, 0.7, 0.6), satisfied=(91, 93, 94.3)),
    Unit("Phường Trăng Khuyết", "090006", HILL, 2640, online=(35, 82, 95.9), early=(84, 94, 96.2),
         overdue=(0.8, 0.1, 0), pending=(1.4, 0.7, 0.5), satisfied=(92, 93.5, 94),
         agents=(2, 22, 35), officials=(1, 14, 26)),
    Unit("Phường Nắng Hạ", "090007", RIVER, 870, online=(41, 65, 69.5), early=(69, 74, 75.4),
         overdue=(1.5, 1.1, 1.3), pending=(2.2, 1.8, 2), satisfied=(89, 91, 90.8), officials=(1, 2, 3)),
    Unit("Phường Suối Nhạc", "090008", HILL, 600, online=(33, 52, 61.6), early=(65, 76, 80),
         overdue=(0.9, 0.6, 0.4), pending=(1.6, 1.4, 1.2), satisfied=(90, 92, 93)),
    Unit("Xã Đồng Sương", "090009", HILL, 400, online=(25.4, 28.9, 45.3), early=(71, 79, 81),
         overdue=(1.1, 0.7, 0.9), pending=(2, 1.6, 1.8), satisfied=(88, 90.5, 91.3), officials=(2, 4, 6)),
    Unit("Xã Đồi Thông Xanh", "090010", HILL, 300, online=(28, 46.5, 58.8), early=(60, 70, 74),
         overdue=(1.3, 0.9, 0.7), pending=(2.2, 1.9, 1.7), satisfied=(87, 90, 91),
         aliases="Trung tâm Phục vụ hành chính công xã Đồi Thông Xanh"),
)

QUARTERS = [(year, quarter) for year in range(2023, 2027) for quarter in (1, 2, 3, 4)][3:15]
TURN = QUARTERS.index((2025, 3))

# Rows that show something in particular: measures here replace what would have been drawn.
DESIGNED = {
    # A quarter without dossiers: nothing may be left over from the quarter before.
    ("2023-Q4", "Đồi Thông Xanh"): {"pending_in_time": 0, "pending_overdue": 0},
    ("2024-Q1", "Đồi Thông Xanh"): {
        "received_new": 0, "received_online": 0, "resolved_early": 0, "resolved_overdue": 0,
        "pending_in_time": 0, "pending_overdue": 0, "survey_ballots": 0, "fee_dossiers": 0, "petitions": 0,
    },
    # Too few ballots to say much.
    ("2024-Q4", "Đồi Thông Xanh"): {"survey_ballots": 24},
    # Quý III/2025 of these four is that of the example exports of form II.06a, with what they carried over.
    ("2025-Q2", "Bàng Vuông"): {"pending_in_time": 6, "pending_overdue": 0},
    ("2025-Q2", "Lúa Ngọt"): {"pending_in_time": 9, "pending_overdue": 3},
    ("2025-Q2", "Cầu Vồng"): {"pending_in_time": 3, "pending_overdue": 0},
    ("2025-Q2", "Đồng Sương"): {"pending_in_time": 4, "pending_overdue": 0},
    ("2025-Q3", "Bàng Vuông"): {
        "received_new": 1278, "received_online": 1102, "resolved_early": 1190, "resolved_overdue": 2,
        "pending_in_time": 13, "pending_overdue": 0,
    },
    ("2025-Q3", "Lúa Ngọt"): {
        "received_new": 975, "received_online": 455, "resolved_early": 610, "resolved_overdue": 8,
        "pending_in_time": 5, "pending_overdue": 2,
    },
    ("2025-Q3", "Cầu Vồng"): {
        "received_new": 2012, "received_online": 1999, "resolved_early": 2005, "resolved_overdue": 0,
        "pending_in_time": 3, "pending_overdue": 0,
    },
    ("2025-Q3", "Đồng Sương"): {
        "received_new": 408, "received_online": 118, "resolved_early": 322, "resolved_overdue": 3,
        "pending_in_time": 7, "pending_overdue": 0,
    },
    # The ward that will fall stands well, one quarter before it does.
    ("2026-Q2", "Lúa Ngọt"): {"resolved_overdue": 1, "pending_in_time": 16, "pending_overdue": 1},
    ("2026-Q3", "Lúa Ngọt"): {
        "resolved_overdue": 87, "pending_in_time": 27, "pending_overdue": 34,
        "survey_dissatisfied": 47, "petitions": 14,
    },
    ("2026-Q3", "Nắng Hạ"): {"received_new": 861, "received_online": 464, "resolved_overdue": 12},
    # Four at exactly 100 %: only what is pending, then what was early, tells them apart.
    ("2026-Q3", "Cầu Vồng"): {"resolved_overdue": 0, "pending_in_time": 5, "pending_overdue": 0},
    ("2026-Q3", "Trăng Khuyết"): {"resolved_overdue": 0, "pending_in_time": 14, "pending_overdue": 0},
    ("2026-Q3", "Bàng Vuông"): {"resolved_overdue": 0, "pending_in_time": 9, "pending_overdue": 0},
    ("2026-Q3", "Bến Mơ"): {"resolved_overdue": 0, "pending_in_time": 7, "pending_overdue": 2},
    # The same online share, 19 in 30, from different counts.
    ("2026-Q3", "Sao Khuê"): {"received_new": 720, "received_online": 456, "resolved_overdue": 1},
    ("2026-Q3", "Suối Nhạc"): {"received_new": 600, "received_online": 380, "resolved_overdue": 3},
}
SILENT = {("2025-Q4", "Suối Nhạc")}  # no row; what it left pending is still carried over
BOUNDED = {("2024-Q2", "Sao Khuê"): ">40%"}  # the report gives no online counts, only a bound
BLANK_WHEN_BOUNDED = (
    "received_online", "received_online_full", "received_online_partial", "received_direct_postal",
    "filed_by_agents", "filed_by_officials",
)
NOTES = {
    ("2024-Q1", "Đồi Thông Xanh"): "Không phát sinh hồ sơ trong kỳ",
    ("2024-Q2", "Sao Khuê"): "Báo cáo chỉ nêu tỷ lệ trực tuyến trên 40%, không có số hồ sơ",
}
# What the locality's own report states; None: the share of its units, to one decimal.
LOCALITY_STATED = {"2024-Q4": ">50%", "2025-Q3": ">70%", "2026-Q3": None}

# Hundredths of a point, in the order of UNITS.
SCORES = {
    2023: (8610, 8475, 8420, 8230, 8300, 7790, 7410, 7860, 7720, 7050),
    2024: (8890, 8530, 8760, 8320, 8410, 8240, 7700, 8010, 7820, 7270),
    2025: (8840, 8710, 9000, 8460, 8220, 8460, 7880, 8090, 7630, 7500),
}
BONUS = {(2024, "Lúa Ngọt"): 50, (2025, "Cầu Vồng"): 100, (2025, "Đồi Thông Xanh"): -50}


# Periods: the windows of Nghị định 09/2019


def quarter_key(quarter: tuple[int, int]) -> str:
    return "{}-Q{}".format(*quarter)


def quarter_window(year: int, quarter: int) -> tuple[date, date]:
    """From day 15 of the month before the quarter to day 14 of its last month."""
    first = date(year - 1, 12, 15) if quarter == 1 else date(year, 3 * quarter - 3, 15)
    return first, date(year, 3 * quarter, 14)


def period_cells(label: str, window: tuple[date, date], cumulative: str) -> dict[str, str]:
    first, last = window
    return {
        "Kỳ báo cáo": label,
        "Từ ngày": f"{first:%d/%m/%Y}",
        "Đến ngày": f"{last:%d/%m/%Y}",
        "Lũy kế": cumulative,
    }


def quarter_cells(quarter: tuple[int, int]) -> dict[str, str]:
    year, number = quarter
    label = f"Quý {('I', 'II', 'III', 'IV')[number - 1]}/{year}"
    return period_cells(label, quarter_window(year, number), "không")


def year_cells(year: int) -> dict[str, str]:
    window = quarter_window(year, 1)[0], quarter_window(year + 1, 1)[0] - timedelta(days=1)
    return period_cells(f"Năm {year}", window, "có")


# Numbers as an office in Vietnam writes them


def written_count(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def written_points(hundredths: int) -> str:
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100},{abs(hundredths) % 100:02}"


# Drawing one row


def draw_source(*names: object) -> random.Random:
    """Each row has its own, so that a change in one row leaves every other as it was."""
    return random.Random(" ".join(str(name) for name in (SEED, *names)))


def trend(points: tuple[float, float, float], index: int) -> float:
    """A share between 0 and 1, on the straight lines through first quarter, turn and last quarter."""
    first, middle, last = points
    if index <= TURN:
        percent = first + (middle - first) * index / TURN
    else:
        percent = middle + (last - middle) * (index - TURN) / (len(QUARTERS) - 1 - TURN)
    return percent / 100


def draw_received(unit: Unit, index: int, draw: random.Random, designed: Counts) -> Counts:
    quiet = 0.93 if QUARTERS[index][1] == 1 else 1.0  # the quarter of Tết
    new = designed.get("received_new", round(unit.dossiers * quiet * draw.uniform(0.95, 1.06)))
    share = min(trend(unit.online, index) + draw.uniform(-0.008, 0.008), 0.995)
    online = designed.get("received_online", round(new * share))
    full = round(online * draw.uniform(0.62, 0.8))
    unclassed = min(online - full, draw.randint(0, 3))  # a few are not yet marked as either
    return {
        "received_new": new,
        "received_online": online,
        "received_online_full": full,
        "received_online_partial": online - full - unclassed,
        "received_direct_postal": new - online,
    }


def draw_filed(unit: Unit, index: int, draw: random.Random, online: int) -> Counts:
    """Dossiers that others filed for the citizen: both are among the online ones."""
    shares = {"filed_by_agents": unit.agents, "filed_by_officials": unit.officials}
    return {
        measure: round(online * trend(share, index) * draw.uniform(0.9, 1.1))
        for measure, share in shares.items()
        if share is not None
    }


def draw_pending(unit: Unit, index: int, draw: random.Random, new: int, designed: Counts) -> Counts:
    total = round(new * trend(unit.pending, index) * draw.uniform(0.7, 1.3))
    overdue = round(total * min(trend(unit.overdue, index) * 12, 0.3) * draw.uniform(0.5, 1.5))
    in_time = designed.get("pending_in_time", total - overdue)
    overdue = designed.get("pending_overdue", overdue)
    return {"pending_total": in_time + overdue, "pending_in_time": in_time, "pending_overdue": overdue}


def draw_resolved(unit: Unit, index: int, draw: random.Random, total: int, designed: Counts) -> Counts:
    overdue = round(total * trend(unit.overdue, index) * draw.uniform(0.5, 1.5))
    overdue = designed.get("resolved_overdue", overdue)
    share = trend(unit.early, index) + draw.uniform(-0.008, 0.004)
    early = designed.get("resolved_early", min(round(total * share), total - overdue))
    return {
        "resolved_total": total,
        "resolved_early": early,
        "resolved_on_time": total - early - overdue,
        "resolved_overdue": overdue,
    }


def draw_survey(unit: Unit, index: int, draw: random.Random, row: Counts, designed: Counts) -> Counts:
    ballots = round(row["resolved_total"] * draw.uniform(0.22, 0.46))
    if not unit.surveys_online:
        # The desk hands one to those who come, and not all of them fill it in.
        ballots = min(ballots, round(row["received_direct_postal"] * draw.uniform(0.74, 0.97)))
    ballots = designed.get("survey_ballots", ballots)
    dissatisfied = round(ballots * (1 - trend(unit.satisfied, index)) * draw.uniform(0.8, 1.2))
    dissatisfied = designed.get("survey_dissatisfied", dissatisfied)
    very = round((ballots - dissatisfied) * draw.uniform(0.55, 0.8))
    return {
        "survey_ballots": ballots,
        "survey_very_satisfied": very,
        "survey_satisfied": ballots - dissatisfied - very,
        "survey_dissatisfied": dissatisfied,
    }


def draw_payment(unit: Unit, index: int, draw: random.Random, new: int) -> Counts:
    fee = round(new * draw.uniform(0.52, 0.68))
    return {"fee_dossiers": fee, "paid_online": round(fee * trend(unit.online, index) * draw.uniform(0.7, 0.9))}


def draw_row(unit: Unit, index: int, carried_over: int) -> Counts:
    """Every count of one unit in one quarter; `carried_over` is what it left pending the quarter before."""
    quarter = quarter_key(QUARTERS[index])
    draw = draw_source(quarter, unit.code)
    designed = DESIGNED.get((quarter, unit.bare), {})
    row = draw_received(unit, index, draw, designed)
    row |= {"carried_over": carried_over, "received_total": row["received_new"] + carried_over}
    row |= draw_filed(unit, index, draw, row["received_online"])
    row |= draw_pending(unit, index, draw, row["received_new"], designed)
    row |= draw_resolved(unit, index, draw, row["received_total"] - row["pending_total"], designed)
    row |= draw_survey(unit, index, draw, row, designed)
    row |= draw_payment(unit, index, draw, row["received_new"])
    row["petitions"] = designed.get("petitions", draw.randint(0, 2 + row["received_new"] // 400))
    return row


def draw_quarters() -> list[dict[str, Counts]]:
    """For each quarter, the counts of each unit by bare name; of the silent too, for it worked all the same."""
    pending = {unit.bare: round(unit.dossiers * trend(unit.pending, 0)) for unit in UNITS}
    quarters = []
    for index in range(len(QUARTERS)):
        rows = {unit.bare: draw_row(unit, index, pending[unit.bare]) for unit in UNITS}
        pending = {name: row["pending_total"] for name, row in rows.items()}
        quarters.append(rows)
    return quarters


# From counts to the cells of a file


def dossier_cells(quarter: str, unit: Unit, counts: Counts) -> dict[str, str]:
    cells = {measure: written_count(count) for measure, count in counts.items()}
    place = (quarter, unit.bare)
    if place in BOUNDED:
        cells |= dict.fromkeys(BLANK_WHEN_BOUNDED, "") | {"online_pct_stated": BOUNDED[place]}
    return cells | {"source": SOURCE, "note": NOTES.get(place, "")}


def locality_cells(quarter: str, rows: dict[str, Counts]) -> dict[str, str]:
    stated = LOCALITY_STATED[quarter]
    if stated is None:
        online = sum(row["received_online"] for row in rows.values())
        tenths = round(1000 * online / sum(row["received_new"] for row in rows.values()))
        stated = f"{tenths // 10},{tenths % 10}%"
    return {"online_pct_stated": stated, "source": SOURCE, "note": "Số theo báo cáo của thành phố"}


def by_header(cells: dict[str, str], columns: dict[str, str]) -> dict[str, str]:
    return {columns[measure]: text for measure, text in cells.items()}


def quarter_rows(index: int, rows: dict[str, Counts]) -> list[dict[str, str]]:
    quarter, period = quarter_key(QUARTERS[index]), quarter_cells(QUARTERS[index])
    reporting = [unit for unit in UNITS if (quarter, unit.bare) not in SILENT]
    table = []
    for number, unit in enumerate(reporting, start=1):
        cells = dossier_cells(quarter, unit, rows[unit.bare])
        place = {"TT": str(number), "Đơn vị": unit.name, "Trực thuộc": LOCALITY}
        table.append(place | period | by_header(cells, DOSSIER_COLUMNS))
    if quarter in LOCALITY_STATED:
        place = {"Đơn vị": LOCALITY, "Trực thuộc": LOCALITY}
        table.append(place | period | by_header(locality_cells(quarter, rows), DOSSIER_COLUMNS))
    return table


def self_score(year: int, unit: Unit, score: int) -> int:
    """What a unit gave itself: always a little more."""
    return min(score + 25 * draw_source(year, unit.code).randint(3, 18), 9900)


def draw_parts(year: int, unit: Unit, total: int) -> list[int]:
    """A total of 10,000 at most over the components, each within its full marks.

    What is lost is spread by the unit's habits, a little otherwise each year, in steps of a quarter point; the rest is
    lost where least is.
    """
    habits, shaken = draw_source(unit.code, "habits"), draw_source(year, unit.code, "parts")
    full = [100 * maximum for _, maximum in COMPONENTS.values()]
    lost = sum(full) - total
    weights = [maximum * habits.uniform(0.3, 1.7) * shaken.uniform(0.8, 1.2) for maximum in full]
    shares = zip(weights, full, strict=True)
    losses = [min(25 * int(lost * weight / sum(weights) / 25), maximum) for weight, maximum in shares]
    while sum(losses) < lost:
        widest = max(range(len(full)), key=lambda at: (full[at] - losses[at]) / full[at])
        losses[widest] += min(25, lost - sum(losses))
    return [maximum - loss for maximum, loss in zip(full, losses, strict=True)]


def component_cells(year: int, unit: Unit, score: int) -> dict[str, str]:
    """By header: the points of each component, which add up to the score, and those the unit gave itself."""
    given = draw_parts(year, unit, score)
    own = draw_parts(year, unit, self_score(year, unit, score))
    found = {}
    for (header, (own_header, _)), points, own_points in zip(COMPONENTS.items(), given, own, strict=True):
        found |= {header: written_points(points), own_header: written_points(own_points)}
    return found


def score_cells(year: int, unit: Unit, score: int) -> dict[str, str]:
    draw = draw_source(year, unit.code)
    draw.randint(3, 18)  # the self-assessed score is drawn first
    bonus = BONUS.get((year, unit.bare))
    return {
        "reform_score": written_points(score),
        "reform_score_max": written_points(10000),
        "reform_self_score": written_points(self_score(year, unit, score)),
        "reform_survey_score": written_points(5 * round(score * draw.uniform(0.19, 0.21) / 5)),
        "bonus_penalty": "" if bonus is None else written_points(bonus),
        "score_scheme": SCHEME,
        "source": SOURCE,
    }


def score_rows(year: int) -> list[dict[str, str]]:
    table = []
    for number, (unit, score) in enumerate(zip(UNITS, SCORES[year], strict=True), start=1):
        place = {"TT": str(number), "Đơn vị": unit.name, "Trực thuộc": LOCALITY}
        cells = by_header(score_cells(year, unit, score), SCORE_COLUMNS) | component_cells(year, unit, score)
        table.append(place | year_cells(year) | cells)
    return table


def unit_rows() -> list[dict[str, str]]:
    return [
        dict(zip(UNIT_COLUMNS, (str(number), unit.code, unit.name, unit.group, unit.aliases), strict=True))
        for number, unit in enumerate(UNITS, start=1)
    ]


def write_table(path: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, header, restval="", delimiter=";", lineterminator="\r\n")
        table.writeheader()
        table.writerows(rows)


def write_sample(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "don-vi.csv", UNIT_COLUMNS, unit_rows())
    for index, rows in enumerate(draw_quarters()):
        name = f"so-lieu-{quarter_key(QUARTERS[index]).lower()}.csv"
        write_table(folder / name, [*STRUCTURE, *DOSSIER_COLUMNS.values()], quarter_rows(index, rows))
    for year in SCORES:
        points = [header for given, (own, _) in COMPONENTS.items() for header in (given, own)]
        header = [*STRUCTURE, *SCORE_COLUMNS.values(), *points]
        write_table(folder / f"diem-cchc-{year}.csv", header, score_rows(year))


# No invented name may be a real one

TYPE_WORDS = ("Phường", "Xã", "Thị trấn", "Đặc khu", "Quận", "Huyện", "Thị xã", "Thành phố", "Tỉnh")
TONES = "\u0300\u0301\u0303\u0309\u0323"


def without_type(name: str) -> str:
    name = unicodedata.normalize("NFC", name).strip()
    for word in TYPE_WORDS:
        if name.casefold().startswith(word.casefold() + " "):
            return name[len(word) + 1 :]
    return name


def without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def tones_last(name: str) -> str:
    """Each syllable with its tone at its end: `họa` and `hoạ` become equal, `hòa` stays apart."""
    syllables = unicodedata.normalize("NFD", name.casefold()).split()
    return " ".join("".join(sorted(syllable, key=TONES.__contains__)) for syllable in syllables)


def real_names(lists: Path) -> set[str]:
    """Every name of a ward, district or province in the lists, without its type word."""
    names = set()
    for path in sorted(lists.glob("wards-*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                names |= {text for column, text in row.items() if column.endswith("name") and text}
    return {without_type(name) for name in names}


def names_that_are_real(lists: Path) -> list[str]:
    """Units are compared without accents; the locality with them, for there are real Minh Hòa and Minh Hóa."""
    real = real_names(lists)
    if not real:
        raise SystemExit(f"No names found in {lists}/wards-*.csv")
    unaccented, toned = {without_accents(name) for name in real}, {tones_last(name) for name in real}
    clashes = [unit.name for unit in UNITS if without_accents(unit.bare) in unaccented]
    return clashes + [LOCALITY] * (tones_last(without_type(LOCALITY)) in toned)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, metavar="DIR")
    parser.add_argument("--lists", type=Path, metavar="DIR", help="folder with wards-*.csv of real names")
    options = parser.parse_args()
    if options.lists is None:
        print("Names were not compared with real ones: no --lists folder was given.", file=sys.stderr)
    elif clashes := names_that_are_real(options.lists):
        raise SystemExit(f"These names are real, choose others: {', '.join(clashes)}")
    write_sample(options.out)


if __name__ == "__main__":
    main()
