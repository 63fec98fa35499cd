"""README.md stays true: its commands exist, its links resolve, its lists are those of the code."""

import re
import tomllib
from pathlib import Path

import pytest

from reform.__main__ import main

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def commands():
    return sorted(set(re.findall(r"make ([a-z]+)", README)))


@pytest.mark.parametrize("target", commands())
def test_make_command_exists(target):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_first_screen_has_both_commands_and_a_picture():
    first = README.split("\n## ")[0]
    assert "make run" in first and "make test" in first and "![" in first


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_link_resolves(link):
    assert (PROJECT / link).exists()


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", README))))
def test_anchor_is_a_heading(anchor):
    headings = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_subcommand_is_listed():
    table = README.split("| lệnh | việc |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    listed = {name for cell in cells for name in re.findall(r"`(\w+)", cell)}
    assert listed == set(main.commands)


def test_every_code_is_listed():
    sentences = tomllib.loads((PROJECT / "data/text/vi.toml").read_text(encoding="utf-8"))["problem"]
    table = README.split("### Các mã câu nhắc")[1]
    assert set(re.findall(r"`([a-z_0-9]+)`", table)) >= set(sentences)


def test_every_runtime_library_has_its_reason():
    pinned = (PROJECT / "requirements.txt").read_text(encoding="utf-8").lower()
    table = README.split("| thư viện | lý do |")[1].split("\n\n")[0]
    listed = re.findall(r"^\| ([a-z][a-z-]*)", table, re.MULTILINE)
    assert listed and all(re.search(rf"^{name}==", pinned, re.MULTILINE) for name in listed)
