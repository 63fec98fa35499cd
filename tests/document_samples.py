"""Documents to try the renderers with: a full brief, a letter, a form on its side, and texts meant to break them."""

from datetime import UTC, datetime

from reform.documents.blocks import (
    beside,
    bullets,
    cards,
    course_chart,
    document,
    heading,
    kept,
    letterhead,
    numbered,
    paragraph,
    position_chart,
    signature,
    table,
    writing_lines,
)

MADE_AT = datetime(2026, 11, 21, 3, 5, tzinfo=UTC)
WARDS = ("Phường Cầu Vồng", "Phường Trăng Khuyết", "Xã Đồi Thông Xanh", "Phường Nắng Hạ", "Phường Lúa Ngọt",
         "Phường Bàng Vuông", "Phường Bến Mơ", "Phường Suối Nhạc", "Phường Gió Đông", "Phường Sao Khuê",
         "Phường Mây Trắng", "Xã Đồng Sương")  # fmt: skip
POINTS = (84.13, 80.22, 79.25, 76.74, 74.43, 73.01, 67.13, 65.08, 64.46, 64.38, 63.97, 63.27)
PERIODS = ("I/25", "II/25", "III/25", "IV/25", "I/26", "II/26", "III/26")
OWN = (92.1, 93.8, 91.2, 95.6, 97.4, 96.9, 99.53)
ALL = (93.0, 93.4, 94.1, 94.6, 95.2, 96.0, 97.1)
HASH = "9f86d081884c7d65" * 4
INDICATORS = (
    ("Hồ sơ giải quyết trước và đúng hạn", "99,53%", "2/12", "97,10%", "98%", "+2,63", "+8,33"),
    ("Hồ sơ nộp trực tuyến", "71,20%", "3/12", "64,85%", "70%", "+6,35", "+12,10"),
    ("Mức độ hài lòng", "94,02%", "9/12", "95,40%", "95%", "−1,38", "−0,62"),
    ("Số hóa hồ sơ, kết quả", "88,40%", "4/12", "82,31%", "85%", "+6,09", "+11,00"),
    ("Thanh toán trực tuyến", "46,75%", "10/12", "55,02%", "60%", "−8,27", "−3,30"),
    ("Hồ sơ quá hạn", "0,47%", "2/12", "2,90%", "–", "−2,63", "−8,33"),
    ("Điểm cải cách hành chính", "80,22", "2/12", "70,99", "–", "+1,40", "+4,05"),
)
KEY_FIGURES = (
    {"label": "Điểm CCHC", "value": "80,22", "notes": ["hạng 2/12", "tăng 1,40 điểm so với kỳ trước"]},
    {"label": "Trước và đúng hạn", "value": "99,53%", "notes": ["hạng 2/12", "cao hơn thành phố 2,43 điểm"]},
    {"label": "Hồ sơ trực tuyến", "value": "71,20%", "notes": ["hạng 3/12", "cao hơn thành phố 6,35 điểm"]},
    {"label": "Hồ sơ tiếp nhận", "value": "1.059", "unit": "hồ sơ", "notes": ["giảm 283 so với kỳ trước"]},
)
DOUBTS = (
    "Tỷ lệ thanh toán trực tuyến thấp hơn trung bình thành phố 8,27 điểm phần trăm; ba kỳ liên tiếp không cải thiện.",
    "Năm hồ sơ trễ hạn đều thuộc lĩnh vực đất đai; chưa thấy văn bản xin lỗi kèm theo.",
    "Mức độ hài lòng giảm 0,62 điểm so với quý trước dù tỷ lệ đúng hạn tăng: cần làm rõ cách lấy ý kiến.",
    "145 phiếu trên 1.059 hồ sơ đã giải quyết (13,69%): ít hơn một phần năm.",
)
ASKED = (
    ("Vì sao người dân chưa dùng thanh toán trực tuyến? Bộ phận Một cửa đã hướng dẫn thế nào?",
     "Thanh toán trực tuyến 46,75%, mục tiêu 60%"),
    ("Quy trình xử lý hồ sơ đất đai đang vướng ở bước nào, đơn vị nào chậm?", "5 hồ sơ quá hạn"),
    ("Danh sách phiếu khảo sát quý III: cách chọn mẫu, tỷ lệ phản hồi, số phiếu hợp lệ?",
     "145 phiếu, hài lòng 94,02%"),
)  # fmt: skip
# What a reader could have typed or a file could hold.
HOSTILE = (
    '#eval("1+1")',
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>",
    "{{x}} {page}/{pages}",
    "![x](http://a.b/c.png)",
    "*b* _i_ $x$ @ref <l> // c /* d */ \\ `raw` ~",
    "a\x00b\x07c\x1bd",
    "ze\u200bro\u200d",
    "\u202eabc\u202c",
    "no\ufffe\ufdd0ne",
    "Phu\u031bo\u031b\u0300ng Ho\u0300a",
    "Phường Nguyễn Phúc Bảo Thạnh Trung Hòa Đông Tây Nam Bắc",
    "W" * 60,
)
AS_PRINTED = (*HOSTILE[:6], "abcd", "zero", "abc", "none", "Phường Hòa", *HOSTILE[11:])


