"""What all figures share. Colours are stand-ins, so that a chart follows the reader's theme at once.

The page swaps them in the browser: `#000001` for the first of `chartCategoricalColors` in .streamlit/config.toml,
and so on. Nothing here knows whether the page is light or dark.
"""

from html import escape

ACCENT = "#000001"  # what the reader has chosen, nothing else
NEUTRAL = "#000002"
PALE = "#000003"  # on the wrong side of the line; the line and the words say the same
INK = "#000004"
QUIET = "#000005"
ON_ACCENT = "#000006"
ON_BAR = "#000007"

ROW = 34  # pixels; the table beside has rows of the same height, so that bar and row stand on one line
TOP = 36
BOTTOM = 24
NO_BAR = {"displayModeBar": False}  # what st.plotly_chart is told: no buttons over the figure


def safe(text):
    """Text from a file as Plotly shows it: `<b>` in a name stays four characters."""
    return escape(str(text), quote=False)
