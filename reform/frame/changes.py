"""What recording a draft changes: cells, the ranks of every ranking, and who is still missing."""

from collections import Counter

import streamlit as st

from reform import charts, session
from reform.indicators import declaration
from reform.session import say
from reform.text import escape_markdown
from reform.wards import split_type

TOLD = 5  # more moves than this are counted in a sentence
SHOWN = 20
KINDS = ("new", "changed", "dropped", "unchanged")


def show_changes(draft, done=None):
    """What recording will change; with `done`, what it has changed, each place with the way to its ranking."""
    if not draft.rows:
        return
    t = say().t
    st.header(t("changes.done" if done else "changes.title"), anchor=False)
    show_counts(draft.changes)
    places = sorted({(one["locality"], one["period"]) for one in [*draft.moves, *draft.changes]})
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
    name = escape_markdown(say().period_label(key, written_label(draft, key)))
    told = [sentence for one in declaration().tabs if (sentence := change(one, moves_of(draft.moves, place, one.key)))]
    lines = [*(told or [t("changes.none")]), *missing_line([one for one in draft.missing if is_at(one, place)])]
    counts = Counter(one["kind"] for one in draft.changes if is_at(one, place))
    cells = t("changes.cells", **{kind: say().count(counts[kind]) for kind in KINDS[:-1]})
    st.markdown(t("changes.place", locality=escape_markdown(locality), period=name) + "\n" + bullets([cells, *lines]))
    if done:
        st.page_link(
            "pages/ranking.py",
            label=t("changes.see", period=say().inside(name)),
            icon=":material/arrow_forward:",
            query_params=session.address(locality, key),
        )


def bullets(lines):
    return "\n".join(f"- {one}" for one in lines)


def is_at(one, place):
    """Whether a change, a move or a missing unit is at a locality in a period."""
    return (one["locality"], one["period"]) == place


def moves_of(moves, place, by):
    """The ranks before and after in one ranking, best first."""
    own = [one for one in moves if is_at(one, place) and one["by"] == by]
    return sorted(own, key=lambda one: (one["after"] is None, one["after"] or one["before"], one["ward"]))


def written_label(draft, key):
    """The label of a period as a file writes it."""
    return next((row.period.label for row in draft.rows if row.period.key == key), None)


def change(indicator, moves):
    """One ranking's change in a sentence; empty where the ranking has no ward before nor after."""
    t, name = say().t, indicator.name.in_(say().lang)
    after = [one for one in moves if one["after"] is not None]
    if not after:
        return t("changes.emptied", name=name) if moves else ""
    called = names(moves)
    if all(one["before"] is None for one in moves):
        first = say().listing([escape_markdown(called[whose(one)]) for one in after if one["after"] == 1])
        return t("changes.first_time", name=name, count=say().count(len(after)), first=first)
    told = [sentence for one in moves if (sentence := move(one, escape_markdown(called[whose(one)])))]
    if not told:
        return t("changes.same", name=name)
    more = t("changes.more", count=say().count(len(told) - TOLD)) if len(told) > TOLD else ""
    return t("changes.moved", name=name, moves=", ".join(told[:TOLD]) + more)


def move(one, ward):
    """One ward's move; empty where it keeps its rank."""
    before, after = one["before"], one["after"]
    if before == after:
        return ""
    key = "joined" if before is None else "left" if after is None else "move"
    return say().t(f"changes.{key}", **{"ward": ward, "before": before, "after": after})


def names(moves):
    """The bare name of each unit, with its type where two share it."""
    bare = {whose(one): split_type(one["ward"])[1] for one in moves}
    shared = Counter(bare.values())
    return {whose(one): bare[whose(one)] if shared[bare[whose(one)]] == 1 else one["ward"] for one in moves}


def whose(one):
    """Which unit a move is of; one to be registered has no number yet."""
    return one["unit_id"], one["ward"]


def missing_line(missing):
    """Who is expected and still without figures, in one line; none where nobody is."""
    if missing:
        first = ", ".join(escape_markdown(one["ward"]) for one in missing[:SHOWN])
        more = say().t("changes.more_units", count=say().count(len(missing) - SHOWN)) if len(missing) > SHOWN else ""
        yield say().t("changes.missing", count=say().count(len(missing)), units=first + more)


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
        config={"displayModeBar": False},
        alt=t("changes.slope_alt", name=ranking_name(changing[at], True, draft)),
    )


def ranking_name(ranking, with_place, draft):
    """A ranking's name, with its locality and period where there are several."""
    locality, period, by = ranking
    name = declaration().indicators[by].name.in_(say().lang)
    if not with_place:
        return name
    return f"{name} · {locality} · {say().period_label(period, written_label(draft, period))}"


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
