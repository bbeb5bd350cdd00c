"""Memory that is free goes back to the system.

glibc keeps a freed block for later: each large one raises the limit up to which it does, to 32 MB. The list of a whole
roster passes through three such blocks, and 12 MB of them stayed; of the pages that a question or a change of
everybody went through, 64 MB. Other systems have no such habit, and nothing to set.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MMAP_THRESHOLD, LARGE = -3, 128 * 1024  # bytes: where glibc's limit stands in the beginning


def give_back_large() -> None:
    """Large blocks are given back when they are freed, from now on; once, for the whole process."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another library of C has no such setting
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE)


def give_back_small() -> None:
    """What is free among small blocks is given back now: 8 ms for 64 MB, a third of one where there is nothing."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of garbage, which finds nothing among 600,000 numbers and looks at them for two seconds."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