def written(value):
    """80.22 → 80,22."""
    return f"{value:.2f}".replace(".", ",")


def positions(rows=None, **more):
    """The chart of twelve wards, or of the given (name, value) pairs; the second is chosen."""
    pairs = list(zip(WARDS, POINTS, strict=True)) if rows is None else rows
    told = [{"name": name, "value": value, "text": "chưa gửi báo cáo" if value is None else written(value),
             "chosen": place == 1} for place, (name, value) in enumerate(pairs)]  # fmt: skip
    target = {"target": {"value": 70.07, "text": "Trung vị 70,07"}}
    return position_chart("Xếp hạng điểm tổng hợp", "thang 100", told, **target | more)


def course(own=OWN, everyone=ALL, periods=PERIODS, **more):
    """The chart of a ward beside all wards."""
    lines = [
        {"name": "Toàn thành phố", "values": list(everyone), "text": "Thành phố 97,10"},
        {"name": "Phường Trăng Khuyết", "values": list(own), "text": "99,53", "chosen": True},
    ]
    return course_chart("Tỷ lệ giải quyết đúng hạn", "%", periods, lines, **more)


def figures():
    """The indicators of a ward."""
    labels = ("Chỉ số", "Phường", "Hạng", "Thành phố", "Mục tiêu", "So kỳ trước", "So cùng kỳ")
    columns = [{"label": label, "align": "right" if place else "left", "width": 1 if place else 3.2,
                "bold": place == 1} for place, label in enumerate(labels)]  # fmt: skip
    return table(columns, INDICATORS, title="Chỉ số chi tiết", note="So kỳ trước và cùng kỳ: điểm phần trăm; điểm.")


def brief(**more):
    """A full brief of one ward in two pages."""
    done = {"text": "Công khai danh sách hồ sơ trễ hạn kèm văn bản xin lỗi.", "note": "Ban Pháp chế · đang làm"}
    told = [
        cards(KEY_FIGURES),
        beside([positions(), course(target={"value": 98, "text": "Mục tiêu 98"})]),
        figures(),
        beside([
            [heading("Điểm cần làm rõ"), bullets(DOUBTS)],
            [heading("Câu hỏi gợi ý"), numbered([{"text": text, "note": note} for text, note in ASKED])],
        ]),
        heading("Kiến nghị trước đây"),
        bullets([done]),
        kept([heading("Ghi chép tại buổi làm việc"), writing_lines(6)]),
        heading("Cách tính và nguồn số liệu"),
        paragraph("Số liệu do đơn vị tự báo cáo. Tỷ lệ là tổng của tử số trên tổng của mẫu số.", soft=True),
        paragraph(f"Tệp q3_2026.xlsx, SHA-256 {HASH}", soft=True),
    ]  # fmt: skip
    around = {
        "left": ["ĐOÀN GIÁM SÁT CẢI CÁCH HÀNH CHÍNH", "Hội đồng nhân dân thành phố Minh Họa"],
        "right": ["Quý III/2026", "In ngày 21/11/2026"],
        "stamp": "SỐ LIỆU MINH HỌA",
        "subtitle": ["Hạng 2/12 phường, xã", "tăng 3 bậc so với quý II/2026", "tài liệu lưu hành nội bộ"],
        "footer": "Nguồn: báo cáo quý của Văn phòng; tệp «q3_2026.xlsx», ghi nhận 16/09/2026 08:12",
    }
    given = {"lang": "vi", "blocks": told, "made_at": MADE_AT} | around | more
    return document("Phiếu thông tin phục vụ giám sát: Phường Trăng Khuyết", **given)


