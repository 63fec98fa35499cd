"""Báo cáo tổng hợp: annex, consolidated form and draft say what the queries answer, in every format and language."""

import io
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import load_workbook
from pypdf import PdfReader

from reform.__main__ import main
from reform.brief import brief_of
from reform.documents.pdf import count_pages, pdf
from reform.documents.word import word
from reform.export import office_xlsx
from reform.indicators import declaration
from reform.report import (
    annex,
    annex_table,
    consolidated,
    consolidated_table,
    draft,
    file_name,
    files_of,
    frozen,
    makers_of,
    report_of,
)
from reform.report.consolidated import FORM
from reform.report.sheet import fitted
from reform.report.told import lines
from reform.rows import records
from reform.sample import LOCALITY as SAMPLE
from reform.store import open_store
from reform.text import half_up, words
from tests.pages import EVIL, HEAD, LANGUAGES, live, look, shown, title

PLACE = "Thành phố Thử"
MADE_AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
UNITS = ("Phường Bảy", "Phường An", "Xã Cam", "Phường Dung", "Phường Em")
# One that wrote no total, one with the merged column, one with a bound, one without the form; Phường Em sent nothing.
NOW = {
    "Phường Bảy": dict(zip(FORM[1:], (60, 39, 1, 95, 60, 30, 5, 5, 5, 0), strict=True)),
    "Phường An": {
        "received_total": 200, "received_online": 150, "received_direct_postal": 40, "carried_over": 10,
        "resolved_total": 190, "resolved_early_or_on_time": 185, "resolved_overdue": 5,
        "pending_total": 10, "pending_in_time": 8, "pending_overdue": 2,
    },
    "Xã Cam": {"received_total": "<30"},
    "Phường Dung": {"petitions": 3, "plans_issued": 2},
}  # fmt: skip
BEFORE = {
    "Phường Bảy": {"received_online": 50, "received_direct_postal": 50},
    "Phường An": {"received_online": 150, "received_direct_postal": 50},
    "Phường Dung": {"petitions": 5},
}


def filed(rows, period):
    """A file with these measures of these units."""
    keys = list(dict.fromkeys(key for row in rows.values() for key in row))
    head = ";".join(["Đơn vị", "Trực thuộc", "Kỳ báo cáo", *(declaration().measures[key].vi for key in keys)])
    body = [f"{name};{PLACE};{period};" + ";".join(str(row.get(key, "")) for key in keys) for name, row in rows.items()]
    return "\n".join([head, *body]).encode()


def office(directory, units, *reports, group=None):
    """A store of these units in this order; `reports` are (rows, period)."""
    store = open_store(directory)
    store.set_up(PLACE, 14, [{"ward": one, "group_name": group, "code": None, "aliases": []} for one in units])
    for rows, period in reports:
        store.publish(store.draft(filed(rows, period), f"{period.replace('/', '-')}.csv"), ["all"])
    return store


def report(store, period="2025-Q3", lang="vi", locality=PLACE, group=None):
    facts = {"locality": locality, "period": period, "group": group}
    return report_of(store.ask, words(lang), made_at=MADE_AT, **facts)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    reports = (BEFORE, "Quý II/2025"), (NOW, "Quý III/2025")
    return office(tmp_path_factory.mktemp("office") / "store", UNITS, *reports)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """168 units, of which ten are one group and fifty another."""
    store = open_store(tmp_path_factory.mktemp("many") / "store")
    names = [f"Phường Số {at} tên rất dài để xuống dòng trong ô" for at in range(1, 169)]
    groups = ["Cụm mười"] * 10 + ["Cụm năm mươi"] * 50 + ["Cụm khác"] * 108
    listed = zip(names, groups, strict=True)
    store.set_up(PLACE, 14, [{"ward": one, "group_name": own, "code": None, "aliases": []} for one, own in listed])
    online = [60 - at % 50 for at in range(len(names))]
    rows = {
        name: NOW["Phường Bảy"] | {"received_online": one, "received_direct_postal": 99 - one}
        for name, one in zip(names, online, strict=True)
    }
    store.publish(store.draft(filed(rows, "Quý III/2025"), "q3.csv"), ["all"])
    return store


def said(document):
    """Every line of a document's text; of a point of a letter what follows its dash."""
    return [text.removeprefix("- ") for _, text in lines(document["blocks"])]


