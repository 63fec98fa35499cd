"""Dự thảo báo cáo: the report in words, in the office's layout of Nghị định 30/2020/NĐ-CP, for the office to finish.

What the figures say is written, of a domain without any that there are none; what nobody here can know (further
grounds, causes, tasks, number, date, signature) is left to the office, in brackets or as room.
"""

from reform.documents import blocks
from reform.indicators import declaration
from reform.report import sentences, sheet
from reform.report.facts import Report, score
from reform.wards import split_type

# Domains with a section of their own; what is left of the declaration's are the parts of section II, in its order.
STEERING, GENERAL = "steering", "general"
# The paragraphs of the part on procedures that the form's own totals make up.
FLOWS = (
    ("received_total", ("received_online", "received_direct_postal", "carried_over")),
    ("resolved_total", ("resolved_early", "resolved_on_time", "resolved_overdue")),
    ("pending_total", ("pending_in_time", "pending_overdue")),
)


def draft(report: Report) -> dict:
    """The draft as a document, its figures provisional until a document has closed the period."""
    say, t = report.words, report.words.t
    return blocks.document(
        t("office_report.draft.kind"),
        lang=say.lang,
        style="letter",
        subtitle=[subject(report)],
        stamp=report.stamp,
        footer="",
        made_at=report.view.moment,
        description=subject(report),
        blocks=[
            letterhead(report),
            *opening(report),
            blocks.heading(t("office_report.draft.steering")),
            *domain(report, STEERING),
            blocks.heading(t("office_report.draft.results")),
            *results(report),
            blocks.heading(t("office_report.draft.shortcomings")),
            *shortcomings(report),
            blocks.heading(t("office_report.draft.tasks")),
            *tasks(report),
            *ending(report),
        ],
    )


def subject(report: Report) -> str:
    """Kết quả công tác cải cách hành chính quý III/2026."""
    say, view = report.words, report.view
    told = say.t("office_report.draft.subject", period=say.inside(view.period_label))
    return f"{told} – {view.group}" if view.group else told


def letterhead(report: Report) -> dict:
    """Who writes, under which number; Quốc hiệu, Tiêu ngữ, place and date."""
    t = report.words.t
    place = report.view.locality
    bare = split_type(place)[1] or place
    bare = place if bare.isdigit() else bare  # Quận 3: a number is no name by itself
    return blocks.letterhead(
        [
            {"text": t("office_report.draft.committee").upper(), "bold": True},
            {"text": place.upper(), "bold": True, "rule": True},
            {"text": t("office_report.draft.number")},
        ],
        [
            t("office_report.draft.country").upper(),
            t("office_report.draft.motto"),
            t("office_report.draft.dated", place=bare, year=report.view.moment.year),
        ],
    )


def text(written: str, italic: bool = False) -> dict:
    """A paragraph of a letter."""
    return blocks.paragraph(written, align="justify", indent=True, italic=italic)


def points(report: Report, told: list[str]) -> list[dict]:
    """A paragraph for each point, as the decree has them; of nothing that there are no figures."""
    return [text(f"- {one}") for one in told] or [text(report.words.t("office_report.draft.nothing"))]


def for_the_office(report: Report, key: str) -> dict:
    """[Nguyên nhân …]: what the office adds, in brackets, so that nobody signs it unread."""
    return text(report.words.t(f"office_report.draft.{key}"), italic=True)


def opening(report: Report) -> list[dict]:
    """The grounds that are known and room for the others, then who reports what, how final and over whom."""
    say, t = report.words, report.words.t
    grounds = {(one.target.document, one.target.date): None for one in sentences.with_target(report)}
    told = [t("office_report.draft.ground", document=written_out(report, name), date=day) for name, day in grounds]
    period = say.inside(report.view.period_label)
    lead = t("office_report.draft.lead", locality=sheet.in_a_sentence(report), period=period)
    return [
        *(text(one, italic=True) for one in [*told, t("office_report.draft.ground_open")]),
        text(lead),
        text(f"{sentences.state(report)} {sentences.reported(report)}"),
    ]


