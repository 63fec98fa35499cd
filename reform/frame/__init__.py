"""What a page is made of: its frame, what it asks the reader, what it shows."""

from reform.frame.acting import show_outcome
from reform.frame.beside import show_beside
from reform.frame.changes import show_changes
from reform.frame.choices import choose_view, units_in
from reform.frame.claims import choose_claimed_text, choose_whose_report, findings_of
from reform.frame.claims_shown import (
    show_claim_counts,
    show_claim_documents,
    show_claim_findings,
    show_claim_keeping,
    show_claim_sentences,
)
from reform.frame.closing import show_closing
from reform.frame.compare import choose_comparison, show_peers, show_side_by_side
from reform.frame.compare_all import show_heat_map, show_scatter
from reform.frame.correction import (
    ask_grounds,
    bring_back_correction,
    choose_reporting_unit,
    correction_draft,
    just_corrected,
    keep_correction,
    show_correct_button,
    show_for_whom,
    show_form,
    show_next_correction,
)
from reform.frame.course import choose_course
from reform.frame.course_charts import show_no_course, show_ranks, show_rebuilt, show_span, show_values
from reform.frame.course_table import show_course_table, show_missing
from reform.frame.downloads import show_downloads
from reform.frame.draft import show_problems
from reform.frame.drafting import just_recorded, keep, opened_draft
from reform.frame.explaining import show_why_moved
from reform.frame.headline import show_headline
from reform.frame.log import (
    choose_batch,
    show_accepted,
    show_batch,
    show_changed,
    show_history,
    show_no_batches,
    show_open_drafts,
)
from reform.frame.lost import lost_points_of, show_lost_points
from reform.frame.method import show_bands, show_checks, show_indicators, show_rules, show_schemes
from reform.frame.office_prints import show_report_print, show_report_prints
from reform.frame.office_report import (
    choose_report,
    report_of_choice,
    show_annex,
    show_consolidated,
    show_draft,
    show_no_units,
)
from reform.frame.page import open_dashboard, open_page, say_it_failed, show_first_steps, show_store_switch, show_title
from reform.frame.past import show_healed
from reform.frame.places import choose_any_period, choose_place, period_name, show_no_place
from reform.frame.profile import choose_profile, positions_of, show_standing
from reform.frame.provenance import show_doubts, show_unit_batches
from reform.frame.questions import show_questions
from reform.frame.ranking import show_bars, show_nothing_here, show_ranking_table, show_story, show_unranked
from reform.frame.recommendations import ask_recommendation_list, show_recommendations
from reform.frame.recording import show_record_button, show_recorded, show_stored
from reform.frame.registering import show_saving
from reform.frame.registry import edit_lineage, edit_units, show_example
from reform.frame.reorganising import ask_mapping
from reform.frame.report import show_report
from reform.frame.reported import show_fields, show_practices, show_reported
from reform.frame.solidity import how_solid, intervals, show_solidity
from reform.frame.standouts import show_standouts
from reform.frame.steps import show_steps
from reform.frame.submissions import (
    show_nobody_expected,
    show_not_begun,
    show_recent,
    show_submitted,
    show_what_to_do,
    submissions_of,
)
from reform.frame.suggestions import ask_visit, show_suggestions, suggested_units
from reform.frame.summary import show_left_out, show_summary
from reform.frame.supervision import choose_supervision, prepare, show_nobody_to_visit, show_whom_to_visit
from reform.frame.supervision_after import show_after_visit
from reform.frame.supervision_brief import edit_brief, show_behind, show_brief, show_parts
from reform.frame.supervision_draft import keep_edits, show_kept_edits
from reform.frame.supervision_files import show_all_briefs, show_documents, show_making_below
from reform.frame.supervision_prints import choose_print, show_print, show_prints
from reform.frame.taking_back import show_taking_back
from reform.frame.understood import show_understood
from reform.frame.unit import show_unit
from reform.frame.unit_course import show_unit_course
from reform.frame.upload import (
    choose_files,
    show_kept_drafts,
    show_localities,
    show_sample_is_closed,
    show_template,
    show_way_to_corrections,
)
from reform.frame.whatif import ask_supposed, choose_trial, show_faults, show_trial

__all__ = [
    "ask_grounds",
    "ask_mapping",
    "ask_recommendation_list",
    "ask_supposed",
    "ask_visit",
    "bring_back_correction",
    "choose_any_period",
    "choose_batch",
    "choose_claimed_text",
    "choose_comparison",
    "choose_course",
    "choose_files",
    "choose_place",
    "choose_print",
    "choose_profile",
    "choose_report",
    "choose_reporting_unit",
    "choose_supervision",
    "choose_trial",
    "choose_view",
    "choose_whose_report",
    "correction_draft",
    "edit_brief",
    "edit_lineage",
    "edit_units",
    "findings_of",
    "how_solid",
    "intervals",
    "just_corrected",
    "just_recorded",
    "keep",
    "keep_correction",
    "keep_edits",
    "lost_points_of",
    "open_dashboard",
    "open_page",
    "opened_draft",
    "period_name",
    "positions_of",
    "prepare",
    "report_of_choice",
    "say_it_failed",
    "show_accepted",
    "show_after_visit",
    "show_all_briefs",
    "show_annex",
    "show_bands",
    "show_bars",
    "show_batch",
    "show_behind",
    "show_beside",
    "show_brief",
    "show_changed",
    "show_changes",
    "show_checks",
    "show_claim_counts",
    "show_claim_documents",
    "show_claim_findings",
    "show_claim_keeping",
    "show_claim_sentences",
    "show_closing",
    "show_consolidated",
    "show_correct_button",
    "show_course_table",
    "show_documents",
    "show_doubts",
    "show_downloads",
    "show_draft",
    "show_example",
    "show_faults",
    "show_fields",
    "show_first_steps",
    "show_for_whom",
    "show_form",
    "show_headline",
    "show_healed",
    "show_heat_map",
    "show_history",
    "show_indicators",
    "show_kept_drafts",
    "show_kept_edits",
    "show_left_out",
    "show_localities",
    "show_lost_points",
    "show_making_below",
    "show_missing",
    "show_next_correction",
    "show_no_batches",
    "show_no_course",
    "show_no_place",
    "show_no_units",
    "show_nobody_expected",
    "show_nobody_to_visit",
    "show_not_begun",
    "show_nothing_here",
    "show_open_drafts",
    "show_outcome",
    "show_parts",
    "show_peers",
    "show_practices",
    "show_print",
    "show_prints",
    "show_problems",
    "show_questions",
    "show_ranking_table",
    "show_ranks",
    "show_rebuilt",
    "show_recent",
    "show_recommendations",
    "show_record_button",
    "show_recorded",
    "show_report",
    "show_report_print",
    "show_report_prints",
    "show_reported",
    "show_rules",
    "show_sample_is_closed",
    "show_saving",
    "show_scatter",
    "show_schemes",
    "show_side_by_side",
    "show_solidity",
    "show_span",
    "show_standing",
    "show_standouts",
    "show_steps",
    "show_store_switch",
    "show_stored",
    "show_story",
    "show_submitted",
    "show_suggestions",
    "show_summary",
    "show_taking_back",
    "show_template",
    "show_title",
    "show_trial",
    "show_understood",
    "show_unit",
    "show_unit_batches",
    "show_unit_course",
    "show_unranked",
    "show_values",
    "show_way_to_corrections",
    "show_what_to_do",
    "show_whom_to_visit",
    "show_why_moved",
    "submissions_of",
    "suggested_units",
    "units_in",
]
