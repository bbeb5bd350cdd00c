"""The counts beside the names in the sidebar: asked for behind everything, some time after records changed.

counting = Counting(records, window); counting.begin()
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from organizer_app.domain.clock import today
from organizer_app.domain.home import Waits
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.services import waits
from ui.shared.records import Records

SETTLE = 900  # ms after a change until it is counted, so that an import does not count a thousand times
COUNTED = frozenset({"camps", "sessions", "day_closes", "members", "distinctions", "duplicates_found"})
COUNTED |= {"directives", "directive_answers"}


class Counts(Protocol):
    """Who shows them: the window."""

    def show_count(self, key: str, count: int, tone: str = "plain", words: Callable[[], str] | None = None) -> None:
        """How many things wait on a page, and what they are."""


class Counting(QObject):
    """See the module's first lines."""

    def __init__(self, records: Records, window: Counts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records, self._window = records, window
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

    def _on_counted(self, found: Waits) -> None:
        if found != self.waits:
            self.waits = found
            tone = "warn" if found.open_days else "plain"
            self._window.show_count("camps", found.today + found.open_days, tone, partial(camps_words, found))
            self._window.show_count("members", found.duplicates, "plain", partial(members_words, found))
            self._window.show_count("warroom", found.directives, "warn", partial(directives_words, found))

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & COUNTED or self._day != today():
            self._soon.start()


def camps_words(found: Waits) -> str:
    """What the count of camps says, in the language in force."""
    now, late = found.today, found.open_days
    parts = (
        ngettext("{n} camp today", "{n} camps today", now).format(n=group_digits(now)) if now else "",
        ngettext("{n} day is not closed", "{n} days are not closed", late).format(n=group_digits(late)) if late else "",
    )
    return ", ".join(filter(None, parts))


def members_words(found: Waits) -> str:
    """What the count of members says, in the language in force."""
    n = found.duplicates
    text = ngettext("{n} person may stand here twice", "{n} people may stand here twice", n)
    return text.format(n=group_digits(n))


def directives_words(found: Waits) -> str:
    """What the count of directives says, in the language in force."""
    n = found.directives
    return ngettext("{n} directive waits", "{n} directives wait", n).format(n=group_digits(n))