def text_of(data):
    """A PDF's text, its spaces as one."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def cells_of(data):
    """The rows of the largest table of a Word document."""
    table = max(Document(io.BytesIO(data)).tables, key=lambda one: len(one.rows))
    return [[cell.text for cell in row.cells] for row in table.rows]


def sheet_rows(data, table):
    """The figures of a workbook below its head, row by row, as they stand in it."""
    page = load_workbook(io.BytesIO(data)).active
    first = next(row for row in range(1, 40) if page.cell(row, 2).value == table.rows[0][table.columns[1].key])
    return [
        [cell.value for cell in row[: len(table.columns)]] for row in page.iter_rows(first, first + len(table.rows) - 1)
    ]


def vietnamese(value, places=2):
    """1059.5 → 1.059,50, written here once more; absent is a dash."""
    return "–" if value is None else f"{half_up(value, places):,}".translate(str.maketrans(",.", ".,"))


def decimals(values):
    """Two, or as many as it takes for unequal values of units to look unequal."""
    known = {value for value in values if value is not None}
    return next(places for places in range(2, 13) if len({half_up(value, places) for value in known}) == len(known))


def kept(value):
    """A figure with the digits that a workbook keeps for sure; an empty text is nothing."""
    return value or None if isinstance(value, str) else value and float(f"{value:.12g}")


# The annex


@pytest.mark.parametrize("period", ["2026-Q3", "2025", "2024-Q1"])
def test_every_figure_of_the_annex_is_the_querys_in_each_format(sample, period):
    made = report(sample, period, locality=SAMPLE)
    table, asked = annex_table(made), records(sample.ask("summary", locality=SAMPLE, period=period))
    figures = ("score", "score_rank", "online", "online_rank", "timeliness", "timeliness_rank", "overdue")
    wanted = [[row[key] for key in figures] for row in asked]
    places = {key: decimals([row[key] for row in asked[:-1]]) for key in ("score", "online", "timeliness")}
    printed = [[vietnamese(row[key], places.get(key, 0)) for key in figures] for row in asked]
    for row in printed[-1:]:  # the locality has no ranks
        row[1] = row[3] = row[5] = ""
    names = [*(row["ward"] for row in asked[:-1]), "Toàn địa bàn"]
    in_word = [row for row in cells_of(word(annex(made))) if row[1] in names]
    assert [row[2:9] for row in in_word] == printed
    in_pdf = text_of(pdf(annex(made)))
    assert all(" ".join(filter(None, [name, *row])) in in_pdf for name, row in zip(names, printed, strict=True))
    in_sheet = [row[2:9] for row in sheet_rows(office_xlsx(table, MADE_AT), table)]
    assert [[kept(value) for value in row] for row in in_sheet] == [[kept(value) for value in row] for row in wanted]


def test_the_annex_follows_the_offices_order_and_says_why_a_unit_has_no_rank(small):
    table = annex_table(report(small))
    assert [row["ward"] for row in table.rows] == [*UNITS, "Toàn địa bàn"]
    assert [row["office_order"] for row in table.rows] == [1, 2, 3, 4, 5, ""]
    assert [row["note"] for row in table.rows[2:5]] == ["báo cáo để trống", "báo cáo để trống", "chưa gửi báo cáo"]
    assert [row["online_rank"] for row in table.rows] == [2, 1, None, None, None, ""]
    heads = [column.header for column in table.columns]
    assert heads[:5] == ["TT", "Đơn vị", "Điểm CCHC", "Hạng", "Tỷ lệ hồ sơ trực tuyến (%)"]
    assert heads[5:8] == ["Hạng", "Tỷ lệ giải quyết trước và đúng hạn (%)", "Hạng"]
    assert heads[8:] == ["Hồ sơ quá hạn", "Xếp loại", "Ghi chú"]


def test_the_last_row_says_over_how_many_units_and_a_tie_shares_its_rank(small, sample):
    notes = " ".join(annex_table(report(small)).notes)
    assert "là tổng trên tổng của 2/5 đơn vị có đủ hai số; hồ sơ quá hạn là tổng của 2/5 đơn vị" in notes
    tied = annex_table(report(sample, "2025", locality=SAMPLE))
    assert [row["score_rank"] for row in tied.rows if row["score"] == 84.6] == [4, 4]
    assert "điểm CCHC là bình quân 10/10 đơn vị" in tied.notes[0]


def test_a_quarter_without_scores_names_whose_scores_it_shows(sample, small):
    table = annex_table(report(sample, "2026-Q3", locality=SAMPLE))
    assert {"Điểm CCHC năm 2025", "Xếp loại năm 2025"} <= {column.header for column in table.columns}
    assert any("chưa có điểm CCHC; điểm, hạng theo điểm và xếp loại là của năm 2025" in note for note in table.notes)
    assert any("trước đó chưa có kỳ nào có điểm" in note for note in annex_table(report(small)).notes)


def test_provisional_until_a_document_closes_the_period_then_its_number_and_the_ids(small, tmp_path):
    closed = office(tmp_path / "store", UNITS, (NOW, "Quý III/2025"))
    closed.close("2025-Q3", "12/QĐ-UBND", date(2025, 10, 5), PLACE, "A")
    ids = dict(one.split("=") for one in closed.ask("closings", locality=PLACE)["rankings"][0].split())
    for make in (annex, consolidated, draft):
        assert make(report(small))["stamp"] == "Tạm tính"
        made = make(report(closed))
        text = text_of(pdf(made))
        assert made["stamp"] == "Theo QĐ số 12/QĐ-UBND ngày 05/10/2025" and made["stamp"] in text
        assert ids["online"] in text and ids["timeliness"] in text and "ạm tính" not in text
    for make in (annex_table, consolidated_table):
        stamps = [
            " ".join(str(cell.value) for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row)
            for data in (office_xlsx(make(report(store)), MADE_AT) for store in (small, closed))
        ]
        assert "tạm tính" in stamps[0] and "QĐ số" not in stamps[0]
        assert "tạm tính" not in stamps[1] and "theo QĐ số 12/QĐ-UBND ngày 05/10/2025" in stamps[1]


# The consolidated form


def test_the_total_is_the_sum_of_what_was_reported_and_absent_is_not_zero(small):
    table = consolidated_table(report(small))
    reported = {name: dict(row) for name, row in NOW.items()}
    reported["Phường Bảy"]["received_total"] = 60 + 39 + 1
    wanted = {}
    for key in FORM:
        exact = [row[key] for row in reported.values() if isinstance(row.get(key), int)]
        wanted[key] = (sum(exact), len(exact)) if exact else None
    assert {key: table.rows[-1].get(key) for key in FORM} == {key: value[0] for key, value in wanted.items()}
    assert {key: report(small).totals[key]["units"] for key in FORM} == {key: value[1] for key, value in wanted.items()}
    assert [row["unit"] for row in table.rows] == [*UNITS, "Tổng cộng"]
    an = table.rows[1]
    assert "resolved_early" not in an and table.text(1, table.columns[7]) == ""


def test_signs_tell_a_computed_total_from_a_sum_of_some(small):
    table = consolidated_table(report(small))
    column = next(column for column in table.columns if column.key == "received_total")
    assert [table.text(at, column) for at in range(6)] == ["100*", "200", "<30", "", "", "300*†"]
    notes = "\n".join(table.notes)
    assert (
        "tính từ các thành phần" in notes and "2 đơn vị ở cột (3), (4)" in notes and "1 đơn vị ở cột (8), (9)" in notes
    )
    assert "Chưa gửi báo cáo: Phường Em." in notes and "Báo cáo để trống biểu này: Phường Dung." in notes


@pytest.mark.parametrize("period", ["2026-Q3", "2024-Q1"])
def test_every_figure_of_the_form_stands_in_each_format(sample, period):
    made = report(sample, period, locality=SAMPLE)
    table = consolidated_table(made)
    printed = [[table.text(at, column) for column in table.columns] for at in range(len(table.rows))]
    assert cells_of(word(consolidated(made)))[-len(printed) :] == printed
    in_pdf = text_of(pdf(consolidated(made)))
    assert all(" ".join(filter(None, row)) in in_pdf for row in printed)
    totals = [sum(row[key] for row in table.rows[:-1]) for key in FORM]
    assert sheet_rows(office_xlsx(table, MADE_AT), table)[-1][2:] == totals


def figures_of(store, names, period):
    """unit → its exact and bounded figures of the form, computed totals with them."""
    found = {}
    for row in records(store.ask("consolidated_form", locality=PLACE, period=period)):
        if row["measure"] in FORM:
            found.setdefault(row["ward"], {})[row["measure"]] = (row["value"], row["bound"])
    return found


def test_the_workbook_is_read_again_with_the_same_figures(small, tmp_path):
    data = office_xlsx(consolidated_table(report(small)), MADE_AT)
    again = office(tmp_path / "store", UNITS)
    read = again.draft(data, "bieu.xlsx")
    assert not [problem for problem in read.problems if problem.severity != "note"]
    again.publish(read, ["all"])
    assert figures_of(again, UNITS, "2025-Q3") == figures_of(small, UNITS, "2025-Q3")
    assert records(again.ask("periods", locality=PLACE))[0]["period"] == "2025-Q3"


def test_the_workbook_prints_on_a4_across_with_its_head_on_every_page(small, many):
    made = [(store, make(report(store))) for make in (annex_table, consolidated_table) for store in (small, many)]
    for store, table in made:
        page = load_workbook(io.BytesIO(office_xlsx(table, MADE_AT))).active
        setup = page.page_setup
        assert (setup.orientation, int(setup.paperSize), setup.fitToWidth) == ("landscape", 9, 1)
        assert setup.fitToHeight == (store is small), "a few units on one page, many on as many as they need"
        first, last = (int(one) for one in page.print_title_rows.replace("$", "").split(":"))
        assert (
            page.cell(first, 2).value == "Đơn vị"
            and page.cell(last + 1, 2).value == table.rows[0][table.columns[1].key]
        )
        figures = [cell for cell in page[last + 1] if isinstance(cell.value, int | float)]
        assert all(cell.number_format.startswith("[$-42A]") for cell in figures)
        noted = next(row for row in page.iter_rows(min_col=1, max_col=1) if str(row[0].value).startswith("Ghi chú"))[0]
        assert noted.alignment.wrap_text and any(noted.coordinate in merged for merged in page.merged_cells.ranges)


def test_check_reads_the_workbook_of_the_sample(sample, tmp_path):
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(office_xlsx(consolidated_table(report(sample, "2026-Q3", locality=SAMPLE)), MADE_AT))
    answer = CliRunner().invoke(main, ["check", str(path), "--store", str(sample.directory), "--json"])
    found = json.loads(answer.stdout)
    assert answer.exit_code == 0 and not [one for one in found["problems"] if one["severity"] != "note"]
    assert found["decisions"]["layout"] == "form_06a" and found["decisions"]["period"][0]["key"] == "2026-Q3"


def test_early_and_on_time_in_one_figure_has_its_own_column(small):
    table = consolidated_table(report(small))
    at = [column.key for column in table.columns].index("resolved_early_or_on_time")
    column = table.columns[at]
    assert column.header.startswith("(8)+(9)") and table.heads[-1][at]["text"] == "(8)+(9)"
    assert [table.text(row, column) for row in range(6)] == ["90", "185", "", "", "", "275†"]
    assert len(table.heads[-1]) == len(table.columns) and sum(cell.get("columns", 1) for cell in table.heads[0]) == len(
        table.columns
    )


def test_what_the_locality_reports_of_itself_stands_beside_and_is_not_ranked(tmp_path):
    rows = NOW | {PLACE: {"resolved_overdue": 12, "petitions": 9}}
    made = report(office(tmp_path / "store", UNITS, (rows, "Quý III/2025")))
    assert "xếp hạng): Đã giải quyết quá hạn 12 hồ sơ; Số phản ánh, kiến nghị 9 lượt." in " ".join(
        annex_table(made).notes
    )
    assert [row["ward"] for row in annex_table(made).rows] == [*UNITS, "Toàn địa bàn"]
    told = said(draft(made))
    assert any(one.startswith("Theo báo cáo của địa bàn") and "quá hạn 12 hồ sơ" in one for one in told)


def test_bands_name_their_document_and_the_mean_is_exact(sample, small):
    made = report(sample, "2025", locality=SAMPLE)
    table = annex_table(made)
    assert any("chưa đối chiếu văn bản gốc" in note for note in table.notes)
    assert any(one.startswith("Xếp loại: ") and "chưa đối chiếu văn bản gốc" in one for one in said(draft(made)))
    assert repr(table.rows[-1]["score"]) == "82.79"
    assert not any("Xếp loại theo" in note for note in annex_table(report(small)).notes)


# Many units, hostile names


@pytest.mark.parametrize(("group", "first", "units"), [("Cụm mười", 1, 10), ("Cụm năm mươi", 11, 50), (None, 1, 168)])
@pytest.mark.parametrize(("make", "head"), [(annex, "trực tuyến"), (consolidated, "(13)")])
def test_the_head_stands_on_every_page_with_figures(many, group, first, units, make, head):
    made = fitted(make(report(many, group=group)))
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(pdf(made))).pages]
    assert len(pages) == count_pages(made) and len(pages) >= units / 40
    assert all(head in page for page in pages if "Phường Số" in page)
    last = f"Phường Số {first + units - 1} "
    assert last in pages[-1] and "THỦ TRƯỞNG" in pages[-1], "who signs stands below the last rows"
    assert make is consolidated or units > 10 or len(pages) == 1
    text = " ".join(pages)
    named = {int(number) for number in re.findall(r"Phường Số ([0-9]+) tên", text)}
    assert named == set(range(first, first + units))


HOSTILE = ("=cmd|' /C calc'!A0", "Xã #eval(1+1) $x$", "Xã <script>alert(1)</script>", "Xã {{x}} {0}", f"Xã {EVIL}")


def test_hostile_names_stand_as_they_are_in_every_file(tmp_path):
    store = office(tmp_path / "store", HOSTILE, group="=1+1")
    rows = {"Phường X": {"received_online": 1, "received_direct_postal": 1}}
    store.publish(store.draft(filed(rows, "Quý III/2025"), "=cmd #eval.csv"), ["all"])
    made = report(store)
    assert [row["ward"] for row in made.units][: len(HOSTILE)] == list(HOSTILE)
    for document in (annex(made), consolidated(made)):
        in_pdf, in_word = re.sub(r"\s", "", text_of(pdf(document))), [row[1] for row in cells_of(word(document))]
        assert all(name in in_word and re.sub(r"\s", "", name) in in_pdf for name in HOSTILE)
    assert all(name in " ".join(said(draft(made))) for name in HOSTILE)
    page = load_workbook(io.BytesIO(office_xlsx(annex_table(report(store, group="=1+1")), MADE_AT))).active
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value is not None}
    assert all(cells[name].data_type == "s" for name in (*HOSTILE, "=1+1"))
    assert cells["=1+1"].quotePrefix and cells[HOSTILE[0]].quotePrefix


# The draft


def test_the_draft_says_the_figures_and_their_changes(small):
    told = said(draft(report(small)))
    assert told[2:4] == [
        "Ủy ban nhân dân thành phố Thử báo cáo kết quả công tác cải cách hành chính quý III/2025 như sau:",
        "Số liệu trong báo cáo là tạm tính, chưa chốt. 4/5 đơn vị đã gửi báo cáo; chưa gửi: Phường Em.",
    ]
    assert (
        "Tỷ lệ hồ sơ trực tuyến: 72,66% (210/289 hồ sơ, 2/5 đơn vị), tăng 6,00 điểm phần trăm so với quý II/2025. "
        "Cao nhất: Phường An (78,95%); thấp nhất: Phường Bảy (60,61%). 2/2 đơn vị đạt mục tiêu 50% (QĐ 766/QĐ-TTg)."
    ) in told
    assert (
        "Tổng số tiếp nhận: 300 hồ sơ (2/5 đơn vị; có tổng tính từ các thành phần). "
        "Trong đó: trực tuyến 210; trực tiếp, dịch vụ bưu chính 79; từ kỳ trước 11."
    ) in told
    assert "Số phản ánh, kiến nghị: 3 lượt (1/5 đơn vị), giảm 2 so với quý II/2025." in told
    assert "Kế hoạch ban hành: 2 văn bản (1/5 đơn vị)." in told
    assert "Tỷ lệ hồ sơ trực tuyến: không có đơn vị nào dưới mục tiêu 50% (QĐ 766/QĐ-TTg)." in told
    assert "Hồ sơ quá hạn: 12 (10 đã trả, 2 chưa trả), tại: Phường Bảy (5); Phường An (7)." in told


def test_a_change_of_a_share_is_over_the_units_of_both_periods(tmp_path):
    """Bảy and An fell; with Xã Cam, which reported nothing before, the locality's share would seem to rise."""
    now = {name: {"received_online": one, "received_direct_postal": 100 - one}
           for name, one in (("Phường Bảy", 50), ("Phường An", 60), ("Xã Cam", 99))}  # fmt: skip
    before = {"Phường Bảy": now["Phường An"], "Phường An": now["Phường An"]}
    told = said(draft(report(office(tmp_path / "store", UNITS, (before, "Quý II/2025"), (now, "Quý III/2025")))))
    assert any(
        "69,67% (209/300 hồ sơ, 3/5 đơn vị), giảm 5,00 điểm phần trăm so với quý II/2025 "
        "(tính trên 2 đơn vị có số liệu cả hai kỳ)." in one
        for one in told
    )


