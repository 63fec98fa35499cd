"""Đối chiếu số liệu báo cáo: a unit's report in prose, each figure recomputed and held against what is recorded."""

import streamlit as st

from reform.frame import (
    choose_claimed_text,
    choose_whose_report,
    findings_of,
    open_page,
    show_claim_counts,
    show_claim_documents,
    show_claim_findings,
    show_claim_keeping,
    show_claim_sentences,
    show_store_switch,
    show_title,
)
from reform.session import say

open_page("claims")
show_title(say().t("claims.title"))

# What the reader chooses: the report, whose it is and of which period
lines = choose_claimed_text()
if not lines:
    st.info(say().t("claims.nothing"))
    show_store_switch()
    st.stop()
claim = choose_whose_report(lines)

# What we ask
findings = findings_of(claim)
if not findings:
    st.info(say().t("claims.nothing_found"))
    show_store_switch()
    st.stop()

# What we show
show_claim_counts(findings)
show_claim_sentences(findings)
show_claim_findings(claim, findings)
show_claim_documents(claim, findings)
show_claim_keeping(claim, findings)
show_store_switch()
