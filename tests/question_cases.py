"""Facts of a unit written by hand, and of every question where it is asked and where, next to that, it is not."""

from datetime import date


def figure(text):
    """12, <30 (an estimate), 12* (computed), - (a dash), else a text."""
    number, bound = text.removesuffix("*"), None
    if number[0] in "<≤>≥":
        bound, number = number[0], number[1:]
    try:
        value = float(number)
    except ValueError:
        value = None
    return {"value": value, "bound": bound, "text": text, "computed": text.endswith("*"), "cell": "D7"}


def figures(written):
    """ "resolved_total=12 note=x" as rows of `figures` by measure; a mapping may hold texts with spaces."""
    pairs = written.items() if isinstance(written, dict) else (one.split("=", 1) for one in written.split())
    return {key: figure(text) for key, text in pairs}


def standing(value=None, **more):
    """A row of `positions`."""
    unsaid = ("previous_value", "last_year_value", "rank", "reason")
    return dict.fromkeys(unsaid) | {"value": value, "ranked": 10} | more


ENDS = date(2025, 9, 30)


def facts(written="", *, before="", whole="", sums="", texts=(), found=(), doubts=(), outliers=(), ends=ENDS, **by):
    """Facts as `facts_of` gathers them; `by`: an indicator's value, or its row of `positions`."""
    empty = dict.fromkeys(
        ("identity", "measure", "value", "other_value", "other_measure", "other_period", "other_ward")
    )
    return {
        "unit": {"unit_id": 2, "ward": "Phường An", "is_locality": False},
        "period": {"key": "2025-Q3", "last_day": ends, "previous": "2025-Q2", "last_year": "2024-Q3"},
        "labels": {"2025-Q2": "Quý II/2025", "2024-Q3": "Quý III/2024"},
        "figures": figures(written) | figures(dict(texts)),
        "previous": figures(before),
        "locality_figures": figures(whole),
        "unit_sums": figures(sums),
        "indicators": {key: row if isinstance(row, dict) else standing(row) for key, row in by.items()},
        "outliers": [{"indicator": key, "side": side, "lower_quartile": 60, "upper_quartile": 70, "units": 9}
                     for key, side in outliers],
        "findings": [empty | {"finding": name, "counts": 9} | more for name, more in found],
        "doubts": [{"code": code, "cell": cell} for code, cell in doubts],
    }  # fmt: skip


def stated(reason):
    return standing(reason=reason)


