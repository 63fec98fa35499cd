"""Đối chiếu số liệu báo cáo: what is found in sentences as offices write them, and where nothing is."""

from pathlib import Path

import pytest

from reform.claims import check
from reform.indicators import declaration

CORPUS = Path(__file__).parent / "claims"


def found():
    """(sentence, its findings as lines) of the corpus."""
    cases, lines = [], (CORPUS / "found.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        elif line and not line.startswith("# "):
            cases.append((line, []))
    return cases


def nothing():
    lines = (CORPUS / "nothing.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def told(*sentences, stored=None):
    """The findings as lines of the corpus, documents apart."""
    findings = check(sentences, declaration(), stored)
    return [line(one) for one in findings if one.kind != "document"]


def line(one):
    return " ".join([one.kind, one.verdict, *(format(number.normalize(), "f") for number in one.numbers)])


@pytest.mark.parametrize(("sentence", "findings"), [pytest.param(*case, id=case[0][:60]) for case in found()])
def test_what_is_found_in_a_sentence(sentence, findings):
    assert sorted(told(sentence)) == sorted(findings)


@pytest.mark.parametrize("sentence", nothing())
def test_no_false_alarm(sentence):
    assert told(sentence) == []


def test_the_corpus_is_as_large_as_it_says():
    assert len(found()) >= 60 and len(nothing()) >= 40
