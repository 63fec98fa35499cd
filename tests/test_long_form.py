"""A list with one measure a row: a unit named once for the rows below it, and columns that were mapped before."""

from reform.intake import Answers
from tests.readings import MINH_HOA, codes, figures, read_bytes, registry_of
from tests.stores import LOCALITY, record, store  # noqa: F401

REGISTRY = registry_of("Phường Bàng Vuông", "Phường Lúa Ngọt")
HEAD = "Đơn vị;Trực thuộc;Kỳ báo cáo;Chỉ tiêu;Giá trị"
WHEN = f"{MINH_HOA};Quý III/2025"


def reading(*lines, **options):
    return read_bytes("\n".join([HEAD, *lines]).encode(), registry=REGISTRY, **options)


def told(found):
    return [(row.ward, row.period.key, {key: int(value) for key, value in figures(row).items()}) for row in found.rows]


def test_a_unit_named_once_holds_for_the_blank_cells_right_below():
    found = reading(
        f"Phường Bàng Vuông;{WHEN};Trước hạn;5",
        ";;;Đúng hạn;6",
        ";;Quý II/2025;Trước hạn;4",
        f"Phường Lúa Ngọt;{WHEN};;",
        ";;;Trước hạn;7",
    )
    assert codes(found) == []
    assert told(found) == [
        ("Phường Bàng Vuông", "2025-Q3", {"resolved_early": 5, "resolved_on_time": 6}),
        ("Phường Bàng Vuông", "2025-Q2", {"resolved_early": 4}),
        ("Phường Lúa Ngọt", "2025-Q3", {"resolved_early": 7}),
    ]
    assert found.rows[1].values["resolved_early"].cell == "E4"


def test_behind_a_blank_row_nobody_is_meant():
    found = reading(f"Phường Bàng Vuông;{WHEN};Trước hạn;5", ";;;;", f";{WHEN};Đúng hạn;6")
    assert [(p.code, p.cell) for p in found.problems if p.severity == "error"] == [("no_unit", "A4")]


def test_columns_of_names_and_values_that_were_mapped_hold_for_the_next_file(store):  # noqa: F811
    def file(period):
        head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Thông tin;Kết quả kỳ này"
        lines = [f"Phường Lúa Ngọt;{LOCALITY};{period};{name};{n}" for name, n in (("Trước hạn", 5), ("Đúng hạn", 6))]
        return "\n".join([head, *lines]).encode()

    asked = Answers(columns={"Thông tin": "measure", "Kết quả kỳ này": "value"})
    first = store.draft(file("Quý II/2025"), "q2.csv", answers=asked)
    assert first.reading.decisions["layout"] == "long"
    store.publish(first, ("all",))
    assert store.draft(file("Quý III/2025"), "q3.csv").reading.decisions["layout"] == "long"
    record(store, file("Quý III/2025"), "q3.csv")