def written_out(report: Report, document: str) -> str:
    """Quyết định số 766/QĐ-TTg: a document as a ground is given, not as a table abbreviates it."""
    kind, _, number = document.partition(" ")
    return report.words.t("office_report.draft.decision", number=number) if kind == "QĐ" else document


# Sections


def domain(report: Report, key: str) -> list[dict]:
    """What is known of a domain."""
    return points(report, [*sentences.indicators(report, key), *sentences.counts(report, key), *own(report, key)])


def own(report: Report, key: str) -> list[str]:
    """What the locality reported of itself of a domain, beside the figures made of its units."""
    found = sentences.own_reported(report, key)
    return [report.words.t("office_report.draft.own", figures="; ".join(found))] if found else []


def results(report: Report) -> list[dict]:
    """Section II: each domain of the declaration as a part, the scores last."""
    t, found = report.words.t, []
    parts = [key for key in declaration().domains if key not in (STEERING, GENERAL)]
    for at, key in enumerate(parts, start=1):
        found.append(blocks.heading(f"{at}. {domain_name(report, key)}", level=2))
        found += procedures(report) if key == "procedures" else domain(report, key)
    found.append(blocks.heading(f"{len(parts) + 1}. {t('office_report.draft.scores')}", level=2))
    return [*found, *scores(report)]


def domain_name(report: Report, key: str) -> str:
    """Cải cách thể chế; a domain that we have no words for by its declared name."""
    say, own = report.words, f"office_report.domain.{key}"
    return say.t(own) if say.has(own) else declaration().domains[key].in_(say.lang)


def procedures(report: Report) -> list[dict]:
    """The dossiers of form II.06a, the shares made of them, and what else is counted."""
    flows = [told for total, parts in FLOWS if (told := sentences.flow(report, total, parts))]
    form = {key for total, parts in FLOWS for key in (total, *parts)}
    told = [*flows, *sentences.indicators(report, "procedures"), *sentences.counts(report, "procedures", without=form)]
    return points(report, [*told, *own(report, "procedures")])


def scores(report: Report) -> list[dict]:
    """The mean, the first and the last, the bands; in a period without scores which one has them."""
    if report.scored:
        latest = report.period_name(report.scored)
        told = report.words.t("office_report.draft.no_scores", period=report.view.period_label, latest=latest)
        return [text(told)]
    told = [*sentences.indicators(report, score().domain), *sentences.bands(report), *sentences.counts(report, GENERAL)]
    if not told:
        return [text(report.words.t("office_report.no_scores", period=report.view.period_label))]
    return points(report, told)


def shortcomings(report: Report) -> list[dict]:
    """Section III: who is below a target, by name; overdue dossiers; reports that are missing; room for the causes."""
    t = report.words.t
    below = [sentences.below(report, one) for one in sentences.with_target(report)]
    others = [told for told in (sentences.overdue(report), sentences.missing(report)) if told]
    return [
        blocks.heading(f"1. {t('office_report.draft.below')}", level=2),
        *(points(report, below) if below else [text(t("office_report.draft.no_targets"))]),
        blocks.heading(f"2. {t('office_report.draft.other')}", level=2),
        *points(report, others),
        blocks.heading(f"3. {t('office_report.draft.causes')}", level=2),
        for_the_office(report, "causes_open"),
    ]


def tasks(report: Report) -> list[dict]:
    """Section IV: nothing is known of what comes; it is the office's."""
    t = report.words.t
    return [
        blocks.heading(f"1. {t('office_report.draft.next')}", level=2),
        for_the_office(report, "next_open"),
        blocks.heading(f"2. {t('office_report.draft.proposals')}", level=2),
        for_the_office(report, "proposals_open"),
    ]


def ending(report: Report) -> list[dict]:
    """What the report comes with, to whom it goes, and room for the signature."""
    t = report.words.t
    receivers = [t("office_report.draft.receivers"), *t("office_report.draft.receivers_list").split("\n")]
    signing = t("office_report.draft.signing").upper().split("\n")
    attached = t(
        f"office_report.draft.attached{'' if report.has_form else '_annex'}", annex=t("office_report.annex_heading")
    )
    return [blocks.kept([text(attached), blocks.signature(receivers, [*signing, ""])])]
