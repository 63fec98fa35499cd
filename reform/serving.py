"""What the server adds to Streamlit: pages that say their language, in our words, and load nothing from elsewhere."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SCRIPT = re.compile(rb"<script>(.*?)</script>", re.S)
UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")

# Without a base address a page opened by its own address first looks for the server beside itself: two errors.
READY = b"window.prerenderReady = false"
BASE = READY + b"; window.__streamlit = {BACKEND_BASE_URL: window.location.origin}"

# Streamlit has no setting for these words of its widgets. By script: what stands there and what a Vietnamese page says.
OURS = {
    "FileUploader": {
        "`Upload`": "`Chọn tệp`",
        "`Drag and drop a file here`": "`Thả tệp vào đây`",
        "`${T(t,D.Byte,0)} per file`": "`tối đa ${T(t,D.Byte,0)}`",
    },
    "Selectbox": {"`No results`": "`Không có mục nào`"},
    "InputInstructions": {
        "`Press Enter to ${e}`": "`Nhấn Enter để nhận`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "``",
    },
}
WIDGET = re.compile(r"/static/js/(\w+)\.")


def middleware():
    """The list for `st.App(middleware=…)`."""
    return [Middleware(Rewriting)]


def open_by_menu_only():
    """Let no file of pages/ be opened by its name: the first visit to a fresh server would run it alone.

    Streamlit finds out only at the first `st.navigation`; the name is its own, so pages guard themselves as well.
    """
    PagesManager.uses_pages_directory = False


class Rewriting:
    """Rewrites the one HTML page that Streamlit serves and the scripts with words in them; the rest passes."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        rewrite = rewriter(scope) if scope["type"] == "http" else None
        if rewrite is None:
            return await self.app(scope, receive, send)
        whole = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in UNWANTED]}
        await self.app(whole, receive, rewriting(send, rewrite))


def rewriter(scope):
    """What to do with an answer: a function from body to (body, headers that differ), or None."""
    path = scope["path"]
    widget = WIDGET.search(path)
    if widget and widget[1] in OURS:
        return lambda body: in_our_words(body, OURS[widget[1]])
    if "." in path.rsplit("/", 1)[-1]:
        return None
    lang = b"en" if b"lang=en" in scope.get("query_string", b"") else b"vi"
    return lambda body: shell(body, lang)


def rewriting(send, rewrite):
    """A `send` that holds an answer back until it is whole, and sends it rewritten. Other than text passes."""
    held = {}

    async def pass_on(message):
        if message["type"] == "http.response.start" and is_text(message):
            held.update(start=message, body=b"")
        elif message["type"] == "http.response.body" and held:
            held["body"] += message.get("body", b"")
            if not message.get("more_body"):
                body, changed = rewrite(held["body"])
                await send({**held["start"], "headers": headers(held["start"], body, changed)})
                await send({"type": "http.response.body", "body": body})
        else:
            await send(message)

    return pass_on


def is_text(message):
    """Whether an answer is a page or a script."""
    kind = MutableHeaders(raw=message["headers"]).get("content-type", "")
    return kind.startswith("text/html") or "javascript" in kind


def headers(start, body, changed):
    """The headers of a rewritten answer; never taken from a cache unasked, so that a changed one is seen."""
    found = MutableHeaders(raw=list(start["headers"]))
    found.update({"content-length": str(len(body)), "cache-control": "no-cache"} | changed)
    del found["etag"], found["last-modified"]
    return found.raw


def shell(body, lang):
    """The page with its language, its base address and a policy that names its own inline scripts."""
    body = body.replace(b'<html lang="en"', b'<html lang="' + lang + b'"', 1).replace(READY, BASE, 1)
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in SCRIPT.findall(body))
    return body, {"content-security-policy": POLICY.format(scripts=" ".join(f"'sha256-{one}'" for one in hashes))}


def in_our_words(body, words):
    """A script whose few words are Vietnamese on a Vietnamese page."""
    text = body.decode()
    for theirs, ours in words.items():
        text = text.replace(theirs, f"(document.documentElement.lang===`vi`?{ours}:{theirs})")
    return text.encode(), {}
