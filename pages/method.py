"""Cách tính: every indicator, band, scheme, rule and check, printed from the declaration."""

import streamlit as st

from reform.frame import open_page, show_bands, show_checks, show_indicators, show_rules, show_schemes, show_title
from reform.session import say

open_page("method")
show_title(say().t("method.title"))

show_indicators()
rules, scores = st.columns(2, gap="large")
with rules:
    show_rules()
with scores:
    show_bands()
    show_schemes()
show_checks()
