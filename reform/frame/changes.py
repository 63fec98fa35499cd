"""What recording a draft changes: cells, the ranks of every ranking, and who is still missing."""

from collections import Counter

import streamlit as st

from reform import charts, session
from reform.indicators import declaration
from reform.rows import records
from reform.session import ask, say
from reform.text import escape_markdown
from reform.told import KINDS, SHOWN, changes, corrected, correction, moves_of, names, places_of


def show_changes(draft, done=None):
    """What recording will change; with `done`, what it has changed, each place with the way to its ranking."""
    if draft.labels:
        st.header(say().t("changes.done" if done else "changes.title"), anchor=False)
        for closed in corrected(draft, records(ask("periods"))):
            st.info(correction(say(), draft, closed, escape_markdown))
        show_comparison(draft, done)


def show_comparison(draft, done=None):
    """Before and after of a draft, or of a Comparison: the cells, the rankings, who is missing."""
    t = say().t
    show_counts(draft.changes)
    places = places_of(draft)
    told, drawn = st.columns(2, gap="small")
    with told:
        for place in places[:SHOWN]:
            with st.container(border=True, gap="xsmall"):
                show_place(draft, place, done)
        if len(places) > SHOWN:
            st.caption(t("changes.more_places", count=say().count(len(places) - SHOWN)))
    with drawn:
        show_slope(draft.moves, draft)
    show_cells(draft.changes, "changed")
    show_cells(draft.changes, "dropped")


def show_counts(changes):
    """How many cells are new, changed, dropped and as before."""
    counts = Counter(one["kind"] for one in changes)
    with st.container(horizontal=True, gap="small"):
        for kind in KINDS:
            st.metric(say().t(f"changes.{kind}"), say().count(counts[kind]), border=True, width=150)


# The rankings


def show_place(draft, place, done):
    """One locality and period: cells, each ranking in a sentence, who is missing, the way to the ranking."""
    t, (locality, key) = say().t, place
    name = escape_markdown(say().period_label(key, draft.labels.get(key)))
    lines = changes(say(), draft, place, escape_markdown)
    st.markdown(t("changes.place", locality=escape_markdown(locality), period=name) + "\n" + bullets(lines))
    if done:
        st.page_link(
            "pages/ranking.py",
            label=t("changes.see", period=say().inside(name)),
            icon=":material/arrow_forward:",
            query_params=session.address(locality, key),
        )


def bullets(lines):
    return "\n".join(f"- {one}" for one in lines)


def show_slope(moves, draft):
    """Ranks before and after of one ranking, chosen among those that change; none where none changes."""
    rankings = dict.fromkeys((one["locality"], one["period"], one["by"]) for one in moves)
    changing = [one for one in rankings if charts.has_slope(moves_of(moves, one[:2], one[2]))]
    if not changing:
        return
    t, several = say().t, len({one[:2] for one in changing}) > 1
    named = [ranking_name(one, several, draft) for one in changing]
    at = st.selectbox(t("changes.which"), range(len(changing)), format_func=named.__getitem__, key="bieu-do-thay-doi")
    own = moves_of(moves, changing[at][:2], changing[at][2])
    st.plotly_chart(
        charts.slope(own, list(names(own).values()), say(), (t("changes.before"), t("changes.after"))),
        config=charts.NO_BAR,
        alt=t("changes.slope_alt", name=ranking_name(changing[at], True, draft)),
    )


def ranking_name(ranking, with_place, draft):
    """A ranking's name, with its locality and period where there are several."""
    locality, period, by = ranking
    name = declaration().indicators[by].name.in_(say().lang)
    if not with_place:
        return name
    return f"{name} · {locality} · {say().period_label(period, draft.labels.get(period))}"


# The cells


def show_cells(changes, kind):
    """The first cells that change or are dropped: whose, what, old → new."""
    own = [one for one in changes if one["kind"] == kind]
    if not own:
        return
    t = say().t
    with st.expander(t(f"changes.cells_{kind}", count=say().count(len(own))), expanded=kind == "dropped"):
        st.markdown(bullets(cell_line(one) for one in own[:SHOWN]))
        if len(own) > SHOWN:
            st.caption(t("draft.more", count=say().count(len(own) - SHOWN), total=say().count(len(own))))


def cell_line(one):
    """One changed or dropped cell in a line."""
    measure = declaration().measures[one["measure"]]
    facts = {
        "ward": escape_markdown(one["ward"]),
        "measure": escape_markdown(measure.name.in_(say().lang)),
        "old": figure(one, "old", measure),
        "new": figure(one, "new", measure),
    }
    where = say().t("changes.where", cell=escape_markdown(one["cell"])) if one.get("cell") else ""
    return say().t(f"changes.cell_{one['kind']}", **facts) + where


def figure(one, side, measure):
    """The old or new figure of a cell as this language writes it."""
    text, value = one.get(f"{side}_text"), one[side]
    if value is None:
        return escape_markdown(text) if text else say().t("changes.blank")
    number = say().plain(value) + ("%" if measure.unit == "percent" else "")
    return escape_markdown((one.get(f"{side}_bound") or "") + number)
