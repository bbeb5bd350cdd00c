"""Who works here, and where, at the foot of the sidebar. Where several people work, it locks the window."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from organizer_app.domain.words import translate as _
from ui.shared.buttons import KEYBOARD
from ui.shared.icons import pixmap
from ui.shared.labels import paint_avatar
from ui.shared.style import colour, font, metrics, tokens

LOCK_KEY = "F12"  # Ctrl+L opens lists on three pages
HIGH, ROUND, GAP = 46, 32, 10  # px


class PersonButton(QAbstractButton):
    """The initials, the name, the district; pressed it locks, when that is offered."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._where, self._ring = "", "", False
        self.setFixedHeight(HIGH)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.offer_lock(on=False)

    def show_person(self, name: str, where: str) -> None:
        """Whose laptop this is and which district."""
        self._name, self._where = name or where, where if name else ""
        self._tell()

    def offer_lock(self, *, on: bool) -> None:
        """Whether pressing it locks the window."""
        self.setEnabled(on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)
        self._tell()

    def _tell(self) -> None:
        told = ", ".join(filter(None, (self._name, self._where)))
        self.setAccessibleName(_("{person}: lock").format(person=told) if self.isEnabled() else told)
        self.setToolTip(f"{told}\n{_('Lock, or another person')}  ({LOCK_KEY})" if self.isEnabled() else told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(ROUND + 6, HIGH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, narrow = tokens(), self.width() < 90
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.isEnabled() and self.underMouse()
        painter.setPen(QPen(colour(t.accent), 2) if self._ring else Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.hover if t.dark else t.line) if over else Qt.BrushStyle.NoBrush)
        if over or self._ring:
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        left = (self.width() - ROUND) // 2 if narrow else 4
        paint_avatar(painter, QRectF(left, (HIGH - ROUND) / 2, ROUND, ROUND), self._name)
        if narrow:
            return
        at, lock = left + ROUND + GAP, 22 if self.isEnabled() else 0
        room = self.width() - at - 6 - lock
        lines = [(self._name, 15, t.text), (self._where, 12, t.text2)] if self._where else [(self._name, 15, t.text)]
        top = (HIGH - 20 * len(lines)) / 2
        for number, (text, size, ink) in enumerate(lines):
            painter.setFont(font(size, 400 if size == 15 else 500))
            painter.setPen(colour(ink))
            words = metrics(size, 400 if size == 15 else 500).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(at, top + 20 * number, room, 20), Qt.AlignmentFlag.AlignVCenter, words)
        if lock:
            painter.drawPixmap(self.width() - 24, (HIGH - 16) // 2, pixmap("lock", t.text2, 16))
