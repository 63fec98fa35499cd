"""The office's list of units: pasted names, a table pasted from a spreadsheet, a CSV."""

import pytest

from reform.indicators import declaration
from reform.intake.unit_list import read_unit_list
from reform.store import open_store


def read(text):
    return read_unit_list(text.encode(), declaration())


@pytest.mark.parametrize(
    "text",
    [
        "Phường An\nXã Bình\n",
        "1. Phường An\n2. Xã Bình",
        "1\tPhường An\n2\tXã Bình\n\tTổng cộng",
        "1;Phường An;Cụm 1\n2;Xã Bình;Cụm 1",
        "DANH SÁCH ĐƠN VỊ\nTT;Đơn vị\n1;P. An\n2;UBND xã Bình",
        "\ufeffTT,Mã,Đơn vị,Cụm\r\n1,090001,PHƯỜNG AN,Cụm 1\r\n2,090002,xã Bình,Cụm 1\r\n",
    ],
)
def test_two_units_however_they_are_listed(text):
    found = read(text)
    assert [unit["ward"] for unit in found.units] == ["Phường An", "Xã Bình"] and not found.problems
    assert [unit["office_order"] for unit in found.units] == [1, 2]


def test_columns_of_the_office_are_kept():
    (unit,) = read("TT;Mã;Đơn vị;Cụm;Tên gọi khác\n7;090001;Phường An;Cụm 1;Một cửa An, P. An").units
    assert (unit["code"], unit["group_name"], unit["aliases"]) == ("090001", "Cụm 1", ["Một cửa An", "P. An"])


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("Đơn vị\nPhường An\nP. An", "unit_listed_twice", "A3"),
        ('Phường An\n"Phường Bình\nPhường Cốc', "bad_quote", "A2"),
        ("TT;Đơn vị\n", "no_units_listed", None),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(text, code, cell):
    (problem,) = read(text).problems
    assert (problem.code, problem.cell) == (code, cell)


def test_a_ward_and_a_commune_of_one_name_are_two_units():
    assert len(read("Phường An\nXã An").units) == 2


@pytest.mark.parametrize("written", ["TP. Mẫu", "thành phố mẫu ", "UBND THÀNH PHỐ MẪU"])
def test_a_locality_written_otherwise_is_the_same_locality(tmp_path, written):
    store = open_store(tmp_path)
    store.set_up("Thành phố Mẫu", 14, read("Phường An").units)
    store.set_up(written, 31, read("Phường An\nXã Bình").units)
    assert store.ask("localities").to_dict("records") == [
        {"locality": "Thành phố Mẫu", "close_day": 31, "is_default": True, "units": 2, "groups": 0}
    ]
