"""Valid files by the thousand: one set of figures in every dress that offices give it, and what it says.

    variant(7)  → Variant(data, name, stated): the same bytes and the same figures every time

A report is made first (wards, period, balanced figures), then drawn as a grid of texts under a number convention, then
dressed: separator, encoding, mark, line ends, quotes, blank tails, or a workbook.
"""

import io
import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl import Workbook

from tests.corpus.make import windows_1258

LOCALITY = "Thành phố Minh Họa"
WARDS = (
    "Phường Bàng Vuông",
    "Phường Lúa Ngọt",
    "Phường Cầu Vồng",
    "Xã Đồng Sương",
    "Phường Sương Hòa",
    "Phường Mộng Thủy",
)
CARRIED = dict(zip(WARDS, (6, 12, 3, 4, 21, 0), strict=True))  # what each ward had pending a quarter before
PERIODS = {
    "Quý III/2025": "2025-Q3",
    "Quý I năm 2025": "2025-Q1",
    "Q3-2025": "2025-Q3",
    "III/2025": "2025-Q3",
    "Tháng 8/2025": "2025-08",
    "6 tháng đầu năm 2025": "2025-H1",
    "10 tháng năm 2025": "2025-10M",
    "Năm 2024": "2024",
}
NOTES = ("đủ", 'theo "một cửa"', "đã đối chiếu; số liệu chốt", "gồm cả bưu chính, tại nhà", "hai\ndòng")
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Kinh doanh", "Xây dựng")

