"""Whose numbers were asked for, where the role does not see them by itself; that somebody looked is written down."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from organizer_app.domain import roles
from organizer_app.domain.audit import VIEW_PHONE
from organizer_app.services import audit
from ui.shared.records import Records


class Asked(QObject):
    """One person at a time: with the next the numbers are hidden again."""

    def __init__(self, records: Records, failed: Callable[[str], object], owner: QObject) -> None:
        super().__init__(owner)
        self._records, self._failed = records, failed
        self._who = b""

    def of(self, member: bytes) -> bool:
        """Whether this person's numbers were asked for."""
        return self._who == member

    def show(self, member: bytes) -> None:
        """Another person may be shown now."""
        self._who = member if self._who == member else b""

    def ask(self, member: bytes, then: Callable[[], object]) -> None:
        """Writes down who looks, unless the role sees numbers by itself, then goes on."""
        if roles.sees_phones() or self.of(member):
            then()
            return

        def done(_none: object) -> None:
            self._who = member
            then()

        work = partial(audit.record, act=VIEW_PHONE, subject=member)
        self._records.write("audit.record", work, done=done, failed=self._failed, owner=self)
