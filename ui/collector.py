"""Cyclic garbage collected on the window's own thread, in small portions, and wholly only when nothing is under way.

Left to itself Python collects everything whenever enough was allocated, on whatever thread that was: 165 ms in which
the window stands still, a worker that deletes one of its widgets, or this thread in the middle of an object's end,
where Qt holds a lock: an object that is ended in there may wait for the same one, for ever. So once there are windows
Python collects nothing by itself any more, also not after `stop`.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

from organizer_app.memory import give_back_small

TICK_MS = 250
WORK_TICK_MS = 50  # workers make much, and each look takes as long as there is new
YOUNG = 5_000  # objects made since the last look: below that a look is not worth it
MIDDLE_EVERY = 8  # young collections
REST_TICKS = 40  # ten seconds without work


class Collector(QObject):
    """Collects from when it is made until `stop`; `aside`: what is alive at the start stays, and is not looked at."""

    _before: ClassVar[bool] = False  # a window or a gate: what they left is not to stay

    def __init__(self, busy: Callable[[], int], parent: QObject | None = None, *, aside: bool = True) -> None:
        super().__init__(parent)
        self._busy, self._aside = busy, aside
        self._young = self._rest = 0
        gc.disable()
        if aside:
            if Collector._before:
                gc.collect()
            gc.freeze()
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
        """Collects no more; what was set aside may be collected by the next one."""
        self._timer.stop()
        Collector._before = True
        if self._aside:
            gc.unfreeze()


@contextmanager
def collecting(busy: Callable[[], int]) -> Iterator[None]:
    """Garbage is collected on this thread, and in good moments, while there is a window that is soon gone."""
    made = Collector(busy, aside=False)
    try:
        yield
    finally:
        made.stop()
