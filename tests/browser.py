"""A running dashboard and a real Chromium to look at it with: for browser tests, pictures and bench.

`python -m tests.browser` says which Chromium that is; it fails where there is none.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, expect, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
DASHBOARD = PROJECT / "dashboard.py"

# Without these Chromium calls its maker at every start; the sandbox does not work for root.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]

SETTLED = """() => {
    const one = selector => document.querySelector(selector);
    const all = selector => [...document.querySelectorAll(selector)];
    return one('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'
        && one('[data-testid=stMain] [data-testid=stElementContainer]')
        && !one('[data-testid=stSkeleton], [data-testid=stSpinner], [data-testid=stAppSkeleton]')
        && !one('[data-stale=true]')
        && all('[data-testid=stPlotlyChart]').every(chart => chart.querySelector('.main-svg .subplot'))
        && all('[data-testid=stDataFrame]').every(table => table.querySelector('canvas') || !table.checkVisibility())
        && document.fonts.status === 'loaded';
}"""
PATIENCE = 60  # seconds: beside other work a machine may take ten to redraw a page
expect.set_options(timeout=PATIENCE * 1000)
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


# The server


@dataclass
class Server:
    """A running `streamlit run`: its address, how long it took to answer, and what it has logged."""

    address: str
    started_in: float
    log: Path

    def logged(self):
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(script=DASHBOARD, *, store=None, folder=PROJECT, options=()):
    """Serve a script on a free port until the block ends; without a store of its own it gets an empty one.

    Raises RuntimeError with the server's log when it does not answer within a minute.
    """
    with tempfile.TemporaryDirectory(prefix="reform-") as own:
        port, log = free_port(), Path(own) / "server.log"
        command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *options]
        settings = {**os.environ, "REFORM_STORE": str(store or Path(own) / "store"), "PYTHONUNBUFFERED": "1"}
        streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
        begin = time.perf_counter()
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, env=settings, stdout=out, **streams)
        try:
            address = f"http://localhost:{port}"
            wait_for_answer(address, process, log)
            yield Server(address, time.perf_counter() - begin, log)
        finally:
            stop(process)


def free_port():
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return listener.getsockname()[1]


def wait_for_answer(address, process, log, patience=PATIENCE):
    """Return as soon as the server says that it is well."""
    until = time.monotonic() + patience
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address + "/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError("the server did not answer:\n" + log.read_text(encoding="utf-8", errors="replace"))


def stop(process):
    """End the server; by force if it does not listen."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# The browser


def find_chromium():
    """The path of a Chromium: the one named in CHROMIUM, the system's, Playwright's own; None without any."""
    named = os.environ.get("CHROMIUM")
    system = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in system if path), None) or playwrights_own()


def playwrights_own():
    """The Chromium that `playwright install chromium` fetched, if it did."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def launch_options():
    """What to start Chromium with; also for the fixture `browser_type_launch_args` of pytest-playwright."""
    return {"executable_path": find_chromium(), "args": QUIET}


@contextmanager
def chromium():
    """A running Chromium."""
    options = launch_options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What went on behind a page: errors in its console, and requests to anywhere but its own server."""

    address: str
    errors: list = field(default_factory=list)
    outside: list = field(default_factory=list)

    def on_console(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def on_page_error(self, error):
        self.errors.append(str(error))

    def on_request(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)


@contextmanager
def reader(browser, address, *, theme="light", width=1440, height=900, lang="vi"):
    """A new reader with a page of their own: gives (page, watch). The theme is what their system asks for."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale={"vi": "vi-VN", "en": "en-GB"}[lang],
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page, watch = context.new_page(), Watch(address)
    page.on("console", watch.on_console)
    page.on("pageerror", watch.on_page_error)
    page.on("request", watch.on_request)
    page.on("websocket", watch_socket(watch))
    try:
        yield page, watch
    finally:
        context.close()


def watch_socket(watch):
    """A listener that notes a socket opened to anywhere but the page's own server."""
    own = watch.address.replace("http", "ws", 1)

    def note(socket):
        if not socket.url.startswith(own):
            watch.outside.append(socket.url)

    return note


def settle(page, patience=PATIENCE):
    """Wait until the page has been drawn: no run under way, no placeholder; charts, tables, fonts are there.

    Raises playwright's TimeoutError otherwise.
    """
    page.wait_for_function(SETTLED, timeout=patience * 1000)
    page.evaluate(TWO_FRAMES)
    page.wait_for_timeout(250)  # plotly and the table draw once more after they have learnt their width
    page.wait_for_function(SETTLED, timeout=patience * 1000)
    page.evaluate(TWO_FRAMES)


if __name__ == "__main__":
    try:
        with chromium() as found:
            print(f"Chromium {found.version}: {find_chromium()}")
    except Error as none:
        sys.exit(f"no Chromium that starts: {none.message}")
