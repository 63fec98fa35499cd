"""A view as one printed A4 page in greyscale: its texts and figures are data to a template, never markup."""

from pathlib import Path

from reform.bands import veto_lines
from reform.documents.printing import printed, told
from reform.export.literal import one_line
from reform.export.page_chart import chart
from reform.export.page_headline import cards, remarks
from reform.export.page_table import footnote, sheet, unranked
from reform.export.story import choices, definitions, heading, period_text, sources_text, target_text
from reform.export.table import table
from reform.export.view import View

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = ROOT / "reform" / "brief" / "ranking.typ"
# An archive can keep it (PDF/A) and a screen reader can read it (PDF/UA).
STANDARDS = ["a-2a", "ua-1"]

# Tried in turn until everything stands on one page: type in points, the rest in millimetres.
LAYOUTS = (
    {"chart": True, "size": 10.5, "bar": 7.4, "pad": 2.2, "gap": 6},
    {"chart": True, "size": 10, "bar": 6.4, "pad": 1.7, "gap": 5},
    {"chart": True, "size": 9.5, "bar": 5.6, "pad": 1.4, "gap": 4},
    {"chart": True, "size": 9, "bar": 4.6, "pad": 1.1, "gap": 3.2},
    {"chart": True, "size": 8.5, "bar": 4.0, "pad": 0.8, "gap": 2.8},
    {"chart": False, "size": 9, "bar": 0, "pad": 1.1, "gap": 3.2},
    {"chart": False, "size": 8.5, "bar": 0, "pad": 0.8, "gap": 2.8},
)
SEVERAL_PAGES = {"chart": False, "size": 9, "bar": 0, "pad": 1.1, "gap": 4}
# Beyond this, bars are too thin to be told apart on paper.
MOST_BARS = 20


def ranking_pdf(view: View) -> bytes:
    """One page, PDF/A and tagged. More units than it holds go on, without the chart, on further pages."""
    data = page(view)
    return printed(TEMPLATE, data | {"layout": layout(view, data)}, view.moment, STANDARDS)


def layout(view: View, data: dict) -> dict:
    """The roomiest layout that holds everything on one page; else the one for several, which says so."""
    t, few = view.words.t, len(view.rows) <= MOST_BARS
    for one in LAYOUTS:
        if one["chart"] and not few:
            continue
        tried = one | {"remark": "" if one["chart"] or not data["chart"] else t("export.no_chart")}
        if pages(data | {"layout": tried}) == 1:
            return tried
    return SEVERAL_PAGES | {"remark": t("export.continued")}


def pages(data: dict) -> int:
    """How many pages a layout takes."""
    return int(told(TEMPLATE, data, "<pages>"))


def page(view: View) -> dict:
    """Everything the template prints, each text on one line and each figure already written."""
    t, found = view.words.t, table(view)
    return clean(
        {
            "lang": view.lang,
            "document": heading(view),
            "left": [view.locality.upper(), t("export.subject")],
            "right": [view.period_label, t("export.made_at", time=view.words.time(view.made_at))],
            "sample": t("export.sample") if view.sample else "",
            "title": view.title,
            "summary": view.is_summary,
            "subtitle": [period_text(view), *ranked_text(view), *choices(view), *view.standing],
            "cards": cards(view, found),
            "remarks": [*remarks(view, found), *veto_lines(view.words, found.rows)],
            "footnote": footnote(view, found),
            "chart": chart(view, found),
            "table": sheet(view, found),
            "nobody": "" if found.rows else t("export.nobody"),
            "unranked": unranked(view, found),
            "notes": notes(view),
            "footer": " · ".join(footer(view)),
            "page": t("export.page", page="{page}", pages="{pages}"),
        }
    )


def ranked_text(view: View) -> list[str]:
    """10/12 đơn vị được xếp hạng, where the headline knows; a summary has a number for each ranking."""
    facts = {} if view.is_summary else view.facts
    if facts.get("ranked") is None or facts.get("expected") is None:
        return []
    count = view.words.count
    return [view.words.t("export.ranked", ranked=count(facts["ranked"]), expected=count(facts["expected"]))]


def footer(view: View) -> list[str]:
    """What every page of a print says below: whose ranking, of when, and what must not be overlooked."""
    group = [view.group] if view.group else []
    return [view.locality, heading(view), *group, *view.state[: view.sample + 1]]


def notes(view: View) -> list[dict]:
    """Definition, target, rule of ranks and sources, each under its label."""
    t, target = view.words.t, target_text(view)
    defined = " ".join(definitions(view) + ([target] if target else []))
    return [
        {"label": t("export.note.definition"), "text": defined},
        {"label": t("export.note.method"), "text": t("export.note.ties")},
        {"label": t("export.note.sources"), "text": sources_text(view)},
    ]


def clean(data: object) -> object:
    """Every text of the data on one line, without control characters."""
    if isinstance(data, dict):
        return {key: clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [clean(value) for value in data]
    return one_line(data) if isinstance(data, str) else data
