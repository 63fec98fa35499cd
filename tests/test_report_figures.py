"""The report of the sample once more from the files that were uploaded, in plain Python and fractions, without SQL.

A share is a ratio of sums, a rank one more than the units before it, a figure is rounded once, half up.
"""

import csv
import io
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from docx import Document

from reform.documents.word import word
from reform.report import annex, consolidated, draft, report_of
from reform.report.told import lines
from reform.sample import LOCALITY, SAMPLE
from reform.text import words

FILES = {"now": "so-lieu-2026-q3", "previous": "so-lieu-2026-q2", "last_year": "so-lieu-2025-q3"}
AGAINST = {"previous": "so với quý II/2026", "last_year": "so với cùng kỳ năm trước (quý III/2025)"}
FORM = ("Tổng số tiếp nhận", "Tiếp nhận trực tuyến", "Tiếp nhận trực tiếp, dịch vụ bưu chính", "Từ kỳ trước",
        "Tổng số đã giải quyết", "Trước hạn", "Đúng hạn", "Đã giải quyết quá hạn",
        "Tổng số đang giải quyết", "Đang giải quyết trong hạn", "Đang giải quyết quá hạn")  # fmt: skip
ONLINE = (("Tiếp nhận trực tuyến",), ("Tiếp nhận trực tuyến", "Tiếp nhận trực tiếp, dịch vụ bưu chính"))
TIMELY = (("Trước hạn", "Đúng hạn"), ("Tổng số đã giải quyết",))
SATISFIED = (("Rất hài lòng", "Hài lòng"), ("Số phiếu khảo sát",))
OVERDUE = ("Đã giải quyết quá hạn", "Đang giải quyết quá hạn")
BANDS = ((90, "Xuất sắc"), (80, "Tốt"), (70, "Khá"), (50, "Trung bình"), (0, "Yếu"))


def uploaded(name):
    """unit → header → cell, of the file as it lies there; the row of the locality itself left out."""
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["Đơn vị"]: row for row in csv.DictReader(file, delimiter=";") if row["TT"]}


@pytest.fixture(scope="module")
def files():
    return {moment: uploaded(name) for moment, name in FILES.items()}


@pytest.fixture(scope="module")
def report(sample):
    made_at = datetime(2026, 11, 22, tzinfo=UTC)
    return report_of(sample.ask, words("vi"), locality=LOCALITY, period="2026-Q3", made_at=made_at)


def number(cell):
    """1.329 → 1329, 88,40 → 88.4; a blank is nothing."""
    return Fraction(cell.replace(".", "").replace(",", ".")) if cell else None


def added(rows, *headers):
    """The sum over rows and columns of what was reported."""
    return sum(number(row[header]) for row in rows for header in headers if row[header])


def share(rows, of):
    """A percentage as a ratio of sums."""
    return added(rows, *of[0]) * 100 / added(rows, *of[1])


def written(value, places=2):
    """1059.5 → 1.059,50, rounded once, half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}".translate(str.maketrans(",.", ".,"))


def ranks(keys):
    """unit → 1, 2, 2, 4 of these keys, the largest first."""
    return {unit: str(1 + sum(other > key for other in keys.values())) for unit, key in keys.items()}


def table_of(document):
    """The texts of the largest table of a Word document."""
    found = max(Document(io.BytesIO(word(document))).tables, key=lambda one: len(one.rows))
    return [[cell.text for cell in row.cells] for row in found.rows]


def of_stock(row):
    """The share of what is pending that is overdue; nothing pending is nothing overdue."""
    pending = number(row["Tổng số đang giải quyết"])
    return number(row["Đang giải quyết quá hạn"]) / pending if pending else Fraction(0)


def test_the_annex(report, files):
    now, scored = files["now"], uploaded("diem-cchc-2025")
    scores = {unit: number(row["Điểm CCHC"]) * 100 / number(row["Điểm tối đa"]) for unit, row in scored.items()}
    online = {unit: share([row], ONLINE) for unit, row in now.items()}
    timely = {
        unit: (share([row], TIMELY), -of_stock(row), added([row], "Trước hạn") / added([row], "Tổng số đã giải quyết"))
        for unit, row in now.items()
    }
    score_ranks, online_ranks, timely_ranks = ranks(scores), ranks(online), ranks(timely)
    wanted = [
        [str(at), unit, written(scores[unit]), score_ranks[unit], written(online[unit]), online_ranks[unit],
         written(timely[unit][0]), timely_ranks[unit], written(added([now[unit]], *OVERDUE), 0),
         next(name for least, name in BANDS if scores[unit] >= least), ""]
        for at, unit in enumerate(now, start=1)
    ]  # fmt: skip
    rows = now.values()
    whole = ["", "Toàn địa bàn", written(sum(scores.values()) / len(scores)), "", written(share(rows, ONLINE)), "",
             written(share(rows, TIMELY)), "", written(added(rows, *OVERDUE), 0), "", ""]  # fmt: skip
    assert table_of(annex(report))[1:] == [*wanted, whole]


def test_the_consolidated_form(report, files):
    now = files["now"]
    wanted = [
        [str(at), unit, *(written(number(row[header]), 0) for header in FORM)]
        for at, (unit, row) in enumerate(now.items(), start=1)
    ]
    total = ["", "Tổng cộng", *(written(added(now.values(), header), 0) for header in FORM)]
    assert table_of(consolidated(report))[-len(now) - 1 :] == [*wanted, total]


def step(now, before, unit=""):
    """tăng 0,55 điểm phần trăm; giảm 80; không đổi."""
    way = "tăng" if now > before else "giảm"
    return f"{way} {written(abs(now - before), 2 if unit else 0)}{unit}" if now != before else "không đổi"


def changes(of, files, unit=""):
    """Both changes of a figure: `of` makes it of a file's rows."""
    now = of(files["now"].values())
    return "; ".join(f"{step(now, of(files[way].values()), unit)} {told}" for way, told in AGAINST.items())


