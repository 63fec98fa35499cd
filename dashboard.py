"""The dashboard: `streamlit run dashboard.py`. One run of this file is one look of one reader."""

import streamlit as st

from reform.frame import open_dashboard, say_it_failed

if __name__ == "__main__":
    open_dashboard().run()
else:  # the server reads this file once, as a module
    from reform.serving import middleware, open_by_menu_only

    open_by_menu_only()
    app = st.App(__file__, middleware=middleware(), on_script_error=say_it_failed)
