"""The line below the groups: how many people of a place keep ten, fewer, or none."""

from functools import partial

from PySide6.QtCore import QObject

from organizer_app.domain.groups import Progress
from organizer_app.services import groups_counts
from ui.groups import lines
from ui.shared.labels import label
from ui.shared.records import Records


class TenEach(QObject):
    """`label` is what shows. While no group is known it is empty: the page says what it is for, and nobody is
    counted.
    """

    def __init__(self, records: Records, parent: QObject) -> None:
        super().__init__(parent)
        self._records, self._known = records, False
        self.label = label("", "small", wrap=True)

    def ask(self, area: bytes | None, *, known: bool) -> None:
        """Counts a place anew (None: everywhere), beside the rows on screen."""
        self._known = known
        if not known:
            self.label.clear()
            return
        work = partial(groups_counts.progress, area=area)
        self._records.read(work, done=self._on_counted, owner=self, latest="ten", beside=True)

    def _on_counted(self, progress: Progress) -> None:
        if self._known:
            self.label.setText(lines.progress_words(progress))
