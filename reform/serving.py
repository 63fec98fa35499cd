"""What the server adds to Streamlit: pages that say their language, in our words, and load nothing from elsewhere."""

import base64
import hashlib
import re
from functools import cache

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

READY = b"window.prerenderReady = false"
# Without a base address a page opened by its own address first looks for the server beside itself: two errors.
BASE = b"; window.__streamlit = {BACKEND_BASE_URL: window.location.origin}"
# The switch of language changes the address without a new page: the document's language follows it.
FOLLOW = b"""
      const follow = () => {
        document.documentElement.lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi"
      }
      for (const name of ["pushState", "replaceState"]) {
        const own = history[name]
        history[name] = function () { own.apply(this, arguments); follow() }
      }
      addEventListener("popstate", follow)"""

# Streamlit has no setting for these words of its widgets. By script: what stands there (after what, where that is
# needed to tell it from its like) and what a Vietnamese page says.
OURS = {
    "index": {
        "label:`Print`": "`In trang`",
        "||`Record screen`": "`Quay màn hình`",
        "label:`About`": "`Giới thiệu`",
        "children:`About`": "`Giới thiệu`",
        '"aria-label":`Main menu`': "`Trình đơn`",
        "children:`Record a screencast`": "`Quay màn hình`",
        '"aria-label":`Theme`': "`Nền sáng, tối`",
        "children:`Skip to main content`": "`Đến nội dung chính`",
        "title:e?`Stopping...`:`Stop`": "e?`Đang dừng…`:`Dừng`",
        "size:`lg`})}),e.label": "({System:`Theo máy`,Light:`Sáng`,Dark:`Tối`})[e.label]||e.label",
    },
    "Toolbar": {
        "label:`Fullscreen`": "`Toàn màn hình`",
        "label:`Close fullscreen`": "`Thu nhỏ`",
    },
    "DataFrame": {
        "label:`Show/hide columns`": "`Ẩn, hiện cột`",
        "label:`Download as CSV`": "`Tải về CSV`",
        "label:`Search`": "`Tìm trong bảng`",
        ",`Type to search`": "`Gõ để tìm`",
        '"aria-label":`Previous Result`': "`Kết quả trước`",
        '"aria-label":`Next Result`': "`Kết quả sau`",
        '"aria-label":`Close Search`': "`Đóng ô tìm`",
        ",`Sort ascending`": "`Xếp tăng dần`",
        ",`Sort descending`": "`Xếp giảm dần`",
        ",`Format`": "`Cách viết số`",
        ",`Autosize`": "`Vừa nội dung`",
        ",`Pin column`": "`Giữ cột bên trái`",
        ",`Unpin column`": "`Thôi giữ cột`",
        ",`Hide column`": "`Ẩn cột`",
        "label:`Select all`": "`Chọn tất cả`",
        "title:`Copy column name`": "`Chép tên cột`",
    },
    "FileUploader": {
        "`Upload`": "`Chọn tệp`",
        "`Drag and drop a file here`": "`Thả tệp vào đây`",
        "`Drag and drop files here`": "`Thả các tệp vào đây`",
        '"aria-label":`Add files`': "`Thêm tệp`",
        "`${T(t,D.Byte,0)} per file`": "`tối đa ${T(t,D.Byte,0)}`",
    },
    "utils": {
        "`File must be ${$(n,`b`)} or smaller.`": "`Tệp quá lớn, chỉ nhận đến ${$(n,`b`)}. Bỏ tệp này, chọn tệp khác.`",
        "`Remove ${e.name}`": "`Bỏ ${e.name}`",
        '"aria-label":`file upload`': "`Chọn tệp`",
        "`Choose an option`": "`Chọn một mục`",
        "`Choose options`": "`Chọn các mục`",
    },
    "useSyncComboBoxEnterTargetFocus": {
        (
            "`${t.plural(e.optionCount,{one:()=>`${t.number(e.optionCount)} option`,"
            "other:()=>`${t.number(e.optionCount)} options`})} available.`"
        ): "`Có ${t.number(e.optionCount)} mục.`",
        "`${e.optionText}, selected`": "`${e.optionText}, đang chọn`",
    },
    "Multiselect": {
        "label:`Select all`": "`Chọn tất cả`",
        "label:`Select ${p.length} matches`": "`Chọn ${p.length} mục tìm thấy`",
        '"aria-label":`Selected values`': "`Các mục đã chọn`",
        '"aria-label":`Remove ${e}`': "`Bỏ ${e}`",
        '"aria-label":`Clear all`': "`Bỏ tất cả`",
        '"aria-label":`Open`': "`Mở danh sách`",
    },
    "DateInput": {
        '"aria-label":`Choose date`': "`Chọn ngày`",
        '"aria-label":k?`Choose date`:void 0': "k?`Chọn ngày`:void 0",
        "children:`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
            "`Dùng phím mũi tên để chuyển ngày, Enter để chọn, Esc để đóng.`"
        ),
        "locale:`en-US`": "`vi-VN`",  # of the box alone: the names of its parts, day, month and year
    },
    "ReorderedSegments": {
        '"aria-label":`Previous month`': "`Tháng trước`",
        '"aria-label":`Next month`': "`Tháng sau`",
        "`Today, ${e.date}`": "`Hôm nay, ${e.date}`",
        "`Today, ${e.date} selected`": "`Hôm nay, ${e.date}, đang chọn`",
        "`${e.date} selected`": "`${e.date}, đang chọn`",
        "`Selected Date: ${e.date}`": "`Ngày đang chọn: ${e.date}`",
    },
    "Selectbox": {
        "`No results`": "`Không có mục nào`",
        "label:`Add: ${M}`": "`Dùng: ${M}`",
        '"aria-label":`Clear value`': "`Bỏ lựa chọn`",
        '"aria-label":`Open`': "`Mở danh sách`",
    },
    "Pagination": {
        '"aria-label":`Pagination`': "`Các trang`",
        '"aria-label":`Previous page`': "`Trang trước`",
        '"aria-label":`Next page`': "`Trang sau`",
        '"aria-label":`Page ${e.page}`': "`Trang ${e.page}`",
    },
    "InputInstructions": {
        "`Press Enter to ${e}`": "`Nhấn Enter để nhận`",
        "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "``",
    },
}
# What Streamlit writes white on the accent is not legible on the pale accent of the dark theme: on a button, a chosen
# name, a box or a dot it gets the colour of the page, which in the light theme is white too.
ON_ACCENT = {
    "styled-components": "backgroundColor:e.colors.primary,color:e.colors.white",
    "Multiselect": "e.colors.primary,color:t?e.colors.fadedText40:e.colors.white",
    "checkboxIndicatorStyles": "t.colors.bodyText:t.colors.white",
    "Radio": "c=e.colors.white",
}
BEFORE = re.compile(r"(.*(?:(?:label|children|title|locale)\"?:|\),)|[,|]*)(.*)", re.S)
WIDGET = re.compile(r"/static/js/([\w-]+)\.")


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
        known = dict(scope["headers"]).get(b"if-none-match", b"").decode()
        await self.app(whole, receive, rewriting(send, rewrite, known))


