"""Personal data is turned away in every kind of file; what only says whom to ask about ward results is not."""

import io

import pytest
from docx import Document
from openpyxl import Workbook

from reform import intake
from reform.indicators import declaration
from reform.intake import Answers, opening
from reform.intake.reading import Sheet, Written, address
from reform.store import open_store
from tests.workbooks import ods, ods_row, ods_text, ole, saved

DECLARATION = declaration()
RECEIVED, ONLINE = (DECLARATION.measures[key].vi for key in ("received_total", "received_online"))
NAMES = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Chi"]
RESULTS = [["Đơn vị", "Kỳ báo cáo", RECEIVED, ONLINE], ["Phường Một", "Quý III/2025", "10", "5"],
           ["Phường Hai", "Quý III/2025", "20", "7"], ["Phường Ba", "Quý III/2025", "30", "9"]]  # fmt: skip
MANY = [RESULTS[0], *[[f"Phường Số {n}", "Quý III/2025", f"{n}", "5"] for n in range(7, 60)]]
LISTS = {
    "name and address": [["STT", "Họ và tên", "Địa chỉ"], ["1", NAMES[0], "12 Lê Lợi"]],
    "name and telephone": [["Họ tên", "SĐT"], [NAMES[0], "0905123456"]],
    "dates alone": [["Thủ tục", "Ngày nhận", "Ngày trả"], ["Khai sinh", "01/02/2025", "03/02/2025"]],
    "born": [["Tên người nộp", "Ngày sinh"], [NAMES[0], "01/02/1990"]],
    "names alone": [["STT", "Họ và tên", "Kết quả"], *[[str(n), name, "đạt"] for n, name in enumerate(NAMES, 1)]],
    "one paper": [["Đơn vị", "Công dân", "Số CCCD/CMND"], ["Phường Một", NAMES[0], "048 090 001 234"]],
    "papers without a header": [["A", "B"], *[["x", f"04809000123{n}"] for n in range(3)]],
    "marks are no figures": [["Họ tên", "Địa chỉ", ONLINE], [NAMES[0], "a", "1"], [NAMES[1], "b", "0"]],
    "headers under one another": [["STT", "Người nộp", ""], ["", "Họ tên", "SĐT"], ["1", NAMES[0], "0905123456"]],
    "paper beside results": [[*RESULTS[0], "Số định danh"], *[[*row, "048090001234"] for row in RESULTS[1:]]],
    "papers spaced in many ways": [
        [*RESULTS[0], "Ghi chú"],
        *[
            [*row, note]
            for row, note in zip(
                RESULTS[1:], ["048 085 001 234", "048.085.001.235", "CCCD: 048-085-001-237"], strict=True
            )
        ],
    ],
    "papers in one cell": [*RESULTS, ["048085001234, 048085001235 048085001236"]],
    "citizens of one ward beside results": [
        ["Họ và tên", "Địa chỉ", "Điện thoại", "Đơn vị", "Số hồ sơ đã giải quyết"],
        *[
            [f"Nguyễn Văn {one}", f"Số {n} Lê Lợi", f"090500000{n}", "Phường An", f"{n}"]
            for n, one in enumerate("ABCDEFGH", 2)
        ],
    ],
    "citizens of no ward beside results": [
        ["Họ và tên", "Số hồ sơ đã giải quyết"],
        *[[name, f"{n}"] for n, name in enumerate(NAMES, 2)],
    ],
    "headers with a colon": [["STT", "Họ và tên:", "Địa chỉ:", "Đơn vị"], ["1", NAMES[0], "Tổ 1", "Phường Một"]],
    "a header of eight digits": [
        ["STT", "Họ và tên", "Số điện thoại", "Đơn vị", "12345678"],
        ["1", NAMES[0], "0905123456", "Phường Một", ""],
    ],
    "a date in a header": [
        ["STT", "Họ và tên", "Địa chỉ", "Kết quả đến 30/9/2025"],
        ["1", NAMES[0], "Tổ 1", "đạt"],
    ],
    "below results": [*RESULTS, [], ["Họ tên", "Email"], *[[name, "a@b.vn"] for name in NAMES]],
    "far below results": [*MANY, [], ["Họ tên", "Địa chỉ"], *[[name, "Tổ 1"] for name in NAMES]],
    "names far below results": [*MANY, ["STT", "Người nộp"], *[[f"{n}", name] for n, name in enumerate(NAMES, 1)]],
    "dossiers far below results": [*MANY, ["Mã hồ sơ", "Ngày hẹn trả"], ["KS-12", "03/02/2025"]],
}
NO_LISTS = {
    "telephone and address of the wards": [
        [*RESULTS[0], "Điện thoại", "Địa chỉ"],
        *[[*row, f"023638000{n}", f"{n} Lê Lợi"] for n, row in enumerate(RESULTS[1:])],
    ],
    "who drew it up": [
        [*RESULTS[0], "Họ và tên người lập biểu", "Email"],
        *[[*row, name, "a@b.vn"] for row, name in zip(RESULTS[1:], NAMES, strict=True)],
    ],
    "signed": [*RESULTS, [], ["Họ và tên người lập", "", "Thủ trưởng (ký, họ tên)", "Điện thoại"],
               [NAMES[0], "", NAMES[1], "0905123456"]],
    "signed far below": [*MANY, [], ["Họ và tên người lập", "", "Thủ trưởng (ký, họ tên)", "Điện thoại"],
                         [NAMES[0], "", NAMES[1], "0905123456"]],
    "a second table below": [*MANY, [], ["Họ tên người liên hệ", "Điện thoại", "Đơn vị", RECEIVED],
                             *[[NAMES[0], "0905123456", f"Phường Số {n}", "9"] for n in range(3)]],
    "contact above": [["Địa chỉ", "1 Lê Lợi", "Điện thoại", "02363800000"], ["Email:", "a@b.vn"], *RESULTS],
    "labels above": [["Địa chỉ: 1 Lê Lợi", "", "Điện thoại:", "Email:"], *RESULTS],
    "empty labels above": [["Địa chỉ", "", "Điện thoại", "Email"], *RESULTS],
    "who drew up each quarter": [
        [*RESULTS[0], "Họ và tên người lập biểu", "Email"],
        ["Phường Một", "Quý I/2025", "10", "5", NAMES[0], "a@b.vn"],
        ["Phường Một", "Quý II/2025", "10", "5", NAMES[1], "b@b.vn"],
        ["Phường Một", "Quý III/2025", "10", "5", NAMES[2], "c@b.vn"],
        ["Người lập biểu", "", "", "", "Phạm Dung"], ["Thủ trưởng", "", "", "", "Võ Em"],
    ],
    "a form to fill in below": [*RESULTS, [], ["Họ và tên:"], ["Chức vụ:"], ["Phòng:"], ["Ngày lập:"]],
    "fractions, dates and telephones": [
        [*RESULTS[0], "Ghi chú"],
        *[
            [*row, note]
            for row, note in zip(
                RESULTS[1:], ["0.987654321012, 0,048085001234", "05.08.2025 14.30", "0905 123 456 - 02363 800 001"],
                strict=True,
            )
        ],
    ],
    "contact with a telephone beside": [["Họ tên", NAMES[0], "Điện thoại", "0905 123 456"], *RESULTS],
    "measures nobody knows": [["Địa chỉ:", "", "Điện thoại:"], ["Đơn vị", "Lạ", "Khác"], ["Phường Một", "10", "5"],
                              ["Phường Hai", "11", "6"], ["Phường Ba", "12", "7"]],
}  # fmt: skip


