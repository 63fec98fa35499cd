"""Names of real wards, written the way offices and haste write them: an automatic match is never another ward.

The lists are read where they lie beside the project; they are not part of it. `make proof` tries 100,000 writings.
"""

import csv
import os
import random
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from reform.intake.names import Names
from reform.wards import ABBREVIATIONS, full_name, match_key, split_type

LISTS = Path(__file__).resolve().parent.parent.parent / "shared" / "lists"
WRITINGS = 100_000 if os.environ.get("REFORM_PROOF") == "full" else 5_000
SHORT = {full: short for short, full in ABBREVIATIONS.items()}
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụ"

pytestmark = pytest.mark.skipif(not LISTS.exists(), reason="the lists of wards are not beside the project")


@cache
def units(file, place):
    """Place → its wards by their full names, each an item of the registry."""
    found = defaultdict(dict)
    with (LISTS / file).open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            name = row["ward_full_name"]
            found[row["province_code"], row.get(place)].setdefault(name, {"unit_id": len(found) * 1000, "name": name})
    return {key: list(names.values()) for key, names in found.items()}


def provinces():
    """Every province of both lists: old names are of January 2025, new ones of July 2026."""
    old, new = units("wards-2025-01.csv", None), units("wards-2026-07.csv", None)
    return [*old.values(), *new.values()]


# ── Ways of writing a name ────────────────────────────────────────────────────


def cased(name, random):
    return random.choice([name.upper(), name.lower(), name.title(), name.swapcase()])


def tone_moved(name, random):
    """Hòa as Hoà and the other way round; only in open syllables are both in use."""
    letters = unicodedata.normalize("NFD", name)
    later = re.sub(r"(o)([\u0300\u0301\u0303\u0309\u0323])([ae])(?![\w\u0300-\u036f])", r"\1\3\2", letters)
    sooner = re.sub(r"(o)([ae])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0300-\u036f])", r"\1\3\2", letters)
    return unicodedata.normalize("NFC", random.choice([later, sooner]))


def decomposed(name, random):
    return unicodedata.normalize("NFD", name)


def of_the_committee(name, random):
    return random.choice(["UBND ", "Ủy ban nhân dân ", "ubnd "]) + name


def abbreviated(name, random):
    kind, bare = split_type(name)
    short = SHORT[kind]
    return random.choice([f"{short.upper()}. {bare}", f"{short.upper()}.{bare}", f"{short}. {bare}"])


def spaced(name, random):
    return random.choice([f"  {name} ", name.replace(" ", "  "), name.replace(" ", "\u00a0"), name + "\u200b"])


def bare(name, random):
    return split_type(name)[1]


def without_accents(name, random):
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def mistyped(name, random):
    """One letter wrong, missing, doubled, or swapped with the next, somewhere behind the type word."""
    start = len(name) - len(split_type(name)[1])
    at = random.randrange(start, len(name))
    way = random.randrange(4)
    if way == 0:
        return name[:at] + random.choice(LETTERS) + name[at + 1 :]
    if way == 1 and len(name) - start > 1:
        return name[:at] + name[at + 1 :]
    if way == 2 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at] + name[at:]


def hyphenated(name, random):
    if "-" in name:
        return name.replace("-", random.choice([" - ", " – ", "–", "- "]))
    return name.replace("'", "’")


# In the order in which they can follow each other.
WAYS = (
    mistyped,
    tone_moved,
    hyphenated,
    abbreviated,
    bare,
    without_accents,
    of_the_committee,
    cased,
    spaced,
    decomposed,
)


def written(name, random):
    """A name in one to three of these ways."""
    chosen = set(random.sample(WAYS, random.choice([1, 1, 2, 2, 3])))
    for way in WAYS:
        if way in chosen:
            name = way(name, random)
    return name


def plainly_another(text, unit, register):
    """Whether a slip has made the very name of another ward: nobody can tell it from that one."""
    keys = {match_key(other["name"]) for other in register if other is not unit}
    return match_key(text) in keys and match_key(text) != match_key(unit["name"])


# ── Never another ward ────────────────────────────────────────────────────────


def test_an_automatic_match_is_never_another_ward_of_the_province(capsys):
    draw, found, wrong, others = random.Random(20260722), Counter(), [], 0
    places = [(register, Names(register)) for register in provinces()]
    weights = [len(register) for register, _ in places]
    for register, names in draw.choices(places, weights, k=WRITINGS):
        unit = draw.choice(register)
        text = written(unit["name"], draw)
        match = names.find(text)
        found[match.how] += 1
        if match.how == "exact" and match.item is not unit:
            if plainly_another(text, unit, register):
                others += 1
            else:
                wrong.append((unit["name"], text, match.item["name"]))
    with capsys.disabled():
        print(f"\n{WRITINGS} writings of {sum(weights)} names: {dict(found)}, another ward's very name {others}")
    assert wrong == []
    assert found["exact"] > WRITINGS / 3


@pytest.mark.parametrize("way", [cased, tone_moved, decomposed, of_the_committee, abbreviated, spaced, hyphenated])
def test_what_changes_no_letter_is_matched_automatically(way):
    draw = random.Random(7)
    for register in draw.sample(provinces(), 12):
        names = Names(register)
        for unit in draw.sample(register, min(25, len(register))):
            match = names.find(way(unit["name"], draw))
            assert (match.how, match.item["name"]) == ("exact", unit["name"])


def test_without_accents_nobody_is_taken_for_another():
    for register in provinces():
        names = Names(register)
        for unit in register:
            match = names.find(without_accents(unit["name"], None))
            assert match.item is unit or match.how == "ambiguous"


def test_a_slip_is_offered_its_own_ward_first():
    draw, own, near = random.Random(11), 0, 0
    for register in draw.sample(list(units("wards-2026-07.csv", None).values()), 10):
        names = Names(register)
        for unit in draw.sample(register, min(40, len(register))):
            match = names.find(mistyped(unit["name"], draw))
            near += match.how == "near"
            own += match.how == "near" and match.candidates[0] is unit
    assert near > 100 and own >= near * 0.97


def test_two_units_of_one_name_in_a_district_ask_for_the_type():
    """Of January 2025: 18 pairs of a thị trấn and a xã, 2 of a phường and a xã."""
    asked = Counter()
    for register in units("wards-2025-01.csv", "district_code").values():
        names, bearers = Names(register), defaultdict(list)
        for unit in register:
            bearers[match_key(unit["name"])].append(unit)
        for twins in (twins for twins in bearers.values() if len(twins) > 1):
            asked[tuple(sorted(split_type(twin["name"])[0] for twin in twins))] += 1
            assert names.find(split_type(twins[0]["name"])[1]).how == "ambiguous"
            assert all(names.find(twin["name"]).item is twin for twin in twins)
    assert asked == {("thị trấn", "xã"): 18, ("phường", "xã"): 2}


def test_every_name_is_registered_as_it_stands():
    for register in provinces():
        for name in (unit["name"] for unit in register):
            assert full_name(name) == name[0].upper() + name[1:]
