"""What a delegation clarifies and asks of one unit, by the rules in data/indicators.toml, from recorded figures alone.

`facts_of` gathers what queries answer, `clarified` names the points to clarify, `asked` the questions with the
documents to request. Names and texts come as they were recorded: whoever shows them makes them safe.
"""

from reform.questions.asking import asked
from reform.questions.clarify import clarified
from reform.questions.gathering import facts_of, shared_of

__all__ = ["asked", "clarified", "facts_of", "shared_of"]