def csv(rows):
    return "\n".join(";".join(row) for row in rows).encode()


def xlsx(rows, state="visible", beside=None):
    book = Workbook()
    if beside:
        for row in beside:
            book.active.append(row)
        book.create_sheet("Danh sách")
    sheet = book.worksheets[-1]
    sheet.sheet_state = state
    for row in rows:
        sheet.append(row)
    return saved(book)


def docx(rows):
    document, file = Document(), io.BytesIO()
    table = document.add_table(len(rows), max(map(len, rows)))
    for down, row in enumerate(rows):
        for at, text in enumerate(row):
            table.cell(down, at).text = text
    document.save(file)
    return file.getvalue()


KINDS = {
    "csv": csv,
    "xlsx": xlsx,
    "another sheet": lambda rows: xlsx(rows, beside=RESULTS),
    "a hidden sheet": lambda rows: xlsx(rows, "hidden", beside=RESULTS),
    "ods": lambda rows: ods(("Biểu", "".join(ods_row(*map(ods_text, row)) for row in rows))),
    "docx": docx,
}


def codes(data):
    return [problem.code for problem in intake.read(data, DECLARATION).problems]


def sheet_of(rows):
    cells = ((Written(text, f"S!{address(n, at)}") for at, text in enumerate(row)) for n, row in enumerate(rows, 1))
    return Sheet("S", tuple(map(tuple, cells)))


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_a_list_of_people_is_turned_away(rows):
    assert codes(csv(rows)) == ["dossier_list"]


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_in_every_kind_of_file_and_on_every_sheet(make):
    for name in ("name and address", "names alone", "one paper"):
        assert codes(make(LISTS[name])) == ["dossier_list"]


