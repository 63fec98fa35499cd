"""Chi tiết đơn vị: one unit: where it stands, why it moved, where its points are lost, and what all that stands on."""

import streamlit as st

from reform.frame import (
    choose_profile,
    lost_points_of,
    open_page,
    positions_of,
    show_doubts,
    show_fields,
    show_first_steps,
    show_lost_points,
    show_practices,
    show_recommendations,
    show_reported,
    show_standing,
    show_standouts,
    show_steps,
    show_store_switch,
    show_unit_batches,
    show_unit_course,
    show_why_moved,
)
from reform.session import ask

open_page("unit")

# What the reader chooses
profile = choose_profile()
if profile is None:
    show_first_steps()
    st.stop()

# What we ask
unit = {"unit_id": profile.unit, "period": profile.period}
positions = positions_of(profile)
moves = ask("rank_moves", **profile.move)
contributions = ask("contributions", **unit, against=profile.earlier, by=profile.by.key)
lost = lost_points_of(profile)
figures = ask("figures", **unit)

# What we show
show_standing(profile, positions)
show_why_moved(profile, moves, contributions)
show_unit_course(profile)
show_lost_points(profile, lost)
show_steps(profile)
show_standouts(profile, positions)
show_reported(profile, figures)
show_fields(profile, ask("fields", **unit))
show_practices(profile, figures)
show_doubts(profile, ask("doubts", **unit))
show_recommendations(profile)
show_unit_batches(profile, ask("unit_batches", **unit))
show_store_switch()