def sentence(name, of, counted, files, target=None):
    """A line of the draft about a share."""
    rows, each = files["now"].values(), {unit: share([row], of) for unit, row in files["now"].items()}
    sums = f"{written(added(rows, *of[0]), 0)}/{written(added(rows, *of[1]), 0)} {counted}"
    points = " điểm phần trăm"
    told = (
        f"{name}: {written(share(rows, of))}% ({sums}, 10/10 đơn vị), {changes(lambda r: share(r, of), files, points)}."
    )
    named = []
    for what, value in (("Cao nhất", max(each.values())), ("thấp nhất", min(each.values()))):
        *first, last = [unit for unit in each if each[unit] == value]
        named.append(f"{what}: {' và '.join(filter(None, (', '.join(first), last)))} ({written(value)}%)")
    told += f" {'; '.join(named)}."
    if target is None:
        return told
    good = sum(value >= target for value in each.values())
    return f"{told} {good}/10 đơn vị đạt mục tiêu {target}% (QĐ 766/QĐ-TTg)."


def test_the_draft(report, files):
    told = [text.removeprefix("- ") for _, text in lines(draft(report)["blocks"])]
    now = files["now"].values()

    def count(header):
        return written(added(now, header), 0)

    def moved(header):
        return changes(lambda rows: added(rows, header), files)

    assert sentence("Tỷ lệ hồ sơ trực tuyến", ONLINE, "hồ sơ", files, 50) in told
    assert sentence("Tỷ lệ giải quyết trước và đúng hạn", TIMELY, "hồ sơ", files) in told
    assert sentence("Mức độ hài lòng", SATISFIED, "phiếu", files, 90) in told
    total, online, direct, before = FORM[:4]
    assert (
        f"Tổng số tiếp nhận: {count(total)} hồ sơ (10/10 đơn vị), {moved(total)}. "
        f"Trong đó: trực tuyến {count(online)}; trực tiếp, dịch vụ bưu chính {count(direct)}; "
        f"từ kỳ trước {count(before)}."
    ) in told
    for header, unit in (
        ("Số phản ánh, kiến nghị", "lượt"),
        ("Không hài lòng", "phiếu"),
        ("Trực tuyến một phần", "hồ sơ"),
    ):
        assert f"{header}: {count(header)} {unit} (10/10 đơn vị), {moved(header)}." in told
    for name, of, target in (("Tỷ lệ hồ sơ trực tuyến", ONLINE, 50), ("Mức độ hài lòng", SATISFIED, 90)):
        low = {unit: share([row], of) for unit, row in files["now"].items() if share([row], of) < target}
        named = "; ".join(f"{unit} ({written(value)}%)" for unit, value in low.items())
        assert f"{name} dưới mục tiêu {target}% (QĐ 766/QĐ-TTg), {len(low)}/10 đơn vị: {named}." in told
    late = {unit: added([row], *OVERDUE) for unit, row in files["now"].items() if added([row], *OVERDUE)}
    named = "; ".join(f"{unit} ({written(value, 0)})" for unit, value in late.items())
    returned, waiting = map(count, OVERDUE)
    whole = written(added(now, *OVERDUE), 0)
    assert f"Hồ sơ quá hạn: {whole} ({returned} đã trả, {waiting} chưa trả), tại: {named}." in told
