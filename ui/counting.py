"""The counts beside the names in the sidebar: asked for behind everything, some time after records changed.

    counting = Counting(records, parent); counting.counted.connect(...); counting.begin()

The first page has read the same: what it `take`s need not be counted again.
"""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from organizer_app.domain.clock import today
from organizer_app.domain.home import Waits
from organizer_app.services import waits
from ui.shared.records import Records

SETTLE = 900  # ms after a change until it is counted, so that an import does not count a thousand times
COUNTED = frozenset({"camps", "sessions", "day_closes", "members", "distinctions", "duplicates_found"})


class Counting(QObject):
    """See the module's first lines. `counted(Waits)` when they are others than before."""

    counted = Signal(object)

    def __init__(self, records: Records, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self.waits = Waits()
        self._day = today()
        self._soon = QTimer(self, interval=SETTLE, singleShot=True)
        self._soon.timeout.connect(self.refresh)

    def begin(self) -> None:
        """Counts soon, and from now on after every change."""
        self._records.tasks.changed.connect(self._on_changed)
        self._soon.start()

    def stop(self) -> None:
        """Counts nothing any more."""
        self._soon.stop()
        self._records.tasks.changed.disconnect(self._on_changed)

    def refresh(self) -> None:
        """Counts now."""
        self._day = today()
        counting = partial(waits.waits, day=self._day)
        self._records.read(counting, done=self._on_counted, owner=self, latest="waits", beside=True)

    def take(self, found: Waits) -> None:
        """Somebody has just counted the same."""
        self._soon.stop()
        self._day = today()
        self._on_counted(found)

    def _on_counted(self, found: Waits) -> None:
        if found != self.waits:
            self.waits = found
            self.counted.emit(found)

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & COUNTED or self._day != today():
            self._soon.start()
