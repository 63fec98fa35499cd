"""What stands below a ranking to be read with it: who filed the online dossiers, the appraised score."""

import streamlit as st

from reform import session
from reform.beside_told import appraised_told, filers_told
from reform.export import Column
from reform.frame.choices import latest_with, named
from reform.frame.sheets import sheet, show_sheet
from reform.indicators import declaration
from reform.rows import records, unit_names
from reform.session import ask, say
from reform.text import escape_markdown

ONLINE = "online"
FILERS = ("people", "agents", "officials")


def show_beside(ranking, choice):
    """Below the online share who filed; below the reference score the appraised one and the way to other weights."""
    if choice.is_summary:
        return
    if choice.by.key == ONLINE:
        show_filers(choice)
    if choice.by.kind == "composite":
        show_appraised(records(ranking), choice)
        address = session.address(choice.locality, choice.period)
        st.page_link("pages/whatif.py", label=say().t("menu.whatif"), icon=":material/tune:", query_params=address)


# Who filed


def show_filers(choice):
    """The online share by who filed, each part with its rank; nothing where no ward reports it."""
    t = say().t
    rows = records(ask("online_by_filer", **choice.place, group=choice.group))
    if not rows:
        return
    st.subheader(t("beside.filers"), anchor=False)
    sentences = filers_told(say(), rows)
    st.markdown(" ".join(map(escape_markdown, sentences)))
    columns = [
        Column("people_rank", t("beside.rank_people"), "rank"),
        Column("name", t("column.unit")),
        Column("online_share", t("beside.online"), "figure", 2),
        Column("online_rank", t("beside.rank_online"), "rank"),
        *(Column(f"{who}_share", t(f"beside.{who}"), "figure", 2) for who in FILERS),
        *(Column(f"{who}_rank", t(f"beside.rank_{who}"), "rank") for who in FILERS[1:]),
    ]
    names = unit_names(rows)
    named_rows = [row | {"name": names[row["unit_id"]]} for row in rows]
    made = sheet(t("beside.filers"), choice.locality, choice.period_name, columns, named_rows, " ".join(sentences))
    show_sheet(made, f"nguoi-nop-{choice.period}", alt=t("beside.filers_alt"))


# The appraised score


def show_appraised(ranking, choice):
    """The appraised score of the same wards in the same period with the difference; of another period only its name."""
    t, by = say().t, next((one for one in declaration().tabs if one.kind == "score"), None)
    if by is None or not ranking:
        return
    scores = {row["unit_id"]: row for row in records(ask("ranking", **choice.question | {"by": by.key}))}
    names = unit_names(ranking)
    rows = [both(row, scores[row["unit_id"]], names) for row in ranking if row["unit_id"] in scores]
    if not rows:
        return show_other_period(by, choice)
    st.subheader(t("beside.appraised"), anchor=False)
    said = appraised_told(say(), rows)
    st.markdown(escape_markdown(said))
    columns = [
        Column("name", t("column.unit")),
        Column("value", choice.by.short.in_(say().lang), "figure", 2),
        Column("rank", t("beside.rank_of", name=choice.by.short.in_(say().lang)), "rank"),
        Column("score", by.short.in_(say().lang), "figure", 2),
        Column("score_rank", t("beside.rank_of", name=by.short.in_(say().lang)), "rank"),
        Column("apart", t("beside.apart"), "change", 2),
    ]
    made = sheet(t("beside.appraised"), choice.locality, choice.period_name, columns, rows, said)
    show_sheet(made, f"diem-tham-dinh-{choice.period}", alt=t("beside.appraised_alt"))


def both(row, score, names):
    """A ward's two scores and how far the reference score lies above the appraised one."""
    return {
        "name": names[row["unit_id"]],
        "value": row["value"],
        "rank": row["rank"],
        "score": score["value"],
        "score_rank": score["rank"],
        "apart": row["value"] - score["value"],
    }


def show_other_period(by, choice):
    """That the appraised score is of another period, and so not set beside."""
    periods = ask("periods", locality=choice.locality)
    latest = latest_with(periods, by)
    if latest and latest != choice.period:
        name = escape_markdown(say().inside(named(periods, latest)))
        st.caption(say().t("beside.other_period", name=by.name.in_(say().lang), period=name))
