"""What can keep the store from doing what it is asked, each a sentence for the reader."""

from typing import Any


class StoreBusy(RuntimeError):
    """Somebody else is recording; nothing was written, try again."""


class StoreUnwritable(RuntimeError):
    """The folder takes no file: a full disk, a missing right. What was recorded before is whole, nothing was added."""


class StoreDamaged(RuntimeError):
    """Journal or files are not what was recorded; `what` names the file and, for the journal, the entry."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class StoreOverloaded(RuntimeError):
    """A recorded file, whole as it came, could not be read again for want of time or memory: nothing was lost or
    written, and a machine with less to do can; `what` names the file."""

    def __init__(self, what: str):
        super().__init__(what)
        self.what = what


class NotRepeatable(RuntimeError):
    """A file does not read again, by its bytes and decisions, as it was just read: a defect; nothing was recorded."""


class NotThere(ValueError):
    """What was asked for cannot be done, as something named is not there; nothing was written.

    `code` and `facts` become a sentence: unknown_batch (id), unknown_locality (locality), no_figures (locality,
    period), no_reason (id), no_report (id,
    period), no_period (period), no_document (locality, period), no_day (day), same_document (period, document, day),
    unknown_unit (unit), no_text (unit), due_before (due, day), unknown_state (state), unknown_recommendation (id),
    no_delegation, unknown_print (id), day_in_future (day, today), too_long (start, length, most).
    """

    def __init__(self, code: str, **facts: Any):
        super().__init__(code)
        self.code = code
        self.facts = facts


class Changed(Exception):
    """Somebody has recorded since and the files now compare otherwise; nothing was written. `draft` is the new one."""

    def __init__(self, draft: Any):
        super().__init__(draft.file_name)
        self.draft = draft
