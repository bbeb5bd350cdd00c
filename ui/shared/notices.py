"""What just happened: a toast with Undo for 8 seconds (F6 reaches it), and a notice that stays on a page.

notices.say(_("12 people marked"), undo=self._undo)       # tone "ok"
notices.say(sentence, tone="bad")                          # stays 8 s, no undo
notice(_("2 rows need a look"), "warn", button(...))       # a strip on a page
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import SidePane
from ui.shared.icons import pixmap
from ui.shared.labels import label
from ui.shared.layout import box, row
from ui.shared.style import tokens

SECONDS = 8
PANE_MOVED = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move)
ICONS = {"ok": "circle-check", "warn": "alert", "bad": "circle-alert", "info": "info"}


def announce(widget: QWidget, text: str) -> None:
    """Lets a screen reader say a text."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def notice(text: str, tone: str = "info", *buttons: QPushButton) -> QFrame:
    """A tinted strip with one sentence, perhaps with buttons, that stays until its page takes it away."""
    ink = tokens().tone(tone)[0]
    sign = QLabel()
    sign.setPixmap(pixmap(ICONS.get(tone, "info"), ink, 18))
    made = box(row(sign, (label(text, wrap=True), 1), *buttons, gap=10, margins=(14, 8, 10, 8)), f"notice-{tone}")
    made.setAccessibleName(text)
    return made


class Toast(QFrame):
    """The bar at the foot of the window. It waits while the pointer or the focus is on it; Esc closes it.

    Whoever came here with F6 is brought back to where they were when it closes.
    """

    gone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._window = window
        self._sign, self._text = QLabel(), label("", wrap=True)
        self._button = button(_("Undo"), on=self.undo)
        self._close = button(kind="icon", tip=_("Close"), on=self.close_now)
        self._close.setIcon(pixmap("x", tokens().on_toast, 16))
        self.setLayout(row(self._sign, (self._text, 1), 8, self._button, self._close, gap=10, margins=(16, 7, 8, 7)))
        self._undo: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.close_now)
        self.left = 0
        self._came_from: QWidget | None = None
        for part in (self._button, self._close):
            part.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: Callable[[], object] | None = None, tone: str = "ok") -> None:
        """Shows one sentence; a newer one takes the place of an older one."""
        t = tokens()
        self._sign.setPixmap(pixmap(ICONS.get(tone, "info"), t.toast_action, 18))
        self._text.setText(text)
        self._undo = undo
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self.place()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def text(self) -> str:
        """What it says, empty when it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def can_undo(self) -> bool:
        """Whether an undo is offered right now."""
        return self._undo is not None and not self.isHidden()

    def undo(self) -> None:
        """Does what the Undo button does."""
        work, self._undo = self._undo, None
        self.close_now()
        if work is not None:
            work()

    def focus_button(self) -> None:
        """Brings the keyboard here (F6)."""
        if not self.isHidden():
            target = self._button if self._undo is not None else self._close
            focus = QApplication.focusWidget()
            if focus is not None and not self.isAncestorOf(focus):
                self._came_from = focus
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._timer.stop()

    def close_now(self) -> None:
        """Hides it; the offer to undo is over."""
        self._timer.stop()
        focus, back, self._came_from = QApplication.focusWidget(), self._came_from, None
        if back is not None and isValid(back) and focus is not None and self.isAncestorOf(focus):
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._undo = None
        self.gone.emit()

    def place(self) -> None:
        """Centres it at the foot, right of `left` and beside an open pane: what stands there stays within reach."""
        room = self._right() - self.left
        buttons = self._button.sizeHint().width() * (not self._button.isHidden()) + 130
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 8
        width = min(words + buttons, room - 48, 720)
        height = max(48, self._text.heightForWidth(width - buttons) + 18)
        self.setGeometry(self.left + (room - width) // 2, self._window.height() - height - 22, width, height)

    def _right(self) -> int:
        """Where its room ends, in px of the window."""
        width = self._window.width()
        if self.isHidden():
            return width
        for pane in self._window.findChildren(SidePane):
            pane.installEventFilter(self)
            if pane.isVisible():
                width = min(width, pane.mapTo(self._window, QPoint()).x())
        return width

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PANE_MOVED and isinstance(watched, SidePane):
            self.place()
        elif event.type() == QEvent.Type.FocusOut and not self.isHidden():
            self._timer.start()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.isHidden():
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)