def test_the_ground_is_written_out(small):
    assert any(one.startswith("Căn cứ Quyết định số 766/QĐ-TTg ngày 23/06/2022") for one in said(draft(report(small))))


def test_the_draft_in_english(small):
    told = said(draft(report(small, lang="en")))
    assert (
        "Online-submission share: 72.66% (210/289 dossiers, 2/5 units), up 6.00 percentage points against Q2 2025. "
        "Highest: Phường An (78.95%); lowest: Phường Bảy (60.61%). 2/2 units reach the target 50% (QĐ 766/QĐ-TTg)."
    ) in told
    assert any(one.startswith("Petitions: 3") and "down 2 against Q2 2025" in one for one in told)


BELOW = {
    "Phường Bảy": {"received_online": 49, "received_direct_postal": 51},
    "Phường An": {"received_online": 4999, "received_direct_postal": 5001},
    "Xã Cam": {"received_online": 60, "received_direct_postal": 40},
    "Phường Dung": {"received_online": 50, "received_direct_postal": 50},
    "Phường Em": {"received_online": 30, "received_direct_postal": 20},
}


@pytest.mark.parametrize(
    ("lang", "below", "ends"),
    [
        (
            "vi",
            "dưới mục tiêu 50% (QĐ 766/QĐ-TTg), 2/5 đơn vị: Phường Bảy (49,00%); Phường An (49,99%).",
            "Cao nhất: Xã Cam và Phường Em (60,00%); thấp nhất: Phường Bảy (49,00%). 3/5 đơn vị đạt mục tiêu 50%",
        ),
        (
            "en",
            "below the target 50% (QĐ 766/QĐ-TTg), 2/5 units: Phường Bảy (49.00%); Phường An (49.99%).",
            "Highest: Xã Cam and Phường Em (60.00%); lowest: Phường Bảy (49.00%). 3/5 units reach the target 50%",
        ),
    ],
)
def test_below_target_by_name_ties_and_no_earlier_period(tmp_path, lang, below, ends):
    told = said(draft(report(office(tmp_path / "store", UNITS, (BELOW, "Quý III/2025")), lang=lang)))
    share = next(one for one in told if ends in one)
    assert any(below in one for one in told) and words(lang).t("office_report.draft.no_earlier") in share
    assert not any("quý II/2025" in one or "Q2 2025" in one for one in told)
    assert words(lang).t("office_report.draft.all_reported", expected="5") in told[3]


