"""Python's garbage collector, at rest while drafts are made: a large file is half a million objects, all in use.

Measured: looking through them again and again takes 22 % of the processor time of checking 3,321 × 40 figures.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_guard = threading.Lock()
_inside = 0
_was_on = True


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector rests from the first one inside to the last one out, whoever that is and however it ends."""
    global _inside, _was_on
    with _guard:
        if not _inside:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _guard:
            _inside -= 1
            if not _inside and _was_on:
                gc.enable()
