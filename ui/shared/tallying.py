"""The numbers of drives, counted behind everything while somebody looks at them: at once, and after changes."""

from PySide6.QtCore import QObject, QTimer, Signal

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.jobs import tallies
from ui.shared.records import Records

SETTLE = 900  # ms after a change until it is counted, so that an import does not count a thousand times
COUNTED = frozenset({"members", "posts", "attendance", "camps", "sessions", "groups", "group_counts", "areas"})
ASKED = frozenset({"drives", "targets"})


class Tallying(QObject):
    """`turned(bool)` when counting begins and ends; `begin()` and `stop()` as the page comes and goes."""

    turned = Signal(bool)

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._on = self._again = False
        self.busy = False
        self._soon = QTimer(self, interval=SETTLE, singleShot=True)
        self._soon.timeout.connect(self._count)

    def begin(self) -> None:
        """Counts now, and from now on after changes."""
        if not self._on:
            self._on = True
            self._records.tasks.changed.connect(self._on_changed)
            self._count()

    def stop(self) -> None:
        """Counts nothing any more."""
        if self._on:
            self._on = False
            self._soon.stop()
            self._records.tasks.changed.disconnect(self._on_changed)

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & (COUNTED | ASKED):
            self._soon.start()

    def _count(self) -> None:
        if self.busy:
            self._again = True
            return
        self._turn(True)
        self._records.job(_refresh, done=self._on_counted, failed=self._on_failed, owner=self)

    def _on_counted(self, _anew: bool) -> None:
        self._turn(False)
        if self._again and self._on:
            self._again = False
            self._soon.start()

    def _on_failed(self, sentence: str) -> None:
        self._turn(False)
        self._records.tasks.failed.emit(sentence)

    def _turn(self, busy: bool) -> None:
        self.busy = busy
        self.turned.emit(busy)


def _refresh(store: Store, progress: Progress) -> bool:  # noqa: ARG001  # a job is given its progress
    return tallies.refresh(store)