def rewriter(scope):
    """What to do with an answer: a function from body to (body, headers that differ), or None."""
    path = scope["path"]
    widget = WIDGET.search(path)
    if widget and (widget[1] in OURS or widget[1] in ON_ACCENT):
        return lambda body: ours(body, widget[1])
    if "." in path.rsplit("/", 1)[-1]:
        return None
    lang = b"en" if b"lang=en" in scope.get("query_string", b"") else b"vi"
    return lambda body: shell(body, lang)


def rewriting(send, rewrite, known):
    """A `send` that holds an answer back until it is whole, and sends it rewritten. Other than text passes.

    What the browser has already, by the tag `known`, is not sent again.
    """
    held = {}

    async def pass_on(message):
        if message["type"] == "http.response.start" and is_text(message):
            held.update(start=message, body=b"")
        elif message["type"] == "http.response.body" and held:
            held["body"] += message.get("body", b"")
            if not message.get("more_body"):
                body, changed = rewrite(held["body"])
                same = known and known == changed.get("etag")
                status, body = (304, b"") if same else (held["start"]["status"], body)
                await send({**held["start"], "status": status, "headers": headers(held["start"], body, changed)})
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
    del found["etag"], found["last-modified"]
    found.update({"content-length": str(len(body)), "cache-control": "no-cache"} | changed)
    return found.raw


def shell(body, lang):
    """The page with its language, its base address and a policy that names its own inline scripts."""
    body = body.replace(b'<html lang="en"', b'<html lang="' + lang + b'"', 1).replace(READY, READY + BASE + FOLLOW, 1)
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in SCRIPT.findall(body))
    return body, {"content-security-policy": POLICY.format(scripts=" ".join(f"'sha256-{one}'" for one in hashes))}


@cache
def ours(body, script):
    """A script in our words and colours, the same for both languages and themes, under its own tag.

    Its few words are Vietnamese on a Vietnamese page.
    """
    text = body.decode()
    for place, our_word in OURS.get(script, {}).items():
        before, theirs = BEFORE.match(place).groups()
        text = text.replace(before + theirs, f"{before}(document.documentElement.lang===`vi`?{our_word}:{theirs})")
    white = ON_ACCENT.get(script, "")
    written = text.replace(white, white.replace("colors.white", "colors.bgColor")).encode() if white else text.encode()
    return written, {"etag": f'"{hashlib.sha256(written).hexdigest()[:16]}"'}