def test_in_an_old_workbook_too(monkeypatch):
    monkeypatch.setattr(opening, "open_workbook", lambda data, kind: (sheet_of(LISTS["name and address"]),))
    (problem,) = intake.read(ole("Workbook"), DECLARATION).problems
    assert problem.code == "dossier_list" and problem.facts["where"] == " (S!B1)"


@pytest.mark.parametrize("rows", NO_LISTS.values(), ids=NO_LISTS)
def test_whom_to_ask_about_results_is_no_list(rows):
    for make in (csv, xlsx, docx):
        assert "dossier_list" not in codes(make([row or [""] for row in rows]))


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def test_a_table_whose_header_is_only_guessed_is_not_kept_before_a_column_is_mapped(store):
    data = csv([["Ai", "Gì", "Bao nhiêu"], ["x", "y", "12"], ["z", "t", "14"]])
    draft = store.draft(data, "la.csv")
    assert [problem.code for problem in draft.problems] == ["no_header"] and draft.reading.preview
    assert store.keep_draft(draft)["status"] == "refused"
    assert not [path for path in store.directory.rglob("*") if path.is_file() and path.read_bytes() == data]
    mapped = store.draft(data, "la.csv", answers=Answers(columns={"Ai": "unit"}))
    assert store.keep_draft(mapped)["status"] == "draft"
    for key in ("", "number", "group"):
        named = store.draft(data, "la.csv", answers=Answers(columns={"Gì": key}))
        assert not named.kept_files


def test_a_numbered_list_of_no_known_figure_is_not_kept(store):
    rows = [
        ["STT", "Công dân", "Thôn, tổ dân phố", "Kết quả"],
        *[[f"{n}", name, "Tổ 1", "Đã trả"] for n, name in enumerate(NAMES)],
    ]
    draft = store.draft(csv(rows), "la.csv")
    assert "no_unit_column" in [problem.code for problem in draft.problems] and not draft.kept_files


def test_a_refused_file_is_not_kept_and_changes_no_key(store):
    good, people = (csv(RESULTS), "a.csv", Answers()), (csv(LISTS["one paper"]), "b.csv", Answers())
    alone, both = store.draft_files([good]), store.draft_files([people, good])
    assert both.key == alone.key != store.draft_files([people]).key
    assert store.keep_draft(both)["draft"] == alone.key
    assert [file.name for file in store.kept_draft(alone.key).draft.files] == ["a.csv"]
    assert store.kept_draft(alone.key).draft.key == alone.key
    assert not [path for path in store.directory.rglob("*") if path.is_file() and path.read_bytes() == people[0]]
