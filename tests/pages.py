"""A reader of the pages: opens one from dashboard.py, looks at what it shows; and the stores that they read.

conftest.py hands the fixtures to every test.
"""

import json
import re
from functools import cache
from itertools import chain
from shutil import copytree

import pytest
import streamlit.testing.v1.app_test as app_test
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from reform.frame.page import PAGES as MENU
from reform.store import open_store

LANGUAGES = ("vi", "en")
NAMES = (
    *("compare", "unit", "periods", "whatif", "method", "supervision", "report", "claims"),
    *("upload", "correction", "submissions", "log", "units"),
)
PAGES = {"ranking": ""} | {name: f"pages/{name}.py" for name in NAMES}
SLUGS = {name: slug for held in MENU.values() for name, slug in held.items()}
PLACE = "Thành phố Thử"
UNITS = ("Phường Một", "Phường Hai", "Xã Ba")
HEAD = "Đơn vị;Trực thuộc;Kỳ báo cáo;Trực tuyến;Trực tiếp\n"


# Every AppTest asks all installed packages anew whether they bring components, for half a second: they do not change.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


class MenuOnly:
    """AppTest forgets st.navigation before each run and would then run a file of pages/ alone."""

    def __call__(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        return PagesManager(*args, **kwargs)


@pytest.fixture
def menu_only(monkeypatch):
    """Has pages opened by the menu of dashboard.py alone."""
    monkeypatch.setattr(app_test, "PagesManager", MenuOnly())


@pytest.fixture
def empty(menu_only, monkeypatch, tmp_path):
    """A real store in which nothing is recorded; gives its directory."""
    monkeypatch.setenv("REFORM_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture(scope="session")
def of_three_units(tmp_path_factory):
    """The directory of a real store of three units, none of which has reported; to be copied."""
    store = open_store(tmp_path_factory.mktemp("three") / "units")
    store.set_up(PLACE, 14, [{"ward": name, "group_name": None, "code": None, "aliases": []} for name in UNITS])
    return store.directory


@pytest.fixture
def three_units(of_three_units, empty):
    """A real store of three units, none of which has reported."""
    return open_store(copytree(of_three_units, empty))


def look(page="ranking", **address):
    """One reader who opens a page under an address."""
    at = AppTest.from_file("../dashboard.py", default_timeout=60)
    for key, value in address.items():
        at.query_params[key.replace("_", "-")] = value
    at._page_hash = calc_hash(SLUGS[page])  # AppTest itself goes by the names of files, which no address has
    at.run()
    assert not at.exception
    return at


def unfold(at):
    """Opens every table that is drawn only once it is opened."""
    for fold in at.expander:
        if "-mo-" in fold.proto.id:
            at.session_state["mo-" + fold.proto.id.partition("-mo-")[2]] = True
    return at.run()


def title(at):
    return at.title[0].value


def shown(at):
    """All text on the page, without its tables, errors and warnings."""
    texts = [one.value for kind in (at.title, at.header, at.markdown, at.caption, at.info, at.success) for one in kind]
    figures = [text for metric in at.metric for text in (metric.label, metric.value, metric.delta)]
    return "\n".join(map(str, texts + figures))


def said(at, key):
    """What the address says under a key."""
    value = at.query_params[key]
    return value if isinstance(value, str) else value[0]


def bars(at):
    """The labels at the bars of the chart."""
    return json.loads(at.get("plotly_chart")[0].proto.spec)["data"][0]["text"]


def bar_names(at):
    """The names beside the bars of the chart, as one text."""
    return " ".join(json.loads(at.get("plotly_chart")[0].proto.spec)["layout"]["yaxis"]["ticktext"])


EVIL = "![x](https://evil.example/a.png) :red[k] $a$ <b>"
LIVE = re.compile(r"(?<!\\)(\[[xk]|:red|\$a|<b>)|https:(?!\u2060)")
MARKDOWN = ("title", "header", "subheader", "markdown", "caption", "info", "success", "warning", "error")
LABELLED = ("button", "checkbox", "metric", "selectbox", "segmented_control", "text_input", "expander")


def live(at):
    """What of a file a page would run: from every element that reads Markdown, and from labels and help."""
    texts = [one.value for kind in MARKDOWN for one in at.get(kind)]
    texts += [one.label for kind in LABELLED for one in at.get(kind)]
    texts += [one.proto.label for kind in ("page_link", "download_button") for one in at.get(kind)]
    texts += [getattr(one, "help", "") or "" for one in chain(at.button, at.checkbox, at.selectbox)]
    return [text for text in map(str, texts) if LIVE.search(text)]


@pytest.fixture
def hostile(empty):
    """A store whose every text would like to be Markdown."""
    store, place = open_store(empty), f"Thành phố {EVIL}"
    names = [f"Phường Một {EVIL}", f"Phường Hai {EVIL}", f"Phường Ba {EVIL}"]
    store.set_up(
        place, 14, [{"ward": name, "group_name": f"Cụm {EVIL}", "code": None, "aliases": []} for name in names]
    )
    window = f"{EVIL} kỳ;01/01/2020;12/10/2022"
    head = "Đơn vị;Trực thuộc;Kỳ báo cáo;Từ ngày;Đến ngày;Trực tuyến;Trực tiếp;Nguồn\n"
    shares = head + "".join(f"{name};{place};{window};{at + 1};5;{EVIL}\n" for at, name in enumerate(names[:2]))
    scores = "Đơn vị;Trực thuộc;Kỳ báo cáo;Điểm CCHC;Điểm tối đa;Bộ tiêu chí\n"
    scores += "".join(f"{name};{place};Năm 2025;9{at};100;{EVIL}\n" for at, name in enumerate(names))
    for data in (shares, scores):
        draft = store.draft(data.encode(), f"{EVIL}.csv")
        assert not draft.has_errors, draft.problems
        store.publish(draft, ["all"], EVIL)
    return shares
