"""Who gets the interpreter: the window before the workers, the database's thread before those that compute for long.

Python gives it to the next thread once that has waited for the switch interval. On Linux the kernel adds a thread's
timer slack to that wait, 0.05 ms unless told otherwise, so that the window waited four times as long as asked, each
time. A little slack for who must be quick and more for who computes lets the window ask at once and keep its turn.
Other systems have no such wait, and nothing to set.
"""

import sys
import threading
from contextlib import suppress
from pathlib import Path

SWITCH = 0.00002  # seconds; with 0.5 ms the pauses measured by tests/bench/bench_gap.py were twice as long
QUICK_NS, PATIENT_NS = 1_000, 1_000_000


def quick() -> None:
    """For the window's thread, once; threads that it starts are quick too, until they say `patient`."""
    sys.setswitchinterval(SWITCH)
    _slack(QUICK_NS)


def patient() -> None:
    """For a thread that computes for long."""
    _slack(PATIENT_NS)


def _slack(nanoseconds: int) -> None:
    with suppress(OSError):  # there is no such file but on Linux
        Path(f"/proc/{threading.get_native_id()}/timerslack_ns").write_text(str(nanoseconds), encoding="ascii")
