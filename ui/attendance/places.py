"""The line above: which camp, which of its sessions, and the ways to a walk-in and to the day's end."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.words import days_text
from organizer_app.domain.words import translate as _
from ui.shared.buttons import Segments, button, set_icon
from ui.shared.combo import Combo
from ui.shared.layout import clear, row

WIDE = 1060  # px from which the other laptop is named beside its icon
SIDE_BY_SIDE = 4  # sessions shown as buttons; more go into a list


class Places(QFrame):
    """`camp_picked(id)`, `session_picked(id)`, `walk_in_asked`, `exchange_asked`, `finish_asked`."""

    camp_picked = Signal(object)
    session_picked = Signal(object)
    walk_in_asked = Signal()
    exchange_asked = Signal()
    finish_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._camp_ids: list[bytes] = []
        self._shown: tuple[Any, ...] = ()
        self._offered: tuple[Any, ...] = ()
        self._camps = Combo(_("Camp"))
        self._camps.setMinimumWidth(180)
        self._camps.setMaximumWidth(360)
        self._camps.activated.connect(lambda at: self.camp_picked.emit(self._camp_ids[at]))
        self._sessions = row(gap=0)
        self.walk_in = button(_("Walk-in"), icon="user-plus", tip=f"{_('Walk-in')}  (F4)", on=self.walk_in_asked.emit)
        self.exchange = button(
            icon="laptop",
            key="Ctrl+L",
            tip=_("Marks to and from another laptop"),
            on=self.exchange_asked.emit,
        )
        self.finish = button(
            _("Finish the day"), kind="primary", icon="check", key="Ctrl+Shift+Return", on=self.finish_asked.emit
        )
        self.setLayout(row((self._camps, 3), self._sessions, None, self.exchange, self.walk_in, self.finish, gap=10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = _("Another laptop") if self.width() >= WIDE else ""
        if words != self.exchange.text():
            self.exchange.setText(words)
            set_icon(self.exchange, "laptop")

    def show_camps(self, camps: Sequence[Camp], chosen: Camp | None) -> None:
        """The camps to choose from."""
        offered = [(camp.id, f"{camp.title} · {days_text(camp.from_on, camp.to_on)}") for camp in camps]
        if (offered, chosen.id if chosen else None) == self._offered:
            return
        self._offered = (offered, chosen.id if chosen else None)
        with QSignalBlocker(self._camps):
            self._camps.clear()
            self._camp_ids = [camp.id for camp in camps]
            for _id, words in offered:
                self._camps.addItem(words)
            self._camps.setCurrentIndex(self._camp_ids.index(chosen.id) if chosen else -1)
        self._camps.setToolTip(self._camps.currentText())

    def show_sessions(self, sessions: Sequence[Session], chosen: Session | None) -> None:
        """The sessions of the camp; up to four side by side."""
        wanted = (sessions, chosen.id if chosen else None)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._sessions)
        if chosen is None:
            return
        words = session_words(sessions)
        ids = [session.id for session in sessions]
        if len(sessions) <= SIDE_BY_SIDE:
            segments = Segments(
                [(session.id.hex(), words[n], "") for n, session in enumerate(sessions)],
                chosen.id.hex(),
                name=_("Session"),
            )
            for part, session in zip(segments.findChildren(QPushButton), sessions, strict=True):
                part.setToolTip(session.title)
            segments.picked.connect(lambda key: self.session_picked.emit(bytes.fromhex(key)))
            self._sessions.addWidget(segments)
        else:
            listed = Combo(_("Session"))
            for n, session in enumerate(sessions):
                listed.addItem(f"{words[n]}  {session.title}")
            listed.setCurrentIndex(ids.index(chosen.id))
            listed.activated.connect(lambda at: self.session_picked.emit(ids[at]))
            self._sessions.addWidget(listed)

    def set_open(self, is_open: bool) -> None:
        """Whether people can be added."""
        self.walk_in.setEnabled(is_open)


def session_words(sessions: Sequence[Session]) -> list[str]:
    """A short name for each session: its time, with the day of the month when the camp has several days."""
    several = len({session.day for session in sessions}) > 1
    return [f"{s.day:%d/%m} {s.starts}" if several else s.starts for s in sessions]
