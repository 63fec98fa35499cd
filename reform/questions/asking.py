"""The questions of a delegation to one unit, each tied to the figure it comes from, with the document to request."""

from collections.abc import Mapping

from reform.indicators import Question, declaration
from reform.questions.conditions import met
from reform.questions.tied import told
from reform.questions.ties import Ties
from reform.text import Words

Raised = list[tuple[Question, Ties]]


def asked(say: Words, facts: Mapping) -> list[dict]:
    """The questions that `facts` (reform.questions.gathering) raise, by domain, within one the weightiest first.

    {"key", "domain", "question", "because": the figures it is tied to, in words, "document", "weight"}.
    """
    found = raised(facts)
    domains = list(declaration().domains)
    found.sort(key=lambda one: (domains.index(one[0].domain), -one[0].weight))
    return [
        {
            "key": question.key,
            "domain": question.domain,
            "question": question.asked.in_(say.lang),
            "because": told(say, ties, facts),
            "document": question.document.in_(say.lang),
            "weight": question.weight,
        }
        for question, ties in found
    ]


def raised(facts: Mapping) -> Raised:
    """Every question whose condition is met, in the order of the declaration; one that another covers is left out."""
    declared = declaration()
    found = [(one, ties) for one in declared.questions.values() if (ties := met(one.when, facts, declared))]
    covered = {key for question, _ in found for key in question.covers}
    return [(question, ties) for question, ties in found if question.key not in covered]