def letter(**more):
    """A request for documents, as the office writes letters."""
    columns = [{"label": "TT", "width": 0.4, "align": "center"}, {"label": "Nội dung", "width": 3},
               *({"label": f"Quý {number}", "align": "right"} for number in ("I", "II", "III"))]  # fmt: skip
    rows = [("1", "Hồ sơ tiếp nhận", "", "", ""), ("2", "Hồ sơ trực tuyến", "", "", "")]
    asked = (
        "Thực hiện chương trình giám sát năm 2026, Đoàn giám sát đề nghị Ủy ban nhân dân phường báo cáo theo đề cương "
        "dưới đây và gửi các tài liệu kèm theo trước ngày 30/11/2026."
    )
    told = [
        letterhead(
            ["HĐND THÀNH PHỐ MINH HỌA", "ĐOÀN GIÁM SÁT", "Số: …/ĐGS"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Minh Họa, ngày … tháng … năm 2026"],
        ),
        paragraph("Kính gửi: Ủy ban nhân dân Phường Trăng Khuyết", align="center"),
        *[paragraph(asked, indent=True, align="justify")] * 2,
        heading("I. Nội dung báo cáo"),
        numbered(["Công tác chỉ đạo, điều hành.", "Tiếp nhận và giải quyết hồ sơ.", "Lấy ý kiến của người dân."]),
        heading("1. Số liệu", level=2),
        table(columns, rows, title="Biểu số 1: Tiếp nhận và giải quyết hồ sơ"),
        heading("II. Danh mục tài liệu"),
        bullets([{"text": f"Tài liệu số {place}: danh sách hồ sơ quá hạn.", "note": "Bản điện tử"}
                 for place in range(1, 9)]),
        paragraph("Trân trọng./.", indent=True),
        signature(
            ["Nơi nhận:", "- Như trên;", "- Lưu: VT."],
            ["TM. ĐOÀN GIÁM SÁT", "TRƯỞNG ĐOÀN", "(Ký, ghi rõ họ tên)"],
        ),
    ]  # fmt: skip
    subtitle = ["Tình hình thực hiện công tác cải cách hành chính và danh mục tài liệu đề nghị cung cấp"]
    given = {"lang": "vi", "blocks": told, "style": "letter", "made_at": MADE_AT, "subtitle": subtitle} | more
    return document("ĐỀ CƯƠNG BÁO CÁO", **given)


def over(text, count):
    """A cell of a stacked head over so many columns."""
    return {"text": text, "columns": count}


def tall(text, count=2):
    """A cell of a stacked head over so many rows."""
    return {"text": text, "rows": count}


FORM_HEAD = (
    [tall("TT", 3), tall("Đơn vị", 3), over("Số hồ sơ nhận giải quyết", 4), over("Số lượng hồ sơ đã giải quyết", 4),
     over("Số lượng hồ sơ đang giải quyết", 3), tall("Ghi chú", 3)],
    [tall("Tổng số"), over("Trong kỳ", 2), tall("Từ kỳ trước"), tall("Tổng số"), tall("Trước hạn"), tall("Đúng hạn"),
     tall("Quá hạn"), tall("Tổng số"), tall("Trong hạn"), tall("Quá hạn")],
    [{"text": "Trực tuyến"}, {"text": "Trực tiếp, dịch vụ bưu chính"}],
)  # fmt: skip


def form(count, **more):
    """Form II.06a of so many wards, 14 columns on their side, and its total."""
    sides = ("center", "left", *["right"] * 11, "left")
    widths = (0.5, 3, *[1.1] * 11, 1.6)
    columns = [{"label": "", "width": width, "align": side} for width, side in zip(widths, sides, strict=True)]
    rows = [(str(one), f"{WARDS[one % 12]} {one}", *["1.059"] * 11, "") for one in range(1, count + 1)]
    total = ("", "Tổng cộng", *["52.950"] * 11, "")
    told = table(columns, [*rows, total], head=FORM_HEAD, bold_rows=[count], size=8)
    given = {"lang": "vi", "blocks": [told], "landscape": True, "made_at": MADE_AT, "footer": "Minh Họa"} | more
    return document("Biểu số II.06a/VPCP/KSTT", **given)


def hostile():
    """A document in which every text is one that means something somewhere else."""
    first, formula, script, braces = HOSTILE[:4]
    rows = [{"name": one, "value": place - 3, "text": str(place), "chosen": place == 2}
            for place, one in enumerate(HOSTILE)]  # fmt: skip
    lines = [{"name": one, "values": [1.0, None, 2.0], "text": one} for one in HOSTILE[:4]]
    told = [
        letterhead(HOSTILE[:3], HOSTILE[3:6]),
        *[paragraph(one) for one in HOSTILE],
        heading(first, note=script),
        bullets(HOSTILE),
        numbered([{"text": one, "note": one} for one in HOSTILE]),
        cards([{"label": one, "value": one, "unit": one, "notes": [one]} for one in HOSTILE]),
        table([{"label": one} for one in HOSTILE[:4]], [[one] * 4 for one in HOSTILE], title=formula, note=braces),
        beside([position_chart(script, braces, rows, target={"value": 2, "text": first}),
                course_chart(formula, first, HOSTILE[:3], lines, breaks=[1])]),
        signature(HOSTILE[:3], HOSTILE[3:6]),
    ]  # fmt: skip
    return document(
        f"{first} {script} {HOSTILE[6]}", lang="vi", blocks=told, subtitle=HOSTILE, left=HOSTILE, right=HOSTILE,
        stamp=first, footer=braces, made_at=MADE_AT, description=formula,
    )  # fmt: skip
