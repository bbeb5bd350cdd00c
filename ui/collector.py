"""Cyclic garbage collected on the window's own thread, in small portions, and wholly only when nothing is under way.

Left to itself Python collects everything whenever enough was allocated, on whatever thread that was: 165 ms in which
the window stands still, and a worker that may delete one of its objects.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

from organizer_app.memory import give_back_small

TICK_MS = 250
WORK_TICK_MS = 50  # workers make much, and each look takes as long as there is new
YOUNG = 5_000  # objects made since the last look: below that a look is not worth it
MIDDLE_EVERY = 8  # young collections
REST_TICKS = 40  # ten seconds without work


class Collector(QObject):
    """Collects from when it is made until `stop`. What is alive at the start stays, and is never looked at again;
    unless `aside` is false: whoever asks before the window goes when it comes.
    """

    def __init__(self, busy: Callable[[], int], parent: QObject | None = None, *, aside: bool = True) -> None:
        super().__init__(parent)
        self._busy = busy
        self._young = self._rest = 0
        if aside:
            if gc.isenabled():  # something went before: a window, a gate; what they left would stay, too
                gc.collect()
            gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collects as much as the moment allows."""
        busy = self._busy() > 0
        self._timer.setInterval(WORK_TICK_MS if busy else TICK_MS)
        self._rest = 0 if busy else self._rest + 1
        if self._rest == REST_TICKS:
            self.rest()
        elif gc.get_count()[0] > YOUNG:
            # What survived a look while work is under way is mostly the work's own, and goes with it.
            self._young += not busy
            gc.collect(0 if busy or self._young % MIDDLE_EVERY else 1)

    def rest(self) -> None:
        """Collects everything, and gives back what is free."""
        gc.collect()
        give_back_small()

    def stop(self) -> None:
        """Leaves the rest to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


@contextmanager
def collecting(busy: Callable[[], int]) -> Iterator[None]:
    """Garbage is collected on this thread alone while workers run for a window that is soon gone."""
    made = Collector(busy, aside=False)
    try:
        yield
    finally:
        made.stop()
