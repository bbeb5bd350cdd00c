"""The fault of PySide6 6.12 on Python 3.10 and 3.11: a reference to None lost at every Qt call that returns None, and
an abort after some thousand calls. From Python 3.12 on None is immortal: its count wanders with what extensions of
the stable ABI do to it and says nothing, as long as it stays above where Python takes it for mortal.

    python -m tests.proofs.soak     on whichever Python it is run with
"""

import os
import sys

from PySide6.QtWidgets import QApplication, QLabel

from tests.proofs.arguments import say
from tests.ui.sample import columns, people
from ui.shared.table import Table
from ui.start import make_application

CALLS, FRAMES = 20_000, 200
MOST_LOST = 5_000  # references to None, with what else the process does meanwhile
IMMORTAL = 2**31 if sys.version_info >= (3, 12) else None  # the least count of what lives for ever


def calls(application: QApplication) -> int:
    """20,000 calls that return None; gives how many references to None were lost or kept."""
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        if label.setText(str(number % 7)) is not None:  # type: ignore[func-returns-value]  # that is asked here
            raise AssertionError(f"call {number} gave something")
    application.processEvents()
    return lost_since(before)


def frames(application: QApplication) -> int:
    """200 frames of a table that scrolls; gives as `calls`."""
    table = Table("Members", columns())
    table.resize(900, 600)
    table.show()
    table.set_values(people(range(3_000)))
    before = sys.getrefcount(None)
    for frame in range(FRAMES):
        table.verticalScrollBar().setValue(frame * 13)
        table.viewport().repaint()
    application.processEvents()
    table.close()
    return lost_since(before)


def lost_since(before: int) -> int:
    """How many references to None were lost or kept."""
    now = sys.getrefcount(None)
    return abs(now - before) if IMMORTAL is None else max(0, IMMORTAL - now)


if __name__ == "__main__":
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    made = make_application("en", dark=False)
    if (lost := max(calls(made), frames(made))) > MOST_LOST:
        sys.exit(f"{lost} references to None were lost")
    say(f"{CALLS:,} calls and {FRAMES} frames of scrolling, {lost} references to None lost")
