"""What a page is made of: its frame, what it asks the reader, what it shows."""

from reform.frame.changes import show_changes
from reform.frame.choices import choose_view
from reform.frame.downloads import show_downloads
from reform.frame.draft import show_problems, show_record_button, show_recorded, show_stored, show_understood
from reform.frame.headline import show_headline
from reform.frame.method import show_bands, show_checks, show_indicators, show_rules, show_schemes
from reform.frame.page import open_dashboard, open_page, say_it_failed, show_first_steps, show_store_switch, show_title
from reform.frame.ranking import show_bars, show_nothing_here, show_ranking_table, show_story, show_unranked
from reform.frame.summary import show_left_out, show_summary
from reform.frame.unit import show_unit
from reform.frame.upload import choose_file, show_localities, show_sample_is_closed, show_template

__all__ = [
    "choose_file",
    "choose_view",
    "open_dashboard",
    "open_page",
    "say_it_failed",
    "show_bands",
    "show_bars",
    "show_changes",
    "show_checks",
    "show_downloads",
    "show_first_steps",
    "show_headline",
    "show_indicators",
    "show_left_out",
    "show_localities",
    "show_nothing_here",
    "show_problems",
    "show_ranking_table",
    "show_record_button",
    "show_recorded",
    "show_rules",
    "show_sample_is_closed",
    "show_schemes",
    "show_store_switch",
    "show_stored",
    "show_story",
    "show_summary",
    "show_template",
    "show_title",
    "show_understood",
    "show_unit",
    "show_unranked",
]