# key → where it is asked, and the nearest facts where it is not. Absent figures stand in the latter wherever they can.
CASES = {
    "unbalanced": (
        [facts(found=[("unbalanced", {"measure": "resolved_total", "value": 9.0, "other_value": 8.0})]),
         facts(found=[("parts_exceed_total", {"measure": "received_online", "value": 9.0, "other_value": 10.0})])],
        [facts(), facts(found=[("identical_rows", {"other_ward": "B"})])],
    ),
    "identical_rows": (
        [facts(found=[("identical_rows", {"other_ward": "B"})]), facts(doubts=[("identical_rows", "A3")]),
         facts(doubts=[("identical_stored", "A3")])],
        [facts(found=[("repeated_figures", {"other_period": "2025-Q2"})]), facts(doubts=[("repeated_figures", "A3")])],
    ),
    "repeated_figures": (
        [facts(found=[("repeated_figures", {"other_period": "2025-Q2"})]), facts(doubts=[("repeated_figures", "A3")])],
        [facts(found=[("identical_rows", {"other_ward": "B"})])],
    ),
    "cumulative_falls": (
        [facts(found=[("cumulative_falls", {"measure": "petitions", "value": 1.0, "other_value": 2.0,
                                            "other_period": "2025-Q2"})])],
        [facts("petitions=1", before="petitions=2")],
    ),
    "stated_share_differs": (
        [facts(found=[("stated_share_differs", {"measure": "online_pct_stated", "value": 52.0, "other_value": 52.8})])],
        [facts("online_pct_stated=52", online=52.8)],
    ),
    "outlier_worse": (
        [facts(online=10.0, outliers=[("online", "low")])],
        [facts(online=10.0), facts(online=99.0, outliers=[("online", "high")]),
         facts(early=1.0, outliers=[("early", "low")]), facts(outliers=[("online", "low")])],
    ),
    "outlier_better": (
        [facts(online=99.0, outliers=[("online", "high")])],
        [facts(online=10.0, outliers=[("online", "low")]), facts(online_all=99.0, outliers=[("online_all", "high")])],
    ),
    "share_without_numerator": (
        [facts("online_pct_stated=52", online=stated("stated_only")), facts(timeliness=stated("stated_only"))],
        [facts("online_pct_stated=52", online=52.0), facts("online_pct_stated=<30", online=stated("bounded"))],
    ),
    "bounds_only": (
        [facts("online_pct_stated=<30"), facts("survey_ballots=≥100")],
        [facts("online_pct_stated=30"), facts()],
    ),
    "computed_total": (
        [facts("resolved_total=1200*")],
        [facts("resolved_total=1200"), facts("received_new=1200* resolved_early_or_on_time=9*")],
    ),
    "window_label": ([facts(doubts=[("window_label", "C3")])], [facts(doubts=[("cumulative", "C3")]), facts()]),
    "placeholder": (
        [facts(doubts=[("placeholder", "C3")]), facts(doubts=[("word_no", "C3")])],
        [facts("petitions=-"), facts(doubts=[("number_convention", None)])],
    ),
    "not_submitted": (
        [facts(online=stated("not_submitted"))],
        [facts(online=stated("blank")), facts(score=stated("not_submitted"))],
    ),
    "form_not_filled": (
        [facts(f"{one}=281", online=stated("blank"), timeliness=stated("blank"))
         for one in ("received_total", "resolved_total", "pending_total")],
        [facts("resolved_total=281", online=90.0, timeliness=stated("blank")),
         facts("resolved_total=281", online=stated("blank"), timeliness=99.0),
         facts("petitions=1", online=stated("blank"), timeliness=stated("blank"))],
    ),
    "score_fell": (
        [facts(score=standing(80.0, previous_value=80.1))],
        [facts(score=standing(80.1, previous_value=80.1)), facts(score=80.0),
         facts(score=standing(80.0, last_year_value=90.0))],
    ),
    "score_trailing": (
        [facts(score=standing(70.0, rank=10)), facts(score=standing(70.0, rank=8))],
        [facts(score=standing(70.0, rank=7)), facts(score=standing(70.0)),
         facts(score=standing(70.0, rank=1, ranked=1))],
    ),
    "self_score_above": (
        [facts("reform_self_score=88.1 reform_score=88")],
        [facts("reform_self_score=88 reform_score=88"), facts("reform_self_score=88")],
    ),
    "points_taken_off": ([facts("bonus_penalty=-1")], [facts("bonus_penalty=0"), facts("bonus_penalty=2"), facts()]),
    "other_scheme": (
        [facts(score=stated("other_scheme"))],
        [facts(score=80.0), facts(score=stated("blank")), facts(score=80.0, doubts=[("undeclared_scheme", "C3")])],
    ),
    "undeclared_scheme": (
        [facts(doubts=[("undeclared_scheme", "C3")])],
        [facts(score=stated("other_scheme")), facts(doubts=[("large_score", "C3")])],
    ),
    "blank_report": (
        [facts(online=stated("blank"), score=stated("blank")), facts("resolved_total=-", online=stated("blank"))],
        [facts(), facts(online=stated("not_submitted")), facts(online=stated("blank"), score=80.0),
         facts("petitions=0", online=stated("blank")), facts(online=stated("blank"), texts={"note": "đang rà soát"})],
    ),
    "other_below_target": ([], [facts(online=49.0, satisfaction=89.0, early=1.0)]),  # no other target is declared
    "plans_none": ([facts("plans_issued=0")], [facts("plans_issued=1"), facts("plans_issued=-"), facts("petitions=1")]),
    "propaganda_online": ([facts(online=49.99)], [facts(online=50.0), facts()]),
    "self_inspections_none": ([facts("self_inspections=0")], [facts("self_inspections=1"), facts("petitions=1")]),
    "self_inspection_result": (
        [facts("self_inspections=2"), facts("self_inspections=2", texts={"note": "đã kiểm tra 2 tổ"}),
         facts("self_inspections=2", texts={"note": "Kết quả khảo sát do Văn phòng tổng hợp"}),
         facts("self_inspections=1")],
        [facts("self_inspections=0"), facts("petitions=1"),
         *(facts("self_inspections=2", texts={"note": f"{words}: còn 3 hồ sơ chậm"})
           for words in ("Kết quả kiểm tra", "Kết quả tự kiểm tra", "Kết luận kiểm tra", "Kết luận tự kiểm tra",
                         "Qua kiểm tra", "Qua tự kiểm tra", "Sau kiểm tra", "Sau tự kiểm tra"))],
    ),
    "dialogues_none": ([facts("dialogues_held=0")], [facts("dialogues_held=1"), facts("petitions=1")]),
    "dialogue_without_opinions": (
        [facts("dialogues_held=1"), facts("dialogues_held=1 dialogue_opinions=0")],
        [facts("dialogues_held=1 dialogue_opinions=5"), facts("dialogue_opinions=0"), facts("dialogues_held=0"),
         facts("dialogues_held=1 dialogue_opinions=1")],
    ),
    "documents_not_reviewed": (
        [facts("documents_reviewed=0")], [facts("documents_reviewed=1"), facts("petitions=1")],
    ),
    "documents_reviewed": ([facts("documents_reviewed=1")], [facts("documents_reviewed=0"), facts("petitions=1")]),
    "legal_documents_issued": (
        [facts("legal_documents_issued=1")], [facts("legal_documents_issued=0"), facts("petitions=1")],
    ),
    "filed_above_online": (
        [facts("filed_by_agents=11 received_online=10"), facts("filed_by_officials=11 received_online=10")],
        [facts("filed_by_agents=10 filed_by_officials=10 received_online=10"), facts("filed_by_agents=11"),
         facts("filed_by_agents=<12 received_online=10")],
    ),
    "carried_over_differs": (
        [facts(found=[("carried_over_differs", {"measure": "carried_over", "value": 9.0, "other_value": 8.0,
                                                "other_measure": "pending_total", "other_period": "2025-Q2"})]),
         facts(doubts=[("carried_over_differs", "D3")])],
        [facts("carried_over=9", before="pending_total=8")],
    ),
    "online_assisted": (
        [facts("filed_by_agents=1", online=95.01), facts("filed_by_officials=1", online=95.01)],
        [facts("filed_by_agents=1", online=95.0), facts("filed_by_agents=0 filed_by_officials=0", online=99.0),
         facts(online=99.0)],
    ),
    "officials_file": (
        [facts("filed_by_officials=20 received_online=100")],
        [facts("filed_by_officials=19 received_online=100"), facts("received_online=100"),
         facts("filed_by_officials=0 received_online=0"), facts("filed_by_officials=101 received_online=100")],
    ),
    "online_rose": (
        [facts(online=standing(65.91, previous_value=45.9))],
        [facts(online=standing(65.9, previous_value=45.9)), facts(online=65.9)],
    ),
    "online_fell": (
        [facts(online=standing(60.0, previous_value=65.1))],
        [facts(online=standing(60.0, previous_value=65.0)), facts(online=standing(60.0, last_year_value=99.0))],
    ),
    "online_fell_in_a_year": (
        [facts(online=standing(60.0, last_year_value=65.1))],
        [facts(online=standing(60.0, last_year_value=65.0)), facts(online=standing(60.0, previous_value=99.0))],
    ),
    "online_below_30": (
        [facts(online=29.99), facts("online_pct_stated=<30", online=stated("bounded")),
         facts("online_pct_stated=29", online=stated("stated_only"))],
        [facts(online=30.0), facts("online_pct_stated=≤30", online=stated("bounded")),
         facts("online_pct_stated=>40", online=stated("bounded")), facts("online_pct_stated=29", online=60.0), facts()],
    ),
    "online_below_target": ([facts(online=49.99), facts(online=30.0)], [facts(online=50.0), facts(online=29.99)]),
    "full_process_few": (
        [facts("received_online_full=49 received_online=100")],
        [facts("received_online_full=50 received_online=100"), facts("received_online=100")],
    ),
    "few_dossiers": (
        [facts("received_new=29"), facts("resolved_total=1"), facts("received_new=1")],
        [facts("received_new=30 resolved_total=30"), facts("received_new=0"), facts("received_new=>5"), facts(),
         facts("resolved_total=0")],
    ),
    "returned_withdrawn": ([facts("returned_withdrawn=1")], [facts("returned_withdrawn=0"), facts()]),
    "slips_missing": (
        [facts("slip_dossiers=99 received_total=100")],
        [facts("slip_dossiers=100 received_total=100"), facts("received_total=100")],
    ),
    "procedures_posted": ([facts("procedures_posted=0"), facts("procedures_posted=90")], [facts("petitions=1")]),
    "saturated": (
        [facts("resolved_total=1000", timeliness=100.0)],
        [facts("resolved_total=999", timeliness=100.0), facts("resolved_total=1000", timeliness=99.99),
         facts(timeliness=100.0), facts("resolved_total=1000")],
    ),
    "nothing_pending": (
        [facts("received_total=5 resolved_total=5 pending_total=0"), facts("received_total=5 resolved_total=5"),
         facts("received_total=1 resolved_total=1")],
        [facts("received_total=5 resolved_total=4 pending_total=1"), facts("received_total=0 resolved_total=0"),
         facts("received_total=5"), facts("received_total=5 resolved_total=5 pending_total=1"),
         facts("received_total=≥5 resolved_total=≥5")],
    ),
    "no_overdue_here": (
        [facts("resolved_overdue=0", whole="resolved_overdue=3"),
         facts("resolved_overdue=0 pending_overdue=0", whole="pending_overdue=>1"),
         facts("received_total=30 resolved_overdue=0", sums="resolved_overdue=3"),
         facts("received_total=31 pending_overdue=0", sums="pending_overdue=1")],
        [facts("resolved_overdue=1", whole="resolved_overdue=3"), facts("petitions=1", whole="resolved_overdue=3"),
         facts("resolved_overdue=0", whole="resolved_overdue=0"), facts("resolved_overdue=0"),
         facts("resolved_overdue=0 pending_overdue=1", whole="resolved_overdue=3"),
         facts("resolved_overdue=<2", whole="resolved_overdue=3"),
         facts("received_total=29 resolved_overdue=0", sums="resolved_overdue=3"),
         facts("resolved_overdue=0", sums="resolved_overdue=3"),
         facts("received_total=30 resolved_overdue=0", sums="resolved_overdue=0"),
         facts("received_total=30 resolved_overdue=1", sums="resolved_overdue=3"),
         facts("received_total=30 petitions=0", sums="resolved_overdue=3")],
    ),
    "overdue_actual": (
        [facts("overdue_actual=5 resolved_overdue=0")],
        [facts("overdue_actual=5 resolved_overdue=5"), facts("overdue_actual=5"), facts("resolved_overdue=5")],
    ),
    "timeliness_fell": (
        [facts(timeliness=standing(94.9, previous_value=100.0))],
        [facts(timeliness=standing(95.0, previous_value=100.0)), facts(timeliness=94.9)],
    ),
    "overdue_many": ([facts(overdue=5.0), facts(overdue=34.2)], [facts(overdue=4.99), facts(overdue=0.0), facts()]),
    "overdue": (
        [facts("resolved_overdue=1"), facts("pending_overdue=1"), facts("pending_overdue=≥1")],
        [facts("resolved_overdue=0 pending_overdue=0"), facts("pending_overdue=<9"), facts()],
    ),
    "apologies_fewer": (
        [facts("apology_letters=1 resolved_overdue=2"), facts("apology_letters=0 resolved_overdue=1")],
        [facts("apology_letters=2 resolved_overdue=2"), facts("resolved_overdue=2"), facts("apology_letters=0")],
    ),
    "apologies_unsaid": (
        [facts("resolved_overdue=2"), facts("resolved_overdue=2 apology_letters=-"), facts("resolved_overdue=1")],
        [facts("resolved_overdue=2 apology_letters=0"), facts("resolved_overdue=0"), facts("petitions=1")],
    ),
    "delivered": (
        [facts("delivered_home=1"), facts("delivered_postal=1")], [facts("delivered_home=0 delivered_postal=0")],
    ),
    "delivered_none": (
        [facts("delivered_home=0 delivered_postal=0"), facts("delivered_home=0"), facts("delivered_postal=0")],
        [facts("delivered_home=0 delivered_postal=1"), facts("delivered_home=1 delivered_postal=0"),
         facts("petitions=1"), facts("delivered_home=1"), facts("delivered_postal=1")],
    ),
    "satisfaction_full_few": (
        [facts("survey_ballots=29 resolved_total=100", satisfaction=100.0),
         facts("survey_ballots=199 resolved_total=1000", satisfaction=100.0)],
        [facts("survey_ballots=200 resolved_total=1000", satisfaction=100.0),
         facts("survey_ballots=29", satisfaction=99.9), facts(satisfaction=100.0),
         facts("survey_ballots=30 resolved_total=100", satisfaction=100.0)],
    ),
    "ballots_above_direct": (
        [facts("survey_ballots=10 received_direct_postal=9")],
        [facts("survey_ballots=9 received_direct_postal=9"), facts("survey_ballots=10")],
    ),
    "satisfaction_below_target": (
        [facts(satisfaction=89.99)], [facts(satisfaction=90.0), facts(satisfaction=stated("blank"))],
    ),
    "ballots_few": (
        [facts("survey_ballots=199 resolved_total=1000"),
         facts("survey_ballots=199 resolved_total=1000", satisfaction=99.0),
         facts("survey_ballots=1 resolved_total=100")],
        [facts("survey_ballots=200 resolved_total=1000"), facts("survey_ballots=0 resolved_total=1000"),
         facts("survey_ballots=1"), facts("survey_ballots=199 resolved_total=1000", satisfaction=100.0)],
    ),
    "ballots_under_30": (
        [facts("survey_ballots=29"), facts("survey_ballots=29 resolved_total=100"), facts("survey_ballots=1")],
        [facts("survey_ballots=30"), facts("survey_ballots=0"), facts("survey_ballots=29 resolved_total=1000")],
    ),
    "ballots_none": ([facts("survey_ballots=0")], [facts("survey_ballots=1"), facts("survey_ballots=-"), facts()]),
    "dissatisfied": ([facts("survey_dissatisfied=1")], [facts("survey_dissatisfied=0"), facts()]),
    "petitions_late": (
        [facts("petitions_on_time=1 petitions=2")], [facts("petitions_on_time=2 petitions=2"), facts("petitions=2")],
    ),
    "hotline_without_log": (
        [facts("hotline=có"), facts("hotline=Có petitions=0")],
        [facts("hotline=có petitions=1"), facts("hotline=không"), facts("petitions=0")],
    ),
    "hotline_none": ([facts("hotline=Không")], [facts("hotline=có"), facts(texts={"hotline": "chưa rõ"}), facts()]),
    "petitions_conduct": ([facts("petitions_conduct=1")], [facts("petitions_conduct=0"), facts("petitions=1")]),
    "cards": (
        [facts("cards_green=1"), facts("cards_yellow=1")], [facts("cards_green=0 cards_yellow=0 cards_pink=5")],
    ),
    "reminders": ([facts("reminders=1"), facts("criticisms=1")], [facts("reminders=0 criticisms=0"), facts()]),
    "paid_online_low": ([facts(online_payment=29.99)], [facts(online_payment=30.0), facts()]),
    "fee_dossiers_unsaid": (
        [facts("paid_online=5"), facts("paid_online=5 fee_dossiers=-"), facts("paid_online=1")],
        [facts("paid_online=5 fee_dossiers=0"), facts("paid_online=0"), facts("petitions=1")],
    ),
    "iso_2008": (
        [facts(texts={"note": "Áp dụng TCVN ISO 9001:2008"}), facts(texts={"source": "hệ thống iso  9001:2008"}),
         facts(texts={"note": "ISO 9001-2008"})],
        [facts(texts={"note": "TCVN ISO 9001:2015"}), facts(),
         facts(texts={"note": "ISO 9001:2008"}, ends=date(2018, 9, 14)),
         facts(texts={"note": "ISO 9001:2008"}, ends=None)],
    ),
    "iso_version_unsaid": (
        [facts("iso_9001=có")],
        [facts("iso_9001=không"), facts(), facts("iso_9001=có", texts={"note": "TCVN ISO 9001:2008"})],
    ),
    "software_incomplete": (
        [facts("entered_in_software_pct_stated=99.5"), facts("entered_in_software_pct_stated=<100")],
        [facts("entered_in_software_pct_stated=100"), facts("entered_in_software_pct_stated=>90"), facts()],
    ),
    "eoffice_use": (
        [facts("eoffice_pct_stated=90"), facts("eoffice_pct_stated=99.5")],
        [facts("eoffice_pct_stated=100"), facts("eoffice_pct_stated=>90"), facts()],
    ),
    "e_documents": ([facts("e_documents_pct_stated=95"), facts("e_documents_pct_stated=99.5")],
        [facts("e_documents_pct_stated=100"), facts()]),
    "computers_not_networked": (
        [facts("computers=9 computers_networked=8")],
        [facts("computers=9 computers_networked=9"), facts("computers=9"), facts("computers_networked=8")],
    ),
    "equipment": (
        [facts("computers=9"), facts("computers=0")], [facts("computers=9 computers_networked=9"),
         facts("petitions=1"), facts()],
    ),
    "digitised": (
        [facts("digitised_pct_stated=80"), facts("digitised_results_pct_stated=>40"),
         facts("digitised_pct_stated=0")], [facts("petitions=1"), facts()],
    ),
}  # fmt: skip
