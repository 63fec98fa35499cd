"""The documents of a site visit: the internal brief of one unit, the request for documents, the minutes to fill in."""

from reform.brief.contents import brief_of, briefs_of
from reform.brief.minutes import minutes_of
from reform.brief.request import request_of

__all__ = ["brief_of", "briefs_of", "minutes_of", "request_of"]