FORM_KEYS = (
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
HEADERS = {
    "received_total": "Tổng số tiếp nhận",
    "received_online": "Tiếp nhận trực tuyến",
    "received_direct_postal": "Tiếp nhận trực tiếp, dịch vụ bưu chính",
    "carried_over": "Từ kỳ trước",
    "resolved_total": "Tổng số đã giải quyết",
    "resolved_early": "Trước hạn",
    "resolved_on_time": "Đúng hạn",
    "resolved_overdue": "Đã giải quyết quá hạn",
    "pending_total": "Tổng số đang giải quyết",
    "pending_in_time": "Đang giải quyết trong hạn",
    "pending_overdue": "Đang giải quyết quá hạn",
    "online_pct_stated": "Tỷ lệ hồ sơ trực tuyến (theo báo cáo)",
    "survey_ballots": "Số phiếu khảo sát",
    "survey_very_satisfied": "Rất hài lòng",
    "survey_satisfied": "Hài lòng",
    "petitions": "Số phản ánh, kiến nghị",
    "computers": "Số máy tính",
    "reform_score": "Điểm CCHC",
    "reform_score_max": "Điểm tối đa",
    "iso_9001": "Áp dụng ISO 9001",
    "note": "Ghi chú",
}
STATED = ("online_pct_stated",)
POINTS = ("reform_score", "reform_score_max")
TEXTS = ("iso_9001", "note")
BLANK = ""
FORM_HEADER = [
    line.split(";")
    for line in (
        "TT;{};Số hồ sơ tiếp nhận;;;;Số hồ sơ đã giải quyết;;;;Số hồ sơ đang giải quyết;;",
        ";;Tổng số;Trong đó;;;Tổng số;Trong đó;;;Tổng số;Trong đó;",
        ";;;Trực tuyến;Trực tiếp, dịch vụ bưu chính;Từ kỳ trước;;Trước hạn;Đúng hạn;Quá hạn;;Trong hạn;Quá hạn",
    )
]
SUMS = {3: "=(4)+(5)+(6)", 7: "=(8)+(9)+(10)", 11: "=(12)+(13)"}
FORM_WIDTH = 13
INDEX_ROW = [f"({number}){SUMS.get(number, '')}" for number in range(1, FORM_WIDTH + 1)]
FORM_MERGED = ("A{0}:A{2}", "B{0}:B{2}", "C{0}:F{0}", "G{0}:J{0}", "K{0}:M{0}", "D{1}:F{1}", "H{1}:J{1}", "L{1}:M{1}")


@dataclass(frozen=True)
class Convention:
    """How numbers are written: what stands between thousands and before decimals."""

    name: str
    thousands: str
    decimals: str

    def write(self, value: Decimal | int) -> str:
        """1059 → 1.059, 99.15 → 99,15."""
        whole, _, part = f"{Decimal(value):f}".partition(".")
        grouped = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", self.thousands, whole) if self.thousands else whole
        return f"{grouped}{self.decimals}{part}" if part else grouped


VI = Convention("vi", ".", ",")
EN = Convention("en", ",", ".")
PLAIN = Convention("plain", "", ",")
PLAIN_POINT = Convention("plain", "", ".")
SPACED = Convention("vi", " ", ",")
CONVENTIONS = (VI, EN, PLAIN, PLAIN_POINT, SPACED)

_VIETNAMESE = re.compile(r"([<>≤≥]?\s?)([0-9]{1,3}(?:\.[0-9]{3})*)(?:,([0-9]+))?(%?)")


def rewritten(text: str, convention: Convention) -> str:
    """A number written in Vietnamese, in another convention; any other text as it is."""
    if not (found := _VIETNAMESE.fullmatch(text)):
        return text
    bound, whole, part, sign = found.groups()
    digits = whole.replace(".", "")
    leading = digits[: len(digits) - len(digits.lstrip("0"))] if len(digits) > 1 else ""
    number = convention.write(Decimal(f"{digits}.{part}" if part else digits))
    return f"{bound}{leading if not number.startswith('0') else ''}{number}{sign}"


@dataclass(frozen=True)
class Report:
    """What a file is to say. `figures`: line (a ward, in a ward's own form a field) → measure → value."""

    kind: str  # template form own transposed long
    label: str
    key: str
    figures: Mapping[str, Mapping[str, Any]] = field(hash=False)
    ward: str | None = None  # whose own form it is
    window: tuple[str, str] | None = None

    @property
    def stated(self) -> dict[tuple[str, str], dict[str, Any]]:
        """{(ward, period key): {measure: value}}: what the file plainly says."""
        if self.kind == "own":
            return {(self.ward, self.key): _summed(self.figures)}
        return {(ward, self.key): dict(row) for ward, row in self.figures.items()}


def _summed(figures) -> dict[str, int]:
    return {key: sum(row[key] for row in figures.values()) for key in FORM_KEYS}


@dataclass(frozen=True)
class Variant:
    data: bytes
    name: str
    stated: Mapping[tuple[str, str], Mapping[str, Any]]
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


# ── Figures ───────────────────────────────────────────────────────────────────


def form_figures(rng: random.Random, carried: int, most: int = 3000) -> dict[str, int]:
    """The eleven counts of form II.06a for one line; every identity holds."""
    online, direct = rng.randint(20, most), rng.randint(1, most // 3)
    total = online + direct + carried
    pending = min(rng.choice((0, 1, rng.randint(0, 40))), total - 1)
    late, overdue = rng.randint(0, pending), rng.choice((0, 0, rng.randint(0, 9)))
    resolved = total - pending
    overdue = min(overdue, resolved)
    early = rng.randint(0, resolved - overdue)
    counts = (total, online, direct, carried, resolved, early, resolved - overdue - early, overdue, pending)
    return dict(zip(FORM_KEYS, (*counts, pending - late, late), strict=True))


def share(part: int, whole: int) -> Decimal:
    """Percent, half up to 2 decimals."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def template_figures(rng: random.Random, carried: int, columns) -> dict[str, Any]:
    row: dict[str, Any] = form_figures(rng, carried)
    row["online_pct_stated"] = share(row["received_online"], row["received_online"] + row["received_direct_postal"])
    ballots = rng.randint(40, 1500)
    very = rng.randint(0, ballots)
    row |= {"survey_ballots": ballots, "survey_very_satisfied": very, "survey_satisfied": ballots - very}
    row |= {"petitions": rng.randint(0, 30), "computers": rng.randint(5, 1200)}
    row |= {"reform_score": Decimal(rng.randint(5000, 9900)) / 100, "reform_score_max": 100}
    row |= {"iso_9001": rng.choice(("có", "không", "chưa rõ")), "note": rng.choice(NOTES)}
    return {key: row[key] for key in columns}


EXTRAS = (
    ("online_pct_stated",),
    ("survey_ballots", "survey_very_satisfied", "survey_satisfied"),
    ("petitions", "computers"),
    ("reform_score", "reform_score_max"),
    ("iso_9001", "note"),
    ("note",),
)


def make_report(rng: random.Random, kind: str, label: str = "Quý III/2025", window=None) -> Report:
    """A report of two to six wards, or of one ward's fields; the figures of each line balance."""
    key = PERIODS[label]
    if kind == "own":
        fields = rng.sample(FIELDS, rng.randint(2, 6))
        ward = rng.choice(WARDS)
        parts = _split(rng, CARRIED[ward], len(fields))
        figures = {name: form_figures(rng, part, 900) for name, part in zip(fields, parts, strict=True)}
        return Report(kind, label, key, figures, ward, window)
    wards = rng.sample(WARDS, rng.randint(2, 6))
    if kind == "form":
        return Report(kind, label, key, {ward: form_figures(rng, CARRIED[ward]) for ward in wards}, None, window)
    columns = [*FORM_KEYS, *(key for extra in rng.sample(EXTRAS[:5], rng.randint(0, 4)) for key in extra)]
    if kind in ("transposed", "long"):
        columns = [key for key in columns if key not in TEXTS]
    figures = {ward: template_figures(rng, CARRIED[ward], columns) for ward in wards}
    return Report(kind, label, key, figures, None, window)


def _split(rng: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


# ── Grids of texts ────────────────────────────────────────────────────────────


def write(key: str, value: Any, convention: Convention) -> str:
    if value is None:
        return BLANK
    if key in TEXTS:
        return value
    return convention.write(value) + ("%" if key in STATED else "")


WRITINGS = {ward: (ward, ward.replace("Phường", "P.").replace("Xã", "X."), f"UBND {ward.lower()}") for ward in WARDS}
WRITINGS["Phường Sương Hòa"] += ("Phường Sương Hoà", "PHƯỜNG SƯƠNG HÒA")
WRITINGS["Phường Mộng Thủy"] += ("P. Mộng Thuỷ",)


def draw(report: Report, convention: Convention, rng: random.Random) -> list[list[str]]:
    """The report as cells of text."""
    drawn = {"template": draw_template, "form": draw_form, "own": draw_form}.get(report.kind)
    return drawn(report, convention, rng) if drawn else draw_turned(report, convention)


def draw_template(report: Report, convention: Convention, rng: random.Random) -> list[list[str]]:
    columns = list(next(iter(report.figures.values())))
    grid = [["Đơn vị", "Kỳ báo cáo", *(HEADERS[key] for key in columns)]]
    for ward, row in report.figures.items():
        written = rng.choice(WRITINGS[ward])
        grid.append([written, report.label, *(write(key, row[key], convention) for key in columns)])
    return grid


def draw_turned(report: Report, convention: Convention) -> list[list[str]]:
    """Wards as columns, or one measure a row."""
    columns = list(next(iter(report.figures.values())))
    if report.kind == "long":
        rows = [
            [ward, report.label, HEADERS[key], write(key, row[key], convention)]
            for ward, row in report.figures.items()
            for key in columns
        ]
        return [["Đơn vị", "Kỳ báo cáo", "Chỉ tiêu", "Giá trị"], *rows]
    wards = list(report.figures)
    head = [["Chỉ tiêu", *wards], ["Kỳ báo cáo", *[report.label] * len(wards)]]
    return [*head, *([HEADERS[k], *(write(k, report.figures[w][k], convention) for w in wards)] for k in columns)]


def draw_form(report: Report, convention: Convention, rng: random.Random) -> list[list[str]]:
    """Form II.06a with its title, stacked headers, an index row, group rows, the total and the signatures."""
    own = report.kind == "own"
    grid = [[f"UBND {(report.ward if own else LOCALITY).upper()}"], ["Biểu số II.06a"]]
    when = f"Kỳ báo cáo: {report.label}"
    if report.window:
        when += " (Từ ngày {} đến ngày {})".format(*report.window)
    grid += [["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"], [when]]
    if rng.random() < 0.5:
        grid.append([""] * (FORM_WIDTH - 1) + ["Đơn vị tính: Số hồ sơ TTHC"])
    first = "Lĩnh vực giải quyết" if own else "Đơn vị"
    grid += [[cell.format(first) for cell in row] for row in FORM_HEADER]
    if rng.random() < 0.7:
        grid.append([*INDEX_ROW])
    if not own and rng.random() < 0.5:
        grid.append(["I", "Xã, phường"])
    for number, (line, row) in enumerate(report.figures.items(), 1):
        written = line if own else rng.choice(WRITINGS[line])
        grid.append([str(number), written, *(convention.write(row[key]) for key in FORM_KEYS)])
    total = _summed(report.figures)
    if own or rng.random() < 0.8:
        grid.append(["", rng.choice(("Tổng cộng", "Tổng số")), *(convention.write(total[key]) for key in FORM_KEYS)])
    if rng.random() < 0.5:
        grid += [[""] * 9 + ["Ngày 16 tháng 9 năm 2025"], ["", "NGƯỜI LẬP BIỂU"] + [""] * 8 + ["CHÁNH VĂN PHÒNG"]]
    return [row + [""] * (FORM_WIDTH - len(row)) for row in grid]


def header_at(grid: list[list[str]]) -> int:
    """Where the header (its first row) stands, from 0."""
    return next(i for i, row in enumerate(grid) if row[:2] in (["TT", "Đơn vị"], ["TT", "Lĩnh vực giải quyết"]))


# ── Dress ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Dress:
    separator: str = ";"
    encoding: str = "utf-8"
    mark: bool = False
    newline: str = "\n"
    nfd: bool = False
    tails: int = 0
    quotes: str = "needed"  # needed, all, some
    sep_line: bool = False


SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-16-le", "utf-16-be", "cp1258")


def make_dress(rng: random.Random) -> Dress:
    encoding = rng.choice(ENCODINGS)
    return Dress(
        separator=rng.choice(SEPARATORS),
        encoding=encoding,
        mark=encoding != "cp1258" and rng.random() < 0.5,
        newline=rng.choice(("\n", "\r\n", "\r\n", "\r")),
        nfd=encoding != "cp1258" and rng.random() < 0.2,
        tails=rng.choice((0, 0, 1, 4)),
        quotes=rng.choice(("needed", "needed", "all", "some")),
        sep_line=rng.random() < 0.1,
    )


def quoted(cell: str, dress: Dress, rng: random.Random) -> str:
    needed = any(sign in cell for sign in (dress.separator, '"', "\n", "\r"))
    wanted = dress.quotes == "all" or (dress.quotes == "some" and rng.random() < 0.3)
    return '"' + cell.replace('"', '""') + '"' if needed or wanted else cell


def text_of(grid: list[list[str]], dress: Dress, rng: random.Random) -> str:
    lines = [
        dress.separator.join(quoted(cell, dress, rng) for cell in row) + dress.separator * dress.tails for row in grid
    ]
    if dress.sep_line:
        lines.insert(0, f"sep={dress.separator}")
    return dress.newline.join(lines) + dress.newline * (1 + dress.tails)


def encode(text: str, dress: Dress) -> bytes:
    text = unicodedata.normalize("NFD" if dress.nfd else "NFC", text)
    if dress.encoding == "cp1258":
        return windows_1258(text)
    return (("\ufeff" if dress.mark else "") + text).encode(dress.encoding)


def workbook(grid: list[list[str]], report: Report) -> bytes:
    """The grid as Excel keeps it: counts and points as numbers, shares as fractions with their format."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    for r, row in enumerate(grid, 1):
        for c, text in enumerate(row, 1):
            if text:
                _put(sheet.cell(r, c), text)
    if report.kind in ("form", "own"):
        top = header_at(grid) + 1
        for area in FORM_MERGED:
            sheet.merge_cells(area.format(top, top + 1, top + 2))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell, text: str) -> None:
    """`text` is plain with a decimal point."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?%", text):
        cell.value, cell.number_format = float(Decimal(text[:-1]) / 100), "0.00%"
    elif re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        cell.value = float(text) if "." in text else int(text)
    else:
        cell.value = text


KINDS = ("template", "template", "template", "form", "form", "own", "transposed", "long")
WORKBOOKS = 0.1  # every tenth is an .xlsx: reading one takes a child process


def variant(seed: int) -> Variant:
    """The seed's valid file: the same bytes every time."""
    rng = random.Random(f"variant {seed}")
    kind = rng.choice(KINDS)
    report = make_report(rng, kind, rng.choice(list(PERIODS)))
    fields = dict(report.figures) if kind == "own" else {}
    if rng.random() < WORKBOOKS:
        grid = draw(report, PLAIN_POINT, rng)
        return Variant(workbook(grid, report), f"bao-cao-{seed}.xlsx", report.stated, fields)
    grid = draw(report, rng.choice(CONVENTIONS), rng)
    if kind == "template":
        order = rng.sample(range(len(grid[0])), len(grid[0]))
        grid = [[row[i] for i in order] for row in grid]
    dress = make_dress(rng)
    return Variant(encode(text_of(grid, dress, rng), dress), f"bao-cao-{seed}.csv", report.stated, fields)
