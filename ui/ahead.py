"""The pages' modules, imported one page at a time while nothing is under way: a first visit then takes hardly longer
than the next. Only once the window stands, because its start is what a person waits for; on its own thread, because
modules that wait to run (organizer_app/late.py) and imports must not wait for one another from two.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from ui.pages_list import PAGES

MODULES = tuple(module for _key, _icon, _title, module, _name in PAGES)
REST = 1000  # ms between two pages


class Ahead(QObject):
    """Imports what is left of `modules`, each in a step of its own, whenever `busy()` is false; then it rests."""

    def __init__(
        self,
        busy: Callable[[], object],
        parent: QObject | None = None,
        *,
        modules: Sequence[str] = MODULES,
        interval: int = REST,
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        self.left = list(modules)
        self._clock = QTimer(self, interval=interval)
        self._clock.timeout.connect(self._step)
        self._clock.start()

    def _step(self) -> None:
        if self._busy():
            return
        self.left = [module for module in self.left if module not in sys.modules]
        if self.left:
            import_module(self.left.pop(0))
        if not self.left:
            self._clock.stop()
