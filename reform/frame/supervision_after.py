"""After the visit: that it took place, what was recommended, and the lists of both."""

from reform import session
from reform.frame.recommendations import ask_recommendation_list, show_recommendations
from reform.frame.suggestions import ask_visit


def show_after_visit(supervision):
    """The unit's recommendations with the forms for more; the form that records the visit; a list from a file."""
    show_recommendations(supervision, with_way=False)
    if session.is_sample():
        return
    visit = supervision.visit
    about = {"day": visit["date"], "delegation": visit["delegation"] or "", "ban": visit["ban"] or ""}
    ask_visit(supervision.locality, [supervision.unit], **about)
    ask_recommendation_list(supervision.locality)
