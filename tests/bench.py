"""How fast each page with a chart is, beside the least that a Streamlit page can be: `make bench`.

All are served and read in turn, in one run, on one machine, so that the ratios hold anywhere. The
ratios gate; the times are printed with the machine. They are taken in the browser, on its own clock, at the
frame that shows the change.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from reform.documents.pdf import pdf
from reform.documents.word import word
from tests.browser import DASHBOARD, PROJECT, chromium, reader, serving, settle
from tests.document_samples import brief

MINIMAL = PROJECT / "tests" / "bench_minimal.py"
FIRST_CHARTS, RERUNS, DOCUMENTS = 9, 20, 20
# page → its address and the gate of its first chart, times the minimal page's
PAGES = {
    "ranking": ("", 1.25),
    "compare": ("/so-sanh", 1.4),
    "unit": ("/don-vi", 1.4),
    "periods": ("/qua-cac-ky", 1.4),
}
RERUN_GATE = 1.5

PERIOD = ".st-key-ky"
OPTION = "[role=option]"
PLAIN = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none")

# Chart: its bars and its words, once they have an extent on the screen. Two charts differ when these do.
# The first chart of any page is there with its first mark: a bar, a line, a point or the picture of a heat map.
WATCHING = """
const all = within => [...document.querySelectorAll('.js-plotly-plot ' + within)];
window.drawing = () => {
    const bars = all('.bars .point path').filter(bar => bar.getBoundingClientRect().width > 0);
    const words = all(':is(.bars text, .gtitle, .ytick text)');
    const told = [...bars.map(bar => bar.getAttribute('d')), ...words.map(word => word.textContent)];
    return bars.length ? told.join() : '';
};
window.whenDrawn = (changed, then) => {
    const look = () => {
        const now = window.drawing();
        now && changed(now) ? then(performance.now()) : requestAnimationFrame(look);
    };
    look();
};
const firstMark = () => {
    const marked = all('.mlayer :is(path, image)').some(mark => {
        const { width, height } = mark.getBoundingClientRect();
        return width > 0 || height > 0;
    });
    marked ? (window.firstChart = performance.now()) : requestAnimationFrame(firstMark);
};
firstMark();
document.addEventListener('pointerdown', event => {
    if (!event.target.closest?.('[role=option]')) return;
    const before = window.drawing(), begin = performance.now();
    window.rerun = null;
    window.whenDrawn(now => now !== before, at => { window.rerun = at - begin; });
}, true);
"""


@dataclass
class Candidate:
    """One page, the gate of its first chart, and its times in milliseconds."""

    name: str
    address: str
    gate: float | None = None
    times: dict = field(default_factory=lambda: {"first chart": [], "rerun": []})

    def median(self, what):
        return statistics.median(self.times[what])


def main():
    """Measure, print, and exit 1 when a ratio is over its gate."""
    with ExitStack() as stack:
        bare = stack.enter_context(tempfile.TemporaryDirectory())
        ours = stack.enter_context(serving(DASHBOARD))
        least = stack.enter_context(serving(MINIMAL, folder=bare, options=PLAIN))
        browser = stack.enter_context(chromium())
        minimal = Candidate("minimal", least.address)
        pages = [Candidate(name, ours.address + place, gate) for name, (place, gate) in PAGES.items()]
        warm_up(browser, [*pages, minimal])
        time_first_charts(browser, [*pages, minimal])
        time_reruns(browser, [pages[0], minimal])
        print_machine(browser.version)
        print(f"{'server start, ms':24}{ours.started_in * 1000:12.0f}{least.started_in * 1000:12.0f}")
        documents()
        return report(pages, minimal)


def warm_up(browser, candidates):
    """The first visit after a start pays for imports and for filling the sample's store: not counted."""
    for candidate in candidates:
        with reader(browser, candidate.address) as (page, _):
            page.goto(candidate.address)
            settle(page, patience=120)


def time_first_charts(browser, candidates):
    """From the address to the first frame with a mark of a chart, for a reader who was never here, in turn."""
    for _ in range(FIRST_CHARTS):
        for candidate in candidates:
            with reader(browser, candidate.address) as (page, _watch):
                page.add_init_script(WATCHING)
                page.goto(candidate.address)
                page.wait_for_function("() => window.firstChart", timeout=60_000)
                candidate.times["first chart"].append(page.evaluate("() => window.firstChart"))


def time_reruns(browser, candidates):
    """From the press on another period to the first frame with its bars, in turn."""
    with ExitStack() as stack:
        pages = [stack.enter_context(reader(browser, candidate.address))[0] for candidate in candidates]
        for page, candidate in zip(pages, candidates, strict=True):
            page.add_init_script(WATCHING)
            page.goto(candidate.address)
            settle(page, patience=60)
        for turn in range(RERUNS):
            for page, candidate in zip(pages, candidates, strict=True):
                candidate.times["rerun"].append(time_rerun(page, turn))


def time_rerun(page, turn):
    """Choose the second or the third period by turns; milliseconds until the chart has changed."""
    page.locator(f"{PERIOD} [role=combobox], {PERIOD} input, {PERIOD} button").first.click()
    page.locator(OPTION).nth(1 + turn % 2).click()
    page.wait_for_function("() => window.rerun", timeout=30_000)
    took = page.evaluate("() => window.rerun")
    settle(page)
    return took


def documents():
    """How long a brief takes once warm, as PDF and for Word: the median of so many, each of another unit."""
    for name, made in (("brief, PDF, ms", pdf), ("brief, Word, ms", word)):
        times = []
        for turn in range(1 + DOCUMENTS):
            shown = brief(footer=f"{turn}")
            begin = time.perf_counter()
            made(shown)
            times.append((time.perf_counter() - begin) * 1000)
        print(f"{name:24}{statistics.median(times[1:]):12.0f}")


def print_machine(version):
    """What the times were taken on."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, {processor()}")
    print(f"Python {platform.python_version()}, Chromium {version}")


def report(pages, minimal):
    """Print the table; 1 when a gate fails."""
    print(f"{'median, ms':24}{'dashboard':>12}{minimal.name:>12}{'ratio':>8}{'gate':>8}")
    measured = [(f"{page.name}: first chart", page, "first chart", page.gate) for page in pages]
    measured.append((f"{pages[0].name}: rerun", pages[0], "rerun", RERUN_GATE))
    over = []
    for title, page, what, gate in measured:
        print(line(f"{title} ({len(page.times[what])})", page.median(what), minimal.median(what), gate))
        if page.median(what) > gate * minimal.median(what):
            over.append(title)
    print("over its gate: " + ", ".join(over) if over else "within the gates")
    return 1 if over else 0


def line(title, ours, least, gate):
    """One line of the table."""
    return f"{title:24}{ours:12.0f}{least:12.0f}{ours / least:8.2f}{gate:8.2f}"


def processor():
    """The processor's name, where the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as told:
            return next(line.split(":", 1)[1].strip() for line in told if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
