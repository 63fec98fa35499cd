"""What the reader takes along: the view on screen as CSV, Excel and a printed page."""

from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from reform import export, session
from reform.frame.closing import show_way_to_closed
from reform.frame.past import choose_day
from reform.rows import score_period
from reform.session import ask, say

MAKERS = {
    "csv": export.ranking_csv,
    "xlsx": export.ranking_xlsx,
    "pdf": export.ranking_pdf,
}


def show_downloads(rows, unranked, headline, choice):
    """Three buttons; a file is made when its button is pressed."""
    view = view_of(rows, unranked, headline, choice)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say().t("download.title"), width="content")
        for kind, make in MAKERS.items():
            st.download_button(
                say().t(f"download.{kind}"),
                partial(make, view),
                file_name(choice, kind),
                export.MIME[kind],
                key=f"tai-{kind}",
                on_click="ignore",
            )
        choose_day()
        show_way_to_closed(choice)
        st.page_link(
            "pages/submissions.py",
            label=say().t("closing.see"),
            icon=":material/verified:",
            query_params=session.address(choice.locality, choice.period),
        )


def view_of(rows, unranked, headline, choice):
    """What the exports need to know about the view on screen."""
    by = None if choice.is_summary else choice.by
    return export.View(
        lang=say().lang,
        locality=choice.locality,
        period=choice.period,
        period_label=choice.period_name,
        by=by,
        lead=choice.by,
        rows=rows,
        unranked=unranked,
        headline=headline,
        sources=sources(choice, rows),
        made_at=datetime.now(UTC),
        target=choice.by.target,
        group=choice.group,
        sample=session.is_sample(),
        as_of=session.past_day(),
        **export.issued(ask, choice.locality, choice.period, by),
    )


def sources(choice, rows):
    """The files behind the view, and those behind scores that a summary takes from another period."""
    own = ask("sources", **choice.place)
    other = score_period(rows, choice.period) if choice.is_summary else None
    return pd.concat([own, ask("sources", locality=choice.locality, period=other)]) if other else own


def file_name(choice, kind):
    """A name that says what is inside: xep-hang-online-2026-Q3.csv."""
    about = session.chosen(session.RANKING) or "tong-hop"
    return f"xep-hang-{about}-{choice.period}.{kind}"