def test_all_alike_and_a_share_that_only_rounds_to_its_target(tmp_path):
    alike = {name: {"received_online": 1, "received_direct_postal": 1} for name in UNITS[:2]}
    alike |= {"Xã Cam": {"received_online": 499999, "received_direct_postal": 500001}}
    store = office(tmp_path / "store", UNITS[:3], (alike, "Quý III/2025"))
    told = said(draft(report(store)))
    assert any("1/3 đơn vị: Xã Cam (49,9999%)." in one for one in told)
    store = office(tmp_path / "other", UNITS[:2], ({name: alike[name] for name in UNITS[:2]}, "Quý III/2025"))
    assert any("Cả 2 đơn vị cùng đạt 50,00%." in one for one in said(draft(report(store))))


def test_the_draft_of_a_year_tells_scores_their_parts_by_domain_and_bands_once(sample):
    told = said(draft(report(sample, "2025", locality=SAMPLE)))
    assert any(
        one.startswith("Điểm CCHC: bình quân 82,79 điểm (10/10 đơn vị), tăng 0,84 điểm so với năm 2024.")
        for one in told
    )
    assert any(one.startswith("Xếp loại: Xuất sắc 1 đơn vị (Phường Cầu Vồng); Tốt 6 đơn vị") for one in told)
    ranked = records(sample.ask("ranking", locality=SAMPLE, period="2025", by="minh_hoa.steering"))
    points = [float(row["value"]) for row in ranked]
    part = told[told.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH") + 1]
    mean = words("vi").number(sum(points) / len(points), 2)
    assert part.startswith(f"Điểm nội dung “Chỉ đạo điều hành”: bình quân {mean} điểm (10/10 đơn vị)")
    assert "form" not in makers_of(report(sample, "2025", locality=SAMPLE))
    quarter = said(draft(report(sample, "2026-Q3", locality=SAMPLE)))
    assert "Quý III/2026 chưa có điểm CCHC; kỳ gần nhất có điểm: năm 2025." in quarter


def test_the_draft_has_the_offices_layout(small):
    made = draft(report(small))
    body = Document(io.BytesIO(word(made))).element.body
    text = "\n".join(one.text for one in body.iter() if one.text)
    state = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    own = (
        "/BC-UBND",
        "BÁO CÁO",
        "Kết quả công tác cải cách hành chính quý III/2025",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
    )
    assert all(wanted in text for wanted in (*state, *own))
    heads = [text for kind, text in lines(made["blocks"]) if kind == "heading"]
    assert [head.split(".")[0] for head in heads if head[0] in "IV"] == ["I", "II", "III", "IV"]
    book = Document(io.BytesIO(word(made)))
    cells = [one for table in book.tables for row in table.rows for cell in row.cells for one in cell.paragraphs]
    receivers = next(one for one in cells if one.text == "Nơi nhận:").runs[0]
    assert (receivers.font.size.pt, receivers.bold, receivers.italic) == (12, True, True)
    body = {one.text: one for one in book.paragraphs}
    point = next(one for text, one in body.items() if text.startswith("- Tổng số tiếp nhận"))
    assert point.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY and round(point.paragraph_format.first_line_indent.mm) == 10
    ground = next(one for text, one in body.items() if text.startswith("Căn cứ Quyết định"))
    assert ground.text.endswith(";") and ground.runs[0].italic


def test_a_part_without_figures_says_so_and_what_the_office_adds_stands_in_brackets(sample):
    told = said(draft(report(sample, "2026-Q3", locality=SAMPLE)))
    assert told[told.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH") + 1] == "Trong kỳ chưa ghi nhận số liệu về nội dung này."
    assert told[told.index("3. Nguyên nhân") + 1] == "[Cơ quan báo cáo bổ sung nguyên nhân.]"


def test_two_groups_of_one_name_in_plain_letters_have_files_of_their_own(many):
    made = report(many)
    names = {
        file_name(replace(made, view=replace(made.view, group=group)), "annex", "pdf")
        for group in ("Cụm Núi", "Cum Nui", "Cụm Nui", None)
    }
    assert len(names) == 4 and "phu-luc-xep-hang-2025-Q3.pdf" in names


def test_a_kept_report_makes_every_file_again_the_same(sample, small):
    for made in (report(sample, "2025", locality=SAMPLE), report(small)):
        held = json.loads(json.dumps(frozen(made), allow_nan=False))
        again = {key: {ending: make() for ending, make in files.items()} for key, files in files_of(held).items()}
        assert again == {
            key: {ending: make() for ending, make in files.items()} for key, files in makers_of(made).items()
        }


def test_a_kept_report_tells_its_group_and_whose_scores_it_shows(tmp_path):
    store = open_store(tmp_path / "store")
    groups = {"Phường Bảy": "Cụm 1", "Phường An": "Cụm 2", "Xã Cam": "Cụm 1"}
    store.set_up(PLACE, 14, [{"ward": ward, "group_name": group} for ward, group in groups.items()])
    scores = [
        {ward: {"reform_score": at, "reform_score_max": 100} for ward, at in (("Phường Bảy", score), ("Xã Cam", 70))}
        for score in (80, 90)
    ]
    figures = [{ward: {"received_online": at, "received_direct_postal": 9} for ward in groups} for at in (7, 8)]

    def publish(rows, period, name):
        store.publish(store.draft(filed(rows, period), name), ["all"])

    publish(scores[0], "Năm 2023", "diem.csv")
    publish(figures[0], "Quý III/2025", "q3.csv")
    of = {"locality": PLACE, "period": "2025-Q3"}
    kept = store.keep_printed(frozen(report(store, group="Cụm 1")), of | {"kind": "report"})
    unit_id = next(row["unit_id"] for row in records(store.ask("units", locality=PLACE)) if row["ward"] == "Xã Cam")
    brief = brief_of(store, words("vi"), **of, unit_id=unit_id, made_at=MADE_AT)
    briefed = store.keep_printed(brief, of | {"kind": "brief", "unit_id": unit_id})
    publish(scores[1], "Năm 2023", "diem-moi.csv")
    publish({"Phường An": figures[1]["Phường An"]}, "Quý III/2025", "cum-2.csv")
    found = [list(store.ask("corrections_since_print", print_id=one)["file_name"]) for one in (kept, briefed)]
    assert found == [["diem-moi.csv"], ["diem-moi.csv", "cum-2.csv"]]
    assert store.rebuild().differences == ()
    said = {row["print_id"]: (row["score_period"], row["group_name"]) for row in records(store.ask("prints"))}
    assert said == {kept: ("2023", "Cụm 1"), briefed: ("2023", None)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_document_speaks_of_how_solid_a_rank_is(sample, lang):
    made = report(sample, "2026-Q3", lang, SAMPLE)
    text = json.dumps([annex(made), consolidated(made), draft(made)], ensure_ascii=False)
    assert words(lang).t("solidity.switch") not in text


# Command line and page


def test_the_command_writes_every_file_and_says_which(sample, tmp_path):
    asked = ["report", "--period", "2026-Q3", "--out", str(tmp_path / "ra"), "--store", str(sample.directory), "--json"]
    found = json.loads(CliRunner().invoke(main, asked).stdout)
    assert (found["locality"], found["period"], found["state"]) == (SAMPLE, "2026-Q3", "provisional")
    assert (found["units"], found["reported"]) == (10, 10)
    named = {(one["document"], one["kind"]) for one in found["files"]}
    assert named == {("annex", "pdf"), ("annex", "docx"), ("annex", "xlsx"), ("form", "pdf"), ("form", "docx"),
                     ("form", "xlsx"), ("draft", "docx")}  # fmt: skip
    assert {str(path) for path in (tmp_path / "ra").iterdir()} == {one["out"] for one in found["files"]}
    assert (tmp_path / "ra" / "phu-luc-xep-hang-2026-Q3.pdf").read_bytes().startswith(b"%PDF")


def test_a_closing_while_the_files_are_made_changes_nothing_of_the_answer(small, tmp_path, monkeypatch):
    store = open_store(shutil.copytree(small.directory, tmp_path / "store"))

    def closing(*given):
        store.close("2025-Q3", "12/QĐ-UBND", date(2025, 10, 5), PLACE, "A")
        return []

    monkeypatch.setattr("reform.cli.report.written", closing)
    asked = ["report", "--period", "2025-Q3", "--out", str(tmp_path / "ra"), "--store", str(store.directory), "--json"]
    assert json.loads(CliRunner().invoke(main, asked).stdout)["state"] == "provisional"


@pytest.mark.parametrize(
    ("given", "code"),
    [(["--period", "2026-Q9"], "unknown_period"), (["--period", "2031-Q1"], "report_nothing"),
     (["--period", "2026-Q3", "--group", "Cụm không có"], "report_nothing")],
)  # fmt: skip
def test_a_wrong_call_says_what_is_wrong(sample, tmp_path, given, code):
    asked = ["report", *given, "--out", str(tmp_path / "ra"), "--store", str(sample.directory), "--json"]
    said = CliRunner().invoke(main, asked)
    assert said.exit_code == 2 and json.loads(said.stdout)["error"]["code"] == code
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_the_tables_the_draft_and_seven_files(empty, lang):
    at, say = look("report", lang=lang, ky="2026-Q3"), words(lang)
    assert title(at) == say.t("office_report.title", locality=SAMPLE, period=say.period_label("2026-Q3"))
    annexed, form = (one.value for one in at.dataframe)
    assert len(annexed) == len(form) == 11 and annexed.iloc[0]["4"] == pytest.approx(91.590909)
    assert form.iloc[-1]["2"] == 11206
    assert say.t("office_report.draft.steering") in shown(at)
    assert len(at.get("download_button")) == 7


def test_a_report_that_was_kept_is_opened_again_with_the_corrections_since(three_units):
    def publish(online, name):
        rows = f"Phường Một;Thành phố Thử;Quý III/2026;{online};{100 - online}\n"
        three_units.publish(three_units.draft((HEAD + rows).encode(), name), ["all"])

    publish(40, "dau.csv")
    at = look("report")
    for _ in range(2):  # what says the same is the same print
        at.button(key="giu-bao-cao").click().run()
        assert at.success[0].value == words("vi").t("office_report.kept")
    (row,) = records(three_units.ask("prints"))
    assert (row["kind"], row["period"], row["unit_id"]) == ("report", "2026-Q3", None)
    kept = three_units.printed(row["print_id"])
    publish(70, "dinh-chinh.csv")
    now = look("report", ban_in=row["print_id"])
    assert title(now) == words("vi").t("office_report.print_title", locality=PLACE)
    assert "dinh-chinh.csv" in now.warning[0].value and now.dataframe[0].value.iloc[0]["4"] == 40
    assert len(now.get("download_button")) == 7 and three_units.printed(row["print_id"]) == kept
    of = {"kind": "report", "locality": PLACE, "period": "2026-Q3"}
    three_units.keep_printed(kept | {"report": kept["report"] | {"group": "Cụm 1"}}, of)
    assert [one.value for one in look("report").caption].count("Cụm 1") == 1


def test_text_of_a_file_stays_text_on_the_page(hostile):
    assert live(look("report")) == []
