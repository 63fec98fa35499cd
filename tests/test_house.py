"""The house: imports go one way, a page reads as the screen looks, and no file says where it was written."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
# What may be imported by whom: a module uses its own floor and those below.
FLOORS = (
    ("dashboard", "pages", "reform.__main__", "reform.cli"),
    ("reform.frame",),
    ("reform.session", "reform.serving", "reform.charts", "reform.brief", "reform.documents", "reform.export",
     "reform.report", "reform.answers",
     "reform.course", "reform.bands", "reform.printed", "reform.told", "reform.reasons", "reform.compared",
     "reform.reason_answers", "reform.questions",
     "reform.strengths", "reform.certainty", "reform.certainty_told", "reform.small_steps", "reform.solid_answers",
     "reform.whatif",
     "reform.whatif_told", "reform.lost_told", "reform.beside_told", "reform.visits",
     "reform.claims_told", "reform.claims_stored"),
    ("reform.store", "reform.intake", "reform.claims", "reform.text", "reform.sample"),
    ("reform.declared", "reform.indicators", "reform.period", "reform.period_words", "reform.wards",
     "reform.numbers", "reform.rows", "reform.grids", "reform.solidity"),
)  # fmt: skip
KEPT_TO = {
    # serving is the server beside the pages, and takes its settings from Streamlit
    "streamlit": ("dashboard", "pages", "reform.frame", "reform.session", "reform.serving"),
    "duckdb": ("reform.store",),
    "plotly": ("reform.charts",),
    "typst": ("reform.documents",),
    "openpyxl": ("reform.export", "reform.grids"),
    "docx": ("reform.documents", "reform.grids"),
    "python_calamine": ("reform.grids",),
    "pypdf": ("reform.grids",),
    # workbooks are read in a child process, which one module starts
    "subprocess": ("reform.intake.workbook",),
    "click": ("reform.__main__", "reform.cli"),
}
PURE = ("reform.intake", "reform.claims", *FLOORS[-1])
NO_DOOR_OUT = ("socket", "urllib", "http", "requests", "httpx", "sqlite3")
SOURCES = sorted([PROJECT / "dashboard.py", *PROJECT.glob("pages/*.py"), *PROJECT.glob("reform/**/*.py")])
PAGES = sorted(PROJECT.glob("pages/*.py"))
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
# Written in two parts, so that this file does not hold what it looks for.
PLACES = ["/" + "root/", "/" + "home/", "/" + "work/", "C:" + "\\Users"]
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "index" + "-url"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "Not" + "ImplementedError"]


def module(path):
    """reform/store/draft.py → reform.store.draft; a package is its folder."""
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def is_in(name, packages):
    return any(name == package or name.startswith(package + ".") for package in packages)


def floor(name):
    found = [number for number, packages in enumerate(FLOORS) if is_in(name, packages)]
    assert found, f"{name} has no floor in the house: say where it belongs"
    return found[0]


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Every module a file imports, also inside a function."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module(path)}: imports are written in full"
            if node.module == "reform":
                yield from (f"reform.{alias.name}" for alias in node.names)
            else:
                yield node.module


def each(paths):
    return [pytest.param(path, id=path.relative_to(PROJECT).as_posix()) for path in paths]


@pytest.mark.parametrize("path", each(SOURCES))
def test_imports_go_one_way(path):
    if path.name == "__init__.py" and path.parent.name == "reform":
        return
    own = floor(module(path))
    above = [name for name in imported(path) if is_in(name, ["reform", "pages", "dashboard"]) and floor(name) < own]
    assert not above


@pytest.mark.parametrize("path", each(SOURCES))
def test_a_tool_has_one_importer(path):
    for name in imported(path):
        tool = name.split(".")[0]
        assert is_in(module(path), KEPT_TO.get(tool, [module(path)])), name
        assert tool not in NO_DOOR_OUT, name


@pytest.mark.parametrize("path", each(path for path in SOURCES if is_in(module(path), PURE)))
def test_what_is_pure_knows_neither_store_nor_screen(path):
    assert not [name for name in imported(path) if is_in(name, ["reform.store", "reform.text", "reform.sample"])]


def test_store_and_text_do_not_know_each_other():
    for path in SOURCES:
        if is_in(module(path), ["reform.text"]):
            assert "reform.store" not in set(imported(path))
        if is_in(module(path), ["reform.store"]):
            assert "reform.text" not in set(imported(path))


@pytest.mark.parametrize("path", each(PAGES))
def test_page_reads_as_the_screen_looks(path):
    text, found = path.read_text(encoding="utf-8"), list(ast.walk(tree(path)))
    assert len(text.splitlines()) <= 100
    assert ast.get_docstring(tree(path))
    assert not [node for node in found if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef)]
    assert not [node for node in found if isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC)]
    assert "session_state" not in text
    assert not re.search(r"\b(SELECT|FROM|WHERE)\b", text)


@pytest.mark.parametrize("path", each(SOURCES))
def test_file_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path)) or not path.read_text(encoding="utf-8")


def test_no_data_is_shown_as_html():
    written = "unsafe" + "_allow_html"
    assert not [path for path in SOURCES if written in path.read_text(encoding="utf-8")]


def test_no_module_is_named_by_nothing():
    names = {path.stem for path in SOURCES}
    assert not names & {"utils", "util", "helpers", "manager", "common", "misc"}


def committed():
    """Every text file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        path = PROJECT / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            yield path, data.decode("utf-8", errors="replace")


@pytest.mark.skipif(not (PROJECT / ".git").exists(), reason="a copy without its history")
@pytest.mark.parametrize("words", [PLACES, REGISTRIES, UNFINISHED], ids=["places", "registries", "unfinished"])
def test_no_committed_file_holds(words):
    found = [(path.name, word) for path, text in committed() for word in words if word in text]
    assert not found
