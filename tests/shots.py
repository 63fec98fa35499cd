"""Pictures of every page, to look at after every change of one: `make shots`.

Each page is taken from the sample locality, at a desk and on a phone, light and dark, Vietnamese and English:
shots/PAGE-LANG-THEME-WIDTH.png is what the first screen shows, …-full.png all of it.
`make shots ARGS="cach-tinh dark"` takes those alone whose name holds every word.
"""

import sys
from itertools import product

from playwright.sync_api import TimeoutError as NotDrawn

from tests.browser import PROJECT, chromium, reader, serving, settle

FOLDER = PROJECT / "shots"
PAGES = {
    "/": "xep-hang",
    "/?xep-hang=score": "xep-hang-diem-cchc",
    "/?xep-hang=online": "xep-hang-truc-tuyen",
    "/?xep-hang=timeliness": "xep-hang-dung-han",
    "/?xep-hang=index": "xep-hang-diem-tham-khao",
    "/so-sanh": "so-sanh",
    "/don-vi?xep-hang=timeliness&don-vi=3": "don-vi",
    "/qua-cac-ky": "qua-cac-ky",
    "/qua-cac-ky?theo=nam&don-vi=4": "qua-cac-ky-nam",
    "/?xep-hang=timeliness&chac-chan=1": "do-chac-chan",
    "/thu-trong-so": "thu-trong-so",
    "/thu-trong-so?mau=qd-766": "thu-trong-so-qd-766",
    "/cap-nhat-so-lieu": "cap-nhat-so-lieu",
    "/dinh-chinh": "dinh-chinh",
    "/theo-doi-nop": "theo-doi-nop",
    "/nhat-ky": "nhat-ky",
    "/danh-sach-don-vi": "danh-sach-don-vi",
    "/cach-tinh": "cach-tinh",
    "/giam-sat?don-vi=3": "giam-sat",
    "/bao-cao": "bao-cao",
    "/doi-chieu": "doi-chieu",
}
SIZES = ((1440, 900), (390, 844))
THEMES = ("light", "dark")
LANGUAGES = ("vi", "en")
TALLEST = 6000  # pixels of a full picture


def main(wanted):
    """Take the pictures whose names hold every word asked for; exit 1 if anything went wrong on the way."""
    FOLDER.mkdir(exist_ok=True)
    wrong = 0
    with serving() as server, chromium() as browser:
        for (path, name), lang, theme, size in product(PAGES.items(), LANGUAGES, THEMES, SIZES):
            title = f"{name}-{lang}-{theme}-{size[0]}"
            if all(word in title for word in wanted):
                faults = take(browser, server.address, with_language(path, lang), title, lang, theme, size)
                print(title, *(f"\n    {fault}" for fault in faults), flush=True)
                wrong += len(faults)
    print(f"{wrong} faults" if wrong else "no error in a console, no request to another host")
    return 1 if wrong else 0


def with_language(path, lang):
    """The address of a page in a language; Vietnamese needs no word."""
    return path if lang == "vi" else path + ("&" if "?" in path else "?") + "lang=" + lang


def take(browser, address, path, title, lang, theme, size):
    """Take the two pictures of a page; gives what was wrong with it, in words."""
    with reader(browser, address, theme=theme, width=size[0], height=size[1], lang=lang) as (page, watch):
        page.goto(address + path)
        faults = drawn(page)
        page.screenshot(path=FOLDER / f"{title}.png")
        page.set_viewport_size({"width": size[0], "height": whole_height(page, size[1])})
        drawn(page)
        page.screenshot(path=FOLDER / f"{title}-full.png")
    faults += [f"console: {error}" for error in watch.errors]
    return faults + [f"outside: {url}" for url in watch.outside]


def drawn(page):
    """Wait for the page; nothing, or the one fault that it was never drawn."""
    try:
        settle(page)
    except NotDrawn:
        return ["not drawn within 30 seconds"]
    return []


def whole_height(page, least):
    """How tall the window must be to hold the page: Streamlit scrolls inside a box of its own."""
    tall = page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0")
    return max(least, min(tall, TALLEST))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
