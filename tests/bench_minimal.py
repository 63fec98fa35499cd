"""What any Streamlit page costs, for bench.py: a selectbox, a Plotly bar chart, a table, nothing of ours."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

PERIODS = [f"2025-Q{quarter}" for quarter in (4, 3, 2, 1)]

st.set_page_config(layout="wide")
period = st.selectbox("Kỳ báo cáo", PERIODS, key="ky")
wards = [f"Phường {n}" for n in range(1, 11)]
shares = pd.DataFrame({"ward": wards, "share": [90 - 3 * n + PERIODS.index(period) for n in range(10)]})

chart, table = st.columns(2)
bars = go.Bar(x=shares["share"], y=shares["ward"], orientation="h", text=shares["share"])
chart.plotly_chart(go.Figure(bars))
table.dataframe(shares, hide_index=True)
